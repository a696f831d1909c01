"""Characters and character pairs as the numbers that the tagger reads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PADDING, UNKNOWN = 0, 1
_RESERVED = 2
_BMP = 0x10000

Numbers = NDArray[np.int64]


def folded(character: str) -> str:
    """The form under which a character is looked up: full-width marks as half-width, letters in lower case.

    >>> folded("，"), folded("Ａ"), folded("省")
    (',', 'a', '省')
    """
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E:
        character = chr(code - 0xFEE0)
    lower = character.lower()
    return lower if len(lower) == 1 else character


class Vocabulary:
    """The characters and bigrams that a model knows.

    >>> vocabulary = Vocabulary("省长,", ["省长"])
    >>> characters, bigrams = vocabulary.numbers(["副省长", "，"], 3)
    >>> characters.tolist(), bigrams.tolist()
    ([[1, 2, 3], [4, 0, 0]], [[1, 1, 2, 1], [1, 1, 1, 1]])
    """

    def __init__(self, characters: str, bigrams: Sequence[str]) -> None:
        self.characters = characters
        self.bigrams = list(bigrams)

    @classmethod
    def read(cls, path: Path) -> Vocabulary:
        data = json.loads(path.read_text(encoding="utf-8"))
        pairs = data["bigrams"]
        return cls(data["characters"], [pairs[i : i + 2] for i in range(0, len(pairs), 2)])

    def write(self, path: Path) -> None:
        data = {"characters": self.characters, "bigrams": "".join(self.bigrams)}
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")

    @property
    def size(self) -> int:
        """How many character numbers there are, padding and unknown included."""
        return len(self.characters) + _RESERVED

    @property
    def bigram_size(self) -> int:
        return len(self.bigrams) + _RESERVED

    @cached_property
    def _table(self) -> Numbers:
        table = np.full(_BMP, UNKNOWN, np.int64)
        known = {c: i + _RESERVED for i, c in enumerate(self.characters)}
        for character, number in known.items():
            if ord(character) < _BMP:
                table[ord(character)] = number
        # Few characters are looked up under another form: those with a lower case, and full-width ones.
        for character in map(chr, range(_BMP)):
            if character.lower() != character or "！" <= character <= "～":
                table[ord(character)] = known.get(folded(character), UNKNOWN)
        return table

    @cached_property
    def _pairs(self) -> tuple[Numbers, Numbers]:
        """Sorted keys of the bigrams, and their numbers in that order."""
        if not self.bigrams:
            return np.array([-1]), np.array([UNKNOWN])
        codes = np.frombuffer("".join(self.bigrams).encode("utf-32-le"), np.uint32).reshape(-1, 2)
        numbers = self._table[codes]
        keys = numbers[:, 0] * self.size + numbers[:, 1]
        order = np.argsort(keys, kind="stable")
        return keys[order], order + _RESERVED

    def numbers(self, texts: Sequence[str], length: int) -> tuple[Numbers, Numbers]:
        """Padded arrays for texts no longer than `length`.

        Returns:
            characters (texts × length), and bigrams (texts × length + 1): the pair that ends before each position, so
            that columns i and i + 1 are the pairs to the left and right of character i.
        """
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
        inside = np.arange(length) < lengths[:, None]
        padded = np.zeros((len(texts), length + 2), np.int64)
        padded[:, 1:-1][inside] = np.where(codes < _BMP, self._table[np.minimum(codes, _BMP - 1)], UNKNOWN)
        keys = padded[:, :-1] * self.size + padded[:, 1:]
        sorted_keys, bigram_numbers = self._pairs
        index = np.minimum(np.searchsorted(sorted_keys, keys), len(sorted_keys) - 1)
        bigrams = np.where(sorted_keys[index] == keys, bigram_numbers[index], UNKNOWN)
        return padded[:, 1:-1], bigrams
