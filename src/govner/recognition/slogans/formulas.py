"""Members of digit formulas (1+3+X, 1235, 十百千): one for each part, where the text tells them."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govner.recognition.slogans.heads import Head, value_of
from govner.recognition.slogans.lists import MemberList, sentence_end
from govner.recognition.slogans.pieces import Piece, Trimmer, split

_WINDOW = 400
_DEFINES = re.compile(r"(?:就是|即|是指|指的是|指|是|为|代表)")
_STOP = re.compile(r"[，；。\n]|\.(?![0-9])")
_DEFINED_UNIT = re.compile(r"(?:，即|——|：|即是|即|就是|，就是)")
_MEASURE = "[个名支家类项条块方位套张批种大只户所场件座本]"
_LEAF_NUMBER = re.compile(rf"([一二两三四五六七八九十0-9])(?:{_MEASURE}|件)")
_DIGIT_WORDS = {**{str(i): f"{i}{c}" for i, c in enumerate("一二三四五六七八九", start=1)}, "2": "2二两"}


def formula_lists(text: str, position: int, head: Head, trimmer: Trimmer) -> Iterator[MemberList]:
    """Lists of members for a digit formula that ends at `position` (closing quote included)."""
    tokens = head.tokens
    if len(tokens) < 2:
        return
    for pieces in (
        _quoted_parts(text, position, tokens, trimmer),
        _defined_units(text, position, tokens),
        _numbered_phrases(text, position, tokens),
        _begun_pieces(text, position, tokens, "+" in head.surface, trimmer),
        _carried_pieces(text, position, tokens, trimmer),
        _listed_pieces(text, position, tokens, trimmer),
    ):
        if pieces:
            yield MemberList(tuple(pieces), "forward", 8.0, "formula", trimmed=True)
            return


def _quoted_parts(text: str, position: int, tokens: Sequence[str], trimmer: Trimmer) -> list[Piece]:
    """“1”是党建统领，“3”是…; 以小区党支部为“1”个核心，以…为“3”方支撑."""
    pieces: list[Piece] = []
    limit = min(len(text), position + _WINDOW)
    for token in tokens:
        match = re.compile(f"[“‘]{re.escape(token)}[”’]").search(text, position, limit)
        if match is None:
            return []
        position = match.end()
        defined = _DEFINES.match(text, position)
        if defined:
            stop = _STOP.search(text, defined.end(), limit)
            end = stop.start() if stop else limit
            pieces.append((_without_verb(text, defined.end(), end, trimmer), end))
        else:
            start = max(text.rfind(mark, 0, match.start()) for mark in "，；。\n") + 1
            end = match.start()
            for word in ("作为", "为", "等"):
                if text.endswith(word, start, end):
                    end -= len(word)
            start = _without_verb(text, start, end, trimmer)
            if end - start < 2:
                return []
            pieces.append((start, end))
    return pieces


def _without_verb(text: str, start: int, end: int, trimmer: Trimmer) -> int:
    """Where the noun begins in 广泛吸纳驻区单位: behind the governing verb, if there is one near the front."""
    begin = trimmer.strip_lead(text, start, end)
    if begin > start:
        return begin
    verb = trimmer.verb.match(text, begin + 2, end)
    return verb.end() if verb and end - verb.end() >= 2 else begin


def _defined_units(text: str, position: int, tokens: Sequence[str]) -> list[Piece]:
    """一条主线，即甲；两条底线，即乙、丙；…: the members are what the units list."""
    limit = sentence_end(text, position)
    units = split(text, position, limit, "；")
    if len(units) == 1:
        units = split(text, position, limit, "，")
    leaves: list[Piece] = []
    seen = 0
    for start, end in units:
        number = _LEAF_NUMBER.search(text, start, min(end, start + 40))
        if number is None:
            continue
        if seen >= len(tokens) or number[1] not in _DIGIT_WORDS.get(tokens[seen], tokens[seen]):
            return []
        seen += 1
        definer = _DEFINED_UNIT.search(text, number.end(), min(end, number.end() + 14))
        if definer is None:
            continue
        found = split(text, definer.end(), end, "、")
        count = int(number[1]) if number[1].isdigit() else value_of(number[1])
        if len(found) == count:
            leaves += found
    return leaves if seen >= len(tokens) - 1 and len(leaves) > 2 else []


def _numbered_phrases(text: str, position: int, tokens: Sequence[str]) -> list[Piece]:
    """…“一个目标”，…“两条底线”，…: the quoted phrases that begin with the digits in order."""
    pieces: list[Piece] = []
    limit = sentence_end(text, position)
    for token in tokens:
        words = _DIGIT_WORDS.get(token, token)
        match = re.compile(rf"[“‘]([{words}][^“”‘’]{{2,8}})[”’]").search(text, position, limit)
        if match is None:
            return []
        pieces.append(match.span(1))
        position = match.end()
    return pieces


def _begins(token: str) -> re.Pattern[str]:
    """How a member of a part begins: 1名, 一名, 3支; N户, 若干."""
    if token in ("N", "X", "n", "x"):
        return re.compile(rf"{token}(?={_MEASURE})|若干|多[个名家支方]")
    if token in ("十", "百", "千", "万"):
        return re.compile(token)
    if token.isdigit() and len(token) == 1:
        return re.compile(rf"[{_DIGIT_WORDS.get(token, token)}](?![0-9])")
    return re.compile(re.escape(token))


def _begun_pieces(text: str, position: int, tokens: Sequence[str], joined: bool, trimmer: Trimmer) -> list[Piece]:
    """1个海上党支部、5支服务队、N名志愿者: successive pieces that begin with the parts."""
    limit = sentence_end(text, position)
    # 213: 建好2个产业园… keeps its verbs; in 1+2+N only the nouns are counted.
    verbs = all(t.isdigit() for t in tokens) and not joined
    pieces = split(text, position, limit, "、，；：")
    flat: list[Piece] = []
    for start, end in pieces:
        joint = text.find("和", start + 2, end)
        flat += [(start, joint), (joint + 1, end)] if joint > 0 and end - joint > 3 else [(start, end)]
    for candidates in (pieces, flat):
        for first in range(len(candidates) - len(tokens) + 1):
            found = []
            for token, (start, end) in zip(tokens, candidates[first:], strict=False):
                at = _where(text, start, end, token, trimmer)
                if at is None:
                    break
                keep = verbs and text[at] in "123456789"
                found.append((_after_definer(text, start, at) if keep else at, end))
            else:
                return [*found[:-1], trimmer.trim_last(text, found)]
    return []


def _after_definer(text: str, start: int, end: int) -> int:
    """Where a piece begins behind 即, 就是, …"""
    definer = _DEFINES.match(text, start, end)
    return definer.end() if definer else start


def _where(text: str, start: int, end: int, token: str, trimmer: Trimmer) -> int | None:
    """Where a member that begins with a part starts in a piece: behind no more than a governing verb."""
    match = _begins(token).search(text, start, min(end, start + 20))
    if match is None or end - match.end() < 2:
        return None
    lead = text[start : match.start()]
    governed = len(lead) <= 4 or lead[-1] in "由即" or trimmer.verb.fullmatch(lead[-2:])
    return match.start() if governed else None


def _carried_pieces(text: str, position: int, tokens: Sequence[str], trimmer: Trimmer) -> list[Piece]:
    """社区党委1个主心骨领着议，网格长、老党员5类人固定议，…N方…: what stands before each number, or else behind it."""
    limit = sentence_end(text, position)
    groups = split(text, position, limit, "，；：")
    for first in range(len(groups) - len(tokens) + 1):
        found: list[Piece] = []
        for token, (start, end) in zip(tokens, groups[first:], strict=False):
            match = re.compile(f"(?:{_begins(token).pattern}){_MEASURE}").search(text, start, end)
            if match is None:
                break
            before_end = match.start() - (1 if text[match.start() - 1] == "等" else 0)
            before = (_without_verb(text, start, before_end, trimmer), before_end)
            carried = before[1] - before[0] > 2 and text[before_end - 1] not in "设有由配建"
            found.append(before if carried else (match.end(), end))
        else:
            return found
    return []


def _listed_pieces(text: str, position: int, tokens: Sequence[str], trimmer: Trimmer) -> list[Piece]:
    """由小组牵头抓总、五个专班分线推进、各县区具体落实: a list of the right length that counts one part at least."""
    limit = sentence_end(text, position)
    for start, end in split(text, position, limit, "，；：")[:3]:
        pieces = split(text, start, end, "、")
        if len(pieces) != len(tokens) or len(pieces) < 3:
            continue
        numbered = zip(tokens, pieces, strict=True)
        if any(re.match(f"(?:{_begins(token).pattern}){_MEASURE}", text[a:b]) for token, (a, b) in numbered):
            return trimmer.trim(text, pieces)
    return []
