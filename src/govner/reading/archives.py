"""Archives of article files: .zip and .tar, packed or not. Members are read in place, nothing is unpacked to disk."""
from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from govner.errors import GovnerError, InputError
from govner.reading.article import Article
from govner.reading.formats import Problem, format_of, read_stream
from govner.reading.rows import Defaults
from govner.reading.streams import DAMAGED, Unpacked, read_whole, unpacked

_DEEPEST = 2  # archives in archives
_PACKED_TAR = {".tgz": ".gz", ".txz": ".xz"}


def read_archive(
    stream: BinaryIO, suffix: str, size: int | None, defaults: Defaults, depth: int
) -> Iterator[Article | Problem]:
    """The articles of an archive's members of known formats: of a .zip sorted by name, of a .tar as they come.

    Raises:
        InputError: the archive is damaged, empty, or lies too deep in others.
    """
    if depth >= _DEEPEST:
        raise InputError("an archive in an archive in an archive is not opened")
    members = _zip_members(stream) if suffix == ".zip" else _tar_members(stream, suffix, size)
    found = False
    for name, packed_size, member in members:
        found = True
        if isinstance(member, Problem):
            yield member
            continue
        try:
            with member:
                for item in read_stream(member, name.rsplit("/", 1)[-1], packed_size, defaults, depth + 1):
                    yield _inside(name, item)
        except GovnerError as error:
            yield Problem(str(error), member=name)
        except (*DAMAGED, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            yield Problem(f"cannot be read: {error}", member=name)
    if not found:
        raise InputError("no readable files in this archive")


def _inside(name: str, item: Article | Problem) -> Article | Problem:
    """The item with the member of the archive that it was found in."""
    if isinstance(item, Article):
        item.path = f"{name}/{item.path}" if item.path else name
        return item
    member = f"{name}/{item.member}" if item.member else name
    return Problem(item.message, item.row, member)


def _zip_members(stream: BinaryIO) -> Iterator[tuple[str, int, BinaryIO | Problem]]:
    """Names, packed sizes and streams of a .zip's members."""
    source = stream if stream.seekable() else io.BytesIO(read_whole(stream))
    try:
        archive = zipfile.ZipFile(source)
    except zipfile.BadZipFile as error:
        raise InputError(f"damaged .zip archive: {error}") from None
    with archive:
        for info in sorted(archive.infolist(), key=lambda i: i.filename):
            name = _member_name(info)
            if info.is_dir() or format_of(name) is None:
                continue
            if info.flag_bits & 1:
                yield name, 0, Problem("protected by a password", member=name)
                continue
            # Sizes that the archive states are not believed: what comes out is counted.
            member = Unpacked(archive.open(info), info.compress_size)
            yield name, info.compress_size, cast(BinaryIO, io.BufferedReader(member))


def _member_name(info: zipfile.ZipInfo) -> str:
    """A member's name; those that are no UTF-8 were mostly packed under Chinese Windows."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def _tar_members(
    stream: BinaryIO, suffix: str, size: int | None
) -> Iterator[tuple[str, int, BinaryIO | Problem]]:
    """Names, sizes and streams of a .tar's members, in one pass."""
    if suffix in _PACKED_TAR:
        stream = unpacked(stream, _PACKED_TAR[suffix], size)
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for info in archive:
                if info.isfile() and format_of(info.name) is not None:
                    member = archive.extractfile(info)
                    if member is not None:
                        yield info.name, info.size, cast(BinaryIO, member)
    except tarfile.TarError as error:
        raise InputError(f"damaged .tar archive: {error}") from None
