"""Readings of a stretch of text as a person's name: where it may end, and how likely by its inside and its right
side."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from govner.recognition.names import NameStatistics
from govner.recognition.posts import Title

Span = tuple[int, int]
HAN = "\u3400-\u9fff〇"
NAME_CHARACTER = re.compile(f"[{HAN}]")
_DOTTED = re.compile(rf"[{HAN}]{{1,8}}(?:[·.][{HAN}]{{1,9}}){{1,3}}")
_PADDED = re.compile(rf"([{HAN}]{{1,2}}) {{1,3}}([{HAN}]{{1,2}})")
_MASKED = re.compile(rf"[{HAN}](?:某[某甲乙丙丁]?|[×xX＊*]{{1,2}})")
_NUMBERED = re.compile(r"(.)[一二三四五六七八九]?十[一二三四五六七八九]?(?![一二三四五六七八九十0-9])")
#: Characters of bodies, areas and phrases that no name without a known surname contains.
_NEVER_IN_NAME = frozenset(
    "县市区省委局厅处办党政府镇乡村的一行等们了我你他她这是在有不要会议部院校团组队社课考察题与及同"
)
NEVER_LAST = frozenset("县市镇乡村委局厅们等团组队网班的作")
#: A name is not followed by these unless they begin a title: 甘泉路, 隆子县.
_AREA_SUFFIX = frozenset("县区市镇乡村路街州旗省河湖山桥")
_AREA_CHARACTERS = frozenset("县市镇乡村街州旗省")
_AND = frozenset("和与及同率")
#: What stands between a name and the title it is appointed to: X为局长, X当选为市长, X的局长职务.
_POST_VERBS = (
    "为", "任", "同志任", "同志为", "当选为", "当选", "的", "同志的",
    "辞去", "担任", "出任", "兼任", "同志请求辞去", "（女）为", "会同", "系",
)
_POST_VERB_STARTS = frozenset(v[0] for v in _POST_VERBS)
_BODY_LIKE = re.compile(r"[省市县区州旗镇乡](?:委|党委|政府|人大|政协|纪委|领导)")
#: Verbs of speech whose first character may end a name: 王承 + 坦言, not 王承坦 + 言; none is a given name.
_SPEECH_WORDS = frozenset(
    (
        "坦言", "直言", "感言", "笑言", "介绍", "表示", "强调", "指出", "认为", "要求", "解释", "透露", "告诉", "回忆",
        "坦承", "感慨", "感叹", "希望", "提出", "叮嘱", "嘱咐", "勉励", "宣布", "主持", "致辞", "讲话",
    )
)
_SPEECH_PENALTY = 5.0
AFTER_TITLE = 3.0
_APPOINTED = 4.0
_BODY_FOLLOWS = 5.0
#: How far the other occurrences of a name are looked for, how many count, and how much.
_NEAR, _SEEN, _BEST_OTHER, _OTHERS = 6000, 6, 3.0, 0.6
#: The most that other occurrences can add: a reading that is too weak even with that is left alone.
BEST_ELSEWHERE = _SEEN * _BEST_OTHER * _OTHERS + 0.01


class NameReader:
    """Reads names in one text whose titles, bodies and possible places are known.

    Attributes:
        taken: 1 for each character inside an organisation.
        inside_title: 1 for each character of a title.
        name_starts: where names that are already established begin.
    """

    def __init__(
        self,
        statistics: NameStatistics,
        text: str,
        titles: Sequence[Title],
        bodies: Iterable[Span],
        places: Iterable[Span],
    ) -> None:
        self.statistics, self.text = statistics, text
        self.title_starts = {t.start for t in titles}
        self.inside_title = bytearray(len(text) + 1)
        for title in titles:
            self.inside_title[title.start : title.end] = b"\1" * (title.end - title.start)
        self._body_starts: set[int] = set()
        self.taken = bytearray(len(text) + 1)
        for start, end in bodies:
            self._body_starts.add(start)
            self.taken[start:end] = b"\1" * (end - start)
        self._place_starts: dict[int, int] = {}
        for start, end in places:
            self._place_starts[start] = max(end, self._place_starts.get(start, 0))
        self._name_starts: set[int] = set()
        self._right: dict[int, float] = {}
        self.best_right = max(_BODY_FOLLOWS, statistics.best_after)

    @property
    def name_starts(self) -> set[int]:
        return self._name_starts

    @name_starts.setter
    def name_starts(self, starts: set[int]) -> None:
        self._name_starts = starts
        self._right.clear()

    def as_place(self, start: int, end: int, left: float) -> float:
        """What it costs that a name may be a place's: everything with an area's suffix, less right after a title."""
        if self._place_starts.get(start) != end:
            return 0.0
        return -2.0 if left >= AFTER_TITLE else -4.0

    def readings(self, start: int, word_penalty: float) -> Iterator[tuple[int, float]]:
        """(end, weight of the inside) of the possible names at `start`."""
        text, statistics = self.text, self.statistics
        if start in self.title_starts or self.taken[start] or not NAME_CHARACTER.match(text, start):
            return
        if match := _MASKED.match(text, start):
            yield match.end(), 6.0
            return
        if match := _DOTTED.match(text, start):
            yield from self._dotted(start, match.end())
        if (match := _NUMBERED.match(text, start)) and match[1] in statistics.surnames:
            yield match.end(), 4.0
        run = self._run(start)
        yield from self._chinese(start, run, word_penalty)
        following = statistics.continues(text, start)
        weights = statistics.transliterations(text[start : start + run])
        for length in range(2, run + 1):
            name = text[start : start + length]
            if name[-1] in _NEVER_IN_NAME or name[0] in _NEVER_IN_NAME or name[1:] in _SPEECH_WORDS:
                break
            yield start + length, weights[length - 1] - 3.0 - following
        if " " in text[start + 1 : start + 3]:
            yield from self._padded(start)

    def _run(self, start: int) -> int:
        """How many characters from `start` a name may have (at most 7)."""
        text, run = self.text, 0
        while run < 7 and start + run < len(text) and NAME_CHARACTER.match(text, start + run):
            if run and (start + run in self.title_starts or self.taken[start + run]):
                break
            run += 1
        return run

    def _chinese(self, start: int, run: int, word_penalty: float) -> Iterator[tuple[int, float]]:
        """Names of a surname and one or two characters."""
        text, statistics = self.text, self.statistics
        for length in range(2, min(run, 4) + 1):
            name = text[start : start + length]
            if name[-1] in NEVER_LAST or name[0] in _AREA_CHARACTERS:
                continue
            if length == 4 and name[:2] not in statistics.compound_surnames:
                continue
            weight = statistics.inside(name, word_penalty)
            if text[start + length - 1 : start + length + 1] in _SPEECH_WORDS:
                weight -= _SPEECH_PENALTY
            if text[start + 1 : start + length] in _SPEECH_WORDS:
                continue
            if length == 3 and name[-1] == "任" and start + length in self.title_starts:
                continue  # 李某|任|组长
            if length == 3 and name[-1] in "大上中少" and text[start + length : start + length + 1] in ("校", "将"):
                continue  # 李某|大校
            if not statistics.surname_of(name):
                if any(c in _NEVER_IN_NAME for c in name):
                    continue
                weight -= statistics.continues(text, start)
            yield start + length, weight

    def _padded(self, start: int) -> Iterator[tuple[int, float]]:
        """王 伟: a name of two characters set apart to the width of three."""
        text = self.text
        match = _PADDED.match(text, start)
        if not match or (len(match[1]) == 2 and match[1] not in self.statistics.compound_surnames):
            return
        for end in range(match.start(2) + 1, match.end(2) + 1):
            name = match[1] + text[match.start(2) : end]
            yield end, self.statistics.inside(name, 0.0) + (2.5 if end == match.start(2) + 1 else 0.0)

    def _dotted(self, start: int, limit: int) -> Iterator[tuple[int, float]]:
        """The ends of a name with dots: in its last part it ends where the following text begins."""
        last = max(self.text.rfind("·", start, limit), self.text.rfind(".", start, limit))
        head = 3.0 + self.statistics.transliterated(self.text[start:last])
        if self.statistics.continues(self.text, start) > 1.0 or self.text[start] in _NEVER_IN_NAME:
            return
        for end in range(last + 2, limit + 1):
            if self.text[end - 1] == "等":
                break
            yield end, head + self.statistics.transliterated(self.text[last + 1 : end])

    def right(self, end: int) -> float:
        """The weight of what follows (at most `best_right`); a title right after a name speaks for it."""
        weight = self._right.get(end)
        if weight is None:
            weight = self._right[end] = self._weigh_right(end)
        return weight

    def _weigh_right(self, end: int) -> float:
        if end in self.title_starts or end in self._name_starts:
            return 3.0
        following = self.text[end : end + 1]
        if following in _AND and (end + 1 in self.title_starts or end + 1 in self._body_starts):
            return _BODY_FOLLOWS
        if following in ("和", "与") and _BODY_LIKE.match(self.text, end + 1):
            return 4.5
        if following == "和" and self.text[end + 1 : end + 2] in "、，。；）":
            return -4.0  # 那顺孟和、: nothing follows that it could join
        if following == "和" and self._name_like(end + 1):
            return 2.5
        if following in _AREA_SUFFIX:
            return -4.0
        if following and following in _POST_VERB_STARTS and self.appointed(end):
            return _APPOINTED
        return self.statistics.after(self.text, end)

    def appointed(self, end: int) -> bool:
        """Whether a verb of appointment and a title or body follow: X为县教育局局长."""
        for verb in _POST_VERBS:
            after = end + len(verb)
            if self.text.startswith(verb, end) and (after in self.title_starts or after in self._body_starts):
                return True
        return False

    def _name_like(self, start: int) -> bool:
        """Whether a name may well begin here, by its characters and what follows them."""
        for length in (3, 2):
            name = self.text[start : start + length]
            if len(name) < length or name[0] not in self.statistics.surnames or name in self.statistics.common:
                continue
            if self.statistics.inside(name) + self.statistics.after(self.text, start + length) > 5.0:
                return True
        return False

    def elsewhere(self, start: int, end: int) -> float:
        """What the other occurrences of the same string say about its end (at most `BEST_ELSEWHERE`)."""
        text, weight, seen = self.text, 0.0, 0
        name = text[start:end]
        limit = start + _NEAR
        at = text.find(name, max(0, start - _NEAR), limit)
        while at >= 0 and seen < _SEEN:
            if at != start:
                seen += 1
                weight += max(-2.0, min(_BEST_OTHER, self.right(at + len(name))))
            at = text.find(name, at + len(name), limit)
        return _OTHERS * weight
