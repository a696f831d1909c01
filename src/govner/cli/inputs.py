"""Reading for commands: articles and their records one by one, with every failure told and the rest going on."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import typer

from govner.cli.output import tell

if TYPE_CHECKING:
    from govner.pipeline import Pipeline
    from govner.reading import Article, ReadError
    from govner.records import Record

#: Articles, and characters of them, that are worked on together.
_BATCH_SIZE, _BATCH_CHARACTERS = 32, 200_000


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


def records_of(articles: Iterable[Article], nlp: Pipeline, failures: Failures) -> Iterator[tuple[Article, Record]]:
    """Articles with their records; one bad article never stops the others, whatever is wrong with it."""
    for batch in _batches(articles):
        try:
            records = list(nlp.pipe(batch, len(batch)))
        except Exception:
            yield from _one_by_one(batch, nlp, failures)
        else:
            yield from zip(batch, records, strict=True)


def _one_by_one(batch: Iterable[Article], nlp: Pipeline, failures: Failures) -> Iterator[tuple[Article, Record]]:
    for article in batch:
        try:
            record = nlp.extract(article)
        except Exception as error:
            failures.tell(f"{article.id or 'article'}: internal error, please report it: {error!r}")
            continue
        yield article, record


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles that are read together, as many as are quickest; the first ones soon, for whoever waits for them."""
    batch: list[Article] = []
    size, length = 1, 0
    for article in articles:
        batch.append(article)
        length += len(article.raw)
        if len(batch) >= size or length >= _BATCH_CHARACTERS:
            yield batch
            batch, size, length = [], min(2 * size, _BATCH_SIZE), 0
    if batch:
        yield batch
