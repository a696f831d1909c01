"""From tag scores to spans: the probabilities of a linear-chain CRF, for a batch at once.

Arrays of scores are time-major (characters × texts × tags), so that every step works on one block of memory. Scores are
single, sums double precision: a matrix product rounds differently for each number of rows, and a text's answer must not
depend on which others are in the batch. What is left of the differences disappears when probabilities are rounded.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govner.recognition.tagger.labels import IMPOSSIBLE, allowed

Floats = NDArray[np.float32]
Sums = NDArray[np.float64]
Lengths = NDArray[np.int64]

#: For one begin, only so many ends are looked at.
_ENDS = 3

#: Decimals of a probability.
_DECIMALS = 6

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


class Lattice:
    """Everything that the probability of any span or tag needs, for the texts of a batch.

    Attributes:
        forward: per character, text and tag, the share of the sequences up to there (characters × texts × tags).
        backward: the same for what follows; the product of the two is the probability of a tag.
        flow: what `backward` hands to the character before; with `transfer`, it gives the probability of a step.
        transfer: exponentials of the transition scores.
        log_total: per text, the logarithm of the sum over all tag sequences.
    """

    def __init__(self, crf: Crf, scores: Floats, forward: Sums, logs: Sums, flow: Sums) -> None:
        self.transfer = np.exp(crf.transitions).astype(np.float64)
        self.forward, self.flow = forward, flow
        self.backward = flow @ self.transfer.T
        self._crf, self._scores, self._logs = crf, scores, logs
        insides = 2 + 4 * np.arange((len(crf.first) - 1) // 4)
        stay = crf.transitions[insides, insides]
        # Sums of the scores of "inside" tags up to each character, staying included.
        self._insides = np.cumsum(scores[:, :, insides] + stay, axis=0, dtype=np.float64)
        self.log_total = logs[-1]

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
        chances: list[float] = np.round(np.exp(np.minimum(log, 0.0)), _DECIMALS).tolist()
        return chances

    def likely(self, least: float) -> tuple[list[int], list[Span]]:
        """(texts, spans) of all spans that may be as probable as `least` or more; those of a text may overlap.

        A span is no likelier than its first and its last tag, which leaves few to look at.
        """
        likely = self.forward * self.backward >= least
        texts: list[int] = []
        spans: list[Span] = []
        for label in range((likely.shape[2] - 1) // 4):
            at = 1 + 4 * label
            for text, start in np.argwhere(likely[:, :, at + 3].T).tolist():
                texts.append(text)
                spans.append((label, start, start + 1))
            ends = np.argwhere(likely[:, :, at + 2].T).tolist()
            for text, start in np.argwhere(likely[:, :, at].T).tolist():
                first = bisect_right(ends, [text, start])
                for other, last in ends[first : first + _ENDS]:
                    if other == text:
                        texts.append(text)
                        spans.append((label, start, last + 1))
        return texts, spans


def lattices(crfs: Sequence[Crf], scores: Sequence[Floats], lengths: Lengths) -> list[Lattice]:
    """The lattices of several CRFs over the same texts, which are sorted by falling length.

    All chains, forward and backward of each CRF, take their steps together: what a step costs is the call.
    """
    if (np.diff(lengths) > 0).any():
        raise ValueError("texts must be sorted by falling length")
    length, texts, _ = scores[0].shape
    tags = max(s.shape[2] for s in scores)
    rows, steps = np.arange(texts), np.arange(length)[:, None]
    inside = steps < lengths
    mirror = np.where(inside, lengths - 1 - steps, steps)
    weights = np.zeros((length, 2 * len(crfs), texts, tags))
    transfer = np.zeros((2 * len(crfs), tags, tags))
    tops, adjusted = [], []
    for i, (crf, table) in enumerate(zip(crfs, scores, strict=True)):
        table = table.copy()
        table[0] += crf.first
        table[lengths - 1, rows] += crf.last
        top = table.max(2, keepdims=True)
        size = table.shape[2]
        weights[:, 2 * i, :, :size] = np.exp(table - top)
        weights[:, 2 * i + 1] = weights[mirror, 2 * i, rows]
        moves = np.exp(crf.transitions)
        transfer[2 * i, :size, :size], transfer[2 * i + 1, :size, :size] = moves, moves.T
        tops.append(np.where(inside, top[:, :, 0], 0))
        adjusted.append(table)
    values, scale = _sweep(weights, transfer, lengths)
    logs = np.log(scale)
    found = []
    for i, crf in enumerate(crfs):
        size = scores[i].shape[2]
        onward = np.cumsum(logs[:, 2 * i] + tops[i], axis=0)
        # What the backward chain summed up from the end to each character.
        back = np.cumsum(logs[:, 2 * i + 1] + tops[i][mirror, rows], axis=0)[mirror, rows]
        flow = np.zeros((length, texts, size))
        factor = np.exp(np.where(inside[1:], onward[:-1] + back[1:] - onward[-1], 0.0))
        flow[:-1] = np.where(inside[1:, :, None], values[mirror, 2 * i + 1, rows][1:, :, :size] * factor[..., None], 0)
        lattice = Lattice(crf, adjusted[i], values[:, 2 * i, :, :size], onward, flow)
        lattice.backward[lengths - 1, rows] = 1
        found.append(lattice)
    return found


def _sweep(weights: Sums, transfer: Sums, lengths: Lengths) -> tuple[Sums, Sums]:
    """Sums over the tag sequences of several chains (characters × chains × texts × tags), each step scaled to 1, and
    the scales."""
    values = np.zeros_like(weights)
    scale = np.ones(weights.shape[:3])
    current = weights[0]
    for t in range(len(weights)):
        count = int(np.searchsorted(-lengths, -t))
        if t:
            current = current[:, :count] @ transfer
            current *= weights[t, :, :count]
        total = current.sum(2)
        current = current / total[..., None]
        values[t, :, :count], scale[t, :, :count] = current, total
    return values, scale
