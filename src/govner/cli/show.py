"""`govner show FILE`: an article, or records made before, to look at in the terminal or in a browser."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govner.cli.inputs import Failures, articles_of, records_of
from govner.cli.output import opened
from govner.cli.tagging import Tagger, named
from govner.errors import InputError

if TYPE_CHECKING:
    from govner.records import Record


def show(
    inputs: Annotated[list[str], typer.Argument(metavar="FILE|-", help="Articles, or a JSONL file of records.")],
    html: Annotated[Path | None, typer.Option("--html", help="Write one HTML page here instead.")] = None,
    explain: Annotated[str | None, typer.Option(help="Say why this mention (id or text) is there, and stop.")] = None,
    published: Annotated[str | None, typer.Option(help="Day of publication of inputs that do not say it.")] = None,
    region: Annotated[str | None, typer.Option(help="Area of the site, for inputs that do not say it.")] = None,
    lexicons: Annotated[
        list[Path] | None, typer.Option("--lexicons", "-l", help="A file or directory of your own words.")
    ] = None,
    tagger: Tagger = "builtin",
) -> None:
    """Show articles with coloured mentions, events, statements and slogans."""
    from rich.console import Console

    from govner.display import to_terminal
    from govner.display.escaping import visible

    failures = Failures()
    records = _records(inputs, published, region, lexicons or [], named(tagger), failures)
    if html is not None:
        _write_page(list(records), html)
        failures.exit()
        return
    console = Console(highlight=False)
    for record in records:
        if explain is not None:
            console.print(record.explain(explain), markup=False)
            continue
        console.rule(visible(record.id).replace("[", r"\["))
        console.print(to_terminal(record))
    failures.exit()


def _write_page(records: list[Record], path: Path) -> None:
    from govner.display.html import page_of

    if not records:
        raise InputError("nothing to show: no input holds an article or a record")
    with opened(path) as stream:
        stream.write(page_of(records))


def _records(
    inputs: list[str],
    published: str | None,
    region: str | None,
    lexicons: list[Path],
    tagger: str | None,
    failures: Failures,
) -> Iterator[Record]:
    """The records of all inputs; the pipeline is loaded only where an article has to be read."""
    from govner.pipeline import load
    from govner.reading import open_articles

    nlp = None
    for name in inputs:
        made = _made_before(Path(name))
        if made is not None:
            yield from made
            continue
        nlp = nlp or load(lexicons=lexicons, tagger=tagger)
        items = open_articles([name], published=published, region=region, lexicons=lexicons)
        yield from (record for _, record in records_of(articles_of(items, failures), nlp, failures))


def _made_before(path: Path) -> Iterator[Record] | None:
    """The records of a file that `govner extract` or `govner batch` wrote, or None for anything else."""
    from govner.records.files import holds_records, parse_record, read_records

    if not path.is_file():
        return None
    if holds_records(path):
        return read_records(path)
    with path.open("rb") as stream:  # One record, indented, as `govner extract --format json` writes it.
        if path.suffix == ".json" and stream.read(200).lstrip(b"{ \r\n").startswith(b'"schema_version"'):
            stream.seek(0)
            return iter([parse_record(stream.read(), path, 1)])
    return None
