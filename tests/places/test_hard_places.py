"""Hard cases of places, by their number in the collection of hard cases: through the whole pipeline."""
from __future__ import annotations

from functools import lru_cache

import pytest

import govner
from govner.pipeline import Pipeline
from govner.records import Place, PlaceKind, Record


@lru_cache(maxsize=1)
def pipeline() -> Pipeline:
    return govner.load()


def record(text: str, region: str | None = None, published: str | None = "2020-09-08") -> Record:
    return pipeline().extract(text, region=region, published=published)


def places(document: Record) -> dict[str, Place]:
    """The rows by the surface of their mentions."""
    rows = {p.id: p for p in document.places}
    return {m.span.text: rows[m.ref] for m in document.mentions if m.type == "PLACE" and m.ref in rows}


def stops(text: str, region: str, published: str = "2020-09-08") -> list[str]:
    return [m.span.text for m in record(text, region, published).mentions if m.type == "PLACE"]


def test_p01_two_levels_without_separator() -> None:
    found = places(record("9月8日，王立一行来到长庆街道王马社区调研。", "浙江省杭州市下城区"))
    assert found["王马社区"].full_name == "浙江省杭州市下城区长庆街道王马社区"
    assert found["王马社区"].code is not None
    assert found["王马社区"].code.startswith("330103")


@pytest.mark.parametrize("name", ["城关镇", "太平镇", "和平村"])
def test_p03_shared_names_need_a_parent(name: str) -> None:
    alone = places(record(f"9月8日，王立来到{name}走访慰问。"))[name]
    assert (alone.resolved_by, alone.code) == ("unresolved", None)
    assert alone.candidates > 30


def test_p03_a_parent_decides() -> None:
    found = places(record("9月8日，王立来到略阳县城关镇走访慰问。", "陕西省汉中市"))
    assert found["城关镇"].full_name == "陕西省汉中市略阳县城关镇"


@pytest.mark.parametrize(("published", "ended"), [("2020-09-08", "2021-04-09"), ("2021-04-08", "2021-04-09")])
def test_p04_a_former_district_on_its_days(published: str, ended: str) -> None:
    district = places(record("王立到下城区调研社区治理工作。", "浙江省杭州市", published))["下城区"]
    assert (district.code, str(district.valid_to)) == ("330103", ended)
    assert district.successor == ["拱墅区（330105）"]


def test_p06_a_district_that_is_called_former() -> None:
    found = places(record("5月8日，王立来到原江干区下沙街道察看。", "浙江省杭州市", "2022-05-08"))
    assert found["江干区"].code == "330104"
    assert str(found["江干区"].valid_to) == "2021-04-09"
    assert found["下沙街道"].full_name.startswith("浙江省杭州市江干区")


def test_p07_districts_of_one_name_need_their_city() -> None:
    assert places(record("王立到鼓楼区调研。"))["鼓楼区"].resolved_by == "unresolved"
    assert places(record("王立到徐州市鼓楼区调研。"))["鼓楼区"].code == "320302"
    assert places(record("王立到鼓楼区调研。", "福建省福州市"))["鼓楼区"].code == "350102"


def test_p09_a_venue_with_the_name_of_its_area() -> None:
    found = places(record("启动仪式在祥符区教育综合园区举行。", "河南省开封市祥符区"))
    assert found["祥符区教育综合园区"].kind in (PlaceKind.VENUE, PlaceKind.FUNCTIONAL_ZONE)
    assert found["祥符区"].full_name == "河南省开封市祥符区"


@pytest.mark.parametrize("name", ["和平社区", "团结村", "五四村"])
def test_p10_common_words_as_names(name: str) -> None:
    document = record(f"9月8日，王立先后来到阜溪街道{name}和乾元镇走访。", "浙江省湖州市德清县")
    assert name in places(document)
    assert "五四" not in {m.span.text for m in document.mentions if m.type == "DATE"}


