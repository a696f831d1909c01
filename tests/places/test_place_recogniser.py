"""Recognition of places: annotated sentences, and what long or strange input does."""
from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from govner.lexicons import Lexicons
from govner.reading import Article
from govner.recognition.places import PlaceRecogniser
from govner.recognition.selection import select
from govner.segmentation import Analysis
from inline import analysis_of_text, annotated_lines, marked, parse

RECOGNISER = PlaceRecogniser(Lexicons())
LIKELY = 0.66


@pytest.mark.parametrize("line", annotated_lines(Path(__file__).parent / "sentences.txt"))
def test_sentences(line: str) -> None:
    text, expected = parse(line)
    analysis = Analysis.of(Article(raw=text, region="浙江省杭州市"))
    winners = select(c for c in RECOGNISER(analysis) if c.score >= LIKELY)
    assert marked(analysis, winners, "L") == expected


def test_the_same_input_gives_the_same_candidates() -> None:
    text = "王立到德清县乾元镇、新市镇检查，随后来到杭州。"
    assert RECOGNISER(analysis_of_text(text)) == RECOGNISER(analysis_of_text(text))


@pytest.mark.parametrize("piece", ["村", "镇县市区", "到杭州市", "的", "12省道"])
def test_time_is_linear_in_the_length(piece: str) -> None:
    seconds = []
    for size in (1000, 4000):
        analysis = analysis_of_text(piece * (size // len(piece)))
        start = time.process_time()
        RECOGNISER(analysis)
        seconds.append(time.process_time() - start)
    assert seconds[1] < 12 * seconds[0] + 0.2
