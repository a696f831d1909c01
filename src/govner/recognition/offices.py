"""The area right before the title of its head: 江西省副省长, 辽宁省长, 内蒙古自治区副主席.

Models that learn from articles of one area each take such names of others for unlikely; but a name that the gazetteer
knows, of the level that the title governs, is certain.
"""
from __future__ import annotations

import re

from govner.gazetteer import PlaceVersion, load
from govner.gazetteer.chains import find_in
from govner.recognition.terms import CERTAIN
from govner.records import MentionType, PlaceKind
from govner.segmentation import Analysis, Candidate

#: The rule of places that stand before the titles of their heads.
OFFICE_RULE = "places.office"
#: Not of towns: one that appears with its head acts, and is a body.
_TITLE = re.compile("(?P<modifier>(?:原|代)?(?:常务副|副|代)?)(?P<title>[省市县区州盟旗]长|主席|专员)")
#: The endings of an area that each title is of, longest first; the shorter ones of 自治州 and 自治县 are among them.
_ENDINGS = {"主席": ("自治区",), "专员": ("地区",)}
_LONGEST = 14
_HAN = re.compile("[\u4e00-\u9fff]+$")
_LONGEST_PART = 5
_GOVERNED = (PlaceKind.PROVINCE, PlaceKind.PREFECTURE, PlaceKind.COUNTY)


class OfficeRecogniser:
    """Proposes the areas that stand before titles of their heads.

    >>> from govner.reading import Article
    >>> text = "江西省副省长王立、辽宁省长李文和任合肥市副市长的秦风到会。"
    >>> [text[c.start : c.end] for c in OfficeRecogniser()(Analysis.of(Article(raw=text)))]
    ['江西省', '辽宁', '合肥市']
    """

    def __call__(self, analysis: Analysis) -> list[Candidate]:
        text = analysis.view.text
        found = []
        for match in _TITLE.finditer(text):
            start = _area_before(text, match)
            if start is not None:
                found.append(Candidate(MentionType.PLACE, start, match.start(), rule=OFFICE_RULE, score=CERTAIN))
        return found


def _area_before(text: str, title: re.Match[str]) -> int | None:
    """Where the area before a title begins."""
    end = title.start()
    run = _HAN.search(text, max(0, end - _LONGEST), end)
    if run is None:
        return None
    endings = _ENDINGS.get(title["title"], (title["title"][0],))
    for start in range(run.start(), end - 2):
        name = text[start:end]
        if name.endswith(endings) and len(name) > 2 and _areas(name):
            return start
    if title["modifier"] or len(endings[0]) > 1:
        return None
    for start in range(run.start(), end - 1):
        areas = _areas(text[start:end] + endings[0])
        if areas:
            return None if _part_follows(text, title.end() - 1, areas) else start
    return None


def _areas(name: str) -> list[PlaceVersion]:
    """The administrative areas of just this name, whose proper part is more than one character."""
    gazetteer = load()
    if not gazetteer.known(name):
        return []
    versions = gazetteer.lookup(name)
    return [v for v in versions if v.kind in _GOVERNED and v.suffix.endswith(name[-1]) and len(v.base) > 1]


def _part_follows(text: str, position: int, areas: list[PlaceVersion]) -> bool:
    """Whether a name that begins with 长 is of a part of the area: 湖南省 + 长沙, 清河区 + 长西街道."""
    gazetteer = load()
    names = (text[position : position + length] for length in range(2, _LONGEST_PART + 1))
    known = [name for name in names if gazetteer.known(name)]
    return any(find_in(name, None, area) for name in known for area in areas)
