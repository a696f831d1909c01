"""Files of records: one JSON a line, as `govner extract` and `govner batch` write them, plain or packed."""
from __future__ import annotations

import gzip
import io
import lzma
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import pydantic

from govner.errors import InputError, MissingExtraError
from govner.records.document import Record


def holds_records(path: Path) -> bool:
    """Whether a file is one of records, one JSON a line, by its first line; a dump of articles is not."""
    try:
        with _open(path) as stream:
            head = stream.readline(100_000)
    except _damage():
        return False
    return head.lstrip().startswith(b'{"schema_version"')


def read_records(source: Iterable[Record] | str | Path) -> Iterator[Record]:
    """Records one by one, from memory or from a file of one JSON a line.

    Raises:
        InputError: the file is missing, or a line of it is no record.
    """
    if not isinstance(source, (str, Path)):
        yield from source
        return
    path = Path(source)
    for number, line in read_lines(path):
        yield parse_record(line, path, number)


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file of records that are not empty, with their numbers.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        with _open(path) as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield number, line
    except _damage() as error:
        raise InputError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error


def _open(path: Path) -> IO[bytes] | gzip.GzipFile | lzma.LZMAFile:
    if path.suffix == ".gz":
        return gzip.open(path, "rb")
    if path.suffix == ".xz":
        return lzma.open(path, "rb")
    if path.suffix == ".zst":
        try:
            import zstandard
        except ImportError:
            raise MissingExtraError("zstandard", "batch", "reading .zst files") from None
        return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(path.open("rb"), closefd=True))
    return path.open("rb")


def _damage() -> tuple[type[Exception], ...]:
    """What reading a file that is missing or damaged raises."""
    zstandard = sys.modules.get("zstandard")
    return (OSError, EOFError, lzma.LZMAError, zlib.error, *([zstandard.ZstdError] if zstandard else []))


def parse_record(line: bytes, path: Path, number: int) -> Record:
    """The record that a line of a file holds.

    Raises:
        InputError: it holds none; the message names file and line.
    """
    try:
        return Record.from_json(line)
    except pydantic.ValidationError as error:
        what = error.errors()[0]
        raise InputError(
            f"{path}, line {number} is no govner record ({what['msg']}): make records with `govner extract`"
        ) from None
