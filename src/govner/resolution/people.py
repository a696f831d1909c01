"""People, posts and holdings."""
from __future__ import annotations

from govner.lexicons import Lexicons
from govner.segmentation import Analysis


class PeopleResolver:
    """People, posts and holdings."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.lexicons = lexicons

    def __call__(self, analysis: Analysis) -> None:
        return None
