"""Where it happens: stops of visits, places and venues."""
from __future__ import annotations

from govner.composition.event_drafts import MAX_STOPS, Draft, Stop
from govner.composition.event_facts import Fact, Item, Site
from govner.composition.event_people import People
from govner.composition.event_state import State
from govner.composition.event_tokens import MARK
from govner.records import AdminLevel, EventType, MentionType, Role


class Places:
    """Adds stops and places to events."""

    def __init__(self, state: State, people: People) -> None:
        self.state, self.people = state, people

    def stops(self, fact: Fact) -> None:
        latest = self.state.focus[0] if self.state.focus else None
        if (
            latest is not None
            and latest.sentence == self.state.sentence.index
            and not latest.title
            and "location" not in fact.word
            and self.state.family(latest.type) == "visit"
        ):
            if fact.word.triggers and latest.trigger == self.state.span(fact):
                self.state.pending.append(fact)
                self.take(latest)
            else:
                self._add_stops(latest, fact)
        elif self._held_here(latest, fact):
            self.state.pending.append(fact)
            self.take(self.state.focus[0])
        else:
            self.state.pending.append(fact)

    def _held_here(self, latest: Draft | None, fact: Fact) -> bool:
        """会议在县影剧院召开: the place comes after the name."""
        return (
            latest is not None
            and "location" in fact.word
            and self.state.sentence.index in latest.touched
            and self.state.family(latest.type) == "gathering"
            and not latest.places
            and any(t.has("conveners") or t.text in "。，" for t in self.state.tokens[fact.sites[-1].last + 1 :][:3])
        )

    def take(self, draft: Draft, index: int | None = None) -> None:
        """The places before a trigger (at `index`) in its sentence are where it happens."""
        taken, self.state.pending = self.state.pending, []
        for sites in taken:
            if sites.kind == "lead":
                for item in sites.objects:
                    if not draft.has(item):
                        self.people.add(draft, item, "participant")
                continue
            if sites.kind == "home":
                if self.state.family(draft.type) == "visit":
                    self.people.add(draft, sites.items[0], "visited")
                continue
            if self.state.family(draft.type) == "visit" and draft.sentence != self.state.sentence.index:
                self._add_stops(draft, sites)
                continue
            if sites.word.text == "对" and self.state.family(draft.type) == "visit":
                self._add_stops(draft, sites)
                self._inspected(draft, sites)
                continue
            if self.state.family(draft.type) != "visit" and not self._leads_there(sites, index):
                self.state.pending.append(sites)
                continue
            for site in sites.sites:
                self._add_place(draft, site)
            if self.state.family(draft.type) == "visit" and any(self._deep(site) for site in sites.sites):
                self._add_stops(draft, sites)

    def _leads_there(self, sites: Fact, index: int | None) -> bool:
        """在县影剧院召开, 到县信访局接访: the second only where nothing parts the place from the verb."""
        if "location" in sites.word:
            return True
        if index is None or "moves" not in sites.word:
            return False
        return all(token.kind != MARK for token in self.state.tokens[sites.sites[-1].last + 1 : index])

    def _inspected(self, draft: Draft, fact: Fact) -> None:
        """对甲局、乙局开展巡察: the bodies that are looked into."""
        if draft.type is EventType.INSPECTION:
            for site in fact.sites:
                last = site.mentions[-1]
                if last.type is MentionType.ORGANIZATION:
                    self.people.add(draft, Item(last, "O", site.last), Role.INSPECTED.value)

    def _deep(self, site: Site) -> bool:
        last = site.mentions[-1]
        if last.type is MentionType.ORGANIZATION:
            return True
        place = self.state.analysis.entities.places.get(last.ref)
        return place is not None and place.level in (AdminLevel.COMMUNITY, AdminLevel.NONE)

    def _town(self, site: Site) -> bool:
        place = self.state.analysis.entities.places.get(site.mentions[-1].ref)
        return place is not None and place.level is AdminLevel.TOWNSHIP

    def _add_place(self, draft: Draft, site: Site) -> None:
        last = site.mentions[-1]
        # 甲省乙市丙县丁镇戊村 is one place: the village, with the town it belongs to.
        refs = [m.ref for m in site.mentions[-2:]] if self._deep(site) else [last.ref]
        for ref in refs:
            if ref and ref not in draft.places:
                draft.places.append(ref)
        place = self.state.analysis.entities.places.get(last.ref)
        if draft.venue is None and place is not None and place.kind.value == "venue":
            draft.venue = last.ref

    def _add_stops(self, draft: Draft, fact: Fact) -> None:
        if self.state.in_title:
            return
        token = self.state.tokens[fact.index]
        cue = (self.state.skeleton.end(token.end) - 1, self.state.skeleton.end(token.end))
        for site in fact.sites:
            start = self.state.skeleton.start(self.state.tokens[site.first].start)
            end = self.state.skeleton.end(self.state.tokens[site.last].end)
            if len(draft.stops) >= MAX_STOPS or any(self._same(stop, start, end, site) for stop in draft.stops):
                continue
            if fact.word.triggers and not self._deep(site) and len(site.mentions) == 1 and not self._town(site):
                continue
            places = [m.ref for m in site.mentions if m.ref]
            draft.stops.append(Stop(start, end, places, self.state.date_before(fact), cue, self.state.sentence.index))

    def _same(self, stop: Stop, start: int, end: int, site: Site) -> bool:
        """Whether a stop was told before: at the same spot, or by the same name, with or without its town."""
        if stop.start == start:
            return True
        if stop.places[-1:] != [site.mentions[-1].ref]:
            return False
        text = self.state.analysis.text
        told, now = text[stop.start : stop.end], text[start:end]
        return told.endswith(now) or now.endswith(told)

    def leftover(self) -> None:
        """What waits at the end of a sentence goes to the visit in hand, or to the meeting that went to see."""
        visit = self.state.latest("visit", body=True) or self.state.latest("visit")
        if self.state.in_title:
            return
        if visit is None:
            self._seen_by_meeting()
            return
        for fact in self.state.pending:
            if fact.kind == "lead" and not visit.in_role("lead"):
                for item in fact.items:
                    self.people.add(visit, item, "lead")
            if fact.kind == "stops" and fact.word.text != "对":
                self._add_stops(self.state.adopt(visit), fact)
                if visit.date is None:
                    visit.date = self.state.date_near(fact)
                    self.state.date = visit.date or self.state.date

    def _seen_by_meeting(self) -> None:
        """与会人员先后观摩了甲、乙: what the people of a meeting went to see."""
        meeting = self.state.latest("gathering", body=True)
        seen = [fact for fact in self.state.pending if fact.kind == "stops" and "location" not in fact.word]
        if meeting is not None and not any(item.kind == "P" for fact in seen for item in fact.items):
            for fact in seen:
                if "stop_verbs" in fact.word:
                    self._add_stops(meeting, fact)

    def home(self, fact: Fact) -> None:
        visit = self.state.latest("visit", body=True) or self.state.latest("visit")
        if visit is None:
            self.state.pending.append(fact)
        else:
            self.people.add(visit, fact.items[0], "visited")
