"""Chooses the model's characters and bigrams, and their first vectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch

from govner.recognition.tagger.characters import Vocabulary, folded
from govner.training.network import Encoder

_CHARACTER_USES = 3
_BIGRAMS = 36_000
#: Root mean square of the vectors when training begins.
_SCALE = 0.3


def choose(texts: Iterable[tuple[str, int]], vectors: Path) -> Vocabulary:
    """The characters and most frequent bigrams of weighted texts, and all characters that have a vector."""
    characters: Counter[str] = Counter()
    bigrams: Counter[str] = Counter()
    for text, weight in texts:
        line = "".join(map(folded, text))
        for c in line:
            characters[c] += weight
        for i in range(len(line) - 1):
            bigrams[line[i : i + 2]] += weight
    with_vector = {c for c in np.load(vectors / "char64.npz")["w"].tolist() if len(c) == 1 and ord(c) < 0x10000}
    frequent = {c for c, n in characters.items() if n >= _CHARACTER_USES and ord(c) < 0x10000 and c.isprintable()}
    chosen = sorted({folded(c) for c in with_vector | frequent})
    inside = set(chosen)
    known = set(np.load(vectors / "bi64.npz")["w"].tolist())
    # A bigram with a vector is worth more than one without.
    ranked = sorted(bigrams, key=lambda b: (-bigrams[b] * (4 if b in known else 1), b))
    pairs = [b for b in ranked if b[0] in inside and b[1] in inside][:_BIGRAMS]
    return Vocabulary("".join(chosen), sorted(pairs))


def set_vectors(encoder: Encoder, vocabulary: Vocabulary, vectors: Path) -> None:
    """Fills the embedding tables of a fresh encoder with word2vec vectors where there are any."""
    for table, entries, name in (
        (encoder.characters, list(vocabulary.characters), "char64"),
        (encoder.bigrams, vocabulary.bigrams, "bi64"),
    ):
        data = np.load(vectors / f"{name}.npz")
        values = data["v"] * (_SCALE / np.sqrt((data["v"] ** 2).mean()))
        row = {entry: i for i, entry in enumerate(data["w"].tolist())}
        with torch.no_grad():
            for number, entry in enumerate(entries, start=2):
                if entry in row:
                    table.weight[number] = torch.from_numpy(values[row[entry]])
