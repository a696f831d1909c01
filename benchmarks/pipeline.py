"""Cold start, memory and speed of the whole pipeline and of each room.

    python benchmarks/pipeline.py [ARTICLES.jsonl]

Prints tables in Markdown. Without an argument the annotated development articles of ../shared are read, or, where those
are absent, the example article a hundred times. CPU seconds of one process; nothing here is a test.
"""
from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COLD_STARTS = {
    "python": "pass",
    "import govner": "import govner",
    "import spacy": "import spacy",
    "govner.load()": "import govner; govner.load()",
    "first record": "import govner; govner.extract(open('examples/article.txt', encoding='utf-8').read())",
}


def articles(argument: str | None) -> list[dict[str, str]]:
    path = Path(argument) if argument else ROOT.parent / "shared" / "gold" / "dev.jsonl"
    if path.is_file():
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    text = (ROOT / "examples" / "article.txt").read_text(encoding="utf-8")
    return [{"text": text, "published": "2023-06-16", "region": "福建省泉州市"}] * 100


def cold_starts() -> None:
    print("| cold start | seconds (best of 5) | peak RSS, MB |\n|---|---|---|")
    code = "import resource; {}; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    for name, statement in COLD_STARTS.items():
        best, peak = 1e9, 0
        for _ in range(5):
            begin = time.perf_counter()
            result = subprocess.run(
                [sys.executable, "-c", code.format(statement)], cwd=ROOT, capture_output=True, text=True, check=True
            )
            best, peak = min(best, time.perf_counter() - begin), int(result.stdout.split()[-1])
        print(f"| {name} | {best:.2f} | {peak / 1024:.0f} |")


def rooms(sample: list[dict[str, str]]) -> None:
    from spacy.tokens import Doc

    import govner
    from govner.pipeline import _day
    from govner.reading.pages import read_page
    from govner.segmentation.analysis import Analysis
    from govner.segmentation.docs import set_analysis

    nlp = govner.load()
    for article in sample[:5]:
        nlp.extract(article["text"])
    spent: Counter[str] = Counter()

    def timed(name: str, begin: float) -> float:
        now = time.process_time()
        spent[name] += now - begin
        return now

    for article in sample:
        mark = time.process_time()
        page = read_page(article["text"], published=_day(article["published"]), region=article["region"] or None)
        mark = timed("reading", mark)
        analysis = Analysis.of(page)
        mark = timed("view, sentences", mark)
        analysis.tokenised = False
        doc = Doc(nlp.nlp.vocab)
        set_analysis(doc, analysis)
        for name, component in nlp.nlp.pipeline:
            doc = component(doc)
            mark = timed(name, mark)
        doc._.record.to_json()
        timed("to_json", mark)
    characters = sum(len(article["text"]) for article in sample)
    total = sum(spent.values())
    print(f"\n{len(sample)} articles, {characters} characters\n")
    print("| room | characters/s | share |\n|---|---|---|")
    for name, seconds in spent.items():
        print(f"| {name} | {characters / seconds if seconds else 0:,.0f} | {seconds / total:.0%} |")
    print(f"| **whole** | **{characters / total:,.0f}** | {len(sample) / total:,.0f} articles/s |")
    print(f"\nPeak RSS {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    cold_starts()
    rooms(articles(sys.argv[1] if len(sys.argv) > 1 else None))
