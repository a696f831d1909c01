"""Statements: who said what, in which act, with which points, slogans and event."""
from __future__ import annotations

from govner.composition.statement_contents import ContentPatterns
from govner.composition.statement_cues import CueFinder
from govner.composition.statement_links import StatementWriter
from govner.composition.statement_speakers import SpeakerPatterns
from govner.composition.statement_utterances import UtteranceFinder
from govner.lexicons import Lexicons
from govner.segmentation import Analysis


class StatementComposer:
    """Fills `analysis.statements` with everything that somebody is reported to have said.

    >>> from govner.evaluation import gold
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self._cues = CueFinder(lexicons)
        self._speakers = SpeakerPatterns(self._cues.words, self._cues.adverbs)
        self._contents = ContentPatterns(self._cues.words)

    def __call__(self, analysis: Analysis) -> None:
        finder = UtteranceFinder(analysis, self._cues, self._speakers, self._contents)
        StatementWriter(analysis).write(finder.find())
