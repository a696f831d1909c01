"""Cues of reported speech: the verbs and idioms, and whether one really introduces somebody's words.

A cue is a verb of saying (指出), asking (要求) or an idiom that does the same before a colon (快人快语：). The same
words are nouns and objects elsewhere (按照…要求, 指出的问题, 强调事项), so each occurrence is judged by what stands to
its right, which decides the *form*, and to its left.
"""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from heapq import merge
from typing import Literal

from govner.lexicons import Lexicons, LiteralMatcher, Row
from govner.records import SpeechAct

Frame = Literal["say", "state", "pledge", "ask", "tell", "order", "quote", "colon", "meeting", "counted"]
Form = Literal["comma", "colon", "quote", "clause"]

#: A clause is looked at no further back than this, which also bounds the work on text without punctuation.
_LONGEST_CLAUSE = 200
_LONGEST_ADVERB = 8
_CLAUSE_STOPS = "，。；：！？\n"
_SPEECH_ENDS = "。！？，…"
_CLAUSE = re.compile(r"[^，。；：！？\n]*")
_MODAL_NEAR = re.compile(r"[^，。；：！？“”\n、的]{0,14}?(?:要|必须|应当|不能|不得|务必)")
# 提出三点要求：, 强调三点意见：, and without a number 提出要求：.
_COUNTED = re.compile(
    r"(?:提出|强调|提|讲|谈)了?(?:(?:[几两三四五六七八九十]|以下|如下)+(?:个方面|[点项条个])?)?(?:的|具体|明确|重点|工作|贯彻|指导)*"
    r"(?P<noun>要求|意见|建议|希望|看法|任务|倡议)(?=[：，。])"
)
_COUNTED_ACTS = {"要求": SpeechAct.REQUIRE, "任务": SpeechAct.REQUIRE, "希望": SpeechAct.HOPE, "建议": SpeechAct.HOPE}
_LIST_BEGIN = re.compile(r"\n?(?:第一|一是|一要|首先|一、|（一）|1[.．、]|①|——)")
_ACCORDING = re.compile("(?:按照|根据|依据|依照|遵照|对照|落实|贯彻|响应|传达|学习)(?![^，]*[时后中])")
# 表态时说, 发言中指出: the word only says when.
_TIME_OF = re.compile("[时中后](?:[，说讲指强表要]|$)")
_HEADED = re.compile(
    r"了?[^，。；：！？“”\n]{1,20}?(?:情况|目标|任务|要求|做法|意见|打算|举措|措施|经验|成效|计划|安排|重点|思路|建议)：(?!“)"
)
_ON_THE_SPOT = ("当场", "当即", "现场", "立即", "随即")


class CueRow(Row):
    """A line of `speech_cues.tsv`.

    `frame` says how the words follow: `say` after ，：or “; `state` also at once where they begin with 要 or the like
    (强调要…); `pledge` the same, more freely (表示将…); `ask` at once (要求各镇…); `tell` like `ask`, with the person
    addressed between (叮嘱他); `order` only as an order on the spot (当场请…); `quote` before or after a quotation
    only; `colon` before a colon only; `meeting` for what a meeting decides (会议决定…). `noun`: the word is also the
    object of other verbs (听取汇报, 按照要求).
    """

    cue: str
    act: SpeechAct
    frame: Frame
    noun: bool = False


class SpeechWords(Row):
    """`speech_words.yaml`; its comments say what each list is for."""

    adverbs: tuple[str, ...]
    noun_contexts: tuple[str, ...]
    word_starts: dict[str, tuple[str, ...]]
    taking_verbs: tuple[str, ...]
    objects: dict[str, tuple[str, ...]]
    modals: tuple[str, ...]
    collectives: tuple[str, ...]
    citizens: tuple[str, ...]
    speaker_tails: tuple[str, ...]
    anaphors: tuple[str, ...]
    addressees: tuple[str, ...]
    narration: tuple[str, ...]
    narration_ends: tuple[str, ...]
    speech_openers: tuple[str, ...]


