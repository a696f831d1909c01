"""Cues of reported speech: the verbs and idioms, and whether one really introduces somebody's words.

A cue is a verb of saying (指出), asking (要求) or an idiom that does the same before a colon (快人快语：). The same words
are nouns and objects elsewhere (按照…要求, 指出的问题, 强调事项), so each occurrence is judged by what stands to its
right, which decides the *form*, and to its left.
"""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from govner.lexicons import Lexicons, LiteralMatcher, Row
from govner.records import SpeechAct

Frame = Literal["say", "ask", "tell", "order", "quote", "colon", "meeting", "affirm"]
Form = Literal["comma", "colon", "quote", "clause", "after"]

_STOPS = "，。；：！？\n"
_CLAUSE = re.compile(r"[^，。；：！？\n]*")


class CueRow(Row):
    """A line of `speech_cues.tsv`.

    `frame` says how the words follow: `say` after ，：or “; `ask` also at once (要求各镇…); `tell` like `ask`, with the
    person addressed between (叮嘱他); `order` only as an order on the spot (当场请…); `quote` before or after a
    quotation only; `colon` before a colon only; `meeting` like `say`, and at once after 会议.
    """

    cue: str
    act: SpeechAct
    frame: Frame


class SpeechWords(Row):
    """`speech_words.yaml`; its comments say what each list is for."""

    adverbs: tuple[str, ...]
    noun_contexts: tuple[str, ...]
    objects: dict[str, tuple[str, ...]]
    modals: tuple[str, ...]
    collectives: tuple[str, ...]
    speaker_tails: tuple[str, ...]
    anaphors: tuple[str, ...]
    addressees: tuple[str, ...]
    narration: tuple[str, ...]
    narration_ends: tuple[str, ...]
    speech_openers: tuple[str, ...]


def any_of(words: tuple[str, ...]) -> str:
    """A regular expression for any of the words, longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda w: (-len(w), w))))


@dataclass(slots=True)
class Cue:
    """An occurrence that can introduce words.

    Attributes:
        start, end: of the cue itself.
        clause: where its clause begins.
        form: what follows: a comma, a colon, a quotation, or the words at once.
        content: where the words begin.
    """

    start: int
    end: int
    clause: int
    form: Form
    content: int
    row: CueRow


class CueFinder:
    """Finds the cues of a text."""

    def __init__(self, lexicons: Lexicons) -> None:
        rows = lexicons.rows("speech_cues", CueRow)
        self.words = lexicons.document("speech_words", SpeechWords)
        self._matcher = LiteralMatcher({row.cue: row for row in rows})
        adverbs = any_of(self.words.adverbs)
        self.adverbs = re.compile(rf"(?:(?:{adverbs})[地着]?)+\Z")
        self._noun_context = re.compile(rf"(?:{any_of(self.words.noun_contexts)})\Z")
        self._objects = {cue: re.compile(any_of(words)) for cue, words in self.words.objects.items()}
        self._modals = re.compile(any_of(self.words.modals))
        self._addressee = re.compile(rf"(?:{any_of(self.words.addressees)})\Z")
        self._person_object = re.compile(r"(?:他们|她们|大家|他|她)(?=[一-鿿])")

    def find(self, text: str, closed: list[tuple[int, int]]) -> Iterator[Cue]:
        """The cues outside the closed ranges (quotations, brackets), in text order."""
        starts = [start for start, _ in closed]
        for start, end, row in self._matcher.longest(text):
            inside = bisect_right(starts, start) - 1
            if inside >= 0 and closed[inside][1] > start:
                continue
            cue = self._judge(text, start, end, row)
            if cue is not None:
                yield cue

    def _judge(self, text: str, start: int, end: int, row: CueRow) -> Cue | None:
        clause = clause_start(text, start)
        found = self._form(text, clause, start, end, row)
        if found is None:
            return None
        form, content = found
        return Cue(start, end, clause, form, content, row)

    def _form(self, text: str, clause: int, start: int, end: int, row: CueRow) -> tuple[Form, int] | None:
        following = text[end : end + 1]
        before = text[clause:start]
        if following in ("：", "“") or text.startswith("，“", end):
            if following == "“" and self._is_noun(before):
                return None
            content = end if following == "“" else end + 1
            return ("colon" if following == "：" else "quote"), content
        if row.frame in ("quote", "colon"):
            return None
        if following == "，":
            if row.frame == "order" or self._is_noun(before):
                return None
            return "comma", end + 1
        return self._clause_form(text, before, end, row)

    def _clause_form(self, text: str, before: str, end: int, row: CueRow) -> tuple[Form, int] | None:
        """The words follow at once, or after the person addressed."""
        objects = self._objects.get(row.cue)
        if objects is not None and objects.match(text, end):
            return None
        if text[end : end + 1] in "，。；：！？、\n）”》" or self._is_noun(before):
            return None
        if row.frame == "order":
            return ("clause", end) if before.endswith(("当场", "当即", "现场", "立即", "随即")) else None
        addressed = self._after_addressee(text, end, row)
        if addressed is not None:
            return addressed
        if row.frame in ("ask", "tell"):
            return "clause", end
        if row.frame == "meeting":
            return ("clause", end) if before.endswith(("会议", "大会", "全会")) and row.cue != "决定" else None
        if self._modals.match(text, end) and len(row.cue) > 1:
            return "clause", end
        return None

    def _after_addressee(self, text: str, end: int, row: CueRow) -> tuple[Form, int] | None:
        """告诉记者，… 叮嘱同行的县长…，…"""
        if row.frame not in ("tell", "ask") and row.cue != "对":
            return None
        match = _CLAUSE.match(text, end, end + 40)
        if match is None or match.end() >= len(text):
            return None
        stop = text[match.end()]
        if stop in "，：" and self._addressee.search(match[0]) and row.frame == "tell":
            return ("comma" if stop == "，" else "colon"), match.end() + 1
        if stop == "：" and row.frame == "ask" and len(match[0]) <= 24 and text.startswith("“", match.end() + 1):
            return "colon", match.end() + 1
        return None

    def _is_noun(self, before: str) -> bool:
        return self._noun_context.search(before) is not None


def clause_start(text: str, position: int) -> int:
    """Where the clause that holds a position begins: after ，。；：！？, a line feed or a closed quotation of speech."""
    index = position
    while index > 0:
        char = text[index - 1]
        if char in _STOPS or (char == "”" and index > 1 and text[index - 2] in "。！？，…"):
            return index
        index -= 1
    return 0
