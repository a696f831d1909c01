"""Posts across articles: a seat is a post whoever holds it, spelt the same way wherever it is named."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from govner.analysis.dump_tables import DumpTables, plain_rows
from govner.gazetteer.chains import parse_chain
from govner.records import PlaceKind

#: Ranks by tier, so that a step up is +1.
TIERS = {"国家级": 5, "省部级": 4, "厅局级": 3, "县处级": 2, "乡科级": 1}

# 市委, 县人民政府: a body that names no area is somewhere, but where is not said.
_UNPLACED = re.compile(
    r"(?:省|自治区|市|自治州|州|盟|地区|县|区|旗|镇|乡|街道|村|社区)(?:委|政府|人民政府|人大|政协|纪委|局|办)"
)
_ACTING = re.compile(r"^(?:代理|代)(?=.长|主席|州长|盟长|检察长|院长)")
_MANY_SEATS = re.compile(
    r"委员|成员|代表|常委|组员|顾问|巡视员|调研员|研究员|教授|记者|干部|参事|院士|专家|工程师|队员"
)


@dataclass(frozen=True, slots=True)
class Seat:
    """A post whoever holds it.

    Attributes:
        area: the areas it serves, province first; empty where unknown.
        body: the organisation's name without its area (委, 人民政府, 民政局), or in full where it has no area.
        title: without 代.
        label: a readable form.
        track, tier: as in the record; tier is 0 where unknown.
        chief: 正职.
    """

    area: tuple[str, ...]
    body: str
    title: str
    label: str = field(compare=False)
    track: str = field(compare=False)
    tier: int = field(compare=False)
    chief: bool = field(compare=False)

    @property
    def placed(self) -> bool:
        """Whether it is known where the seat is, without which the same words may mean another seat."""
        return bool(self.area or self.body)

    @property
    def single(self) -> bool:
        """Whether only one person can hold it at a time."""
        return self.chief and self.placed and not _MANY_SEATS.search(self.title) and "副" not in self.title

    @property
    def organization(self) -> tuple[tuple[str, ...], str]:
        return self.area, self.body


@lru_cache(maxsize=65536)
def area_path(full_name: str | None) -> tuple[str, ...]:
    """An area's chain as names, province first; empty where the gazetteer does not know it.

    >>> area_path("浙江省丽水市遂昌县")
    ('浙江省', '丽水市', '遂昌县')
    """
    if not full_name or full_name != full_name:
        return ()
    areas, length = parse_chain(full_name)
    if not areas or not length:
        return ()
    chain = [areas[-1]]
    while chain[-1].parent is not None:
        chain.append(chain[-1].parent)
    path = tuple(area.name for area in reversed(chain))
    # Below the last area that the gazetteer knows, the chain is taken as written (a zone, a new community).
    rest = full_name[length:]
    return (*path, rest) if rest else path


@lru_cache(maxsize=65536)
def _area_of_body(name: str) -> tuple[str, ...]:
    """The area with which an organisation's name begins."""
    areas, _ = parse_chain(name)
    return area_path(areas[-1].full_name) if areas and areas[0].kind is not PlaceKind.COMMUNITY else ()


@lru_cache(maxsize=65536)
def _body(name: str, area: tuple[str, ...]) -> str:
    """An organisation's name without its area, however much of the chain it spells."""
    name = re.sub(r"^中共", "", name)
    for start in range(len(area)):
        written = "".join(area[start:])
        if name.startswith(written) and len(name) > len(written):
            name = name[len(written) :]
            break
    return re.sub(r"^委员会$", "委", name)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def seats(dump: DumpTables) -> dict[tuple[str, str], Seat]:
    """The seat of every post, by record id and post id."""
    bodies = dump["organizations"]
    areas = {
        (record, key): _text(area)
        for record, key, area in zip(bodies["record_id"], bodies["id"], bodies["area"], strict=True)
    }
    found: dict[tuple[str, str], Seat] = {}
    for row in plain_rows(dump["posts"]):
        area = areas.get((row["record_id"], row["organization_id"]), "") if row["organization_id"] else ""
        found[str(row["record_id"]), str(row["id"])] = _seat(row, area)
    return found


def _seat(row: dict[str, object], area: str) -> Seat:
    name = _text(row["organization"])
    path = area_path(area) or (_area_of_body(name) if name else ())
    unplaced = not path and (not name or _UNPLACED.match(name) is not None)
    body = "" if unplaced else _body(name, path)
    title = _ACTING.sub("", _text(row["title"]) or _text(row["label"]))
    grade = _text(row["grade"])
    return Seat(
        area=path,
        body=body,
        title=title,
        label="".join(path) + body + title if path else name + title,
        track=_text(row["track"]),
        tier=TIERS.get(_text(row["tier"]), 0),
        chief=grade == "正职" or (not grade and not title.startswith("副")),
    )
