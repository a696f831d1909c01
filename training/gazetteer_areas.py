"""Areas of county level and above, 1981-2026, with their successors, for the gazetteer build."""
from __future__ import annotations

import csv
import json
import lzma
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gazetteer_names import PROVINCES, split_area

HERE = Path(__file__).resolve().parent
PROVINCE, PREFECTURE, COUNTY, ZONE = 0, 1, 2, 3
#: The day of the last yearly list: zones that it lacks ended by then.
_LAST_LIST = 20230630
_MUNICIPAL = {"直辖", ""}


@dataclass
class Area:
    """A version of an area; days are yyyymmdd, mmdd 0000 where only the year is known, 0 where there is none."""

    code: int
    name: str
    level: int
    first: int = 0
    last: int = 0
    province: str = ""
    prefecture: str = ""
    targets: list[tuple[int, int]] = field(default_factory=list)  # (code, year of a partial transfer or 0)
    parent: int = -1
    successors: list[int] = field(default_factory=list)
    partial: list[int] = field(default_factory=list)
    document: str = ""
    doubtful: bool = False

    @property
    def names(self) -> tuple[str, str]:
        return split_area(self.name, self.code)

    def covers(self, year: int) -> bool:
        return self.first // 10000 <= year and (not self.last or year <= self.last // 10000)


def read_areas(source: Path, older: Iterable[Path] = ()) -> list[Area]:
    """All versions, sorted by code and first day, linked by parent and successors."""
    areas = _history(source / "county_history_1981_2025.csv")
    events = json.loads(lzma.decompress((source / "change_events_1980_2026.json.xz").read_bytes()))["events"]
    _add_current(areas, source / "divisions_2026.json", events)
    _add_zones(areas, lzma.decompress((source / "nbs_2023_areas.csv.xz").read_bytes()).decode())
    current = {(a.province, a.name): a for a in areas if a.level == ZONE}
    for path in older:
        for zone in _add_zones(areas, path.read_text(encoding="utf-8")):
            zone.last = _LAST_LIST
            renumbered = current.get((zone.province, zone.name))
            if renumbered is not None:
                renumbered.first = _LAST_LIST
                zone.targets.append((renumbered.code, 0))
    areas.sort(key=lambda a: (a.code, a.first, a.last or 99999999))
    _date(areas, source / "county_changes_dated.txt")
    _documents(areas, events)
    _link(areas)
    _spread_days(areas)
    return areas


def _history(path: Path) -> list[Area]:
    levels = {"省级": PROVINCE, "地级": PREFECTURE, "县级": COUNTY}
    areas = []
    for row in csv.DictReader(path.open(encoding="utf-8-sig")):
        targets = []
        for token in filter(None, row["新代码"].split(";")):
            match = re.fullmatch(r"(\d{6})(?:\[(\d{4})\])?", token.strip())
            if match:
                targets.append((int(match[1]), int(match[2] or 0)))
        end = row["变更/弃用时间"]
        areas.append(Area(
            code=int(row["代码"]), name=row["名称"], level=levels[row["级别"]],
            # 1981 is where the code books begin, not a day on which anything changed.
            first=0 if row["启用时间"] == "1981" else int(row["启用时间"]) * 10000,
            last=int(end) * 10000 if end else 0,
            province=row["一级行政区"], prefecture="" if row["二级行政区"] in _MUNICIPAL else row["二级行政区"],
            targets=targets,
        ))
    return areas


def _add_current(areas: list[Area], path: Path, events: list[dict[str, Any]]) -> None:
    """Counties of the 2026 list that the history does not have yet, and what they replaced."""
    known = {(a.code, a.name) for a in areas if not a.last}
    for province, data in json.loads(path.read_text(encoding="utf-8"))["provinces"].items():
        for prefecture, below in data["cities"].items():
            for name, code in below["counties"].items():
                number = int(code[:6])
                if (number, name) in known:
                    continue
                years = [e["year"] for e in events if (e.get("new") or {}).get("code") == code and e["year"] >= 2022]
                year = max(years, default=2026)
                for old in areas:
                    if old.code == number and not old.last:
                        old.last, old.targets = year * 10000, [*old.targets, (number, 0)]
                areas.append(Area(number, name, COUNTY, year * 10000, 0, province, prefecture))
    for event in events:
        old, new = event.get("old") or {}, event.get("new") or {}
        if event["year"] < 2024 or event["type"] != "撤销" or not (old.get("code") and new.get("code")):
            continue
        for area in areas:
            if area.code == int(old["code"][:6]) and not area.last:
                area.last = event["year"] * 10000
                area.targets.append((int(new["code"][:6]), 0))


