"""What runs in a worker process: receive a chunk, answer batch by batch."""
from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Any

#: Answers a batch of items with as many values, in order. If it raises, the items are given to it one by one, and what
#: it then raises becomes the item's failure.
Handler = Callable[[list[Any]], Sequence[Any]]
#: Makes the handler, in the worker; must be picklable unless workers are forked.
Setup = Callable[[], Handler]

# Messages to the parent: a kind, the item's number, the value or what went wrong.
READY, BROKEN, DONE, FAILED, MEMORY, REST, USAGE = "ready", "broken", "done", "failed", "memory", "rest", "usage"

_ORPHAN_CHECK = 1.0


def serve(
    connection: Connection,
    setup: Setup,
    batch_size: int,
    memory_limit: int | None,
    parent: int,
    inherited: Iterable[Connection],
) -> None:
    """Answers chunks until the parent closes its end.

    Args:
        connection: the worker's end of the socket.
        batch_size: items that the handler gets at once.
        memory_limit: bytes of private memory after which allocations fail; None for no limit.
        parent: process id of the parent (a forkserver lies between).
        inherited: ends of other workers' sockets that a fork left open here; they would keep those from seeing the
            parent's death.
    """
    for other in inherited:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides what it means.
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    try:
        _limit_memory(memory_limit)
        handler = setup()
        gc.freeze()  # What is loaded stays: no use looking through it for garbage.
    except BaseException as error:
        connection.send((BROKEN, -1, described(error)))
        return
    connection.send((READY, -1, None))
    try:
        while True:
            _answer(connection, handler, connection.recv(), batch_size)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _answer(connection: Connection, handler: Handler, chunk: list[tuple[int, Any]], batch_size: int) -> None:
    for begin in range(0, len(chunk), batch_size):
        batch = chunk[begin : begin + batch_size]
        try:
            messages = list(_answers(handler, batch))
        except MemoryError:
            # What the items have filled may stay filled: the next ones get a fresh process.
            connection.send((MEMORY, batch[0][0], None))
            os._exit(1)
        connection.send((USAGE, -1, (peak_memory(), time.process_time())))
        for message in messages:
            connection.send_bytes(message)
    connection.send((REST, -1, None))


def _answers(handler: Handler, batch: list[tuple[int, Any]]) -> Iterator[bytes]:
    """A message for every item of a batch.

    Raises:
        MemoryError: there is not enough for one of them.
    """
    try:
        values = handler([item for _, item in batch])
        messages = [
            pickle.dumps((DONE, number, value), pickle.HIGHEST_PROTOCOL)
            for (number, _), value in zip(batch, values, strict=True)
        ]
    except MemoryError:
        raise
    except Exception as error:
        if len(batch) == 1:
            messages = [pickle.dumps((FAILED, batch[0][0], described(error)))]
        else:
            messages = [message for single in batch for message in _answers(handler, [single])]
    yield from messages


def described(error: BaseException) -> str:
    """An error in one line: type, message, and the place in the code."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = ""
    if trace is not None:
        where = f" ({os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno})"
    text = " ".join(str(error).split())[:500]
    return f"{type(error).__name__}: {text}{where}" if text else f"{type(error).__name__}{where}"


def _leave_with(parent: int) -> None:
    """Ends this process soon after its parent died, however busy it is."""
    direct = os.getppid()
    while os.getppid() == direct and _alive(parent):
        time.sleep(_ORPHAN_CHECK)
    os._exit(1)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _limit_memory(limit: int | None) -> None:
    if limit is None:
        return
    import resource

    # Data, not address space: models are mapped from files and shared, and threads reserve stacks that they never use.
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def peak_memory() -> int:
    """Bytes of memory that this process held at most."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
