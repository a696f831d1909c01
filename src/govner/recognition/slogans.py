"""Slogans (提法)."""
from __future__ import annotations

from govner.lexicons import Lexicons
from govner.segmentation import Analysis, Candidate


class SloganRecogniser:
    """Slogans (提法)."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.lexicons = lexicons

    def __call__(self, analysis: Analysis) -> list[Candidate]:
        return []
