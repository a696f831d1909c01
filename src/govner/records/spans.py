"""The ground of every record: models, spans and references.

A record is a set of tables whose rows point at one another by id, which keeps the JSON flat and stable. In Python the
same references are followed by attribute: a field that JSON calls ``date`` and that holds the id ``"D1"`` is the Python
attribute ``date_id``, and ``event.date`` is the :class:`DateExpression` itself.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, model_validator
from pydantic_core import core_schema

if TYPE_CHECKING:
    from typing_extensions import Self

    from govner.records.document import Record


class Base(BaseModel):
    """Root of all record models: unknown fields are errors, JSON uses the contract's names."""

    model_config = ConfigDict(extra="forbid", validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)

    # The record that this row belongs to; a slot, not a private attribute, because rows are made by the thousand.
    __slots__ = ("_owner",)

    @classmethod
    def _made(cls, values: dict[str, Any]) -> Self:
        """A row from values that fit by construction, of every field; several times faster than validation."""
        row = cls.__new__(cls)
        assign = object.__setattr__
        assign(row, "__dict__", values)
        assign(row, "__pydantic_fields_set__", set(values))
        assign(row, "__pydantic_extra__", None)
        assign(row, "__pydantic_private__", None)
        return row

    def _lookup(self, ref: str | None) -> Any:
        """The row that `ref` names, or None where nothing is referred to or the row is not in a record yet."""
        owner: Record | None = getattr(self, "_owner", None)
        if ref is None or owner is None:
            return None
        return owner.by_id(ref)

    def _lookup_all(self, refs: Iterable[str]) -> list[Any]:
        return [row for row in map(self._lookup, refs) if row is not None]


class Span(Base):
    """A stretch of the raw input.

    Attributes:
        start: first code point, counted from 0.
        end: one past the last code point.
        text: what stands there; ``raw_text[start:end] == text`` always.

    >>> Span(start=0, end=2, text="杭州").text
    '杭州'
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str

    @model_validator(mode="after")
    def _length_agrees(self) -> Span:
        if self.end <= self.start or len(self.text) != self.end - self.start:
            raise ValueError(f"span {self.start}-{self.end} does not fit its text {self.text!r}")
        return self

    @classmethod
    def cut(cls, raw: str, start: int, end: int) -> Span:
        """The span ``raw[start:end]``, which fits by construction; several times faster than validation.

        >>> Span.cut("到杭州", 1, 3)
        Span(start=1, end=3, text='杭州')
        """
        return cls._made({"start": start, "end": end, "text": raw[start:end]})


T = TypeVar("T")


class Table(list[T], Generic[T]):
    """A list of rows that is also indexed by name (or id): ``record.people["陈岑"]``."""

    @overload  # type: ignore[override]
    def __getitem__(self, key: str) -> T: ...
    @overload
    def __getitem__(self, key: int) -> T: ...
    @overload
    def __getitem__(self, key: slice) -> list[T]: ...
    def __getitem__(self, key: str | int | slice) -> T | list[T]:
        if not isinstance(key, str):
            return super().__getitem__(key)
        row = self.get(key)
        if row is None:
            known = "、".join(self.names()) or "none"
            raise KeyError(f"no {key!r} in this table; it holds: {known}")
        return row

    def get(self, key: str) -> T | None:
        """The first row whose name, surface or id is `key`, or None."""
        for row in self:
            if key in (getattr(row, "name", None), getattr(row, "surface", None), getattr(row, "id", None)):
                return row
        return None

    def names(self) -> Iterator[str]:
        """The rows' names (surfaces or ids where a row has no name), in order."""
        for row in self:
            yield str(getattr(row, "name", None) or getattr(row, "surface", None) or getattr(row, "id", ""))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        (item,) = source.__args__
        return core_schema.no_info_after_validator_function(cls, handler(list[item]))  # type: ignore[valid-type]
