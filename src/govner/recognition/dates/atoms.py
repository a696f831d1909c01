"""The pieces of date expressions in a text: numbers with 年 月 日 时, and words of time from the lexicon.

One pass of literals and one of numbers tell where a piece may begin; only there are the rules tried. The time is
linear in the text.
"""
from __future__ import annotations

import re
from datetime import date
from typing import Literal, NamedTuple

from govner.lexicons import Lexicons, LiteralMatcher, Row
from govner.recognition.dates.parts import Fields, Rank
from govner.recognition.dates.rules import NUMBER, RULES, TRIGGERS, Alone, Rule
from govner.recognition.dates.wide import WIDE_NUMBER, WIDE_RULES, WIDE_TRIGGERS

Scope = Literal["calendar", "wide"]

_RULE = -1
_LONG = 1000


class Atom(NamedTuple):
    """A piece of a date expression.

    Attributes:
        start, end: view offsets.
        rank: how coarse.
        fields: what it adds to :class:`DateParts`.
        alone: whether it makes a date by itself; see :class:`Rule`.
        kind: name of its rule, or "word".
    """

    start: int
    end: int
    rank: Rank
    fields: Fields
    alone: Alone
    kind: str


class DateWord(Row):
    """A row of `date_words.tsv`; `fields` are `name=value` pairs."""

    surface: str
    rank: str
    fields: str
    not_after: str = ""
    not_before: str = ""
    alone: Alone = "yes"
    scope: Scope = "calendar"


class FestivalRow(Row):
    """A row of `festivals.tsv`; see the comment there."""

    name: str
    calendar: Literal["solar", "lunar", "term", "weekday"]
    month: int
    day: int
    holiday: str | None = None


class EventRow(Row):
    """A row of `date_events.tsv`: an event from which texts count."""

    name: str
    start: date


class AtomFinder:
    """Finds the atoms of a text.

    Args:
        lexicons: `date_words`, `festivals` and `date_events` are read.
        scope: "wide" adds words that are no dates in an article's annotation (目前, bare festivals).
    """

    def __init__(self, lexicons: Lexicons, scope: Scope = "calendar") -> None:
        self._wide = scope == "wide"
        names = [row.name for row in lexicons.rows("festivals", FestivalRow)]
        # Each literal with the number of its word, or _RULE where only a rule may begin.
        entries = dict.fromkeys(TRIGGERS, _RULE)
        for name in names:
            entries[name] = entries["“" + name] = _RULE
        rules = [*RULES, _festival_rule(names, self._wide)]
        if self._wide:
            entries.update(dict.fromkeys(WIDE_TRIGGERS, _RULE))
            events = {row.name: row.start for row in lexicons.rows("date_events", EventRow)}
            entries.update(dict.fromkeys(events, _RULE))
            rules = [*WIDE_RULES[:1], _event_rule(events), *rules, *WIDE_RULES[1:]]
        self._words: list[_Word] = []
        for row in lexicons.rows("date_words", DateWord):
            if self._wide or row.scope == "calendar":
                entries[row.surface] = len(self._words)
                self._words.append(_Word(row))
        self._literals = LiteralMatcher(entries)
        self._number = WIDE_NUMBER if self._wide else NUMBER
        self._rules = {rule.name: rule for rule in rules}
        self._pattern = re.compile("|".join(f"(?P<{rule.name}>{rule.pattern})" for rule in rules))

    def __call__(self, text: str) -> list[Atom]:
        """All atoms, in order; they do not overlap."""
        # Where several begin together, rules come first, then the longest word.
        starts = [(m.start(), -_LONG, _RULE) for m in self._number.finditer(text)]
        starts += [
            (start, start - end if word >= 0 else -_LONG, word) for start, end, word in self._literals.find(text)
        ]
        starts.sort()
        found: list[Atom] = []
        position = 0
        for start, length, word in starts:
            if start < position:
                continue
            # In the wide scope 未来 is a word and begins 未来两天.
            atom = self._by_rule(text, start) if word < 0 or self._wide else None
            if atom is None and word >= 0:
                atom = self._words[word].at(text, start, start - length)
            if atom is not None:
                found.append(atom)
                position = atom.end
        return found

    def _by_rule(self, text: str, start: int) -> Atom | None:
        match = self._pattern.match(text, start)
        if match is None:
            return None
        rule = self._rules[match.lastgroup or ""]
        fields = rule.read(match[0])
        return None if fields is None else Atom(start, match.end(), rule.rank, fields, rule.alone, rule.name)


def _event_rule(events: dict[str, date]) -> Rule:
    """党的二十大以来."""
    names = "|".join(sorted(map(re.escape, events), key=len, reverse=True))

    def read(text: str) -> Fields | None:
        return {"since": events[re.sub("(?:召开)?以来$", "", text)]}

    return Rule("event", rf"(?:{names})(?:召开)?以来", Rank.YEAR, read)


def _festival_rule(names: list[str], bare: bool) -> Rule:
    """国庆假期, “五一”期间, 春节前夕, 国庆、中秋假期, 除夕; with `bare` also 国庆 by itself."""
    festival = "(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + ")"
    quoted = rf"(?<!国际劳动)(?:“{festival}”|{festival})"  # “三八”国际劳动妇女节 names the day, and dates nothing
    pattern = (
        rf"{quoted}(?:(?:[、和]|国际(?:劳动)?)?{quoted})?"
        r"(?:(?:假期|小长假|长假|黄金周|假日|节日)(?:期间|前夕)?|期间|前夕)|除夕(?:夜(?!饭))?"
    )
    finder = re.compile(festival)

    def read(text: str) -> Fields | None:
        found = finder.findall(text)
        if text.endswith("前夕"):
            span = "eve"
        elif text.rstrip("”").endswith(found[-1]) or text.startswith("除夕"):
            span = "day"
        else:
            span = "run"
        fields: Fields = {"festival": found[0], "festival_span": span}
        if len(found) > 1:
            fields["festival_to"] = found[-1]
        return fields

    return Rule("festival", f"{pattern}|{festival}" if bare else pattern, Rank.SEASON, read)


class _Word:
    """A word of the lexicon, ready for use."""

    __slots__ = ("_alone", "_fields", "_not_after", "_not_before", "_rank")

    def __init__(self, row: DateWord) -> None:
        self._rank, self._fields, self._alone = Rank[row.rank], _word_fields(row.fields), row.alone
        self._not_after, self._not_before = _texts(row.not_after), _texts(row.not_before)

    def at(self, text: str, start: int, end: int) -> Atom | None:
        """The atom at a place, None where the neighbours make it another word."""
        if self._not_after and text[max(0, start - 6) : start].endswith(self._not_after):
            return None
        if self._not_before and text.startswith(self._not_before, end):
            return None
        return Atom(start, end, self._rank, self._fields, self._alone, "word")


def _texts(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _word_fields(cell: str) -> Fields:
    fields: Fields = {}
    for pair in cell.split():
        name, value = pair.split("=")
        if name == "days":
            first, last = value.split(":")
            fields["vague_days"] = (int(first), int(last))
        elif name == "part":
            fields["part_of_day"] = value
        elif name == "same_period":
            fields["same_period"] = True
        elif value.lstrip("-").isdigit():
            fields[name] = int(value)
        else:
            fields[name] = value
    return fields
