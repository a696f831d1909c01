"""Reading a written chain of areas (浙江省杭州市下城区天水街道) from left to right."""
from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from govner.gazetteer.gazetteer import load
from govner.gazetteer.version import PlaceVersion
from govner.records import PlaceKind

_LONGEST_NAME = 16
_INTERCHANGEABLE = frozenset({"街道", "镇", "乡", "苏木", "社区", "村", "居委会", "居民区", "嘎查"})
#: For how many years after its end an area is still meant by its name.
_REMEMBERED = 10
_TOP = (PlaceKind.PROVINCE, PlaceKind.PREFECTURE, PlaceKind.COUNTY)


@lru_cache(maxsize=4096)
def parse_chain(text: str, on: date | None = None) -> tuple[tuple[PlaceVersion, ...], int]:
    """The areas that a chain names, and how many characters were understood.

    The first link is a province, prefecture or county; each next one lies in the one before. Where the chain fits no
    area of the day, that of any day is taken: an article may use a name that has just been changed.

    >>> areas, length = parse_chain("浙江省杭州市下城区", date(2020, 9, 8))
    >>> areas[-1].full_name, areas[-1].code, length
    ('浙江省杭州市下城区', '330103', 9)
    """
    areas: list[PlaceVersion] = []
    position = 0
    while position < len(text):
        step = _next_link(text, position, on, areas[-1] if areas else None)
        if step is None:
            break
        areas.append(step[0])
        position = step[1]
    return tuple(areas), position


def as_written(version: PlaceVersion, name: str) -> PlaceVersion:
    """The version under the suffix that the text gives it, where one place may have several (X乡, later X镇)."""
    suffix = name[len(version.base) :]
    if name == version.name or not name.startswith(version.base) or suffix not in _INTERCHANGEABLE:
        return version
    return replace(version, suffix=suffix) if version.suffix in _INTERCHANGEABLE else version


def under(version: PlaceVersion, parent: PlaceVersion) -> PlaceVersion:
    """The version moved to the parent that the text gives it; codes of another parent are not its codes."""
    above = version.parent
    if above is None or above.full_name == parent.full_name:
        return version
    if above.same_as(parent):
        return replace(version, parent=parent)
    if version.within(parent):
        return replace(version, parent=under(above, parent))
    return replace(version, parent=parent, code=None, valid_from=None, valid_to=parent.valid_to)


def day_of(area: PlaceVersion | None, on: date | None) -> date | None:
    """The day to look at: that given, else one on which the area (which may have ended) still held."""
    if on is None and area is not None and area.valid_to is not None:
        return area.valid_to - timedelta(days=200 if not area.exact else 1)
    return on


def long_ended(area: PlaceVersion, on: date | None) -> bool:
    """Whether an area had ended so long before a day that its mere name hardly means it any more.

    >>> long_ended(load().lookup("滨海区")[0], date(2023, 5, 18))  # of 宁波市, until 1987
    True
    """
    return on is not None and area.valid_to is not None and on.year - area.valid_to.year > _REMEMBERED


def find_in(name: str, on: date | None, above: PlaceVersion) -> list[PlaceVersion]:
    """Areas of a name inside another, on the day, else on any day and then moved there."""
    gazetteer = load()
    day = day_of(above, on)
    found = gazetteer.lookup(name, day, above, similar=True)
    if not found and day is not None:
        current = gazetteer.at(above.code) if above.code else None
        for area in (current, *gazetteer.successors(above)):
            found = found or ([] if area is None else gazetteer.lookup(name, None, area, similar=True))
    return [as_written(under(v, above), name) for v in found if v.row != above.row]


def _next_link(
    text: str, position: int, on: date | None, above: PlaceVersion | None
) -> tuple[PlaceVersion, int] | None:
    gazetteer = load()
    for length in range(min(_LONGEST_NAME, len(text) - position), 1, -1):
        name = text[position : position + length]
        if above is not None:
            found = find_in(name, on, above) if gazetteer.known(name) else []
        else:
            found = _tops(name, text[position + length :], on)
        if found:
            return found[0], position + length
    return None


def _tops(name: str, rest: str, on: date | None) -> list[PlaceVersion]:
    gazetteer = load()
    for day in (on, None) if on is not None else (None,):
        found = [v for v in gazetteer.areas(name, day) if v.kind in _TOP]
        if found:
            return _best_first(found, rest, day) if len(found) > 1 else found
    return []


def _best_first(found: list[PlaceVersion], rest: str, on: date | None) -> list[PlaceVersion]:
    """Of several areas of one name, the one in which the rest of the chain can be read, else the largest."""
    gazetteer = load()
    for version in found:
        for length in range(min(_LONGEST_NAME, len(rest)), 1, -1):
            name = rest[:length]
            if gazetteer.known(name) and gazetteer.lookup(name, day_of(version, on), version):
                return [version]
    if rest or found[0].kind is PlaceKind.COUNTY:
        return []
    return found[:1]
