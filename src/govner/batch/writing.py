"""Segment writers: JSON lines, or one Parquet file a table."""
from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, cast

from govner.batch.tables import Kind, Row, columns_of
from govner.errors import MissingExtraError

#: Rows of a table held in memory before they are written.
_BUFFER = 2_048


def open_packed(path: Path) -> IO[bytes]:
    """A file to write bytes to, packed as its suffix says; what two such files hold may be joined byte by byte.

    Raises:
        MissingExtraError: .zst needs zstandard.
    """
    if path.suffix == ".gz":
        # No name and time inside: the same records give the same bytes.
        return cast(IO[bytes], gzip.GzipFile("", "wb", 6, path.open("wb"), mtime=0))
    if path.suffix == ".zst":
        try:
            import zstandard
        except ImportError:
            raise MissingExtraError("zstandard", "batch", "writing .zst files") from None
        return cast(IO[bytes], zstandard.ZstdCompressor(level=6).stream_writer(path.open("wb"), closefd=True))
    return path.open("wb")


class JsonSegment:
    """Records as lines of JSON."""

    def __init__(self, directory: Path, packing: str = "") -> None:
        self._raw = directory / f"records.jsonl{packing}"
        self._stream = open_packed(self._raw)

    def add(self, value: bytes) -> None:
        self._stream.write(value)

    def close(self) -> None:
        inner = self._stream.fileobj if isinstance(self._stream, gzip.GzipFile) else None
        self._stream.close()
        if isinstance(inner, io.IOBase):
            inner.close()


class TableSegment:
    """Records as rows of flat tables, a Parquet file each.

    Args:
        text: whether `records.text` keeps the articles' text.
    """

    def __init__(self, directory: Path, text: bool = True) -> None:
        self._directory, self._text = directory, text
        self._rows: dict[str, list[Row]] = {}
        self._files: dict[str, Any] = {}

    def add(self, value: dict[str, list[Row]]) -> None:
        if not self._text:
            value["records"] = [(*row[:-1], None) for row in value["records"]]
        for table, rows in value.items():
            held = self._rows.setdefault(table, [])
            held.extend(rows)
            if len(held) >= _BUFFER:
                self._flush(table)

    def _flush(self, table: str) -> None:
        import pyarrow.parquet

        rows = self._rows.pop(table, [])
        if not rows:
            return
        if table not in self._files:
            path = self._directory / f"{table}.parquet"
            self._files[table] = pyarrow.parquet.ParquetWriter(path, arrow_schema(table), compression="zstd")
        self._files[table].write_batch(arrow_batch(table, rows))

    def close(self) -> None:
        for table in list(self._rows):
            self._flush(table)
        for file in self._files.values():
            file.close()


def pyarrow_or_error(purpose: str) -> Any:
    """The package pyarrow.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        import pyarrow
    except ImportError:
        raise MissingExtraError("pyarrow", "batch", purpose) from None
    return pyarrow


def arrow_schema(table: str) -> Any:
    """A table's columns as a pyarrow schema."""
    import pyarrow

    types: dict[Kind, Any] = {
        "text": pyarrow.string(), "int": pyarrow.int64(), "real": pyarrow.float64(), "bool": pyarrow.bool_(),
        "day": pyarrow.date32(),
    }  # fmt: skip
    return pyarrow.schema([(name, types[kind]) for name, kind in columns_of(table).items()])


def arrow_batch(table: str, rows: Sequence[Row]) -> Any:
    """Rows as a pyarrow RecordBatch; lone surrogates, which no table can hold, are replaced."""
    import pyarrow

    schema = arrow_schema(table)
    columns = list(zip(*rows, strict=True))
    try:
        arrays = [pyarrow.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    except UnicodeEncodeError:
        cleaned = [tuple(map(_without_surrogates, column)) for column in columns]
        arrays = [pyarrow.array(column, type=field.type) for column, field in zip(cleaned, schema, strict=True)]
    return pyarrow.RecordBatch.from_arrays(arrays, schema=schema)


def _without_surrogates(value: Any) -> Any:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def table_batches(segments: Sequence[Path], table: str) -> Iterator[Any]:
    """All rows of a table as pyarrow RecordBatches, segment after segment."""
    import pyarrow.parquet

    for segment in segments:
        path = segment / f"{table}.parquet"
        if path.exists():
            with pyarrow.parquet.ParquetFile(path) as file:
                yield from file.iter_batches(batch_size=16_384)


def json_lines(segments: Sequence[Path]) -> Iterator[bytes]:
    """All lines of JSON segments (plain or .gz)."""
    for segment in segments:
        for path in segment.glob("records.jsonl*"):
            opener: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
            with opener(path, "rb") as lines:
                yield from lines
