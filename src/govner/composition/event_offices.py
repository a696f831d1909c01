"""Who gets which post: 任命甲为局长、乙为副局长, 甲当选为市长, 省委决定：甲同志任市委书记."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from govner.composition.event_facts import Item
from govner.composition.event_sites import LIST_WORDS
from govner.composition.event_tokens import GAP, MARK, Token
from govner.composition.event_words import Vocabulary
from govner.segmentation import Candidate


class Offices:
    """Gives the posts told after 为, 任 or 当选 to the people told before, or (当选为委员的有…) to those told after."""

    def __init__(self) -> None:
        self.waiting: list[Item] = []
        self.given = False
        self.announced: list[Candidate] | None = None

    def receivers(self, items: list[Item]) -> list[Item]:
        """The people of an appointment, now waiting for its post; copies, as one may get and lose posts in turn."""
        self.waiting, self.given = [replace(item, posts=list(item.posts)) for item in items], False
        return self.waiting

    def announce(self) -> None:
        """The post comes first, then the people who get it."""
        self.waiting, self.announced = [], []

    def take(self, item: Item) -> None:
        """One more person, who waits for a post, or gets the one announced."""
        if self.announced is not None:
            item.posts[:0] = self.announced
            return
        if self.given:
            self.waiting, self.given = [], False
        self.waiting.append(item)

    def give(self, post: Candidate) -> bool:
        """A post for those who wait; False where nobody does. The first one is the post of the appointment."""
        if self.announced is not None and not self.waiting:
            self.announced.append(post)
            return True
        for item in self.waiting:
            item.posts.insert(len(item.posts) if self.given else 0, post)
        self.given = True
        return bool(self.waiting)

    def clause_ends(self) -> None:
        self.waiting, self.given, self.announced = [], False, None


def still_to_come(tokens: Sequence[Token], index: int) -> bool:
    """当选为省委常委的还有甲: a post stands between the verb and 的有, the people after."""
    for token in tokens[index + 1 :]:
        if token.has("inverted"):
            return True
        if token.kind not in "OLT" and token.text not in LIST_WORDS:
            return False
    return False


def assumes_post(vocabulary: Vocabulary, tokens: Sequence[Token], index: int) -> bool:
    """省委决定：甲同志任市委书记: somebody takes a post by a decision, or in a headline; not in a curriculum vitae."""
    addressed = index > 1 and tokens[index - 1].text == "同志"
    first = index - 2 if addressed else index - 1
    after = tokens[index + 1 : index + 4]
    if first < 0 or tokens[first].kind != "P" or not any(token.kind == "T" for token in after):
        return False
    if after[0].kind not in ("OLT" if addressed else "OL") or any("成立" in token.text for token in tokens):
        # 成立领导小组，由甲任组长: the offices of a working group are no appointment.
        return False
    if any(text in token.text for token in tokens if token.kind != MARK for text in vocabulary.decides):
        return True
    return tokens[-1].kind == "T" and first == 0


def deciding_body(vocabulary: Vocabulary, tokens: Sequence[Token]) -> Candidate | None:
    """省委决定：, 经省委研究，: the body whose decision a sentence tells."""
    for token, after in pairwise(tokens):
        if token.kind == "O" and after.kind == GAP and after.text.startswith(vocabulary.decides):
            return token.mention
    return None
