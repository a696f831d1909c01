"""The skeleton of a text: each mention shrunk to one letter, so that grammar is short to write and cheap to match.

``9月8日，王立副省长到下城区调研`` becomes ``D，PT到L调研``. The letters are those of inline annotation (P person, T
post, O organisation, L place, D date, S slogan, G group), and three for stretches that a sentence's grammar does not
enter: Q a quotation, B a title in 《》, N a bracket. Every other Latin capital of the text is made small, so a capital
is always a placeholder.
"""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection

from govner.records import MentionType
from govner.segmentation.analysis import Analysis, Candidate

LETTERS = {
    MentionType.PERSON: "P",
    MentionType.POST: "T",
    MentionType.ORGANIZATION: "O",
    MentionType.PLACE: "L",
    MentionType.DATE: "D",
    MentionType.SLOGAN: "S",
    MentionType.GROUP: "G",
}
NAMES = frozenset(LETTERS) - {MentionType.GROUP}
_ENCLOSED = {"“": "Q", "《": "B", "（": "N", "【": "N", "〔": "N"}
# Brackets that belong to a name (常委会（扩大）会议) and are read through.
_TRANSPARENT = frozenset({"扩大"})
_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


class Skeleton:
    """A text with placeholders, and the way back to the view.

    Attributes:
        text: the skeleton.
        mentions: the mention behind each placeholder, by position in `text` (quotations and brackets have none).
    """

    __slots__ = ("_bones", "_lengths", "_views", "mentions", "text")

    def __init__(
        self,
        analysis: Analysis,
        types: Collection[MentionType] = NAMES,
        only: Callable[[Candidate], bool] | None = None,
    ) -> None:
        pieces: list[str] = []
        self.mentions: dict[int, Candidate] = {}
        self._bones: list[int] = []
        self._views: list[int] = []
        self._lengths: list[int] = []
        view, position, length = analysis.text, 0, 0
        for start, end, letter, mention in _units(analysis, types, only):
            if start < position:
                continue
            for first, last, text in ((position, start, view[position:start].translate(_SMALL)), (start, end, letter)):
                if first == last:
                    continue
                self._bones.append(length)
                self._views.append(first)
                self._lengths.append(last - first)
                pieces.append(text)
                length += len(text)
            if mention is not None:
                self.mentions[length - 1] = mention
            position = end
        if position < len(view):
            self._bones.append(length)
            self._views.append(position)
            self._lengths.append(len(view) - position)
            pieces.append(view[position:].translate(_SMALL))
        self.text = "".join(pieces)

    def start(self, position: int) -> int:
        """The view position where the character at `position` of the skeleton begins."""
        if not self._bones:
            return 0
        piece = bisect_right(self._bones, position) - 1
        offset = position - self._bones[piece]
        end = self._bones[piece + 1] if piece + 1 < len(self._bones) else len(self.text)
        if end - self._bones[piece] == 1 and offset == 0:
            return self._views[piece]
        return self._views[piece] + min(offset, self._lengths[piece])

    def end(self, position: int) -> int:
        """The view position where the stretch that ends before `position` of the skeleton ends."""
        piece = bisect_right(self._bones, position - 1) - 1
        end = self._bones[piece + 1] if piece + 1 < len(self._bones) else len(self.text)
        if end - self._bones[piece] == 1:
            return self._views[piece] + self._lengths[piece]
        return self._views[piece] + position - self._bones[piece]

    def position(self, view_position: int) -> int:
        """The first skeleton position at or after a view position; inside a placeholder, the one after it."""
        piece = bisect_right(self._views, view_position) - 1
        if piece < 0:
            return 0
        offset = view_position - self._views[piece]
        if offset == 0:
            return self._bones[piece]
        end = self._bones[piece + 1] if piece + 1 < len(self._bones) else len(self.text)
        return min(self._bones[piece] + offset, end)


def _units(
    analysis: Analysis, types: Collection[MentionType], only: Callable[[Candidate], bool] | None
) -> list[tuple[int, int, str, Candidate | None]]:
    """What becomes a placeholder, outermost first."""
    units: list[tuple[int, int, str, Candidate | None]] = [
        (m.start, m.end, LETTERS[m.type], m)
        for m in analysis.mentions
        if m.type in types and (only is None or only(m))
    ]
    text = analysis.text
    starts = [m.start for m in analysis.mentions]
    for enclosure in analysis.enclosures:
        letter = _ENCLOSED.get(enclosure.mark)
        inside = text[enclosure.start : enclosure.end]
        if letter is None or inside in _TRANSPARENT:
            continue
        first = bisect_left(starts, enclosure.start)
        if letter == "Q" and first < len(starts):
            mention = analysis.mentions[first]
            # A quoted name (“李家宴”合作社) is still a name.
            if mention.start == enclosure.start and mention.end == enclosure.end and mention.type in _QUOTABLE:
                continue
        units.append((enclosure.start - 1, enclosure.end + 1, letter, None))
    units.sort(key=lambda unit: (unit[0], -unit[1]))
    return units


_QUOTABLE = frozenset({MentionType.ORGANIZATION, MentionType.PLACE, MentionType.PERSON})
