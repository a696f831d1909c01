"""Who is who and who held what, over the constructed dump of 300 articles run through the real pipeline."""
from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from constructed_dump import Article, World, truth_of_holdings

import govner
from govner.analysis import DumpTables, Identities, conflicts, directory, identify, read_tables

Appearance = tuple[str, str]


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return World().articles()


@pytest.fixture(scope="module")
def dump(articles: list[Article]) -> DumpTables:
    nlp = govner.load()
    return read_tables(
        nlp.extract(a.text, published=a.published.isoformat(), region=a.region, id=a.id) for a in articles
    )


@pytest.fixture(scope="module")
def people(dump: DumpTables) -> Identities:
    return identify(dump)


@pytest.fixture(scope="module")
def truth(articles: list[Article]) -> dict[Appearance, int]:
    return {(a.id, name): uid for a in articles for name, uid in a.people.items()}


def _found(people: Identities) -> dict[Appearance, str]:
    frame = people.appearances
    return {
        (record, name): key
        for record, name, key in zip(frame["record_id"], frame["name"], frame["identity"], strict=True)
    }


def _pairs(clusters: dict[Appearance, object]) -> set[tuple[Appearance, Appearance]]:
    groups: dict[object, list[Appearance]] = {}
    for appearance, key in clusters.items():
        groups.setdefault(key, []).append(appearance)
    return {pair for members in groups.values() for pair in combinations(sorted(members), 2)}


def test_the_dump_is_hard(articles: list[Article], truth: dict[Appearance, int]) -> None:
    """Homonyms, careers of several posts, posts of several holders: else the scores below say nothing."""
    world = World()
    names = Counter(person.name for person in world.people)
    holders = Counter(post for person in world.people for post, *_ in person.career)
    assert len(articles) == 300
    assert sum(1 for count in names.values() if count > 1) > 12
    assert sum(1 for person in world.people if len(person.career) > 1) >= 25
    assert sum(1 for count in holders.values() if count > 1) >= 25


def test_identity_pairwise_f1(people: Identities, truth: dict[Appearance, int]) -> None:
    gold, found = _pairs(dict(truth)), _pairs(dict(_found(people)))
    hits = len(gold & found)
    precision, recall = hits / len(found), hits / len(gold)
    f1 = 2 * precision * recall / (precision + recall)
    assert f1 >= 0.95, (precision, recall)


def test_holdings_intervals(
    articles: list[Article], dump: DumpTables, people: Identities, truth: dict[Appearance, int]
) -> None:
    found = _found(people)
    votes: dict[int, Counter[str]] = {}
    for appearance, uid in truth.items():
        votes.setdefault(uid, Counter())[found.get(appearance, "")] += 1
    rows = {(row["identity"], row["post"]): row for row in directory(dump, people).to_dict("records")}
    right = 0
    expected = truth_of_holdings(articles)
    for (uid, post), interval in expected.items():
        row = rows.get((votes[uid].most_common(1)[0][0], post))
        right += row is not None and (row["start"], row["end"]) == interval
    assert right / len(expected) >= 0.95, f"{right} of {len(expected)}"


def test_every_join_says_why(people: Identities) -> None:
    joins = people.joins
    assert len(joins) >= 10
    assert joins["basis"].str.contains("promotion").any()
    assert joins["basis"].str.contains("prompt_transfer").any()
    assert joins["confidence"].between(0.7, 1).all()


def test_no_conflicts_where_the_world_has_none(dump: DumpTables, people: Identities) -> None:
    assert conflicts(directory(dump, people)).empty
