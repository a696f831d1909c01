"""Options of `govner extract` beside format and files."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from govner.cli import app

BODY = "5月17日，市委书记秦立到河口街道调研社区治理工作，与社区工作者座谈，听取意见建议，现场研究解决有关困难和问题。"
runner = CliRunner()


def slogans(rows: list[dict[str, Any]]) -> list[str]:
    return [slogan["surface"] for row in rows for slogan in row["slogans"]]


def records(*arguments: str) -> list[dict[str, Any]]:
    result = runner.invoke(app, ["extract", *arguments, "--published", "2023-05-18"])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def dump(tmp_path: Path) -> str:
    path = tmp_path / "dump.jsonl"
    texts = {"a": BODY, "b": f"转载\n{BODY}（秦风）", "c": "6月2日，市长岳临风到北河街道调研防汛工作，要求备足物资。"}
    rows = [json.dumps({"id": id, "text": text}, ensure_ascii=False) for id, text in texts.items()]
    path.write_text("\n".join(rows), encoding="utf-8")
    return str(path)


def test_reprints(dump: str) -> None:
    pytest.importorskip("rensa")
    assert [row["id"] for row in records(dump, "--reprints", "drop")] == ["a", "c"]
    marked = records(dump, "--reprints", "mark")
    assert [row["metadata"]["reprint_of"] for row in marked] == [None, "a", None]
    assert len(records(dump)) == 3


def test_own_lexicons(dump: str, tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.mkdir()
    (words / "terms.tsv").write_text("text\ttype\n备足物资\tSLOGAN\n", encoding="utf-8")
    assert "备足物资" in slogans(records(dump, "--lexicons", str(words)))
    assert "备足物资" not in slogans(records(dump))


def test_simplified_names(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "5月17日，省委書記龔長嶺到濱海區調研鄉村振興。龔長嶺強調，要讓農業強、農村美、農民富。"
    path.write_text(text, encoding="utf-8")
    (written,), (simplified,) = records(str(path)), records(str(path), "--simplify")
    assert [p["name"] for p in written["people"]] == ["龔長嶺"]
    assert [p["name"] for p in simplified["people"]] == ["龚长岭"]
    assert simplified["raw_text"] == written["raw_text"]


def test_rules_alone(dump: str) -> None:
    for row in records(dump, "--tagger", "none"):
        assert not [m for m in row["mentions"] if m["rule"].startswith("tagger")]


def test_unknown_tagger(dump: str) -> None:
    for command in (["extract"], ["show"]):
        result = runner.invoke(app, [*command, dump, "--tagger", "nobody"])
        assert result.exit_code != 0
        assert "nobody" in str(result.exception)
