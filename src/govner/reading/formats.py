"""Formats: from a byte stream and its name to articles."""
from __future__ import annotations

import email
import email.policy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from govner.errors import GovnerError, InputError
from govner.reading.article import Article
from govner.reading.decoding import decode
from govner.reading.pages import read_page
from govner.reading.rows import Defaults, article_of_row, split_csv_rows
from govner.reading.streams import LONGEST_ROW, PACKED, joined, read_whole, text_lines, unpacked


@dataclass(frozen=True, slots=True)
class Problem:
    """Something inside a stream that could not be read: a row, or a member of an archive."""

    message: str
    row: int | None = None
    member: str | None = None


Reader = Callable[[BinaryIO, str, Defaults], Iterator[Article | Problem]]


def read_stream(
    stream: BinaryIO, name: str, size: int | None, defaults: Defaults, depth: int = 0
) -> Iterator[Article | Problem]:
    """The articles of a stream.

    Args:
        name: file name, which tells the format.
        size: bytes of the stream, if known: what it unpacks to is measured by it.
        depth: how many archives the stream lies in.

    Raises:
        GovnerError: the whole stream cannot be read.
    """
    stem, suffix = _split(name)
    if suffix in PACKED:
        yield from read_stream(unpacked(stream, suffix, size), stem, None, defaults, depth)
        return
    if suffix in _ARCHIVES:
        from govner.reading.archives import read_archive

        yield from read_archive(stream, suffix, size, defaults, depth)
        return
    yield from _reader(suffix)(stream, stem, defaults)


def format_of(name: str) -> str | None:
    """The suffix that tells a file's format, packing aside; None where govner knows none.

    >>> format_of("dump.JSONL.gz"), format_of("photo.png")
    ('.jsonl', None)
    """
    stem, suffix = _split(name)
    if suffix in PACKED:
        return format_of(stem)
    return suffix if suffix in FORMATS else None


def _split(name: str) -> tuple[str, str]:
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    if suffix in (".tgz", ".txz"):
        return path.stem, suffix
    return path.stem, suffix


def _reader(suffix: str) -> Reader:
    if suffix in (".xlsx", ".docx", ".parquet", ".pdf"):
        from govner.reading import office

        readers: dict[str, Reader] = {
            ".xlsx": office.read_xlsx,
            ".docx": office.read_docx,
            ".parquet": office.read_parquet,
            ".pdf": office.read_pdf,
        }
        return readers[suffix]
    return _READERS.get(suffix, _read_text)


def _read_text(stream: BinaryIO, stem: str, defaults: Defaults) -> Iterator[Article | Problem]:
    decoded = decode(read_whole(stream))
    # A page that was saved under another name is still a page.
    if decoded.text[:200].lstrip().lower().startswith(("<!doctype html", "<html")):
        yield _html_article(decoded.text, stem, defaults)
        return
    yield dated(read_page(decoded.text, id=stem, region=defaults.region, lexicons=defaults.lexicons), defaults)


def _read_html(stream: BinaryIO, stem: str, defaults: Defaults) -> Iterator[Article | Problem]:
    yield _html_article(read_whole(stream), stem, defaults)


