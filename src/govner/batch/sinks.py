"""Sinks: what a run's segments become. Each is built beside its name and put there in one step when it is whole."""
from __future__ import annotations

import os
import shutil
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from govner.batch.encoding import Form
from govner.batch.segments import BatchError, SegmentWriter, sync
from govner.batch.writing import JsonSegment, TableSegment, json_lines, pyarrow_or_error
from govner.errors import InputError
from govner.workers import Pool

#: What Parquet tables are divided by.
Partition = Literal["year", "region"]

_COPY = 1 << 20
_NESTED_ROWS = 256


class Sink(ABC):
    """One kind of output.

    Attributes:
        form: in which form workers send records.
        apart: whether building takes so much memory that a process of its own should do it.
    """

    form: Form = "rows"
    apart = True

    @abstractmethod
    def segment(self, directory: Path) -> SegmentWriter:
        """Writes one segment."""

    @abstractmethod
    def build(self, segments: Sequence[Path], errors: Path, target: Path) -> None:
        """Makes the output from all segments under a name of its own."""


class JsonSink(Sink):
    """One line of JSON a record: .jsonl, .jsonl.gz, .jsonl.zst."""

    form: Form = "json"
    apart = False

    def __init__(self, packing: str = "") -> None:
        self.packing = packing
        if packing == ".zst":
            _need("zstandard", "writing .zst files")

    def segment(self, directory: Path) -> SegmentWriter:
        return JsonSegment(directory, self.packing)

    def build(self, segments: Sequence[Path], errors: Path, target: Path) -> None:
        with target.open("wb") as output:
            for segment in segments:
                with (segment / f"records.jsonl{self.packing}").open("rb") as part:
                    shutil.copyfileobj(part, output, _COPY)


class NestedSink(Sink):
    """One Parquet file, a row a record, with nested columns."""

    form: Form = "json"

    def __init__(self) -> None:
        pyarrow_or_error("writing .parquet files")

    def segment(self, directory: Path) -> SegmentWriter:
        return JsonSegment(directory, ".gz")

    def build(self, segments: Sequence[Path], errors: Path, target: Path) -> None:
        import pyarrow
        import pyarrow.parquet

        from govner.batch.nested import nested_array, record_type

        schema = pyarrow.schema(list(record_type()))
        with pyarrow.parquet.ParquetWriter(target, schema, compression="zstd") as output:
            for lines in _groups(json_lines(segments), _NESTED_ROWS):
                output.write_batch(pyarrow.RecordBatch.from_struct_array(nested_array(lines)))


class TableSink(Sink):
    """What is made of flat tables.

    Args:
        text: whether `records.text` keeps the articles' text.
    """

    def __init__(self, text: bool = True) -> None:
        self.text = text
        pyarrow_or_error("writing tables")

    def segment(self, directory: Path) -> SegmentWriter:
        return TableSegment(directory, self.text)


class ParquetSink(TableSink):
    """A directory of Parquet tables, each divided by year or province where asked for."""

    def __init__(self, text: bool = True, partition: Partition | None = None) -> None:
        super().__init__(text)
        self.partition = partition

    def build(self, segments: Sequence[Path], errors: Path, target: Path) -> None:
        from govner.batch.table_files import write_parquet_tables

        write_parquet_tables(segments, errors, target, self.partition)


class CsvSink(TableSink):
    """A directory of CSV tables, in the form that Excel opens rightly."""

    def build(self, segments: Sequence[Path], errors: Path, target: Path) -> None:
        from govner.batch.table_files import write_csv_tables

        write_csv_tables(segments, errors, target)


class ExcelSink(TableSink):
    """A workbook with a sheet a table."""

    def __init__(self, text: bool = True) -> None:
        super().__init__(text)
        _need("openpyxl", "writing .xlsx files")

    def build(self, segments: Sequence[Path], errors: Path, target: Path) -> None:
        from govner.batch.table_files import write_workbook

        write_workbook(segments, errors, target)


class DuckDBSink(TableSink):
    """A DuckDB database with tables, views and indexes."""

    def __init__(self, text: bool = True) -> None:
        super().__init__(text)
        _need("duckdb", "writing DuckDB databases")

    def build(self, segments: Sequence[Path], errors: Path, target: Path) -> None:
        from govner.batch.databases import write_duckdb

        write_duckdb(segments, errors, target)


class SQLiteSink(TableSink):
    """A SQLite database with tables, views and indexes."""

    def build(self, segments: Sequence[Path], errors: Path, target: Path) -> None:
        from govner.batch.databases import write_sqlite

        write_sqlite(segments, errors, target)


