"""Lexicons: knowledge kept as data, in TSV files with a header or small YAML files, each with a pydantic schema.

A lexicon is a file in `models/lexicons/`. A user may give more of the same names and columns: their rows come after the
shipped ones and, having the last word, take priority.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from ahocorasick_rs import AhoCorasick, MatchKind
from pydantic import ValidationError

from govner.errors import LexiconError
from govner.lexicon_files import (
    LexiconProblem,
    LexiconSource,
    Row,
    Source,
    as_strings,
    fitted,
    load_yaml,
    merged,
    problems_of,
    rows_of_file,
)
from govner.resources import models_dir

__all__ = ["Lexicons", "LiteralMatcher", "Row", "Source", "read_tsv", "unique"]

R = TypeVar("R", bound=Row)
P = TypeVar("P")


class Lexicons:
    """Access to the shipped lexicons and to those of the user.

    Args:
        sources: the user's: directories, files (``titles.tsv``, ``events.yaml``) or data
            (``{"terms": [{"text": "河口智谷", "type": "PLACE"}]}``); later ones with higher priority.

    Raises:
        LexiconError: nothing is at a path, or a file or data have the name of no lexicon.

    >>> from govner.recognition.terms import TermRow
    >>> own = Lexicons([{"terms": [{"text": "河口智谷", "type": "PLACE"}]}])
    >>> [row.text for row in own.rows("terms", TermRow)]
    ['河口智谷']
    """

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self.directory = models_dir() / "lexicons"
        self.sources = [LexiconSource(source) for source in as_strings(sources)]
        for source in self.sources:
            if source.path is None or source.path.is_file():
                self._check_names(source)
        self._made: dict[Callable[[Lexicons], Any], Any] = {}

    def made(self, maker: Callable[[Lexicons], P]) -> P:
        """What `maker` makes of these lexicons, made once for all who ask: for what is read-only and slow to build.

        >>> lexicons = Lexicons()
        >>> lexicons.made(Lexicons.shipped) is lexicons.made(Lexicons.shipped)
        True
        """
        if maker not in self._made:
            self._made[maker] = maker(self)
        return cast("P", self._made[maker])

    def _check_names(self, source: LexiconSource) -> None:
        known = self.shipped()
        for name in source.names():
            if name not in known:
                raise LexiconError(f"{source.name}: there is no lexicon {name}; the names are {', '.join(known)}")

    def shipped(self) -> list[str]:
        """The names of all lexicons there are."""
        return sorted({path.stem for path in self.directory.iterdir() if path.suffix in (".tsv", ".yaml")})

    def rows(self, name: str, schema: type[R]) -> list[R]:
        """All rows of the lexicon `name`, shipped ones first.

        Raises:
            LexiconError: no such lexicon, or a row does not fit `schema`; the message names file, line and field.
        """
        path = self.directory / f"{name}.tsv"
        if not path.is_file():
            raise LexiconError(f"no lexicon {name}.tsv in {self.directory}")
        rows: list[Any] = list(rows_of_file(path, schema))
        for source in self.sources:
            rows += [fitted(where, line, cells, schema) for where, line, cells in source.rows(name)]
        return rows

    def document(self, name: str, schema: type[R]) -> R:
        """The lexicon `name`.yaml, to which the user's is added: mappings key by key, lists at their end.

        Raises:
            LexiconError: no such lexicon, not valid YAML, or not of the schema.
        """
        path = self.directory / f"{name}.yaml"
        if not path.is_file():
            raise LexiconError(f"no lexicon {name}.yaml in {self.directory}")
        data: Any = load_yaml(path)
        checked = _document(str(path), data, schema)
        for source in self.sources:
            for where, content in source.documents(name):
                data = merged(data, content)
                checked = _document(where, data, schema)
        return checked


def _document(where: str, data: Any, schema: type[R]) -> R:
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        raise LexiconProblem(next(problems_of(where, None, error, schema))) from error


def read_tsv(path: Path, schema: type[R]) -> Sequence[R]:
    """The rows of a TSV file with a header line; lines that begin with # are comments.

    Raises:
        LexiconError: a row does not fit `schema`; the message names file, line and field.
    """
    return rows_of_file(path, schema)  # type: ignore[return-value]


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
        self._patterns = list(entries)

    # Most matchers serve one kind of search, and building an automaton takes its time.
    @cached_property
    def _overlapping(self) -> AhoCorasick:
        return AhoCorasick(self._patterns, matchkind=MatchKind.Standard)

    @cached_property
    def _longest(self) -> AhoCorasick:
        return AhoCorasick(self._patterns, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> Iterator[tuple[int, int, Any]]:
        """(start, end, value) of every occurrence, overlapping ones included."""
        if not self._patterns:
            return
        for index, start, end in self._overlapping.find_matches_as_indexes(text, overlapping=True):
            yield start, end, self._values[index]

    def longest(self, text: str) -> Iterator[tuple[int, int, Any]]:
        """(start, end, value) of the leftmost-longest occurrences, which do not overlap."""
        if not self._patterns:
            return
        for index, start, end in self._longest.find_matches_as_indexes(text):
            yield start, end, self._values[index]


def unique(items: Iterable[P]) -> list[P]:
    """The items without repetition, in order."""
    return list(dict.fromkeys(items))
