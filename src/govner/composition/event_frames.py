"""Lists of people between two words: 在甲、乙陪同下, 受甲委托, 听取甲、乙汇报, 由甲率领的."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from govner.composition.event_facts import Fact, Item
from govner.composition.event_tokens import GAP, MARK, Token
from govner.composition.event_words import Vocabulary
from govner.segmentation import Candidate

_REACH = 80


@dataclass(slots=True)
class Framed:
    """What the frames of a sentence hold: the facts, the tokens used up, and who leads from which token on."""

    facts: list[Fact] = field(default_factory=list)
    consumed: set[int] = field(default_factory=set)
    leads: dict[int, Fact] = field(default_factory=dict)


def take_frames(vocabulary: Vocabulary, tokens: Sequence[Token]) -> Framed:
    """Takes the frames out of a sentence, so that the subject before still governs what comes after."""
    framed = Framed()
    for close, token in enumerate(tokens):
        if token.word is None or not token.word.closes:
            continue
        opened = _opener(tokens, close, token.word.closes, framed.consumed)
        if opened is None:
            continue
        start, number = opened
        items = list_items(tokens, start + 1, close)
        role = vocabulary.frames[number].role.value
        if not items:
            # 听取汇报后: nobody is named, and the subject does not report.
            framed.consumed.add(close)
            continue
        fact = Fact("role", close, token.word, items=items, role=role, framed=True)
        framed.facts.append(fact)
        framed.consumed.update(range(start, close + 1))
        if role == "lead":
            framed.leads[close] = fact
    return framed


def _opener(tokens: Sequence[Token], close: int, numbers: set[int], consumed: set[int]) -> tuple[int, int] | None:
    for index in range(close - 1, max(-1, close - _REACH), -1):
        token = tokens[index]
        if index in consumed or token.text in "。；":
            return None
        shared = token.word.opens & numbers if token.word is not None else None
        if shared and (token.text.startswith("听") or list_items(tokens, index + 1, close)):
            return index, min(shared)
    return None


def list_items(tokens: Sequence[Token], first: int, last: int) -> list[Item]:
    """The people and organisations of a stretch that is a list and nothing else."""
    posts: list[Candidate] = []
    items: list[Item] = []
    for index in range(first, last):
        token = tokens[index]
        if token.mention is None:
            continue
        if token.kind == "T":
            if items and items[-1].kind == "P" and items[-1].index == index - 1:
                items[-1].posts.append(token.mention)
            else:
                posts.append(token.mention)
        elif token.kind in "PG" or (token.kind == "O" and not belongs_to_post(tokens, index)):
            items.append(Item(token.mention, token.kind, index, posts))
            posts = []
    return items


def belongs_to_post(tokens: Sequence[Token], index: int) -> bool:
    """Whether an organisation only says of what the next title is (县委书记)."""
    return index + 1 < len(tokens) and tokens[index + 1].kind in "TPO"


def further_speakers(tokens: Sequence[Token], first: int) -> Iterator[tuple[list[Item], Token]]:
    """代表甲建议…；代表乙希望…: who else is quoted in a sentence, each with the verb of saying."""
    start = None
    for index in range(first, len(tokens)):
        token = tokens[index]
        if token.kind == MARK and token.text in "，；。":
            start = index + 1
        elif start is None or token.kind in "PTO" or token.text == "、" or (token.kind == GAP and len(token.text) <= 4):
            continue
        else:
            if token.has("speech") or token.has("speech_marked"):
                items = [item for item in list_items(tokens, start, index) if item.kind == "P"]
                if items and items[-1].index in (index - 1, index - 2):
                    yield items, token
            start = None
