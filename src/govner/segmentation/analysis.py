"""The working state of one document, handed from room to room.

All offsets in here are *view* offsets (see :mod:`govner.segmentation.view`); only the record holds raw ones. Later
rooms add facts, no room rewrites what an earlier one wrote.
"""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any

from govner.reading.article import Article
from govner.reading.script import simplified_forms
from govner.records import (
    BlockKind,
    DateExpression,
    Event,
    GroupParticipant,
    MentionForm,
    MentionType,
    Organization,
    Person,
    Place,
    Post,
    Slogan,
    Statement,
)
from govner.segmentation.sentences import Enclosure, SentenceRange, enclosures, split_sentences
from govner.segmentation.view import View

_start = attrgetter("start")


@dataclass(slots=True)
class Candidate:
    """A possible mention, proposed by a recogniser; those that win become the document's mentions.

    Attributes:
        type: PERSON, POST, …
        start, end: view offsets, half open.
        rule: the rule or model that proposed it, as `room.rule`.
        score: 0 to 1; the better wins where two overlap.
        attrs: what the recogniser already knows (a date's parts, a place's candidates); private to the room.
        ref: id of the entity, filled by resolution.
    """

    type: MentionType
    start: int
    end: int
    rule: str
    score: float = 1.0
    form: MentionForm = MentionForm.NAME
    with_party: bool = False
    basis: str | None = None
    attrs: dict[str, Any] = field(default_factory=dict)
    ref: str = ""


@dataclass(slots=True)
class Entities:
    """The entity tables under construction, each by id in order of first mention."""

    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    dates: dict[str, DateExpression] = field(default_factory=dict)
    groups: dict[str, GroupParticipant] = field(default_factory=dict)
    slogans: dict[str, Slogan] = field(default_factory=dict)


@dataclass
class Analysis:
    """Everything known so far of one document.

    Attributes:
        article: raw text, blocks and metadata.
        view: the normalised text that rules read.
        sentences: of title and body, in order.
        passages: those, and the lines outside title and body that the view holds: what models of names read.
        candidates: every proposal of every recogniser (kept, so that losers can be explained).
        mentions: the winners, sorted by start, wider first.
        entities: the tables that mentions refer to.
    """

    article: Article
    view: View
    sentences: list[SentenceRange]
    passages: list[SentenceRange] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    mentions: list[Candidate] = field(default_factory=list)
    entities: Entities = field(default_factory=Entities)
    events: list[Event] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    document_place: str | None = None
    document_place_basis: str | None = None
    place_index: Any = None  # private to govner.resolution.places

    @classmethod
    def of(cls, article: Article, characters: Mapping[int, str] | None = None) -> Analysis:
        """The fresh analysis of an article whose blocks are labelled (without blocks, every line is body text).

        The view also holds lines outside title and body (bylines, source lines, links), for the names in them; they
        have no sentences.

        Args:
            characters: a one-to-one character map for the view; by default that to simplified characters where the
                article is written in traditional ones.
        """
        if characters is None and article.script == "traditional":
            characters = simplified_forms()
        blocks = [(i, b) for i, b in enumerate(article.blocks) if b.analysed]
        if article.blocks:
            view = View.of(article.raw, [(b.start, b.end) for _, b in blocks], characters)
        else:
            view = View.of(article.raw, None, characters)
        passages: list[SentenceRange] = []
        position = 0
        for line, text in enumerate(view.text.split("\n")):
            index, title = line, False
            if blocks:
                index, block = blocks[line]
                title = block.kind in (BlockKind.TITLE, BlockKind.SUBTITLE)
            end = position + len(text)
            pieces = [(position, end)] if title and text else split_sentences(view.text, position, end)
            passages += [SentenceRange(a, b, index, title) for a, b in pieces]
            position = end + 1
        sentences = [p for p in passages if not article.blocks or article.blocks[p.block].is_text]
        return cls(article, view, sentences, passages)

    @property
    def text(self) -> str:
        return self.view.text

    @cached_property
    def enclosures(self) -> list[Enclosure]:
        """Quotations and brackets of the view."""
        return enclosures(self.view.text)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def _passage_starts(self) -> list[int]:
        return [p.start for p in self.passages]

    def sentence_index(self, position: int) -> int:
        """Index of the sentence that holds a view position, or of the last one before it (0 where there is none)."""
        return max(0, bisect_right(self._sentence_starts, position) - 1)

    def sentence_at(self, position: int) -> SentenceRange:
        """The sentence that holds a view position; outside title and body, the piece of a line that holds it."""
        index = bisect_right(self._passage_starts, position) - 1
        return self.passages[index] if index >= 0 else SentenceRange(0, len(self.view))

    def in_text(self, position: int) -> bool:
        """Whether a view position lies in title or body, not in a byline, source line or link."""
        blocks = self.article.blocks
        return not blocks or blocks[self.sentence_at(position).block].is_text

    def mentions_in(self, start: int, end: int, *types: MentionType) -> list[Candidate]:
        """The winning mentions that lie inside a view range, optionally of some types only."""
        inside: list[Candidate] = []
        for index in range(bisect_left(self.mentions, start, key=_start), len(self.mentions)):
            mention = self.mentions[index]
            if mention.start >= end:
                break
            if mention.end <= end and (not types or mention.type in types):
                inside.append(mention)
        return inside

    def propose(self, candidates: Iterable[Candidate]) -> None:
        """Adds a recogniser's proposals."""
        self.candidates.extend(candidates)
