"""A jieba tokenizer for spaCy that is owned by its pipeline and takes forced cuts.

spaCy's own Chinese tokenizer uses jieba's module-level dictionary (one user's words change everybody's results) and
cannot be pickled. This one owns its :class:`jieba.Tokenizer`, rebuilds it on unpickling, and never joins what a caller
cuts.
"""
from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import jieba
from spacy.tokens import Doc
from spacy.vocab import Vocab

jieba.setLogLevel(logging.WARNING)


class GovTokenizer:
    """Characters to tokens: jieba words, cut at white space and at every forced boundary.

    >>> from spacy.vocab import Vocab
    >>> [t.text for t in GovTokenizer(Vocab())("副厅长陈岑", cuts=[3])]
    ['副厅长', '陈', '岑']
    """

    def __init__(self, vocab: Vocab, words: Sequence[str] = ()) -> None:
        self.vocab = vocab
        self.words = list(words)
        self._jieba: jieba.Tokenizer | None = None

    def __call__(self, text: str, cuts: Iterable[int] = ()) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        bounds = sorted({0, len(text), *(c for c in cuts if 0 < c < len(text))})
        for start, end in pairwise(bounds):
            for word in self._cut(text[start:end]):
                if word == " " and words and not spaces[-1] and not words[-1].isspace():
                    spaces[-1] = True
                else:
                    words.append(word)
                    spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def _cut(self, text: str) -> Iterable[str]:
        if self._jieba is None:
            self._jieba = jieba.Tokenizer()
            for word in self.words:
                self._jieba.add_word(word)
        words: Iterable[str] = self._jieba.cut(text, HMM=False)
        return words

    def __getstate__(self) -> dict[str, Any]:
        return {"vocab": self.vocab, "words": self.words, "_jieba": None}

    def to_bytes(self, **_: Any) -> bytes:
        return "\n".join(self.words).encode()

    def from_bytes(self, data: bytes, **_: Any) -> GovTokenizer:
        self.words = data.decode().split("\n") if data else []
        self._jieba = None
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: Any) -> GovTokenizer:
        return self.from_bytes(Path(path).read_bytes())
