"""Networks, protocol order, visits, slogans, periods, plots, and where dumps are read from."""
from __future__ import annotations

import gzip
from pathlib import Path

import pandas as pd
import pytest
from small_records import records

import govner
from govner import analysis
from govner.errors import GovnerError, InputError

_SUICHANG = "浙江省丽水市遂昌县"


@pytest.fixture(scope="module")
def dump() -> analysis.DumpTables:
    return analysis.read_tables(
        records(
            ("2019-05-06", _SUICHANG, "5月5日，县委副书记、县长林若川先后来到大柘镇、云峰街道，调研乡村产业。"
             "副县长邵启明陪同。林若川强调，要用好“两山”。"),
            ("2019-07-02", _SUICHANG, "7月1日，县长林若川到大柘镇检查防汛工作，副县长邵启明参加。"),
            ("2021-09-03", _SUICHANG, "9月2日，县委书记林若川来到云峰街道，调研“最多跑一次”改革。"
             "副县长陈望舒陪同调研。"),
            ("2021-10-12", "四川省绵阳市三台县", "10月11日，副县长林若川到芦溪镇调研农业生产。"),
            ("2021-11-02", _SUICHANG, "11月1日，林若川到大柘镇走访慰问困难群众。"),
        )
    )


def _named(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    return frame[frame["name"] == name]


def test_a_promotion_is_joined_and_a_namesake_is_not(dump: analysis.DumpTables) -> None:
    people = analysis.identify(dump)
    found = _named(people.people, "林若川")
    assert sorted(found["articles"]) == [1, 4]
    joins = people.joins
    assert list(joins["basis"]) == ["same_organization_transfer"]
    assert joins["confidence"].iloc[0] >= 0.9
    bare = people.appearances.iloc[-2:]["basis"].tolist() + people.appearances["basis"].tolist()
    assert "area_and_time" in bare


def test_a_stricter_reader_keeps_posts_apart(dump: analysis.DumpTables) -> None:
    strict = analysis.identify(dump, min_confidence=0.99)
    assert len(_named(strict.people, "林若川")) == 3


def test_masked_names_are_never_joined() -> None:
    masked = ("2020-01-02", _SUICHANG, "1月1日，县教育局局长李某某接受审查。")
    people = analysis.identify(records(masked, ("2020-03-02", _SUICHANG, masked[2] + "此前通报。")))
    assert len(_named(people.people, "李某某")) == 2


def test_holdings_of_decisions_are_exact() -> None:
    made = records(
        ("2020-03-05", _SUICHANG, "3月4日，县长邵启明主持召开县政府常务会议。"),
        ("2020-06-20", _SUICHANG, "6月18日，遂昌县人大常委会举行会议，决定接受邵启明辞去遂昌县人民政府县长职务的请求，"
         "任命林若川为遂昌县人民政府代理县长。"),
        ("2020-08-11", _SUICHANG, "8月10日，代县长林若川到大柘镇调研。"),
    )
    rows = analysis.directory(made).set_index(["name", "title"])
    old, new = rows.loc[("邵启明", "县长")], rows.loc[("林若川", "县长")]
    assert (old["start"], old["start_basis"], old["end"], old["end_basis"]) == (
        "2020-03-05", "first_seen", "2020-06-18", "removed",
    )
    assert (new["start"], new["start_basis"], new["end"], new["end_basis"]) == (
        "2020-06-18", "appointed", "2020-08-11", "last_seen",
    )
    assert old["ended_by"] == "2020-06-18"
    assert new["single"]


def test_two_holders_of_one_seat_are_a_conflict() -> None:
    made = records(
        ("2020-01-02", _SUICHANG, "1月1日，县长邵启明主持召开县政府常务会议。"),
        ("2020-03-05", _SUICHANG, "3月4日，县长林若川到大柘镇调研。"),
        ("2020-09-09", _SUICHANG, "9月8日，县长邵启明到大柘镇调研。"),
        ("2020-12-09", _SUICHANG, "12月8日，县长林若川到大柘镇调研。"),
    )
    found = analysis.conflicts(analysis.directory(made))
    assert list(found["kind"]) == ["two_holders"]
    assert {found["name"].iloc[0], found["other_name"].iloc[0]} == {"邵启明", "林若川"}
    assert (found["start"].iloc[0], found["end"].iloc[0]) == ("2020-03-05", "2020-09-09")


def test_the_network_has_people_and_shared_events(dump: analysis.DumpTables, tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx")
    graph = analysis.co_attendance(dump)
    names = {node: graph.nodes[node]["name"] for node in graph}
    weights = {frozenset((names[a], names[b])): data for a, b, data in graph.edges(data=True)}
    pair = weights[frozenset(("林若川", "邵启明"))]
    assert (pair["weight"], pair["first"], pair["last"]) == (2, "2019-05-05", "2019-07-01")
    assert analysis.co_attendance(dump, min_weight=2).number_of_edges() == 1
    analysis.write_graphml(graph, tmp_path / "network.graphml")
    read = networkx.read_graphml(tmp_path / "network.graphml")
    assert dict(read.nodes(data=True)) == dict(graph.nodes(data=True))
    assert {frozenset(edge[:2]): edge[2] for edge in read.edges(data=True)} == {
        frozenset(edge[:2]): edge[2] for edge in graph.edges(data=True)
    }


def test_a_network_file_holds_what_xml_cannot(tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx")
    graph = networkx.Graph()
    graph.add_node("N1", name="林\x1b若\ufffe川", events=1)
    analysis.write_graphml(graph, tmp_path / "network.graphml")
    read = networkx.read_graphml(tmp_path / "network.graphml")
    assert dict(read.nodes["N1"]) == {"name": "林[U+001B]若[U+FFFE]川", "events": 1}
    assert graph.nodes["N1"]["name"] == "林\x1b若\ufffe川"


def test_protocol_order_names_the_first_first(dump: analysis.DumpTables) -> None:
    row = analysis.protocol_order(dump).iloc[0]
    assert (row["name"], row["other_name"]) == ("林若川", "邵启明")
    assert (row["before"], row["after"], row["share"]) == (2, 0, 1.0)


def test_visits_are_a_trail_in_order(dump: analysis.DumpTables) -> None:
    people = analysis.identify(dump)
    chief = people.people.loc[people.people["articles"] == 4, "identity"].iloc[0]
    trail = analysis.visits(dump, people)
    trail = trail[trail["identity"] == chief]
    places = [str(place).removeprefix(_SUICHANG) for place in trail["place"]]
    assert places == ["大柘镇", "云峰街道", "大柘镇", "云峰街道", "大柘镇"]
    assert trail["day"].is_monotonic_increasing


def test_slogans_say_who_used_them_first(dump: analysis.DumpTables) -> None:
    row = analysis.slogan_diffusion(dump).set_index("first_speaker").loc["林若川"]
    assert (row["first_day"], row["first_area"], row["articles"]) == ("2019-05-06", _SUICHANG, 1)
    frequency = analysis.slogan_frequency(dump, period="month")
    assert set(frequency["period"]) == {"2019-05", "2021-09"}
    assert list(frequency["share"]) == [1.0, 1.0]
    with pytest.raises(ValueError, match="year, month"):
        analysis.slogan_frequency(dump, period="week")


def test_periods_are_compared_by_share(dump: analysis.DumpTables) -> None:
    found = analysis.compare_periods(dump, ("2019", "2019"), ("2021-09", "2021-12-31")).set_index(["kind", "value"])
    row = found.loc[("person", "邵启明")]
    assert (row["before"], row["after"], row["change"]) == (2, 0, -1.0)
    assert found.loc[("event", "condolence"), "after"] == 1


def test_dumps_are_read_from_files(dump: analysis.DumpTables, tmp_path: Path) -> None:
    record = govner.load().extract("9月8日，县长林若川调研。", id="a", published="2020-09-09", region=_SUICHANG)
    path = tmp_path / "records.jsonl.gz"
    path.write_bytes(gzip.compress(record.to_json().encode() + b"\n\n"))
    assert list(analysis.read_tables(path)["people"]["name"]) == ["林若川"]
    assert analysis.read_tables(dump) is dump
    with pytest.raises(KeyError, match="there are: records"):
        dump["heroes"]
    with pytest.raises(InputError, match="cannot read"):
        analysis.read_tables(tmp_path / "none.jsonl")
    (tmp_path / "cut.jsonl.gz").write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InputError, match="cannot read"):
        analysis.read_tables(tmp_path / "cut.jsonl.gz")


def test_dumps_packed_with_zstandard_are_read(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    record = records(("2020-09-09", _SUICHANG, "9月8日，县长林若川调研。"))[0]
    packed = zstandard.ZstdCompressor().compress(record.to_json().encode() + b"\n")
    (tmp_path / "records.jsonl.zst").write_bytes(packed)
    assert list(analysis.read_tables(tmp_path / "records.jsonl.zst")["people"]["name"]) == ["林若川"]
    (tmp_path / "bad.jsonl.zst").write_bytes(b"no zstandard at all")
    with pytest.raises(InputError, match="cannot read"):
        analysis.read_tables(tmp_path / "bad.jsonl.zst")


def test_a_database_of_govner_batch_gives_the_same(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    batch = pytest.importorskip("govner.batch")
    texts = ["9月8日，县委书记林若川到大柘镇调研“两山”转化，副县长邵启明陪同。", "9月10日，林若川主持召开座谈会。"]
    rows = [
        {"id": f"r{at}", "text": text, "published": "2020-09-11", "region": _SUICHANG} for at, text in enumerate(texts)
    ]
    nlp = govner.load()
    batch.read(rows).extract(nlp, workers=0).write(tmp_path / "dump.duckdb")
    made = [nlp.extract(r["text"], published=r["published"], region=r["region"], id=r["id"]) for r in rows]
    one, two = analysis.read_tables(made), analysis.read_tables(tmp_path / "dump.duckdb")
    for name in ("attendance", "directory", "visits", "slogan_uses", "protocol_order"):
        function = getattr(analysis, name)
        pd.testing.assert_frame_equal(function(one), function(two), check_dtype=False)
    with pytest.raises(InputError, match="cannot read"):
        analysis.read_tables(_broken(tmp_path))


def _broken(folder: Path) -> Path:
    path = folder / "broken.duckdb"
    path.write_bytes(b"\0" * 8 + b"DUCK" + b"\0" * 500)
    return path


def test_plots_have_chinese_text(dump: analysis.DumpTables, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("matplotlib")
    try:
        family = analysis.chinese_font()
    except GovnerError:
        pytest.skip("no font with Chinese characters on this machine")
    axes = analysis.plot_slogans(analysis.slogan_frequency(dump))
    assert [t.get_fontfamily()[0] for t in axes.get_legend().get_texts()] == [family] * len(axes.lines)
    holdings = analysis.directory(dump)
    axes = analysis.plot_holdings(holdings[holdings["name"] == "林若川"])
    assert any("县委书记" in label.get_text() for label in axes.get_yticklabels())
    axes = analysis.plot_network(analysis.co_attendance(dump))
    assert "邵启明" in {text.get_text() for text in axes.texts}
    monkeypatch.setattr("govner.analysis.plots._FAMILIES", ("No Such Font",))
    with pytest.raises(GovnerError, match="fonts-noto-cjk"):
        analysis.plot_slogans(analysis.slogan_frequency(dump))
