"""Dates of Chinese text by themselves: what is written, and which days it means.

    >>> for date in parse("9月8日下午开会，次日公布，年底前完成。", anchor="2020-09-10"):
    ...     print(date.span.text, date.value, date.start, date.end)
    9月8日下午 2020-09-08TAF 2020-09-08 2020-09-08
    次日 2020-09-09 2020-09-09 2020-09-09
    年底 2020-12 2020-12-01 2020-12-31

The reading is that of news: a date without a year lies near the anchor and rather before it; 当天 and 次日 refer to the
day told last; nothing ever depends on today's clock.
"""
from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from govner.errors import InputError
from govner.lexicons import Lexicons
from govner.reading.article import Article
from govner.reading.script import simplified_forms
from govner.recognition.dates import DateRecogniser, Scope
from govner.recognition.selection import select
from govner.records import DateExpression
from govner.resolution.dates import DateResolver
from govner.segmentation.analysis import Analysis

__all__ = ["parse"]


@lru_cache(maxsize=4)
def _tools(scope: Scope) -> tuple[DateRecogniser, DateResolver]:
    lexicons = Lexicons()
    return DateRecogniser(lexicons, scope), DateResolver(lexicons)


def parse(text: str, *, anchor: str | date | None = None, scope: Scope = "calendar") -> list[DateExpression]:
    """The date expressions of a text, in order, with their values.

    Args:
        text: any text; a dateline (…9月8日电) in it precedes `anchor`.
        anchor: day of publication as ISO 8601 or date. Without it what the text leaves open stays X: XXXX-09-08.
        scope: "calendar" finds days, months, years and their parts; "wide" also vague words (目前), durations (三天),
            sets (每周一), bare festivals (国庆) and weekdays.

    Raises:
        InputError: `anchor` is no ISO date.
    """
    recogniser, resolver = _tools(scope)
    analysis = Analysis.of(Article(raw=text, published=_day(anchor)), simplified_forms())
    analysis.propose(recogniser(analysis))
    analysis.mentions = select(analysis.candidates)
    resolver(analysis)
    return list(analysis.entities.dates.values())


def _day(anchor: str | date | None) -> date | None:
    if isinstance(anchor, datetime):
        return anchor.date()
    if anchor is None or isinstance(anchor, date):
        return anchor
    try:
        return date.fromisoformat(anchor[:10])
    except (ValueError, TypeError):
        raise InputError(f"anchor={anchor!r} is no ISO date: write it as 2020-09-08") from None
