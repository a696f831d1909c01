"""`govner slogans DUMP…`: the slogans that a dump uses, above all those that no lexicon knows."""
from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govner.cli.inputs import Failures, articles_of
from govner.cli.output import opened

if TYPE_CHECKING:
    from govner.discovery import SloganUse

_COLUMNS = ("term", "count", "articles", "first", "last", "places", "expansions", "variants", "known")
_SHOWN = 3


class Format(str, Enum):
    TABLE = "table"
    TSV = "tsv"
    JSONL = "jsonl"


def slogans(
    inputs: Annotated[list[str], typer.Argument(metavar="DUMP…", help="Files, directories, or - for stdin.")],
    format: Annotated[Format, typer.Option("--format", "-f", help="How to print.")] = Format.TABLE,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of to stdout.")] = None,
    min_count: Annotated[int, typer.Option(min=1, help="Fewest uses of a term.")] = 3,
    limit: Annotated[int | None, typer.Option(min=1, help="Print at most so many terms.")] = None,
    known: Annotated[bool, typer.Option("--known", help="Also terms that the slogan lexicon has.")] = False,
    lexicons: Annotated[
        list[Path] | None, typer.Option("--lexicons", "-l", help="A file or directory of your own words.")
    ] = None,
    published: Annotated[str | None, typer.Option(help="Day of publication of inputs that do not say it.")] = None,
    region: Annotated[str | None, typer.Option(help="Area of the site, for inputs that do not say it.")] = None,
) -> None:
    """List the slogans (提法) of a dump that no lexicon knows: uses, first and last day, places, members."""
    from govner.discovery import SloganDiscovery
    from govner.reading import open_articles

    own = lexicons or []
    discovery = SloganDiscovery(own)
    failures = Failures()
    for article in articles_of(open_articles(inputs, published=published, region=region, lexicons=own), failures):
        discovery.add(article)
    with opened(output) as stream:
        for line in _lines(discovery.uses(min_count=min_count, known=known)[:limit], format):
            stream.write(f"{line}\n")
    failures.exit()


def _lines(uses: Sequence[SloganUse], format: Format) -> Iterator[str]:
    from govner.discovery.slogans import rows
    from govner.display.escaping import visible

    if format is Format.JSONL:
        for row in rows(uses):
            yield json.dumps(row, ensure_ascii=False)
        return
    separator = "\t" if format is Format.TSV else "  "
    yield separator.join(_COLUMNS)
    for use in uses:
        # An area is what a row of the dump says: it may hold tabs, line ends, and what acts in a terminal.
        cells = [visible(" ".join(cell.split())) for cell in _cells(use, None if format is Format.TSV else _SHOWN)]
        yield separator.join(cells if format is Format.TSV else filter(None, cells))


def _cells(use: SloganUse, shown: int | None) -> list[str]:
    return [
        use.term,
        str(use.count),
        str(use.articles),
        use.first.isoformat() if use.first else "",
        use.last.isoformat() if use.last else "",
        "、".join(f"{name} {count}" for name, count in use.places[:shown]),
        " / ".join("|".join(members) for members, _ in use.expansions[:shown]),
        "、".join(f"{term} {count}" for term, count in use.variants[:shown]) if len(use.variants) > 1 else "",
        "known" if use.known else "",
    ]
