"""What happened and what was said."""
from __future__ import annotations

import re
from typing import Literal

from pydantic import Field

from govner.records.entities import DateExpression, GroupParticipant, Organization, Person, Place, Post, Slogan
from govner.records.enums import EventType, Role, SpeechAct
from govner.records.spans import Base, Span


class Participant(Base):
    """Somebody in a role at an event, in the post they acted in, in protocol order (order of mention)."""

    entity_id: str = Field(alias="entity")
    role: Role
    post_id: str | None = Field(default=None, alias="post")
    order: int | None = None
    cue: Span | None = None
    topic: Span | None = None
    negated: bool = False
    on_behalf_of: str | None = None

    @property
    def entity(self) -> Person | Organization | GroupParticipant | None:
        row: Person | Organization | GroupParticipant | None = self._lookup(self.entity_id)
        return row

    @property
    def person(self) -> Person | None:
        """The participant where it is a named person, else None."""
        row = self.entity
        return row if isinstance(row, Person) else None

    @property
    def post(self) -> Post | None:
        row: Post | None = self._lookup(self.post_id)
        return row


class VisitStop(Base):
    """One stop of a visit; `places` from the widest to the most specific."""

    order: int
    place_ids: list[str] = Field(alias="places")
    span: Span
    date_id: str | None = Field(default=None, alias="date")

    @property
    def places(self) -> list[Place | Organization]:
        return self._lookup_all(self.place_ids)

    @property
    def date(self) -> DateExpression | None:
        row: DateExpression | None = self._lookup(self.date_id)
        return row


class Event(Base):
    """Something that took place or is planned.

    `trigger` names it in the text; `parent` is the event it is part of (a 座谈 within a visit); `evidence` the
    sentences that tell it; `topics` the agenda (议题).
    """

    id: str
    type: EventType
    trigger: Span
    title_mention: Span | None = None
    date_id: str | None = Field(default=None, alias="date")
    place_ids: list[str] = Field(default=[], alias="places")
    stops: list[VisitStop] = []
    venue_id: str | None = Field(default=None, alias="venue")
    participants: list[Participant] = []
    topics: list[Span] = []
    outcome: list[Span] = []
    parent_id: str | None = Field(default=None, alias="parent")
    status: Literal["occurred", "planned", "habitual", "negated", "unknown"] = "occurred"
    evidence: list[Span] = []
    confidence: float = 1.0

    @property
    def date(self) -> DateExpression | None:
        row: DateExpression | None = self._lookup(self.date_id)
        return row

    @property
    def places(self) -> list[Place | Organization]:
        return self._lookup_all(self.place_ids)

    @property
    def venue(self) -> Place | None:
        row: Place | None = self._lookup(self.venue_id)
        return row

    @property
    def parent(self) -> Event | None:
        row: Event | None = self._lookup(self.parent_id)
        return row

    def in_role(self, role: Role | str) -> list[Participant]:
        """The participants with this role, in protocol order."""
        return [p for p in self.participants if p.role == Role(role)]

    @property
    def pattern(self) -> str:
        """How the event is told: its sentence with roles for names (``{date}，{lead}到{place}调研。``)."""
        within = (s for s in self.evidence if s.start <= self.trigger.start and self.trigger.end <= s.end)
        told = next(within, None)
        if told is None:
            return self.trigger.text
        masks = {getattr(p.entity, "name", ""): p.role.value for p in reversed(self.participants)}
        masks |= {place.name: "place" for place in self.places}
        if self.date is not None and self.date.span is not None:
            masks[self.date.span.text] = "date"
        known = sorted((name for name in masks if name), key=len, reverse=True)
        if not known:
            return told.text
        return re.sub("|".join(map(re.escape, known)), lambda found: f"{{{masks[found[0]]}}}", told.text)

    def explain(self) -> str:
        """Why the event is in the record: the word that names it, the pattern it is told in, those that give roles.

        >>> trigger = Span(start=8, end=10, text="调研")
        >>> print(Event(id="E1", type=EventType.RESEARCH_VISIT, trigger=trigger, evidence=[trigger]).explain())
        E1 research_visit, occurred, confidence 1.0: named by 调研 (8-10)
          pattern: 调研
          told in: 调研
        """
        where = f"{self.trigger.start}-{self.trigger.end}"
        head = f"{self.id} {self.type.value}, {self.status}, confidence {self.confidence}: "
        lines = [f"{head}named by {self.trigger.text} ({where})"]
        lines.append(f"  pattern: {self.pattern}")
        if self.title_mention is not None:
            lines.append(f"  headline: {self.title_mention.text}")
        for part in self.participants:
            reason = f"by {part.cue.text}" if part.cue is not None else "by its place beside the trigger"
            name = getattr(part.entity, "name", part.entity_id)
            lines.append(f"  {part.role.value} {name}: {reason}")
        lines += [f"  stop {stop.order}: {stop.span.text}" for stop in self.stops]
        lines += [f"  told in: {span.text}" for span in self.evidence]
        return "\n".join(lines)


class StatementPoint(Base):
    """A numbered point: `marker` 一是, `span` the text after it, `sub` its parts between ；."""

    marker: Span | None = None
    ordinal: int
    span: Span
    sub: list[Span] = []


class Statement(Base):
    """Who said what.

    `content` has no closing 。; it is None for a nominal statement (作交流发言), whose subject is then in `topic`.
    """

    id: str
    speaker_id: str = Field(alias="speaker")
    speaker_mention: Span | None = None
    speaker_post_id: str | None = Field(default=None, alias="speaker_post")
    act: SpeechAct
    cue: Span
    mode: Literal["direct", "indirect", "nominal"]
    content: Span | None = None
    topic: Span | None = None
    addressee: list[str] = []
    points: list[StatementPoint] = []
    sentences: list[str] = []
    event_id: str | None = Field(default=None, alias="event")
    slogan_ids: list[str] = Field(default=[], alias="slogans")

    @property
    def text(self) -> str:
        """The words reported, or "" for a nominal statement."""
        return self.content.text if self.content else ""

    @property
    def speaker(self) -> Person | Organization | GroupParticipant | Event | None:
        row: Person | Organization | GroupParticipant | Event | None = self._lookup(self.speaker_id)
        return row

    @property
    def speaker_post(self) -> Post | None:
        row: Post | None = self._lookup(self.speaker_post_id)
        return row

    @property
    def event(self) -> Event | None:
        row: Event | None = self._lookup(self.event_id)
        return row

    @property
    def slogans(self) -> list[Slogan]:
        return self._lookup_all(self.slogan_ids)
