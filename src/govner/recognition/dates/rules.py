"""The rules for date pieces with numbers: 2020年, 9月, 8日, 今（26）日, 10时30分, 三季度, “十四五”时期.

Each rule is a pattern and a reader that turns what it matched into fields of :class:`DateParts`. No pattern has nested
repetition, and each looks at a bounded number of characters from its start.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from govner.recognition.dates.numerals import number
from govner.recognition.dates.parts import Fields, Rank

Reader = Callable[[str], Fields | None]
Alone = Literal["yes", "no", "clause", "context"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of date piece.

    Attributes:
        name: unique; the name of the rule in candidates is `dates.` and this.
        pattern: what it looks like.
        rank: how coarse it is.
        read: the fields that a match stands for, None if it is no date after all.
        alone: whether it makes a date by itself: "yes", "no", "clause" (where a clause begins), or "context" (if what
            stands around allows it).
    """

    name: str
    pattern: str
    rank: Rank
    read: Reader
    alone: Alone = "yes"


CN = "一二三四五六七八九"
DASH = "(?:[至到]|[-－~～]|[—–]{1,2})"
HOUR_CN = f"二十[{CN}]?|十[{CN}]?|[{CN}两零]"
HOUR_DIGITS = "(?:2[0-4]|[01]?[0-9])"
SHORT_PARTS = {"晚": "evening", "早": "morning", "夜": "night", "晨": "early_morning"}
WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日", start=1)} | {"天": 7}
_MONTH_CN = f"十[一二]|[{CN}十]"
_MONTH_NUMBER = (
    rf"(?:(?<![0-9%])(?:1 ?[0-2]|0 ?[1-9]|[1-9])|(?<![{CN}十百千万第每0-9])(?:{_MONTH_CN})|(?<![单美公多万亿])元)"
)
_DAY_CN = f"[二三]十[{CN}]?|十[{CN}]?|[{CN}]|廿[{CN}]?|卅"
_DAY_DIGITS = "(?:[1-2] ?[0-9]|3 ?[01]|0 ?[1-9]|[1-9])"
_MINUTE = f"(?:[0-5]?[0-9]|[二三四五]十[{CN}]?|十[{CN}]?|零[{CN}])"
# Typists write the zero of 二〇二一年 as a letter or a digit too.
_YEAR_CN = "[一二][〇○零Oo0一二三四五六七八九]{3}"
_WEEK = "(?:周|星期|礼拜)"
# 日 is always a day of the month; 号 also numbers houses, lines and documents.
_DAY_UNIT = "(?:日|号(?![线楼院泊文令公地门机召店馆坑井厅车桥仓站]))"
_HOUR_UNIT = (
    "(?:时(?!期(?!间)|[间代候常刻针节光段速差任])|点(?![一二三四五六七八九]?[要意建希共位项为是条])钟?)"
)
_NTH = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _numbers(text: str) -> list[int]:
    return [int(n) for n in re.findall(r"[0-9]+", text)]


def _year(text: str) -> Fields | None:
    digits = text.removeprefix("公元").removesuffix("度").removesuffix("年")
    if digits.startswith("民国"):
        return {"year": 1911 + number(digits[2:])}
    year = number(digits)
    if year < 100:
        year += 2000 if year < 50 else 1900
    return {"year": year}


def _iso(text: str) -> Fields | None:
    year, month, day = _numbers(text.replace(" ", ""))
    return {"year": year, "month": month, "day": day}


def _dmy(text: str) -> Fields | None:
    day, month, year = _numbers(text)
    return {"year": year, "month": month, "day": day}


def _month_pair(text: str) -> Fields | None:
    return {"month": number(text[0]), "month_to": number(text[1])}


def _clock(text: str) -> Fields | None:
    parts = _numbers(text)
    return dict(zip(("hour", "minute", "second"), parts, strict=False))


_ROUGH_MINUTES = re.compile("[多余]分$")
_HOUR = re.compile(r"^([早晚夜]?)([^时点]+)[时点]钟?(.*?)([许多]?)$")


