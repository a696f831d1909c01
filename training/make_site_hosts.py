"""Rewrites models/lexicons/site_hosts.tsv: the label before .gov.cn of a government's site, and the area it governs.

    pip install pypinyin
    python training/make_site_hosts.py

Provinces are listed here. A prefecture or county has its name in pinyin, if no other area has the same; of areas that
share it, the one whose site is known to use it is listed here too, and the others have no label.
"""
from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import product
from pathlib import Path

from pypinyin import Style, lazy_pinyin, pinyin

from govner.gazetteer import PlaceVersion, load

TARGET = Path(__file__).resolve().parents[1] / "models" / "lexicons" / "site_hosts.tsv"
TODAY = date(2026, 9, 1)  # as of the gazetteer
_SUFFIXES = ("自治县", "自治旗", "自治州", "林区", "新区", "地区", "县", "区", "市", "旗", "盟", "州")

PROVINCES = {
    "beijing": "北京市", "bj": "北京市", "tj": "天津市", "hebei": "河北省", "he": "河北省", "shanxi": "山西省",
    "nmg": "内蒙古自治区", "ln": "辽宁省", "jl": "吉林省", "hlj": "黑龙江省", "shanghai": "上海市", "sh": "上海市",
    "jiangsu": "江苏省", "js": "江苏省", "zj": "浙江省", "ah": "安徽省", "fujian": "福建省", "fj": "福建省",
    "jiangxi": "江西省", "jx": "江西省", "shandong": "山东省", "sd": "山东省", "henan": "河南省", "ha": "河南省",
    "hubei": "湖北省", "hb": "湖北省", "hunan": "湖南省", "hn": "湖南省", "gd": "广东省", "gxzf": "广西壮族自治区",
    "gx": "广西壮族自治区", "hainan": "海南省", "hi": "海南省", "cq": "重庆市", "sc": "四川省", "guizhou": "贵州省",
    "gz": "广东省广州市", "yn": "云南省", "xizang": "西藏自治区", "xz": "西藏自治区", "shaanxi": "陕西省",
    "sn": "陕西省", "gansu": "甘肃省", "gs": "甘肃省", "qinghai": "青海省", "qh": "青海省", "nx": "宁夏回族自治区",
    "xj": "新疆维吾尔自治区", "xinjiang": "新疆维吾尔自治区",
}
SHARED = {
    "suzhou": "江苏省苏州市", "taizhou": "江苏省泰州市", "zjtz": "浙江省台州市", "fuzhou": "福建省福州市",
    "jxfz": "江西省抚州市", "yichun": "江西省宜春市", "sz": "广东省深圳市", "nanjing": "江苏省南京市",
}


def main() -> None:
    primary: dict[str, set[str]] = defaultdict(set)
    possible: dict[str, set[str]] = defaultdict(set)
    for prefecture in _below(None):
        for area in (prefecture, *_below(prefecture)):
            name = _spoken(area)
            primary["".join(lazy_pinyin(name))].add(area.full_name)
            # 朝阳 may be read zhaoyang: a label that another area might have too is no evidence.
            for reading in product(*pinyin(name, style=Style.NORMAL, heteronym=True)):
                possible["".join(reading)].add(area.full_name)
    rows = {**PROVINCES, **SHARED}
    for label in sorted(primary):
        # A prefecture and its own county of the same name: the site is the prefecture's.
        shortest = min(possible[label] | primary[label], key=len)
        if label not in rows and all(area.startswith(shortest) for area in possible[label] | primary[label]):
            rows[label] = shortest
    lines = ["# Label before .gov.cn and the area that the site is of. By training/make_site_hosts.py."]
    lines += ["label\tregion"]
    lines += ["\t".join(row) for row in sorted(rows.items())]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _below(area: PlaceVersion | None) -> list[PlaceVersion]:
    """Counties of an area; without one, all areas directly below a province."""
    gazetteer = load()
    if area is not None:
        return [v for v in gazetteer.children(area, TODAY) if v.kind.value == "county"]
    provinces = (gazetteer.at(f"{code:02}0000", TODAY) for code in range(11, 66))
    return [v for province in provinces if province for v in gazetteer.children(province, TODAY)]


def _spoken(area: PlaceVersion) -> str:
    """The name as it stands in a host: without its suffix, unless only one character would be left."""
    name = area.name
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            name = name[: -len(suffix)]
            break
    return name if len(name) >= 2 else area.name


if __name__ == "__main__":
    main()
