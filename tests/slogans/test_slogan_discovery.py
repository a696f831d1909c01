"""`govner slogans` and what is behind it, over a small dump of own articles."""
from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from govner.cli.app import app
from govner.discovery import SloganDiscovery, SloganUse, discover
from govner.discovery.slogans import group_key
from govner.discovery.usage import UsageTable
from govner.reading import Article, ReadError, open_articles

ROWS = [
    ("2021-03-02", "浙江省衢州市", "会议要求，推进“四联四促”行动，联村促产、联企促业、联户促富、联校促学，一线见效。"),
    ("2021-03-09", "浙江省衢州市", "他指出，要坚持“四联四促”行动，做到“四个意识”不松劲。"),
    ("2021-05-20", "福建省三明市", "镇里学习借鉴“四联四促”行动，打造“苏溪味道”品牌。"),
    ("2021-06-01", "福建省三明市", "全市实施“苏溪味道”品牌工程，推行“五张单子”工作法。"),
    ("2020-12-30", "", "江西省上饶市推进“苏溪味道”品牌建设，与福建省三明市互学互鉴。"),
    ("2021-07-01", "", "要健全“三上三下三公开”机制，落实“三上三下、三公开”要求。"),
    ("2021-07-02", "", "他说，“薯秧要早翻，晚一天就烂了。”“开心”的笑声传来，“开心”写在脸上。"),
]


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dump") / "news.jsonl"
    rows = [{"text": text, "date": day, "region": region} for day, region, text in ROWS]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def articles(dump: Path) -> list[Article]:
    return [item for item in open_articles(dump) if not isinstance(item, ReadError)]


@pytest.fixture(scope="module")
def discovery(dump: Path) -> SloganDiscovery:
    found = SloganDiscovery()
    for article in articles(dump):
        found.add(article)
    return found


def use_of(discovery: SloganDiscovery, term: str, **options: bool) -> SloganUse:
    return next(use for use in discovery.uses(min_count=1, **options) if use.term == term)


def test_a_new_term_has_counts_days_places_and_members(discovery: SloganDiscovery) -> None:
    use = use_of(discovery, "四联四促")
    assert (use.count, use.articles, use.known) == (3, 3, False)
    assert (use.first, use.last) == (date(2021, 3, 2), date(2021, 5, 20))
    assert use.places == (("浙江省衢州市", 2), ("福建省三明市", 1))
    assert use.expansions[0][0] == ("联村促产", "联企促业", "联户促富", "联校促学")


def test_places_of_articles_without_a_site_are_those_of_the_sentence(discovery: SloganDiscovery) -> None:
    use = use_of(discovery, "苏溪味道")
    assert use.first == date(2020, 12, 30)
    assert dict(use.places) == {"福建省三明市": 3, "江西省上饶市": 1}


def test_known_terms_are_left_out_unless_asked_for(discovery: SloganDiscovery) -> None:
    assert "四个意识" not in {use.term for use in discovery.uses(min_count=1)}
    assert use_of(discovery, "四个意识", known=True).known


def test_spellings_of_one_term_are_one(discovery: SloganDiscovery) -> None:
    use = use_of(discovery, "三上三下、三公开")
    assert dict(use.variants) == {"三上三下三公开": 1, "三上三下、三公开": 1}
    assert use.count == 2


def test_scare_quotes_and_utterances_are_no_terms(discovery: SloganDiscovery) -> None:
    terms = {use.term for use in discovery.uses(min_count=1)}
    assert not {term for term in terms if "开心" in term or "薯秧" in term}


def test_the_most_widespread_come_first_and_rare_ones_may_be_cut(discovery: SloganDiscovery) -> None:
    assert [use.term for use in discovery.uses(min_count=3)] == ["苏溪味道", "四联四促"]


def test_group_key_joins_measure_words_and_frames_but_not_other_numbers() -> None:
    assert group_key("三社联动") == group_key("“三社”")
    assert group_key("四个意识") == group_key("四意识")
    assert group_key("三张网") != group_key("四张网")
    assert group_key("、") == "、"


def test_memory_is_bounded_and_frequent_terms_stay() -> None:
    table = UsageTable(limit=100)
    for number in range(10_000):
        table.of("常说").count += 1
        table.of(f"只说一次{number}").count += 1
    kept = dict(table.items())
    assert len(kept) <= 100
    assert kept["常说"].count == 10_000


def test_discover_reads_any_articles(dump: Path) -> None:
    assert [use.term for use in discover(articles(dump), min_count=3)] == ["苏溪味道", "四联四促"]


def test_own_terms_are_known(dump: Path, tmp_path: Path) -> None:
    (tmp_path / "slogans.tsv").write_text("id\tterm\tkind\nsu-xi\t苏溪味道\tquoted\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["slogans", str(dump), "-f", "jsonl", "--lexicons", str(tmp_path)])
    assert [json.loads(line)["term"] for line in result.stdout.splitlines()] == ["四联四促"]


@pytest.mark.parametrize("form", ["table", "tsv", "jsonl"])
def test_command_prints_every_format(dump: Path, form: str) -> None:
    result = CliRunner().invoke(app, ["slogans", str(dump), "--format", form, "--min-count", "3"])
    assert result.exit_code == 0
    assert "四联四促" in result.stdout
    assert "四个意识" not in result.stdout
    if form == "tsv":
        lines = [line.split("\t") for line in result.stdout.splitlines()]
        assert {len(line) for line in lines} == {9}
        assert lines[0][:5] == ["term", "count", "articles", "first", "last"]
        assert lines[2][:5] == ["四联四促", "3", "3", "2021-03-02", "2021-05-20"]


def test_command_writes_a_file_and_reports_what_it_cannot_read(dump: Path, tmp_path: Path) -> None:
    target = tmp_path / "terms.jsonl"
    arguments = ["slogans", str(dump), str(tmp_path / "none.jsonl"), "-f", "jsonl", "-o", str(target), "--known"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 1
    assert "no such file" in result.stderr
    assert json.loads(target.read_text(encoding="utf-8").splitlines()[0])["articles"] == 3
