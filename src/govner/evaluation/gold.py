"""Annotated articles: reading them, and building an analysis whose mentions are the annotated ones.

The second is how a later room is developed and tested by itself: with perfect mentions, whatever is wrong is its own.
"""
from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from govner.errors import InputError
from govner.reading.pages import read_page
from govner.records import MentionType
from govner.segmentation import Analysis, Candidate


@dataclass(frozen=True)
class GoldArticle:
    """An annotated article: text, mentions as (type, start, end) in raw offsets, and the record as plain data."""

    id: str
    text: str
    published: date | None
    region: str | None
    mentions: list[tuple[MentionType, int, int]]
    record: dict[str, Any]


def read_gold(path: str | Path) -> Iterator[GoldArticle]:
    """The articles of a file of annotated articles: one JSON object a line.

    `text` and `mentions` (each with `type`, `start` and `end`) are needed; `id`, `published`, `region` and `record` may
    be missing.

    Raises:
        InputError: a line is not such an article; the message names file and line.
    """
    with Path(path).open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                data = json.loads(line)
                yield GoldArticle(
                    id=str(data.get("id") or f"line {number}"),
                    text=data["text"],
                    published=date.fromisoformat(data["published"]) if data.get("published") else None,
                    region=data.get("region") or None,
                    mentions=[_mention(m, len(data["text"])) for m in data["mentions"]],
                    record=data.get("record") or {},
                )
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise InputError(f"{path}, line {number}: not an annotated article ({error!r})") from error


def _mention(data: dict[str, Any], length: int) -> tuple[MentionType, int, int]:
    start, end = data["start"], data["end"]
    if not 0 <= start < end <= length:
        raise ValueError(f"a mention from {start} to {end} in a text of {length} characters")
    return MentionType(data["type"]), start, end


def analysis_with_gold_mentions(gold: GoldArticle) -> Analysis:
    """The analysis of an annotated article after recognition, as if every recogniser had been right."""
    article = read_page(gold.text, id=gold.id, published=gold.published, region=gold.region)
    analysis = Analysis.of(article)
    view = analysis.view
    for kind, start, end in gold.mentions:
        first, last = view.position(start), view.position(end)
        if first < last and view.raw_range(first, last) == (start, end):
            analysis.candidates.append(Candidate(kind, first, last, rule="gold"))
    analysis.mentions = sorted(analysis.candidates, key=lambda c: (c.start, -c.end))
    return analysis
