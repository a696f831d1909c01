"""From a completed date to what the record says of it: TIMEX3 value, EDTF, interval, granularity.

A completed date is a :class:`DateParts` whose offsets have been replaced by calendar numbers; what could not be known
is still None and becomes X in the value.
"""
from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from govner.recognition.dates import Amounts, DateParts
from govner.resolution.dates.calendars import Festivals, lunar_day
from govner.resolution.dates.partial import PartialDay, month_end

Granularity = Literal[
    "year", "half", "quarter", "month", "part_of_month", "week", "day", "part_of_day", "hour", "minute", "vague"
]
PartOfDay = Literal["early_morning", "morning", "noon", "afternoon", "evening", "night"]
Mod = Literal["APPROX", "START", "MID", "END", "BEFORE", "AFTER"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]

# TIMEX3 has no code for the small hours; 凌晨 is night there.
_TIMEX_PARTS = {
    "early_morning": "TNI",
    "morning": "TMO",
    "noon": "TMI",
    "afternoon": "TAF",
    "evening": "TEV",
    "night": "TNI",
}
#: Words that name an early hour of the day (清晨, 一早) are morning to TIMEX3 though not noonwards.
DAWN = "dawn"
_SEASON_MONTHS = {"SP": (3, 5, 21), "SU": (6, 8, 22), "FA": (9, 11, 23), "WI": (12, 14, 24)}
_THIRDS = {1: (1, 10), 2: (11, 20), 3: (21, 31)}
_EDGE_DAYS = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
_EDGE_MONTHS = {"START": 1, "MID": 6, "END": 12}
_FINENESS: tuple[Granularity, ...] = (
    "vague", "year", "half", "quarter", "month", "part_of_month", "week", "day", "part_of_day", "hour", "minute",
)


@dataclass(frozen=True, slots=True)
class Value:
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
    if parts.vague:
        return _vague(parts, today)
    if parts.every:
        return _every(parts)
    if parts.duration:
        return Value(parts.duration, "vague", timex_type="DURATION")
    if parts.set_value:
        return replace(_with_time(Value(parts.set_value, "day"), parts), timex_type="SET")
    if parts.shift or parts.span:
        return _counted(parts, today)
    if parts.plan is not None:
        first = 1981 + 5 * (parts.plan - 6)
        return _years(first, first + 4, parts)
    if parts.decade:
        return replace(_years(*parts.decade, parts.changed(edge=None)), mod=parts.edge)  # type: ignore[arg-type]
    if parts.festival:
        return _festival(parts, festivals)
    if parts.week is not None:
        return _week(parts.week, parts.weekend)
    if parts.month is not None or parts.day is not None:
        return _day_or_month(parts)
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
    value = f"{first.value.split('/')[0]}/{last.value.split('/')[-1]}"
    edtf = f"{first.edtf.split('/')[0]}/{last.edtf.split('/')[-1]}" if first.edtf and last.edtf else None
    finer = max(first.granularity, last.granularity, key=_FINENESS.index)
    return Value(
        value,
        finer,
        edtf,
        first.start,
        last.end,
        "TIME" if "TIME" in (first.timex_type, last.timex_type) else "DATE",
        first.part_of_day if first.part_of_day == last.part_of_day else None,
        lunar=first.lunar or last.lunar,
    )


def _vague(parts: DateParts, today: date | None) -> Value:
    value = parts.vague or "PAST_REF"
    if today is None or parts.vague_days is None:
        return _with_time(Value(value, "vague"), parts) if parts.part_of_day or parts.hour is not None else Value(value, "vague")
    start, end = (today + timedelta(days) for days in parts.vague_days)
    edtf = f"{start}~/{end}" if start != end else f"{end}~"
    return Value(value, "vague", edtf, start, end, mod="APPROX")


