"""The record contract as an Arrow schema: one nested struct per record, for Parquet files and Spark."""
from __future__ import annotations

import json
import types
import typing
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import Any, Literal, Union

from pydantic import BaseModel

from govner.batch.writing import pyarrow_or_error
from govner.records import Record


@lru_cache(maxsize=1)
def record_type() -> Any:
    """The Arrow struct type of a record: the fields of its JSON, enums and days as strings.

    Raises:
        MissingExtraError: pyarrow is not installed.

    >>> record_type().field("mentions").type.value_type.field("span").type
    StructType(struct<start: int64, end: int64, text: string>)
    """
    pyarrow_or_error("nested records")
    return _struct(Record)


def _struct(model: type[BaseModel]) -> Any:
    import pyarrow

    fields = model.model_fields.items()
    return pyarrow.struct([(field.alias or name, _type(field.annotation)) for name, field in fields])


def _type(annotation: Any) -> Any:
    import pyarrow

    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (Union, types.UnionType):
        (inner,) = {_type(a) for a in arguments if a is not type(None)}
        return inner
    if origin is Literal or (isinstance(annotation, type) and issubclass(annotation, Enum)):
        return pyarrow.string()
    if origin is dict:
        return pyarrow.map_(_type(arguments[0]), _type(arguments[1]))
    if origin is not None:  # list[…] and Table[…]
        return pyarrow.list_(_type(arguments[0]))
    if issubclass(annotation, BaseModel):
        return _struct(annotation)
    plain = {bool: pyarrow.bool_(), int: pyarrow.int64(), float: pyarrow.float64()}
    return plain.get(annotation, pyarrow.string())


def nested_array(lines: Sequence[bytes | str | None]) -> Any:
    """JSON records as an Arrow array of structs; None stays null."""
    import pyarrow

    rows = [None if line is None else json.loads(line) for line in lines]
    for row in rows:
        if row is not None:
            components = row["provenance"]["components"]
            row["provenance"]["components"] = list(components.items())
    try:
        return pyarrow.array(rows, type=record_type())
    except UnicodeEncodeError:
        return pyarrow.array(_clean(rows), type=record_type())


def _clean(value: Any) -> Any:
    """Without lone surrogates, which Arrow's strings cannot hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {name: _clean(inner) for name, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list) else value
