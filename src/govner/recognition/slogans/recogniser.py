"""Proposes the heads of slogans, quoted or not."""
from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from govner.lexicons import Lexicons, LiteralMatcher
from govner.recognition.slogans.counted import CountedHeads
from govner.recognition.slogans.lexicon import SloganLexicon
from govner.recognition.slogans.members import MOST_SEARCHES, Expansion, MemberFinder
from govner.recognition.slogans.quotes import QuoteModel, quotations
from govner.records import MentionForm, MentionType
from govner.segmentation import Analysis, Candidate

#: The rule of quotations; the probability p of one is in its candidate's score, 0.5 + p / 2.
QUOTE_RULE = "slogans.quote"
#: Quotations at least this probable are proposed (best in cross-validation).
THRESHOLD = 0.5
#: The score of words in quotes that are no slogans: any other reading of the same characters wins.
_SCARE_SCORE = 0.05
_LONGEST_SCARE = 6
#: A process in quotes (“专业化”) is the direction of a policy and never irony; 文化, 变化 and 消化 are no processes.
_PROCESS = re.compile(r"[\u3400-\u9fff]{2,3}(?<![文变消造])化")
#: Shorter terms are too ambiguous without their quotes.
_SHORTEST_REPEATED = 3


class SloganRecogniser:
    """Heads of slogans: quotations that the quote model accepts; without quotes, their repetitions, terms of the
    lexicon that are slogans anywhere, and counted heads whose members stand beside them.

    Other short words in quotes are proposed with the form NOMINAL and a low score: scare quotes, no slogans.

    A candidate's `attrs`: ``members`` (an :class:`Expansion` or None), where the recogniser already looked for them.

    Args:
        lexicons: where the slogan lexicon and the words of the grammar are.
        quote_weights: another file of weights of the quote model, for training.
        without: terms of the slogan lexicon to leave out, for training.
    """

    def __init__(
        self, lexicons: Lexicons, quote_weights: Path | None = None, without: Collection[str] = ()
    ) -> None:
        lexicon = SloganLexicon(lexicons, without)
        finder = lexicons.made(MemberFinder)
        self.quotes = QuoteModel(lexicons, lexicon.kinds, finder, quote_weights)
        self.counted = CountedHeads(lexicons, finder)
        self.bare = LiteralMatcher({term: term for term in lexicon.bare})

    def __call__(self, analysis: Analysis) -> list[Candidate]:
        found = {(c.start, c.end): c for c in self._quoted(analysis)}
        slogans = [place for place, c in found.items() if c.form is not MentionForm.NOMINAL]
        for candidate in [*self._repeated(analysis, slogans), *self._bare(analysis), *self._counted(analysis)]:
            found.setdefault((candidate.start, candidate.end), candidate)
        return list(found.values())

    def _quoted(self, analysis: Analysis) -> list[Candidate]:
        found = []
        for order, quote in enumerate(quotations(analysis)):
            score, expansion = self.quotes.score(analysis, quote, search=order < MOST_SEARCHES)
            if score >= THRESHOLD:
                found.append(_candidate(quote.start, quote.end, QUOTE_RULE, 0.5 + score / 2, expansion))
            elif _PROCESS.fullmatch(analysis.text, quote.start, quote.end):
                found.append(_candidate(quote.start, quote.end, "slogans.process", 0.7))
            elif self._scare(analysis.text[quote.start : quote.end]):
                scare = _candidate(quote.start, quote.end, "slogans.scare", _SCARE_SCORE)
                scare.form = MentionForm.NOMINAL
                found.append(scare)
        return found

    def _scare(self, inside: str) -> bool:
        """Whether a quotation that is no slogan still is a word used with irony or as a figure (让更多的“风景”…)."""
        return 2 <= len(inside) <= _LONGEST_SCARE and self.quotes.known.get(inside) != "plain" and inside.isalpha()

    def _repeated(self, analysis: Analysis, quoted: list[tuple[int, int]]) -> list[Candidate]:
        """The accepted quotations where they come again without quotes."""
        text = analysis.text
        terms = {text[a:b]: True for a, b in quoted if b - a >= _SHORTEST_REPEATED}
        return [
            _candidate(start, end, "slogans.repeated", 0.8)
            for start, end, _ in LiteralMatcher(terms).longest(text)
            if not _touches_quotes(text, start, end)
        ]

    def _bare(self, analysis: Analysis) -> list[Candidate]:
        """Terms of the lexicon that need no quotes."""
        text = analysis.text
        return [
            _candidate(start, end, "slogans.lexicon", 0.8)
            for start, end, _ in self.bare.longest(text)
            if not _touches_quotes(text, start, end)
        ]

    def _counted(self, analysis: Analysis) -> list[Candidate]:
        """Counted heads with their members, such as 三对关系。一是…"""
        return [
            _candidate(start, end, "slogans.counted", 0.75, expansion)
            for start, end, expansion in self.counted(analysis)
            if not _touches_quotes(analysis.text, start, end)
        ]


def _candidate(start: int, end: int, rule: str, score: float, members: Expansion | None = None) -> Candidate:
    attrs = {"members": members} if rule in (QUOTE_RULE, "slogans.counted") else {}
    return Candidate(MentionType.SLOGAN, start, end, rule=rule, score=score, attrs=attrs)


def _touches_quotes(text: str, start: int, end: int) -> bool:
    """Whether a range stands at a quotation mark from inside (whole quotations are the quote model's business)."""
    return text[start - 1 : start] in ("“", "‘", "+") or text[end : end + 1] in ("”", "’", "+")
