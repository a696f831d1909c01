"""The pipeline: the steps wired together, and nothing else."""
from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING

from govner.composition.assembly import assemble
from govner.errors import InputError
from govner.lexicon_files import Source, as_strings
from govner.lexicons import Lexicons
from govner.reading import Article, PageBlock
from govner.reading.pages import read_page
from govner.records import BlockKind, Record
from govner.records.document import Proposal
from govner.segmentation.analysis import Analysis
from govner.steps import default_steps
from govner.workers import Pool, WorkerError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Characters of the longest text taken for one article. The longest documents of the genre have a tenth of it.
MAX_LENGTH = 1_000_000
#: Characters of the articles that are worked on together, whatever the batch size: bounds the memory.
_BATCH_CHARACTERS = 200_000


class Pipeline:
    """Turns articles into records. Read-only after construction; picklable; safe to share between threads.

    Attributes:
        steps: what is done to every article, by name and in order.
        max_length: characters that one article may have; a longer one gives an empty record with a warning.
    """

    def __init__(
        self,
        lexicons: Sequence[Source] = (),
        tagger: str | None = "builtin",
        max_length: int = MAX_LENGTH,
    ) -> None:
        self.lexicons = list(as_strings(lexicons))
        self.tagger = tagger
        self.max_length = max_length
        with _uncollected():
            self.steps = default_steps(Lexicons(self.lexicons), tagger)

    def __reduce__(self) -> tuple[type[Pipeline], tuple[list[str], str | None, int]]:
        return Pipeline, (self.lexicons, self.tagger, self.max_length)

    @cached_property
    def nlp(self) -> Language:
        """The same steps as a spaCy pipeline, made at the first use: ``nlp.nlp(text)`` gives a Doc with its record.

        `extract` and `pipe` do without it, so what is changed in it changes nothing in them.
        """
        from govner.factories import language

        return language(self.lexicons, self.tagger)

    def doc(
        self,
        text: str | Article,
        *,
        published: str | date | None = None,
        region: str | None = None,
        url: str | None = None,
        id: str | None = None,
    ) -> Doc:
        """The processed spaCy Doc, with ``doc._.record`` and ``doc.spans["govner"]``; arguments as for `extract`.

        The Doc's tokens are jieba's words, cut wherever a block or a mention begins or ends.
        """
        from govner.segmentation.docs import set_analysis, set_record, write_spans
        from govner.segmentation.tokenizer import GovTokenizer

        analysis = self._analysis(self._article(text, published, region, url, id))
        ranges = [analysis.view.raw_range(m.start, m.end) for m in analysis.mentions]
        ranges += [(b.start, b.end) for b in analysis.article.blocks]
        tokenizer = self.nlp.tokenizer
        assert isinstance(tokenizer, GovTokenizer)
        doc = tokenizer(analysis.article.raw, cuts=chain.from_iterable(ranges))
        set_analysis(doc, analysis)
        set_record(doc, assemble(analysis))
        write_spans(doc, [mention for mention in analysis.mentions if mention.ref])
        return doc

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
            text: the article's text as found on the page, or an :class:`Article` from `govner.reading`, of which
                the other arguments then replace fields.
            published: day of publication (ISO 8601), the anchor for 9月8日 and 昨日; found in the text if not given.
            region: area of the publishing site (浙江省杭州市), what 我市 and 省 refer to; inferred if not given.
            url: where the article stood.
            id: the record's id.

        Raises:
            InputError: `published` is no ISO date, or `text` is not a string.
        """
        return self._record(self._analysis(self._article(text, published, region, url, id)))

    def _record(self, analysis: Analysis) -> Record:
        """The record, which can ask for the proposals again, since it does not keep them."""
        record = assemble(analysis)
        object.__setattr__(record, "_retrace", partial(self._proposals, analysis.article))
        return record

    def _proposals(self, article: Article) -> list[Proposal]:
        """What every rule and the tagger proposed for an article, in text order."""
        analysis = self._analysis(article)
        winners = {id(m) for m in analysis.mentions if m.ref}
        ordered = sorted(analysis.candidates, key=lambda c: (c.start, -c.end, c.type.value, c.rule))
        return [
            Proposal(c.type, analysis.view.span(c.start, c.end), c.rule, round(c.score, 3), id(c) in winners)
            for c in ordered
        ]

    def pipe(
        self, articles: Iterable[str | Article], batch_size: int = 32, *, workers: int = 0
    ) -> Iterator[Record]:
        """The records of many articles, in order: the same as those of `extract`, faster.

        Args:
            articles: read as they are needed, `batch_size` of them at a time.
            batch_size: articles that are worked on together (fewer where they are long).
            workers: processes to extract in; 0 for this one alone.

        Raises:
            InputError: an element is neither text nor an :class:`Article`.
            WorkerError: workers cannot be started, or an article cannot be extracted. :func:`govner.read` records
                failures instead, and writes files and databases.
        """
        if workers:
            yield from self._pipe_in_workers(articles, batch_size, workers)
            return
        batch: list[Article] = []
        length = 0
        for article in articles:
            batch.append(self._article(article, None, None, None, None))
            length += len(batch[-1].raw)
            if len(batch) >= batch_size or length >= _BATCH_CHARACTERS:
                yield from map(self._record, self._analyses(batch))
                batch, length = [], 0
        yield from map(self._record, self._analyses(batch))

    def _pipe_in_workers(
        self, articles: Iterable[str | Article], batch_size: int, workers: int
    ) -> Iterator[Record]:
        pages = (self._article(article, None, None, None, None) for article in articles)
        pool = Pool(_JsonSetup(self), workers=workers, batch_size=batch_size, preload=("govner.pipeline",))
        for outcome in pool.run(pages, lambda page: len(page.raw)):
            if outcome.failure is not None:
                raise WorkerError(f"article {outcome.number + 1} of nlp.pipe(): {outcome.failure.message}")
            yield Record.from_json(outcome.value)

    def _analysis(self, article: Article) -> Analysis:
        return self._analyses([article])[0]

    def _analyses(self, articles: Iterable[Article]) -> list[Analysis]:
        """All steps over some articles."""
        limit = self.max_length
        analyses = [Analysis.of(a if len(a.raw) <= limit else _set_aside(a, limit)) for a in articles]
        for step in self.steps.values():
            step(analyses)
        return analyses

    def _article(
        self, text: str | Article, published: str | date | None, region: str | None, url: str | None, id: str | None
    ) -> Article:
        if isinstance(text, Article):
            day = _day(published) or text.published
            return replace(text, published=day, region=region or text.region, id=text.id if id is None else id)
        if not isinstance(text, str):
            kind = type(text).__name__
            raise InputError(f"extract() takes text or an Article, not {kind}; read files with govner.open_articles")
        return read_page(
            text, id=id or "", published=_day(published), region=region or None, url=url, lexicons=self.lexicons
        )


@dataclass(frozen=True)
class _JsonSetup:
    """Gives a worker of :meth:`Pipeline.pipe` its own pipeline; records travel as JSON, quicker than as objects."""

    nlp: Pipeline

    def __call__(self) -> Callable[[list[Article]], list[str]]:
        return lambda articles: [record.to_json() for record in self.nlp.pipe(articles, len(articles))]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Puts garbage collection off: loading makes many objects, all to stay, and looking through them again and again
    takes a sixth of its time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _set_aside(article: Article, limit: int) -> Article:
    """The article with nothing to analyse, and a warning that says so."""
    warning = (
        f"the text has {len(article.raw):,} characters, more than the {limit:,} that one article may have: nothing was"
        " analysed; split the input, or raise the limit with govner.load(max_length=…)"
    )
    noise = PageBlock(BlockKind.NOISE, 0, len(article.raw))
    return replace(article, blocks=[noise], warnings=[*article.warnings, warning])


def _day(value: str | date | None) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        raise InputError(f"published={value!r} is no ISO date: write it as 2020-09-08") from None


def load(
    *, lexicons: Sequence[Source] = (), tagger: str | None = "builtin", max_length: int = MAX_LENGTH
) -> Pipeline:
    """A ready pipeline.

    Args:
        lexicons: your own words, in the form of the files in `models/lexicons/`: directories, files, or data like
            ``{"terms": [{"text": "河口智谷", "type": "PLACE"}]}``; they take priority over the shipped ones.
        tagger: what finds mentions beside the rules: ``"builtin"``, ``"builtin:DIRECTORY"`` (a model of your own),
            ``"hanlp:PATH_OR_NAME"``, ``"lac"``, ``"spacy:PATH_OR_NAME"``, or None for the rules alone.
        max_length: characters that one article may have; a longer one gives an empty record with a warning.

    Raises:
        InputError: no tagger has such a name.
        ModelError: the tagger's library or model is not there.

    >>> nlp = load()
    >>> nlp.extract("", id="empty").mentions
    []
    """
    return Pipeline(lexicons, tagger, max_length)
