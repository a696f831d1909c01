"""Dated look-up in the administrative divisions of China: 1981 to 2026, from provinces to villages."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from govner.gazetteer.store import Store
from govner.gazetteer.version import PlaceVersion
from govner.records import PlaceKind
from govner.resources import models_dir

_AREA_KINDS = (PlaceKind.PROVINCE, PlaceKind.PREFECTURE, PlaceKind.COUNTY, PlaceKind.FUNCTIONAL_ZONE)
_TOWN_SUFFIXES = ("街道", "镇", "乡", "苏木", "地区")
_COMMUNITY_LIKE = frozenset({"社区", "村", "居委会", "嘎查", "居民区"})
_NO_TOWNSHIP = "直辖村级区划"
#: What 木垒县, 恩施州, 甘河乡 and 永和街 leave out.
_CURTAILED = {"县": "自治县", "州": "自治州", "旗": "自治旗", "乡": "族乡", "街": "街道"}
#: Suffixes that one place may change in its lifetime, or that texts use for one another.
_SIMILAR = (frozenset({"街道", "镇", "乡", "苏木"}), _COMMUNITY_LIKE)


class Gazetteer:
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
        self._store = store = Store(path)
        a = store.arrays
        self._base, self._suffix = a["row_base"], a["row_suffix"]
        self._area_code, self._area_level, self._area_parent = a["area_code"], a["area_level"], a["area_parent"]
        self._area_first, self._area_last = a["area_first"], a["area_last"]
        self._town_code, self._town_mask = a["town_code"], a["town_mask"]
        self._town_first, self._town_last = a["town_first"], a["town_last"]
        self._group_code, self._group_offsets = a["group_code"], a["group_offsets"]
        self._group = a["community_group"]
        self._number, self._mask = a["community_number"], a["community_mask"]
        self._towns_at = len(self._area_code)
        self._communities_at = self._towns_at + len(self._town_code)
        self._snapshots: list[int] = store.meta["snapshots"]
        self._suffix_names = [store.suffixes[i] for i in range(len(store.suffixes))]
        self._suffix_ids = {name: i for i, name in enumerate(self._suffix_names)}
        self._suffix_lengths = sorted({len(s) for s in self._suffix_ids if s}, reverse=True)
        self._abbreviations = {letter: int(code) for code, letter in store.meta["abbreviations"].items()}
        self._previous: dict[int, list[int]] = defaultdict(list)
        for row in range(self._towns_at):
            for later in self._next(row):
                self._previous[later].append(row)
        self._version = lru_cache(maxsize=1 << 15)(self._make_version)
        self._similar_ids = lru_cache(maxsize=1 << 10)(self._find_similar)
        self._rows = lru_cache(maxsize=1 << 14)(self._find_rows)
        self._allowed = lru_cache(maxsize=1 << 12)(self._reachable)

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return _load, (self._store.path,)

    @property
    def as_of(self) -> str:
        """The day of the newest list (ISO)."""
        return str(_day(self._store.meta["mca"]))

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

    def rows(self, name: str, *, similar: bool = False, communities: bool = False) -> list[int]:
        """The row numbers of all areas that ever had this name, exact matches first.

        Args:
            name, similar: as in `lookup`.
            communities: whether a name without suffix may also be a community's.
        """
        return list(self._rows(name, similar, communities))

    def _find_rows(self, name: str, similar: bool, communities: bool) -> tuple[int, ...]:
        if len(name) < 2:
            code = self._abbreviations.get(name)
            return () if code is None else tuple(self._areas_of(code))
        store, names = self._store, self._suffix_names
        exact: list[int] = []
        near: list[int] = []
        for length in self._suffix_lengths:
            if length >= len(name):
                continue
            ending = name[-length:]
            suffix = self._suffix_ids.get(ending)
            spelt = suffix is not None or ending in _COMMUNITY_LIKE or ending in _CURTAILED
            base = store.base_id(name[:-length]) if spelt else None
            if base is None:
                continue
            group = next((g for g in _SIMILAR if ending in g), frozenset()) if similar else frozenset()
            longer = _CURTAILED.get(ending)
            for row in store.rows_of(base):
                if self._suffix[row] == suffix:
                    exact.append(row)
                elif group or longer:
                    other = names[self._suffix[row]]
                    if longer is not None and other.endswith(longer):
                        exact.append(row)
                    elif other in group:
                        near.append(row)
        base = store.base_id(name)
        if base is not None:
            for row in store.rows_of(base):
                # A community without its suffix is no name: half of all words would be places.
                if communities or row < self._communities_at or not names[self._suffix[row]]:
                    exact.append(row)
        return tuple(dict.fromkeys(sorted(exact) + sorted(near)))

    def known(self, name: str) -> bool:
        """Whether any area ever had this name, or one that differs in the suffix only."""
        return bool(self.rows(name, similar=True))

    def count(self, name: str, on: date | None = None) -> int:
        """How many areas carry exactly this name on a day (by the nearest list, for communities)."""
        day = _number(on) or self._store.meta["mca"]
        nearest = max(0, bisect_right(self._snapshots, day) - 1)
        total = 0
        for row in self.rows(name):
            if row < self._towns_at:
                total += self._area_holds(row, day)
            elif row < self._communities_at:
                first, last = self._town_first[row - self._towns_at], self._town_last[row - self._towns_at]
                total += _middle(first) <= day and (not last or day < _middle(last))
            else:
                total += self._mask[row - self._communities_at] >> nearest & 1
        return total

    @property
    def letters(self) -> tuple[str, ...]:
        """The provinces' one-character names."""
        return tuple(self._abbreviations)

    def county_codes(self, name: str) -> list[int]:
        """The codes of all areas of county level and above that ever had this name."""
        return [self._area_code[row] for row in self.rows(name) if row < self._towns_at]

    def town_counties(self, name: str) -> set[int]:
        """The codes of the counties that ever had a township of this name."""
        rows = self.rows(name)
        return {self._town_code[r - self._towns_at] // 1000 for r in rows if self._towns_at <= r < self._communities_at}

    def is_area_name(self, name: str) -> bool:
        """Whether an area of county level or above ever had exactly this name."""
        return any(row < self._towns_at for row in self.rows(name))

    def area_rows(self) -> range:
        """The rows of county level and above."""
        return range(self._towns_at)

    def is_area(self, row: int) -> bool:
        """Whether a row is of county level or above (zones of that level included)."""
        return row < self._towns_at

    def is_superseded(self, row: int) -> bool:
        """Whether a later row is the same place under the same name."""
        return self._superseded(row)

    def is_community(self, row: int) -> bool:
        return row >= self._communities_at

    def named(self, base: str, suffix: str, most: int) -> Iterator[tuple[str, int]]:
        """(level, county code) of the areas of a base whose suffix is, or may become, the given one.

        Levels: "a" area of county level or above, "t" township, "c" community. At most `most` rows are looked at.
        """
        base_id = self._store.base_id(base)
        if base_id is None:
            return
        wanted = self._similar_ids(suffix)
        for row in self._store.rows_of(base_id)[:most]:
            if wanted is not None and self._suffix[row] not in wanted:
                continue
            if row < self._towns_at:
                yield "a", self._area_code[row]
            elif row < self._communities_at:
                yield "t", self._town_code[row - self._towns_at] // 1000
            elif suffix:
                yield "c", self._community_place(row)[0] // 1000

    def _find_similar(self, suffix: str) -> frozenset[int] | None:
        """Ids of the suffixes that a text may mean by one; None for all."""
        if not suffix:
            return None
        names = {suffix, *next((g for g in _SIMILAR if suffix in g), ())}
        longer = _CURTAILED.get(suffix)
        ids = {self._suffix_ids[n] for n in names if n in self._suffix_ids}
        return frozenset(ids | {i for n, i in self._suffix_ids.items() if longer and n.endswith(longer)})

    def has_base(self, base: str) -> bool:
        """Whether an area of any level is called so, its suffix left out."""
        return self._store.base_id(base) is not None

    # --- versions --------------------------------------------------------------------------------------------------

    def versions(self, row: int, on: date | None = None) -> list[PlaceVersion]:
        """What a row was on a day: no version where it did not exist, several where its county then is uncertain.

        Without a day, its last version.
        """
        day = _number(on)
        if row < self._towns_at:
            return [self._version(row, -1)] if self._area_holds(row, day) else []
        if row < self._communities_at:
            return self._town_versions(row, day)
        return self._community_versions(row, day)

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

    def _superseded(self, row: int) -> bool:
        """Whether a later row is the same place under the same name: what "today" asks for is then that one."""
        if row >= self._communities_at:
            last_list = _ends(self._mask[row - self._communities_at])[1]
            return last_list + 1 < len(self._snapshots) and self._renewed(row, 0)
        if row >= self._towns_at:
            return self._store.arrays["town_next"][row - self._towns_at] >= 0
        last = self._area_last[row]
        return bool(last) and self._renewed(row, last)

    def _renewed(self, row: int, day: int) -> bool:
        """Whether a later row of the same level has the same name in the same place."""
        county = self._county_code(row)
        for other in self._store.rows_of(self._base[row]):
            if other == row or self._suffix[other] != self._suffix[row]:
                continue
            if row < self._towns_at:
                if other >= self._towns_at or self._area_code[other] // 10000 != county // 10000:
                    continue
                if not self._area_last[other] or self._area_last[other] > day:
                    return True
            elif other >= self._communities_at and self._county_code(other) // 100 == county // 100:
                mine, others = (self._mask[r - self._communities_at] for r in (row, other))
                if _ends(others)[1] > _ends(mine)[1]:
                    return True
        return False

    def _county_code(self, row: int) -> int:
        """The code of the county that a row's code begins with (of an area, its own)."""
        if row < self._towns_at:
            return self._area_code[row]
        if row < self._communities_at:
            return self._town_code[row - self._towns_at] // 1000
        return self._group_code[self._group[row - self._communities_at]] // 1000

    # --- areas -----------------------------------------------------------------------------------------------------

    def _next(self, row: int) -> memoryview:
        offsets = self._store.arrays["area_next_offsets"]
        return self._store.arrays["area_next"][offsets[row] : offsets[row + 1]]

    def _areas_of(self, code: int) -> range:
        return range(bisect_left(self._area_code, code), bisect_right(self._area_code, code))

    def _area_holds(self, row: int, day: int) -> bool:
        last = self._area_last[row]
        if not day:
            return True
        return _middle(self._area_first[row]) <= day and (not last or day < _middle(last))

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
        if day and not (_middle(first) <= day and (not last or day < _middle(last))):
            return []
        if not day and last:
            day = _before(last)
        code = self._town_code[index] // 1000
        origin = self._store.arrays["town_origin"][index]
        if origin >= 0 and day and day < _middle(self._area_last[origin]):
            code = self._area_code[origin]
        return [self._version(row, county) for county in self._counties(code, day)]

    def _towns_of(self, code: int) -> range:
        return range(bisect_left(self._town_code, code), bisect_right(self._town_code, code))

    def _community_place(self, row: int) -> tuple[int, int]:
        """Code of the township, and number, of a community's row."""
        index = row - self._communities_at
        return self._group_code[self._group[index]], self._number[index]

    def _community_days(self, row: int, towns: range) -> tuple[int, int]:
        first, last = _ends(self._mask[row - self._communities_at])
        start, end = 0, 0
        if first > 0:
            start = self._snapshots[first]
            start = next((self._town_first[t] for t in towns if _ends(self._town_mask[t])[0] == first), start)
        if last + 1 < len(self._snapshots):
            end = self._snapshots[last + 1]
            end = next((self._town_last[t] for t in towns if _ends(self._town_mask[t])[1] == last), end)
        return start, end

    def _community_versions(self, row: int, day: int) -> list[PlaceVersion]:
        code, _ = self._community_place(row)
        towns = self._towns_of(code)
        first, last = self._community_days(row, towns)
        if day and not (_middle(first) <= day and (not last or day < _middle(last))):
            return []
        if not day and last:
            day = _before(last)
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
            "NBS-12" if zone else "GB/T 2260", str(_day(self._snapshots[-1])) if zone else None,
            _day(first), _day(last, end=True), not ((first and not first % 10000) or (last and not last % 10000)),
            self._version(parent, -1) if parent >= 0 else None,
            self._store.documents[self._store.arrays["area_document"][row]],
        )

    def _town_version(self, row: int, county: PlaceVersion) -> PlaceVersion:
        index = row - self._towns_at
        base, suffix = self._names(row)
        code, last_list = self._town_code[index], _ends(self._town_mask[index])[1]
        first, last = self._town_first[index], self._town_last[index]
        known = county.code == str(code // 1000) or code // 1000 % 100 == 0
        as_of = self._store.meta["mca"] if last_list < 0 else self._snapshots[last_list]
        zone = code % 1000 >= 400 and suffix not in _TOWN_SUFFIXES
        return PlaceVersion(
            row, base, suffix, PlaceKind.FUNCTIONAL_ZONE if zone else PlaceKind.TOWNSHIP,
            f"{code}000" if known else None, "MCA" if last_list < 0 else "NBS-12", str(_day(as_of)),
            _later(_day(first), county.valid_from), _earlier(_day(last, end=True), county.valid_to),
            self._exact(first) and self._exact(last) and county.exact, county,
        )

    def _community_version(self, row: int, town: PlaceVersion) -> PlaceVersion:
        base, suffix = self._names(row)
        code, number = self._community_place(row)
        first, last = self._community_days(row, self._towns_of(code))
        last_list = _ends(self._mask[row - self._communities_at])[1]
        # Where a county has no townships, the lists put its communities under a fictitious one.
        parent = town.parent if town.name.endswith(_NO_TOWNSHIP) else town
        return PlaceVersion(
            row, base, suffix, PlaceKind.COMMUNITY, f"{code}{number:03d}" if town.code else None,
            "NBS-12", str(_day(self._snapshots[last_list])),
            _later(_day(first), town.valid_from), _earlier(_day(last, end=True), town.valid_to),
            self._exact(first) and self._exact(last) and town.exact, parent,
        )

    def _exact(self, day: int) -> bool:
        return day == 0 or (day % 10000 != 0 and day not in self._snapshots)

    # --- codes -----------------------------------------------------------------------------------------------------

    def _rows_of_code(self, code: str) -> list[int]:
        if len(code) == 6:
            return list(self._areas_of(int(code)))
        if len(code) == 9:
            return [self._towns_at + t for t in self._towns_of(int(code))]
        if len(code) == 12:
            group = bisect_left(self._group_code, int(code[:9]))
            if group < len(self._group_code) and self._group_code[group] == int(code[:9]):
                start, end = self._group_offsets[group], self._group_offsets[group + 1]
                first = bisect_left(self._number, int(code[9:]), start, end)
                last = bisect_right(self._number, int(code[9:]), start, end)
                return [self._communities_at + i for i in range(first, last)]
        return []

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
                if self._area_parent[row] == version.row:
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
        number = self._county_code(row)
        allowed = self._allowed(limit)
        return number // 100 in allowed or number // 10000 in allowed

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


def _ends(mask: int) -> tuple[int, int]:
    """The first and last set bit; -1 for an empty mask."""
    return (mask & -mask).bit_length() - 1, mask.bit_length() - 1


def _number(day: date | None) -> int:
    """A date as yyyymmdd; the code books begin with the end of 1981."""
    return 0 if day is None else max(day.year * 10000 + day.month * 100 + day.day, 19811231)


def _middle(day: int) -> int:
    """The day a change counts from: 1 July where only its year is known."""
    return day + 701 if day and not day % 10000 else day


def _before(day: int) -> int:
    """A day on which what ended on `day` still held."""
    return _middle(day) - 1


def _day(day: int, *, end: bool = False) -> date | None:
    if not day:
        return None
    year, rest = divmod(day, 10000)
    # Only the year is known: the version held at latest until its end, and began at earliest with its start.
    return date(year, 12, 31) if not rest and end else date(year, rest // 100 or 1, rest % 100 or 1)


def _later(a: date | None, b: date | None) -> date | None:
    return max(filter(None, (a, b)), default=None)


def _earlier(a: date | None, b: date | None) -> date | None:
    return min(filter(None, (a, b)), default=None)


@lru_cache(maxsize=4)
def _load(path: Path) -> Gazetteer:
    return Gazetteer(path)


def load() -> Gazetteer:
    """The shipped gazetteer, opened once per process.

    Raises:
        ModelError: its file is missing or damaged.
    """
    return _load(models_dir() / "gazetteer" / "gazetteer.bin")


__all__: Sequence[str] = ["Gazetteer", "load"]