def _read_mhtml(stream: BinaryIO, stem: str, defaults: Defaults) -> Iterator[Article | Problem]:
    message = email.message_from_bytes(read_whole(stream), policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                yield _html_article(data, stem, defaults)
                return
    raise InputError("this MHTML file holds no HTML page")


def _html_article(page: bytes | str, stem: str, defaults: Defaults) -> Article:
    from govner.reading.html import read_html

    html = read_html(page)
    article = read_page(
        html.text, id=stem, region=defaults.region, url=html.url, hints=html.hints, lexicons=defaults.lexicons
    )
    return dated(article, defaults)


def dated(article: Article, defaults: Defaults) -> Article:
    """The article, with the caller's day of publication where it has none."""
    if article.published is None:
        article.published = defaults.published
    return article


def _read_jsonl(stream: BinaryIO, stem: str, defaults: Defaults) -> Iterator[Article | Problem]:
    yield from _json_lines(text_lines(stream), stem, defaults)


def _json_lines(lines: Iterator[str | InputError], stem: str, defaults: Defaults) -> Iterator[Article | Problem]:
    for number, line in enumerate(lines, start=1):
        if isinstance(line, InputError):
            yield Problem(str(line), number)
            continue
        if not line.strip("\ufeff \t\r\n"):
            continue
        try:
            row = json.loads(line.lstrip("\ufeff"))
        except ValueError as error:
            yield Problem(f"not valid JSON ({error})", number)
        except RecursionError:
            yield Problem("JSON nested too deeply", number)
        else:
            yield row_article(row, f"{stem}-{number}", number, defaults)


def row_article(row: Any, name: str, number: int, defaults: Defaults) -> Article | Problem:
    """The article of a row, or what is wrong with it; a row that is a bare string is the text."""
    if isinstance(row, str):
        row = {"text": row}
    if not isinstance(row, dict):
        return Problem(f"a row must be an object with a text field, not {type(row).__name__}", number)
    try:
        article = article_of_row(row, name, defaults)
    except GovnerError as error:
        return Problem(str(error), number)
    article.row = number
    return article


def _read_json(stream: BinaryIO, stem: str, defaults: Defaults) -> Iterator[Article | Problem]:
    """One article, a list of them, or an object that holds such a list; or JSONL under a wrong name."""
    text = decode(read_whole(stream)).text
    try:
        data = json.loads(text)
    except RecursionError:
        raise InputError("JSON nested too deeply") from None
    except ValueError as error:
        if text.lstrip().startswith("{") and "\n" in text.strip():
            yield from _json_lines(iter(text.split("\n")), stem, defaults)
            return
        raise InputError(f"not valid JSON ({error})") from None
    if isinstance(data, dict):
        lists = [value for value in data.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        article = row_article(data, stem, 1, defaults)
        if isinstance(article, Article) or not lists:
            yield article if isinstance(article, Article) else Problem(article.message)
            return
        data = max(lists, key=len)
    if not isinstance(data, list):
        raise InputError(f"the JSON holds {type(data).__name__}, not articles")
    for number, row in enumerate(data, start=1):
        yield row_article(row, f"{stem}-{number}", number, defaults)


def _read_csv(stream: BinaryIO, stem: str, defaults: Defaults, delimiter: str = ",") -> Iterator[Article | Problem]:
    problems: list[InputError] = []

    def lines() -> Iterator[str]:
        for line in text_lines(stream):
            if isinstance(line, InputError):
                problems.append(line)
            else:
                yield line

    header: list[str] | None = None
    for number, row in split_csv_rows(lines(), delimiter, LONGEST_ROW):
        while problems:
            yield Problem(str(problems.pop(0)), number)
        if isinstance(row, InputError):
            yield Problem(str(row), number)
        elif header is None:
            header = [name.strip("\ufeff \t") for name in row]
        elif any(row):
            if len(row) > len(header):
                yield Problem(f"{len(row)} fields, but the header names {len(header)}", number)
            else:
                yield row_article(dict(zip(header, row, strict=False)), f"{stem}-{number}", number, defaults)
    while problems:
        yield Problem(str(problems.pop(0)))


def _read_tsv(stream: BinaryIO, stem: str, defaults: Defaults) -> Iterator[Article | Problem]:
    yield from _read_csv(stream, stem, defaults, delimiter="\t")


def _read_stdin(stream: BinaryIO, stem: str, defaults: Defaults) -> Iterator[Article | Problem]:
    """Standard input has no name: JSONL begins with a brace and goes on line by line, all else is one article."""
    head = stream.read(64)
    source = joined(head, stream)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        yield from _read_jsonl(source, "stdin", defaults)
    else:
        yield from _read_text(source, "stdin", defaults)


_READERS: dict[str, Reader] = {
    ".txt": _read_text,
    ".text": _read_text,
    ".md": _read_text,
    ".html": _read_html,
    ".htm": _read_html,
    ".shtml": _read_html,
    ".xhtml": _read_html,
    ".mhtml": _read_mhtml,
    ".mht": _read_mhtml,
    ".json": _read_json,
    ".jsonl": _read_jsonl,
    ".ndjson": _read_jsonl,
    ".csv": _read_csv,
    ".tsv": _read_tsv,
    ".stdin": _read_stdin,
}
_ARCHIVES = (".zip", ".tar", ".tgz", ".txz")
#: The suffixes that are opened in directories and archives.
FORMATS = frozenset(
    {*_READERS, *_ARCHIVES, ".xlsx", ".docx", ".parquet", ".pdf"} - {".stdin"}
)
