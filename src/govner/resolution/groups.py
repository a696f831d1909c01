"""Groups and their organisations and places."""
from __future__ import annotations

from govner.lexicons import Lexicons
from govner.segmentation import Analysis


class GroupResolver:
    """Groups and their organisations and places."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.lexicons = lexicons

    def __call__(self, analysis: Analysis) -> None:
        return None
