"""Names of areas and the rows that carry them."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from datetime import date
from functools import lru_cache
from pathlib import Path

from govner.gazetteer.days import as_number, counted_from, lists_of
from govner.gazetteer.store import Store

_COMMUNITY_LIKE = frozenset({"社区", "村", "居委会", "嘎查", "居民区"})
#: What 木垒县, 恩施州, 甘河乡 and 永和街 leave out.
_CURTAILED = {"县": "自治县", "州": "自治州", "旗": "自治旗", "乡": "族乡", "街": "街道"}
#: Suffixes that one place may change in its lifetime, or that texts use for one another.
_SIMILAR = (frozenset({"街道", "镇", "乡", "苏木"}), _COMMUNITY_LIKE)


class Names:
    """The rows of the gazetteer by name and code. Rows are numbered: areas first, then townships, then communities."""

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
        self._doubtful: frozenset[int] = frozenset(store.meta["doubtful"])
        self._snapshots: list[int] = store.meta["snapshots"]
        self._suffix_names = [store.suffixes[i] for i in range(len(store.suffixes))]
        self._suffix_ids = {name: i for i, name in enumerate(self._suffix_names)}
        self._suffix_lengths = sorted({len(s) for s in self._suffix_ids if s}, reverse=True)
        self._abbreviations = {letter: int(code) for code, letter in store.meta["abbreviations"].items()}
        self._previous: dict[int, list[int]] = defaultdict(list)
        for row in range(self._towns_at):
            for later in self._next(row):
                self._previous[later].append(row)
        self._similar_ids = lru_cache(maxsize=1 << 10)(self._find_similar)
        self._rows = lru_cache(maxsize=1 << 14)(self._find_rows)
        self._town_bases = lru_cache(maxsize=1 << 12)(self._find_town_bases)
        self._named = lru_cache(maxsize=1 << 13)(self._find_named)

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
        day = as_number(on) or self._store.meta["mca"]
        nearest = max(0, bisect_right(self._snapshots, day) - 1)
        total = 0
        for row in self.rows(name):
            if row < self._towns_at:
                total += self._area_holds(row, day)
            elif row < self._communities_at:
                first, last = self._town_first[row - self._towns_at], self._town_last[row - self._towns_at]
                total += counted_from(first) <= day and (not last or day < counted_from(last))
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

    def town_bases(self, county: int) -> tuple[str, ...]:
        """The names without suffix, of two characters and more, of all towns that a county (6 digits) ever had."""
        return self._town_bases(county)

    def _find_town_bases(self, county: int) -> tuple[str, ...]:
        first = bisect_left(self._town_code, county * 1000)
        last = bisect_left(self._town_code, county * 1000 + 1000)
        bases = (self._store.bases[self._base[self._towns_at + town]] for town in range(first, last))
        return tuple(dict.fromkeys(base for base in bases if len(base) > 1))

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

    def named(self, base: str, suffix: str, most: int) -> tuple[tuple[str, int], ...]:
        """(level, county code) of the areas of a base whose suffix is, or may become, the given one.

        Levels: "a" area of county level or above, "t" township, "c" community. At most `most` rows are looked at.
        """
        if self._store.base_id(base) is None:
            return ()
        return self._named(base, suffix, most)

    def _find_named(self, base: str, suffix: str, most: int) -> tuple[tuple[str, int], ...]:
        base_id = self._store.base_id(base)
        assert base_id is not None
        found: list[tuple[str, int]] = []
        wanted = self._similar_ids(suffix)
        for row in self._store.rows_of(base_id)[:most]:
            if wanted is not None and self._suffix[row] not in wanted:
                continue
            if row < self._towns_at:
                found.append(("a", self._area_code[row]))
            elif row < self._communities_at:
                found.append(("t", self._town_code[row - self._towns_at] // 1000))
            elif suffix:
                found.append(("c", self._community_place(row)[0] // 1000))
        return tuple(dict.fromkeys(found))

    def _find_similar(self, suffix: str) -> frozenset[int] | None:
        """Ids of the suffixes that a text may mean by one; None for all."""
        if not suffix:
            return None
        names = {suffix, *next((g for g in _SIMILAR if suffix in g), ())}
        longer = _CURTAILED.get(suffix)
        ids = {self._suffix_ids[n] for n in names if n in self._suffix_ids}
        return frozenset(ids | {i for n, i in self._suffix_ids.items() if longer and n.endswith(longer)})

    def _superseded(self, row: int) -> bool:
        """Whether a later row is the same place under the same name: what "today" asks for is then that one."""
        if row >= self._communities_at:
            last_list = lists_of(self._mask[row - self._communities_at])[1]
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
                if lists_of(others)[1] > lists_of(mine)[1]:
                    return True
        return False

    def _county_code(self, row: int) -> int:
        """The code of the county that a row's code begins with (of an area, its own)."""
        if row < self._towns_at:
            return self._area_code[row]
        if row < self._communities_at:
            return self._town_code[row - self._towns_at] // 1000
        return self._group_code[self._group[row - self._communities_at]] // 1000

    def _next(self, row: int) -> memoryview:
        offsets = self._store.arrays["area_next_offsets"]
        return self._store.arrays["area_next"][offsets[row] : offsets[row + 1]]

    def _areas_of(self, code: int) -> range:
        return range(bisect_left(self._area_code, code), bisect_right(self._area_code, code))

    def _area_holds(self, row: int, day: int) -> bool:
        last = self._area_last[row]
        if not day:
            return True
        return counted_from(self._area_first[row]) <= day and (not last or day < counted_from(last))

    def _towns_of(self, code: int) -> range:
        return range(bisect_left(self._town_code, code), bisect_right(self._town_code, code))

    def _community_place(self, row: int) -> tuple[int, int]:
        """Code of the township, and number, of a community's row."""
        index = row - self._communities_at
        return self._group_code[self._group[index]], self._number[index]

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
