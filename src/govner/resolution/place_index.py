"""Which area a name in a document means: candidates from the gazetteer, weighed by everything around the name."""
from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from govner.gazetteer import Gazetteer, PlaceVersion, load
from govner.gazetteer.chains import as_written, day_of, find_in, long_ended, parse_chain
from govner.lexicons import Lexicons, Row
from govner.records import AdminLevel, PlaceKind
from govner.resolution.place_table import Basis, outside

_TOWN_ENDINGS = ("街道", "镇", "乡", "苏木")
_COMMUNITY_ENDINGS = ("社区", "村", "居民区", "居委会", "嘎查", "小区", "屯", "寨", "社", "连", "组", "村民组", "居")
_COUNTY_ENDINGS = ("县", "区", "市", "旗")
_FULL_WEIGHT = {
    PlaceKind.PROVINCE: 8.0, PlaceKind.PREFECTURE: 6.0, PlaceKind.COUNTY: 5.0,
    PlaceKind.TOWNSHIP: 3.0, PlaceKind.FUNCTIONAL_ZONE: 3.0, PlaceKind.COMMUNITY: 2.0,
}
#: Without their suffix, small places have the names of everything else.
_SHORT_WEIGHT = {
    PlaceKind.PROVINCE: 8.0, PlaceKind.PREFECTURE: 6.0, PlaceKind.COUNTY: 3.0,
    PlaceKind.TOWNSHIP: 1.0, PlaceKind.FUNCTIONAL_ZONE: 0.0, PlaceKind.COMMUNITY: -2.0,
}
_SHARED_WEIGHT = {PlaceKind.PROVINCE: 1.0, PlaceKind.PREFECTURE: 2.0, PlaceKind.COUNTY: 4.0, PlaceKind.TOWNSHIP: 1.0}
_NEARBY_WEIGHT = {PlaceKind.PROVINCE: 1.5, PlaceKind.PREFECTURE: 3.0, PlaceKind.COUNTY: 3.0, PlaceKind.TOWNSHIP: 4.0}
_LATEST_TOWN, _LATEST_COUNTY, _MOST_NEAR_SHORT = 2.0, 1.2, 2.0
_CITY_PROVINCE = 2.0
_OTHER_SUFFIX, _OTHER_DAY = -1.5, -2.0
_MARGIN = 0.9
#: What a small place must reach, so that no village of another province is taken for an unknown one of this.
_LEAST = {PlaceKind.TOWNSHIP: 4.0, PlaceKind.COMMUNITY: 5.0, PlaceKind.FUNCTIONAL_ZONE: 4.0, PlaceKind.COUNTY: 3.0}


