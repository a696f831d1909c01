"""The gazetteer: facts of history, look-up by day, chains, round trips."""
from __future__ import annotations

import pickle
import random
import subprocess
import sys
from datetime import date

import pytest

from govner.gazetteer import Gazetteer, PlaceVersion, load
from govner.gazetteer.chains import parse_chain
from govner.records import AdminLevel, PlaceKind

DAY = date(2023, 7, 20)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


@pytest.mark.parametrize(
    ("name", "on", "full_name", "code", "valid_to"),
    [
        ("下城区", date(2020, 9, 8), "浙江省杭州市下城区", "330103", date(2021, 4, 9)),
        ("江干区", date(2021, 4, 8), "浙江省杭州市江干区", "330104", date(2021, 4, 9)),
        ("崇文区", date(2009, 3, 1), "北京市崇文区", "110103", date(2010, 7, 1)),
        ("宣武区", date(2009, 3, 1), "北京市宣武区", "110104", date(2010, 7, 1)),
        ("南市区", date(1999, 3, 1), "上海市南市区", "310102", date(2000, 6, 13)),
        ("卢湾区", date(2010, 3, 1), "上海市卢湾区", "310103", date(2011, 6, 8)),
        ("莱芜市", date(2018, 3, 1), "山东省莱芜市", "371200", date(2018, 12, 26)),
        ("巢湖市", date(2008, 3, 1), "安徽省巢湖市", "341400", date(2011, 8, 22)),
        ("巢湖市", date(2015, 3, 1), "安徽省合肥市巢湖市", "340181", None),
        ("襄樊市", date(2009, 3, 1), "湖北省襄樊市", "420600", date(2010, 12, 9)),
        ("密云县", date(2014, 3, 1), "北京市密云县", "110228", date(2015, 12, 31)),
        ("东莞市", date(2020, 3, 1), "广东省东莞市", "441900", None),
        ("石河子市", date(2020, 3, 1), "新疆维吾尔自治区石河子市", "659001", None),
        ("浙", date(2020, 3, 1), "浙江省", "330000", None),
        ("内蒙古", date(2020, 3, 1), "内蒙古自治区", "150000", None),
        ("木垒县", date(2020, 3, 1), "新疆维吾尔自治区昌吉回族自治州木垒哈萨克自治县", "652328", None),
        ("恩施州", date(2020, 3, 1), "湖北省恩施土家族苗族自治州", "422800", None),
    ],
)
def test_versions_of_a_day(
    gazetteer: Gazetteer, name: str, on: date, full_name: str, code: str, valid_to: date | None
) -> None:
    found = [v for v in gazetteer.lookup(name, on) if v.full_name == full_name]
    assert [(v.code, v.valid_to) for v in found] == [(code, valid_to)]


