"""Rows of dumps: which field is the text, the title, the date; and the article that a row makes."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, Literal

from govner.errors import InputError
from govner.lexicons import Lexicons, Row
from govner.reading.article import Article, PageHints
from govner.reading.labels import printed_dates
from govner.reading.lines import readable
from govner.reading.pages import read_page

_TAGS = re.compile(r"<(?:p|br|div|span|table|section)(?:\s[^<>]{0,400})?/?>.{0,4000}?<(?:/|p|br|div|span)", re.I | re.S)
_CHINA = timezone(timedelta(hours=8))


class FieldRow(Row):
    origin: Literal["row", "meta"]
    name: str
    field: str


@lru_cache(maxsize=2)
def field_names(origin: Literal["row", "meta"]) -> Mapping[str, tuple[str, int]]:
    """Names of a dump's columns (`row`) or of meta tags (`meta`) → the field they hold, and how sure that is (0 first).

    >>> field_names("row")["正文"][0], field_names("meta")["pubdate"][0]
    ('text', 'published')
    """
    rows = [row for row in Lexicons().rows("source_fields", FieldRow) if row.origin == origin]
    return {row.name: (row.field, rank) for rank, row in enumerate(rows)}


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the caller says of inputs that do not say it themselves."""

    published: date | None = None
    region: str | None = None
    lexicons: tuple[str, ...] = ()


def article_of_row(row: Mapping[str, Any], name: str, defaults: Defaults) -> Article:
    """The article of one row.

    A title that the text does not begin with is put above it: the article's `raw` is then title, line feed, text.

    Args:
        row: field names to values.
        name: the article's id where the row has none.

    Raises:
        InputError: no field holds text; the message names the fields there are.
    """
    fields = _fields(row)
    url = _word(fields.get("url"))
    hints = PageHints(source=_word(fields.get("source")), author=_word(fields.get("author")))
    text = fields.get("text")
    markup = fields.get("html") if text is None else text if _TAGS.search(str(text), 0, 4000) else None
    if markup:
        from govner.reading.html import read_html

        page = read_html(str(markup))
        text, hints, url = page.text, page.hints, url or page.url
    if text is None:
        known = "、".join(map(str, list(row)[:12])) or "none"
        raise InputError(f"no field with the text (text, content, 正文 …); the row has: {known}")
    if not isinstance(text, str):
        raise InputError(f"the field with the text holds {type(text).__name__}, not text")
    title = _word(fields.get("title"))
    if title:
        hints.title = title
        if not _squeeze(text[:500]).startswith(_squeeze(title)) and _squeeze(title) not in _squeeze(text[:1000]):
            text = f"{title}\n{text}"
    published, problem = _day(fields.get("published"))
    article = read_page(
        text,
        id=_word(fields.get("id")) or name,
        published=published,
        region=_word(fields.get("region")) or defaults.region,
        url=url,
        hints=hints,
        lexicons=defaults.lexicons,
    )
    if article.published is None:
        article.published = defaults.published
    if problem:
        article.warnings.append(problem)
    return article


def _fields(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row's known fields by our names; of two candidates the surer with a value wins."""
    names = field_names("row")
    best: dict[str, tuple[int, Any]] = {}
    for name, value in row.items():
        known = names.get(_plain(name))
        if known is None or value is None:
            continue
        field, rank = known
        if value == "" and field in best:
            continue
        if field not in best or rank < best[field][0] or best[field][1] == "":
            best[field] = (rank, value)
    return {field: value for field, (_, value) in best.items()}


def _plain(name: object) -> str:
    return "".join(c for c in str(name).lower() if c not in " _-\ufeff\t")


def _word(value: object) -> str | None:
    """A value as one line of text, or None for an empty one."""
    if value is None or isinstance(value, (dict, list)):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or None


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _day(value: object) -> tuple[date | None, str | None]:
    """The day that a value names, and a warning where it names none."""
    if value is None or value == "":
        return None, None
    if isinstance(value, datetime):
        return value.date(), None
    if isinstance(value, date):
        return value, None
    if isinstance(value, (int, float)) or str(value).isdecimal():
        day = _day_of_number(str(int(float(str(value)))))
        if day is not None:
            return day, None
    found = next(printed_dates(readable(str(value))), None)
    if found is not None:
        return date.fromisoformat(found.day), None
    return None, f"date of publication not understood: {str(value)[:40]!r} (write it as 2020-09-08)"


def _day_of_number(digits: str) -> date | None:
    """The day of 20200908, or of seconds or milliseconds since 1970."""
    try:
        if len(digits) in (8, 14) and digits[:2] in ("19", "20"):
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
        if len(digits) in (10, 13):
            return datetime.fromtimestamp(int(digits[:10]), tz=_CHINA).date()
    except (ValueError, OverflowError, OSError):
        return None
    return None


def split_csv_rows(
    lines: Iterator[str], delimiter: str, longest: int
) -> Iterator[tuple[int, list[str] | InputError]]:
    """The rows of a CSV text with the number of the line each begins in; quoted fields may hold line breaks.

    The parser in the standard library has a limit of 131,072 characters for a field that can only be raised for the
    whole process, hence this one.

    Args:
        longest: characters that one row may have; a longer one is given as an error.
    """
    number = 0
    for line in lines:
        number += 1
        begun, parts, size = number, [line], len(line)
        row = _csv_fields(line, delimiter)
        while row is None:
            following = next(lines, None)
            if following is None:
                yield begun, InputError("a quotation mark is not closed: the rest of the file belongs to this row")
                return
            number += 1
            size += len(following)
            if size > longest:
                yield begun, InputError(f"a quotation mark is not closed within {longest:,} characters")
                return
            parts.append(following)
            if following.count('"') % 2:  # only a line with an odd number of marks can close the field
                row = _csv_fields("".join(parts), delimiter)
        yield begun, row


def _csv_fields(text: str, delimiter: str) -> list[str] | None:
    """The fields of a row, or None if a quoted field is not closed."""
    text = text.rstrip("\r\n")
    fields: list[str] = []
    position = 0
    while True:
        value = ""
        if text[position : position + 1] == '"':
            end = position + 1
            while True:
                end = text.find('"', end)
                if end < 0:
                    return None
                if text[end + 1 : end + 2] != '"':
                    break
                end += 2
            value = text[position + 1 : end].replace('""', '"')
            position = end + 1
        stop = text.find(delimiter, position)
        if stop < 0:
            fields.append(value + text[position:])
            return fields
        fields.append(value + text[position:stop])
        position = stop + 1
