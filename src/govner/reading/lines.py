"""The lines of a page, in a form that patterns can read: same length as the raw text, so offsets need no map."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from govner.reading.radicals import ORDINARY_FORMS
from govner.reading.script import simplified_forms
from govner.records import BlockKind

_SPACES = "\t\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u180e" + "".join(map(chr, range(0x2000, 0x2010))) + (
    "\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u3000\ufeff\u00ad"
)
_WIDTHS: dict[int, str] = {
    **ORDINARY_FORMS,
    **{0xFF01 + i: chr(0x21 + i) for i in range(94)},
    **{ord(c): " " for c in _SPACES},
    **dict(zip(map(ord, "\u2028\u2029｡､〔〕〖〗丨┃"), "\n\n。、[][]||", strict=True)),
}
_LINE = re.compile(r"[^ \r\n](?:[^\r\n]*[^ \r\n])?")
# Before the first word: ??? for no-break spaces of a page that was decoded wrongly, the mark of a Markdown heading.
_PREFIX = re.compile(r"(?:\?{2,12}|#{1,6}) +(?=[^ ])")
_SENTENCE_END = re.compile(r"(?:[。!?;…]|\.\.\.)[”’\"')\]】》」』|]*$")
_CLOSED_SENTENCE = re.compile(r"[。!?][”’\"')\]】》」』|]*(?:\([^()]{1,40}\)[|。]?)?$")

#: Lines shorter than this are no paragraphs by their length alone.
LONG_LINE = 60


@dataclass(slots=True)
class Line:
    """A line without surrounding white space: `text` is the readable form of ``raw[start:end]``.

    Attributes:
        gap: an empty line stands before it.
        indent: white-space characters before it.
        kind: what it is, once known.
        key: the text without spaces, by which copies are recognised.
    """

    start: int
    end: int
    text: str
    gap: bool = False
    indent: int = 0
    kind: BlockKind | None = None
    in_body: bool = False
    duplicate_of: int | None = None
    key: str = field(init=False)

    def __post_init__(self) -> None:
        self.key = self.text.replace(" ", "")

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence or a listed item does (。！？；…)."""
        return _SENTENCE_END.search(self.text) is not None

    @property
    def is_sentence(self) -> bool:
        """Whether it reads as running text: a full stop at its end (a signature in brackets may follow), or length."""
        text = self.text
        is_long = len(text) > LONG_LINE and ("," in text or "。" in text)
        return is_long or _CLOSED_SENTENCE.search(text) is not None


def readable(raw: str, traditional: bool = False) -> str:
    """The text with ASCII letters, digits and punctuation, plain spaces and simplified characters, of the same length.

    >>> readable("发布时间：２０２０－０９－０８")
    '发布时间:2020-09-08'
    """
    return raw.translate(_widths_and_forms() if traditional else _WIDTHS)


@lru_cache(maxsize=1)
def _widths_and_forms() -> Mapping[int, str]:
    return {**simplified_forms(), **_WIDTHS}


def split_lines(text: str) -> Iterator[Line]:
    """The lines of a readable text that hold more than white space."""
    previous = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        between = text[previous:start]
        breaks = between.count("\n") or between.count("\r")
        indent = len(between) - 1 - max(between.rfind("\n"), between.rfind("\r"))
        previous = end
        prefix = _PREFIX.match(match[0])
        if prefix:
            start += prefix.end()
        yield Line(start, end, text[start:end], gap=breaks > 1, indent=indent)
