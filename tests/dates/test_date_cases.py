"""Recognition and values of dates, one behaviour a line."""
from __future__ import annotations

from pathlib import Path

import pytest

from govner.dates import parse as parse_dates
from govner.lexicons import Lexicons
from govner.reading.script import simplified_forms
from govner.recognition.dates import DateRecogniser
from govner.recognition.selection import select
from govner.segmentation import Analysis
from inline import analysis_of_text, annotated_lines, marked, parse

HERE = Path(__file__).parent
VALUES = [line.split("\t") for line in annotated_lines(HERE / "values.tsv")]
BOUNDARIES = annotated_lines(HERE / "boundaries.txt")
NEGATIVES = annotated_lines(HERE / "negatives.txt")


@pytest.fixture(scope="module")
def recogniser() -> DateRecogniser:
    return DateRecogniser(Lexicons())


@pytest.mark.parametrize(("anchor", "annotated", "values"), VALUES, ids=[f"{a}:{s}" for a, s, _ in VALUES])
def test_value(anchor: str, annotated: str, values: str) -> None:
    text, expected = parse(annotated.replace("\\n", "\n"))
    found = parse_dates(text, anchor=None if anchor == "-" else anchor)
    spans = [(d.span.start, d.span.end) for d in found if d.span]
    assert spans == [(start, end) for letter, start, end, _ in expected if letter == "D"]
    assert [d.value for d in found] == values.split()


@pytest.mark.parametrize("annotated", BOUNDARIES)
def test_boundary(recogniser: DateRecogniser, annotated: str) -> None:
    text, expected = parse(annotated)
    plain = analysis_of_text(text)
    analysis = Analysis.of(plain.article, simplified_forms())
    found = marked(analysis, select(recogniser(analysis)), "D")
    assert found == [mention for mention in expected if mention[0] == "D"]


@pytest.mark.parametrize("text", NEGATIVES)
def test_no_date(recogniser: DateRecogniser, text: str) -> None:
    assert marked(analysis_of_text(text), recogniser(analysis_of_text(text)), "D") == []


def test_enough_cases() -> None:
    assert len(VALUES) + len(BOUNDARIES) + len(NEGATIVES) >= 250
