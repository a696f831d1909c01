"""The first pass over a dump: what a report needs of each record, drawn here or in worker processes."""
from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govner.analysis.dump_tables import record_row
from govner.display.escaping import safe
from govner.display.labels import word
from govner.display.marks import MarkedText
from govner.errors import InputError
from govner.records import Record
from govner.records.files import parse_record, read_lines, read_records
from govner.records.frames import TABLES, rows
from govner.report.html import t
from govner.workers import Outcome, Pool

# Mentions are in the marked text already.
_TABLES = [name for name in TABLES if name != "mentions"]
# A smaller file is done before workers have started.
_WORTH_WORKERS = 8_000_000
# Characters of a text, and of its HTML (three bytes each at most), that a page of 1 MB has room for.
_LONGEST, _LARGEST = 100_000, 500_000


@dataclass(frozen=True, slots=True)
class Drawing:
    """One record as the report keeps it: its rows, its marked text (UTF-8), and the legend of the marks."""

    record_id: str
    rows: dict[str, list[dict[str, Any]]]
    text: bytes
    legend: str

    def renamed(self, record_id: str) -> Drawing:
        """The same under another id."""
        found = {name: [{**row, "record_id": record_id} for row in table] for name, table in self.rows.items()}
        return Drawing(record_id, found, self.text, self.legend)


def draw(record: Record) -> Drawing:
    """What the report needs of a record."""
    found = {"records": [record_row(record)]}
    for name in _TABLES:
        found[name] = list(rows(record, name))
    return Drawing(record.id, found, _text(record).encode("utf-8", "replace"), _legend(record))


def _text(record: Record) -> str:
    """The marked text; of one too long for a page, the beginning without marks."""
    if len(record.raw_text) <= _LONGEST:
        text = MarkedText(record).html()
        if len(text) <= _LARGEST:
            return text
    return f"{safe(record.raw_text[:_LONGEST])}\n<small>{t('（文章过长，以下略）', '(too long: cut here)')}</small>"


def _legend(record: Record) -> str:
    number = Counter(mention.type for mention in record.mentions)
    return " ".join(
        f'<mark class="{kind.value}">{t(word(kind), kind.value.lower())} {count}</mark>'
        for kind, count in sorted(number.items())
    )


def drawings(source: Iterable[Record] | str | Path, workers: int) -> Iterator[Drawing]:
    """The drawings of all records, in order; a large file is shared between worker processes."""
    able = workers > 1 and sys.platform != "win32"
    if isinstance(source, (str, Path)) and able and Path(source).stat().st_size >= _WORTH_WORKERS:
        yield from _drawn_by_workers(Path(source), workers)
    else:
        yield from map(draw, read_records(source))


def _drawn_by_workers(path: Path, workers: int) -> Iterator[Drawing]:
    pool = Pool(_Setup(str(path)), workers=workers, preload=(__name__,))
    for outcome in pool.run(read_lines(path), _weight):
        yield _value(outcome)


def _weight(item: tuple[int, bytes]) -> int:
    return len(item[1])


def _value(outcome: Outcome) -> Drawing:
    if isinstance(outcome.value, Drawing):
        return outcome.value
    raise InputError(outcome.value or (outcome.failure.message if outcome.failure else "a worker gave nothing"))


@dataclass(frozen=True, slots=True)
class _Setup:
    """Makes a worker's handler: numbered lines in, drawings out; for a line that is no record, what is wrong."""

    path: str

    def __call__(self) -> Callable[[list[tuple[int, bytes]]], list[Drawing | str]]:
        return lambda lines: [self._drawn(number, line) for number, line in lines]

    def _drawn(self, number: int, line: bytes) -> Drawing | str:
        try:
            return draw(parse_record(line, Path(self.path), number))
        except InputError as error:
            return str(error)
