"""How much a string looks like a person's name, and its surroundings like those of one: log-likelihood ratios.

The numbers are statistics in models/lexicons, written by training/name_statistics.py; this module adds them up.
Positive
means "likelier in a name than in text at large".
"""
from __future__ import annotations

import re
from functools import cached_property

from govner.lexicons import Lexicons, Row

_UNKNOWN_GIVEN = -3.0
_UNKNOWN_TRANSLITERATION = -2.0
_SPACES = re.compile(r"\s+")


class WeightRow(Row):
    """A string and its weight."""

    text: str
    weight: float


class SurnameRow(Row):
    """A surname and its weight."""

    surname: str
    weight: float


class WordRow(Row):
    """A word that could be read as a name, and how much commoner it is than its characters by chance."""

    word: str
    weight: float


class CommonWordRow(Row):
    """An everyday word."""

    word: str


class KnownPersonRow(Row):
    """A person of history or national politics, named without title."""

    name: str


class GivenRow(Row):
    """A character's weights in a given name of two characters and alone."""

    character: str
    first: float
    last: float
    alone: float


class TransliterationRow(Row):
    """A character's weight in a name without surname."""

    character: str
    weight: float


class NameStatistics:
    """Weights of names and of what stands around them.

    >>> statistics = NameStatistics(Lexicons())
    >>> statistics.inside("王立军") > 0 > statistics.inside("时间")
    True
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self.surnames = {r.surname: r.weight for r in lexicons.rows("surnames", SurnameRow)}
        self.given = {
            r.character: (r.first, r.last, r.alone) for r in lexicons.rows("given_characters", GivenRow)
        }
        self.words = {r.word: r.weight for r in lexicons.rows("name_like_words", WordRow)}
        self.transliteration = {
            r.character: r.weight for r in lexicons.rows("transliteration_characters", TransliterationRow)
        }
        self.common = frozenset(r.word for r in lexicons.rows("common_words", CommonWordRow))
        self.known = tuple(r.name for r in lexicons.rows("known_people", KnownPersonRow))
        self._followers = {r.text: r.weight for r in lexicons.rows("name_followers", WeightRow)}
        #: The most that `after` may say.
        self.best_after = max([1.5, *self._followers.values()]) + 0.7
        self._leaders = {r.text: r.weight for r in lexicons.rows("name_leaders", WeightRow)}

    @cached_property
    def compound_surnames(self) -> frozenset[str]:
        return frozenset(s for s in self.surnames if len(s) > 1)

    def surname_of(self, name: str) -> str:
        """The surname a Chinese name begins with; empty where there is none."""
        if name[:2] in self.compound_surnames and len(name) > 2:
            return name[:2]
        return name[:1] if name[:1] in self.surnames else ""

    def inside(self, name: str, word_penalty: float = 1.0) -> float:
        """The weight of the characters of a name (without spaces) of two to four characters."""
        surname = name[:2] if name[:2] in self.compound_surnames and len(name) > 2 else name[:1]
        given = name[len(surname) :]
        weight = self.surnames.get(surname, -2.5)
        if len(given) == 1:
            weight += self.given.get(given, (0.0, 0.0, _UNKNOWN_GIVEN))[2] - 0.7
        elif len(given) == 2:
            weight += self.given.get(given[0], (_UNKNOWN_GIVEN,))[0]
            weight += self.given.get(given[1], (0.0, _UNKNOWN_GIVEN))[1]
        else:
            weight += _UNKNOWN_GIVEN * len(given)
        if word_penalty:
            weight -= word_penalty * max(0.0, self.words.get(name, 0.0))
        return weight

    def transliterated(self, name: str) -> float:
        """The weight of a name without surname (扎西顿珠, 吐尼亚孜)."""
        return self.transliterations(name)[-1] if name else 0

    def transliterations(self, name: str) -> list[float]:
        """The weights of all beginnings of a name without surname."""
        weights, total, found = self.transliteration, 0.0, []
        for character in name:
            if character not in "·. ":
                total += weights.get(character, _UNKNOWN_TRANSLITERATION)
            found.append(total)
        return found

    def after(self, text: str, end: int) -> float:
        """The weight of what follows a name that ends at `end`."""
        following = text[end : end + 2]
        if not following or following[0] == "\n":
            return 1.5
        weight = self._followers.get(following)
        if weight is None:
            weight = self._followers.get(following[0], -1.0) + (0.7 if following in self.common else 0.0)
        if text[end - 1 : end + 1] in self.common and following not in self.common:
            weight -= 2.0
        return weight

    def continues(self, text: str, start: int) -> float:
        """How much the text at `start` looks like what follows a name, not like a name (0 or more)."""
        weight = self._followers.get(text[start : start + 2], self._followers.get(text[start : start + 1], 0.0))
        return max(0.0, weight)

    def before(self, text: str, start: int) -> float:
        """The weight of what precedes a name that begins at `start`."""
        leading = text[max(0, start - 2) : start]
        if not leading or leading[-1] == "\n":
            return 2.0
        weight = self._leaders.get(leading) if len(leading) == 2 else None
        return weight if weight is not None else self._leaders.get(leading[-1], -1.5)
