"""`govner batch DUMP... -o OUT`: a whole dump into a file, a directory of tables or a database."""
from __future__ import annotations

import sys
import time
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from govner.cli.output import tell
from govner.cli.tagging import Tagger, named

if TYPE_CHECKING:
    from govner.batch import BatchFailure, Counts, Dump, Manifest

# Plain progress lines: one when so many seconds have passed.
_LINE_SECONDS = 10.0
# Failures shown while a run goes on; all of them are in errors.jsonl.
_SHOWN = 20


class Handling(str, Enum):
    IGNORE = "ignore"
    MARK = "mark"
    DROP = "drop"


class Division(str, Enum):
    YEAR = "year"
    REGION = "region"


def batch(
    inputs: Annotated[list[str], typer.Argument(metavar="DUMP...", help="Files, directories, patterns, - for stdin.")],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", help="out.duckdb .sqlite .parquet .csv .xlsx .jsonl .jsonl.gz .jsonl.zst: the name tells."
        ),
    ],
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", min=0, help="Processes; default: one a core. 0: this one alone.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Skip what is done, retry what failed.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Begin anew although there is an output.")] = False,
    published: Annotated[str | None, typer.Option(help="Day of publication of articles that do not say it.")] = None,
    region: Annotated[str | None, typer.Option(help="Area of the publishing site (浙江省杭州市), likewise.")] = None,
    lexicons: Annotated[
        list[Path] | None, typer.Option(metavar="DIR", help="Your own lexicons; may be repeated.")
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(help="Only articles with, e.g., 'published>=2020-01-01' or 'title~调研'; may be repeated."),
    ] = None,
    sample: Annotated[float | None, typer.Option(help="Only this share of the articles (0.01), a fixed one.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many inputs.")] = None,
    reprints: Annotated[
        Handling, typer.Option(help="Articles that repeat an earlier one: do not look, mark, or drop them.")
    ] = Handling.IGNORE,
    partition: Annotated[Division | None, typer.Option(help="Divide Parquet tables by year or region.")] = None,
    nested: Annotated[bool, typer.Option("--nested", help="One Parquet file whose rows are whole records.")] = False,
    text: Annotated[bool, typer.Option(help="Keep the articles' text in the records table.")] = True,
    tagger: Tagger = "builtin",
    ordered: Annotated[bool, typer.Option(help="Keep the order of the input.")] = True,
    timeout: Annotated[float, typer.Option(min=0, help="Seconds that one article may take; 0 for ever.")] = 300.0,
    memory: Annotated[int | None, typer.Option(min=256, help="MB of memory that one worker may hold (Linux).")] = None,
    max_errors: Annotated[
        float, typer.Option(min=0, max=1, help="Share of inputs that may fail before the exit code is 1.")
    ] = 0.0,
    progress: Annotated[
        bool | None, typer.Option(help="Default: a bar on a terminal, plain lines elsewhere; --no-progress: silence.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and count only; write nothing.")] = False,
) -> None:
    """Extract a dump into a database, tables or JSONL; on all cores, resumable.

    Exit codes: 0 all well; 1 more inputs failed than --max-errors allows; 2 nothing could be done; 130 interrupted,
    with a valid output of what was done.
    """
    import govner

    dump = govner.read(
        inputs, published=published, region=region, where=where or (), sample=sample, limit=limit,
        reprints=reprints.value, lexicons=lexicons or (),
    )  # fmt: skip
    if dry_run:
        _dry_run(dump, output)
        return
    nlp: Any = None
    if tagger != "builtin" or lexicons:
        nlp = govner.load(lexicons=lexicons or (), tagger=named(tagger))
    extraction = dump.extract(
        nlp, workers=workers, ordered=ordered, timeout=timeout or None,
        memory_limit=memory << 20 if memory else None,
    )  # fmt: skip
    shown = progress_for(progress, inputs, limit)
    with shown:
        manifest = extraction.write(
            output, resume=resume, overwrite=overwrite, partition=partition.value if partition else None,
            nested=nested, text=text, on_progress=shown.update, on_failure=shown.failure,
        )  # fmt: skip
    _report(manifest, max_errors)


def _report(manifest: Manifest, max_errors: float) -> None:
    counts = manifest.counts
    if manifest.note:
        typer.echo(f"govner: {manifest.note}", err=True)
    seconds = manifest.seconds["extraction"]
    parts = [f"{counts.inputs:,} inputs: {counts.records:,} records"]
    for name in ("resumed", "duplicates", "reprints", "unfinished"):
        if getattr(counts, name):
            parts.append(f"{getattr(counts, name):,} {name}")
    if counts.failed:
        kinds = ", ".join(f"{kind} {number:,}" for kind, number in sorted(counts.errors.items()))
        parts.append(f"{counts.failed:,} errors ({kinds}; see {manifest.output}.run/errors.jsonl)")
    rate = f"{counts.characters / seconds:,.0f} characters/s" if seconds and counts.characters else "nothing new"
    typer.echo(f"{'; '.join(parts)}. {manifest.seconds['whole']:.0f} s, {rate}. {manifest.output}", err=True)
    if manifest.status == "interrupted":
        typer.echo("govner: interrupted; the output holds what was done, --resume goes on", err=True)
        raise typer.Exit(130)
    if counts.error_share > max_errors:
        raise typer.Exit(1)