def _hour(text: str) -> Fields | None:
    match = _HOUR.match(_ROUGH_MINUTES.sub("分多", text))
    assert match
    part, hour, rest, rough = match.groups()
    fields: Fields = {"hour": number(hour)}
    if part:
        fields["part_of_day"] = SHORT_PARTS[part]
    if rest == "半":
        fields["minute"] = 30
    elif rest.endswith("刻"):
        fields["minute"] = 15 if rest[0] == "一" else 45
    elif rest and rest != "整":
        pieces = [number(p.lstrip("零") or "零") for p in re.split("[分秒]", rest) if p]
        fields.update(zip(("minute", "second"), pieces, strict=False))
    if rough:
        fields["approx"] = True
    return fields


def _new_year_day(text: str) -> Fields | None:
    month, day = (12, 30) if text.endswith("三十") else (1, number(text[-1]))
    return {"month": month, "day": day, "lunar": True}


def _day_bare(text: str) -> Fields | None:
    return {"day": number(text[1:]), "lunar": True} if text[0] == "初" else {"day": number(text)}


def _months(text: str) -> Fields | None:
    count = number(re.sub("[前头后个月]", "", text))
    if not 2 <= count <= 11:
        return None
    return {"last_months" if text[0] == "后" else "first_months": count}


def _week_offset(text: str) -> int | None:
    head = text[:2]
    if head in ("上上", "下下"):
        return -2 if head == "上上" else 2
    return {"上": -1, "下": 1, "本": 0, "这": 0}.get(text[0])


def _week(text: str) -> Fields | None:
    return {"week_offset": _week_offset(text)}


def _weekday(text: str) -> Fields | None:
    fields: Fields = {"weekend": True} if text[-1] == "末" else {"weekday": WEEKDAYS[text[-1]]}
    offset = _week_offset(text)
    if offset is not None:
        fields["week_offset"] = offset
    return fields


def _day_bracket(text: str) -> Fields | None:
    return {"day": _numbers(text)[0], "day_offset": {"今": 0, "昨": -1, "明": 1}[text[0]]}


def plan(text: str) -> Fields | None:
    """The number of a five-year plan by its name."""
    digits = re.sub("[“”\"]|时期|期间|规划", "", text)[:-1]
    return {"plan": number(digits)}


def _decade(text: str) -> Fields | None:
    head, _, tail = text.rpartition("世纪")
    tail = tail.removesuffix("年代")
    tens = [int(tail[0])] if tail[0].isdigit() else [number(c) for c in tail.removesuffix("十")]
    if head in ("", "上", "上个"):
        base = 1900
    elif head == "本":
        base = 2000
    else:
        base = (number(head) - 1) * 100
    fields: Fields = {"decade": (base + tens[0] * 10, base + tens[-1] * 10 + 9)}
    return fields if head else {**fields, "decade_bare": True}


