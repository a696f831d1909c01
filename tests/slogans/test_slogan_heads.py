"""Heads of slogans in own sentences: what is one, and what only looks like one."""
from __future__ import annotations

from pathlib import Path

import pytest

from govner.lexicons import Lexicons
from govner.recognition.selection import select
from govner.recognition.slogans import SloganRecogniser
from govner.records import MentionForm
from inline import Marked, analysis_of_text, annotated_lines, marked, parse

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def recogniser() -> SloganRecogniser:
    return SloganRecogniser(Lexicons())


def heads(recogniser: SloganRecogniser, text: str) -> list[Marked]:
    analysis = analysis_of_text(text)
    chosen = [c for c in select(recogniser(analysis)) if c.form is not MentionForm.NOMINAL]
    return marked(analysis, chosen, "S")


@pytest.mark.parametrize("line", annotated_lines(HERE / "heads.txt"))
def test_head_is_found(recogniser: SloganRecogniser, line: str) -> None:
    text, expected = parse(line)
    assert heads(recogniser, text) == expected


@pytest.mark.parametrize("line", annotated_lines(HERE / "traps.txt"))
def test_trap_is_no_slogan(recogniser: SloganRecogniser, line: str) -> None:
    assert heads(recogniser, line) == []


@pytest.mark.parametrize("line", annotated_lines(HERE / "members.txt"))
def test_head_with_members_is_found(recogniser: SloganRecogniser, line: str) -> None:
    text, expected = parse(line.split("\t")[0])
    assert set(expected) <= set(heads(recogniser, text))
