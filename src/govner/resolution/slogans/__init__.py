"""Slogans with their members."""
from __future__ import annotations

from govner.resolution.slogans.resolver import SloganResolver

__all__ = ["SloganResolver"]