#: The order decides between rules that begin at the same character.
RULES = [
    Rule(
        "iso",
        r"(?<![0-9A-Za-z./])"
        r"(?:(?<!-)[12][0-9]{3}(?:-[0-9]{1,2}-|\.[0-9]{1,2}\.|－[0-9]{1,2}－)|[12][0-9]{3}/[0-9]{1,2}/)[0-9]{1,2}(?![0-9])"
        r"|(?<![0-9A-Za-z])[12](?: [0-9]){3} - [01] [0-9] - [0-3] [0-9](?![0-9])",
        Rank.DAY,
        _iso,
    ),
    Rule("dmy", r"(?<![0-9.])[0-3]?[0-9]\.[01]?[0-9]\.(?:19|20)[0-9]{2}(?![0-9])", Rank.DAY, _dmy),
    # Lists of links end with the day: （05-10）.
    Rule(
        "month_day",
        r"(?<![0-9A-Za-z.\-/])(?:0[1-9]|1[0-2])-(?:[0-2][0-9]|3[01])(?=）?(?:\n|\Z))",
        Rank.DAY,
        lambda t: dict(zip(("month", "day"), _numbers(t), strict=True)),
    ),
    Rule(
        "year",
        r"(?<![0-9])(?:公元)?(?:1 ?[0-9]|2 ?0) ?[0-9] ?[0-9]年度?(?!(?:的|多|余)?(?:历史|古))"
        rf"|(?<![{CN}〇零])(?:{_YEAR_CN}|两千零[{CN}]|两千(?=年[{CN}十]{{1,2}}月))年度?"
        rf"|(?<![0-9.])[0-9]{{2}}年(?=(?:1[0-2]|[1-9]|{_MONTH_CN})月[0-9{CN}十])"
        rf"|(?<![0-9.])0[0-9]年(?![来的内多])|(?<![{CN}十百千])[零〇][{CN}]年(?![来的内多])"
        rf"|民国(?:[0-9]{{1,2}}|元|[{CN}]?十[{CN}]?|[{CN}])年",
        Rank.YEAR,
        _year,
    ),
    Rule("year_head", rf"(?<![0-9.])[12][0-9]{{3}}(?= ?{DASH} ?[12][0-9]{{3}}年)", Rank.YEAR, _year, "no"),
    Rule("month_pair", "(?:二三|三四|四五|五六|六七|七八|八九)月份?", Rank.MONTH, _month_pair),
    Rule("month", rf"{_MONTH_NUMBER}月份?", Rank.MONTH, lambda t: {"month": number(t.removesuffix("份")[:-1])}),
    Rule(
        "month_head",
        rf"(?<![0-9.])(?:1[0-2]|[1-9])(?=(?:{DASH}|、)(?:1[0-2]|[1-9])月)"
        rf"|(?<![{CN}十])[{CN}](?=(?:{DASH}|、)(?:{_MONTH_CN})月)",
        Rank.MONTH,
        lambda t: {"month": number(t)},
        "no",
    ),
    Rule(
        "lunar_month",
        rf"(?<![{CN}十])[正腊冬]月",
        Rank.MONTH,
        lambda t: {"month": {"正": 1, "冬": 11, "腊": 12}[t[0]], "lunar": True},
        "no",
    ),
    Rule("new_year_day", rf"大?年(?:初[{CN}十]|三十)(?![几多])", Rank.DAY, _new_year_day),
    Rule(
        "day",
        rf"(?<![0-9.%]){_DAY_DIGITS}{_DAY_UNIT}|(?<![{CN}十百千万第0-9])(?:{_DAY_CN}){_DAY_UNIT}",
        Rank.DAY,
        lambda t: {"day": number(t[:-1])},
        "context",
    ),
    Rule(
        "day_head",
        rf"(?<=月){_DAY_DIGITS}(?=(?:{DASH}|、){_DAY_DIGITS}[日号])"
        rf"|(?<=月)(?:{_DAY_CN})(?=(?:{DASH}|、)(?:{_DAY_CN})[日号])",
        Rank.DAY,
        lambda t: {"day": number(t)},
        "no",
    ),
    Rule(
        "day_bare",
        rf"(?<=月)初[{CN}十]|(?<=月)(?:{_DAY_CN})(?![{CN}十日号年个月至到、])",
        Rank.DAY,
        _day_bare,
        "no",
    ),
    Rule(
        "day_bracket",
        r"[今昨明][天日]（[0-9]{1,2}日?）|[今昨]（[0-9]{1,2}(?:日）|）日?)|明（[0-9]{1,2}(?:日）|）日)",
        Rank.DAY,
        _day_bracket,
    ),
    Rule(
        "clock",
        r"(?<![0-9.:比])(?:2[0-4]|[01]?[0-9]):[0-5][0-9](?::[0-5][0-9])?(?![0-9:.%])",
        Rank.CLOCK,
        _clock,
        "context",
    ),
    Rule(
        "hour",
        rf"(?![早晚]一点)(?:(?<!每)[早晚夜]?(?<![0-9.第:]){HOUR_DIGITS}|(?:(?<!每)[早晚夜]|(?<![{CN}十百千第]))(?:{HOUR_CN}))"
        rf"{_HOUR_UNIT}(?:整|半|[一三3]刻|{_MINUTE}分(?:{_MINUTE}秒)?|{_MINUTE}[多余]分|{_MINUTE}(?![0-9{CN}]))?[许多]?",
        Rank.CLOCK,
        _hour,
        "context",
    ),
    Rule(
        "hour_head",
        rf"(?<![0-9.第:]){HOUR_DIGITS}(?={DASH}{HOUR_DIGITS}[时点])"
        rf"|(?<![{CN}十百千第])(?:{HOUR_CN})(?={DASH}(?:{HOUR_CN})[时点])",
        Rank.CLOCK,
        lambda t: {"hour": number(t)},
        "no",
    ),
    Rule(
        "quarter",
        rf"(?:第[一二三四1-4]|(?<![每个〇零{CN}十两])[一二三四])季度|(?<![0-9])[1-4]季度",
        Rank.SEASON,
        lambda t: {"quarter": _NTH[t[-3]]},
    ),
    Rule(
        "quarter_head",
        rf"(?<![每个〇零{CN}十两])[一二三](?=[、和至到—-][二三四]季度)",
        Rank.SEASON,
        lambda t: {"quarter": _NTH[t]},
        "no",
    ),
    Rule("quarters", "[前头][两二三23]个?季度", Rank.SEASON, lambda t: {"quarters": _NTH[t[1]]}),
    Rule(
        "months",
        rf"(?<![提之此以学会节期日月试婚产考休离入前])[前头](?:[0-9]{{1,2}}|十[一]?|[{CN}两])个?月(?!份)",
        Rank.SEASON,
        _months,
    ),
    Rule("last_months", rf"后(?:[0-9]{{1,2}}|[{CN}两])个月(?!份)", Rank.SEASON, _months, "no"),
    Rule(
        "weekday",
        rf"(?:(?:上上|下下|上|下|本|这)个?)?{_WEEK}[一二三四五六日天末]",
        Rank.WEEKDAY,
        _weekday,
        "context",
    ),
    Rule(
        "week",
        rf"(?:(?<!以)(?:上上|下下|上|下)|本|这)个?{_WEEK}(?![期边围转全密年岁折刊报])",
        Rank.WEEK,
        _week,
    ),
    Rule(
        "plan",
        rf"(?:“(?:十[{CN}]?|[{CN}])五”|(?:十[{CN}]?|[{CN}])五)(?:规划)?(?:时期|期间)",
        Rank.YEAR,
        plan,
    ),
    Rule("lunar_mark", "[农阴]历", Rank.YEAR, lambda t: {"lunar": True}, "no"),
    Rule("two_days", "昨、?前[两二]天", Rank.DAY, lambda t: {"day_offset": -2, "day_offset_to": -1}),
    Rule("every", "每[年月]的?", Rank.YEAR, lambda t: {"every": "year" if t[1] == "年" else "month"}, "no"),
    Rule("decade", rf"(?:(?:上个?|本|[12][0-9]|十九|二十)世纪)?(?:[{CN}]{{1,2}}十|[1-9]0)年代", Rank.YEAR, _decade),
]

