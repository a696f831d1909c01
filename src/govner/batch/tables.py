"""A record as rows of flat tables, with columns declared once for Parquet, DuckDB, SQLite, CSV and Excel.

Every table has `record_id`; with it, `id` is the key of an entity table, and columns named `person_id`, `place_id` …
refer to those keys. Names stand beside ids so that most questions need no join. List values are joined with 、.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from govner.records import Person, Place, Record
from govner.records.frames import name_of

#: Column types: text, whole number, real number, truth value, day.
Kind = Literal["text", "int", "real", "bool", "day"]
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table: its columns, in order, and the rows that a record gives, without the leading `record_id`."""

    name: str
    columns: Mapping[str, Kind]
    rows: Callable[[Record], Iterator[Row]]
    key: tuple[str, ...] = ("record_id", "id")


def _day(value: str | None) -> date | None:
    """The day of an ISO date or time; None for one that is not given to the day."""
    if not value:
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _mentions(record: Record) -> Iterator[Row]:
    for m in record.mentions:
        yield m.id, m.type.value, m.form.value, m.span.text, m.span.start, m.span.end, m.ref, m.rule, m.score


def _people(record: Record) -> Iterator[Row]:
    for p in record.people:
        count = sum(m.ref == p.id for m in record.mentions)
        yield p.id, p.name, p.family_name, p.given_name, p.gender, p.ethnicity, p.masked, count


def _holdings(record: Record) -> Iterator[Row]:
    for p in record.people:
        for position, h in enumerate(p.holdings, start=1):
            post = h.post
            label, area = (post.label, _area_of(post.organization)) if post else (None, None)
            evidence = "；".join(span.text for span in h.evidence)
            days = _day(h.as_of), _day(h.start), _day(h.end)
            yield p.id, h.post_id, position, p.name, label, area, h.status, *days, evidence


def _area_of(organization: Any) -> str | None:
    area = organization.area if organization is not None else None
    return area.full_name if area is not None else None


def _posts(record: Record) -> Iterator[Row]:
    for t in record.posts:
        organization = t.organization.name if t.organization else None
        tier, grade = (t.rank.tier.value, t.rank.grade) if t.rank else (None, None)
        title = (t.label, t.title, t.base_title, "、".join(m.value for m in t.modifiers))
        yield t.id, *title, t.organization_id, organization, t.track.value, tier, grade


def _organizations(record: Record) -> Iterator[Row]:
    for o in record.organizations:
        parent = o.parent.name if o.parent else o.parent_name
        surface = "、".join(o.surface)
        yield (
            o.id, o.name, surface, o.type.value, o.level.value, o.area_id, _area_of(o), o.parent_id, parent,
            o.expansion_basis,
        )  # fmt: skip


_CHAIN_LEVELS = ("province", "prefecture", "county", "township")


def _areas(place: Place) -> dict[str, str]:
    """The areas that a place is or lies in, by level, each with its full name."""
    return {area.level.value: area.full_name for area in [*place.chain, place]}


def _places(record: Record) -> Iterator[Row]:
    for p in record.places:
        areas = _areas(p)
        chain = [areas.get(level) for level in _CHAIN_LEVELS]
        parent = p.chain_ids[-1] if p.chain_ids else None
        yield (
            p.id, p.name, p.full_name, p.kind.value, p.level.value, p.code, parent, *chain, p.valid_from, p.valid_to,
            p.resolved_by, p.candidates,
        )  # fmt: skip


def _dates(record: Record) -> Iterator[Row]:
    for d in record.dates:
        text = d.span.text if d.span else None
        yield d.id, text, d.timex_type, d.value, d.edtf, _day(d.start), _day(d.end), d.granularity, d.calendar, d.basis


def _slogans(record: Record) -> Iterator[Row]:
    for k in record.slogans:
        items = "、".join(item.text for item in k.items)
        yield (
            k.id, k.surface, k.canonical or k.surface, k.kind.value, k.number, k.head, items, k.direction, k.complete,
            k.is_policy_term, len(record.mentions_of(k)),
        )  # fmt: skip


def _slogan_items(record: Record) -> Iterator[Row]:
    for k in record.slogans:
        for position, item in enumerate(k.items, start=1):
            yield k.id, position, item.text, item.clause.text if item.clause else None, item.source


