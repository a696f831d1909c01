"""Organisations: bodies named by an area and a unit (市民政局), by a suffix (X有限公司), or by what they do (X镇负责人).

Units are matched from the lexicon and chained from left to right (市委 + 组织部, 省民政厅 + 基层政权处). Where a body begins
is told by the area name before it, by a deictic area character (市, 县, 区 …), or by the border of the clause.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from govner.lexicons import Lexicons, LiteralMatcher, Row
from govner.recognition.posts import Title
from govner.records import OrgType

_HAN = "\u3400-\u9fff〇"
_DEPARTMENT_SUFFIXES: dict[str, OrgType] = {
    **dict.fromkeys(("局", "厅", "委", "委员会"), OrgType.GOVERNMENT_DEPARTMENT),
    **dict.fromkeys(("办", "办公室", "部", "处", "科", "分局"), OrgType.GOVERNMENT_OFFICE),
    **dict.fromkeys(("站", "所", "中心", "大队", "支队", "总队"), OrgType.INSTITUTION),
}
#: Characters and words by which a text refers to its own area or body: 市民政局, 厅党组.
_DEICTIC = re.compile(
    r"(?:自治[区州县旗]|地区|兵团|师市|开发区|高新区|经开区|工业园区|园区|新区|示范区|管理区|景区|林区|矿区|片区|街道|社区|苏木|嘎查|集团"
    r"|公司|省市|市县|市区|乡镇|镇村|[省市县区州旗盟镇乡村厅局师团校院委])$"
)
_AREA_END = re.compile(r"(?:街道|社区|苏木|嘎查|[省市县区州旗盟镇乡村团师屯])$")
_PREFIX = re.compile(r"(?:中国共产党|中共|政协|共青团|国家税务总局|国网|中国(?:农业|建设|工商|电信|移动|联通)?)$")
_SUB_SUFFIX = re.compile(
    r"(?:处|科|室|部|局|办|委|组|队|站|中心|所|院|会|公司|集团|厂|支部|总支|学校|学区|园|馆|社|分局|分公司|大队|支行|分行|党组|党委|小学|中学|行)$"
)
_ACTS = re.compile(
    r"(?:主要|有关|相关|分管|党政|班子)?(?:负责人|负责同志|负责人员|领导班子|党政班子|党政领导|班子成员|主要领导|有关领导|相关领导|值班人员|值守人员|工作人员)"
    r"|(?:分别|先后|依次|相继)?(?:作了?|进行)(?:了)?(?:交流|典型|表态|补充|情况|书面|经验|工作|汇报|检讨)"
    r"|(?:书面|递交|汇报|设分会场|设立分会场|提出的|反映的|反馈|承办|主办|牵头|负责落实|要在|要把|要抓紧|要同步|要盯|要管|要加|要全|要立)"
    r"|在分会场|召开(?!的)|联合|推行|代表(?:队|团)|等(?:单位|部门|有关|负责)"
)
#: What may not follow a unit or suffix because the two make another word: 民政部|门, 委|托, 大学|生, 党组|织.
_GOES_ON = re.compile(
    r"(?<=部)[门分队署位落件]|(?<=办)[公理法学]|(?<=委)[托员派屈]|(?<=处)[理于置分罚]|(?<=科)[学技研目普]|(?<=所)[有属以在需谓]"
    r"|(?<=站)[在点]|(?<=组)[织成员建合]|(?<=队)[员伍]|(?<=大学)生|(?<=团)[结员]|(?<=行)[政业]|(?<=报)[告道送名到]|(?<=小学)生"
    r"|(?<=中学)生|(?<=人大)代表(?!大会)|(?<=常委会)(?:会议|第|扩大|（)|(?<=局)[面部势限]|(?<=会)[议上后]|(?<=网)[络格点]|(?<=支部)书记助|(?<=学院)街"
    r"|(?<=政协)(?:委员|经济|文史)|(?<=厂)[房区家长]|(?<=在线)[学教办]|(?<=学会)[了]|(?<=公司)制|(?<=社)[员区会]|(?<=政府)(?:采购|投资|引导|性|主导|网站|工作报告)"
)
_GROUP_BRACKET = re.compile(r"（[^（）\n]{2,4}）(?=股份|集团|有限|公司|责任)")
#: A part of the body before it, with a name or number of its own: 省委|第五巡视组, 市生态环境局|沂南分局.
_PART = re.compile(
    rf"(?:(?:第[一二三四五六七八九十0-9]+|派驻|驻|附属|下属)[{_HAN}]{{0,10}}?|[{_HAN}]{{2,8}}?)"
    r"(?:分局|督导组|督查组|巡视组|巡察组|党支部|党总支|人民法庭|街道办事处|工作队|医院|纪检监察组|纪检组|分公司|支行|分行|中队|大队|采油厂"
    r"|勘查院|设计院|研究院|营业部|[^党]组|三公司|工程有限公司|车队|小组|处(?=处长|副处长|[，、。负])|科(?=科长|副科长|[，、。负]))"
)
_LIST_MARK = re.compile(r"[、和与及]")
_PUNCTUATION = re.compile(r"[^\u3400-\u9fff〇A-Za-z·]")

Span = tuple[int, int]


class OrganRow(Row):
    """A unit. `kind`: `body` needs an area, an organisation or a title beside it, `after_area` an area, `national` and
    `party` nothing."""

    unit: str
    type: OrgType
    kind: Literal["body", "after_area", "national", "party"]


class DepartmentRow(Row):
    """The field of a department, to which 局, 厅, 委 … are joined."""

    stem: str


class SuffixRow(Row):
    """The last word of a body with a name of its own. `strength`: `strong` ones make a body by themselves, `weak` ones
    where it acts or holds a post, `area` ones only after an area."""

    suffix: str
    type: OrgType
    strength: Literal["strong", "weak", "area"]


class BorderRow(Row):
    """A word at which a body's name cannot go on to the left."""

    word: str


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
        units = {r.unit: r for r in lexicons.rows("organs", OrganRow)}
        for row in lexicons.rows("departments", DepartmentRow):
            for suffix, kind in _DEPARTMENT_SUFFIXES.items():
                unit = row.stem + suffix
                units.setdefault(unit, OrganRow(unit=unit, type=kind, kind="body"))
        self.units = units
        self.suffixes = {r.suffix: r for r in lexicons.rows("organ_suffixes", SuffixRow)}
        self.unit_matcher = LiteralMatcher(units)
        self.suffix_matcher = LiteralMatcher({s: r for s, r in self.suffixes.items() if r.strength != "area"})
        self.border_matcher = LiteralMatcher({r.word: len(r.word) for r in lexicons.rows("organ_borders", BorderRow)})

    def find(self, text: str, titles: Sequence[Title], places: Iterable[Span]) -> list[Body]:
        """The organisations of `text`; overlaps are left to the selection."""
        return _Search(self, text, titles, places).run()


