"""Where the shipped data lies: `models/` in the wheel or, for an editable install, in the checkout."""
from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from govner.errors import ModelError

_PACKAGE = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def models_dir() -> Path:
    """The directory of shipped models and lexicons.

    Raises:
        ModelError: the installation carries none.
    """
    for place in (_PACKAGE / "models", _PACKAGE.parents[1] / "models"):
        if (place / "manifest.toml").is_file():
            return place
    raise ModelError(
        f"no models directory beside {_PACKAGE}: the installation is incomplete, reinstall it with"
        "  pip install --force-reinstall govner"
    )


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A line of the manifest: a shipped file, its checksum, and where it comes from."""

    path: str
    sha256: str
    license: str
    source: str
    version: str


def manifest() -> list[ModelFile]:
    """Every file that `models/` ships, from manifest.toml.

    Raises:
        ModelError: the manifest is missing or not valid TOML.
    """
    import sys

    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    path = models_dir() / "manifest.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return [ModelFile(**entry) for entry in data["file"]]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ModelError(f"{path} is no valid manifest ({error}); reinstall govner") from error


def file_sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        for piece in iter(lambda: stream.read(1 << 20), b""):
            digest.update(piece)
    return digest.hexdigest()


def verify() -> Iterator[str]:
    """Problems of the shipped files, one sentence each; nothing where all is well."""
    base = models_dir()
    listed = {entry.path: entry for entry in manifest()}
    for name, entry in sorted(listed.items()):
        path = base / name
        if not path.is_file():
            yield f"{name} is missing"
        elif file_sha256(path) != entry.sha256:
            yield f"{name} differs from its checksum in the manifest"
    for path in sorted(base.rglob("*")):
        name = path.relative_to(base).as_posix()
        if path.is_file() and name != "manifest.toml" and name not in listed:
            yield f"{name} is not listed in the manifest"
