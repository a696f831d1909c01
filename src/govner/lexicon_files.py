"""Where lexicons come from: directories, single files, or Python data; and what is wrong with them.

A source that a user names is turned into a string (a path, or JSON for data), so that pipelines can be pickled, cached
and configured with it.
"""
from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args, get_origin

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from govner.errors import LexiconError

if TYPE_CHECKING:
    from typing_extensions import Self

#: A directory, a file, or data: ``{"terms": [{"text": "河口智谷", "type": "PLACE"}]}``.
Source: TypeAlias = "str | Path | Mapping[str, Any]"

_YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SUFFIXES = (".tsv", ".yaml", ".yml")


class Row(BaseModel):
    """A line of a lexicon. Unknown columns are errors; an empty cell is a missing value."""

    # Most rows are made without a validator, and building one takes its time.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @classmethod
    def made(cls, values: dict[str, Any], given: set[str]) -> Self:
        """A row from values that fit, of every field; `given` are the fields that are not left to their defaults."""
        row = cls.__new__(cls)
        assign = object.__setattr__
        assign(row, "__dict__", values)
        assign(row, "__pydantic_fields_set__", given)
        assign(row, "__pydantic_extra__", None)
        assign(row, "__pydantic_private__", None)
        return row


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a lexicon: where, which field, what, and what to do."""

    source: str
    line: int | None
    field: str | None
    message: str
    advice: str = ""

    def __str__(self) -> str:
        line = f", line {self.line}" if self.line is not None else ""
        field = f"{self.field}: " if self.field else ""
        text = f"{self.source}{line}: {field}{self.message}"
        return f"{text}; {self.advice}" if self.advice else text


class LexiconProblem(LexiconError):
    """A lexicon error that knows where it is."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem

    def __reduce__(self) -> tuple[type[LexiconProblem], tuple[Problem]]:
        return LexiconProblem, (self.problem,)


def as_strings(sources: Iterable[Source]) -> tuple[str, ...]:
    """The sources as strings that name them for good: paths as they are, data as JSON.

    >>> as_strings(["words", {"terms": [{"text": "河口智谷", "type": "PLACE"}]}])
    ('words', '{"terms": [{"text": "河口智谷", "type": "PLACE"}]}')
    """
    return tuple(
        json.dumps(s, ensure_ascii=False, default=_plain) if isinstance(s, Mapping) else str(s) for s in sources
    )


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (Mapping, BaseModel)):
        return dict(value)
    raise LexiconError(f"a lexicon cannot hold {value!r}: use texts, numbers, lists and dictionaries")


class LexiconSource:
    """One source, already found: which lexicons it has, and what they hold.

    Raises:
        LexiconError: nothing is at the path, it is no lexicon file, or the data are no mapping.
    """

    def __init__(self, source: str) -> None:
        self.data: dict[str, Any] | None = None
        self.path: Path | None = None
        self.name = source
        if source.startswith("{"):
            self.data, self.name = json.loads(source), "lexicons given as data"
            return
        self.path = Path(source)
        if self.path.is_file() and self.path.suffix not in _SUFFIXES:
            raise LexiconError(f"{source} is no lexicon: it must end in .tsv or .yaml, like titles.tsv")
        if not self.path.exists():
            raise LexiconError(f"no lexicons at {source}: give a directory or a .tsv or .yaml file that exists")

    def files(self) -> list[Path]:
        """The lexicon files of a path, sorted."""
        if self.path is None:
            return []
        if self.path.is_file():
            return [self.path]
        return sorted(p for p in self.path.iterdir() if p.suffix in _SUFFIXES and p.is_file())

    def names(self) -> list[str]:
        """The names of the lexicons in it."""
        return list(self.data) if self.data is not None else list(dict.fromkeys(p.stem for p in self.files()))

    def rows(self, name: str) -> Iterator[tuple[str, int | None, dict[str, Any]]]:
        """(file, line, cells) of every row of a lexicon.

        Raises:
            LexiconError: the file cannot be read as TSV or YAML, or holds no rows.
        """
        if self.data is not None:
            yield from _listed(f"{self.name}, {name}", self.data.get(name, []))
        for path in self.files():
            if path.stem != name:
                continue
            if path.suffix == ".tsv":
                yield from ((str(path), line, cells) for line, cells in tsv_cells(path))
            else:
                yield from _listed(str(path), load_yaml(path))

    def documents(self, name: str) -> Iterator[tuple[str, Any]]:
        """(file, content) of every document of this name."""
        if self.data is not None and name in self.data:
            yield f"{self.name}, {name}", self.data[name]
        for path in self.files():
            if path.stem == name and path.suffix != ".tsv":
                yield str(path), load_yaml(path)


def _listed(where: str, content: Any) -> Iterator[tuple[str, int | None, dict[str, Any]]]:
    if not isinstance(content, list):
        raise LexiconProblem(Problem(where, None, None, "is no list of rows", "write one entry like - text: 河口智谷"))
    for number, cells in enumerate(content, start=1):
        if not isinstance(cells, dict):
            raise LexiconProblem(Problem(where, number, None, f"is no row: {cells!r}", "write field: value pairs"))
        yield where, number, {k: v for k, v in cells.items() if v not in (None, "")}