def _counted(parts: DateParts, today: date | None) -> Value:
    """三年前, 近三年: counted from the day of the report."""
    amounts = parts.shift or parts.span or ()
    back = amounts[0][1] < 0
    if today is None:
        return Value("PAST_REF" if back else "FUTURE_REF", "vague")
    moved = shifted(today, amounts)
    if moved is None:
        return Value("PAST_REF" if back else "FUTURE_REF", "vague")
    if parts.shift:
        unit = amounts[-1][0]
        if unit == "Y":
            return _part_of_year(DateParts.of({"year": moved.year}))
        if unit in ("M", "Q"):
            return _month(PartialDay(moved.year, moved.month), parts)
        return _day_value(moved)
    first, last = (moved, today) if back else (today + timedelta(1), moved)
    text = f"{first}/{last}"
    return Value(text, "day", text, first, last)


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


def _every(parts: DateParts) -> Value:
    text = "XXXX" + (f"-{parts.month:02d}" if parts.month else "-XX")
    if parts.day:
        text += f"-{parts.day:02d}"
    return Value(text, "day" if parts.day else "month", timex_type="SET")


def _years(first: int, last: int, parts: DateParts) -> Value:
    if parts.edge == "START":
        last = first
    elif parts.edge == "END":
        first = last
    value = f"{first}/{last}" if first != last else f"{first}"
    mod: Mod | None = parts.edge  # type: ignore[assignment]
    return Value(value, "year", value, date(first, 1, 1), date(last, 12, 31), mod=mod)


def _festival(parts: DateParts, festivals: Festivals) -> Value:
    name = parts.festival or ""
    if parts.year is None:
        fixed = festivals.month_day(name)
        return Value(f"XXXX-{fixed[0]:02d}-{fixed[1]:02d}" if fixed and parts.festival_span == "day" else "XXXX", "day")
    if parts.festival_span == "day":
        day = festivals.day(name, parts.year)
        return _day_value(day) if day else Value(f"{parts.year}", "year")
    run = festivals.run(name, parts.year)
    if run is None:
        return Value(f"{parts.year}", "year")
    if parts.festival_span == "eve":
        before = run[0] - timedelta(1)
        return Value(f"{before:%Y-%m}", "month", f"{before:%Y-%m}~", before - timedelta(9), before, mod="APPROX")
    if run[0] == run[1]:
        return _day_value(run[0])
    text = f"{run[0]}/{run[1]}"
    return Value(text, "day", text, *run)


def _day_value(day: date) -> Value:
    return Value(day.isoformat(), "day", day.isoformat(), day, day)


def _week(monday: date, weekend: bool) -> Value:
    year, week, _ = monday.isocalendar()
    first, last = monday + timedelta(5 if weekend else 0), monday + timedelta(6)
    return Value(f"{year}-W{week:02d}" + ("-WE" if weekend else ""), "week", f"{first}/{last}", first, last)


def _day_or_month(parts: DateParts) -> Value:
    day = PartialDay(parts.year, parts.month, parts.day)
    if parts.lunar and parts.month and parts.day:
        solar = lunar_day(parts.year, parts.month, parts.day) if parts.year is not None else None
        base = _day_value(solar) if solar else Value("XXXX", "day")
        return replace(_with_time(base, parts), lunar=True)
    if parts.day is not None:
        return _with_time(_single(day, "day", str(day)), parts)
    return _month(day, parts)


def _single(day: PartialDay, granularity: Granularity, text: str) -> Value:
    known = day.known
    return Value(text, granularity, text, known, known)


def _with_time(base: Value, parts: DateParts) -> Value:
    """Adds part of day and clock time to a day."""
    if parts.hour is None and parts.part_of_day is None:
        return base
    name = parts.part_of_day
    part: PartOfDay | None = "early_morning" if name == DAWN else name  # type: ignore[assignment]
    if base.granularity == "vague":
        return replace(base, part_of_day=part)
    if parts.hour is None:
        code = "TMO" if name == DAWN else _TIMEX_PARTS[part or "morning"]
        return replace(
            base, value=base.value + code, granularity="part_of_day", timex_type="TIME", part_of_day=part
        )
    hour, moved = clock_hour(parts.hour, name)
    text = f"T{hour:02d}" + ("" if parts.minute is None else f":{parts.minute:02d}")
    granularity: Granularity = "hour" if parts.minute is None else "minute"
    seconds = f":{parts.second or 0:02d}" if parts.minute is not None else ""
    edtf = f"{base.edtf}{text}{seconds}" if base.edtf else None
    return replace(
        base,
        value=base.value + text,
        edtf=edtf,
        granularity=granularity,
        timex_type="TIME",
        part_of_day=part,
        mod="APPROX" if parts.approx else None,
    )


