"""The rules for date pieces with numbers: 2020年, 9月, 8日, 今（26）日, 10时30分, 三季度, “十四五”时期.

Each rule is a pattern and a reader that turns what it matched into fields of :class:`DateParts`. No pattern has nested
repetition, and each looks at a bounded number of characters from its start.
"""
from __future__ import annotations

import re
from collections.abc import Callable

from govner.recognition.dates.numerals import number
from govner.recognition.dates.parts import Fields, Rank

Reader = Callable[[str], Fields | None]

CN = "一二三四五六七八九"
_MONTH_CN = f"十[一二]|[{CN}十]"
_MONTH_NUMBER = rf"(?:(?<![0-9%])(?:1 ?[0-2]|0 ?[1-9]|[1-9])|(?<![{CN}十百千万第每0-9])(?:{_MONTH_CN}))"
_DAY_CN = f"[二三]十[{CN}]?|十[{CN}]?|[{CN}]|廿[{CN}]?|卅"
_DAY_DIGITS = "(?:[1-2] ?[0-9]|3 ?[01]|0 ?[1-9]|[1-9])"
HOUR_CN = f"二十[{CN}]?|十[{CN}]?|[{CN}两零]"
HOUR_DIGITS = "(?:2[0-4]|[01]?[0-9])"
_MINUTE_CN = f"[二三四五]十[{CN}]?|十[{CN}]?|零[{CN}]"
DASH = "(?:[至到]|[-－~～]|[—–]{1,2})"
_YEAR_CN = "[一二][〇○零一二三四五六七八九]{3}"
_AFTER_TIME = "(?!期(?!间)|[间代候常刻针节光段速差任])"
_AFTER_POINT = "(?![一二三四五六七八九]?[要意建希共位项为是条])"
_AFTER_NUMBER = "[线楼院泊文令公地门机召店馆坑井厅车桥仓站]"
WEEK = "(?:周|星期|礼拜)"
SHORT_PARTS = {"晚": "evening", "早": "morning", "夜": "night", "晨": "early_morning"}
_NTH = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}

