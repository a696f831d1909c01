"""Places: round trips of all townships and many communities, and speed of recognition with resolution.

    python benchmarks/places.py [--communities 20000] [FILE.jsonl]

FILE.jsonl holds articles with `text`, `published` and `region` (annotated articles will do). cpca and jionlp answer the
cases of tests/places/cases.tsv in the same run, each in an environment of its own: `python -m venv DIR/cpca` and
`DIR/cpca/bin/pip install cpca` (likewise jionlp, with setuptools<80), then `--peers DIR`.
"""
from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from govner.gazetteer import Gazetteer, PlaceVersion, load
from govner.gazetteer.chains import parse_chain
from govner.lexicons import Lexicons
from govner.reading.pages import read_page
from govner.recognition.places import PlaceRecogniser
from govner.recognition.selection import select
from govner.records import PlaceKind
from govner.resolution.places import PlaceResolver
from govner.segmentation import Analysis

DAY = date(2023, 7, 20)


def townships(gazetteer: Gazetteer) -> Iterator[PlaceVersion]:
    for row in gazetteer.area_rows():
        for area in gazetteer.versions(row, DAY):
            if area.kind in (PlaceKind.COUNTY, PlaceKind.FUNCTIONAL_ZONE):
                yield from (v for v in gazetteer.children(area, DAY) if v.code and v.as_of == "2023-06-30")


def share_read_back(versions: list[PlaceVersion]) -> str:
    start = time.perf_counter()
    right = sum(_reads_back(v) for v in versions)
    seconds = time.perf_counter() - start
    return f"{right} of {len(versions)} ({100 * right / len(versions):.2f} %), {len(versions) / seconds:.0f} a second"


def _reads_back(version: PlaceVersion) -> bool:
    chain, length = parse_chain(version.full_name, DAY)
    return length == len(version.full_name) and chain[-1].code == version.code


def without_province(gazetteer: Gazetteer, versions: list[PlaceVersion]) -> str:
    """X区Y街道: the unique ones must be found, the others must stay ambiguous."""
    by_name: dict[str, list[PlaceVersion]] = {}
    for version in versions:
        if version.parent is not None and version.kind is PlaceKind.TOWNSHIP:
            by_name.setdefault(version.parent.name + version.name, []).append(version)
    unique = {name: found[0] for name, found in by_name.items() if len(found) == 1}
    right = 0
    for version in unique.values():
        assert version.parent is not None
        found = [
            v for county in gazetteer.lookup(version.parent.name, DAY)
            for v in gazetteer.lookup(version.name, DAY, county) if v.name == version.name
        ]  # fmt: skip
        right += [v.code for v in found] == [version.code]
    return f"{right} of {len(unique)} unique ({100 * right / len(unique):.2f} %)"


def speed(path: Path) -> str:
    recogniser, resolver = PlaceRecogniser(Lexicons()), PlaceResolver(Lexicons())
    analyses = []
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        day = date.fromisoformat(data["published"]) if data["published"] else None
        analyses.append(Analysis.of(read_page(data["text"], published=day, region=data["region"] or None)))
    start = time.process_time()
    for analysis in analyses:
        analysis.propose(recogniser(analysis))
        analysis.mentions = select(analysis.candidates)
        resolver(analysis)
    seconds = time.process_time() - start
    length = sum(len(a.text) for a in analyses)
    return f"{length} characters, {length / seconds:.0f} a second"


def cases(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def own_answers(rows: list[dict[str, str]]) -> tuple[int, float]:
    """How many cases govner answers with the right code, and seconds of recognition and resolution."""
    recogniser, resolver = PlaceRecogniser(Lexicons()), PlaceResolver(Lexicons())
    right = 0
    analyses = [
        Analysis.of(read_page(row["text"], published=date.fromisoformat(row["published"]), region=row["region"]))
        for row in rows
    ]
    start = time.process_time()
    for row, analysis in zip(rows, analyses, strict=True):
        analysis.propose(recogniser(analysis))
        analysis.mentions = select(analysis.candidates)
        resolver(analysis)
        found = {(analysis.text[m.start : m.end], analysis.entities.places[m.ref].code) for m in analysis.mentions}
        right += (row["surface"], row["code"]) in found
    return right, time.process_time() - start


def comparison(path: Path, peers: Path) -> Iterator[str]:
    """The table of docs/places.md: the same cases with govner and, in environments of their own, cpca and jionlp.

    The others know no dates: theirs counts as right when province and county (or city) have the names that they had.
    They read the region before the text, since they have no argument for it.
    """
    rows = cases(path)
    length = sum(len(row["text"]) for row in rows)
    right, seconds = own_answers(rows)
    yield f"| govner (code) | {right} of {len(rows)} | {length / seconds:,.0f} |"
    lines = []
    for row in rows:
        chain = load().chain(row["code"], date.fromisoformat(row["published"]))
        names = {v.kind: v.name for v in chain}
        higher = (PlaceKind.PROVINCE, PlaceKind.PREFECTURE, PlaceKind.COUNTY)
        lines.append(json.dumps([row["region"] + row["text"], *(names.get(kind, "") for kind in higher)]))
    script = Path(__file__).parent / "peers" / "place_peer.py"
    for name in ("cpca", "jionlp"):
        python = peers / name / "bin" / "python"
        if not python.exists():
            yield f"| {name} | not installed in {peers} | |"
            continue
        answer = json.loads(
            subprocess.run(
                [python, script, name], input="\n".join(lines), capture_output=True, text=True, check=True
            ).stdout.splitlines()[-1]
        )
        rate = length / answer["seconds"]
        yield f"| {name} (names of county and above) | {answer['right']} of {len(rows)} | {rate:,.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=Path)
    parser.add_argument("--communities", type=int, default=20000)
    parser.add_argument("--peers", type=Path, default=Path("/tmp/peers"), help="environments cpca/ and jionlp/")
    options = parser.parse_args()
    start = time.perf_counter()
    gazetteer = load()
    print(f"load: {1000 * (time.perf_counter() - start):.1f} ms")
    towns = list(townships(gazetteer))
    print("townships, full chain to code:", share_read_back(towns))
    print("townships, without province:", without_province(gazetteer, towns))
    rng = random.Random(1)
    communities = [v for t in rng.sample(towns, options.communities // 10) for v in gazetteer.children(t, DAY)]
    sample = rng.sample(communities, min(options.communities, len(communities)))
    print("communities, full chain to code:", share_read_back(sample))
    print("| tool | right | characters a second |\n| --- | ---: | ---: |")
    for line in comparison(Path(__file__).parents[1] / "tests" / "places" / "cases.tsv", options.peers):
        print(line)
    if options.articles:
        print("articles, recognition and resolution:", speed(options.articles))


if __name__ == "__main__":
    main()
