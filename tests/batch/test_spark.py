"""Spark on this machine: the same records as without it, over several partitions, errors as rows."""
from __future__ import annotations

import importlib.util
import json
import os
import pickle
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from batch_cases import Poisoned, quick, row

import govner
from govner.errors import InputError

pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java 17 or newer (apt-get install openjdk-17-jre-headless)", allow_module_level=True)

import govner.spark

HERE = Path(__file__).parent
JOB = HERE.parents[1] / "examples" / "spark_job.py"
CONF = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.memory": "1g",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    # Python workers import this directory's pipelines.
    path = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(HERE), path]))
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]")
    for name, value in CONF.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
    os.environ["PYTHONPATH"] = path


def frame(spark: Any, rows: list[dict[str, str | None]], partitions: int) -> Any:
    columns = "id string, title string, content string, date string, region string"
    values = [(r["id"], r["title"], r["text"], r["published"], r["region"]) for r in rows]
    return spark.createDataFrame(values, columns).repartition(partitions)


NAMES = {"id": "id", "title": "title", "published": "date", "region": "region"}


def test_records_equal_those_without_spark(spark: Any) -> None:
    rows = [row(number) for number in range(30)]
    local = {r.id: r.to_dict() for r in govner.read(rows).extract(quick(), workers=0) if isinstance(r, govner.Record)}
    result = govner.spark.extract(frame(spark, rows, 5), text="content", **NAMES, nlp=quick())
    assert result.rdd.getNumPartitions() == 5
    assert result.schema == govner.spark.schema()
    found = {r.id: r.record.asDict(recursive=True) for r in result.collect()}
    assert found == local


def test_bad_rows_are_error_rows(spark: Any) -> None:
    rows: list[Any] = [row(number) for number in range(6)]
    rows.append({**row(6), "text": None})
    nlp = Poisoned({"a0002": "raise"})
    result = govner.spark.extract(frame(spark, rows, 2), text="content", **NAMES, nlp=nlp)
    errors = {r.id: r.error for r in result.where("error IS NOT NULL").collect()}
    assert set(errors) == {"a0002", "a0006"}
    assert errors["a0002"].startswith("ValueError: no good")
    assert "no field with the text" in errors["a0006"]
    assert result.where("record IS NOT NULL").count() == 5


def test_the_pipeline_is_made_once_in_a_process() -> None:
    settings = pickle.dumps(Poisoned({}))
    assert govner.spark._extractor(settings) is govner.spark._extractor(settings)


def test_ids_and_days_of_other_types(spark: Any) -> None:
    values = [(7, "9月8日下午，副市长林若川到鲤城区调研。", date(2020, 9, 9)), (None, "市长主持会议。", None)]
    df = spark.createDataFrame(values, "number long, body string, day date")
    rows = govner.spark.extract(df, text="body", id="number", published="day", nlp=quick()).collect()
    ids = [r.id for r in rows]
    assert ids[0] == "7"
    assert len(ids[1]) == 16
    assert {d.value for d in rows[0].record.dates} == {"2020-09-08TAF"}


def test_a_missing_column_is_told_before_the_job(spark: Any) -> None:
    with pytest.raises(InputError, match="no column content; there are: id"):
        govner.spark.extract(spark.createDataFrame([("a",)], "id string"))


def test_the_example_job(spark: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dump = tmp_path / "articles.jsonl"
    with dump.open("w", encoding="utf-8") as stream:
        for number in range(8):
            r = row(number)
            line = {**r, "content": r["text"], "date": r["published"]}
            stream.write(json.dumps({k: v for k, v in line.items() if k not in ("text", "published")}) + "\n")
    specification = importlib.util.spec_from_file_location("spark_job", JOB)
    assert specification is not None
    assert specification.loader is not None
    job = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(job)
    job.main(["--input", str(dump), "--output", str(tmp_path / "out"), "--partitions", "3"])
    assert capsys.readouterr().out.endswith("8 articles, 0 errors\n")
    import pyarrow.dataset

    visits = pyarrow.dataset.dataset(tmp_path / "out" / "visits").to_table().to_pylist()
    assert {"林若川", "苏敬之"} <= {visit["name"] for visit in visits}
    assert all(visit["day"] for visit in visits)
