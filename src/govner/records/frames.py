"""Records as flat rows: one function per table, shared by DataFrames, CSV and databases.

Rows hold plain values only. References become readable names beside their ids, lists are joined with 、.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from govner.errors import MissingExtraError
from govner.records.enums import EventType
from govner.records.events import Event

if TYPE_CHECKING:
    import pandas

    from govner.records.document import Record

Rows = Iterator[dict[str, Any]]


def _mentions(record: Record) -> Rows:
    for m in record.mentions:
        yield {
            "id": m.id,
            "type": m.type.value,
            "form": m.form.value,
            "text": m.text,
            "start": m.span.start,
            "end": m.span.end,
            "entity_id": m.ref,
            "rule": m.rule,
            "score": m.score,
        }


def _people(record: Record) -> Rows:
    for p in record.people:
        holdings: list[Any] = p.holdings or [None]
        for h in holdings:
            post = h.post if h else None
            yield {
                "id": p.id,
                "name": p.name,
                "post": post.label if post else None,
                "post_id": post.id if post else None,
                "status": h.status if h else None,
                "as_of": h.as_of if h else None,
                "evidence": "；".join(span.text for span in h.evidence) if h else None,
                "mentions": len(record.mentions_of(p)),
            }


def _posts(record: Record) -> Rows:
    for t in record.posts:
        yield {
            "id": t.id,
            "label": t.label,
            "title": t.title,
            "base_title": t.base_title,
            "organization": t.organization.name if t.organization else None,
            "organization_id": t.organization_id,
            "track": t.track.value,
            "tier": t.rank.tier.value if t.rank else None,
            "grade": t.rank.grade if t.rank else None,
        }


def _organizations(record: Record) -> Rows:
    for o in record.organizations:
        yield {
            "id": o.id,
            "name": o.name,
            "surface": "、".join(o.surface),
            "type": o.type.value,
            "level": o.level.value,
            "area": o.area.full_name if o.area else None,
            "parent": o.parent.name if o.parent else o.parent_name,
        }


def _places(record: Record) -> Rows:
    for place in record.places:
        yield {
            "id": place.id,
            "name": place.name,
            "full_name": place.full_name,
            "kind": place.kind.value,
            "level": place.level.value,
            "code": place.code,
            "valid_to": place.valid_to,
            "resolved_by": place.resolved_by,
            "candidates": place.candidates,
        }


def _dates(record: Record) -> Rows:
    for d in record.dates:
        yield {
            "id": d.id,
            "text": d.span.text if d.span else None,
            "value": d.value,
            "start": d.start,
            "end": d.end,
            "granularity": d.granularity,
            "basis": d.basis,
        }


def _slogans(record: Record) -> Rows:
    for k in record.slogans:
        yield {
            "id": k.id,
            "surface": k.surface,
            "canonical": k.canonical,
            "kind": k.kind.value,
            "number": k.number,
            "items": "、".join(i.text for i in k.items),
            "direction": k.direction,
            "complete": k.complete,
        }


def _event_row(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "type": event.type.value,
        "trigger": event.trigger.text,
        "date": event.date.value if event.date else None,
        "start": event.date.start if event.date else None,
        "end": event.date.end if event.date else None,
        "places": "、".join(name_of(p) for p in event.places),
        "stops": "、".join(s.span.text for s in event.stops),
        "lead": "、".join(name_of(p.entity) for p in event.in_role("lead")),
        "participants": len(event.participants),
        "topics": "；".join(t.text for t in event.topics),
        "status": event.status,
        "parent_id": event.parent_id,
    }


def _events(record: Record) -> Rows:
    return (_event_row(e) for e in record.events if e.type is not EventType.SITE_STOP)


def _participants(record: Record) -> Rows:
    for e in record.events:
        for p in e.participants:
            yield {
                "event_id": e.id,
                "event_type": e.type.value,
                "date": e.date.value if e.date else None,
                "order": p.order,
                "name": name_of(p.entity),
                "entity_id": p.entity_id,
                "role": p.role.value,
                "post": p.post.label if p.post else None,
                "post_id": p.post_id,
            }


def _stops(record: Record) -> Rows:
    for e in record.events:
        for s in e.stops:
            yield {
                "event_id": e.id,
                "order": s.order,
                "text": s.span.text,
                "place": name_of(s.places[-1]) if s.places else None,
                "place_id": s.place_ids[-1] if s.place_ids else None,
                "date": s.date.value if s.date else None,
            }


def _statements(record: Record) -> Rows:
    for q in record.statements:
        yield {
            "id": q.id,
            "speaker": name_of(q.speaker),
            "speaker_id": q.speaker_id,
            "post": q.speaker_post.label if q.speaker_post else None,
            "act": q.act.value,
            "mode": q.mode,
            "cue": q.cue.text,
            "text": q.text,
            "topic": q.topic.text if q.topic else None,
            "points": len(q.points),
            "event_id": q.event_id,
            "slogans": "、".join(k.surface for k in q.slogans),
        }


def name_of(row: Any) -> str:
    """A readable name for any entity."""
    if row is None:
        return ""
    if isinstance(row, Event):
        return row.trigger.text
    for field in ("full_name", "label", "name", "surface"):
        if getattr(row, field, None):
            return str(getattr(row, field))
    span = getattr(row, "span", None)
    return span.text if span is not None else ""


TABLES: dict[str, Callable[[Record], Rows]] = {
    "mentions": _mentions,
    "people": _people,
    "posts": _posts,
    "organizations": _organizations,
    "places": _places,
    "dates": _dates,
    "slogans": _slogans,
    "events": _events,
    "participants": _participants,
    "stops": _stops,
    "statements": _statements,
}


def rows(record: Record, table: str) -> Rows:
    """The rows of one table of a record, each with the record's id first.

    Raises:
        ValueError: no such table.
    """
    if table not in TABLES:
        raise ValueError(f"no table {table!r}; there are: {', '.join(TABLES)}")
    return ({"record_id": record.id, **row} for row in TABLES[table](record))


def to_frame(record: Record, table: str) -> pandas.DataFrame:
    """See :meth:`govner.Record.to_frame`."""
    try:
        import pandas
    except ImportError:
        raise MissingExtraError("pandas", "pandas", "Record.to_frame") from None
    return pandas.DataFrame(list(rows(record, table)))
