"""Organisations: bodies named by an area and a unit (市民政局), by a suffix (X有限公司), or by what they do
(X镇负责人).

Units are matched from the lexicon and chained from left to right (市委 + 组织部, 省民政厅 + 养老服务处). Where a body
begins is told by the area before it, by a deictic area character (市, 县, 区 …), or by the border of the clause.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from govner.lexicons import Lexicons
from govner.recognition.acting_areas import ActingAreas
from govner.recognition.areas import AreaNames, Span
from govner.recognition.body_ground import LEADING, Ground
from govner.recognition.organs import (
    ACTS,
    AREA_END,
    CLAUSE,
    GOES_ON,
    HAN,
    LIST_MARK,
    MEDIA,
    NOT_DEICTIC,
    PART,
    PUNCTUATION,
    SUB_SUFFIX,
    TERM,
    TOWN,
    VILLAGE,
    ZONE,
    OrganRow,
    Organs,
)
from govner.recognition.posts import Title
from govner.records import OrgType
from govner.segmentation import Analysis

#: Units that begin with the character of their area: 县委 after 阜南县 or alone.
_WITH_AREA = re.compile(r"(?:[省市县区州旗盟地乡镇]委|[乡镇]党委|街道|社区|村党|村支|苏木|师市)")
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
    r"(?:局|厅|委|办|司|总社|联社|中心(?=主任|副主任|负责))(?=[、，。；：）\n]|主任|局长|厅长|副|党组|党委|负责"
    r"|会同|牵头|主办|承办|印发|通报|提出|主要)"
)
#: Endings by which a stretch before a title is a body even without an area.
_TELLING = (*"局委办部会司厂社心", "公司", "集团", "学院", "大学")
_HEAD = re.compile(r"(?:代理?|副|常务副)?[省市县区州旗镇乡]长")
#: Words that no leading group has in its name, which may hold others that are borders elsewhere (创建, 推进).
_NEVER_INSIDE = re.compile("召开|主持|出席|参加|听取|担任|成立了?|根据|按照|经")
_GENERIC = frozenset("各每该全某")
#: Names of unnamed bodies: 六家合作社, 两所学校.
_COUNTED = re.compile(r"[一二两三四五六七八九十百多数几0-9]+[余多]?[家个所名支类]")
#: Kinds of bodies that are called without the town or zone they are in.
_UNPLACED = frozenset({OrgType.ENTERPRISE, OrgType.INSTITUTION, OrgType.SOCIAL})
#: Bodies that are called with the number of their term.
_WITH_TERM = frozenset({OrgType.PEOPLES_CONGRESS, OrgType.CPPCC, OrgType.GOVERNMENT})
#: Kinds of bodies that villages have too.
_LOCAL = frozenset({OrgType.PARTY_COMMITTEE, OrgType.COMMITTEE_RESIDENTS})
#: What a body's name cannot consist of before its suffix: then the town belongs to it (某镇|中心|小学).
_NO_NAME = frozenset({"中心", "第一", "第二", "实验", "社区", "农村", "人民"})


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
        self.organs = lexicons.made(Organs)
        self.areas = AreaNames()

    def find(self, analysis: Analysis, titles: Sequence[Title], names: Iterable[Span] = ()) -> list[Body]:
        """The organisations of a text whose places have been proposed; overlaps are left to the selection.

        Args:
            names: people who are already known; no body's name runs across one.
        """
        return _Search(Ground(self.organs, self.areas, analysis, titles, names)).run()


class _Search:
    """The search in one text."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.text = ground, ground.text
        self.organs, self.titles, self.borders = ground.organs, ground.titles, ground.borders
        self.title_starts, self.inside_title = ground.title_starts, ground.inside_title
        self.place_start, self.place_end = ground.place_start, ground.place_end
        self.names = sorted(ground.names)
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
        for start, end in ActingAreas(self.ground).find():
            self._add(start, end, 0.86, "organizations.acting_area")
        return list(self.bodies.values())

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
            if row.kind == "party" and text[start - 1 : start] in ("村", "居", "农"):
                continue  # 村民|建房
            at_border = self.borders[start] == start
            long_national = row.kind == "national" and end - start > 2
            if row.kind in ("national", "party", "alone") and (at_border or long_national):
                self._add(start, end, 0.92 if row.kind == "national" else 0.87, f"organizations.{row.kind}")
            begin = self._unit_begin(start, row)
            if begin is not None:
                self._add(begin, end, 0.93, "organizations.unit")
            elif row.kind == "body" and at_border and end in self.title_starts and row.type in _OFFICIAL:
                head = row.unit != "政府" or _HEAD.match(text, end)
                if text[max(0, start - 1) : start] != "）" and row.unit not in ("政协", "人大") and head:
                    self._add(start, end, 0.88, "organizations.unit_before_title")
            elif at_border and end - start > 2 and text[end - 1] == "局" and row.kind == "body":
                self._add(start, end, 0.84, "organizations.bureau")

    def _unit_begin(self, start: int, row: OrganRow) -> int | None:
        """Where the body begins that a unit belongs to: at the body or area before it, or at its own area character."""
        text = self.text
        if start in self.ends:
            return self.ends[start]
        term = TERM.search(text, max(0, start - 6), start) if row.type in _WITH_TERM or row.unit == "委员会" else None
        if term:
            start = term.start()
            if start in self.ends:
                return self.ends[start]
        if row.unit[0] == "村" and text[start - 1 : start] == "村":
            return start
        if (area := self.ground.area_before(start, row.type is not OrgType.INSTITUTION)) is not None:
            return self.ground.with_prefix(area)
        if row.kind == "body" and (match := _WITH_AREA.match(row.unit)):
            if NOT_DEICTIC.search(text, max(0, start - 3), start + 1):
                return None
            return self.ground.with_prefix(self.ground.named_area(start, min(start + len(match[0]), start + 2)))
        return start if term and row.kind == "body" else None

    # --- names with a suffix ---------------------------------------------------------------------------------------

    def _suffixes(self) -> None:
        text = self.text
        for start, end, row in self.organs.suffix_matcher.longest(text):
            if GOES_ON.match(text, end) or self.inside_title[end]:
                continue
            begin, placed = self._name_begin(start)
            if NOT_DEICTIC.search(text, max(0, start - 4), start):
                continue
            if begin is None or start - begin < (1 if placed else 2) or CLAUSE.search(text, begin, start):
                continue
            if row.type is OrgType.LEADING_GROUP:
                begin, placed = self._long_begin(start, begin, placed)
            if begin not in self.place_start and _COUNTED.search(text, begin, start):
                continue
            if row.type in _UNPLACED:
                begin = self._after_town(begin, start)
            elif row.type in _LOCAL:
                begin = self._village(begin, start)
            acts = end in self.title_starts or bool(ACTS.match(text, end))
            if row.strength == "strong" or acts or (row.strength == "placed" and placed):
                score = 0.9 if placed else 0.86
                self._add(self.ground.with_prefix(begin), end, score, f"organizations.suffix_{row.strength}")

    def _after_town(self, begin: int, suffix: int) -> int:
        """Where the name of a company or school begins in a chain of areas.

        乌石镇|长青花炮厂, 郊区|乌石镇中心小学.
        """
        while (end := self.place_start.get(begin)) is not None and end < suffix:
            after = self.place_start.get(end)
            named = suffix - end >= 2 and self.text[end:suffix] not in _NO_NAME
            if not (named if self._local(begin, end) else after is not None and self._local(end, after)):
                break
            begin = end + (named and self.text[end] in _SOFT)
        return begin

    def _local(self, start: int, end: int) -> bool:
        """Whether an area is a village, town or zone."""
        return any(kind.search(self.text, start, end) for kind in (VILLAGE, TOWN, ZONE))

    def _village(self, begin: int, end: int) -> int:
        """Where the name of a village begins after the town it belongs to: 某镇|某村党支部, and 某村|村党支部."""
        if not VILLAGE.search(self.text, begin, end):
            return end if self.text[end - 1 : end + 1] == "村村" else begin
        while (after := self.place_start.get(begin)) is not None and after < end:
            begin = after
        return begin

    def _unknown_units(self) -> None:
        """市排水管理中心主任, 省重点办通报: a unit in no lexicon, told by its area and by what follows."""
        for match in _UNKNOWN_UNIT.finditer(self.text):
            end = match.end()
            begin = self.borders[match.start()]
            if match.start() in self.title_starts or self.inside_title[match.start()]:
                continue
            if end in self.ends or self.inside_title[end] or not 3 <= end - begin <= 12:
                continue
            chunk = self.text[begin:end]
            placed = begin in self.place_start and self.place_start[begin] < match.start()
            if not _HANS.fullmatch(chunk) or CLAUSE.search(chunk):
                continue
            if NOT_DEICTIC.search(self.text, max(0, begin - 3), begin + 1):
                continue
            town = match[0] in "办局" and chunk.startswith(("镇", "乡", "街道"))
            if placed or chunk[0] in "省市县区州旗" or town:
                self._add(begin, end, 0.85, "organizations.unknown_unit")

    def _name_begin(self, end: int) -> tuple[int | None, bool]:
        """Where a name that goes on to `end` begins, and whether with an area."""
        begin = self.borders[end]
        before = self.place_end.get(begin - 1)
        soft = before is not None and self.text[begin - 1] in _SOFT and begin not in self.place_start
        if before is not None and soft:
            begin = begin if AREA_END.search(self.text, before, begin - 1) else before
        elif end - begin == 1 and self.text[begin] not in "省市县区州旗镇乡" and self.text[begin - 1] in _SOFT:
            begin = self.borders[begin - 1]
        if end - begin > 24:
            return None, False
        deictic = self.text[begin : begin + 1] in tuple("省市县区州旗镇乡") and begin + 1 <= end
        return begin, begin in self.place_start or deictic

    def _long_begin(self, end: int, begin: int, placed: bool) -> tuple[int, bool]:
        """The begin of a leading group, whose name may hold anything: the first area after the punctuation."""
        window = max(0, end - 28)
        floor = max((m.end() for m in PUNCTUATION.finditer(self.text, window, end)), default=window)
        floor = max((m.end() for m in _NEVER_INSIDE.finditer(self.text, floor, end)), default=floor)
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
            if not match or self.borders[match.end() - 1] > end or self.inside_title[match.end()]:
                continue
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
            if inner is None and begin < end and self.text[begin] in LEADING:
                begin += 1
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
        return end - begin >= 3 and chunk.endswith(_TELLING)

    def _lists(self) -> None:
        """区安监局、住建局: after an organisation and 、, a unit needs no area."""
        for start, end, row in self.organs.unit_matcher.longest(self.text):
            if row.kind != "body" or end - start < 2 or GOES_ON.match(self.text, end) or self.inside_title[end]:
                continue
            mark = 1 if LIST_MARK.match(self.text, start - 1) else 0
            if mark and start - mark in self.ends:
                self._add(start, end, 0.85, "organizations.in_list")