#: Each rule: its name and its pattern. The order decides between rules that begin at the same character.
RULES: list[tuple[str, str]] = [
    (
        "iso",
        r"(?<![0-9A-Za-z./])(?:(?<!-)[12][0-9]{3}(?:-[0-9]{1,2}-|\.[0-9]{1,2}\.|－[0-9]{1,2}－)|[12][0-9]{3}/[0-9]{1,2}/)"
        r"[0-9]{1,2}(?![0-9])",
    ),
    ("spaced_iso", r"(?<![0-9A-Za-z])[12](?: [0-9]){3} - [01] [0-9] - [0-3] [0-9](?![0-9])"),
    ("dmy", r"(?<![0-9.])[0-3]?[0-9]\.[01]?[0-9]\.(?:19|20)[0-9]{2}(?![0-9])"),
    # Lists of links end with the day: （05-10）.
    ("month_day", r"(?<![0-9A-Za-z.\-/])(?:0[1-9]|1[0-2])-(?:[0-2][0-9]|3[01])(?=）?(?:\n|\Z))"),
    (
        "year",
        r"(?<![0-9.])(?:1 ?[0-9]|2 ?0) ?[0-9] ?[0-9]年度?(?!(?:的|多|余)?(?:历史|古))"
        rf"|(?<![{CN}〇零])(?:{_YEAR_CN}|两千零[{CN}]|两千(?=年[{CN}十]+月))年度?"
        rf"|(?<![0-9.])[0-9]{{2}}年(?=(?:1[0-2]|[1-9]|{_MONTH_CN})月[0-9{CN}十])"
        r"|(?<![0-9.])0[0-9]年(?![来的内多])",
    ),
    ("year_head", rf"(?<![0-9.])[12][0-9]{{3}}(?={DASH}[12][0-9]{{3}}年)"),
    ("month_pair", r"(?:七八|八九|五六|六七|三四|四五|二三)月(?:份)?(?!个)"),
    ("month", rf"{_MONTH_NUMBER}月份?"),
    (
        "month_head",
        rf"(?<![0-9.])(?:1[0-2]|[1-9])(?=(?:{DASH}|、)(?:1[0-2]|[1-9])月)"
        rf"|(?<![{CN}十])[{CN}](?=(?:{DASH}|、)(?:{_MONTH_CN})月)",
    ),
    ("lunar_month", r"(?<![一二三四五六七八九十])(?:正|腊|冬)月"),
    ("new_year_day", rf"(?:大年|年)(?:初[{CN}十]|三十)(?!几|多)"),
    ("day", rf"(?<![0-9.%]){_DAY_DIGITS}(?:日|号(?!{_AFTER_NUMBER}))|(?<![{CN}十百千万第0-9])(?:{_DAY_CN})(?:日|号(?!{_AFTER_NUMBER}))"),
    (
        "day_head",
        rf"(?<=月){_DAY_DIGITS}(?=(?:{DASH}|、){_DAY_DIGITS}[日号])"
        rf"|(?<=月)(?:{_DAY_CN})(?=(?:{DASH}|、)(?:{_DAY_CN})[日号])",
    ),
    ("day_bare", rf"(?<=月)初[{CN}十]|(?<=月)(?:{_DAY_CN})(?![{CN}十日号年个月至到、])"),
    ("day_bracket", r"[今昨](?:[天日]（[0-9]{1,2}日?）|（[0-9]{1,2}(?:日）|）日?))|明(?:[天日]（[0-9]{1,2}日?）|（[0-9]{1,2}(?:日）|）日))"),
    ("clock", r"(?<![0-9.:比])(?:2[0-4]|[01]?[0-9]):[0-5][0-9](?::[0-5][0-9])?(?![0-9:.%])"),
    (
        "hour",
        rf"(?:(?<!每)[早晚夜]?(?<![0-9.第:]){HOUR_DIGITS}|(?:(?<!每)[早晚夜]|(?<![{CN}十百千第]))(?:{HOUR_CN}))"
        rf"(?:时{_AFTER_TIME}|点{_AFTER_POINT}钟?)"
        rf"(?:整|半|一刻|[三3]刻|(?:[0-5]?[0-9]|{_MINUTE_CN})分(?:(?:[0-5]?[0-9]|{_MINUTE_CN})秒)?|[0-5][0-9]|(?:{_MINUTE_CN}))?"
        r"(?:许|多)?",
    ),
    (
        "hour_head",
        rf"(?<![0-9.第:]){HOUR_DIGITS}(?={DASH}{HOUR_DIGITS}[时点])|(?<![{CN}十百千第])(?:{HOUR_CN})(?={DASH}(?:{HOUR_CN})[时点])",
    ),
    ("quarter", r"(?:第[一二三四1-4]|(?<![每个〇零一二三四五六七八九十两])[一二三四])季度|(?<![0-9])[1-4]季度"),
    ("quarter_head", r"(?<![每个〇零一二三四五六七八九十两])[一二三](?=[、和至到—-][二三四]季度)"),
    ("quarters", r"(?:前|头)[两二三23]个?季度"),
    ("months", rf"(?:前|头|后)(?:[0-9]{{1,2}}|十[一]?|[{CN}两])个?月(?!份)"),
    ("weekday", rf"(?:(?:上上|下下|上|下|本|这)个?)?{WEEK}[一二三四五六日天末]"),
    ("week", rf"(?:(?<!以)上上|(?<!以)下下|(?<!以)上|(?<!以)下|本|这)个?{WEEK}(?![期边围转全密年岁折刊报])"),
    ("plan", rf"[“\"]?(?:十[{CN}]?|[{CN}])五[”\"]?(?:时期|期间|规划期间|规划时期)"),
    ("lunar_mark", "[农阴]历"),
    ("two_days", "昨、前[两二]天|昨前[两二]天"),
    ("every", "每(?:年|月)(?:的)?"),
    ("decade", rf"(?:(?:上|本|[12][0-9]|十九|二十)世纪)?(?:[{CN}]{{1,2}}十|[1-9]0)年代"),
]


# Where a rule may begin: at a number with a unit or a range behind it, or at one of these words. Looking only there keeps
# the scan fast; the rules themselves decide.
NUMBER = re.compile(
    r"(?<![0-9])[0-9]{1,4}(?![0-9])(?=[年月日号时点:./－— ~～–至到、季世-]|0年代)"
    rf"|初(?=[{CN}十])"
    rf"|[{CN}十两〇零廿卅](?=[{CN}十两〇零○月日号时点季年至到、千世—-])"
)
TRIGGERS = [
    "农历", "阴历", "正月", "腊月", "冬月", "大年初", "大年三十", "年三十", "每年", "每月", "昨、前", "昨前", "上世纪", "本世纪", "除夕",
    *(f"年初{c}" for c in CN + "十"),
    *(f"{c}（" for c in "今昨明"),
    *(f"{c}天（" for c in "今昨明"),
    *(f"{c}日（" for c in "今昨明"),
    *(f"第{c}季" for c in "一二三四1234"),
    *(f"{a}{c}" for a in "前头后" for c in CN + "十两0123456789"),
    *(f"{a}{b}{c}" for a in ("上上", "下下", "上", "下", "本", "这", "") for b in ("", "个") for c in ("周", "星期", "礼拜")),
    *(f"“{c}" for c in CN + "十"),
    *(f"{a}{c}" for a in "早晚夜" for c in CN + "十两零0123456789"),
    "公元1", "公元2",
]


def _numbers(text: str) -> list[int]:
    return [int(n) for n in re.findall(r"[0-9]+", text)]


def _year_of(text: str) -> int:
    value = number(text)
    if value < 100:
        value += 2000 if value < 50 else 1900
    return value


def _iso(text: str) -> Fields | None:
    year, month, day = _numbers(text)
    return {"year": year, "month": month, "day": day}