class AbbreviationRow(Row):
    """A short name that is no part of the full one (甬 for 宁波)."""

    name: str
    code: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A resolved name: the area, how it was found, and how many areas of the country have the name."""

    version: PlaceVersion
    basis: Basis
    candidates: int = 1


T = TypeVar("T")


class _Line(Generic[T]):
    """Things by position in the text; of several at one position, the one noted first."""

    __slots__ = ("_at", "_positions")

    def __init__(self) -> None:
        self._positions: list[int] = []
        self._at: dict[int, T] = {}

    def note(self, position: int, thing: T) -> None:
        if position not in self._at:
            insort(self._positions, position)
            self._at[position] = thing

    def before(self, position: int) -> T | None:
        """The last thing before a position."""
        index = bisect_left(self._positions, position)
        return self._at[self._positions[index - 1]] if index else None

    def nearest(self, position: int) -> T:
        """The last thing up to a position, else the first one after it."""
        return self._at[self._positions[max(0, bisect_right(self._positions, position) - 1)]]


class PlaceIndex:
    """What is known so far of a document's places.

    Attributes:
        chain: the document's own area, from the province down; may be empty.
        on: the day on which names are looked up.
    """

    def __init__(
        self, chain: tuple[PlaceVersion, ...], on: date | None, abbreviations: Iterable[AbbreviationRow]
    ) -> None:
        self.gazetteer: Gazetteer = load()
        self.chain, self.on = chain, on
        self._own_names = {area.full_name for area in chain}
        self._abbreviations: dict[str, list[str]] = {}
        for row in abbreviations:
            self._abbreviations.setdefault(row.name, []).append(row.code)
        self._resolved: dict[str, _Line[Finding]] = {}
        self._mentioned: set[tuple[str, PlaceKind]] = set()
        self._towns: _Line[PlaceVersion] = _Line()
        self._county_line: _Line[PlaceVersion] = _Line()
        # The counties named or implied so far, in order.
        self._counties: dict[PlaceVersion, None] = {}
        # Where to look for small places: in the prefecture (of municipalities, the province), then in those counties.
        below = [a for a in chain if a.level in (AdminLevel.PREFECTURE, AdminLevel.COUNTY)]
        self._searched: set[int] = set()
        for area in (below or list(chain))[:1]:
            self._searched |= self.gazetteer.prefixes(area)

    @property
    def own(self) -> PlaceVersion | None:
        """The document's area."""
        return self.chain[-1] if self.chain else None

    def note(self, name: str, position: int, finding: Finding) -> None:
        """Remembers where a name was resolved, for what follows."""
        version = finding.version
        self._resolved.setdefault(name, _Line()).note(position, finding)
        areas = (*version.chain, version)
        self._mentioned.update((area.full_name, area.kind) for area in areas)
        counties = [a for a in areas if a.kind is PlaceKind.COUNTY]
        if counties:
            self._county_line.note(position, counties[-1])
            if counties[-1] not in self._counties:
                self._counties[counties[-1]] = None
                self._searched |= self.gazetteer.prefixes(counties[-1])
        towns = [a for a in areas if a.kind is PlaceKind.TOWNSHIP]
        if towns:
            self._towns.note(position, towns[-1])

    def earlier(self, name: str, position: int) -> Finding | None:
        """The nearest finding of a name: the last one before, else the first one after the position."""
        line = self._resolved.get(name)
        return None if line is None else line.nearest(position)

    def latest_town(self, position: int) -> PlaceVersion | None:
        """The township named last before a position."""
        return self._towns.before(position)

    def latest_county(self, position: int) -> PlaceVersion | None:
        """The county named, or implied, last before a position."""
        return self._county_line.before(position)

    # --- one name --------------------------------------------------------------------------------------------------

    def inside(self, name: str, above: PlaceVersion) -> Finding:
        """A name directly after that of the area it lies in (杭州市|下城区); an unknown one is taken at its word."""
        found = find_in(name, self.on, above)
        if found:
            return Finding(_most_direct(found, name, above), "chain_in_text", self._count(name))
        return Finding(outside(name, kind_of_unknown(name), above), "chain_in_text", self._count(name))

    def bare(self, name: str, position: int) -> Finding | None:
        """A name that stands alone; None where no area is likely enough."""
        return self.own_name(name) or self.known(name, position) or self._unknown(name, position)

    def own_name(self, name: str) -> Finding | None:
        """The area of the document's own chain that is so called, the lowest first."""
        for area in reversed(self.chain):
            if name == area.name:
                return Finding(area, "document_place", self._count(name))
        for area in reversed(self.chain):
            # 宿县 is 宿县地区, but only where the 地区 has no 宿县 of its own.
            if name == area.base and len(name) > 1 and not any(v.name == name for v in find_in(name, self.on, area)):
                return Finding(area, "document_place", self._count(name))
        return None

    def known(self, name: str, position: int) -> Finding | None:
        """The area of the gazetteer that a name alone means; None where none is likely enough."""
        if len(name) == 1 or name in self._abbreviations:
            return self._abbreviated(name)
        scored = self._scored(name, position)
        if not any(self.gazetteer.versions(version.row, self.on) for _, version in scored):
            own = self._in_own_area(name)
            if own is not None:
                return own
        return self._choice(name, scored, position) if scored else None

    def _in_own_area(self, name: str) -> Finding | None:
        """A small place of the document's county that the lists only have for other days, or under what followed."""
        own = self.own
        if own is None or own.kind is not PlaceKind.COUNTY or kind_of_unknown(name) is PlaceKind.OTHER:
            return None
        found = [v for v in find_in(name, self.on, own) if v.name == name]
        return Finding(found[0], "document_place", self._count(name)) if len(found) == 1 else None

    def chained(self, name: str) -> Finding | None:
        """A name that is itself a written chain (杭州市下城区)."""
        chain, length = parse_chain(name, self.on)
        if len(chain) > 1 and length == len(name):
            return Finding(chain[-1], "chain_in_text", self._count(chain[-1].name))
        return None

    def _count(self, name: str) -> int:
        return max(1, self.gazetteer.count(name, self.on))

    def _abbreviated(self, letter: str) -> Finding | None:
        found = self.gazetteer.lookup(letter, self.on) if len(letter) == 1 else []
        below = [area for area in self.chain if area.level is not AdminLevel.PROVINCE]
        at_home = bool(found) and found[0].full_name == self._province
        if found and (at_home or not any(letter == area.base[:1] for area in below)):
            return Finding(found[0], "unique_in_gazetteer")
        for area in reversed(below):
            if letter in area.base:
                return Finding(area, "document_place")
        known = [v for code in self._abbreviations.get(letter, []) if (v := self.gazetteer.at(code, self.on))]
        near = [v for v in known if self.chain and v.chain[:1] == self.chain[:1]] or known
        if len(near) == 1:
            return Finding(near[0], "unique_in_gazetteer", max(1, len(known)))
        if found:
            return Finding(found[0], "unique_in_gazetteer")
        return self._sibling(letter) if len(letter) == 1 else None

    @property
    def _province(self) -> str | None:
        return self.chain[0].full_name if self.chain else None

    def _sibling(self, letter: str) -> Finding | None:
        """The only city of the document's province that begins with a character (广清一体化), or the one named."""
        cities = self.gazetteer.children(self.chain[0], self.on) if self.chain else []
        for areas in (cities, list(self._counties)):
            fitting = [a for a in areas if letter == a.base[:1] or (areas is not cities and letter in a.base)]
            if len({area.full_name for area in fitting}) == 1:
                return Finding(fitting[0], "nearest_parent")
        return None

    def _choice(self, name: str, scored: list[tuple[float, PlaceVersion]], position: int) -> Finding | None:
        score, version = scored[0]
        alone = len(scored) == 1
        if not alone and score - scored[1][0] < _MARGIN:
            return None
        least = _LEAST.get(version.kind, 0.0)
        if version.kind is PlaceKind.COMMUNITY and self.latest_town(position) is not None:
            # Rather an unknown village of the town just named than a known one far away.
            least += 1.0
        if score < least and not (alone and not self.chain):
            return None
        if self._long_gone(version):
            return None
        own = self.own
        if own is not None and version.within(own):
            basis: Basis = "document_place"
        elif alone:
            basis = "unique_in_gazetteer"
        else:
            basis = "chain_in_text" if self._near(version) else "unique_in_gazetteer"
        return Finding(version, basis, self._count(name))

    def _long_gone(self, version: PlaceVersion) -> bool:
        """Whether an area of elsewhere, which the text does not name, had ended long before the document."""
        return long_ended(version, self.on) and version.chain[:1] != self.chain[:1] and not self._near(version)

    def _scored(self, name: str, position: int) -> list[tuple[float, PlaceVersion]]:
        """Candidates with scores, best first, one per area."""
        best: dict[str, tuple[float, PlaceVersion]] = {}
        town, county = self.latest_town(position), self.latest_county(position)
        for version, penalty in self._candidates(name):
            weights = _SHORT_WEIGHT if name == version.base else _FULL_WEIGHT
            near = self._near(version)
            if weights is _SHORT_WEIGHT:
                near = min(near, _MOST_NEAR_SHORT)
            score = weights[version.kind] + penalty + near
            for own, area in zip(self.chain, (*version.chain, version), strict=False):
                if own.full_name == area.full_name:
                    score += _SHARED_WEIGHT.get(own.kind, 0.0)
                    score += _CITY_PROVINCE if own.kind is PlaceKind.PROVINCE and own.suffix == "市" else 0.0
            if town is not None and version.parent is not None and version.parent.full_name == town.full_name:
                score += _LATEST_TOWN
            if county is not None and any(area.full_name == county.full_name for area in version.chain):
                score += _LATEST_COUNTY
            known = best.get(version.full_name)
            if known is None or known[0] < score:
                best[version.full_name] = score, version
        return sorted(best.values(), key=lambda item: (-item[0], item[1].full_name))

    def _near(self, version: PlaceVersion) -> float:
        """Whether the text names an area that the version lies in, other than the document's own."""
        own = self._own_names
        return max(
            (
                _NEARBY_WEIGHT.get(area.kind, 0.0)
                for area in version.chain
                if area.full_name not in own and (area.full_name, area.kind) in self._mentioned
            ),
            default=0.0,
        )

    def _candidates(self, name: str) -> Iterable[tuple[PlaceVersion, float]]:
        """Versions of the day, as the text writes them, with a penalty for another suffix; else of any day."""
        gazetteer = self.gazetteer
        anywhere = not self.chain and not self._counties
        rows = [
            row
            for row in gazetteer.rows(name, similar=True, communities=not anywhere)
            if gazetteer.is_area(row)
            or gazetteer.has_prefix(row, self._searched)
            or (anywhere and not gazetteer.is_community(row))
        ]
        for on, penalty in ((self.on, 0.0), (None, _OTHER_DAY)):
            found = False
            for row in rows:
                if on is None and gazetteer.is_superseded(row):
                    continue
                for version in gazetteer.versions(row, on):
                    # What a town or village is named after is larger: without a suffix that is meant.
                    if version.base == name and any(area.base == name for area in version.chain):
                        continue
                    if self.on is None and not penalty and version.valid_to is not None:
                        continue
                    found = True
                    written = as_written(version, name)
                    yield written, penalty + (_OTHER_SUFFIX if written is not version else 0.0)
            if found:
                return

    def _unknown(self, name: str, position: int) -> Finding | None:
        """A place of a kind that the gazetteer need not have, under the nearest area that may hold it."""
        kind = kind_of_unknown(name)
        parent: PlaceVersion | None = None
        if kind is PlaceKind.COMMUNITY:
            parent = self.latest_town(position) or self.own
        elif kind is PlaceKind.TOWNSHIP:
            counties = [a for a in self.chain if a.level is AdminLevel.COUNTY]
            parent = counties[-1] if counties else self.own
        if parent is None or kind is PlaceKind.OTHER:
            return None
        return Finding(outside(name, kind, parent), "nearest_parent", self._count(name))


def kind_of_unknown(name: str) -> PlaceKind:
    """The kind of an administrative place by its ending."""
    if name.endswith(_TOWN_ENDINGS):
        return PlaceKind.TOWNSHIP
    if name.endswith(_COMMUNITY_ENDINGS):
        return PlaceKind.COMMUNITY
    return PlaceKind.COUNTY if name.endswith(_COUNTY_ENDINGS) else PlaceKind.OTHER


def _most_direct(found: list[PlaceVersion], name: str, above: PlaceVersion) -> PlaceVersion:
    """Of several areas of the name inside another: exactly so called, then the one directly below, then the larger."""
    def rank(version: PlaceVersion) -> tuple[bool, bool, int]:
        direct = version.parent is not None and version.parent.full_name == above.full_name
        return version.name != name, not direct, version.row

    return min(found, key=rank)


def abbreviation_rows(lexicons: Lexicons) -> list[AbbreviationRow]:
    return lexicons.rows("place_abbreviations", AbbreviationRow)


__all__ = ["AbbreviationRow", "Finding", "PlaceIndex", "abbreviation_rows", "day_of", "kind_of_unknown"]
