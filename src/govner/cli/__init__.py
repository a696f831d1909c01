"""The command line."""
from __future__ import annotations

from govner.cli.app import app, main

__all__ = ["app", "main"]
