"""Place mentions to dated areas, and the document's own area.

The resolver also serves the rooms after it: `place_for` finds the area that an organisation's name contains,
`document_area` the document's own province, city, county or township.
"""
from __future__ import annotations

from dataclasses import dataclass

from govner.gazetteer import PlaceVersion, load
from govner.gazetteer.chains import find_in
from govner.lexicons import Lexicons
from govner.records import AdminLevel, MentionType, Place, PlaceKind
from govner.resolution.place_context import at_level, document_chain, own_area, readable_day
from govner.resolution.place_index import AbbreviationRow, Finding, PlaceIndex, abbreviation_rows
from govner.resolution.place_kinds import PlaceKinds
from govner.resolution.place_table import PlaceTable, outside
from govner.segmentation import Analysis, Candidate

_OWN_WORDS = frozenset({
    "省", "市", "县", "区", "旗", "州", "盟", "地区", "镇", "乡", "街道", "街", "苏木", "村", "社区", "嘎查", "自治区",
    "居民区",
})
_OWN_PREFIX = frozenset("我全该本")
_ADMINISTRATIVE = (
    PlaceKind.PROVINCE, PlaceKind.PREFECTURE, PlaceKind.COUNTY, PlaceKind.TOWNSHIP, PlaceKind.COMMUNITY
)
#: How many names written one after the other may lie in one another.
_DEEPEST = 12
#: Between two names of one list (上城、下城和江干三区).
_SEPARATORS = frozenset({"、", "和", "及", "与", "以及", "，"})


@dataclass(slots=True)
class _State:
    """What the resolver keeps with the analysis for the rooms after it."""

    index: PlaceIndex
    table: PlaceTable


