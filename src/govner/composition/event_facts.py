"""What a sentence says, before it is known which event it tells of."""
from __future__ import annotations

from dataclasses import dataclass, field

from govner.composition.event_tokens import Token
from govner.composition.event_words import Word
from govner.records import EventType
from govner.segmentation import Candidate


@dataclass(slots=True)
class Item:
    """A person, organisation or group in a list, with the posts named beside it and the body it acts for (代表省委)."""

    mention: Candidate
    kind: str
    index: int
    posts: list[Candidate] = field(default_factory=list)
    modifier: str = ""
    behalf: Candidate | None = None


@dataclass(slots=True)
class Site:
    """A place run as spelt (长庆街道王马社区): token indices, and the mentions in it, widest first."""

    first: int
    last: int
    mentions: list[Candidate]


@dataclass(slots=True)
class Fact:
    """Something the sentence says.

    Attributes:
        kind: trigger, role, lead (率队), stops, or home (somebody called on).
        index: the token of the word.
        items: the subject or, for a role, the list that gets it.
        objects, partners, led: who stands after the word, after 与, after 率.
        convener: 召开 and the like before a noun.
        setting: the event is only a setting (座谈会上).
        framed: the list stands between two words (在甲陪同下).
        inverted: the list follows the word (参加调研的有…).
        after_role: the word names the event of a role before it (参加调研).
        party: the token 一行 beside the subject.
        behalf: the body for which the subject acts (代表省委).
        topic: what it is about, as a range of the skeleton.
        type, strength: the reading chosen, filled by the composer.
    """

    kind: str
    index: int
    word: Word
    items: list[Item] = field(default_factory=list)
    objects: list[Item] = field(default_factory=list)
    partners: list[Item] = field(default_factory=list)
    led: list[Item] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    convener: Token | None = None
    setting: bool = False
    role: str = ""
    framed: bool = False
    inverted: bool = False
    closed: bool = False
    negated: bool = False
    planned: bool = False
    habitual: bool = False
    after_role: bool = False
    party: Token | None = None
    behalf: Candidate | None = None
    topic: tuple[int, int] | None = None
    type: EventType | None = None
    strength: str = ""
