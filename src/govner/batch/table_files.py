"""Tables as files: Parquet (divided by year or region), CSV, and sheets of a workbook."""
from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from govner.batch.error_rows import ERROR_COLUMNS, error_rows
from govner.batch.tables import TABLES, columns_of
from govner.batch.writing import arrow_schema, table_batches

# What an Excel sheet and cell hold at most, and what no cell may hold.
_SHEET_ROWS = 1_048_576
_CELL = 32_767
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# What begins a formula, also in the wide forms of Chinese text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_GROUP_ROWS = 65_536


def write_parquet_tables(segments: Sequence[Path], errors: Path, target: Path, partition: str | None) -> None:
    """`target/people.parquet` and so on; with a partition, `target/people/year=2020/….parquet`."""
    import pyarrow
    import pyarrow.dataset
    import pyarrow.parquet

    target.mkdir()
    for table in TABLES:
        if partition is None:
            with pyarrow.parquet.ParquetWriter(
                target / f"{table}.parquet", arrow_schema(table), compression="zstd"
            ) as output:
                for group in _large_groups(table_batches(segments, table), arrow_schema(table)):
                    output.write_table(group)
            continue
        schema = _with_partition(arrow_schema(table), partition)
        pyarrow.dataset.write_dataset(
            pyarrow.RecordBatchReader.from_batches(schema, _divided(segments, table, partition, schema)),
            target / table,
            format="parquet",
            partitioning=pyarrow.dataset.HivePartitioning(
                pyarrow.schema([schema.field(partition)]), segment_encoding="none"
            ),
            use_threads=False,
            max_open_files=64,
            file_options=pyarrow.dataset.ParquetFileFormat().make_write_options(compression="zstd"),
        )
    types = [(name, pyarrow.int64() if kind == "int" else pyarrow.string()) for name, kind in ERROR_COLUMNS.items()]
    rows = [dict(zip(ERROR_COLUMNS, row, strict=True)) for row in error_rows(errors)]
    pyarrow.parquet.write_table(
        pyarrow.Table.from_pylist(rows, schema=pyarrow.schema(types)), target / "errors.parquet"
    )


def _large_groups(batches: Iterable[Any], schema: Any) -> Iterator[Any]:
    """Batches joined to tables of many rows: row groups that compress and scan well."""
    import pyarrow

    held: list[Any] = []
    rows = 0
    for batch in batches:
        held.append(batch)
        rows += batch.num_rows
        if rows >= _GROUP_ROWS:
            yield pyarrow.Table.from_batches(held, schema)
            held, rows = [], 0
    if held:
        yield pyarrow.Table.from_batches(held, schema)


def _with_partition(schema: Any, partition: str) -> Any:
    """The schema with the column that divides it; `records` has that column already."""
    return schema if partition in schema.names else schema.append(arrow_schema("records").field(partition))


def _divided(segments: Sequence[Path], table: str, partition: str, schema: Any) -> Iterator[Any]:
    """A table's batches, each row with its record's year or region; a segment holds all rows of its records."""
    import pyarrow

    for segment in segments:
        if partition in arrow_schema(table).names:
            yield from table_batches([segment], table)
            continue
        values: dict[str, Any] = {}
        for batch in table_batches([segment], "records"):
            names, parts = batch.column("record_id").to_pylist(), batch.column(partition).to_pylist()
            values.update(zip(names, parts, strict=True))
        for batch in table_batches([segment], table):
            parts = [values[name] for name in batch.column("record_id").to_pylist()]
            column = pyarrow.array(parts, type=schema.field(partition).type)
            yield pyarrow.RecordBatch.from_arrays([*batch.columns, column], schema=schema)


def write_csv_tables(segments: Sequence[Path], errors: Path, target: Path) -> None:
    """`target/people.csv` and so on, UTF-8 with the mark by which Excel knows it."""
    target.mkdir()
    for name, columns, rows in _all_tables(segments, errors):
        with (target / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
            output = csv.writer(stream)
            output.writerow(columns)
            output.writerows([_csv_cell(value) for value in row] for row in rows)


def _csv_cell(value: Any) -> Any:
    """A value as a CSV holds it: Excel runs text that begins like a formula, so an apostrophe goes before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def write_workbook(segments: Sequence[Path], errors: Path, target: Path) -> None:
    """A workbook, written row by row; a table longer than a sheet goes on in `people (2)`."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    for name, columns, rows in _all_tables(segments, errors):
        sheet, number, count = _sheet(book, name, columns), 1, 1
        for row in rows:
            if count == _SHEET_ROWS:
                number, count = number + 1, 1
                sheet = _sheet(book, f"{name} ({number})", columns)
            sheet.append([_cell(sheet, value) for value in row])
            count += 1
    with target.open("wb") as stream:
        book.save(stream)


def _sheet(book: Any, name: str, columns: Sequence[str]) -> Any:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.append(list(columns))
    return sheet


def _cell(sheet: Any, value: Any) -> Any:
    """A value as a cell takes it: text is never a formula, and cut where a cell ends."""
    if not isinstance(value, str):
        return value
    text = _FORBIDDEN.sub("", value)[:_CELL]
    if not text.startswith("="):
        return text
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell


def _all_tables(
    segments: Sequence[Path], errors: Path
) -> Iterator[tuple[str, Sequence[str], Iterator[Sequence[Any]]]]:
    """Names, columns and rows of all tables, the errors last."""
    for table in TABLES:
        yield table, list(columns_of(table)), _rows(segments, table)
    yield "errors", list(ERROR_COLUMNS), error_rows(errors)


def _rows(segments: Sequence[Path], table: str) -> Iterator[Sequence[Any]]:
    for batch in table_batches(segments, table):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
