"""How often the short names of areas (杭州, 通道, 比如) are the area: models/lexicons/place_short_names.tsv.

    python training/place_statistics.py [--corpus ../shared/corpus]

For each short name: of its occurrences in the corpora, the share that the area's own suffix follows (通道县), and the
share that a word of place stands before (在, 赴, 来到), both as whole decibels (0 = always, -40 = never seen).
"""
from __future__ import annotations

import argparse
import json
import lzma
import math
from collections import Counter
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from govner.gazetteer import load
from govner.records import PlaceKind

ROOT = Path(__file__).resolve().parents[1]
_BEFORE = ("在", "赴", "来到", "前往", "从", "走进", "抵达", "位于", "到")
_FLOOR = -40


def short_names() -> dict[str, set[str]]:
    """Short name → the suffixes of the areas that have it, for county level and above."""
    found: dict[str, set[str]] = {}
    gazetteer = load()
    for row in gazetteer.area_rows():
        version = gazetteer.versions(row)[0]
        if len(version.base) >= 2 and version.kind is not PlaceKind.FUNCTIONAL_ZONE:
            found.setdefault(version.base, set()).add(version.suffix[:1])
    return found


def texts(folder: Path) -> list[Path]:
    return sorted(p for p in folder.glob("*.jsonl.xz") if p.name not in ("laws.jsonl.xz", "headlines_2026.jsonl.xz"))


def count(folder: Path, names: dict[str, set[str]]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    patterns = sorted(names)
    matcher = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)
    total: Counter[str] = Counter()
    suffixed: Counter[str] = Counter()
    preceded: Counter[str] = Counter()
    for path in texts(folder):
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                text = json.loads(line)["text"]
                for index, start, end in matcher.find_matches_as_indexes(text):
                    name = patterns[index]
                    total[name] += 1
                    suffixed[name] += text[end : end + 1] in names[name]
                    preceded[name] += text[max(0, start - 2) : start].endswith(_BEFORE)
    return total, suffixed, preceded


def decibel(part: int, whole: int) -> int:
    return _FLOOR if not part else max(_FLOOR, round(10 * math.log10(part / whole)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    names = short_names()
    total, suffixed, preceded = count(parser.parse_args().corpus, names)
    lines = ["name\tseen\tsuffixed\tpreceded"]
    for name in sorted(names):
        seen = total[name].bit_length()
        lines.append(f"{name}\t{seen}\t{decibel(suffixed[name], total[name])}\t{decibel(preceded[name], total[name])}")
    path = ROOT / "models" / "lexicons" / "place_short_names.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
