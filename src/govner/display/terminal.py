"""A record as tables for a terminal (rich)."""
from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table as RichTable
from rich.text import Text

from govner.records import Record
from govner.records.frames import rows

# Table, columns shown, heading.
_SHOWN = (
    ("people", ("name", "post", "status"), "People 人物"),
    ("places", ("name", "full_name", "code", "valid_to"), "Places 地名"),
    ("dates", ("text", "value", "basis"), "Dates 时间"),
    ("slogans", ("surface", "kind", "items"), "Slogans 提法"),
    ("events", ("type", "trigger", "date", "lead", "places", "stops"), "Events 事件"),
    ("participants", ("event_id", "name", "role", "post"), "Participants 参加者"),
    ("statements", ("speaker", "cue", "points", "text"), "Statements 讲话"),
)


def to_tables(record: Record) -> Iterator[RichTable]:
    """The record's tables that are not empty, ready for ``rich.print``."""
    for name, columns, heading in _SHOWN:
        data = list(rows(record, name))
        if not data:
            continue
        table = RichTable(title=heading, title_justify="left", expand=False)
        for column in columns:
            table.add_column(column, overflow="fold")
        for row in data:
            table.add_row(*(Text("" if row[c] is None else str(row[c])) for c in columns))
        yield table
