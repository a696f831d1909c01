"""Articles of a Parquet (or JSON lines) dump to records and visits, with Spark.

    spark-submit examples/spark_job.py --input s3://news/articles --output s3://news/records

Every machine needs `pip install 'govner[spark]'`. Rows hold the text in `content`; `id`, `title`, `date`, `region` and
`url` are used where they are there. One core extracts one partition at a time: have some more partitions than cores.
"""
from __future__ import annotations

import argparse

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

import govner.spark

COLUMNS = {"id": "id", "title": "title", "published": "date", "region": "region", "url": "url"}


def visits(records: DataFrame) -> DataFrame:
    """Who visited where and when: one row per visitor and event."""
    ok = records.where("error IS NULL").select("id", "record")
    event = ok.select("id", "record", f.explode("record.events").alias("event"))
    visit = event.where("event.type IN ('research_visit', 'inspection', 'condolence')")
    who = visit.select("id", "record", "event", f.explode("event.participants").alias("participant"))
    return who.select(
        "id",
        f.expr("get(filter(record.people, p -> p.id = participant.entity), 0).name").alias("name"),
        f.expr("get(filter(record.posts, t -> t.id = participant.post), 0).label").alias("post"),
        f.col("participant.role").alias("role"),
        f.expr("get(filter(record.dates, d -> d.id = event.date), 0).start").alias("day"),
        f.expr("transform(event.places, i -> get(filter(record.places, p -> p.id = i), 0).full_name)").alias("places"),
    ).where("name IS NOT NULL")


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--input", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--partitions", type=int, default=0, help="repartition the input to so many")
    arguments = parser.parse_args(argv)

    spark = SparkSession.builder.appName("govner").getOrCreate()
    reader = spark.read.json if arguments.input.endswith((".jsonl", ".json")) else spark.read.parquet
    articles = reader(arguments.input)
    if arguments.partitions:
        articles = articles.repartition(arguments.partitions)
    known = {field: column for field, column in COLUMNS.items() if column in articles.columns}
    extracted = govner.spark.extract(articles, text="content", **known)
    extracted.write.mode("overwrite").parquet(f"{arguments.output}/records")

    # From what is written, so that nothing is extracted twice.
    records = spark.read.parquet(f"{arguments.output}/records")
    visits(records).write.mode("overwrite").parquet(f"{arguments.output}/visits")
    records.where("error IS NOT NULL").select("id", "error").write.mode("overwrite").json(f"{arguments.output}/errors")
    print(f"{records.count()} articles, {records.where('error IS NOT NULL').count()} errors")


if __name__ == "__main__":
    main()
