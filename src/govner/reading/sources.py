"""Opening articles: files, directories, dumps, stdin. (First version; the reading room replaces it.)"""
from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from govner.reading.article import Article
from govner.reading.pages import read_page


@dataclass(frozen=True, slots=True)
class ReadError:
    """An input that could not be read: where, and what to do."""

    path: str
    message: str
    row: int | None = None

    def __str__(self) -> str:
        return f"{self.path}{'' if self.row is None else f', row {self.row}'}: {self.message}"


def open_articles(
    inputs: Iterable[str | Path], *, published: str | None = None, region: str | None = None
) -> Iterator[Article | ReadError]:
    """The articles of some inputs."""
    for name in inputs:
        text = sys.stdin.read() if str(name) == "-" else Path(name).read_text(encoding="utf-8")
        if str(name).endswith(".jsonl"):
            for line in text.splitlines():
                row = json.loads(line)
                day = row.get("published") or published
                yield read_page(
                    row["text"],
                    id=row["id"],
                    published=date.fromisoformat(day) if day else None,
                    region=row.get("region") or region,
                )
        else:
            day = published
            yield read_page(
                text, id=Path(name).stem, published=date.fromisoformat(day) if day else None, region=region
            )
