"""The parent's side: workers are started, fed, watched, replaced; outcomes come out one by one."""
from __future__ import annotations

import multiprocessing
import os
import pickle
import sys
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from itertools import islice
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any, Literal

from govner.workers.chunks import BATCH_ITEMS, CHUNK_ITEMS, CHUNK_WEIGHT, Task, Weigh, cut
from govner.workers.outcomes import Failure, Outcome, PoolStats, WorkerError
from govner.workers.worker import BROKEN, DONE, FAILED, MEMORY, READY, REST, USAGE, Setup, described, serve

StartMethod = Literal["fork", "spawn", "forkserver"]
#: How an item took its worker down.
Cause = Literal["timeout", "memory", "died"]

# A second chunk waits in a worker's socket while it is small enough for the socket's buffer: larger ones would block
# the parent until the worker has read them.
_AHEAD_BYTES = 64 << 10
# Chunks per worker that are read, in work, or done but not yet asked for.
_WINDOW = 6
_START_SECONDS = 300.0
# A batch has this much more time than one item: its weight, divided by what the slowest machine does in a second.
_SLOWEST = 1_000
_START_TRIES = 3
_MAIN_HINT = "a script that defines its own pipeline must start workers under  if __name__ == '__main__':"
# An item that has killed this many workers is given up.
_DEATHS = 2


class _Chunk:
    """Tasks for one worker, and the bytes to send."""

    def __init__(self, tasks: list[Task]) -> None:
        self.tasks = tasks

    @cached_property
    def packed(self) -> bytes:
        return pickle.dumps([(task.number, task.item) for task in self.tasks], pickle.HIGHEST_PROTOCOL)


class _Worker:
    """One child process and what it was given."""

    def __init__(self, pool: Pool) -> None:
        context: Any = multiprocessing.get_context(pool.start_method)
        self.connection, theirs = context.Pipe()
        inherited = [w.connection for w in pool.workers] + [self.connection] if pool.start_method == "fork" else []
        arguments = (theirs, pool.setup, pool.batch_size, pool.memory_limit, os.getpid(), inherited)
        self.process: BaseProcess = context.Process(target=serve, args=arguments, daemon=True)
        self.heard = time.monotonic()
        with _main_left_alone(pool.needs_main):
            self.process.start()
        theirs.close()
        self.ready = False
        self.cpu = 0.0
        self.chunks: deque[deque[Task]] = deque()

    def give(self, chunk: _Chunk) -> None:
        if not self.chunks:
            self.heard = time.monotonic()
        self.chunks.append(deque(chunk.tasks))
        # A worker that has died takes nothing: reading its end will tell, and the chunk is then taken back.
        with suppress(OSError):
            self.connection.send_bytes(chunk.packed)

    def takes(self, chunk: _Chunk) -> bool:
        """Whether the chunk can be given now: to one that waits, or a small one as the next."""
        if not self.ready or len(self.chunks) > 1:
            return False
        if not self.chunks:
            return True
        alone = chunk.tasks[0].deaths or any(task.deaths for task in self.chunks[0])
        return not alone and len(chunk.packed) <= _AHEAD_BYTES

    def answered(self, number: int) -> Task | None:
        self.heard = time.monotonic()
        tasks = self.chunks[0] if self.chunks else None
        return tasks.popleft() if tasks and tasks[0].number == number else None

    def kill(self) -> int | None:
        """Ends the process if it still runs, and gives its exit code (-9: killed)."""
        self.process.kill()
        self.process.join()
        self.connection.close()
        return self.process.exitcode


