"""Lists in running text: splitting at list marks and finding where the first and the last member really begin and end.

“织密家庭监护、学校教育、社会帮扶” is a list of three, but its first piece carries the verb that governs the list; and
“路网、水网、电网、信息网一体规划” carries the predicate in its last.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from govner.lexicons import Lexicons, Row

#: A piece: half-open view range.
Piece = tuple[int, int]

_OPEN = {"“": "”", "‘": "’", "（": "）", "《": "》", "〔": "〕"}
_ANY_OPEN = re.compile("[" + "".join(_OPEN) + "]")
_JOINT = re.compile(r"以及|和|及|与|、")
#: A note in brackets, or the quoted part of a formula that the list explains (“6”就是抓好…).
_LEADING_MARKS = "|（[^（）]*）|[“‘][^“”‘’]{1,3}[”’](?:就?是|即)"
_INNER_LEAD = re.compile(r"做到|实现|并|还要|再")
#: 工作 ends what governs a list or follows it, but not in 工作者, 工作站, ….
_WORK = "工作(?![者站法组室队日服证])(?!人员|专业)"
_HAN = re.compile(r"[\u3400-\u9fff]")


class SloganWords(Row):
    """The word lists of ``slogan_words.yaml``; its comments say what each is for."""

    lead_words: tuple[str, ...]
    lead_verbs: tuple[str, ...]
    tail_words: tuple[str, ...]
    introducers: tuple[str, ...]
    tail_openers: tuple[str, ...]
    not_lead: tuple[str, ...]
    noun_keys: tuple[str, ...]
    plain_nouns: tuple[str, ...]
    policy_nouns: tuple[str, ...]
    qualities: str
    narrative_openers: str
    name_endings: tuple[str, ...]


def split(text: str, start: int, end: int, marks: str) -> list[Piece]:
    """The stretches of ``text[start:end]`` between the marks; quotations and brackets are kept whole.

    >>> text = "甲、“乙、丙”、丁"
    >>> [text[a:b] for a, b in split(text, 0, len(text), "、")]
    ['甲', '“乙、丙”', '丁']
    """
    if not _ANY_OPEN.search(text, start, end):
        return _split_plain(text, start, end, marks)
    pieces: list[Piece] = []
    position, closer = start, ""
    for match in _marked(marks).finditer(text, start, end):
        char, i = match[0], match.start()
        if closer:
            if char == closer:
                closer = ""
        elif char in _OPEN:
            closer = _OPEN[char]
        elif char in marks:
            if i > position:
                pieces.append((position, i))
            position = i + 1
    if closer:  # An unclosed mark hides nothing.
        return _split_plain(text, start, end, marks)
    if end > position:
        pieces.append((position, end))
    return pieces


def _split_plain(text: str, start: int, end: int, marks: str) -> list[Piece]:
    return [m.span() for m in _between(marks).finditer(text, start, end)]


@lru_cache(maxsize=32)
def _marked(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(marks)}{''.join(_OPEN)}{''.join(_OPEN.values())}]")


@lru_cache(maxsize=32)
def _between(marks: str) -> re.Pattern[str]:
    return re.compile(f"[^{re.escape(marks)}]+")


def split_joint(text: str, pieces: Sequence[Piece]) -> list[Piece] | None:
    """The pieces with one more, cut at a 和, 及 or 与 (A、B和C is a list of three); None where there is none.

    The last piece is tried first.
    """
    for index in range(len(pieces) - 1, -1, -1):
        start, end = pieces[index]
        best: Piece | None = None
        for match in _JOINT.finditer(text, start + 1, end - 1):
            if best is None or _balance(match.span(), start, end) < _balance(best, start, end):
                best = match.span()
        if best:
            return [*pieces[:index], (start, best[0]), (best[1], end), *pieces[index + 1 :]]
    return None


def _balance(joint: Piece, start: int, end: int) -> int:
    return abs((joint[0] - start) - (end - joint[1]))


def common_prefix(words: Sequence[str]) -> str:
    """The characters that all words begin with."""
    shortest = min(words, key=len, default="")
    for i, char in enumerate(shortest):
        if any(w[i] != char for w in words):
            return shortest[:i]
    return shortest


def common_suffix(words: Sequence[str]) -> str:
    """The characters that all words end in."""
    return common_prefix([w[::-1] for w in words])[::-1]


@dataclass(frozen=True, slots=True)
class Trimmer:
    """Cuts what does not belong to the list from its first and last piece."""

    lead: re.Pattern[str]
    verb: re.Pattern[str]
    tail: re.Pattern[str]
    not_lead: re.Pattern[str]
    openers: str

    @classmethod
    def of(cls, lexicons: Lexicons) -> Trimmer:
        words = lexicons.document("slogan_words", SloganWords)
        return cls(
            lead=re.compile(_alternatives([*words.lead_words, *words.lead_verbs]) + _LEADING_MARKS),
            verb=re.compile(f"(?:{_alternatives(words.lead_verbs)})[了好出]?"),
            tail=re.compile(f"{_alternatives(words.tail_words)}|{_WORK}|[上中](?![\u4e00-\u9fff])"),
            not_lead=re.compile(_alternatives(words.not_lead)),
            openers="".join(words.tail_openers),
        )

    def trim(self, text: str, pieces: Sequence[Piece]) -> list[Piece]:
        """The members of a list: without what governs or follows it, and without a carrier that all share."""
        found = [_unquoted(text, (a, text.find("——", a, b) if "——" in text[a + 1 : b] else b)) for a, b in pieces]
        if (short := self._shorten(text, found)) != found:
            return short
        if len(found) > 1:
            found = _without_notes(text, found)
            found[1:] = [(self._inner_lead(text, a, b), b) for a, b in found[1:]]
            found = self._without_all(text, found)
            found[0] = self._first(text, found)
            found[-1] = self.trim_last(text, found)
        return self._shorten(text, found)

    def strip_lead(self, text: str, start: int, end: int, others: Sequence[str] = ()) -> int:
        """Where a piece begins without connectives and governing verbs that the other pieces do not share."""
        shortest = min(map(len, others), default=2)
        verbs = any(self.verb.match(o) for o in others)
        alike = {len(o) for o in others} if len(others) > 1 else set()
        while match := self.lead.match(text, start, end):
            if end - match.end() < min(2, shortest) or self.not_lead.match(text, start, end):
                break
            verb = self.verb.match(text, start, end) if self.verb.fullmatch(match[0]) else None
            if any(o.startswith(match[0]) for o in others) or {end - start} == alike or (verb and verbs):
                break
            start = (verb or match).end()
            if verb:
                break
        return start

    @staticmethod
    def _inner_lead(text: str, start: int, end: int) -> int:
        """…提议、…决议，做到决议公开、…: a new clause inside the list may repeat the governing verb."""
        if text[start - 1] in "，；" and (match := _INNER_LEAD.match(text, start, end)) and match.end() < end - 1:
            return match.end()
        return start

    @staticmethod
    def _without_all(text: str, pieces: list[Piece]) -> list[Piece]:
        """The pieces without a 凡 that all of them begin with."""
        if all(text[a] == "凡" for a, _ in pieces):
            return [(a + 1 + (text[a + 1] == "是"), b) for a, b in pieces]
        return pieces

    def _first(self, text: str, pieces: Sequence[Piece]) -> Piece:
        start, end = pieces[0]
        others = [text[a:b] for a, b in pieces[1:]]
        prefix = common_prefix(others) if len(others) > 1 else ""
        if prefix and _HAN.match(prefix):
            starts = [m.start() for m in re.finditer(re.escape(prefix), text[start:end])]
            if starts:
                mean = sum(map(len, others)) / len(others)
                return start + min(starts, key=lambda at: abs(end - start - at - mean)), end
        start = self.strip_lead(text, start, end, others)
        if text[start] in "“‘":
            return _unquoted(text, (start, end))
        sizes = {len(o) for o in others}
        if len(sizes) == 1 and len(others) > 1 and not any(o[0] == text[start] for o in others):
            size = sizes.pop()
            if size + 4 > end - start > size > 1:
                return end - size, end
        return self._after_verb(text, start, end, others)

    def _after_verb(self, text: str, start: int, end: int, others: Sequence[str]) -> Piece:
        """Where the first piece is longer than the others, it begins after a governing verb in it."""
        longest = max(map(len, others))
        middle = sorted(map(len, others))[len(others) // 2]
        if end - start <= middle + 2 or any(self.verb.match(o) for o in others):
            return start, end
        cuts = [m.end() for m in self.verb.finditer(text, start, end) if end - m.end() >= 2]
        fitting = [c for c in cuts if end - c <= longest + 3] or cuts[-1:]
        return (self.strip_lead(text, fitting[0], end, others) if fitting else start), end

    def trim_last(self, text: str, pieces: Sequence[Piece]) -> Piece:
        """The last member without the predicate that follows the list."""
        start, end = pieces[-1]
        others = [text[a:b] for a, b in pieces[:-1]]
        suffix = common_suffix(others)
        if suffix and _HAN.match(suffix):
            at = text.find(suffix, start + 1, end)
            if at > start:
                return start, at + len(suffix)
        lengths = {len(o) for o in others}
        if len(lengths) == 1 and len(others) > 1 and end - start > (size := lengths.pop()):
            match = self.tail.match(text, start + size, end)
            alike = common_prefix([*others, text[start:end]]) and end - start >= size + 3
            if match or alike:
                return start, start + size
        shortest = min(map(len, others))
        for match in self.tail.finditer(text, start + min(2, shortest), end):
            if match.start() - start >= shortest - 1 and not any(match[0] in o for o in others):
                return start, match.start()
        return start, end

    def _shorten(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """社区换届大研判、换届人选大排摸 → 大研判、大排摸."""
        if len(pieces) < 2:
            return pieces
        opener = {text[b - 3] for a, b in pieces if b - a > 4}
        if len(opener) == 1 and (char := opener.pop()) in self.openers and all(
            b - a > 4 and text[b - 3] == char for a, b in pieces
        ):
            return [(b - 3, b) for _, b in pieces]
        return pieces


def _alternatives(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=lambda w: (-len(w), w))))


def _without_notes(text: str, pieces: list[Piece]) -> list[Piece]:
    """一棵草（艾草）、一只蟹（大闸蟹） → 一棵草、一只蟹, where most pieces carry a note in brackets."""
    noted = [(a, text.find("（", a, b)) for a, b in pieces if text[b - 1] == "）"]
    if len(noted) * 2 <= len(pieces) or any(at <= a for a, at in noted):
        return pieces
    ends = dict(noted)
    return [(a, ends.get(a, b)) for a, b in pieces]


def _unquoted(text: str, piece: Piece) -> Piece:
    """The piece without quotes around the whole of it."""
    start, end = piece
    inside = text[start + 1 : end - 1]
    if end - start > 2 and text[start] in "“‘" and text[end - 1] in "”’" and not re.search("[“”‘’]", inside):
        return start + 1, end - 1
    return piece
