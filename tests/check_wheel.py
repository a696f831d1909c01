"""Checks a built wheel: it carries every file of the manifest, and nothing of tests or training.

    python tests/check_wheel.py DIRECTORY_WITH_ONE_WHEEL
"""
from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from govner.resources import manifest


def main() -> None:
    (wheel,) = Path(sys.argv[1]).glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    missing = [entry.path for entry in manifest() if f"govner/models/{entry.path}" not in names]
    stray = [name for name in names if name.startswith(("tests/", "training/", "benchmarks/"))]
    if missing or stray or "govner/py.typed" not in names:
        sys.exit(f"{wheel.name}: missing {missing}, stray {stray}")
    print(f"{wheel.name}: {len(names)} files, {wheel.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
