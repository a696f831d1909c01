"""Precision, recall and F1 of mentions, exact in type and span."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from govner.evaluation.gold import GoldArticle, analysis_with_gold_mentions
from govner.recognition.selection import select
from govner.recognition.tagger import TaggerRecogniser
from govner.recognition.tagger.labels import LABELS
from govner.segmentation import Analysis, Candidate


@dataclass
class Scores:
    """Counts by type, and by "ALL".

    >>> scores = Scores()
    >>> scores.add({("PERSON", 0, 2)}, {("PERSON", 0, 2), ("PLACE", 3, 6)})
    >>> round(scores.f1("ALL"), 3), scores.f1("PLACE")
    (0.667, 0.0)
    """

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)

    def add(self, found: Iterable[tuple[str, int, int]], wanted: Iterable[tuple[str, int, int]]) -> None:
        """Counts what was found in a document and what should have been."""
        mine, gold = set(found), set(wanted)
        for table, items in ((self.right, mine & gold), (self.found, mine), (self.wanted, gold)):
            for kind, _, _ in items:
                table[kind] += 1
                table["ALL"] += 1

    def f1(self, kind: str) -> float:
        """The harmonic mean of precision and recall, 0 to 1 (0 where there is nothing)."""
        return 2 * self.right[kind] / max(1, self.found[kind] + self.wanted[kind])

    def plain(self) -> dict[str, float]:
        """F1 in per cent, by type and of all."""
        return {kind: round(100 * self.f1(kind), 1) for kind in (*LABELS, "ALL") if self.wanted[kind]}


def tagger_scores(tagger: TaggerRecogniser, articles: Sequence[GoldArticle]) -> Scores:
    """What a tagger alone finds in annotated articles, in the sentences of title and body."""
    scores = Scores()
    for gold in articles:
        analysis = analysis_with_gold_mentions(gold)
        scores.add(_keys(analysis, select(tagger(analysis))), _keys(analysis, analysis.mentions))
    return scores


def _keys(analysis: Analysis, mentions: Iterable[Candidate]) -> set[tuple[str, int, int]]:
    return {
        (m.type.value, m.start, m.end) for m in mentions if m.type.value in LABELS and analysis.in_text(m.start)
    }
