from __future__ import annotations

from pathlib import Path

import event_lines
import pytest

import inline

FILES = sorted(Path(__file__).parent.glob("*.txt"))
LINES = [line for path in FILES for line in inline.annotated_lines(path)]


@pytest.mark.parametrize("line", LINES)
def test_events_of_a_sentence(line: str) -> None:
    annotated, _, right = line.partition(" => ")
    want = event_lines.expected(right)
    got = event_lines.told(event_lines.analysed(annotated))
    assert [name for name, _ in got] == [name for name, _ in want], event_lines.show(got)
    for (name, have), (_, asked) in zip(got, want, strict=True):
        for key in event_lines.OPTIONAL:
            assert key not in asked or asked[key] == have[key], f"{name}: {key} is {have[key]}"
        people = {k: v for k, v in have.items() if k not in event_lines.OPTIONAL}
        assert people == {k: v for k, v in asked.items() if k not in event_lines.OPTIONAL}, name


def test_there_are_enough_sentences() -> None:
    traps = [line for line in LINES if line.endswith("=> none")]
    assert len(LINES) >= 400
    assert len(traps) >= 100