def _add_zones(areas: list[Area], listed: str) -> list[Area]:
    """County-level statistical areas that are no administrative divisions: development zones and the like.

    Args:
        listed: a yearly list as CSV.
    """
    added: list[Area] = []
    known = {a.code for a in areas}
    prefectures = {a.code: a for a in areas if a.level == PREFECTURE and not a.last}
    provinces = {a.code: a for a in areas if a.level == PROVINCE}
    for row in csv.DictReader(listed.splitlines()):
        code = int(row["code"])
        if code in known or code % 100 == 0:
            continue
        if row["name"] == "市辖区" or not code % 100:
            continue
        host = prefectures.get(code // 100 * 100)
        added.append(Area(
            code, re.sub(r"管委会$", "", row["name"]), ZONE,
            province=provinces[code // 10000 * 10000].name, prefecture=host.name if host else "",
        ))
    areas += added
    return added


def _date(areas: list[Area], path: Path) -> None:
    """Days instead of years where a source gives them."""
    ended: dict[tuple[str, str, int], int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        old, _, _ = line.partition("=>")
        cells = old.split("\t")
        day = int(cells[0].replace("-", ""))
        ended[(cells[2], cells[-2], day // 10000)] = day
    curated: dict[tuple[int, str], tuple[int, str]] = {}
    doubtful: set[tuple[int, str]] = set()
    for row in csv.DictReader((HERE / "data" / "change_dates.tsv").open(encoding="utf-8"), delimiter="\t"):
        curated[(int(row["code"]), row["name"])] = int(row["ended"].replace("-", "")), row["note"]
        if row["exact"] == "no":
            # The day of publication, or one remembered: approval and start may be some weeks apart.
            doubtful.add((int(row["code"]), row["name"]))
    starts: dict[tuple[int, int], int] = {}
    unsure: set[tuple[int, int]] = set()
    for area in areas:
        year = area.last // 10000
        day, note = curated.get((area.code, area.name), (0, ""))
        day = day or ended.get((area.province, area.name, year), 0)
        if year and day // 10000 == year:
            area.last, area.document = day, note
            area.doubtful = (area.code, area.name) in doubtful
            for code, partial in area.targets:
                if not partial:
                    starts[(code, year)] = day
                    unsure |= {(code, year)} if area.doubtful else set()
    for area in areas:
        area.doubtful |= (area.code, area.first // 10000) in unsure
        area.first = starts.get((area.code, area.first // 10000), area.first)


def _documents(areas: list[Area], events: list[dict[str, Any]]) -> None:
    """The approving document's number, where the events know it."""
    numbers: dict[tuple[int, str, int], str] = {}
    for event in events:
        old = event.get("old") or {}
        if event.get("doc_no") and old.get("code"):
            numbers[(int(old["code"][:6]), old.get("name") or "", event["year"])] = event["doc_no"]
    for area in areas:
        if area.last and not area.document:
            area.document = numbers.get((area.code, area.name, area.last // 10000), "")


def _link(areas: list[Area]) -> None:
    by_code: dict[int, list[int]] = defaultdict(list)
    for index, area in enumerate(areas):
        by_code[area.code].append(index)
    prefectures: dict[tuple[str, str], list[int]] = defaultdict(list)
    provinces = {a.name: i for i, a in enumerate(areas) if a.level == PROVINCE}
    for index, area in enumerate(areas):
        if area.level == PREFECTURE:
            prefectures[(area.province, area.name)].append(index)
    for area in areas:
        if area.level == PREFECTURE:
            area.parent = provinces[area.province]
        elif area.level in (COUNTY, ZONE):
            options = prefectures.get((area.province, area.prefecture), [])
            area.parent = max(
                options, key=lambda i, a=area: (_overlap(areas[i], a), -i), default=provinces[area.province]
            )
    for index, area in enumerate(areas):
        year = area.last // 10000
        for code, partial in area.targets:
            options = [i for i in by_code.get(code, []) if i != index and areas[i].covers(partial or year)]
            later = [i for i in options if not areas[i].last or areas[i].last // 10000 > (partial or year)]
            chosen = max(later or options, key=lambda i: areas[i].first, default=None)
            if chosen is not None:
                (area.partial if partial else area.successors).append(chosen)
    _link_prefectures(areas, by_code)


def _spread_days(areas: list[Area]) -> None:
    """A day known for one side of a change holds for the other: parent and children, predecessor and successor."""
    for area in areas:
        parent = areas[area.parent] if area.parent >= 0 else None
        if parent and parent.last % 10000 and area.last == parent.last // 10000 * 10000:
            area.last = parent.last
    for area in areas:
        for index in area.successors:
            if area.last % 10000 and areas[index].first == area.last // 10000 * 10000:
                areas[index].first = area.last


def _overlap(a: Area, b: Area) -> int:
    first = max(a.first // 10000 or 1980, b.first // 10000 or 1980)
    last = min(a.last // 10000 or 2027, b.last // 10000 or 2027)
    return last - first


def _link_prefectures(areas: list[Area], by_code: dict[int, list[int]]) -> None:
    """A prefecture's successors: its own next version or namesake, else the prefectures its counties went to."""
    children: dict[int, list[int]] = defaultdict(list)
    for index, area in enumerate(areas):
        if area.level == COUNTY:
            children[area.parent].append(index)
    for index, area in enumerate(areas):
        if area.level != PREFECTURE or not area.last or area.successors:
            continue
        year = area.last // 10000
        base = area.names[0]
        next_versions = [
            i for i, other in enumerate(areas)
            if other.level == PREFECTURE and i != index and other.province == area.province
            and other.first // 10000 == year and (other.code == area.code or other.names[0] == base)
        ]
        if not next_versions:
            ends = [i for i in children[index] if areas[i].last // 10000 == year]
            parents = {areas[s].parent for i in ends for s in areas[i].successors}
            next_versions = sorted(p for p in parents if areas[p].level == PREFECTURE and p != index)
        area.successors = next_versions


__all__ = ["COUNTY", "PREFECTURE", "PROVINCE", "PROVINCES", "ZONE", "Area", "read_areas"]
