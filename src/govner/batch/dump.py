"""The streaming API: read → extract → write, or iterate."""
from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from govner.batch.admission import content_key
from govner.batch.encoding import ExtractionSetup, Extractor, Form, weigh
from govner.batch.error_rows import BatchFailure
from govner.batch.filters import every, in_sample
from govner.batch.manifest import Counts, Manifest
from govner.batch.segments import BatchError
from govner.batch.sinks import Partition
from govner.errors import InputError
from govner.reading import Article, ReadError, ReprintFinder, open_articles
from govner.reading.formats import row_article
from govner.reading.rows import Defaults
from govner.records import Record
from govner.workers import Outcome, Pool, PoolStats, available_cores, run_here
from govner.workers.pool import StartMethod

Item = Article | ReadError
Input = str | Path | Article | Mapping[str, Any]
OnError = Literal["record", "skip", "raise"]
Reprints = Literal["ignore", "mark", "drop"]

#: Seconds that one article may take by default. Ordinary ones take a twentieth of a second.
TIMEOUT = 300.0


@dataclass(frozen=True)
class Dump:
    """Articles to be extracted; made by :func:`read`, read anew by every iteration."""

    inputs: Sequence[Input] | Iterable[Input]
    published: str | date | None = None
    region: str | None = None
    where: Sequence[str] = ()
    sample: float | None = None
    limit: int | None = None
    reprints: Reprints = "ignore"
    lexicons: Sequence[str | Path] = ()

    def __post_init__(self) -> None:
        every(self.where)
        if self.sample is not None and not 0 < self.sample <= 1:
            raise InputError(f"sample={self.sample}: write the share of articles to take, as 0.01")
        if self.reprints != "ignore":
            ReprintFinder()  # A missing package is told now, not after an hour.

    def __iter__(self) -> Iterator[Item]:
        return reprints_handled(self.selected(Counts()), self.reprints, Counts())

    def selected(self, counts: Counts) -> Iterator[Item]:
        """The articles and reading errors that conditions, sample and limit leave; what they leave out is counted."""
        holds = every(self.where)
        for item in self._opened():
            if self.limit is not None and counts.inputs >= self.limit:
                return
            if isinstance(item, Article) and not (
                holds(item) and (self.sample is None or in_sample(content_key(item), self.sample))
            ):
                counts.filtered += 1
                continue
            counts.inputs += 1
            yield item

    def _opened(self) -> Iterator[Item]:
        defaults = {"published": self.published, "region": self.region, "lexicons": self.lexicons}
        if isinstance(self.inputs, (str, Path)):
            return open_articles(self.inputs, **defaults)  # type: ignore[arg-type]
        # No input at all is judged as by open_articles, and so is a wrong `published`.
        day = Defaults(None, self.region)
        list(open_articles([], **defaults))  # type: ignore[arg-type]

        def items() -> Iterator[Iterator[Item]]:
            for number, item in enumerate(self.inputs, start=1):
                if isinstance(item, Article):
                    yield iter([item])
                elif isinstance(item, Mapping):
                    yield iter([_of_mapping(item, number, day, self.published)])
                else:
                    yield open_articles(item, **defaults)  # type: ignore[arg-type]

        return chain.from_iterable(items())

    def extract(
        self,
        nlp: Extractor | None = None,
        *,
        workers: int | None = None,
        on_error: OnError = "record",
        ordered: bool = True,
        timeout: float | None = TIMEOUT,
        memory_limit: int | None = None,
        start_method: StartMethod | None = None,
    ) -> Extraction:
        """How the articles are to be extracted; nothing is done until the result is iterated or written.

        Args:
            nlp: the pipeline; None for the default one, which is then loaded in the workers only.
            workers: processes; None for one a core, 0 to extract in this process (where nothing can time out).
            on_error: an article that fails is given as a :class:`BatchFailure` ("record"), left out ("skip"), or
                raises ("raise").
            ordered: in the order of the input, or as articles are done.
            timeout: seconds that one article may take; its worker is then killed, the article tried once more.
            memory_limit: bytes of memory that one worker may hold (Linux).
            start_method: how processes start: "fork", "spawn" or "forkserver" (the default where there is one).
        """
        count = available_cores() if workers is None else workers
        if count < 0:
            raise InputError(f"workers={workers}: write a number of processes, or 0")
        return Extraction(self, nlp, count, on_error, ordered, timeout, memory_limit, start_method)


