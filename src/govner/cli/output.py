"""Writing for commands: sentences on stderr; results on stdout, or in a file that appears only once it is whole."""
from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import typer

from govner.errors import GovnerError


def tell(message: object) -> None:
    """One sentence on stderr; names and ids of inputs may hold what acts in a terminal, which is shown by number."""
    from govner.display.escaping import visible

    typer.echo(visible(str(message)), err=True)


@contextmanager
def opened(path: Path | None) -> Iterator[IO[str]]:
    """A stream for text: stdout where there is no path.

    Raises:
        GovnerError: the file cannot be written.
    """
    if path is None:
        yield sys.stdout
        return
    if path.is_dir():
        raise GovnerError(f"cannot write {path}: it is a directory, name a file")
    part = path.with_name(path.name + ".part")
    try:
        # A lone surrogate that a JSON dump carried becomes the escape that it came from.
        with part.open("w", encoding="utf-8", errors="backslashreplace") as stream:
            yield stream
        os.replace(part, path)
    except OSError as error:
        raise GovnerError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
