"""Sentences as pieces that the network can read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from govner.segmentation.sentences import SentenceRange

#: Longest piece in characters.
LONGEST = 192

_MARK = re.compile(r"[，；：、。！？ ]")


def windows(text: str, sentences: Iterable[SentenceRange]) -> Iterator[tuple[int, int]]:
    """The view ranges of all sentences, those that are too long cut after their last mark in reach (or, without any,
    anywhere).

    >>> list(windows("好。", [SentenceRange(0, 2)]))
    [(0, 2)]
    """
    for sentence in sentences:
        start = sentence.start
        while sentence.end - start > LONGEST:
            cut = start + LONGEST
            # A cut near the beginning would make many small pieces.
            for mark in _MARK.finditer(text, start + LONGEST // 2, start + LONGEST):
                cut = mark.end()
            yield start, cut
            start = cut
        if start < sentence.end:
            yield start, sentence.end
