"""Speed of dates alone, in characters a second on one core.

    python benchmarks/dates.py FILE.jsonl [--runs 5]

FILE holds one article a line with `text` and `published`. Reading, segmentation and the choice among candidates are
done before the clock starts. The best of the runs counts: what else the machine does only makes a run slower.
"""
from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from time import process_time

from govner.lexicons import Lexicons
from govner.reading import Article
from govner.recognition.dates import DateRecogniser
from govner.recognition.selection import select
from govner.resolution.dates import DateResolver
from govner.segmentation import Analysis


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    analyses: list[Analysis] = []
    with arguments.file.open(encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            published = date.fromisoformat(row["published"][:10]) if row.get("published") else None
            analyses.append(Analysis.of(Article(raw=row["text"], published=published)))
    characters = sum(len(analysis.view.text) for analysis in analyses)
    lexicons = Lexicons()
    recogniser, resolver = DateRecogniser(lexicons), DateResolver(lexicons)
    recognition = resolution = float("inf")
    for _ in range(arguments.runs):
        start = process_time()
        found = [recogniser(analysis) for analysis in analyses]
        recognition = min(recognition, process_time() - start)
        for analysis, candidates in zip(analyses, found, strict=True):
            analysis.mentions = select(candidates)
            analysis.entities.dates.clear()
        start = process_time()
        for analysis in analyses:
            resolver(analysis)
        resolution = min(resolution, process_time() - start)
    dates = sum(len(analysis.entities.dates) for analysis in analyses)
    print(f"{len(analyses)} articles, {characters:,} characters, {dates:,} dates")
    for name, seconds in (
        ("recognition", recognition),
        ("resolution", resolution),
        ("both", recognition + resolution),
    ):
        print(f"{name:12} {characters / seconds:12,.0f} characters/s")


if __name__ == "__main__":
    main()
