"""Decoding against brute force: every tag sequence of short texts is summed up."""
from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from govner.recognition.tagger.decoding import Crf, Span, lattices
from govner.recognition.tagger.labels import allowed, tag_names

LABELS = 2
NAMES = tag_names(["0", "1"])
TAGS = len(NAMES)


def random_crf(seed: int) -> Crf:
    rng = np.random.default_rng(seed)
    return Crf.of(rng.normal(size=(TAGS, TAGS)), rng.normal(size=TAGS), rng.normal(size=TAGS))


def random_scores(seed: int, length: int, texts: int) -> np.ndarray:
    return (np.random.default_rng(seed).normal(size=(length, texts, TAGS)) * 2).astype(np.float32)


def spans_of(path: tuple[int, ...]) -> list[Span]:
    found, start = [], 0
    for position, tag in enumerate(NAMES[i] for i in path):
        if tag[0] in "BS":
            start = position
        if tag[0] in "ES":
            found.append((int(tag[2:]), start, position + 1))
    return found


def expected_chances(crf: Crf, scores: np.ndarray) -> tuple[float, dict[Span, float]]:
    """The logarithm of the sum over all tag sequences of one text, and the probability of each span."""
    total, spans = 0.0, dict[Span, float]()
    for path in itertools.product(range(TAGS), repeat=len(scores)):
        log = crf.first[path[0]] + crf.last[path[-1]] + sum(scores[t, tag] for t, tag in enumerate(path))
        log += sum(crf.transitions[a, b] for a, b in itertools.pairwise(path))
        if log > -5000:
            total += math.exp(log)
            for span in spans_of(path):
                spans[span] = spans.get(span, 0.0) + math.exp(log)
    return math.log(total), {span: weight / total for span, weight in spans.items()}


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_probabilities_are_those_of_all_sequences(length: int) -> None:
    crf, scores = random_crf(length), random_scores(length, 6, 2)
    # The shorter text stands second and is padded with scores that must not matter.
    (lattice,) = lattices([crf], [scores], np.array([6, length]))
    log_total, expected = expected_chances(crf, scores[:length, 1])
    assert lattice.log_total[1] == pytest.approx(log_total, abs=1e-4)
    spans = list(expected)
    assert lattice.probability([1] * len(spans), spans) == pytest.approx([expected[s] for s in spans], abs=1e-5)
    texts, likely = lattice.likely(0.2)
    mine = {span for text, span in zip(texts, likely, strict=True) if text == 1}
    assert mine >= {span for span, chance in expected.items() if chance >= 0.2}


def test_several_chains_at_once_do_not_mix() -> None:
    one, other = random_crf(1), random_crf(2)
    scores, more = random_scores(3, 7, 2), random_scores(4, 7, 2)
    lengths = np.array([7, 5])
    together = lattices([one, other], [scores, more], lengths)
    for lattice, (crf, table) in zip(together, ((one, scores), (other, more)), strict=True):
        (alone,) = lattices([crf], [table], lengths)
        assert lattice.log_total == pytest.approx(alone.log_total, abs=1e-4)
        tags = lattice.forward * lattice.backward
        assert tags[:5].sum(2) == pytest.approx(np.ones((5, 2)), abs=1e-4)


def test_no_warning_about_padding() -> None:
    scores = random_scores(5, 180, 2) * 10
    with np.errstate(over="raise", invalid="raise"):
        (lattice,) = lattices([random_crf(5)], [scores], np.array([180, 1]))
    assert np.isfinite(lattice.backward).all()


def test_texts_must_be_sorted() -> None:
    with pytest.raises(ValueError, match="sorted"):
        lattices([random_crf(1)], [random_scores(1, 5, 2)], np.array([3, 5]))


def test_every_allowed_step_keeps_spans_whole() -> None:
    follows, first, last = allowed(2)
    for i, a in enumerate(NAMES):
        assert first[i] == (a[0] in "OBS")
        assert last[i] == (a[0] in "OES")
        for j, b in enumerate(NAMES):
            continues = b[0] in "IE"
            expected = a[0] in "BI" and a[1:] == b[1:] if continues else a[0] in "OES"
            assert follows[i, j] == expected, (a, b)
