"""Bodies abroad and missions: 法国驻沪总领事馆, 越南谅山省文朗县委; their names begin with a country."""
from __future__ import annotations

import re
from collections.abc import Iterator

from govner.lexicons import Lexicons
from govner.recognition.places import NameRow
from govner.records import PlaceKind

_HAN = "\u3400-\u9fff"
_MISSION = "(?:总领事馆|领事馆|大使馆|使馆|商务处|旅游局|办事处|代表处)"
_AREAS = f"(?:[{_HAN}]{{1,6}}?[省州府市县郡道区]){{1,3}}"
_ABROAD = "(?:委员会|党委|委|人民委员会|人民议会|议会|政府)(?=[、，。；代]|书记|副书记|主席|副主席|主任|副主任|常委)"


class Countries:
    """The countries of the lexicon of places, and the bodies that begin with the name of one.

    >>> countries = Countries(Lexicons())
    >>> text = "法国驻沪总领事馆和越南谅山省文朗县委书记"
    >>> [text[a:b] for a, b in countries.bodies(text)]
    ['法国驻沪总领事馆', '越南谅山省文朗县委']
    >>> countries.mission("德国驻沪总领事", 4), countries.mission("和韩国大使", 3), countries.mission("驻村书记", 2)
    ('德国驻沪', '韩国', None)
    """

    def __init__(self, lexicons: Lexicons) -> None:
        names = [r.name for r in lexicons.rows("place_names", NameRow) if r.kind is PlaceKind.COUNTRY]
        self._names = tuple(sorted(names, key=lambda n: (-len(n), n)))
        country = "(?:" + "|".join(map(re.escape, (*self._names, "中国"))) + ")"
        self._body = re.compile(f"{country}(?:驻[{_HAN}]{{1,6}}?{_MISSION}|{_AREAS}{_ABROAD})")
        self._before = re.compile(f"{country}(?:驻[{_HAN}]{{1,6}})?$")

    def bodies(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the bodies stand whose names begin with a country."""
        for match in self._body.finditer(text):
            if not match[0].startswith("中国") or "驻" in match[0]:
                yield match.span()

    def mission(self, text: str, end: int) -> str | None:
        """The country, with the place it is represented in, that stands right before the title of a diplomat."""
        match = self._before.search(text, max(0, end - 16), end)
        return match[0] if match else None

    def begins(self, name: str) -> bool:
        """Whether a name begins with a country other than China."""
        return name.startswith(self._names)
