"""Reading an article as a telling of events, sentence after sentence."""
from __future__ import annotations

from govner.composition.event_clauses import read_clauses
from govner.composition.event_decrees import listed_appointees, opens_list
from govner.composition.event_drafts import Draft
from govner.composition.event_facts import Fact, Item
from govner.composition.event_finish import finish
from govner.composition.event_frames import further_speakers, list_items
from govner.composition.event_naming import Naming
from govner.composition.event_people import People
from govner.composition.event_places import Places
from govner.composition.event_state import State
from govner.composition.event_tokens import SentenceTokens
from govner.composition.event_words import Vocabulary
from govner.records import EventType
from govner.segmentation import Analysis
from govner.segmentation.skeleton import Skeleton


class Discourse:
    """Reads sentence after sentence; `finish` gives the events."""

    def __init__(self, vocabulary: Vocabulary, analysis: Analysis, skeleton: Skeleton) -> None:
        self.state = State(vocabulary, analysis, skeleton)
        self.naming = Naming(self.state)
        self.people = People(self.state, self.naming)
        self.places = Places(self.state, self.people)

    def finish(self) -> list[Draft]:
        return finish(self.state)

    def read(self, sentence: SentenceTokens) -> None:
        """Takes in one sentence."""
        state = self.state
        if not state.enter(sentence) or self._list_line():
            return
        state.back_to_gathering()
        clauses = read_clauses(state.vocabulary, state.tokens)
        self._facts(clauses.facts)
        for fact in state.waiting:
            self.people.role(fact, last_chance=True)
        self.places.leftover()
        if state.in_title:
            return
        if sentence.speech < len(sentence.tokens):
            self.people.quoted(clauses.subject, sentence.tokens[sentence.speech])
            for speakers, cue in further_speakers(sentence.tokens, sentence.speech + 1):
                self.people.quoted(speakers, cue)
        state.open_day()
        self.people.met(clauses.everyone, clauses.addressed + self._encouraged(sentence))
        subjects = [f.items for f in clauses.facts if f.kind in ("trigger", "lead", "stops") and f.items]
        if subjects:
            state.subject = subjects[0]
        alone = [item.kind for item in clauses.subject] == ["P"]
        state.mover = clauses.subject if alone else (subjects or [[]])[0]

    def _encouraged(self, sentence: SentenceTokens) -> list[Item]:
        """勉励厂长王立…: who is spoken to stands between the verb and the words."""
        first = sentence.speech
        if first >= len(sentence.tokens) or sentence.tokens[first].text not in self.state.vocabulary.roles.addressed:
            return []
        tokens, last = sentence.tokens, first + 1
        while last < len(tokens) and (tokens[last].kind in "PTO" or tokens[last].text == "、"):
            last += 1
        return [item for item in list_items(tokens, first + 1, last) if item.kind == "P"]

    def _facts(self, facts: list[Fact]) -> None:
        position = 0
        while position < len(facts):
            fact = facts[position]
            position += 1
            while position < len(facts) and _names_its_event(fact, facts[position]):
                # 参加调研: the event first, then who takes part in it.
                position += 1
                if self._trigger(facts[position - 1]):
                    break
            self._fact(fact)

    def _fact(self, fact: Fact) -> None:
        if fact.kind == "trigger":
            self._trigger(fact)
        elif fact.kind == "role" and fact.framed and fact.role != "reporter":
            # 在甲陪同下，乙检查…: whose company it is, the sentence tells later.
            self.state.waiting.append(fact)
        elif fact.kind == "role":
            self.people.role(fact)
        elif fact.kind == "stops":
            self.places.stops(fact)
        elif fact.kind == "home":
            self.places.home(fact)
        else:
            self.state.pending.append(fact)

    def _trigger(self, fact: Fact) -> bool:
        """Takes in a trigger; False where it names no event."""
        draft = self.naming.event_of(fact)
        if draft is None:
            return False
        self.state.touch(draft, fact)
        if draft.type is EventType.APPOINTMENT and opens_list(self.state.tokens, fact.index):
            self.state.decree = draft
        if fact.setting and fact.strength == "nouns":
            draft.mentions.append(self.state.span(fact))
        self.people.take(draft, fact)
        self.places.take(draft, fact.index)
        return True

    def _list_line(self) -> bool:
        """A line of a list of appointments adds its people to the event that heads the list."""
        state = self.state
        if state.decree is None:
            state.decree = next((d for d in state.focus if d.title and d.type is EventType.APPOINTMENT), None)
        if state.decree is None or state.in_title:
            return False
        items = listed_appointees(state.tokens)
        for item in items:
            self.people.add(state.adopt(state.decree), item, "appointee")
        if items:
            state.decree.prove(state.sentence.index)
        return bool(items)


def _names_its_event(role: Fact, trigger: Fact) -> bool:
    return (
        role.kind == "role"
        and trigger.kind == "trigger"
        and trigger.after_role
        and not role.inverted
        and trigger.index <= role.index + 6
    )
