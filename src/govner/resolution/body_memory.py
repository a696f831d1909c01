"""The bodies a document has named so far, and which of them a short form means: 厅, 校, 某集团, 养老服务处."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from govner.recognition.organs import ZONE
from govner.records import OrgType
from govner.resolution.areas import Area
from govner.resolution.bodies import BodyName, BodyParser
from govner.segmentation import Candidate

Basis = Literal["exact", "document_context", "publisher", "lexicon", "unresolved"]
UNIT_END = re.compile(
    r"(?:党工委|党委|党组|党总支|党支部|委|人民政府|政府|人大常委会|人大|政协|管委会|办事处|纪工委|纪委监委"
    r"|纪委)$"
)
#: How many bodies back, and how many different names, a short form may mean.
_NEAR = 400
#: Ends of names that companies and schools go on to be called by without.
_OWN_END = ("公司", "集团", "大学", "学院", "医院", "协会", "商会", "合作社")
_SCHOOL = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:大学|学院)(?!路|街)")
_MINISTRY = re.compile(r"[\u4e00-\u9fff]{2,8}?部(?!门|分)")
_DEPARTMENTS = (OrgType.GOVERNMENT_DEPARTMENT, OrgType.PARTY_DEPARTMENT, OrgType.PROCURATORATE, OrgType.COURT)
#: What may follow a department's name in that of its part: 省农业农村厅|党组.
_PARTS = ("党", "机关", "办公", "纪", "理论", "直属", "团委", "工会", "第")


@dataclass(slots=True)
class Body:
    """A body as resolved: its area, its official name, and the unit after the area."""

    area: Area
    name: str
    parts: BodyName
    basis: Basis

    @property
    def zone(self) -> bool:
        """Whether a functional zone names it."""
        return bool(ZONE.search(UNIT_END.sub("", self.name)))


class BodyMemory:
    """Bodies in order of mention.

    Args:
        surfaces: the names of all organisations of the document as spelt, those to come included.
        region: the document's own area.
    """

    def __init__(self, parser: BodyParser, surfaces: Sequence[str], region: Area) -> None:
        self._parser, self._surfaces, self._region = parser, list(dict.fromkeys(surfaces))[:_NEAR], region
        self._named: list[tuple[Candidate, Body]] = []

    def add(self, mention: Candidate, body: Body) -> None:
        self._named.append((mention, body))

    def backwards(self) -> Iterator[tuple[Candidate, Body]]:
        """The mentions so far with their bodies, the last first."""
        return reversed(self._named)

    def bodies(self) -> Iterator[Body]:
        """The bodies so far, the last first."""
        return (body for _, body in reversed(self._named))

    def _near(self) -> Iterator[Body]:
        return islice(self.bodies(), _NEAR)

    def last_in(self, body: Body, start: int) -> bool:
        """Whether a body was named at or after a position, as one of the last eight."""
        return any(b is body and m.start >= start for m, b in reversed(self._named[-8:]))

    def ending(self, character: str) -> Body | None:
        """The body that 厅, 局, 委 … stands for: the last whose name ends so, also inside the name of its part; for 厅
        and 委 rather the document's own."""
        found = [b for body in self._near() if (b := self._whole(body, character)) is not None]
        if character in "厅委":
            found.sort(key=lambda b: b.area != self._region)
        return found[0] if found else None

    def ahead(self, character: str) -> str | None:
        """The one department of the document that ends so, as spelt, where it comes only later."""
        found = {w for surface in self._surfaces if (w := self._cut(surface, character)) and len(w) > 3}
        return found.pop() if len(found) == 1 else None

    def _whole(self, body: Body, character: str) -> Body | None:
        name = self._cut(body.name, character)
        if name is None or name == body.name:
            return body if name else None
        return Body(body.area, name, self._parser.parse(name), "document_context")

    @staticmethod
    def _cut(name: str, character: str) -> str | None:
        """A name up to a character that ends a department in it."""
        end = name.rfind(character) + 1
        if end < 3 or name.endswith("办公厅", 0, end) or not (end == len(name) or name.startswith(_PARTS, end)):
            return None
        return name[:end]

    def ministry(self) -> str | None:
        """The ministry of a body named before: 农业农村部 for 农业农村部新闻办公室."""
        return next((m[0] for body in self._near() if (m := _MINISTRY.match(body.name))), None)

    def department(self) -> Body | None:
        """The department named last, which 养老服务处 is a part of."""
        return next((b for b in self._near() if b.parts.type in _DEPARTMENTS and b.parts.public), None)

    def school(self) -> tuple[Area, str] | None:
        """The university named last: 安徽财经大学 also in 安徽财经大学党委."""
        for body in self._near():
            if body.name.endswith("大学"):
                return body.area, body.name
            match = _SCHOOL.match(body.name) if "大学" in body.name else None
            if match and match[0].endswith("大学") and body.name.startswith(_PARTS, match.end()):
                return body.area, match[0]
        return None

    def longer(self, surface: str, is_area: Callable[[str], bool]) -> str | None:
        """The full name that a short one is a part of.

        海岳集团 for 广西海岳集团, 远山电力 for 江苏远山电力股份有限公司.
        """
        if len(surface) < 3:
            return None
        for name in [*(b.name for b in self._near()), *self._surfaces]:
            start = name.find(surface)
            if start < 0 or len(name) == len(surface):
                continue
            rest = name[start + len(surface) :]
            own = name.endswith(_OWN_END) and not rest.startswith(_PARTS)
            if own and (start == 0 or is_area(name[:start])):
                return name
        return None
