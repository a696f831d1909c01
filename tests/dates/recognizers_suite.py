"""Runs the Chinese date and time specs of Recognizers-Text (MIT, Microsoft) against `govner.dates.parse`.

Their conventions differ from ours in ways that are no errors on either side; the adapter levels them:

* their text of a result may include 从, 在, 大约, 左右, 之间, 以后 …; ours leaves such words outside;
* they give a past and a future reading of 9月8日; ours is one, and either of theirs counts;
* the end of their ranges is exclusive, ours is inclusive.

`python tests/dates/recognizers_suite.py ../shared` prints the table of docs/dates.md.
"""
from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from govner.dates import parse
from govner.records import DateExpression

FOLDER = "testsuites/recognizers_text_zh_datetime"
_BEFORE = re.compile("^(?:从|在|自|于|大约|大概|约|截至|截止|直到|到|晚于|早于)+")
_AFTER = re.compile(
    "(?:之间|期间|间|左右|[或及]?(?:之|以)?[前后]|以?来|开始|起|的时候|那天|整|钟|前后|，|,|的|里|或更早|或更晚|或以前|或以后)+$"
)


@dataclass
class Case:
    """One line of a spec: what was asked, what is expected, and why it is left out (empty if it is not)."""

    file: str
    text: str
    anchor: str | None
    expected: list[dict[str, Any]]
    reason: str = ""


@dataclass
class Outcome:
    case: Case
    found: list[DateExpression] = field(default_factory=list)
    extracted: bool = False
    valued: bool | None = None


def cases(folder: Path) -> Iterator[Case]:
    for path in sorted(folder.glob("*.json")):
        for spec in json.loads(path.read_text(encoding="utf-8-sig")):
            anchor = (spec.get("Context") or {}).get("ReferenceDateTime")
            case = Case(path.stem, spec["Input"], anchor, spec.get("Results", []))
            case.reason = out_of_scope(case)
            yield case


# Why a case is left out, with the expected text that tells.
REASONS: list[tuple[str, str]] = [
    (
        "numbers without 年 月 日 (12/1, 3-7-07, 2018): in an article fractions, scores or numbers",
        r"^[= ]*(?:[0-9]{4}|[0-9]{1,2}[-/][0-9]{1,2}(?:[-/][0-9]{2,4})?)(?:[-到][0-9/]+)?$"
        r"|^从?[0-9]{4}[-到][0-9]{4}$|^[0-9]{4} [0-9]{2} [0-9]{2}",
    ),
    (
        "clock arithmetic from the moment of speaking (3小时前, 现在, 马上): an article has a day, not a moment",
        "小时之?[前后]$|分钟(?:之?[前后])$|^(?:在|从)?(?:之[前后]|上个|未来的).*(?:小时|分钟)|现在|这会儿|马上"
        "|^2(?:点|:00)-明天",
    ),
    (
        "n-th week, weekday or part of a longer stretch (十月的第一周, 四月的最后一个星期一)",
        "第[一二三四五六七八九十]个?(?:周|月|星期)|最[后後] ?[0-9一]|的?前[0-9]+(?:周|天|个)|上一个周|半周|上半月",
    ),
    ("reign years before 1912 (康熙三年), which their values count as solar years", "神龙|雍正|康熙"),
    ("a.m. and p.m.", r"[ap]\.?m"),
]
VALUE_REASONS: list[tuple[str, str]] = [
    ("their value of a lunar date is the same numbers in the solar calendar",
     "农历|正月|大年|初[一二三]|中秋|春节|除夕|元宵|端午|重阳"),
    ("最近 is today there, a vague past here", "^最近$"),
    ("days that do not exist (2月30日)", "2月(?:30|29)日"),
]  # fmt: skip


def out_of_scope(case: Case) -> str:
    texts = [str(r["Text"]) for r in case.expected]
    for reason, pattern in REASONS:
        if any(re.search(pattern, text) for text in texts):
            return reason
    return ""


def value_out_of_scope(case: Case) -> str:
    texts = [str(r["Text"]) for r in case.expected]
    for reason, pattern in VALUE_REASONS:
        if any(re.search(pattern, text) for text in texts):
            return reason
    return ""


def level(text: str) -> str:
    """A result's text without the words that only one side counts in, spaces and script variants."""
    text = re.sub(r"\s", "", text).translate(str.maketrans(",:!?()後個週禮拜", "，：！？（）后个周礼拜"))
    text = _BEFORE.sub("", text)
    return _AFTER.sub("", text)


