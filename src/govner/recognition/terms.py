"""Mentions that a user has listed: whatever rules and tagger think, each occurrence is one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from pydantic import field_validator

from govner.lexicons import Lexicons, LiteralMatcher, Row
from govner.reading import Article
from govner.reading.script import simplified_forms
from govner.recognition.selection import USER_RULE
from govner.records import MentionType
from govner.segmentation import Analysis, Candidate
from govner.segmentation.view import View

#: The score of what is certain; no model has a say about it.
CERTAIN = 1.0
_HAN = re.compile("[\u4e00-\u9fff]+")
_LAYERS = (MentionType.GROUP, MentionType.EVENT)


class TermRow(Row):
    """A line of terms.tsv: a text, and the type of mention it always is. The shipped file is empty.

    Attributes:
        text: as it stands in articles.
        type: PERSON, POST, ORGANIZATION, PLACE, DATE or SLOGAN.
        priority: of two terms that overlap the one with more wins; among equals the longer, then the one given last.
        valid_from, valid_to: the term holds in articles published from the first day on and before the second.
        region: it holds in articles of this area (浙江省杭州市): of that region, or, where none is known, naming it.
        site: it holds in articles of this host (hz.gov.cn and all below), or of a source with this in its name.
        code: of a place, the area that the term means (330102).
        note: for readers.
    """

    text: str
    type: MentionType
    priority: int = 0
    valid_from: date | None = None
    valid_to: date | None = None
    region: str | None = None
    site: str | None = None
    code: str | None = None
    note: str | None = None

    @field_validator("text")
    @classmethod
    def _readable(cls, text: str) -> str:
        if not _view_text(text).strip():
            raise ValueError("a term needs a character that can be read")
        return text

    @field_validator("type")
    @classmethod
    def _a_name(cls, kind: MentionType) -> MentionType:
        if kind in _LAYERS:
            raise ValueError("groups and events are no terms: words for events go into events.yaml")
        return kind

    def holds(self, article: Article, text: str) -> bool:
        """Whether the term is valid in an article, whose view has this text."""
        day = article.published
        if day and ((self.valid_from and day < self.valid_from) or (self.valid_to and day >= self.valid_to)):
            return False
        if self.region and not _in_region(self.region, article, text):
            return False
        return not self.site or _of_site(self.site, article)


def _view_text(text: str) -> str:
    """The text as it stands in a view; Chinese characters alone stay as they are, which is most terms."""
    return text if _HAN.fullmatch(text) else View.of(text).text


def _in_region(region: str, article: Article, text: str) -> bool:
    return article.region.startswith(region) if article.region else region in text


def _of_site(site: str, article: Article) -> bool:
    page = article.metadata
    host = page.site_host or ""
    return host == site or host.endswith(f".{site}") or site in (page.information_source or "")


class TermRecogniser:
    """Proposes every occurrence of the lexicon terms.tsv that holds in the article; overlaps are decided by priority.

    >>> from govner.reading import Article
    >>> recognise = TermRecogniser(Lexicons([{"terms": [{"text": "河口智谷", "type": "PLACE"}]}]))
    >>> [(c.type.value, c.start, c.end) for c in recognise(Analysis.of(Article(raw="到河口智谷调研。")))]
    [('PLACE', 1, 5)]
    """

    def __init__(self, lexicons: Lexicons) -> None:
        rows: dict[str, list[tuple[int, TermRow]]] = defaultdict(list)
        for number, row in enumerate(lexicons.rows("terms", TermRow)):
            # A term is compared with view characters, so it goes through a view itself.
            form = _view_text(row.text)
            rows[form].append((number, row))
            if (simplified := form.translate(simplified_forms())) != form:
                rows[simplified].append((number, row))  # That of the view of a traditional article.
        self._terms = LiteralMatcher(rows)
        self._any = bool(rows)

    def __call__(self, analysis: Analysis) -> list[Candidate]:
        return [
            Candidate(
                row.type, start, end, rule=USER_RULE, score=CERTAIN, attrs={"code": row.code} if row.code else {}
            )
            for start, end, row in self._chosen(analysis)
        ]

    def _chosen(self, analysis: Analysis) -> list[tuple[int, int, TermRow]]:
        if not self._any:
            return []
        article, text = analysis.article, analysis.view.text
        found = [
            (-row.priority, start - end, -number, start, end, row)
            for start, end, rows in self._terms.find(text)
            for number, row in rows
            if row.holds(article, text)
        ]
        found.sort(key=lambda item: item[:4])
        ranked = [(start, end, row) for *_, start, end, row in found]
        return sorted(_apart(ranked, len(text)), key=lambda item: item[0])


def _apart(ranked: Sequence[tuple[int, int, TermRow]], length: int) -> list[tuple[int, int, TermRow]]:
    """The first of what overlaps."""
    taken = bytearray(length)
    kept = []
    for start, end, row in ranked:
        # Whoever comes later is no longer or has less priority, but may be shorter than a gap: all characters count.
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append((start, end, row))
    return kept
