"""One pass over the dates of an article, carrying anchors from one to the next."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from typing import Any

from govner.recognition.dates import DateParts, Expression
from govner.records import DateExpression
from govner.resolution.dates.anchors import Anchor, Anchors, Completed
from govner.resolution.dates.calendars import Festivals
from govner.resolution.dates.completion import Completer
from govner.resolution.dates.partial import PartialDay
from govner.resolution.dates.values import Value, stretch, value_of
from govner.segmentation import Analysis, Candidate, Enclosure, SentenceRange

Dated = tuple[Candidate, Expression]

_DATELINE = re.compile("(?:电|讯|消息)(?![话力信视子影站脑商动费网缆线])")
_PLANNED_BEFORE = re.compile("将|拟|定于|计划|力争|争取|确保|预计|有望|请于|务必|要求|限|要在")
_PLANNED_AFTER = re.compile("[之以]?前(?![后来往去夕期线沿列进不])")
_PAST_AFTER = re.compile("以来|至今")
# Words of somebody who speaks in the story; 我市 and 我局 are the reporter's.
_SPEECH = re.compile("我(?![市县区省州国校院厅局镇乡街旗盟师部社村])|各位")
_PERIOD_BEFORE = tuple("自从到至")
_PERIOD_AFTER = ("以来", "以后", "以前", "之前", "之后", "前", "后", "起", "底", "到", "至")
# Further back than this a date is history, not the day of the events told.
_HISTORY_DAYS = 60


class Reading:
    """The dates of one article.

    Args:
        analysis: receives the rows in `entities.dates`.
    """

    def __init__(self, analysis: Analysis, festivals: Festivals, complete: Completer) -> None:
        self._analysis, self._festivals, self._complete = analysis, festivals, complete
        self._text = analysis.view.text
        self._anchors = Anchors(self._publication())
        self._dateline = False
        self._told_by_offset = False
        self._on_page_line = self._deadline = False
        self._last_sentence = -1, False

    @cached_property
    def _quotations(self) -> _Quotations:
        return _Quotations(self._analysis.enclosures)

    def run(self, dated: list[Dated]) -> None:
        """Resolves the mentions, which are in text order."""
        keyed = [(mention, expression, f"D{i}") for i, (mention, expression) in enumerate(dated, start=1)]
        if self._anchors.report.day.year is None:
            self._anchors.report = self._anchor_in_text(keyed)
        self._find_dateline(keyed)
        sentence = -1
        for mention, expression, key in keyed:
            here = self._analysis.sentence_index(mention.start)
            if here != sentence:
                self._anchors.previous = self._anchors.previous_id = None
                self._anchors.same_sentence = False
                sentence = here
            self._resolve(mention, expression, key, self._sentence(mention, here))

    def _sentence(self, mention: Candidate, index: int) -> SentenceRange:
        """The sentence of a mention; a line outside title and body has none and stands for itself."""
        sentences = self._analysis.sentences
        if index < len(sentences) and sentences[index].start <= mention.start < sentences[index].end:
            self._on_page_line = False
            return sentences[index]
        self._on_page_line = True
        return SentenceRange(mention.start, mention.end)

    def _publication(self) -> Anchor:
        article = self._analysis.article
        if article.published is None:
            return Anchor(PartialDay())
        on_page = article.metadata.published is not None and article.metadata.published_span is not None
        return Anchor(PartialDay.of(article.published), "D0" if on_page else None)

    def _anchor_in_text(self, keyed: list[tuple[Candidate, Expression, str]]) -> Anchor:
        """Without a day of publication the first full date of the text, or the only year that it names."""
        years: dict[int, str] = {}
        for mention, expression, key in keyed:
            first = expression.first
            if first.year is None or first.lunar:
                continue
            if first.month is not None and first.day is not None:
                return Anchor(PartialDay(first.year, first.month, first.day), key)
            if expression.last is None and not self._is_period(mention):
                years.setdefault(first.year, key)
        partial = any(e.first.month is not None and e.first.year is None for _, e, _ in keyed)
        if len(years) == 1 and partial:
            ((year, key),) = years.items()
            return Anchor(PartialDay(year), key)
        return self._anchors.report

    def _is_period(self, mention: Candidate) -> bool:
        """Whether a year is but the start or end of a long stretch (2018年以来, 到2035年)."""
        before = self._text[max(0, mention.start - 1) : mention.start]
        return before in _PERIOD_BEFORE or self._text.startswith(_PERIOD_AFTER, mention.end)

    def _find_dateline(self, keyed: list[tuple[Candidate, Expression, str]]) -> None:
        for mention, expression, key in keyed:
            if expression.last is None and expression.first.day and _DATELINE.match(self._text, mention.end):
                completed = self._complete(expression.first, self._anchors)
                self._anchors.report, self._dateline = Anchor(_day_of(completed.parts), key), True
                return

    def _resolve(self, mention: Candidate, expression: Expression, key: str, sentence: SentenceRange) -> None:
        self._look_around(mention, expression.first, sentence)
        first = self._complete_first(expression)
        today = self._anchors.report.date
        value, last = value_of(first.parts, self._festivals, today), first
        if expression.last is not None:
            last = self._complete_last(expression.last, first)
            value = stretch(value, value_of(last.parts, self._festivals, today))
        self._analysis.entities.dates[key] = self._row(mention, key, first, value)
        mention.ref = key
        self._remember(mention, expression, (first, last), value, key)

    def _look_around(self, mention: Candidate, parts: DateParts, sentence: SentenceRange) -> None:
        """Cues beside the mention."""
        text, start, end = self._text, mention.start, mention.end
        before = text[max(sentence.start, start - 8) : start].rpartition("，")[2]
        anchors = self._anchors
        self._deadline = _PLANNED_AFTER.match(text, end) is not None
        anchors.planned = self._deadline or _PLANNED_BEFORE.search(before) is not None
        anchors.past = _PAST_AFTER.match(text, end) is not None or before.endswith("截至")
        counted = parts.day_offset is not None or parts.week_offset is not None
        anchors.told_is_today = counted and self._told_is_today(start, sentence)

    def _told_is_today(self, position: int, sentence: SentenceRange) -> bool:
        """Whether 今天 here is the day told.

        Reports of yesterday keep its 今天 and 明天, unless they have a dateline or count from today themselves (昨日);
        what somebody says is said on the day told in any case.
        """
        if self._anchors.told is None or self._dateline:
            return False
        if not self._told_by_offset:
            return True
        return self._quotations.hold(position) or self._spoken(sentence)

    def _spoken(self, sentence: SentenceRange) -> bool:
        """Whether a sentence has words of a speaker (looked for once, for a sentence may hold many dates)."""
        start, spoken = self._last_sentence
        if start != sentence.start:
            spoken = _SPEECH.search(self._text, sentence.start, sentence.end) is not None
            self._last_sentence = sentence.start, spoken
        return spoken

    def _complete_first(self, expression: Expression) -> Completed:
        """A date, or the start of a range; of one between months (1至11月) the end decides the year."""
        first, last = expression.first, expression.last
        undated = first.year is None and first.year_offset is None and first.year_ref is None
        if last is None or not undated or first.month is None or last.month is None or first.has_day:
            return self._complete(first, self._anchors)
        end = self._complete(last, self._anchors)
        if end.parts.year is None:
            return self._complete(first, self._anchors)
        turn = 1 if first.month > last.month else 0
        return Completed(first.changed(year=end.parts.year - turn), end.basis, end.anchor)

    def _complete_last(self, last: DateParts, first: Completed) -> Completed:
        """The end of a range takes from the start what it leaves out."""
        start = _day_of(first.parts)
        if last.day_ref is not None or last.day_offset is not None:
            told = Anchor(start) if start.month else self._anchors.told
            return self._complete(last, replace(self._anchors, told=told))
        written = last
        if last.year is None and last.year_offset is None and last.week_offset is None:
            last = last.changed(year=start.year)
            if last.month is None and last.month_offset is None and (last.day is not None or last.hour is not None):
                last = last.changed(month=start.month, day=start.day if last.day is None else last.day)
        same_day = written.part_of_day is None and written.day is None and _clock(last) > _clock(first.parts)
        if last.hour is not None and same_day:
            last = last.changed(part_of_day=first.parts.part_of_day)
        completed = self._complete(last, replace(self._anchors, previous=None))
        end = _day_of(completed.parts)
        if start.month and end.month and start.year == end.year and _in_year(end) < _in_year(start):
            completed = completed._replace(parts=_later(completed.parts, written))
        return completed

    def _row(self, mention: Candidate, key: str, first: Completed, value: Value) -> DateExpression:
        # Only what differs from the defaults is given: checking fields is most of the cost of a row.
        more: dict[str, Any] = {}
        if value.start is not None:
            more["start"] = value.start.isoformat()
        if value.end is not None:
            more["end"] = value.end.isoformat()
        if value.part_of_day is not None:
            more["part_of_day"] = value.part_of_day
        if value.mod is not None:
            more["mod"] = value.mod
        if value.lunar:
            more["calendar"] = "chinese_lunar"
        if first.anchor is not None and first.anchor != key:
            more["anchor"] = first.anchor
        return DateExpression(
            id=key,
            span=self._analysis.view.span(mention.start, mention.end),
            timex_type=value.timex_type,
            value=value.value,
            edtf=value.edtf,
            granularity=value.granularity,
            basis=first.basis,
            **more,
        )

    def _remember(
        self, mention: Candidate, expression: Expression, ends: tuple[Completed, Completed], value: Value, key: str
    ) -> None:
        """Carries on what later dates refer to."""
        anchors, parts = self._anchors, ends[0].parts
        anchors.previous, anchors.previous_id = ends[1].parts, key
        if parts.vague:
            if parts.vague == "PAST_REF" and expression.first.vague and anchors.told is None:
                anchors.told = Anchor(PartialDay(), key, vague=True)
            return
        day, end = _day_of(parts), _day_of(ends[1].parts)
        if day.day is None or day.month is None:
            return
        if expression.last is not None and end.day is not None and end.month is not None:
            anchors.days = day, end, key
        if parts.lunar and value.start is not None:
            day = PartialDay.of(value.start)
        if not self._is_deadline_or_page_date(mention, key):
            anchors.mentioned, anchors.same_sentence = Anchor(day, key), True
        offset = expression.first.day_offset
        if self._is_event_day(mention, day, key) and not (offset == 0 and anchors.told is not None):
            anchors.told, self._told_by_offset = Anchor(day, key), offset is not None

    def _is_deadline_or_page_date(self, mention: Candidate, key: str) -> bool:
        return (
            self._on_page_line
            or self._anchors.past
            or self._anchors.report.id == key
            or mention.rule in ("dates.iso", "dates.dmy", "dates.month_day")
            or self._deadline
        )

    def _is_event_day(self, mention: Candidate, day: PartialDay, key: str) -> bool:
        """Whether a day is one that the article tells of, and no deadline, dateline, page date, plan or history."""
        anchors = self._anchors
        if anchors.planned or self._is_deadline_or_page_date(mention, key):
            return False
        report, known = anchors.report.date, day.known
        return report is None or known is None or 0 <= (report - known).days <= _HISTORY_DAYS


class _Quotations:
    """The stretches between “ and ”."""

    def __init__(self, enclosures: Iterable[Enclosure]) -> None:
        quotations = [(e.start, e.end) for e in enclosures if e.mark == "“"]
        self._starts = [start for start, _ in quotations]
        self._ends = list(accumulate((end for _, end in quotations), max))

    def hold(self, position: int) -> bool:
        """Whether a position lies in one of them."""
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._ends[index]


def _day_of(parts: DateParts) -> PartialDay:
    return PartialDay(parts.year, parts.month, parts.day)


def _in_year(day: PartialDay) -> tuple[int, int]:
    return day.month or 0, day.day or 31


def _clock(parts: DateParts) -> tuple[int, int]:
    return parts.hour or 0, parts.minute or 0


def _later(parts: DateParts, written: DateParts) -> DateParts:
    """The end of a range that seems to lie before its start: one month or year on."""
    if written.month is None and parts.month is not None:
        carry, month = divmod(parts.month, 12)
        return parts.changed(year=parts.year + carry if parts.year is not None else None, month=month + 1)
    return parts.changed(year=parts.year + 1) if parts.year is not None and written.year is None else parts
