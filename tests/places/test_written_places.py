"""Places that their form or their neighbours make certain: chains, areas abroad, addresses, rooms, stops.

Sentences and people are invented.
"""
from __future__ import annotations

import time
from functools import lru_cache

import pytest

import govner
from govner.gazetteer import load
from govner.pipeline import Pipeline
from govner.recognition.place_sites import rooms, stops
from govner.records import Place, PlaceKind


@lru_cache(maxsize=1)
def pipeline() -> Pipeline:
    return govner.load()


def names(text: str, region: str | None = None) -> list[str]:
    found = pipeline().extract(text, region=region, published="2023-05-18").mentions
    return [m.span.text for m in found if m.type == "PLACE"]


def rows(text: str, region: str | None = None) -> dict[str, Place]:
    document = pipeline().extract(text, region=region, published="2023-05-18")
    by_id = {p.id: p for p in document.places}
    return {m.span.text: by_id[m.ref] for m in document.mentions if m.type == "PLACE" and m.ref in by_id}


@pytest.mark.parametrize(("text", "region", "expected"), [
    ("赵文到嘉峪关市新城镇调研。", "甘肃省", ["嘉峪关市", "新城镇"]),
    ("王立赴西藏日喀则市定日县长所乡慰问。", None, ["西藏", "日喀则市", "定日县", "长所乡"]),
    ("李敏来到清河区长西街道水门桥边的工地。", "江苏省淮安市", ["清河区", "长西街道"]),  # 清河区 ended in 2016
    ("江苏省苏州市、无锡市，上海市闵行区、松江区等地派人参加。", "浙江省杭州市",
     ["江苏省", "苏州市", "无锡市", "上海市", "闵行区", "松江区"]),
    ("李敏一行到云南省大理白族自治州剑川县沙溪镇和羊岑乡考察。", "浙江省湖州市德清县",
     ["云南省", "大理白族自治州", "剑川县", "沙溪镇", "羊岑乡"]),
    ("活动由青海省果洛藏族自治州玛沁县、班玛县和达日县的代表参加。", "浙江省", ["玛沁县", "班玛县", "达日县"]),
])  # fmt: skip
def test_chains_of_other_regions(text: str, region: str | None, expected: list[str]) -> None:
    assert [name for name in names(text, region) if name in expected] == expected


def test_an_area_in_the_name_of_a_body_is_no_place() -> None:
    assert names("嘉峪关市新城镇人民政府派人参加，日喀则市定日县公安局协助。", "浙江省湖州市德清县") == []


@pytest.mark.parametrize(("text", "expected"), [
    ("王立率团访问越南谅山省高禄县，听取介绍。", {"谅山省": "越南谅山省", "高禄县": "越南谅山省高禄县"}),
    ("代表团先后到日本静冈县、德国巴伐利亚州推介。", {"静冈县": "日本静冈县", "巴伐利亚州": "德国巴伐利亚州"}),
    ("赵文会见马达加斯加塔那那利佛省代表团。", {"塔那那利佛省": "马达加斯加塔那那利佛省"}),
])  # fmt: skip
def test_areas_abroad_lie_in_their_country(text: str, expected: dict[str, str]) -> None:
    found = rows(text, "浙江省杭州市")
    assert {name: found[name].full_name for name in expected} == expected
    assert {found[name].kind for name in expected} == {PlaceKind.OTHER}


def test_a_country_lies_in_no_province() -> None:
    found = rows("展会吸引了美国、越南和毛里求斯的客商。", "浙江省杭州市")
    assert [(n, p.full_name, p.kind) for n, p in found.items()] == [
        (n, n, PlaceKind.COUNTRY) for n in ("美国", "越南", "毛里求斯")
    ]


