"""Invented names of people for the multiplication of samples."""

from __future__ import annotations

import csv
import math
import random
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

_HAN = re.compile(r"[\u4e00-\u9fff]+")
# fmt: off
_TWO_CHARACTER_SURNAMES = (
    "欧阳", "司徒", "上官", "诸葛", "司马", "东方", "皇甫", "尉迟", "公孙",
    "慕容", "令狐", "夏侯", "端木", "西门", "南宫", "独孤", "宇文", "长孙",
)
# fmt: on


class Names:
    """Draws names: surnames by their real frequency (flattened), given names by that of labelled people."""

    def __init__(self, surnames: Path, labelled: Iterable[str]) -> None:
        with surnames.open(encoding="utf-8") as stream:
            weights = {row["NameB"]: float(row["TF"]) for row in csv.DictReader(stream, delimiter="\t")}
        self.surnames = [name for name in weights if len(name) == 1]
        self.weights = [math.sqrt(weights[name]) for name in self.surnames]
        known = set(self.surnames)
        given: Counter[str] = Counter()
        self.dotted: list[str] = []
        self.other: list[str] = []
        for name in labelled:
            if "·" in name and 4 <= len(name) <= 14:
                self.dotted.append(name)
            elif _HAN.fullmatch(name) and name[0] in known and 2 <= len(name) <= 3:
                given[name[1:]] += 1
            elif _HAN.fullmatch(name) and 3 <= len(name) <= 6 and name[:2] not in _TWO_CHARACTER_SURNAMES:
                self.other.append(name)
        self.given = {n: [g for g in given.elements() if len(g) == n] for n in (1, 2)}
        self.first = [g[0] for g in self.given[2]]
        self.second = [g[1] for g in self.given[2]]

    def surname(self, rng: random.Random) -> str:
        if rng.random() < 0.03:
            return rng.choice(_TWO_CHARACTER_SURNAMES)
        return rng.choices(self.surnames, self.weights)[0]

    def given_name(self, length: int, rng: random.Random) -> str:
        if length == 2 and rng.random() < 0.6:
            return rng.choice(self.first) + rng.choice(self.second)
        return rng.choice(self.given[length])

    def like(self, name: str, rng: random.Random) -> str:
        """A name of the same kind: a surname alone, a given name alone, a dotted name, one without surname, or a full
        one, which sometimes is padded as headlines and lists do (王 伟)."""
        bare = name.replace(" ", "")
        if len(bare) == 1:
            return self.surname(rng)
        if "·" in bare or (len(bare) > 4 and rng.random() < 0.3):
            return rng.choice(self.dotted)
        if len(bare) > 3 or (bare[0] not in self.surnames and len(bare) == 3):
            return (
                rng.choice(self.other)
                if rng.random() < 0.7
                else rng.choice(_TWO_CHARACTER_SURNAMES) + self.given_name(2, rng)
            )
        if len(bare) == 2 and bare[0] not in self.surnames:
            return self.given_name(2, rng)
        given = self.given_name(1 if rng.random() < 0.35 else 2, rng)
        surname = self.surname(rng)
        return f"{surname} {given}" if len(given) == 1 and (" " in name or rng.random() < 0.04) else surname + given
