"""Recognition of people, posts and organisations, on inline-annotated sentences (one behaviour a line)."""
from __future__ import annotations

from pathlib import Path

import pytest

from govner.lexicons import Lexicons
from govner.recognition.officials import OfficialRecogniser
from govner.recognition.selection import select
from inline import analysis_of_text, annotated_lines, marked, parse

FOLDER = Path(__file__).parent


@pytest.fixture(scope="module")
def recogniser() -> OfficialRecogniser:
    return OfficialRecogniser(Lexicons())


def sentences(name: str) -> list[str]:
    return annotated_lines(FOLDER / f"{name}.txt")


def check(recogniser: OfficialRecogniser, annotated: str) -> None:
    text, expected = parse(annotated.replace("⏎", "\n"))
    analysis = analysis_of_text(text)
    found = marked(analysis, select(recogniser(analysis)), "PTO")
    assert found == sorted(m for m in expected if m[0] in "PTO")


@pytest.mark.parametrize("annotated", sentences("people"))
def test_people(recogniser: OfficialRecogniser, annotated: str) -> None:
    check(recogniser, annotated)


@pytest.mark.parametrize("annotated", sentences("posts"))
def test_posts(recogniser: OfficialRecogniser, annotated: str) -> None:
    check(recogniser, annotated)


@pytest.mark.parametrize("annotated", sentences("organizations"))
def test_organizations(recogniser: OfficialRecogniser, annotated: str) -> None:
    check(recogniser, annotated)
