"""From cues to utterances: which cues count, whose words they are, how far the words run."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from govner.composition.statement_contents import ContentFinder, ContentPatterns
from govner.composition.statement_cues import Cue, CueFinder, clause_start
from govner.composition.statement_speakers import Actor, SpeakerFinder, SpeakerPatterns
from govner.records import SpeechAct
from govner.segmentation import Analysis

_PHRASE_BEFORE = re.compile(r"(?:时|中|上|后|里|下|前|间|会|地|着|说|此|以来|[，]|处|边)\Z")


@dataclass(slots=True)
class Utterance:
    """What is known of a statement before it becomes a row; all offsets are view offsets."""

    cue: tuple[int, int]
    act: SpeechAct
    mode: Literal["direct", "indirect", "nominal"]
    speaker: Actor
    named_here: bool
    content: tuple[int, int] | None
    topic: tuple[int, int] | None = None


class UtteranceFinder:
    """Finds the utterances of one document."""

    def __init__(
        self, analysis: Analysis, cues: CueFinder, speakers: SpeakerPatterns, contents: ContentPatterns
    ) -> None:
        self._analysis = analysis
        self._text = analysis.text
        self._cues = cues
        self._patterns = speakers
        self._speakers = SpeakerFinder(analysis, cues.words, speakers)
        self._contents = ContentFinder(analysis, cues.words, contents, self._speakers)
        self._found: list[Utterance] = []
        self._title = [(s.start, s.end) for s in analysis.sentences if s.title]

    def find(self) -> list[Utterance]:
        closed = sorted((e.start - 1, e.end + 1) for e in self._analysis.enclosures)
        outer: list[tuple[int, int]] = []
        for start, end in closed:
            if not outer or start >= outer[-1][1]:
                outer.append((start, end))
        candidates = [c for c in self._cues.find(self._text, outer) if not self._headline(c.start)]
        for index, cue in enumerate(candidates):
            self._add(cue, candidates[index + 1 :])
        self._found.sort(key=lambda u: (u.content or u.cue)[0])
        return self._found

    def _headline(self, position: int) -> bool:
        """Titles, and lines without a full stop, tell what an article says, not what a person said."""
        if any(a <= position < b for a, b in self._title):
            return True
        start = self._text.rfind("\n", 0, position) + 1
        end = self._contents.paragraph_end(position)
        return re.search("[。！？；：]", self._text[start:end]) is None

    def _add(self, cue: Cue, later: list[Cue]) -> None:
        actor, named = self._speaker(cue)
        if actor is None:
            return
        if self._found and self._is_nested(cue, named):
            return
        extent = self._extent(cue, later)
        if extent is None:
            return
        mode, start, end = extent
        if end - start < 2:
            return
        self._cut_previous(cue)
        self._found.append(Utterance((cue.start, cue.end), cue.row.act, mode, actor, named, (start, end)))

    # -- speakers ---------------------------------------------------------------------------------------------------

    def _speaker(self, cue: Cue) -> tuple[Actor | None, bool]:
        """The speaker, and whether the cue's own clause names them."""
        before = self._text[cue.clause : cue.start]
        actor = (
            self._speakers.in_clause(cue.clause, cue.start)
            or self._speakers.organization(cue.clause, cue.start)
            or self._speakers.phrase(cue.clause, cue.start)
        )
        if actor is not None:
            if actor.kind == "pronoun":
                return self._antecedent(cue.clause, persons=True, pronoun=actor), True
            if cue.form == "clause" and not self._close(actor, cue):
                return None, False
            return actor, True
        rest = self._cues.adverbs.sub("", before)
        if rest and not _PHRASE_BEFORE.search(rest):
            return None, False
        if cue.form == "clause" and rest:
            return None, False
        return self._antecedent(cue.clause), False

    def _close(self, actor: Actor, cue: Cue) -> bool:
        """Whether only titles and adverbs stand between the speaker and a cue that takes its words at once."""
        between = self._speakers._bare(actor.end, cue.start)
        between = self._cues.adverbs.sub("", between)
        between = re.sub(r"同志|等人?|一行|老人|（[^）]*）|[、和]", "", between)
        return not between or _PHRASE_BEFORE.search(between) is not None or between.startswith(("对", "向", "就"))

    def _antecedent(self, position: int, persons: bool = False, pronoun: Actor | None = None) -> Actor | None:
        """Who acts or speaks before a position, nearest first."""
        sentences = self._analysis.sentences
        index = self._analysis.sentence_index(position)
        block = sentences[index].block
        actor = self._within_sentence(sentences[index].start, position, persons)
        steps = 0
        while actor is None and index > 0 and steps < 12:
            index -= 1
            steps += 1
            sentence = sentences[index]
            if sentence.title:
                break
            actor = self._speaker_over(sentence.start, sentence.end, persons)
            if actor is None:
                actor = self._first_subject(sentence.start, sentence.end, persons)
        if actor is None or pronoun is None:
            return actor
        return Actor(pronoun.start, pronoun.end, "pronoun", actor.ref)

    def _within_sentence(self, start: int, position: int, persons: bool) -> Actor | None:
        spoken = self._speaker_over(start, position, persons)
        if spoken is not None:
            return spoken
        clause = position
        while clause > start:
            end = clause - 1
            clause = max(start, clause_start(self._text, end))
            actor = self._resolved(self._speakers.subject_of(clause, end), persons)
            if actor is not None:
                return actor
            if clause == end:
                break
        return None

    def _first_subject(self, start: int, end: int, persons: bool) -> Actor | None:
        position = start
        for match in re.finditer("[，。；：！？]|\\Z", self._text[start:end]):
            stop = start + match.start()
            actor = self._resolved(self._speakers.subject_of(position, stop), persons)
            if actor is not None:
                return actor
            position = stop + 1
        return None

    def _resolved(self, actor: Actor | None, persons: bool) -> Actor | None:
        if actor is None:
            return None
        if actor.kind == "pronoun":
            return self._antecedent(actor.start, persons=True, pronoun=actor)
        if persons and actor.kind != "person":
            return None
        return actor

    def _speaker_over(self, start: int, end: int, persons: bool) -> Actor | None:
        """The speaker of the last utterance that touches a range."""
        for utterance in reversed(self._found):
            low, high = utterance.cue[0], utterance.cue[1]
            if utterance.content:
                low, high = min(low, utterance.content[0]), max(high, utterance.content[1])
            if low < end and high > start:
                if persons and not utterance.speaker.ref:
                    return None
                return utterance.speaker
        return None

    # -- nesting and extent -----------------------------------------------------------------------------------------

    def _is_nested(self, cue: Cue, named: bool) -> bool:
        """Whether a cue belongs to words that somebody else is speaking."""
        last = self._found[-1]
        if last.content is None or not last.content[0] <= cue.start < last.content[1]:
            return False
        if last.mode == "direct":
            return True
        at_sentence = self._text[cue.clause - 1] in "。！？\n；" if cue.clause else True
        if named:
            actor = self._speakers.in_clause(cue.clause, cue.start)
            return actor is None or (actor.kind == "collective" and not at_sentence)
        if at_sentence:
            return False
        return cue.row.cue in ("说", "提出", "介绍", "反映", "报告", "汇报", "明确", "决定", "建议") or (
            cue.row.cue in ("希望", "期待", "呼吁") and last.act not in (SpeechAct.AFFIRM,) and self._word(last) != "认为"
        )

    def _word(self, utterance: Utterance) -> str:
        return self._text[utterance.cue[0] : utterance.cue[1]]

    def _cut_previous(self, cue: Cue) -> None:
        """A new cue ends the words before it."""
        if not self._found:
            return
        last = self._found[-1]
        if last.content and last.content[0] < cue.clause < last.content[1]:
            last.content = (last.content[0], self._contents.trim(last.content[0], cue.clause))

    def _extent(self, cue: Cue, later: list[Cue]) -> tuple[Literal["direct", "indirect"], int, int] | None:
        opening = cue.content
        if self._text.startswith("“", opening):
            quoted = self._contents.quotation(opening)
            if quoted is not None:
                return "direct", *quoted
        if cue.form == "quote" and cue.row.frame == "quote":
            return None
        eager = cue.form != "clause"
        stops = [c.clause for c in later if self._stops(c)]
        start = opening
        end = self._contents.running_end(start, stops, eager)
        while start < end and self._text[start] in "\n ":
            start += 1
        return "indirect", start, self._contents.trim(start, end)

    def _stops(self, cue: Cue) -> bool:
        """Whether a later cue starts a sentence of its own."""
        return cue.clause > 0 and self._text[cue.clause - 1] in "。！？\n" and self._speaker(cue)[1]
