"""Names of places for the multiplication of samples, by their last words."""

from __future__ import annotations

import csv
import json
import lzma
import random
import re
from collections import defaultdict
from pathlib import Path

#: What an administrative name ends with, longest first.
SUFFIXES = (
    "自治区",
    "自治州",
    "自治县",
    "街道",
    "社区",
    "地区",
    "省",
    "市",
    "区",
    "县",
    "旗",
    "盟",
    "州",
    "镇",
    "乡",
    "村",
)

_COMMITTEE = re.compile(r"(?:社区)?居(?:民)?委(?:员)?会$|村(?:民)?委(?:员)?会$")
_VILLAGES = 40_000


def suffix_of(name: str) -> str | None:
    """The administrative suffix of a name, if it has one behind at least one character."""
    return next((s for s in SUFFIXES if name.endswith(s) and len(name) > len(s)), None)


class Toponyms:
    """Real names of divisions to draw from.

    Attributes:
        by_suffix: suffix → names that end with it.
        stems: names of prefectures and counties without their suffix (杭州, 余杭).
        known: all full names of province, prefecture, county and township.
    """

    def __init__(self, gazetteer: Path) -> None:
        divisions = json.loads((gazetteer / "divisions_2026.json").read_text(encoding="utf-8"))
        names = set(_names(divisions))
        self.stems = sorted({n[: -len(s)] for n in names if (s := suffix_of(n)) in ("市", "县", "区") and len(n) == 3})
        townships = json.loads((gazetteer / "townships_2026.json").read_text(encoding="utf-8"))
        for county in townships.values():
            names.update(county["townships"])
        self.known = {n for n in names if suffix_of(n)}
        names |= _villages(gazetteer / "nbs_2023_villages.csv.xz")
        self.by_suffix: dict[str, list[str]] = defaultdict(list)
        for name in sorted(names):
            if suffix := suffix_of(name):
                self.by_suffix[suffix].append(name)

    def like(self, name: str, rng: random.Random) -> str | None:
        """Another name with the same suffix; None for a name without one."""
        suffix = suffix_of(name)
        return rng.choice(self.by_suffix[suffix]) if suffix else None

    def prefix(self, name: str) -> str:
        """The longest known division with which a name begins, or the empty string."""
        return next((name[:n] for n in range(min(len(name) - 1, 11), 1, -1) if name[:n] in self.known), "")


def _names(node: object) -> set[str]:
    """All keys and `name` values of nested divisions that look like names."""
    found: set[str] = set()
    if isinstance(node, dict):
        for key, value in node.items():
            if key != "meta":
                found.add(key)
                found |= _names(value)
    elif isinstance(node, list):
        for item in node:
            found |= _names(item)
    elif isinstance(node, str):
        found.add(node)
    return {n for n in found if re.fullmatch(r"[\u4e00-\u9fff]{2,15}", n)}


def _villages(path: Path) -> set[str]:
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        rows = [row["name"] for row in csv.DictReader(stream)]
    names = set()
    for name in random.Random(1).sample(rows, _VILLAGES):
        stem = _COMMITTEE.sub("", name)
        if 2 <= len(stem) <= 8 and re.fullmatch(r"[\u4e00-\u9fff]+", stem):
            kind = "社区" if "居" in name[len(stem) :] or "社区" in name else "村"
            names.add(stem if suffix_of(stem) else stem + kind)
    return names
