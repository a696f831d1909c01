"""What there is to say about an entity, as pairs of key and value: for tooltips, explanations and tables."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from govner.display.labels import both, holding_word, status_word
from govner.records import (
    Base,
    DateExpression,
    Event,
    GroupParticipant,
    Organization,
    Person,
    Place,
    Post,
    Slogan,
)
from govner.records.frames import name_of

Facts = Iterator[tuple[str, str]]


def facts(entity: Base | None) -> list[tuple[str, str]]:
    """The facts about an entity that have a value, the name first.

    >>> facts(Person(id="P1", name="李文远", gender="male"))
    [('name', '李文远'), ('gender', 'male')]
    """
    tell = _TELLERS.get(type(entity))
    return [(key, value) for key, value in tell(entity) if value] if tell is not None else []


def _person(person: Person) -> Facts:
    yield "name", person.name
    for holding in person.holdings:
        status = "" if holding.status == "incumbent" else f"（{holding_word(holding.status)}）"
        yield "post", (holding.post.label + status) if holding.post else ""
    yield "gender", person.gender or ""
    yield "ethnicity", person.ethnicity or ""


def _post(post: Post) -> Facts:
    yield "label", post.label
    yield "organization", post.organization.name if post.organization else ""
    yield "organization_basis", post.organization_basis or ""
    if post.rank is not None:
        yield "rank", f"{post.rank.tier.value}{post.rank.grade or ''} ({post.rank.basis})"
    yield "modifiers", "、".join(modifier.value for modifier in post.modifiers)


def _organization(body: Organization) -> Facts:
    yield "name", body.name
    yield "type", body.type.value
    yield "area", body.area.full_name if body.area else ""
    yield "parent", body.parent.name if body.parent else body.parent_name or ""
    yield "expansion_basis", body.expansion_basis or ""


def _place(place: Place) -> Facts:
    yield "full_name", place.full_name
    yield "kind", place.kind.value
    yield "code", place.code or ""
    since, until = place.valid_from or "", place.valid_to or ""
    yield "valid", f"{since} – {until}" if until else ""
    yield "successor", "、".join(place.successor)
    yield "resolved_by", place.resolved_by or ""
    yield "candidates", str(place.candidates) if place.candidates > 1 else ""


def _date(date: DateExpression) -> Facts:
    yield "value", date.value
    if date.start and (date.start, date.end) != (date.value, date.value):
        yield "days", date.start if date.start == date.end else f"{date.start} – {date.end or ''}"
    yield "basis", date.basis
    yield "anchor", date.anchor or ""


def _group(group: GroupParticipant) -> Facts:
    yield "name", group.name
    yield "organizations", "、".join(body.name for body in group.organizations)
    yield "places", "、".join(place.full_name for place in group.places)
    yield "capacity", group.capacity or ""


def _slogan(slogan: Slogan) -> Facts:
    yield "surface", slogan.surface
    yield "kind", both(slogan.kind)
    yield "members", "、".join(item.text for item in slogan.items)
    yield "direction", slogan.direction or ""
    yield "canonical", slogan.canonical or ""


def _event(event: Event) -> Facts:
    yield "type", both(event.type)
    yield "status", f"{status_word(event.status)} {event.status}"
    yield "date", event.date.value if event.date else ""
    yield "places", "、".join(name_of(place) for place in event.places)


def place_and_code(place: Base) -> str:
    """A place's full name with its code, where it has one; an organisation (区行政审批局) is named.

    >>> place_and_code(Organization(id="O1", name="河口区行政审批局"))
    '河口区行政审批局'
    """
    code = getattr(place, "code", None)
    return f"{name_of(place)} ({code})" if code else name_of(place)


_TELLERS: dict[type, Callable[[Any], Facts]] = {
    Person: _person,
    Post: _post,
    Organization: _organization,
    Place: _place,
    DateExpression: _date,
    GroupParticipant: _group,
    Slogan: _slogan,
    Event: _event,
}
