"""Every collected pattern of the genre has a sentence of its own among the tests (pattern_lines.tsv says which)."""
from __future__ import annotations

import csv
import json
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
with (TESTS / "events" / "pattern_lines.tsv").open(encoding="utf-8", newline="") as stream:
    ROWS = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


def test_each_line_named_is_one_line_of_its_file() -> None:
    for pattern, file, part in ROWS:
        lines = (TESTS / file).read_text(encoding="utf-8").splitlines()
        found = [line for line in lines if part in line and not line.startswith(("#", "="))]
        assert len(found) == 1, (pattern, file, part)


def test_every_pattern_has_a_line(shared: Path) -> None:
    with (shared / "design" / "patterns.jsonl").open(encoding="utf-8") as patterns:
        ids = {json.loads(line)["id"] for line in patterns}
    assert ids == {pattern for pattern, _, _ in ROWS}
