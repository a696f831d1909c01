"""What is remembered of a term's uses, within bounded memory."""
from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

#: Distinct spellings, expansions and places that are remembered of one term.
_MOST_DETAILS = 24


@dataclass(frozen=True, slots=True)
class SloganUse:
    """A term and its uses in a dump.

    Attributes:
        term: its most frequent spelling.
        count: uses in all; where memory ran short, uses before the term was last forgotten are missing.
        articles: how many articles use it.
        confidence: how much its uses read like those of a policy term, on average, 0 to 1.
        first, last: first and last day of publication of an article that uses it; None where no article is dated.
        places: areas that use it, with the number of articles: the area of the publishing site, or else provinces and
            prefectures that the sentence names; the most frequent first.
        expansions: lists of members that the texts give, with the number of times.
        variants: all spellings, with their uses.
        known: whether the slogan lexicon has it.
    """

    term: str
    count: int
    articles: int
    confidence: float
    first: date | None
    last: date | None
    places: tuple[tuple[str, int], ...]
    expansions: tuple[tuple[tuple[str, ...], int], ...]
    variants: tuple[tuple[str, int], ...]
    known: bool


@dataclass(slots=True)
class Usage:
    """The running counts of one term: its uses, those that read like no policy term, and the probabilities' sum."""

    count: int = 0
    articles: int = 0
    doubtful: int = 0
    weight: float = 0.0
    first: date | None = None
    last: date | None = None
    places: Counter[str] = field(default_factory=Counter)
    expansions: Counter[tuple[str, ...]] = field(default_factory=Counter)
    variants: Counter[str] = field(default_factory=Counter)

    def seen_on(self, day: date | None) -> None:
        """Another article uses the term."""
        self.articles += 1
        if day is not None:
            self.first = min(self.first or day, day)
            self.last = max(self.last or day, day)

    @property
    def confidence(self) -> float:
        return self.weight / max(1, self.count + self.doubtful)


def note(counter: Counter[Key], key: Key) -> None:
    """Counts a detail, unless too many different ones are remembered already."""
    if key in counter or len(counter) < _MOST_DETAILS:
        counter[key] += 1


def ranked(counter: Counter[Key]) -> tuple[tuple[Key, int], ...]:
    """By frequency, then by the key itself."""
    return tuple(sorted(counter.items(), key=lambda item: (-item[1], str(item[0]))))


class UsageTable:
    """Usages by key; when there are too many, the rarest are forgotten (lossy counting).

    A term that makes up more than 1 in `limit` of all uses is never lost for good, whatever the length of the dump.

    Args:
        limit: how many terms are kept at most.

    >>> table = UsageTable(limit=2)
    >>> for key in "aab":
    ...     table.of(key).count += 1
    >>> table.of("c").count += 1
    >>> [key for key, _ in table.items()]
    ['a', 'c']
    """

    def __init__(self, limit: int) -> None:
        self._usages: dict[str, Usage] = {}
        self._limit = limit

    def of(self, key: str) -> Usage:
        """The usage of a key, new where it has none."""
        usage = self._usages.get(key)
        if usage is None:
            if len(self._usages) >= self._limit:
                self._forget()
            usage = self._usages[key] = Usage()
        return usage

    def items(self) -> Iterator[tuple[str, Usage]]:
        """All that is remembered, in order of first use."""
        return iter(self._usages.items())

    def _forget(self) -> None:
        """Drops the rarer half, at least one; of equals, the older."""
        weights = sorted(usage.count + usage.doubtful for usage in self._usages.values())
        floor = weights[(len(weights) - 1) // 2]
        spare = len(weights) // 2 or 1
        for key in [key for key, usage in self._usages.items() if usage.count + usage.doubtful <= floor][:spare]:
            del self._usages[key]
