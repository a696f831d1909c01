"""Numbers as dates spell them: 26, 二十六, 廿六, 二〇二〇."""
from __future__ import annotations

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "O": 0, "o": 0, "两": 2, "元": 1}


def number(text: str) -> int:
    """The value of a small number in ASCII or Chinese digits; spaces inside are ignored.

    >>> [number(s) for s in ("26", "2 6", "二十六", "廿六", "十", "三十一", "二〇二〇", "两千零四", "三百")]
    [26, 26, 26, 26, 10, 31, 2020, 2004, 300]
    """
    text = text.replace(" ", "")
    if text.isdigit() and text.isascii():
        return int(text)
    if text[0] in "廿卅":
        return (20 if text[0] == "廿" else 30) + (_DIGITS[text[1]] if len(text) > 1 else 0)
    if "千" in text:
        head, tail = text.split("千", 1)
        return _DIGITS[head] * 1000 + (number(tail.lstrip("零〇")) if tail else 0)
    if "百" in text:
        return _DIGITS[text[0]] * 100
    if "十" in text:
        head, tail = text.split("十", 1)
        return (_DIGITS[head] if head else 1) * 10 + (_DIGITS[tail] if tail else 0)
    value = 0
    for character in text:
        value = value * 10 + (_DIGITS[character] if character in _DIGITS else int(character))
    return value
