"""Taking apart the name of a body: area, unit, and what kind of body it is."""
from __future__ import annotations

import re
from dataclasses import dataclass

from govner.lexicons import Lexicons
from govner.recognition.organs import Organs
from govner.records import OrgType

_PARTY_PREFIX = re.compile(r"^(?:中国共产党|中共)(?!中央)")
_CPPCC = re.compile(r"^(?:中国人民政治协商会议|政协)(.+?)委员会$")
_DEICTIC = re.compile(
    r"^(?:自治[区州县旗]|地区|师市|街道|社区|苏木|嘎查|[省市县区州旗盟镇乡村地])"
)
_TERM = re.compile(r"第?[一二三四五六七八九十0-9]+届")
_AREA_SUFFIX = re.compile(r"(?:自治[区州县旗]|地区|街道|社区|苏木|嘎查|居民区|[省市县区州旗盟镇乡村])")
#: Spelt-out forms of units and the short form that is official too.
_SHORT_UNITS = (
    ("人民代表大会常务委员会", "人大常委会"),
    ("人民代表大会", "人大"),
    ("纪律检查委员会", "纪委"),
    ("居民委员会", "居委会"),
    ("村民委员会", "村委会"),
    ("管理委员会", "管委会"),
)


@dataclass(frozen=True, slots=True)
class BodyName:
    """The parts of a body's name.

    Attributes:
        areas: area names spelt out before the unit, widest first.
        deictic: 市, 县 … where the area is only pointed at; empty where it is named or missing.
        unit: the rest: 委组织部, 民政局, 人民政府.
        type: kind of body, by its last unit.
        public: whether it is a body of party, state or community, whose full name carries its area.
    """

    areas: tuple[str, ...]
    deictic: str
    unit: str
    type: OrgType
    public: bool


class BodyParser:
    """Splits names of bodies.

    >>> parse = BodyParser(Lexicons()).parse
    >>> name = parse("下城区委组织部", ("下城区",))
    >>> name.areas, name.unit, name.type.value
    (('下城区',), '委组织部', 'party_department')
    >>> parse("市民政局").deictic
    '市'
    """

    def __init__(self, lexicons: Lexicons) -> None:
        organs = lexicons.made(Organs)
        self._units, self._suffixes = organs.units, organs.suffixes
        self._national = frozenset(u for u, row in self._units.items() if row.kind == "national")

    def parse(self, surface: str, known: tuple[str, ...] = ()) -> BodyName:
        """The parts of a name.

        Args:
            surface: the name without spaces.
            known: area names that the text or the gazetteer knows, of which the name may begin with some.
        """
        rest = _PARTY_PREFIX.sub("", surface)
        if match := _CPPCC.match(rest):
            rest = match[1] + "政协"
        rest = _TERM.sub("", rest)
        areas: list[str] = []
        while name := next((k for k in known if rest.startswith(k) and len(rest) > len(k)), None):
            areas.append(name)
            rest = rest[len(name) :]
        deictic = ""
        match = _DEICTIC.match(rest) if not areas and surface not in self._national else None
        if match and len(rest) > len(match[0]):
            deictic, rest = match[0], rest[match.end() :]
        unit = self._shorten(rest)
        kind, public = self._classify(unit, bool(areas or deictic))
        return BodyName(tuple(areas), deictic, unit, kind, public)

    def is_unit(self, surface: str) -> bool:
        """Whether a name is a unit of the lexicon and nothing more."""
        return surface in self._units

    def is_national(self, surface: str) -> bool:
        """Whether a name is that of a body of the whole country."""
        return surface in self._national

    @staticmethod
    def _shorten(unit: str) -> str:
        for long, short in _SHORT_UNITS:
            unit = unit.replace(long, short)
        if unit == "政府":
            return "人民政府"
        if unit == "委员会":
            return "委"
        return re.sub(r"^委员会", "委", unit)

    def _classify(self, unit: str, with_area: bool) -> tuple[OrgType, bool]:
        """The kind of body of a unit, and whether it is a public one."""
        for length in range(len(unit), 0, -1):
            row = self._units.get(unit[-length:])
            if row is not None:
                return row.type, row.kind != "national"
        if unit == "委" or (unit.startswith("委") and len(unit) < 3):
            return OrgType.PARTY_COMMITTEE, True
        for length in range(min(10, len(unit)), 0, -1):
            suffix = self._suffixes.get(unit[-length:])
            if suffix is not None:
                public = with_area and suffix.type not in (OrgType.ENTERPRISE, OrgType.SOCIAL)
                return suffix.type, public
        return OrgType.OTHER, with_area
