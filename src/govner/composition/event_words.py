"""The words events are told with: lexicons events.yaml and roles.yaml, merged into one matcher."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from govner.lexicons import Lexicons, Row
from govner.records import EventType, Role

Family = Literal["visit", "gathering", "encounter", "act"]


class TypeWords(Row):
    """How one type of event is named and who takes part (see events.yaml)."""

    family: Family
    subject: Role
    object: Role | None = None
    partner: Role | None = None
    roles: dict[Role, Role] = {}
    evidence: list[str] = []
    bodies: dict[str, EventType] = {}
    verbs: list[str] = []
    nouns: list[str] = []
    weak: list[str] = []
    inverse: list[str] = []


class EventWords(Row):
    """The lexicon events.yaml."""

    types: dict[EventType, TypeWords]
    traps: list[str]
    settings: list[str]
    conveners: list[str]
    pronouns: dict[str, list[EventType]]
    tails: list[str]
    sequels: list[str]
    negations: list[str]
    plans: list[str]
    habits: list[str]
    manners: list[str]
    again: list[str]
    pledges: list[str]
    assumes: list[str]
    decides: list[str]


class RoleCue(Row):
    """Words that follow (or, inverted, precede) a list of people and give it a role."""

    role: Role
    words: list[str]
    families: list[Family] = []
    types: list[EventType] = []


class Frame(Row):
    """A pair of words around a list of people: 在…陪同下."""

    role: Role
    open: list[str]
    close: list[str]


class RoleWords(Row):
    """The lexicon roles.yaml."""

    cues: list[RoleCue]
    frames: list[Frame]
    leads: list[str]
    prepositions: list[str]
    partners: list[str]
    moves: list[str]
    stop_verbs: list[str]
    location: list[str]
    party: list[str]
    inverted: list[str]
    lists: list[str]
    fillers: list[str]
    speech: list[str]
    resume: list[str]
    people: list[str]
    speech_marked: list[str]
    topical: list[str]
    nominal: list[str]
    addressed: list[str]
    grassroots: list[str]
    along: list[str]
    at_gathering: list[str]
    together: list[str]
    each: list[str]
    speakers: list[RoleCue]
    sections: list[str]


@dataclass(slots=True)
class Word:
    """Everything one word can do in the grammar of events."""

    text: str
    triggers: list[tuple[EventType, str]] = field(default_factory=list)
    cues: list[RoleCue] = field(default_factory=list)
    opens: set[int] = field(default_factory=set)
    closes: set[int] = field(default_factory=set)
    flags: set[str] = field(default_factory=set)

    def __contains__(self, flag: str) -> bool:
        return flag in self.flags


def _forms(text: str) -> Iterator[str]:
    """作补充 stands also as 作了补充."""
    yield text
    if text.startswith("作") and not text.startswith("作了"):
        yield "作了" + text[1:]


class Vocabulary:
    """Both lexicons, checked and compiled."""

    def __init__(self, lexicons: Lexicons) -> None:
        events = lexicons.document("events", EventWords)
        roles = lexicons.document("roles", RoleWords)
        self.types = events.types
        self.roles = roles
        numbered = r"[〖【\[（(][0-9一二三四五六七八九十]+[〗】\]）)]"
        self.sections = re.compile("|".join([*map(re.escape, roles.sections), numbered]))
        self.speakers = roles.speakers
        self.frames = roles.frames
        self.pronouns = events.pronouns
        self.tails = tuple(events.tails)
        self.sequels = events.sequels
        self.topical = tuple(roles.topical)
        self.at_gathering = tuple(roles.at_gathering)
        self.nominal = frozenset(roles.nominal)
        self.people = re.compile("|".join(map(re.escape, roles.people)))
        self.pledges = tuple(events.pledges)
        self.visits = ("走访", "慰问", "送温暖", "调研", "检查", "督查")
        self.again = tuple(events.again)
        self.manners = tuple(events.manners)
        self.assumed = {text: Word(text, [(EventType.APPOINTMENT, "inverse")]) for text in events.assumes}
        self.decides = tuple(events.decides)
        self.words: dict[str, Word] = {}
        for kind, type_words in events.types.items():
            for strength in ("verbs", "nouns", "weak", "inverse"):
                for text in getattr(type_words, strength):
                    self._trigger(text, kind, strength, type_words.family)
        for cue in roles.cues:
            for form in dict.fromkeys(form for text in cue.words for form in _forms(text)):
                self._word(form).cues.append(cue)
        for number, frame in enumerate(roles.frames):
            for text in frame.open:
                self._word(text).opens.add(number)
            for text in frame.close:
                self._word(text).closes.add(number)
        for name in ("traps", "settings", "conveners", "pronouns", "negations", "plans", "habits"):
            self._flag(name, list(getattr(events, name)))
        for name in (
            "leads", "prepositions", "partners", "moves", "stop_verbs", "location", "party", "inverted", "lists",
            "fillers", "speech", "resume", "speech_marked",
        ):  # fmt: skip
            self._flag(name, getattr(roles, name))

    def _trigger(self, text: str, kind: EventType, strength: str, family: str) -> None:
        """A verb stands with and without 了; a verb of visiting also with 实地 and the like, and takes places."""
        verb = strength != "nouns"
        visiting = verb and family == "visit"
        for start in ("", *self.manners) if visiting and not text.startswith(self.manners) else ("",):
            for end in ("", "了") if verb and not text.endswith("了") else ("",):
                word = self._word(start + text + end)
                if all(known != kind for known, _ in word.triggers):
                    word.triggers.append((kind, strength))
                if visiting:
                    word.flags.add("stop_verbs")

    def _word(self, text: str) -> Word:
        return self.words.setdefault(text, Word(text))

    def _flag(self, name: str, texts: list[str]) -> None:
        for text in texts:
            self._word(text).flags.add(name)
