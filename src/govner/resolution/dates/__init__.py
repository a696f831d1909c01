"""Dates to values: every DATE mention becomes a :class:`DateExpression`.

Nothing here reads the clock: the same article gives the same values on any day.
"""
from __future__ import annotations

import re
from dataclasses import replace

from govner.lexicons import Lexicons
from govner.recognition.dates import DateParts, DateRecogniser, Expression
from govner.records import DateExpression, MentionType
from govner.resolution.dates.anchors import Anchor, Anchors, Completed
from govner.resolution.dates.calendars import Festivals
from govner.resolution.dates.completion import Completer
from govner.resolution.dates.partial import PartialDay
from govner.resolution.dates.values import Value, stretch, value_of
from govner.segmentation import Analysis, Candidate, SentenceRange

_DATELINE = re.compile("(?:电|讯|消息)(?![话力信视子影站脑商动费网缆线])")
_PLANNED_BEFORE = re.compile("将|拟|定于|计划|力争|争取|确保|预计|有望|请于|务必|要求|限|要在")
_PLANNED_AFTER = re.compile("[之以]?前(?![后来往去夕期线沿列进不])")
_PAST_AFTER = re.compile("以来|至今")
_SPEECH = re.compile("我(?![市县区省州国校院厅局镇乡街旗盟师部社村])|各位")
_PERIOD_AFTER = ("以来", "以后", "以前", "之前", "之后", "前", "后", "起", "底", "到", "至")
# Further back than this a date is history, not the day of the events told.
_HISTORY_DAYS = 60


