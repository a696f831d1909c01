"""The pool alone: order, back-pressure, and workers that crash, hang and run out of memory."""
from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pool_handlers import DiesOnce, broken, doubling, dying, misbehaving

from govner.workers import Outcome, Pool, WorkerError, run_here

START_METHODS = ["fork", "spawn", "forkserver"]


def weigh(item: Any) -> int | None:
    return None if item is None else 40


def values(outcomes: Iterator[Outcome]) -> list[Any]:
    return [o.failure.kind if o.failure else o.value for o in outcomes]


@pytest.mark.parametrize("start_method", START_METHODS)
@pytest.mark.parametrize("workers", [1, 3])
def test_outcomes_come_in_order(start_method: Any, workers: int) -> None:
    pool = Pool(doubling, workers=workers, start_method=start_method)
    items = [1, 2, None, *range(300)]
    outcomes = list(pool.run(items, weigh))
    assert [o.number for o in outcomes] == list(range(len(items)))
    assert [o.item for o in outcomes] == items
    assert [o.value for o in outcomes] == [None if item is None else item * 2 for item in items]
    assert pool.stats.deaths == 0
    assert 1 <= len(pool.stats.starts) <= workers  # One may still be starting when all is done.
    assert pool.stats.peak_memory > 1 << 20


def test_unordered_outcomes_are_the_same_set() -> None:
    assert sorted(o.value for o in Pool(doubling, workers=2).run(range(200), weigh, ordered=False)) == [
        2 * n for n in range(200)
    ]


def test_without_workers() -> None:
    assert values(run_here(misbehaving, ["a", "raise", None], weigh)) == ["a", "error", None]


@pytest.mark.parametrize(
    ("start_method", "poison", "kind"),
    [
        ("forkserver", "raise", "error"),
        ("forkserver", "hang", "timeout"),
        ("forkserver", "die", "died"),
        ("forkserver", "exit", "died"),
        ("forkserver", "fill", "memory"),
        ("fork", "die", "died"),
        ("fork", "hang", "timeout"),
        ("spawn", "die", "died"),
    ],
)
def test_a_poison_item_fails_alone(start_method: Any, poison: str, kind: str) -> None:
    items = ["a", "b", poison, "c", *map(str, range(40))]
    limit = 1 << 30 if poison == "fill" and sys.platform == "linux" else None
    if poison == "fill" and limit is None:
        pytest.skip("memory limits of a process need Linux")
    pool = Pool(misbehaving, workers=2, start_method=start_method, timeout=2.0, memory_limit=limit)
    outcomes = list(pool.run(items, weigh))
    assert [o.item for o in outcomes] == items
    failures = {o.item: o.failure for o in outcomes if o.failure}
    assert list(failures) == [poison]
    assert failures[poison] is not None
    assert failures[poison].kind == kind
    assert [o.value for o in outcomes if not o.failure] == [item for item in items if item != poison]
    assert pool.stats.deaths == (0 if kind == "error" else 2)


def test_what_a_stranger_killed_is_done_again(tmp_path: Path) -> None:
    pool = Pool(DiesOnce(tmp_path / "flag"), workers=2)
    items = ["a", "once", *map(str, range(50))]
    assert values(pool.run(items, weigh)) == items
    assert pool.stats.deaths == 1


def test_a_worker_killed_from_outside_loses_nothing() -> None:
    pool = Pool(doubling, workers=2)
    seen = []
    for outcome in pool.run(range(2000), weigh):
        if outcome.number in (100, 900):
            process = pool.workers[0].process.pid
            assert process is not None
            os.kill(process, signal.SIGKILL)
        seen.append(outcome.value)
    assert seen == [2 * n for n in range(2000)]
    assert pool.stats.deaths == 2


def test_items_are_read_only_as_outcomes_are_taken() -> None:
    read = 0

    def endless() -> Iterator[int]:
        nonlocal read
        while True:
            read += 1
            yield read

    outcomes = Pool(doubling, workers=2).run(endless(), weigh)
    for number in range(1, 501):
        assert next(outcomes).value == 2 * number
    time.sleep(0.2)
    assert read < 500 + 2 * 2 * 6 * 32
    outcomes.close()


def test_a_giant_does_not_stop_the_others_from_being_read() -> None:
    items = ["x" * 2_000_000, *("y" * 10 for _ in range(100))]
    assert [o.value for o in Pool(doubling, workers=2).run(items, len)] == [item * 2 for item in items]


@pytest.mark.parametrize(("setup", "message"), [(broken, "RuntimeError: no model here"), (dying, "exit code 7")])
def test_workers_that_cannot_start_are_an_error(setup: Any, message: str) -> None:
    with pytest.raises(WorkerError, match=message):
        list(Pool(setup, workers=1).run([1], weigh))


def test_closing_leaves_no_process() -> None:
    pool = Pool(doubling, workers=2)
    outcomes = pool.run(range(1000), weigh)
    next(outcomes)
    processes = [worker.process for worker in pool.workers]
    outcomes.close()
    assert not any(process.is_alive() for process in processes)
