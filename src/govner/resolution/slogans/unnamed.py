"""Lists that make a slogan without naming it: implicit lists with a shared key (忠诚担当好头雁、堪当重任好班子、…)
and parallel lists with a shared rhythm (责任明、底数清、评价准、风气正).
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govner.lexicons import Lexicons
from govner.recognition.slogans.pieces import Piece, SloganWords, Trimmer, common_prefix, common_suffix, split
from govner.records import MentionType, SloganKind
from govner.segmentation import Analysis

_RUN = re.compile(r"[^，。；：！？\n（）《》“”‘’、]{1,40}(?:、[^，。；：！？\n（）《》“”‘’、]{1,24}){2,11}")
_CLAUSE = re.compile(r"[^，。；：！？\n（）《》“”‘’]+")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_NAMES = (MentionType.PERSON, MentionType.POST, MentionType.ORGANIZATION, MentionType.PLACE, MentionType.DATE)
_SUFFIXES = "化治同式"
_SUFFIXED = re.compile(r".{2}式|.{4,5}")
_LONGEST_KEYED = 9
#: 喇叭响起来、旗子插起来: what verbs end in and share is no key.
_RESULTS = ("起来", "下去", "上来", "出来")
_PARALLEL_SIZES = range(2, 9)


@dataclass(frozen=True, slots=True)
class UnnamedList:
    """A list without a head: its members, their whole pieces, and the key they share (implicit lists only)."""

    kind: SloganKind
    members: tuple[Piece, ...]
    clauses: tuple[Piece, ...]
    key: str


class UnnamedLists:
    """Finds implicit and parallel lists."""

    def __init__(self, lexicons: Lexicons) -> None:
        words = lexicons.document("slogan_words", SloganWords)
        self.trimmer = lexicons.made(Trimmer.of)
        self.qualities = frozenset(words.qualities)
        self.openers = frozenset(words.narrative_openers)
        self.tail_openers = "".join(words.tail_openers)

    def __call__(self, analysis: Analysis) -> Iterator[UnnamedList]:
        text = analysis.text
        for run in _runs(text):
            pieces = split(text, *run.span(), "、")
            words = [text[a:b] for a, b in pieces]
            for first in range(len(pieces) - 2):
                if len(set(words[first + 1 : -1])) < len(pieces) - first - 2:
                    continue  # Trimming changes the first and the last only: these stay alike.
                found = self._judge(text, pieces[first:])
                if found:
                    if not analysis.mentions_in(found.members[0][0], found.members[-1][1], *_NAMES):
                        yield found
                    break

    def _judge(self, text: str, pieces: Sequence[Piece]) -> UnnamedList | None:
        members = tuple(self.trimmer.trim(text, pieces))
        words = [text[a:b] for a, b in members]
        if len(set(words)) < len(words) or not all(_HAN.fullmatch(w) for w in words):
            return None
        clauses = tuple((min(a, m[0]), max(b, m[1])) for (a, b), m in zip(_even(pieces), members, strict=False))
        if key := self._key(words):
            return UnnamedList(SloganKind.IMPLICIT_LIST, members, clauses, key)
        size = len(words[1])
        start, end = members[0]
        if end - start > size:
            members, words = ((end - size, end), *members[1:]), [text[end - size : end], *words[1:]]
        if self._parallel(words):
            return UnnamedList(SloganKind.PARALLEL_LIST, members, clauses, "")
        return None

    def _key(self, words: Sequence[str]) -> str:
        """What all members begin with, or, for members of one length, end with; empty for lists that are no slogan."""
        if max(map(len, words)) > _LONGEST_KEYED:
            return ""
        prefix = common_prefix(words)
        if prefix and (prefix[0] not in self.openers or prefix in self.tail_openers or len(prefix) > 2):
            return prefix
        suffix = common_suffix(words)
        even = len({len(w) for w in words}) == 1
        if suffix.endswith(_RESULTS):
            return ""
        if even and _SUFFIXED.fullmatch(words[0]) and (len(suffix) > 1 or (suffix and suffix in _SUFFIXES)):
            return suffix
        return ""

    def _parallel(self, words: Sequence[str]) -> bool:
        """Whether members of one length all end in a quality (底数清) or share an inner character (建得起、留得住)."""
        sizes = {len(w) for w in words}
        if len(sizes) > 1 or (size := sizes.pop()) not in _PARALLEL_SIZES:
            return False
        if common_prefix(words) or common_suffix(words):
            return False
        if size <= 4 and all(w[-1] in self.qualities for w in words):
            return True
        return size > 2 and any(len({w[i] for w in words}) == 1 for i in range(1, size - 1))


def _runs(text: str) -> Iterator[re.Match[str]]:
    """Stretches of pieces with 、 between them, at least three; most clauses have none."""
    for clause in _CLAUSE.finditer(text):
        if text.count("、", *clause.span()) > 1:
            yield from _RUN.finditer(text, *clause.span())


def _even(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces, the first cut to the one length of the others (通过换届选出忠诚担当好头雁 → 忠诚担当好头雁)."""
    sizes = {b - a for a, b in pieces[1:]}
    start, end = pieces[0]
    if len(sizes) == 1 and end - start > (size := sizes.pop()) > 3:
        return [(end - size, end), *pieces[1:]]
    return pieces
