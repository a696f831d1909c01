"""Affirmation and criticism with the object in front: 对某事给予充分肯定, 对某人提出严肃批评; also 充分肯定某事."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from govner.composition.statement_cues import any_of, clause_start
from govner.lexicons import Lexicons, Row
from govner.records import SpeechAct

#: Shorter objects (对此), and short ones that only point at somebody's work (对三县的工作), say too little to be words.
_SHORTEST_OBJECT = 4
_LONG_ENOUGH = 6
_POINTS_AT = re.compile(r"[此这该其]|上述|有关|相关|的(?:工作|做法|情况|成绩|表现)\Z")
_QUOTES = re.compile("[“”‘’]")
#: 对学习研讨给予肯定，认为…: the words follow, and what is affirmed only leads in to them.
_WORDS_FOLLOW = re.compile("[，。][他她]?(?:认为|指出|强调|表示|说)")
#: 给予支持 is help; 表示支持 is said.
_SAID = ("表示", "提出")
_SHORTEST_AFTER_VERB = 5
_LONGEST_OBJECT = 300
_OBJECT_END = re.compile("[，。；！？\n]")
_LEAD = re.compile(r"(?:并|还|也|又|同时|均|都|则|先|分别|一致|当场|纷纷)*\Z")


class AffirmationWords(Row):
    """`speech_affirmations.yaml`."""

    verbs: tuple[str, ...]
    degrees: tuple[str, ...]
    affirm: tuple[str, ...]
    criticize: tuple[str, ...]
    openers: tuple[str, ...]


@dataclass(slots=True)
class Affirmation:
    """Cue and object of an affirmation: its clause begins at `clause`, the subject ends before `lead`."""

    cue: tuple[int, int]
    content: tuple[int, int]
    clause: int
    lead: int
    act: SpeechAct


class AffirmationFinder:
    """Finds affirmations in a text."""

    def __init__(self, lexicons: Lexicons) -> None:
        words = lexicons.document("speech_affirmations", AffirmationWords)
        self._criticisms = frozenset(words.criticize)
        nouns = any_of([*words.affirm, *words.criticize])
        self._closing = re.compile(
            rf"(?P<verb>{any_of(words.verbs)})(?:{any_of(words.degrees)}){{0,2}}(?P<noun>{nouns})(?:(?:和|与|、)(?:{nouns}))?"
            r"(?=[，。；！、\n]|\Z)"
        )
        self._opening = re.compile(rf"(?:{any_of(words.openers)})(?=[^，。；：！？\n、了])")

    def find(self, text: str, names: set[int]) -> Iterator[Affirmation]:
        """All affirmations whose object says something; `names` are the positions at which a name or title ends."""
        for match in self._closing.finditer(text):
            lead = self._preposition(text, match.start(), names)
            if lead is None:
                continue
            start = lead + 1
            helps = match["noun"] == "支持" and match["verb"] not in _SAID
            leads_in = _WORDS_FOLLOW.match(text, match.end()) is not None
            if not helps and _says_something(text[start : match.start()], leads_in):
                act = SpeechAct.CRITICIZE if match["noun"] in self._criticisms else SpeechAct.AFFIRM
                yield Affirmation(match.span(), (start, match.start()), clause_start(text, lead), lead, act)
        for match in self._opening.finditer(text):
            farthest = min(len(text), match.end() + _LONGEST_OBJECT)
            stop = _OBJECT_END.search(text, match.end(), farthest)
            end = stop.start() if stop else farthest
            if end - match.end() >= _SHORTEST_AFTER_VERB:
                clause = clause_start(text, match.start())
                yield Affirmation(match.span(), (match.end(), end), clause, match.start(), SpeechAct.AFFIRM)

    @staticmethod
    def _preposition(text: str, cue: int, names: set[int]) -> int | None:
        """The 对 that governs the object: the nearest that begins a clause or follows its subject."""
        farthest = max(0, cue - _LONGEST_OBJECT)
        sentence = max(farthest, *(text.rfind(mark, farthest, cue) + 1 for mark in "。！？；\n"))
        own_clause = clause_start(text, cue)
        fallback = None
        position = text.rfind("对", sentence, cue)
        while position >= 0:
            clause = clause_start(text, position)
            lead = _LEAD.search(text, clause, position)
            begin = lead.start() if lead else position
            if begin == clause or begin in names:
                return position
            if position >= own_clause:
                fallback = position
            position = text.rfind("对", sentence, position)
        return fallback


def _says_something(affirmed: str, leads_in: bool) -> bool:
    """Whether what is affirmed says something of its own; `leads_in`: the speaker's words come right after it."""
    size = len(_QUOTES.sub("", affirmed))
    short = size >= _SHORTEST_OBJECT and not leads_in and _POINTS_AT.search(affirmed) is None
    return short or size >= _LONG_ENOUGH
