"""The end of the telling: which events are kept, and what each takes over from the others."""
from __future__ import annotations

from govner.composition.event_decrees import decider, head_date
from govner.composition.event_drafts import MAX_PLACES, Draft, Part, Stop
from govner.composition.event_facts import Item
from govner.composition.event_state import DAYS, State
from govner.records import AdminLevel, EventType

_AREAS = frozenset({AdminLevel.PROVINCE, AdminLevel.PREFECTURE, AdminLevel.COUNTY, AdminLevel.TOWNSHIP})


def finish(state: State) -> list[Draft]:
    """The events kept: a headline's own event only where the body tells none of its family."""
    families = {state.family(d.type) for d in state.drafts if not d.title}
    drafts = [d for d in state.drafts if not d.title or state.family(d.type) not in families]
    if families:
        drafts = [d for d in drafts if not d.title or d.parts]
    drafts = [d for d in drafts if d.type is not EventType.RECEPTION or _of_people(d)]
    _place(state, drafts)
    for draft in drafts:
        if state.family(draft.type) == "act":
            _decree(state, draft)
        if state.family(draft.type) == "visit":
            _lead(draft)
    _nest(state, drafts)
    _named_in_headline(drafts)
    return drafts


def _of_people(draft: Draft) -> bool:
    """Whether anybody is named at a reception (区领导会见了获奖代表 names nobody)."""
    return any(part.ref.startswith(("P", "O")) for part in draft.parts.values())


def _named_in_headline(drafts: list[Draft]) -> None:
    """Whom only the headline names takes part as it says (甲出席乙举行的仪式)."""
    named = {ref for draft in drafts for ref, _ in draft.parts}
    for draft in drafts:
        for part in draft.heading:
            if part.ref not in named and part.ref.startswith("P"):
                draft.parts.setdefault((part.ref, part.role), part)


def _lead(draft: Draft) -> None:
    """Where a body only organises a visit, the first of those who take part leads it."""
    if draft.in_role("lead"):
        return
    people = (part for part in draft.parts.values() if part.role == "participant" and part.ref.startswith("P"))
    first = next(people, None)
    if first is not None:
        others = {key: part for key, part in draft.parts.items() if part is not first}
        draft.parts = {(first.ref, "lead"): Part(first.ref, "lead", first.post, first.cue, first.topic), **others}


def _decree(state: State, draft: Draft) -> None:
    """Decisions are dated, and appointments signed, by the head of the document."""
    if draft.date is None:
        draft.date = head_date(state.analysis, DAYS)
    if draft.type is EventType.APPOINTMENT and not draft.in_role("appointer"):
        body = decider(state.analysis)
        if body is not None:
            draft.add(Item(body, "O", 0), "appointer", None)


def _nest(state: State, drafts: list[Draft]) -> None:
    """A symposium within a visit is its child; with nobody in the chair, it is the visitor's."""
    visit = next((d for d in drafts if state.family(d.type) == "visit"), None)
    if visit is None:
        return
    for draft in drafts:
        if draft.type is not EventType.SYMPOSIUM or draft.trigger < visit.trigger:
            continue
        draft.parent = visit
        if not (draft.in_role("presider") or draft.in_role("lead") or draft.in_role("host")):
            for ref in visit.in_role("lead")[:2]:
                draft.parts[ref, "lead"] = Part(ref, "lead", visit.parts[ref, "lead"].post, None)


def _place(state: State, drafts: list[Draft]) -> None:
    """Where no place was told: a stop before it, places named in its sentence, or those of the event before."""
    stops: dict[int, list[Stop]] = {}
    for draft in drafts:
        for stop in draft.stops:
            stops.setdefault(stop.sentence, []).append(stop)
    before: Draft | None = None
    for draft in drafts:
        passed = [s for s in stops.get(draft.sentence, ()) if s.end <= draft.trigger[0]]
        if not draft.places and passed:
            draft.places = passed[-1].places[-1:]
        if not draft.places:
            draft.places = list(dict.fromkeys(draft.loose))[:3]
        if not draft.places and draft.stops:
            draft.places = draft.stops[0].places[:1]
        same_day = before is not None and not state.other_time(draft.date, before.date)
        if not draft.places and before is not None and same_day and state.family(draft.type) != "act":
            draft.places = before.places[:2]
        before = draft
        _areas_of_stops(state, draft)


def _areas_of_stops(state: State, draft: Draft) -> None:
    """先后到甲镇乙村、丙镇: the visit was to both towns; what is far above a stop, its own chain tells."""
    tables = state.analysis.entities.places
    placed = frozenset(draft.places)
    for stop in draft.stops:
        if placed.issuperset(stop.places[-2:]):
            continue
        areas = [ref for ref in stop.places if (place := tables.get(ref)) is not None and place.level in _AREAS]
        for ref in areas[-2:]:
            if ref not in draft.places and len(draft.places) < MAX_PLACES:
                draft.places.append(ref)
