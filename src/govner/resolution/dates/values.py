"""From a completed date to what the record says of it: TIMEX3 value, EDTF, interval, granularity.

A completed date is a :class:`DateParts` whose offsets have been replaced by calendar numbers; what could not be known
is still None and becomes X in the value.
"""
from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

from govner.recognition.dates import Amounts, DateParts
from govner.resolution.dates.calendars import Festivals, lunar_day
from govner.resolution.dates.partial import PartialDay, month_end

Granularity = Literal[
    "year", "half", "quarter", "month", "part_of_month", "week", "day", "part_of_day", "hour", "minute", "vague"
]
PartOfDay = Literal["early_morning", "morning", "noon", "afternoon", "evening", "night"]
Mod = Literal["APPROX", "START", "MID", "END", "BEFORE", "AFTER"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]

# Each part of day in the record and in TIMEX3, which has no code for the small hours: 凌晨 is night there, 清晨
# morning.
_PARTS_OF_DAY: dict[str, tuple[PartOfDay, str]] = {
    "early_morning": ("early_morning", "TNI"),
    "dawn": ("early_morning", "TMO"),
    "morning": ("morning", "TMO"),
    "noon": ("noon", "TMI"),
    "afternoon": ("afternoon", "TAF"),
    "evening": ("evening", "TEV"),
    "night": ("night", "TNI"),
}
# First and last month (counted on into the next year) and EDTF code.
_SEASONS = {"SP": (3, 5, 21), "SU": (6, 8, 22), "FA": (9, 11, 23), "WI": (12, 14, 24)}
_THIRDS = {1: (1, 10), 2: (11, 20), 3: (21, 31)}
_EDGE_THIRDS = {"START": 1, "MID": 2, "END": 3}
_EDGE_MONTHS = {"START": 1, "MID": 6, "END": 12}
_FINENESS: tuple[Granularity, ...] = (
    "vague", "year", "half", "quarter", "month", "part_of_month", "week", "day", "part_of_day", "hour", "minute",
)  # fmt: skip


class Value(NamedTuple):
    """The meaning of a date expression in the terms of the record; see :class:`govner.records.DateExpression`."""

    value: str
    granularity: Granularity
    edtf: str | None = None
    start: date | None = None
    end: date | None = None
    timex_type: TimexType = "DATE"
    part_of_day: PartOfDay | None = None
    mod: Mod | None = None
    lunar: bool = False


def value_of(parts: DateParts, festivals: Festivals, today: date | None) -> Value:
    """The value of a completed date.

    Args:
        today: the day of the report, around which vague expressions lie.
    """
    if parts.day is not None and not (parts.lunar or parts.every):
        day = PartialDay(parts.year, parts.month, parts.day)
        text, known = str(day), day.known
        return _with_time(Value(text, "day", text, known, known), parts)
    if parts.stands_alone or parts.shift or parts.span or parts.since:
        return _special(parts, today)
    if parts.festival:
        return _festival(parts.festival, parts, festivals)
    if parts.week is not None:
        return _week(parts.week, parts.weekend)
    if parts.lunar and parts.day is None:
        return _lunar_month(parts)
    if parts.lunar and parts.month and parts.day:
        solar = lunar_day(parts.year, parts.month, parts.day) if parts.year is not None else None
        return _with_time(_day(solar) if solar else Value("XXXX", "day"), parts)._replace(lunar=True)
    if parts.month is not None:
        return _month(PartialDay(parts.year, parts.month), parts)
    if parts.unknown_day or parts.hour is not None or parts.part_of_day:
        return _with_time(Value("XXXX-XX-XX", "day"), parts)
    return _part_of_year(parts)


def stretch(first: Value, last: Value) -> Value:
    """The value of a range or list, from the start of the first to the end of the last."""
    if first.value == last.value:
        return first
    if first.start and last.start and last.start < first.start:
        # 国庆、中秋假期: the list need not be in order.
        first, last = last, first
    edtf = f"{first.edtf.split('/')[0]}/{last.edtf.split('/')[-1]}" if first.edtf and last.edtf else None
    return Value(
        f"{first.value.split('/')[0]}/{last.value.split('/')[-1]}",
        max(first.granularity, last.granularity, key=_FINENESS.index),
        edtf,
        first.start,
        last.end,
        "TIME" if "TIME" in (first.timex_type, last.timex_type) else "DATE",
        first.part_of_day if first.part_of_day == last.part_of_day else None,
        lunar=first.lunar or last.lunar,
    )


