"""Handlers that worker processes import: well-behaved ones and some that take their process down."""
from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def doubling() -> Callable[[Any], Any]:
    return lambda item: item * 2


def misbehaving() -> Callable[[Any], Any]:
    """Does what the item says."""

    def handle(item: Any) -> Any:
        if item == "raise":
            raise ValueError("no good")
        if item == "hang":
            time.sleep(60)
        if item == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if item == "exit":
            os._exit(3)
        if item == "fill":
            return len(bytearray(4 << 30))
        return item

    return handle


class DiesOnce:
    """Takes its process down at the first sight of "once", as an operator's kill -9 would."""

    def __init__(self, flag: Path) -> None:
        self.flag = flag

    def __call__(self) -> Callable[[Any], Any]:
        def handle(item: Any) -> Any:
            if item == "once" and not self.flag.exists():
                self.flag.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return item

        return handle


def broken() -> Callable[[Any], Any]:
    raise RuntimeError("no model here")


def dying() -> Callable[[Any], Any]:
    os._exit(7)
