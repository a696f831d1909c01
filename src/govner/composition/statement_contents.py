"""Where reported words begin and end.

Quoted words end with their quotation. Unquoted ones run on over following sentences, as the genre has it (…。要…。各级
各部门要…), until somebody else speaks or the reporter takes over: a person does something, 据悉, 随后, 会议还研究….
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from govner.composition.statement_cues import SpeechWords, any_of
from govner.composition.statement_speakers import SpeakerFinder
from govner.segmentation import Analysis

_TRAILING = "。；，、！？：. …—"
_NUMERAL = "一二三四五六七八九十"
_LIST_LINE = re.compile(
    rf"(?:[（(]?(?:[{_NUMERAL}]{{1,3}}|[0-9]{{1,2}})(?:[）)]|[、.．](?![0-9])|是|要)|第[{_NUMERAL}]{{1,2}}|[①-⑩]|——|●|首先|其次)"
)
_LEADERS = ("总书记", "主席", "总理")
_COUNT = re.compile(rf"[几两{_NUMERAL}0-9](?:个|点|项|条|方面|件|道)")
# 接到报警后，副市长张三赶到…: no words of their own, but the circumstance of what follows.
_CIRCUMSTANCE = re.compile(r"[^，。；]{2,12}(?:后|(?<![及准按临平随])时|中|前)")
_SHORTEST_BEFORE_CUT = 3
_LONGEST_ADDRESSEE = 16
_LONGEST_CLAUSE = 120
_CLAUSE_STOP = re.compile("[，。；：！？]")
_INNER_BREAK = re.compile("[；，]")
_MODAL = re.compile(r"要|必须|务必|应当|不能|不得|坚决|确保|力争|将|不要|加强|推动|推进")


class ContentFinder:
    """Finds the extent of reported words in one document."""

    def __init__(self, analysis: Analysis, patterns: ContentPatterns, speakers: SpeakerFinder) -> None:
        self._analysis = analysis
        self._text = analysis.text
        self._patterns = patterns
        self._speakers = speakers
        self._quotes = {e.start - 1: e.end for e in analysis.enclosures if e.mark == "“"}
        self._sentences = analysis.sentences
        self._ends = [s.end for s in self._sentences]
        self._breaks = [m.start() for m in re.finditer("\n", self._text)]
        self.openings = sorted(self._quotes)

    def close(self, opening: int) -> int:
        """Where the quotation that opens at a position closes."""
        return self._quotes[opening]

    def quotation(self, opening: int) -> tuple[int, int] | None:
        """The inside of the quotation of speech that opens at a position; None for a quoted term."""
        close = self._quotes.get(opening)
        if close is None:
            return None
        last, following = self._text[close - 1], self._text[close + 1 : close + 2]
        if last in "。！？…" or (following in ("", "。", "！", "？", "；", "\n", "，") and close - opening > 7):
            return opening + 1, self.trim(opening + 1, close)
        return None

    def quoted_order(self, start: int) -> tuple[int, int] | None:
        """叮嘱队员“多劝一句，少罚一单”。: the quotation, where it is all that follows the person addressed."""
        opening = self._text.find("“", start, start + _LONGEST_ADDRESSEE)
        if opening < 0 or _CLAUSE_STOP.search(self._text, start, opening):
            return None
        quoted = self.quotation(opening)
        return quoted if quoted and "，" in self._text[quoted[0] : quoted[1]] else None

    def trim(self, start: int, end: int) -> int:
        """The end without closing punctuation."""
        while end > start and self._text[end - 1] in _TRAILING:
            end -= 1
        return end

    def paragraph(self, position: int) -> tuple[int, int]:
        """The paragraph around a position."""
        index = bisect_right(self._breaks, position - 1) if position else 0
        start = self._breaks[index - 1] + 1 if index else 0
        return start, self._breaks[index] if index < len(self._breaks) else len(self._text)

    def paragraph_end(self, position: int) -> int:
        return self.paragraph(position)[1]

    def sentence_end(self, position: int) -> int:
        index = bisect_right(self._ends, position)
        return self._ends[index] if index < len(self._ends) else len(self._text)

    def running_end(self, start: int, stops: list[int], eager: bool) -> int:
        """Where unquoted words that begin at `start` end.

        Args:
            stops: positions (sorted) at which somebody else's words or a new cue begin.
            eager: whether sentences without a sign of speech go on with the words (指出，…) or not (要求各镇…).
        """
        limit = min(self.paragraph_end(start), self._next(stops, start + 1))
        end = min(self.sentence_end(start), limit)
        cut = self._cut_in_sentence(start, end)
        if cut is not None:
            return cut
        while end < limit:
            following = min(self.sentence_end(end), limit)
            if self.is_narration(end, following, eager):
                return end
            cut = self._cut_in_sentence(end, following)
            if cut is not None:
                return cut
            end = following
        return self._next_paragraphs(start, end, stops) if end == self.paragraph_end(start) else end

    def _next(self, stops: list[int], position: int) -> int:
        index = bisect_left(stops, position)
        return stops[index] if index < len(stops) else len(self._text)

    def _next_paragraphs(self, start: int, end: int, stops: list[int]) -> int:
        """Numbered paragraphs go on with the words: …抓好四项工作。⏎（一）…⏎（二）…"""
        text = self._text
        announced = text[start:end].rstrip().endswith("：") or not text[start:end].strip()
        listed = announced or _COUNT.search(text, max(start, end - 40), end)
        while listed and end < len(text):
            begin = end + 1
            if not _LIST_LINE.match(text, begin):
                return end
            limit = min(self.paragraph_end(begin), self._next(stops, begin))
            position = min(self.sentence_end(begin), limit)
            while position < limit and not self.is_narration(position, self.sentence_end(position), True):
                position = min(self.sentence_end(position), limit)
            end = position
            if end != self.paragraph_end(begin):
                return end
        return end

    def is_narration(self, start: int, end: int, eager: bool) -> bool:
        """Whether a sentence after reported words is the reporter's own."""
        text, patterns = self._text, self._patterns
        if _LIST_LINE.match(text, start):
            return False
        if patterns.narration.match(text, start) or text[start] in "（(【[" or self._dated(start):
            return True
        if text[start] == "“" and self.quotation(start) is not None:
            return end < self.paragraph_end(start)
        if self._acts(start, end) or (patterns.party.match(text, start) and not _MODAL.search(text, start, end)):
            return True
        if patterns.opener.match(text, start):
            return False
        body = text[start:end].rstrip("。！？；")
        modal = _MODAL.search(body) is not None
        if not modal and patterns.narration_end.search(body):
            return True
        return not eager and not modal

    def tells(self, start: int) -> bool:
        """Whether a clause that could be somebody's words is the reporter's own."""
        end = self.sentence_end(start)
        body = self._text[start:end].rstrip("。！？；")
        if _MODAL.search(body) is None and self._patterns.narration_end.search(body):
            return True
        return self._person_acts(start, end)

    def _dated(self, start: int) -> bool:
        """Whether a sentence begins with a day, as reports do (24日上午，…), and not with a deadline (24日前)."""
        date = self._speakers.date_at(start)
        if date is None or not re.search("[日号午晚]", date):
            return False
        return self._text.startswith("，", start + len(date))

    def _acts(self, start: int, end: int) -> bool:
        """Whether a sentence or clause tells what a named person does."""
        clause_end = self._clause_end(start, end)
        positions = [start]
        if clause_end < end and clause_end - start <= 24 and not _MODAL.search(self._text, start, clause_end):
            positions.append(clause_end + 1)
        return any(self._person_acts(p, end) for p in positions)

    def _clause_end(self, start: int, end: int) -> int:
        stop = _CLAUSE_STOP.search(self._text, start, end)
        return stop.start() if stop else end

    def _person_acts(self, start: int, end: int) -> bool:
        actor = self._speakers.subject_of(start, min(end, start + 60), strict=True)
        if actor is None or actor.kind not in ("person", "pronoun"):
            return False
        if actor.kind == "pronoun" and actor.start != start:
            return False
        if self._text.startswith(_LEADERS, actor.end):
            return False
        return self._patterns.modal_after.match(self._text, actor.end) is None

    def _cut_in_sentence(self, start: int, end: int) -> int | None:
        """Inside one sentence the reporter takes over after ；or ，where a named person does something."""
        segment = start
        placed = False
        for match in _INNER_BREAK.finditer(self._text, start, end):
            position = match.end()
            if match[0] == "；":
                segment = match.start()
                placed = self._text.startswith(("在", "到", "途经", "行至"), position)
                if self._patterns.report_verbs.match(self._text, position):
                    return segment
            if position < end and self._speakers.actors_in(position, min(end, position + 40)):
                clause_end = self._clause_end(position, min(end, position + _LONGEST_CLAUSE))
                if self._named_subject(position, clause_end, match[0] == "；" or placed):
                    # ；在某地，张三… : the place belongs to what he does.
                    cut = segment if placed else match.start()
                    if cut - start > _SHORTEST_BEFORE_CUT and not _CIRCUMSTANCE.fullmatch(self._text, start, cut):
                        return cut
        return None

    def _named_subject(self, start: int, end: int, anybody: bool) -> bool:
        """Whether a clause tells what a named person does (or anybody: 他, 委员们)."""
        actor = self._speakers.subject_of(start, end, strict=True)
        if actor is None or (actor.kind != "person" and not anybody):
            return False
        if actor.kind == "collective" and actor.start != start:
            return False
        if self._text.startswith(_LEADERS, actor.end):
            return False
        return self._patterns.modal_after.match(self._text, actor.end) is None


class ContentPatterns:
    """The patterns of a vocabulary, compiled once."""

    def __init__(self, words: SpeechWords) -> None:
        self.narration = re.compile(any_of(words.narration))
        self.narration_end = re.compile(
            rf"(?:{any_of(words.narration_ends)}|(?:参加|出席|列席|陪同|主持)了?[^，。；要]{{0,6}})\Z"
        )
        self.opener = re.compile(any_of(words.speech_openers))
        self.party = re.compile(
            r"[省市县区州旗]?(?:调研|督导|督查|检查|巡察|考察|代表|观摩|慰问|视察)[组团]"
            r"(?:一行|先后|还|随后|来到|深入|实地|查看|察看|走访|参观|听取|看望|考察|详细|认真)"
        )
        self.report_verbs = re.compile(r"审议|听取|讨论了|研究了|传达|学习了|通报了|表决|查看|察看|来到|检查了|现场")
        self.modal_after = re.compile(
            r"(?:[、和与][^，。；、]{1,4}){0,4}(?:同志|等人|等)?(?:分别)?(?:要|应|必须|务必|负责|牵头|将|同志|兼?任)"
        )