class PlaceResolver:
    """Gives every place mention its row.

    Adds rows to ``analysis.entities.places`` and sets ``mention.ref``, ``analysis.document_place`` and
    ``analysis.document_place_basis``. Names without a likely area get a row that says "unresolved".
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self._abbreviations = abbreviation_rows(lexicons)
        self._kinds = PlaceKinds(lexicons)

    def __call__(self, analysis: Analysis) -> None:
        state = _prepare(analysis, self._abbreviations)
        places = [m for m in analysis.mentions if m.type is MentionType.PLACE]
        findings = _Pass(analysis, state.index, self._kinds, places).run()
        for mention, finding in zip(places, findings, strict=True):
            name = _name(analysis, mention)
            row = state.table.row(finding.version, finding.basis, finding.candidates, name)
            mention.ref = row.id
        if state.index.own is not None:
            analysis.document_place = state.table.row(state.index.own, "publisher").id


class _Pass:
    """One document's mentions: chains first, since they say most, then names that stand alone."""

    def __init__(
        self, analysis: Analysis, index: PlaceIndex, kinds: PlaceKinds, mentions: list[Candidate]
    ) -> None:
        self.analysis, self.index, self.kinds, self.mentions = analysis, index, kinds, mentions
        self.findings: list[Finding | None] = [None] * len(mentions)
        self.names = [_name(analysis, m) for m in mentions]
        self.inner = self._inner()
        self.left = self._left()
        self._abroad: dict[str, Finding] = {}

    def run(self) -> list[Finding]:
        for i in range(len(self.mentions)):
            if self.left[i] is None and self._is_large(self.names[i]):
                self._resolve(i)
        for i in range(len(self.mentions)):
            if self.left[i] is not None:
                self._resolve(i)
        for i in range(len(self.mentions)):
            self._resolve(i)
        return [f if f is not None else self._unresolved(i) for i, f in enumerate(self.findings)]

    def _is_large(self, name: str) -> bool:
        """Whether a name is that of an area of county level or above, and of no township of the document's own area."""
        gazetteer = self.index.gazetteer
        if not gazetteer.county_codes(name):
            return False
        own = self.index.own
        return gazetteer.is_area_name(name) or own is None or not find_in(name, self.index.on, own)

    def _inner(self) -> list[list[int]]:
        """For each mention, those directly inside it."""
        inside: list[list[int]] = [[] for _ in self.mentions]
        stack: list[int] = []
        for i, mention in enumerate(self.mentions):
            while stack and self.mentions[stack[-1]].end <= mention.start:
                stack.pop()
            if stack:
                inside[stack[-1]].append(i)
            stack.append(i)
        return inside

    def _left(self) -> list[int | None]:
        """For each mention, the one that ends where it starts."""
        ends: dict[int, int] = {}
        for i, mention in enumerate(self.mentions):
            # Of a venue and the area at its end, the area is what the next name lies in.
            ends[mention.end] = i
        return [ends.get(m.start) for m in self.mentions]

    def _resolve(self, i: int) -> Finding | None:
        if self.findings[i] is not None:
            return self.findings[i]
        given = self._given(self.mentions[i])
        if given is not None:
            self.findings[i] = given
            self.index.note(self.names[i], self.mentions[i].start, given)
            return given
        left = self.left[i]
        above = self._resolve(left) if left is not None else None
        parent = above.version if above is not None else None
        name, mention = self.names[i], self.mentions[i]
        if parent is not None and len(parent.chain) >= _DEEPEST:
            parent = None
        kind = self.kinds.of(name, bool(self.inner[i]) and not self.index.gazetteer.is_area_name(name))
        if parent is not None and _is_abroad(parent) and kind is not PlaceKind.COUNTRY and not self.inner[i]:
            self._abroad[name] = Finding(outside(name, PlaceKind.OTHER, parent), "chain_in_text")
        if name in self._abroad:
            self.findings[i] = self._abroad[name]
            return self.findings[i]
        if kind not in _ADMINISTRATIVE:
            finding = self._named_like(name, mention, parent) if not self.inner[i] else None
            finding = finding or self._other(i, kind, parent)
        else:
            finding = self._administrative(name, mention, parent)
        self.findings[i] = finding
        if finding is not None and finding.version.kind in _ADMINISTRATIVE:
            self.index.note(name, mention.start, finding)
        return finding

    def _given(self, mention: Candidate) -> Finding | None:
        """The area whose code the user's terms.tsv gives."""
        code = mention.attrs.get("code")
        version = self.index.gazetteer.at(code, self.index.on) if code else None
        return Finding(version, "lexicon") if version is not None else None

    def _administrative(self, name: str, mention: Candidate, parent: PlaceVersion | None) -> Finding | None:
        if parent is not None and _may_hold(parent, name):
            inside = self.index.inside(name, parent)
            elsewhere = self.index.own_name(name) or self.index.known(name, mention.start)
            if inside.version.row >= 0 or elsewhere is None:
                return inside
        known = self.index.earlier(name, mention.start)
        if known is not None:
            return known
        return self.index.chained(name) or self.index.bare(name, mention.start)

    def _named_like(self, name: str, mention: Candidate, parent: PlaceVersion | None) -> Finding | None:
        """The area whose name looks like something else: 上海 is no sea, 榆林 no wood."""
        if parent is not None and _may_hold(parent, name):
            inside = self.index.inside(name, parent)
            return inside if inside.version.row >= 0 else None
        return self.index.earlier(name, mention.start) or self.index.own_name(name) or self.index.known(
            name, mention.start
        )

    def _other(self, i: int, kind: PlaceKind, parent: PlaceVersion | None) -> Finding | None:
        name = self.names[i]
        if kind is PlaceKind.FUNCTIONAL_ZONE and not self.inner[i]:
            found = self.index.bare(name, self.mentions[i].start) if parent is None else self.index.inside(name, parent)
            if found is not None and found.version.row >= 0:
                return found
        if kind is PlaceKind.COUNTRY:
            return Finding(outside(name, kind, None), "lexicon")
        rest = name
        for j in self.inner[i]:
            nested = self._resolve(j)
            if nested is not None and self.mentions[j].start == self.mentions[i].start:
                parent, rest = nested.version, name[len(self.names[j]) :]
        basis = "chain_in_text" if parent is not None else "nearest_parent"
        if parent is None and kind not in (PlaceKind.NATURAL, PlaceKind.REGION):
            parent = self.index.own
        version = outside(rest, kind, parent)
        return Finding(version, "chain_in_text" if basis == "chain_in_text" else "nearest_parent")

    def _unresolved(self, i: int) -> Finding:
        name = self.names[i]
        kind = self.kinds.of(name, bool(self.inner[i]))
        return Finding(outside(name, kind, None), "unresolved", self.index.gazetteer.count(name, self.index.on))


