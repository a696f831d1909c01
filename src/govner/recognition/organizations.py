"""Organisations: bodies named by an area and a unit (市民政局), by a suffix (X有限公司), or by what they do (X镇负责人).

Units are matched from the lexicon and chained from left to right (市委 + 组织部, 省民政厅 + 养老服务处). Where a body
begins is told by the area before it, by a deictic area character (市, 县, 区 …), or by the border of the clause.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from govner.lexicons import Lexicons
from govner.recognition.areas import AreaNames, Span
from govner.recognition.organs import (
    ACTS,
    ADDRESSED,
    AREA_END,
    CLAUSE,
    DEICTIC,
    GOES_ON,
    GROUP_BRACKET,
    HAN,
    LIST_MARK,
    LOCAL_AREA,
    MEDIA,
    NOT_DEICTIC,
    PART,
    PREFIX,
    PUNCTUATION,
    SUB_SUFFIX,
    TERM,
    TOWN_ACTS,
    ZONE,
    OrganRow,
    Organs,
)
from govner.recognition.posts import Title
from govner.records import OrgType
from govner.segmentation import Analysis

#: Units that begin with the character of their area: 县委 after 阜南县 or alone.
_WITH_AREA = re.compile(r"(?:[省市县区州旗盟地]委|[乡镇]党委|街道|社区|村党|村支|苏木|师市)")
_HANS = re.compile(rf"[{HAN}]+")
#: Border words of one character that may also stand inside a name: 上海|和辉光电.
_SOFT = frozenset("和同与向为在由对")
#: Kinds of units that a title after them makes a body even without an area: 宣传部|部长, but not 农机站|站长.
_OFFICIAL = frozenset(
    {
        OrgType.PARTY_COMMITTEE,
        OrgType.PARTY_DEPARTMENT,
        OrgType.GOVERNMENT,
        OrgType.GOVERNMENT_DEPARTMENT,
        OrgType.GOVERNMENT_OFFICE,
        OrgType.DISCIPLINE,
        OrgType.COMMITTEE_RESIDENTS,
        OrgType.PEOPLES_CONGRESS,
        OrgType.CPPCC,
        OrgType.MASS,
        OrgType.COURT,
        OrgType.PROCURATORATE,
    }
)
_UNKNOWN_UNIT = re.compile(
    r"(?:局|厅|委|办|司|总社|联社|中心(?=主任|副主任|负责))(?=[、，。；：）\n]|主任|局长|厅长|副|党组|党委|负责|会同|牵头|主办|承办|印发|通报|提出|主要)"
)
_TOWN_WORD = re.compile(r"街道|苏木|[镇乡](?!镇|村|亲|愁|土|音|贤|长|党委|政府|人大|领导|干部)|街(?=[、要])")
_COUNTED = re.compile(r"[个全各多两]|周边|山区|属地|乡镇")
_TOWN = re.compile(r"(?:街道|苏木|[镇乡街])$")
_GENERIC = frozenset("各每该全")
#: First characters that make a two-character county doubtful outside its own documents: 任|县信访局, 和|县法院.
_VERBS = frozenset("任和开通会赴在到与对据经由问向从被受让同")
_SURE_PLACE = 0.76
_LEADING = frozenset("据经与在向问由对从赴到让请")
_MUNICIPALITIES = frozenset({"北京", "上海", "天津", "重庆"})
_MOTION = re.compile(r"(?:在|于|到|赴|对|来|往|从|至|到了|走进|深入|前往|走进了)$")


@dataclass(frozen=True, slots=True)
class Body:
    """An occurrence of an organisation's name."""

    start: int
    end: int
    score: float
    rule: str


