"""A page's own data: when it was published, where it came from, who wrote it, in which column it stood."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from govner.reading.article import PageMetadata
from govner.reading.labels import Field, PrintedDate, label_parser, printed_dates, tightened, url_date
from govner.reading.lines import Line
from govner.records import BlockKind

_MEDIA = re.compile(
    r"[\u3400-\u9fffA-Za-z·]{0,14}?(?:日报|晚报|晨报|早报|时报|都市报|快报|导报|周报|报社|报|新闻网|网站|网|在线|发布|融媒体中心|融媒|"
    r"电视台|广播电台|频道|通讯社|新华社|新闻中心|宣传部|新闻办公室|新闻办|办公室|客户端)$"
)
_CRUMB_BREAK = re.compile(r"[ ]*(?:>+|»|→|->|›|&gt;|/)[ ]*")
_NO_COLUMN = {"正文", "内容", "首页", "网站首页", "详情", "文章", "当前位置", "浏览文章", "文章内容"}
_PLACE_LABEL = re.compile(r".*?位置[ ]*(?:是)?[ ]*[:：]?[ ]*")


@dataclass(frozen=True, slots=True)
class _Dated:
    """A candidate for the day of publication: lower rank is believed first."""

    rank: int
    order: int
    date: PrintedDate
    offset: int


def read_metadata(lines: Sequence[Line], url: str | None, warnings: list[str]) -> PageMetadata:
    """The metadata of a page whose lines are labelled.

    Args:
        url: where the page stood; names the host and, where nothing better is printed, the day.
        warnings: gets a sentence for a label without its value.
    """
    data = PageMetadata(url=url, site_host=_host(url))
    dated: list[_Dated] = []
    for line in lines:
        if line.kind is BlockKind.METADATA or line.kind is BlockKind.BYLINE:
            fields = label_parser().parse(line.text)
            dated += _dates_of(line, fields, len(dated))
            _take_fields(data, line, fields)
            if not fields and line.kind is BlockKind.METADATA:
                _take_unlabelled(data, line)
            warnings += [
                f"access count empty: {f.label}:" for f in fields if f.kind == "counter" and not f.value and _counts(f)
            ]
        elif line.kind in (BlockKind.NAVIGATION, BlockKind.COLUMN) and line.duplicate_of is None:
            data.column = _column(line.text) or data.column
    best = min(dated, key=lambda d: (d.rank, d.order), default=None)
    if best is not None:
        same_day = [d for d in dated if d.date.day == best.date.day and d.date.clock and d.rank <= 2]
        best = min(same_day, key=lambda d: (d.rank, d.order), default=best) if best.date.clock is None else best
        data.published = best.date.iso
        data.published_span = (best.offset + best.date.start, best.offset + best.date.end)
    elif url:
        data.published = url_date(url)
    return data


def _counts(field: Field) -> bool:
    return field.label.endswith(("次数", "数", "量", "率"))


def _dates_of(line: Line, fields: Sequence[Field], order: int) -> Iterable[_Dated]:
    tight, places = tightened(line.text)
    for number, found in enumerate(printed_dates(tight)):
        start, end = places(found.start), places(found.end - 1) + 1
        date = PrintedDate(found.day, found.clock, start, end)
        label = next((f for f in fields if f.start <= start < max(f.end, f.start + 1)), None)
        rank = label.priority if label and label.kind == "published" else 2
        if not fields and re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", line.key):
            rank = 3  # a day that stands alone: often that of a document's signature
        yield _Dated(rank, order + number, date, line.start)


def _take_fields(data: PageMetadata, line: Line, fields: Sequence[Field]) -> None:
    """Fills what is still empty from a line's fields; a source of priority 1 replaces one of priority 2."""
    for field in sorted(fields, key=lambda f: f.priority):
        value = _clean(field.value)
        if not value:
            continue
        if field.kind == "source" and data.information_source is None:
            data.information_source = value
            start = line.start + field.start + line.text[field.start : field.end].find(value[:1])
            data.information_source_span = (start, start + len(value))
        elif field.kind == "author" and data.author is None:
            data.author = value
        elif field.kind == "editor" and data.editor is None:
            data.editor = value


def _take_unlabelled(data: PageMetadata, line: Line) -> None:
    """Source of a line that only juxtaposes things: 2014-03-06 某某晚报."""
    if data.information_source is not None:
        return
    for match in re.finditer(r"[^ |丨\[\]()【】,:]+", line.text):
        word = match[0]
        if len(word) > 2 and _MEDIA.fullmatch(word):
            data.information_source = word
            data.information_source_span = (line.start + match.start(), line.start + match.end())
            return


def _clean(value: str) -> str:
    """A value without the date or the number of visits that was printed straight behind it."""
    for date in printed_dates(value):
        value = value[: date.start] if date.start else value[date.end :]
        break
    return value.strip(" 　|/,;:-")


def _column(text: str) -> str | None:
    """The last part of a breadcrumb that names a section."""
    text = _PLACE_LABEL.sub("", text, count=1) if "位置" in text else text
    parts = [part.strip(" 【】[]") for part in _CRUMB_BREAK.split(text)]
    if len(parts) == 1 and not text.startswith("【"):
        return None
    named = [part for part in parts if part and part not in _NO_COLUMN and len(part) <= 16]
    return named[-1] if named else None


def _host(url: str | None) -> str | None:
    if not url:
        return None
    try:
        return urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
