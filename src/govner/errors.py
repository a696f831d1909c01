"""Errors: one root, and messages that say what was wrong with which input and what to do."""
from __future__ import annotations


class GovnerError(Exception):
    """Root of all errors that govner raises on purpose."""


class InputError(GovnerError):
    """An input cannot be read: missing, unreadable, binary, or not in a form that govner knows."""


class LexiconError(GovnerError):
    """A lexicon file does not fit its schema; the message names file, line and field."""


class ModelError(GovnerError):
    """A shipped or given model file is missing or damaged."""


class MissingExtraError(GovnerError):
    """An optional package is needed for what was asked."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(f"{purpose} needs the package {package}: install it with  pip install 'govner[{extra}]'")
        self.package, self.extra = package, extra
