"""What comes of the items that workers are given, and what the workers cost."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from govner.errors import GovnerError


class WorkerError(GovnerError):
    """Workers cannot be started, or an item failed where failures were not to be recorded."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an item has no value.

    Attributes:
        kind: "error" (the handler raised), "timeout", "memory" (it asked for more than allowed), "died" (the worker
            was killed or crashed on it, twice).
        message: what happened, in one line.
        attempts: how often it was tried.
    """

    kind: Literal["error", "timeout", "memory", "died"]
    message: str
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """An item with its value or failure; neither where the item needed no worker."""

    number: int
    item: Any
    value: Any = None
    failure: Failure | None = None


@dataclass(slots=True)
class PoolStats:
    """What the workers have cost.

    Attributes:
        starts: wall seconds of each start, from the call to the first chunk taken.
        deaths: workers that were killed or died, and were replaced.
        peak_memory: bytes of the largest.
        cpu_seconds: of all workers, starts included.
    """

    starts: list[float] = field(default_factory=list)
    deaths: int = 0
    peak_memory: int = 0
    cpu_seconds: float = 0.0
