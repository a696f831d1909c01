"""How a record reaches its views without knowing them.

Records are the ground that every room stands on, so they import none; yet a notebook asks the record itself for HTML.
The package root, which is loaded before any room, says here who shows records; a record asks here.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from govner.records import Mention, Record


class Viewer(Protocol):
    """What shows records; the package :mod:`govner.display` is one."""

    def to_html(self, record: Record, *, full_page: bool = True) -> str: ...

    def display(self, record: Record) -> None: ...

    def explain(self, record: Record, mention: Mention | str) -> str: ...


_loaders: list[Callable[[], Viewer]] = []


def provide(loader: Callable[[], Viewer]) -> None:
    """Names the function that gives the viewer; it is called when a record is first looked at."""
    _loaders[:] = [loader]


def viewer() -> Viewer:
    """What shows records."""
    return _loaders[0]()
