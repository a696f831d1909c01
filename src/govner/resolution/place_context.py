"""The area that a document is about: that of the publishing site, or what title and body point to."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from govner.gazetteer import PlaceVersion, load
from govner.gazetteer.chains import day_of, parse_chain
from govner.records import AdminLevel, MentionType, PlaceKind
from govner.segmentation import Analysis

_TITLE_WEIGHT = 4
#: 县委, 我市, 全区: which level speaks of itself without its name.
_DEICTIC = re.compile(
    r"(?:(?<=[我全该本])|(?<![\u4e00-\u9fff]))([省市区县旗州镇乡])"
    r"(?=委|政府|人大|政协|长|领导|纪委|[^\u4e00-\u9fff]|[\u4e00-\u9fff]{1,6}[局厅办会])"
)
_LEVELS: dict[str, tuple[PlaceKind, ...]] = {
    "省": (PlaceKind.PROVINCE,),
    "市": (PlaceKind.PREFECTURE, PlaceKind.COUNTY),
    "州": (PlaceKind.PREFECTURE,),
    "区": (PlaceKind.COUNTY,),
    "县": (PlaceKind.COUNTY,),
    "旗": (PlaceKind.COUNTY,),
    "镇": (PlaceKind.TOWNSHIP,),
    "乡": (PlaceKind.TOWNSHIP,),
}
_LONGEST_AREA = 24
_HIGHER = (PlaceKind.PROVINCE, PlaceKind.PREFECTURE, PlaceKind.COUNTY)


def document_chain(analysis: Analysis) -> tuple[tuple[PlaceVersion, ...], str | None]:
    """The document's area as a chain from the province down, and how it is known; empty where nothing points to one."""
    region = analysis.article.region
    note = ""
    if region:
        chain, length = parse_chain(region, analysis.article.published)
        if chain:
            rest = region[length:]
            return chain, f"region given: {region}" + (f" ({rest} is not known there)" if rest else "")
        note = f"region given, but not known: {region}; "
    chain, basis = _inferred(analysis)
    return chain, (note + basis) or None if chain or note else None


def _inferred(analysis: Analysis) -> tuple[tuple[PlaceVersion, ...], str]:
    on = analysis.article.published
    votes: Counter[str] = Counter()
    chains: dict[str, tuple[PlaceVersion, ...]] = {}
    for text, weight in _evidence(analysis):
        chain, _ = parse_chain(text, on)
        chain = tuple(v for v in chain if v.kind in _HIGHER)
        for depth in range(1, len(chain) + 1):
            name = chain[depth - 1].full_name
            chains.setdefault(name, chain[:depth])
            votes[name] += weight * depth
    if not votes:
        return (), ""
    wanted = _deictic_kinds(analysis)
    fitting = [n for n in votes if chains[n][-1].kind in wanted] or list(votes)
    best = max(fitting, key=lambda n: (votes[n], -list(votes).index(n)))
    return chains[best], f"inferred: {votes[best]} of {sum(votes.values())} votes for {best}"


def _evidence(analysis: Analysis) -> Iterator[tuple[str, int]]:
    """Names that may begin with an area, with their weight."""
    metadata = analysis.article.metadata
    for printed in (metadata.information_source, metadata.column):
        if printed:
            yield printed[:_LONGEST_AREA], _TITLE_WEIGHT
    view = analysis.view
    end = -1
    for mention in analysis.mentions:
        if mention.type not in (MentionType.PLACE, MentionType.ORGANIZATION) or mention.start < end:
            continue
        title = analysis.sentence_at(mention.start).title
        end = mention.end
        yield view.text[mention.start : mention.end][:_LONGEST_AREA], _TITLE_WEIGHT if title else 1


def _deictic_kinds(analysis: Analysis) -> tuple[PlaceKind, ...]:
    found = Counter(m[1] for m in _DEICTIC.finditer(analysis.text))
    # Where both 省 and 县 speak, the lower one is at home: the higher one visits.
    for letter in ("镇", "乡", "县", "区", "旗", "市", "州", "省"):
        if found[letter] >= 2:
            return _LEVELS[letter] if letter not in "镇乡" else _HIGHER
    return _HIGHER


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
