"""The record of one article: metadata, blocks, mentions, entities, events, statements."""
from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import Field

from govner.records.entities import (
    DateExpression,
    GroupParticipant,
    Mention,
    Organization,
    Person,
    Place,
    Post,
    Slogan,
)
from govner.records.enums import BlockKind, MentionType
from govner.records.events import Event, Statement
from govner.records.spans import Base, Span, Table
from govner.views import viewer

if TYPE_CHECKING:
    import pandas


class Block(Base):
    """A stretch of the page and what it is.

    `duplicate_of` names the block it repeats; adding `offset_delta` to an offset in that block gives the offset here.
    """

    id: str
    kind: BlockKind
    span: Span
    in_body: bool = False
    duplicate_of: str | None = None
    offset_delta: int | None = None


class Sentence(Base):
    id: str
    block: str
    span: Span


class DocumentMetadata(Base):
    """What the page says of itself; `site` is the publishing site's name as printed, `publisher` and
    `information_source_org` are ids of organisations, `reprint_of` the id of an earlier article with the same body.
    """

    url: str | None = None
    site_host: str | None = None
    site: str | None = None
    column: str | None = None
    title: str | None = None
    publisher: str | None = None
    information_source: str | None = None
    information_source_org: str | None = None
    author: str | None = None
    editor: str | None = None
    published: str | None = None
    published_date_expr: str | None = None
    timezone: str = "Asia/Shanghai"
    default_place_id: str | None = Field(default=None, alias="default_place")
    default_place_basis: str | None = None
    reprint_of: str | None = None

    @property
    def default_place(self) -> Place | None:
        """The area that 省 / 市 / 我区 refer to."""
        row: Place | None = self._lookup(self.default_place_id)
        return row


