"""Places after a word of going or looking: 先后到甲街道乙社区和丙街道."""
from __future__ import annotations

from collections.abc import Sequence

from govner.composition.event_facts import Site
from govner.composition.event_tokens import GAP, MARK, WORD, Token
from govner.segmentation import Candidate

LIST_WORDS = frozenset({"、", "和", "及", "以及", "与", "暨"})
# Characters of common words in a stop: at its end (三期工程), before its second name (东岸), or all of it (一处工地).
_LONGEST_TAIL = 8
_LONGEST_LINK = 3
_LONGEST_MEMBER = 10


class SiteReader:
    """Reads the places straight after a word; other text ends the list. A visited company counts as a place."""

    def __init__(self, tokens: Sequence[Token], index: int) -> None:
        self.tokens = tokens
        self.position = index + 1
        self.sites: list[Site] = []
        self.run: list[Candidate] = []
        self.first = self.last = self.position

    def read(self) -> list[Site]:
        self._skip_member()
        while self.position < len(self.tokens) and self._step():
            self.position += 1
        self._close()
        return [] if self._ends_in_people() else self.sites

    def _step(self) -> bool:
        """Takes in the token at hand; False where the list ends before it."""
        here = self.tokens[self.position]
        if here.kind in "LO" and here.mention is not None:
            if not self.run:
                self.first = self.position
            self.run.append(here.mention)
            self.last = self.position
            return True
        if here.text in LIST_WORDS or (here.text == "，" and self.run):
            if here.text == "，" and not self._site_follows(self.position + 1):
                return False
            self._close()
            self._skip_member()
            return True
        if not self.run:
            return False
        if here.text in ("的", "N"):
            return True
        return here.kind in (GAP, WORD) and self._tail()

    def _close(self) -> None:
        if self.run:
            self.sites.append(Site(self.first, self.last, self.run))
            self.run = []

    def _skip_member(self) -> None:
        """甲村、一处工地和乙村: a member without a name, between two separators."""
        first = self.position + 1 if self.sites or self.run else self.position
        end = self._common_words(first, _LONGEST_MEMBER)
        if first < end < len(self.tokens) and self.tokens[end].text in LIST_WORDS and self._named(end + 1):
            self.position = end - 1 if first > self.position else end

    def _named(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].kind in "LO"

    def _tail(self) -> bool:
        """安置点、: common words at the end of a stop, or before its second name (三亚河东岸临春桥)."""
        end = self._common_words(self.position, _LONGEST_TAIL)
        if end == self.position or end >= len(self.tokens):
            return False
        after, length = self.tokens[end], self.tokens[end - 1].end - self.tokens[self.position].start
        if after.kind == "L" and length <= _LONGEST_LINK and self.tokens[self.position].kind == GAP:
            self.position = end - 1
            return True
        behind = end + 1 if after.kind == "N" else end
        after = self.tokens[behind] if behind < len(self.tokens) else after
        if after.text in LIST_WORDS or (after.text in "，。" and length <= 4):
            pass
        elif after.text != "，" or not self._site_follows(behind + 1):
            return False
        self.last, self.position = end - 1, behind - 1
        return True

    def _common_words(self, first: int, longest: int) -> int:
        """The end of a stretch without names, separators and predicates."""
        end = first
        while end < len(self.tokens):
            token = self.tokens[end]
            if token.kind not in (GAP, WORD) or token.text in LIST_WORDS or _predicate(token):
                break
            if token.text.endswith("出发") or (end == first and token.has("settings")):
                break
            if token.end - self.tokens[first].start > longest:
                return first
            end += 1
        return end

    def _site_follows(self, position: int) -> bool:
        """After a comma: another stop, rather than an organisation or the area of some official."""
        tokens, run = self.tokens, position
        if run < len(tokens) and tokens[run].text in LIST_WORDS:
            run += 1
        first = run
        while run < len(tokens) and tokens[run].kind == "L":
            run += 1
        if run == first:
            return False
        run = self._common_words(run, _LONGEST_TAIL)
        if run < len(tokens) and tokens[run].kind == "N":
            run += 1
        return run < len(tokens) and (tokens[run].text in LIST_WORDS or tokens[run].text in ("，", "等"))

    def _ends_in_people(self) -> bool:
        """到 and 在 before an organisation that turns out to be somebody's (在县委书记王立陪同下)."""
        here = self.tokens[self.position] if self.position < len(self.tokens) else None
        if here is None or here.kind not in "TP" or len(self.sites) != 1:
            return False
        return self.position == self.sites[0].last + 1


def _predicate(token: Token) -> bool:
    if token.kind == MARK or token.word is None:
        return token.kind == MARK
    word = token.word
    flags = ("conveners", "party", "speech", "stop_verbs")
    return bool(word.triggers or word.cues or word.closes or not word.flags.isdisjoint(flags) or token.text == "等")


def read_sites(tokens: Sequence[Token], index: int) -> list[Site]:
    """The places straight after the word at `index`."""
    return SiteReader(tokens, index).read()


def sets_out(tokens: Sequence[Token], index: int) -> bool:
    """从甲地出发: the first stop of a tour."""
    end = index + 1
    while end < len(tokens) and tokens[end].kind in "LO":
        end += 1
    for token in tokens[end : end + 3]:
        if token.kind == MARK:
            return False
        if token.text.endswith("出发"):
            return end > index + 1
    return False
