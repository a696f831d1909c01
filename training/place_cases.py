"""Makes tests/places/cases.tsv: sentences with a place, a day and a site's region, and the code that holds then.

    python training/place_cases.py

The expected codes come straight from the sources (code books by year, yearly lists), not from the compiled gazetteer.
The same sources give the same cases.
"""
from __future__ import annotations

import csv
import lzma
import random
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT.parent / "shared" / "gazetteer"
TEMPLATES = (
    "近日，副市长王立到{}调研防汛工作。",
    "李敏一行先后来到{}实地察看。",
    "5月6日，赵文在{}主持召开座谈会。",
    "调研组走进{}，听取情况介绍。",
)
Row = tuple[str, str, str, str, str]


def history() -> list[dict[str, str]]:
    path = SOURCE / "county_history_1981_2025.csv"
    return [r for r in csv.DictReader(path.open(encoding="utf-8-sig")) if r["级别"] == "县级"]


def nbs(kind: str) -> list[dict[str, str]]:
    text = lzma.decompress((SOURCE / f"nbs_2023_{kind}.csv.xz").read_bytes()).decode()
    return list(csv.DictReader(text.splitlines()))


def region_of(row: dict[str, str]) -> str:
    prefecture = "" if row["二级行政区"] == "直辖" else row["二级行政区"]
    return row["一级行政区"] + prefecture


def ended_counties(rng: random.Random) -> list[Row]:
    """Counties that no longer exist, under their prefecture, in a year when they did; one or two a prefecture."""
    cases: list[Row] = []
    seen: dict[str, int] = defaultdict(int)
    rows = [r for r in history() if r["状态"] != "在用" and int(r["变更/弃用时间"]) >= 1990]
    rng.shuffle(rows)
    for row in rows:
        region = region_of(row)
        first, last = int(row["启用时间"]), int(row["变更/弃用时间"])
        if seen[region] >= 2 or last - first < 3 or row["名称"] in ("郊区", "城区", "矿区", "市辖区"):
            continue
        seen[region] += 1
        text = TEMPLATES[len(cases) % len(TEMPLATES)].format(row["名称"])
        cases.append((text, row["名称"], f"{last - 1}-05-20", region, row["代码"]))
    return cases


def towns(rng: random.Random, count: int) -> list[Row]:
    """Townships of today under their county, many of names that are common."""
    counties = {r["code"]: r["name"] for r in nbs("areas")}
    prefectures = {r["code"]: r["name"] for r in nbs("cities")}
    provinces = {r["code"]: r["name"] for r in nbs("provinces")}
    by_name: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in nbs("streets"):
        if row["name"].endswith(("街道", "镇", "乡")):
            by_name[row["name"]].append(row)
    shared = sorted(name for name, rows in by_name.items() if len(rows) > 3)
    cases: list[Row] = []
    for name in rng.sample(shared, count):
        row = rng.choice(by_name[name])
        prefecture = prefectures[row["cityCode"]]
        # 市辖区, 县 and 省直辖县级行政区划 are headings of the lists, no areas.
        middle = "" if prefecture in ("市辖区", "县") or "直辖" in prefecture else prefecture
        county = "" if row["areaCode"].endswith("00") else counties[row["areaCode"]]
        region = provinces[row["provinceCode"]] + middle + county
        text = TEMPLATES[len(cases) % len(TEMPLATES)].format(name)
        cases.append((text, name, "2023-07-20", region, row["code"] + "000"))
    return cases


def communities(rng: random.Random, count: int) -> list[Row]:
    """Communities after their township, under the county's region."""
    towns_by_code = {r["code"]: r for r in nbs("streets")}
    counties = {r["code"]: r["name"] for r in nbs("areas")}
    prefectures = {r["code"]: r["name"] for r in nbs("cities")}
    provinces = {r["code"]: r["name"] for r in nbs("provinces")}
    rows = [r for r in nbs("villages") if r["name"].endswith(("社区居委会", "村委会")) and 6 <= len(r["name"]) <= 8]
    cases: list[Row] = []
    for row in rng.sample(rows, 4 * count):
        town = towns_by_code[row["streetCode"]]
        prefecture = prefectures[row["cityCode"]]
        if not town["name"].endswith(("街道", "镇", "乡")) or "辖" in prefecture or prefecture == "县":
            continue
        base = row["name"].removesuffix("居委会").removesuffix("村委会")
        name = base if base.endswith("社区") else base.removesuffix("村") + "村"
        region = provinces[row["provinceCode"]] + prefecture + counties[row["areaCode"]]
        text = TEMPLATES[len(cases) % len(TEMPLATES)].format(town["name"] + name)
        cases.append((text, name, "2023-07-20", region, row["code"]))
        if len(cases) == count:
            break
    return cases


def main() -> None:
    rng = random.Random(2026)
    cases = ended_counties(rng)[:170] + towns(rng, 100) + communities(rng, 80)
    path = ROOT / "tests" / "places" / "cases.tsv"
    lines = ["text\tsurface\tpublished\tregion\tcode", *("\t".join(case) for case in cases)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(cases)} cases of {len({c[3] for c in cases})} regions")


if __name__ == "__main__":
    main()
