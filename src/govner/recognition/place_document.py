"""What a document itself says about its places: its own areas, their towns, short forms of what it names in full."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from govner.gazetteer import PlaceVersion, load
from govner.gazetteer.chains import parse_chain
from govner.gazetteer.nearness import PREFECTURE, Nearness
from govner.recognition.place_lattice import AREA_LEVELS, End, listed_after, listed_before
from govner.segmentation import Analysis

_MOST_AREAS = 12
_MOST_COUNTIES = 24
#: Names of areas with suffix up to this length have one-character short names (佳县: 佳).
_LONGEST_ABBREVIATED = 4
#: Endings of areas that texts leave out once the full name is known.
_SHORTENED = frozenset({
    "县", "区", "市", "旗", "镇", "乡", "街道", "苏木", "村", "社区", "嘎查", "林场", "农场", "开发区", "新区",
})  # fmt: skip
_BASE_LENGTHS = (2, 3, 4)
#: A division of the Xinjiang corps has regiments and companies as areas.
_CORPS = re.compile("[一二三四五六七八九十0-9]团(?![队体员结伙])|兵团|师市")
_CORPS_WORDS = 3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of a document before its places are read.

    Attributes:
        nearness: the gazetteer, seen from the document.
        own: names of the document's own areas, with and without suffix.
        names: short names that the document makes likely and their level: t town of its counties, d named in full here.
        letters: one-character names, and the first and last characters of the areas that it names.
        corps: whether it speaks of regiments and companies as areas.
    """

    nearness: Nearness
    own: frozenset[str]
    names: Mapping[str, str]
    letters: frozenset[str]
    corps: bool


def surroundings(analysis: Analysis, ends: list[End], letters: frozenset[str]) -> Surroundings:
    """Reads a document's own area (the region given, else the area it names most) and what follows from it.

    Args:
        letters: one-character names of provinces and the like.
    """
    text = analysis.text
    named = Counter(
        text[start : item.end] for item in ends for start, level in item.known.items() if level in AREA_LEVELS
    )
    most_named = [name for name, _ in named.most_common(_MOST_AREAS)]
    own = [v for v in _own_areas(analysis, most_named) if v.code is not None]
    codes = {int(v.code[:6]) for v in own if v.code}
    counties = sorted(code for code in codes if code % 100)
    home = {code // 100 for code in codes if code % 10000}
    for name in most_named:
        found = load().county_codes(name)
        codes.update(found)
        counties += [code for code in found if code // 100 in home or len(found) == 1]
    nearness = Nearness(load(), codes)
    names = dict.fromkeys(_towns(counties), "t")
    names.update((base, "d") for base in _named_in_full(text, ends, nearness))
    bases = [v.base for v in own] + [name[:-1] for name in most_named if len(name) <= _LONGEST_ABBREVIATED]
    return Surroundings(
        nearness=nearness,
        own=frozenset(name for v in own for name in (v.name, v.base) if len(name) > 1),
        names=names,
        letters=letters.union(letter for base in bases for letter in (base[:1], base[-1:])),
        corps=len(_CORPS.findall(text)) >= _CORPS_WORDS,
    )


def _own_areas(analysis: Analysis, most_named: list[str]) -> Iterable[PlaceVersion]:
    """The document's own area and those above it, as far as the region or else the area named most tells."""
    article = analysis.article
    chain = parse_chain(article.region, article.published)[0] if article.region else ()
    if not chain and most_named:
        chain = parse_chain(most_named[0], article.published)[0]
    return (*chain[-1].chain, *chain) if chain else ()


def _towns(counties: Iterable[int]) -> Iterator[str]:
    """Names without suffix of the towns of some counties; of a prefecture (code ending in 00), none."""
    gazetteer = load()
    for code in list(dict.fromkeys(c for c in counties if c % 100))[:_MOST_COUNTIES]:
        yield from gazetteer.town_bases(code)


def _named_in_full(text: str, ends: Iterable[End], nearness: Nearness) -> Iterator[str]:
    """Names without suffix of areas that the text names with it and the gazetteer has near by."""
    for item in ends:
        if item.ending not in _SHORTENED:
            continue
        border = item.end - len(item.ending)
        for length in _BASE_LENGTHS:
            if border - length not in item.starts:
                break
            base = text[border - length : border]
            found = nearness.of(base, item.ending)
            if found is not None and found[1] >= PREFECTURE:
                yield base


def letter_run(text: str, position: int, letters: frozenset[str]) -> tuple[int, int]:
    """Start and end of the letters side by side, or listed, around a position (湘鄂渝, 京、津、冀).

    >>> letter_run("来到湘鄂渝交界", 3, frozenset("湘鄂渝"))
    (2, 5)
    """
    start, end = position, position + 1
    while start and (text[start - 1] in letters or listed_before(text, start, letters)):
        start -= 1
    while end < len(text) and (text[end] in letters or listed_after(text, end, letters)):
        end += 1
    return start, end
