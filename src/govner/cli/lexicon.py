"""`govner lexicon`: your own words, checked before they are used."""
from __future__ import annotations

from typing import Annotated

import typer

lexicon = typer.Typer(no_args_is_help=True, help="Check your own lexicons.")


@lexicon.callback()
def _lexicon() -> None:
    pass


@lexicon.command()
def check(
    sources: Annotated[list[str], typer.Argument(metavar="FILE|DIR", help="terms.tsv, events.yaml, a folder of such")],
) -> None:
    """Name every problem in lexicons: file, line, field, and what to do. Exit code 1 where there is one."""
    from govner import own_words

    number = 0
    for problem in own_words.check(sources):
        number += 1
        typer.echo(f"govner: {problem}", err=True)
    if number:
        raise typer.Exit(1)
    typer.echo("no problems")


@lexicon.command(name="list")
def list_names() -> None:
    """Name the lexicons to which words can be added."""
    from govner import own_words

    for name in own_words.names():
        typer.echo(name)
