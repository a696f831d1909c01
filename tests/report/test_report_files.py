"""The files of a report: what there is, how large, what becomes of the directory, the command."""
from __future__ import annotations

import json
import re
from pathlib import Path

import duckdb
import pytest
from hostile_dump import hostile_records
from typer.testing import CliRunner

import govner
from govner.cli.app import app
from govner.errors import InputError
from govner.report import html, write_report


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("files") / "report"
    assert write_report(hostile_records(), target) == len(hostile_records())
    return target


def test_every_link_leads_somewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        for target in re.findall(r'(?:href|src)="([^"#]+)', path.read_text(encoding="utf-8")):
            if not target.startswith(("http", "data:")):
                assert (path.parent / target).resolve().exists(), (path.name, target)


def test_every_page_has_the_policy_and_no_inline_code(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert f'content="{html.POLICY}"' in text
        assert re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=[^&]*>", text.split("<main>")[0]) is None
        assert "<script" not in text.split("<main>")[1]


def test_an_article_page_shows_what_the_record_says(site: Path) -> None:
    page = next(p for p in site.glob("articles/a*.html") if "林若川检查防汛工作" in p.read_text(encoding="utf-8"))
    text = page.read_text(encoding="utf-8")
    assert 'class="PERSON"' in text
    assert re.search(r'href="\.\./people/n\d+\.html">邵启明</a> <small>', text)
    assert re.search(r'href="\.\./places/l\d+\.html">浙江省丽水市遂昌县大柘镇</a>', text)


def test_a_person_page_joins_the_career(site: Path) -> None:
    pages = [p.read_text(encoding="utf-8") for p in site.glob("people/n*.html")]
    career = next(text for text in pages if "<h1>林若川</h1>" in text)
    assert "遂昌县人民政府县长" in career
    assert "遂昌县委书记" in career
    assert career.count('class="bar"') == 3
    assert "邵启明" in career


def test_a_slogan_page_counts_by_month(site: Path) -> None:
    text = next(t for p in site.glob("slogans/k*.html") if "绿水青山" in (t := p.read_text(encoding="utf-8")))
    assert "2019-05: 1</title>" in text
    assert "2020-09: 1</title>" in text


def test_the_same_dump_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    write_report(hostile_records(), tmp_path / "again")
    files = sorted(p.relative_to(site) for p in site.rglob("*") if p.is_file())
    assert files == sorted(p.relative_to(tmp_path / "again") for p in (tmp_path / "again").rglob("*") if p.is_file())
    assert all((site / p).read_bytes() == (tmp_path / "again" / p).read_bytes() for p in files)


def test_a_report_replaces_a_report_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "report"
    write_report(hostile_records()[:1], target)
    (target / "articles" / "old.html").write_text("x", encoding="utf-8")
    write_report(hostile_records()[:1], target)
    assert not (target / "articles" / "old.html").exists()
    other = tmp_path / "mine"
    other.mkdir()
    (other / "thesis.txt").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="no report of govner"):
        write_report(hostile_records()[:1], other)
    assert (other / "thesis.txt").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine", "report"]


def test_a_failed_report_leaves_the_old_one(tmp_path: Path) -> None:
    write_report(hostile_records()[:1], tmp_path / "report")
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"schema_version": "0.1", "id": 3}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.jsonl, line 1 is no govner record"):
        write_report(bad, tmp_path / "report")
    assert (tmp_path / "report" / "index.html").exists()


def test_an_empty_dump_has_a_report(tmp_path: Path) -> None:
    assert write_report([], tmp_path / "report") == 0
    assert "none" in (tmp_path / "report" / "people" / "index.html").read_text(encoding="utf-8")


def test_two_records_of_one_id_are_two_articles(tmp_path: Path) -> None:
    record = hostile_records()[0]
    assert write_report([record, record], tmp_path / "report") == 2
    assert len(list((tmp_path / "report" / "articles").glob("a*.html"))) == 2


