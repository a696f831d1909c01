"""One run: articles through the workers into segments, segments into the output, and the account of it."""
from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govner.batch.admission import Admission
from govner.batch.error_rows import BatchFailure, ErrorLog
from govner.batch.fingerprint import fingerprint
from govner.batch.interruption import Interruption
from govner.batch.manifest import Counts, Manifest, Status
from govner.batch.segments import BatchError, RunDirectory, write_whole, writing_to
from govner.batch.sinks import Partition, publish, sink_for
from govner.reading import Article
from govner.workers import Outcome
from govner.workers.worker import peak_memory

if TYPE_CHECKING:
    from govner.batch.dump import Extraction, Item

OnProgress = Callable[[Counts], None]
OnFailure = Callable[[BatchFailure], None]


class Run:
    """Writes an extraction to a path; called once."""

    def __init__(
        self, extraction: Extraction, path: Path, *, partition: Partition | None, nested: bool, text: bool
    ) -> None:
        self.extraction, self.path = extraction, path
        self.sink = sink_for(path, partition=partition, nested=nested, text=text)
        self.directory = path.with_name(path.name + ".run")
        self.errors = self.directory / "errors.jsonl"
        self.versions = fingerprint(extraction.nlp)
        self.options = {
            "workers": extraction.workers, "ordered": extraction.ordered, "timeout": extraction.timeout,
            "memory_limit": extraction.memory_limit, "start_method": extraction.start_method,
            "partition": partition, "nested": nested, "text": text, "where": list(extraction.dump.where),
            "sample": extraction.dump.sample, "limit": extraction.dump.limit, "reprints": extraction.dump.reprints,
            "published": str(extraction.dump.published or ""), "region": extraction.dump.region or "",
        }  # fmt: skip
        self.counts = Counts()
        self.began, self.started = time.perf_counter(), datetime.now(timezone.utc)
        self.began_cpu = time.process_time()
        self.writer_memory = 0
        self._keys: dict[int, bytes] = {}
        self._numbered = 0

    def __call__(
        self, *, resume: bool, overwrite: bool, on_progress: OnProgress | None, on_failure: OnFailure | None
    ) -> Manifest:
        """See :meth:`govner.batch.Extraction.write`."""
        self._look_for_earlier(resume, overwrite)
        stamp = {**self.versions, "form": f"{type(self.sink).segment.__qualname__}, text={self.options['text']}"}
        with RunDirectory(self.directory, stamp, self.sink.segment) as directory:
            try:
                with writing_to(self.directory):
                    note = directory.begin(resume=resume)
                finished = self._extract(directory, on_progress or _ignore, on_failure or _ignore)
                extracted = time.perf_counter()
                directory.commit()
                apart = self.extraction.workers > 0
                self.writer_memory = publish(self.sink, directory.segments, self.errors, self.path, apart=apart)
            except BaseException as error:
                self._fail(error)
                raise
            status: Status = "complete" if finished else "interrupted"
            manifest = self._manifest(status, extracted, note)
            write_whole(self.directory / "manifest.json", manifest.to_json())
        return manifest

    def _look_for_earlier(self, resume: bool, overwrite: bool) -> None:
        if resume or overwrite:
            return
        ways = "resume it (--resume), or overwrite it (--overwrite)"
        if self.path.exists():
            raise BatchError(f"{self.path} exists: {ways}")
        if any((self.directory / "segments").glob("*[0-9]")):
            raise BatchError(f"{self.directory} holds an unfinished run: {ways}")

    def _extract(self, directory: RunDirectory, on_progress: OnProgress, on_failure: OnFailure) -> bool:
        """Runs all articles into segments; False if the user ended it early."""
        index = self.directory / "keys.sqlite"
        with writing_to(index):
            admission = Admission(index)
        outcomes = self.extraction.outcomes(self._admitted(admission, directory), self.sink.form)
        try:
            with Interruption() as interruption, writing_to(self.errors), ErrorLog(self.errors) as errors:
                for outcome in outcomes:
                    failure = self.extraction.failure(outcome)
                    with interruption.held():  # A record is in its segment and its ledger, or in neither.
                        self._settle(outcome, failure, directory, errors)
                    if failure is not None:
                        on_failure(failure)
                    on_progress(self.counts)
        except KeyboardInterrupt:
            self.counts.unfinished = self.counts.inputs - self.counts.done
            return False
        finally:
            outcomes.close()
            admission.close()
            index.unlink(missing_ok=True)
        return True

    def _settle(
        self, outcome: Outcome, failure: BatchFailure | None, directory: RunDirectory, errors: ErrorLog
    ) -> None:
        key = self._keys.pop(outcome.number, b"")
        if failure is None:
            directory.add(key, outcome.item.id, outcome.value)
            self.counts.records += 1
            self.counts.characters += len(outcome.item.raw)
        else:
            errors.add(failure)
            self.counts.errors[failure.kind] = self.counts.errors.get(failure.kind, 0) + 1

    def _admitted(self, admission: Admission, directory: RunDirectory) -> Iterator[Item]:
        """What the workers must see: new articles; reading errors pass along so that order is kept."""
        from govner.batch.dump import reprints_handled

        admission.remember(directory.done())
        verdicts: dict[int, tuple[bytes, str]] = {}

        def judged() -> Iterator[Item]:
            for item in self.extraction.dump.selected(self.counts):
                if isinstance(item, Article):
                    verdict = admission.judge(item)
                    if verdict[1] == "duplicate":
                        self.counts.duplicates += 1
                        continue
                    verdicts[id(item)] = verdict
                yield item

        # Reprints are looked for among done articles too: what counts as the first must not depend on resuming.
        dropped = Counts()
        for item in reprints_handled(judged(), self.extraction.dump.reprints, dropped):
            key, verdict = verdicts.pop(id(item), (b"", "new"))
            self.counts.reprints = dropped.reprints
            if verdict == "done":
                self.counts.resumed += 1
                continue
            self._keys[self._numbered] = key
            self._numbered += 1
            yield item
        self.counts.reprints = dropped.reprints

    def _fail(self, error: BaseException) -> None:
        """Writes down that the run failed, if that can still be written."""
        manifest = self._manifest("failed", time.perf_counter(), f"{type(error).__name__}: {error}")
        with suppress(OSError):
            write_whole(self.directory / "manifest.json", manifest.to_json())

    def _manifest(self, status: Status, extracted: float, note: str | None) -> Manifest:
        now = time.perf_counter()
        stats = self.extraction.stats
        from govner.batch.dump import input_names

        return Manifest(
            status,
            str(self.path),
            input_names(self.extraction.dump.inputs),
            self.versions,
            self.options,
            self.counts,
            self.started.isoformat(timespec="seconds"),
            _rounded(
                {
                    "whole": now - self.began,
                    "extraction": extracted - self.began,
                    "writing": now - extracted,
                    "parent_cpu": time.process_time() - self.began_cpu,
                }
            ),
            {
                "number": self.extraction.workers,
                "start_seconds": [round(s, 2) for s in stats.starts[:100]],
                "deaths": stats.deaths,
                "cpu_seconds": round(stats.cpu_seconds, 2),
                "peak_memory": stats.peak_memory,
                "writer_peak_memory": self.writer_memory,
            },
            peak_memory(),
            note,
        )


def read_manifest(path: str | Path) -> dict[str, Any]:
    """The manifest of the last run that wrote an output.

    Args:
        path: the output, as `out.duckdb`.

    Raises:
        BatchError: there is none.
    """
    place = Path(f"{path}.run") / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BatchError(f"{place}: no manifest of a run ({error})") from error
    return manifest


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 2) for name, value in values.items()}


def _ignore(_: object) -> None:
    """Nobody wants to know."""
