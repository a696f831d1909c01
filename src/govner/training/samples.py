"""Training samples: sentences of the normalised view with labelled spans, from annotated articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govner.evaluation.gold import GoldArticle, analysis_with_gold_mentions
from govner.recognition.tagger.labels import LABELS

#: A span of a sample: (label, start, end).
Span = tuple[str, int, int]

#: Longest sample in characters; longer sentences are cut at clause marks.
MAX_LENGTH = 128

_CLAUSE_END = re.compile(r"[，；：、。！？]")


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence.

    Attributes:
        text: normalised characters.
        spans: the outermost spans, which do not overlap, in order.
        inner: places inside longer places (gold articles only).
        article: index of the article, so that folds never divide one.
    """

    text: str
    spans: tuple[Span, ...]
    inner: tuple[Span, ...] = ()
    article: int = 0


def gold_samples(articles: Iterable[GoldArticle]) -> list[Sample]:
    """Every sentence of annotated articles."""
    samples: list[Sample] = []
    for number, gold in enumerate(articles):
        analysis = analysis_with_gold_mentions(gold)
        mentions = [m for m in analysis.mentions if m.type.value in LABELS]
        for sentence in analysis.sentences:
            outer: list[Span] = []
            inner: list[Span] = []
            for m in mentions:
                if sentence.start <= m.start and m.end <= sentence.end:
                    span = (m.type.value, m.start - sentence.start, m.end - sentence.start)
                    (inner if outer and span[1] < outer[-1][2] else outer).append(span)
            text = analysis.text[sentence.start : sentence.end]
            if text.strip():
                samples.append(Sample(text, tuple(outer), tuple(inner), number))
    return samples


def pieces(sample: Sample, longest: int = MAX_LENGTH) -> Iterator[Sample]:
    """A sample cut at clause marks outside its spans, so that no piece is longer than `longest` (or, if it has none
    there, cut off)."""
    text, start = sample.text, 0
    while len(text) - start > longest:
        cuts = [
            m.end()
            for m in _CLAUSE_END.finditer(text, start, start + longest)
            if not any(a < m.end() < b for _, a, b in sample.spans)
        ]
        end = cuts[-1] if cuts else start + longest
        yield _slice(sample, start, end)
        start = end
    yield _slice(sample, start, len(text))


def _slice(sample: Sample, start: int, end: int) -> Sample:
    def inside(spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple((label, a - start, b - start) for label, a, b in spans if start <= a and b <= end)

    return Sample(sample.text[start:end], inside(sample.spans), inside(sample.inner), sample.article)
