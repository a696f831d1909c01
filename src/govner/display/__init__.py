"""Display: one record for the eye, as HTML (`to_html`) or as tables for a terminal (`to_tables`)."""
from __future__ import annotations

from govner.display.html import to_html
from govner.display.terminal import to_tables

__all__ = ["to_html", "to_tables"]
