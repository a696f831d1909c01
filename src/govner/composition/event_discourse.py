"""The state of the telling: which events there are, which one is in hand, which date is in force."""
from __future__ import annotations

from govner.composition.event_clauses import read_clauses
from govner.composition.event_facts import Fact, Item, Site
from govner.composition.event_decrees import decider, head_date, listed_appointees, opens_list
from govner.composition.event_drafts import Draft, Part, Stop
from govner.composition.event_tokens import GAP, SentenceTokens, Token
from govner.composition.event_words import RoleCue, TypeWords, Vocabulary
from govner.records import AdminLevel, EventType, MentionType, Role
from govner.segmentation import Analysis
from govner.segmentation.skeleton import Skeleton

_DAYS = frozenset({"day", "part_of_day", "hour", "minute", "vague", "week"})
_ATTENDING = frozenset({"participant", "accompanying", "attendee", "observer"})
_VISITS = frozenset({EventType.RESEARCH_VISIT, EventType.INSPECTION, EventType.STUDY_TOUR})


class Discourse:
    """Reads sentence after sentence; `finish` gives the events."""

    def __init__(self, vocabulary: Vocabulary, analysis: Analysis, skeleton: Skeleton) -> None:
        self.vocabulary, self.analysis, self.skeleton = vocabulary, analysis, skeleton
        self.drafts: list[Draft] = []
        self.focus: list[Draft] = []
        self.date: str | None = None
        self.subject: list[Item] = []
        self.sentence: SentenceTokens
        self.tokens: list[Token] = []
        self.pending: list[Fact] = []
        self.waiting: list[Fact] = []
        self.section = 0
        self.decree: Draft | None = None

    # One sentence -----------------------------------------------------------------------------------------------

    def read(self, sentence: SentenceTokens) -> None:
        self.sentence, self.tokens = sentence, sentence.tokens[: sentence.speech]
        if not self.tokens:
            return
        if self._list_line():
            return
        facts, speakers = read_clauses(self.vocabulary, self.tokens)
        self.pending, self.waiting = [], []
        position = 0
        while position < len(facts):
            fact = facts[position]
            following = facts[position + 1] if position + 1 < len(facts) else None
            if fact.kind == "role" and following is not None and self._names_its_event(fact, following):
                self._trigger(following)
                self._role(fact)
                position += 2
                continue
            self._fact(fact)
            position += 1
        for fact in self.waiting:
            self._role(fact, last_chance=True)
        self._leftover_sites()
        if sentence.speech < len(sentence.tokens) and not sentence.sentence.title:
            self._quoted(speakers, sentence.tokens[sentence.speech])
        subjects = [f.items for f in facts if f.kind in ("trigger", "lead", "stops") and f.items]
        if subjects and not sentence.sentence.title:
            self.subject = subjects[0]

    def _list_line(self) -> bool:
        """A line of a list of appointments adds its people to the event that heads the list."""
        if self.decree is None:
            self.decree = next((d for d in self.focus if d.title and d.type is EventType.APPOINTMENT), None)
        if self.decree is None or self.sentence.sentence.title:
            return False
        items = listed_appointees(self.tokens)
        for item in items:
            self._add(self._adopt(self.decree), item, "appointee", None)
        if items:
            self.decree.prove(self.sentence.index)
        return bool(items)

    @staticmethod
    def _names_its_event(role: Fact, trigger: Fact) -> bool:
        return trigger.kind == "trigger" and trigger.after_role and not role.inverted and trigger.index <= role.index + 6

    def _fact(self, fact: Fact) -> None:
        if fact.kind == "trigger":
            self._trigger(fact)
        elif fact.kind == "role":
            self._role(fact)
        elif fact.kind == "stops":
            self._stops(fact)
        elif fact.kind == "home":
            self._home(fact)
        elif fact.kind == "lead":
            self.pending.append(fact)

    # Triggers ---------------------------------------------------------------------------------------------------

    def _trigger(self, fact: Fact) -> None:
        kind, strength = self._reading(fact)
        if fact.negated or (strength != "nouns" and self._nominal(fact)):
            return
        fact.type = kind
        draft = self._title(kind, fact) if self.sentence.sentence.title else self._body(kind, strength, fact)
        if draft is None:
            return
        self._touch(draft, fact)
        if draft.type is EventType.APPOINTMENT and opens_list(self.tokens, fact.index):
            self.decree = draft
        self._people(draft, fact, strength)
        self._take_sites(draft, fact)

    def _reading(self, fact: Fact) -> tuple[EventType, str]:
        """The type and strength of a trigger; a word of several types is decided by what stands around it."""
        readings = fact.word.triggers
        chosen = readings[0]
        if len(readings) > 1:
            known = next((r for r in readings if self._known(r[0])), None)
            evident = next((r for r in readings if self._evident(r[0])), None)
            chosen = known or evident or chosen
        kind, strength = chosen
        if strength == "nouns":
            body = next((t for t in reversed(self.tokens[: fact.index]) if t.kind == "O" or t.text in "，。；"), None)
            if body is not None and body.mention is not None:
                name = self.analysis.text[body.mention.start : body.mention.end]
                for part, other in self.vocabulary.types[kind].bodies.items():
                    if part in name and not name.endswith("党组"):
                        return other, strength
        return kind, strength

    def _evident(self, kind: EventType) -> bool:
        words = self.vocabulary.types[kind].evidence
        here = self.sentence.sentence
        headline = self.analysis.sentences[0]
        text = self.analysis.text[here.start : here.end]
        if headline.title:
            text += self.analysis.text[headline.start : headline.end]
        return any(word in text for word in words)

    def _title(self, kind: EventType, fact: Fact) -> Draft | None:
        known = self._known(kind)
        if known is not None:
            return known
        draft = self._new(kind, fact, 0)
        draft.title = True
        draft.title_mention = draft.trigger
        return draft

    def _body(self, kind: EventType, strength: str, fact: Fact) -> Draft | None:
        known = self._known_as(kind, fact)
        if strength == "nouns":
            return self._noun(kind, known, fact)
        if fact.setting or fact.after_role:
            if known is not None:
                return self._adopt(known)
            return self._latest(self._family(kind), body=True) or (self._new(kind, fact, 1) if fact.items else None)
        if strength == "weak":
            return self._weak(kind, known, fact)
        if known is not None and not self._distinct(known, fact):
            return self._merge(known, fact, 3)
        if known is None and kind in _VISITS and not self._sets_out(fact):
            visit = self._latest("visit", body=True)
            if visit is not None and visit.type in _VISITS:
                return visit
        rival = self._rival(kind, fact)
        if rival is not None:
            return rival
        return self._new(kind, fact, 3) if self._grounded(kind, fact) else None

    def _sets_out(self, fact: Fact) -> bool:
        """Whether another kind of visit, told later, is one of its own: on a day of its own, or by people introduced."""
        return self._date(fact) is not None or any(item.posts for item in fact.items)

    def _nominal(self, fact: Fact) -> bool:
        """Whether the word is only part of a noun phrase (巡查制度, 检查要到位)."""
        following = self.tokens[fact.index + 1] if fact.index + 1 < len(self.tokens) else None
        return following is not None and following.text.startswith(self.vocabulary.tails) and following.kind == GAP

    def _grounded(self, kind: EventType, fact: Fact) -> bool:
        """A predicate without people, place or day tells no event of its own."""
        if self._family(kind) == "act" and (fact.objects or opens_list(self.tokens, fact.index)):
            return True
        if fact.items or fact.partners or fact.convener is not None or self.pending or fact.word.text.endswith("了"):
            return True
        return bool(self.subject) and self._family(kind) == "visit" or self._date(fact) is not None

    def _weak(self, kind: EventType, known: Draft | None, fact: Fact) -> Draft | None:
        family = self._family(kind)
        latest = self._latest("gathering" if family == "act" else family, body=True)
        if latest is not None and family == "visit" and self._detour(fact):
            return self._new(EventType.INSPECTION, fact, 1)
        if latest is not None:
            return latest if family == "visit" else None
        if known is not None:
            return self._merge(known, fact, 1)
        if family != "visit":
            following = self.tokens[fact.index + 1] if fact.index + 1 < len(self.tokens) else None
            ends = following is None or following.text in "，。"
            return self._new(kind, fact, 1) if ends and self._date(fact) else None
        headline = self._latest(family)
        if headline is not None:
            return self._adopt(headline)
        return self._new(kind, fact, 1) if fact.items or self.subject else None

    def _detour(self, fact: Fact) -> bool:
        """当天下午，甲还到…察看: a visit beside the one told."""
        if not fact.word.text.startswith(("察看", "查看")):
            return False
        days = [t.mention for t in self.tokens[: fact.index] if t.kind == "D" and t.mention is not None]
        same = any(self.analysis.text[m.start : m.end].startswith(("当天", "当日", "当晚")) for m in days)
        again = any(t.text.startswith(("还", "又")) for t in self.tokens[: fact.index])
        return same and again

    def _adopt(self, draft: Draft) -> Draft:
        """The body tells the headline's event in other words."""
        if draft.title and not self.sentence.sentence.title:
            draft.title = False
            draft.sentence = self.sentence.index
            draft.strength = 1
        return draft

    def _noun(self, kind: EventType, known: Draft | None, fact: Fact) -> Draft | None:
        pronoun = "pronouns" in fact.word
        convened = self._convened(fact)
        named = self._named(fact)
        if pronoun and fact.convener is not None and not fact.after_role and self._is_sequel(fact):
            return self._new(kind, fact, 2)
        if named is not None and (pronoun or not convened):
            return named
        if fact.word.text == "活动" and not self._named_activity(fact):
            return None
        if not convened:
            if known is not None:
                return self._adopt(known)
            main = next((d for d in self.drafts if not d.title), None)
            if fact.setting and main is not None and self._family(main.type) == "gathering":
                return main
            if fact.setting and not pronoun:
                return self._new(kind, fact, 2)
            return None
        if known is not None and not self._distinct(known, fact):
            return self._merge(known, fact, 2)
        return self._new(kind, fact, 2)

    def _is_sequel(self, fact: Fact) -> bool:
        first, last = self.tokens[0].start, self.tokens[fact.index].start
        before = self.skeleton.text[first:last]
        return any(word in before for word in self.vocabulary.sequels)

    def _named_activity(self, fact: Fact) -> bool:
        """开展“…”活动: only a name makes 活动 an event."""
        return fact.convener is not None and fact.index > 0 and self.tokens[fact.index - 1].kind in "QS"

    def _named(self, fact: Fact) -> Draft | None:
        """The gathering that a bare word (会议) or a part of its name (调度会上) points back at."""
        kinds = self.vocabulary.pronouns.get(fact.word.text, [])
        for draft in self.focus:
            if draft.title:
                continue
            name = self.analysis.text[slice(*draft.trigger)]
            if draft.type in kinds or (len(fact.word.text) > 2 and name.endswith(fact.word.text)):
                return draft
        return None

    def _convened(self, fact: Fact) -> bool:
        if fact.convener is not None:
            return True
        for token in self.tokens[fact.index + 1 : fact.index + 5]:
            if token.has("conveners"):
                return True
            if token.text in "，。":
                return False
        return False

    def _rival(self, kind: EventType, fact: Fact) -> Draft | None:
        """Another kind of visit in the same sentence by the same people is the same visit (检查调研, 考察了…)."""
        if self._family(kind) != "visit":
            return None
        for draft in self.focus:
            if draft.strength == 1 and draft.sentence == self.sentence.index and self._family(draft.type) == "visit":
                draft.type, draft.trigger, draft.strength = kind, self._span(fact), 3
                return draft
            if kind not in _VISITS:
                continue
            if draft.type in _VISITS and draft.sentence == self.sentence.index and not draft.title:
                return draft
        return None

    def _distinct(self, known: Draft, fact: Fact) -> bool:
        """Whether a second mention of a type is a second event: other people lead it, on another day."""
        if known.title or known.sentence == self.sentence.index:
            return False
        if fact.word.triggers[0][1] == "nouns":
            mine, other = fact.word.text, known.rule
            if not self._convened(fact) or fact.after_role:
                return False
            return (mine not in other and other not in mine) or self._other_time(self._own_date(fact), known.date)
        people = {i.mention.ref for i in fact.items if i.kind == "P"}
        mine = {part.ref for part in known.parts.values()}
        date = self._date(fact)
        other_day = date is not None and known.date is not None and self._day(date) != self._day(known.date)
        return other_day and bool(people) and not people & mine and bool(known.in_role("lead"))

    def _own_date(self, fact: Fact) -> str | None:
        """The date told before the trigger in its own sentence."""
        before = [t.mention for t in self.tokens[: fact.index] if t.kind == "D" and t.mention is not None]
        days = [m.ref for m in before if (row := self.analysis.entities.dates.get(m.ref)) and row.granularity in _DAYS]
        return days[-1] if days else None

    def _other_time(self, ref: str | None, known: str | None) -> bool:
        """Whether two dates cannot be of one event: two days, or two parts of a day."""
        dates = self.analysis.entities.dates
        if ref is None or known is None or ref not in dates or known not in dates:
            return False
        mine, other = dates[ref].value, dates[known].value
        return not (mine.startswith(other) or other.startswith(mine)) and "/" not in mine + other

    def _merge(self, known: Draft, fact: Fact, strength: int) -> Draft:
        nameless = known.strength >= 1 and not known.parts and any(i.kind == "P" for i in fact.items)
        if known.title or (nameless and self._date(fact) is not None):
            known.title = False
            known.trigger = self._span(fact)
            known.rule = fact.word.text
            known.touched = []
            known.sentence = self.sentence.index
            known.strength = strength
            known.date = None
            known.loose = self._loose_places() or known.loose
            if fact.items:
                known.parts.clear()
        return known

    def _new(self, kind: EventType, fact: Fact, strength: int) -> Draft:
        draft = Draft(kind, self._span(fact), self.sentence.index, fact.word.text, strength, section=self.section)
        if fact.planned:
            draft.status = "planned"
        draft.loose = self._loose_places()
        self.drafts.append(draft)
        self.focus.insert(0, draft)
        return draft

    def _loose_places(self) -> list[str]:
        """Places of the sentence that belong to nobody's office, by mention."""
        tokens, found = self.tokens, []
        for index, token in enumerate(tokens):
            if token.kind != "L" or token.mention is None:
                continue
            after = tokens[index + 1 : index + 3]
            if after and (after[0].kind in "LTP" or (after[0].kind == GAP and len(after) > 1 and after[1].kind == "P")):
                continue
            if token.mention.ref:
                found.append(token.mention.ref)
        return found

    def _touch(self, draft: Draft, fact: Fact) -> None:
        self.focus.remove(draft)
        self.focus.insert(0, draft)
        draft.prove(self.sentence.index)
        if self.sentence.index not in draft.touched:
            draft.touched.append(self.sentence.index)
        if draft.date is None:
            draft.date = self._date(fact) or self.date
        if draft.date is not None:
            self.date = draft.date

    def _family(self, kind: EventType) -> str:
        return self.vocabulary.types[kind].family

    def _known(self, kind: EventType) -> Draft | None:
        return next((d for d in self.focus if d.type is kind and d.section == self.section), None)

    def _known_as(self, kind: EventType, fact: Fact) -> Draft | None:
        """The event this trigger may name again; appointing and removing are two events."""
        if kind is not EventType.APPOINTMENT:
            return self._known(kind)
        removes = self._removes(fact.word.text)
        for draft in self.focus:
            if draft.type is kind and (draft.title or self._removes(draft.rule) == removes):
                return draft
        return None

    @staticmethod
    def _removes(word: str) -> bool:
        return "免去" in word or "辞去" in word

    def _latest(self, family: str, body: bool = False) -> Draft | None:
        return next((d for d in self.focus if self._family(d.type) == family and not (body and d.title)), None)

    # People -----------------------------------------------------------------------------------------------------

    def _people(self, draft: Draft, fact: Fact, strength: str) -> None:
        kind = fact.type or draft.type
        words = self.vocabulary.types[kind]
        if fact.after_role or fact.setting:
            return
        role, partner = words.subject.value, words.partner
        if kind is EventType.SYMPOSIUM and strength == "verbs":
            role = "lead"
        if strength == "inverse" and words.object is not None:
            role = words.object.value
        cue = None
        items = fact.items or ([] if self.sentence.sentence.title else self._inherited(draft))
        if draft.type is kind and (words.family != "gathering" or fact.convener is None):
            if words.family == "visit" or not any(p.role == role for p in draft.parts.values()):
                self._subjects(draft, items, role, cue)
        elif fact.convener is not None and words.family == "gathering":
            self._convene(draft, fact)
        for item in fact.led:
            self._add(draft, item, "participant", cue)
        if partner is not None:
            for item in fact.partners:
                self._add(draft, item, partner.value, cue)
        self._objects(draft, fact, words, strength)

    def _objects(self, draft: Draft, fact: Fact, words: TypeWords, strength: str) -> None:
        if words.object is None:
            return
        role = words.subject if strength == "inverse" else words.object
        for item in fact.objects:
            people_only = words.family == "act" or (words.family == "visit" and role is not Role.RECIPIENT)
            if item.kind == "P" or not people_only:
                self._add(draft, item, role.value, None)

    def _inherited(self, draft: Draft) -> list[Item]:
        return self.subject if not draft.parts and self._family(draft.type) == "visit" else []

    def _subjects(self, draft: Draft, items: list[Item], role: str, cue: tuple[int, int] | None) -> None:
        later = role == "lead" and draft.sentence != self.sentence.index and bool(draft.in_role("lead"))
        known = {ref for ref, _ in draft.parts}
        for item in items:
            if item.kind != "P" and role in ("lead", "presider") and not self._is_party(item):
                self._add(draft, item, "organizer", cue)
                continue
            if role == "presider":
                continue
            # Others who lead a part of it later are introduced with their posts.
            if not later or (item.kind == "P" and item.posts and item.mention.ref not in known):
                self._add(draft, item, role, cue)

    def _is_party(self, item: Item) -> bool:
        """A delegation or inspection group travels; any other organisation sends somebody."""
        return self.analysis.text[item.mention.start : item.mention.end].endswith(("团", "组", "队", "室"))

    def _convene(self, draft: Draft, fact: Fact) -> None:
        convener = fact.convener
        if convener is None or (convener.word is not None and convener.word.cues):
            return
        for item in fact.items or self._inherited(draft):
            role = "presider" if item.kind == "P" else "organizer"
            self._add(draft, item, role, (convener.start, convener.end))

    def _add(
        self,
        draft: Draft,
        item: Item,
        role: str,
        cue: tuple[int, int] | None,
        topic: tuple[int, int] | None = None,
    ) -> None:
        role = self._role_name(draft, role)
        span = (self.skeleton.start(cue[0]), self.skeleton.end(cue[1])) if cue else None
        about = (self.skeleton.start(topic[0]), self.skeleton.end(topic[1])) if topic else None
        if item.kind == "G":
            inside = self.analysis.mentions_in(item.mention.start, item.mention.end, MentionType.ORGANIZATION)
            for mention in inside:
                draft.add(Item(mention, "O", item.index), role, span, about)
            if inside:
                return
            return
        draft.add(item, role, span, about)

    def _role_name(self, draft: Draft, role: str) -> str:
        renamed = self.vocabulary.types[draft.type].roles.get(Role(role))
        return renamed.value if renamed else role

    def _role(self, fact: Fact, last_chance: bool = False) -> None:
        cue = fact.word.cues[0] if fact.word.cues else None
        draft = self._role_event(cue)
        if draft is None or (draft.title and not last_chance and not self.sentence.sentence.title):
            if not last_chance:
                self.waiting.append(fact)
            return
        token = self.tokens[fact.index]
        self._adopt(draft)
        if draft.date is None:
            draft.date = self._date(fact) or self.date
        draft.prove(self.sentence.index)
        if fact.planned and draft.status == "occurred" and not fact.inverted:
            return
        for item in fact.items:
            self._add(draft, item, fact.role, (token.start, token.end), fact.topic)

    def _quoted(self, speakers: list[Item], cue: Token) -> None:
        """Who is quoted at an event takes part in it, even where nothing else says so."""
        draft = next((d for d in self.focus if not d.title), None)
        if draft is None or len(speakers) != 1 or speakers[0].kind != "P":
            return
        ref = speakers[0].mention.ref
        if any(known == ref for known, _ in draft.parts) or any(ref in d.in_role("lead") for d in self.drafts):
            return
        family = self._family(draft.type)
        for line in self.vocabulary.speakers:
            fits = family in line.families and (not line.types or draft.type in line.types)
            if fits and (not line.words or cue.text in line.words):
                self._add(draft, speakers[0], line.role.value, (cue.start, cue.end))
                return

    def _role_event(self, cue: RoleCue | None) -> Draft | None:
        here = self._order(cue)
        if cue is None or not (cue.families or cue.types):
            return here[0] if here else None
        if cue.types:
            return next((d for d in here if d.type in cue.types), None)
        fitting = [d for d in here if self._family(d.type) in cue.families]
        if fitting and cue.role.value in _ATTENDING and self.sentence.index not in fitting[0].touched:
            recent = [d for d in fitting if d.touched and d.touched[-1] == max(d.touched[-1:] or [-1] for d in fitting)[0]]
            fitting = recent or fitting
            fitting.sort(key=lambda d: cue.families.index(self._family(d.type)))  # type: ignore[arg-type]
        return fitting[0] if fitting else None

    def _order(self, cue: RoleCue | None) -> list[Draft]:
        """The events a list may belong to, best first.

        A list with no event beside it (…参加。) goes with the first event of the sentence before it, or, in a paragraph of
        its own, with the article's first; words spoken or reports go with the event in hand.
        """
        here = sorted(self.focus, key=lambda d: d.title)
        if cue is None or cue.role.value not in _ATTENDING or not here or here[0].title:
            return here
        if any(self.sentence.index in d.touched for d in here):
            return here
        last = max((d.touched[-1] for d in here if d.touched), default=-1)
        same_block = self.analysis.sentences[last].block == self.sentence.sentence.block if last >= 0 else False
        first = [d for d in self.drafts if not d.title and (not same_block or last in d.touched)]
        return first + here

    # Places -----------------------------------------------------------------------------------------------------

    def _stops(self, fact: Fact) -> None:
        latest = self.focus[0] if self.focus else None
        if (
            latest is not None
            and latest.sentence == self.sentence.index
            and not latest.title
            and "location" not in fact.word
            and self._family(latest.type) == "visit"
        ):
            if fact.word.triggers and latest.trigger == self._span(fact):
                self.pending.append(fact)
                self._take_sites(latest, fact)
            else:
                self._add_stops(latest, fact)
        elif self._held_here(latest, fact):
            self.pending.append(fact)
            self._take_sites(self.focus[0], fact)
        else:
            self.pending.append(fact)

    def _held_here(self, latest: Draft | None, fact: Fact) -> bool:
        """会议在县影剧院召开: the place comes after the name."""
        return (
            latest is not None
            and "location" in fact.word
            and self.sentence.index in latest.touched
            and self._family(latest.type) == "gathering"
            and not latest.places
            and any(t.has("conveners") or t.text in "。，" for t in self.tokens[fact.sites[-1].last + 1 :][:3])
        )

    def _take_sites(self, draft: Draft, fact: Fact) -> None:
        """The places before a trigger in its sentence are where it happens."""
        taken, self.pending = self.pending, []
        for sites in taken:
            if sites.kind == "lead":
                for item in sites.objects:
                    self._add(draft, item, "participant", None)
                continue
            if self._family(draft.type) == "visit" and draft.sentence != self.sentence.index:
                self._add_stops(draft, sites)
                continue
            if sites.word.text == "对" and self._family(draft.type) == "visit":
                self._add_stops(draft, sites)
                continue
            if self._family(draft.type) != "visit" and "location" not in sites.word:
                self.pending.append(sites)
                continue
            for site in sites.sites:
                self._add_place(draft, site)
            if self._family(draft.type) == "visit" and any(self._deep(site) for site in sites.sites):
                self._add_stops(draft, sites)

    def _deep(self, site: Site) -> bool:
        last = site.mentions[-1]
        if last.type is MentionType.ORGANIZATION:
            return True
        place = self.analysis.entities.places.get(last.ref)
        return place is not None and place.level in (AdminLevel.COMMUNITY, AdminLevel.NONE)

    def _town(self, site: Site) -> bool:
        place = self.analysis.entities.places.get(site.mentions[-1].ref)
        return place is not None and place.level is AdminLevel.TOWNSHIP

    def _add_place(self, draft: Draft, site: Site) -> None:
        last = site.mentions[-1]
        refs = [m.ref for m in site.mentions] if self._deep(site) and len(site.mentions) > 1 else [last.ref]
        for ref in refs:
            if ref and ref not in draft.places:
                draft.places.append(ref)
        place = self.analysis.entities.places.get(last.ref)
        if draft.venue is None and place is not None and place.kind.value == "venue":
            draft.venue = last.ref

    def _add_stops(self, draft: Draft, fact: Fact) -> None:
        if self.sentence.sentence.title:
            return
        token = self.tokens[fact.index]
        cue = (self.skeleton.end(token.end) - 1, self.skeleton.end(token.end))
        for site in fact.sites:
            start = self.skeleton.start(self.tokens[site.first].start)
            end = self.skeleton.end(self.tokens[site.last].end)
            if any(stop.start == start for stop in draft.stops):
                continue
            if fact.word.triggers and not self._deep(site) and len(site.mentions) == 1 and not self._town(site):
                continue
            places = [m.ref for m in site.mentions if m.ref]
            draft.stops.append(Stop(start, end, places, None, cue, self.sentence.index))

    def _leftover_sites(self) -> None:
        visit = self._latest("visit", body=True) or self._latest("visit")
        if visit is None or self.sentence.sentence.title:
            return
        for fact in self.pending:
            if fact.kind == "stops" and fact.word.text != "对":
                self._add_stops(self._adopt(visit), fact)
                if visit.date is None:
                    visit.date = self._date(fact)
                    self.date = visit.date or self.date

    def _home(self, fact: Fact) -> None:
        visit = self._latest("visit", body=True) or self._latest("visit")
        if visit is not None:
            role = "recipient" if visit.type is EventType.CONDOLENCE else "visited"
            self._add(visit, fact.items[0], role, None)

    # Dates ------------------------------------------------------------------------------------------------------

    def _date(self, fact: Fact) -> str | None:
        """The date of a trigger: the nearest day before it in its sentence, else the first after it."""
        best: str | None = None
        for index, token in enumerate(self.tokens):
            if token.kind != "D" or token.mention is None:
                continue
            row = self.analysis.entities.dates.get(token.mention.ref)
            if row is None or row.granularity not in _DAYS:
                continue
            if index > fact.index and best is not None:
                break
            best = row.id
        return best

    def _day(self, ref: str) -> str:
        row = self.analysis.entities.dates.get(ref)
        return (row.value if row else "")[:10]

    def _span(self, fact: Fact) -> tuple[int, int]:
        token = self.tokens[fact.index]
        return self.skeleton.start(token.start), self.skeleton.end(token.end)

    # The end ----------------------------------------------------------------------------------------------------

    def finish(self) -> list[Draft]:
        """The events kept: a headline's own event only where the body tells none."""
        families = {self._family(d.type) for d in self.drafts if not d.title}
        drafts = [d for d in self.drafts if not d.title or self._family(d.type) not in families]
        if any(not d.title for d in drafts):
            drafts = [d for d in drafts if not d.title or d.parts]
        visit = next((d for d in drafts if self._family(d.type) == "visit"), None)
        self._place(drafts)
        for draft in drafts:
            if draft.date is None and (draft.type is EventType.APPOINTMENT or self._family(draft.type) == "act"):
                draft.date = head_date(self.analysis, _DAYS)
            if draft.type is EventType.APPOINTMENT and not draft.in_role("appointer"):
                body = decider(self.analysis)
                if body is not None:
                    draft.add(Item(body, "O", 0), "appointer", None)
        for draft in drafts:
            if draft.type is EventType.SYMPOSIUM and visit is not None and visit.trigger < draft.trigger:
                draft.parent = visit
                if not (draft.in_role("presider") or draft.in_role("lead") or draft.in_role("host")):
                    for ref in visit.in_role("lead"):
                        draft.parts[ref, "lead"] = Part(ref, "lead", visit.parts[ref, "lead"].post, None)
        return drafts

    def _place(self, drafts: list[Draft]) -> None:
        """Where no place was told: places named in the sentence, above the stops, or those of the event before."""
        before: Draft | None = None
        for draft in drafts:
            here = [s for d in drafts for s in d.stops if s.sentence == draft.sentence and s.end <= draft.trigger[0]]
            if not draft.places and here:
                draft.places = here[-1].places[-1:]
            if not draft.places:
                draft.places = list(dict.fromkeys(draft.loose))[:3]
            if not draft.places and draft.stops:
                draft.places = draft.stops[0].places[:1]
            if not draft.places and before is not None and self._family(draft.type) != "act":
                draft.places = before.places[:2]
            before = draft
