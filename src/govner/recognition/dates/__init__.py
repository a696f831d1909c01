"""Dates: calendar expressions of news, recognised with their parts but not yet completed.

>>> from dataclasses import replace

from govner.lexicons import Lexicons
>>> from govner.reading import Article
>>> from govner.segmentation import Analysis
>>> recogniser = DateRecogniser(Lexicons())
>>> text = "9月8日下午，调研组到社区走访，前期工作已获肯定，年底前完成。"
>>> [text[c.start:c.end] for c in recogniser(Analysis.of(Article(raw=text)))]
['9月8日下午', '年底']
"""
from __future__ import annotations

from govner.lexicons import Lexicons
from govner.recognition.dates.atoms import AtomFinder, Scope
from govner.recognition.dates.context import score_of
from govner.recognition.dates.grammar import Grammar
from govner.recognition.dates.parts import Amounts, DateParts, Expression, Rank
from govner.records import MentionType
from govner.segmentation import Analysis, Candidate

__all__ = ["Amounts", "DateParts", "DateRecogniser", "Expression", "Rank", "Scope"]


class DateRecogniser:
    """Proposes a DATE candidate for each calendar expression; `attrs["date"]` holds its :class:`Expression`.

    Args:
        lexicons: `date_words` and `festivals` are read.
        scope: "calendar" finds what a reader would put into a calendar; "wide" also vague words (目前, 近期) and bare
            festivals.
    """

    def __init__(self, lexicons: Lexicons, scope: Scope = "calendar") -> None:
        self._atoms = AtomFinder(lexicons, scope)
        self._grammar = Grammar()
        self._wide = scope == "wide"

    def __call__(self, analysis: Analysis) -> list[Candidate]:
        text = analysis.view.text
        candidates: list[Candidate] = []
        for expression, atom in self._grammar(text, self._atoms(text)):
            score = score_of(text, expression, atom, self._wide)
            if score is not None:
                candidates.append(
                    Candidate(
                        MentionType.DATE,
                        expression.start,
                        expression.end,
                        f"dates.{atom.kind}",
                        score,
                        attrs={"date": expression},
                    )
                )
        return candidates

    def parse(self, text: str, start: int, end: int) -> Expression | None:
        """The expression that covers `text[start:end]`, wherever it stands; None where that is no date.

        For mentions that another recogniser (or an annotator) found.
        """
        atoms = [
            atom._replace(start=atom.start + start, end=atom.end + start) for atom in self._atoms(text[start:end])
        ]
        found = [expression for expression, _ in self._grammar(text[:end], atoms)]
        return max(found, key=lambda e: e.end - e.start, default=None)
