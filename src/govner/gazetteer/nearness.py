"""How near an area of some name lies to a document's own area: what tells a name from a mere word."""
from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from govner.gazetteer.gazetteer import Gazetteer

#: Rows looked at per name: 和平村 has hundreds.
_MOST_ROWS = 300
ELSEWHERE, PROVINCE, PREFECTURE, COUNTY = 0, 1, 2, 3


class Nearness:
    """Answers for one document.

    Args:
        counties: codes of the document's own areas and of those that it names.
    """

    def __init__(self, gazetteer: Gazetteer, codes: Iterable[int]) -> None:
        self._gazetteer = gazetteer
        codes = set(codes)
        self._counties = frozenset(c for c in codes if c % 100)
        self._prefectures = frozenset(c // 100 for c in codes if c % 10000)
        self._provinces = frozenset(c // 10000 for c in codes)
        self.of = lru_cache(maxsize=1 << 14)(self._of)

    def _of(self, base: str, suffix: str) -> tuple[str, int] | None:
        """The level (a area, t township, c community) and nearness of the nearest area so called, or None.

        A community whose suffix differs counts too, at its level in lower case; without any suffix, `suffix` is "".
        """
        best: tuple[int, str] | None = None
        for level, code in self._gazetteer.named(base, suffix, _MOST_ROWS):
            if code in self._counties:
                near = COUNTY
            elif code // 100 in self._prefectures:
                near = PREFECTURE
            else:
                near = PROVINCE if code // 10000 in self._provinces else ELSEWHERE
            if best is None or (near, level) > best:
                best = near, level
        return None if best is None else (best[1], best[0])
