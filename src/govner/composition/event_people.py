"""Who takes part: the people of triggers, of role words, and those who are only quoted."""
from __future__ import annotations

from dataclasses import replace

from govner.composition.event_drafts import Draft
from govner.composition.event_facts import Fact, Item
from govner.composition.event_naming import Naming
from govner.composition.event_offices import deciding_body
from govner.composition.event_state import State
from govner.composition.event_tokens import Token
from govner.composition.event_words import RoleCue, TypeWords
from govner.records import EventType, MentionType, Role

_ATTENDING = frozenset({"participant", "accompanying", "attendee", "observer"})
_OFFICIAL = ("领导", "代表", "委员", "同志", "常委", "干部", "记者", "通讯员", "成员")
_REPORTING = frozenset({"reporter", "instructor"})
# Roles that a body does not fill because of whoever heads it.
_BY_NAME = frozenset({"presider", "speaker", "lead", "unveiler"})
Stretch = tuple[int, int]


class People:
    """Adds participants to events."""

    def __init__(self, state: State, naming: Naming) -> None:
        self.state, self.naming = state, naming

    def take(self, draft: Draft, fact: Fact) -> None:
        """The people of a trigger: subject, objects, partners, those led."""
        kind = fact.type or draft.type
        words = self.state.vocabulary.types[kind]
        if fact.after_role or (fact.setting and not (words.family == "visit" and not draft.in_role("lead"))):
            return
        if words.family == "gathering" and fact.convener is not None:
            self._convene(draft, fact)
        elif draft.type is kind or (words.family == "visit" and not draft.in_role("lead")):
            role = self._subject_role(words, fact, kind)
            if words.family == "gathering" and draft.sentence != self.state.sentence.index:
                self._subjects(draft, [i for i in fact.items if not draft.has(i)], "participant", fact)
            elif words.family in ("visit", "act") or not draft.in_role(role):
                self._subjects(draft, self._who(draft, fact), role, fact)
        joint = words.family != "visit" and all(item.kind == "O" for item in [*fact.items, *fact.led])
        for item in fact.led:
            # 甲局联合乙局举行…: bodies that hold something together.
            self.add(draft, item, "organizer" if joint else "participant")
        if words.partner is not None:
            talk = kind is EventType.SYMPOSIUM and self.state.family(draft.type) == "visit"
            for item in fact.partners:
                self.add(draft, item, "visited" if talk else words.partner.value)
        self._objects(draft, fact, words)
        if kind is EventType.APPOINTMENT and fact.strength == "inverse" and not draft.in_role("appointer"):
            body = deciding_body(self.state.vocabulary, self.state.tokens[: fact.index])
            if body is not None:
                self.add(draft, Item(body, "O", 0), "appointer")

    @staticmethod
    def _subject_role(words: TypeWords, fact: Fact, kind: EventType) -> str:
        if kind is EventType.SYMPOSIUM and fact.strength == "verbs":
            return "lead"
        if fact.strength == "inverse" and words.object is not None:
            return words.object.value
        return words.subject.value

    def _who(self, draft: Draft, fact: Fact) -> list[Item]:
        """The subject; a visit told without one is by whom the sentence before was about."""
        if fact.items or self.state.in_title or draft.parts or self.state.family(draft.type) != "visit":
            return fact.items
        if fact.behalf is None:
            return self.state.subject
        return [replace(item, behalf=fact.behalf) for item in self.state.subject or self.state.mover]

    def _objects(self, draft: Draft, fact: Fact, words: TypeWords) -> None:
        if words.object is None or fact.inverted or (fact.strength == "inverse" and words.family == "gathering"):
            return
        role = words.subject if fact.strength == "inverse" else words.object
        for item in fact.objects:
            if item.kind == "O" and draft.type is EventType.INSPECTION:
                self.add(draft, item, Role.INSPECTED.value)
                continue
            people_only = words.family == "act" or (words.family == "visit" and role is not Role.RECIPIENT)
            if item.kind == "P" or not people_only:
                self.add(draft, item, role.value)

    def _subjects(self, draft: Draft, items: list[Item], role: str, fact: Fact) -> None:
        later = role == "lead" and draft.sentence != self.state.sentence.index and bool(draft.in_role("lead"))
        known = {ref for ref, _ in draft.parts}
        cue = (fact.party.start, fact.party.end) if fact.party is not None else None
        for item in items:
            if item.kind != "P" and role in ("lead", "presider") and not self._is_party(item):
                self._organise(draft, item)
            elif role == "presider" or (role == "appointee" and item.kind != "P"):
                continue
            # Others who lead a part of it later are introduced with their posts.
            elif not later or (item.kind == "P" and item.posts and item.mention.ref not in known):
                self.add(draft, item, role, cue)

    def _organise(self, draft: Draft, item: Item) -> None:
        """A body that is the subject where the event is first told organises it."""
        if draft.sentence == self.state.sentence.index:
            self.add(draft, item, "organizer")

    def _is_party(self, item: Item) -> bool:
        """A delegation or inspection group travels, and so do leaders; any other organisation sends somebody."""
        if item.kind == "G":
            return True
        return self.state.analysis.text[item.mention.start : item.mention.end].endswith(("团", "组", "队", "室"))

    def _convene(self, draft: Draft, fact: Fact) -> None:
        convener = fact.convener
        if convener is None or (convener.word is not None and convener.word.cues):
            return
        for item in self._who(draft, fact):
            role = self._convener_role(draft) if item.kind == "P" else "organizer"
            if draft.type is EventType.SIGNING and fact.partners:
                role = "signatory"
            self.add(draft, item, role, (convener.start, convener.end))

    def _convener_role(self, draft: Draft) -> str:
        """Who calls a meeting presides; who holds an activity leads it."""
        subject = self.state.vocabulary.types[draft.type].subject
        return "lead" if subject is Role.LEAD else "presider"

    def add(
        self, draft: Draft, item: Item, role: str, cue: Stretch | None = None, topic: Stretch | None = None
    ) -> None:
        """Adds a participant; a group takes part as its organisations, as itself where it has none or acts as one."""
        role = self._role_name(draft, role)
        view_cue, view_topic = self.state.view(cue), self.state.view(topic)
        items = [item]
        if item.kind == "G":
            inside = self.state.analysis.mentions_in(item.mention.start, item.mention.end, MentionType.ORGANIZATION)
            if inside and not (len(inside) > 1 and view_cue and self._together(*view_cue)):
                items = [Item(mention, "O", item.index) for mention in inside]
        for one in items:
            draft.add(one, role, view_cue, view_topic)

    def _together(self, start: int, end: int) -> bool:
        """Whether the words of a role tell of one act of all (交流发言) and not of one after the other (分别…)."""
        words = self.state.analysis.text[max(0, start - 2) : end]
        roles = self.state.vocabulary.roles
        return any(w in words for w in roles.together) and not any(w in words for w in roles.each)

    def _role_name(self, draft: Draft, role: str) -> str:
        renamed = self.state.vocabulary.types[draft.type].roles.get(Role(role))
        return renamed.value if renamed else role

    def role(self, fact: Fact, last_chance: bool = False) -> None:
        cue, draft = self._reading(fact)
        if cue is not None and not fact.framed:
            fact.role = cue.role.value
        if draft is None and cue is not None and cue.types and fact.items and not self.state.in_title:
            draft = self.naming.implied(cue.types[0], fact)
        if draft is None or (draft.title and not last_chance and not self.state.in_title):
            if not last_chance:
                self.state.waiting.append(fact)
            return
        token = self.state.tokens[fact.index]
        self.state.adopt(draft)
        if draft.date is None:
            draft.date = self.state.date_near(fact) or self.state.date
        draft.prove(self.state.sentence.index)
        if fact.planned and draft.status == "occurred" and not fact.inverted:
            return
        end = self._cue_end(fact)
        for item in fact.items:
            if fact.role == Role.VISITED.value and draft.has(item):
                continue
            if item.kind == "O" and item.posts and fact.role in _BY_NAME:
                continue
            self.add(draft, item, fact.role, (token.start, end), fact.topic)
        topic = self.state.view(fact.topic) if fact.items and fact.role in _REPORTING else None
        if topic is not None and topic not in draft.topics and self.state.family(draft.type) == "gathering":
            draft.topics.append(topic)

    def _reading(self, fact: Fact) -> tuple[RoleCue | None, Draft | None]:
        """What a role word says and of which event: of several readings, that of the event told last."""
        readings = [(cue, self._role_event(cue)) for cue in fact.word.cues]
        if not readings:
            return None, self._role_event(None)
        told = [draft.last_told if draft is not None and not draft.title else -1 for _, draft in readings]
        return readings[told.index(max(told))]

    def _cue_end(self, fact: Fact) -> int:
        """参加调研 is one cue: the role word and the name of the event straight after it."""
        token, following = self.state.tokens[fact.index], self.state.after(fact.index)
        if following is not None and following.word is not None and following.word.triggers and not fact.inverted:
            return following.end
        return token.end

    def quoted(self, speakers: list[Item], cue: Token) -> None:
        """Who is quoted at an event takes part in it, even where nothing else says so."""
        draft = next((d for d in self.state.focus if not d.title), None)
        if draft is None or len(speakers) != 1 or speakers[0].kind != "P":
            return
        ref = speakers[0].mention.ref
        if any(known == ref for known, _ in draft.parts) or any((ref, "lead") in d.parts for d in self.state.focus):
            return
        family = self.state.family(draft.type)
        for line in self.state.vocabulary.speakers:
            fits = family in line.families and (not line.types or draft.type in line.types)
            if line.role is Role.VISITED and self._holds_post(speakers[0]):
                continue
            if fits and (not line.words or cue.text in line.words):
                self.add(draft, speakers[0], line.role.value, (cue.start, cue.end))
                return

    def met(self, everyone: list[Item], addressed: list[Item]) -> None:
        """Ordinary people named on a visit (村民王立) are those visited, and so are those of the place spoken to."""
        draft = next((d for d in self.state.focus if not d.title), None)
        if draft is None or self.state.family(draft.type) != "visit":
            return
        for item in everyone:
            ordinary = bool(item.modifier) and not item.modifier.endswith(_OFFICIAL) and not self._holds_post(item)
            if ordinary and not draft.has(item):
                self.add(draft, item, "visited")
        for item in addressed:
            if not draft.has(item) and self._of_the_place(item):
                self.add(draft, item, "visited")

    def _of_the_place(self, item: Item) -> bool:
        """Whether somebody holds a post at the base: a village secretary, the head of a factory or a school."""
        text = self.state.analysis.text
        first = item.posts[0].start if item.posts else item.mention.start
        words = text[max(0, first - 2) : first] + "".join(text[post.start : post.end] for post in item.posts)
        return any(word in words for word in self.state.vocabulary.roles.grassroots)

    def _holds_post(self, item: Item) -> bool:
        person = self.state.analysis.entities.people.get(item.mention.ref)
        return bool(item.posts) or (person is not None and bool(person.holdings))

    def _role_event(self, cue: RoleCue | None) -> Draft | None:
        here = self._order(cue)
        if cue is None or not (cue.families or cue.types):
            return here[0] if here else None
        if cue.types:
            return next((d for d in here if d.type in cue.types), None)
        fitting = [d for d in here if self.state.family(d.type) in cue.families]
        if fitting and cue.role.value in _ATTENDING and self.state.sentence.index not in fitting[0].touched:
            last = max(d.last_told for d in fitting)
            fitting = [d for d in fitting if d.last_told == last]
            fitting.sort(key=lambda d: cue.families.index(self.state.family(d.type)))  # type: ignore[arg-type]
        return fitting[0] if fitting else None

    def _order(self, cue: RoleCue | None) -> list[Draft]:
        """The events a list may belong to, best first.

        A list with no event beside it (…参加。) goes with the first event of the sentence before it, or, in a paragraph
        of its own, with the article's first; words spoken or reports go with the event in hand.
        """
        here = sorted(self.state.focus, key=lambda d: d.title)
        if cue is None or cue.role.value not in _ATTENDING or not here or here[0].title:
            return here
        if any(self.state.sentence.index in d.touched for d in here):
            return here
        last = max(d.last_told for d in here)
        same_block = last >= 0 and self.state.analysis.sentences[last].block == self.state.sentence.sentence.block
        if same_block:
            return [d for d in reversed(here) if not d.title and d.last_told == last] + here
        main = self.state.main()
        return [main, *here] if main is not None else here
