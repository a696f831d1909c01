"""From pieces to expressions: what belongs together, ranges, lists.

The grammar is one left-to-right pass: pieces that touch are joined as long as they get finer (year, month, day, part
of day, clock); then 至 — 、 may join a second date to the first.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from govner.recognition.dates.atoms import Atom
from govner.recognition.dates.parts import DateParts, Expression, Fields, Rank
from govner.recognition.dates.rules import DASH, SHORT_PARTS

_DASH = re.compile(f" ?{DASH} ?|[和与]")
_EDGES = {"初": "START", "底": "END", "末": "END"}
_EDGE = re.compile("底|末(?!期)|初(?![期中级步心春夏秋冬衷一二三四五六七八九十])")
_SHORT_PART = re.compile(
    "晚(?![会报上间餐宴些于稻霞育年点饭期])|早(?![上晨间晚就已日在稻前些期])|夜(?![间里晚市校查班访游宵景经以])|晨(?![练报会检])"
)
_MONTH_FIELDS = ("month", "month_offset", "month_ref")
_NO_ENDS = ("length", "span", "set")
_BARE_DAYS = ("day", "day_head", "day_bare")


@dataclass(slots=True)
class _Date:
    """A date under construction: `atoms` is how many pieces it took."""

    start: int
    end: int
    fields: Fields
    coarsest: Rank
    finest: Rank
    first: Atom
    next: int
    complete: bool = True

    def has(self, *names: str) -> bool:
        return not self.fields.keys().isdisjoint(names)

    @property
    def has_day(self) -> bool:
        return self.has("day", "day_offset", "day_ref", "weekday")


class Grammar:
    """Joins atoms to expressions."""

    def __call__(self, text: str, atoms: list[Atom]) -> Iterator[tuple[Expression, Atom]]:
        """Every expression with the piece it begins with, in order, none overlapping another."""
        index = 0
        while index < len(atoms):
            first = self._date(text, atoms, index)
            last = self._partner(text, atoms, first)
            if last is None and not first.complete:
                index = max(index + 1, first.next)
                continue
            index = last.next if last else first.next
            yield _expression(first, last), first.first

    def _date(self, text: str, atoms: list[Atom], index: int, brackets: bool = True) -> _Date:
        """The longest date that begins with an atom; `brackets` allows one with the weekday."""
        atom = atoms[index]
        date = _Date(atom.start, atom.end, dict(atom.fields), atom.rank, atom.rank, atom, index + 1)
        complete = atom.alone != "no"
        while date.next < len(atoms):
            piece = atoms[date.next]
            if not _touches(text, date, piece) or not _joins(date, piece):
                break
            if piece.kind == "lunar_mark" or date.fields.keys() == {"lunar"}:
                date.finest = piece.rank if date.fields.keys() == {"lunar"} else date.finest
            else:
                date.finest = max(date.finest, piece.rank)
            date.fields.update(piece.fields)
            date.end = piece.end
            date.next += 1
            complete = complete or piece.kind != "lunar_mark"
            if piece.kind.endswith("_head"):
                complete = False
                break
        self._suffixes(text, atoms, date, brackets)
        if "lunar" in date.fields and "day" not in date.fields:
            # 农历八月 is a month, 正月 by itself a season of feasts.
            complete = atom.kind == "lunar_mark" and "month" in date.fields
        if "every" in date.fields and not date.has("month", "day"):
            complete = False
        date.complete = complete
        return date

    def _suffixes(self, text: str, atoms: list[Atom], date: _Date, brackets: bool) -> None:
        """底 after a month or year, （星期四） after a day, 晚 after a day."""
        if _has_edge(date) and (match := _EDGE.match(text, date.end)):
            edge_of = {Rank.YEAR: "year", Rank.MONTH: "month"}.get(date.finest, "quarter")
            date.fields.update(edge=_EDGES[match[0]], edge_of=edge_of)
            date.finest, date.end = Rank.THIRD, match.end()
        if brackets and date.finest == Rank.DAY and text.startswith("（", date.end):
            self._bracket(text, atoms, date)
        if date.finest in (Rank.DAY, Rank.WEEKDAY):
            match = _SHORT_PART.match(text, date.end)
            if match:
                date.fields["part_of_day"] = SHORT_PARTS[match[0]]
                date.finest, date.end = Rank.PART_OF_DAY, match.end()
        while date.finest in (Rank.DAY, Rank.WEEKDAY, Rank.PART_OF_DAY) and date.next < len(atoms):
            piece = atoms[date.next]
            if piece.rank not in (Rank.PART_OF_DAY, Rank.CLOCK) or piece.rank <= date.finest or piece.start != date.end:
                break
            date.fields.update(piece.fields)
            date.finest, date.end = piece.rank, piece.end
            date.next += 1

    def _bracket(self, text: str, atoms: list[Atom], date: _Date) -> None:
        """A weekday or the lunar day in brackets belongs to the day before it."""
        if date.next >= len(atoms) or atoms[date.next].start != date.end + 1:
            return
        inner = self._date(text, atoms, date.next, brackets=False)
        if text.startswith("）", inner.end) and ("weekday" in inner.fields or "lunar" in inner.fields):
            if "weekday" in inner.fields:
                date.fields["weekday"] = inner.fields["weekday"]
            date.end, date.next = inner.end + 1, inner.next

    def _partner(self, text: str, atoms: list[Atom], first: _Date) -> _Date | None:
        """The end of a range (至 …) or list (、…) that the date begins, None if it begins none."""
        if "day_offset_to" in first.fields or "month_to" in first.fields or "festival_to" in first.fields:
            return None
        if first.next >= len(atoms):
            return None
        if first.finest == Rank.SEASON and atoms[first.next].start == first.end and "season" in first.fields:
            second = self._date(text, atoms, first.next)
            return second if "season" in second.fields and "year_offset" in second.fields else None
        dash = _DASH.match(text, first.end)
        if dash and atoms[first.next].start == dash.end():
            last = self._date(text, atoms, first.next)
            # 2007年与2009年间 is a stretch, 2007年与2009年 are two years.
            closed = dash[0] not in "和与" or text.startswith(("之间", "间"), last.end)
            if closed:
                return last if last.complete and _ranges(first, last) else None
        return self._list(text, atoms, first)

    def _list(self, text: str, atoms: list[Atom], first: _Date) -> _Date | None:
        """10月27日、28日: bare days after a day."""
        last: _Date | None = None
        here = first
        while here.next < len(atoms) and atoms[here.next].start == here.end + 1 and text[here.end] in "、和":
            piece = atoms[here.next]
            heads = here.first.kind.endswith("_head") or not here.complete
            if text[here.end] == "和" and not heads:
                break
            following = self._date(text, atoms, here.next)
            bare_day = piece.kind == "day" and following.finest == Rank.DAY and here.finest == Rank.DAY
            if not (following.complete and (bare_day or (heads and _ranges(here, following)))):
                break
            last = here = following
        return last


def _has_edge(date: _Date) -> bool:
    """Whether 底 or 初 may follow."""
    if date.finest > Rank.MONTH:
        return False
    return (date.finest != Rank.SEASON or "quarter" in date.fields) and not date.has("lunar", "every", "plan")


def _touches(text: str, date: _Date, piece: Atom) -> bool:
    if piece.start == date.end:
        return True
    # 2018-10-31 16:40, 9月8日 下午: a time may stand apart from its day.
    if date.finest != Rank.DAY or not text[date.end : piece.start].isspace() or piece.start - date.end > 3:
        return False
    return piece.rank == Rank.PART_OF_DAY or (piece.kind == "clock" and "year" in date.fields)


def _joins(date: _Date, piece: Atom) -> bool:
    """Whether a piece continues a date."""
    if piece.kind == "day_bracket":
        return "day_offset" in date.fields
    if piece.kind == "lunar_mark":
        return date.finest == Rank.YEAR and "lunar" not in date.fields
    if date.fields.keys() == {"lunar"}:
        return piece.rank in (Rank.YEAR, Rank.MONTH) or piece.kind == "new_year_day"
    if date.has("vague", "decade", "duration", "shift", "span", "set_value", "since") or piece.rank <= date.finest:
        return False
    if "plan" in date.fields and piece.rank != Rank.SUFFIX:
        return False
    if "every" in date.fields:
        return piece.kind == ("day" if date.fields["every"] == "month" or "month" in date.fields else "month")
    return _rank_joins(date, piece)


def _rank_joins(date: _Date, piece: Atom) -> bool:
    fields = piece.fields
    match piece.rank:
        case Rank.SEASON:
            return date.finest == Rank.YEAR
        case Rank.MONTH:
            return date.finest == Rank.YEAR and not ("month_offset" in fields and "year" in date.fields)
        case Rank.THIRD:
            wanted = Rank.YEAR if fields.get("edge_of") == "year" else Rank.MONTH
            return date.finest == wanted
        case Rank.WEEK:
            return False
        case Rank.DAY:
            if piece.kind in _BARE_DAYS:
                # A day without 日 needs 初, 农历 or a year beside it: 三月三 is a name.
                if piece.kind == "day_bare" and not (date.has("lunar", "year") or "lunar" in fields):
                    return False
                return date.finest == Rank.MONTH and date.has(*_MONTH_FIELDS)
            return piece.kind == "new_year_day" and date.finest == Rank.YEAR
        case Rank.WEEKDAY:
            return date.finest == Rank.DAY and "week_offset" not in fields
        case Rank.PART_OF_DAY | Rank.CLOCK:
            return date.finest >= Rank.DAY
        case Rank.SUFFIX:
            return date.finest <= Rank.DAY
        case _:
            return False


def _ranges(first: _Date, last: _Date) -> bool:
    """Whether two dates can be the ends of one stretch."""
    if first.first.kind in _NO_ENDS or last.first.kind in _NO_ENDS:
        return False
    if first.has("vague", "festival", "every") or last.has("vague", "festival", "every"):
        return False
    if first.first.kind == "month_head" or ("month" in first.fields and first.finest == Rank.MONTH):
        # 2、10月27日 is point two of a list.
        return last.finest <= Rank.THIRD
    if first.finest <= Rank.THIRD and last.finest <= Rank.THIRD:
        return True
    if first.has_day or first.finest >= Rank.PART_OF_DAY:
        return last.has_day or last.finest >= Rank.DAY or last.finest in (Rank.THIRD, Rank.MONTH)
    return False


def _expression(first: _Date, last: _Date | None) -> Expression:
    fields = dict(first.fields)
    last_fields: Fields | None = dict(last.fields) if last else None
    for name, target in (("day_offset_to", "day_offset"), ("month_to", "month"), ("festival_to", "festival")):
        if name in fields:
            value = fields.pop(name)
            last_fields = {**fields, target: value}
    fields.pop("decade_bare", None)
    if last_fields and last_fields.pop("decade_bare", False) and "decade" in fields:
        # 19世纪40年代至90年代: the century goes on.
        century = fields["decade"][0] // 100 * 100
        last_fields["decade"] = tuple(century + year % 100 for year in last_fields["decade"])
    end = last.end if last else first.end
    finest = max(first.finest, last.finest) if last else first.finest
    last_parts = DateParts.of(last_fields) if last_fields else None
    return Expression(first.start, end, DateParts.of(fields), first.coarsest, finest, last_parts)
