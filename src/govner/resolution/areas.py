"""Which area a body belongs to: explicit names by the gazetteer, 市 and 县 by the document and by what was named
before."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from operator import itemgetter

from govner.gazetteer import PlaceVersion, load
from govner.gazetteer.chains import find_in, parse_chain
from govner.reading.script import simplified_forms
from govner.records import AdminLevel, MentionType, Place
from govner.resolution.places import document_area
from govner.segmentation import Analysis

#: The names of an area and of those above it, from the province down.
Area = tuple[str, ...]

_MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})
#: What a deictic word may mean: the endings of area names.
_ENDINGS: dict[str, tuple[str, ...]] = {
    "省": ("省",),
    "自治区": ("自治区",),
    "市": ("市",),
    "州": ("自治州", "州"),
    "自治州": ("自治州",),
    "盟": ("盟",),
    "地区": ("地区",),
    "地": ("地区",),
    "县": ("县",),
    "自治县": ("自治县",),
    "旗": ("旗",),
    "自治旗": ("自治旗",),
    "区": ("区",),
    "镇": ("镇",),
    "乡": ("乡",),
    "街道": ("街道",),
    "苏木": ("苏木",),
    "社区": ("社区", "居民区"),
    "村": ("村",),
    "嘎查": ("嘎查",),
}
_LEVELS = (AdminLevel.TOWNSHIP, AdminLevel.COUNTY, AdminLevel.PREFECTURE, AdminLevel.PROVINCE)
#: How many named areas back the text is taken to mean when it says 镇 or 村.
_MEMORY = 400
_NOT_A_DISTRICT = ("自治区", "地区", "社区", "居民区")
_VILLAGES = ("村", "社区", "居民区", "嘎查")
#: How deep a county lies in the chain of areas.
_COUNTY = 3
_TOWN_OR_BELOW = frozenset({"镇", "乡", "街道", "苏木", "社区", "村", "嘎查"})


def short_name(area: Area) -> str:
    """The area as official short names of bodies spell it: from the prefecture down, municipalities with their own
    name.

    >>> short_name(("浙江省", "杭州市", "下城区")), short_name(("浙江省",)), short_name(("上海市", "静安区"))
    ('杭州市下城区', '浙江省', '上海市静安区')
    """
    if len(area) > 1 and area[0] not in _MUNICIPALITIES:
        return "".join(area[1:])
    return "".join(area)


def ends_like(name: str, word: str) -> bool:
    """Whether an area of this name can be what 市, 县, 区 … refers to."""
    if word == "区" and name.endswith(_NOT_A_DISTRICT):
        return False
    return name.endswith(_ENDINGS.get(word, (word,)))


class AreaContext:
    """The areas of a document: its own, and those it has named up to a position."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._on: date | None = analysis.article.published
        self._region: tuple[PlaceVersion, ...] = ()
        if analysis.article.region:
            region = analysis.article.region
            if analysis.article.script == "traditional":
                region = region.translate(simplified_forms())
            self._region = parse_chain(region, self._on)[0]
        self.region: Area = tuple(v.name for v in self._region) or self._document_place()
        self._positions: list[int] = []
        self._areas: list[Area] = []
        self._by_surface: dict[str, list[tuple[int, Area]]] = {}
        for mention in analysis.mentions:
            if mention.type is MentionType.ORGANIZATION and mention.attrs.get("area"):
                self._note(mention.start, mention.attrs["area"])
            place = analysis.entities.places.get(mention.ref)
            if mention.type is MentionType.PLACE and place is not None:
                area = self.of_place(place)
                surface = analysis.text[mention.start : mention.end]
                self._by_surface.setdefault(surface, []).append((mention.start, area))
                self._note(mention.start, area)

    def _document_place(self) -> Area:
        """The lowest area that the places room takes the document to be of."""
        for level in _LEVELS:
            place = document_area(self._analysis, level)
            if place is not None:
                return self.of_place(place)
        return ()

    def of_place(self, place: Place) -> Area:
        """The names along the chain of a place, as the rows of its chain tell them."""
        names: list[str] = []
        before = ""
        for row in [*(self._analysis.entities.places[i] for i in place.chain_ids), place]:
            full = row.full_name
            names.append(full[len(before) :] if full.startswith(before) else row.name)
            before = full
        return tuple(n for n in names if n)

    def _note(self, position: int, area: Area) -> None:
        index = bisect_right(self._positions, position)
        self._positions.insert(index, position)
        self._areas.insert(index, area)

    def note(self, position: int, area: Area) -> None:
        """Records that the text names an area at a position."""
        if area:
            self._note(position, area)

    def last_position(self, area: Area, position: int) -> int:
        """Where an area was last named before a position."""
        last = bisect_right(self._positions, position) - 1
        for index in range(last, max(-1, last - _MEMORY), -1):
            if self._areas[index][: len(area)] == area:
                return self._positions[index]
        return -1

    def before(self, position: int, word: str) -> Area | None:
        """The last area named before a position that 市, 县, 镇 … can refer to."""
        last = bisect_right(self._positions, position) - 1
        for index in range(last, max(-1, last - _MEMORY), -1):
            area = self._areas[index]
            for length in range(len(area), 0, -1):
                if ends_like(area[length - 1], word):
                    return area[:length]
        return None

    def document(self, word: str) -> Area | None:
        """The document's own area that 省, 市, 县 … refers to."""
        for length in range(len(self.region), 0, -1):
            if ends_like(self.region[length - 1], word):
                return self.region[:length]
        return None

    def deictic(self, word: str, position: int) -> Area | None:
        """What 市, 县, 镇 … refers to at a position: towns and villages are those named last, the rest the
        document's."""
        if word in _TOWN_OR_BELOW:
            found = self.before(position, word)
            if found is None and word in ("镇", "乡", "街道"):
                found = next((a for w in ("镇", "乡", "街道") if (a := self.before(position, w))), None)
            return found or self.document(word)
        if word == "师市":
            return None
        return self.document(word) or self.before(position, word)

    def named(self, name: str, position: int) -> Area | None:
        """The area of a name that the text spells out."""
        mentions = self._by_surface.get(name)
        if mentions:
            later = bisect_left(mentions, position, key=itemgetter(0))
            return min(mentions[max(0, later - 1) : later + 1], key=lambda m: abs(m[0] - position))[1]
        for depth in range(len(self.region), 0, -1):
            if self.region[depth - 1] == name or self._curtailed(name, self.region[depth - 1]):
                return self.region[:depth]
        village = name.endswith(_VILLAGES)
        for depth, above in reversed(list(enumerate(self._region, 1))):
            if village and depth < len(self._region) and depth < _COUNTY:
                break  # a village of this name in another county is another one
            found = find_in(name, self._on, above)
            if found:
                return _names(found[0])
        return self._anywhere(name, position)

    def _anywhere(self, name: str, position: int) -> Area | None:
        """An area of this name in the whole country: in one that was named, or the only one, or the largest."""
        gazetteer = load()
        found = gazetteer.lookup(name, self._on) or gazetteer.lookup(name)
        if not found:
            areas, length = parse_chain(name, self._on)
            return _names(areas[-1]) if areas and length == len(name) else None
        chains = [_names(v) for v in found]
        last = bisect_right(self._positions, position)
        near = self._areas[max(0, last - _MEMORY) : last]
        for chain in chains:
            if any(chain[:-1] and chain[:-1] == area[: len(chain) - 1] for area in near):
                return chain
        if name.endswith(_VILLAGES) and self.region:
            chains = [c for c in chains if c[: len(self.region[:_COUNTY])] == self.region[:_COUNTY]]
            if not chains:
                return None
        return chains[0] if len(chains) == 1 or len(chains[0]) <= 3 else None

    @staticmethod
    def _curtailed(name: str, full: str) -> bool:
        """恩施州 for 恩施土家族苗族自治州, 三江县 for 三江侗族自治县."""
        return len(name) > 2 and name[-1] == full[-1] and full.startswith(name[:-1])


def _names(version: PlaceVersion) -> Area:
    return (*(v.name for v in version.chain), version.name)