@dataclass
class Extraction:
    """A dump and how to extract it: iterate over its records, or write them; made by :meth:`Dump.extract`."""

    dump: Dump
    nlp: Extractor | None
    workers: int
    on_error: OnError
    ordered: bool
    timeout: float | None
    memory_limit: int | None
    start_method: StartMethod | None
    stats: PoolStats = field(default_factory=PoolStats)

    def __iter__(self) -> Iterator[Record | BatchFailure]:
        """Records one by one, in constant memory; failures according to `on_error`.

        Raises:
            BatchError: an input failed, and `on_error` is "raise".
        """
        for outcome in self.outcomes(self.dump, "json"):
            failure = self.failure(outcome)
            if failure is None:
                yield Record.from_json(outcome.value)
            elif self.on_error == "record":
                yield failure

    def outcomes(self, items: Iterable[Item], form: Form) -> Generator[Outcome, None, None]:
        """Articles with their encoded records."""
        setup = ExtractionSetup(self.nlp, form)
        if self.workers == 0:
            return run_here(setup, items, weigh)
        pool = Pool(
            setup,
            workers=self.workers,
            start_method=self.start_method,
            timeout=self.timeout,
            memory_limit=self.memory_limit,
            preload=setup.preload,
        )
        self.stats = pool.stats
        return pool.run(items, weigh, ordered=self.ordered)

    def failure(self, outcome: Outcome) -> BatchFailure | None:
        """Why an outcome has no record; None where it has one.

        Raises:
            BatchError: it has none, and `on_error` is "raise".
        """
        if outcome.failure is None and isinstance(outcome.item, Article):
            return None
        failure = BatchFailure.of(outcome.item, outcome.failure)
        if self.on_error == "raise":
            raise BatchError(str(failure))
        return failure

    def write(
        self,
        path: str | Path,
        *,
        resume: bool = False,
        overwrite: bool = False,
        partition: Partition | None = None,
        nested: bool = False,
        text: bool = True,
        on_progress: Callable[[Counts], None] | None = None,
        on_failure: Callable[[BatchFailure], None] | None = None,
    ) -> Manifest:
        """Extracts all articles into a file, directory or database; the name tells which.

        Beside the output stands its run directory (`out.duckdb.run`): what is done, the errors, the manifest. A run
        that is killed, at whatever moment, leaves no output that looks whole, and is taken up again with `resume`.
        Ctrl-C ends a run early with a valid output of what was done.

        Args:
            path: .jsonl, .jsonl.gz, .jsonl.zst, .parquet, .csv, .xlsx, .duckdb, .sqlite or .db.
            resume: keep what earlier runs with the same versions have done; do only what is new, or failed.
            overwrite: begin anew although there is an output or an unfinished run.
            partition: divide the tables of .parquet by "year" or "region" (province).
            nested: make .parquet one file whose rows are whole records.
            text: keep the articles' text in the table `records`.
            on_progress: called after every article with the counts until then.
            on_failure: called with every input that has no record.

        Raises:
            BatchError: the output cannot be written, or an earlier one is in the way.
            InputError: no format has such a name.
            MissingExtraError: a package for this format is not installed.
        """
        from govner.batch.run import Run

        run = Run(self, Path(path), partition=partition, nested=nested, text=text)
        return run(resume=resume, overwrite=overwrite, on_progress=on_progress, on_failure=on_failure)


def read(
    inputs: Input | Iterable[Input],
    *,
    published: str | date | None = None,
    region: str | None = None,
    where: str | Sequence[str] = (),
    sample: float | None = None,
    limit: int | None = None,
    reprints: Reprints = "ignore",
    lexicons: Sequence[str | Path] = (),
) -> Dump:
    """Articles of files, directories, dumps or other sources, read one at a time.

    Args:
        inputs: a path or several, as :func:`govner.reading.open_articles` takes them; or an iterable of paths, of
            articles, or of rows (mappings with text, title, published …).
        published: day of publication (ISO 8601) of articles that do not say it.
        region: area of the publishing site of articles that do not name it.
        where: conditions that articles must fulfil, as "published>=2020-01-01" or "title~调研".
        sample: share of articles to take (0.01), always the same ones.
        limit: how many inputs to take at most.
        reprints: articles that repeat the body of an earlier one: "ignore" (do not look), "mark" or "drop" them.
            Looking needs the extra `reprints`, and memory in proportion to the dump.
        lexicons: your own page labels; give the same to :func:`govner.load`.

    Raises:
        InputError: a condition, the sample or `published` is wrong.

    >>> rows = [{"id": "a", "text": "9月8日，副市长李文远到河口区调研。", "published": "2020-09-08"}]
    >>> for record in read(rows).extract(workers=0):
    ...     print(record.id, [person.name for person in record.people])
    a ['李文远']
    """
    conditions = [where] if isinstance(where, str) else list(where)
    if isinstance(inputs, (Article, Mapping)):
        inputs = [inputs]
    return Dump(inputs, published, region, conditions, sample, limit, reprints, lexicons)  # type: ignore[arg-type]


def reprints_handled(items: Iterable[Item], reprints: Reprints, counts: Counts) -> Iterator[Item]:
    """The items, reprints marked or left out and counted."""
    finder = ReprintFinder() if reprints != "ignore" else None
    for item in items:
        if finder is None or not isinstance(item, Article):
            yield item
            continue
        item.reprint_of = finder.original_of(item)
        if item.reprint_of is None:
            yield item
        elif reprints == "drop":
            counts.reprints += 1
        else:
            item.warnings.append(f"reprint: the body repeats that of article {item.reprint_of}")
            yield item


def _of_mapping(row: Mapping[str, Any], number: int, defaults: Defaults, published: str | date | None) -> Item:
    article = row_article(dict(row), f"row-{number}", number, defaults)
    if not isinstance(article, Article):
        return ReadError("rows", article.message, article.row)
    if article.published is None and published:
        article.published = published if isinstance(published, date) else date.fromisoformat(published[:10])
    return article


def input_names(inputs: Any) -> list[str]:
    """The inputs as a manifest names them."""
    if isinstance(inputs, (str, Path)):
        return [os.fspath(inputs)]
    if isinstance(inputs, (list, tuple)):
        return [os.fspath(i) if isinstance(i, (str, Path)) else type(i).__name__ for i in inputs[:1000]]
    return [type(inputs).__name__]
