"""What joins two posts of people of one name: the evidence that they are one career, with its confidence."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from govner.analysis.seats import Seat
from govner.analysis.sightings import Claim, Sighting

#: News of a change comes days or weeks late, so two posts may seem to overlap by so much.
TOLERANCE = timedelta(days=45)
#: The most that seats of two provinces are joined by.
ELSEWHERE = 0.45
_LONG = timedelta(days=365 * 8)
_PROMPT = timedelta(days=120)
_PROMPTNESS = 0.15

# Tracks whose posts are held beside those of another: 县委副书记、县长.
_COMBINED = frozenset({"party", "government", "congress", "cppcc", "discipline", "military"})
# Bodies that lead an area; the head of a department of it is seldom head of another.
_LEADING = frozenset(
    {"委", "人民政府", "人大常委会", "人大", "政协", "纪委", "监委", "党工委", "管委会", "街道办事处", "人武部"}
)
_SEATED = ("委员", "成员", "常委", "党组", "党委", "代表", "组长", "政委")


@dataclass(slots=True)
class Station:
    """One seat of one person, and when articles show them in it.

    Attributes:
        days: days on which they are shown holding it, in order.
        given, taken: days of the decisions that gave and took it, where articles tell them.
        former: first day on which they are named as having held it.
        records: the articles, in order of reading.
    """

    seat: Seat
    days: list[date] = field(default_factory=list)
    given: date | None = None
    taken: date | None = None
    former: date | None = None
    records: list[str] = field(default_factory=list)

    def add(self, record: str, claim: Claim, day: date | None) -> None:
        if record not in self.records:
            self.records.append(record)
        if day is None or claim == "nominated":
            return
        if claim == "removed":
            self.taken = max(self.taken or day, day)
        elif claim == "former":
            self.former = min(self.former or day, day)
        else:
            self.days.append(day)
            if claim == "appointed":
                self.given = min(self.given or day, day)

    @property
    def first(self) -> date | None:
        """First day that shows them in it; a removal shows that they were."""
        return min([*self.days, *([self.taken] if self.taken else [])], default=None)

    @property
    def last(self) -> date | None:
        return max([*self.days, *([self.taken] if self.taken else [])], default=None)


@dataclass(frozen=True, slots=True)
class Join:
    """Two seats taken for one person's: `basis` says why, `confidence` how sure (0 to 1)."""

    first: Seat
    second: Seat
    basis: str
    confidence: float

    @property
    def excludes(self) -> bool:
        """Whether one person cannot hold both: two people of one name."""
        return self.basis.endswith("_at_one_time")


def stations(sightings: Iterable[Sighting]) -> dict[Seat, Station]:
    """The seats that these sightings show, each with its days."""
    found: dict[Seat, Station] = {}
    for sighting in sightings:
        for seat, claim, day in sighting.claims:
            if seat.placed:
                found.setdefault(seat, Station(seat)).add(sighting.record, claim, day)
    return found


def compare(one: Station, two: Station) -> Join:
    """How likely it is that people of one name in these two seats are one person."""
    if one.first and two.first and two.first < one.first:
        one, two = two, one
    basis, confidence = _nearness(one.seat, two.seat)
    if _overlap(one, two):
        basis, confidence = _together(one.seat, two.seat, basis, confidence)
    else:
        basis, confidence = _in_turn(one, two, basis, confidence)
    return Join(one.seat, two.seat, basis, round(confidence, 2))


def _nearness(one: Seat, two: Seat) -> tuple[str, float]:
    """How near the seats lie: what a career usually moves within."""
    if one.organization == two.organization:
        return "same_organization", 0.95
    shared = _shared(one.area, two.area)
    if one.area and one.area == two.area:
        return "same_area", 0.9
    if shared and shared == min(len(one.area), len(two.area)):
        return ("parent_area", 0.8) if shared >= 2 else ("same_province", 0.7)
    if shared >= 2:
        return "same_prefecture", 0.75
    if shared == 1:
        return "same_province", 0.6
    return "elsewhere", ELSEWHERE - _PROMPTNESS


def _shared(one: tuple[str, ...], two: tuple[str, ...]) -> int:
    count = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        count += 1
    return count


def _overlap(one: Station, two: Station) -> bool:
    """Whether each is shown in its seat while the other is."""
    if one.first is None or one.last is None or two.first is None or two.last is None:
        return False
    return two.first < one.last - TOLERANCE and one.first < two.last


def _together(one: Seat, two: Seat, basis: str, confidence: float) -> tuple[str, float]:
    """Seats held at one time: one person only where such posts are combined (县委副书记 and 县长)."""
    if basis == "same_organization":
        return basis, confidence
    steps = abs(one.tier - two.tier) if one.tier and two.tier else 0
    seated = any(word in seat.title for word in _SEATED for seat in (one, two))
    leading = one.body in _LEADING or two.body in _LEADING
    combined = one.track != two.track and {one.track, two.track} <= _COMBINED and leading
    if basis == "same_area" and steps == 0 and (combined or seated):
        return "combined_posts", 0.85
    if basis in ("same_area", "parent_area") and seated and steps <= 1:
        return "combined_posts", 0.6
    return f"{basis}_at_one_time", 0.2


def _in_turn(one: Station, two: Station, basis: str, confidence: float) -> tuple[str, float]:
    """Seats held one after the other: a promotion or transfer, the likelier the closer in rank and time."""
    step = two.seat.tier - one.seat.tier if one.seat.tier and two.seat.tier else 0
    prompt = False
    if one.last and two.first:
        left, came = one.taken or one.last, two.given or two.first
        confidence -= 0.2 if came - left > _LONG else 0.0
        # Taken from one post and given another within weeks: what a transfer looks like.
        prompt = bool(one.taken and two.given and abs(came - left) <= _PROMPT)
    if step < 0:
        confidence -= 0.25
    elif step > 1:
        confidence -= 0.2 * (step - 1)
    if prompt and step >= 0:
        return f"{basis}_prompt_transfer", min(0.95, confidence + _PROMPTNESS)
    if not {one.seat.track, two.seat.track} <= _COMBINED and basis not in ("same_organization", "same_area"):
        confidence -= 0.15
    kind = "promotion" if step > 0 else "transfer"
    return (f"{basis}_{kind}" if basis != "elsewhere" else basis), confidence
