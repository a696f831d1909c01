"""Which articles of a dump a run takes: conditions on their fields, and samples."""
from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from typing import Any

from govner.errors import InputError
from govner.reading import Article

_CONDITION = re.compile(r"\s*([a-z_]+)\s*(!=|>=|<=|=|<|>|~)\s*(.*?)\s*", re.S)
_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
    "~": operator.contains,
}  # fmt: skip
_FIELDS: dict[str, Callable[[Article], Any]] = {
    "id": lambda a: a.id,
    "path": lambda a: a.path,
    "published": lambda a: a.published or (a.metadata.published or "")[:10],
    "region": lambda a: a.region,
    "source": lambda a: a.metadata.information_source,
    "text": lambda a: a.raw,
    "title": lambda a: a.metadata.title,
    "url": lambda a: a.metadata.url,
}

Condition = Callable[[Article], bool]


def condition(text: str) -> Condition:
    """A condition on an article, written FIELD OPERATOR VALUE.

    Fields are id, path, published, region, source, text, title and url; operators = != < <= > >= and ~ (contains).
    Values are compared as text, days as 2020-09-08. A field that an article does not have is an empty text; it fulfils
    no comparison with < and >.

    Raises:
        InputError: not of this form, or no such field.

    >>> condition("published>=2020")(Article("", published=None)), condition("text~调研")(Article("市长调研"))
    (False, True)
    """
    match = _CONDITION.fullmatch(text)
    if match is None or match[1] not in _FIELDS:
        form = "write FIELD OPERATOR VALUE, as in 'published>=2020-01-01'"
        raise InputError(f"condition {text!r}: {form}; fields: {' '.join(_FIELDS)}")
    name, sign, value = match.groups()
    field, compare = _FIELDS[name], _OPERATORS[sign]
    ordering = sign[0] in "<>"

    def holds(article: Article) -> bool:
        found = str(field(article) or "")
        return bool(compare(found, value)) and not (ordering and not found)

    return holds


def every(conditions: Sequence[str]) -> Condition:
    """All conditions at once."""
    parts = [condition(text) for text in conditions]
    return lambda article: all(part(article) for part in parts)


def in_sample(key: bytes, share: float) -> bool:
    """Whether an article belongs to a sample: by its content, so that the same articles are drawn every time.

    >>> in_sample(bytes(16), 0.01), in_sample(b"\\xff" * 16, 0.01)
    (True, False)
    """
    return int.from_bytes(key[:8], "big") < share * 2**64
