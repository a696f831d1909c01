"""Finding the members that a numeric head stands for.

Members stand after the head (“四能”建设，厘清职能，…；数字赋能，…), before it (…大研判、…大落实等六方面硬招), in brackets, or as
numbered points. Every place where a list could begin is tried; a list is only believed if its length agrees with the
number of the head, and of several the best supported wins.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator, Literal, Sequence

from govner.lexicons import Lexicons
from govner.recognition.slogans.heads import Head
from govner.recognition.slogans.pieces import Piece, SloganWords, Trimmer, split, split_last
from govner.segmentation import Analysis

#: A list of members needs this much support.
MINIMUM_SUPPORT = 4.0
_WINDOW = 1500
_LONGEST_MEMBER = 32
_SENTENCE_END = re.compile(r"[。！？\n]")
_CLAUSE_MARK = re.compile(r"[，；：（]|——|—|\n")
_LIST_END = re.compile(r"[，；。：！？）\n]|——|……")
_ITEM_END = re.compile(r"[，；。：！？、\n]|——")
_MARKERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"([一二三四五六七八九十]+)是(?:要)?",
        r"([一二三四五六七八九十]+)要",
        r"第([一二三四五六七八九十]+)[，、,](?:要)?",
        r"（([一二三四五六七八九十]+)）",
        r"（([0-9]{1,2})）",
        r"(?<![0-9.])([0-9]{1,2})[.．、](?![0-9])",
        r"(?<![一二三四五六七八九十])([一二三四五六七八九十]+)、",
    )
)
_NUMERALS = {c: i for i, c in enumerate("一二三四五六七八九十", start=1)}
_ONE_IS = re.compile(r"一[件个条项是类方]{1,2}是")
_DASH_POINT = re.compile(r"——")
_ORDER_WORDS = (("首先，", "其次，", "再次，", "最后，"),)
_BEFORE_HEAD = re.compile(r"(?:等|的|组成的|构成的|在内的|为主的|为主要内容的|这|共|相结合的|，这叫|，这就是|，即|，就是|，简称|，也就是)+$")
_POINT_LEAD = re.compile(r"(?:要|必须|就是|处理好|打好(?=[^、，]{3,}[战仗])|严把)")
_QUOTED_RUN = re.compile(r"(?:[“‘][^“”‘’\n]{1,20}[”’][、和]?)+$")

Direction = Literal["forward", "backward"]


@dataclass(frozen=True, slots=True)
class Member:
    """A member in its shortest self-contained form, and its whole clause (view offsets)."""

    start: int
    end: int
    clause_start: int
    clause_end: int


@dataclass(frozen=True, slots=True)
class Expansion:
    """The members found for a head; `support` says how well the list fits."""

    members: tuple[Member, ...]
    direction: Direction
    support: float
    rule: str


@dataclass(frozen=True, slots=True)
class _List:
    """Pieces that may be the members, before trimming; `base` is the support of their position."""

    pieces: tuple[Piece, ...]
    direction: Direction
    base: float
    rule: str
    clauses: tuple[Piece, ...] | None = None
    trimmed: bool = False


class MemberFinder:
    """Finds the members of slogans in the text around them."""

    def __init__(self, lexicons: Lexicons) -> None:
        words = lexicons.document("slogan_words", SloganWords)
        self.trimmer = Trimmer.of(lexicons)
        intro = "|".join(map(re.escape, sorted(words.introducers, key=len, reverse=True)))
        self.introducer = re.compile(rf"[，：]?(?:{intro})[：，]?")

    def find(self, analysis: Analysis, head: Head, start: int, end: int) -> Expansion | None:
        """The members of the head at ``start:end`` (quotes excluded), or None."""
        counts = head.counts()
        if not counts:
            return None
        text = analysis.text
        keys = keys_of(head)
        best: Expansion | None = None
        for found in self._lists(text, counts, keys, start, end):
            expansion = self._judge(text, found, head, keys)
            if expansion and (best is None or expansion.support > best.support):
                best = expansion
        return best if best and best.support >= MINIMUM_SUPPORT else None

    def _lists(self, text: str, counts: Sequence[int], keys: Sequence[str], start: int, end: int) -> Iterator[_List]:
        outer_start, outer_end = start, end
        if text[start - 1 : start] in ("“", "‘"):
            outer_start -= 1
        if text[end : end + 1] in ("”", "’"):
            outer_end += 1
        for count in counts:
            yield from self._forward(text, outer_end, count, keys)
            yield from self._backward(text, outer_start, count)
            yield from self._points(text, outer_end, count)

    # ---- after the head

    def _forward(self, text: str, position: int, count: int, keys: Sequence[str]) -> Iterator[_List]:
        sentence_end = _sentence_end(text, position)
        for begin, base, rule in self._openings(text, position, sentence_end):
            if rule == "bracket":
                close = text.find("）", begin, sentence_end)
                if close > 0:
                    yield from _levels(text, begin, close, count, base, rule)
                continue
            yield from _levels(text, begin, sentence_end, count, base, rule)
            yield from _with_key(text, begin, sentence_end, count, keys, base, rule)

    def _openings(self, text: str, position: int, sentence_end: int) -> Iterator[tuple[int, float, str]]:
        """(where a list may begin, support, rule) after a head."""
        limit = min(sentence_end, position + 60)
        marks = list(_CLAUSE_MARK.finditer(text, position, limit))[:5]
        for match in self.introducer.finditer(text, position, limit):
            yield match.end(), 3.0 - 0.02 * (match.start() - position), "introduced"
        for order, match in enumerate(marks):
            far = 0.03 * (match.start() - position) + 0.4 * order
            if match[0] == "（":
                if match.start() - position <= 8:
                    yield match.end(), 3.5 - far, "bracket"
            else:
                yield match.end(), (3.0 if match[0] in ("：", "——", "—") else 1.0) - far, "clause"

    # ---- before the head

    def _backward(self, text: str, position: int, count: int) -> Iterator[_List]:
        begin = max(text.rfind("。", 0, position), text.rfind("\n", 0, position)) + 1
        begin = max(begin, position - 400)
        tail = _BEFORE_HEAD.search(text, max(begin, position - 12), position)
        end = tail.start() if tail else position
        run = _QUOTED_RUN.search(text, max(begin, end - 120), end)
        if run:
            yield from _quoted_lists(text, run.span(), count)
        yield from _backward_lists(text, begin, end, count, 3.0)
        # …闲置医院，破解“三闲”难题: the list ends a clause, a verb stands between.
        comma = text.rfind("，", max(begin, position - 8), position)
        if comma > begin:
            yield from _backward_lists(text, begin, comma, count, 0.5)

    # ---- numbered points

    def _points(self, text: str, position: int, count: int) -> Iterator[_List]:
        limit = min(len(text), position + _WINDOW)
        for pattern in _MARKERS:
            pieces = _numbered(text, pattern, position, limit, count)
            if pieces:
                yield _point_list(text, pieces, "points", position)
        for pattern in (_ONE_IS, _DASH_POINT):
            matches = list(pattern.finditer(text, position, limit))
            if len(matches) >= count and matches[0].start() - position < 40:
                found = [_point(text, m.end(), limit) for m in matches[:count]]
                yield _point_list(text, found, "points", position)
        for words in _ORDER_WORDS:
            places = _in_order(text, words[: count - 1] if count < 5 else words, position, limit)
            if len(places) == count:
                yield _point_list(text, [_point(text, p, limit) for p in places], "points", position)

    # ---- judging

    def _judge(self, text: str, found: _List, head: Head, keys: Sequence[str]) -> Expansion | None:
        pieces = list(found.pieces) if found.trimmed else self.trimmer.trim(text, found.pieces, keys)
        words = [text[a:b] for a, b in pieces]
        if any(not 0 < len(w) <= _LONGEST_MEMBER for w in words) or len(set(words)) < len(words):
            return None
        support = found.base + _affinity(words, head)
        clauses = found.clauses or found.pieces
        members = tuple(
            Member(a, b, min(a, clause[0]) if found.direction == "backward" else a, max(b, clause[1]))
            for (a, b), clause in zip(pieces, clauses)
        )
        return Expansion(members, found.direction, support, found.rule)


def keys_of(head: Head) -> list[str]:
    """The strings that members may share according to the head: 意识, 意, 识 for 四个意识."""
    keys: list[str] = []
    for part in head.parts:
        noun = part.noun
        keys += [noun, noun[:2], noun[-2:], noun[:1], noun[-1:]]
    return [k for k in dict.fromkeys(keys) if k]


def _affinity(words: Sequence[str], head: Head) -> float:
    """How much the members look alike: by the head's key, by their ends, by their length."""
    score = 0.0
    if _follow_parts(words, head):
        score += 3.0
    if all(w[:1] == words[0][:1] for w in words) or all(w[-1:] == words[0][-1:] for w in words):
        score += 2.0
    sizes = [len(w) for w in words]
    if max(sizes) == min(sizes):
        score += 1.0
    elif max(sizes) > 3 * min(sizes) + 3:
        score -= 1.0
    return score


