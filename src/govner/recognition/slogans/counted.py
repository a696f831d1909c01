"""Heads without quotes: a number and a noun whose members stand right there (处理好三对关系。一是…，二是…，三是…)."""
from __future__ import annotations

import re
from collections.abc import Iterator

from govner.lexicons import Lexicons
from govner.recognition.slogans.heads import MEASURES, parse_head
from govner.recognition.slogans.members import MOST_SEARCHES, Expansion, MemberFinder
from govner.recognition.slogans.pieces import SloganWords
from govner.segmentation import Analysis

_NOUN = r"[^，。；：！？、—“”‘’（）《》\n0-9和及与的是等之]"
_BEFORE = r"(?<![一二三四五六七八九十百千万零第0-9年月周初每前后上下+“‘、])"
_MEASURED = rf"(?:{'|'.join(MEASURES)})(?:一{_NOUN}{{0,3}}|{_NOUN}{{1,6}})"
_COUNTED = re.compile(rf"{_BEFORE}[二三四五六七八九十两](?:{_MEASURED}|{_NOUN}{{1,3}})")
_OPENS_LIST = re.compile(r"[：—。（]|，[即把]")
#: What a verb with its result says of the head is no part of it: 把三张单子办实.
_RESULT = re.compile(r"(?<=..)[办抓做落管守用走写答打建理算讲备][实好牢住清紧细足强优透]$|(?<=..)合力$")
#: 三个责任, but neither 三个责任人 nor 三个战略支点.
_LONGER_NOUN = re.compile(
    "(?<=责任)(?:[人书制区状田]|主体|部门|单位)|(?<=战略)(?:支点|后方|腹地|要地|通道|性|科技|投资|合作|物资)|(?<=工程)[师队车]"
)
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
        self.policy = re.compile("|".join(map(re.escape, sorted(words.policy_nouns, key=len, reverse=True))))

    def __call__(self, analysis: Analysis) -> Iterator[tuple[int, int, Expansion]]:
        """Such heads: start, end, members."""
        text = analysis.text
        searches = 0
        for match in _COUNTED.finditer(text):
            start, end = match.span()
            policy = self.policy.search(text, start + 1, end)
            if policy and _LONGER_NOUN.match(text, policy.end()):
                continue
            if policy:
                end = policy.end()
            opens = self._opens_list(text, end) or _joined(text, start)
            if not policy and (result := _RESULT.search(text[start:end])):
                end = start + result.start()
            phrase = text[start:end]
            if phrase.endswith(self.plain) or _PLAIN.match(phrase) or not (policy or opens):
                continue
            searches += 1
            if searches > MOST_SEARCHES:
                return
            expansion = self.finder.find(analysis, parse_head(phrase), start, end)
            if expansion is None:
                continue
            needed = _SUPPORT_MEASURED if policy or _HAS_MEASURE.match(phrase) else _SUPPORT_SHORT
            beside = policy or expansion.direction == "forward" or expansion.rule == "quotes"
            if expansion.support >= needed and beside:
                yield start, end, expansion

    @staticmethod
    def _opens_list(text: str, end: int) -> bool:
        """Whether a list may open right after a phrase."""
        return bool(_OPENS_LIST.match(text, end))


def _joined(text: str, start: int) -> bool:
    """Whether a quoted sum stands right before: “河长+警长+民间河长”三长合力."""
    return text[start - 1] == "”" and "+" in text[text.rfind("“", max(0, start - 40), start) : start]
