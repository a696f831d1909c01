"""Who is who across articles: one identity per person, homonyms kept apart, careers joined where evidence allows."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

import pandas as pd

from govner.analysis.careers import ELSEWHERE, Join, Station, compare, stations
from govner.analysis.dump_tables import Source, read_tables
from govner.analysis.seats import Seat
from govner.analysis.sightings import Sighting, sightings

_NEAR = timedelta(days=400)
# By so much must the person who fits best fit better than the next.
_CLEARLY = 0.1


@dataclass(slots=True)
class Identity:
    """A person across articles.

    Attributes:
        id: N and a running number, in order of name and first sighting.
        name: as in the articles.
        kind: official (with a post), byline (author of articles), person.
        sightings: their sightings in articles.
        stations: their seats, in order of first day.
        joins: why seats were taken for one person's; one that is named in a single article needs none.
        basis, confidence: those of the weakest join; "one_post" where there was nothing to join.
    """

    id: str
    name: str
    kind: str
    sightings: list[Sighting]
    stations: list[Station]
    joins: list[Join]
    bare: dict[str, tuple[str, float]]

    @property
    def confidence(self) -> float:
        return min([join.confidence for join in self.joins], default=1.0 if self.stations else 0.5)

    @property
    def basis(self) -> str:
        if self.joins:
            return min(self.joins, key=lambda join: join.confidence).basis
        return "one_post" if self.stations else "name_and_area"

    @property
    def records(self) -> list[str]:
        """The ids of the articles, each once."""
        return list(dict.fromkeys(s.record for s in self.sightings))

    @property
    def days(self) -> list[date]:
        return sorted(s.day for s in self.sightings if s.day)


@dataclass(slots=True)
class _Group:
    """Sightings so far taken for one person's."""

    sightings: list[Sighting]
    stations: list[Station]
    joins: list[Join] = field(default_factory=list)
    bare: dict[str, tuple[str, float]] = field(default_factory=dict)


class _Reach:
    """Where and when a person is seen: every area with those above it, first and last day."""

    def __init__(self, group: _Group) -> None:
        self.areas: set[tuple[str, ...]] = set()
        self.days: list[date] = []
        for area in [station.seat.area for station in group.stations]:
            self._add_area(area)
        for sighting in group.sightings:
            self.add(sighting)

    def add(self, sighting: Sighting) -> None:
        self._add_area(sighting.area)
        if sighting.day:
            known = [*self.days, sighting.day]
            self.days = [min(known), max(known)]

    def _add_area(self, area: tuple[str, ...]) -> None:
        self.areas.update(area[:depth] for depth in range(1, len(area) + 1))

    def fit(self, sighting: Sighting) -> float:
        """How well a sighting without a post fits: how much of its area is known, and whether the time is near."""
        shared = max((d for d in range(1, len(sighting.area) + 1) if sighting.area[:d] in self.areas), default=0)
        if not shared:
            return 0.0
        score = {1: 0.6, 2: 0.75}.get(shared, 0.9)
        if sighting.day and self.days and not self.days[0] - _NEAR <= sighting.day <= self.days[1] + _NEAR:
            score -= 0.3
        return round(score, 2)


@dataclass(slots=True)
class Identities:
    """The people of a dump.

    Attributes:
        all: one :class:`Identity` a person.
        people: one row a person: identity, name, kind, post (the latest), area, first_seen, last_seen, articles,
            basis, confidence.
        appearances: one row a person and article: record_id, person_id, identity, name, day, basis, confidence.
        joins: one row for each pair of posts that was joined: identity, name, first, second, basis, confidence.
    """

    all: list[Identity]

    @property
    def people(self) -> pd.DataFrame:
        columns = ["identity", "name", "kind", "post", "area", "first_seen", "last_seen", "articles", "basis",
                   "confidence"]
        return pd.DataFrame([_person_row(person) for person in self.all], columns=columns)

    @property
    def appearances(self) -> pd.DataFrame:
        columns = ["record_id", "person_id", "identity", "name", "day", "basis", "confidence"]
        return pd.DataFrame([row for person in self.all for row in _appearance_rows(person)], columns=columns)

    @property
    def joins(self) -> pd.DataFrame:
        columns = ["identity", "name", "first", "second", "basis", "confidence"]
        rows = [
            (person.id, person.name, join.first.label, join.second.label, join.basis, join.confidence)
            for person in self.all
            for join in person.joins
        ]
        return pd.DataFrame(rows, columns=columns)

    def by_mention(self) -> dict[tuple[str, str], Identity]:
        """The identity of each person of each record, by record id and person id."""
        return {(s.record, s.person): person for person in self.all for s in person.sightings}


def identify(source: Source, *, min_confidence: float = 0.7) -> Identities:
    """Who is who across the articles of a dump.

    Sightings in the same post (same body, area and title, however spelt) are one person's; so are the posts that one
    article names together. Other posts of the same name are joined by how near they lie (body, area), whether they
    follow each other or are held at one time, by rank and by time; the surest joins are made first, and never two
    whose posts exclude each other. A sighting without a post goes to the person of that name seen nearby.

    Args:
        source: a dump, records, or a file of them (see :func:`read_tables`).
        min_confidence: the confidence that a join needs, 0 to 1.

    >>> identify([]).people.empty
    True
    """
    by_name: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings(read_tables(source)):
        by_name[sighting.name].append(sighting)
    people: list[Identity] = []
    for name in sorted(by_name):
        for group in sorted(_people_of(by_name[name], min_confidence), key=_order):
            kind = "official" if group.stations else "byline" if all(s.byline for s in group.sightings) else "person"
            ordered = sorted(group.stations, key=lambda s: (s.first or date.max, s.seat.label))
            people.append(
                Identity(f"N{len(people) + 1}", name, kind, group.sightings, ordered, group.joins, group.bare)
            )
    return Identities(people)


