"""The real article and the annotated ones: blocks, copies and metadata as expected, and no annotated name lost."""
from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from govner.evaluation.gold import read_gold
from govner.reading.pages import read_page
from govner.segmentation import Analysis

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated articles lie beside the checkout")


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_real_article() -> None:
    gold = json.loads((SHARED / "seed" / "seed_gold.json").read_text(encoding="utf-8"))
    page = read_page((SHARED / "seed" / "article.txt").read_text(encoding="utf-8"))
    assert [(b.kind.value, b.start, b.end, b.in_body, b.offset_delta) for b in page.blocks] == [
        (b["kind"], b["span"]["start"], b["span"]["end"], b["in_body"], b.get("offset_delta")) for b in gold["blocks"]
    ]
    originals = ["" if b.duplicate_of is None else f"B{b.duplicate_of + 1}" for b in page.blocks]
    assert originals == [b.get("duplicate_of") or "" for b in gold["blocks"]]
    data, wanted = page.metadata, gold["metadata"]
    assert (data.column, data.title) == (wanted["column"], wanted["title"])
    assert (data.information_source, data.published) == (wanted["information_source"], wanted["published"])
    assert [w for w in gold["warnings"] if w.startswith(("duplicate", "access"))] == page.warnings


@pytest.mark.parametrize("name", ["train.jsonl", "dev.jsonl"])
def test_no_annotated_name_is_lost(name: str) -> None:
    free_zones = scorer().free_zones
    for gold in read_gold(SHARED / "gold" / name):
        page = read_page(gold.text)
        zones = free_zones(gold.text)
        view = Analysis.of(page).view
        kept = [(b.start, b.end) for b in page.blocks if b.analysed]
        for kind, start, end in gold.mentions:
            if any(a <= start < b for a, b in zones):
                continue
            where = f"{gold.id} {kind.value} {gold.text[start:end]}"
            assert any(a <= start and end <= b for a, b in kept), where
            assert view.raw_range(view.position(start), view.position(end)) == (start, end), where


@pytest.mark.parametrize("name", ["train.jsonl", "dev.jsonl"])
def test_printed_dates_agree_with_the_annotated_day(name: str) -> None:
    """Of the pages that print a day, all but the few that are annotated with another one."""
    printed = agreeing = 0
    for gold in read_gold(SHARED / "gold" / name):
        found = read_page(gold.text).metadata.published
        if found and gold.published:
            printed += 1
            agreeing += found[:10] == gold.published.isoformat()
    assert printed > 30
    assert agreeing >= 0.98 * printed


def test_traditional_articles_are_told_from_simplified_ones() -> None:
    for name in ("train.jsonl", "dev.jsonl"):
        for gold in read_gold(SHARED / "gold" / name):
            traditional = sum(gold.text.count(char) for char in "會區縣長領導記們總為時說國開關")
            assert (read_page(gold.text).script == "traditional") == (traditional > 10), gold.id
