"""Statements: who said what, in which act, with which points, slogans and event."""
from __future__ import annotations

from govner.composition.statement_rows import StatementWriter
from govner.composition.statement_utterances import Grammar, UtteranceFinder
from govner.lexicons import Lexicons
from govner.segmentation import Analysis


class StatementComposer:
    """Fills `analysis.statements` with everything that somebody is reported to have said."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._grammar = Grammar(lexicons)

    def __call__(self, analysis: Analysis) -> None:
        StatementWriter(analysis).write(UtteranceFinder(analysis, self._grammar).find())