def _special(parts: DateParts, today: date | None) -> Value:
    """Values that do not come from year, month and day."""
    if parts.vague:
        return _vague(parts.vague, parts, today)
    if parts.every:
        month = "XX" if parts.month is None else f"{parts.month:02d}"
        if parts.day is None:
            return Value(f"XXXX-{month}", "month", timex_type="SET")
        return Value(f"XXXX-{month}-{parts.day:02d}", "day", timex_type="SET")
    if parts.duration:
        return Value(parts.duration, "vague", timex_type="DURATION")
    if parts.set_value:
        return _with_time(Value(parts.set_value, "day"), parts)._replace(timex_type="SET")
    if parts.since:
        end = today.isoformat() if today else ".."
        return Value(f"{parts.since}/{end}", "vague", f"{parts.since}/{end}", parts.since, today)
    if parts.plan is not None:
        # The first two plans ran before the adjustment of 1963 to 1965.
        first = 1953 + 5 * (parts.plan - 1) + (3 if parts.plan > 2 else 0)
        return _years(first, first + 4)
    if parts.decade:
        return _years(*parts.decade)._replace(mod=parts.edge)
    return _counted(parts, today)


def _vague(value: str, parts: DateParts, today: date | None) -> Value:
    part = _PARTS_OF_DAY[parts.part_of_day][0] if parts.part_of_day else None
    if today is None or parts.vague_days is None:
        return Value(value, "vague", part_of_day=part)
    start, end = (today + timedelta(days) for days in parts.vague_days)
    edtf = f"{start}~/{end}" if start != end else f"{end}~"
    return Value(value, "vague", edtf, start, end, part_of_day=part, mod="APPROX")


def _counted(parts: DateParts, today: date | None) -> Value:
    """三年前, 近三年: counted from the day of the report."""
    amounts = parts.shift or parts.span or ()
    back = amounts[0][1] < 0
    moved = None if today is None else shifted(today, amounts)
    if today is None or moved is None:
        return Value("PAST_REF" if back else "FUTURE_REF", "vague")
    if parts.span:
        first, last = (moved, today) if back else (today + timedelta(1), moved)
        return Value(f"{first}/{last}", "day", f"{first}/{last}", first, last)
    unit = amounts[-1][0]
    if unit == "Y":
        return _years(moved.year, moved.year)
    if unit in ("M", "Q"):
        return _month(PartialDay(moved.year, moved.month), parts)
    return _day(moved)


def shifted(day: date, amounts: Amounts) -> date | None:
    """A day moved by years, quarters, months, weeks and days; None where the calendar ends.

    >>> shifted(date(2020, 2, 29), (("Y", -1.0),))
    datetime.date(2019, 2, 28)
    """
    months = sum(12 * n if unit == "Y" else 3 * n if unit == "Q" else n for unit, n in amounts if unit in "YQM")
    days = sum(7 * n if unit == "W" else n for unit, n in amounts if unit in "WD")
    carry, month = divmod(day.month - 1 + int(months), 12)
    try:
        moved = date(day.year + carry, month + 1, min(day.day, month_end(day.year + carry, month + 1).day))
        return moved + timedelta(int(days))
    except (ValueError, OverflowError):
        return None


def _years(first: int, last: int) -> Value:
    value = f"{first:04d}/{last:04d}" if first != last else f"{first:04d}"
    return Value(value, "year", value, date(first, 1, 1), date(last, 12, 31))


def _festival(name: str, parts: DateParts, festivals: Festivals) -> Value:
    if parts.year is None:
        fixed = festivals.month_day(name) if parts.festival_span == "day" else None
        return Value(f"XXXX-{fixed[0]:02d}-{fixed[1]:02d}" if fixed else "XXXX", "day")
    day = festivals.day(name, parts.year)
    run = festivals.run(name, parts.year)
    if day is None or run is None:
        return _years(parts.year, parts.year)
    if parts.festival_span == "eve":
        before = run[0] - timedelta(1)
        return Value(f"{before:%Y-%m}", "month", f"{before:%Y-%m}~", before - timedelta(9), before, mod="APPROX")
    if parts.festival_span == "day" or run[0] == run[1]:
        return _day(day)
    return Value(f"{run[0]}/{run[1]}", "day", f"{run[0]}/{run[1]}", *run)


def _day(day: date) -> Value:
    return Value(day.isoformat(), "day", day.isoformat(), day, day)


def _week(monday: date, weekend: bool) -> Value:
    year, week, _ = monday.isocalendar()
    first, last = monday + timedelta(5 if weekend else 0), monday + timedelta(6)
    return Value(f"{year}-W{week:02d}" + ("-WE" if weekend else ""), "week", f"{first}/{last}", first, last)


