"""Events under construction."""
from __future__ import annotations

from dataclasses import dataclass, field

from govner.composition.event_facts import Item
from govner.records import EventType

# No article tells of more; the bounds keep the work linear in texts that are none.
MAX_PARTS = 400
MAX_STOPS = 200
MAX_PLACES = 40
MAX_EVIDENCE = 60


@dataclass(slots=True)
class Part:
    """A participant under construction."""

    ref: str
    role: str
    post: str | None
    cue: tuple[int, int] | None
    topic: tuple[int, int] | None = None
    behalf: str | None = None


@dataclass(slots=True)
class Stop:
    """A stop under construction; `cue` is the word that leads to it (到)."""

    start: int
    end: int
    places: list[str]
    date: str | None
    cue: tuple[int, int]
    sentence: int


@dataclass(slots=True, eq=False)
class Draft:
    """An event under construction; spans are view offsets.

    Attributes:
        strength: how sure the trigger is (3 a predicate with its people, 2 a convened meeting, 1 weak, 0 a headline).
        touched: the sentences that told of it, in order.
        mentions: where it is named as a setting (座谈会上).
        heading: who the headline said takes part.
        loose: places of its sentence that may be where it was.
        travels: the headline says that somebody comes or goes there.
        section: the item of news it stands in, where the article has several.
    """

    type: EventType
    trigger: tuple[int, int]
    sentence: int
    rule: str
    strength: int
    title: bool = False
    title_mention: tuple[int, int] | None = None
    travels: bool = False
    date: str | None = None
    places: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    venue: str | None = None
    stops: list[Stop] = field(default_factory=list)
    parts: dict[tuple[str, str], Part] = field(default_factory=dict)
    heading: list[Part] = field(default_factory=list)
    topics: list[tuple[int, int]] = field(default_factory=list)
    evidence: list[int] = field(default_factory=list)
    touched: list[int] = field(default_factory=list)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    status: str = "occurred"
    parent: Draft | None = None
    section: int = 0

    def add(
        self,
        item: Item,
        role: str,
        cue: tuple[int, int] | None,
        topic: tuple[int, int] | None = None,
    ) -> None:
        """Adds a participant once per role; the first cue counts."""
        ref = item.mention.ref
        if not ref:
            return
        post = item.posts[0].ref if item.posts else None
        behalf = item.behalf.ref if item.behalf is not None else None
        known = self.parts.get((ref, role))
        if known is None and len(self.parts) < MAX_PARTS:
            self.parts[ref, role] = Part(ref, role, post, cue, topic, behalf)
        elif known is not None and known.post is None:
            known.post = post

    @property
    def last_told(self) -> int:
        """The last sentence that told of it, or -1."""
        return self.touched[-1] if self.touched else -1

    def has(self, item: Item) -> bool:
        """Whether somebody takes part in it already, in any role."""
        return any(ref == item.mention.ref for ref, _ in self.parts)

    def in_role(self, role: str) -> list[str]:
        return [part.ref for part in self.parts.values() if part.role == role]

    def prove(self, sentence: int) -> None:
        """Adds an evidence sentence."""
        if sentence not in self.evidence and len(self.evidence) < MAX_EVIDENCE:
            self.evidence.append(sentence)

