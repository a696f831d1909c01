"""What runs in a worker process: receive a chunk, answer item by item."""
from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from typing import Any

#: Answers one item; what it raises becomes the item's failure.
Handler = Callable[[Any], Any]
#: Makes the handler, in the worker; must be picklable unless workers are forked.
Setup = Callable[[], Handler]

# Messages to the parent: a kind, the item's number, the value or what went wrong.
READY, BROKEN, DONE, FAILED, MEMORY, REST = "ready", "broken", "done", "failed", "memory", "rest"

_ORPHAN_CHECK = 1.0


def serve(
    connection: Connection, setup: Setup, memory_limit: int | None, parent: int, inherited: Iterable[Connection]
) -> None:
    """Answers chunks until the parent closes its end.

    Args:
        connection: the worker's end of the socket.
        memory_limit: bytes of private memory after which allocations fail; None for no limit.
        parent: process id of the parent (a forkserver lies between).
        inherited: ends of other workers' sockets that a fork left open here; they would keep those from seeing the
            parent's death.
    """
    for other in inherited:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides what it means.
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    begin = time.perf_counter()
    try:
        _limit_memory(memory_limit)
        handler = setup()
    except BaseException as error:
        connection.send((BROKEN, -1, described(error)))
        return
    connection.send((READY, -1, time.perf_counter() - begin))
    try:
        _answer(connection, handler)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _answer(connection: Connection, handler: Handler) -> None:
    while True:
        for number, item in connection.recv():
            try:
                message = pickle.dumps((DONE, number, handler(item)), pickle.HIGHEST_PROTOCOL)
            except MemoryError:
                # What the item has filled may stay filled: the next one gets a fresh process.
                connection.send((MEMORY, number, None))
                os._exit(1)
            except Exception as error:
                message = pickle.dumps((FAILED, number, described(error)))
            connection.send_bytes(message)
        connection.send((REST, -1, (peak_memory(), time.process_time())))


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
