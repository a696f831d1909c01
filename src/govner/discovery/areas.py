"""Provinces and prefectures by name, for where a term is used."""
from __future__ import annotations

from govner.gazetteer import Gazetteer, PlaceVersion
from govner.lexicons import LiteralMatcher

#: Codes of provinces: two digits from 11 (北京) to 82 (澳门), then zeros.
_PROVINCES = range(11, 83)


def area_names(gazetteer: Gazetteer) -> LiteralMatcher:
    """A matcher from names of provinces, with and without suffix, and of prefectures to their full names.

    Prefectures need their suffix: 大理 is in every 重大理论.

    >>> from govner.gazetteer import load
    >>> [name for _, _, name in area_names(load()).longest("浙江、徐州市等地推行")]
    ['浙江省', '江苏省徐州市']
    """
    names: dict[str, str] = {}
    for area in _areas(gazetteer):
        for name in (area.name, area.base if area.parent is None else area.name):
            names.setdefault(name, area.full_name)
    return LiteralMatcher(names)


def _areas(gazetteer: Gazetteer) -> list[PlaceVersion]:
    provinces = [gazetteer.at(str(code * 10_000)) for code in _PROVINCES]
    found: list[PlaceVersion] = []
    for province in provinces:
        if province is not None:
            found.append(province)
            found += [area for area in gazetteer.children(province) if area.code and area.code.endswith("00")]
    return found
