"""Traditional and simplified characters: telling which an article is written in, and the map from one to the other."""
from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from govner.lexicons import Lexicons, Row

Script = Literal["simplified", "traditional"]

# Simplified texts hold a few traditional characters (於 in a name, a banner in a menu), traditional ones one in every
# four. Between these the share decides, so that neither name nor menu makes an article traditional.
_SAMPLE = 8_000
_LEAST_SIGNS = 4
_LEAST_SHARE = 0.08
_HAN = re.compile("[\u3400-\u9fff]+")


class _Pair(Row):
    traditional: str
    simplified: str


@lru_cache(maxsize=1)
def simplified_forms() -> Mapping[int, str]:
    """Traditional to simplified, one character to one, in the form that :meth:`str.translate` takes.

    >>> "調研鶴山市".translate(simplified_forms())
    '调研鹤山市'
    """
    return {ord(pair.traditional): pair.simplified for pair in Lexicons().rows("traditional", _Pair)}


@lru_cache(maxsize=1)
def _traditional_characters() -> frozenset[str]:
    return frozenset(map(chr, simplified_forms()))


def script_of(text: str) -> Script:
    """Which script most of a text is written in; without clear signs it is simplified.

    >>> script_of("區委書記歐陽振鵬到鶴山市調研，於下午召開座談會")
    'traditional'
    >>> script_of("于得水、於小楠到黄宅镇巡查")
    'simplified'
    """
    sample = text[:_SAMPLE]
    signs = _traditional_characters() & set(sample)
    if len(signs) < _LEAST_SIGNS:
        return "simplified"
    hits = sum(map(sample.count, signs))
    return "traditional" if hits >= _LEAST_SHARE * sum(map(len, _HAN.findall(sample))) else "simplified"
