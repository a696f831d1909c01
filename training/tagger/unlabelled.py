"""Draws unlabelled sentences of the genre from the corpora, to be labelled by a teacher (LAC, or our own ensemble)."""

from __future__ import annotations

import random
import re
from pathlib import Path

from corpora import read_rows

from govner.segmentation.view import View
from govner.training.samples import MAX_LENGTH

#: Corpus -> characters to draw.
SHARES = {
    "campus_news": 700_000,
    "peoples_daily_2025": 600_000,
    "xwlb_2012_2026": 700_000,
    "xinhua_rmrb_2025": 250_000,
    "headlines_2026": 250_000,
    "gov_work_reports": 100_000,
}

_SENTENCE = re.compile(r"[^。！？\n]+[。！？\n]?[”’）]*")


def draw(corpus: Path, seed: int, shares: dict[str, int] | None = None) -> list[str]:
    """Sentences in a fixed random order, without repetition."""
    found: dict[str, None] = {}
    for name, share in (shares or SHARES).items():
        rows = list(read_rows(corpus / f"{name}.jsonl.xz"))
        random.Random(f"{seed} {name}").shuffle(rows)
        size = 0
        for row in rows:
            if size >= share:
                break
            lines = [row.get("title") or "", *(row.get("text") or "").split("\n")][:60]
            for line in lines:
                text = View.of(line).text
                for match in _SENTENCE.finditer(text):
                    sentence = match[0].strip()
                    if 6 <= len(sentence) <= MAX_LENGTH and sentence not in found:
                        found[sentence] = None
                        size += len(sentence)
    sentences = list(found)
    random.Random(seed).shuffle(sentences)
    return sentences
