"""Which event a statement belongs to, and which slogans it uses."""
from __future__ import annotations

from bisect import bisect_left, bisect_right

from govner.records import Event, EventType, MentionType, Slogan
from govner.segmentation import Analysis

#: Events of which 会议指出 can speak.
_MEETINGS = frozenset(
    {
        EventType.MEETING,
        EventType.SYMPOSIUM,
        EventType.VIDEO_CONFERENCE,
        EventType.TRAINING_STUDY,
        EventType.PRESS_CONFERENCE,
        EventType.LEGISLATIVE,
        EventType.DISPATCH,
    }
)


class EventLinks:
    """Finds the event of a statement among those of the document."""

    def __init__(self, analysis: Analysis) -> None:
        self._text = analysis.text
        self._view = analysis.view
        told = [e for e in analysis.events if e.type is not EventType.SITE_STOP]
        self._events = sorted(told, key=lambda e: e.trigger.start)
        self._triggers = [e.trigger.start for e in self._events]
        evidence = [(s.start, n) for n, e in enumerate(self._events) for s in e.evidence]
        self._evidence = sorted(evidence)
        self._meetings = [e for e in self._events if e.type in _MEETINGS]
        self._own: dict[str, Event] = {}
        for event in sorted(told, key=lambda e: e.parent_id is not None):
            for participant in event.participants:
                self._own.setdefault(participant.entity_id, event)

    def event_of(self, speaker: str, start: int, end: int) -> Event | None:
        """The event told in the statement's own paragraph before `end`, else the speaker's, else the one before."""
        if not self._events:
            return None
        paragraph = self._text.rfind("\n", 0, start) + 1
        raw_start, raw_end = self._view.raw_range(paragraph, end)
        last = bisect_left(self._triggers, raw_end) - 1
        if last >= 0 and self._triggers[last] >= raw_start:
            return self._events[last]
        told = bisect_left(self._evidence, (raw_end, -1)) - 1
        if told >= 0 and self._evidence[told][0] >= raw_start:
            return self._events[self._evidence[told][1]]
        return self._own.get(speaker) or self._events[max(last, 0)]

    def meeting_before(self, position: int) -> Event | None:
        """The meeting named last before a view position."""
        raw, _ = self._view.raw_range(position, position + 1)
        index = bisect_right(self._meetings, raw, key=lambda e: e.trigger.start) - 1
        return self._meetings[index] if index >= 0 else None


class SloganLinks:
    """Finds the slogans in a stretch of text."""

    def __init__(self, analysis: Analysis) -> None:
        self._view = analysis.view
        known = analysis.entities.slogans
        self._mentions = [m for m in analysis.mentions if m.type is MentionType.SLOGAN and m.ref in known]
        self._starts = [m.start for m in self._mentions]
        self._spans = sorted((*extent, s.id) for s in known.values() if (extent := _extent(s)) is not None)

    def inside(self, start: int, end: int) -> list[str]:
        """Ids of the slogans in a view range: those mentioned, in text order, then lists without a head."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        mentioned = [m.ref for m in self._mentions[first:last] if m.end <= end]
        raw_start, raw_end = self._view.raw_range(start, end)
        low, high = bisect_left(self._spans, (raw_start,)), bisect_left(self._spans, (raw_end,))
        lists = [identity for _, stop, identity in self._spans[low:high] if stop <= raw_end]
        return list(dict.fromkeys([*mentioned, *lists]))


def _extent(slogan: Slogan) -> tuple[int, int] | None:
    """The raw range of a slogan: its head, or for a list without a head its members."""
    if slogan.span is not None:
        return slogan.span.start, slogan.span.end
    spans = [item.span for item in slogan.items if item.span is not None]
    return (min(s.start for s in spans), max(s.end for s in spans)) if spans else None
