"""The ground on which organisations are looked for: titles, areas, and the borders that no name crosses."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from govner.recognition.areas import AreaNames, Span
from govner.recognition.organs import (
    AREA_END,
    DEICTIC,
    GROUP_BRACKET,
    LOCAL_AREA,
    NOT_DEICTIC,
    PREFIX,
    PUNCTUATION,
    TERM,
    TOWN,
    VILLAGE,
    ZONE,
    Organs,
)
from govner.recognition.posts import Title
from govner.segmentation import Analysis

#: First characters that make a two-character county doubtful outside its own documents: 任|县信访局, 和|县法院.
_VERBS = frozenset("任和开通会赴在到与对据经由问向从被受让同")
#: What stands before a clause, what a unit without area begins with, and what bodies end with.
_CLAUSE_BEGINS = frozenset("\n。；，：！？")
_JOINTS = frozenset("和与同")
_UNIT_BEGINS = frozenset("委领政直纪")
_BODY_ENDS = frozenset("委府局办协大院")
#: Score of a proposed place that counts even so.
_SURE_PLACE = 0.76
#: Characters that lead up to a name without belonging to it: 据|龙脊景区管委会.
LEADING = frozenset("据经与在向问由对从赴到让请")
_TOWN_WORD = re.compile(r"街道|苏木|(?<![镇乡])[镇乡]")
_MUNICIPALITIES = frozenset({"北京", "上海", "天津", "重庆"})


class Ground:
    """Titles, areas and borders of one text.

    Attributes:
        place_start, place_end: areas by their first and last position (the longest each).
        borders: for each position the nearest border at or before it.
        title_starts: where titles begin; `inside_title` marks the positions within one.
    """

    def __init__(
        self,
        organs: Organs,
        area_names: AreaNames,
        analysis: Analysis,
        titles: Sequence[Title],
        names: Iterable[Span],
    ) -> None:
        self.organs, self.area_names = organs, area_names
        self.text, self.titles = analysis.text, titles
        self.title_starts = {t.start for t in titles}
        self.inside_title = bytearray(len(self.text) + 1)
        for title in titles:
            self.inside_title[title.start + 1 : title.end] = b"\1" * (title.end - title.start - 1)
        self.place_start: dict[int, int] = {}
        self.place_end: dict[int, int] = {}
        self._set_places(analysis)
        self._set_towns()
        #: People whose names are no beginnings of areas (托克逊|县).
        self.names = [n for n in names if self.place_start.get(n[0], 0) <= n[1] or not self._is_area(n[0])]
        self.borders = self._borders([end for _, end in self.names])

    def _set_places(self, analysis: Analysis) -> None:
        text, region = analysis.text, analysis.article.region or ""
        sure = {(c.start, c.end) for c in analysis.candidates if c.score >= _SURE_PLACE}
        words = [(a, b) for a, b, length in self.organs.border_matcher.find(text) if length > 1]
        crossed = {i for a, b in words for i in range(a + 1, b)}
        begun = dict(words)
        spans = self.area_names.find(analysis, analysis.candidates)
        certain = self._certain(spans)
        for start, end in spans:
            if text[start:end] == "新区" and text[max(0, start - 1) : start] == "高":
                continue
            if text[start:end] in certain and text[max(0, start - 1) : start] not in _BODY_ENDS:
                sure.add((start, end))
            elif end - start < 4 and text[start:end] not in region:
                # 召|开县, 会同|县水利局: a border word that shares characters with a short name shows that there is
                # none.
                if start in crossed or start < begun.get(start, 0) < end:
                    continue
                if end - start == 2 and text[start] in _VERBS and (start, end) not in sure:
                    continue
            self.place_start[start] = max(end, self.place_start.get(start, 0))
            self.place_end[end] = min(start, self.place_end.get(end, len(text)))

    def _set_towns(self) -> None:
        """Towns of the gazetteer whose names the rules for places doubt, such as 将台堡镇."""
        for match in _TOWN_WORD.finditer(self.text):
            word, end = match.span()
            if end in self.place_end or self.inside_title[end]:
                continue
            start = self.area_names.town_start(self.text, word, end, self.sentence_border(word))
            if start is not None and start not in self.place_start:
                self.place_start[start] = end
                self.place_end[end] = start

    def _is_area(self, start: int) -> bool:
        return AREA_END.search(self.text, start, self.place_start[start]) is not None

    def _certain(self, spans: Sequence[Span]) -> set[str]:
        """Names like 和县 or 会同 that stand somewhere where the word they look like cannot: at the beginning of a
        clause (but not before 委, as in 和|县委) or after the area above."""
        text = self.text
        ends = {end for start, end in spans if AREA_END.search(text, start, end)}
        found = set()
        for start, end in spans:
            if text[start] not in _VERBS:
                continue
            after = text[end : end + 1]
            below = start in ends and text[start] not in _JOINTS
            begins = (start == 0 or text[start - 1] in _CLAUSE_BEGINS) and after not in _UNIT_BEGINS
            if AREA_END.search(text, start, end) and (after == text[end - 1] or below or begins):
                found.add(text[start:end])
        return found

    def _borders(self, name_ends: list[int]) -> list[int]:
        """For each position the nearest border at or before it."""
        text = self.text
        marks = bytearray(len(text) + 1)
        marks[0] = 1
        for _, end, _ in self.organs.border_matcher.find(text):
            if text[end : end + 1] not in ("组", "团", "队", "员") and not text.startswith("对外", end - 1):
                marks[end] = 1
        # A border word inside a place name is none (和平镇, 大同).
        for start, end in self.place_start.items():
            marks[start + 1 : end + 1] = bytes(end - start)
        for match in PUNCTUATION.finditer(text):
            marks[match.start()] = marks[match.end()] = 1
        for title in self.titles:
            marks[title.end] = 1
        for end in name_ends:
            marks[end] = 1
        for match in GROUP_BRACKET.finditer(text):
            marks[match.start() : match.end() + 1] = bytes(match.end() + 1 - match.start())
        nearest, last = [], 0
        for i, mark in enumerate(marks):
            if mark:
                last = i
            nearest.append(last)
        return nearest

    def named_area(self, start: int, end: int) -> int:
        """Where 商丘市委 begins, whose area character at `start` may end the name of a place."""
        for stop in (start + 1, end, start):
            area = self.place_end.get(stop)
            if area is not None and area < start:
                return self._whole(area, stop)
        if self.text[start] in "镇乡村街社苏":
            return self.local_area(start)
        return start

    def area_before(self, end: int, whole: bool = True) -> int | None:
        """Where the area begins that ends at `end`; None if there is none. `whole`: with the areas above it."""
        place = self.place_end.get(end)
        zone = ZONE.search(self.text, max(0, end - 10), end)
        if zone is not None and (place is None or zone.start() < place):
            return self._zone(zone.start())
        if place is not None:
            return self._whole(place, end) if whole or not TOWN.search(self.text, place, end) else place
        match = DEICTIC.search(self.text, max(0, end - 4), end)
        if match is None or NOT_DEICTIC.search(self.text, max(0, end - 4), end):
            return None
        if LOCAL_AREA.search(match[0]):
            return self.local_area(match.start())
        place = self.place_end.get(match.start())
        if place is not None and len(match[0]) == 1 and match[0] in "市县区州旗":
            return self.chain(place)
        if match[0] in "厅局师团校院委地" and self.borders[match.start()] != match.start():
            return None
        return match.start()

    def _whole(self, start: int, end: int) -> int:
        """Where the name of an area begins in a body's name: with the areas above it, except those of a village."""
        return start if VILLAGE.search(self.text, start, end) else self.chain(start)

    def _zone(self, start: int) -> int:
        """Where a zone begins: at the place or name before it (吉林|高新区, 甘河|工业园区)."""
        if (place := self.place_end.get(start)) is not None:
            return self.chain(place)
        begin = self.borders[start]
        if start - begin <= 4 or (start - begin <= 8 and self.text[begin] in "省市县区州"):
            return self.chain(begin + (start - begin > 0 and self.text[begin] in LEADING))
        return start

    def local_area(self, word: int) -> int:
        """Where a town or village begins that may be in no gazetteer: at the border of the clause or place if near."""
        town = self.text[word] in "镇乡街苏"
        if town and self.text[word - 1 : word] == self.text[word]:
            word -= 1  # 某镇|镇委
        end = word + (2 if self.text[word] in "街苏社嘎" else 1)
        if town and (known := self.area_names.town_start(self.text, word, end, self.sentence_border(word))) is not None:
            return self.chain(known)
        if not town and self.text[word - 1 : word] == self.text[word] == "村":
            return word  # 某村|村委会
        border = begin = self.borders[word]
        for position in range(max(border, word - 4), word):
            if position in self.place_end or (not town and TOWN.search(self.text, border, position)):
                begin = position
        if begin < word and self.text[begin] in LEADING:
            begin += 1
        if not 2 <= word - begin <= 4:
            return word
        return self.chain(begin) if town else begin

    def sentence_border(self, position: int) -> int:
        """The last punctuation before a position, near enough for a name."""
        window = max(0, position - 9)
        return max((m.end() for m in PUNCTUATION.finditer(self.text, window, position)), default=window)

    def chain(self, start: int) -> int:
        """The begin of a run of places without gaps, each with its suffix: 杭州市|下城区."""
        while (before := self.place_end.get(start)) is not None and before < start:
            if not AREA_END.search(self.text, before, start) and self.text[before:start] not in _MUNICIPALITIES:
                break
            start = before
        return start

    def with_prefix(self, start: int) -> int:
        match = PREFIX.search(self.text, max(0, start - 8), start) or TERM.search(self.text, max(0, start - 6), start)
        if match is None or self.text[max(0, match.start() - 1) : match.start()] == "新":
            return start
        return match.start()
