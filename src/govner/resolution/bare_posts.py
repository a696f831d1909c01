"""Titles without a body whose holder has the same title of a body elsewhere: 李书记 before 县委书记李某."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govner.records import Post
from govner.resolution.binding import Bond, Unit
from govner.segmentation import Analysis


@dataclass(frozen=True, slots=True)
class BarePost:
    """A title that was given a post without a body."""

    bond: Bond
    unit: Unit
    post: Post


def settle(analysis: Analysis, bare: Sequence[BarePost]) -> None:
    """Gives each such title the post of that title which all its holders have, and drops posts that nobody means."""
    if not bare:
        return
    people, posts = analysis.entities.people, analysis.entities.posts
    for item in bare:
        holders = [people[m.ref] for m in item.bond.people]
        for holder in holders:
            named = [posts[h.post_id] for h in holder.holdings if posts[h.post_id].organization_id is not None]
            same = next((p for p in named if p.title == item.post.title), None)
            if same is None:
                continue
            kept = next(h for h in holder.holdings if h.post_id == same.id)
            for holding in [h for h in holder.holdings if h.post_id == item.post.id]:
                kept.evidence.extend(holding.evidence)
                holder.holdings.remove(holding)
            item.unit.post.ref = same.id
    meant = {m.ref for m in analysis.mentions} | {h.post_id for p in people.values() for h in p.holdings}
    for post in {item.post.id: item.post for item in bare}.values():
        if post.id not in meant:
            del posts[post.id]