class Provenance(Base):
    """Which program with which data made the record."""

    generator: str
    version: str | None = None
    generated_at: str | None = None
    components: dict[str, str] = {}
    gazetteer_as_of: str | None = None
    lexicon_version: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A span that a rule or the tagger took for a mention; `won`: it is one in the record. No part of the JSON."""

    type: MentionType
    span: Span
    rule: str
    score: float
    won: bool


@lru_cache(maxsize=256)
def _holders(kind: type[Base]) -> tuple[str, ...]:
    """The fields of a model that may hold models: a few of many, so that most values need not be looked at."""
    return tuple(name for name, field in kind.model_fields.items() if any(map(_is_model, _types(field.annotation))))


def _types(annotation: Any) -> Iterator[Any]:
    yield annotation
    for argument in get_args(annotation):
        yield from _types(argument)


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Base)


class Record(Base):
    """All that one article says, as data.

    Every offset counts code points of `raw_text`. A span that does not fit the text is an error at construction, so a
    record that exists is sound.

    Raises:
        pydantic.ValidationError: a span disagrees with `raw_text`, or a field is unknown or of the wrong type.
    """

    schema_version: Literal["0.1"] = "0.1"
    id: str
    sha256: str
    length: int
    char_unit: Literal["unicode_codepoint"] = "unicode_codepoint"
    raw_text: str = Field(default="", description="The input exactly as read; every offset counts its code points.")
    metadata: DocumentMetadata = Field(default_factory=DocumentMetadata)
    blocks: list[Block] = []
    body_span: Span | None = None
    sentences: list[Sentence] = []
    mentions: list[Mention] = []
    people: Table[Person] = Field(default_factory=Table[Person])
    posts: Table[Post] = Field(default_factory=Table[Post])
    organizations: Table[Organization] = Field(default_factory=Table[Organization])
    places: Table[Place] = Field(default_factory=Table[Place])
    dates: Table[DateExpression] = Field(default_factory=Table[DateExpression])
    groups: Table[GroupParticipant] = Field(default_factory=Table[GroupParticipant])
    slogans: Table[Slogan] = Field(default_factory=Table[Slogan])
    events: list[Event] = []
    statements: list[Statement] = []
    warnings: list[str] = []
    provenance: Provenance

    # `_retrace`: tells what else was considered, by reading the article again; only where this process extracted it.
    __slots__ = ("_retrace", "_rows")

    def model_post_init(self, context: Any) -> None:
        self._link()

    def __setstate__(self, state: dict[Any, Any]) -> None:
        super().__setstate__(state)
        self._link()

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Record:
        copied = super().__deepcopy__(memo)
        copied._link()
        return copied

    def _link(self) -> None:
        """Indexes the rows, tells each whose it is, and checks every span against the text."""
        rows: dict[str, Base] = {}
        for table in (
            self.people,
            self.posts,
            self.organizations,
            self.places,
            self.dates,
            self.groups,
            self.slogans,
            self.events,
            self.statements,
            self.mentions,
            self.blocks,
            self.sentences,
        ):
            for row in table:
                rows[row.id] = row
        object.__setattr__(self, "_rows", rows)
        self._adopt(self, self.raw_text)

    def _adopt(self, model: Base, raw: str) -> None:
        """Tells every model inside `model` whose it is, and checks the spans."""
        values = model.__dict__
        for name in _holders(model.__class__):
            value = values.get(name)
            for item in value if isinstance(value, list) else (value,):
                if item.__class__ is Span:
                    if raw and raw[item.start : item.end] != item.text:
                        found = raw[item.start : item.end]
                        raise ValueError(f"span {item.start}-{item.end} says {item.text!r} but the text has {found!r}")
                elif item is not None:
                    object.__setattr__(item, "_owner", self)
                    self._adopt(item, raw)

    def __repr__(self) -> str:
        """One line, since a record is long; `print(record.to_json(indent=2))` shows all of it."""
        tables = ("mentions", "people", "organizations", "places", "dates", "slogans", "events", "statements")
        sizes = [f"{len(getattr(self, name))} {name}" for name in tables if getattr(self, name)]
        parts = [f"id={self.id!r}", f"title={self.metadata.title!r}" if self.metadata.title else "", *sizes]
        return f"Record({', '.join(filter(None, parts))})"

    __str__ = __repr__

    def by_id(self, ref: str) -> Base | None:
        """The row of any table with this id, or None."""
        rows: dict[str, Base] = self._rows  # type: ignore[attr-defined]
        return rows.get(ref)

    def mentions_of(self, entity: Base | str) -> list[Mention]:
        """All mentions of an entity (or entity id), in text order."""
        ref = entity if isinstance(entity, str) else getattr(entity, "id", None)
        return [m for m in self.mentions if m.ref == ref]

    def proposals(self) -> list[Proposal] | None:
        """Every span that was considered, winners and losers, from reading the article again.

        None for a record that was not extracted in this process but read from JSON, copied or unpickled.
        """
        retrace: Callable[[], list[Proposal]] | None = getattr(self, "_retrace", None)
        return None if retrace is None else retrace()

    def explain(self, mention: Mention | str) -> str:
        """Why a mention is in the record: the rule that found it, the proposals that lost against it, its entity.

        Args:
            mention: a mention of this record, its id, or its text (then the first with this text is taken).

        Raises:
            govner.errors.InputError: no such mention.
        """
        return viewer().explain(self, mention)

    def display(self) -> None:
        """Shows the record: as HTML in a notebook, in colours in a terminal."""
        viewer().display(self)

    def _repr_html_(self) -> str:
        return viewer().to_html(self, full_page=False)

    def to_dict(self) -> dict[str, Any]:
        """Plain Python data with the contract's field names."""
        return self.model_dump(mode="json")

    def to_json(self, *, indent: int | None = None) -> str:
        """JSON text; the same record gives the same bytes.

        Args:
            indent: spaces per level; None gives one line, as JSONL wants it.
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Record:
        """The record that :meth:`to_json` wrote.

        Raises:
            pydantic.ValidationError: the text is not JSON, or not a record.
        """
        return cls.model_validate_json(text)

    def to_frame(self, table: str = "events") -> pandas.DataFrame:
        """One table as a pandas DataFrame, references replaced by readable names (ids stay in `*_id` columns).

        Args:
            table: mentions, people, posts, organizations, places, dates, slogans, events, participants, stops or
                statements.

        Raises:
            ValueError: no such table.
            govner.errors.MissingExtraError: pandas is not installed.
        """
        from govner.records.frames import to_frame

        return to_frame(self, table)
