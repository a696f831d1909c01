"""Decoding against brute force: every tag sequence of short texts is summed up."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from govner.recognition.tagger.decoding import Crf, Lattice, Span, spans_of
from govner.recognition.tagger.labels import allowed, tag_names

LABELS = 2
TAGS = 1 + 4 * LABELS


def random_crf(seed: int) -> Crf:
    rng = np.random.default_rng(seed)
    return Crf.of(rng.normal(size=(TAGS, TAGS)), rng.normal(size=TAGS), rng.normal(size=TAGS))


def random_scores(seed: int, length: int, texts: int) -> np.ndarray:
    return (np.random.default_rng(seed).normal(size=(length, texts, TAGS)) * 2).astype(np.float32)


def all_paths(crf: Crf, scores: np.ndarray) -> list[tuple[float, list[Span]]]:
    """(score, spans) of every allowed tag sequence of one text."""
    length = len(scores)
    paths = []
    for path in itertools.product(range(TAGS), repeat=length):
        total = crf.first[path[0]] + crf.last[path[-1]] + sum(scores[t, tag] for t, tag in enumerate(path))
        total += sum(crf.transitions[a, b] for a, b in itertools.pairwise(path))
        if total > -5000:
            paths.append((float(total), spans_of(np.array([path]), np.array([length]))[0]))
    return paths


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_best_spans_and_probabilities_are_those_of_all_sequences(length: int) -> None:
    crf, scores = random_crf(length), random_scores(length, 6, 2)
    # The shorter text stands second and is padded with scores that must not matter.
    lengths = np.array([6, length])
    paths = all_paths(crf, scores[:length, 1])
    total = sum(math.exp(score) for score, _ in paths)
    assert crf.best(scores, lengths)[1] == max(paths)[1]
    lattice = Lattice(crf, scores, lengths)
    assert lattice.log_total[1] == pytest.approx(math.log(total), abs=1e-4)
    spans = sorted({span for _, found in paths for span in found})
    expected = [sum(math.exp(score) for score, found in paths if span in found) / total for span in spans]
    assert lattice.probability([1] * len(spans), spans) == pytest.approx(expected, abs=1e-5)


def test_a_text_decodes_alike_beside_longer_ones() -> None:
    crf, scores = random_crf(7), random_scores(8, 12, 3)
    together = crf.best(scores, np.array([12, 9, 4]))
    assert crf.best(scores[:4, 2:], np.array([4])) == together[2:]


def test_texts_must_be_sorted() -> None:
    with pytest.raises(ValueError, match="sorted"):
        Lattice(random_crf(1), random_scores(1, 5, 2), np.array([3, 5]))


def test_every_allowed_step_keeps_spans_whole() -> None:
    names = tag_names(["X", "Y"])
    follows, first, last = allowed(2)
    for i, a in enumerate(names):
        assert first[i] == (a[0] in "OBS")
        assert last[i] == (a[0] in "OES")
        for j, b in enumerate(names):
            continues = b[0] in "IE"
            expected = a[0] in "BI" and a[1:] == b[1:] if continues else a[0] in "OES"
            assert follows[i, j] == expected, (a, b)
