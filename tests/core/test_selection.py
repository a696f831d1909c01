"""One winner per overlap."""
from __future__ import annotations

import itertools

from govner.recognition.selection import select
from govner.records import MentionType
from govner.segmentation import Candidate

P, T, O, L, G = (  # noqa: E741
    MentionType.PERSON,
    MentionType.POST,
    MentionType.ORGANIZATION,
    MentionType.PLACE,
    MentionType.GROUP,
)


def make(kind: MentionType, start: int, end: int, score: float = 0.8, rule: str = "r") -> Candidate:
    return Candidate(kind, start, end, rule, score)


def ranges(candidates: list[Candidate]) -> list[tuple[str, int, int]]:
    return [(c.type.value, c.start, c.end) for c in candidates]


def test_better_score_wins() -> None:
    assert ranges(select([make(L, 0, 3, 0.8), make(O, 0, 4, 0.9)])) == [("ORGANIZATION", 0, 4)]


def test_longer_wins_at_equal_score() -> None:
    assert ranges(select([make(O, 0, 4), make(O, 0, 7)])) == [("ORGANIZATION", 0, 7)]


def test_place_may_be_nested_in_a_place_only() -> None:
    assert ranges(select([make(L, 0, 4), make(L, 0, 11)])) == [("PLACE", 0, 11), ("PLACE", 0, 4)]
    assert ranges(select([make(P, 0, 2, 0.7), make(L, 0, 11)])) == [("PLACE", 0, 11)]
    assert ranges(select([make(L, 0, 4, 0.7), make(L, 2, 6)])) == [("PLACE", 2, 6)]


def test_groups_lie_above_names() -> None:
    assert ranges(select([make(G, 0, 10), make(O, 0, 4)])) == [("GROUP", 0, 10), ("ORGANIZATION", 0, 4)]


def test_order_of_proposals_does_not_matter() -> None:
    candidates = [make(L, 0, 4), make(L, 0, 11), make(O, 3, 6, 0.9), make(P, 5, 8, 0.85), make(T, 8, 10, 0.6)]
    results = {tuple(ranges(select(p))) for p in itertools.permutations(candidates)}
    assert len(results) == 1


def test_a_far_reaching_mention_still_blocks() -> None:
    wide = make(L, 0, 200, 0.95)
    nested = make(L, 90, 92)
    assert ranges(select([wide, nested, make(P, 170, 172, 0.7)])) == [("PLACE", 0, 200), ("PLACE", 90, 92)]
