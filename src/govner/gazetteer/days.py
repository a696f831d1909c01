"""Days as the gazetteer stores them: yyyymmdd, mmdd 0000 where only the year is known, 0 where there is none."""
from __future__ import annotations

from datetime import date


def lists_of(mask: int) -> tuple[int, int]:
    """The first and last list of a mask of lists (its lowest and highest set bit); -1 for an empty mask."""
    return (mask & -mask).bit_length() - 1, mask.bit_length() - 1


def as_number(day: date | None) -> int:
    """A date as yyyymmdd; the code books begin with the end of 1981."""
    return 0 if day is None else max(day.year * 10000 + day.month * 100 + day.day, 19811231)


def counted_from(day: int) -> int:
    """The day a change counts from: 1 July where only its year is known."""
    return day + 701 if day and not day % 10000 else day


def day_before(day: int) -> int:
    """A day on which what ended on `day` still held."""
    return counted_from(day) - 1


def as_date(day: int, *, end: bool = False) -> date | None:
    if not day:
        return None
    year, rest = divmod(day, 10000)
    # Only the year is known: the version held at latest until its end, and began at earliest with its start.
    return date(year, 12, 31) if not rest and end else date(year, rest // 100 or 1, rest % 100 or 1)


def later_of(a: date | None, b: date | None) -> date | None:
    return max(filter(None, (a, b)), default=None)


def earlier_of(a: date | None, b: date | None) -> date | None:
    return min(filter(None, (a, b)), default=None)
