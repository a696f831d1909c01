"""What a date is counted from: the day of the report, and the day told just before."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from govner.recognition.dates import DateParts
from govner.resolution.dates.partial import PartialDay

Basis = Literal[
    "explicit",
    "year_from_publish_date",
    "relative_to_publish_date",
    "relative_to_previous",
    "lunar_table",
    "festival_table",
    "unresolved",
]


@dataclass(frozen=True)
class Anchor:
    """A day to count from and the id of the date expression that gives it (None where the caller gave it)."""

    day: PartialDay
    id: str | None = None
    vague: bool = False

    @cached_property
    def date(self) -> date | None:
        return self.day.known


@dataclass(slots=True)
class Anchors:
    """The anchors at one point of the text.

    Attributes:
        report: the day from which 昨日 and 今年 are counted: dateline, else publication.
        told: the day of the events told last, what 当天 and 下午 refer to; None before any.
        mentioned: the day mentioned last, even one that lies ahead; `same_sentence` if in the sentence at hand.
        days: the last stretch of days (6月19日至21日), in which 20日 lies, and its id.
        previous: the completed date before this one in the same sentence (for 同期 and for a year carried on).
        told_is_today: whether 今天 here is the day told: said by somebody in the story, or by a reporter who tells
            of yesterday as of today.
        planned: the words around say that the date lies ahead (将于, …前); `past` that it lies behind (以来).
    """

    report: Anchor
    told: Anchor | None = None
    mentioned: Anchor | None = None
    same_sentence: bool = False
    days: tuple[PartialDay, PartialDay, str] | None = None
    previous: DateParts | None = None
    previous_id: str | None = None
    told_is_today: bool = False
    planned: bool = False
    past: bool = False

    @property
    def event(self) -> Anchor:
        """The day that 当天 and 下午 refer to."""
        if self.same_sentence and self.mentioned:
            return self.mentioned
        return self.told or self.mentioned or self.report

    @property
    def now(self) -> Anchor:
        """What 今天 refers to here."""
        return self.told if self.told_is_today and self.told else self.report


class Completed(NamedTuple):
    """A date with its offsets replaced by calendar numbers, and how that was done."""

    parts: DateParts
    basis: Basis = "explicit"
    anchor: str | None = None