class OrganizationFinder:
    """Finds the organisations of a text whose titles and places are known."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.organs = Organs(lexicons)
        self.areas = AreaNames()

    def find(self, analysis: Analysis, titles: Sequence[Title], names: Iterable[Span] = ()) -> list[Body]:
        """The organisations of a text whose places have been proposed; overlaps are left to the selection.

        Args:
            names: people who are already known; no body's name runs across one.
        """
        return _Search(self, analysis, titles, names).run()


class _Search:
    """The search in one text."""

    def __init__(
        self, finder: OrganizationFinder, analysis: Analysis, titles: Sequence[Title], names: Iterable[Span]
    ) -> None:
        self.organs, self.area_names = finder.organs, finder.areas
        self.text, self.titles, self.names = analysis.text, titles, sorted(names)
        text, region = analysis.text, analysis.article.region or ""
        places = finder.areas.find(analysis, analysis.candidates)
        sure = {(c.start, c.end) for c in analysis.candidates if c.score >= _SURE_PLACE}
        self.title_starts = {t.start for t in titles}
        self.inside_title = bytearray(len(text) + 1)
        for title in titles:
            self.inside_title[title.start + 1 : title.end] = b"\1" * (title.end - title.start - 1)
        self.place_start: dict[int, int] = {}
        self.place_end: dict[int, int] = {}
        words = [(a, b) for a, b, length in self.organs.border_matcher.find(text) if length > 1]
        crossed = {i for a, b in words for i in range(a + 1, b)}
        begun = {a: b for a, b in words}
        for start, end in places:
            if end - start == 2 and text[start] in _VERBS and text[start:end] not in region and (start, end) not in sure:
                continue
            # 召|开县, 会同|县水利局: a border word that shares characters with a short name shows that there is none.
            if end - start < 4 and (start in crossed or start < begun.get(start, 0) < end):
                if text[start:end] not in region:
                    continue
            self.place_start[start] = max(end, self.place_start.get(start, 0))
            self.place_end[end] = min(start, self.place_end.get(end, len(text)))
        self.borders = self._borders()
        self.area_ends: dict[int, int] = {}
        self.bodies: dict[Span, Body] = {}
        self.ends: dict[int, int] = {}

    def run(self) -> list[Body]:
        for match in MEDIA.finditer(self.text):
            self._add(match.start(), match.end(), 0.88, "organizations.media")
        self._units()
        self._suffixes()
        self._unknown_units()
        self._parts()
        self._before_titles()
        self._lists()
        self._acting_places()
        return list(self.bodies.values())

    def _borders(self) -> list[int]:
        """For each position the nearest border at or before it."""
        text = self.text
        marks = bytearray(len(text) + 1)
        marks[0] = 1
        for _, end, _ in self.organs.border_matcher.find(text):
            if text[end : end + 1] not in ("组", "团", "队", "员"):
                marks[end] = 1
        # A border word inside a place name is none (和平镇, 大同).
        for start, end in self.place_start.items():
            marks[start + 1 : end + 1] = bytes(end - start)
        for match in PUNCTUATION.finditer(text):
            marks[match.start()] = marks[match.end()] = 1
        for title in self.titles:
            marks[title.end] = 1
        for _, end in self.names:
            marks[end] = 1
        for match in GROUP_BRACKET.finditer(text):
            marks[match.start() : match.end() + 1] = bytes(match.end() + 1 - match.start())
        nearest, last = [], 0
        for i, mark in enumerate(marks):
            if mark:
                last = i
            nearest.append(last)
        return nearest

    def _add(self, start: int, end: int, score: float, rule: str) -> None:
        if any(start < b and a < end for a, b in self.names[bisect_left(self.names, (start - 6, 0)) :][:8]):
            return
        if self.inside_title[start] or self.inside_title[end] or self.text[max(0, start - 1) : start] in _GENERIC:
            return
        old = self.bodies.get((start, end))
        if old is None or old.score < score:
            self.bodies[start, end] = Body(start, end, score, rule)
            self.ends[end] = min(start, self.ends.get(end, start))

    # --- units of the lexicon --------------------------------------------------------------------------------------

    def _units(self) -> None:
        text = self.text
        for start, end, row in sorted(self.organs.unit_matcher.find(text), key=lambda m: (m[0], m[1])):
            if GOES_ON.match(text, end) or self.inside_title[end]:
                continue
            at_border = self.borders[start] == start
            if row.kind in ("national", "party", "alone") and (at_border or (end - start > 2 and row.kind == "national")):
                self._add(start, end, 0.92 if row.kind == "national" else 0.87, f"organizations.{row.kind}")
            begin = self._unit_begin(start, row)
            if begin is not None:
                self._add(begin, end, 0.93, "organizations.unit")
            elif row.kind == "body" and at_border and end in self.title_starts and row.type in _OFFICIAL:
                if text[max(0, start - 1) : start] != "）" and row.unit != "政府":
                    self._add(start, end, 0.88, "organizations.unit_before_title")
            elif at_border and end - start > 2 and text[end - 1] == "局" and row.kind == "body":
                self._add(start, end, 0.84, "organizations.bureau")

    def _unit_begin(self, start: int, row: OrganRow) -> int | None:
        """Where the body begins that a unit belongs to: at the body or area before it, or at its own area character."""
        text = self.text
        if start in self.ends:
            return self.ends[start]
        if term := TERM.search(text, max(0, start - 6), start):
            start = term.start()
            if start in self.ends:
                return self.ends[start]
        if (area := self._area_before(start, row.type is not OrgType.INSTITUTION)) is not None:
            return self._with_prefix(area)
        if row.kind == "body" and (match := _WITH_AREA.match(row.unit)):
            if NOT_DEICTIC.search(text, max(0, start - 3), start + 1):
                return None
            return self._with_prefix(self._named_area(start, min(start + len(match[0]), start + 2)))
        return start if term and row.kind == "body" else None

    def _named_area(self, start: int, end: int) -> int:
        """Where 商丘市委 begins, whose area character at `start` may end the name of a place."""
        for stop in (start + 1, end, start):
            area = self.place_end.get(stop)
            if area is not None and area < start:
                return self._chain(area)
        if self.text[start] in "镇乡村街社苏":
            return self._local_area(start)
        return start

    def _area_before(self, end: int, whole: bool = True) -> int | None:
        """Where the area begins that ends at `end`; None if there is none. `whole`: with the areas above it."""
        place = self.place_end.get(end)
        zone = ZONE.search(self.text, max(0, end - 10), end)
        if zone is not None and (place is None or zone.start() < place):
            return self._zone(zone.start())
        if place is not None:
            return self._chain(place) if whole or not _TOWN.search(self.text, place, end) else place
        match = DEICTIC.search(self.text, max(0, end - 4), end)
        if match is None or NOT_DEICTIC.search(self.text, max(0, end - 4), end):
            return None
        if LOCAL_AREA.search(match[0]):
            return self._local_area(match.start())
        place = self.place_end.get(match.start())
        if place is not None and len(match[0]) == 1 and match[0] in "市县区州旗":
            return self._chain(place)
        if match[0] in "厅局师团校院委地" and self.borders[match.start()] != match.start():
            return None
        return match.start()

    def _zone(self, start: int) -> int:
        """Where a zone begins: at the place or name before it (吉林|高新区, 甘河|工业园区)."""
        if (place := self.place_end.get(start)) is not None:
            return self._chain(place)
        begin = self.borders[start]
        if start - begin <= 4 or (start - begin <= 8 and self.text[begin] in "省市县区州"):
            return self._chain(begin + (start - begin > 0 and self.text[begin] in _LEADING))
        return start

    def _local_area(self, word: int) -> int:
        """Where a town or village begins that may be in no gazetteer: at the border of the clause or place if near."""
        town = self.text[word] in "镇乡街苏"
        end = word + (2 if self.text[word] in "街苏社嘎" else 1)
        if town and (known := self.area_names.town_start(self.text, word, end, self._sentence_border(word))) is not None:
            return self._chain(known)
        begin = self.borders[word]
        for position in range(max(begin, word - 4), word):
            if position in self.place_end or (not town and _TOWN.search(self.text, begin, position)):
                begin = position
        if begin < word and self.text[begin] in _LEADING:
            begin += 1
        if not 2 <= word - begin <= 4:
            return word
        return self._chain(begin) if town else begin

    def _sentence_border(self, position: int) -> int:
        """The last punctuation before a position, near enough for a name."""
        window = max(0, position - 9)
        return max((m.end() for m in PUNCTUATION.finditer(self.text, window, position)), default=window)

    def _chain(self, start: int) -> int:
        """The begin of a run of places without gaps, each with its suffix: 杭州市|下城区."""
        while (before := self.place_end.get(start)) is not None and before < start:
            if not AREA_END.search(self.text, before, start) and self.text[before:start] not in _MUNICIPALITIES:
                break
            start = before
        return start

    def _with_prefix(self, start: int) -> int:
        match = PREFIX.search(self.text, max(0, start - 8), start) or TERM.search(self.text, max(0, start - 6), start)
        if match is None or self.text[max(0, match.start() - 1) : match.start()] == "新":
            return start
        return match.start()

    # --- names with a suffix ---------------------------------------------------------------------------------------

    def _suffixes(self) -> None:
        text = self.text
        for start, end, row in self.organs.suffix_matcher.longest(text):
            if GOES_ON.match(text, end) or self.inside_title[end]:
                continue
            begin, placed = self._name_begin(start)
            if begin is None or start - begin < (1 if placed else 2) or CLAUSE.search(text, begin, start):
                continue
            if row.type is OrgType.LEADING_GROUP:
                begin, placed = self._long_begin(start, begin, placed)
            acts = end in self.title_starts or bool(ACTS.match(text, end))
            if row.strength == "strong" or acts or (row.strength == "placed" and placed):
                score = 0.9 if placed else 0.86
                self._add(self._with_prefix(begin), end, score, f"organizations.suffix_{row.strength}")

    def _unknown_units(self) -> None:
        """市排水管理中心主任, 省重点办通报: a unit in no lexicon, told by its area and by what follows."""
        for match in _UNKNOWN_UNIT.finditer(self.text):
            end = match.end()
            begin = self.borders[match.start()]
            if end in self.ends or self.inside_title[end] or not 3 <= end - begin <= 12:
                continue
            chunk = self.text[begin:end]
            placed = begin in self.place_start and self.place_start[begin] < match.start()
            if not _HANS.fullmatch(chunk) or CLAUSE.search(chunk) or NOT_DEICTIC.search(self.text, max(0, begin - 3), begin + 1):
                continue
            if placed or chunk[0] in "省市县区州旗":
                self._add(begin, end, 0.85, "organizations.unknown_unit")

    def _name_begin(self, end: int) -> tuple[int | None, bool]:
        """Where a name that goes on to `end` begins, and whether with an area."""
        begin = self.borders[end]
        before = self.place_end.get(begin - 1)
        if before is not None and self.text[begin - 1] in _SOFT and begin not in self.place_start:
            if not AREA_END.search(self.text, before, begin - 1):
                begin = before
        elif end - begin == 1 and self.text[max(0, begin - 1) : begin] in _SOFT and self.text[begin] not in "省市县区州旗镇乡":
            begin = self.borders[begin - 1]
        if end - begin > 24:
            return None, False
        deictic = self.text[begin : begin + 1] in tuple("省市县区州旗镇乡") and begin + 1 <= end
        return begin, begin in self.place_start or deictic

    def _long_begin(self, end: int, begin: int, placed: bool) -> tuple[int, bool]:
        """The begin of a leading group, whose name may hold anything: the first area after the punctuation."""
        window = max(0, end - 28)
        floor = max((m.end() for m in PUNCTUATION.finditer(self.text, window, end)), default=window)
        for position in range(floor, end - 1):
            deictic = self.text[position] in "省市县区州旗镇" and position == floor
            if position in self.place_start or deictic:
                return position, True
        return begin, placed

    # --- bodies known by their neighbours --------------------------------------------------------------------------

    def _parts(self) -> None:
        """Parts with a name of their own after the bodies found so far."""
        for end, start in sorted(self.ends.items()):
            match = PART.match(self.text, end)
            if match and self.borders[match.end()] <= end and not self.inside_title[match.end()]:
                if not GOES_ON.match(self.text, match.end()):
                    self._add(start, match.end(), 0.94, "organizations.part")

    def _before_titles(self) -> None:
        """What stands between a border and a title is the body that the title is of."""
        for title in self.titles:
            end = title.start
            if end == 0 or (end in self.ends and not self.text.endswith(("处", "科", "司"), 0, end)):
                continue
            begin = self.borders[end - 1]
            inner = self._last_body(begin, end)
            if inner is None and self.text[begin - 1 : begin] == "和":
                inner = self._last_body(self.borders[begin - 1], end)
            chunk = self.text[inner if inner is not None else begin : end]
            if not _HANS.fullmatch(chunk) or not SUB_SUFFIX.search(chunk) or CLAUSE.search(chunk):
                continue
            if inner is not None:
                self._add(self.ends[inner], end, 0.94, "organizations.sub_unit")
            elif chunk in ("局", "厅", "院", "校", "委"):
                self._add(begin, end, 0.86, "organizations.before_title")
            elif self._may_be_body(chunk, begin, end):
                score = 0.88 if begin in self.place_start else 0.84
                self._add(begin, end, score, "organizations.before_title")

    def _last_body(self, begin: int, end: int) -> int | None:
        """The end of the last body that ends between two positions, near the second."""
        return next((e for e in range(end - 1, max(begin, end - 16), -1) if e in self.ends), None)

    def _may_be_body(self, chunk: str, begin: int, end: int) -> bool:
        """Whether a stretch before a title can be a body's name; short ones need an area or a telling suffix."""
        if end in self.ends or not 2 <= end - begin <= 18 or self.text[max(0, begin - 1) : begin] in _GENERIC:
            return False
        if begin in self.place_start or chunk[0] in "省市县区州旗镇乡":
            return True
        return end - begin >= 3 and (chunk[-1] in "局委办部会司厂社心" or chunk.endswith(("公司", "集团", "学院", "大学")))

    def _lists(self) -> None:
        """区安监局、住建局: after an organisation and 、, a unit needs no area."""
        for start, end, row in self.organs.unit_matcher.longest(self.text):
            if row.kind != "body" or end - start < 2 or GOES_ON.match(self.text, end) or self.inside_title[end]:
                continue
            mark = 1 if LIST_MARK.match(self.text, start - 1) else 0
            if mark and start - mark in self.ends:
                self._add(start, end, 0.85, "organizations.in_list")

    def _acting_places(self) -> None:
        """大柘镇、云峰街道负责人: an area that acts is a body, and so are those listed with it."""
        areas = self._areas_that_may_act()
        self.area_ends = {end: start for start, end in areas.items()}
        acting: set[int] = set()
        for start in sorted(areas, reverse=True):
            end = areas[start]
            mark = LIST_MARK.match(self.text, end)
            if (mark is not None and mark.end() in acting) or self._acts(start, end):
                acting.add(start)
                self._add(start, end, 0.86, "organizations.acting_area")
        for start in sorted(areas):
            if areas[start] not in self.title_starts and self._addressed(start, acting):
                acting.add(start)
                self._add(start, areas[start], 0.86, "organizations.addressed_area")

    def _areas_that_may_act(self) -> dict[int, int]:
        """Areas with their suffix (start → end), towns that are in no list of places included."""
        areas = {s: e for s, e in self.place_start.items() if AREA_END.search(self.text, s, e)}
        known = set(areas.values())
        for match in _TOWN_WORD.finditer(self.text):
            word, end = match.span()
            if end in known or self.inside_title[end] or NOT_DEICTIC.search(self.text, max(0, end - 4), end):
                continue
            start = self.area_names.town_start(self.text, word, end, self._sentence_border(word))
            if start is None and 2 <= word - self.borders[word] <= 4 and not _COUNTED.search(self.text, self.borders[word], end):
                start = self.borders[word]
            if start is not None:
                areas.setdefault(start, end)
        return areas

    def _acts(self, start: int, end: int) -> bool:
        """Whether the area at `start:end` does what only a body does."""
        text = self.text
        if _MOTION.search(text, 0, self._head(start)):
            return False
        town = bool(_TOWN.search(text, start, end))
        if end in self.title_starts:
            return (town and text[end - 1] in "镇乡木") or text.startswith(("党委", "党组"), end)
        if ACTS.match(text, end):
            return not text.endswith(("村", "省"), start, end)
        if town:
            at_start = self.borders[start] == start or self._chain(start) != start
            return at_start and bool(TOWN_ACTS.match(text, end))
        return text.startswith("要", end) and text[end - 1] in "县区市"

    def _head(self, start: int) -> int:
        """Where the list and chain of areas begins that holds the area at `start`."""
        while True:
            first = self._chain(start)
            if first > 1 and self.text[first - 1] in "、和" and (before := self.area_ends.get(first - 1)) is not None:
                start = before
            else:
                return first

    def _addressed(self, start: int, acting: set[int]) -> bool:
        """Whether words before the area speak to it as a body, or a listed one before it is one."""
        if ADDRESSED.search(self.text, max(0, start - 4), start):
            return True
        if start < 2 or self.text[start - 1] not in "、和":
            return False
        before = self.area_ends.get(start - 1)
        return before in acting and ADDRESSED.search(self.text, max(0, start - 30), before) is not None
