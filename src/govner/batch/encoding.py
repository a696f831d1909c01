"""What a worker does with an article, and in which form its record travels."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from govner.batch.tables import flat_rows
from govner.reading import Article
from govner.records import Record

#: JSON: one line of bytes. Rows: rows of flat tables. Both are cheap to send, and cheap for the parent to write.
Form = Literal["json", "rows"]


class Extractor(Protocol):
    """What extracts: a :class:`govner.Pipeline`, or anything picklable with this method."""

    def pipe(self, articles: Iterable[Any], /) -> Iterator[Record]:
        """The records of some articles, in order."""


def json_line(record: Record) -> bytes:
    # A lone surrogate that a JSON dump carried becomes the escape that it came from.
    return record.to_json().encode("utf-8", "backslashreplace") + b"\n"


ENCODERS: dict[Form, Callable[[Record], Any]] = {"json": json_line, "rows": flat_rows}


@dataclass(frozen=True, slots=True)
class ExtractionSetup:
    """Makes a worker's handler: articles in, encoded records out.

    Attributes:
        nlp: the extractor; None for the default pipeline, which then is loaded for the workers only.
    """

    nlp: Extractor | None
    form: Form

    def __call__(self) -> Callable[[list[Article]], list[Any]]:
        nlp, encode = self.extractor(), ENCODERS[self.form]
        return lambda articles: [encode(record) for record in nlp.pipe(articles)]

    @property
    def preload(self) -> tuple[str, ...]:
        """The module that the forkserver imports once for all workers."""
        return ("govner.batch.default_pipeline" if self.nlp is None else "govner.pipeline",)

    def extractor(self) -> Extractor:
        if self.nlp is not None:
            return self.nlp
        from govner.batch.default_pipeline import default_pipeline

        return default_pipeline()


def weigh(item: object) -> int | None:
    """An article's characters; None for a reading error, which no worker needs to see."""
    return len(item.raw) if isinstance(item, Article) else None
