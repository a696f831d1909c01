"""Rules of the wide scope: durations (三年半), spans counted from the report (近三年, 五天前), sets (每周一).

In an article these are no dates; a reader of plain sentences may want them.
"""
from __future__ import annotations

import re

from govner.recognition.dates.numerals import number
from govner.recognition.dates.parts import Fields, Rank
from govner.recognition.dates.rules import CN, HOUR_CN, HOUR_DIGITS, NUMBER, WEEKDAYS, Rule, plan

_AMOUNT = rf"(?:(?:[0-9]{{1,4}}(?:\.[0-9])?|[{CN}两]百|[{CN}]?十[{CN}]?|[{CN}两半]) ?)"
# Longer units first; 月 日 时 alone would be calendar units, so they count only after a longer unit.
_UNIT = "(?:个?季度|年|个月|个?星期|个?礼拜|周(?![岁年边围期末])|天|个?小时|个?钟头|分钟|秒钟?)"
_SHORT_UNIT = "(?:个?季度|年|个?月|个?星期|个?礼拜|周|天|日|个?小时|个?钟头|时|分钟?|秒钟?)"
_LENGTH = rf"{_AMOUNT}{_UNIT}(?:半|多)?(?:[又零余]?{_AMOUNT}{_SHORT_UNIT}){{0,6}}"
_UNITS = {
    "年": "Y", "季度": "Q", "月": "M", "星期": "W", "礼拜": "W", "周": "W", "天": "D", "日": "D",
    "小时": "TH", "钟头": "TH", "时": "TH", "分钟": "TM", "分": "TM", "秒钟": "TS", "秒": "TS",
}  # fmt: skip
_PIECE = re.compile(rf"({_AMOUNT})个?(季度|年|月|星期|礼拜|周|天|日|小时|钟头|时|分钟|分|秒钟|秒)(半?)")
_ORDER = ("Y", "Q", "M", "W", "D", "TH", "TM", "TS")
_BACK = "(?:近|最近|过去|前|上|之前)"
_AHEAD = "(?:未来|今后|后|下|往后|接下来|之后)"
WIDE_TRIGGERS = [
    "近", "最近", "过去", "未来", "今后", "往后", "接下来", "之前", "之后", "前", "后", "上", "下", "每",
]  # fmt: skip
WIDE_NUMBER = re.compile(
    NUMBER.pattern
    + r"|(?<![0-9])[0-9]{1,4}(?= ?[个天周小分秒]|\.[0-9])"
    + rf"|[{CN}十两半百](?= ?[年月个天周小分秒星礼百半])"
)
_SET = re.compile(
    rf"每隔?({_AMOUNT})?(?:个?)(季度|年|月|星期|礼拜|周|天|日|小时)([一二三四五六日天])?"
    rf"(上午|下午|早上|晚上|中午)?(?:({HOUR_DIGITS}|{HOUR_CN})[时点])?"
)
_SET_PARTS = {"上午": "morning", "早上": "morning", "中午": "noon", "下午": "afternoon", "晚上": "evening"}


def _amount(text: str) -> float:
    text = text.strip()
    if text == "半":
        return 0.5
    if "." in text:
        return float(text)
    return float(number(text))


def _pieces(text: str) -> dict[str, float]:
    """Amount per unit."""
    amounts: dict[str, float] = {}
    for count, unit, half in _PIECE.findall(text):
        amounts[_UNITS[unit]] = _amount(count) + (0.5 if half else 0)
    return amounts


def timex_duration(amounts: dict[str, float]) -> str:
    """The TIMEX3 duration.

    >>> timex_duration({"D": 8.0, "TH": 20.0}), timex_duration({"Y": 3.5})
    ('P8DT20H', 'P3.5Y')
    """
    days = "".join(f"{amounts[u]:g}{u}" for u in _ORDER[:5] if u in amounts)
    clock = "".join(f"{amounts[u]:g}{u[1]}" for u in _ORDER[5:] if u in amounts)
    return "P" + days + (f"T{clock}" if clock else "")


def _length(text: str) -> Fields | None:
    match = re.search("[之以]?([前后])$", text)
    if match is None:
        # 三天半: the half follows the unit.
        return {"duration": timex_duration(_pieces(text))}
    amounts = _pieces(text[: match.start()])
    if any(unit.startswith("T") for unit in amounts):
        return None
    sign = -1 if match[1] == "前" else 1
    return {"shift": tuple((unit, sign * amount) for unit, amount in amounts.items())}


def _span(text: str) -> Fields | None:
    amounts = _pieces(text)
    if not amounts or any(unit.startswith("T") for unit in amounts):
        return None
    back = re.match(_BACK, text) is not None
    sign = -1 if back else 1
    return {"span": tuple((unit, sign * amount) for unit, amount in amounts.items())}


def _set(text: str) -> Fields | None:
    match = _SET.match(text)
    if match is None:
        return None
    amount, unit, weekday, part, hour = match.groups()
    code = _UNITS[unit]
    if weekday and code == "W":
        value = f"XXXX-WXX-{WEEKDAYS[weekday]}"
        fields: Fields = {"set_value": value}
        if part:
            fields["part_of_day"] = _SET_PARTS[part]
        if hour:
            fields["hour"] = number(hour)
        return fields
    return {"set_value": timex_duration({code: _amount(amount) if amount else 1.0})}


def _half_span(text: str) -> Fields | None:
    late = text[0] in "下后"
    if text.endswith("年"):
        return {"half": 2 if late else 1}
    return None


#: The first comes before the rules of the calendar scope, the others after them.
WIDE_RULES = [
    Rule(
        "set",
        rf"每隔?(?!年的?[0-9{CN}十]|月的?[0-9])"
        rf"(?:(?:{_AMOUNT})?(?:个?季度|年|个?月|个?星期|个?礼拜|周|天|日|个?小时)(?:[一二三四五六日天](?!次))?)"
        rf"(?:上午|下午|早上|晚上|中午)?(?:(?:{HOUR_DIGITS}|{HOUR_CN})[时点])?",
        Rank.CLOCK,
        _set,
    ),
    Rule(
        "span",
        rf"(?<![马一以])(?:{_BACK}|{_AHEAD})的? ?(?!半年|[0-9]{{4}}){_AMOUNT}{_SHORT_UNIT}(?!的?第)",
        Rank.DAY,
        _span,
    ),
    Rule("length", rf"(?<![0-9.第]){_LENGTH}(?:[之以]?[前后](?!来))?", Rank.DAY, _length),
    # The plan without 时期: “十三五”规划.
    Rule("plan_name", rf"“十[{CN}]五”|十[{CN}]五", Rank.YEAR, plan),
    Rule("half_span", "[上下前后]个?半(?:年|个?月|周)", Rank.SEASON, _half_span),
]