def _spaced_iso(text: str) -> Fields | None:
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


_HOUR = re.compile(r"^([早晚夜]?)([^时点]+)[时点]钟?(.*?)([许多]?)$")


def _hour(text: str) -> Fields | None:
    match = _HOUR.match(text)
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


def _months(text: str) -> Fields | None:
    count = number(re.sub("[前头后个月]", "", text))
    if not 2 <= count <= 11:
        return None
    return {"last_months" if text[0] == "后" else "first_months": count}


WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日", start=1)} | {"天": 7}


def week_offset(text: str) -> int | None:
    head = text[:2]
    if head in ("上上", "下下"):
        return -2 if head == "上上" else 2
    return {"上": -1, "下": 1, "本": 0, "这": 0}.get(text[0])


def _week(text: str) -> Fields | None:
    return {"week_offset": week_offset(text)}


def _weekday(text: str) -> Fields | None:
    fields: Fields = {"weekend": True} if text[-1] == "末" else {"weekday": WEEKDAYS[text[-1]]}
    offset = week_offset(text)
    if offset is not None:
        fields["week_offset"] = offset
    return fields


def _day_bracket(text: str) -> Fields | None:
    fields: Fields = {"day": _numbers(text)[0]}
    fields["day_offset"] = {"今": 0, "昨": -1, "明": 1}[text[0]]
    return fields


def _plan(text: str) -> Fields | None:
    digits = re.sub("[“”\"]|时期|期间|规划", "", text)[:-1]
    return {"plan": number(digits)}


def _decade(text: str) -> Fields | None:
    head, _, tail = text.rpartition("世纪")
    tail = tail.removesuffix("年代")
    tens = [int(tail[0])] if tail[0].isdigit() else [number(c) for c in tail.removesuffix("十")]
    if head in ("", "上"):
        base = 1900
    elif head == "本":
        base = 2000
    else:
        base = (number(head) - 1) * 100
    return {"decade": (base + tens[0] * 10, base + tens[-1] * 10 + 9)}


READERS: dict[str, tuple[Rank, Reader, str]] = {
    "iso": (Rank.DAY, _iso, "yes"),
    "spaced_iso": (Rank.DAY, _spaced_iso, "yes"),
    "dmy": (Rank.DAY, _dmy, "yes"),
    "year": (Rank.YEAR, lambda t: {"year": _year_of(re.sub("年度?$", "", t))}, "yes"),
    "year_head": (Rank.YEAR, lambda t: {"year": int(t)}, "no"),
    "month_day": (Rank.DAY, lambda t: dict(zip(("month", "day"), _numbers(t), strict=True)), "yes"),
    "month_pair": (Rank.MONTH, _month_pair, "yes"),
    "month": (Rank.MONTH, lambda t: {"month": number(t.removesuffix("份")[:-1])}, "yes"),
    "month_head": (Rank.MONTH, lambda t: {"month": number(t)}, "no"),
    "lunar_month": (Rank.MONTH, lambda t: {"month": {"正": 1, "冬": 11, "腊": 12}[t[0]], "lunar": True}, "no"),
    "new_year_day": (
        Rank.DAY,
        lambda t: {"month": 12, "day": 30, "lunar": True}
        if t.endswith("三十")
        else {"month": 1, "day": number(t[-1]), "lunar": True},
        "yes",
    ),
    "day": (Rank.DAY, lambda t: {"day": number(t[:-1])}, "day"),
    "day_head": (Rank.DAY, lambda t: {"day": number(t)}, "no"),
    "day_bare": (Rank.DAY, lambda t: {"day": number(t[1:]), "lunar": True} if t[0] == "初" else {"day": number(t)}, "no"),
    "day_bracket": (Rank.DAY, _day_bracket, "yes"),
    "clock": (Rank.CLOCK, _clock, "clock"),
    "hour": (Rank.CLOCK, _hour, "clock"),
    "hour_head": (Rank.CLOCK, lambda t: {"hour": number(t)}, "no"),
    "quarter": (Rank.SEASON, lambda t: {"quarter": _NTH[t[-3]]}, "yes"),
    "quarters": (Rank.SEASON, lambda t: {"quarters": _NTH[t[1]]}, "yes"),
    "months": (Rank.SEASON, _months, "yes"),
    "week": (Rank.WEEK, _week, "yes"),
    "weekday": (Rank.WEEKDAY, _weekday, "weekday"),
    "plan": (Rank.YEAR, _plan, "yes"),
    "decade": (Rank.YEAR, _decade, "yes"),
    "quarter_head": (Rank.SEASON, lambda t: {"quarter": _NTH[t]}, "no"),
    "lunar_mark": (Rank.YEAR, lambda t: {"lunar": True}, "no"),
    "two_days": (Rank.DAY, lambda t: {"day_offset": -2, "day_offset_to": -1}, "yes"),
    "every": (Rank.YEAR, lambda t: {"every": "year" if t[1] == "年" else "month"}, "no"),
}