class Pool:
    """Workers for one stream of items.

    Args:
        setup: makes the handler in each worker (models are loaded there).
        workers: how many processes.
        start_method: "forkserver" by default where there is one: quick as fork, and safe beside threads.
        timeout: seconds that one item may take; its worker is then killed. None: for ever.
        memory_limit: bytes of private memory that one worker may hold (Linux).
        batch_size: items that the handler gets at once, neighbours in length.
        preload: modules that the forkserver imports once for all workers.

    The items of a batch that takes its worker down (by time, memory or a crash) are tried once more, each alone; the
    one that does so again is reported as failed. What waited behind them is given to other workers.

    Raises:
        WorkerError: on Windows.
    """

    def __init__(
        self,
        setup: Setup,
        *,
        workers: int,
        start_method: StartMethod | None = None,
        timeout: float | None = None,
        memory_limit: int | None = None,
        batch_size: int = BATCH_ITEMS,
        preload: Sequence[str] = (),
    ) -> None:
        if sys.platform == "win32":  # How workers are watched and limited is POSIX.
            raise WorkerError("worker processes need Linux or macOS: use none (workers=0), or WSL")
        self.setup, self.size = setup, workers
        self.start_method: StartMethod = start_method or default_start_method()
        self.timeout, self.memory_limit, self.batch_size = timeout, memory_limit, batch_size
        self.preload = list(preload)
        self.needs_main = self.start_method != "fork" and b"__main__" in pickle.dumps(setup)
        self.workers: list[_Worker] = []
        self.stats = PoolStats()
        self._queue: deque[_Chunk] = deque()
        self._failed_starts = 0

    def run(self, items: Iterable[Any], weigh: Weigh, *, ordered: bool = True) -> Generator[Outcome, None, None]:
        """The outcomes of all items; items are read only as outcomes are taken.

        Args:
            weigh: an item's weight (characters); None for an item that passes by the workers.
            ordered: in the order of the items, or as they are done.

        Raises:
            WorkerError: workers cannot be started.
        """
        if self.start_method == "forkserver":
            multiprocessing.get_context("forkserver").set_forkserver_preload(self.preload)
        source = _Source(iter(items), weigh, self)
        done: dict[int, Outcome] = {}
        following = 0
        try:
            while True:
                for outcome in self._advance(source):
                    done[outcome.number] = outcome
                if ordered:
                    while following in done:
                        source.released(outcome := done.pop(following))
                        following += 1
                        yield outcome
                else:
                    for outcome in [done.pop(number) for number in list(done)]:
                        source.released(outcome)
                        yield outcome
                if source.finished and not source.weights and not done:
                    return
        finally:
            self.close()

    def close(self) -> None:
        """Ends all workers at once; they hold nothing that could be lost."""
        for worker in self.workers:
            worker.kill()
        self.workers.clear()

    def _advance(self, source: _Source) -> Iterator[Outcome]:
        """One round: read, hand out, listen."""
        yield from source.fill(self._queue)
        if not source.outstanding:
            return
        self._staff(source.outstanding)
        self._hand_out()
        for worker in self._listening():
            yield from self._hear(worker, source)
        yield from self._late(source)

    def _staff(self, outstanding: int) -> None:
        while len(self.workers) < min(self.size, outstanding):
            self.workers.append(_Worker(self))

    def _hand_out(self) -> None:
        for busy in (0, 1):  # First those that wait, then one chunk ahead.
            for worker in self.workers:
                if self._queue and len(worker.chunks) == busy and worker.takes(self._queue[0]):
                    worker.give(self._queue.popleft())

    def _listening(self) -> list[_Worker]:
        """The workers that have something to say, waiting for one no longer than until the next deadline."""
        now = time.monotonic()
        least = min((self._deadline(worker) - now for worker in self.workers), default=0.0)
        ready = wait([worker.connection for worker in self.workers], timeout=min(max(least, 0.0), 60.0))
        return [worker for worker in self.workers if worker.connection in ready]

    def _deadline(self, worker: _Worker) -> float:
        if not worker.ready:
            return worker.heard + _START_SECONDS
        if self.timeout is None or not worker.chunks:
            return float("inf")
        batch = list(islice(worker.chunks[0], self.batch_size))
        grace = sum(task.weight for task in batch) / _SLOWEST if len(batch) > 1 else 0.0
        return worker.heard + self.timeout + grace

    def _hear(self, worker: _Worker, source: _Source) -> Iterator[Outcome]:
        """All that a worker has said until now."""
        try:
            while worker.connection.poll():
                kind, number, value = worker.connection.recv()
                if kind == READY:
                    self.stats.starts.append(time.monotonic() - worker.heard)
                    worker.ready, worker.heard = True, time.monotonic()
                    self._failed_starts = 0
                elif kind == BROKEN:
                    raise WorkerError(f"a worker cannot start: {value}")
                elif kind == USAGE:
                    peak, cpu = value
                    self.stats.peak_memory = max(self.stats.peak_memory, peak)
                    self.stats.cpu_seconds += cpu - worker.cpu
                    worker.cpu = cpu
                elif kind == REST:
                    worker.heard = time.monotonic()
                    if worker.chunks:
                        worker.chunks.popleft()
                    self._hand_out()
                elif kind == MEMORY:
                    yield from self._bury(worker, "memory", source)
                    return
                elif (task := worker.answered(number)) is not None:
                    failure = Failure("error", value, task.deaths + 1) if kind == FAILED else None
                    value = value if kind == DONE else None
                    yield source.settled(Outcome(number, task.item, value, failure))
        except (EOFError, ConnectionResetError, OSError):
            yield from self._bury(worker, "died", source)

    def _late(self, source: _Source) -> Iterator[Outcome]:
        """Kills the workers whose time is up."""
        now = time.monotonic()
        for worker in list(self.workers):
            if self._deadline(worker) <= now and not worker.connection.poll():
                yield from self._bury(worker, "timeout", source)

    def _bury(self, worker: _Worker, cause: Cause, source: _Source) -> Iterator[Outcome]:
        """Ends a worker; the batch that it was at is tried again item by item, the rest goes to the others."""
        exit_code = worker.kill()
        self.workers.remove(worker)
        self.stats.deaths += 1
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= _START_TRIES:
                how = "take too long to start" if cause == "timeout" else f"die at once (exit code {exit_code})"
                raise WorkerError(f"workers {how}; {_MAIN_HINT}")
        tasks = [task for chunk in worker.chunks for task in chunk]
        if not tasks:
            return
        rest = tasks[self.batch_size :]
        if rest:
            self._queue.appendleft(_Chunk(rest))
        for suspect in reversed(tasks[: self.batch_size]):
            suspect.deaths += 1
            if suspect.deaths < _DEATHS:
                self._queue.appendleft(_Chunk([suspect]))
                continue
            yield self._given_up(suspect, cause, exit_code, source)

    def _given_up(self, suspect: Task, cause: Cause, exit_code: int | None, source: _Source) -> Outcome:
        message = {
            "timeout": f"took longer than {self.timeout:g} s" if self.timeout else "",
            "memory": f"asked for more than {(self.memory_limit or 0) >> 20} MB of memory",
            "died": f"the worker process died on it (exit code {exit_code})",
        }[cause]
        return source.settled(Outcome(suspect.number, suspect.item, None, Failure(cause, message, suspect.deaths)))


