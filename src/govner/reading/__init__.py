"""Reading: from bytes, files or text to an :class:`Article` with labelled blocks and metadata.

`sources` opens files (`formats`, `archives`, `office`, `html`, `rows` know their kinds, `decoding` their encodings);
`pages` labels a text line by line (`lines`, `flattened` and `paragraphs` find the lines, `chrome` and `labels` tell
what a line is by itself, `duplicates` finds the copies, `metadata` what the page says of itself); `script` tells
traditional characters; `reprints` compares articles. Nothing in a text is changed.
"""
from __future__ import annotations

from govner.reading.article import Article, PageBlock, PageHints, PageMetadata
from govner.reading.reprints import ReprintFinder, mark_reprints
from govner.reading.sources import ReadError, open_articles

__all__ = [
    "Article", "PageBlock", "PageHints", "PageMetadata", "ReadError", "ReprintFinder", "mark_reprints", "open_articles",
]
