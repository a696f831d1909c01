"""The one-liner: `govner.extract`."""
from __future__ import annotations

from datetime import date
from functools import lru_cache

from govner.pipeline import Pipeline, load
from govner.records import Record


@lru_cache(maxsize=1)
def _default_pipeline() -> Pipeline:
    return load()


def extract(
    text: str,
    *,
    published: str | date | None = None,
    region: str | None = None,
    url: str | None = None,
    id: str | None = None,
) -> Record:
    """The record of one article, from the default pipeline, which is loaded at the first call.

    Arguments and errors are those of :meth:`govner.Pipeline.extract`.
    """
    return _default_pipeline().extract(text, published=published, region=region, url=url, id=id)
