"""A dump in memory: the flat tables of many records, whatever they come from."""
from __future__ import annotations

import gzip
import io
import lzma
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Union

import pydantic

from govner.errors import InputError, MissingExtraError
from govner.records import Record
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


def holds_records(path: Path) -> bool:
    """Whether a file is one of records, one JSON a line, by its first line; a dump of articles is not."""
    try:
        with _open(path) as stream:
            head = stream.readline(100_000)
    except _damage():
        return False
    return head.lstrip().startswith(b'{"schema_version"')


def read_records(source: Iterable[Record] | str | Path) -> Iterator[Record]:
    """Records one by one, from memory or from a file of one JSON a line.

    Raises:
        InputError: the file is missing, or a line of it is no record.
    """
    if not isinstance(source, (str, Path)):
        yield from source
        return
    path = Path(source)
    for number, line in read_lines(path):
        yield parse_record(line, path, number)


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file of records that are not empty, with their numbers.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        with _open(path) as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield number, line
    except _damage() as error:
        raise InputError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error


def _open(path: Path) -> IO[bytes] | gzip.GzipFile | lzma.LZMAFile:
    if path.suffix == ".gz":
        return gzip.open(path, "rb")
    if path.suffix == ".xz":
        return lzma.open(path, "rb")
    if path.suffix == ".zst":
        try:
            import zstandard
        except ImportError:
            raise MissingExtraError("zstandard", "batch", "reading .zst files") from None
        return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(path.open("rb"), closefd=True))
    return path.open("rb")


def _damage() -> tuple[type[Exception], ...]:
    """What reading a file that is missing or damaged raises."""
    zstandard = sys.modules.get("zstandard")
    return (OSError, EOFError, lzma.LZMAError, zlib.error, *([zstandard.ZstdError] if zstandard else []))


def parse_record(line: bytes, path: Path, number: int) -> Record:
    """The record that a line of a file holds.

    Raises:
        InputError: it holds none; the message names file and line.
    """
    try:
        return Record.from_json(line)
    except pydantic.ValidationError as error:
        what = error.errors()[0]
        raise InputError(
            f"{path}, line {number} is no govner record ({what['msg']}): make records with `govner extract`"
        ) from None


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries, with None where pandas has one of its missing values."""
    names = [str(name) for name in frame.columns]
    # A missing value is the only one that differs from itself; DataFrame.to_dict takes five times as long.
    columns = [[value if value == value else None for value in frame[name].tolist()] for name in frame.columns]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _is(value: object) -> bool:
    return value is not None and value == value and value != ""
