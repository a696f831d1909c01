"""Posts: the words of a title, without the organisation or place before them (区委|书记, 副省长, 二级巡视员)."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from govner.lexicons import Lexicons, LiteralMatcher, Row
from govner.records import Track

#: Words that begin like a title without being one: 市长热线, 河长制, 组织部长会议, 主席台.
_GOES_ON = re.compile(
    r"制(?![药造片])|热线|专线|信箱|办公会|会议(?!室主任)|联席会|负责制|接待日|公开接访|论坛|岗位|办公室|质量奖"
    r"|团(?!长|委)|级(?!.{0,3}(?:同志|干部))|们|会客厅|工程(?!师)|工作室|公署|基金|公示牌|工作制|[对]?队伍"
    r"|学院|办(?!公|事|理)"
    r"|（扩大）|扩大会议|工作例会|续会|部|\+|纸"
)
#: 常委会, 主席台, 总工会, 参事会.
_BODY_AFTER = {
    "主委": "员", "常委": "会", "委员": "会", "总工": "会", "参事": "会", "组长": "会", "主席": "台", "主编": "：",
}
_LONG = re.compile(
    r"江[经流大中上下沿]|期(?:以来|坚持|性|存|有|处|不|从|在|关)|远(?:发|规|利|来)|足(?:发|进|步)|效机制|[春城]"
)
#: In front of a title that ends in 长 these make the area character a part of another word: 全省长江, 各有所长.
_AREA_TITLES = frozenset({"省长", "市长", "县长", "区长", "镇长", "乡长", "村长", "州长"})
#: 党委书记 is one title in a bureau, company or school; in a town, village or division 党委 is a body of its own.
_UNIT_COMMITTEE = re.compile(
    r"[局厅司行社]$|公司|集团|学院|大学|农场|医院|指挥部|[^省市县区州旗盟地乡镇常]委$|总队|支队|中心|各.{0,2}[镇乡]$"
)
#: Titles that show that the committee meant is that of an enterprise or bureau.
_UNIT_TITLES = re.compile(r"董事长|总经理|总裁|校长|院长|局长|厅长|台长|行长")
_DUTY_LEVEL = re.compile(r"(?:[省市县区镇乡村]|街道)级$|(?<![一-鿿])[省市县区镇乡]$")
#: What stands before a title in 提名为市水利局局长人选, but not in 市长人选.
_UNIT_LAST = frozenset("局厅委办部府会院司社副组站团县市省区长")
_PAUSE = frozenset("，、；")
_BOUND = "、，。；：！？（）“”‘’ \n《》和与及同由请问成责跟任选"


class TitleRow(Row):
    """A title without modifiers.

    Attributes:
        title: the words.
        kind: `base` needs an organisation; `fused` carries its unit inside (统战部长); `rank` is a 职级 (二级巡视员);
            `professional` (教授); `duty` is held beside a post (河长).
        track: the system it belongs to.
        unit: the unit inside a fused title.
        beside_name: an everyday word too (委员, 经理): a title only where a name or another title stands beside it.
    """

    title: str
    kind: Literal["base", "fused", "rank", "professional", "duty"]
    track: Track
    unit: str | None = None
    beside_name: bool = False


class ModifierRow(Row):
    """A word that may stand before a title and belongs to it; `meaning` is the record's modifier, if it has one."""

    modifier: str
    meaning: str | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """An occurrence of a title: view range, where its base begins, and the base's lexicon row."""

    start: int
    end: int
    base: int
    row: TitleRow


