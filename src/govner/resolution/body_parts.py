"""Committees and branches called by their own name alone after the body they are part of.

杭州某大学党委副书记、纪委书记: the 纪委 is the university's; 市公安局局长某，西湖分局局长某: the 分局 is the bureau's.
"""
from __future__ import annotations

import re
from itertools import islice

from govner.records import OrgType
from govner.resolution.bodies import BodyParser
from govner.resolution.body_memory import Body, BodyMemory

_EXPANSIONS = (
    ("县防指", "县防汛抗旱指挥部"), ("市防指", "市防汛抗旱指挥部"),
    ("区防指", "区防汛抗旱指挥部"), ("省防指", "省防汛抗旱指挥部"),
    ("委办", "委办公室"), ("政府办", "政府办公室"), ("新闻办", "新闻办公室"),
)
_DOUBLED = re.compile(r"(?<=.)([县旗镇乡村])\1(?=委|党|人)")
#: Kinds of bodies that have committees of their own besides those of an area.
_OWNERS = frozenset(
    {
        OrgType.GOVERNMENT_DEPARTMENT, OrgType.INSTITUTION, OrgType.ENTERPRISE, OrgType.COURT, OrgType.PROCURATORATE,
        OrgType.SOCIAL, OrgType.MASS,
    }
)
_COMMITTEE = re.compile(r"党委(?!会)[\u4e00-\u9fff]{0,5}|机关党委|纪委|团委|工会|党总支|董事会")
_COMMITTEE_END = re.compile(r"(?:机关党委|党委|党组|纪委|团委|工会|党总支|董事会)$")
#: 林场党委 after 青山机械林场.
_OWN = re.compile(
    r"(?P<kind>林场|农场|公司|集团|医院|学院|银行|学校|合作社)(?P<part>机关党委|党委|党组|纪委|团委|工会|党总支|党支部|董事会)$"
)
#: How many bodies back the bureau of a branch may be.
_NEAR = 8
_DIVISION = re.compile("(?:(?<!办事)处|科|办公室)$")
_BRANCH = re.compile(r"[\u4e00-\u9fff]{1,4}分局")


def spelt_out(surface: str) -> str:
    """A name with its abbreviated unit in full.

    >>> spelt_out("县委办"), spelt_out("河上镇镇委")
    ('县委办公室', '河上镇党委')
    """
    for short, long in _EXPANSIONS:
        if surface.endswith(short):
            surface = surface[: -len(short)] + long
    surface = _DOUBLED.sub(r"\1", surface)
    return surface[:-1] + "党委" if surface.endswith(("镇委", "乡委")) and len(surface) > 2 else surface


def whole(surface: str, sentence: int, position: int, text: str, memory: BodyMemory, parser: BodyParser) -> Body | None:
    """The body that a committee or branch is part of, named in the same sentence, with it; None if there is none.

    Args:
        sentence: where the sentence begins.
    """
    branch = _BRANCH.fullmatch(surface)
    own = _OWN.match(surface)
    if not branch and not own and not _COMMITTEE.fullmatch(surface):
        return None
    near = (found for found in islice(memory.backwards(), _NEAR) if found[0].start >= sentence)
    found = next((f for f in near if _may_own(f[1].name, bool(branch))), None)
    if found is None:
        return None
    mention, body = found
    stem = _COMMITTEE_END.sub("", body.name)
    owner = parser.parse(stem) if stem != body.name else body.parts
    if own is not None and len(stem) > len(own["kind"]) and stem.endswith(own["kind"]):
        return Body(body.area, stem + own["part"], parser.parse(stem + own["part"]), "document_context")
    if own is not None or owner.type not in _OWNERS:
        return None
    told = branch or surface.startswith(("党委", "机关党委")) or stem != body.name
    if not told and "党" not in text[mention.end : position]:
        return None
    return Body(body.area, stem + surface, parser.parse(stem + surface), "document_context")


def _may_own(name: str, branch: bool) -> bool:
    """Whether a body may be what a branch (of a bureau) or a committee (not of a division) is part of."""
    return name.endswith("局") if branch else not _DIVISION.search(name)
