"""Mentions that a user has listed: whatever rules and tagger think, each occurrence is one."""

from __future__ import annotations

from govner.lexicons import Lexicons, LiteralMatcher, Row
from govner.records import MentionType
from govner.segmentation import Analysis, Candidate
from govner.segmentation.view import View

#: The score of what is certain; no model has a say about it.
CERTAIN = 1.0


class TermRow(Row):
    """A line of terms.tsv: a text, and the type of mention it always is. The shipped file is empty."""

    text: str
    type: MentionType


class TermRecogniser:
    """Proposes every occurrence of the lexicon terms.tsv; the longest wins where two overlap.

    >>> from govner.reading import Article
    >>> recognise = TermRecogniser(Lexicons())
    >>> recognise(Analysis.of(Article(raw="到河口镇调研。")))
    []
    """

    def __init__(self, lexicons: Lexicons) -> None:
        # A term is compared with view characters, so it goes through a view itself.
        self._terms = LiteralMatcher({View.of(row.text).text: row.type for row in lexicons.rows("terms", TermRow)})

    def __call__(self, analysis: Analysis) -> list[Candidate]:
        return [
            Candidate(kind, start, end, rule="terms.user", score=CERTAIN)
            for start, end, kind in self._terms.longest(analysis.view.text)
        ]