class _Search:
    """The search in one text."""

    def __init__(
        self, finder: OrganizationFinder, text: str, titles: Sequence[Title], places: Iterable[Span]
    ) -> None:
        self.finder, self.text = finder, text
        self.titles = titles
        self.title_starts = {t.start: t for t in titles}
        self.inside_title = bytearray(len(text) + 1)
        for title in titles:
            for i in range(title.start + 1, title.end):
                self.inside_title[i] = 1
        self.place_start: dict[int, int] = {}
        self.place_end: dict[int, int] = {}
        for start, end in places:
            self.place_start[start] = max(end, self.place_start.get(start, 0))
            self.place_end[end] = min(start, self.place_end.get(end, len(text)))
        self.borders = self._borders()
        self.bodies: dict[Span, Body] = {}
        self.ends: dict[int, int] = {}

    def run(self) -> list[Body]:
        self._units()
        self._suffixes()
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
        for match in _PUNCTUATION.finditer(text):
            marks[match.start()] = marks[match.end()] = 1
        for start, end, _ in self.finder.border_matcher.find(text):
            marks[end] = 1
        for title in self.titles:
            marks[title.end] = 1
        # A border word inside a place name is none (和平镇, 向阳村).
        for start, end in self.place_start.items():
            for i in range(start + 1, end):
                marks[i] = 0
        for match in _GROUP_BRACKET.finditer(text):
            for i in range(match.start(), match.end() + 1):
                marks[i] = 0
        nearest, last = [], 0
        for i in range(len(text) + 1):
            if marks[i]:
                last = i
            nearest.append(last)
        return nearest

    def _add(self, start: int, end: int, score: float, rule: str) -> None:
        if self.inside_title[start] or self.inside_title[end] or start >= end:
            return
        old = self.bodies.get((start, end))
        if old is None or old.score < score:
            self.bodies[start, end] = Body(start, end, score, rule)
            self.ends[end] = min(start, self.ends.get(end, start))

    # --- units of the lexicon --------------------------------------------------------------------------------------

    def _units(self) -> None:
        matches = sorted(self.finder.unit_matcher.find(self.text), key=lambda m: (m[0], m[1]))
        for start, end, row in matches:
            if _GOES_ON.match(self.text, end) or self.inside_title[end]:
                continue
            if row.kind in ("national", "party"):
                self._add(start, end, 0.92, "organizations.national")
            if (before := self.ends.get(start)) is not None:
                self._add(before, end, 0.93, "organizations.chained")
            elif (area := self._area_before(start)) is not None:
                self._add(self._with_prefix(area), end, 0.93, "organizations.area_unit")
            elif self.text[start] in "省市县区州旗盟地镇乡村街社苏师" and row.kind == "body" and self._starts_deictic(row.unit):
                begin = self._named_area(start, end, row.unit)
                self._add(self._with_prefix(begin), end, 0.93, "organizations.deictic_unit")
            if row.kind == "body" and end in self.title_starts and self.borders[start] == start:
                self._add(start, end, 0.88, "organizations.unit_before_title")

    @staticmethod
    def _starts_deictic(unit: str) -> bool:
        return unit.startswith(
            ("省委", "市委", "县委", "区委", "州委", "旗委", "盟委", "地委", "乡党", "镇党", "街道", "村党", "社区", "苏木党", "师市", "村支")
        )

    def _named_area(self, start: int, end: int, unit: str) -> int:
        """Where 商丘市委 begins if its area character ends the name of a place: 商丘."""
        length = 2 if unit.startswith(("街道", "社区", "苏木", "师市")) else 1
        area = self.place_end.get(start + length)
        if area is not None and area < start:
            return self._chain(area)
        if (area := self.place_end.get(start)) is not None:
            return self._chain(area)
        return self._unknown_area(start + length) if length else start

    def _area_before(self, end: int) -> int | None:
        """Where the area begins that ends at `end`; None if there is none."""
        if (place := self.place_end.get(end)) is not None:
            return self._chain(place)
        match = _DEICTIC.search(self.text, max(0, end - 4), end)
        if match is None:
            return None
        if _AREA_END.search(match[0]):
            return self._unknown_area(end)
        return match.start() if self.borders[match.start()] == match.start() else None

    def _unknown_area(self, end: int) -> int:
        """The begin of an area that ends at `end` and that is in no gazetteer.

        Only towns and villages are expected to be missing there: their name begins at the border of the clause if that is
        near. Of the rest the area character alone is meant (县水利局).
        """
        match = _DEICTIC.search(self.text, max(0, end - 4), end)
        deictic = match.start() if match else end - 1
        begin = self.borders[deictic]
        if self.text[deictic] in "镇乡村街社苏嘎" and 0 < deictic - begin <= 3:
            return self._chain(begin)
        return deictic

    def _chain(self, start: int) -> int:
        """The begin of a run of places without gaps: 杭州市|下城区."""
        while (before := self.place_end.get(start)) is not None and before < start:
            start = before
        return start

    def _with_prefix(self, start: int) -> int:
        match = _PREFIX.search(self.text, max(0, start - 6), start)
        return match.start() if match else start

    # --- names with a suffix ---------------------------------------------------------------------------------------

    def _suffixes(self) -> None:
        taken = 0
        for start, end, row in self.finder.suffix_matcher.longest(self.text):
            begin = self._name_begin(start)
            if begin is None or (begin < taken and begin + 1 < taken):
                begin = max(begin or 0, taken)
            if start - begin < 2 and not (start - begin == 1 and _DEICTIC.search(self.text, begin, start)):
                continue
            acts = end in self.title_starts or bool(_ACTS.match(self.text, end))
            if row.strength == "strong" or acts:
                self._add(begin, end, 0.86 if row.strength == "strong" else 0.84, "organizations.suffix")

    def _name_begin(self, end: int) -> int | None:
        """Where a name that goes on to `end` begins: at a place name after the last border, or at the border."""
        begin = self.borders[end]
        if end - begin < 2:
            # A one-character border may belong to the name (和辉光电); a place before it decides.
            place = self.place_end.get(begin - 1)
            begin = place if place is not None else self.borders[max(0, begin - 1)]
        if end - begin > 24:
            return None
        return begin

    def _parts(self) -> None:
        """Parts with a name of their own after the bodies found so far."""
        for end, start in sorted(self.ends.items()):
            match = _PART.match(self.text, end)
            if match and self.borders[match.end()] <= end and not self.inside_title[match.end()]:
                if not _GOES_ON.match(self.text, match.end()):
                    self._add(start, match.end(), 0.93, "organizations.part")

    # --- bodies known by their neighbours --------------------------------------------------------------------------

    def _before_titles(self) -> None:
        """What stands between a border and a title is the body that the title is of."""
        for title in self.titles:
            end = title.start
            if end in self.ends or end == 0:
                continue
            begin = self.borders[end - 1] if end else 0
            best = max((e for e in self.ends if begin < e < end and end - e <= 16), default=None)
            chunk = self.text[best or begin : end]
            if not chunk or not re.fullmatch(rf"[{_HAN}]+", chunk) or not _SUB_SUFFIX.search(chunk):
                continue
            if best is not None:
                self._add(self.ends[best], end, 0.87, "organizations.sub_unit")
            elif 2 <= end - begin <= 18 or chunk in ("局", "厅", "院", "校", "委"):
                self._add(begin, end, 0.84, "organizations.before_title")

    def _lists(self) -> None:
        """区安监局、住建局: after an organisation and 、, a unit needs no area."""
        for start, end, row in self.finder.unit_matcher.longest(self.text):
            if row.kind != "body" or not _LIST_MARK.match(self.text, start - 1):
                continue
            if start - 1 in self.ends and end - start > 1:
                self._add(start, end, 0.84, "organizations.in_list")

    def _acting_places(self) -> None:
        """大柘镇、云峰街道负责人: an area that acts is a body."""
        acting: set[Span] = set()
        for start, end in sorted(self.place_start.items(), reverse=True):
            nxt = end + 1
            listed = _LIST_MARK.match(self.text, end) and (nxt, self.place_start.get(nxt, -1)) in acting
            if self.text[start - 1 : start] in tuple("在于到赴对来往从"):
                continue
            if _AREA_END.search(self.text, start, end) and (_ACTS.match(self.text, end) or listed):
                acting.add((start, end))
        for start, end in acting:
            self._add(start, end, 0.86, "organizations.acting_area")
