"""Proposes the heads of slogans, quoted or not."""
from __future__ import annotations

import re

from govner.lexicons import Lexicons, LiteralMatcher
from govner.records import MentionType
from govner.recognition.slogans.counted import CountedHeads
from govner.recognition.slogans.lexicon import SloganLexicon
from govner.recognition.slogans.members import MemberFinder
from govner.recognition.slogans.quotes import QuoteModel, quotations
from govner.segmentation import Analysis, Candidate

#: Quotations at least this probable are proposed.
THRESHOLD = 0.5
#: Shorter terms are too ambiguous without their quotes.
_SHORTEST_REPEATED = 3


class SloganRecogniser:
    """Heads of slogans: quotations that the quote model accepts; without quotes, their repetitions, terms of the lexicon that
    are slogans anywhere, and counted heads whose members stand beside them.

    A candidate's `attrs`: ``quoted`` (bool).
    """

    def __init__(self, lexicons: Lexicons) -> None:
        lexicon = SloganLexicon(lexicons)
        finder = MemberFinder(lexicons)
        self.quotes = QuoteModel(lexicons, lexicon.kinds, finder)
        self.counted = CountedHeads(lexicons, finder)
        self.bare = LiteralMatcher({term: term for term in lexicon.bare})

    def __call__(self, analysis: Analysis) -> list[Candidate]:
        found = {(c.start, c.end): c for c in self._quoted(analysis)}
        for candidate in [*self._repeated(analysis, list(found)), *self._bare(analysis), *self._counted(analysis)]:
            found.setdefault((candidate.start, candidate.end), candidate)
        return list(found.values())

    def _quoted(self, analysis: Analysis) -> list[Candidate]:
        found = []
        for quote in quotations(analysis):
            score = self.quotes.score(analysis, quote)
            if score >= THRESHOLD:
                found.append(_candidate(quote.start, quote.end, "slogans.quote", 0.5 + score / 2, True))
        return found

    def _repeated(self, analysis: Analysis, quoted: list[tuple[int, int]]) -> list[Candidate]:
        """The accepted quotations where they come again without quotes."""
        text = analysis.text
        terms = dict.fromkeys(text[a:b] for a, b in quoted if b - a >= _SHORTEST_REPEATED and text.count(text[a:b]) > 1)
        return [
            _candidate(*match.span(), "slogans.repeated", 0.8, False)
            for term in terms
            for match in re.finditer(re.escape(term), text)
            if not _touches_quotes(text, *match.span())
        ]

    def _bare(self, analysis: Analysis) -> list[Candidate]:
        """Terms of the lexicon that need no quotes."""
        text = analysis.text
        return [
            _candidate(start, end, "slogans.lexicon", 0.8, False)
            for start, end, _ in self.bare.longest(text)
            if not _touches_quotes(text, start, end)
        ]

    def _counted(self, analysis: Analysis) -> list[Candidate]:
        """Counted heads with their members, such as 三对关系。一是…"""
        return [
            _candidate(start, end, "slogans.counted", 0.75, False)
            for start, end in self.counted(analysis)
            if not _touches_quotes(analysis.text, start, end)
        ]


def _candidate(start: int, end: int, rule: str, score: float, quoted: bool) -> Candidate:
    return Candidate(MentionType.SLOGAN, start, end, rule=rule, score=score, attrs={"quoted": quoted})


def _touches_quotes(text: str, start: int, end: int) -> bool:
    """Whether a range stands at a quotation mark from inside (whole quotations are the quote model's business)."""
    return text[start - 1 : start] in ("“", "‘", "+") or text[end : end + 1] in ("”", "’", "+")
