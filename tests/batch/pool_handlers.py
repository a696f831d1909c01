"""Handlers that worker processes import: well-behaved ones and some that take their process down."""
from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def doubling() -> Callable[[list[Any]], list[Any]]:
    return lambda items: [item * 2 for item in items]


def misbehaving() -> Callable[[list[Any]], list[Any]]:
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

    return lambda items: [handle(item) for item in items]


class DiesOnce:
    """Takes its process down at the first sight of "once", as an operator's kill -9 would."""

    def __init__(self, flag: Path) -> None:
        self.flag = flag

    def __call__(self) -> Callable[[list[Any]], list[Any]]:
        def handle(item: Any) -> Any:
            if item == "once" and not self.flag.exists():
                self.flag.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return item

        return lambda items: [handle(item) for item in items]


def broken() -> Callable[[list[Any]], list[Any]]:
    raise RuntimeError("no model here")


def dying() -> Callable[[list[Any]], list[Any]]:
    os._exit(7)
