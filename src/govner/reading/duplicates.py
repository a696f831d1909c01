"""Copies on one page: many templates print title and body twice (for the screen and for the phone)."""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from govner.reading.lines import Line
from govner.records import BlockKind

# A short line may return in one text (会议还研究了其他事项。); it is a copy only beside other copies.
_SHORT = 12
_NEAR_LENGTH = 30
_NEAR_SHARE = 0.6
_NEAR = 0.88
_ABSTRACT = re.compile(r"[\[(【<]?(?:内容)?(?:摘要|提要|导读|导语|核心提示)[\])】>:]")
_CLAUSE = re.compile(r"[^,。;:!?、]{4,}")
_NOT_TEXT = (BlockKind.METADATA, BlockKind.BYLINE, BlockKind.NAVIGATION, BlockKind.WIDGET, BlockKind.FOOTER)


def find_copies(lines: Sequence[Line]) -> dict[int, int]:
    """Index of each line that repeats an earlier one → index of that one.

    Lines are compared without white space; paragraphs also count as copies where a few words differ.
    """
    copies = _equal_lines(lines)
    for index, original in _near_copies(lines, copies):
        copies[index] = original
    return {i: j for i, j in copies.items() if _is_real(lines, copies, i)}


def similar(a: str, b: str, least: float = _NEAR) -> bool:
    """Whether two texts without spaces are the same but for a few characters (Dice coefficient of character pairs).

    >>> similar("秦立到河口街道调研社区治理工作", "秦立到河口街道调研社区治理")
    True
    """
    if a == b:
        return True
    pairs_a, pairs_b = (Counter(map(str.__add__, text, text[1:])) for text in (a, b))
    total = len(a) + len(b) - 2
    return total > 0 and 2 * (pairs_a & pairs_b).total() >= least * total


def is_abstract(line: Line) -> bool:
    """Whether the line is an abstract ([摘要] …): it says again what the body says, but is no copy."""
    return _ABSTRACT.match(line.text) is not None


def _equal_lines(lines: Sequence[Line]) -> dict[int, int]:
    first: dict[str, int] = {}
    copies: dict[int, int] = {}
    for index, line in enumerate(lines):
        key = line.key
        if len(key) < 6:
            continue
        original = first.setdefault(key, index)
        if original != index:
            copies[index] = original
    return copies


def _near_copies(lines: Sequence[Line], copies: dict[int, int]) -> list[tuple[int, int]]:
    """Paragraphs that share most of their clauses with an earlier one and differ in little."""
    seen: defaultdict[str, list[int]] = defaultdict(list)
    found: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if index in copies or line.kind is not None or len(line.text) < _NEAR_LENGTH or is_abstract(line):
            continue
        clauses = _CLAUSE.findall(line.key)
        shared: Counter[int] = Counter()
        for clause in clauses:
            for earlier in seen[clause][:4]:
                shared[earlier] += len(clause)
        total = sum(map(len, clauses))
        best = max(shared, key=lambda i: (shared[i], -i), default=None)
        if best is not None and shared[best] >= _NEAR_SHARE * total and similar(lines[best].key, line.key):
            found.append((index, best))
            continue
        for clause in clauses:
            seen[clause].append(index)
    return found


def _is_real(lines: Sequence[Line], copies: dict[int, int], index: int) -> bool:
    line = lines[index]
    if line.kind in _NOT_TEXT or (len(line.key) >= _SHORT and not _is_signature(lines, index)):
        return True
    original = copies[index]
    return any(
        0 < other - original <= 3
        for other in (copies.get(index + step, -1) for step in (1, 2, 3))
    ) or any(0 < original - other <= 3 for other in (copies.get(index - step, index) for step in (1, 2, 3)))


def _is_signature(lines: Sequence[Line], index: int) -> bool:
    """Whether the line signs a document (its issuer, above the day): not a copy, though a headline says the same."""
    following = lines[index + 1] if index + 1 < len(lines) else None
    return following is not None and re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", following.key) is not None
