"""Words of the interface for values of the record, in both languages."""
from __future__ import annotations

from enum import Enum

from govner.display.labels import status_word, word
from govner.records import EventType, Role, SloganKind
from govner.report.html import t

_BASES = {
    "appointed": ("任命", "appointed"), "first_seen": ("初见", "first seen"), "removed": ("免职", "removed"),
    "last_seen": ("末见", "last seen"), "open": ("不详", "unknown"),
}
_CONFLICTS = {
    "two_holders": ("一职两人", "two holders of one post"), "after_end": ("先免后任", "removed before appointed"),
}
_JOINS = {
    "one_post": ("职务相同", "same post"), "name_and_area": ("同名同地", "same name and area"),
    "same_organization": ("同一单位", "same body"), "same_area": ("同一地区", "same area"),
    "parent_area": ("上下级地区", "area above or below"), "same_prefecture": ("同一地市", "same prefecture"),
    "same_province": ("同一省份", "same province"), "combined_posts": ("兼任", "posts held together"),
    "elsewhere": ("异地", "elsewhere"), "promotion": ("升任", "promotion"), "transfer": ("转任", "transfer"),
    "prompt_transfer": ("一免一任", "removed here, appointed there"),
}


def _value(kind: type[Enum], value: str) -> str:
    try:
        return t(word(kind(value)), value.replace("_", " "))
    except ValueError:
        return t(value, value)


def event_word(value: str) -> str:
    """An event's type in both languages.

    >>> event_word("symposium")
    '<span class="zh" lang="zh">座谈</span><span class="en" lang="en">symposium</span>'
    """
    return _value(EventType, value)


def role_word(value: str) -> str:
    return _value(Role, value)


def slogan_kind(value: str) -> str:
    return _value(SloganKind, value)


def event_status(value: str) -> str:
    return t(status_word(value), value)


def basis_word(value: str) -> str:
    return t(*_BASES[value])


def conflict_word(value: str) -> str:
    return t(*_CONFLICTS[value])


def join_word(value: str) -> str:
    """Why posts were taken for one person's, in both languages."""
    if value in _JOINS:
        return t(*_JOINS[value])
    for start, (zh, en) in _JOINS.items():
        rest = _JOINS.get(value.removeprefix(start + "_"))
        if value.startswith(start + "_") and rest:
            return t(f"{zh}，{rest[0]}", f"{en}, {rest[1]}")
    return t(value, value.replace("_", " "))
