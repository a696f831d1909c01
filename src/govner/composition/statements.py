"""Statements: who said what, in which act, with which points, slogans and event."""
from __future__ import annotations

from govner.composition.statement_rows import StatementWriter
from govner.composition.statement_utterances import Grammar, UtteranceFinder
from govner.lexicons import Lexicons
from govner.segmentation import Analysis


class StatementComposer:
    """Fills `analysis.statements` with everything that somebody is reported to have said.

    Speakers are entities: a person (also behind 他 or an omitted subject), a body, a meeting's event, or a group row
    for collectives such as 与会人员. Pronouns that speak join `analysis.mentions`; slogans learn where they are used.

    >>> from govner.reading import Article
    >>> analysis = Analysis.of(Article(raw="会议强调，一要抓早，二要抓小。"))
    >>> StatementComposer(Lexicons())(analysis)
    >>> [(s.cue.text, s.act.value, s.text, len(s.points)) for s in analysis.statements]
    [('强调', 'emphasize', '一要抓早，二要抓小', 2)]
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self._grammar = Grammar(lexicons)

    def __call__(self, analysis: Analysis) -> None:
        StatementWriter(analysis).write(UtteranceFinder(analysis, self._grammar).find())
