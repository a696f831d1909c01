"""Chunks: which items a worker gets at once."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

#: Weight and number of the items of one chunk at most; an item that is heavier goes alone.
CHUNK_WEIGHT = 16_000
CHUNK_ITEMS = 32
#: Items that a handler gets at once.
BATCH_ITEMS = 8

#: An item's weight, in the unit of CHUNK_WEIGHT; None for one that no worker needs to see.
Weigh = Callable[[Any], "int | None"]


@dataclass(slots=True)
class Task:
    """An item on its way: its number in the input, its weight, and how many workers it has already killed."""

    number: int
    item: Any
    weight: int
    deaths: int = 0


def cut(tasks: Sequence[Task], parts: int, most_items: int = CHUNK_ITEMS) -> Iterator[list[Task]]:
    """Chunks of neighbours in length, so that a network that reads them together pads little.

    The chunk with the earliest item comes first: an ordered run then waits least.

    Args:
        parts: chunks to make at least, where there are so many tasks: each worker gets something.

    >>> tasks = [Task(number, None, weight) for number, weight in enumerate([900, 10, 20, 800])]
    >>> [[task.number for task in chunk] for chunk in cut(tasks, parts=2)]
    [[0], [1, 2, 3]]
    """
    most = min(CHUNK_WEIGHT, sum(task.weight for task in tasks) // parts)
    chunks: list[list[Task]] = []
    current: list[Task] = []
    weight = 0
    for task in sorted(tasks, key=lambda t: (t.weight, t.number)):
        if current and (weight + task.weight > most or len(current) == most_items):
            chunks.append(current)
            current, weight = [], 0
        current.append(task)
        weight += task.weight
    if current:
        chunks.append(current)
    for chunk in chunks:
        chunk.sort(key=lambda t: t.number)
    yield from sorted(chunks, key=lambda chunk: chunk[0].number)
