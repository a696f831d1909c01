"""Names of areas that need no weighing: known names in places where nothing else can stand.

Models that learn from articles of one area each take the short names of others for unlikely. But a short name of the
document's own area, or of one that the text names in full, is certain where it acts (卢氏要把…) or is visited
(来琼海调研), and so is a full name that is called former (原江干区) or names a people (延边朝鲜族自治州).
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from govner.recognition.place_chains import AFTER
from govner.recognition.place_features import PlaceFeatures
from govner.recognition.place_lattice import AREA_LEVELS, OF_A_PEOPLE, End
from govner.recognition.terms import CERTAIN
from govner.records import MentionType
from govner.segmentation import Candidate

_ACTS = re.compile("要(?![闻素点])|将|也|是|地处|坚持|把|正|已|的")
_VISITED = re.compile("调研|考察|检查|指导|视察|学习|开展|参观|慰问|督导|督查|召开|举行|走访|巡察|[，。、和]")
_MOTION = frozenset("来赴到在抵访")
_SUFFIXES = "县市区旗州盟"
_BEGINS = ("edge", "clause")


def certain_names(ends: list[End], features: PlaceFeatures) -> Iterator[Candidate]:
    """The certain names among a document's possible ends."""
    for item in ends:
        for start, level in item.known.items():
            if level in ("f", "c"):
                certain = _short_name(features, start, item.end)
            else:
                certain = level in AREA_LEVELS and _long_name(features.text, start, item.end)
            if certain:
                yield Candidate(MentionType.PLACE, start, item.end, "places.document", CERTAIN)


def _long_name(text: str, start: int, end: int) -> bool:
    """Whether a full name is called former, or names a people and begins no body's name."""
    of_a_people = text.startswith(OF_A_PEOPLE, end - len(OF_A_PEOPLE) - 1) and AFTER.match(text, end) is not None
    return of_a_people or text[start - 1 : start] == "原"


def _short_name(features: PlaceFeatures, start: int, end: int) -> bool:
    """Whether a short name is one of the document's areas, and stands where only an area can."""
    text = features.text
    name = text[start:end]
    if text[end : end + 1] in tuple(_SUFFIXES) or name in features.words.common:
        return False
    motion = text[start - 1 : start] in _MOTION and _VISITED.match(text, end) is not None
    begins = features.class_before(start) in _BEGINS and _ACTS.match(text, end) is not None
    if not motion and not begins:
        return False
    if name in features.own or any(name + suffix in text for suffix in _SUFFIXES):
        return True
    found = features.nearness.of(name, "")
    return motion and found is not None and found[0] == "a" and found[1] > 0
