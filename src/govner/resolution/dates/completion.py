"""Completing partial dates from their anchors."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from govner.recognition.dates import DateParts
from govner.resolution.dates.anchors import Anchor, Anchors, Basis, Completed
from govner.resolution.dates.calendars import Festivals, lunar_day
from govner.resolution.dates.partial import PartialDay

# Which year 9月 is in: the nearest, where days inside the year of the report count half, for news mostly stays in it,
# other years pay extra, and years against the cues around (将于, 以来) pay most.
_SAME_YEAR_DISCOUNT = 0.5
_OTHER_YEAR = 30
_AGAINST_CUE = 250
# A deadline may have passed by a few days when the report appears.
_GRACE_DAYS = 3


@dataclass(frozen=True, slots=True)
class _Year:
    """A year that the text gives, by number or by reference; `value` is None where the reference leads nowhere."""

    value: int | None
    basis: Basis
    anchor: str | None = None


class Completer:
    """Turns the parts of a date into calendar numbers."""

    def __init__(self, festivals: Festivals) -> None:
        self._festivals = festivals

    def __call__(self, parts: DateParts, anchors: Anchors) -> Completed:
        """The completed date; what no anchor gives stays None."""
        if parts.has_day and not (parts.lunar or parts.every or parts.set_value):
            return _day(parts, anchors)
        if parts.stands_alone:
            return Completed(parts)
        if parts.shift or parts.span:
            known = anchors.report.date is not None
            return Completed(parts, "relative_to_publish_date" if known else "unresolved", anchors.report.id)
        if parts.since:
            return Completed(parts, "festival_table", anchors.report.id)
        if parts.festival:
            return self._festival(parts, anchors)
        if parts.lunar:
            return _lunar(parts, anchors)
        if parts.week_offset is not None:
            return _week(parts, parts.week_offset, anchors)
        if parts.same_period and anchors.previous is not None:
            return _same_period(parts, anchors)
        if parts.month is not None or parts.month_offset is not None or parts.month_ref is not None:
            return _month_day(parts, anchors)
        if parts.edge_of == "month":
            return _this_month(parts, anchors)
        if parts.is_time_only:
            return _told_day(parts, anchors.event, 0)
        return _year_part(parts, anchors)

    def _festival(self, parts: DateParts, anchors: Anchors) -> Completed:
        name = parts.festival or ""
        return _in_year(parts, anchors, lambda year: self._festivals.day(name, year), "festival_table")


def _lunar(parts: DateParts, anchors: Anchors) -> Completed:
    month, day = parts.month, parts.day or 15
    if month is None:
        return Completed(parts, "unresolved")
    return _in_year(parts, anchors, lambda year: lunar_day(year, month, day), "lunar_table")


def _day(parts: DateParts, anchors: Anchors) -> Completed:
    """A day by whatever the text says of it."""
    if parts.day_offset is not None:
        return _offset_day(parts, parts.day_offset, anchors)
    if parts.day_ref is not None:
        return _told_day(parts, anchors.event, parts.day_ref)
    if parts.week_offset is not None:
        return _week(parts, parts.week_offset, anchors)
    if parts.month is not None or parts.month_offset is not None or parts.month_ref is not None:
        return _month_day(parts, anchors)
    if parts.day is not None:
        return _bare_day(parts, parts.day, anchors)
    return _bare_weekday(parts, anchors)


def _offset_day(parts: DateParts, offset: int, anchors: Anchors) -> Completed:
    """昨日, 今天（17日）."""
    anchor = anchors.report if offset < 0 else anchors.now
    if anchor.vague:
        return Completed(_vague(parts), "relative_to_previous", anchor.id)
    day = anchor.day.plus(offset)
    if parts.day is not None and day.day != parts.day:
        # The number in brackets is the writer's own; the anchor is some days off.
        day = _near(anchor.day, parts.day, future=False)
    basis: Basis = "relative_to_previous" if anchor is not anchors.report else "relative_to_publish_date"
    return Completed(_with_day(parts, day), basis if day.month else "unresolved", anchor.id)


def _told_day(parts: DateParts, anchor: Anchor, days: int) -> Completed:
    """当天, 次日, 下午: counted from the day told last."""
    if anchor.vague:
        return Completed(_vague(parts), "relative_to_previous", anchor.id)
    day = anchor.day.plus(days)
    return Completed(_with_day(parts, day), "relative_to_previous" if day.month else "unresolved", anchor.id)


def _week(parts: DateParts, offset: int, anchors: Anchors) -> Completed:
    """本周, 下周五: weeks begin on Monday."""
    anchor = anchors.report if offset < 0 else anchors.now
    now = anchor.date
    if now is None:
        vague = "PAST_REF" if offset < 0 else "FUTURE_REF" if offset > 0 else "PRESENT_REF"
        return Completed(DateParts(vague=vague), "unresolved")
    basis: Basis = "relative_to_publish_date" if anchor is anchors.report else "relative_to_previous"
    monday = now - timedelta(now.weekday()) + timedelta(7 * offset)
    if parts.weekday is None:
        return Completed(parts.changed(week=monday, week_offset=None), basis, anchor.id)
    return Completed(_with_day(parts, PartialDay.of(monday + timedelta(parts.weekday - 1))), basis, anchor.id)


def _bare_weekday(parts: DateParts, anchors: Anchors) -> Completed:
    """周六上午: the last one before the report, or the next if planned."""
    report = anchors.report
    if report.date is None:
        return Completed(_with_day(parts, PartialDay()), "unresolved")
    ahead = ((parts.weekday or 1) - report.date.isoweekday()) % 7
    day = report.day.plus(ahead if anchors.planned or ahead == 0 else ahead - 7)
    return Completed(_with_day(parts, day), "relative_to_publish_date", report.id)


def _month_day(parts: DateParts, anchors: Anchors) -> Completed:
    """9月, 9月8日, 去年9月, 本月25日."""
    said = _said_year(parts, anchors)
    if parts.month is None:
        anchor = anchors.report if parts.month_offset is not None else anchors.event
        month = anchor.day.plus_months((parts.month_offset or 0) + (parts.month_ref or 0))
        day = PartialDay(said.value if said else month.year, month.month, parts.day)
        basis: Basis = "relative_to_publish_date" if parts.month_offset is not None else "relative_to_previous"
        return Completed(_with_day(parts, day), basis if day.month else "unresolved", anchor.id)
    said = said or _carried_year(anchors)
    if said is not None:
        day = PartialDay(said.value, parts.month, parts.day)
        return Completed(_with_day(parts, day), said.basis, said.anchor)
    number, month_number = parts.day or (28 if parts.edge == "END" else 15), parts.month
    return _in_year(
        parts, anchors, lambda year: PartialDay(year, month_number, number).known, "year_from_publish_date"
    )


def _bare_day(parts: DateParts, number: int, anchors: Anchors) -> Completed:
    """19日: in the month of the events told, else the last such day before the report (or the next, if planned)."""
    if anchors.days is not None:
        first, last, key = anchors.days
        for end in (first, last):
            day = PartialDay(end.year, end.month, number)
            if _order(first) <= _order(day) <= _order(last):
                return Completed(_with_day(parts, day), "relative_to_previous", key)
    told = anchors.told
    if told is not None and not told.vague and told.day.month is not None:
        day = _near(told.day, number, True if anchors.planned else None)
        return Completed(_with_day(parts, day), "relative_to_previous", told.id)
    day = _near(anchors.report.day, number, anchors.planned)
    return Completed(_with_day(parts, day), "year_from_publish_date" if day.month else "unresolved", anchors.report.id)


def _this_month(parts: DateParts, anchors: Anchors) -> Completed:
    """月底: of the month of the report."""
    anchor = anchors.report if anchors.report.day.month is not None else anchors.event
    month = PartialDay(anchor.day.year, anchor.day.month)
    return Completed(_with_day(parts, month), "relative_to_publish_date" if month.month else "unresolved", anchor.id)


def _same_period(parts: DateParts, anchors: Anchors) -> Completed:
    """去年同期: the stretch named before, moved to another year."""
    previous, offset = anchors.previous, parts.year_offset
    if previous is None or previous.year is None or offset is None or not previous.inside_year:
        return _year_part(parts, anchors)
    return Completed(previous.changed(year=previous.year + offset), "relative_to_previous", anchors.previous_id)


def _year_part(parts: DateParts, anchors: Anchors) -> Completed:
    """2021年, 去年底, 三季度: years and their parts."""
    said = _said_year(parts, anchors)
    report = anchors.report.day
    if said is None and parts.edge_of == "year" and report.year is not None:
        # 年底 is that of this year even in January, unless it is past (截至年底).
        past = anchors.past and parts.edge == "END" and (report.month or 12) <= 6
        said = _Year(report.year - past, "year_from_publish_date", anchors.report.id)
    if said is None:
        month, day = _middle_of(parts)
        return _in_year(parts, anchors, lambda year: date(year, month, day), "year_from_publish_date")
    year = said.value
    if parts.season == "WI" and parts.year_offset == 0 and (report.month or 12) <= 3 and year is not None:
        # 今冬, said in February, began last year.
        year -= 1
    return Completed(_with_year(parts, year), said.basis, said.anchor)


def _said_year(parts: DateParts, anchors: Anchors) -> _Year | None:
    """The year that the text itself gives."""
    if parts.year is not None:
        return _Year(parts.year, "explicit")
    if parts.year_offset is not None:
        report = anchors.report
        if report.day.year is None:
            return _Year(None, "unresolved", report.id)
        return _Year(report.day.year + parts.year_offset, "relative_to_publish_date", report.id)
    if parts.year_ref is not None:
        base = (anchors.previous.year if anchors.previous else None) or anchors.event.day.year
        if base is None:
            return _Year(None, "unresolved")
        return _Year(base + parts.year_ref, "relative_to_previous", anchors.previous_id or anchors.event.id)
    return None


def _carried_year(anchors: Anchors) -> _Year | None:
    """A year of history said in the same sentence goes on: 2016年3月开工，9月完工."""
    previous, report = anchors.previous, anchors.report.day.year
    if previous is None or previous.year is None or previous.month is None:
        return None
    if report is not None and abs(previous.year - report) < 2:
        return None
    return _Year(previous.year, "relative_to_previous", anchors.previous_id)


def _in_year(parts: DateParts, anchors: Anchors, when: Callable[[int], date | None], basis: Basis) -> Completed:
    """A date whose day in any year is known takes the year said, or the one that fits the day of the report best."""
    said = _said_year(parts, anchors)
    if said is not None:
        return Completed(_with_year(parts, said.value), basis, said.anchor)
    day = anchors.report.day
    if day.year is None:
        return Completed(_with_year(parts, None), "unresolved", None)
    origin = PartialDay(day.year, day.month or 7, day.day or 1).known or date(day.year, 7, 1)
    return Completed(_with_year(parts, _best_year(origin, when, anchors)), basis, anchors.report.id)


def _best_year(origin: date, when: Callable[[int], date | None], anchors: Anchors) -> int:
    best, least = origin.year, float("inf")
    for year in (origin.year, origin.year - 1, origin.year + 1):
        day = when(year)
        if day is None:
            continue
        distance = (day - origin).days
        price = abs(distance) * _SAME_YEAR_DISCOUNT if day.year == origin.year else abs(distance) + _OTHER_YEAR
        if (anchors.planned and distance < -_GRACE_DAYS) or (anchors.past and distance > 0):
            price += _AGAINST_CUE
        if price < least:
            best, least = year, price
        if price < _OTHER_YEAR:
            # No other year can cost less.
            break
    return best


def _near(base: PartialDay, number: int, future: bool | None) -> PartialDay:
    """The day with this number nearest to a day; only from it on, or only up to it, if `future` says so."""
    if base.month is None:
        return PartialDay(None, None, number)
    if base.day is None:
        return PartialDay(base.year, base.month, number)
    best, least = PartialDay(base.year, base.month, number), float("inf")
    for months in (0, -1, 1, -2, 2):
        month = base.plus_months(months)
        day = PartialDay(month.year, month.month, number)
        distance = base.days_to(day)
        if distance is None or (future is True and distance < 0) or (future is False and distance > 0):
            continue
        if abs(distance) < least:
            best, least = day, abs(distance)
    return best


def _order(day: PartialDay) -> tuple[int, int, int]:
    return day.year or 0, day.month or 0, day.day or 0


def _with_day(parts: DateParts, day: PartialDay) -> DateParts:
    return parts.changed(
        year=day.year,
        month=day.month,
        day=day.day,
        year_offset=None,
        year_ref=None,
        month_offset=None,
        month_ref=None,
        day_offset=None,
        day_ref=None,
        week_offset=None,
        unknown_day=day.day is None and parts.has_day,
    )


def _with_year(parts: DateParts, year: int | None) -> DateParts:
    return parts.changed(year=year, year_offset=None, year_ref=None)


def _vague(parts: DateParts) -> DateParts:
    return DateParts(vague="PAST_REF", part_of_day=parts.part_of_day, hour=parts.hour, minute=parts.minute)


def _middle_of(parts: DateParts) -> tuple[int, int]:
    """Month and day in the middle of a part of a year."""
    if parts.half:
        return 6 * parts.half - 2, 1
    if parts.quarter:
        return 3 * parts.quarter - 1, 15
    if parts.quarters:
        return 3 * parts.quarters, 28
    if parts.first_months:
        return parts.first_months, 28
    return 7, 1