def _dry_run(dump: Dump, output: Path) -> None:
    """What a run would read: counts, sizes, errors."""
    from govner.batch.dump import reprints_handled
    from govner.batch.manifest import Counts
    from govner.batch.sinks import sink_for
    from govner.reading import Article

    sink_for(output)
    counts = Counts()
    articles = characters = errors = 0
    for item in reprints_handled(dump.selected(counts), dump.reprints, counts):
        if isinstance(item, Article):
            articles += 1
            characters += len(item.raw)
        else:
            errors += 1
            tell(f"govner: {item}")
    left_out = f"; {counts.filtered:,} left out" if counts.filtered else ""
    typer.echo(f"{articles:,} articles, {characters:,} characters; {errors:,} cannot be read{left_out}")
    if counts.reprints:
        typer.echo(f"{counts.reprints:,} reprints would be dropped")
    typer.echo(f"nothing was written; the run would write {output}")


class Silent:
    """No progress; failures are still told, the first of them."""

    def __init__(self) -> None:
        self._failures = 0

    def __enter__(self) -> Silent:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was opened."""

    def update(self, counts: Counts) -> None:
        """Takes the counts after every article."""

    def failure(self, failure: BatchFailure) -> None:
        """Tells of an input without a record."""
        self._failures += 1
        if self._failures <= _SHOWN:
            self.line(f"govner: {failure}")
        if self._failures == _SHOWN:
            self.line("govner: further errors are in errors.jsonl only")

    def line(self, text: str) -> None:
        tell(text)


class Lines(Silent):
    """A log line every ten seconds, for pipes and files."""

    def __init__(self, expected: int | None) -> None:
        super().__init__()
        self._expected = expected
        self._began = self._last = time.monotonic()

    def update(self, counts: Counts) -> None:
        now = time.monotonic()
        if now - self._last >= _LINE_SECONDS:
            self._last = now
            self.line(self._state(counts, now - self._began))

    def _state(self, counts: Counts, seconds: float) -> str:
        rate = counts.records / seconds
        of = f" of about {self._expected:,}" if self._expected else ""
        state = f"{counts.done:,}{of} inputs, {rate:.1f} records/s, {counts.failed:,} errors"
        if self._expected and rate and self._expected > counts.done:
            state += f", about {duration((self._expected - counts.done) / rate)} left"
        return state


class Bar(Silent):
    """A progress bar with rate, errors and time left, for terminals."""

    def __init__(self, expected: int | None) -> None:
        super().__init__()
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TextColumn("{task.fields[rate]:.1f}/s  [red]{task.fields[errors]} errors[/red]"), TimeRemainingColumn(),
            console=self._console,
        )  # fmt: skip
        self._task = self._progress.add_task("extracting", total=expected, rate=0.0, errors=0)
        self._began = time.monotonic()

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def update(self, counts: Counts) -> None:
        rate = counts.records / max(time.monotonic() - self._began, 1e-6)
        self._progress.update(self._task, completed=counts.done, rate=rate, errors=counts.failed)

    def line(self, text: str) -> None:
        from govner.display.escaping import visible

        self._console.print(visible(text), markup=False, highlight=False)


def progress_for(wanted: bool | None, inputs: list[str], limit: int | None) -> Silent:
    """A bar on a terminal, lines elsewhere, silence where asked for."""
    if wanted is False:
        return Silent()
    expected = expected_inputs(inputs)
    if limit is not None:
        expected = limit if expected is None else min(limit, expected)
    return Bar(expected) if sys.stderr.isatty() else Lines(expected)


def expected_inputs(inputs: list[str]) -> int | None:
    """About how many articles there are, by counting files and lines; None where that cannot be told quickly."""
    from govner.reading.formats import format_of

    total = 0
    for name in inputs:
        path = Path(name)
        files = [path] if path.is_file() else path.rglob("*") if path.is_dir() else None
        if files is None:
            return None
        for file in files:
            suffix = file.suffix.lower()
            if suffix in (".jsonl", ".ndjson", ".csv", ".tsv"):
                total += _lines(file) - (suffix in (".csv", ".tsv"))
            elif suffix in (".parquet", ".xlsx", ".json") or format_of(file.name) not in (suffix, None):
                return None
            elif format_of(file.name) is not None and file.is_file():
                total += 1
            elif file == path:
                return None
    return total


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(piece.count(b"\n") for piece in iter(lambda: stream.read(1 << 20), b""))


def duration(seconds: float) -> str:
    """A time in its largest units.

    >>> duration(59), duration(3700), duration(200_000)
    ('59 s', '1 h 1 min', '55 h 33 min')
    """
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = int(seconds // 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
