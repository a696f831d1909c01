"""The Recognizers-Text suite as a test: the rates of docs/dates.md may not fall."""
from __future__ import annotations

from pathlib import Path

from recognizers_suite import FOLDER, outcomes, table


def test_rates(shared: Path) -> None:
    rows = table(outcomes(shared / FOLDER))
    total, inside, extracted, compared, right = rows["all"]
    assert total == 811
    assert inside >= 0.87 * total
    assert extracted >= 0.95 * inside
    assert right >= 0.95 * compared