def run(case: Case) -> Outcome:
    """Our reading of a case, compared.

    The specs of the whole model list all results of a text; those of one component list only that component's, whole or
    as part of a longer expression (晚上9:30 in 今天晚上9:30), so there ours must contain them.
    """
    outcome = Outcome(case, parse(case.text, anchor=case.anchor, scope="wide"))
    ours = [level(d.span.text) for d in outcome.found if d.span]
    theirs = [level(r["Text"]) for r in case.expected]
    whole = case.file.startswith(("DateTimeModel", "Merged"))
    pairs: list[tuple[DateExpression, dict[str, Any]]] = []
    if whole or not theirs:
        outcome.extracted = ours == theirs
        pairs = list(zip(outcome.found, case.expected, strict=False))
    else:
        for text, result in zip(theirs, case.expected, strict=True):
            hit = next((i for i, own in enumerate(ours) if own == text), None)
            if hit is None and "Extractor" in case.file:
                hit = next((i for i, own in enumerate(ours) if text in own), None)
            if hit is not None:
                pairs.append((outcome.found[hit], result))
        outcome.extracted = len(pairs) == len(theirs)
    if theirs and "Extractor" not in case.file and not value_out_of_scope(case):
        outcome.valued = outcome.extracted and all(matches(own, result) for own, result in pairs)
    return outcome


def matches(ours: DateExpression, theirs: dict[str, Any]) -> bool:
    """Whether our value is one of theirs."""
    return any(_same(ours, reading) for reading in readings(theirs))


def readings(result: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Their readings as flat dictionaries with timex and date, start, end, time …"""
    value = result.get("Value") or {}
    if "Timex" in value:
        for name in ("PastResolution", "FutureResolution"):
            yield {"timex": value["Timex"], **(value.get(name) or {})}
    yield from (result.get("Resolution") or value).get("values") or []


def _same(ours: DateExpression, theirs: dict[str, str]) -> bool:
    timex = theirs.get("timex", "")
    if timex == ours.value:
        return True
    clock = re.search(r"T[0-9:]+", ours.value)
    start = theirs.get("startDate") or theirs.get("start") or theirs.get("startDateTime")
    end = theirs.get("endDate") or theirs.get("end") or theirs.get("endDateTime")
    if start and end and ours.start and ours.end and start[:4].isdigit() and "-" in start[:5]:
        last = date.fromisoformat(end[:10])
        # Their range ends where its last year or month begins (2016到2018: 2018-01-01); ours includes it.
        begins = last.day == 1 and ours.end.startswith(last.isoformat()[: 4 if last.month == 1 else 7])
        same_end = begins or ours.end in (last.isoformat(), (last - timedelta(1)).isoformat())
        return ours.start == start[:10] and same_end and _same_clocks(ours.value, timex)
    single = theirs.get("date") or theirs.get("dateTime") or theirs.get("value") or theirs.get("datetime")
    if single and single[:4].isdigit() and "-" in single[:5]:
        return ours.start == single[:10] == ours.end and _same_clocks(ours.value, timex)
    if timex.startswith("T") and clock:
        return _same_clocks(ours.value, timex)
    if timex.startswith("(T"):
        return _same_clocks(ours.value, timex)
    return bool(re.fullmatch(r"T[A-Z]{2}", timex)) and ours.value.endswith(timex)


def _same_clocks(ours: str, timex: str) -> bool:
    """Clock times agree to the minute, the finest unit of the record."""

    def parts(value: str) -> list[str]:
        times = re.findall(r"T[0-9]{2}(?::[0-9]{2})?", value.split("PT")[0])
        return [time.removesuffix(":00") for time in times]

    return parts(ours) == parts(timex)


def outcomes(folder: Path) -> Iterator[Outcome]:
    """Every case that is in scope, run; the others as they are."""
    for case in cases(folder):
        yield Outcome(case) if case.reason else run(case)


def table(results: Iterable[Outcome]) -> dict[str, list[int]]:
    """By file: cases, in scope, extracted, with a comparable value, right value; the last row is their sum."""
    rows: dict[str, list[int]] = {}
    for outcome in results:
        inside = not outcome.case.reason
        counts = [1, inside, outcome.extracted, outcome.valued is not None, bool(outcome.valued)]
        row = rows.setdefault(outcome.case.file, [0] * 5)
        row[:] = [a + int(b) for a, b in zip(row, counts, strict=True)]
    rows["all"] = [sum(column) for column in zip(*rows.values(), strict=True)]
    return rows


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared") / FOLDER
    results = list(outcomes(folder))
    print("| file | cases | in scope | extracted | values compared | right |\n|---|---|---|---|---|---|")
    for name, counts in table(results).items():
        print(f"| {name} | {' | '.join(map(str, counts))} |")
    for outcome in results:
        if not outcome.case.reason and not (outcome.extracted and outcome.valued is not False):
            found = [(d.span.text if d.span else "", d.value) for d in outcome.found]
            wanted = [r["Text"] for r in outcome.case.expected]
            print(f"- {outcome.case.file}: {outcome.case.text} {found}, not {wanted}")


if __name__ == "__main__":
    main()
