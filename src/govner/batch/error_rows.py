"""What could not be read or extracted: errors.jsonl, and the table `errors` of databases and table files."""
from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from govner.batch.tables import Kind
from govner.reading import Article, ReadError
from govner.workers import Failure


@dataclass(frozen=True, slots=True)
class BatchFailure:
    """An input without a record.

    Attributes:
        path, row: the file (or archive and member) and the row in it, counted from 1.
        id: the article's id, where there was an article.
        kind: "read" (it cannot be read), "error" (extraction raised: please report it), "timeout", "memory", "died".
        message: what happened, and what to do where there is something to do.
        attempts: how often extraction was tried.
    """

    path: str
    row: int | None
    id: str | None
    kind: str
    message: str
    attempts: int = 0

    @classmethod
    def of(cls, item: Article | ReadError, failure: Failure | None = None) -> BatchFailure:
        if isinstance(item, ReadError):
            return cls(item.path, item.row, None, "read", item.message)
        assert failure is not None
        return cls(item.path, item.row, item.id, failure.kind, failure.message, failure.attempts)

    def __str__(self) -> str:
        place = f"{self.path}{'' if self.row is None else f', row {self.row}'}" if self.path else self.id or "article"
        return f"{place}: {self.message}" if self.kind == "read" else f"{place}: {self.kind}: {self.message}"

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


class ErrorLog:
    """errors.jsonl while it is written: each line is on its way to the disk when `add` returns."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("w", encoding="utf-8", errors="backslashreplace")

    def __enter__(self) -> ErrorLog:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def add(self, failure: BatchFailure) -> None:
        self._stream.write(failure.to_json() + "\n")
        self._stream.flush()


ERROR_COLUMNS: dict[str, Kind] = {
    "path": "text", "row": "int", "id": "text", "kind": "text", "message": "text", "attempts": "int",
}  # fmt: skip


def error_rows(path: Path) -> Iterator[tuple[Any, ...]]:
    """The rows of an errors.jsonl; none where there is no such file."""
    if not path.exists():
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield tuple(row[name] for name in ERROR_COLUMNS)
