"""Labelling a page: blocks, duplicates, metadata."""
from __future__ import annotations

from datetime import date

from govner.reading.article import Article, PageBlock
from govner.records import BlockKind


def read_page(
    raw: str, *, id: str = "", published: date | None = None, region: str | None = None, url: str | None = None
) -> Article:
    """An article from the text of a page."""
    import re

    blocks = [PageBlock(BlockKind.PARAGRAPH, m.start(), m.end(), True) for m in re.finditer(r"\S(?:[^\r\n]*\S)?", raw)]
    article = Article(raw=raw, id=id, published=published, region=region, blocks=blocks)
    article.metadata.url = url
    return article
