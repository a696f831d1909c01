"""Opening articles: files, directories, patterns, dumps, archives, standard input; one after another, lazily.

What cannot be read becomes a :class:`ReadError` in the place of its articles, and the reading goes on.
"""
from __future__ import annotations

import glob
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from govner.errors import GovnerError, InputError, MissingExtraError
from govner.lexicon_files import Source, as_strings
from govner.reading.article import Article
from govner.reading.formats import FORMATS, format_of, read_stream
from govner.reading.rows import Defaults
from govner.reading.streams import DAMAGED


@dataclass(frozen=True, slots=True)
class ReadError:
    """An input that could not be read: where, and what to do.

    Attributes:
        path: the file, or archive and member as `dump.zip/2020/a.txt`.
        message: a sentence without the place.
        row: number of the row or line, counted from 1, in files of many articles.
    """

    path: str
    message: str
    row: int | None = None

    def __str__(self) -> str:
        return f"{self.path}{'' if self.row is None else f', row {self.row}'}: {self.message}"


def open_articles(
    inputs: str | Path | Iterable[str | Path],
    *,
    published: str | date | None = None,
    region: str | None = None,
    lexicons: Sequence[Source] = (),
) -> Iterator[Article | ReadError]:
    """The articles of some inputs, read one at a time as they are asked for.

    Formats, by file name (packed as .gz, .xz or .bz2 too): .txt .md; .html .htm .shtml .mhtml (extra `html`); .json
    .jsonl .ndjson .csv .tsv; .xlsx .docx (extra `office`); .parquet (extra `parquet`); .pdf (extra `pdf`); .zip .tar
    .tgz. Fields of rows are found by their usual names (text/content/正文, title/标题, date/发布时间, url/链接,
    source/来源, region, id). Encodings are told from the bytes.

    Args:
        inputs: a path or several: files, directories (all files of known formats below, sorted), patterns
            (`2020/*.html`), or "-" for standard input (JSONL if it begins with {, else one text).
        published: day of publication (ISO 8601) of articles that neither row nor page dates.
        region: area of the publishing site of articles whose row names none.
        lexicons: your own words (see :func:`govner.load`); `page_chrome` and `page_labels` tell what is no
            article.

    Yields:
        An :class:`Article`, or a :class:`ReadError` in the place of what could not be read.

    Raises:
        InputError: `published` is no ISO date.

    >>> [str(item) for item in open_articles("no-such-file.txt")]
    ['no-such-file.txt: no such file']
    """
    defaults = Defaults(_iso_day(published), region, as_strings(lexicons))
    names = [inputs] if isinstance(inputs, (str, Path)) else inputs
    return _all(names, defaults)


def _all(names: Iterable[str | Path], defaults: Defaults) -> Iterator[Article | ReadError]:
    for name in names:
        if str(name) == "-":
            yield from _guarded("-", lambda: sys.stdin.buffer, None, "stdin.stdin", defaults)
            continue
        found = False
        for path in _files(Path(name)):
            if isinstance(path, ReadError):
                yield path
            else:
                yield from _file(path, defaults)
            found = True
        if not found:
            yield ReadError(str(name), _nothing_there(Path(name)))


def _files(path: Path) -> Iterator[Path | ReadError]:
    """The files that an input names, sorted."""
    if path.is_dir():
        try:
            below = sorted(p for p in path.rglob("*") if format_of(p.name) is not None and p.is_file())
        except OSError as error:
            yield ReadError(str(path), f"cannot be listed: {error.strerror}")
            return
        yield from below
    elif path.exists():
        yield path
    elif glob.has_magic(str(path)):
        yield from (p for p in map(Path, sorted(glob.glob(str(path), recursive=True))) if p.is_file())


def _nothing_there(path: Path) -> str:
    if path.is_dir():
        return f"no readable files in this directory (known: {' '.join(sorted(FORMATS))})"
    return "no file fits this pattern" if glob.has_magic(str(path)) else "no such file"


def _file(path: Path, defaults: Defaults) -> Iterator[Article | ReadError]:
    try:
        size = path.stat().st_size
    except OSError as error:
        yield ReadError(str(path), f"cannot be read: {error.strerror}")
        return
    yield from _guarded(str(path), lambda: path.open("rb"), size, path.name, defaults)


def _guarded(
    place: str, opener: Callable[[], BinaryIO], size: int | None, name: str, defaults: Defaults
) -> Iterator[Article | ReadError]:
    """The articles of one stream; whatever goes wrong with it becomes a ReadError."""
    try:
        with opener() as stream:
            for item in read_stream(stream, name, size, defaults):
                if isinstance(item, Article):
                    item.path = f"{place}/{item.path}" if item.path else place
                    yield item
                else:
                    where = f"{place}/{item.member}" if item.member else place
                    yield ReadError(where, item.message, item.row)
    except MissingExtraError as error:
        yield ReadError(place, str(error))
    except GovnerError as error:
        yield ReadError(place, str(error))
    except DAMAGED as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        yield ReadError(place, f"cannot be read: {reason}")


def _iso_day(value: str | date | None) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        raise InputError(f"published={value!r} is no ISO date: write it as 2020-09-08") from None