SUFFIXES: dict[str, Callable[[bool], Sink]] = {
    ".jsonl": lambda text: JsonSink(),
    ".jsonl.gz": lambda text: JsonSink(".gz"),
    ".jsonl.zst": lambda text: JsonSink(".zst"),
    ".parquet": ParquetSink,
    ".csv": CsvSink,
    ".xlsx": ExcelSink,
    ".duckdb": DuckDBSink,
    ".sqlite": SQLiteSink,
    ".db": SQLiteSink,
}


def sink_for(path: Path, *, partition: Partition | None = None, nested: bool = False, text: bool = True) -> Sink:
    """The sink that a file name asks for.

    Args:
        path: .jsonl, .jsonl.gz, .jsonl.zst; .parquet (a directory of tables, or with `nested` one file); .csv (a
            directory of tables); .xlsx; .duckdb; .sqlite or .db.
        partition: divide Parquet tables by year or region (province).
        nested: one Parquet file whose rows are whole records.
        text: keep the articles' text in the records table.

    Raises:
        InputError: no sink has such a name, or the options do not go together.
        MissingExtraError: the sink's package is not installed.

    >>> sink_for(Path("out.jsonl.gz")).form
    'json'
    """
    suffix = next((s for s in sorted(SUFFIXES, key=len, reverse=True) if path.name.lower().endswith(s)), None)
    if suffix is None:
        raise InputError(f"{path}: the name tells the format; known are {' '.join(SUFFIXES)}")
    if (partition or nested) and suffix != ".parquet":
        raise InputError(f"{path}: only .parquet can be nested or divided by year or region")
    if partition and nested:
        raise InputError("nested Parquet is one file: it cannot be divided by year or region")
    if nested:
        return NestedSink()
    return ParquetSink(text, partition) if partition else SUFFIXES[suffix](text)


@dataclass(frozen=True)
class Building:
    """The making of an output, which may be done in a process of its own: the libraries take memory for it."""

    sink: Sink
    segments: Sequence[Path]
    errors: Path
    target: Path

    def __call__(self) -> Callable[[list[object]], list[str | None]]:
        return lambda _: [self.build()]

    def build(self) -> str | None:
        """Builds the output; gives the reason if it cannot be built."""
        try:
            self.sink.build(self.segments, self.errors, self.target)
        except Exception as error:  # Each library has its own error for a full disk.
            return getattr(error, "strerror", None) or str(error).split("\n")[0] or type(error).__name__
        return None

    def build_apart(self) -> tuple[str | None, int]:
        """The same in a process of its own; its memory in bytes beside the reason."""
        pool = Pool(self, workers=1)
        (outcome,) = pool.run([None], lambda _: 1)
        return outcome.failure.message if outcome.failure else outcome.value, pool.stats.peak_memory


def publish(sink: Sink, segments: Sequence[Path], errors: Path, path: Path, *, apart: bool = False) -> int:
    """Builds the output and puts it under its name; what stood there before stays until then.

    Args:
        apart: build in a process of its own.

    Returns:
        Bytes of memory of that process; 0 where there was none.

    Raises:
        BatchError: it cannot be written; nothing under the name has changed.
    """
    memory = 0
    part = path.with_name(path.name + ".part")
    wal = part.with_name(part.name + ".wal")  # DuckDB's journal; a whole database has none.
    try:
        _remove(part)
        building = Building(sink, segments, errors, part)
        reason, memory = building.build_apart() if apart and sink.apart else (building.build(), 0)
        if reason is not None:
            raise BatchError(f"cannot write {path}: {reason}")
        sync(part)
        if path.is_dir() or part.is_dir():  # A directory cannot be replaced in one step: the old one steps aside.
            _put_in_place(part, path)
        else:
            os.replace(part, path)
    except OSError as error:
        raise BatchError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        _remove(part)
        _remove(wal)
    return memory


def _put_in_place(part: Path, path: Path) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as aside:
        old = Path(aside) / "old"
        if path.exists():
            os.replace(path, old)
        try:
            os.replace(part, path)
        except OSError:
            if old.exists():
                os.replace(old, path)
            raise


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _groups(lines: Iterator[bytes], size: int) -> Iterator[list[bytes]]:
    group: list[bytes] = []
    for line in lines:
        group.append(line)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


def _need(package: str, purpose: str) -> None:
    from importlib.util import find_spec

    from govner.errors import MissingExtraError

    if find_spec(package) is None:
        raise MissingExtraError(package, "batch", purpose)