def _lunar_month(parts: DateParts) -> Value:
    """农历八月: from its first day to the eve of the next month."""
    if parts.year is None or parts.month is None:
        return Value("XXXX", "month", lunar=True)
    first = lunar_day(parts.year, parts.month, 1)
    last = lunar_day(parts.year, parts.month, 30) or lunar_day(parts.year, parts.month, 29)
    if first is None or last is None:
        return Value(f"{parts.year:04d}", "year", lunar=True)
    return Value(f"{first}/{last}", "month", f"{first}/{last}", first, last, lunar=True)


def _with_time(base: Value, parts: DateParts) -> Value:
    """Adds part of day and clock time to a day."""
    part, code = _PARTS_OF_DAY[parts.part_of_day] if parts.part_of_day else (None, "")
    if parts.hour is None:
        if part is None:
            return base
        return Value(base.value + code, "part_of_day", base.edtf, base.start, base.end, "TIME", part)
    text = f"T{clock_hour(parts.hour, parts.part_of_day):02d}"
    edtf = base.edtf + text if base.edtf else None
    granularity: Granularity = "hour"
    if parts.minute is not None:
        text += f":{parts.minute:02d}"
        edtf = f"{base.edtf}{text}:{parts.second or 0:02d}" if base.edtf else None
        granularity = "minute"
    mod: Mod | None = "APPROX" if parts.approx else None
    return Value(base.value + text, granularity, edtf, base.start, base.end, "TIME", part, mod)


def clock_hour(hour: int, part_of_day: str | None) -> int:
    """The hour on the 24-hour clock: 下午3时 is 15.

    >>> clock_hour(3, "afternoon"), clock_hour(12, "night"), clock_hour(9, "morning")
    (15, 0, 9)
    """
    if part_of_day in ("afternoon", "evening") and hour < 12:
        return hour + 12
    if part_of_day == "noon" and hour < 3:
        return hour + 12
    if part_of_day == "night":
        return 0 if hour == 12 else hour + 12 if 6 <= hour < 12 else hour
    return hour


def _month(month: PartialDay, parts: DateParts) -> Value:
    """A month, a third (上旬) or an end (底) of one; the interval says which days."""
    third = parts.third or (_EDGE_THIRDS[parts.edge] if parts.edge else None)
    text = str(month)
    granularity: Granularity = "part_of_month" if third else "month"
    if month.year is None or month.month is None:
        return Value(text, granularity, text, mod=parts.edge)
    last = month_end(month.year, month.month)
    if third is None:
        return Value(text, "month", text, last.replace(day=1), last)
    start = last.replace(day=_THIRDS[third][0])
    end = last.replace(day=min(_THIRDS[parts.third_end or third][1], last.day))
    return Value(text, granularity, f"{start}/{end}", start, end, mod=parts.edge)


def _part_of_year(parts: DateParts) -> Value:
    """Years, halves, quarters, seasons, the ends of a year."""
    year = parts.year
    if parts.edge and parts.edge_of == "year":
        return _month(PartialDay(year, _EDGE_MONTHS[parts.edge]), DateParts())._replace(mod=parts.edge)
    if parts.half:
        return _coded(year, f"H{parts.half}", "half", 6 * parts.half - 5, 6 * parts.half, 39 + parts.half)
    if parts.quarter:
        value = _coded(
            year, f"Q{parts.quarter}", "quarter", 3 * parts.quarter - 2, 3 * parts.quarter, 32 + parts.quarter
        )
        return value._replace(mod=parts.edge) if parts.edge else value
    if parts.season:
        first, last, edtf = _SEASONS[parts.season]
        return _coded(year, parts.season, "quarter", first, last, edtf)
    if parts.quarters or parts.first_months or parts.last_months:
        first = 13 - parts.last_months if parts.last_months else 1
        last = 12 if parts.last_months else parts.first_months or 3 * (parts.quarters or 1)
        return stretch(_month(PartialDay(year, first), DateParts()), _month(PartialDay(year, last), DateParts()))
    return Value("XXXX", "year", "XXXX") if year is None else _years(year, year)


def _coded(year: int | None, code: str, granularity: Granularity, first: int, last: int, edtf: int) -> Value:
    """A part of a year with a code of its own, from the first to the last month."""
    if year is None:
        return Value(f"XXXX-{code}", granularity)
    end_year, end_month = (year, last) if last <= 12 else (year + 1, last - 12)
    return Value(
        f"{year:04d}-{code}", granularity, f"{year:04d}-{edtf}", date(year, first, 1), month_end(end_year, end_month)
    )
