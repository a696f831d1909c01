"""The command line as a shell user meets it: output, messages, exit codes."""
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from govner.cli import app
from govner.records import Record

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "article.txt"
runner = CliRunner()


def govner(*arguments: str, input: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from govner.cli import main; main()", *arguments]
    return subprocess.run(command, input=input, capture_output=True, timeout=120)


def test_a_pipe_gets_clean_jsonl() -> None:
    result = govner("extract", str(EXAMPLE))
    assert result.returncode == 0
    assert result.stderr == b""
    (line,) = result.stdout.decode().splitlines()
    record = Record.from_json(line)
    assert record.id == "article"
    assert "林若川" in [p.name for p in record.people]


@pytest.mark.parametrize("format", ["json", "jsonl", "table", "html"])
def test_formats(format: str) -> None:
    result = runner.invoke(app, ["extract", str(EXAMPLE), "--format", format])
    assert result.exit_code == 0
    assert "林若川" in result.stdout


def test_stdin_and_output_file(tmp_path: Path) -> None:
    out = tmp_path / "records.jsonl"
    result = govner("extract", "-", "-o", str(out), "--published", "2023-06-16", input=EXAMPLE.read_bytes())
    assert result.returncode == 0, result.stderr
    assert result.stdout == b""
    assert json.loads(out.read_text(encoding="utf-8"))["events"]
    assert list(tmp_path.iterdir()) == [out]


def test_a_directory_gives_a_record_per_file(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.txt").write_text("6月5日，市长赵立群主持召开会议。", encoding="utf-8")
    result = runner.invoke(app, ["extract", str(tmp_path), "--published", "2021-06-06"])
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "b"]


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\n",
    "binary.txt": bytes(range(256)) * 40,
    "english.txt": b"The mayor visited a factory on Monday.",
    "broken.jsonl": b'{"text": "\xe5\xb8\x82\n',
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gives_a_message_or_an_empty_record_with_a_warning(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name])
    result = govner("extract", str(path))
    assert b"Traceback" not in result.stderr
    if result.returncode == 0:
        record = Record.from_json(result.stdout)
        assert record.warnings
        assert record.mentions == []
    else:
        assert result.returncode == 1
        assert result.stdout == b""
        assert name in result.stderr.decode()


def test_a_missing_file_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    result = govner("extract", str(tmp_path / "nowhere.txt"), str(EXAMPLE))
    assert result.returncode == 1
    assert "nowhere.txt" in result.stderr.decode()
    assert b"Traceback" not in result.stderr
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(EXAMPLE.read_text(encoding="utf-8").encode(encoding))
    result = runner.invoke(app, ["extract", str(path)])
    assert "林若川" in [p["name"] for p in json.loads(result.stdout)["people"]]


def test_five_megabytes_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("副市长李文远到河口区调研，强调要抓好“四送”服务" * 70_000, encoding="utf-8")
    result = govner("extract", str(path))
    assert b"Traceback" not in result.stderr
    assert result.returncode in (0, 1)


def test_wrong_dates_are_explained() -> None:
    result = govner("extract", str(EXAMPLE), "--published", "16.6.23")
    assert result.returncode == 2
    assert "2020-09-08" in result.stderr.decode()
    assert b"Traceback" not in result.stderr


def test_schema_models_doctor_version() -> None:
    assert "Event" in json.loads(runner.invoke(app, ["schema"]).stdout)["$defs"]
    assert "lexicons/" in runner.invoke(app, ["models"]).stdout
    assert runner.invoke(app, ["models", "verify"]).exit_code == 0
    assert "spacy" in runner.invoke(app, ["doctor"]).stdout
    assert runner.invoke(app, ["--version"]).stdout.startswith("govner 0.")


def test_a_wrong_call_is_usage() -> None:
    assert runner.invoke(app, ["extract"]).exit_code == 2
    assert runner.invoke(app, ["extract", str(EXAMPLE), "--format", "xml"]).exit_code == 2