class DateResolver:
    """Fills `entities.dates` with one row per DATE mention and points the mentions to them.

    Anchors, in this order: the dateline of the body (…9月8日电), the day of publication, none; 当天, 次日, 下午 and
    19日 are counted from the day told last.
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self._festivals = Festivals(lexicons)
        self._complete = Completer(self._festivals)
        self._recogniser = DateRecogniser(lexicons)

    def __call__(self, analysis: Analysis) -> None:
        mentions = [m for m in analysis.mentions if m.type is MentionType.DATE]
        if not mentions:
            return
        dated = [(m, e) for m in mentions if (e := self._expression(analysis, m)) is not None]
        _Reading(analysis, self._festivals, self._complete).run(dated)

    def _expression(self, analysis: Analysis, mention: Candidate) -> Expression | None:
        """The parts of a mention; one that came without them (from elsewhere) is read again by itself."""
        expression = mention.attrs.get("date")
        if isinstance(expression, Expression):
            return expression
        return self._recogniser.parse(analysis.view.text, mention.start, mention.end)


class _Reading:
    """One pass over the dates of an article, carrying anchors from one to the next."""

    def __init__(self, analysis: Analysis, festivals: Festivals, complete: Completer) -> None:
        self.analysis, self.festivals, self.complete = analysis, festivals, complete
        self.text = analysis.view.text
        self.anchors = Anchors(self._publication())
        self.dateline = False
        self.told_by_offset = False

    def _publication(self) -> Anchor:
        article = self.analysis.article
        if article.published is None:
            return Anchor(PartialDay())
        page = article.metadata
        on_page = page.published is not None and page.published_span is not None
        return Anchor(PartialDay.of(article.published), "D0" if on_page else None)

    def run(self, dated: list[tuple[Candidate, Expression]]) -> None:
        ids = [f"D{i}" for i in range(1, len(dated) + 1)]
        if self.anchors.report.day.year is None:
            self._anchor_in_text(dated, ids)
        for (mention, expression), key in zip(dated, ids, strict=True):
            if _DATELINE.match(self.text, mention.end) and expression.last is None and expression.first.day:
                completed = self.complete(expression.first, replace(self.anchors, told=None))
                self.anchors.report, self.dateline = Anchor(_day_of(completed.parts), key), True
                break
        sentence = -1
        for (mention, expression), key in zip(dated, ids, strict=True):
            here = self.analysis.sentence_index(mention.start)
            if here != sentence:
                self.anchors.previous, sentence = None, here
            self._resolve(mention, expression, key)

    def _anchor_in_text(self, dated: list[tuple[Candidate, Expression]], ids: list[str]) -> None:
        """Without a day of publication the first full date of the text says at least the year."""
        for (_, expression), key in zip(dated, ids, strict=True):
            first = expression.first
            if first.year is not None and first.month is not None and first.day is not None and not first.lunar:
                self.anchors.report = Anchor(PartialDay(first.year, first.month, first.day), key)
                return
        years = {
            expression.first.year: key
            for (mention, expression), key in zip(dated, ids, strict=True)
            if expression.first.year is not None and not self._is_period(mention, expression)
        }
        if len(years) == 1 and any(e.first.month and e.first.year is None for _, e in dated):
            ((year, key),) = years.items()
            self.anchors.report = Anchor(PartialDay(year), key)

    def _is_period(self, mention: Candidate, expression: Expression) -> bool:
        """Whether a year is but the start or end of a long stretch (2018年以来, 到2035年)."""
        before, after = self.text[max(0, mention.start - 1) : mention.start], self.text[mention.end : mention.end + 2]
        return expression.last is not None or before in tuple("自从到至") or after.startswith(_PERIOD_AFTER)

    def _resolve(self, mention: Candidate, expression: Expression, key: str) -> None:
        self._look_around(mention)
        first = self.complete(_with_common_year(expression, self.anchors, self.complete), self.anchors)
        today = self.anchors.report.date
        value = value_of(first.parts, self.festivals, today)
        completed = first
        if expression.last is not None:
            last = self._complete_last(expression.last, first)
            value = stretch(value, value_of(last.parts, self.festivals, today))
            completed = last
        self.analysis.entities.dates[key] = self._row(mention, key, first, value)
        mention.ref = key
        self._remember(mention, expression, first, completed, value, key)

    def _complete_last(self, last: DateParts, first: Completed) -> Completed:
        """The end of a range takes from the start what it leaves out."""
        start = _day_of(first.parts)
        inherited: dict[str, object] = {}
        if last.year is None and last.year_offset is None and last.day_offset is None and last.week_offset is None:
            inherited["year"] = start.year
            if last.month is None and last.month_offset is None and (last.day is not None or last.hour is not None):
                inherited["month"] = start.month
                if last.day is None and last.day_ref is None:
                    inherited["day"] = start.day
        if last.hour is not None and last.part_of_day is None and last.day is None and last.day_offset is None:
            if (last.hour, last.minute or 0) > (first.parts.hour or 0, first.parts.minute or 0):
                inherited["part_of_day"] = first.parts.part_of_day
        if last.day_ref is not None or (last.day_offset is not None):
            return self.complete(last, replace(self.anchors, told=Anchor(start) if start.month else self.anchors.told))
        merged = last.changed(**inherited)
        completed = self.complete(merged, replace(self.anchors, previous=None))
        end = _day_of(completed.parts)
        if start.month and end.month and start.year == end.year and (end.month, end.day or 31) < (start.month, start.day or 1):
            completed.parts = _later(completed.parts, last)
        return completed

    def _look_around(self, mention: Candidate) -> None:
        """Cues beside the mention."""
        text, start, end = self.text, mention.start, mention.end
        sentence = self.analysis.sentence_at(start)
        before = text[max(sentence.start, start - 8) : start].rpartition("，")[2]
        self.anchors.planned = bool(_PLANNED_AFTER.match(text, end) or _PLANNED_BEFORE.search(before))
        self.anchors.past = _PAST_AFTER.match(text, end) is not None
        self.anchors.told_is_today = self._told_is_today(mention, sentence)

    def _told_is_today(self, mention: Candidate, sentence: SentenceRange) -> bool:
        told = self.anchors.told
        if told is None or self.dateline:
            return False
        # Reports of yesterday keep its 今天 and 明天, unless they count from today themselves (昨日).
        if not self.told_by_offset:
            return True
        if any(e.mark == "“" and e.start <= mention.start < e.end for e in self.analysis.enclosures):
            return True
        return _SPEECH.search(self.text, sentence.start, sentence.end) is not None

    def _row(self, mention: Candidate, key: str, first: Completed, value: Value) -> DateExpression:
        return DateExpression(
            id=key,
            span=self.analysis.view.span(mention.start, mention.end),
            timex_type=value.timex_type,
            value=value.value,
            edtf=value.edtf,
            start=value.start.isoformat() if value.start else None,
            end=value.end.isoformat() if value.end else None,
            granularity=value.granularity,
            part_of_day=value.part_of_day,
            mod=value.mod,
            calendar="chinese_lunar" if value.lunar else "gregorian",
            anchor=first.anchor if first.anchor != key else None,
            basis=first.basis,
        )

    def _remember(
        self, mention: Candidate, expression: Expression, first: Completed, last: Completed, value: Value, key: str
    ) -> None:
        """Carries on what later dates refer to."""
        self.anchors.previous, self.anchors.previous_id = last.parts, key
        if first.parts.vague:
            if first.parts.vague == "PAST_REF" and expression.first.vague and self.anchors.told is None:
                self.anchors.told = Anchor(PartialDay(), key, vague=True)
            return
        day, end = _day_of(first.parts), _day_of(last.parts)
        if expression.last is not None and day.day is not None and day.month and end.day is not None and end.month:
            self.anchors.days = day, end, key
        if first.parts.lunar and value.start is not None:
            day = PartialDay.of(value.start)
        offset = expression.first.day_offset
        if (offset == 0 and self.anchors.told is not None) or mention.rule in ("dates.iso", "dates.dmy"):
            return
        if day.day is None or day.month is None or self.anchors.planned or self.anchors.past:
            return
        if self.anchors.report.id == key:
            return
        report, known = self.anchors.report.date, day.known
        if report is not None and known is not None and not 0 <= (report - known).days <= _HISTORY_DAYS:
            return
        self.anchors.told, self.told_by_offset = Anchor(day, key), offset is not None


def _with_common_year(expression: Expression, anchors: Anchors, complete: Completer) -> DateParts:
    """The start of a range; of one between months (1至11月) the end decides the year."""
    first, last = expression.first, expression.last
    undated = first.year is None and first.year_offset is None and first.year_ref is None
    if last is None or not undated or first.month is None or last.month is None or first.has_day:
        return first
    end = complete(last, anchors).parts
    if end.year is None or end.month is None:
        return first
    return first.changed(year=end.year - (1 if first.month > end.month else 0))


def _day_of(parts: DateParts) -> PartialDay:
    return PartialDay(parts.year, parts.month, parts.day)


def _later(parts: DateParts, written: DateParts) -> DateParts:
    """The end of a range that seems to lie before its start: one month or year on."""
    if written.month is None and parts.month is not None:
        carry, month = divmod(parts.month, 12)
        return parts.changed(year=parts.year + carry if parts.year is not None else None, month=month + 1)
    return parts.changed(year=parts.year + 1) if parts.year is not None and written.year is None else parts
