"""Rows of the date table: ids, anchors, bases, intervals."""
from __future__ import annotations

from datetime import date, datetime

import pytest

from govner.dates import parse
from govner.errors import InputError
from govner.lexicons import Lexicons
from govner.reading import Article
from govner.recognition.dates import DateRecogniser
from govner.records import DateExpression, MentionType
from govner.resolution.dates import DateResolver
from govner.segmentation import Analysis, Candidate


def one(text: str, anchor: str | None = None, scope: str = "calendar") -> DateExpression:
    (found,) = parse(text, anchor=anchor, scope="wide" if scope == "wide" else "calendar")
    return found


def resolved(article: Article) -> Analysis:
    analysis = Analysis.of(article)
    analysis.mentions = DateRecogniser(Lexicons())(analysis)
    DateResolver(Lexicons())(analysis)
    return analysis


def test_seed_row() -> None:
    row = one("9月8日下午，调研组走访。", "2020-09-08")
    assert row.model_dump() == {
        "id": "D1",
        "span": {"start": 0, "end": 6, "text": "9月8日下午"},
        "timex_type": "TIME",
        "value": "2020-09-08TAF",
        "edtf": "2020-09-08",
        "start": "2020-09-08",
        "end": "2020-09-08",
        "granularity": "part_of_day",
        "part_of_day": "afternoon",
        "mod": None,
        "calendar": "gregorian",
        "anchor": None,
        "basis": "year_from_publish_date",
    }


def test_every_mention_gets_its_row_in_order() -> None:
    analysis = resolved(Article(raw="9月8日开会，9月8日公布。", published=date(2020, 9, 10)))
    assert [m.ref for m in analysis.mentions] == list(analysis.entities.dates) == ["D1", "D2"]


def test_the_date_printed_on_the_page_is_the_anchor() -> None:
    article = Article(raw="2020-09-09\n9月8日，会议召开。", published=date(2020, 9, 9))
    article.metadata.published, article.metadata.published_span = "2020-09-09", (0, 10)
    analysis = resolved(article)
    assert [m.ref for m in analysis.mentions] == ["D0", "D1"]
    assert [(key, row.anchor) for key, row in analysis.entities.dates.items()] == [("D1", "D0")]


def test_anchors_name_the_dates_they_come_from() -> None:
    rows = parse("本报河口9月8日讯 昨日，大会开幕。当天下午，小组讨论。", anchor="2020-09-09")
    assert [(r.value, r.anchor, r.basis) for r in rows] == [
        ("2020-09-08", None, "year_from_publish_date"),
        ("2020-09-07", "D1", "relative_to_publish_date"),
        ("2020-09-07TAF", "D2", "relative_to_previous"),
    ]


@pytest.mark.parametrize(
    ("text", "anchor", "basis"),
    [
        ("2020年9月8日", "2021-01-01", "explicit"),
        ("9月8日", "2020-09-10", "year_from_publish_date"),
        ("1至5月", "2020-09-10", "year_from_publish_date"),
        ("昨日", "2020-09-10", "relative_to_publish_date"),
        ("去年", "2020-09-10", "relative_to_publish_date"),
        ("大年初七", "2023-01-30", "lunar_table"),
        ("国庆假期", "2018-09-20", "festival_table"),
        ("9月8日", None, "unresolved"),
        ("昨日", None, "unresolved"),
        ("今年", None, "unresolved"),
    ],
)
def test_basis(text: str, anchor: str | None, basis: str) -> None:
    assert one(text, anchor).basis == basis


