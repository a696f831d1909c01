"""Labelled fields of a line (发布时间：… 来源：… 责任编辑：…) and the printed forms of a page's date."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal

from govner.lexicons import Lexicons, Row

FieldKind = Literal["published", "source", "author", "editor", "reviewer", "counter", "control", "other"]


class LabelRow(Row):
    """A label as printed (in simplified characters), the field it announces, and how far to believe it (1 first)."""

    label: str
    field: FieldKind
    priority: int


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled value of a line; `start:end` is the value's place in the line, empty where nothing follows."""

    kind: FieldKind
    priority: int
    label: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A full date found in a line, with its place there; `clock` is HH:MM or HH:MM:SS where one is printed."""

    day: str
    clock: str | None
    start: int
    end: int

    @property
    def iso(self) -> str:
        """ISO 8601: the day, or day and time in China Standard Time."""
        if self.clock is None:
            return self.day
        return f"{self.day}T{self.clock if len(self.clock) > 5 else self.clock + ':00'}+08:00"


_CLOCK = (
    r"(?:[ T]{0,4}(?P<half>上午|下午|晚上|AM|PM)?[ ]{0,2}(?P<hour>[01]?\d|2[0-4])[ ]?[:时点][ ]?(?P<minute>[0-5]\d)分?"
    r"(?:[ ]?:[ ]?(?P<second>[0-5]\d)秒?)?)?"
)
_WEEKDAY = r"(?:[ ]{0,3}[(]?(?:星期|周)[一二三四五六日天][)]?)?"
_YMD = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)"
    r"(?:(?:[ ]{0,2}[-/.—–][ ]{0,2}|[ ](?=\d{1,2}/))(?P<month>1[0-2]|0?[1-9])[ ]{0,2}[-/.—–][ ]{0,2}"
    r"|[ ]{0,2}年[ ]{0,2}(?P<month2>1[0-2]|0?[1-9])[ ]{0,2}月[ ]{0,2})"
    rf"(?P<day>3[01]|[12]\d|0?[1-9])[ ]?(?:日|号)?{_WEEKDAY}{_CLOCK}"
)
_DMY = re.compile(
    rf"(?<![\d.])(?P<day>3[01]|[12]\d|0?[1-9])\.(?P<month>1[0-2]|0?[1-9])\.(?P<year>(?:19|20)\d\d)(?![\d.]){_CLOCK}"
)
_CHINESE = re.compile(
    r"(?P<year>[一二][〇○零oO0九九八七六五四三二一]{3})年(?P<month>十[一二]?|[一二三四五六七八九])月"
    r"(?P<day>三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
_YEAR_BEGINS = re.compile("19|20|[一二][〇○零oO0九]")
_NUMERALS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "o": 0, "O": 0, "0": 0}
_URL = re.compile(
    r"(?<!\d)(?P<year>20[0-4]\d|199\d)[-/_]?(?P<month>1[0-2]|0[1-9]|(?<=[-/_])[1-9])[-/_]?(?P<day>3[01]|[12]\d|0[1-9]"
    r"|(?<=[-/_])[1-9])(?!\d)"
)
_URL_LONG = re.compile(r"(?<!\d)(?P<year>20[0-4]\d)(?P<month>1[0-2]|0[1-9])(?P<day>3[01]|[12]\d|0[1-9])(?=\d{2,})")
_PADDED_NAME = re.compile(r"[\u3400-\u9fff] {2,3}[\u3400-\u9fff](?![\u3400-\u9fff])")
_EDGE = " 　:|/,;【】[]()「」丨┃-_·"


def printed_dates(text: str) -> Iterator[PrintedDate]:
    """Every full calendar date of a readable text, as pages print them.

    >>> [d.iso for d in printed_dates("14.12.2016 16:22 / 2020年11月20日 10:30")]
    ['2016-12-14T16:22:00+08:00', '2020-11-20T10:30:00+08:00']
    >>> [d.iso for d in printed_dates("二〇二一年三月五日")]
    ['2021-03-05']
    """
    if not _YEAR_BEGINS.search(text):
        return
    found = [*_YMD.finditer(text), *_DMY.finditer(text), *_CHINESE.finditer(text)]
    for match in sorted(found, key=lambda m: m.start()):
        date = _date_of(match)
        if date is not None:
            yield date


def url_date(url: str) -> str | None:
    """The day that an address names, or None.

    >>> url_date("http://www.example.gov.cn/art/2020/9/8/art_1229_58936307.html")
    '2020-09-08'
    >>> url_date("http://www.example.gov.cn/zwgk/202009/t20200908_123456.shtml")
    '2020-09-08'
    """
    for pattern in (_URL, _URL_LONG):
        for match in pattern.finditer(url):
            date = _date_of(match)
            if date is not None:
                return date.day
    return None


def _date_of(match: re.Match[str]) -> PrintedDate | None:
    parts = match.groupdict()
    year, month, day = parts["year"], parts.get("month") or parts.get("month2") or "", parts["day"]
    if not year.isdigit() or not year.isascii():
        numbers = (_numeral(year), _numeral(month), _numeral(day))
    else:
        numbers = (int(year), int(month), int(day))
    clock = None
    if parts.get("hour"):
        hour = int(parts["hour"])
        if parts.get("half") in ("下午", "晚上", "PM") and hour < 12:
            hour += 12
        clock = f"{hour % 24:02}:{parts['minute']}" + (f":{parts['second']}" if parts["second"] else "")
    try:
        date = datetime(*numbers)
    except ValueError:
        return None
    return PrintedDate(f"{date:%Y-%m-%d}", clock, *match.span())


def _numeral(text: str) -> int:
    """The value of 二〇二一 (digit by digit) or 二十一 (with tens)."""
    if "十" in text:
        tens, _, ones = text.partition("十")
        return _NUMERALS.get(tens, 1) * 10 + _NUMERALS.get(ones, 0)
    return int("".join(str(_NUMERALS[c]) for c in text))


class LabelParser:
    """Finds labelled fields in lines.

    Built from the lexicon `page_labels`; :func:`label_parser` gives the shared one.
    """

    def __init__(self, lexicons: Lexicons) -> None:
        rows = lexicons.rows("page_labels", LabelRow)
        self._rows = {row.label: row for row in rows}
        longest_first = sorted(self._rows, key=lambda label: (-len(label), label))
        # A bar stands for the colon only behind the first word of a line (编辑 | 秦某): elsewhere it divides a menu.
        self._label = re.compile("(" + "|".join(map(re.escape, longest_first)) + r")[ ]*(?::|(?P<bar>[|]))")

    def parse(self, text: str) -> list[Field]:
        """The labelled fields of a readable line, in order.

        >>> from govner.lexicons import Lexicons
        >>> line = "2022-06-13 10:26来源:某某新闻网编辑:霍某 浏览量:"
        >>> [(f.kind, f.value) for f in LabelParser(Lexicons()).parse(line)]
        [('source', '某某新闻网'), ('editor', '霍某'), ('counter', '')]
        """
        if ":" not in text and "|" not in text:
            return []
        text, places = tightened(text)
        matches: list[re.Match[str]] = []
        for match in self._label.finditer(text):
            # 活动时间： is no label of the page; but 某某网编辑： is, once the line is known to hold labels.
            if match["bar"] and match.start() > 0:
                continue
            if matches or match.start() == 0 or not _is_han(text[match.start() - 1]):
                matches.append(match)
        fields: list[Field] = []
        for index, match in enumerate(matches):
            stop = matches[index + 1].start() if index + 1 < len(matches) else len(text)
            start, end = _value_range(text, match.end(), stop)
            row = self._rows[match[1]]
            line_end = places(end - 1) + 1 if end > start else places(start)
            fields.append(Field(row.field, row.priority, row.label, text[start:end], places(start), line_end))
        return fields


@lru_cache(maxsize=8)
def label_parser(directories: tuple[str, ...] = ()) -> LabelParser:
    """The parser with the shipped labels and those in the user's directories."""
    return LabelParser(Lexicons(directories))


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _value_range(text: str, start: int, stop: int) -> tuple[int, int]:
    """The value after a label: up to a bracket, a bar or two spaces, without the marks around it."""
    while start < stop and text[start] in _EDGE:
        start += 1
    end = start
    while end < stop and text[end] not in "【】[]|丨┃" and text[end : end + 2] != "  ":
        end += 1
    padded = _PADDED_NAME.match(text, start, stop)
    if padded and end == start + 1:
        end = padded.end()
    if text[start:end].count("(") < text[start:end].count(")"):
        end = start + text[start:end].rindex(")")
    while end > start and text[end - 1] in _EDGE and text[end - 1] != ")":
        end -= 1
    return start, end


class Places:
    """Places in a tightened line, called to get those in the line itself."""

    def __init__(self, kept: list[int] | None) -> None:
        self._kept = kept

    def __call__(self, place: int) -> int:
        if self._kept is None:
            return place
        return self._kept[place] if place < len(self._kept) else self._kept[-1] + 1


def tightened(text: str) -> tuple[str, Places]:
    """A line that is spaced out (发 布 时 间 : 2 0 2 1) without its spaces, and the way back to places in the line."""
    if len(text) > 8 and text[1::2].count(" ") > 0.8 * (len(text) // 2):
        kept = [i for i, char in enumerate(text) if char != " "]
        return "".join(text[i] for i in kept), Places(kept)
    return text, Places(None)