class TitleFinder:
    """Finds the titles of a text.

    >>> from govner.lexicons import Lexicons
    >>> finder = TitleFinder(Lexicons())
    >>> text = "县委常委、常务副县长、统战部长，市长热线"
    >>> [text[t.start:t.end] for t in finder.find(text)]
    ['常委', '常务副县长', '统战部长']
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self.rows = {row.title: row for row in lexicons.rows("titles", TitleRow)}
        self._bases = LiteralMatcher(self.rows)
        modifiers = sorted(
            (row.modifier for row in lexicons.rows("title_modifiers", ModifierRow)), key=len, reverse=True
        )
        self._modifier = re.compile("(?:" + "|".join(map(re.escape, modifiers)) + ")$")

    def find(self, text: str) -> Iterator[Title]:
        """The titles in `text`, left to right, without overlaps."""
        position = 0
        for start, end, row in self._bases.longest(text):
            # 副区长路长主持: a title glued to the one before is more likely the name of its holder.
            if start == position and position and (row.kind == "duty" or row.title == "司长"):
                continue
            start, row = self._without_area(text, start, row)
            if row.title.endswith(("长", "书记")) and text.startswith("助理", end):
                end += 2
            elif not _is_title(text, start, end, row):
                continue
            yield Title(self._with_modifiers(text, position, start, row), end, start, row)
            position = end

    def _without_area(self, text: str, start: int, row: TitleRow) -> tuple[int, TitleRow]:
        """石关村书记 is 石关村 | 书记, 县人武部政委 is 县人武部 | 政委: the title gives up what belongs to the left."""
        before = text[start - 1 : start]
        if row.title in ("村书记", "村主任") and before and before not in _BOUND + "村":
            return start + 1, self.rows[row.title[1:]]
        if row.kind == "fused" and row.unit and before and before not in _BOUND and not row.title.endswith("长"):
            return start + len(row.unit), self.rows[row.title[len(row.unit) :]]
        return start, row

    def _with_modifiers(self, text: str, floor: int, start: int, row: TitleRow) -> int:
        """Where the title begins when the modifiers before its base are counted in."""
        first = start
        while match := self._modifier.search(text, max(floor, first - 4), first):
            if match[0] == "代" and text[max(floor, first - 2) : first] in ("现代", "时代", "年代", "历代", "后代"):
                break
            first = match.start()
        if row.kind == "duty" and (level := _DUTY_LEVEL.search(text, max(floor, first - 3), first)):
            first = level.start()
        if row.title == "第一书记" and text.startswith("驻村", first - 2) and text[first - 3 : first - 2] in "，。；\n":
            first -= 2
        return _with_committee(text, floor, first, row)


def _with_committee(text: str, floor: int, first: int, row: TitleRow) -> int:
    """党委 before 书记 or 委员 belongs to the title unless it is the committee of an area."""
    if row.title not in ("书记", "副书记", "委员") or first - 2 < floor:
        return first
    lead = first - 2
    if text.startswith("纪委", lead) and text.endswith(("公司", "集团"), max(floor, lead - 4), lead):
        return lead
    if text.startswith("党委", lead) and (
        _UNIT_COMMITTEE.search(text, max(floor, lead - 4), lead)
        or (text[max(0, lead - 1) : lead] in _PAUSE and _UNIT_TITLES.search(text, max(0, lead - 30), lead))
    ):
        return lead
    return first


def _is_title(text: str, start: int, end: int, row: TitleRow) -> bool:
    title, before = row.title, text[start - 1 : start]
    if text.startswith("人选", end) and (not before or before not in _UNIT_LAST):
        return False
    if _GOES_ON.match(text, end) or text.startswith("+", start - 1):
        return False
    if text[end : end + 1] == _BODY_AFTER.get(title, "\0") or _is_metaphor(text, start, end):
        return False
    if title == "组织委员" and text[start - 2 : start] in ("政协", "人大", "工会", "协会"):
        return False
    if title == "组长" and before == "楼":
        return False
    if title in _AREA_TITLES and ((before and before in "全我本该跨各") or _LONG.match(text, end)):
        return False
    if title == "部长" and before and before not in _BOUND and _LONG.match(text, end):
        return False
    if before and ((title == "所长" and before in "有展其之尽扬取") or (title == "团长" and before in "为任集")):
        return False
    return not (title == "教授" and text[end : end + 1] in "了的给村学")


def _is_metaphor(text: str, start: int, end: int) -> bool:
    """当好“施工队长”: a title alone in quotation marks is said of somebody who does not hold it."""
    return text.startswith("”", end) and text.rfind("“", max(0, start - 6), start) >= 0