class _Source:
    """The items as they are read: numbered, weighed, in chunks, and never more than the window holds."""

    def __init__(self, items: Iterator[Any], weigh: Weigh, pool: Pool) -> None:
        self._items, self._weigh = items, weigh
        self._parts, self._chunk_items = pool.size, max(CHUNK_ITEMS, pool.batch_size)
        self._most_weight = pool.size * _WINDOW * CHUNK_WEIGHT
        self._most_items = pool.size * _WINDOW * self._chunk_items
        self._number = 0
        self.finished = False
        self.outstanding = 0  # Items that a worker still has to answer.
        self.weights: dict[int, int] = {}  # Of all items that are read and not yet released.
        self._weight = 0

    def fill(self, queue: deque[_Chunk]) -> Iterator[Outcome]:
        """Queues new chunks while there is room; the outcomes are of items that pass by the workers."""
        if self.finished or len(queue) >= self._parts:
            return
        tasks: list[Task] = []
        weight = 0
        while self._weight < self._most_weight and len(self.weights) < self._most_items:
            if weight >= 2 * self._parts * CHUNK_WEIGHT or len(tasks) >= 2 * self._parts * self._chunk_items:
                break
            try:
                item = next(self._items)
            except StopIteration:
                self.finished = True
                break
            number, self._number = self._number, self._number + 1
            weighed = self._weigh(item)
            # One giant must not keep the others from being read: it fills a part of the window only.
            self.weights[number] = min(weighed or 0, 4 * CHUNK_WEIGHT)
            self._weight += self.weights[number]
            if weighed is None:
                yield Outcome(number, item)
                continue
            tasks.append(Task(number, item, max(weighed, 1)))
            weight += weighed
        if tasks:
            self.outstanding += len(tasks)
            queue.extend(map(_Chunk, cut(tasks, self._parts, self._chunk_items)))

    def settled(self, outcome: Outcome) -> Outcome:
        self.outstanding -= 1
        return outcome

    def released(self, outcome: Outcome) -> None:
        """An outcome leaves the pool: there is room again."""
        self._weight -= self.weights.pop(outcome.number)


def run_here(setup: Setup, items: Iterable[Any], weigh: Weigh) -> Generator[Outcome, None, None]:
    """The same outcomes, in order, without any worker: nothing can be timed out or survive a crash here."""
    handler = setup()
    for number, item in enumerate(items):
        if weigh(item) is None:
            yield Outcome(number, item)
            continue
        try:
            (value,) = handler([item])
        except Exception as error:
            yield Outcome(number, item, None, Failure("error", described(error)))
        else:
            yield Outcome(number, item, value)


@contextmanager
def _main_left_alone(needed: bool) -> Iterator[None]:
    """Keeps a new process from running the user's script again, unless the setup was defined in that script.

    multiprocessing imports `__main__` anew in every process, which is why scripts must guard what starts processes; a
    three-line script that only calls govner needs no guard.
    """
    main = sys.modules["__main__"]
    if not needed:
        sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def default_start_method() -> StartMethod:
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def available_cores() -> int:
    """Cores that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