def load_yaml(path: Path) -> Any:
    """The content of a YAML file.

    Raises:
        LexiconError: it is not valid YAML.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_YAML_LOADER) or {}
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        what = getattr(error, "problem", None) or str(error)
        place = line + 1 if line is not None else None
        problem = Problem(str(path), place, None, f"is no YAML ({what})", "check indents and quotes")
        raise LexiconProblem(problem) from error
    except (UnicodeDecodeError, OSError) as error:
        raise LexiconProblem(Problem(str(path), None, None, f"cannot be read ({error})", "save it as UTF-8")) from error


def tsv_cells(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """(line number, cells that are not empty) of a TSV file with a header; lines that begin with # are comments.

    Raises:
        LexiconError: the file is not UTF-8, or a line has more cells than the header.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (UnicodeDecodeError, OSError) as error:
        raise LexiconProblem(Problem(str(path), None, None, f"cannot be read ({error})", "save it as UTF-8")) from error
    header: list[str] | None = None
    for number, line in enumerate(lines, start=1):
        if line.startswith("#") or not line.strip("\r"):
            continue
        cells = line.rstrip("\r").split("\t")
        if header is None:
            header = cells
            continue
        if len(cells) > len(header):
            message = f"has {len(cells)} cells, the header {len(header)}"
            raise LexiconProblem(Problem(str(path), number, None, message, "separate columns by one tab each"))
        if "" in cells or len(cells) < len(header):
            yield number, {name: cell for name, cell in zip(header, cells, strict=False) if cell}
        else:
            yield number, dict(zip(header, cells, strict=True))


@lru_cache(maxsize=128)
def _rows_of_file(path: Path, stamp: tuple[int, int], schema: type[Row]) -> tuple[Row, ...]:
    source, cells = str(path), list(tsv_cells(path))
    try:
        return tuple(_plain_rows([row for _, row in cells], schema))
    except (ValueError, KeyError):
        return tuple([fitted(source, number, row, schema) for number, row in cells])


def _plain_rows(cells: Iterable[dict[str, str]], schema: type[Row]) -> Iterator[Row]:
    """Rows as validation makes them, several times faster, where all fields are texts, numbers and listed words.

    Raises:
        KeyError, ValueError: something does not fit; validation will say what.
    """
    fields = schema.model_fields
    if schema.__pydantic_decorators__.field_validators or schema.__pydantic_decorators__.model_validators:
        raise KeyError(schema.__name__)
    kinds = {name: field.annotation for name, field in fields.items()}
    converters = {name: _CONVERTERS.get(kind) or _listed_words(kind) for name, kind in kinds.items()}
    changing = [(name, convert) for name, convert in converters.items() if convert is not str]
    needed = {name for name, field in fields.items() if field.is_required()}
    defaults = {name: None if field.is_required() else field.get_default() for name, field in fields.items()}
    known: dict[tuple[str, ...], set[str]] = {}
    for row in cells:
        columns = tuple(row)
        if columns not in known:
            known[columns] = set(columns)
            if needed - known[columns] or known[columns] - set(fields):
                raise KeyError(columns)
        values = {**defaults, **row} if len(columns) < len(fields) else row
        for name, convert in changing:
            if name in row:
                values[name] = convert(row[name])
        yield schema.made(values, known[columns])


_CONVERTERS: dict[Any, Callable[[str], Any]] = {str: str, str | None: str, float: float, int: int}


def _listed_words(annotation: Any) -> Callable[[str], Any]:
    """What turns a cell into one of the words of an enumeration."""
    if get_origin(annotation) is Literal:
        return {word: word for word in get_args(annotation)}.__getitem__
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return annotation
    raise KeyError(str(annotation))


def rows_of_file(path: Path, schema: type[Row]) -> tuple[Row, ...]:
    """The rows of a TSV file; read again only where it changed.

    Raises:
        LexiconError: a row does not fit `schema`; the message names file, line and field.
    """
    status = path.stat()
    return _rows_of_file(path, (status.st_mtime_ns, status.st_size), schema)


def fitted(source: str, line: int | None, cells: Mapping[str, Any], schema: type[Row]) -> Row:
    """The row that cells make.

    Raises:
        LexiconError: they do not fit `schema`.
    """
    try:
        return schema.model_validate(cells)
    except ValidationError as error:
        raise LexiconProblem(next(problems_of(source, line, error, schema))) from error


def problems_of(source: str, line: int | None, error: ValidationError, schema: type[Row]) -> Iterator[Problem]:
    """What a validation complained of, with advice."""
    for detail in error.errors():
        field = ".".join(map(str, detail["loc"])) or None
        yield Problem(source, line, field, _message(detail), _advice(detail, schema))


def _message(detail: ErrorDetails) -> str:
    if detail["type"] == "extra_forbidden":
        return "no such field"
    given = detail.get("input")
    got = f" (got {given!r})" if isinstance(given, (str, int, float)) else ""
    return detail["msg"].removeprefix("Value error, ") + got


def _advice(detail: ErrorDetails, schema: type[Row]) -> str:
    kind = detail["type"]
    if kind == "extra_forbidden" and len(detail["loc"]) == 1:
        return f"the fields are {', '.join(schema.model_fields)}"
    if kind == "missing":
        return "every row needs it"
    if kind.startswith("date"):
        return "write a day as 2020-09-08"
    if kind.startswith(("int", "float")):
        return "write a number"
    return "put it in quotes" if kind == "string_type" else ""


def merged(base: Any, more: Any) -> Any:
    """`base` with `more` added: mappings key by key, lists one after the other, anything else replaced.

    >>> merged({"nouns": ["会议"], "family": "gathering"}, {"nouns": ["夜话", "会议"]})
    {'nouns': ['会议', '夜话'], 'family': 'gathering'}
    """
    if isinstance(base, Mapping) and isinstance(more, Mapping):
        return {**base, **{key: merged(base[key], value) if key in base else value for key, value in more.items()}}
    if isinstance(base, Sequence) and isinstance(more, list) and not isinstance(base, str):
        return [*base, *(item for item in more if item not in base)]
    return more
