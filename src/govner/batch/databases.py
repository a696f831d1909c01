"""DuckDB and SQLite: one file with all tables, the views of views.sql, and indexes."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from govner.batch.error_rows import ERROR_COLUMNS, error_rows
from govner.batch.tables import TABLES, Kind, columns_of
from govner.batch.writing import arrow_schema, table_batches

# Columns that questions begin with. DuckDB builds indexes in memory and scans quickly without: none on the key columns
# of its large tables.
_LOOKED_UP = {
    "records": "published", "people": "name", "posts": "label", "organizations": "name", "places": "code",
    "slogans": "surface", "events": "start_date", "participants": "name", "statements": "speaker",
}  # fmt: skip
_DUCKDB: dict[Kind, str] = {"text": "VARCHAR", "int": "BIGINT", "real": "DOUBLE", "bool": "BOOLEAN", "day": "DATE"}
_SQLITE: dict[Kind, str] = {"text": "TEXT", "int": "INTEGER", "real": "REAL", "bool": "INTEGER", "day": "TEXT"}
_MEMORY = "1GB"


def write_duckdb(segments: Sequence[Path], errors: Path, target: Path) -> None:
    """A DuckDB database of the segments."""
    import duckdb
    import pyarrow

    with duckdb.connect(str(target)) as connection:
        connection.execute(f"SET memory_limit='{_MEMORY}'")
        for table in TABLES:
            connection.execute(_create(table, columns_of(table), _DUCKDB))
            reader = pyarrow.RecordBatchReader.from_batches(arrow_schema(table), table_batches(segments, table))
            connection.register("incoming", reader)
            connection.execute(f'INSERT INTO "{table}" SELECT * FROM incoming')
            connection.unregister("incoming")
        connection.execute(_create("errors", ERROR_COLUMNS, _DUCKDB))
        for rows in _groups(error_rows(errors)):
            connection.executemany(f"INSERT INTO errors VALUES ({_marks(len(ERROR_COLUMNS))})", rows)
        for statement in [*_indexes(keys=False), *_views()]:
            connection.execute(statement)
        connection.execute("CHECKPOINT")


def write_sqlite(segments: Sequence[Path], errors: Path, target: Path) -> None:
    """A SQLite database of the segments; days are ISO texts, truth values 0 and 1."""
    connection = sqlite3.connect(target, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        for table in TABLES:
            columns = columns_of(table)
            connection.execute(_create(table, columns, _SQLITE))
            insert = f'INSERT INTO "{table}" VALUES ({_marks(len(columns))})'
            for batch in table_batches(segments, table):
                connection.executemany(insert, zip(*_sqlite_values(batch, columns), strict=True))
        connection.execute(_create("errors", ERROR_COLUMNS, _SQLITE))
        connection.executemany(f"INSERT INTO errors VALUES ({_marks(len(ERROR_COLUMNS))})", error_rows(errors))
        for statement in [*_indexes(keys=True), *_views()]:
            connection.execute(statement)
        connection.execute("COMMIT")
    finally:
        connection.close()


def _sqlite_values(batch: Any, columns: dict[str, Kind]) -> Iterator[list[Any]]:
    for column, kind in zip(batch.columns, columns.values(), strict=True):
        values = column.to_pylist()
        yield [None if day is None else day.isoformat() for day in values] if kind == "day" else values


def _create(table: str, columns: dict[str, Kind], types: dict[Kind, str]) -> str:
    return f'CREATE TABLE "{table}" ({", ".join(f"{name} {types[kind]}" for name, kind in columns.items())})'


def _indexes(*, keys: bool) -> Iterator[str]:
    for table, column in _LOOKED_UP.items():
        yield f'CREATE INDEX {table}_{column} ON "{table}" ({column})'
    if keys:
        for flat in TABLES.values():
            yield f'CREATE UNIQUE INDEX {flat.name}_key ON "{flat.name}" ({", ".join(flat.key)})'
    else:
        yield "CREATE UNIQUE INDEX records_key ON records (record_id)"


def _views() -> Iterator[str]:
    text = files("govner.batch").joinpath("views.sql").read_text(encoding="utf-8")
    return (statement for statement in text.split(";\n") if "CREATE" in statement)


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _groups(rows: Iterator[tuple[Any, ...]], size: int = 1_000) -> Iterator[list[tuple[Any, ...]]]:
    group: list[tuple[Any, ...]] = []
    for row in rows:
        group.append(row)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group
