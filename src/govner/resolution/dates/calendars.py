"""Lunar days, solar terms, festivals and public holidays of a year."""
from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from govner.lexicons import Lexicons
from govner.recognition.dates.atoms import FestivalRow

# Public holidays are known from the State Council's yearly notices; before and after, the usual length counts.
_USUAL_DAYS = {"元旦节": 1, "春节": 7, "清明节": 3, "劳动节": 5, "端午节": 3, "中秋节": 3, "国庆节": 7}


@lru_cache(maxsize=4096)
def lunar_day(year: int, month: int, day: int) -> date | None:
    """The day of the lunar date; day 30 of month 12 is the last day of the year. None where there is no such day.

    >>> lunar_day(2023, 1, 7)
    datetime.date(2023, 1, 28)
    """
    from lunar_python import LunarMonth

    if not 1 <= year <= 9999:
        return None
    months = LunarMonth.fromYm(year, month)
    if months is None:
        return None
    length = months.getDayCount()
    if day > length:
        if (month, day) != (12, 30):
            return None
        day = length
    from lunar_python import Lunar

    solar = Lunar.fromYmd(year, month, day).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


@lru_cache(maxsize=1024)
def _term_day(year: int, name: str) -> date | None:
    from lunar_python import Lunar

    solar = Lunar.fromYmd(year, 6, 1).getJieQiTable().get(name)
    return None if solar is None else date(solar.getYear(), solar.getMonth(), solar.getDay())


@lru_cache(maxsize=1024)
def _holiday_of(day: date) -> tuple[date, date] | None:
    """First and last day off of the public holiday that belongs to a festival's day."""
    from lunar_python.util import HolidayUtil

    # By month and not by target, for the library's search by target stops where two holidays are interleaved.
    target = day.isoformat()
    months = {(day + timedelta(days)).strftime("%Y-%m") for days in (-8, 0, 8)}
    days = [
        date.fromisoformat(entry.getDay())
        for month in sorted(months)
        for entry in HolidayUtil.getHolidays(month)
        if entry.getTarget() == target and not entry.isWork()
    ]
    return (min(days), max(days)) if days else None


class Festivals:
    """Festivals by name.

    >>> festivals = Festivals(Lexicons())
    >>> festivals.day("中秋节", 2024)
    datetime.date(2024, 9, 17)
    >>> festivals.run("国庆", 2018)
    (datetime.date(2018, 10, 1), datetime.date(2018, 10, 7))
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self._rows = {row.name: row for row in lexicons.rows("festivals", FestivalRow)}

    def day(self, name: str, year: int) -> date | None:
        """The day of a festival in a year."""
        row = self._rows[name]
        if row.calendar == "solar":
            return date(year, row.month, row.day)
        if row.calendar == "term":
            return _term_day(year, name.removesuffix("节"))
        if row.calendar == "weekday":
            nth, weekday = divmod(row.day, 10)
            first = date(year, row.month, 1)
            return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
        # The end of the lunar year belongs to the winter that began in the year before.
        return lunar_day(year - 1 if row.month == 12 else year, row.month, row.day)

    def month_day(self, name: str) -> tuple[int, int] | None:
        """Month and day of a festival with a fixed day in the solar calendar."""
        row = self._rows[name]
        return (row.month, row.day) if row.calendar == "solar" else None

    def run(self, name: str, year: int) -> tuple[date, date] | None:
        """First and last day of the public holiday; the day itself where there is no holiday."""
        day = self.day(name, year)
        if day is None:
            return None
        holiday = self._rows[name].holiday
        if holiday is None:
            return day, day
        # The eve (除夕) shares the holiday of the festival after it.
        known = _holiday_of(day) or _holiday_of(day + timedelta(1))
        if known:
            return known
        return day, day + timedelta(_USUAL_DAYS[holiday] - 1)
