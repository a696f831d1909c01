"""Names in simplified characters, for the records of traditional articles."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govner.reading.radicals import ORDINARY_FORMS
from govner.reading.script import simplified_forms
from govner.records import Record

#: What a record quotes, and what is not text: these stay as they are.
_QUOTED = ("raw_text", "sha256", "mentions", "blocks", "sentences", "warnings", "provenance")


def simplified(record: Record) -> Record:
    """A copy of the record whose names are in simplified characters, so that they join with other articles' names.

    Names, labels and values of the entity tables, events and statements are mapped one character for one (OpenCC's
    table), radicals from PDF files (⼯) become ordinary characters; spans, mentions and raw text stay as written.

    >>> import govner
    >>> text = "9月8日下午，省委書記龔長嶺到濱海區調研鄉村振興。龔長嶺強調，要讓農業強、農村美、農民富。"
    >>> record = govner.extract(text, published="2020-09-08")
    >>> [person.name for person in record.people], [person.name for person in simplified(record).people]
    (['龔長嶺'], ['龚长岭'])
    """
    data = record.model_dump(mode="json", by_alias=True)
    forms = {**simplified_forms(), **ORDINARY_FORMS}
    return Record.model_validate({k: v if k in _QUOTED else _mapped(v, forms) for k, v in data.items()})


def _mapped(value: Any, forms: Mapping[int, str]) -> Any:
    if isinstance(value, str):
        return value.translate(forms)
    if isinstance(value, list):
        return [_mapped(item, forms) for item in value]
    if isinstance(value, dict):
        is_span = value.keys() == {"start", "end", "text"}
        return value if is_span else {key: _mapped(item, forms) for key, item in value.items()}
    return value
