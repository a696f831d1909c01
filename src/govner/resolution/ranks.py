"""Ranks of posts (级别) by table: the level of the body's area, what kind of body it is, head or deputy.

A step of the table is half a tier: 10 is 省部级正职, 9 省部级副职, down to 3, 乡科级副职.
"""
from __future__ import annotations

from typing import Literal

from govner.lexicons import Lexicons, Row
from govner.records import AdminLevel, Organization, OrgType, PostModifier, Rank, RankTier
from govner.resolution.areas import Area

_TIERS = {
    5: RankTier.PROVINCIAL_MINISTERIAL,
    4: RankTier.DEPARTMENT_BUREAU,
    3: RankTier.COUNTY_DIVISION,
    2: RankTier.TOWNSHIP_SECTION,
}
_PRINCIPAL = frozenset(
    {
        OrgType.PARTY_COMMITTEE,
        OrgType.GOVERNMENT,
        OrgType.PEOPLES_CONGRESS,
        OrgType.CPPCC,
        OrgType.DISCIPLINE,
        OrgType.COURT,
        OrgType.PROCURATORATE,
    }
)
_DEPARTMENTS = frozenset(
    {
        OrgType.PARTY_DEPARTMENT,
        OrgType.GOVERNMENT_DEPARTMENT,
        OrgType.GOVERNMENT_OFFICE,
        OrgType.SUBDISTRICT_OFFICE,
        OrgType.MASS,
    }
)
#: Bodies whose heads are deputies of their area's level.
_HALF_STEP_BELOW = frozenset({OrgType.DISCIPLINE, OrgType.COURT, OrgType.PROCURATORATE})


class RankRow(Row):
    """A line of the table. `kind`: `level` gives the step of the head of a body (key: level of its area/kind of body);
    `city` and `municipality` add to the steps of some cities; `title` states the step of a title; `step` shifts one."""

    kind: Literal["level", "city", "municipality", "title", "step"]
    key: str
    step: int


class Ranks:
    """The rank of posts.

    >>> from govner.records import AdminLevel, OrgType
    >>> body = Organization(id="O1", name="丽水市遂昌县人民政府", type=OrgType.GOVERNMENT, level=AdminLevel.COUNTY)
    >>> rank = Ranks(Lexicons()).of("县长", [PostModifier.DEPUTY], body, ("浙江省", "丽水市", "遂昌县"))
    >>> rank.tier.value, rank.grade
    ('县处级', '副职')
    """

    def __init__(self, lexicons: Lexicons) -> None:
        rows = lexicons.rows("ranks", RankRow)
        self._table = {(row.kind, row.key): row.step for row in rows}

    def of(self, base: str, modifiers: list[PostModifier], body: Organization | None, area: Area) -> Rank | None:
        """The rank of a base title with modifiers in a body of an area; None where the table says nothing."""
        stated = self._table.get(("title", base))
        if stated is not None:
            return _rank(stated, "stated", 1.0)
        if body is None:
            return None
        step = self._head(body, area)
        if step is None:
            return None
        shift = self._table.get(("step", base), 0)
        if shift == -1 and base in ("院长", "检察长") and body.type not in _HALF_STEP_BELOW:
            shift = 0
        if PostModifier.DEPUTY in modifiers:
            shift -= 1
        return _rank(step + shift, "title_and_org_level", 0.9)

    def _head(self, body: Organization, area: Area) -> int | None:
        """The step of the head of a body."""
        if body.type in _PRINCIPAL:
            kind = "principal"
        elif body.type in _DEPARTMENTS:
            kind = "department"
        else:
            return None
        level = body.level
        if level is AdminLevel.NONE and not area and body.type is OrgType.GOVERNMENT_DEPARTMENT:
            level = AdminLevel.NATIONAL if body.name.endswith(("部", "委")) else level
        step = self._table.get(("level", f"{level.value}/{kind}"))
        if step is None:
            return None
        if area and len(area) > 1:
            step += self._table.get(("municipality", area[0]), 0)
        if len(area) == 2 and ("city", area[1]) in self._table:
            step += self._table["city", area[1]]
        return step


def _rank(step: int, basis: Literal["stated", "title_and_org_level"], confidence: float) -> Rank | None:
    tier = _TIERS.get((step + 1) // 2)
    if tier is None:
        return None
    return Rank(tier=tier, grade="副职" if step % 2 else "正职", basis=basis, confidence=confidence)
