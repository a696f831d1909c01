"""A page's own data: when it was published, where it came from, who wrote it, in which column it stood."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from govner.reading.article import PageHints, PageMetadata
from govner.reading.chrome import ChromeLabeller
from govner.reading.labels import Field, PrintedDate, printed_dates, tightened, url_date
from govner.reading.lines import Line, readable
from govner.records import BlockKind

_MEDIA = re.compile(
    r"[\u3400-\u9fffA-Za-z·]{0,14}?(?:日报|晚报|晨报|早报|时报|都市报|快报|导报|周报|报社|报|新闻网|网站|网|在线|发布|融媒体中心|融媒|"
    r"电视台|广播电台|频道|通讯社|新华社|新闻中心|宣传部|新闻办公室|新闻办|办公室|客户端)$"
)
_CRUMB_BREAK = re.compile(r"[ ]*(?:>+|»|→|->|›|&gt;|/|】)[ ]*")
_NO_COLUMN = {"正文", "内容", "首页", "网站首页", "详情", "文章", "当前位置", "浏览文章", "文章内容"}
_PLACE_LABEL = re.compile(r".*?位置[ ]*(?:是)?[ ]*:?[ ]*")
_ROLE_INSIDE = re.compile(
    r"[ ]+(?:[一二三初复终]审|记者|通讯员|摄影|审核|校对|编辑|责编|责任编辑|报道|字号|阅读|浏览|点击)"
    r"(?=[ :\u3400-\u9fff]|$).*"
)
_REPORTER = re.compile(
    r"(?:记者|通讯员)[ ]+(?P<name>[\u3400-\u9fff·]{1,4}(?:[ ]{1,3}[\u3400-\u9fff]{1,2})?)(?=[ )\]】]|$)"
)
_BARE_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_SITE_SUFFIX = re.compile(r"[ ]*[-_|—–][ ]*([^-_|—–]{2,16})$")
_SITE = re.compile(
    r"(?:中国[·•]?)?[\u3400-\u9fff·]{2,24}?(?:网站|在线|之窗|网|人民政府|政务服务|融媒体中心)(?=首页$|[ ]*$)"
)
_SITE_OWNER = re.compile(
    r"(?:主办(?:单位)?|版权所有)[ ]*:[ ]*(?P<after>[\u3400-\u9fff]{4,24})"
    r"|(?:^|[ ])(?P<before>[\u3400-\u9fff]{4,24}?)[ ]?(?:主办|版权所有)"
)

# How far a date is believed to be that of publication; a label has its own rank (see the lexicon page_labels).
_UNLABELLED = 2
_SIGNATURE = 4
_IN_TITLE = 5


@dataclass(frozen=True, slots=True)
class _Dated:
    """A candidate for the day of publication: lower rank is believed first."""

    rank: int
    order: int
    date: PrintedDate
    offset: int


def read_metadata(
    raw: str,
    lines: Sequence[Line],
    url: str | None,
    hints: PageHints,
    warnings: list[str],
    labeller: ChromeLabeller,
) -> PageMetadata:
    """The metadata of a page whose lines are labelled, as printed.

    Args:
        url: where the page stood; names the host and, where nothing better is printed, the day.
        hints: what is known from elsewhere; fills what the page does not print.
        warnings: gets a sentence for a counter without its number.
        labeller: knows labels and the words of page controls.
    """
    data = PageMetadata(url=url, site_host=_host(url))
    dated: list[_Dated] = []
    for line in lines:
        if line.kind in (BlockKind.METADATA, BlockKind.BYLINE):
            fields = labeller.labels.parse(line.text)
            dated += _dates_of(line, fields, len(dated))
            _take_fields(data, raw, line, fields, labeller)
            warnings += [
                f"access count empty: {f.label}:" for f in fields if f.kind == "counter" and not f.value and _counts(f)
            ]
        elif line.kind is BlockKind.TITLE:
            dates = printed_dates(line.text)
            dated += [_Dated(_IN_TITLE, len(dated), date, line.start) for date in dates]
        elif line.kind in (BlockKind.NAVIGATION, BlockKind.COLUMN) and line.duplicate_of is None:
            data.column = _column(line.text) or data.column
    for line in lines:
        if line.kind in (BlockKind.METADATA, BlockKind.BYLINE):
            _take_unlabelled(data, raw, line)
    best = _best_date(dated)
    hinted = next(printed_dates(readable(hints.published)), None) if hints.published else None
    if hinted is not None and (best is None or (best.rank > 1 and best.date.day != hinted.day)):
        data.published = hinted.iso
    elif best is not None:
        data.published = best.date.iso
        data.published_span = (best.offset + best.date.start, best.offset + best.date.end)
    elif url:
        data.published = url_date(url)
    data.title = _title(raw, lines) or hints.title
    data.site = _site(raw, lines)
    data.information_source = data.information_source or hints.source
    data.author = data.author or hints.author
    data.column = data.column or hints.column
    return data


def _counts(field: Field) -> bool:
    return field.label.endswith(("次数", "数", "量", "率"))


def _best_date(dated: Sequence[_Dated]) -> _Dated | None:
    """The most credible date; of several prints of that day, the one with the time."""
    best = min(dated, key=lambda d: (d.rank, d.order), default=None)
    if best is None or best.date.clock is not None:
        return best
    timed = [d for d in dated if d.date.day == best.date.day and d.date.clock and d.rank <= _UNLABELLED]
    return min(timed, key=lambda d: (d.rank, d.order), default=best)


def _dates_of(line: Line, fields: Sequence[Field], order: int) -> Iterator[_Dated]:
    tight, places = tightened(line.text)
    for number, found in enumerate(printed_dates(tight)):
        start, end = places(found.start), places(found.end - 1) + 1
        label = next((f for f in fields if f.start <= start < f.end), None)
        rank = label.priority if label and label.kind == "published" else _UNLABELLED
        if _BARE_DAY.fullmatch(line.key):
            rank = _SIGNATURE  # a day that stands alone below a text is that of the document's signature
        yield _Dated(rank, order + number, PrintedDate(found.day, found.clock, start, end), line.start)


def _take_fields(
    data: PageMetadata, raw: str, line: Line, fields: Sequence[Field], labeller: ChromeLabeller
) -> None:
    """Fills what is still empty from a line's labelled fields."""
    for field in sorted(fields, key=lambda f: f.priority):
        value = _clean(field.value, labeller)
        if not value:
            continue
        start = line.start + field.start + max(0, line.text[field.start : field.end].find(value))
        end = start + len(value) if line.text[start - line.start :].startswith(value) else line.start + field.end
        printed = raw[start:end]
        if field.kind == "source" and data.information_source is None:
            data.information_source, data.information_source_span = printed, (start, end)
        elif field.kind == "author" and data.author is None:
            data.author = printed
        elif field.kind == "editor" and data.editor is None:
            data.editor = printed