def any_of(words: Collection[str]) -> str:
    """A regular expression for any of the words, longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda w: (-len(w), w))))


def clause_start(text: str, position: int) -> int:
    """Where the clause around a position begins: after ，。；：！？, a line feed, or a quotation of speech.

    >>> clause_start("座谈会上，张三强调", 7)
    5
    """
    lowest = max(0, position - _LONGEST_CLAUSE)
    start = max(lowest, *(text.rfind(mark, lowest, position) + 1 for mark in _CLAUSE_STOPS))
    closing = text.rfind("”", start, position)
    while closing > start and text[closing - 1] not in _SPEECH_ENDS:
        closing = text.rfind("”", start, closing)
    return closing + 1 if closing > start else start


class Adverbs:
    """The adverbs that may stand between a speaker and a cue: 张三【再次】【着重】强调."""

    def __init__(self, words: Collection[str]) -> None:
        self._last = re.compile(rf"(?:{any_of(words)})[地着]?\Z")

    def strip(self, text: str, start: int, end: int) -> int:
        """Where a range ends without the adverbs at its end."""
        while True:
            # One by one, as a repeated group with these overlapping words would backtrack without bound.
            match = self._last.search(text, max(start, end - _LONGEST_ADVERB), end)
            if match is None or match.start() == match.end():
                return end
            end = match.start()


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
        self.adverbs = Adverbs(self.words.adverbs)
        self._noun_contexts = tuple(self.words.noun_contexts)
        self._taken = re.compile(
            rf"(?:{any_of(self.words.taking_verbs)})[^，。；：！？\n]{{0,40}}(?<![后时中完])\Z"
        )
        self._word_starts = self.words.word_starts
        self._objects = {cue: re.compile(any_of(words)) for cue, words in self.words.objects.items()}
        self._modals = re.compile(any_of(self.words.modals))
        self._addressee = re.compile(rf"(?:{any_of(self.words.addressees)})\Z")

    def find(self, text: str, closed: list[tuple[int, int]], names: set[int]) -> Iterator[Cue]:
        """The cues in text order.

        Args:
            closed: quotations and brackets (sorted, disjoint ranges), in which nothing counts.
            names: positions at which a name or title ends; a cue right after one is no noun.
        """
        starts = [start for start, _ in closed]
        taken = 0
        for start, end, row in self._occurrences(text):
            inside = bisect_right(starts, start) - 1
            if start < taken or (inside >= 0 and closed[inside][1] > start):
                continue
            clause = clause_start(text, start)
            found = self._form(text, clause, start, end, row, names)
            if found is None or self._is_noun(text[clause:start], row, found[0], start in names):
                continue
            taken = end
            yield Cue(start, end, clause, found[0], found[1], row)

    def _occurrences(self, text: str) -> Iterator[tuple[int, int, CueRow]]:
        counted = [(m.start(), m.end(), _counted_row(m)) for m in _COUNTED.finditer(text)]
        return merge([(start, end, row) for start, end, row in self._matcher.longest(text)], counted, key=_position)

    def after_quotation(self, text: str, position: int, end: int, names: set[int]) -> Iterator[tuple[int, int, CueRow]]:
        """The cues in a range that follows a quotation: “…。”张三说。"""
        for start, stop, row in self._matcher.longest(text[position:end]):
            after = stop
            if row.cue == "告诉":
                addressee = _CLAUSE.match(text, position + stop, end)
                after = addressee.end() - position if addressee else stop
            following = text[position + after : position + after + 1]
            closes = following in ("", "。", "！", "？", "；", "，", "\n", "“") or following == "着"
            if closes and row.frame not in ("colon", "order", "meeting"):
                clause = clause_start(text, position + start)
                before = text[max(clause, position) : position + start]
                if not self._is_noun(before, row, "quote", position + start in names):
                    yield position + start, position + stop, row

    def _form(
        self, text: str, clause: int, start: int, end: int, row: CueRow, names: set[int]
    ) -> tuple[Form, int] | None:
        following = text[end : end + 1]
        if row.frame == "counted":
            return _counted_form(text, end)
        if following == "：":
            return "colon", end + 1
        if following == "“":
            return "quote", end
        if row.noun or row.frame in ("state", "meeting"):
            # 汇报了投资情况：…, 明确了主要目标：…
            headed = _HEADED.match(text, end)
            if headed is not None:
                return "colon", headed.end()
        if text.startswith("，“", end):
            return "quote", end + 1
        if row.frame in ("quote", "colon"):
            return None
        if following == "，":
            return None if row.frame == "order" else ("comma", end + 1)
        return self._clause_form(text, text[clause:start], end, row, names)

    def _clause_form(
        self, text: str, before: str, end: int, row: CueRow, names: set[int]
    ) -> tuple[Form, int] | None:
        """The words follow at once, or after the person addressed."""
        if text[end : end + 1] in "，。；：！？、\n）”》" or row.frame == "say" or _TIME_OF.match(text, end):
            return None
        objects = self._objects.get(row.cue)
        if objects is not None and objects.match(text, end):
            return None
        if row.frame == "order":
            return ("clause", end) if before.endswith(_ON_THE_SPOT) else None
        if row.frame == "meeting":
            return ("clause", end) if before.endswith(("会议", "大会", "全会")) else None
        if row.frame == "state":
            near = self._modals.match(text, end) or _MODAL_NEAR.match(text, end)
            return ("clause", end) if near else None
        return self._after_addressee(text, end, row, names) or ("clause", end)

    def _after_addressee(self, text: str, end: int, row: CueRow, names: set[int]) -> tuple[Form, int] | None:
        """告诉记者，…"""
        match = _CLAUSE.match(text, end, end + 40)
        if row.frame != "tell" or match is None or match.end() >= len(text):
            return None
        stop = text[match.end()]
        if stop in "，：" and (match.end() in names or self._addressee.search(match[0])):
            return ("comma" if stop == "，" else "colon"), match.end() + 1
        return None

    def _is_noun(self, before: str, row: CueRow, form: Form, named: bool) -> bool:
        """Whether the word is the object of what stands before it; `named`: a name or title does."""
        if row.frame in ("colon", "counted") or (form == "colon" and row.noun):
            # 作了专题汇报：… introduces the words as well as a verb does.
            return form == "colon" and before.endswith("的")
        if named:
            return row.noun and _ACCORDING.search(before) is not None
        starts = self._word_starts.get(row.cue)
        if starts is not None and before.endswith(starts):
            return True
        return before.endswith(self._noun_contexts) or (row.noun and self._taken.search(before) is not None)


def _position(occurrence: tuple[int, int, CueRow]) -> tuple[int, int]:
    return occurrence[0], -occurrence[1]


def _counted_row(match: re.Match[str]) -> CueRow:
    act = _COUNTED_ACTS.get(match["noun"], SpeechAct.EMPHASIZE if match[0].startswith("强调") else SpeechAct.STATE)
    return CueRow(cue=match[0], act=act, frame="counted")


def _counted_form(text: str, end: int) -> tuple[Form, int] | None:
    """The words follow a colon, a comma, or as a list after a full stop."""
    if text[end] == "。":
        return ("colon", end + 1) if _LIST_BEGIN.match(text, end + 1) else None
    return ("colon" if text[end] == "：" else "comma"), end + 1
