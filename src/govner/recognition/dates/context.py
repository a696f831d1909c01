"""What looks like a date and is none: whether an expression stands where a date stands."""
from __future__ import annotations

import re

from govner.recognition.dates.atoms import Atom
from govner.recognition.dates.parts import DateParts, Expression, Rank

_CLAUSE_START = re.compile(r"(?:\A|[\n，。；：！？、“”‘’（）】〕\]》\s至于自从截到是在讯电|·])\Z")
_NOT_AFTER_DAY = re.compile("[内游龄均常期历程假]|以内|之内|以上|以下|生[活产]|数据|[一二三四五六七八九十]")
_DURATION_BEFORE = re.compile(
    "(?:为期|历时|连续|不足|未满|共计|长达|超过|最长|累计|间隔|提前|[每第近共满前后逾])\\Z"
)
_SCORE_BEFORE = re.compile("比分|战平|击败|战胜|负于|比例|配比|[以为]\\Z")
_PAPER = re.compile("今[日晚][^，。；：！？、]{0,4}[讯报网]")
_AFTER_NAME_MONTH = ("革命", "花", "桂", "雪", "街", "湖", "怀胎")
_CN_DIGITS = "一二三四五六七八九十"


def score_of(text: str, expression: Expression, atom: Atom, wide: bool = False) -> float | None:
    """The confidence that an expression is a date, None where it is none.

    Args:
        text: the whole view.
        atom: the piece the expression begins with.
        wide: whether words count that in an article are too often something else (周一, 三点, 晚上).
    """
    first = expression.first
    if not _possible(first) or (expression.last is not None and not _possible(expression.last)):
        return None
    if wide and (atom.rank >= Rank.WEEKDAY or atom.kind in ("length", "span")):
        return 0.5
    if atom.kind == "day":
        return _bare_day(text, expression)
    if atom.kind == "month" and expression.finest == Rank.MONTH:
        return _bare_month(text, expression)
    if atom.rank == Rank.CLOCK and first.part_of_day is None:
        return _bare_clock(text, expression, atom)
    if atom.rank == Rank.PART_OF_DAY and expression.finest == Rank.PART_OF_DAY:
        return _bare_part_of_day(text, expression, atom)
    if atom.kind == "word" and _PAPER.match(text, expression.start):
        return None
    if atom.kind == "weekday" and first.week_offset is None:
        return _bare_weekday(text, expression)
    if atom.alone == "clause" and not _clause_start(text, expression.start):
        return None
    return 0.9


def _possible(parts: DateParts) -> bool:
    """Whether the numbers can be those of a date."""
    month, day, hour = parts.month, parts.day, parts.hour
    return (
        (month is None or 1 <= month <= 12)
        and (day is None or 1 <= day <= 31)
        and (hour is None or (0 <= hour <= 24 and (parts.minute or 0) < 60))
    )


# 24号在京会见: broadcast news says 号 for 日.
_SPOKEN_DAY = re.compile("在(?!建|线|施)|抵达|离开|会见|会谈|同|与|前往|出席")


def _clause_start(text: str, start: int) -> bool:
    return _CLAUSE_START.search(text, max(0, start - 1), start) is not None


def _bare_day(text: str, expression: Expression) -> float | None:
    """A day without a month: 19日 is one, 10日内 is a duration, 6号 a number."""
    start, end = expression.start, expression.end
    dated_time = expression.finest >= Rank.PART_OF_DAY
    several = expression.last is not None
    if text[start] in _CN_DIGITS and not dated_time and not several:
        return None
    if "号" in text[start : start + 4] and not dated_time and not _SPOKEN_DAY.match(text, end):
        return None
    if _DURATION_BEFORE.search(text, max(0, start - 2), start):
        return None
    if not dated_time and _NOT_AFTER_DAY.match(text, end):
        return None
    return 0.85


def _bare_month(text: str, expression: Expression) -> float | None:
    """A month without a year: 一月一调度 means every month, 十月革命 is a name."""
    if text[expression.start] in _CN_DIGITS and text.startswith(_AFTER_NAME_MONTH, expression.end):
        return None
    if text[expression.start] in _CN_DIGITS and text[expression.end : expression.end + 1] in tuple(_CN_DIGITS):
        return None
    return 0.85


def _bare_clock(text: str, expression: Expression, atom: Atom) -> float | None:
    """A clock time without a date or part of day: 18时, 10时30分 and 16:30, but not 三点 or a score."""
    start = expression.start
    if _DURATION_BEFORE.search(text, max(0, start - 2), start):
        return None
    if atom.kind == "clock":
        if _SCORE_BEFORE.search(text, max(0, start - 6), start) or atom.end - atom.start < 5:
            return None
        return 0.6
    words = text[atom.start : atom.end]
    # 四点半课堂 is a kind of class.
    exact = (expression.first.minute is not None and words[0].isdigit()) or "许" in words or "整" in words
    if exact or ("时" in words and words[0].isdigit()):
        return 0.7
    return None


def _bare_weekday(text: str, expression: Expression) -> float | None:
    """周六上午 is a day, 周六 too often a part of a name (周一平, 周三说事日)."""
    repeated = text[max(0, expression.start - 1) : expression.start] in ("每", "个", "逢")
    if expression.finest < Rank.PART_OF_DAY or repeated:
        return None
    return 0.7


def _bare_part_of_day(text: str, expression: Expression, atom: Atom) -> float | None:
    if atom.alone != "clause" or not _clause_start(text, expression.start):
        return None
    # 晚上 and the like may be habits: 白天走访、晚上开会.
    if expression.first.part_of_day not in ("morning", "afternoon", "noon"):
        before, after = text[max(0, expression.start - 1) : expression.start], text[expression.end : expression.end + 1]
        if before not in ("", "\n", "。", "；") and after != "，":
            return None
    # 凌晨 is also a name: （文/图 凌晨）.
    if text[expression.end : expression.end + 1] in ("）", "\n", ""):
        return None
    return 0.8
