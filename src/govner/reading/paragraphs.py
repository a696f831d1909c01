"""Soft line breaks: lines that were wrapped inside a sentence are put together again."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from govner.reading.lines import Line

_NARROWEST = 24  # columns; shorter lines are verse, names, headings
_WIDEST = 240
_PLAY = 4  # columns by which wrapped lines differ: a mark that may not begin a line is carried over
_CLOSED = re.compile(r"[。!?:;…][”’\"')\]】》」』]*$")
_NEW_ITEM = re.compile(
    r"[(\[【〖]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)\]】〗]?[、.．)][^\d]|[(\[](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)\]]"
    r"|第[一二三四五六七八九十]{1,3}[,、条章]|[●○■□◆◇▲△★☆·•*—–-]{1,3}"
)


def join_wrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines, with every paragraph that was wrapped at a fixed width as one line.

    A line goes on in the next one if it is as wide as the text's wrapped lines are, ends inside a sentence, no empty
    line follows, and the next line opens no item, label or indented paragraph.
    """
    width = _wrap_width(lines)
    if width is None:
        return list(lines)
    joined: list[Line] = []
    run: list[Line] = []
    for index, line in enumerate(lines):
        run.append(line)
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following is None or not _goes_on(line, following, width):
            joined.append(_one_line(run))
            run = []
    return joined


def _one_line(run: Sequence[Line]) -> Line:
    """A paragraph's lines as one; readable text has the raw text's length only within a line, so one space may do."""
    if len(run) == 1:
        return run[0]
    return Line(run[0].start, run[-1].end, " ".join(line.text for line in run), run[0].gap, run[0].indent)


def _columns(line: Line) -> int:
    """Its width on paper: a Chinese character takes two columns, as it takes two bytes in GBK."""
    return len(line.text.encode("gbk", "replace")) if len(line.text) <= _WIDEST else len(line.text)


def _breaks_inside(line: Line, following: Line) -> bool:
    """Whether nothing but the width speaks against these two lines being one paragraph."""
    return (
        line.kind is None
        and following.kind is None
        and not following.gap
        and not _CLOSED.search(line.text)
        and not _NEW_ITEM.match(following.text)
        and following.indent <= line.indent + 1
    )


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """The width at which the text was wrapped, in columns; None where it was not."""
    broken: Counter[int] = Counter()
    for line, following in pairwise(lines):
        if _breaks_inside(line, following):
            columns = _columns(line)
            if _NARROWEST <= columns <= _WIDEST:
                broken[columns] += 1
    if not broken:
        return None
    width = max(broken)
    near = sum(count for columns, count in broken.items() if columns >= width - _PLAY)
    wider = sum(1 for line in lines if line.kind is None and _columns(line) > width + _PLAY)
    # One broken line proves nothing, nor do several where other lines run on past that width.
    return width if near >= 2 and wider == 0 else None


def _goes_on(line: Line, following: Line, width: int) -> bool:
    return _breaks_inside(line, following) and width - _PLAY - line.indent <= _columns(line)
