"""Finding the members that a numeric head stands for.

Members stand after the head (“四能”建设，厘清职能，…；数字赋能，…), before it (…大研判、…大落实等六方面硬招), in
brackets, or as numbered points. Every place where a list could begin is tried; a list is only believed if its length
agrees with the number of the head, and of several the best supported wins.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govner.lexicons import Lexicons
from govner.recognition.slogans.formulas import formula_lists
from govner.recognition.slogans.heads import NUMERALS, Head
from govner.recognition.slogans.lists import (
    Direction,
    MemberList,
    backward_lists,
    forward_lists,
    point_lists,
)
from govner.recognition.slogans.pieces import Piece, SloganWords, Trimmer, common_prefix, split
from govner.segmentation import Analysis

#: A list of members needs this much support; a list of two more, since any two things make a pair.
MINIMUM_SUPPORT = 4.0
MINIMUM_SUPPORT_PAIR = 5.0
#: No article has more heads; beyond, nobody looks for members, so that a page made of quotes costs no minutes.
MOST_SEARCHES = 600
_LONGEST_MEMBER = 32
_OTHER_COUNT_PENALTY = 1.5
#: The most that :func:`_affinity` gives.
_MOST_AFFINITY = 7.0


_MARKED = re.compile(r"二[是要来问]|第二|其二|（二）")
#: How far from a head a list may stand that only its key ties to it, and the support it needs: key and common end.
_AFAR = 1000
_SUPPORT_AFAR = 4.2
_RUN = re.compile(r"[^，。；：！？\n（）《》“”‘’、]{1,40}(?:、[^，。；：！？\n（）《》“”‘’、]{1,24})+")
_SURE = 8.0
_SURE_BESIDE = 6.0
_BESIDE = frozenset({"before", "quotes", "bracket", "introduced", "points"})
#: What stands alone without its modifier (项目落地的服务员 → 服务员), and the length from which any member does.
_PERSONS = frozenset({"员", "账", "长"})
_LONG_ENOUGH = 4
_MARKS = "、，“‘"
#: Characters of a verb with its result (做好).
_VERB = 2
_QUOTE = re.compile("[“”‘’]")


@dataclass(frozen=True, slots=True)
class Member:
    """A member in its shortest self-contained form, and its whole clause (view offsets)."""

    start: int
    end: int
    clause_start: int
    clause_end: int


@dataclass(frozen=True, slots=True)
class Expansion:
    """The members found for a head; `support` says how well the list fits, `keyed` whether all members have the
    word that the head counts."""

    members: tuple[Member, ...]
    direction: Direction
    support: float
    rule: str
    keyed: bool = False

    @property
    def sure(self) -> bool:
        """Whether the list holds even against members that the lexicon knows: abbreviations are reused."""
        return self.keyed or self.support >= (_SURE_BESIDE if self.rule in _BESIDE else _SURE)


class MemberFinder:
    """Finds the members of slogans in the text around them."""

    def __init__(self, lexicons: Lexicons) -> None:
        words = lexicons.document("slogan_words", SloganWords)
        self.trimmer = lexicons.made(Trimmer.of)
        self.noun_keys = frozenset(words.noun_keys)
        intro = "|".join(map(re.escape, sorted(words.introducers, key=len, reverse=True)))
        self.introducer = re.compile(rf"[，：]?(?:{intro})[：，]?")

    def find(self, analysis: Analysis, head: Head, start: int, end: int) -> Expansion | None:
        """The members of the head at ``start:end`` (quotes excluded), or None."""
        text = analysis.text
        keys = keys_of(head)
        best: Expansion | None = None
        judged: dict[tuple[tuple[Piece, ...], bool], float] = {}
        for order, count in enumerate(head.counts()):
            penalty = 0.0 if head.tokens else _OTHER_COUNT_PENALTY * order
            for found in self._lists(text, head, count, keys, start, end):
                # Several openings lead to one list; and judging takes longer than knowing that it cannot win.
                known = judged.get((found.pieces, found.trimmed))
                hopeless = best is not None and found.base - penalty + _MOST_AFFINITY <= best.support
                if hopeless or (known is not None and known >= found.base):
                    continue
                judged[found.pieces, found.trimmed] = found.base
                expansion = self._judge(text, found, head, keys, penalty)
                if expansion and (best is None or expansion.support > best.support):
                    best = expansion
        if best is None:
            return None
        needed = MINIMUM_SUPPORT if len(best.members) > 2 else MINIMUM_SUPPORT_PAIR
        return best if best.support >= needed else None

    def find_afar(self, analysis: Analysis, head: Head, start: int) -> Expansion | None:
        """A list elsewhere in the text that has the head's number and carries its key in every member, nearest first.

        “三变”改革 … 要紧扣资源变资产、资金变股金、农民变股东
        """
        counts = head.counts()
        keys = keys_of(head)
        if not counts or not keys:
            return None
        text = analysis.text
        best: Expansion | None = None
        for run in _RUN.finditer(text, max(0, start - _AFAR), min(len(text), start + _AFAR)):
            pieces = split(text, *run.span(), "、")
            if len(pieces) not in counts:
                continue
            direction: Direction = "forward" if run.start() > start else "backward"
            found = MemberList(tuple(pieces), direction, -abs(run.start() - start) / _AFAR, "afar")
            expansion = self._judge(text, found, head, keys, 0.0)
            if expansion and expansion.support >= _SUPPORT_AFAR and (best is None or expansion.support > best.support):
                best = expansion
        return best

    def _lists(
        self, text: str, head: Head, count: int, keys: Sequence[str], start: int, end: int
    ) -> Iterator[MemberList]:
        outer_start, outer_end = start, end
        if text[start - 1 : start] in ("“", "‘"):
            outer_start -= 1
        if text[end : end + 1] in ("”", "’"):
            outer_end += 1
        if head.tokens:
            yield from formula_lists(text, outer_end, head, self.trimmer)
        yield from forward_lists(text, outer_end, head, count, keys, self.introducer)
        yield from backward_lists(text, outer_start, count, head.parts[-1].noun or head.parts[-1].number_text)
        yield from point_lists(text, outer_end, count, head.parts[0].number_text[0])

    def _judge(
        self, text: str, found: MemberList, head: Head, keys: Sequence[str], penalty: float
    ) -> Expansion | None:
        pieces = list(found.pieces) if found.trimmed else self.trimmer.trim(text, found.pieces)
        pieces = self._at_noun(text, _without_own_number(text, pieces, head), head)
        pieces = _without_modifiers(text, _without_frame(text, _without_carrier(text, pieces, head), head), head)
        words = [text[a:b] for a, b in pieces]
        if any(not 0 < len(w) <= _LONGEST_MEMBER for w in words) or len(set(words)) < len(words):
            return None
        if any(head.surface in w for w in words):
            return None
        if _MARKED.match(words[1]) or (len(words) == 2 and any(_QUOTE.search(w) for w in words)):
            return None
        support = found.base + _affinity(words, head) - penalty
        clauses = found.clauses or found.pieces
        members = tuple(
            Member(a, b, min(a, clause[0]) if found.direction == "backward" else a, max(b, clause[1]))
            for (a, b), clause in zip(pieces, clauses, strict=False)
        )
        noun = head.parts[0].noun if len(head.parts) == 1 else ""
        keyed = len(noun) > 1 and all(noun in word for word in words)
        return Expansion(members, found.direction, support, found.rule, keyed)

    def _at_noun(self, text: str, pieces: list[Piece], head: Head) -> list[Piece]:
        """以领导包抓制压担子 → 领导包抓制, where 制 is what the head counts; 问题清单不怕长 → 问题清单."""
        noun = head.parts[0].noun if len(head.parts) == 1 else ""
        if not noun or not all(noun in text[a + 1 : b] for a, b in pieces):
            return pieces
        if noun not in self.noun_keys and not _with_predicates(noun, [text[a:b] for a, b in pieces]):
            return pieces
        found = []
        for start, end in pieces:
            start = self.trimmer.strip_lead(text, start, end)
            found.append((start, text.rfind(noun, start + 1, end) + len(noun)))
        return found


def _with_predicates(noun: str, words: Sequence[str]) -> bool:
    """Whether a short predicate follows the noun in every member (问题清单不怕长，责任清单不能空)."""
    rests = [len(word) - word.rfind(noun) - len(noun) for word in words]
    return len(noun) > 1 and not set(noun) & set(NUMERALS) and all(2 <= rest <= 5 for rest in rests)


def _without_own_number(text: str, pieces: list[Piece], head: Head) -> list[Piece]:
    """居委会、业委会、物业企业三方联席议事 → …、物业企业, where the head is 三方联动."""
    start, end = pieces[-1]
    number = head.parts[0].number_text + head.parts[0].noun[:1] if head.parts and not head.tokens else ""
    at = text.find(number, start + 1, end) if len(number) > 1 else -1
    return [*pieces[:-1], (start, at)] if at > 0 else pieces


def _without_carrier(text: str, pieces: list[Piece], head: Head) -> list[Piece]:
    """做好换届与防疫结合的文章 → 换届与防疫结合, where the head is a figure of speech (三篇文章)."""
    tail = "的文章"
    is_figure = len(head.parts) == 1 and head.parts[0].noun == "文章"
    if not is_figure or not all(text.endswith(tail, a, b) for a, b in pieces):
        return pieces
    shared = len(common_prefix([text[a:b] for a, b in pieces])) >= _VERB
    verb = _VERB if shared and all(b - a > len(tail) + 2 * _VERB for a, b in pieces) else 0
    return [(a + verb, b - len(tail)) for a, b in pieces]


def _without_frame(text: str, pieces: list[Piece], head: Head) -> list[Piece]:
    """县、镇、村联防 → 县, 镇, 村, where 联防 is the frame of 三级联防."""
    start, end = pieces[-1]
    frame = head.frame or (head.parts[-1].noun if head.parts and len(head.parts[-1].number_text) > 1 else "")
    alone = frame and text.endswith(frame, start, end) and not any(text.endswith(frame, a, b) for a, b in pieces[:-1])
    if alone and end - start > len(frame):
        return [*pieces[:-1], (start, end - len(frame))]
    return pieces


def _without_modifiers(text: str, pieces: list[Piece], head: Head) -> list[Piece]:
    """诉求合理的解决问题到位 → 解决问题到位; 群众的满意账 → 满意账, where the head counts 账."""
    noun = head.parts[0].noun if len(head.parts) == 1 else ""
    cuts = [text.rfind("的", a + 2, b - 1) + 1 for a, b in pieces]
    if not all(cuts) or any(text[cut] in _MARKS for cut in cuts):
        return pieces
    short = [(cut, b) for cut, (_, b) in zip(cuts, pieces, strict=True)]
    if noun in _PERSONS and all(text.endswith(noun, a, b) and b - a > len(noun) for a, b in short):
        return short
    return short if all(b - a >= _LONG_ENOUGH for a, b in short[:-1]) and len(short) > 2 else pieces


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
        score += 3.0 + (len(head.parts) > 1)
        noun = head.parts[0].noun
        # 问题清单, 责任清单, …: a whole word in common is no chance.
        score += 1.0 if len(head.parts) == 1 and len(noun) > 1 and all(noun in word for word in words) else 0.0
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
        for number, noun in zip(numbers, nouns, strict=False):
            groups.append((words[position : position + number], noun))
            position += number
    else:
        groups = [(words, noun) for noun in nouns]
    return all(not noun or _all_carry(noun, group) for group, noun in groups)


def _all_carry(noun: str, words: Sequence[str]) -> bool:
    """Whether all words contain the noun, or all its first or all its last character."""
    return any(all(key in word for word in words) for key in (noun, noun[:1], noun[-1:]))
