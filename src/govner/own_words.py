"""Checking a user's own lexicons: every problem, with file, line, field and what to do.

>>> for problem in check([{"terms": [{"text": "河口智谷", "type": "SCHOOL"}]}]):
...     print(problem.line, problem.field, problem.advice)
1 type put one of PERSON, POST, ORGANIZATION, PLACE, DATE, SLOGAN there
"""
from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from govner.errors import LexiconError
from govner.gazetteer import load as load_gazetteer
from govner.lexicon_files import LexiconProblem, LexiconSource, Problem, Row, Source, as_strings, merged, problems_of
from govner.lexicons import Lexicons
from govner.reading.chrome import ChromeLabeller, ChromeRow
from govner.reading.labels import LabelParser
from govner.recognition.terms import TermRow
from govner.steps import default_steps

_TYPES = "put one of PERSON, POST, ORGANIZATION, PLACE, DATE, SLOGAN there"


class _Listening(Lexicons):
    """Lexicons that note which names are asked for, and with which schema."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, type[Row]] = {}
        self.texts: dict[str, type[Row]] = {}

    def rows(self, name: str, schema: type[Any]) -> list[Any]:
        self.tables[name] = schema
        return super().rows(name, schema)

    def document(self, name: str, schema: type[Any]) -> Any:
        self.texts[name] = schema
        return super().document(name, schema)


@lru_cache(maxsize=1)
def _listened() -> _Listening:
    """What a pipeline reads: the only lexicons in which a user's words have an effect, so no list of them can age."""
    lexicons = _Listening()
    ChromeLabeller(lexicons, LabelParser(lexicons))
    default_steps(lexicons, "builtin")
    return lexicons


def names() -> list[str]:
    """The names of the lexicons to which users can add."""
    heard = _listened()
    return sorted({*heard.tables, *heard.texts})


def check(sources: Iterable[Source]) -> Iterator[Problem]:
    """Everything that is wrong with lexicons, in order; nothing where all is well.

    Args:
        sources: as for :func:`govner.load`.
    """
    for text in as_strings(sources):
        try:
            source = LexiconSource(text)
        except LexiconError as error:
            yield Problem(text, None, None, str(error))
            continue
        if not source.names():
            yield Problem(source.name, None, None, "holds no lexicon", "name files like terms.tsv or events.yaml")
        for name in source.names():
            yield from _check_lexicon(source, name)


def _check_lexicon(source: LexiconSource, name: str) -> Iterator[Problem]:
    heard = _listened()
    where = _where(source, name)
    try:
        if name in heard.tables:
            yield from _check_rows(source, name, heard.tables[name])
        elif name in heard.texts:
            yield from _check_documents(source, name, heard.texts[name])
        else:
            near = difflib.get_close_matches(name, names(), n=1)
            advice = f"did you mean {near[0]}?" if near else f"the names are {', '.join(names())}"
            yield Problem(where, None, None, "is no lexicon to which words can be added", advice)
    except LexiconProblem as error:
        yield error.problem


def _where(source: LexiconSource, name: str) -> str:
    for path in source.files():
        if path.stem == name:
            return str(path)
    return f"{source.name}, {name}"


def _check_rows(source: LexiconSource, name: str, schema: type[Row]) -> Iterator[Problem]:
    seen: dict[Row, int | None] = {}
    number = 0
    for where, line, cells in source.rows(name):
        number += 1
        try:
            row = schema.model_validate(cells)
        except ValidationError as error:
            for problem in problems_of(where, line, error, schema):
                yield _with_types(problem) if schema is TermRow else problem
            continue
        if row in seen:
            yield Problem(where, line, None, f"repeats line {seen[row]}", "remove one of them")
        seen[row] = line
        yield from (Problem(where, line, *rest) for rest in _doubts(row))
    if number == 0:
        fields = "\t".join(schema.model_fields)
        yield Problem(_where(source, name), None, None, "has no rows", f"put a header first: {fields!r}")


def _with_types(problem: Problem) -> Problem:
    if problem.field != "type":
        return problem
    return Problem(problem.source, problem.line, problem.field, problem.message, _TYPES)


def _doubts(row: Row) -> Iterator[tuple[str, str, str]]:
    """(field, message, advice) where a row fits its schema and still cannot mean what it says."""
    if isinstance(row, ChromeRow) and row.match in ("pattern", "between"):
        try:
            re.compile(row.text)
        except re.error as error:
            yield "text", f"is no regular expression ({error})", "escape ( ) [ ] . * + ? with a backslash"
    if not isinstance(row, TermRow):
        return
    if row.text != row.text.strip():
        yield "text", f"begins or ends with a space: {row.text!r}", "remove it"
    if len(row.text.strip()) == 1:
        yield "text", f"is a single character, {row.text}, and would be marked everywhere", "write the whole name"
    if row.valid_from and row.valid_to and row.valid_from >= row.valid_to:
        yield "valid_to", f"is not after valid_from {row.valid_from}", "it is the first day on which the term is wrong"
    if row.code and row.type.value != "PLACE":
        yield "code", f"stands with a {row.type.value}", "only places have codes"
    elif row.code and load_gazetteer().at(row.code) is None:
        yield "code", f"{row.code} is in no list", "look it up with `govner place NAME`"


def _check_documents(source: LexiconSource, name: str, schema: type[Row]) -> Iterator[Problem]:
    base = Lexicons().document(name, schema).model_dump(mode="json", by_alias=True)
    documents = list(source.documents(name))
    if not documents:
        yield Problem(_where(source, name), None, None, "is a table and should be a document", f"write {name}.yaml")
    for where, content in documents:
        try:
            schema.model_validate(merged(base, content))
        except ValidationError as error:
            yield from problems_of(where, None, error, schema)
