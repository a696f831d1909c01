"""Dates to values: every DATE mention becomes a :class:`DateExpression`.

Nothing here reads the clock: the same article gives the same values on any day.
"""
from __future__ import annotations

from govner.lexicons import Lexicons
from govner.recognition.dates import DateRecogniser, Expression
from govner.records import MentionType
from govner.resolution.dates.calendars import Festivals
from govner.resolution.dates.completion import Completer
from govner.resolution.dates.reading import Reading
from govner.segmentation import Analysis, Candidate

__all__ = ["DateResolver"]


class DateResolver:
    """Fills `entities.dates` with one row per DATE mention and points the mentions to them.

    Anchors, in this order: the dateline of the body (…9月8日电), the day of publication, none; 当天, 次日, 下午 and
    19日 are counted from the day told last.
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self._festivals = Festivals(lexicons)
        self._complete = Completer(self._festivals)
        self._recogniser = lexicons.made(DateRecogniser)

    def __call__(self, analysis: Analysis) -> None:
        dated = []
        for mention in analysis.mentions:
            if mention.type is not MentionType.DATE:
                continue
            if analysis.view.raw_range(mention.start, mention.end) == analysis.article.metadata.published_span:
                mention.ref = "D0"  # The page's own date: assembly makes its row from the metadata.
            elif (expression := self._expression(analysis, mention)) is not None:
                dated.append((mention, expression))
        if dated:
            Reading(analysis, self._festivals, self._complete).run(dated)

    def _expression(self, analysis: Analysis, mention: Candidate) -> Expression | None:
        """The parts of a mention; one that came without them (from elsewhere) is read again by itself."""
        expression = mention.attrs.get("date")
        if isinstance(expression, Expression):
            return expression
        return self._recogniser.parse(analysis.view.text, mention.start, mention.end)