def test_p12_a_road_is_no_city() -> None:
    found = places(record("活动在拱宸桥街道台州路1号举行。", "浙江省杭州市拱墅区"))
    assert "台州" not in found
    assert {"台州路", "台州路1号"} & set(found)


@pytest.mark.parametrize(("name", "text"), [
    ("余英坊", "9月8日，王立一行先后来到余英坊、幸福荷湾共富街区，听取情况介绍。"),
    ("幸福荷湾共富街区", "活动在幸福荷湾共富街区举行。"),
    ("湖滨晴雨工作室", "座谈会在湖滨晴雨工作室召开。"),
])  # fmt: skip
def test_p13_venues(name: str, text: str) -> None:
    assert name in places(record(text, "浙江省湖州市德清县"))


def test_p15_joined_abbreviations() -> None:
    found = places(record("会谈后，皖新两省区签署合作协议，并与京津冀对接。", "安徽省", "2023-05-18"))
    assert found["皖"].full_name == "安徽省"
    assert found["新"].full_name == "新疆维吾尔自治区"
    assert found["京津冀"].kind is PlaceKind.REGION


def test_p16_words_for_the_own_area_are_no_names_but_mean_it() -> None:
    document = record("我省要抓好落实，我区各部门、市区两级和全市上下要行动起来，该县已经部署。", "浙江省杭州市下城区")
    assert not [m for m in document.mentions if m.type == "PLACE" and m.form == "name"]
    own = document.metadata.default_place
    assert own is not None
    assert own.full_name == "浙江省杭州市下城区"


def test_p18_and_joins_places_of_different_depth() -> None:
    found = places(record("王立一行来到长庆街道王马社区和朝晖街道。", "浙江省杭州市下城区"))
    assert found["王马社区"].full_name == "浙江省杭州市下城区长庆街道王马社区"
    assert found["朝晖街道"].full_name == "浙江省杭州市下城区朝晖街道"


def test_p19_a_list_item_inherits_the_county() -> None:
    text = "王立一行走进武康街道五龙社区幸福邻里中心、乾元镇，听取情况介绍。"
    found = places(record(text, "浙江省湖州市德清县"))
    assert found["乾元镇"].full_name == "浙江省湖州市德清县乾元镇"
    assert found["五龙社区"].full_name == "浙江省湖州市德清县武康街道五龙社区"
    venue = next(place for name, place in found.items() if name.endswith("幸福邻里中心"))
    assert venue.full_name == "浙江省湖州市德清县武康街道五龙社区幸福邻里中心"


@pytest.mark.parametrize(("name", "region", "published"), [
    ("河东区", "天津市", "2023-05-18"),
    ("下城区", "浙江省杭州市", "2020-09-08"),
    ("上城区", "浙江省杭州市", "2020-09-08"),
])  # fmt: skip
def test_p21_a_word_of_direction_does_not_eat_the_name(name: str, region: str, published: str) -> None:
    assert places(record(f"王立到{name}调研。", region, published))[name].name == name


# Kinds of sentences that once were misread; names of people and sentences are invented.


@pytest.mark.parametrize(("text", "region", "expected"), [
    ("赵文来琼海调研，随后到文昌、万宁检查。", "海南省", ["琼海", "文昌", "万宁"]),
    ("周强一行先后到卢氏县、洛宁县。卢氏要把生态做成优势。", "河南省三门峡市", ["卢氏县", "洛宁县", "卢氏"]),
    ("湘鄂交界地带要联防联控。", "湖南省", ["湘", "鄂"]),
    ("李敏深入里耶镇调研，参观里耶古城。", "湖南省湘西土家族苗族自治州龙山县", ["里耶镇", "里耶古城", "里耶"]),
    ("赵文先后察看了十团、十二团、十四团。兵团职工忙春播。", "新疆维吾尔自治区阿拉尔市", ["十团", "十四团"]),
])  # fmt: skip
def test_short_names_of_areas_that_the_document_makes_certain(text: str, region: str, expected: list[str]) -> None:
    assert set(stops(text, region, "2023-05-18")) >= set(expected)
