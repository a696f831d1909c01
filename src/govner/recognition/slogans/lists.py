"""Where the members of a numeric head may stand: every list of the right length near it.

These functions only propose; :mod:`govner.recognition.slogans.members` judges. `base` is the support that the
position of a list lends it, from 0 (somewhere) to about 6 (right after 即, numbered points).
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from govner.recognition.slogans.heads import Head
from govner.recognition.slogans.pieces import Piece, split, split_joint

Direction = Literal["forward", "backward"]

_STOP = r"[。！？\n]|\.(?![0-9A-Za-z])"
_SENTENCE_END = re.compile(_STOP)
# Members stand near their head: nothing is looked for farther away, which also keeps endless sentences cheap.
_REACH = 800
_ROOM_PER_MEMBER = 60
_LIST_END = re.compile(rf"{_STOP}|[，；：）]|——|……")
_ITEM_END = re.compile(rf"{_STOP}|[，；：]|——")
_POINT_END = re.compile(rf"{_STOP}|；")
_OPENING = re.compile(r"[，；：（]|——|—|\n")
_NUMERALS = {c: i for i, c in enumerate("一二三四五六七八九十", start=1)}
_MARKERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"([一二三四五六七八九十])是(?:要)?",
        r"([一二三四五六七八九十])要",
        r"([一二三四五六七八九十])问",
        r"第([一二三四五六七八九十])[，、,]\s?(?:要)?",
        r"（([一二三四五六七八九十]|[0-9]{1,2})）",
        r"(?<![0-9.])([0-9]{1,2})[.．、](?![0-9])",
        r"(?<![一二三四五六七八九十])([一二三四五六七八九十])、",
    )
)
_ONE_IS = re.compile(r"一[件个条项类方本种支张笔场]是")
_DASH_POINT = re.compile(r"(?<=[\n。；：])——")
_TIME_FIRST = re.compile(r"(?:到|至)?[0-9]{4}年(?:底)?$")
_POINT_LEAD = re.compile(
    r"要|必须|就是|凡(?:是)?|处理好|打好(?=[^、，]{2,}[战仗])|打赢(?=[^、，]{2,}[战仗])|严把(?=[^、，]{2,}关)"
)
_BEFORE_HEAD = re.compile(
    r"(?:等|的|组成|构成|在内|为主|为主要内容|为内容|这|共|相结合|实现|达到|，这叫|，这就是|，即|，就是|，简称|，也就是)+$"
)
_QUOTED_RUN = re.compile(r"(?:[“‘][^“”‘’\n]{1,40}[”’][、和]?)+$")
_QUOTED = re.compile(r"[“‘]([^“”‘’]+)[”’]")
_ADJECTIVES = "新好优大美强实高快"
_NAMED = re.compile(r"[一二三四五六七八九十两][^，；即]{1,5}(?:即|就是)|[^，；、]{1,2}的是")
_SPOKEN = re.compile(r"[^。：\n]{1,20}：[“‘]")
_WINDOW = 1500


@dataclass(frozen=True, slots=True)
class MemberList:
    """Pieces that may be members.

    Attributes:
        pieces: in order; still with what governs or follows the list unless `trimmed`.
        clauses: for each piece its whole clause; the pieces themselves where None.
    """

    pieces: tuple[Piece, ...]
    direction: Direction
    base: float
    rule: str
    clauses: tuple[Piece, ...] | None = None
    trimmed: bool = False


def sentence_end(text: str, position: int) -> int:
    """The end of the sentence that holds a position, its mark excluded; at most `_REACH` characters on."""
    limit = min(len(text), position + _REACH)
    match = _SENTENCE_END.search(text, position, limit)
    return match.start() if match else limit


def forward_lists(
    text: str, position: int, head: Head, count: int, keys: Sequence[str], introducer: re.Pattern[str]
) -> Iterator[MemberList]:
    """Lists after a head that ends at `position` (closing quote included)."""
    limit = sentence_end(text, position)
    for begin, base, rule in _openings(text, position, limit, introducer):
        end = limit
        if rule == "next":
            end = sentence_end(text, begin)
        elif rule == "bracket":
            close = text.find("）", begin, limit)
            end = close if close > 0 else limit
        end = min(end, begin + _ROOM_PER_MEMBER * (count + 1))
        yield from _levels(text, begin, end, count, base, rule)
        yield from _interleaved(text, begin, end, head, count, base, rule)
        yield from _grouped(text, begin, end, head, count, base, rule)
        if rule == "bracket" or base > 0:
            yield from _with_key(text, begin, end, count, keys, base, rule)


def _openings(
    text: str, position: int, limit: int, introducer: re.Pattern[str]
) -> Iterator[tuple[int, float, str]]:
    """(where a list may begin, support, rule) after a head."""
    near = min(limit, position + 60)
    semicolon = text.find("；", position, near)
    near = semicolon + 1 if semicolon > 0 else near
    for match in introducer.finditer(text, position, near):
        yield match.end(), 3.0 - 0.02 * (match.start() - position), "introduced"
    for order, match in enumerate(list(_OPENING.finditer(text, position, near))[:5]):
        far = 0.03 * (match.start() - position) + 0.4 * order
        if match[0] != "（":
            yield match.end(), (3.0 if match[0] in ("：", "——", "—") else 1.0) - far, "clause"
        elif match.start() - position <= 8:
            yield match.end(), 3.5 - far, "bracket"
    if text[position - 1 : position] in ("”", "’"):
        yield position, 0.0, "adjacent"
    paragraph = limit + 1
    while paragraph < len(text) and text[paragraph] == "\n":
        paragraph += 1
    if paragraph > limit + 1 or text[limit : limit + 1] == "\n":
        following = sentence_end(text, paragraph)
        yield paragraph, -1.6, "next"
        for match in list(_OPENING.finditer(text, paragraph, min(following, paragraph + 40)))[:3]:
            yield match.end(), -1.6, "next"
    elif limit < len(text) and text[limit + 1 : limit + 2] not in ("", "\n"):
        spoken = _SPOKEN.match(text, limit + 1)
        yield (spoken.end() if spoken else limit + 1), -0.5, "next"
        following = sentence_end(text, limit + 1)
        for match in list(_OPENING.finditer(text, limit + 1, min(following, limit + 60)))[:3]:
            yield match.end(), -0.8, "next"


def _levels(text: str, begin: int, limit: int, count: int, base: float, rule: str) -> Iterator[MemberList]:
    """Lists of `count` pieces that begin at a position, by the marks that part them."""
    end = _LIST_END.search(text, begin, limit)
    run = split(text, begin, end.start() if end else limit, "、")
    if len(run) == count - 1:
        run = split_joint(text, run) or run
    if len(run) == count:
        yield MemberList(tuple(run), "forward", base + 3.0 + 0.25 * max(0, count - 3), rule)
    if rule == "adjacent":
        return
    units = split(text, begin, limit, "；")
    if len(units) == count:
        firsts = [_unit_first(text, u) for u in units]
        yield MemberList(tuple(firsts), "forward", base + 2.0, rule, clauses=tuple(units))
    for marks in ("，", "、，", "；，", "、，；"):
        pieces = split(text, begin, limit, marks)
        if len(pieces) == count - 1 and "、" in marks:
            pieces = split_joint(text, pieces) or pieces
        if len(pieces) >= count and not text.startswith("、", pieces[count - 1][1]):
            exact = 2.0 if len(pieces) == count else 0.0
            yield MemberList(tuple(pieces[:count]), "forward", base + exact - 0.1 * len(marks), rule)


def _unit_first(text: str, unit: Piece) -> Piece:
    """The first clause of a unit; the second where the first is a mere date (到2025年，…)."""
    clauses = split(text, *unit, "，：") or [unit]
    if len(clauses) > 1 and _TIME_FIRST.match(text[clauses[0][0] : clauses[0][1]]):
        return clauses[1]
    return clauses[0]


def _grouped(text: str, begin: int, limit: int, head: Head, count: int, base: float, rule: str) -> Iterator[MemberList]:
    """Groups that agree with the parts of a head: 一圈两场三改，即…圈，…、…，…、…、…; 五选五不选，选甲、不选乙，…"""
    numbers = [p.number for p in head.parts]
    groups = split(text, begin, limit, "，；")
    if len(numbers) > 1 and len(groups) >= len(numbers) and sum(numbers) == count:
        pieces = []
        told = 0
        for part, group in zip(head.parts, groups, strict=False):
            number = part.number
            named = _NAMED.match(text, *group)
            told += bool(named and part.noun and text.startswith(part.noun, group[0]))
            found = split(text, named.end() if named else group[0], group[1], "、")
            if len(found) != number:
                break
            pieces += found
        else:
            if any(n > 1 for n in numbers):
                bonus = 4.0 if told == len(numbers) else 0.0
                yield MemberList(tuple(pieces), "forward", base + 2.5 + bonus, rule + ".groups")
    if len(set(numbers)) == 1 and len(numbers) == 2 and count == numbers[0] and len(groups) >= count:
        pairs = groups[:count]
        if all(len(split(text, a, b, "、")) == 2 for a, b in pairs):
            yield MemberList(tuple(pairs), "forward", base + 3.5, rule + ".pairs", trimmed=True)


def _interleaved(
    text: str, begin: int, limit: int, head: Head, count: int, base: float, rule: str
) -> Iterator[MemberList]:
    """四清四看：清…，看…；清…，看…: the parts of the head take turns."""
    nouns = [p.noun for p in head.parts]
    if len(nouns) < 2 or not all(nouns) or count % len(nouns) or count == len(nouns):
        return
    pieces = split(text, begin, limit, "，；")[:count]
    if len(pieces) == count and all(
        text.startswith(nouns[i % len(nouns)], piece[0]) for i, piece in enumerate(pieces)
    ):
        yield MemberList(tuple(pieces), "forward", base + 6.0, rule + ".turns")


def _with_key(
    text: str, begin: int, limit: int, count: int, keys: Sequence[str], base: float, rule: str
) -> Iterator[MemberList]:
    """Lists of the pieces that begin or end with the head's key (厘清职能，…；数字赋能，…); the others explain them."""
    for marks, extra in (("，；", 0.0), ("，；、", -1.0)):
        pieces = split(text, begin, limit, marks)
        if len(pieces) >= count:
            yield from _pieces_with_key(text, pieces, limit, count, keys, base + extra, rule)
        # 聚焦甲、乙办好…，聚焦…，聚焦…: whole clauses carry the key, not what the smaller marks cut out of them.
        if keys and len(keys[0]) > 1 and sum(text.startswith(keys[0], a) for a, _ in pieces) == count:
            return