def _people_of(found: list[Sighting], needed: float) -> list[_Group]:
    """The people behind one name."""
    if "某" in found[0].name:  # 李某某 hides who it is: every article's is somebody else.
        return [_Group([s], list(stations([s]).values())) for s in found]
    posted = [s for s in found if any(seat.placed for seat, _, _ in s.claims)]
    groups = _join(_by_post(posted), needed)
    reaches = [(group, _Reach(group)) for group in groups]
    others: dict[tuple[bool, tuple[str, ...]], _Group] = {}
    for sighting in found:
        if not any(seat.placed for seat, _, _ in sighting.claims):
            _attach(sighting, reaches, others)
    return [*groups, *others.values()]


def _by_post(found: list[Sighting]) -> list[_Group]:
    """Sightings that share a seat, directly or through an article that names several."""
    above: dict[Seat, Seat] = {}

    def top(seat: Seat) -> Seat:
        while above.setdefault(seat, seat) != seat:
            above[seat] = seat = above[above[seat]]
        return seat

    firsts: list[Seat] = []
    for sighting in found:
        mine = [seat for seat, _, _ in sighting.claims if seat.placed]
        firsts.append(mine[0])
        for seat in mine[1:]:
            above[top(seat)] = top(mine[0])
    members: dict[Seat, list[Sighting]] = {}
    for sighting, first in zip(found, firsts, strict=True):
        members.setdefault(top(first), []).append(sighting)
    return [_Group(group, list(stations(group).values())) for group in members.values()]


def _join(groups: list[_Group], needed: float) -> list[_Group]:
    """Merges groups, the surest first, as long as no two seats of a group exclude each other."""
    owner = list(range(len(groups)))
    # Seats of two provinces are never joined by much, and a common name has thousands of such pairs.
    grounds = [{s.seat.area[0] if s.seat.area else s.seat.body for s in group.stations} for group in groups]
    joins = [
        (best, a, b)
        for a, b in combinations(range(len(groups)), 2)
        if (needed <= ELSEWHERE or not grounds[a].isdisjoint(grounds[b]))
        and (best := _best(groups[a], groups[b])) is not None
        and best.confidence >= needed
    ]
    for join, a, b in sorted(joins, key=lambda item: (-item[0].confidence, item[1], item[2])):
        one, two = groups[owner[a]], groups[owner[b]]
        if one is two or _exclude(one, two):
            continue
        one.sightings += two.sightings
        one.stations += two.stations
        one.joins += [*two.joins, join]
        old = owner[b]
        owner = [owner[a] if at == old else at for at in owner]
    return [groups[at] for at in sorted(set(owner))]


def _best(one: _Group, two: _Group) -> Join | None:
    """The surest of the joins between two groups' seats, or None where they exclude each other."""
    found = [compare(a, b) for a in one.stations for b in two.stations]
    if any(join.excludes for join in found):
        return None
    return max(found, key=lambda join: join.confidence, default=None)


def _exclude(one: _Group, two: _Group) -> bool:
    return any(compare(a, b).excludes for a in one.stations for b in two.stations)


def _attach(
    sighting: Sighting, reaches: list[tuple[_Group, _Reach]], others: dict[tuple[bool, tuple[str, ...]], _Group]
) -> None:
    """Gives a sighting without a post to the person of that name seen nearby, else to one of the area's own."""
    fits = [] if sighting.byline else [(reach.fit(sighting), at) for at, (_, reach) in enumerate(reaches)]
    best = sorted((item for item in fits if item[0] > 0), key=lambda item: (-item[0], item[1]))
    if best and (len(best) == 1 or best[0][0] - best[1][0] >= _CLEARLY):
        confidence, at = best[0]
        group, reach = reaches[at]
        reach.add(sighting)
        group.bare[sighting.record] = ("area_and_time", confidence)
    else:
        group = others.setdefault((sighting.byline, sighting.area[:2]), _Group([], []))
        group.bare[sighting.record] = ("several_fit" if best else "name_and_area", 0.5)
    group.sightings.append(sighting)


def _order(group: _Group) -> tuple[date, str, str]:
    first = group.sightings[0]
    return min((s.day for s in group.sightings if s.day), default=date.max), first.record, first.person


def _person_row(person: Identity) -> tuple[object, ...]:
    held = [station for station in person.stations if station.days or station.taken]
    latest = max(held, key=lambda s: (s.last or date.min, s.seat.tier, s.seat.chief), default=None)
    area = latest.seat.area if latest else person.sightings[-1].area
    days = person.days
    return (
        person.id, person.name, person.kind, latest.seat.label if latest else None, "".join(area) or None,
        days[0].isoformat() if days else None, days[-1].isoformat() if days else None,
        len(person.records), person.basis, person.confidence,
    )


def _appearance_rows(person: Identity) -> Iterable[tuple[object, ...]]:
    for sighting in person.sightings:
        basis, confidence = person.bare.get(sighting.record, (person.basis, person.confidence))
        day = sighting.day.isoformat() if sighting.day else None
        yield sighting.record, sighting.person, person.id, person.name, day, basis, confidence
