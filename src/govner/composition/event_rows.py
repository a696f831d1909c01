"""Drafts as rows of the record."""
from __future__ import annotations

from govner.composition.event_drafts import Draft
from govner.records import Event, EventType, MentionForm, MentionType, Participant, Role, VisitStop
from govner.segmentation import Analysis, Candidate


def event_rows(analysis: Analysis, drafts: list[Draft]) -> list[Event]:
    """The events in text order, each visit followed by its stops as child events."""
    drafts = sorted(drafts, key=lambda d: d.trigger)
    rows: list[Event] = []
    made: dict[int, Event] = {}
    for draft in drafts:
        row = _row(analysis, draft, f"E{len(rows) + 1}")
        made[id(draft)] = row
        rows.append(row)
        if len(draft.stops) > 0 and draft.stops[0].sentence >= draft.sentence:
            rows += _stop_rows(analysis, draft, row, len(rows))
    for draft in drafts:
        if draft.parent is not None and id(draft.parent) in made:
            made[id(draft)].parent_id = made[id(draft.parent)].id
    return rows


def event_mentions(drafts: list[Draft], rows: list[Event], analysis: Analysis) -> list[Candidate]:
    """The places that point back at an event by its kind (座谈会上), as nominal mentions."""
    by_trigger = {(row.trigger.start, row.type): row.id for row in rows}
    found = []
    for draft in drafts:
        ref = by_trigger.get((analysis.view.raw_range(*draft.trigger)[0], draft.type))
        for start, end in draft.mentions:
            if ref is not None and (start, end) != draft.trigger:
                found.append(
                    Candidate(MentionType.EVENT, start, end, "events.setting", form=MentionForm.NOMINAL, ref=ref)
                )
    return found


def _row(analysis: Analysis, draft: Draft, id: str) -> Event:
    view = analysis.view
    participants = [
        Participant(
            entity_id=part.ref,
            role=Role(part.role),
            post_id=part.post,
            on_behalf_of=part.behalf,
            order=order,
            cue=view.span(*part.cue) if part.cue else None,
            topic=view.span(*part.topic) if part.topic else None,
        )
        for order, part in enumerate(draft.parts.values(), start=1)
    ]
    stops = [
        VisitStop(
            order=order,
            place_ids=stop.places,
            span=view.span(stop.start, stop.end),
            date_id=stop.date or draft.date,
        )
        for order, stop in enumerate(draft.stops, start=1)
    ]
    return Event(
        id=id,
        type=draft.type,
        trigger=view.span(*draft.trigger),
        title_mention=view.span(*draft.title_mention) if draft.title_mention else None,
        date_id=draft.date,
        place_ids=draft.places,
        stops=stops,
        venue_id=draft.venue,
        participants=participants,
        topics=[view.span(*topic) for topic in draft.topics],
        status=draft.status,
        evidence=[view.span(analysis.sentences[i].start, analysis.sentences[i].end) for i in draft.evidence],
        confidence=_confidence(draft),
    )


def _confidence(draft: Draft) -> float:
    base = {3: 0.95, 2: 0.9, 1: 0.7, 0: 0.6}[draft.strength]
    return round(base if draft.parts else base - 0.1, 2)


def _stop_rows(analysis: Analysis, draft: Draft, visit: Event, count: int) -> list[Event]:
    view = analysis.view
    leads = [p for p in visit.participants if p.role is Role.LEAD]
    rows = []
    for number, stop in enumerate(draft.stops, start=1):
        sentence = analysis.sentences[stop.sentence]
        rows.append(
            Event(
                id=f"E{count + number}",
                type=EventType.SITE_STOP,
                trigger=view.span(*stop.cue),
                date_id=stop.date or draft.date,
                place_ids=stop.places,
                participants=[
                    Participant(entity_id=p.entity_id, role=Role.LEAD, post_id=p.post_id, order=order)
                    for order, p in enumerate(leads, start=1)
                ],
                parent_id=visit.id,
                status=visit.status,
                evidence=[view.span(max(sentence.start, stop.cue[0]), stop.end)],
                confidence=visit.confidence,
            )
        )
    return rows