def clock_hour(hour: int, part_of_day: str | None) -> tuple[int, bool]:
    """The hour on the 24-hour clock, and whether the part of day moved it (下午3时 is 15).

    >>> clock_hour(3, "afternoon"), clock_hour(12, "night"), clock_hour(9, "morning")
    ((15, True), (0, True), (9, False))
    """
    if part_of_day in ("afternoon", "evening") and hour < 12:
        return hour + 12, True
    if part_of_day == "noon" and hour < 3:
        return hour + 12, True
    if part_of_day == "night":
        if hour == 12:
            return 0, True
        if 6 <= hour < 12:
            return hour + 12, True
    return hour, False


def _month(month: PartialDay, parts: DateParts) -> Value:
    text = str(month)
    if month.year is None or month.month is None:
        granularity: Granularity = "part_of_month" if parts.third or parts.edge else "month"
        return Value(text, granularity, text, mod=parts.edge)  # type: ignore[arg-type]
    year, number = month.year, month.month
    last = month_end(year, number).day
    if parts.third:
        first_day = _THIRDS[parts.third][0]
        last_day = min(_THIRDS[parts.third_end or parts.third][1], last)
        start, end = date(year, number, first_day), date(year, number, last_day)
        return Value(text, "part_of_month", f"{start}/{end}", start, end)
    if parts.edge:
        first_day, last_day = _EDGE_DAYS[parts.edge]
        start, end = date(year, number, first_day), date(year, number, min(last_day, last))
        mod: Mod = parts.edge  # type: ignore[assignment]
        return Value(text, "part_of_month", f"{start}/{end}", start, end, mod=mod)
    return Value(text, "month", text, date(year, number, 1), date(year, number, last))


def _part_of_year(parts: DateParts) -> Value:
    """Years, halves, quarters, seasons, the ends of a year."""
    year = "XXXX" if parts.year is None else f"{parts.year:04d}"
    if parts.edge and parts.edge_of == "year":
        number = _EDGE_MONTHS[parts.edge]
        value = _month(PartialDay(parts.year, number), DateParts())
        return replace(value, mod=parts.edge, granularity="part_of_month" if parts.edge != "MID" else "month")  # type: ignore[arg-type]
    if parts.half:
        return _months(year, parts.year, f"H{parts.half}", "half", 6 * parts.half - 5, 6 * parts.half, 39 + parts.half)
    if parts.quarter:
        q = parts.quarter
        value = _months(year, parts.year, f"Q{q}", "quarter", 3 * q - 2, 3 * q, 32 + q)
        return replace(value, mod=parts.edge)  # type: ignore[arg-type]
    if parts.season:
        first, last, code = _SEASON_MONTHS[parts.season]
        return _months(year, parts.year, parts.season, "quarter", first, last, code)
    for first, last in _month_stretches(parts):
        value = _months(year, parts.year, "", "month", first, last, None)
        return replace(value, value=f"{year}-{first:02d}/{year}-{last:02d}", edtf=f"{year}-{first:02d}/{year}-{last:02d}")
    if parts.year is None:
        return Value(year, "year", year)
    return Value(year, "year", year, date(parts.year, 1, 1), date(parts.year, 12, 31))


def _month_stretches(parts: DateParts) -> list[tuple[int, int]]:
    if parts.quarters:
        return [(1, 3 * parts.quarters)]
    if parts.first_months:
        return [(1, parts.first_months)]
    if parts.last_months:
        return [(13 - parts.last_months, 12)]
    return []


def _months(
    text: str, year: int | None, code: str, granularity: Granularity, first: int, last: int, edtf: int | None
) -> Value:
    value = f"{text}-{code}"
    if year is None:
        return Value(value, granularity)
    end_year, end_month = (year, last) if last <= 12 else (year + 1, last - 12)
    return Value(
        value,
        granularity,
        f"{text}-{edtf}" if edtf else None,
        date(year, first, 1),
        month_end(end_year, end_month),
    )
