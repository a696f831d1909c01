"""Commands of `govner`: each parses its arguments, calls the library and prints.

Exit codes: 0 all well; 1 an input could not be read (the others were); 2 the command was called wrongly or nothing
could be done.
"""
from __future__ import annotations

import gc
import io
import json
import os
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from govner._version import __version__
from govner.cli.batch import batch
from govner.cli.inputs import Failures, articles_of, records_of
from govner.cli.lexicon import lexicon
from govner.cli.output import opened, tell
from govner.cli.place import place
from govner.cli.report import report
from govner.cli.show import show
from govner.cli.slogans import slogans
from govner.cli.tagging import Tagger, named
from govner.cli.train import train
from govner.errors import GovnerError

if TYPE_CHECKING:
    from govner.records import Record

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Reads Chinese government news and returns what happened as data.",
)
app.command()(batch)
app.command()(place)
app.command()(show)
app.command()(slogans)
app.command()(train)
app.command()(report)
app.add_typer(lexicon, name="lexicon")
models_app = typer.Typer(no_args_is_help=False, help="List the shipped models and lexicons, or verify them.")
app.add_typer(models_app, name="models", invoke_without_command=True)


class Format(str, Enum):
    JSON = "json"
    JSONL = "jsonl"
    TABLE = "table"
    HTML = "html"


class Reprints(str, Enum):
    IGNORE = "ignore"
    MARK = "mark"
    DROP = "drop"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"govner {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
def extract(
    inputs: Annotated[list[str], typer.Argument(metavar="FILE|DIR|-", help="Files, directories, or - for stdin.")],
    format: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="Default: table on a terminal, jsonl in a pipe or file."),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of to stdout.")] = None,
    published: Annotated[
        str | None, typer.Option(help="Day of publication (2020-09-08) of inputs that do not say it.")
    ] = None,
    region: Annotated[
        str | None, typer.Option(help="Area of the publishing site (浙江省杭州市), for inputs that do not say it.")
    ] = None,
    lexicons: Annotated[
        list[Path] | None, typer.Option(metavar="DIR", help="Directory of your own lexicons; may be repeated.")
    ] = None,
    reprints: Annotated[
        Reprints, typer.Option(help="Articles that repeat an earlier one: mark them, drop them, or do not look.")
    ] = Reprints.IGNORE,
    simplify: Annotated[
        bool, typer.Option("--simplify", help="Give the names of traditional articles in simplified characters.")
    ] = False,
    tagger: Tagger = "builtin",
) -> None:
    """Extract the records of articles."""
    from govner.composition.simplification import simplified
    from govner.pipeline import load
    from govner.reading import mark_reprints, open_articles

    nlp = load(lexicons=lexicons or [], tagger=named(tagger))
    gc.freeze()  # What is loaded stays: no use looking through it for garbage.
    items = open_articles(inputs, published=published, region=region, lexicons=lexicons or [])
    if reprints is not Reprints.IGNORE:
        items = mark_reprints(items)
    failures = Failures()
    articles = articles_of(items, failures)
    if reprints is Reprints.DROP:
        articles = (article for article in articles if article.reprint_of is None)
    chosen = format or (Format.TABLE if output is None and sys.stdout.isatty() else Format.JSONL)
    with opened(output) as stream:
        for article, record in records_of(articles, nlp, failures):
            if simplify and article.script == "traditional":
                record = simplified(record)
            if chosen is Format.TABLE:
                for warning in record.warnings:
                    tell(f"{record.id}: {warning}")
            _print(record, chosen, stream)
    failures.exit()


def _print(record: Record, format: Format, stream: IO[str]) -> None:
    if format is Format.JSONL:
        stream.write(record.to_json() + "\n")
    elif format is Format.JSON:
        stream.write(record.to_json(indent=2) + "\n")
    elif format is Format.HTML:
        from govner.display import to_html

        stream.write(to_html(record))
    else:
        from rich.console import Console
        from rich.text import Text

        from govner.display import to_tables
        from govner.display.escaping import visible

        console = Console(file=stream, highlight=False)
        heading = Text(visible(record.metadata.title or record.id), style="bold")
        console.print(heading.append(f"  {visible(record.metadata.published or '')}", style="not bold"))
        for table in to_tables(record):
            console.print(table)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from govner.records import Record

    typer.echo(json.dumps(Record.model_json_schema(mode="serialization"), ensure_ascii=False, indent=2))


@models_app.callback()
def models(context: typer.Context) -> None:
    """List the shipped files: path, version, licence, source."""
    if context.invoked_subcommand is not None:
        return
    from govner.resources import manifest, models_dir

    typer.echo(f"{models_dir()}")
    for entry in manifest():
        typer.echo(f"{entry.path}\t{entry.version}\t{entry.license}\t{entry.source}")


@models_app.command()
def verify() -> None:
    """Check every shipped file against the manifest's checksums."""
    from govner.resources import manifest, verify

    problems = list(verify())
    for problem in problems:
        typer.echo(f"govner: {problem}; reinstall govner", err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo(f"{len(manifest())} files agree with the manifest")


@app.command()
def doctor() -> None:
    """Show what is installed: versions, models, optional packages."""
    for line in _diagnosis():
        typer.echo(line)


def _diagnosis() -> Iterator[str]:
    import platform
    from importlib.metadata import PackageNotFoundError, requires, version

    from govner.resources import manifest, models_dir, verify

    yield f"govner {__version__}, Python {platform.python_version()}, {platform.platform()}"
    yield f"models  {models_dir()}: {len(manifest())} files, {len(list(verify()))} problems"
    for requirement in requires("govner") or []:
        name, _, marker = requirement.partition(";")
        package = name.split("[")[0].rstrip("<>=!~.,0123456789 ").strip()
        if package == "govner" or "python_version" in marker:
            continue
        extra = f" (extra {marker.split('==')[-1].strip()})" if "extra" in marker else ""
        try:
            yield f"{package}{extra}: {version(package)}"
        except PackageNotFoundError:
            yield f"{package}{extra}: not installed"


def main() -> None:
    """Runs the command line; errors that govner knows become one sentence on stderr and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        # UTF-8 in every locale; a lone surrogate becomes the JSON escape that it came from.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except GovnerError as error:
        tell(f"govner: {error}")
        sys.exit(2)
    except BrokenPipeError:
        # The reader (head, less) has enough: not an error. stdout is gone, so nothing may be flushed to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        tell(f"govner: {error.filename or 'the system'}: {error.strerror or error}")
        sys.exit(2)
