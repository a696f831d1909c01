"""Place mentions to rows: chains, the document's area, former names, unknown places, what other rooms ask."""
from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from govner.lexicons import Lexicons
from govner.reading.pages import read_page
from govner.recognition.places import PlaceRecogniser
from govner.recognition.selection import select
from govner.records import AdminLevel, MentionType, Place, PlaceKind
from govner.resolution.places import PlaceResolver, document_area, place_for
from govner.segmentation import Analysis, Candidate

LEXICONS = Lexicons()
RECOGNISER, RESOLVER = PlaceRecogniser(LEXICONS), PlaceResolver(LEXICONS)
DAY = date(2020, 9, 8)


def resolved(text: str, names: list[str], region: str | None = None, on: date | None = DAY) -> list[Place]:
    """The rows of the named places, each at its first occurrence after the one before (or inside it)."""
    analysis = analysis_of(text, region, on)
    position = 0
    for name in names:
        start = text.index(name, position)
        analysis.mentions.append(Candidate(MentionType.PLACE, start, start + len(name), "test"))
        position = start
    analysis.mentions.sort(key=lambda c: (c.start, -c.end))
    RESOLVER(analysis)
    return [analysis.entities.places[m.ref] for m in analysis.mentions]


def analysis_of(text: str, region: str | None = None, on: date | None = DAY) -> Analysis:
    return Analysis.of(read_page(text, published=on, region=region))


def test_table_of_cases() -> None:
    wrong = []
    with (Path(__file__).parent / "cases.tsv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    for row in rows:
        analysis = analysis_of(row["text"], row["region"], date.fromisoformat(row["published"]))
        analysis.propose(RECOGNISER(analysis))
        analysis.mentions = select(analysis.candidates)
        RESOLVER(analysis)
        found = {(analysis.text[m.start : m.end], analysis.entities.places[m.ref].code) for m in analysis.mentions}
        if (row["surface"], row["code"]) not in found:
            wrong.append((row, found))
    assert len(rows) >= 300
    assert len(wrong) <= 0.03 * len(rows), wrong[:5]


def test_a_chain_without_separators() -> None:
    rows = resolved("王立到杭州市下城区天水街道灯芯巷社区调研。", ["杭州市", "下城区", "天水街道", "灯芯巷社区"])
    community = rows[-1]
    assert community.full_name == "浙江省杭州市下城区天水街道灯芯巷社区"
    assert [(c.system, c.value, c.as_of) for c in community.codes] == [("NBS-12", "330103003051", "2020-06-30")]
    assert (community.valid_to, community.resolved_by) == (date(2021, 4, 9), "chain_in_text")
    assert community.successor == ["拱墅区天水街道灯芯巷社区（330105012001）"]


def test_a_former_district_keeps_its_name_and_names_its_successor() -> None:
    (district,) = resolved("王立到下城区调研。", ["下城区"], "浙江省杭州市")
    assert (district.code, district.valid_to) == ("330103", date(2021, 4, 9))
    assert district.successor == ["拱墅区（330105）"]
    assert district.note is not None
    assert "国函〔2021〕29号" in district.note


def test_lists_that_share_a_head() -> None:
    rows = resolved("王立视察上城、下城、江干三区。", ["上城", "下城", "江干"], "浙江省杭州市")
    assert [r.code for r in rows] == ["330102", "330103", "330104"]


def test_a_list_item_inherits_the_county_not_the_street_before() -> None:
    rows = resolved(
        "调研组走进武康街道五龙社区、乾元镇。", ["武康街道", "五龙社区", "乾元镇"], "浙江省湖州市德清县"
    )
    assert rows[1].full_name == "浙江省湖州市德清县武康街道五龙社区"
    assert rows[2].full_name == "浙江省湖州市德清县乾元镇"


def test_an_unknown_village_lies_under_the_town_before_it() -> None:
    rows = resolved("李敏来到新市镇，走进云外溪村察看。", ["新市镇", "云外溪村"], "浙江省湖州市德清县")
    assert rows[1].full_name == "浙江省湖州市德清县新市镇云外溪村"
    assert (rows[1].resolved_by, rows[1].codes) == ("nearest_parent", [])


def test_a_venue_has_the_chain_of_the_area_inside_it() -> None:
    rows = resolved("王立到东新街道数字治理中心。", ["东新街道数字治理中心", "东新街道"], "浙江省杭州市下城区")
    assert rows[0].full_name == "浙江省杭州市下城区东新街道数字治理中心"
    assert rows[0].kind is PlaceKind.VENUE
    assert rows[1].kind is PlaceKind.TOWNSHIP


def test_ambiguous_names_without_context_stay_unresolved() -> None:
    (row,) = resolved("王立到和平村调研。", ["和平村"])
    assert row.resolved_by == "unresolved"
    assert row.candidates > 300
    assert row.codes == []


def test_short_names_of_areas_are_no_seas_and_woods() -> None:
    rows = resolved("考察团赴上海、榆林、玉树学习。", ["上海", "榆林", "玉树"], "湖南省长沙市")
    assert [r.full_name for r in rows] == ["上海市", "陕西省榆林市", "青海省玉树藏族自治州"]


def test_the_same_place_is_one_row() -> None:
    rows = resolved("王立到德清县。德清要走在前列。", ["德清县", "德清"], "浙江省湖州市德清县")
    assert rows[0] is rows[1]


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("浙江省杭州市", "浙江省杭州市"),
        ("上海市闵行区江川路街道", "上海市闵行区江川路街道"),
        ("浙江省杭州市火星区", "浙江省杭州市"),
        ("不存在的地方", None),
    ],
)
def test_the_region_given_is_the_documents_area(region: str, expected: str | None) -> None:
    analysis = analysis_of("会议强调要抓好落实。", region)
    RESOLVER(analysis)
    place = analysis.entities.places.get(analysis.document_place or "")
    assert (place.full_name if place else None) == expected
    assert analysis.document_place_basis is not None
    assert region in analysis.document_place_basis