@pytest.mark.parametrize(("text", "expected"), [
    ("李敏，女，朝鲜族，曾在延边朝鲜族自治州工作。", ["延边朝鲜族自治州"]),
    ("来自韩国的友好城市派人参加，日本企业到杭州市投资。", ["韩国", "日本", "杭州市"]),
])  # fmt: skip
def test_what_follows_a_country_need_not_be_its_part(text: str, expected: list[str]) -> None:
    assert names(text, "浙江省杭州市") == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("联系人：王立，地址：杭州市西湖区文三路259号。", ["杭州市", "西湖区", "文三路259号"]),
    ("新馆位于长兴路18号，占地10亩。", ["长兴路18号"]),
    ("办公室坐落于丰潭路380弄6号，周一开放。", ["丰潭路380弄6号"]),
])  # fmt: skip
def test_addresses(text: str, expected: list[str]) -> None:
    assert names(text, "浙江省杭州市") == expected


def test_numbered_rooms_are_likely() -> None:
    text = "会议在县委大院301会议室召开，另在广电大楼五楼演播会议室设分会场。有人走进三楼会议室门口。"
    assert [text[a:b] for a, b in rooms(text)] == ["县委大院301会议室", "广电大楼五楼演播会议室"]
    assert names("动员会在县委大院301会议室召开。", "浙江省湖州市德清县") == ["县委大院301会议室"]


@pytest.mark.parametrize(("text", "region", "expected"), [
    ("王立先后来到潘村镇草编车间、女山湖镇荷花科技小院，了解情况。", "安徽省滁州市明光市",
     ["潘村镇草编车间", "女山湖镇荷花科技小院"]),
    ("赵文察看了同山镇老屋祠堂群、东白湖镇竹编工坊等地。", "浙江省绍兴市诸暨市",
     ["同山镇老屋祠堂群", "东白湖镇竹编工坊"]),
])  # fmt: skip
def test_stops_are_places_with_their_area_inside(text: str, region: str, expected: list[str]) -> None:
    found = names(text, region)
    assert [name for name in found if name in expected] == expected
    assert {name.split("镇")[0] + "镇" for name in expected} <= set(found)


@pytest.mark.parametrize("text", [
    "王立察看了乾元镇小学、新市镇卫生院和武康街道。",  # bodies
    "王立走访了乾元镇困难群众、新市镇企业。",
    "王立来到乾元镇乾元湿地、新市镇古街。",  # the second name is one of its own
    "王立察看了乾元镇防汛值班点。",  # no list
    "王立察看了德清县乾元镇防汛驿站、南浔区双林镇湿地。",  # two areas before the facility
])  # fmt: skip
def test_what_is_no_stop_of_a_list(text: str) -> None:
    assert list(stops(text)) == []


def test_an_area_long_gone_is_not_meant_far_away() -> None:
    text = "王立到滨海区调研。"  # 宁波市滨海区 ended in 1987
    assert rows(text, "天津市")["滨海区"].resolved_by == "unresolved"
    assert rows(text)["滨海区"].resolved_by == "unresolved"
    assert rows(text, "浙江省宁波市")["滨海区"].full_name == "浙江省宁波市滨海区"


def test_a_town_of_a_city_without_counties_names_the_city_once() -> None:
    assert rows("赵文到嘉峪关市新城镇调研。", "甘肃省")["新城镇"].full_name == "甘肃省嘉峪关市新城镇"
    assert {"峪泉镇", "文殊镇", "新城镇"} <= {area.name for area in load().children("620200")}


@pytest.mark.parametrize("piece", [
    "来到", "察看、", "在二楼会议室", "越南省", "文一路文二路", "地址：路", "嘉峪关市", "位于苏州市1",
])  # fmt: skip
def test_time_is_linear_in_the_length(piece: str) -> None:
    seconds = []
    for size in (2000, 8000):
        text = piece * (size // len(piece))
        start = time.process_time()
        pipeline().extract(text)
        seconds.append(time.process_time() - start)
    assert seconds[1] < 12 * seconds[0] + 0.3


def test_a_common_name_alone_stays_in_the_documents_area() -> None:
    text = "5月8日，王立到湖北省武汉市江岸区学习考察。9日，赵文在和平社区、团结村走访慰问。"
    found = rows(text, "江西省上饶市广信区")
    for name in ("和平社区", "团结村"):
        assert found[name].full_name == f"江西省上饶市广信区{name}"
        assert (found[name].resolved_by, found[name].code) == ("nearest_parent", None)
