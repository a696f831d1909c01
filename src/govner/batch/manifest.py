"""What a run was and did: counts that add up, versions, timing."""
from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Status = Literal["complete", "interrupted", "failed"]


@dataclass(slots=True)
class Counts:
    """Where every input went: inputs = records + resumed + errors + duplicates + reprints + unfinished.

    Attributes:
        inputs: articles and unreadable inputs that the run was asked for.
        records: records made by this run.
        resumed: articles whose record an earlier run had made.
        errors: inputs without a record, by kind (read, error, timeout, memory, died).
        duplicates: articles equal to an earlier one in text, id and all that is known of them.
        reprints: articles dropped because they repeat another one's body.
        unfinished: read but not done when the run was interrupted.
        filtered: articles that a condition or sample left out; no inputs.
        characters: of the articles that this run extracted.
    """

    inputs: int = 0
    records: int = 0
    resumed: int = 0
    errors: dict[str, int] = field(default_factory=dict)
    duplicates: int = 0
    reprints: int = 0
    unfinished: int = 0
    filtered: int = 0
    characters: int = 0

    @property
    def failed(self) -> int:
        """Inputs without a record."""
        return sum(self.errors.values())

    @property
    def done(self) -> int:
        """Inputs whose fate is known."""
        return self.records + self.resumed + self.failed + self.duplicates + self.reprints

    @property
    def error_share(self) -> float:
        return self.failed / self.inputs if self.inputs else 0.0


@dataclass(slots=True)
class Manifest:
    """The account of one run, as manifest.json holds it.

    Attributes:
        status: "complete", "interrupted" (the output holds what was done), "failed" (it was not written).
        output: the file or directory written.
        inputs: what was read, as given.
        versions: govner's version, and checksums of code, models and configuration.
        options: how the run was asked to work.
        counts: see :class:`Counts`.
        started: day and time (UTC) of the start.
        seconds: wall seconds: "whole", of it "extraction" and "writing"; and "parent_cpu", CPU seconds of the parent.
        workers: "number", "start_seconds", "deaths", "cpu_seconds", "peak_memory" (bytes, of the largest), and
            "writer_peak_memory", of the process that made the output of the segments.
        peak_memory: bytes that the parent held at most.
        note: why earlier work was not taken over, or why the run failed.
    """

    status: Status
    output: str
    inputs: list[str]
    versions: dict[str, str]
    options: dict[str, Any]
    counts: Counts
    started: str
    seconds: dict[str, float]
    workers: dict[str, Any]
    peak_memory: int
    note: str | None = None

    def to_json(self) -> str:
        """Indented JSON text."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, default=str)