def _groups(record: Record) -> Iterator[Row]:
    for g in record.groups:
        organizations = "、".join(o.name for o in g.organizations)
        places = "、".join(p.full_name for p in g.places)
        yield g.id, g.name, g.capacity, g.qualifier, organizations, places


def _events(record: Record) -> Iterator[Row]:
    for e in record.events:
        day = e.date
        when = (day.value, _day(day.start), _day(day.end)) if day else (None, None, None)
        places = "、".join(name_of(p) for p in e.places)
        lead = "、".join(name_of(p.entity) for p in e.in_role("lead"))
        topics = "；".join(t.text for t in e.topics)
        evidence = "".join(s.text for s in e.evidence)
        yield (
            e.id, e.type.value, e.trigger.text, e.date_id, *when, places, e.venue_id, lead, topics, e.status,
            e.parent_id, evidence, e.confidence,
        )  # fmt: skip


def _event_places(record: Record) -> Iterator[Row]:
    for e in record.events:
        for position, place_id in enumerate(e.place_ids, start=1):
            yield e.id, position, place_id, name_of(record.by_id(place_id))


def _participants(record: Record) -> Iterator[Row]:
    for e in record.events:
        for position, p in enumerate(e.participants, start=1):
            kind = "person" if isinstance(p.entity, Person) else "organization" if p.entity_id[:1] == "O" else "group"
            post = p.post.label if p.post else None
            yield e.id, position, p.entity_id, kind, name_of(p.entity), p.role.value, p.post_id, post, p.negated


def _stops(record: Record) -> Iterator[Row]:
    for e in record.events:
        for s in e.stops:
            where = s.place_ids[-1] if s.place_ids else None  # The most specific place, or an organisation.
            yield e.id, s.order, s.span.text, where, name_of(record.by_id(where)) if where else None, s.date_id


def _statements(record: Record) -> Iterator[Row]:
    for q in record.statements:
        post = q.speaker_post.label if q.speaker_post else None
        topic = q.topic.text if q.topic else None
        yield (
            q.id, q.speaker_id, name_of(q.speaker), q.speaker_post_id, post, q.act.value, q.mode, q.cue.text,
            q.content.text if q.content else None, topic, q.event_id, len(q.points),
            "、".join(k.surface for k in q.slogans),
        )  # fmt: skip


def _points(record: Record) -> Iterator[Row]:
    for q in record.statements:
        for point in q.points:
            yield q.id, point.ordinal, point.marker.text if point.marker else None, point.span.text


def _records(record: Record) -> Iterator[Row]:
    meta, place = record.metadata, record.metadata.default_place
    published = _day(meta.published)
    yield (
        record.sha256, meta.title, published, published.year if published else None,
        _areas(place).get("province") if place else None, place.full_name if place else None, meta.default_place_id,
        meta.url, meta.site_host, meta.column, meta.publisher, meta.information_source, meta.author, meta.editor,
        meta.reprint_of, record.length, "\n".join(record.warnings), record.provenance.version, record.raw_text,
    )  # fmt: skip


