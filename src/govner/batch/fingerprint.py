"""Versions of all that decides what a record says: two runs with one fingerprint give one output."""
from __future__ import annotations

import hashlib
import pickle
from functools import lru_cache
from pathlib import Path

from govner._version import __version__
from govner.batch.encoding import Extractor
from govner.resources import file_sha256, models_dir

# Code that records do not depend on; of `batch` only the layout of the tables counts.
_OUTSIDE = frozenset(
    ("cli", "batch", "workers", "spark.py", "display", "report", "analysis", "evaluation", "training", "discovery")
)
_INSIDE = frozenset({"batch/tables.py"})
_PACKAGE = Path(__file__).resolve().parents[1]


def fingerprint(nlp: Extractor | None) -> dict[str, str]:
    """Version, and checksums of code, models and configuration.

    Args:
        nlp: the extractor; None for the default pipeline.
    """
    return {"version": __version__, "code": _code(), "models": file_sha256(models_dir() / "manifest.toml")[:16],
            "config": _config(nlp)}  # fmt: skip


@lru_cache(maxsize=1)
def _code() -> str:
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        place = path.relative_to(_PACKAGE).as_posix()
        if place in _INSIDE or place.split("/")[0] not in _OUTSIDE:
            digest.update(place.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _config(nlp: Extractor | None) -> str:
    if nlp is None:
        return "default"
    digest = hashlib.sha256(pickle.dumps(nlp, protocol=4))
    # A pipeline is pickled as its settings; files that these name may change without their names.
    tagger = str(getattr(nlp, "tagger", None) or "")
    names = [*getattr(nlp, "lexicons", []), tagger.partition(":")[2]]
    for place in [Path(name) for name in names if name and not name.startswith("{")]:  # Else it is data.
        files = sorted(p for p in place.rglob("*") if p.is_file()) if place.is_dir() else [place]
        for path in filter(Path.is_file, files):
            digest.update(path.relative_to(place).as_posix().encode() + file_sha256(path).encode())
    return digest.hexdigest()[:16]