def _take_unlabelled(data: PageMetadata, raw: str, line: Line) -> None:
    """Source and author of a line that only juxtaposes things: 2014-03-06 某某晚报 记者 秦某."""
    reporter = _REPORTER.search(line.text)
    if reporter and data.author is None:
        start, end = reporter.span("name")
        data.author = raw[line.start + start : line.start + end]
    if data.information_source is not None or next(printed_dates(line.text), None) is None:
        return
    for match in re.finditer(r"[^ |丨\[\]()【】,:《》]+", line.text):
        if len(match[0]) > 2 and _MEDIA.fullmatch(match[0]):
            start, end = line.start + match.start(), line.start + match.end()
            data.information_source, data.information_source_span = raw[start:end], (start, end)
            return


def _clean(value: str, labeller: ChromeLabeller) -> str:
    """A value without what is printed straight behind it: a date, a reviewer, the page's controls."""
    for date in printed_dates(value):
        value = value[: date.start] if date.start else value[date.end :]
        break
    value = _ROLE_INSIDE.sub("", value)
    words = value.split(" ")
    while len(words) > 1 and (not words[-1] or labeller.is_chrome_word(words[-1])):
        words.pop()
    return " ".join(words).strip(" |/,;:-")


def _column(text: str) -> str | None:
    """The last part of a breadcrumb that names a section."""
    text = _PLACE_LABEL.sub("", text, count=1) if "位置" in text else text
    parts = [part.strip(" 【】[]") for part in _CRUMB_BREAK.split(text)]
    if len(parts) == 1:
        return None
    named = [part for part in parts if part and part not in _NO_COLUMN and len(part) <= 16]
    if text.startswith("【") and named:
        return named[0]
    return named[-1] if named else None


def _title(raw: str, lines: Sequence[Line]) -> str | None:
    """The headline: with its kicker, without the site's name that some pages put behind it."""
    parts = [raw[x.start : x.end] for x in lines if x.kind is BlockKind.TITLE and x.duplicate_of is None][:2]
    if len(parts) == 2 and parts[1].startswith(("关于", "關於")):
        return "".join(parts)
    title = " ".join(parts)
    suffix = _SITE_SUFFIX.search(title)
    if suffix and _MEDIA.fullmatch(suffix[1]):
        title = title[: suffix.start()]
    return title or None


def _site(raw: str, lines: Sequence[Line]) -> str | None:
    """The name of the site: at the beginning of its menu, behind the headline, or in the footer."""
    for line in lines:
        if line.kind is BlockKind.NAVIGATION:
            label = _PLACE_LABEL.match(line.text) if "位置" in line.text else None
            begin = label.end() if label else 0
            stop = _CRUMB_BREAK.search(line.text, begin)
            match = _SITE.match(line.text[begin : stop.start() if stop else len(line.text)])
            if match:
                return raw[line.start + begin : line.start + begin + match.end()]
        elif line.kind is BlockKind.TITLE and line.duplicate_of is None:
            suffix = _SITE_SUFFIX.search(line.text)
            if suffix and _MEDIA.fullmatch(suffix[1]):
                return raw[line.start + suffix.start(1) : line.start + suffix.end(1)]
    for line in lines:
        owner = _SITE_OWNER.search(line.text) if line.kind is BlockKind.FOOTER else None
        if owner:
            start, end = owner.span("after" if owner["after"] else "before")
            return raw[line.start + start : line.start + end]
    return None


def _host(url: str | None) -> str | None:
    if not url:
        return None
    try:
        return urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