def _is_abroad(area: PlaceVersion) -> bool:
    """Whether an area is a foreign country or a part of one."""
    return (*area.chain, area)[0].kind is PlaceKind.COUNTRY


def _may_hold(parent: PlaceVersion, name: str) -> bool:
    """Whether a name after another may lie in it: not a county in a township."""
    if parent.kind not in _ADMINISTRATIVE and parent.kind is not PlaceKind.FUNCTIONAL_ZONE:
        return False
    if parent.kind is PlaceKind.COMMUNITY:
        return False
    if len(name) == 1 or (name.endswith(("县", "市", "省")) and parent.kind in (PlaceKind.TOWNSHIP, PlaceKind.COUNTY)):
        return False
    return not (parent.kind is PlaceKind.TOWNSHIP and name.endswith(("镇", "乡", "街道")))


def _name(analysis: Analysis, mention: Candidate) -> str:
    return analysis.view.text[mention.start : mention.end].replace(" ", "")


def _prepare(analysis: Analysis, abbreviations: list[AbbreviationRow]) -> _State:
    state = analysis.place_index
    if not isinstance(state, _State):
        chain, basis = document_chain(analysis)
        analysis.document_place_basis = basis
        on = readable_day(analysis.article.published, chain)
        index = PlaceIndex(chain, on, abbreviations)
        state = _State(index, PlaceTable(analysis.entities.places, load()))
        analysis.place_index = state
    return state


def place_for(analysis: Analysis, name: str, near: int | None = None) -> Place | None:
    """The row of an area that is named inside an organisation's name, or by a bare word.

    Args:
        name: 杭州市, 下城区, 下城, 杭州市下城区, or 省 市 县 区 镇 街道 村 for the document's own area of that level.
        near: view position of the name, which decides between areas of one name.

    Returns:
        The row, added where the document had none; None where no area is likely enough.
    """
    state = _prepare(analysis, [])
    index = state.index
    name = name.replace(" ", "")
    word = name[1:] if name[:1] in _OWN_PREFIX and name[1:] in _OWN_WORDS else name
    if word in _OWN_WORDS:
        own = own_area(index.chain, word)
        if own is None and near is not None and word in ("镇", "乡", "街道", "苏木", "街"):
            own = index.latest_town(near)
        return state.table.row(own, "document_place") if own is not None else None
    position = len(analysis.text) if near is None else near
    finding = index.earlier(name, position) or index.own_name(name) or index.chained(name)
    finding = finding or _written_chain(index, name, position) or index.bare(name, position)
    if finding is None:
        return None
    return state.table.row(finding.version, finding.basis, finding.candidates)


def _written_chain(index: PlaceIndex, name: str, position: int) -> Finding | None:
    """A chain whose first name needs the document to be understood (鼓楼区华侨路街道 in a document of 南京)."""
    for cut in range(len(name) - 2, 1, -1):
        if not index.gazetteer.known(name[:cut]):
            continue
        head = index.bare(name[:cut], position)
        if head is not None and head.version.row >= 0:
            rest, length = parse_chain_in(name[cut:], index, head.version)
            if length == len(name) - cut:
                return Finding(rest, "chain_in_text")
    return None


def parse_chain_in(text: str, index: PlaceIndex, above: PlaceVersion) -> tuple[PlaceVersion, int]:
    """The lowest area of a chain inside another area, and how many characters were read."""
    position = 0
    while position < len(text):
        for length in range(len(text) - position, 1, -1):
            finding = index.inside(text[position : position + length], above)
            if finding.version.row >= 0:
                above, position = finding.version, position + length
                break
        else:
            break
    return above, position


def document_area(analysis: Analysis, level: AdminLevel) -> Place | None:
    """The row of the document's own area at a level; None where it is unknown or higher than that level."""
    state = _prepare(analysis, [])
    version = at_level(state.index.chain, level)
    return state.table.row(version, "document_place") if version is not None else None


__all__ = ["PlaceResolver", "document_area", "place_for"]
