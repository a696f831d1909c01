"""From a trigger to its event: an event known already, the headline's, or a new one."""
from __future__ import annotations

from govner.composition.event_decrees import opens_list
from govner.composition.event_drafts import Draft
from govner.composition.event_facts import Fact
from govner.composition.event_objections import Objections
from govner.composition.event_state import State
from govner.composition.event_tokens import GAP, MARK, Token
from govner.records import EventType

_PARTICULAR = frozenset({EventType.SIGNING, EventType.CEREMONY, EventType.AWARD})
_VISITS = frozenset({EventType.RESEARCH_VISIT, EventType.INSPECTION, EventType.STUDY_TOUR})
# What is done as a rule, or was called off, is not what takes place afterwards.
_GENERAL = frozenset({"habitual", "negated"})


class Naming:
    """Decides which event a trigger names."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.objection = Objections(state)

    def event_of(self, fact: Fact) -> Draft | None:
        """The event a trigger names, or None where it names none; `fact.type` and `fact.strength` are set."""
        kind, strength = self._reading(fact)
        reason = self.objection(kind, strength, fact)
        if reason is None:
            fact.type, fact.strength = kind, strength
            draft = self._title(kind, fact) if self.state.in_title else self._body(kind, strength, fact)
            if draft is not None:
                return draft
            reason = "untold"
        self.state.reject(fact, reason)
        return None

    def _reading(self, fact: Fact) -> tuple[EventType, str]:
        """The type and strength of a trigger; a word of several types is decided by what stands around it."""
        readings = fact.word.triggers
        chosen = readings[0]
        if chosen[0] is EventType.APPOINTMENT and len(readings) > 1:
            # 选举甲为主任 appoints; 选举 alone is a vote.
            chosen = chosen if fact.objects and fact.objects[0].posts else readings[1]
        elif len(readings) > 1:
            known = next((r for r in readings if self.state.known(r[0])), None)
            evident = next((r for r in readings if self._evident(r[0])), None)
            chosen = known or evident or chosen
        kind, strength = chosen
        if strength == "nouns":
            before = reversed(self.state.tokens[: fact.index])
            body = next((t for t in before if t.kind == "O" or t.text in "，。；"), None)
            if body is not None and body.mention is not None:
                name = self.state.analysis.text[body.mention.start : body.mention.end]
                for part, other in self.state.vocabulary.types[kind].bodies.items():
                    if part in name and not name.endswith("党组"):
                        return other, strength
        return kind, strength

    def _evident(self, kind: EventType) -> bool:
        words = self.state.vocabulary.types[kind].evidence
        here = self.state.sentence.sentence
        headline = self.state.analysis.sentences[0]
        text = self.state.analysis.text[here.start : here.end]
        if headline.title:
            text += self.state.analysis.text[headline.start : headline.end]
        return any(word in text for word in words)

    def _title(self, kind: EventType, fact: Fact) -> Draft | None:
        known = self.state.known(kind)
        if known is not None:
            return known
        draft = self._new(kind, fact, 0)
        draft.title = True
        draft.travels = self.state.family(kind) == "visit" and any(
            t.has("moves") or t.text == "来" for t in self.state.tokens[: fact.index]
        )
        draft.title_mention = draft.trigger
        return draft

    def _body(self, kind: EventType, strength: str, fact: Fact) -> Draft | None:
        known = self._known_as(kind, fact)
        if strength == "nouns":
            return self._noun(kind, known, fact)
        if fact.setting or fact.after_role:
            if known is not None:
                return self.state.adopt(known)
            if fact.after_role and kind in _PARTICULAR and fact.items and strength == "verbs":
                return self._new(kind, fact, 3)
            told = self.state.latest(self.state.family(kind), body=True)
            if told is not None:
                return told
            inside = kind is EventType.SYMPOSIUM and self.state.latest("visit", body=True) is not None
            return self._new(kind, fact, 1) if fact.items or inside else None
        if strength == "weak":
            return self._weak(kind, known, fact)
        rival = self._rival(kind, fact)
        if rival is not None and rival.strength == 1 and known is not None and known is not rival:
            self._absorb(known, rival)
            rival = None
        if known is not None and not self._distinct(known, fact):
            return self._merge(known, fact, 3)
        if known is None and kind in _VISITS and not self._sets_out(fact):
            visit = self.state.latest("visit", body=True)
            if visit is not None and visit.type in _VISITS:
                return visit
        passing = self._passing(kind, fact) if known is None else None
        if passing is not None:
            return passing
        if rival is not None:
            return self._rename(rival, kind, fact) if rival.strength == 1 else rival
        return self._new(kind, fact, 3) if self._grounded(kind, fact) else None

    def _passing(self, kind: EventType, fact: Fact) -> Draft | None:
        """The visit in the course of which somebody is called on or talked to (看望了老党员, 与村支书座谈)."""
        visit = self.state.latest("visit", body=True)
        if visit is None or visit.type not in _VISITS or self.state.date_before(fact) is not None:
            return None
        if any(item.kind == "P" and not visit.has(item) for item in fact.items):
            return None
        if kind is EventType.CONDOLENCE:
            before = self.state.tokens[: fact.index]
            own = any(t.text.startswith(("还", "又", "期间", "并")) for t in before) or self._evident(kind)
            return None if own else visit
        if kind is EventType.SYMPOSIUM and fact.partners and visit.sentence != self.state.sentence.index:
            return visit
        return None

    def _sets_out(self, fact: Fact) -> bool:
        """Whether another kind of visit, told later, is one of its own: on its own day, or by people introduced."""
        return self.state.date_near(fact) is not None or any(item.posts for item in fact.items)

    def implied(self, kind: EventType, fact: Fact) -> Draft:
        """The event that a role word implies by itself (代表双方签约)."""
        fact.type, fact.strength = kind, "verbs"
        draft = self._new(kind, fact, 3)
        self.state.touch(draft, fact)
        return draft

    def _grounded(self, kind: EventType, fact: Fact) -> bool:
        """A predicate without people, place or day tells no event of its own."""
        if self.state.family(kind) == "act" and (fact.objects or opens_list(self.state.tokens, fact.index)):
            return True
        if fact.items or fact.partners or fact.convener is not None or self.state.pending:
            return True
        if fact.word.text.endswith("了") or self.state.date_near(fact) is not None:
            return True
        acting = self.state.subject or (fact.behalf is not None and self.state.mover)
        return bool(acting) and self.state.family(kind) == "visit"

    def _weak(self, kind: EventType, known: Draft | None, fact: Fact) -> Draft | None:
        family = self.state.family(kind)
        if fact.planned and not fact.items:
            return None
        latest = self.state.latest("gathering" if family == "act" else family, body=True)
        if latest is not None and family == "visit" and self._detour(fact):
            return self._new(EventType.INSPECTION, fact, 1)
        if latest is not None:
            return latest if family == "visit" else None
        if known is not None:
            return self._merge(known, fact, 1)
        if family == "act":
            return self._new(kind, fact, 1) if fact.items else None
        if family != "visit":
            following = self.state.tokens[fact.index + 1] if fact.index + 1 < len(self.state.tokens) else None
            ends = following is None or following.text in "，。"
            return self._new(kind, fact, 1) if ends and self.state.date_near(fact) else None
        headline = self.state.latest(family)
        if headline is not None:
            return self.state.adopt(headline)
        return self._new(kind, fact, 1) if fact.items or self.state.subject else None

    def _detour(self, fact: Fact) -> bool:
        """当天下午，甲还到…察看: a visit beside the one told."""
        if not fact.word.text.startswith(("察看", "查看")):
            return False
        days = [t.mention for t in self.state.tokens[: fact.index] if t.kind == "D" and t.mention is not None]
        same = any(self.state.analysis.text[m.start : m.end].startswith(("当天", "当日", "当晚")) for m in days)
        again = any(t.text.startswith(("还", "又")) for t in self.state.tokens[: fact.index])
        return same and again

    def _noun(self, kind: EventType, known: Draft | None, fact: Fact) -> Draft | None:
        twin = self._twin(fact)
        if twin is not None:
            return twin
        pronoun = "pronouns" in fact.word
        convened = self._convened(fact)
        named = self._named(fact)
        if pronoun and fact.convener is not None and not fact.after_role and self._is_sequel(fact):
            return self._new(kind, fact, 2)
        if pronoun and named is not None and self._others_meet(named, fact):
            return self._new(kind, fact, 2)
        if named is not None and (pronoun or not convened):
            return named
        if fact.word.text == "活动" and not self._named_activity(fact):
            return None
        if kind is EventType.LETTER and self.state.after(fact.index) is None and fact.items:
            return self._new(kind, fact, 2)
        if not convened:
            if known is not None:
                return self.state.adopt(known)
            main = self.state.main()
            if fact.setting and main is not None and self.state.family(main.type) == "gathering":
                return main
            called_off = self.objection.status(fact) == "negated" and self.state.date_near(fact) is not None
            if (fact.setting and not pronoun) or called_off:
                return self._new(kind, fact, 2)
            return None
        if known is not None and not self._distinct(known, fact):
            return self._merge(known, fact, 2)
        return self._new(kind, fact, 2)

    def _is_sequel(self, fact: Fact) -> bool:
        first, last = self.state.tokens[0].start, self.state.tokens[fact.index].start
        before = self.state.skeleton.text[first:last]
        return any(word in before for word in self.state.vocabulary.sequels)

    def _twin(self, fact: Fact) -> Draft | None:
        """表彰大会暨推进会: one meeting with two names."""
        for token in reversed(self.state.tokens[max(0, fact.index - 8) : fact.index]):
            if token.kind == MARK and token.text != "、":
                return None
            if token.text == "暨":
                told = self.state.focus[0] if self.state.focus else None
                return told if told is not None and told.last_told == self.state.sentence.index else None
        return None

    @staticmethod
    def _others_meet(known: Draft, fact: Fact) -> bool:
        """同日，某县也召开会议: people who have no part in the meeting told hold one of their own."""
        if fact.convener is None or not fact.convener.text.endswith(("召开", "举行")) or not fact.items:
            return False
        return not any(known.has(item) for item in fact.items)

    def _named_activity(self, fact: Fact) -> bool:
        """开展“…”活动: only a name makes 活动 an event."""
        return fact.convener is not None and fact.index > 0 and self.state.tokens[fact.index - 1].kind in "QS"

    def _named(self, fact: Fact) -> Draft | None:
        """The gathering that a bare word (会议) or a part of its name (调度会上) points back at."""
        kinds = self.state.vocabulary.pronouns.get(fact.word.text, [])
        for draft in self.state.focus:
            if draft.title:
                continue
            name = self.state.analysis.text[slice(*draft.trigger)]
            if draft.type in kinds or (len(fact.word.text) > 2 and name.endswith(fact.word.text)):
                return draft
        return None

    def _convened(self, fact: Fact) -> bool:
        if fact.convener is not None:
            return True
        for token in self.state.tokens[fact.index + 1 : fact.index + 5]:
            if token.has("conveners"):
                return True
            if token.text in "，。":
                return False
        return False

    def _rival(self, kind: EventType, fact: Fact) -> Draft | None:
        """Another kind of visit in the same sentence by the same people is the same visit (检查调研, 考察了…)."""
        if self.state.family(kind) != "visit":
            return None
        for draft in self.state.focus:
            if draft.sentence != self.state.sentence.index or draft.title or self._semicolon(draft, fact):
                continue
            if draft.strength == 1 and self.state.family(draft.type) == "visit":
                return draft
            if kind in _VISITS and draft.type in _VISITS:
                return draft
        return None

    def _rename(self, weak: Draft, kind: EventType, fact: Fact) -> Draft:
        """察看…，看望慰问…: the stronger word names the visit."""
        weak.type, weak.trigger, weak.rule, weak.strength = kind, self.state.span(fact), fact.word.text, 3
        return weak

    def _absorb(self, known: Draft, weak: Draft) -> None:
        """走进…开展督查: the weak word only led to the event that has a name already."""
        self.state.forget(weak)
        known.stops += weak.stops
        known.places += [ref for ref in weak.places if ref not in known.places]
        for key, part in weak.parts.items():
            known.parts.setdefault(key, part)

    def _distinct(self, known: Draft, fact: Fact) -> bool:
        """Whether a second mention of a type is a second event: other people lead it, on another day."""
        if known.title or (known.sentence == self.state.sentence.index and not self._semicolon(known, fact)):
            return False
        if fact.strength == "nouns":
            return self._other_meeting(known, fact)
        people = {i.mention.ref for i in fact.items if i.kind == "P"}
        known_people = {part.ref for part in known.parts.values()}
        date = self.state.date_near(fact)
        other_day = date is not None and known.date is not None and self.state.day(date) != self.state.day(known.date)
        if other_day and self._again(fact):
            return True
        if known.type is EventType.CONDOLENCE and self._calls_elsewhere(fact):
            return True
        introduced = date is not None and all(i.posts for i in fact.items if i.kind == "P")
        return (other_day or introduced) and bool(people) and not people & known_people and bool(known.in_role("lead"))

    def _calls_elsewhere(self, fact: Fact) -> bool:
        """返程途中，甲还到丙村看望乙: a call of its own, at another place."""
        before = self.state.tokens[: fact.index]
        also = next((i for i, t in enumerate(before) if t.text.startswith(("还", "又"))), None)
        return also is not None and any(t.has("moves") for t in before[also:]) and any(t.kind == "L" for t in before)

    def _again(self, fact: Fact) -> bool:
        """次日，甲又带队检查…: the same people do the same a second time."""
        before = self.state.tokens[: fact.index + 1]
        return any(word in token.text for token in before for word in self.state.vocabulary.again)

    def _semicolon(self, known: Draft, fact: Fact) -> bool:
        """Whether a semicolon parts two events of one sentence."""
        last = self.state.span(fact)[0]
        return "；" in self.state.analysis.text[known.trigger[1] : last]

    def _other_meeting(self, known: Draft, fact: Fact) -> bool:
        """A meeting convened under another name, or at another time, is another meeting."""
        if not self._convened(fact) or fact.after_role:
            return False
        mine, other = fact.word.text, known.rule
        if mine not in other and other not in mine:
            return True
        return self.state.other_time(self.state.date_before(fact), known.date)

    def _merge(self, known: Draft, fact: Fact, strength: int) -> Draft:
        nameless = known.strength >= 1 and not known.parts and any(i.kind == "P" for i in fact.items)
        if known.title or (nameless and self.state.date_near(fact) is not None):
            known.title = False
            known.trigger = self.state.span(fact)
            known.rule = fact.word.text
            known.touched = []
            known.sentence = self.state.sentence.index
            known.strength = strength
            known.date = None
            known.loose = self._loose_places(fact) or known.loose
            known.topics = []
            self._about(known, fact)
            known.heading = list(known.parts.values())
            if fact.items:
                # 省民政厅来我市调研: the body that sends its people; they themselves come with the sentence.
                known.parts = {k: p for k, p in known.parts.items() if known.travels and p.role == "organizer"}
        return known

    def _new(self, kind: EventType, fact: Fact, strength: int) -> Draft:
        draft = Draft(kind, self.state.span(fact), self.state.sentence.index, fact.word.text, strength)
        draft.section = self.state.section
        draft.status = self.objection.status(fact)
        draft.loose = self._loose_places(fact)
        self._about(draft, fact)
        self.state.remember(draft)
        return draft

    def _about(self, draft: Draft, fact: Fact) -> None:
        """The topic of a visit stands beside its trigger; that of a meeting, beside its reports."""
        topic = self.state.view(fact.topic)
        if topic is not None and self.state.family(draft.type) == "visit":
            draft.topics.append(topic)

    def _loose_places(self, fact: Fact) -> list[str]:
        """Places of the sentence that belong to nobody's office, by mention; a semicolon parts events."""
        tokens: list[Token] = []
        for index, token in enumerate(self.state.tokens):
            if token.text == "；":
                if index > fact.index:
                    break
                tokens = []
            tokens.append(token)
        found = []
        for index, token in enumerate(tokens):
            if token.kind != "L" or token.mention is None:
                continue
            after = tokens[index + 1 : index + 3]
            if after and (after[0].kind in "LTP" or (after[0].kind == GAP and len(after) > 1 and after[1].kind == "P")):
                continue
            if token.mention.ref:
                found.append(token.mention.ref)
        return found

    def _known_as(self, kind: EventType, fact: Fact) -> Draft | None:
        """The event this trigger may name again; appointing and removing are two events."""
        if kind is not EventType.APPOINTMENT:
            known = self.state.known(kind)
            other = known is not None and known.status in _GENERAL and self.objection.status(fact) not in _GENERAL
            return None if other else known
        removes = self._removes(fact.word.text)
        for draft in self.state.focus:
            if draft.type is kind and (draft.title or self._removes(draft.rule) == removes):
                return draft
        return None

    @staticmethod
    def _removes(word: str) -> str:
        """Which kind of leaving a post a word says, or ""."""
        return next((kind for kind in ("免去", "辞去", "不再") if kind in word), "")
