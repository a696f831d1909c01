"""Byte streams: opening, unpacking and bounding them. Nothing here reads more than it is allowed to."""
from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import IO, BinaryIO, cast

from govner.errors import InputError
from govner.reading.decoding import decode

#: Bytes of one article at most (an article in a file of its own).
LARGEST_ARTICLE = 64 << 20
#: Bytes of one row at most (an article in a line of a dump).
LONGEST_ROW = 16 << 20
# An archive that unpacks to more than this, at more than this ratio, is a bomb.
_SUSPICIOUS_SIZE = 256 << 20
_SUSPICIOUS_RATIO = 200

PACKED: dict[str, Callable[[IO[bytes]], object]] = {
    ".gz": gzip.open,
    ".xz": lzma.open,
    ".lzma": lzma.open,
    ".bz2": bz2.open,
}
#: What reading a damaged archive or file raises.
DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError)


class Unpacked(io.RawIOBase):
    """A stream of unpacked bytes that refuses to grow far beyond its packed size.

    Args:
        packed_size: bytes of the archive or member, or None where unknown (stdin).
    """

    def __init__(self, stream: IO[bytes], packed_size: int | None) -> None:
        self._stream = stream
        self._read = 0
        self._most = max(_SUSPICIOUS_SIZE, (packed_size or 0) * _SUSPICIOUS_RATIO)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        data = self._stream.read(len(view))
        self._read += len(data)
        if self._read > self._most:
            raise InputError(f"unpacks to more than {self._most >> 20} MB: this looks like an archive bomb")
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def unpacked(stream: BinaryIO, suffix: str, packed_size: int | None) -> BinaryIO:
    """The stream that a packed one (`suffix` one of PACKED) holds."""
    inner = cast("IO[bytes]", PACKED[suffix](stream))
    return cast(BinaryIO, io.BufferedReader(Unpacked(inner, packed_size)))


def read_whole(stream: BinaryIO, most: int | None = None) -> bytes:
    """All bytes of a stream.

    Raises:
        InputError: there are more than `most` (by default LARGEST_ARTICLE).
    """
    most = LARGEST_ARTICLE if most is None else most
    data = stream.read(most + 1)
    if len(data) > most:
        raise InputError(f"larger than {most >> 20} MB: put many articles into a JSONL or CSV file, one a row")
    return data


def text_lines(stream: BinaryIO, longest: int = LONGEST_ROW) -> Iterator[str | InputError]:
    """The lines of a text stream, decoded, line ends kept; a line that is too long is given as an error and skipped.

    The encoding is told from the beginning; a line that is not in it is decoded by itself.
    """
    head = stream.read(1 << 16)
    encoding = _line_encoding(head)
    source = joined(head, stream)
    if encoding.startswith(("utf-16", "utf-32")):
        text = io.TextIOWrapper(cast("IO[bytes]", source), encoding=encoding, errors="replace", newline="\n")
        while line := text.readline(longest):
            yield line
        return
    while data := source.readline(longest + 1):
        if len(data) > longest and not data.endswith(b"\n"):
            while rest := source.readline(1 << 20):
                if rest.endswith(b"\n"):
                    break
            yield InputError(f"the line is longer than {longest >> 20} MB")
            continue
        try:
            yield data.decode(encoding)
        except UnicodeDecodeError:
            try:
                yield decode(data).text
            except InputError as error:
                yield error


def _line_encoding(head: bytes) -> str:
    """The encoding of a stream by its beginning, which may end inside a character."""
    end = head.rfind(b"\n") + 1
    return decode(head[:end] if end else head).encoding


def joined(head: bytes, rest: BinaryIO) -> BinaryIO:
    """A stream whose first bytes were already read."""
    return cast(BinaryIO, io.BufferedReader(_Joined(head, rest)))


class _Joined(io.RawIOBase):
    """Bytes already read, then the rest of their stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        if self._head:
            data, self._head = self._head[: len(view)], self._head[len(view) :]
        else:
            data = self._rest.read(len(view))
        view[: len(data)] = data
        return len(data)
