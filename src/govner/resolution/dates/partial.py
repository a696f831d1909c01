"""Days whose year or month may be unknown, and arithmetic with them."""
from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

# Any year will do to count days in an unknown one, but February 29 must exist only in years known to have it.
_COMMON_YEAR = 2001


class PartialDay(NamedTuple):
    """A day of which parts may be unknown.

    >>> PartialDay(None, 12, 31).plus(1)
    PartialDay(year=None, month=1, day=1)
    >>> str(PartialDay(None, 9, 8)), str(PartialDay(2020, 9, None))
    ('XXXX-09-08', '2020-09')
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> PartialDay:
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        if self.month is None and self.day is None:
            return year
        month = "XX" if self.month is None else f"{self.month:02d}"
        return f"{year}-{month}" if self.day is None else f"{year}-{month}-{self.day:02d}"

    @property
    def known(self) -> date | None:
        """The calendar day, None where a part is unknown or there is no such day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    def plus(self, days: int) -> PartialDay:
        """The day so many days later; unknown parts stay unknown."""
        if days == 0 or self.month is None or self.day is None:
            return self if days == 0 else PartialDay()
        try:
            moved = date(self.year or _COMMON_YEAR, self.month, self.day) + timedelta(days)
        except (ValueError, OverflowError):
            return PartialDay()
        return PartialDay(moved.year if self.year is not None else None, moved.month, moved.day)

    def days_to(self, other: PartialDay) -> int | None:
        """Days from this day to another of the same year or the one beside it; None where a part is unknown.

        >>> PartialDay(None, 12, 31).days_to(PartialDay(None, 1, 2))
        2
        """
        if not (self.month and self.day and other.month and other.day):
            return None
        year = self.year or _COMMON_YEAR
        # Without years, January follows December.
        turn = 0 if abs(other.month - self.month) <= 6 else 1 if other.month < self.month else -1
        try:
            there = date(other.year or year + turn, other.month, other.day)
            return (there - date(year, self.month, self.day)).days
        except ValueError:
            return None

    def plus_months(self, months: int) -> PartialDay:
        """The month so many months later, without a day."""
        if self.month is None:
            return PartialDay(self.year if months == 0 else None)
        carry, month = divmod(self.month - 1 + months, 12)
        return PartialDay(self.year + carry if self.year is not None else None, month + 1)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