def test_lists_are_paged_and_the_index_is_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govner.report.article_pages._PER_PAGE", 3)
    monkeypatch.setattr("govner.report.search_index._SHARD", 200)
    write_report(hostile_records(), tmp_path / "report")
    lists = sorted(p.name for p in (tmp_path / "report" / "articles").glob("index*.html"))
    assert lists == ["index-2.html", "index-3.html", "index.html"]
    data = tmp_path / "report" / "data"
    count = int(re.findall(r"\d+", (data / "index.js").read_text(encoding="utf-8"))[0])
    assert count > 3
    entries = []
    for number in range(count):
        text = (data / f"search-{number}.js").read_bytes().decode("ascii")
        entries += json.loads(text.removeprefix("govnerShard(").removesuffix(");\n"))
    assert all((tmp_path / "report" / url).exists() for *_, url in entries)


@pytest.mark.parametrize(("form", "lang"), [("articles", "en"), ("records", "zh")])
def test_the_command_takes_articles_and_records(tmp_path: Path, form: str, lang: str) -> None:
    source = tmp_path / "dump.jsonl"
    lines = [
        record.to_json() if form == "records" else json.dumps({"id": record.id, "text": record.raw_text})
        for record in hostile_records()[:2]
    ]
    source.write_text("\n".join(lines), encoding="utf-8")
    result = CliRunner().invoke(app, ["report", str(source), "-o", str(tmp_path / "site"), "--lang", lang])
    assert result.exit_code == 0, result.output
    assert "2 articles" in result.output
    assert f'data-lang="{lang}"' in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_workers_write_the_same_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govner.report.drawing._WORTH_WORKERS", 0)
    source = tmp_path / "records.jsonl"
    lines = [record.to_json() for record in hostile_records()]
    source.write_text("\n".join([*lines, lines[0], ""]), encoding="utf-8")
    for workers in (1, 2):
        assert write_report(source, tmp_path / f"by{workers}", workers=workers) == len(lines) + 1
    for path in (tmp_path / "by1").rglob("*.html"):
        assert path.read_bytes() == (tmp_path / "by2" / path.relative_to(tmp_path / "by1")).read_bytes()
    source.write_text("\n".join([lines[0], '{"id": 3}']), encoding="utf-8")
    with pytest.raises(InputError, match=r"records\.jsonl, line 2 is no govner record"):
        write_report(source, tmp_path / "broken", workers=2)


def test_a_page_of_a_huge_article_is_cut(tmp_path: Path) -> None:
    record = hostile_records()[0]
    raw = record.raw_text + "县" * 400_000
    huge = record.model_copy(update={"raw_text": raw, "length": len(raw)})
    write_report([huge], tmp_path / "report")
    pages = list((tmp_path / "report").rglob("*.html"))
    assert max(page.stat().st_size for page in pages) < 1_000_000
    assert "too long" in (tmp_path / "report" / "articles" / "a1.html").read_text(encoding="utf-8")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    source, path = tmp_path / "dump.jsonl", tmp_path / "dump.duckdb"
    article = hostile_records()[0]
    source.write_text(json.dumps({"id": "a", "text": article.raw_text}), encoding="utf-8")
    govner.read([str(source)]).extract(workers=0).write(path)
    return path


def test_a_strange_database_names_no_files(database: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("UPDATE events SET type = '../../<b>', status = 'odd', start_date = NULL")
        connection.execute("UPDATE participants SET role = '<i>'")
    before = set(tmp_path.iterdir())
    write_report(database, tmp_path / "site")
    assert set(tmp_path.iterdir()) - before == {tmp_path / "site"}
    assert sorted(p.name for p in (tmp_path / "site" / "events").iterdir()) == ["index.html", "other.html"]
    text = next((tmp_path / "site" / "articles").glob("a1.html")).read_text(encoding="utf-8")
    assert "<b>" not in text.split("<main>")[1]
    assert "<i>" not in text
    assert "odd" in text


def test_a_database_without_records_of_govner_is_refused(database: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("UPDATE mentions SET type = 'SCHOOL'")
    with pytest.raises(InputError, match="'a' is no govner record"):
        write_report(database, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_days_that_are_none_are_left_out(tmp_path: Path) -> None:
    record = hostile_records()[0].model_copy(deep=True)
    record.metadata.published = "<b>!"
    assert write_report([record], tmp_path / "site") == 1
    assert "<b>!" not in "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "site").rglob("*.html"))
