"""The run directory: what is done stays done, whatever kills the run.

    out.duckdb.run/
      run.json              versions of what made the segments
      lock                  held by the run that writes
      segments/000001/      records of some thousand articles and the ledger of their keys
      errors.jsonl          what could not be read or extracted in the last run
      manifest.json         what the last run was and did

A segment is written as `000002.part` and renamed when it is whole and on the disk, so a segment with its own name is
sound; what a killed run left half is removed by the next one.
"""
from __future__ import annotations

import json
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol

from govner.errors import GovnerError

#: A segment is closed after so many records, or so many seconds: a killed run loses no more.
SEGMENT_RECORDS = 5_000
SEGMENT_SECONDS = 30.0

_LEDGER = "ledger.tsv"


class BatchError(GovnerError):
    """A run cannot begin or go on: its output cannot be written, or something of an earlier run is in the way."""


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Errors of the disk as one sentence that says where.

    Raises:
        BatchError: the disk is full, a quota is used up, the directory is gone …
    """
    try:
        yield
    except OSError as error:
        raise BatchError(f"cannot write {path}: {error.strerror or error}; resume when there is room") from error
    except sqlite3.Error as error:
        raise BatchError(f"cannot write {path}: {error}; resume when there is room") from error


class SegmentWriter(Protocol):
    """Writes the encoded records of one segment into its directory."""

    def add(self, value: Any) -> None: ...

    def close(self) -> None: ...


class RunDirectory:
    """The segments of a run and its predecessors.

    Args:
        path: the directory, made if need be.
        stamp: fingerprint and form of what will be written; segments with another stamp count as not there.
        writer: makes the writer of a segment in the directory given.

    Raises:
        BatchError: another run is writing here, the directory cannot be made, or this is Windows.
    """

    def __init__(self, path: Path, stamp: dict[str, str], writer: Callable[[Path], SegmentWriter]) -> None:
        self.path, self.stamp = path, stamp
        self._writer = writer
        self._current: SegmentWriter | None = None
        self._part = path
        self._ledger: IO[str] | None = None
        self._count = 0
        self._opened = 0.0
        try:
            (path / "segments").mkdir(parents=True, exist_ok=True)
            self._lock = (path / "lock").open("w")
        except OSError as error:
            raise BatchError(f"cannot make {path}: {error.strerror}") from error
        self._take_lock()

    def _take_lock(self) -> None:
        try:
            import fcntl
        except ImportError:
            self._lock.close()
            raise BatchError("dumps need Linux or macOS: on Windows use WSL, or `govner extract`") from None
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._lock.close()
            raise BatchError(f"another run is writing to {self.path}") from None

    def __enter__(self) -> RunDirectory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._discard()
        self._lock.close()

    @property
    def segments(self) -> list[Path]:
        """The whole segments, in the order in which they were made."""
        return sorted(p for p in (self.path / "segments").iterdir() if p.suffix != ".part")

    def begin(self, *, resume: bool) -> str | None:
        """Keeps the earlier segments or clears them away.

        Returns:
            Why segments were thrown away although the run resumes; None if none were.
        """
        for part in (self.path / "segments").glob("*.part"):
            shutil.rmtree(part)
        note = None
        if resume and (changed := self._changed()):
            note = f"{', '.join(changed)} changed since the earlier run: all is done anew"
        if not resume or note:
            for segment in self.segments:
                shutil.rmtree(segment)
        write_whole(self.path / "run.json", json.dumps(self.stamp, indent=1))
        return note if resume else None

    def _changed(self) -> list[str]:
        try:
            before = json.loads((self.path / "run.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [name for name in self.stamp if before.get(name) != self.stamp[name]]

    def done(self) -> Iterator[tuple[bytes, str]]:
        """Keys and ids of all records in the segments."""
        for segment in self.segments:
            with (segment / _LEDGER).open(encoding="utf-8", errors="backslashreplace") as lines:
                for line in lines:
                    key, _, name = line.rstrip("\n").partition("\t")
                    yield bytes.fromhex(key), json.loads(name)

    def add(self, key: bytes, name: str, value: Any) -> None:
        """Writes one record; closes the segment when it is large or old enough.

        Raises:
            BatchError: the disk is full or the like; whole segments are safe.
        """
        with writing_to(self.path):
            self._add(key, name, value)

    def _add(self, key: bytes, name: str, value: Any) -> None:
        if self._current is None or self._ledger is None:
            numbers = [int(p.stem) for p in (self.path / "segments").iterdir()]
            self._part = self.path / "segments" / f"{max(numbers, default=0) + 1:06d}.part"
            self._part.mkdir()
            self._ledger = (self._part / _LEDGER).open("w", encoding="utf-8")
            self._current = self._writer(self._part)
            self._count, self._opened = 0, time.monotonic()
        self._current.add(value)
        self._ledger.write(f"{key.hex()}\t{json.dumps(name)}\n")
        self._count += 1
        if self._count >= SEGMENT_RECORDS or time.monotonic() - self._opened >= SEGMENT_SECONDS:
            self._commit()

    def commit(self) -> None:
        """Makes the open segment whole: from here on nothing can take it back.

        Raises:
            BatchError: the disk is full or the like.
        """
        with writing_to(self.path):
            self._commit()

    def _commit(self) -> None:
        if self._current is None or self._ledger is None:
            return
        self._current.close()
        self._ledger.close()
        self._current = self._ledger = None
        for path in self._part.iterdir():
            sync(path)
        os.replace(self._part, self._part.with_suffix(""))
        sync(self._part.parent)

    def _discard(self) -> None:
        """Drops a segment that could not be finished."""
        if self._ledger is None:
            return
        try:
            self._ledger.close()
            if self._current is not None:
                self._current.close()
        except Exception:  # It is thrown away: why it cannot be closed (a full disk) has been told already.
            pass
        self._current = self._ledger = None
        shutil.rmtree(self._part, ignore_errors=True)


def sync(path: Path) -> None:
    """Waits until a file or directory is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, text: str) -> None:
    """Writes a small file so that it is there whole or as it was."""
    part = path.with_name(path.name + ".part")
    part.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")
    os.replace(part, path)
