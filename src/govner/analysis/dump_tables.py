"""A dump in memory: the flat tables of many records, whatever they come from."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Union

from govner.errors import InputError, MissingExtraError
from govner.records import Record
from govner.records.files import read_records
from govner.records.frames import TABLES, rows

try:
    import pandas as pd
except ImportError:
    raise MissingExtraError("pandas", "analysis", "govner.analysis") from None

#: What every function of this package takes: a dump already read, records, or a file of them.
Source = Union["DumpTables", Iterable[Record], str, Path]

# Columns that are needed even where a dump has no row of a table.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "records": ("record_id", "title", "published", "url", "area", "byline"),
    "mentions": ("record_id", "id", "type", "text", "entity_id"),
    "people": ("record_id", "id", "name", "post", "post_id", "status", "as_of", "evidence", "mentions"),
    "posts": ("record_id", "id", "label", "title", "base_title", "organization", "organization_id", "track", "tier",
              "grade"),
    "organizations": ("record_id", "id", "name", "type", "level", "area"),
    "places": ("record_id", "id", "name", "full_name", "kind", "level", "code"),
    "dates": ("record_id", "id", "value", "start", "end"),
    "slogans": ("record_id", "id", "surface", "canonical", "kind", "items"),
    "events": ("record_id", "id", "type", "trigger", "date", "start", "places", "stops", "status", "topics"),
    "participants": ("record_id", "event_id", "event_type", "date", "order", "name", "entity_id", "role", "post"),
    "stops": ("record_id", "event_id", "order", "text", "place", "date"),
    "statements": ("record_id", "id", "speaker", "speaker_id", "cue", "text", "event_id", "slogans"),
}


@dataclass
class DumpTables:
    """The tables of a dump, each a DataFrame with the columns of :meth:`govner.Record.to_frame`.

    Attributes:
        tables: by name: records, mentions, people, posts, organizations, places, dates, slogans, events, participants,
            stops, statements. `records` has one row an article: record_id, title, published, url, area (of the
            publishing site), byline.
    """

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)

    def __getitem__(self, table: str) -> pd.DataFrame:
        """A table, with at least the columns that the analyses read.

        Raises:
            KeyError: no such table.
        """
        if table not in _COLUMNS:
            raise KeyError(f"no table {table!r}; there are: {', '.join(_COLUMNS)}")
        frame = self.tables.get(table)
        if frame is None:
            return pd.DataFrame({name: pd.Series(dtype=object) for name in _COLUMNS[table]})
        missing = [name for name in _COLUMNS[table] if name not in frame.columns]
        return frame.assign(**dict.fromkeys(missing)) if missing else frame

    def __len__(self) -> int:
        return len(self["records"])

    @property
    def published(self) -> dict[str, str]:
        """Day of publication (ISO) by record id, where known."""
        frame = self["records"]
        return {key: str(day)[:10] for key, day in zip(frame["record_id"], frame["published"], strict=True) if _is(day)}


class TablesBuilder:
    """Collects the rows of records one by one; :meth:`dump` makes the tables.

    >>> from govner.records import Provenance, Record
    >>> builder = TablesBuilder()
    >>> builder.add(Record(id="a", sha256="", length=0, provenance=Provenance(generator="test")))
    >>> len(builder.dump())
    1
    """

    def __init__(self, tables: Iterable[str] | None = None) -> None:
        self._rows: dict[str, list[dict[str, object]]] = {name: [] for name in ("records", *(tables or TABLES))}

    def add(self, record: Record) -> None:
        """Adds the rows of a record."""
        self.add_rows({name: rows(record, name) if name != "records" else [record_row(record)] for name in self._rows})

    def add_rows(self, found: Mapping[str, Iterable[dict[str, object]]]) -> None:
        """Adds rows that were made elsewhere, by table."""
        for name, collected in self._rows.items():
            collected.extend(found.get(name, ()))

    def dump(self) -> DumpTables:
        return DumpTables({name: pd.DataFrame(found) for name, found in self._rows.items() if found})


def record_row(record: Record) -> dict[str, object]:
    """The row of the table `records` for one article."""
    meta = record.metadata
    return {
        "record_id": record.id,
        "title": meta.title,
        "published": meta.published,
        "url": meta.url,
        "area": meta.default_place.full_name if meta.default_place else None,
        "byline": "、".join(part for part in (meta.author, meta.editor) if part) or None,
    }


def read_tables(source: Source) -> DumpTables:
    """The tables of a dump.

    Args:
        source: records; a file of records, one JSON a line (`.jsonl`, also `.gz`, `.xz` or `.zst`); a DuckDB file as
            `govner batch` writes it; or a dump already read, which is returned as it is.

    Raises:
        InputError: the file is missing, or holds something else.
        MissingExtraError: a DuckDB file without duckdb.

    >>> len(read_tables([]))
    0
    """
    if isinstance(source, DumpTables):
        return source
    if isinstance(source, (str, Path)) and is_database(Path(source)):
        from govner.analysis.database import tables_of

        return DumpTables(tables_of(Path(source)))
    builder = TablesBuilder()
    for record in read_records(source):
        builder.add(record)
    return builder.dump()


def is_database(path: Path) -> bool:
    """Whether the file is a DuckDB database, by its own mark.

    Raises:
        InputError: no such file.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(12)[8:12] == b"DUCK"
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries, with None where pandas has one of its missing values."""
    names = [str(name) for name in frame.columns]
    # A missing value is the only one that differs from itself; DataFrame.to_dict takes five times as long.
    columns = [[value if value == value else None for value in frame[name].tolist()] for name in frame.columns]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _is(value: object) -> bool:
    return value is not None and value == value and value != ""