def test_abolished_areas_are_not_found_afterwards(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("下城区", date(2021, 4, 9)) == []
    assert [v.code for v in gazetteer.lookup("下城区")] == ["330103"]


def test_a_township_follows_its_county(gazetteer: Gazetteer) -> None:
    before = gazetteer.lookup("天水街道", date(2020, 9, 8))
    after = gazetteer.lookup("天水街道", date(2022, 9, 8))
    assert [(str(v), v.as_of) for v in before] == [("浙江省杭州市下城区天水街道（330103003000）", "2020-06-30")]
    assert [str(v) for v in after] == ["浙江省杭州市拱墅区天水街道（330105012000）"]
    assert gazetteer.successors(before[0]) == after


def test_a_community_keeps_the_code_of_its_time(gazetteer: Gazetteer) -> None:
    (before,) = gazetteer.lookup("灯芯巷社区", date(2020, 9, 8))
    assert (before.code, before.valid_to) == ("330103003051", date(2021, 4, 9))
    assert [v.code for v in gazetteer.successors(before)] == ["330105012001"]
    assert before.level is AdminLevel.COMMUNITY


def test_shared_names_stay_ambiguous(gazetteer: Gazetteer) -> None:
    streets = gazetteer.lookup("东新街道", DAY)
    assert len(streets) == 3
    assert [v.full_name for v in gazetteer.lookup("东新街道", DAY, within="330100")] == ["浙江省杭州市拱墅区东新街道"]
    assert gazetteer.count("和平村", DAY) > 300


def test_no_township_between_a_district_less_city_and_its_towns(gazetteer: Gazetteer) -> None:
    (town,) = gazetteer.lookup("石龙镇", DAY, within="441900")
    assert [v.name for v in town.chain] == ["广东省", "东莞市"]


def test_successors_of_a_divided_prefecture(gazetteer: Gazetteer) -> None:
    assert {v.name for v in gazetteer.successors("341400")} == {"合肥市", "芜湖市", "马鞍山市"}


def test_children_on_a_day(gazetteer: Gazetteer) -> None:
    assert "下城区" in [v.name for v in gazetteer.children("330100", date(2020, 9, 8))]
    assert "下城区" not in [v.name for v in gazetteer.children("330100", date(2022, 9, 8))]
    assert len(gazetteer.children("330103", date(2020, 9, 8))) == 8
    assert gazetteer.children("330103003", date(2020, 9, 8))


def test_strange_days_and_codes_have_an_answer(gazetteer: Gazetteer) -> None:
    assert [v.code for v in gazetteer.lookup("北京市", date(1900, 1, 1))] == ["110000"]
    assert [v.code for v in gazetteer.lookup("北京市", date(2999, 1, 1))] == ["110000"]
    assert gazetteer.at("999999") is None
    assert gazetteer.at("") is None
    assert gazetteer.lookup("") == []
    assert gazetteer.lookup("\ud800村") == []
    with pytest.raises(KeyError, match="within='123'"):
        gazetteer.lookup("朝阳区", within="123")


def test_functional_zones_are_no_administrative_level(gazetteer: Gazetteer) -> None:
    (zone,) = gazetteer.lookup("苏州工业园区", DAY)
    assert (zone.kind, zone.level) == (PlaceKind.FUNCTIONAL_ZONE, AdminLevel.NONE)
    assert zone.parent is not None
    assert zone.parent.name == "苏州市"


def test_townships_round_trip_from_chain_to_code(gazetteer: Gazetteer) -> None:
    sample = random.Random(1).sample(list(_towns(gazetteer)), 2500)
    wrong = [v.full_name for v in sample if not _reads_back(v)]
    assert len(wrong) <= 12, wrong[:10]


def test_communities_round_trip_from_chain_to_code(gazetteer: Gazetteer) -> None:
    rng = random.Random(2)
    towns = rng.sample([v for v in _towns(gazetteer) if v.suffix in ("街道", "镇", "乡")], 150)
    communities = [v for t in towns for v in gazetteer.children(t, DAY) if v.suffix in ("社区", "村")]
    sample = rng.sample(communities, 1200)
    wrong = [v.full_name for v in sample if not _reads_back(v)]
    assert len(wrong) <= 12, wrong[:10]


def _towns(gazetteer: Gazetteer) -> list[PlaceVersion]:
    towns: list[PlaceVersion] = []
    for row in gazetteer.area_rows():
        for area in gazetteer.versions(row, DAY):
            if area.kind is PlaceKind.COUNTY:
                towns += (v for v in gazetteer.children(area, DAY) if v.as_of == "2023-06-30" and v.code)
    return towns


def _reads_back(version: PlaceVersion) -> bool:
    chain, length = parse_chain(version.full_name, DAY)
    return length == len(version.full_name) and chain[-1].full_name == version.full_name


def test_versions_survive_pickling_of_the_gazetteer(gazetteer: Gazetteer) -> None:
    assert pickle.loads(pickle.dumps(gazetteer)) is gazetteer


def test_loads_fast_and_small() -> None:
    code = (
        "import resource, time; import govner.gazetteer.gazetteer as g; t = time.process_time();"
        "size = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; before = size();"
        "x = g.load(); x.lookup('和平村'); print(time.process_time() - t, size() - before)"
    )
    seconds, kilobytes = map(float, subprocess.check_output([sys.executable, "-c", code], text=True).split())
    assert seconds < 1
    assert kilobytes < 120 * 1024
