"""What goes wrong at a user's desk: every command says it in one sentence, and its exit code tells."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from typer.testing import CliRunner

import govner
from govner.cli.app import app
from govner.errors import GovnerError, InputError
from govner.reading import Article
from govner.segmentation import Analysis

TEXT = "9月8日下午，副市长温如海到河口区调研，强调要抓好“三送”服务。"
runner = CliRunner()


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from govner.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, timeout=120, env={**os.environ, **environment})


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["extract", "slogans", "show"])
def test_an_output_that_cannot_be_written_is_named(command: str, article: Path, tmp_path: Path) -> None:
    option = "--html" if command == "show" else "-o"
    (tmp_path / "folder").mkdir()
    for target in (tmp_path / "folder", tmp_path / "none" / "x", article / "x"):
        result = runner.invoke(app, [command, str(article), option, str(target)])
        assert isinstance(result.exception, GovnerError)
        assert f"cannot write {target}" in str(result.exception)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "folder"]


def test_a_report_that_cannot_be_written_is_named(article: Path) -> None:
    result = runner.invoke(app, ["report", str(article), "-o", str(article / "site")])
    assert isinstance(result.exception, GovnerError)
    assert f"cannot write {article / 'site'}" in str(result.exception)


def test_a_report_of_nothing_is_not_written(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_bytes(b"")
    for source in (tmp_path / "none", empty):
        result = runner.invoke(app, ["report", str(source), "-o", str(tmp_path / "site")])
        assert isinstance(result.exception, InputError)
        assert not (tmp_path / "site").exists()


def test_a_report_without_some_articles_exits_with_1(tmp_path: Path) -> None:
    source = tmp_path / "dump.jsonl"
    source.write_text(json.dumps({"id": "a", "text": TEXT}) + "\n{broken\n", encoding="utf-8")
    result = runner.invoke(app, ["report", str(source), "-o", str(tmp_path / "site")])
    assert result.exit_code == 1
    assert "1 articles" in result.stderr
    assert (tmp_path / "site" / "index.html").exists()


def test_a_page_shows_the_rest_of_what_cannot_be_read(article: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = runner.invoke(app, ["show", str(tmp_path / "none.txt"), str(article), "--html", str(page)])
    assert result.exit_code == 1
    assert "none.txt: no such file" in result.stderr
    assert "温如海" in page.read_text(encoding="utf-8")


def test_show_reads_records_with_separators_and_indents(tmp_path: Path) -> None:
    record = govner.extract(f"{TEXT}\u2028第二行。\x85", published="2020-09-08", id="r")
    files = {"r.jsonl": record.to_json() + "\n", "r.json": record.to_json(indent=2)}
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        result = runner.invoke(app, ["show", str(tmp_path / name)])
        assert result.exit_code == 0, result.output
        assert "温如海" in result.stdout


def test_one_failing_article_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = govner.Pipeline._analyses

    def failing(self: govner.Pipeline, articles: Iterable[Article]) -> list[Analysis]:
        articles = list(articles)
        if any(article.id == "bad" for article in articles):
            raise RuntimeError("odd")
        return whole(self, articles)

    monkeypatch.setattr(govner.Pipeline, "_analyses", failing)
    for name in ("bad", "fine", "good", "other"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    for command in ("extract", "show"):
        result = runner.invoke(app, [command, str(tmp_path)])
        assert result.exit_code == 1
        assert result.stderr.count("internal error") == result.stderr.count("bad: internal error") == 1
        assert "温如海" in result.stdout
    result = runner.invoke(app, ["extract", str(tmp_path)])
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["fine", "good", "other"]


def test_other_locales_get_utf8() -> None:
    result = run("place", "遂昌县", PYTHONIOENCODING="ascii")
    assert result.returncode == 0, result.stderr
    assert "浙江省丽水市遂昌县" in result.stdout.decode()


@pytest.mark.parametrize("option", [["--epochs", "0"], ["--held-out", "2"], ["--threads", "0"]])
def test_training_options_have_limits(option: list[str], article: Path, tmp_path: Path) -> None:
    assert runner.invoke(app, ["train", str(article), "-o", str(tmp_path / "model"), *option]).exit_code == 2


def test_what_acts_in_a_terminal_is_shown_by_number(tmp_path: Path) -> None:
    assert b"no\x1b[2J" not in run("extract", "no\x1b[2J").stderr
    assert b"no\x1b[2J" not in run("extract", "-o", "no\x1b[2J/x", str(tmp_path)).stderr
    source = tmp_path / "dump.jsonl"
    row = {"text": "深入推进“四联四促”行动。" * 3, "region": "x\x1b[2J\ty"}
    source.write_text(json.dumps(row), encoding="utf-8")
    result = runner.invoke(app, ["slogans", str(source), "-f", "tsv"])
    assert "x[U+001B][2J y 1" in result.stdout
    assert all(line.count("\t") == 8 for line in result.stdout.splitlines())


def test_an_unknown_area_is_told() -> None:
    result = runner.invoke(app, ["place", "无此地县", "--on", "2020-01-01"])
    assert result.exit_code == 1
    assert "'无此地县' on 2020-01-01" in result.stderr
