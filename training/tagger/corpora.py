"""Labelled corpora as training samples."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path

from govner.segmentation.view import View
from govner.training.samples import Sample, Span, pieces


def labelled_corpus(path: Path) -> list[Sample]:
    """The sentences of a `{text, entities}` corpus, in view characters."""
    samples: list[Sample] = []
    for number, row in enumerate(read_rows(path)):
        view = View.of(row["text"])
        spans: list[Span] = []
        for start, end, label in sorted(row["entities"]):
            first, last = view.position(start), view.position(end)
            if first < last and (not spans or first >= spans[-1][2]):
                spans.append((label, first, last))
        if view.text:
            samples += pieces(Sample(view.text, tuple(spans), article=number))
    return samples


def read_rows(path: Path) -> Iterator[dict]:
    """The rows of a .jsonl or .jsonl.xz file."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)
