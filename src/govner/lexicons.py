"""Lexicons: knowledge kept as data, in TSV files with a header or small YAML files, each with a pydantic schema.

A lexicon is a file in `models/lexicons/`. A user's directory may hold files of the same names and columns: their rows
come after the shipped ones and, having the last word, take priority.
"""
from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind
from pydantic import BaseModel, ConfigDict, ValidationError

from govner.errors import LexiconError
from govner.resources import models_dir


class Row(BaseModel):
    """A line of a lexicon. Unknown columns are errors; an empty cell is a missing value."""

    model_config = ConfigDict(extra="forbid", frozen=True)


R = TypeVar("R", bound=Row)
P = TypeVar("P")


class Lexicons:
    """Access to the shipped lexicons and to those of the user.

    Args:
        directories: directories of user lexicons, later ones with higher priority.
    """

    def __init__(self, directories: Sequence[str | Path] = ()) -> None:
        self.directories = [models_dir() / "lexicons", *map(Path, directories)]

    def rows(self, name: str, schema: type[R]) -> list[R]:
        """All rows of the lexicon `name`.tsv, shipped ones first.

        Raises:
            LexiconError: no such lexicon, or a row does not fit `schema`; the message names file and line.
        """
        paths = [d / f"{name}.tsv" for d in self.directories if (d / f"{name}.tsv").is_file()]
        if not paths:
            raise LexiconError(f"no lexicon {name}.tsv in {', '.join(map(str, self.directories))}")
        return [row for path in paths for row in read_tsv(path, schema)]

    def document(self, name: str, schema: type[R]) -> R:
        """The lexicon `name`.yaml; where the user has one too, its top-level keys replace the shipped ones.

        Raises:
            LexiconError: no such lexicon, not valid YAML, or not of the schema.
        """
        data: dict[str, Any] = {}
        paths = [d / f"{name}.yaml" for d in self.directories if (d / f"{name}.yaml").is_file()]
        if not paths:
            raise LexiconError(f"no lexicon {name}.yaml in {', '.join(map(str, self.directories))}")
        for path in paths:
            try:
                data.update(yaml.load(path.read_text(encoding="utf-8"), Loader=_YAML_LOADER) or {})
            except (yaml.YAMLError, TypeError, ValueError) as error:
                raise LexiconError(f"{path} is not a YAML mapping: {error}") from error
        try:
            return schema.model_validate(data)
        except ValidationError as error:
            raise LexiconError(f"{paths[-1]}: {_first_problem(error)}") from error


_YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=64)
def _read_tsv_cached(path: Path, stamp: tuple[int, int], schema: type[Row]) -> tuple[Row, ...]:
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(
            (line for line in stream if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
        )
        rows: list[Row] = []
        for number, cells in enumerate(reader, start=1):
            try:
                rows.append(schema.model_validate({k: v for k, v in cells.items() if v not in (None, "")}))
            except ValidationError as error:
                raise LexiconError(f"{path}, row {number}: {_first_problem(error)}") from error
    return tuple(rows)


def read_tsv(path: Path, schema: type[R]) -> Sequence[R]:
    """The rows of a TSV file with a header line; lines that begin with # are comments.

    Raises:
        LexiconError: a row does not fit `schema`; the message names file and row.
    """
    status = path.stat()
    return _read_tsv_cached(path, (status.st_mtime_ns, status.st_size), schema)  # type: ignore[return-value]


def _first_problem(error: ValidationError) -> str:
    problem = error.errors()[0]
    where = ".".join(map(str, problem["loc"])) or "row"
    return f"{where}: {problem['msg']}"


class LiteralMatcher:
    """Finds all occurrences of many literals in one pass (Aho–Corasick).

    >>> matcher = LiteralMatcher({"区委": 1, "区委书记": 2})
    >>> list(matcher.find("下城区委书记"))
    [(2, 4, 1), (2, 6, 2)]
    >>> list(matcher.longest("下城区委书记"))
    [(2, 6, 2)]
    """

    def __init__(self, entries: Mapping[str, P]) -> None:
        self._values: list[Any] = list(entries.values())
        patterns = list(entries)
        self._overlapping = AhoCorasick(patterns, matchkind=MatchKind.Standard) if patterns else None
        self._longest = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest) if patterns else None

    def find(self, text: str) -> Iterator[tuple[int, int, Any]]:
        """(start, end, value) of every occurrence, overlapping ones included."""
        if self._overlapping is None:
            return
        for index, start, end in self._overlapping.find_matches_as_indexes(text, overlapping=True):
            yield start, end, self._values[index]

    def longest(self, text: str) -> Iterator[tuple[int, int, Any]]:
        """(start, end, value) of the leftmost-longest occurrences, which do not overlap."""
        if self._longest is None:
            return
        for index, start, end in self._longest.find_matches_as_indexes(text):
            yield start, end, self._values[index]


def unique(items: Iterable[P]) -> list[P]:
    """The items without repetition, in order."""
    return list(dict.fromkeys(items))
