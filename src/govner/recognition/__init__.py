"""Recognition: candidates for mentions, by lexicon, grammar or model, and the choice among them.

A recogniser is built once from lexicons and is then a pure function from an analysis to candidates. It works on the
characters of the view and never depends on token borders.
"""
from __future__ import annotations

from typing import Protocol

from govner.segmentation import Analysis, Candidate


class Recogniser(Protocol):
    """Anything that proposes candidates."""

    def __call__(self, analysis: Analysis) -> list[Candidate]: ...


__all__ = ["Recogniser"]