def _follow_parts(words: Sequence[str], head: Head) -> bool:
    """Whether the members share the key of their part: of 三问三帮 the first three 问, the others 帮."""
    numbers = [p.number for p in head.parts]
    nouns = [p.noun for p in head.parts]
    if not any(nouns):
        return False
    groups: list[tuple[Sequence[str], str]] = []
    if sum(numbers) == len(words):
        position = 0
        for number, noun in zip(numbers, nouns):
            groups.append((words[position : position + number], noun))
            position += number
    else:
        groups = [(words, noun) for noun in nouns]
    return all(not noun or any(all(k in w for w in group) for k in _part_keys(noun)) for group, noun in groups)


def _part_keys(noun: str) -> set[str]:
    return {noun, noun[:1], noun[-1:]}


def _sentence_end(text: str, position: int) -> int:
    match = _SENTENCE_END.search(text, position)
    return match.start() if match else len(text)


def _levels(text: str, begin: int, limit: int, count: int, base: float, rule: str) -> Iterator[_List]:
    """Lists of `count` pieces that begin at a position, by the marks that part them."""
    end = _LIST_END.search(text, begin, limit)
    run_end = end.start() if end else limit
    run = split(text, begin, run_end, "、")
    if len(run) == count - 1:
        run = split_last(text, run) or run
    if len(run) == count:
        yield _List(tuple(run), "forward", base + 3.0, rule)
    stop = _SENTENCE_END.search(text, begin, limit)
    far = stop.start() if stop else limit
    units = split(text, begin, far, "；")
    if len(units) == count and count > 1:
        firsts = [split(text, a, b, "，：")[0] for a, b in units if b > a]
        if len(firsts) == count:
            yield _List(tuple(firsts), "forward", base + 2.0, rule, clauses=tuple(units))
    for marks in ("，", "、，", "；，", "、，；"):
        pieces = split(text, begin, far, marks)
        if len(pieces) == count - 1 and "、" in marks:
            pieces = split_last(text, pieces) or pieces
        if len(pieces) >= count > 1:
            exact = 2.0 if len(pieces) == count else 0.0
            yield _List(tuple(pieces[:count]), "forward", base + exact - 0.1 * len(marks), rule)


