"""Reading for commands: articles and their records one by one, with every failure told and the rest going on."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import typer

from govner.cli.output import tell

if TYPE_CHECKING:
    from govner.reading import Article, ReadError
    from govner.records import Record


class Failures:
    """Tells of inputs that give no record, and counts them."""

    def __init__(self) -> None:
        self.number = 0

    def tell(self, message: object) -> None:
        """Says what is wrong with one of them."""
        self.number += 1
        tell(f"govner: {message}")

    def exit(self) -> None:
        """Ends the command with exit code 1 where there were any; to be called when all else is done."""
        if self.number:
            raise typer.Exit(1)


def articles_of(items: Iterable[Article | ReadError], failures: Failures) -> Iterator[Article]:
    """The articles that could be read."""
    from govner.reading import ReadError

    for item in items:
        if isinstance(item, ReadError):
            failures.tell(item)
        else:
            yield item


def records_of(
    articles: Iterable[Article], extract: Callable[[Article], Record], failures: Failures
) -> Iterator[Record]:
    """The records of articles; one bad article never stops the others, whatever is wrong with it."""
    for article in articles:
        try:
            record = extract(article)
        except Exception as error:
            failures.tell(f"{article.id or 'article'}: internal error, please report it: {error!r}")
            continue
        yield record
