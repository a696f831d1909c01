"""The default pipeline, made at import: imported by the forkserver, it is shared by all workers that are forked there.

Lexicons, patterns and the gazetteer's map are then in memory once, and a worker (or the one that replaces it) starts
in the time of a fork. The tagger's network is loaded at first use, in the worker, since its threads cannot be forked.
"""
from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

from govner.errors import GovnerError
from govner.pipeline import Pipeline, load


@lru_cache(maxsize=1)
def default_pipeline() -> Pipeline:
    """The pipeline of `govner.load()`, one a process."""
    return load()


with suppress(GovnerError):  # Damaged models are told where they are needed, not in the forkserver.
    default_pipeline()
