"""The area that a document is about: that of the publishing site, or what title and body point to."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from govner.gazetteer import PlaceVersion, load
from govner.gazetteer.chains import day_of, long_ended, parse_chain
from govner.lexicons import Lexicons
from govner.records import AdminLevel, MentionType, PlaceKind
from govner.resolution.publisher import PublisherAreas, area_of_name
from govner.segmentation import Analysis

_TITLE_WEIGHT = 4
#: 县委, 我市, 全区: which level speaks of itself without its name.
_DEICTIC = re.compile(
    r"(?:(?<=[我全该本])|(?<![\u4e00-\u9fff]))([省市区县旗州镇乡])"
    r"(?=委|政府|人大|政协|长|领导|纪委|[^\u4e00-\u9fff]|[\u4e00-\u9fff]{1,6}[局厅办会])"
)
_LONGEST_AREA = 24
_TOWN_ENDINGS = ("街道", "镇", "乡")
#: The share of an area's names that one of its parts must have to be the document's area itself.
_SHARE, _DEEPEST = 0.6, 3
#: How often a document must speak of its 县 or 市.
_CLEAR = 2
_HIGHER = (PlaceKind.PROVINCE, PlaceKind.PREFECTURE, PlaceKind.COUNTY)


def document_chain(analysis: Analysis) -> tuple[tuple[PlaceVersion, ...], str | None]:
    """The document's area as a chain from the province down, and how it is known; empty where nothing points to one."""
    region = analysis.article.region
    note = ""
    if region:
        chain, length = parse_chain(region, analysis.article.published)
        if chain:
            rest = region[length:]
            basis = f"region given: {region}" + (f" ({rest} is not known there)" if rest else "")
            return (*chain[-1].chain, chain[-1]), basis
        note = f"region given, but not known: {region}; "
    chain, basis = _inferred(analysis)
    published, by = _publishers().chain(analysis.article.metadata, analysis.article.published)
    if by is not None and (not chain or chain[0].full_name == published[0].full_name or by.is_certain):
        chain, basis = published, str(by)
    return chain, (note + basis) or None if chain or note else None


@lru_cache(maxsize=1)
def _publishers() -> PublisherAreas:
    return PublisherAreas(Lexicons())


def _inferred(analysis: Analysis) -> tuple[tuple[PlaceVersion, ...], str]:
    """The area that most names lie in: from the province down, as long as one area has most of the names."""
    votes: Counter[str] = Counter()
    chains: dict[str, tuple[PlaceVersion, ...]] = {}
    for chain, weight in _evidence(analysis):
        for depth in range(1, len(chain) + 1):
            name = chain[depth - 1].full_name
            chains.setdefault(name, chain[:depth])
            votes[name] += weight
    best, above = "", sum(votes[n] for n in votes if len(chains[n]) == 1)
    whole = above
    for depth in range(1, _DEEPEST + 1):
        below = [n for n in votes if len(chains[n]) == depth and (not best or n.startswith(best))]
        top = max(below, key=lambda n: votes[n], default="")
        if not top or votes[top] < _SHARE * above:
            break
        best, above = top, votes[top]
    if not best:
        return (), ""
    chain = _at_the_words_level(chains[best], _own_word(analysis))
    best = chain[-1].full_name
    return chain, f"inferred: {votes[best]} of {whole} names lie in {best}"


def _evidence(analysis: Analysis) -> Iterator[tuple[tuple[PlaceVersion, ...], int]]:
    """Chains that the document names, with their weight."""
    on = analysis.article.published
    metadata = analysis.article.metadata
    yield area_of_name(metadata.information_source, on), _TITLE_WEIGHT
    if metadata.column:
        yield _full_chain(metadata.column[:_LONGEST_AREA], on), _TITLE_WEIGHT
    text = analysis.view.text
    end = -1
    towns: set[str] = set()
    for mention in analysis.mentions:
        if mention.type not in (MentionType.PLACE, MentionType.ORGANIZATION) or mention.start < end:
            continue
        end = mention.end
        name = text[mention.start : end]
        chain = _full_chain(name[:_LONGEST_AREA], on)
        if chain:
            yield chain, _TITLE_WEIGHT if analysis.sentence_at(mention.start).title else 1
        elif name.endswith(_TOWN_ENDINGS):
            towns.add(name)
    yield from _county_of(towns, on)


