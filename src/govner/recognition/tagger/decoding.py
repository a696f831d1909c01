"""From tag scores to spans: Viterbi search and span probabilities of a linear-chain CRF, over a batch at once.

Arrays of scores are time-major (characters × texts × tags), so that every step works on one block of memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govner.recognition.tagger.labels import IMPOSSIBLE, allowed

Floats = NDArray[np.float32]
Lengths = NDArray[np.int64]

#: A span found in a text: (label number, start, end).
Span = tuple[int, int, int]


@dataclass(frozen=True)
class Crf:
    """Transition scores (from × to), and those of the first and last tag; impossible ones are `IMPOSSIBLE`."""

    transitions: Floats
    first: Floats
    last: Floats

    @classmethod
    def of(cls, transitions: Floats, first: Floats, last: Floats) -> Crf:
        """The CRF of learnt scores, to which the constraints of the tag scheme are added."""
        follows, begins, ends = allowed((len(first) - 1) // 4)
        return cls(
            np.where(follows, transitions, IMPOSSIBLE).astype(np.float32),
            np.where(begins, first, IMPOSSIBLE).astype(np.float32),
            np.where(ends, last, IMPOSSIBLE).astype(np.float32),
        )

    def best(self, scores: Floats, lengths: Lengths) -> list[list[Span]]:
        """The spans of the best tag sequence of each text; texts are sorted by falling length, and scores behind a
        text's length are ignored."""
        length, texts, _ = scores.shape
        from_each = self.transitions[:, None, :]
        totals = np.empty_like(scores)
        totals[0] = scores[0] + self.first
        active = [int((lengths > t).sum()) for t in range(length)]
        for t in range(1, length):
            count = active[t]
            # Only the best totals are kept: looking back for one tag is cheaper than remembering the way to all.
            ways = totals[t - 1, :count].T[:, :, None] + from_each
            np.add(ways.max(0), scores[t, :count], out=totals[t, :count])
        path = np.zeros((texts, length), np.int64)
        rows = np.arange(texts)
        tag = (totals[lengths - 1, rows] + self.last).argmax(1)
        path[rows, lengths - 1] = tag
        for t in range(length - 1, 0, -1):
            count = active[t]
            before = totals[t - 1, :count] + self.transitions.T[path[:count, t]]
            path[:count, t - 1] = before.argmax(1)
        return spans_of(path, lengths)


def spans_of(path: NDArray[np.int64], lengths: Lengths) -> list[list[Span]]:
    """Spans of tag paths (texts × characters): from each begin to the end that follows it."""
    texts, length = path.shape
    kind = np.where((path > 0) & (np.arange(length) < lengths[:, None]), (path - 1) % 4, -1)
    found: list[list[Span]] = [[] for _ in range(texts)]
    starts = np.argwhere((kind == 0) | (kind == 3))
    ends = np.argwhere((kind == 2) | (kind == 3))
    for (row, start), (_, end) in zip(starts.tolist(), ends.tolist(), strict=True):
        found[row].append((int(path[row, start] - 1) // 4, start, end + 1))
    return found


class Lattice:
    """Scaled forward and backward sums of a batch, from which the probability of a span is a few look-ups.

    Attributes:
        forward, backward: characters × texts × tags; their product is the probability of a tag.
        weights: exponentials of the scores, each character's largest 1.
        scale: per character and text, the sum by which `forward` was divided.
        log_total: per text, the logarithm of the sum over all tag sequences.
    """

    def __init__(self, crf: Crf, scores: Floats, lengths: Lengths) -> None:
        length, texts, tags = scores.shape
        rows = np.arange(texts)
        scores = scores.copy()
        scores[0] += crf.first
        scores[lengths - 1, rows] += crf.last
        top = scores.max(2, keepdims=True)
        self.transfer = np.exp(crf.transitions)
        self.weights = np.exp(scores - top)
        self.forward = np.zeros_like(scores)
        self.backward = np.ones_like(scores)
        self.scale = np.ones((length, texts, 1), np.float32)
        active = [int((lengths > t).sum()) for t in range(length)]
        if (np.diff(lengths) > 0).any():
            raise ValueError("texts must be sorted by falling length")
        current = self.weights[0]
        for t in range(length):
            count = active[t]
            if t:
                current = (current[:count] @ self.transfer) * self.weights[t, :count]
            total = current.sum(1, keepdims=True)
            current = current / total
            self.forward[t, :count] = current
            self.scale[t, :count] = total
        for t in range(length - 2, -1, -1):
            count = active[t + 1]
            following = self.backward[t + 1, :count] * self.weights[t + 1, :count] / self.scale[t + 1, :count]
            self.backward[t, :count] = following @ self.transfer.T
        inside = np.arange(length)[:, None] < lengths
        self._logs = np.cumsum(
            np.where(inside, np.log(self.scale[:, :, 0]) + top[:, :, 0], 0), axis=0, dtype=np.float64
        )
        self.log_total = self._logs[-1]
        self._crf, self._scores = crf, scores
        insides = 2 + 4 * np.arange((tags - 1) // 4)
        stay = crf.transitions[insides, insides]
        # Sums of the scores of "inside" tags up to each character, staying included.
        self._insides = np.cumsum(scores[:, :, insides] + stay, axis=0, dtype=np.float64)

    def probability(self, texts: Sequence[int], spans: Sequence[Span]) -> list[float]:
        """The exact probability that a text has a span (and so no other that crosses it), for pairs of the two."""
        if not spans:
            return []
        text = np.array(texts, np.int64)
        label, start, end = np.array(spans, np.int64).T
        last = end - 1
        begin, inside, stop, single = (1 + 4 * label + i for i in range(4))
        opening = np.where(last == start, single, begin)
        closing = np.where(last == start, single, stop)
        move, sums = self._crf.transitions, self._insides
        with np.errstate(divide="ignore"):
            before = np.log(self.forward[start, text, opening]) + self._logs[start, text]
            after = np.log(self.backward[last, text, closing]) - self._logs[last, text]
        middle = sums[np.maximum(last - 1, 0), text, label] - sums[start, text, label] - move[inside, inside]
        several = move[begin, inside] + middle + move[inside, stop]
        between = np.where(last - start > 1, several, move[begin, stop]) + self._scores[last, text, stop]
        log = before + after + np.where(last == start, 0.0, between)
        chances: list[float] = np.exp(np.minimum(log, 0.0)).tolist()
        return chances
