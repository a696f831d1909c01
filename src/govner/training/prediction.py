"""What a model in training finds in sentences, and how good that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch

from govner.recognition.tagger.characters import Vocabulary
from govner.recognition.tagger.decoding import Crf, lattices
from govner.recognition.tagger.labels import LABELS
from govner.training.network import Tagger
from govner.training.samples import Sample

ScoredSpan = tuple[str, int, int, float]


def crf_of(model: Tagger, head: str) -> Crf:
    layer = model.heads[head]
    return Crf.of(*(p.detach().numpy() for p in (layer.transitions, layer.first, layer.last)))


def spans_with_scores(
    model: Tagger, vocabulary: Vocabulary, texts: Sequence[str], head: str = "gold", labels: Sequence[str] = LABELS
) -> list[list[ScoredSpan]]:
    """The spans of each text that are likelier than not, with their probability."""
    crf = crf_of(model, head)
    found: list[list[ScoredSpan]] = [[] for _ in texts]
    order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
    model.eval()
    for first in range(0, len(order), 64):
        rows = [i for i in order[first : first + 64] if texts[i]]
        if not rows:
            continue
        batch = [texts[i] for i in rows]
        lengths = np.array([len(t) for t in batch])
        characters, bigrams = (torch.from_numpy(n.T.copy()) for n in vocabulary.numbers(batch, int(lengths.max())))
        with torch.no_grad():
            hidden = model.encoder(characters, bigrams, torch.from_numpy(lengths))
            scores = model.heads[head].linear(hidden).numpy()
        (lattice,) = lattices([crf], [scores], lengths)
        where, spans = lattice.likely(0.5)
        for row, (label, a, b), chance in zip(where, spans, lattice.probability(where, spans), strict=True):
            if chance > 0.5:
                found[rows[row]].append((labels[label], a, b, chance))
    return found


def score_table(samples: Sequence[Sample], found: Sequence[Sequence[ScoredSpan]]) -> str:
    """F1 of outer spans by label and of all, in percent."""
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for sample, spans in zip(samples, found, strict=True):
        gold = set(sample.spans)
        mine = {(label, a, b) for label, a, b, _ in spans}
        for table, items in ((right, gold & mine), (wanted, gold), (given, mine)):
            table.update(label for label, _, _ in items)
            table["ALL"] += len(items)
    return " ".join(
        f"{label[:5]} {200 * right[label] / max(1, wanted[label] + given[label]):.1f}"
        for label in [*dict.fromkeys(s for s in sorted(wanted) if s != "ALL"), "ALL"]
    )
