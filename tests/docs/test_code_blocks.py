"""Code in the READMEs and docs that is no doctest: plain Python is run, `govner` commands exist with their options."""
from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from govner.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")])
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_COMMAND = re.compile(r"(?:^ *|&& |\| |bin/)(govner (?:'[^'\n]*'|\"[^\"\n]*\"|[^|>#&\n'\"])+)", re.M)
_INLINE = re.compile(r"`(?:\.venv/bin/)?(govner [a-z][^`\n]*)`")


def python_blocks() -> Iterator[Any]:
    for page in PAGES:
        for number, match in enumerate(_FENCE.finditer(page.read_text(encoding="utf-8")), start=1):
            if match[1] == "python" and not match[2].lstrip().startswith(">>>"):
                yield pytest.param(match[2], id=f"{page.name}-{number}")


@pytest.mark.parametrize("code", list(python_blocks()))
def test_plain_python_runs(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    compiled = compile(code, "docs", "exec")
    if "spark" not in code:  # A cluster is a test of its own, in tests/batch.
        exec(compiled, {"__name__": "docs"})


def commands() -> Iterator[Any]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        shell = [match[2] for match in _FENCE.finditer(text) if match[1] in ("bash", "sh", "")]
        shell += re.findall(r"^ {4}(govner .*)$", text, re.M) + _INLINE.findall(text)
        for line in dict.fromkeys(_COMMAND.findall("\n".join(shell))):
            yield pytest.param(line.strip(), id=f"{page.name}: {line.strip()[:50]}")


@pytest.mark.parametrize("line", list(commands()))
def test_a_command_exists_with_its_options(line: str) -> None:
    command: Any = typer.main.get_command(app)
    words = shlex.split(line)[1:]
    while words and hasattr(command, "commands"):
        name = words.pop(0)
        if name.startswith("-"):
            words.insert(0, name)
            break
        assert name in command.commands, f"no command {name}"
        command = command.commands[name]
    known = {"--help"}
    for parameter in command.params:
        known.update(parameter.opts, parameter.secondary_opts)
    assert {word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)} <= known
