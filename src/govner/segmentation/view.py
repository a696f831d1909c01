"""The normalised view: what rules and models read instead of the raw text, with an exact map back.

Pages mix full- and half-width forms, pad names with spaces, break lines inside sentences and hide zero-width
characters. The view removes these differences once, so no pattern has to know them:

* full-width letters and digits become ASCII, radicals (⼯) ordinary characters, all kinds of space one space;
* ``, ; : ? ! ( )`` become ``， ； ： ？ ！ （ ）`` unless between two ASCII characters (``16:30``, ``3,000``);
* ``"…"``, ``「…」`` become ``“…”``; ``『…』`` becomes ``‘…’``;
* deleted are: zero-width characters, line breaks inside a block, spaces beside punctuation, spaces between a Chinese
  character and a digit (``9 月 8 日``). Other spaces stay: they may pad a name or separate two;
* in an article written in traditional characters, each becomes its simplified form, one for one.

Blocks are joined by a line feed, which therefore always means "end of block" in a view.
"""
from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping

from govner.reading.radicals import ORDINARY_FORMS
from govner.records import Span

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f"
_ONE_TO_ONE: dict[int, str] = {
    **ORDINARY_FORMS,
    **{0xFF01 + i: chr(0x21 + i) for i in range(94)},
    **{ord(c): " " for c in _SPACES},
    **{ord(c): mark for c, mark in zip("「」『』〝〞＂", "“”‘’“”\"", strict=True)},
    **{ord(c): "·" for c in "•・‧∙･᛫"},
    ord("｡"): "。", ord("､"): "、",
}
_TO_FULL = str.maketrans(",;:?!()", "，；：？！（）")
# Half-width punctuation that does not stand between two ASCII characters.
_HALF_PUNCTUATION = re.compile(r"(?:(?<![!-~])[,;:?!()]+)|(?:[,;:?!()]+(?![!-~]))")
_ZERO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e"
_CJK = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_CLOSED_PUNCTUATION = "，。；：？！、（）“”‘’《》〈〉【】〔〕"
_DELETE = re.compile(
    rf"[{_ZERO_WIDTH}]+"
    r"|[ \r\n]*[\r\n][ \r\n]*"
    rf"|(?<=[{_CLOSED_PUNCTUATION}]) +| +(?=[{_CLOSED_PUNCTUATION}])"
    rf"|(?<=[{_CJK}]) +(?=[0-9])|(?<=[0-9]) +(?=[{_CJK}])"
    r"|\A +| +\Z"
)


class View:
    """Normalised text with a map to raw offsets.

    Attributes:
        raw: the untouched input.
        text: the normalised text of the chosen zones.

    >>> view = View.of("９月８日,王 伟副省长到“ 三社”")
    >>> view.text
    '9月8日，王 伟副省长到“三社”'
    >>> view.raw_text(0, 4)
    '９月８日'
    """

    __slots__ = ("_ends", "_starts", "raw", "text")

    def __init__(self, raw: str, text: str, starts: array[int], ends: array[int]) -> None:
        self.raw, self.text, self._starts, self._ends = raw, text, starts, ends

    @classmethod
    def of(
        cls, raw: str, zones: Iterable[tuple[int, int]] | None = None, characters: Mapping[int, str] | None = None
    ) -> View:
        """The view of `raw`, or of some zones of it.

        Args:
            zones: raw half-open ranges in ascending order; default is one zone per line of `raw` (white-space lines
                left out).
            characters: a one-to-one character map applied first (traditional to simplified).
        """
        parts: list[str] = []
        starts: array[int] = array("q")
        ends: array[int] = array("q")
        for zone_start, zone_end in lines(raw) if zones is None else zones:
            if parts:
                parts.append("\n")
                starts.append(starts_end := (ends[-1] if ends else zone_start))
                ends.append(starts_end)
            zone = _same_length(raw[zone_start:zone_end], characters)
            position = 0
            for match in _DELETE.finditer(zone):
                _append(parts, starts, ends, zone, zone_start, position, match.start())
                position = match.end()
            _append(parts, starts, ends, zone, zone_start, position, len(zone))
        return cls(raw, "".join(parts), starts, ends)

    def __len__(self) -> int:
        return len(self.text)

    def raw_range(self, start: int, end: int) -> tuple[int, int]:
        """The raw range of the view's non-empty range `start:end`."""
        return self._starts[start], self._ends[end - 1]

    def raw_text(self, start: int, end: int) -> str:
        """The raw characters behind the view's range."""
        raw_start, raw_end = self.raw_range(start, end)
        return self.raw[raw_start:raw_end]

    def span(self, start: int, end: int) -> Span:
        """The record span of the view's non-empty range."""
        raw_start, raw_end = self.raw_range(start, end)
        return Span.cut(self.raw, raw_start, raw_end)

    def position(self, raw_offset: int) -> int:
        """The first view position at or after a raw offset (``len(view)`` past the end)."""
        return bisect_left(self._starts, raw_offset)


def lines(raw: str) -> Iterable[tuple[int, int]]:
    """The ranges of the lines of `raw` that hold more than white space, stripped."""
    for match in re.finditer(r"[^\s](?:[^\r\n]*[^\s])?", raw):
        yield match.span()


def _same_length(zone: str, characters: Mapping[int, str] | None) -> str:
    """All replacements that keep the length."""
    zone = zone.translate(_ONE_TO_ONE)
    if characters:
        zone = zone.translate(characters)
    zone = _HALF_PUNCTUATION.sub(lambda m: m[0].translate(_TO_FULL), zone)
    if '"' in zone:
        pieces = zone.split('"')
        zone = pieces[0] + "".join(("“" if i % 2 else "”") + piece for i, piece in enumerate(pieces[1:], start=1))
    return zone


def _append(
    parts: list[str], starts: array[int], ends: array[int], zone: str, offset: int, start: int, end: int
) -> None:
    if start < end:
        parts.append(zone[start:end])
        starts.extend(range(offset + start, offset + end))
        ends.extend(range(offset + start + 1, offset + end + 1))
