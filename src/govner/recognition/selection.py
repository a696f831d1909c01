"""One winner per overlap.

Mentions of GROUP and EVENT lie on layers of their own, above the names inside them. Among the rest a place may be
nested in a longer place (河口街道 in 河口街道智慧中心); any other overlap is a conflict, which the better score wins,
then the longer candidate, then the earlier rule name (the choice never depends on the order of recognisers).
A candidate with the score 0 was rejected and never wins.
"""
from __future__ import annotations

from bisect import bisect_left, insort
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
    layers: dict[str, list[Candidate]] = {}
    chosen: list[Candidate] = []
    widest = max((c.end - c.start for c in ranked), default=0)
    for candidate in ranked:
        layer = candidate.type.value if candidate.type in _LAYERED else "name"
        taken = layers.setdefault(layer, [])
        if _fits(candidate, taken, widest):
            insort(taken, candidate, key=_position)
            chosen.append(candidate)
    chosen.sort(key=_position)
    return chosen


def _position(candidate: Candidate) -> tuple[int, int]:
    return candidate.start, -candidate.end


def _fits(candidate: Candidate, taken: list[Candidate], widest: int) -> bool:
    """Whether a candidate conflicts with none of the chosen ones (`taken` is sorted by position)."""
    # Everything that starts before the candidate ends; a neighbour that starts where it ends does not overlap.
    index = bisect_left(taken, (candidate.end, -(1 << 62)), key=_position)
    while index > 0:
        index -= 1
        other = taken[index]
        # Nesting makes ends non-monotonic: only what starts too far left to reach this one ends the search.
        if other.start + widest <= candidate.start:
            break
        if other.end > candidate.start and not _nested_places(candidate, other):
            return False
    return True


def _nested_places(a: Candidate, b: Candidate) -> bool:
    if a.type is not MentionType.PLACE or b.type is not MentionType.PLACE:
        return False
    inner, outer = (a, b) if a.end - a.start < b.end - b.start else (b, a)
    return (
        outer.start <= inner.start
        and inner.end <= outer.end
        and (inner.start, inner.end) != (outer.start, outer.end)
    )
