"""Reading a sentence of news: who stands before which verb, whom it takes, where it leads.

The reader goes through the tokens once. It keeps the subject (the list of people last completed before a predicate,
which stays in force over commas until a new list comes), and the word that takes what follows as its objects. What it
finds are facts for the composer: a trigger with its people, a list with its role, a run of places.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govner.composition.event_facts import Fact, Item
from govner.composition.event_lists import ListReader
from govner.composition.event_offices import assumes_post, still_to_come
from govner.composition.event_phrases import (
    area_of_people,
    described_name,
    inverted_after_noun,
    is_setting,
    nominal,
    separates,
)
from govner.composition.event_sites import read_sites, sets_out
from govner.composition.event_tokens import GAP, MARK, WORD, Token, dateline
from govner.composition.event_topics import ABOUT, topic_before, topic_of_visit
from govner.composition.event_words import Vocabulary, Word
from govner.records import EventType, Role


@dataclass(frozen=True, slots=True)
class Clauses:
    """A sentence read: its facts in text order, its last subject, and every person in it."""

    facts: list[Fact]
    subject: list[Item]
    everyone: list[Item]
    addressed: list[Item]


class ClauseReader(ListReader):
    """Reads the tokens of one sentence; see :func:`read_clauses`."""

    def read(self) -> list[Fact]:
        skip = dateline(self.tokens)
        for index, token in enumerate(self.tokens):
            if index in self.framed.leads:
                self._led_by(self.framed.leads[index])
            if index in self.framed.consumed or index <= skip:
                continue
            if token.kind == MARK:
                self._mark(token)
            elif token.kind == WORD:
                skip = self._word(index, token)
            elif token.kind == GAP:
                self._gap(index, token)
            else:
                self._placeholder(index, token)
        self._note_addressed()
        return [*self.framed.facts, *self.facts]

    def _led_by(self, fact: Fact) -> None:
        """由甲率领的代表团赴…, 督导组在甲带领下: from here on 甲 is the subject, and the delegation goes along."""
        fact.objects += [item for item in self.subject if item.kind != "P"]
        self.subject, self.closed, self.fresh = fact.items, True, False
        self.led = fact.objects
        self.target = fact

    def _mark(self, token: Token) -> None:
        if token.text == "、":
            return
        self._note_addressed()
        self.preposition = self.oblique_word = None
        self.oblique = []
        self.modifier = ""
        self.convener = None
        self.offices.clause_ends()
        self.flags.discard("negations")
        if self.target is not None and not (token.text in "，：；" and self._keeps_target(token)):
            self.target = None
        self.fresh = True
        self.topical = False
        self.role_before = None
        self.about = None
        if token.text in "。！？\n":
            self.closed = True
        if token.text in "；。！？\n":
            # 甲；乙参加会议: a list with no predicate yet goes on over a semicolon.
            self.flags.clear()

    def _note_addressed(self) -> None:
        """同村支书王立算账, 勉励厂长李雪: those whom the visitor speaks to, unless they only go along (一起察看)."""
        word = self.oblique_word
        if word is None or word.text not in self.vocabulary.roles.addressed or not self.oblique:
            return
        after = self.oblique[-1].index + 1
        behind = self.tokens[after] if after < len(self.tokens) else None
        if behind is None or not behind.text.startswith(tuple(self.vocabulary.roles.along)):
            self.addressed += [item for item in self.oblique if item.kind == "P"]

    def _keeps_target(self, token: Token) -> bool:
        """会见了甲，乙一行: the list of objects may go on after a comma; so does 参加调研的有：…"""
        target = self.target
        assert target is not None
        self.objects_before = len(target.objects)
        if target.inverted or token.text == "：" or self._family(target) == "act":
            return True
        return self._receives(target) and bool(target.objects)

    def _gap(self, index: int, token: Token) -> None:
        before = self.tokens[index - 1] if index else None
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        before_name = after is not None and after.kind in "PTOLG"
        if self._on_behalf(index, token):
            self.closed, self.fresh = True, False
            return
        if token.text in self.vocabulary.assumed and assumes_post(self.vocabulary, self.tokens, index):
            self._trigger(index, token, self.vocabulary.assumed[token.text])
            self.fresh = False
            return
        if before_name and (before is None or separates(before) or self._opens(before)):
            self.modifier = token.text
            return
        if area_of_people(self.tokens, index) or self._nameless(index, token):
            return
        self.modifier = token.text if after is not None and after.kind == "P" else ""
        if self.preposition is not None and self.oblique:
            self.preposition = None
        if self.subject:
            self.closed = True
        if self.target is not None and self.target.objects and not self.target.inverted:
            self.target.closed = self._family(self.target) != "act"

    def _word(self, index: int, token: Token) -> int:
        """Handles a word; returns the index up to which tokens are used up."""
        word = token.word
        assert word is not None
        if word.flags == {"traps"}:
            self._gap(index, token)
            return index
        if self._receives(self.target) and not word.cues and not (word.flags & {"lists", "fillers", "party"}):
            return index
        if "party" in word and not word.triggers:
            self.party = token
            return index
        if word.cues:
            self._role(index, token, word)
        if word.triggers:
            self._trigger(index, token, word)
        if word.cues or word.triggers:
            self.fresh = False
            if "conveners" in word:
                self.convener = token
            return self._sites(index, token, word) if "stop_verbs" in word else index
        return self._function_word(index, token, word)

    def _function_word(self, index: int, token: Token, word: Word) -> int:
        for flag in ("negations", "plans", "habits"):
            if flag in word:
                self.flags.add(flag)
        if token.text in ABOUT:
            self.about = index + 1
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        before_name = following is not None and following.kind in "PTOLG"
        if not before_name and ("partners" in word or "leads" in word):
            before_name = self._modified_name(index + 1)
        if "leads" in word and self.subject and (before_name or token.text in ("带队", "率队", "率团")):
            self._lead(index, token, word)
        elif self._leads_to_places(index, token, word):
            self._join(index)
            self.closed = self.closed or bool(self.subject)
            return self._sites(index, token, word)
        elif "prepositions" in word and before_name:
            self.preposition, self.oblique, self.oblique_word = token, [], token
            self.closed = self.closed or bool(self.subject)
        elif token.text == "由" and before_name:
            self.previous, self.subject, self.closed, self.target = self.subject, [], False, None
        elif "conveners" in word:
            self.convener, self.fresh = token, False
            self.closed = self.closed or bool(self.subject)
        elif not (word.flags & {"lists", "fillers", "inverted"}):
            self._gap(index, token)
        return index

    def _join(self, index: int) -> None:
        """甲与乙到…: where the verb follows at once, 与 only joins two members of the subject."""
        word = self.oblique_word
        if word is not None and word.text in ("与", "同") and self.oblique and self.oblique[-1].index == index - 1:
            self.subject = self.subject + self.oblique
            self.oblique, self.oblique_word, self.preposition = [], None, None

    def _leads_to_places(self, index: int, token: Token, word: Word) -> bool:
        if not word.flags.isdisjoint(("moves", "stop_verbs", "location")):
            return True
        if token.text == "从":
            return sets_out(self.tokens, index)
        return token.text == "对" and index + 1 < len(self.tokens) and self.tokens[index + 1].kind in "LO"

    def _modified_name(self, index: int) -> bool:
        """与返乡青年王立, 率部分市政协委员: a common noun before the name."""
        if self.tokens[index - 1].text in ("与", "同") and self.subject and described_name(self.tokens, index):
            return True
        pair = self.tokens[index : index + 2]
        return len(pair) == 2 and pair[0].kind == GAP and len(pair[0].text) <= 8 and pair[1].kind in "PTOG"

    def _lead(self, index: int, token: Token, word: Word) -> None:
        fact = Fact("lead", index, word, items=list(self.subject))
        self.facts.append(fact)
        self.closed = True
        self.target = fact
        self.led = fact.objects

    def _role(self, index: int, token: Token, word: Word) -> None:
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if "speech_marked" in word and following is not None and following.text in "，：":
            return
        if self.role_before is not None and self.tokens[index - 1].kind == GAP and not self._last_since(index):
            # 宣读表扬通报: a noun, the object of the role word before it.
            return
        if nominal(self.tokens, index, self.vocabulary.nominal):
            return
        self._join(index)
        fact = Fact("role", index, word, items=list(self.subject), role=word.cues[0].role.value, party=self.party)
        if following is not None and following.text == "：" and not self.subject:
            # 出席：甲、乙: as minutes have it.
            fact.items, fact.inverted = fact.objects, True
            self.facts.append(fact)
            self.target = fact
            return
        fact.planned = "plans" in self.flags
        fact.topic = topic_before(self.tokens, self.about, index)
        fact.items = self._last_objects() or fact.items
        if fact.role == "signatory" and self.oblique_word is not None and self.oblique_word.has("partners"):
            fact.items = fact.items + self.oblique
        if self.oblique and self.oblique_word is not None and self.oblique_word.text in ("邀请", "请"):
            fact.items = self.oblique
        if not fact.items and not self.anonymous:
            fact.items = list(self.oblique) or list(self.previous)
        self.facts.append(fact)
        if word.text.startswith("组成"):
            self.subject = self.previous
        self.closed = True
        self.role_before = fact
        self.target = None
        if fact.role == Role.ACCOMPANYING.value and fact.items and following is not None and following.kind in "PTO":
            # 甲陪同乙调研: from here on 乙 is the subject.
            self.previous, self.subject, self.closed, self.role_before = [], [], False, None
        if (following is not None and following.has("inverted")) or inverted_after_noun(self.tokens, index):
            fact.items, fact.inverted = fact.objects, True
            self.target = fact

    def _last_objects(self) -> list[Item]:
        """会见了甲，乙参加会见; 任命甲为局长，乙主持会议: after the comma stands who does the next thing, no object."""
        target, before = self.target, self.objects_before
        act = self._family(target) == "act" and before > 0
        if target is None or target.inverted or not (self._receives(target) or act):
            return []
        last = target.objects[before:]
        del target.objects[before:]
        return last

    def _last_since(self, index: int) -> bool:
        """Whether anybody is named between the role word before and this one."""
        before = self.role_before
        return before is None or any(t.mention is not None for t in self.tokens[before.index + 1 : index])

    def _trigger(self, index: int, token: Token, word: Word) -> None:
        fact = Fact(
            "trigger",
            index,
            word,
            items=list(self.subject) or list(self.previous),
            led=list(self.led),
            convener=self.convener,
            party=self.party,
            negated="negations" in self.flags,
            planned="plans" in self.flags,
            habitual="habits" in self.flags,
            after_role=self.role_before is not None,
            behalf=self.behalf,
        )
        self._office(fact)
        fact.setting = is_setting(self.tokens, index + 1)
        fact.topic = topic_of_visit(self.tokens, self.about, index)
        if self.oblique_word is not None and self.oblique_word.has("partners"):
            fact.partners = list(self.oblique)
        self.facts.append(fact)
        self.closed = self.closed or bool(self.subject)
        if self.target is None or not self.target.inverted:
            closed = fact.setting or (word.triggers[0][1] == "inverse" and self._family(fact) == "act")
            self.target = None if closed else fact
        self.preposition = None
        self.objects_before = 0

    def _office(self, fact: Fact) -> None:
        """甲当选为市长; 当选为委员的还有甲、乙: each has a post of their own in each appointment."""
        kind, strength = fact.word.triggers[0]
        if kind is not EventType.APPOINTMENT:
            return
        if strength != "inverse":
            self.offices.clause_ends()
            if self.tokens[fact.index + 1 : fact.index + 2] and self.tokens[fact.index + 1].text.startswith("其"):
                # 甲任局长，免去其副局长职务: it is 甲 who loses a post.
                fact.objects += self.offices.receivers([item for item in fact.items if item.kind == "P"])
                fact.items = []
            return
        fact.items = self.offices.receivers(self._last_objects() or fact.items)
        if still_to_come(self.tokens, fact.index):
            fact.items, fact.inverted = fact.objects, True
            self.offices.announce()
            self.target = fact

    def _sites(self, index: int, token: Token, word: Word) -> int:
        """Notes the places after a word; returns the index of the last token used."""
        sites = read_sites(self.tokens, index)
        if not sites:
            if not word.triggers:
                self._gap(index, token)
            return index
        self.facts.append(Fact("stops", index, word, items=list(self.subject), sites=sites))
        return sites[-1].last


def read_clauses(vocabulary: Vocabulary, tokens: Sequence[Token]) -> Clauses:
    """Reads one sentence."""
    reader = ClauseReader(vocabulary, tokens)
    facts = reader.read()
    facts.sort(key=lambda fact: fact.index)
    return Clauses(facts, reader.subject, reader.everyone, reader.addressed)
