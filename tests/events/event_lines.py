"""Event sentences as test data: `annotated text => event | event`, `=> none` for a trap.

    {D|9月8日}，{T|副市长}{P|王立}到{L|东山县}调研。 => research_visit 调研 lead=王立 at=东山县 on=9月8日

¶ begins a new paragraph. An event is its type, its trigger, and its arguments: every participant by role, `at`
places, `stops`, `on` the date as spelt, `status`, `parent` (the type of the event it is part of),
`posts` (who takes part in which post, or is appointed to it), `for` (whom they act for). Participants and the
number of events are compared in full, the other keys where they are given.
"""
from __future__ import annotations

import inline
from govner.composition.events import EventComposer
from govner.lexicons import Lexicons
from govner.reading import Article
from govner.recognition.groups import GroupRecogniser
from govner.recognition.selection import select
from govner.records import (
    AdminLevel,
    DateExpression,
    Event,
    EventType,
    MentionType,
    Organization,
    Person,
    Place,
    PlaceKind,
    Post,
)
from govner.resolution.groups import GroupResolver
from govner.segmentation import Analysis, Candidate

_LEXICONS = Lexicons()
_RECOGNISE, _RESOLVE, _COMPOSE = GroupRecogniser(_LEXICONS), GroupResolver(_LEXICONS), EventComposer(_LEXICONS)
_LEVELS = {
    "社区": AdminLevel.COMMUNITY,
    "村": AdminLevel.COMMUNITY,
    "街道": AdminLevel.TOWNSHIP,
    "镇": AdminLevel.TOWNSHIP,
    "乡": AdminLevel.TOWNSHIP,
    "区": AdminLevel.COUNTY,
    "县": AdminLevel.COUNTY,
    "市": AdminLevel.PREFECTURE,
    "省": AdminLevel.PROVINCE,
}
Told = dict[str, list[str]]


def analysed(annotated: str) -> Analysis:
    """The analysis of an annotated text with its events, every mention being its own entity by name."""
    text, marks = inline.parse(annotated.replace("¶", "\n"))
    analysis = Analysis.of(Article(raw=text))
    for letter, start, end, _ in marks:
        first, last = analysis.view.position(start), analysis.view.position(end)
        analysis.candidates.append(Candidate(inline.LABELS[letter], first, last, rule="test"))
    analysis.mentions = select(analysis.candidates)
    analysis.propose(_RECOGNISE(analysis))
    analysis.mentions = select(analysis.candidates)
    _enter_entities(analysis)
    _RESOLVE(analysis)
    _COMPOSE(analysis)
    return analysis


def _enter_entities(analysis: Analysis) -> None:
    tables, ids = analysis.entities, {}
    for mention in analysis.mentions:
        name = analysis.text[mention.start : mention.end]
        letter = {MentionType.PERSON: "P", MentionType.POST: "T", MentionType.ORGANIZATION: "O", MentionType.PLACE: "L",
                  MentionType.DATE: "D"}.get(mention.type)  # fmt: skip
        if letter is None:
            continue
        ref = mention.ref = ids.setdefault((letter, name), f"{letter}{len(ids) + 1}")
        span = analysis.view.span(mention.start, mention.end)
        if letter == "P":
            tables.people[ref] = Person(id=ref, name=name)
        elif letter == "T":
            tables.posts[ref] = Post(id=ref, label=name, title=name, base_title=name)
        elif letter == "O":
            tables.organizations[ref] = Organization(id=ref, name=name)
        elif letter == "L":
            level = next((v for k, v in _LEVELS.items() if name.endswith(k)), AdminLevel.NONE)
            kind = PlaceKind.VENUE if level is AdminLevel.NONE else PlaceKind(level.value)
            tables.places[ref] = Place(id=ref, name=name, full_name=name, kind=kind, level=level)
        else:
            tables.dates[ref] = DateExpression(
                id=ref, span=span, timex_type="DATE", value=name, granularity=_granularity(name), basis="explicit"
            )


def _granularity(text: str) -> str:
    if text.endswith("年"):
        return "year"
    return "month" if text.endswith(("月", "月底", "季度")) else "day"


def told(analysis: Analysis) -> list[tuple[str, Told]]:
    """The events of an analysis in the form of the expectations."""
    return [(f"{e.type.value} {e.trigger.text}", _arguments(analysis, e)) for e in analysis.events if _counts(e)]


def _counts(event: Event) -> bool:
    return event.type is not EventType.SITE_STOP


def _arguments(analysis: Analysis, event: Event) -> Told:
    tables = analysis.entities
    names = {
        i: row.name
        for table in (tables.people, tables.organizations, tables.groups, tables.places)
        for i, row in table.items()
    }
    found: Told = {}
    for part in event.participants:
        found.setdefault(part.role.value, []).append(names[part.entity_id])
    found["posts"] = [f"{names[p.entity_id]}:{tables.posts[p.post_id].label}" for p in event.participants if p.post_id]
    found["for"] = [names[p.on_behalf_of] for p in event.participants if p.on_behalf_of]
    found["at"] = [names[i] for i in event.place_ids]
    found["stops"] = [s.span.text for s in event.stops]
    found["on"] = [tables.dates[event.date_id].value] if event.date_id else []
    found["status"] = [event.status]
    found["parent"] = [p.type.value for p in analysis.events if p.id == event.parent_id]
    return found


OPTIONAL = ("at", "stops", "on", "status", "parent", "posts", "for")


def expected(text: str) -> list[tuple[str, Told]]:
    """Reads the right side of a line."""
    if text.strip() == "none":
        return []
    events = []
    for part in text.split(" | "):
        kind, trigger, *arguments = part.split()
        pairs = (a.split("=") for a in arguments)
        events.append((f"{kind} {trigger}", {k: v.split("+") if v else [] for k, v in pairs}))
    return events


def show(events: list[tuple[str, Told]]) -> str:
    """The right side of a line, from what was told."""
    if not events:
        return "none"
    parts = []
    for name, arguments in events:
        shown = [f"{k}={'+'.join(v)}" for k, v in arguments.items() if v and not (k == "status" and v == ["occurred"])]
        parts.append(" ".join([name, *shown]))
    return " | ".join(parts)
