"""The real article and the annotated ones, scored by the founders' own measure. Skipped where ../shared is absent."""
from __future__ import annotations

import json
import lzma
import subprocess
import sys
from pathlib import Path

import govner
from govner.evaluation.gold import read_gold
from govner.records import Record

PERFECT = ("people", "places", "dates", "events", "statements", "speakers", "points")
# Floors of the development articles, a point or two below what was measured: they hold a change that breaks something.
FLOORS = {
    "mention:PERSON": 97.5, "mention:POST": 97.5, "mention:ORGANIZATION": 94, "mention:PLACE": 87, "mention:DATE": 97,
    "mention:SLOGAN": 86, "people": 97, "people+org": 94, "places": 95, "dates": 96, "slogans": 86, "items": 83,
    "events": 85, "args": 74, "statements": 93, "speakers": 97, "points": 99,
}  # fmt: skip


def score(shared: Path, gold: Path, predictions: Path, floors: dict[str, float]) -> subprocess.CompletedProcess[str]:
    minima = [part for key, value in floors.items() for part in ("--min", f"{key}={value}")]
    command = [sys.executable, str(shared / "gold" / "score.py"), str(gold), str(predictions), *minima]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_the_real_article(shared: Path, tmp_path: Path) -> None:
    text = (shared / "seed" / "article.txt").read_text(encoding="utf-8")
    record = govner.extract(text, id="article")
    predictions = tmp_path / "pred.jsonl"
    predictions.write_text(record.to_json() + "\n", encoding="utf-8")
    floors = dict.fromkeys(FLOORS, 95.0) | dict.fromkeys(PERFECT, 100.0)
    result = score(shared, shared / "seed" / "seed.jsonl", predictions, floors)
    assert result.returncode == 0, result.stdout


def test_the_second_copy_of_the_real_article_adds_nothing(shared: Path) -> None:
    text = (shared / "seed" / "article.txt").read_text(encoding="utf-8")
    expected = json.loads((shared / "seed" / "seed_gold.json").read_text(encoding="utf-8"))
    record = govner.extract(text)
    copies = [(b.span.start, b.span.end, b.duplicate_of, b.offset_delta) for b in record.blocks if b.duplicate_of]
    assert copies == [
        (b["span"]["start"], b["span"]["end"], b["duplicate_of"], b["offset_delta"])
        for b in expected["blocks"]
        if b.get("duplicate_of")
    ]
    body_end = expected["body_span"]["end"]
    names = {s.span.start for s in record.mentions if s.type.value in ("PERSON", "POST", "SLOGAN")}
    names |= {e.trigger.start for e in record.events} | {q.cue.start for q in record.statements}
    assert max(names) < body_end


def test_the_development_articles(shared: Path, tmp_path: Path) -> None:
    nlp = govner.load()
    gold = shared / "gold" / "dev.jsonl"
    predictions = tmp_path / "pred.jsonl"
    with predictions.open("w", encoding="utf-8") as stream:
        for article in read_gold(gold):
            record = nlp.extract(article.text, published=article.published, region=article.region, id=article.id)
            stream.write(record.to_json() + "\n")
    result = score(shared, gold, predictions, FLOORS)
    assert result.returncode == 0, result.stdout


def test_real_texts_run_clean(shared: Path) -> None:
    nlp = govner.load()
    with lzma.open(shared / "real" / "texts.jsonl.xz", "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    assert len(rows) > 20
    for row in rows:
        record = nlp.extract(row["text"], published=row["published"] or None, region=row["region"] or None)
        assert Record.from_json(record.to_json()) == record
