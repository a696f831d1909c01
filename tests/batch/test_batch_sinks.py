"""Every sink holds the same rows, keys join, and nothing in a text breaks a format."""
from __future__ import annotations

import csv
import gzip
import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from batch_cases import Bare, quick, row

import govner
from govner.batch.nested import record_type
from govner.batch.sinks import sink_for
from govner.batch.tables import TABLES, columns_of, flat_rows
from govner.errors import GovnerError, InputError

duckdb = pytest.importorskip("duckdb", reason="the extra `batch` is not installed")
import pyarrow.dataset  # noqa: E402
import pyarrow.parquet  # noqa: E402

KINDS = ["o.jsonl", "o.duckdb", "o.sqlite", "o.parquet", "o.csv", "o.xlsx", "o.nested.parquet"]
ROWS = [*(row(number) for number in range(16)), {"id": "none", "text": ""}]


@pytest.fixture(scope="module")
def records() -> list[govner.Record]:
    return [r for r in govner.read(ROWS).extract(quick(), workers=0) if isinstance(r, govner.Record)]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One output of each kind, of good rows and a bad one."""
    directory = tmp_path_factory.mktemp("outputs")
    for name in ("o.jsonl", "o.jsonl.gz", "o.jsonl.zst", "o.duckdb", "o.sqlite", "o.parquet", "o.csv", "o.xlsx"):
        _write(directory / name)
    _write(directory / "years.parquet", partition="year")
    _write(directory / "regions.parquet", partition="region")
    _write(directory / "nested.parquet", nested=True)
    _write(directory / "bare.duckdb", text=False)
    return directory


def _write(path: Path, **options: Any) -> None:
    manifest = govner.read([*ROWS, {"no": "text"}]).extract(quick(), workers=0).write(path, **options)
    assert (manifest.counts.records, manifest.counts.failed) == (17, 1)


@pytest.fixture(scope="module")
def expected(records: list[govner.Record]) -> dict[str, list[tuple[Any, ...]]]:
    rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in TABLES}
    for record in records:
        for table, found in flat_rows(record).items():
            rows[table] += found
    assert [table for table, found in rows.items() if not found] == []
    return rows


def test_keys_are_unique_and_rows_fit_their_columns(expected: dict[str, list[tuple[Any, ...]]]) -> None:
    types = {"text": str, "int": int, "real": float, "bool": bool}
    for name, table in TABLES.items():
        columns = columns_of(name)
        keys = [tuple(row[list(columns).index(column)] for column in table.key) for row in expected[name]]
        assert len(set(keys)) == len(keys), name
        for values in expected[name]:
            assert len(values) == len(columns)
            for value, kind in zip(values, columns.values(), strict=True):
                assert value is None or kind == "day" or isinstance(value, types[kind]), (name, values)


def test_jsonl(outputs: Path, records: list[govner.Record]) -> None:
    import zstandard

    lines = [record.to_json() for record in records]
    assert (outputs / "o.jsonl").read_text(encoding="utf-8").splitlines() == lines
    assert gzip.decompress((outputs / "o.jsonl.gz").read_bytes()).decode().splitlines() == lines
    packed = (outputs / "o.jsonl.zst").read_bytes()
    with zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True) as stream:
        assert stream.read().decode().splitlines() == lines


def test_duckdb(outputs: Path, expected: dict[str, list[tuple[Any, ...]]]) -> None:
    with duckdb.connect(str(outputs / "o.duckdb"), read_only=True) as connection:
        for table, rows in expected.items():
            assert connection.execute(f'SELECT * FROM "{table}"').fetchall() == rows, table
        assert connection.execute("SELECT kind, row FROM errors").fetchall() == [("read", 18)]
    with duckdb.connect(str(outputs / "bare.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT count(text) FROM records").fetchall() == [(0,)]


def test_sqlite(outputs: Path, expected: dict[str, list[tuple[Any, ...]]]) -> None:
    with sqlite3.connect(outputs / "o.sqlite") as connection:
        for table, rows in expected.items():
            found = connection.execute(f'SELECT * FROM "{table}"').fetchall()
            assert [_plain(row) for row in rows] == [_plain(row) for row in found], table
        assert connection.execute("SELECT count(*) FROM errors").fetchone() == (1,)


def _plain(row: tuple[Any, ...]) -> tuple[str | None, ...]:
    """Values as SQLite keeps them: days as text, truth values as numbers."""
    return tuple(None if v is None else str(int(v) if isinstance(v, bool) else v) for v in row)


@pytest.mark.parametrize(
    ("child", "parent", "links"),
    [
        ("holdings", "people", {"person_id": "id"}),
        ("holdings", "posts", {"post_id": "id"}),
        ("posts", "organizations", {"organization_id": "id"}),
        ("organizations", "places", {"area_id": "id"}),
        ("places", "places", {"parent_id": "id"}),
        ("slogan_items", "slogans", {"slogan_id": "id"}),
        ("events", "dates", {"date_id": "id"}),
        ("events", "events", {"parent_id": "id"}),
        ("event_places", "events", {"event_id": "id"}),
        ("participants", "events", {"event_id": "id"}),
        ("stops", "events", {"event_id": "id"}),
        ("statements", "posts", {"post_id": "id"}),
        ("statements", "events", {"event_id": "id"}),
        ("points", "statements", {"statement_id": "id"}),
        ("records", "places", {"area_id": "id"}),
    ],
)
def test_references_lead_somewhere(outputs: Path, child: str, parent: str, links: dict[str, str]) -> None:
    ((reference, key),) = links.items()
    with duckdb.connect(str(outputs / "o.duckdb"), read_only=True) as connection:
        lost = connection.execute(
            f"SELECT c.record_id, c.{reference} FROM {child} c LEFT JOIN {parent} p"
            f" ON p.record_id = c.record_id AND p.{key} = c.{reference}"
            f" WHERE c.{reference} IS NOT NULL AND p.{key} IS NULL"
        ).fetchall()
    assert lost == []


@pytest.mark.parametrize("name", ["o.duckdb", "o.sqlite"])
def test_views(outputs: Path, name: str) -> None:
    connection: Any = duckdb.connect(str(outputs / name)) if name == "o.duckdb" else sqlite3.connect(outputs / name)
    visits = connection.execute(
        "SELECT DISTINCT visitor, county FROM visits WHERE record_id = 'a0000' AND role = 'lead'"
    ).fetchall()
    assert visits == [("林若川", "福建省泉州市鲤城区")]
    met = connection.execute("SELECT person_a, person_b FROM who_met_whom WHERE record_id = 'a0000'").fetchall()
    assert sorted(map(sorted, met)) == [["林若川", "蔡敬之"]]
    said = connection.execute("SELECT speaker, CAST(day AS TEXT) FROM speeches WHERE record_id = 'a0000'").fetchall()
    assert set(said) == {("林若川", "2019-01-01")}
    held = connection.execute("SELECT post, records FROM tenures WHERE person = '林若川'").fetchall()
    assert any(post == "泉州市人民政府副市长" and count >= 1 for post, count in held)
    assert connection.execute("SELECT count(*) FROM organisations").fetchall()[0][0] > 0
    connection.close()


def test_parquet_tables(outputs: Path, expected: dict[str, list[tuple[Any, ...]]]) -> None:
    for table, rows in expected.items():
        found = pyarrow.parquet.read_table(outputs / "o.parquet" / f"{table}.parquet").to_pylist()
        assert [tuple(row.values()) for row in found] == rows
    assert pyarrow.parquet.read_table(outputs / "o.parquet" / "errors.parquet").num_rows == 1


@pytest.mark.parametrize("partition", ["year", "region"])
def test_partitioned_parquet(outputs: Path, expected: dict[str, list[tuple[Any, ...]]], partition: str) -> None:
    base = outputs / f"{partition}s.parquet"
    for table, rows in expected.items():
        assert pyarrow.dataset.dataset(base / table, partitioning="hive").count_rows() == len(rows)
    value = {"year": "2020", "region": "福建省"}[partition]
    with duckdb.connect() as connection:
        files = f"read_parquet('{base}/people/*/*.parquet', hive_partitioning = true)"
        found = connection.execute(f"SELECT count(*) FROM {files} WHERE {partition} = '{value}'").fetchall()
        index = list(columns_of("records")).index(partition)
        names = {row[0] for row in expected["records"] if str(row[index]) == value}
    assert found == [(sum(row[0] in names for row in expected["people"]),)]


def test_nested_parquet(outputs: Path, records: list[govner.Record]) -> None:
    table = pyarrow.parquet.read_table(outputs / "nested.parquet")
    assert pyarrow.struct(list(table.schema)) == record_type()
    for found, record in zip(table.to_pylist(), records, strict=True):
        found["provenance"]["components"] = dict(found["provenance"]["components"])
        assert found == record.to_dict()


def test_csv(outputs: Path, expected: dict[str, list[tuple[Any, ...]]]) -> None:
    for table, rows in expected.items():
        with (outputs / "o.csv" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as stream:
            header, *found = list(csv.reader(stream))
        assert header == list(columns_of(table))
        assert found == [["" if value is None else str(value) for value in row] for row in rows]


def test_excel(outputs: Path, expected: dict[str, list[tuple[Any, ...]]]) -> None:
    import openpyxl

    book = openpyxl.load_workbook(outputs / "o.xlsx", read_only=True)
    assert book.sheetnames == [*TABLES, "errors"]
    for table in ("people", "participants"):
        header, *found = list(book[table].iter_rows(values_only=True))
        assert list(header) == list(columns_of(table))
        assert found == expected[table]


NASTY = [
    {"id": "=1+1", "title": "=SUM(A1)", "text": "=SUM(A1)\n\x07市长", "published": "2020-01-01"},
    {"id": "quote", "text": '"市长",\r\n;，\t|'},
    {"id": "surrogate", "text": "市\ud800长"},
    {"id": "long", "text": "市长调研。" * 10_000},
]


@pytest.mark.parametrize("name", KINDS)
def test_no_text_breaks_a_format(tmp_path: Path, name: str) -> None:
    manifest = govner.read(NASTY).extract(Bare(), workers=0).write(tmp_path / name, nested="nested" in name)
    assert manifest.counts.records == 4
    if name == "o.xlsx":
        import openpyxl

        sheet = openpyxl.load_workbook(tmp_path / name)["records"]
        assert sheet["A2"].value == "=1+1"
        assert sheet["A2"].data_type == "s"
    if name == "o.csv":
        with (tmp_path / name / "records.csv").open(encoding="utf-8-sig", newline="") as stream:
            cells = [cell for cells in csv.reader(stream) for cell in cells]
        assert "'=1+1" in cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    if name == "o.duckdb":
        with duckdb.connect(str(tmp_path / name), read_only=True) as connection:
            texts = dict(connection.execute("SELECT record_id, text FROM records").fetchall())
        assert texts["quote"] == NASTY[1]["text"]
        assert texts["surrogate"] == "市?长"
    if name == "o.jsonl":
        lines = (tmp_path / name).read_text(encoding="utf-8").splitlines()
        assert json.loads(lines[2])["raw_text"] == "市\ud800长"


@pytest.mark.parametrize("name", KINDS)
def test_no_articles_make_an_empty_output(tmp_path: Path, name: str) -> None:
    govner.read([]).extract(Bare(), workers=0).write(tmp_path / name, nested="nested" in name)
    assert (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("out.docx", {}, "the name tells the format"),
        ("out.csv", {"partition": "year"}, "only .parquet"),
        ("out.parquet", {"partition": "year", "nested": True}, "cannot be divided"),
    ],
)
def test_wrong_outputs_are_told(name: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        sink_for(Path(name), **options)


def test_a_directory_output_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    govner.read(ROWS[:3]).extract(Bare(), workers=0).write(out)
    govner.read(ROWS[:2]).extract(Bare(), workers=0).write(out, overwrite=True)
    assert pyarrow.parquet.read_table(out / "records.parquet").num_rows == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.parquet", "out.parquet.run"]


def test_what_stands_beside_an_output_is_left_alone(tmp_path: Path) -> None:
    for name in ("o.csv.old", "o.csv.old.txt"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mine.txt").write_text("x", encoding="utf-8")
    for _ in range(2):
        govner.read(NASTY[:1]).extract(Bare(), workers=0).write(tmp_path / "o.csv", overwrite=True)
    assert (tmp_path / "o.csv" / "records.csv").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["o.csv", "o.csv.old", "o.csv.old.txt", "o.csv.run"]
    assert (tmp_path / "o.csv.old" / "mine.txt").exists()


def test_the_earlier_output_comes_back_where_the_new_one_cannot_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "o.csv"
    govner.read(NASTY[:1]).extract(Bare(), workers=0).write(path)
    replace = os.replace

    def failing(source: Path, target: Path) -> None:
        if Path(source).name == "o.csv.part":
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr("govner.batch.sinks.os.replace", failing)
    with pytest.raises(GovnerError, match="No space left"):
        govner.read(NASTY[1:2]).extract(Bare(), workers=0).write(path, overwrite=True)
    assert "'=1+1" in (path / "records.csv").read_text(encoding="utf-8-sig")


def test_a_directory_is_no_name_of_an_output() -> None:
    with pytest.raises(InputError, match="the name tells the format"):
        govner.read(NASTY[:1]).extract(Bare(), workers=0).write(".")