def _with_key(
    text: str, begin: int, limit: int, count: int, keys: Sequence[str], base: float, rule: str
) -> Iterator[_List]:
    """Lists of the pieces that begin or end with the head's key (厘清职能，…；数字赋能，…); the others explain them."""
    pieces = split(text, begin, limit, "，；、")
    for key in keys:
        if len(key) != 1 and key != keys[0]:
            continue
        for test in (str.endswith, str.startswith):
            found = [p for p in pieces if p[1] - p[0] <= 12 and test(text[p[0] : p[1]], key)]
            if len(found) == count < len(pieces):
                clauses = _clauses_until_next(text, found, limit)
                yield _List(tuple(found), "forward", base + 2.0, rule + ".key", clauses=clauses, trimmed=True)
        inner = [_from_key(text, p, key) for p in pieces if key in text[p[0] : p[1]]]
        if len(inner) == count == len(pieces):
            yield _List(tuple(inner), "forward", base + 2.5, rule + ".inner", clauses=tuple(pieces), trimmed=True)


def _from_key(text: str, piece: Piece, key: str) -> Piece:
    """清理证明减材料 → 减材料, for the key 减."""
    at = text.rfind(key, *piece)
    return (at, piece[1]) if at + len(key) < piece[1] else piece


def _clauses_until_next(text: str, pieces: Sequence[Piece], limit: int) -> tuple[Piece, ...]:
    """For each piece, the stretch from its start to the next piece (or the end), without the mark between."""
    ends = [p[0] - 1 for p in pieces[1:]] + [limit]
    return tuple((a, max(b, end)) for (a, b), end in zip(pieces, ends))


