"""Completing partial dates from their anchors."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from govner.recognition.dates import DateParts
from govner.resolution.dates.anchors import Anchor, Anchors, Basis, Completed
from govner.resolution.dates.calendars import Festivals, lunar_day
from govner.resolution.dates.partial import PartialDay

# How much a candidate year is worth: days of distance, with a discount inside the year of the report, where news
# mostly stays, and a price for leaving it.
_OTHER_YEAR = 30
_SAME_YEAR_DISCOUNT = 0.5
_AGAINST_CUE = 250


class Completer:
    """Turns the parts of a date into calendar numbers."""

    def __init__(self, festivals: Festivals) -> None:
        self._festivals = festivals

    def __call__(self, parts: DateParts, anchors: Anchors) -> Completed:
        """The completed date; what no anchor gives stays None."""
        if parts.vague or parts.plan is not None or parts.decade or parts.every or parts.duration or parts.set_value:
            return Completed(parts)
        if parts.shift or parts.span:
            known = anchors.report.date is not None
            return Completed(parts, "relative_to_publish_date" if known else "unresolved", anchors.report.id)
        if parts.day_offset is not None:
            return self._offset_day(parts, anchors)
        if parts.day_ref is not None:
            return _told_day(parts, anchors.event, parts.day_ref, "told")
        if parts.week_offset is not None:
            return _week(parts, anchors)
        if parts.weekday is not None and parts.day is None:
            return _bare_weekday(parts, anchors)
        if parts.festival:
            return self._festival(parts, anchors)
        if parts.lunar:
            return self._lunar(parts, anchors)
        if parts.same_period and anchors.previous is not None:
            return _same_period(parts, anchors)
        if parts.month is not None or parts.month_offset is not None or parts.month_ref is not None:
            return _month_day(parts, anchors)
        if parts.day is not None:
            return _bare_day(parts, anchors)
        if parts.edge and parts.edge_of == "month":
            return _this_month(parts, anchors)
        if _is_time_only(parts):
            return _told_day(parts, anchors.event, 0, "told")
        return _year_part(parts, anchors)

    def _offset_day(self, parts: DateParts, anchors: Anchors) -> Completed:
        """昨日, 今天（17日）."""
        anchor = anchors.report if (parts.day_offset or 0) < 0 else anchors.now
        assert parts.day_offset is not None
        if anchor.vague:
            return Completed(_vague(parts), "relative_to_previous", anchor.id)
        day = anchor.day.plus(parts.day_offset)
        if parts.day is not None and day.day != parts.day:
            # The number in brackets is the writer's own; the anchor is wrong by a few days.
            day = _near(anchor.day, parts.day, future=False)
        basis: Basis = "relative_to_previous" if anchor is not anchors.report else "relative_to_publish_date"
        return Completed(_with_day(parts, day), basis if day.month else "unresolved", anchor.id)

    def _festival(self, parts: DateParts, anchors: Anchors) -> Completed:
        name = parts.festival or ""

        def middle(year: int) -> date | None:
            return self._festivals.day(name, year)

        return _in_year(parts, anchors, middle, "festival_table")

    def _lunar(self, parts: DateParts, anchors: Anchors) -> Completed:
        month, day = parts.month, parts.day
        if month is None or day is None:
            return Completed(parts, "unresolved")

        def solar(year: int) -> date | None:
            return lunar_day(year, month, day)

        return _in_year(parts, anchors, solar, "lunar_table")


def _with_day(parts: DateParts, day: PartialDay) -> DateParts:
    return parts.changed(year=day.year, month=day.month, day=day.day, year_offset=None, year_ref=None, month_offset=None,
        month_ref=None, day_offset=None, day_ref=None, week_offset=None,
        unknown_day=parts.has_day and day.day is None,
    )


def _vague(parts: DateParts) -> DateParts:
    return DateParts(
        vague="PAST_REF", part_of_day=parts.part_of_day, hour=parts.hour, minute=parts.minute, second=parts.second
    )


def _is_time_only(parts: DateParts) -> bool:
    coarse = (
        parts.year, parts.year_offset, parts.year_ref, parts.half, parts.quarter, parts.quarters, parts.first_months,
        parts.last_months, parts.season, parts.edge,
    )
    return all(value is None for value in coarse) and (parts.hour is not None or parts.part_of_day is not None)


def _told_day(parts: DateParts, anchor: Anchor, days: int, _: str) -> Completed:
    """当天, 次日, 下午: counted from the day told last."""
    if anchor.vague:
        return Completed(_vague(parts), "relative_to_previous", anchor.id)
    day = anchor.day.plus(days)
    return Completed(_with_day(parts, day), "relative_to_previous" if day.month else "unresolved", anchor.id)


def _week(parts: DateParts, anchors: Anchors) -> Completed:
    """本周, 下周五: weeks begin on Monday."""
    anchor = anchors.report if (parts.week_offset or 0) < 0 else anchors.now
    now = anchor.date
    if now is None:
        offset = parts.week_offset or 0
        vague = "PAST_REF" if offset < 0 else "FUTURE_REF" if offset > 0 else "PRESENT_REF"
        return Completed(DateParts(vague=vague), "unresolved")
    basis: Basis = "relative_to_publish_date" if anchor is anchors.report else "relative_to_previous"
    monday = now - timedelta(now.weekday()) + timedelta(7 * (parts.week_offset or 0))
    if parts.weekday is None:
        return Completed(_with_day(parts.changed(week=monday), PartialDay()), basis, anchor.id)
    day = PartialDay.of(monday + timedelta(parts.weekday - 1))
    return Completed(_with_day(parts, day), basis, anchor.id)


def _bare_weekday(parts: DateParts, anchors: Anchors) -> Completed:
    """周六上午: the last one before the report, or the next if planned."""
    report = anchors.report
    if report.date is None:
        return Completed(_with_day(parts, PartialDay()), "unresolved")
    ahead = ((parts.weekday or 1) - report.date.isoweekday()) % 7
    day = report.day.plus(ahead if anchors.planned or ahead == 0 else ahead - 7)
    return Completed(_with_day(parts, day), "relative_to_publish_date", report.id)


def _same_period(parts: DateParts, anchors: Anchors) -> Completed:
    """去年同期: the stretch named before, moved to another year."""
    previous = anchors.previous
    assert previous is not None
    if parts.year_offset is None or previous.year is None or (previous.month is None and previous.quarter is None and previous.half is None):
        return _year_part(parts, anchors)
    moved = previous.changed(year=previous.year + parts.year_offset)
    return Completed(moved, "relative_to_previous", anchors.previous_id)


def _year_given(parts: DateParts, anchors: Anchors) -> tuple[bool, int | None, Basis, str | None]:
    """(whether the text says the year, the year, how it is known, from which date)."""
    if parts.year is not None:
        return True, parts.year, "explicit", None
    if parts.year_offset is not None:
        now = anchors.report
        year = None if now.day.year is None else now.day.year + parts.year_offset
        return True, year, "relative_to_publish_date" if year else "unresolved", now.id
    if parts.year_ref is not None:
        event = anchors.event
        previous = anchors.previous.year if anchors.previous else None
        base = previous or event.day.year
        return True, None if base is None else base + parts.year_ref, "relative_to_previous", event.id
    return False, None, "unresolved", None


def _month_day(parts: DateParts, anchors: Anchors) -> Completed:
    """9月, 9月8日, 去年9月, 本月25日."""
    if parts.month_offset is not None or parts.month_ref is not None:
        anchor = anchors.report if parts.month_offset is not None else anchors.event
        month = anchor.day.plus_months((parts.month_offset or 0) + (parts.month_ref or 0))
        given, year, _, _ = _year_given(parts, anchors)
        moved = PartialDay(year if given else month.year, month.month, parts.day)
        basis: Basis = "relative_to_publish_date" if parts.month_offset is not None else "relative_to_previous"
        return Completed(_with_day(parts, moved), basis if moved.month else "unresolved", anchor.id)
    assert parts.month is not None
    given, year, how, anchor_id = _year_given(parts, anchors)
    if given:
        return Completed(_with_day(parts, PartialDay(year, parts.month, parts.day)), how, anchor_id)
    carried = _carried_year(parts, anchors)
    if carried is not None:
        return Completed(
            _with_day(parts, PartialDay(carried, parts.month, parts.day)), "relative_to_previous", anchors.previous_id
        )
    month, day = parts.month, parts.day

    def when(year: int) -> date | None:
        return PartialDay(year, month, day or (28 if parts.edge == "END" else 15)).known

    return _in_year(parts, anchors, when, "year_from_publish_date")


def _carried_year(parts: DateParts, anchors: Anchors) -> int | None:
    """A year said in the same sentence goes on: 2016年3月开工，9月完工."""
    previous = anchors.previous
    if previous is None or previous.year is None or previous.month is None or parts.month is None:
        return None
    if anchors.report.day.year is not None and abs(previous.year - anchors.report.day.year) < 2:
        return None
    return previous.year


def _bare_day(parts: DateParts, anchors: Anchors) -> Completed:
    """19日: in the month of the events told, else the last such day before the report (or the next, if planned)."""
    assert parts.day is not None
    given, year, _, _ = _year_given(parts, anchors)
    if anchors.days is not None:
        first, last, key = anchors.days
        for end in (first, last):
            day = PartialDay(end.year, end.month, parts.day)
            if _within(first, day, last):
                return Completed(_with_day(parts, day), "relative_to_previous", key)
    told = anchors.told
    if told is not None and not told.vague and told.day.month is not None:
        day = _near(told.day, parts.day, True if anchors.planned else None)
        return Completed(_with_day(parts, day), "relative_to_previous", told.id)
    report_anchor = anchors.report
    day = _near(report_anchor.day, parts.day, anchors.planned)
    if given:
        day = replace(day, year=year)
    basis: Basis = "year_from_publish_date" if day.month else "unresolved"
    return Completed(_with_day(parts, day), basis, report_anchor.id)


def _within(first: PartialDay, day: PartialDay, last: PartialDay) -> bool:
    def key(day: PartialDay) -> tuple[int, int, int]:
        return day.year or 0, day.month or 0, day.day or 0

    return key(first) <= key(day) <= key(last)


def _near(base: PartialDay, number: int, future: bool | None) -> PartialDay:
    """The day with this number nearest to a day; only before it, or only after it, if `future` says so."""
    if base.month is None:
        return PartialDay(None, None, number)
    if base.day is None:
        return PartialDay(base.year, base.month, number)
    origin = date(base.year or 2001, base.month, min(base.day, 28))
    candidates: list[tuple[int, PartialDay]] = []
    for months in (-1, 0, 1, -2, 2):
        month = base.plus_months(months)
        year = (base.year or 2001) + (-1 if months < 0 and (month.month or 0) > base.month else 0)
        year += 1 if months > 0 and (month.month or 0) < base.month else 0
        known = PartialDay(year, month.month, number).known
        if known is None:
            continue
        distance = (known - origin).days + origin.day - base.day
        if (future is True and distance < 0) or (future is False and distance > 0):
            continue
        candidates.append((abs(distance), PartialDay(month.year, month.month, number)))
    if not candidates:
        return PartialDay(base.year, base.month, number)
    return min(candidates, key=lambda c: c[0])[1]


def _this_month(parts: DateParts, anchors: Anchors) -> Completed:
    """月底: of the month of the report."""
    anchor = anchors.report if anchors.report.day.month is not None else anchors.event
    month = PartialDay(anchor.day.year, anchor.day.month)
    return Completed(
        _with_day(parts, month), "relative_to_publish_date" if month.month else "unresolved", anchor.id
    )


def _year_part(parts: DateParts, anchors: Anchors) -> Completed:
    """2021年, 去年底, 三季度: years and their parts."""
    given, year, how, anchor_id = _year_given(parts, anchors)
    if given:
        if parts.season == "WI" and parts.year_offset == 0 and (anchors.report.day.month or 12) <= 3 and year:
            # 今冬, said in February, began last year.
            year -= 1
        return Completed(_with_year(parts, year), how, anchor_id)
    middle = _middle_of(parts)
    return _in_year(parts, anchors, middle, "year_from_publish_date")


def _with_year(parts: DateParts, year: int | None) -> DateParts:
    return parts.changed(year=year, year_offset=None, year_ref=None)


def _middle_of(parts: DateParts) -> Callable[[int], date | None]:
    """A day in the middle of a part of a year (a year's ends are taken as they are)."""
    if parts.edge:
        month, day = {"START": (1, 5), "MID": (6, 30), "END": (12, 25)}[parts.edge]
    elif parts.half:
        month, day = 6 * parts.half - 2, 1
    elif parts.quarter:
        month, day = 3 * parts.quarter - 1, 15
    elif parts.quarters:
        month, day = 3 * parts.quarters, 28
    elif parts.first_months:
        month, day = parts.first_months, 28
    else:
        month, day = 7, 1
    return lambda year: date(year, month, day)


def _in_year(
    parts: DateParts, anchors: Anchors, when: Callable[[int], date | None], basis: Basis
) -> Completed:
    """A date without a year takes the year that fits the day of the report best."""
    given, year, how, anchor_id = _year_given(parts, anchors)
    if given:
        return Completed(_with_year(parts, year), basis if how == "explicit" else basis, anchor_id)
    report = anchors.report
    if report.day.year is None:
        return Completed(_with_year(parts, None), "unresolved", None)
    origin = report.date or PartialDay(report.day.year, report.day.month or 7, report.day.day or 1).known
    assert origin is not None
    best = _best_year(origin, when, anchors)
    return Completed(_with_year(parts, best), basis, report.id)


def _best_year(origin: date, when: Callable[[int], date | None], anchors: Anchors) -> int:
    def cost(year: int, day: date) -> float:
        distance = (day - origin).days
        price = abs(distance) * _SAME_YEAR_DISCOUNT if day.year == origin.year else abs(distance) + _OTHER_YEAR
        if (anchors.planned and distance < -3) or (anchors.past and distance > 0):
            price += _AGAINST_CUE
        return price

    years: Iterable[int] = (origin.year, origin.year - 1, origin.year + 1)
    dated = [(year, day) for year in years if (day := when(year)) is not None]
    if not dated:
        return origin.year
    return min(dated, key=lambda pair: cost(*pair))[0]
