"""The bodies in force where a title stands: those of its group and of the groups before it in the sentence."""
from __future__ import annotations

from govner.records import Organization

#: How many groups of titles back in a sentence a body stays in force.
_IN_FORCE = 24


class BodiesInForce:
    """The bodies of a group of titles, and those of the groups before it in the sentence."""

    def __init__(self, sentence: int, before: BodiesInForce | None) -> None:
        self.sentence, self.before = sentence, before
        self.bodies: list[tuple[str, Organization]] = []

    def all_bodies(self) -> list[Organization]:
        """The bodies in force, the last named first."""
        return [body for _, body in self.all_titles()]

    def all_titles(self) -> list[tuple[str, Organization]]:
        """The titles before with their bodies, the last named first."""
        found: list[tuple[str, Organization]] = []
        context: BodiesInForce | None = self
        for _ in range(_IN_FORCE):
            if context is None:
                break
            found += reversed(context.bodies)
            context = context.before
        return found
