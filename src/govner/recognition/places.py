"""Places: areas by gazetteer and ending, communities, roads, venues, natural features, zones, regions."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from govner.gazetteer import load
from govner.gazetteer.chains import parse_chain
from govner.lexicons import Lexicons, Row
from govner.recognition.place_certain import certain_names
from govner.recognition.place_chains import Run, addresses, areas_abroad, written_chains
from govner.recognition.place_document import surroundings
from govner.recognition.place_features import ContextWords, PlaceFeatures
from govner.recognition.place_lattice import End, Lattice, area_names
from govner.recognition.place_model import PlaceModel
from govner.recognition.place_sites import rooms, stops
from govner.recognition.terms import CERTAIN
from govner.records import MentionType, PlaceKind
from govner.resources import models_dir
from govner.segmentation import Analysis, Candidate

#: Candidates below the first probability are not proposed; those below the second are left to a tagger to confirm.
_LEAST, _LIKELY = 0.06, 0.25
#: An area this likely lends its facilities (X社区文化礼堂) at least this probability.
_SURE_AREA, _FACILITY, _LONGEST_FACILITY = 0.5, 0.7, 12
# 在…进行座谈: what stands between is where it was held.
_HELD = re.compile("进行|召开|举行|举办|开展|主持|组织|启动|开幕")
_ITEM_ENDS = ("、", "，", "。", "；", "和", "等")
_LINK = 0.9
#: A numbered room is as often marked whole as only the house it is in.
_ROOM = 0.8
#: How likely, beside its part, a whole name must be: parts with an ending of their own may be neighbours of the rest.
_NAMED, _UNNAMED, _WHOLES_LOOKED_AT = 0.7, 0.35, 6


class EndingRow(Row):
    """An ending of places' names and the kind it makes."""

    ending: str
    kind: PlaceKind


class NameRow(Row):
    """A name that is no administrative area of China: a region, a country, a river."""

    name: str
    kind: PlaceKind
    note: str | None = None


class ShortNameRow(Row):
    """How often a short name is the area's, see training/place_statistics.py."""

    name: str
    seen: int
    suffixed: int
    preceded: int


class AbbreviationRow(Row):
    """A short name that is no part of the full one (甬 for 宁波)."""

    name: str
    code: str
    note: str | None = None


class ContextRow(Row):
    """A word before or after places and its class."""

    word: str
    kind: str


class GenericRow(Row):
    """A word that is no name of its own in a place's name (便民 in 便民服务中心)."""

    word: str


class PlaceRecogniser:
    """Proposes PLACE candidates with the probability that they are one.

    Args:
        weights: another file of weights than the shipped one.

    >>> from govner.reading import Article
    >>> text = "王立先后来到长庆街道王马社区调研。"
    >>> found = PlaceRecogniser(Lexicons())(Analysis.of(Article(raw=text, region="浙江省杭州市")))
    >>> [text[c.start : c.end] for c in found if c.score > 0.7]
    ['长庆街道', '王马社区']
    """

    def __init__(self, lexicons: Lexicons, weights: Path | None = None) -> None:
        self.lattice = make_lattice(lexicons)
        self.shares, self.words = shares(lexicons), context_words(lexicons)
        self.model = PlaceModel(weights or models_dir() / "places" / "weights.json")

    def __call__(self, analysis: Analysis) -> list[Candidate]:
        text = analysis.text
        ends, features = document_features(analysis, self.lattice, self.words, self.shares)
        found = [
            _Found(start, item.end, probability, item.kind)
            for item in ends
            for start, probability in zip(item.starts, self.model.probabilities(item, features), strict=False)
            if probability >= _LEAST
        ]
        found = self._with_facilities(ends, self._with_links(analysis, ends, found), text)
        found = _raised(found, rooms(text), _ROOM)
        runs = [
            *written_chains(ends, features, analysis.article.published),
            *areas_abroad(ends, text),
            *addresses(ends, text),
        ]
        whole = _outside_runs(_without_parts(found), runs)
        likely = {(f.start, f.end) for f in found if f.probability >= _LIKELY}
        sites = ((start, end) for start, border, end in stops(text) if (border, end) not in likely)
        certain = {*chain.from_iterable(links for links, _, _ in runs), *sites}
        return [
            *map(_candidate, whole),
            *(Candidate(MentionType.PLACE, *span, "places.written", CERTAIN) for span in sorted(certain)),
            *certain_names(ends, features),
        ]

    def _with_links(self, analysis: Analysis, ends: list[End], found: list[_Found]) -> list[_Found]:
        """Raises an area that the gazetteer knows to lie in the one written right before it (东营市|河口区)."""
        text, on = analysis.text, analysis.article.published
        by_start: dict[int, list[End]] = {}
        for item in ends:
            for start, level in item.known.items():
                if level in ("F", "C"):
                    by_start.setdefault(start, []).append(item)
        result = {(f.start, f.end): f for f in found}
        for area in found:
            if area.kind != PlaceKind.COUNTY.value or area.probability < _SURE_AREA:
                continue
            for item in by_start.get(area.end, ()):
                chain, length = parse_chain(text[area.start : item.end], on)
                if len(chain) == 2 and length == item.end - area.start:
                    link = result.get((area.end, item.end))
                    if link is None or link.probability < _LINK:
                        result[area.end, item.end] = _Found(area.end, item.end, _LINK, item.kind)
        return list(result.values())

    def _with_facilities(self, ends: list[End], found: list[_Found], text: str) -> list[_Found]:
        """Raises an area's own facility: common words after its name (X社区文化礼堂), or where something is held."""
        positions = [item.end for item in ends]
        known = {(f.start, f.end): i for i, f in enumerate(found)}
        result = list(found)
        for area in found:
            if area.kind != PlaceKind.COUNTY.value or area.probability < _SURE_AREA:
                continue
            index, longest = bisect_right(positions, area.end), None
            while index < len(ends) and positions[index] <= area.end + _LONGEST_FACILITY:
                item = ends[index]
                index += 1
                if item.kind != PlaceKind.VENUE.value or area.start not in item.starts:
                    continue
                rest = text[area.end : item.end - len(item.ending)]
                held = text.startswith("在", area.start - 1) and _HELD.match(text, item.end)
                if self.words.proper(rest) and not held and not self._is_item(text, area.start, item.end):
                    continue
                longest = item
            if longest is None or len(longest.ending) < 2:
                continue
            place = known.get((area.start, longest.end))
            if place is None:
                result.append(_Found(area.start, longest.end, _FACILITY, longest.kind))
            elif result[place].probability < _FACILITY:
                result[place] = replace(result[place], probability=_FACILITY)
        return result

    def _is_item(self, text: str, start: int, end: int) -> bool:
        """Whether a stretch is all that stands between two marks of a list of stops."""
        if text[end : end + 1] not in _ITEM_ENDS:
            return False
        return text[start - 1 : start] in ("、", "和") or self.words.before(text, start) == "visit"