def test_the_documents_area_is_inferred_from_its_places() -> None:
    text = "德清县召开防汛会议\n德清县副县长王立到德清县乾元镇检查。县水利局负责人陪同。县委要求抓好落实。"
    analysis = analysis_of(text)
    for start in (0, text.index("德清县", 5)):
        analysis.mentions.append(Candidate(MentionType.PLACE, start, start + 3, "test"))
    RESOLVER(analysis)
    assert analysis.document_place is not None
    assert analysis.entities.places[analysis.document_place].full_name == "浙江省湖州市德清县"


@pytest.mark.parametrize(
    ("region", "basis"),
    [
        ("", None),
        ("不存在的地方", "region given, but not known: 不存在的地方"),
        ("浙江省南京市", "region given: 浙江省南京市 (南京市 is not known there)"),
        ("😀" * 50, "region given, but not known: "),
    ],
)
def test_an_empty_unknown_or_contradicting_region_is_said(region: str, basis: str | None) -> None:
    analysis = analysis_of("王立到下城区调研。", region)
    RESOLVER(analysis)
    assert (analysis.document_place_basis or "").startswith(basis or "")


@pytest.mark.parametrize("on", [None, date(1, 1, 1), date(1950, 1, 1), date(2099, 1, 1), date(9999, 12, 31)])
def test_any_day_finds_what_there_was_or_says_unresolved(on: date | None) -> None:
    (row,) = resolved("王立到下城区调研。", ["下城区"], "浙江省杭州市", on)
    assert row.name == "下城区"
    assert row.resolved_by == "unresolved" or row.code == "330103"


def test_a_day_in_doubt_is_said() -> None:
    (row,) = resolved("王立到崇文区调研。", ["崇文区"], "北京市", date(2008, 5, 8))
    assert row.note is not None
    assert "not certain" in row.note


@pytest.mark.parametrize("on", [None, date(1950, 1, 1), date(2099, 1, 1)])
def test_any_day_gives_a_result(on: date | None) -> None:
    (row,) = resolved("王立到杭州市调研。", ["杭州市"], "浙江省", on)
    assert row.full_name == "浙江省杭州市" or row.resolved_by == "unresolved"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("杭州市", "浙江省杭州市"),
        ("下城区", "浙江省杭州市下城区"),
        ("下城", "浙江省杭州市下城区"),
        ("杭州市下城区", "浙江省杭州市下城区"),
        ("下城区天水街道", "浙江省杭州市下城区天水街道"),
        ("省", "浙江省"),
        ("市", "浙江省杭州市"),
        ("我区", "浙江省杭州市下城区"),
        ("浙江", "浙江省"),
        ("湖南省长沙市", "湖南省长沙市"),
        ("乡", None),
    ],
)
def test_areas_inside_names_of_organisations(name: str, expected: str | None) -> None:
    place = place_for(analysis_of("会议召开。", "浙江省杭州市下城区"), name)
    assert (place.full_name if place else None) == expected


def test_the_documents_area_by_level() -> None:
    analysis = analysis_of("会议召开。", "浙江省嘉兴市桐乡市")
    names = {level: getattr(document_area(analysis, level), "name", None) for level in AdminLevel}
    assert names[AdminLevel.PROVINCE] == "浙江省"
    assert names[AdminLevel.PREFECTURE] == "嘉兴市"
    assert names[AdminLevel.COUNTY] == "桐乡市"
    assert names[AdminLevel.TOWNSHIP] is None
    own = place_for(analysis, "市")
    assert own is not None
    assert own.name == "桐乡市"
