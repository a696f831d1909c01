"""A date expression as it is written, before anything outside it completes it."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any, Literal, NamedTuple

Fields = dict[str, Any]
Edge = Literal["START", "MID", "END"]
Amounts = tuple[tuple[str, float], ...]


class Rank(IntEnum):
    """How coarse a piece of a date is; inside one expression the pieces come from coarse to fine."""

    YEAR = 0
    SEASON = 1  # halves, quarters, seasons, festivals and plan periods
    MONTH = 2
    THIRD = 3  # 上旬, 底
    WEEK = 4
    DAY = 5
    WEEKDAY = 6
    PART_OF_DAY = 7
    CLOCK = 8
    SUFFIX = 9  # 同期


@dataclass(frozen=True)
class DateParts:
    """What one date expression says. Absolute fields hold calendar numbers, `*_offset` fields a distance.

    Attributes:
        year, month, day, hour, minute, second: as written; `hour` is 0 to 24, made 24-hour by the part of day.
        year_offset, month_offset, week_offset, day_offset: distance from the day of the report (去年 -1, 昨日 -1).
        year_ref, month_ref, day_ref: distance from the date told before (当年 0, 次日 1).
        half, quarter: 1 to 2, 1 to 4.
        quarters: how many quarters from the start of the year (前三季度 3).
        first_months, last_months: how many months from the start or end of the year (前5个月, 后两个月).
        season: TIMEX code SP SU FA WI.
        third: of a month, 1 to 3 (上旬 1); `third_end` where it covers two (中下旬 2 and 3).
        edge: START MID END (初 中 底) of `edge_of`.
        week: Monday of the week, once completed.
        weekday: 1 Monday to 7 Sunday; `weekend` for 周末.
        lunar: month and day count by the Chinese lunar calendar.
        festival: name of the festival; `festival_span` is "day", "run" (the holiday) or "eve" (前夕).
        plan: number of the five-year plan (十四五 14).
        decade: first and last year (上世纪五六十年代 1950, 1969); `century` 0 this, -1 the last one if not absolute.
        part_of_day: early_morning (凌晨), dawn (清晨), morning, noon, afternoon, evening, night.
        approx: 许, 多, 左右 say that the time is rough.
        vague: PAST_REF, PRESENT_REF, FUTURE_REF for 近日 and the like; `vague_days` is the width of the interval.
        same_period: 同期, the stretch named before, in another year.
        every: repeated (每月10日).
        duration: a TIMEX3 duration (P3D).
        shift, span: units (Y Q M W D) and how many of them, negative into the past: the point 三年前, the stretch
            近三年.
        since: the day from which a stretch runs up to the report (党的二十大以来).
        set_value: TIMEX3 value of a set (每周一).
        unknown_day: a day is meant, but no anchor says which, once completed.
    """

    year: int | None = None
    year_offset: int | None = None
    year_ref: int | None = None
    half: int | None = None
    quarter: int | None = None
    quarters: int | None = None
    first_months: int | None = None
    last_months: int | None = None
    season: str | None = None
    month: int | None = None
    month_offset: int | None = None
    month_ref: int | None = None
    third: int | None = None
    third_end: int | None = None
    edge: Edge | None = None
    edge_of: Literal["month", "quarter", "year"] | None = None
    week_offset: int | None = None
    week: date | None = None
    weekday: int | None = None
    weekend: bool = False
    day: int | None = None
    day_offset: int | None = None
    day_ref: int | None = None
    lunar: bool = False
    festival: str | None = None
    festival_span: str | None = None
    plan: int | None = None
    decade: tuple[int, int] | None = None
    part_of_day: str | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    approx: bool = False
    vague: str | None = None
    vague_days: tuple[int, int] | None = None
    same_period: bool = False
    every: str | None = None
    unknown_day: bool = False
    duration: str | None = None
    shift: Amounts | None = None
    span: Amounts | None = None
    set_value: str | None = None
    since: date | None = None

    @classmethod
    def of(cls, fields: Fields) -> DateParts:
        """Parts from some fields by name, the others at their defaults.

        Only the given fields are stored (the class holds the defaults), which makes this several times cheaper than
        the constructor; dates are made by the thousand.

        >>> DateParts.of({"month": 9, "day": 8}) == DateParts(month=9, day=8)
        True
        """
        parts = object.__new__(cls)
        parts.__dict__.update(fields)
        return parts

    def changed(self, **fields: Any) -> DateParts:
        """These parts with some fields changed."""
        parts = object.__new__(DateParts)
        parts.__dict__.update(self.__dict__)
        parts.__dict__.update(fields)
        return parts

    @property
    def has_day(self) -> bool:
        """Whether a single day is meant (perhaps with a part of day)."""
        return (
            self.day is not None
            or self.day_offset is not None
            or self.day_ref is not None
            or self.weekday is not None
        )

    @property
    def stands_alone(self) -> bool:
        """Whether nothing outside the expression can change its meaning."""
        return bool(self.vague or self.plan or self.decade or self.every or self.duration or self.set_value)

    @property
    def is_time_only(self) -> bool:
        """Whether only a part of day or clock time is said."""
        return all(name in _TIME_FIELDS or value is None or value is False for name, value in self.__dict__.items())

    @property
    def inside_year(self) -> bool:
        """Whether a part of a year is said that another year has too."""
        return self.month is not None or self.quarter is not None or self.half is not None


_TIME_FIELDS = {"part_of_day", "hour", "minute", "second", "approx"}


class Expression(NamedTuple):
    """A recognised date expression: one date, or a stretch from one to another.

    Attributes:
        start, end: view offsets.
        first: the date, or the start of the stretch.
        last: the end of the stretch, None for a single date.
        finest: rank of the finest piece.
        coarsest: rank of the coarsest piece.
    """

    start: int
    end: int
    first: DateParts
    coarsest: Rank
    finest: Rank
    last: DateParts | None = None