def _pieces_with_key(
    text: str, pieces: Sequence[Piece], limit: int, count: int, keys: Sequence[str], base: float, rule: str
) -> Iterator[MemberList]:
    for key in keys:
        if len(key) != 1 and key != keys[0]:
            continue
        for test in (str.endswith, str.startswith):
            found = [p for p in pieces if p[1] - p[0] <= 12 and test(text[p[0] : p[1]], key)]
            whole = [p for p in pieces if test(text[p[0] : p[1]], key)]
            if len(found) == count < len(pieces) and len(whole) == count:
                clauses = _until_next(found, limit)
                yield MemberList(tuple(found), "forward", base + 2.0, rule + ".key", clauses, trimmed=True)
        inner = [_from_key(text, p, key) for p in pieces[:count]]
        if key == keys[0] and len(key) == 1 and key not in _ADJECTIVES and all(inner) and _short_alike(inner):
            found = [p for p in inner if p]
            even = 2.0 if len({b - a for a, b in found}) == 1 else 0.0
            yield MemberList(tuple(found), "forward", base + 2.5 + even, rule + ".inner", tuple(pieces[:count]), True)


def _short_alike(pieces: Sequence[Piece | None]) -> bool:
    sizes = [p[1] - p[0] for p in pieces if p]
    return max(sizes) <= 6 and max(sizes) - min(sizes) <= 2


