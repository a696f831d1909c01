"""`govner show FILE`: an article, or records made before, to look at in the terminal or in a browser."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govner.errors import GovnerError, InputError

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
) -> None:
    """Show articles with coloured mentions, events, statements and slogans."""
    records = _records(inputs, published, region, lexicons or [])
    if html is not None:
        _write_page(list(records), html)
        return
    from rich.console import Console

    from govner.display import to_terminal
    from govner.display.escaping import visible

    console = Console(highlight=False)
    for record in records:
        if explain is not None:
            console.print(record.explain(explain), markup=False)
            continue
        console.rule(visible(record.id).replace("[", r"\["))
        console.print(to_terminal(record))


def _write_page(records: list[Record], path: Path) -> None:
    from govner.display.html import page_of

    if not records:
        raise InputError("nothing to show: no input could be read")
    try:
        path.write_text(page_of(records), encoding="utf-8")
    except OSError as error:
        raise GovnerError(f"cannot write {path}: {error.strerror}") from error


def _records(inputs: list[str], published: str | None, region: str | None, lexicons: list[Path]) -> Iterator[Record]:
    """The records of all inputs; the pipeline is loaded only where an article has to be read."""
    from govner.pipeline import load
    from govner.reading import ReadError, open_articles

    nlp = None
    failed = False
    for name in inputs:
        made = _made_before(Path(name))
        if made is not None:
            yield from made
            continue
        nlp = nlp or load(lexicons=lexicons)
        for item in open_articles([name], published=published, region=region):
            if isinstance(item, ReadError):
                failed = True
                typer.echo(f"govner: {item}", err=True)
            else:
                yield nlp.extract(item)
    if failed:
        raise typer.Exit(1)


def _made_before(path: Path) -> Iterator[Record] | None:
    """The records of a JSON or JSONL file that `govner extract` wrote, or None for anything else."""
    if path.suffix not in (".json", ".jsonl") or not path.is_file():
        return None
    with path.open(encoding="utf-8", errors="replace") as stream:
        head = stream.read(200)
    return _read_records(path) if '"schema_version"' in head else None


def _read_records(path: Path) -> Iterator[Record]:
    from pydantic import ValidationError

    from govner.records import Record

    try:
        whole = path.read_text(encoding="utf-8")
        lines = whole.splitlines() if path.suffix == ".jsonl" else [whole]
        for line in filter(str.strip, lines):
            yield Record.from_json(line)
    except (ValidationError, UnicodeDecodeError) as error:
        raise InputError(f"{path} holds no record of this version of govner: {str(error).splitlines()[0]}") from error