def _full_chain(text: str, on: date | None) -> tuple[PlaceVersion, ...]:
    """The areas of county level and above at the beginning of a name, if written with their suffix or alone."""
    chain, length = parse_chain(text, on)
    if not chain or (length < len(text) and not text.startswith(chain[0].name)):
        return ()
    if len(chain) == 1 and len(chain[0].base) == 1:  # 新区, 城区: some city's district of that name, or any city's
        return ()
    if len(chain) == 1 and long_ended(chain[0], on):
        return ()
    return tuple(v for v in (*chain[-1].chain, chain[-1]) if v.kind in _HIGHER)


def _county_of(towns: set[str], on: date | None) -> Iterator[tuple[tuple[PlaceVersion, ...], int]]:
    """The county that has most of the towns named, if no other has as many."""
    gazetteer = load()
    counties: Counter[int] = Counter()
    for name in sorted(towns):
        counties.update(gazetteer.town_counties(name))
    ranked = counties.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[1][1] < ranked[0][1]):
        county = _on_the_day(gazetteer.at(ranked[0][0], on), on)
        if county is not None and county.kind in _HIGHER:
            yield (*county.chain, county), ranked[0][1] * 2


def _on_the_day(county: PlaceVersion | None, on: date | None) -> PlaceVersion | None:
    """The county, or the one that it was on the day; None where that was several, or is not known."""
    if county is None or on is None or county.valid_from is None or county.valid_from <= on:
        return county
    earlier = [_on_the_day(version, on) for version in load().predecessors(county)]
    return earlier[0] if len(earlier) == 1 else None


def _own_word(analysis: Analysis) -> str:
    """The word by which the document speaks of its area (县 in 县委, 我县), "" where none is clear."""
    found = Counter(m[1] for m in _DEICTIC.finditer(analysis.text))
    # Where both 省 and 县 speak, the lower one is at home: the higher one visits.
    return next((letter for letter in "县区旗市州省" if found[letter] >= _CLEAR), "")


def _at_the_words_level(chain: tuple[PlaceVersion, ...], word: str) -> tuple[PlaceVersion, ...]:
    """The part of a chain that a document speaking of its 市 or 省 means."""
    if word == "省":
        return chain[:1]
    if word in ("市", "州") and chain[-1].kind is PlaceKind.COUNTY and chain[-1].suffix != "市":
        return chain[:-1]
    return chain


def at_level(chain: Iterable[PlaceVersion], level: AdminLevel) -> PlaceVersion | None:
    """The area of a level in a chain; None where the chain does not reach it."""
    for version in chain:
        if version.level is level:
            return version
    return None


def own_area(chain: tuple[PlaceVersion, ...], word: str) -> PlaceVersion | None:
    """The area that a bare 省, 市, 县 … means in a document of this area.

    市 is the prefecture, but where the document's county is a city itself (桐乡市), or the province, that one.
    """
    if word == "市":
        county = at_level(chain, AdminLevel.COUNTY)
        if county is not None and county.suffix == "市":
            return county
        return at_level(chain, AdminLevel.PREFECTURE) or next((v for v in chain if v.suffix == "市"), None)
    if word in ("省", "自治区"):
        return at_level(chain, AdminLevel.PROVINCE)
    if word in ("街道", "镇", "乡", "苏木", "街"):
        return at_level(chain, AdminLevel.TOWNSHIP)
    if word in ("社区", "村", "嘎查", "居民区"):
        return at_level(chain, AdminLevel.COMMUNITY)
    if word == "区":
        county = at_level(chain, AdminLevel.COUNTY)
        return county or next((v for v in chain if v.suffix == "自治区"), None)
    if word in ("县", "旗"):
        return at_level(chain, AdminLevel.COUNTY)
    if word in ("州", "盟", "地区"):
        return at_level(chain, AdminLevel.PREFECTURE)
    return None


def readable_day(published: date | None, chain: tuple[PlaceVersion, ...]) -> date | None:
    """The day on which names are looked up: that of publication, unless the document's area did not exist then."""
    own = chain[-1] if chain else None
    if own is None or own.valid_to is None or (published is not None and load().versions(own.row, published)):
        return published
    return day_of(own, None)


__all__ = ["at_level", "document_chain", "own_area", "readable_day"]