# Where a rule may begin: at a number with a unit or a range behind it, or at one of these words. Looking only there
# keeps the scan fast; the rules themselves decide.
# (One set of characters comes first, because that is what the regex engine skips to.)
NUMBER = re.compile(
    rf"[0-9{CN}十两〇零廿卅初](?:"
    r"(?<=[0-9])(?<![0-9]{2})[0-9]{0,3}(?=[年月日号时点:./－— ~～–至到、季世-])"
    rf"|(?<=初)(?=[{CN}十])"
    rf"|(?<![0-9初])(?=[{CN}十两〇零○Oo0月日号时点季年至到、千世—-]))"
)
TRIGGERS = [
    "农历", "阴历", "正月", "腊月", "冬月", "元月", "大年初", "大年三十", "年三十", "每年", "每月", "昨、前", "昨前",
    "上世纪", "上个世纪", "本世纪", "除夕", "公元1", "公元2", "民国",
    *(f"年初{c}" for c in CN + "十"),
    *(f"{a}{b}（" for a in "今昨明" for b in ("", "天", "日")),
    *(f"第{c}季" for c in "一二三四1234"),
    *(f"{a}{c}" for a in "前头后" for c in CN + "十两0123456789"),
    *(
        f"{a}{b}{c}"
        for a in ("上上", "下下", "上", "下", "本", "这", "")
        for b in ("", "个")
        for c in ("周", "星期", "礼拜")
    ),
    *(f"“{c}" for c in CN + "十"),
    *(f"{a}{c}" for a in "早晚夜" for c in CN + "十两零0123456789"),
]  # fmt: skip
