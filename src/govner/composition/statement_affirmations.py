"""Affirmation and criticism with the object in front: 对某事给予充分肯定, 对某人提出严肃批评; also 充分肯定某事."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from govner.composition.statement_cues import any_of, clause_start
from govner.lexicons import Lexicons, Row
from govner.records import SpeechAct

#: Shorter objects (对此, 对该县的工作) say too little to be somebody's words.
_SHORTEST_OBJECT = 6
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
            rf"(?:{any_of(words.verbs)})(?:{any_of(words.degrees)}){{0,2}}(?P<noun>{nouns})(?:(?:和|与|、)(?:{nouns}))?"
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
            if len(re.sub("[“”‘’]", "", text[start : match.start()])) >= _SHORTEST_OBJECT:
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
