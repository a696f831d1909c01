"""The option --tagger, the same for all commands that extract."""
from __future__ import annotations

from typing import Annotated

import typer

Tagger = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help="builtin, none (rules alone, faster), builtin:DIRECTORY of a model of your own, or another one as for "
        "govner.load().",
    ),
]


def named(tagger: str) -> str | None:
    """What `govner.load(tagger=…)` calls it.

    >>> named("builtin"), named("none")
    ('builtin', None)
    """
    return None if tagger == "none" else tagger
