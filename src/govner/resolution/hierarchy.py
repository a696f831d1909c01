"""Which body a body is part of or under: 省民政厅 → 省人民政府, 市委办公室 → 市委, 街道办事处 → 区人民政府.

The parent's name is told by the body's own name if that goes on from it (市生态环境局|城东分局); else by a list of
units (派出所 → 公安局); else by the kind of body and its area. Committees and governments from the county up have none,
nor have departments that answer to their own ministry (税务局).
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from govner.lexicons import Lexicons, Row
from govner.recognition.organs import ZONE, Organs
from govner.records import AdminLevel, Organization, OrgType
from govner.resolution.areas import Area, short_name
from govner.resolution.body_table import BodyTable
from govner.resolution.organizations import OWN_NAME
from govner.segmentation import Analysis

_TOWN = ("镇", "乡", "街道", "苏木")
_VILLAGE = ("村", "社区", "居民区", "嘎查")
#: Bodies with names of their own, which their parts go on from: 某公司|党委, 某大学|图书馆.
_NAMED = re.compile(OWN_NAME + "$")
#: What parts of a body are called.
_PART = re.compile(
    r"(?:办公[室厅]|分局|分公司|[支分]行|党委|党组|党总支|党支部|支部|纪委|团委|工会|法庭|审判庭|政治部|大队|支队|中队|附属医院"
    r"|图书馆|学院|研究院|中心|[处科室部办所站]|董事会|常委会|机关)$"
)
#: A parent's full name, and how it is known.
Parent = tuple[str, Literal["name", "type", "lexicon"]]
#: Units that stand beside the one before them, not under it: 纪委|监委, 党工委|管委会.
_BESIDE = frozenset(
    {
        *("监委", "监察委", "监察委员会", "省监委", "市监委", "县监委", "区监委", "管委会", "工委", "办"),
        *("事处", "公室", "公厅"),  # 街道办|事处 is no place to cut
    }
)
_CENTRAL = "国务院"
#: Kinds of bodies of an area and the body of that area that they are under.
_UNDER = {
    OrgType.PARTY_DEPARTMENT: "委",
    OrgType.DISCIPLINE: "委",
    OrgType.GOVERNMENT_DEPARTMENT: "人民政府",
    OrgType.GOVERNMENT_OFFICE: "人民政府",
    OrgType.ZONE_ADMIN: "人民政府",
}
#: Kinds of bodies below the county and the body of the county that they are under.
_UNDER_COUNTY = {
    OrgType.GOVERNMENT: "人民政府",
    OrgType.SUBDISTRICT_OFFICE: "人民政府",
    OrgType.PARTY_COMMITTEE: "委",
}


class ParentRow(Row):
    """A unit, and the unit of the same area that it is under (`-`: none in the area)."""

    unit: str
    parent: str


class HierarchyResolver:
    """Fills level, kind and parent of the organisations once all rows are made.

    >>> from govner.reading import Article
    >>> resolve = HierarchyResolver(Lexicons())
    >>> analysis = Analysis.of(Article(raw=""))
    >>> area = ("浙江省", "杭州市", "西湖区")
    >>> body = BodyTable(analysis).row("杭州市西湖区民政局", OrgType.GOVERNMENT_DEPARTMENT, area, "exact")
    >>> resolve.parent("杭州市西湖区民政局", body.type, area)
    ('杭州市西湖区人民政府', 'type')
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self._units = lexicons.made(Organs).units
        self._parents = {row.unit: row.parent for row in lexicons.rows("organ_parents", ParentRow)}

    def __call__(self, analysis: Analysis) -> None:
        rows = analysis.entities.organizations
        areas = BodyTable(analysis).areas
        known = _Areas(areas.values())
        by_name = {row.name: row for row in rows.values()}
        for row in rows.values():
            area = areas.get(row.name) or known.of(row.name)
            self._complete(row, area)
            found = self.parent(row.name, row.type, area)
            if found is None:
                continue
            row.parent_name, row.parent_basis = found
            above = by_name.get(found[0])
            row.parent_id = above.id if above is not None else None

    def _complete(self, row: Organization, area: Area) -> None:
        """The kind of an area that acts, and the level of bodies of the whole country."""
        unit = self._units.get(row.name)
        if unit is not None and unit.kind == "national":
            row.level = AdminLevel.NATIONAL
        elif row.type is OrgType.OTHER and area and row.name == short_name(area):
            if row.name.endswith("街道"):
                row.type = OrgType.SUBDISTRICT_OFFICE
            elif row.name.endswith(_TOWN):
                row.type = OrgType.GOVERNMENT
            elif row.name.endswith(_VILLAGE):
                row.type = OrgType.COMMITTEE_RESIDENTS

    def parent(self, name: str, kind: OrgType, area: Area) -> Parent | None:
        """The full name of the parent and how it is known; None if there is none or it cannot be told."""
        stem = short_name(area)
        if not area or not name.startswith(stem) or name == stem:
            stem = ""
        unit = name[len(stem) :]
        if head := self._head(unit, national=not area):
            return stem + ("人民政府" if head == "政府" else head), "name"
        listed = self._listed(unit)
        if listed is not None:
            above = self._county(area) if listed.endswith("局") else area
            return None if listed == "-" or not above else (short_name(above) + listed, "lexicon")
        if not area:
            national = self._units.get(name)
            ministry = kind is OrgType.GOVERNMENT_DEPARTMENT and national is not None and national.kind == "national"
            return (_CENTRAL, "type") if ministry else None
        return self._by_kind(unit, kind, area)

    def _head(self, unit: str, national: bool) -> str | None:
        """The longest beginning of a unit that is a body of its own which the rest is a part of."""
        for cut in range(len(unit) - 1, 0, -1):
            head, rest = unit[:cut], unit[cut:]
            if rest in _BESIDE or not (rest in self._units or _PART.search(rest)):
                continue
            row = self._units.get(head)
            if national and row is not None and row.kind == "national":
                return head
            if self._is_unit(head) or _NAMED.search(head):
                return head
        return None

    def _is_unit(self, head: str) -> bool:
        """Whether this is the unit of an area: 民政局, 委, 委组织部."""
        row = self._units.get(head)
        if row is None and head.startswith("委") and len(head) > 1:
            row = self._units.get(head[1:])
        return row is not None and row.kind != "national" and row.unit not in ("办公室", "党组", "支部")

    def _listed(self, unit: str) -> str | None:
        for length in range(len(unit), 1, -1):
            if (found := self._parents.get(unit[-length:])) is not None:
                return found
        return None

    def _by_kind(self, unit: str, kind: OrgType, area: Area) -> Parent | None:
        if kind in _UNDER_COUNTY and area[-1].endswith(_TOWN):
            return short_name(self._county(area)) + _UNDER_COUNTY[kind], "type"
        if kind is OrgType.PARTY_COMMITTEE and area[-1].endswith(_VILLAGE) and len(area) > 1:
            above = area[:-1]
            if above[-1].endswith(_TOWN):
                return short_name(above) + ("党工委" if above[-1].endswith("街道") else "党委"), "type"
        zone = ZONE.search(re.sub(r"(?:党工委|管委会|管理委员会)$", "", unit))
        if kind is OrgType.PARTY_COMMITTEE and zone is not None:
            return short_name(area) + "委", "type"
        if kind not in _UNDER or area[-1].endswith(_VILLAGE) or (area[-1].endswith(_TOWN) and _UNDER[kind] == "委"):
            return None
        if kind is OrgType.GOVERNMENT_OFFICE and unit not in self._units:
            return None
        above_unit = _UNDER[kind]
        if above_unit == "人民政府" and area[-1].endswith("地区"):
            above_unit = "行政公署"
        elif above_unit == "人民政府" and area[-1].endswith("街道"):
            above_unit = "办事处"
        return short_name(area) + above_unit, "type"

    @staticmethod
    def _county(area: Area) -> Area:
        """The area above a town, or the area itself."""
        while area and area[-1].endswith((*_TOWN, *_VILLAGE)):
            area = area[:-1]
        return area


class _Areas:
    """Areas by the short names that bodies begin with."""

    def __init__(self, areas: Iterable[Area]) -> None:
        parts = {area[:length] for area in areas for length in range(1, len(area) + 1)}
        self._by_name = {short_name(area): area for area in sorted(parts)}

    def of(self, name: str) -> Area:
        """The area of the longest name that a body's name begins with."""
        found = (self._by_name.get(name[:length]) for length in range(len(name), 1, -1))
        return next((area for area in found if area), ())
