"""Rewrites models/lexicons/traditional.tsv from OpenCC's TSCharacters (Apache-2.0).

    pip install opencc-python-reimplemented
    python training/make_traditional.py

Kept is the first simplified form of every single character; characters that map to themselves are left out.
"""
from __future__ import annotations

from importlib.resources import files
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "models" / "lexicons" / "traditional.tsv"


def main() -> None:
    source = files("opencc").joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8")
    pairs: list[tuple[str, str]] = []
    for line in source.splitlines():
        traditional, _, choices = line.partition("\t")
        simplified = choices.split(" ")[0].strip()
        if len(traditional) == len(simplified) == 1 and traditional != simplified:
            pairs.append((traditional, simplified))
    lines = ["# One character to one; the first choice of OpenCC's TSCharacters. By training/make_traditional.py."]
    lines += ["traditional\tsimplified", *("\t".join(pair) for pair in sorted(pairs))]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
