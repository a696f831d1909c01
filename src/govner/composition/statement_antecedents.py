"""Whom a pronoun or an omitted subject stands for."""
from __future__ import annotations

import re

from govner.composition.statement_cues import clause_start
from govner.composition.statement_model import Actor, Utterance
from govner.composition.statement_speakers import SpeakerFinder
from govner.segmentation import Analysis

#: Sentences, clauses of a sentence, and utterances searched for an antecedent.
_LOOK_BACK = 12
_LONGEST_SENTENCE = 400
_PERSONAL = ("person", "pronoun")


class Antecedents:
    """Finds who spoke or acted last before a position.

    Args:
        found: the utterances found so far; the finder appends to it.
    """

    def __init__(self, analysis: Analysis, speakers: SpeakerFinder, found: list[Utterance]) -> None:
        self._analysis = analysis
        self._text = analysis.text
        self._speakers = speakers
        self._found = found

    def before(self, position: int, persons: bool = False, official: bool = False) -> Actor | None:
        """Who acts or speaks before a position, nearest first.

        Args:
            persons: leave out bodies and groups.
            official: leave out persons introduced as citizens (村民张三).
        """
        sentences = self._analysis.sentences
        if not sentences:
            return None
        index = self._analysis.sentence_index(position)
        actor = self._within_sentence(sentences[index].start, position, persons, official)
        lowest = max(0, index - _LOOK_BACK)
        while actor is None and index > lowest and not sentences[index - 1].title:
            index -= 1
            start, end = sentences[index].start, sentences[index].end
            actor = self._speaker_over(start, end, persons, official)
            actor = actor or self._first_subject(start, end, persons, official)
        return actor

    def of_pronoun(self, pronoun: Actor, official: bool = False) -> Actor | None:
        """The person a pronoun stands for, at the pronoun's place; `official` prefers one who is no citizen."""
        if pronoun.ref:
            return pronoun
        actor = self.before(pronoun.start, persons=True, official=official)
        if actor is None and official:
            actor = self.before(pronoun.start, persons=True)
        return actor and Actor(pronoun.start, pronoun.end, "pronoun", actor.ref)

    def _within_sentence(self, start: int, position: int, persons: bool, official: bool) -> Actor | None:
        spoken = self._speaker_over(start, position, persons, official)
        if spoken is not None:
            return spoken
        clause, steps = position, 0
        while clause > start and steps < _LOOK_BACK:
            steps += 1
            end = clause - 1
            clause = max(start, clause_start(self._text, end))
            actor = self._fitting(self._speakers.subject_of(clause, end), persons, official)
            if actor is not None:
                return actor
            if clause == end:
                break
        return None

    def _first_subject(self, start: int, end: int, persons: bool, official: bool) -> Actor | None:
        position = start
        for match in re.finditer(r"[，。；：！？]|\Z", self._text[start : min(end, start + _LONGEST_SENTENCE)]):
            stop = start + match.start()
            actor = self._fitting(self._speakers.subject_of(position, stop), persons, official)
            if actor is not None:
                return actor
            position = stop + 1
        return None

    def _fitting(self, actor: Actor | None, persons: bool, official: bool) -> Actor | None:
        if actor is None or (persons and actor.kind not in _PERSONAL):
            return None
        if official and actor.kind == "person" and actor.ref in self._speakers.citizens:
            return None
        return self.of_pronoun(actor) if actor.kind == "pronoun" else actor

    def _speaker_over(self, start: int, end: int, persons: bool, official: bool) -> Actor | None:
        """The speaker of the last utterance that touches a range."""
        for utterance in reversed(self._found[-_LOOK_BACK:]):
            if utterance.touches(start, end):
                speaker = utterance.speaker
                unfit = (persons and not speaker.ref) or (official and speaker.ref in self._speakers.citizens)
                return None if unfit else speaker
        return None
