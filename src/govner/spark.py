"""Spark: the articles of a DataFrame to records, on every executor, without a shuffle. Needs the extra `spark`.

Rows are independent, so each partition is extracted where it lies; the pipeline is made once in every Python worker
process of an executor and kept for all its tasks. Executors need govner installed, and nothing else: no file is read
from the driver and nothing is downloaded.
"""
from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from govner.batch.admission import content_key
from govner.batch.encoding import Extractor, json_line
from govner.batch.nested import nested_array, record_type
from govner.errors import GovnerError, InputError, MissingExtraError
from govner.reading import Article
from govner.reading.rows import Defaults, article_of_row
from govner.workers.worker import described

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

# Rows that are extracted together, and become one Arrow batch of the result.
_ROWS = 32


def schema() -> StructType:
    """The schema of :func:`extract`'s result: `id`, `record` (a nested struct, the record contract) and `error`.

    Raises:
        MissingExtraError: pyspark is not installed.
    """
    try:
        from pyspark.sql.pandas.types import from_arrow_schema
    except ImportError:
        raise MissingExtraError("pyspark", "spark", "govner.spark") from None
    return from_arrow_schema(_arrow_schema())


def extract(
    df: DataFrame,
    text: str = "content",
    *,
    id: str | None = None,
    title: str | None = None,
    published: str | None = None,
    region: str | None = None,
    url: str | None = None,
    source: str | None = None,
    nlp: Extractor | None = None,
) -> DataFrame:
    """The records of a DataFrame's articles, one row a row: `id`, `record`, `error`.

    Args:
        df: one article a row.
        text: the column with the text, plain or HTML.
        id: column of the records' ids; where there is none, an id is made of the content.
        title: column of titles; one that the text does not begin with is put above it.
        published: column of the day of publication: date, timestamp, or text in any printed form.
        region: column of the publishing site's area (浙江省杭州市).
        url: column of addresses.
        source: column of the information source (来源).
        nlp: the pipeline; None for the default one. It travels to the executors as its settings.

    Returns:
        A DataFrame with the schema of :func:`schema`. A row that cannot be read or extracted has no record but says why
        in `error`; the job goes on.

    Raises:
        InputError: the DataFrame has no such column.
        MissingExtraError: pyspark is not installed.
    """
    from pyspark.sql import functions

    result = schema()
    given = {
        "text": text, "id": id, "title": title, "published": published, "region": region, "url": url, "source": source,
    }  # fmt: skip
    columns = {field: name for field, name in given.items() if name is not None}
    missing = [name for name in columns.values() if name not in df.columns]
    if missing:
        raise InputError(f"no column {', '.join(missing)}; there are: {', '.join(df.columns)}")
    renamed = df.select([functions.col(f"`{name}`").alias(field) for field, name in columns.items()])
    return renamed.mapInArrow(_Task(pickle.dumps(nlp)), result)


@dataclass(frozen=True)
class _Task:
    """What runs on an executor: Arrow batches of rows in, Arrow batches of records out."""

    settings: bytes

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        nlp = _extractor(self.settings)
        for batch in batches:
            for begin in range(0, batch.num_rows, _ROWS):
                yield _extracted(nlp, batch.slice(begin, _ROWS).to_pylist())


@lru_cache(maxsize=4)
def _extractor(settings: bytes) -> Extractor:
    """The pipeline of this process, made once for each settings."""
    nlp: Extractor | None = pickle.loads(settings)
    if nlp is not None:
        return nlp
    from govner.batch.default_pipeline import default_pipeline

    return default_pipeline()


def _extracted(nlp: Extractor, rows: Sequence[Mapping[str, Any]]) -> Any:
    import pyarrow

    read = [_article(row) for row in rows]
    records = _records(nlp, [article for article in read if isinstance(article, Article)])
    ids: list[str | None] = []
    lines: list[bytes | None] = []
    errors: list[str | None] = []
    for row, article in zip(rows, read, strict=True):
        outcome = next(records) if isinstance(article, Article) else article
        ids.append(article.id if isinstance(article, Article) else _text(row.get("id")))
        lines.append(outcome if isinstance(outcome, bytes) else None)
        errors.append(outcome if isinstance(outcome, str) else None)
    arrays = [pyarrow.array(ids, pyarrow.string()), nested_array(lines), pyarrow.array(errors, pyarrow.string())]
    return pyarrow.RecordBatch.from_arrays(arrays, schema=_arrow_schema())


def _article(row: Mapping[str, Any]) -> Article | str:
    """The article of a row, or why there is none."""
    try:
        article = article_of_row(row, "", Defaults())
    except GovnerError as error:
        return str(error)
    article.id = article.id or content_key(article).hex()[:16]
    return article


def _records(nlp: Extractor, articles: list[Article]) -> Iterator[bytes | str]:
    """The records of articles as JSON, or what went wrong; together, and one by one where one of them fails."""
    try:
        yield from [json_line(record) for record in nlp.pipe(articles)]
    except Exception as error:
        if len(articles) == 1:
            yield described(error)
        else:
            for article in articles:
                yield from _records(nlp, [article])


def _arrow_schema() -> Any:
    import pyarrow

    text = pyarrow.string()
    return pyarrow.schema([("id", text), ("record", record_type()), ("error", text)])


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