#: The tables that every record fills, in the order in which they are written.
TABLES: dict[str, FlatTable] = {
    table.name: table
    for table in (
        FlatTable(
            "records",
            {
                "sha256": "text", "title": "text", "published": "day", "year": "int", "region": "text", "area": "text",
                "area_id": "text", "url": "text", "site_host": "text", "site_column": "text", "publisher": "text",
                "information_source": "text", "author": "text", "editor": "text", "reprint_of": "text", "length": "int",
                "warnings": "text", "version": "text", "text": "text",
            },
            _records,
            ("record_id",),
        ),
        FlatTable(
            "mentions",
            {
                "id": "text", "type": "text", "form": "text", "text": "text", "start_char": "int", "end_char": "int",
                "entity_id": "text", "rule": "text", "score": "real",
            },
            _mentions,
        ),
        FlatTable(
            "people",
            {
                "id": "text", "name": "text", "family_name": "text", "given_name": "text", "gender": "text",
                "ethnicity": "text", "masked": "bool", "mentions": "int",
            },
            _people,
        ),
        FlatTable(
            "holdings",
            {
                "person_id": "text", "post_id": "text", "position": "int", "person": "text", "post": "text",
                "area": "text", "status": "text", "as_of": "day", "start_date": "day", "end_date": "day",
                "evidence": "text",
            },
            _holdings,
            ("record_id", "person_id", "position"),
        ),
        FlatTable(
            "posts",
            {
                "id": "text", "label": "text", "title": "text", "base_title": "text", "modifiers": "text",
                "organization_id": "text", "organization": "text", "track": "text", "tier": "text", "grade": "text",
            },
            _posts,
        ),
        FlatTable(
            "organizations",
            {
                "id": "text", "name": "text", "surface": "text", "type": "text", "level": "text", "area_id": "text",
                "area": "text", "parent_id": "text", "parent": "text", "expansion_basis": "text",
            },
            _organizations,
        ),
        FlatTable(
            "places",
            {
                "id": "text", "name": "text", "full_name": "text", "kind": "text", "level": "text", "code": "text",
                "parent_id": "text", "province": "text", "prefecture": "text", "county": "text", "township": "text",
                "valid_from": "day", "valid_to": "day", "resolved_by": "text", "candidates": "int",
            },
            _places,
        ),
        FlatTable(
            "dates",
            {
                "id": "text", "text": "text", "timex_type": "text", "value": "text", "edtf": "text",
                "start_date": "day", "end_date": "day", "granularity": "text", "calendar": "text", "basis": "text",
            },
            _dates,
        ),
        FlatTable(
            "slogans",
            {
                "id": "text", "surface": "text", "canonical": "text", "kind": "text", "number": "int", "head": "text",
                "items": "text", "direction": "text", "complete": "bool", "policy_term": "bool", "mentions": "int",
            },
            _slogans,
        ),
        FlatTable(
            "slogan_items",
            {"slogan_id": "text", "position": "int", "text": "text", "clause": "text", "source": "text"},
            _slogan_items,
            ("record_id", "slogan_id", "position"),
        ),
        FlatTable(
            "groups",
            {
                "id": "text", "text": "text", "capacity": "text", "qualifier": "text", "organizations": "text",
                "places": "text",
            },
            _groups,
        ),
        FlatTable(
            "events",
            {
                "id": "text", "type": "text", "trigger_word": "text", "date_id": "text", "date": "text",
                "start_date": "day", "end_date": "day", "places": "text", "venue_id": "text", "lead": "text",
                "topics": "text", "status": "text", "parent_id": "text", "evidence": "text", "confidence": "real",
            },
            _events,
        ),
        FlatTable(
            "event_places",
            {"event_id": "text", "position": "int", "place_id": "text", "place": "text"},
            _event_places,
            ("record_id", "event_id", "position"),
        ),
        FlatTable(
            "participants",
            {
                "event_id": "text", "position": "int", "entity_id": "text", "entity_kind": "text", "name": "text",
                "role": "text", "post_id": "text", "post": "text", "negated": "bool",
            },
            _participants,
            ("record_id", "event_id", "position"),
        ),
        FlatTable(
            "stops",
            {
                "event_id": "text", "position": "int", "text": "text", "place_id": "text", "place": "text",
                "date_id": "text",
            },
            _stops,
            ("record_id", "event_id", "position"),
        ),
        FlatTable(
            "statements",
            {
                "id": "text", "speaker_id": "text", "speaker": "text", "post_id": "text", "post": "text",
                "act": "text", "mode": "text", "cue": "text", "text": "text", "topic": "text", "event_id": "text",
                "points": "int", "slogans": "text",
            },
            _statements,
        ),
        FlatTable(
            "points",
            {"statement_id": "text", "position": "int", "marker": "text", "text": "text"},
            _points,
            ("record_id", "statement_id", "position"),
        ),
    )
}  # fmt: skip


def columns_of(table: str) -> dict[str, Kind]:
    """All columns of a table, `record_id` first.

    >>> columns_of("points")
    {'record_id': 'text', 'statement_id': 'text', 'position': 'int', 'marker': 'text', 'text': 'text'}
    """
    return {"record_id": "text", **TABLES[table].columns}


def flat_rows(record: Record) -> dict[str, list[Row]]:
    """The rows of all tables that a record fills; values in the order of :func:`columns_of`."""
    found: dict[str, list[Row]] = {}
    for name, table in TABLES.items():
        rows = [(record.id, *row) for row in table.rows(record)]
        if rows:
            found[name] = rows
    return found
