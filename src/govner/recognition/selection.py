"""One winner per overlap.

Mentions of GROUP and EVENT lie on layers of their own, above the names inside them. Among the rest a place may be
nested in a longer place (河口街道 in 河口街道智慧中心); any other overlap is a conflict, which the better score wins,
then the longer candidate, then the earlier rule name (the choice never depends on the order of recognisers).
A candidate with the score 0 was rejected and never wins.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from govner.records import MentionType
from govner.segmentation import Candidate

#: The rule of what a user has listed; it wins against rules that are as sure.
USER_RULE = "terms.user"
_LAYERED = {MentionType.GROUP, MentionType.EVENT}


def select(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The winning candidates, sorted by start, wider first."""
    ranked = sorted(
        (c for c in candidates if c.score > 0),
        key=lambda c: (-c.score, c.rule != USER_RULE, c.start - c.end, c.start, c.type.value, c.rule),
    )
    length = max((c.end for c in ranked), default=0)
    names, others = _Layer(length), {kind: _Layer(length) for kind in _LAYERED}
    chosen = [candidate for candidate in ranked if others.get(candidate.type, names).take(candidate)]
    chosen.sort(key=_position)
    return chosen


def _position(candidate: Candidate) -> tuple[int, int]:
    return candidate.start, -candidate.end


class _Layer:
    """What is chosen so far, character by character."""

    def __init__(self, length: int) -> None:
        self._taken, self._barred = bytearray(length), bytearray(length)
        self._places: dict[int, list[Candidate]] = defaultdict(list)

    def take(self, candidate: Candidate) -> bool:
        """Takes a candidate if it conflicts with none of the chosen ones."""
        start, end, place = candidate.start, candidate.end, candidate.type is MentionType.PLACE
        if self._taken.find(1, start, end) >= 0:
            if not place or self._barred.find(1, start, end) >= 0:
                return False
            crossed = (other for i in range(start, end) for other in self._places.get(i, ()))
            if not all(_nested_places(candidate, other) for other in crossed):
                return False
        self._taken[start:end] = b"\1" * (end - start)
        if place:
            for i in range(start, end):
                self._places[i].append(candidate)
        else:
            self._barred[start:end] = b"\1" * (end - start)
        return True


def _nested_places(a: Candidate, b: Candidate) -> bool:
    if a.type is not MentionType.PLACE or b.type is not MentionType.PLACE:
        return False
    inner, outer = (a, b) if a.end - a.start < b.end - b.start else (b, a)
    # What ends where the longer one ends is only another reading of it: no 集贸市场 in 河口集贸市场.
    return outer.start <= inner.start and inner.end < outer.end