def _backward_lists(text: str, begin: int, end: int, count: int, base: float) -> Iterator[_List]:
    """Lists of `count` pieces that end at a position."""
    for marks, extra in (("、", 0.0), ("，、", -1.5)):
        left = begin
        for mark in "；：。" if "，" in marks else "，；：。":
            left = max(left, text.rfind(mark, begin, end) + 1)
        if text[end - 1 : end] in ("”", "’"):
            continue
        left = max(left, text.rfind("“", left, end) + 1 if text.count("“", left, end) > text.count("”", left, end) else left)
        pieces = split(text, left, end, marks)
        if len(pieces) == count - 1:
            pieces = split_last(text, pieces) or pieces
        if len(pieces) == count:
            yield _List(tuple(pieces), "backward", base + 2.0 + extra, "before")
        elif len(pieces) > count > 2 and "，" in marks:
            yield _List(tuple(pieces[-count:]), "backward", base + extra, "before")


def _quoted_lists(text: str, run: Piece, count: int) -> Iterator[_List]:
    """“甲”“乙”“丙”三项工程, and “甲、乙、丙”三线作战."""
    quotes = [m.span(1) for m in re.compile(r"[“‘]([^“”‘’]+)[”’]").finditer(text, *run)]
    if len(quotes) >= count > 1:
        yield _List(tuple(quotes[-count:]), "backward", 5.0, "quotes", trimmed=True)
    pieces = split(text, *quotes[-1], "、，") if quotes else []
    if len(pieces) == count:
        yield _List(tuple(pieces), "backward", 5.0, "quotes", trimmed=True)


def _numbered(text: str, pattern: re.Pattern[str], position: int, limit: int, count: int) -> list[tuple[Piece, Piece]]:
    """The points 1 to `count` of a numbered list that begins soon after a position."""
    expected = 1
    found: list[tuple[Piece, Piece]] = []
    for match in pattern.finditer(text, position, limit):
        number = _NUMERALS.get(match[1]) or (int(match[1]) if match[1].isdigit() else 0)
        if number != expected:
            continue
        if expected == 1 and match.start() - position > 60:
            return []
        found.append(_point(text, match.end(), limit))
        expected += 1
        if expected > count:
            return found
    return []


def _in_order(text: str, words: Sequence[str], position: int, limit: int) -> list[int]:
    """Where the text goes on after each of the words, which must follow each other."""
    places: list[int] = []
    for word in words:
        at = text.find(word, position, limit)
        if at < 0:
            break
        position = at + len(word)
        places.append(position)
    return places


def _point(text: str, start: int, limit: int) -> tuple[Piece, Piece]:
    """(member, clause) of the point that begins at a position."""
    while (lead := _POINT_LEAD.match(text, start, limit)) and lead.end() < limit:
        start = lead.end()
    item = _ITEM_END.search(text, start, limit)
    clause = re.compile(r"[；。\n]").search(text, start, limit)
    return (start, item.start() if item else limit), (start, clause.start() if clause else limit)


def _point_list(text: str, points: Sequence[tuple[Piece, Piece]], rule: str, position: int) -> _List:
    gap = points[0][0][0] - position
    return _List(
        tuple(p for p, _ in points), "forward", 5.0 - 0.02 * gap, rule, clauses=tuple(c for _, c in points), trimmed=True
    )