def _from_key(text: str, piece: Piece, key: str) -> Piece | None:
    """清理证明减材料 → 减材料, for the key 减."""
    at = -1 if "、" in text[slice(*piece)] else text.rfind(key, *piece)
    return (at, piece[1]) if at >= piece[0] + 4 and at + len(key) < piece[1] else None


def _until_next(pieces: Sequence[Piece], limit: int) -> tuple[Piece, ...]:
    """For each piece, the stretch from its start to the next piece (or the end), without the mark between."""
    ends = [p[0] - 1 for p in pieces[1:]] + [limit]
    return tuple((a, max(b, end)) for (a, b), end in zip(pieces, ends, strict=False))


def backward_lists(text: str, position: int, count: int, measure: str) -> Iterator[MemberList]:
    """Lists before a head that begins at `position` (opening quote included)."""
    floor = max(0, position - _REACH)
    begin = max(text.rfind("。", floor, position), text.rfind("\n", floor, position), floor - 1) + 1
    begin = max(begin, position - 400)
    tail = _BEFORE_HEAD.search(text, max(begin, position - 12), position)
    end = tail.start() if tail else position
    run = _QUOTED_RUN.search(text, max(begin, end - 120), end)
    if run:
        yield from _quoted_lists(text, run.span(), count, measure)
    else:
        yield from _ending_at(text, begin, end, count, 5.0)
    # …闲置医院，破解“三闲”难题: the list ends a clause, a verb stands between.
    comma = text.rfind("，", max(begin, position - 8), position)
    if comma > begin:
        yield from _ending_at(text, begin, comma, count, 0.5)


