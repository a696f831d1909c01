"""Heads without quotes: a number and a noun whose members stand right there (处理好三对关系。一是…，二是…，三是…)."""
from __future__ import annotations

import re
from collections.abc import Iterator

from govner.lexicons import Lexicons
from govner.recognition.slogans.heads import MEASURES, parse_head
from govner.recognition.slogans.members import MemberFinder
from govner.recognition.slogans.pieces import SloganWords
from govner.segmentation import Analysis

_NOUN = r"[^，。；：！？、—“”‘’（）《》\n0-9和及与的是等之]"
_BEFORE = r"(?<![一二三四五六七八九十百千万零第0-9年月周初每前后上下+“‘、])"
_MEASURED = rf"(?:{'|'.join(MEASURES)})(?:一{_NOUN}{{0,3}}|{_NOUN}{{1,6}})"
_COUNTED = re.compile(rf"{_BEFORE}[二三四五六七八九十两](?:{_MEASURED}|{_NOUN}{{1,3}})")
_OPENS_LIST = re.compile(r"[：—。，（]")
#: Support that the members of a head with and without a measure word need.
_SUPPORT_MEASURED = 6.0
_SUPPORT_SHORT = 8.5
_PLAIN = re.compile(r".(?:期|季度|等[奖功]|方面(?!硬招))")
_HAS_MEASURE = re.compile(rf".(?:{'|'.join(MEASURES)})")


class CountedHeads:
    """Finds counted heads whose members the text gives."""

    def __init__(self, lexicons: Lexicons, finder: MemberFinder) -> None:
        words = lexicons.document("slogan_words", SloganWords)
        self.finder = finder
        self.plain = tuple(words.plain_nouns)
        self.policy = tuple(words.policy_nouns)

    def __call__(self, analysis: Analysis) -> Iterator[tuple[int, int]]:
        """The ranges of such heads."""
        text = analysis.text
        for match in _COUNTED.finditer(text):
            start, end = match.span()
            if match[0].endswith(self.plain) or _PLAIN.match(match[0]) or not self._worth_a_search(text, start, end):
                continue
            expansion = self.finder.find(analysis, parse_head(match[0]), start, end)
            if expansion is None:
                continue
            named = match[0].endswith(self.policy)
            needed = _SUPPORT_MEASURED if named or _HAS_MEASURE.match(match[0]) else _SUPPORT_SHORT
            if expansion.support >= needed and (named or expansion.direction == "forward"):
                yield start, end

    def _worth_a_search(self, text: str, start: int, end: int) -> bool:
        """Whether a list may open right after the phrase, or the phrase sums up a list before it."""
        after = text[end : end + 1]
        if after and _OPENS_LIST.match(after):
            return after != "，" or text.startswith("即", end + 1) or text[start:end].endswith(self.policy)
        return text[start:end].endswith(self.policy)
