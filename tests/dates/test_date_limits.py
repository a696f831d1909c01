"""Dates under hostile input and moved clocks."""
from __future__ import annotations

from datetime import datetime
from random import Random
from time import process_time

import pytest

from govner.dates import parse
from govner.lexicons import Lexicons
from govner.reading import Article
from govner.recognition.dates import DateRecogniser
from govner.segmentation import Analysis

HOSTILE = [
    *("1", "20", "2020年", "1月1日至", "1至", "1日、", "8日（", "一", "十一", "1月", "“十", "上午", "今天"),
    *("2020-01-01，", "10:30-", "八点", "“五一”、", "国庆、", "上上", "每", "后1", "农历", "—", "1月至2月至3月至"),
    *("（", "、", "二、三季度、", "0", "1.1.", "2020/1/1/", "三天又", "今冬明春", "“十五五”期间", "昨（", "近三"),
]
# What date expressions are made of, for texts that no one would write.
PIECES = [
    *"0123九十廿卅两零〇O百半年月日号时点分秒刻许周天个上下本前后近去今明昨当次第每初末底旬和晚元",
    *("10", "13", "24", "31", "60", "99", "2020", "1949", "星期", "季度", "大年", "正月", "腊月", "农历", "世纪"),
    *("年代", "“", "”", "（", "）", "、", "至", "—", "-", ":", "/", ".", "，", "。", "上午", "凌晨", "国庆", "春节"),
    *("五一", "除夕", "假期", "期间", "前夕", "时期", "今年", "昨日", "今天", "当天", "近日", "上旬", "年底", "上半年"),
    *("同期", "以来", "民国", "公元", "未来", "过去", "之间", "将于", "电", "讯", "党的二十大", "两天"),
]


@pytest.mark.parametrize("scope", ["calendar", "wide"])
def test_time_is_linear_on_hostile_text(scope: str) -> None:
    recogniser = DateRecogniser(Lexicons(), "wide" if scope == "wide" else "calendar")
    slow: list[str] = []
    for piece in HOSTILE:
        short, long = (Analysis.of(Article(raw=piece * (n // len(piece)))) for n in (500, 4_000))
        times = []
        for analysis in (short, long):
            runs = []
            for _ in range(2):
                start = process_time()
                recogniser(analysis)
                runs.append(process_time() - start)
            times.append(min(runs))
        # Eight times the text: a quadratic rule would take 64 times as long.
        if times[1] > 25 * times[0] + 0.05:
            slow.append(f"{piece!r}: {times}")
    assert not slow


@pytest.mark.parametrize("anchor", [None, "2020-02-29"])
def test_no_nonsense_is_an_error(anchor: str | None) -> None:
    random = Random(5)
    for _ in range(1_500):
        text = "".join(random.choices(PIECES, k=random.randint(2, 9)))
        for date in parse(text, anchor=anchor, scope="wide"):
            assert date.span is not None
            assert date.span.text == text[date.span.start : date.span.end]


def test_ten_thousand_digits_hold_no_date() -> None:
    assert parse("7" * 10_000, anchor="2020-09-10", scope="wide") == []


def test_one_sentence_with_thousands_of_dates_is_resolved_in_linear_time() -> None:
    def seconds(count: int) -> float:
        text = "9月8日，“今天”我看，" * count
        start = process_time()
        assert len(parse(text, anchor="2020-09-10")) == 2 * count
        return process_time() - start

    seconds(10)
    assert seconds(1600) < 25 * seconds(200) + 0.2


@pytest.mark.parametrize("year", [1999, 2026, 2035])
def test_the_clock_changes_nothing(year: int) -> None:
    time_machine = pytest.importorskip("time_machine")
    text = (
        "昨日，会议召开。9月8日下午，走访；次日，座谈。年底前完成，国庆假期值守，大年初七开工，近日公布。"
        "下周五，一季度，今冬明春。"
    )

    def read() -> list[str]:
        found = [d for anchor in (None, "2020-09-10") for d in parse(text, anchor=anchor, scope="wide")]
        return [d.model_dump_json() for d in found]

    now = read()
    with time_machine.travel(datetime(year, 2, 28, 23, 59), tick=False):
        assert read() == now
