"""`govner report`: a dump as a static site."""
from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govner.cli.inputs import Failures, articles_of, records_of
from govner.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govner.records import Record


class Language(str, Enum):
    ZH = "zh"
    EN = "en"


def report(
    source: Annotated[
        Path, typer.Argument(metavar="DUMP|RECORDS|DUCKDB", help="Articles, records (.jsonl), or a DuckDB file.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The directory to write.")] = Path("report"),
    lang: Annotated[Language, typer.Option(help="The language shown first; readers can switch.")] = Language.ZH,
) -> None:
    """Write a report of many articles: a static site with search, officials, places, slogans and events."""
    from govner.report import write_report
    from govner.workers import available_cores

    failures = Failures()
    records = source if _is_extracted(source) else _extracted(source, failures)
    count = write_report(records, output, lang=lang.value, workers=available_cores())
    typer.echo(f"{count} articles: open {output / 'index.html'}", err=True)
    failures.exit()


def _is_extracted(path: Path) -> bool:
    """Whether the file holds records already; articles also come as one JSON a line."""
    from govner.analysis.dump_tables import is_database
    from govner.records.files import holds_records

    return path.is_file() and (is_database(path) or holds_records(path))


def _extracted(path: Path, failures: Failures) -> Iterator[Record]:
    """The records of articles that are still to be read."""
    from govner.pipeline import load
    from govner.reading import open_articles

    nlp = load()
    number = 0
    for _, record in records_of(articles_of(open_articles([str(path)]), failures), nlp, failures):
        number += 1
        yield record
    if number == 0:
        raise InputError(f"nothing to report: {path} holds no article that can be read")
