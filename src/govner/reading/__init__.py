"""Reading: from bytes or text to an :class:`Article` with labelled blocks and metadata."""
from __future__ import annotations

from govner.reading.article import Article, PageBlock, PageMetadata
from govner.reading.sources import ReadError, open_articles

__all__ = ["Article", "PageBlock", "PageMetadata", "ReadError", "open_articles"]