@pytest.mark.parametrize(
    ("text", "anchor", "start", "end", "granularity"),
    [
        ("近日", "2020-09-10", "2020-08-27", "2020-09-10", "vague"),
        ("3月上旬", "2020-04-10", "2020-03-01", "2020-03-10", "part_of_month"),
        ("2月下旬", "2021-04-10", "2021-02-21", "2021-02-28", "part_of_month"),
        ("9月中下旬", "2021-10-10", "2021-09-11", "2021-09-30", "part_of_month"),
        ("9月底", "2021-08-10", "2021-09-21", "2021-09-30", "part_of_month"),
        ("年初", "2021-08-10", "2021-01-01", "2021-01-31", "month"),
        ("上半年", "2021-08-10", "2021-01-01", "2021-06-30", "half"),
        ("一季度", "2021-04-10", "2021-01-01", "2021-03-31", "quarter"),
        ("前三季度", "2021-11-10", "2021-01-01", "2021-09-30", "month"),
        ("今冬", "2021-12-10", "2021-12-01", "2022-02-28", "quarter"),
        ("本周", "2021-12-10", "2021-12-06", "2021-12-12", "week"),
        ("2021年", None, "2021-01-01", "2021-12-31", "year"),
        ("“十四五”时期", None, "2021-01-01", "2025-12-31", "year"),
        ("9月8日10时30分", "2021-10-10", "2021-09-08", "2021-09-08", "minute"),
        ("9月8日10时", "2021-10-10", "2021-09-08", "2021-09-08", "hour"),
        ("9月8日至10日", "2021-10-10", "2021-09-08", "2021-09-10", "day"),
        ("9月8日", None, None, None, "day"),
        ("2月30日", "2021-10-10", None, None, "day"),
    ],
)
def test_interval(text: str, anchor: str | None, start: str | None, end: str | None, granularity: str) -> None:
    row = one(text, anchor)
    assert (row.start, row.end, row.granularity) == (start, end, granularity)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("9月8日", "2020-09-08"),
        ("9月8日下午3时30分", "2020-09-08T15:30:00"),
        ("9月底", "2020-09-21/2020-09-30"),
        ("一季度", "2020-33"),
        ("上半年", "2020-40"),
        ("今冬", "2020-24"),
        ("近日", "2020-08-27~/2020-09-10"),
        ("9月8日至10日", "2020-09-08/2020-09-10"),
    ],
)
def test_edtf(text: str, edtf: str) -> None:
    assert one(text, "2020-09-10").edtf == edtf


def test_modifiers_and_calendar() -> None:
    assert one("9月底", "2020-09-10").mod == "END"
    assert one("上午九时许", "2020-09-10").mod == "APPROX"
    assert one("大年初七", "2023-01-30").calendar == "chinese_lunar"


@pytest.mark.parametrize(
    ("text", "value", "timex_type"),
    [
        ("三天", "P3D", "DURATION"),
        ("三年半", "P3.5Y", "DURATION"),
        ("8天20小时", "P8DT20H", "DURATION"),
        ("每周一", "XXXX-WXX-1", "SET"),
        ("每天", "P1D", "SET"),
        ("近三年", "2017-09-10/2020-09-10", "DATE"),
        ("五天前", "2020-09-05", "DATE"),
        ("两个月后", "2020-11", "DATE"),
        ("国庆节", "2020-10-01", "DATE"),
        ("目前", "PRESENT_REF", "DATE"),
        ("前期", "PAST_REF", "DATE"),
        ("党的十九大以来", "2017-10-18/2020-09-10", "DATE"),
        ("星期一", "2020-09-07", "DATE"),
    ],
)
def test_wide_scope(text: str, value: str, timex_type: str) -> None:
    row = one(text, "2020-09-10", "wide")
    assert (row.value, row.timex_type) == (value, timex_type)
    assert all(r.span != row.span for r in parse(text, anchor="2020-09-10"))


def test_a_mention_of_another_recogniser_is_read_again() -> None:
    analysis = Analysis.of(Article(raw="会议于9月8日下午召开", published=date(2020, 9, 10)))
    analysis.mentions = [Candidate(MentionType.DATE, 3, 9, rule="gold")]
    DateResolver(Lexicons())(analysis)
    assert analysis.entities.dates["D1"].value == "2020-09-08TAF"


def test_a_mention_that_is_no_date_stays_without_a_row() -> None:
    analysis = Analysis.of(Article(raw="会议召开", published=date(2020, 9, 10)))
    analysis.mentions = [Candidate(MentionType.DATE, 0, 2, rule="gold")]
    DateResolver(Lexicons())(analysis)
    assert analysis.entities.dates == {}
    assert analysis.mentions[0].ref == ""


@pytest.mark.parametrize("anchor", ["2020-09-10", "2020-09-10T08:00", date(2020, 9, 10), datetime(2020, 9, 10, 8)])
def test_anchor_forms(anchor: str | date) -> None:
    (found,) = parse("昨日", anchor=anchor)
    assert found.value == "2020-09-09"


@pytest.mark.parametrize("anchor", ["yesterday", "2020-13-01", "10.9.2020"])
def test_bad_anchor(anchor: str) -> None:
    with pytest.raises(InputError, match=anchor):
        parse("昨日", anchor=anchor)


@pytest.mark.parametrize("text", ["", "\n", "没有日期。", "\u200b", "今"])
def test_nothing_to_find(text: str) -> None:
    assert parse(text, anchor="2020-09-10") == []