@dataclass(frozen=True, slots=True)
class _Found:
    """A likely place and the kind that its ending makes ("" without one)."""

    start: int
    end: int
    probability: float
    kind: str


def _candidate(found: _Found) -> Candidate:
    """A place to propose; a doubtful one scores nothing, but says how likely it is."""
    score = 0.5 + 0.32 * found.probability
    rule = "places.ending" if found.kind else "places.name"
    if found.probability >= _LIKELY:
        return Candidate(MentionType.PLACE, found.start, found.end, rule, score)
    return Candidate(MentionType.PLACE, found.start, found.end, rule, 0.0, attrs={"chance": score})


def _without_parts(found: list[_Found]) -> Iterator[_Found]:
    """All but the parts of administrative names: no 宁 in 宁国市, no 青年路 in 青年路西社区."""
    wholes = sorted((f for f in found if f.kind == PlaceKind.COUNTY.value), key=lambda f: f.end)
    position = 0
    for item in sorted(found, key=lambda f: f.end):
        while position < len(wholes) and wholes[position].end < item.end:
            position += 1
        for whole in wholes[position : position + _WHOLES_LOOKED_AT]:
            longer = whole.start <= item.start and whole.end - whole.start > item.end - item.start
            if longer and whole.probability >= item.probability * (_NAMED if item.kind else _UNNAMED):
                break
        else:
            yield item


def _raised(found: list[_Found], spans: Iterable[tuple[int, int]], probability: float) -> list[_Found]:
    """The same places, with those that their form makes likely."""
    kind = PlaceKind.VENUE.value
    result = {(f.start, f.end): f for f in found}
    for start, end in spans:
        known = result.get((start, end))
        if known is None or known.probability < probability:
            result[start, end] = _Found(start, end, probability, kind)
    return list(result.values())


def _outside_runs(found: Iterable[_Found], runs: list[Run]) -> Iterator[_Found]:
    """All but what lies in a run of certain places without being one of them: no road in an address."""
    ordered = sorted(runs, key=lambda run: run[1])
    starts = [start for _, start, _ in ordered]
    for item in found:
        index = bisect_right(starts, item.start) - 1
        if index < 0 or item.end > ordered[index][2]:
            yield item


def make_lattice(lexicons: Lexicons) -> Lattice:
    """The lattice of the shipped gazetteer and the lexicons."""
    names = dict(area_names(load()))
    letters = set(load().letters)
    for row in lexicons.rows("place_abbreviations", AbbreviationRow):
        if len(row.name) == 1:
            letters.add(row.name)
        else:
            names.setdefault(row.name, "r")
    names.update({
        row.name: "n" if row.kind is PlaceKind.COUNTRY else "w" if row.kind is PlaceKind.NATURAL else "r"
        for row in lexicons.rows("place_names", NameRow)
    })
    endings = {row.ending: row.kind.value for row in lexicons.rows("place_endings", EndingRow)}
    return Lattice(endings, names, letters)


def shares(lexicons: Lexicons) -> dict[str, str]:
    """Short name → its buckets, as `PlaceFeatures` reads them."""
    rows = lexicons.rows("place_short_names", ShortNameRow)
    return {
        row.name: f"{min(row.seen, 15) // 3}/{max(-10, row.suffixed // 4)}/{max(-10, row.preceded // 4)}"
        for row in rows
    }


def context_words(lexicons: Lexicons) -> ContextWords:
    """The words that stand before and after places."""
    leaders, followers = (
        {row.word: row.kind for row in lexicons.rows(name, ContextRow)} for name in ("place_leaders", "place_followers")
    )
    generics = [row.word for row in lexicons.rows("place_generics", GenericRow)]
    common = [row.word for row in lexicons.rows("common_words", GenericRow)]
    return ContextWords(leaders, followers, generics, common)


def document_features(
    analysis: Analysis, lattice: Lattice, words: ContextWords, short_names: dict[str, str]
) -> tuple[list[End], PlaceFeatures]:
    """All possible ends of a document's places, and their features."""
    text = analysis.text
    ends = lattice.ends(text)
    document = surroundings(analysis, ends, lattice.letters)
    ends = lattice.with_document(text, ends, document.names, document.letters)
    return ends, PlaceFeatures(text, ends, words, short_names, document)
