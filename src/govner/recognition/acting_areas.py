"""Areas that act: a town that reports or is told to do something is a body, one that is visited is a place."""
from __future__ import annotations

import re

from govner.recognition.areas import Span
from govner.recognition.body_ground import Ground
from govner.recognition.organs import ACTS, ADDRESSED, AREA_END, LIST_MARK, NOT_DEICTIC, TOWN, TOWN_ACTS

_TOWN_WORD = re.compile(
    r"街道|苏木|镇(?!村|长|党委|政府|人大|领导|干部)|乡(?!镇|村|亲|愁|土|音|贤|长|党委|政府|人大|领导|干部)|街(?=[、要])"
)
#: Stretches before 镇, 乡 that count or describe towns instead of naming one.
_COUNTED = re.compile(r"[个全各多两]|周边|山区|属地|乡镇")
_MOTION = re.compile(r"(?:在|于|到|赴|对|来|往|从|至|到了|走进|深入|前往|走进了)$")


class ActingAreas:
    """Finds the areas of one text that act."""

    def __init__(self, ground: Ground) -> None:
        self._ground, self._text = ground, ground.text
        self._areas = self._areas_that_may_act()
        self._ends = {end: start for start, end in self._areas.items()}

    def find(self) -> list[Span]:
        """大柘镇、云峰街道负责人: an area that acts, and those listed with it."""
        areas = self._areas
        acting: set[int] = set()
        for start in sorted(areas, reverse=True):
            mark = LIST_MARK.match(self._text, areas[start])
            if (mark is not None and mark.end() in acting) or self._acts(start, areas[start]):
                acting.add(start)
        for start in sorted(areas):
            if areas[start] not in self._ground.title_starts and self._addressed(start, acting):
                acting.add(start)
        return [(start, areas[start]) for start in sorted(acting)]

    def _areas_that_may_act(self) -> dict[int, int]:
        """Areas with their suffix (start → end), towns that are in no list of places included."""
        areas = {s: e for s, e in self._ground.place_start.items() if AREA_END.search(self._text, s, e)}
        known = set(areas.values())
        for match in _TOWN_WORD.finditer(self._text):
            word, end = match.span()
            if end in known or self._ground.inside_title[end] or NOT_DEICTIC.search(self._text, max(0, end - 4), end):
                continue
            start = self._ground.area_names.town_start(self._text, word, end, self._ground.sentence_border(word))
            border = self._ground.borders[word]
            if start is None and 2 <= word - border <= 4 and not _COUNTED.search(self._text, border, end):
                start = border
            if start is not None:
                areas.setdefault(start, end)
        return areas

    def _acts(self, start: int, end: int) -> bool:
        """Whether the area at `start:end` does what only a body does."""
        text, head = self._text, self._head(start)
        if _MOTION.search(text, max(0, head - 3), head):
            return False
        town = bool(TOWN.search(text, start, end))
        if end in self._ground.title_starts:
            return (town and text[end - 1] in "镇乡木") or text.startswith(("党委", "党组"), end)
        if act := ACTS.match(text, end):
            # The leaders of a town speak for it; a county or city whose leaders come along stays where they come from.
            leaders = act[0].endswith("领导") and not town
            return not leaders and not text.endswith(("村", "省"), start, end)
        if town:
            at_start = self._ground.borders[start] == start or self._ground.chain(start) != start
            return at_start and bool(TOWN_ACTS.match(text, end))
        return text.startswith("要", end) and text[end - 1] in "县区市"

    def _head(self, start: int) -> int:
        """Where the list and chain of areas begins that holds the area at `start` (lists of more than 24 are cut)."""
        first = self._ground.chain(start)
        for _ in range(24):
            before = self._ends.get(first - 1) if first > 1 and self._text[first - 1] in "、和" else None
            if before is None:
                break
            first = self._ground.chain(before)
        return first

    def _addressed(self, start: int, acting: set[int]) -> bool:
        """Whether words before the area speak to it as a body, or a listed one before it is one."""
        if ADDRESSED.search(self._text, max(0, start - 4), start):
            return True
        if start < 2 or self._text[start - 1] not in "、和":
            return False
        before = self._ends.get(start - 1)
        return before in acting and ADDRESSED.search(self._text, max(0, start - 30), before) is not None
