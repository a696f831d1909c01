"""Proposes the heads of slogans, quoted or not."""
from __future__ import annotations

import re

from govner.lexicons import Lexicons, LiteralMatcher
from govner.records import MentionType
from govner.recognition.slogans.lexicon import SloganLexicon
from govner.recognition.slogans.quotes import QuoteModel, quotations
from govner.segmentation import Analysis, Candidate

#: Quotations at least this probable are proposed.
THRESHOLD = 0.5


class SloganRecogniser:
    """Heads of slogans: quotations that the quote model accepts, known terms without quotes, and repetitions.

    A candidate's `attrs`: ``quoted`` (bool).
    """

    def __init__(self, lexicons: Lexicons) -> None:
        lexicon = SloganLexicon(lexicons)
        self.quotes = QuoteModel(lexicons, lexicon.kinds)
        self.bare = LiteralMatcher({term: term for term in lexicon.bare})

    def __call__(self, analysis: Analysis) -> list[Candidate]:
        quoted = self._quoted(analysis)
        return quoted + self._unquoted(analysis, quoted)

    def _quoted(self, analysis: Analysis) -> list[Candidate]:
        found = []
        for quote in quotations(analysis):
            score = self.quotes.score(analysis, quote)
            if score >= THRESHOLD:
                found.append(_candidate(quote.start, quote.end, "slogans.quote", 0.5 + score / 2, True))
        return found

    def _unquoted(self, analysis: Analysis, quoted: list[Candidate]) -> list[Candidate]:
        text = analysis.text
        taken = {(c.start, c.end) for c in quoted}
        found = []
        repeated = {text[c.start : c.end] for c in quoted if c.end - c.start >= 4}
        for term in sorted(repeated):
            for match in re.finditer(re.escape(term), text):
                if match.span() not in taken and not _inside_quote(text, match.start(), match.end()):
                    found.append(_candidate(*match.span(), "slogans.repeated", 0.8, False))
        for start, end, _ in self.bare.longest(text):
            if (start, end) not in taken and not _inside_quote(text, start, end):
                found.append(_candidate(start, end, "slogans.lexicon", 0.8, False))
        return found


def _candidate(start: int, end: int, rule: str, score: float, quoted: bool) -> Candidate:
    return Candidate(MentionType.SLOGAN, start, end, rule=rule, score=score, attrs={"quoted": quoted})


def _inside_quote(text: str, start: int, end: int) -> bool:
    """Whether a range is a part of a quotation (whole quotations are the quote model's business)."""
    return text[start - 1 : start] in ("“", "‘", "+") or text[end : end + 1] in ("”", "’", "+")
