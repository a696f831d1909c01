"""What the parts of the statement composer hand to one another; all offsets are view offsets."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from govner.records import SpeechAct

Kind = Literal["person", "pronoun", "collective", "organization", "group"]
Mode = Literal["direct", "indirect", "nominal"]


@dataclass(slots=True)
class Actor:
    """Somebody who can speak, where the text names them.

    `ref` is the entity's id where it is known already ("" for a collective, or a pronoun not yet resolved).
    """

    start: int
    end: int
    kind: Kind
    ref: str = ""


@dataclass(slots=True)
class Utterance:
    """What is known of a statement before it becomes a row.

    Attributes:
        named_here: whether the cue's own clause names the speaker (else they are understood from before).
        topic: what a nominal statement is about.
    """

    cue: tuple[int, int]
    act: SpeechAct
    mode: Mode
    speaker: Actor
    named_here: bool
    content: tuple[int, int] | None
    topic: tuple[int, int] | None = None

    @property
    def start(self) -> int:
        """Where the words, else the topic, else the cue begin: the order of statements."""
        return (self.content or self.topic or self.cue)[0]

    def touches(self, start: int, end: int) -> bool:
        """Whether cue and words, taken together, overlap a range."""
        low, high = self.cue
        if self.content:
            low, high = min(low, self.content[0]), max(high, self.content[1])
        return low < end and high > start