def _ending_at(text: str, begin: int, end: int, count: int, base: float) -> Iterator[MemberList]:
    """Lists of `count` pieces that end at a position."""
    for marks, extra in (("、", 0.0), ("，、", -3.5)):
        left = begin
        for mark in "；：。" if "，" in marks else "，；：。":
            left = max(left, text.rfind(mark, begin, end) + 1)
        if text.count("“", left, end) > text.count("”", left, end):
            left = text.rfind("“", left, end) + 1
        pieces = split(text, left, end, marks)
        if len(pieces) == count - 1:
            pieces = split_joint(text, pieces) or pieces
        if len(pieces) == count:
            yield MemberList(tuple(pieces), "backward", base + 2.0 + extra, "before")
        elif len(pieces) > count > 2 and "，" in marks:
            yield MemberList(tuple(pieces[-count:]), "backward", base + extra, "before")


def _quoted_lists(text: str, run: Piece, count: int, measure: str) -> Iterator[MemberList]:
    """“甲”“乙”“丙”三项工程, “甲、乙、丙”三线作战, and “节水优先、…”的“十六字”, which counts characters."""
    quotes = [m.span(1) for m in _QUOTED.finditer(text, *run)]
    if len(quotes) >= count:
        yield MemberList(tuple(quotes[-count:]), "backward", 6.5, "quotes", trimmed=True)
    pieces = split(text, *quotes[-1], "+" if "+" in text[slice(*quotes[-1])] else "、，")
    if len(pieces) == count or (measure.endswith("字") and sum(b - a for a, b in pieces) == count):
        yield MemberList(tuple(pieces), "backward", 5.0, "quotes", trimmed=True)


def point_lists(text: str, position: int, count: int, numeral: str) -> Iterator[MemberList]:
    """Numbered points after a head: 一是…二是…, （一）…, 一件是…一件是…, lines that begin with ——."""
    limit = min(len(text), position + _WINDOW)
    for pattern in _MARKERS:
        points = _numbered(text, pattern, position, limit, count)
        if points and numeral not in text[position : points[0][1][0]]:
            yield _point_list(points, position)
    line = text.rfind("\n", 0, position)
    for pattern in (_ONE_IS, _DASH_POINT):
        matches = list(pattern.finditer(text, position, limit))
        if len(matches) == count and matches[0].start() - position < 40 and not text.startswith("——", line + 1):
            yield _point_list([_point(text, m.end(), limit) for m in matches], position)


def _numbered(text: str, pattern: re.Pattern[str], position: int, limit: int, count: int) -> list[tuple[Piece, Piece]]:
    """The points 1 to `count` of a numbered list that begins soon after a position; none if the list is longer."""
    if not pattern.search(text, position, min(limit, position + 66)):
        return []
    expected = 1
    found: list[tuple[Piece, Piece]] = []
    for match in pattern.finditer(text, position, limit):
        number = _NUMERALS.get(match[1]) or (int(match[1]) if match[1].isdigit() else 0)
        if number != expected:
            continue
        if expected == 1 and match.start() - position > 60:
            return []
        if expected > count:
            return []
        found.append(_point(text, match.end(), limit))
        expected += 1
    return found if len(found) == count else []


def _point(text: str, start: int, limit: int) -> tuple[Piece, Piece]:
    """(member, clause) of the point that begins at a position."""
    while (lead := _POINT_LEAD.match(text, start, limit)) and lead.end() < limit:
        start = lead.end()
    item = _ITEM_END.search(text, start, limit)
    clause = _POINT_END.search(text, start, limit)
    return (start, item.start() if item else limit), (start, clause.start() if clause else limit)


def _point_list(points: Sequence[tuple[Piece, Piece]], position: int) -> MemberList:
    gap = points[0][0][0] - position
    pieces, clauses = tuple(p for p, _ in points), tuple(c for _, c in points)
    return MemberList(pieces, "forward", 6.0 - 0.02 * gap, "points", clauses, trimmed=True)
