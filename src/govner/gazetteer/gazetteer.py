"""Dated look-up in the administrative divisions of China: 1981 to 2026, from provinces to villages."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from datetime import date
from functools import lru_cache
from pathlib import Path

from govner.gazetteer.days import as_date, as_number, counted_from, day_before, earlier_of, later_of, lists_of
from govner.gazetteer.names import Names
from govner.gazetteer.version import PlaceVersion
from govner.records import PlaceKind
from govner.resources import models_dir

_AREA_KINDS = (PlaceKind.PROVINCE, PlaceKind.PREFECTURE, PlaceKind.COUNTY, PlaceKind.FUNCTIONAL_ZONE)
_TOWN_SUFFIXES = ("街道", "镇", "乡", "苏木", "地区")
_NO_TOWNSHIP = "直辖村级区划"


class Gazetteer(Names):
    """Read-only, safe to share between threads and across a fork.

    Dates: `on` is the day asked for; None means today's areas and, of places that no longer exist, the last version.
    Days before 1981 read as 1981. Where only the year of a change is known, it counts from 1 July of that year.

    >>> from datetime import date
    >>> gazetteer = load()
    >>> [v.full_name for v in gazetteer.lookup("天水街道", on=date(2020, 9, 8))]
    ['浙江省杭州市下城区天水街道']
    >>> [str(v) for v in gazetteer.successors("330103")]
    ['浙江省杭州市拱墅区（330105）']
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._version = lru_cache(maxsize=1 << 15)(self._make_version)
        self._held = lru_cache(maxsize=1 << 14)(self._versions)
        self._allowed = lru_cache(maxsize=1 << 12)(self._reachable)

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return _load, (self._store.path,)

    @property
    def as_of(self) -> str:
        """The day of the newest list (ISO)."""
        return str(as_date(self._store.meta["mca"]))

    # --- names -----------------------------------------------------------------------------------------------------

    def lookup(
        self, name: str, on: date | None = None, within: str | PlaceVersion | None = None, *, similar: bool = False
    ) -> list[PlaceVersion]:
        """All areas of this name on a day, larger ones first; an empty list where there is none.

        Args:
            name: with or without suffix (下城区, 下城), or a province's one character (浙). Communities need a suffix.
            on: the day, see the class.
            within: an area, or its code, that the answers must lie in.
            similar: also areas that differ in the suffix only (X乡 for X镇, X社区 for X村), after the exact ones.

        >>> from govner.gazetteer import load
        >>> [v.full_name for v in load().lookup("朝阳区", within="220000")]
        ['吉林省长春市朝阳区']
        """
        limit = self._limit(within, on)
        found: list[PlaceVersion] = []
        for row in self.rows(name, similar=similar):
            if (limit is not None and not self.may_lie_in(row, limit)) or (on is None and self._superseded(row)):
                continue
            for version in self.versions(row, on):
                if limit is None or version.within(limit):
                    found.append(version)
        return found

    def areas(self, name: str, on: date | None = None) -> list[PlaceVersion]:
        """As `lookup`, only areas of county level and above, which come first there."""
        rows = [row for row in self.rows(name) if row < self._towns_at and not (on is None and self._superseded(row))]
        return [version for row in rows for version in self.versions(row, on)]

    # --- versions --------------------------------------------------------------------------------------------------

    def versions(self, row: int, on: date | None = None) -> list[PlaceVersion]:
        """What a row was on a day: no version where it did not exist, several where its county then is uncertain.

        Without a day, its last version.
        """
        return list(self._held(row, as_number(on)))

    def _versions(self, row: int, day: int) -> tuple[PlaceVersion, ...]:
        if row < self._towns_at:
            return (self._version(row, -1),) if self._area_holds(row, day) else ()
        if row < self._communities_at:
            return tuple(self._town_versions(row, day))
        return tuple(self._community_versions(row, day))

    def at(self, code: str | int, on: date | None = None) -> PlaceVersion | None:
        """The area with this code (6, 9 or 12 digits) on a day, else its last version; None for an unknown code."""
        text = str(code)
        if not text.isascii() or not text.isdigit():
            return None
        text = text[:6] if len(text) == 12 and text.endswith("000000") else text
        text = text[:9] if len(text) == 12 and text.endswith("000") else text
        rows = self._rows_of_code(text.ljust(6, "0") if len(text) < 6 else text)
        for day in (on, None):
            # Rows of one code are in order of time: the last is the newest.
            for row in reversed(rows):
                versions = self.versions(row, day)
                if versions:
                    return versions[0]
        return None

    def chain(self, place: PlaceVersion | str, on: date | None = None) -> tuple[PlaceVersion, ...]:
        """The areas from the province down to the place itself; empty for an unknown code.

        >>> from govner.gazetteer import load
        >>> [v.name for v in load().chain("330103", on=date(2020, 9, 8))]
        ['浙江省', '杭州市', '下城区']
        """
        version = self.at(place, on) if isinstance(place, str) else place
        if version is not None and on is not None and not isinstance(place, str):
            version = next(iter(self.versions(version.row, on)), version)
        return (*version.chain, version) if version else ()

    def successors(self, place: PlaceVersion | str) -> list[PlaceVersion]:
        """The areas that followed one that has ended, as they were on the day of the change; empty for others."""
        version = self.at(place) if isinstance(place, str) else place
        if version is None or version.valid_to is None:
            return []
        row = version.row
        if row < self._towns_at:
            return [self._version(later, -1) for later in self._next(row)]
        on = version.valid_to
        if row < self._communities_at:
            later = self._store.arrays["town_next"][row - self._towns_at]
            return self.versions(self._towns_at + later, on)[:1] if later >= 0 else []
        parent = version.parent
        heirs = self.successors(parent) if parent is not None and parent.valid_to == on else [parent]
        for heir in heirs:
            if heir is not None:
                found = [v for v in self.lookup(version.name, on, heir, similar=True) if v.row != row]
                if found:
                    return found[:1]
        return []

    def predecessors(self, place: PlaceVersion | str) -> list[PlaceVersion]:
        """The areas of county level and above that became, or joined, this one."""
        version = self.at(place) if isinstance(place, str) else place
        if version is None or version.row >= self._towns_at:
            return []
        return [self._version(row, -1) for row in self._previous.get(version.row, [])]

    def children(self, place: PlaceVersion | str, on: date | None = None) -> list[PlaceVersion]:
        """The areas directly below one on a day, by code."""
        version = self.at(place, on) if isinstance(place, str) else place
        if version is None or version.code is None:
            return []
        return [v for row in self._rows_below(version) for v in self.versions(row, on)
                if v.parent is not None and v.parent.same_as(version)]

    # --- areas -----------------------------------------------------------------------------------------------------

    def _counties(self, code: int, day: int) -> list[int]:
        """The versions of a county's code on a day; where the code did not exist yet, what it was made of."""
        rows = self._areas_of(code)
        if not rows:
            rows = self._areas_of(code // 100 * 100)
        if not day:
            return [rows[-1]] if rows else []
        holding = [row for row in rows if self._area_holds(row, day)]
        # A county that exists may since have absorbed others: which of them a township came from is not known here.
        origins = self._origins(holding[-1] if holding else rows[0], day) if rows else []
        return holding[-1:] + [row for row in origins if self._area_code[row] != code]

    def _origins(self, row: int, day: int) -> list[int]:
        seen, queue, found = {row}, [row], []
        while queue:
            for earlier in self._previous.get(queue.pop(0), []):
                if earlier in seen:
                    continue
                seen.add(earlier)
                if self._area_holds(earlier, day):
                    found.append(earlier)
                else:
                    queue.append(earlier)
        return found

    # --- townships and communities ---------------------------------------------------------------------------------

    def _town_versions(self, row: int, day: int) -> list[PlaceVersion]:
        index = row - self._towns_at
        first, last = self._town_first[index], self._town_last[index]
        if day and not (counted_from(first) <= day and (not last or day < counted_from(last))):
            return []
        if not day and last:
            day = day_before(last)
        code = self._town_code[index] // 1000
        origin = self._store.arrays["town_origin"][index]
        if origin >= 0 and day and day < counted_from(self._area_last[origin]):
            code = self._area_code[origin]
        return [self._version(row, county) for county in self._counties(code, day)]

    def _community_days(self, row: int, towns: range) -> tuple[int, int]:
        first, last = lists_of(self._mask[row - self._communities_at])
        start, end = 0, 0
        if first > 0:
            start = self._snapshots[first]
            start = next((self._town_first[t] for t in towns if lists_of(self._town_mask[t])[0] == first), start)
        if last + 1 < len(self._snapshots):
            end = self._snapshots[last + 1]
            end = next((self._town_last[t] for t in towns if lists_of(self._town_mask[t])[1] == last), end)
        return start, end

    def _community_versions(self, row: int, day: int) -> list[PlaceVersion]:
        code, _ = self._community_place(row)
        towns = self._towns_of(code)
        first, last = self._community_days(row, towns)
        if day and not (counted_from(first) <= day and (not last or day < counted_from(last))):
            return []
        if not day and last:
            day = day_before(last)
        parents = [v for t in towns for v in self._town_versions(self._towns_at + t, day)]
        if not parents and towns:
            parents = [v for t in towns for v in self._town_versions(self._towns_at + t, self._snapshots[-1])]
        return [self._version(row, parent.row, parent.parent.row if parent.parent else -1) for parent in parents[:2]]

    # --- construction of versions ----------------------------------------------------------------------------------

    def _make_version(self, row: int, parent_row: int, county_row: int = -1) -> PlaceVersion:
        if row < self._towns_at:
            return self._area_version(row)
        if row < self._communities_at:
            return self._town_version(row, self._version(parent_row, -1))
        return self._community_version(row, self._version(parent_row, county_row))

    def _names(self, row: int) -> tuple[str, str]:
        return self._store.bases[self._base[row]], self._suffix_names[self._suffix[row]]

    def _area_version(self, row: int) -> PlaceVersion:
        base, suffix = self._names(row)
        parent = self._area_parent[row]
        first, last = self._area_first[row], self._area_last[row]
        kind = _AREA_KINDS[self._area_level[row]]
        zone = kind is PlaceKind.FUNCTIONAL_ZONE
        return PlaceVersion(
            row, base, suffix, kind, str(self._area_code[row]),
            "NBS-12" if zone else "GB/T 2260", str(as_date(self._snapshots[-1])) if zone else None,
            as_date(first), as_date(last, end=True), row not in self._doubtful and _known(first) and _known(last),
            self._version(parent, -1) if parent >= 0 else None,
            self._store.documents[self._store.arrays["area_document"][row]],
        )

    def _town_version(self, row: int, county: PlaceVersion) -> PlaceVersion:
        index = row - self._towns_at
        base, suffix = self._names(row)
        code, last_list = self._town_code[index], lists_of(self._town_mask[index])[1]
        first, last = self._town_first[index], self._town_last[index]
        known = county.code == str(code // 1000) or code // 1000 % 100 == 0
        as_of = self._store.meta["mca"] if last_list < 0 else self._snapshots[last_list]
        zone = code % 1000 >= 400 and suffix not in _TOWN_SUFFIXES
        # 嘉峪关市 has no counties; the lists put its towns under one of its own name.
        above = county.parent if county.parent is not None and county.parent.name == county.name else county
        return PlaceVersion(
            row, base, suffix, PlaceKind.FUNCTIONAL_ZONE if zone else PlaceKind.TOWNSHIP,
            f"{code}000" if known else None, "MCA" if last_list < 0 else "NBS-12", str(as_date(as_of)),
            later_of(as_date(first), county.valid_from), earlier_of(as_date(last, end=True), county.valid_to),
            self._exact(first) and self._exact(last) and county.exact, above,
        )

    def _community_version(self, row: int, town: PlaceVersion) -> PlaceVersion:
        base, suffix = self._names(row)
        code, number = self._community_place(row)
        first, last = self._community_days(row, self._towns_of(code))
        last_list = lists_of(self._mask[row - self._communities_at])[1]
        # Where a county has no townships, the lists put its communities under a fictitious one.
        parent = town.parent if town.name.endswith(_NO_TOWNSHIP) else town
        return PlaceVersion(
            row, base, suffix, PlaceKind.COMMUNITY, f"{code}{number:03d}" if town.code else None,
            "NBS-12", str(as_date(self._snapshots[last_list])),
            later_of(as_date(first), town.valid_from), earlier_of(as_date(last, end=True), town.valid_to),
            self._exact(first) and self._exact(last) and town.exact, parent,
        )

    def _exact(self, day: int) -> bool:
        return day == 0 or (day % 10000 != 0 and day not in self._snapshots)

    # --- codes -----------------------------------------------------------------------------------------------------

    def _rows_below(self, version: PlaceVersion) -> Iterator[int]:
        if version.row >= self._communities_at or version.code is None:
            return
        if version.row >= self._towns_at:
            group = bisect_left(self._group_code, int(version.code[:9]))
            if group < len(self._group_code) and self._group_code[group] == int(version.code[:9]):
                for index in range(self._group_offsets[group], self._group_offsets[group + 1]):
                    yield self._communities_at + index
            return
        if version.kind in (PlaceKind.PROVINCE, PlaceKind.PREFECTURE):
            for row in range(self._towns_at):
                if self._area_parent[row] != version.row:
                    continue
                if "".join(self._names(row)) == version.name:  # 嘉峪关市, see _town_version
                    yield from self._rows_below(self._version(row, -1))
                else:
                    yield row
        if version.kind is not PlaceKind.PROVINCE:
            number = int(version.code)
            first = bisect_left(self._town_code, number * 1000)
            for index in range(first, bisect_left(self._town_code, number * 1000 + 1000)):
                yield self._towns_at + index

    def _limit(self, within: str | PlaceVersion | None, on: date | None) -> PlaceVersion | None:
        if within is None or isinstance(within, PlaceVersion):
            return within
        limit = self.at(within, on)
        if limit is None:
            raise KeyError(f"within={within!r} is no code of an area that the gazetteer knows")
        return limit

    def may_lie_in(self, row: int, limit: PlaceVersion) -> bool:
        """Cheap test before versions are made: whether the codes allow it, whatever the later changes."""
        return self.has_prefix(row, self._allowed(limit))

    def prefixes(self, area: PlaceVersion) -> frozenset[int]:
        """The prefixes of codes of all that may lie in an area, for `has_prefix`."""
        return self._allowed(area)

    def has_prefix(self, row: int, prefixes: Set[int]) -> bool:
        """Whether the code of a row's county begins with one of some prefixes: it may lie in an area of theirs."""
        number = self._county_code(row)
        return number // 100 in prefixes or number // 10000 in prefixes

    def _reachable(self, limit: PlaceVersion) -> frozenset[int]:
        """Code prefixes (2 digits for a province, else 4) of an area and of all that it came from or went to."""
        area = limit
        while area.row >= self._towns_at or area.row < 0:
            if area.parent is None:
                return frozenset()
            area = area.parent
        if area.kind is PlaceKind.PROVINCE:
            # 重庆 was part of 四川, 海南 of 广东.
            province = self._area_code[area.row] // 10000
            return frozenset({province} | {50: {51}, 51: {50}, 46: {44}, 44: {46}}.get(province, set()))
        seen, queue = {area.row}, [area.row]
        while queue:
            row = queue.pop()
            linked = [*self._next(row), *self._previous.get(row, []), *self._areas_of(self._area_code[row])]
            for other in linked:
                if other not in seen and len(seen) < 200:
                    seen.add(other)
                    queue.append(other)
        return frozenset(self._area_code[row] // 100 for row in seen)


def _known(day: int) -> bool:
    """Whether more than the year is known of a day of the store (0 for none)."""
    return day == 0 or day % 10000 != 0


@lru_cache(maxsize=4)
def _load(path: Path) -> Gazetteer:
    return Gazetteer(path)


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    """The shipped gazetteer, opened once per process.

    Raises:
        ModelError: its file is missing or damaged.
    """
    return _load(models_dir() / "gazetteer" / "gazetteer.bin")


__all__: Sequence[str] = ["Gazetteer", "load"]
