"""The pipeline: registered factories wired together, and nothing else."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from govner.errors import InputError
from govner.factories import PIPELINE
from govner.reading import Article
from govner.reading.pages import read_page
from govner.records import Record
from govner.segmentation.analysis import Analysis
from govner.segmentation.docs import set_analysis
from govner.segmentation.tokenizer import GovTokenizer


class Pipeline:
    """Turns articles into records. Read-only after construction; picklable; safe to share between threads.

    Attributes:
        nlp: the spaCy `Language` that does the work.
    """

    def __init__(self, lexicons: Sequence[str | Path] = (), tagger: str | None = None) -> None:
        self.lexicons = [str(path) for path in lexicons]
        self.tagger = tagger
        self.nlp = spacy.blank("zh")
        self._tokenizer = GovTokenizer(self.nlp.vocab)
        self.nlp.tokenizer = self._tokenizer
        _add_components(self.nlp, self.lexicons, tagger)

    def __reduce__(self) -> tuple[type[Pipeline], tuple[list[str], str | None]]:
        return Pipeline, (self.lexicons, self.tagger)

    def doc(
        self,
        text: str | Article,
        *,
        published: str | date | None = None,
        region: str | None = None,
        url: str | None = None,
        id: str | None = None,
    ) -> Doc:
        """The processed spaCy Doc, with ``doc._.record`` and ``doc.spans["govner"]``; arguments as for `extract`."""
        article = self._article(text, published, region, url, id)
        edges = [edge for block in article.blocks for edge in (block.start, block.end)]
        doc = self._tokenizer(article.raw, cuts=edges)
        set_analysis(doc, Analysis.of(article))
        return self.nlp(doc)

    def extract(
        self,
        text: str | Article,
        *,
        published: str | date | None = None,
        region: str | None = None,
        url: str | None = None,
        id: str | None = None,
    ) -> Record:
        """The record of one article.

        Args:
            text: the article's text as found on the page, or an :class:`Article` from `govner.reading`.
            published: day of publication (ISO 8601), the anchor for 9月8日 and 昨日; found in the text if not given.
            region: area of the publishing site (浙江省杭州市), what 我市 and 省 refer to; inferred if not given.
            url: where the article stood.
            id: the record's id.

        Raises:
            InputError: `published` is no ISO date, or `text` is not a string.
        """
        record: Record = self.doc(text, published=published, region=region, url=url, id=id)._.record
        return record

    def pipe(self, articles: Iterable[str | Article]) -> Iterator[Record]:
        """The records of many articles, in order."""
        for article in articles:
            yield self.extract(article)

    @staticmethod
    def _article(
        text: str | Article, published: str | date | None, region: str | None, url: str | None, id: str | None
    ) -> Article:
        if isinstance(text, Article):
            return text
        if not isinstance(text, str):
            kind = type(text).__name__
            raise InputError(f"extract() takes text or an Article, not {kind}; read files with govner.open_articles")
        return read_page(text, id=id or "", published=_day(published), region=region or None, url=url)


def _day(value: str | date | None) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        raise InputError(f"published={value!r} is no ISO date: write it as 2020-09-08") from None


def _add_components(nlp: Language, lexicons: list[str], tagger: str | None) -> None:
    for name in PIPELINE:
        config: dict[str, Any] = {}
        if name not in ("govner_reading", "govner_record"):
            config = {"lexicons": lexicons, "spans": name == "govner_statements"}
        if name == "govner_tagger":
            if tagger in (None, "none"):
                continue
            config["tagger"] = tagger
        nlp.add_pipe(name, config=config)


def load(*, lexicons: Sequence[str | Path] = (), tagger: str | None = None) -> Pipeline:
    """A ready pipeline.

    Args:
        lexicons: directories of your own lexicons, in the form of those in `models/lexicons/`; they take priority.
        tagger: what finds mentions beside the rules: ``"builtin"``, ``"builtin:DIRECTORY"`` (a model of your own),
            ``"hanlp:PATH_OR_NAME"``, ``"lac"``, ``"spacy:PATH_OR_NAME"``, or None for the rules alone.

    Raises:
        InputError: no tagger has such a name.
        ModelError: the tagger's library or model is not there.

    >>> nlp = load()
    >>> nlp.extract("", id="empty").mentions
    []
    """
    return Pipeline(lexicons, tagger)
