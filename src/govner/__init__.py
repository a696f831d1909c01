"""govner reads Chinese government news and returns what happened as data.

>>> import govner
>>> record = govner.extract("9月8日下午，副市长李文远到河口区调研。", published="2020-09-08")
>>> record.length
20
"""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govner import views
from govner._version import __version__

if TYPE_CHECKING:
    from govner.api import extract
    from govner.batch import read
    from govner.composition.simplification import simplified
    from govner.pipeline import Pipeline, load
    from govner.reading import Article
    from govner.records import Record

# Name to module: loaded when first asked for, so that `import govner` stays cheap.
_EXPORTS = {
    "load": "govner.pipeline",
    "Pipeline": "govner.pipeline",
    "extract": "govner.api",
    "read": "govner.batch",
    "simplified": "govner.composition.simplification",
    "Article": "govner.reading",
    "Record": "govner.records",
}



def _display() -> Any:
    from importlib import import_module

    return import_module("govner.display")


views.provide(_display)

__all__ = ["Article", "Pipeline", "Record", "__version__", "extract", "load", "read", "simplified"]


def __getattr__(name: str) -> Any:
    if name in _EXPORTS:
        from importlib import import_module

        return getattr(import_module(_EXPORTS[name]), name)
    raise AttributeError(f"module 'govner' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_EXPORTS})
