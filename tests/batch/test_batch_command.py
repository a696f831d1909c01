"""`govner batch` as a shell user meets it: output, messages, progress, exit codes."""
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from batch_cases import ids, row, write_dump
from typer.testing import CliRunner

from govner.cli import app
from govner.cli.batch import Bar, Lines, expected_inputs, progress_for

pytest.importorskip("duckdb", reason="the extra `batch` is not installed")
runner = CliRunner()
QUICK = ["--tagger", "none", "--workers", "0"]


def test_a_pipe_gets_plain_lines(tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "dump.jsonl", range(5))
    command = [sys.executable, "-c", "from govner.cli import main; main()", "batch", str(dump), "-o", "out.jsonl"]
    result = subprocess.run(
        [*command, "--tagger", "none", "--workers", "1"], capture_output=True, text=True, timeout=300, cwd=tmp_path
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1].startswith("5 inputs: 5 records. ")
    assert "\x1b" not in result.stderr
    assert len(ids(tmp_path / "out.jsonl")) == 5


def test_the_exit_code_follows_the_share_of_errors(tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "dump.jsonl", range(9))
    with dump.open("a") as stream:
        stream.write("{broken\n")
    out = str(tmp_path / "out.jsonl")
    result = runner.invoke(app, ["batch", str(dump), "-o", out, *QUICK])
    assert result.exit_code == 1
    assert "dump.jsonl, row 10: not valid JSON" in result.stderr
    assert "10 inputs: 9 records; 1 errors (read 1; see" in result.stderr
    result = runner.invoke(app, ["batch", str(dump), "-o", out, *QUICK, "--resume", "--max-errors", "0.1"])
    assert result.exit_code == 0
    assert "0 records; 9 resumed" in result.stderr
    assert "nothing new" in result.stderr


def test_what_is_in_the_way_is_told(tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "dump.jsonl", range(1))
    out = tmp_path / "out.jsonl"
    out.touch()
    command = [sys.executable, "-c", "from govner.cli import main; main()", "batch", str(dump), "-o", str(out), *QUICK]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert result.returncode == 2
    assert result.stderr == f"govner: {out} exists: resume it (--resume), or overwrite it (--overwrite)\n"


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "dump.jsonl", range(12))
    arguments = ["batch", str(dump), "-o", str(tmp_path / "out.duckdb"), "--dry-run", "--where", "published>=2021"]
    result = runner.invoke(app, arguments)
    assert result.exit_code == 0
    assert result.stdout.startswith("4 articles, ")
    assert "0 cannot be read; 8 left out" in result.stdout
    assert [p.name for p in tmp_path.iterdir()] == ["dump.jsonl"]


def test_the_options_reach_the_run(tmp_path: Path) -> None:
    rows = [row(1), {**row(1), "id": "copy", "title": "转载"}, row(2), row(3)]
    dump = tmp_path / "dump.jsonl"
    dump.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    arguments = ["batch", str(dump), "-o", str(out), *QUICK, "--reprints", "drop", "--limit", "3", "--no-progress"]
    result = runner.invoke(app, arguments)
    assert result.exit_code == 0, result.stderr
    assert "3 inputs: 2 records; 1 reprints." in result.stderr
    assert ids(out) == ["a0001", "a0002"]


def test_how_many_inputs_are_expected(tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "dump.jsonl", range(12))
    (tmp_path / "a.txt").write_text("市长")
    assert expected_inputs([str(dump)]) == 12
    assert expected_inputs([str(tmp_path)]) == 13
    assert expected_inputs([str(tmp_path), str(tmp_path / "*.zip")]) is None
    (tmp_path / "b.jsonl.gz").touch()
    assert expected_inputs([str(tmp_path)]) is None
    assert expected_inputs(["-"]) is None


def test_progress_lines_and_bar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from govner.batch import BatchFailure, Counts
    from govner.cli import batch as command

    monkeypatch.setattr(command, "_LINE_SECONDS", 0.0)
    counts = Counts(inputs=30, records=20, errors={"read": 1})
    lines = Lines(expected=100)
    with lines:
        lines.update(counts)
        for number in range(30):
            lines.failure(BatchFailure("dump.jsonl", number, None, "read", "not valid JSON"))
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("21 of about 100 inputs, ")
    assert told[0].endswith(" left")
    assert len(told) == 22  # Of many failures the first twenty, and where the others are.
    assert isinstance(progress_for(None, ["-"], 5), Lines)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    bar = progress_for(True, ["-"], None)
    assert isinstance(bar, Bar)
    with bar:
        bar.update(counts)
        bar.failure(BatchFailure("dump.jsonl", 3, None, "read", "[red]not valid[/red] JSON"))
    assert "[red]not valid[/red] JSON" in capsys.readouterr().err
