"""Discovery: slogans (提法) that a dump of articles uses and no lexicon knows yet.

>>> from govner.reading.pages import read_page
>>> pages = [read_page(f"全县深入推进“四联四促”行动，第{n}批干部下沉一线。") for n in "一二三"]
>>> [(use.term, use.count, use.articles) for use in discover(pages)]
[('四联四促', 3, 3)]
"""
from __future__ import annotations

from govner.discovery.slogans import SloganDiscovery, discover
from govner.discovery.usage import SloganUse

__all__ = ["SloganDiscovery", "SloganUse", "discover"]
