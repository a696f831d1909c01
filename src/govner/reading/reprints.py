"""Reprints across a dump: one article on several sites, with a word or line changed. Needs the extra `reprints`."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from govner.errors import MissingExtraError
from govner.reading.article import Article
from govner.reading.lines import readable

T = TypeVar("T")

_PERMUTATIONS = 128
_BANDS = 32
_SHINGLE = 5
# Of shorter bodies a changed word changes too much: they count as reprints only if they are equal.
_SHORT = 40


class ReprintFinder:
    """Remembers articles and finds those whose body repeats an earlier one (MinHash over runs of five characters).

    Args:
        least: share of common runs (Jaccard similarity, 0 to 1) from which on an article is a reprint.

    Raises:
        MissingExtraError: rensa is not installed.
    """

    def __init__(self, least: float = 0.7) -> None:
        try:
            import rensa
        except ImportError:
            raise MissingExtraError("rensa", "reprints", "finding reprints") from None
        self.least = least
        self._rensa = rensa
        self._index = rensa.RMinHashLSH(threshold=least, num_perm=_PERMUTATIONS, num_bands=_BANDS)
        self._hashes: list[Any] = []
        self._ids: list[str] = []
        self._short: dict[str, str] = {}

    def original_of(self, article: Article) -> str | None:
        """The id of the first article with this body; None for one that is new, which is remembered."""
        text = _body(article)
        if len(text) < _SHORT:
            original = self._short.setdefault(text, article.id)
            return original if text and original != article.id else None
        signature: Any = self._rensa.RMinHash(num_perm=_PERMUTATIONS, seed=1)
        signature.update([text[i : i + _SHINGLE] for i in range(len(text) - _SHINGLE + 1)])
        similar: list[int] = sorted(self._index.query(signature))
        for number in similar:
            if self._hashes[number].jaccard(signature) >= self.least:
                return self._ids[number]
        self._index.insert(len(self._ids), signature)
        self._hashes.append(signature)
        self._ids.append(article.id)
        return None


def mark_reprints(items: Iterable[T], *, least: float = 0.7) -> Iterator[T]:
    """The articles of a stream, those that reprint an earlier one with its id in `reprint_of` and a warning.

    Args:
        items: articles, and errors, which pass unchanged (as :func:`govner.reading.open_articles` yields them).
        least: see :class:`ReprintFinder`.

    >>> from govner.reading.pages import read_page
    >>> text = "5月17日，市委书记秦立到河口街道调研社区治理工作，与社区工作者座谈，听取意见建议，现场研究解决困难。"
    >>> copies = mark_reprints([read_page(text, id="a"), read_page("转载\\n" + text + "（秦风）", id="b")])
    >>> [article.reprint_of for article in copies]
    [None, 'a']
    """
    finder = ReprintFinder(least)
    for item in items:
        if isinstance(item, Article):
            item.reprint_of = finder.original_of(item)
            if item.reprint_of is not None:
                item.warnings.append(f"reprint: the body repeats that of article {item.reprint_of}")
        yield item


def _body(article: Article) -> str:
    """The body as it is compared: without spaces, in one width and script."""
    raw = "".join(article.raw[b.start : b.end] for b in article.blocks if b.in_body)
    return "".join(readable(raw, article.script == "traditional").split())
