"""Names of areas wherever they stand, also inside the names of bodies (大同 in 大同市政协), by the gazetteer."""
from __future__ import annotations

import re
from collections.abc import Iterable

from govner.gazetteer import load
from govner.lexicons import LiteralMatcher
from govner.recognition.place_lattice import area_names
from govner.records import MentionType
from govner.segmentation import Analysis, Candidate

Span = tuple[int, int]
_TOWN = re.compile(r"街道|苏木|[镇乡]")
_LONGEST_TOWN = 8
#: PLACE candidates at least this good are taken as areas too.
_LEAST_SCORE = 0.6


class AreaNames:
    """Finds the names of areas of county level and above, and what the places room proposes below.

    >>> from govner.reading import Article
    >>> text = "大同市政协主席，阜南县委书记"
    >>> [text[a:b] for a, b in AreaNames().find(Analysis.of(Article(raw=text)), [])]
    ['大同市', '阜南县']
    """

    def __init__(self) -> None:
        self._gazetteer = load()
        self._matcher = LiteralMatcher(area_names(self._gazetteer))

    def find(self, analysis: Analysis, candidates: Iterable[Candidate]) -> list[Span]:
        """Spans of area names, the longest at each start."""
        text = analysis.text
        ends: dict[int, int] = {}
        for start, end, _ in self._matcher.find(text):
            ends[start] = max(end, ends.get(start, 0))
        starts: dict[int, int] = {}
        for start, end in ends.items():
            starts[end] = min(start, starts.get(end, start))
        spans = {(start, end) for end, start in starts.items()}
        for candidate in candidates:
            if candidate.type is MentionType.PLACE and candidate.score >= _LEAST_SCORE:
                spans.add((candidate.start, candidate.end))
        return sorted(spans)

    def town_start(self, text: str, word: int, end: int, border: int) -> int | None:
        """Where a town of the gazetteer begins whose last word (镇, 街道) is `word:end`; None if it is in none."""
        for start in range(max(border, word - _LONGEST_TOWN), word - 1):
            if self._gazetteer.known(text[start:end]):
                return start
        return None
