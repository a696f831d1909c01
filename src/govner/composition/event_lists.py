"""Lists of people in a clause: who is the subject, who an object, who stands after a preposition."""
from __future__ import annotations

import re
from collections.abc import Sequence

from govner.composition.event_facts import Fact, Item
from govner.composition.event_frames import belongs_to_post, take_frames
from govner.composition.event_offices import Offices
from govner.composition.event_phrases import at_home, holds_unnamed, list_goes_on
from govner.composition.event_sites import LIST_WORDS
from govner.composition.event_tokens import MARK, Token
from govner.composition.event_words import Vocabulary, Word
from govner.segmentation import Candidate

# 渭北、渭南两区: sums up the names before.
_AREAS = re.compile(r"[两二三四五六七八九十0-9]{1,2}个?(?:省|市|区|县|镇|乡|街道|社区|村|单位|部门|家单位|企业){1,2}")
# 他代表省委看望慰问: what may stand before 代表.
_HE = frozenset({"他", "她", "并"})


class ListReader:
    """What has been read of a sentence, and where the next name belongs."""

    def __init__(self, vocabulary: Vocabulary, tokens: Sequence[Token]) -> None:
        self.vocabulary = vocabulary
        self.tokens = tokens
        self.facts: list[Fact] = []
        self.subject: list[Item] = []
        self.previous: list[Item] = []
        self.led: list[Item] = []
        self.oblique: list[Item] = []
        self.target: Fact | None = None
        self.preposition: Token | None = None
        self.oblique_word: Token | None = None
        self.closed = False
        self.fresh = True
        self.party: Token | None = None
        self.convener: Token | None = None
        self.flags: set[str] = set()
        self.posts: list[Candidate] = []
        self.modifier = ""
        self.role_before: Fact | None = None
        self.framed = take_frames(vocabulary, tokens)
        self.about: int | None = None
        self.anonymous = False
        self.topical = False
        self.objects_before = 0
        self.everyone: list[Item] = []
        self.addressed: list[Item] = []
        self.offices = Offices()
        self.behalf: Candidate | None = None

    def _family(self, target: Fact | None) -> str:
        if target is None or not target.word.triggers:
            return ""
        return self.vocabulary.types[target.word.triggers[0][0]].family

    def _receives(self, target: Fact | None) -> bool:
        return self._family(target) == "encounter"

    def _on_behalf(self, index: int, token: Token) -> bool:
        """甲…，代表乙总书记和党中央看望: not those who visit."""
        before = self.tokens[index - 1] if index else token
        opens = index == 0 or before.text == "，"
        if token.text != "代表" or not (opens or before.text in _HE or (self.subject and before.kind in "PT")):
            return False
        kinds = "".join(t.kind for t in self.tokens[index + 1 : index + 3])
        if not kinds.startswith(("O", "PT")):
            return False
        self.behalf = self.tokens[index + 1].mention
        for item in self.subject:
            item.behalf = self.behalf
        return True

    def _opens(self, token: Token) -> bool:
        """Whether a name is still awaited after 与 or 率."""
        led = self.target is not None and self.target.kind == "lead" and not self.target.objects
        return token is self.preposition or led

    def _nameless(self, index: int, token: Token) -> bool:
        """A list member without a name (市属企业代表): the list stays open, or an anonymous one begins."""
        if not self.closed and self.subject and _AREAS.fullmatch(token.text):
            return True
        if not self.vocabulary.people.search(token.text):
            return False
        if self.target is not None or self.preposition is not None:
            return False
        if not self.closed:
            return len(token.text) <= 20
        if self.fresh and index and self.tokens[index - 1].kind == MARK:
            self.previous, self.subject = [], []
            self.closed = self.fresh = False
            self.anonymous = True
            return True
        return False

    def _placeholder(self, index: int, token: Token) -> None:
        if token.mention is None or token.kind in "DSL":
            if token.kind == "L" and self.subject and not list_goes_on(self.tokens, index):
                self.closed = True
            return
        if token.kind == "T":
            last = self._last_item()
            if last is not None and last.kind == "P" and last.index == index - 1:
                last.posts.append(token.mention)
            elif self.offices.give(token.mention):
                self.preposition = None
            elif holds_unnamed(self.tokens, index):
                self._unnamed(index, token.mention)
            else:
                self.posts.append(token.mention)
            return
        if token.kind == "O" and belongs_to_post(self.tokens, index):
            return
        posts, self.posts = self.posts, []
        before = self.tokens[index - 1].text if index else ""
        topical = token.kind == "P" and before.endswith(self.vocabulary.topical) and not self._receives(self.target)
        self.topical = self.topical or topical
        if self.topical:
            return
        item = Item(token.mention, token.kind, index, posts, self.modifier or self._shared_modifier(index, token))
        self.modifier = ""
        if token.kind == "P":
            self.everyone.append(item)
        if token.kind == "P" and at_home(self.tokens, index):
            self.facts.append(Fact("home", index, self.tokens[index - 1].word or Word(""), items=[item]))
            return
        self._item(item)

    def _unnamed(self, index: int, post: Candidate) -> None:
        """县公安局局长陪同: a post without its holder's name stands for the body, and for nobody named before."""
        body = self.tokens[index - 1] if index else None
        if body is not None and body.kind == "O" and body.mention is not None:
            self._item(Item(body.mention, "O", index, [post]))
        elif self.closed and self.fresh and self.facts and body is not None and body.kind == MARK:
            self.previous, self.subject, self.closed, self.anonymous = [], [], False, True

    def _shared_modifier(self, index: int, token: Token) -> str:
        """村民王立、李雪: what is said of the first holds for the next."""
        last = self.everyone[-1] if self.everyone else None
        joined = last is not None and last.index == index - 2 and self.tokens[index - 1].text in LIST_WORDS
        return last.modifier if last is not None and joined and token.kind == "P" and not last.posts else ""

    def _last_item(self) -> Item | None:
        lists = (self.target.objects if self.target else [], self.oblique if self.preposition else [], self.subject)
        return next((items[-1] for items in lists if items), None)

    def _item(self, item: Item) -> None:
        if self.preposition is not None:
            self.oblique.append(item)
        elif self.target is not None:
            if not self.target.closed:
                self.target.objects.append(item)
                if self._family(self.target) == "act":
                    self.offices.take(item)
        elif not self.closed:
            self.subject.append(item)
        elif self.fresh:
            self.previous, self.subject = self.subject, [item]
            self.closed = False
            self.party = None
            self.led = []
            self.fresh = self.anonymous = False
