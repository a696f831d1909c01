"""Sentences, quotations and clauses of a view."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^\n]*?(?:[。！？!?]+[”’）》」』\"]*|(?=\n)|\Z)")
_CLAUSE_BREAK = re.compile(r"[，；：。！？]")
_PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）", "【": "】", "〔": "〕"}


@dataclass(frozen=True, slots=True)
class SentenceRange:
    """A sentence as a view range, with the index of its block; `title` marks headline and subtitle lines."""

    start: int
    end: int
    block: int = 0
    title: bool = False


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A stretch between paired marks: `start:end` is the inside, `mark` the opening character."""

    start: int
    end: int
    mark: str


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one block.

    A sentence ends with 。！？ and the quotes or brackets that close after it, or with the block.

    >>> list(split_sentences("他说：“好。”随后离开。", 0, 12))
    [(0, 7), (7, 12)]
    """
    position = start
    while position < end:
        match = _SENTENCE.match(text, position, end)
        stop = match.end() if match else end
        if stop == position:
            position += 1
            continue
        yield position, stop
        position = stop


def enclosures(text: str) -> list[Enclosure]:
    """All quoted and bracketed stretches, nested ones included, in order of their start; unclosed marks are left out.

    >>> [text[e.start:e.end] for text in ["“四能”（一是“好”）"] for e in enclosures(text)]
    ['四能', '一是“好”', '好']
    """
    found: list[Enclosure] = []
    stack: list[tuple[str, int]] = []
    closers = set(_PAIRS.values())
    for match in re.finditer(r"[“”‘’《》（）【】〔〕\n]", text):
        mark = match[0]
        if mark == "\n":
            stack.clear()
        elif mark in _PAIRS:
            stack.append((mark, match.end()))
        elif mark in closers:
            for depth in range(len(stack) - 1, -1, -1):
                opener, inside = stack[depth]
                if _PAIRS[opener] == mark:
                    if match.start() > inside:
                        found.append(Enclosure(inside, match.start(), opener))
                    del stack[depth:]
                    break
    found.sort(key=lambda e: (e.start, -e.end))
    return found


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between ，；：。！？ of a range, without the marks.

    >>> [("甲，乙；丙。")[a:b] for a, b in clauses("甲，乙；丙。", 0, 6)]
    ['甲', '乙', '丙']
    """
    position = start
    for match in _CLAUSE_BREAK.finditer(text, start, end):
        if match.start() > position:
            yield position, match.start()
        position = match.end()
    if position < end:
        yield position, end
