"""Dates the slogan lexicon by dated news, and lists quoted phrases that it lacks.

    python training/mine_slogans.py dates CORPUS.jsonl.xz ...       rewrites first_seen in models/lexicons/slogans.tsv
    python training/mine_slogans.py candidates CORPUS.jsonl.xz ...  prints phrase, uses, articles, first and last month

A corpus is a file of JSON lines with `title`, `text` and `date` (ISO). A term counts where it stands in quotes, or
anywhere if it is at least four characters long. Candidates are raw material: what enters the
lexicon is chosen and worded by hand.
"""
from __future__ import annotations

import argparse
import json
import lzma
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from govner.lexicons import LiteralMatcher

LEXICON = Path(__file__).resolve().parents[1] / "models" / "lexicons" / "slogans.tsv"
BARE_LENGTH = 4
QUOTED = re.compile(r"[“‘]([^“”‘’，。！？；：《》\n]{2,12})[”’]")
NUMBERED = re.compile(r"[一二三四五六七八九十两双百千万]|[0-9]\+")
MINIMUM_ARTICLES = 3


def articles(paths: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """(year and month, text) of every dated article."""
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                data = json.loads(line)
                date = str(data.get("date") or "")
                if re.match(r"\d{4}-\d{2}", date):
                    yield date[:7], f"{data.get('title') or ''}\n{data.get('text') or ''}"


def write_dates(paths: Sequence[Path]) -> None:
    """Puts the first month of each term into the lexicon."""
    lines = LEXICON.read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    term, seen, kind = header.index("term"), header.index("first_seen"), header.index("kind")
    rows = [line.split("\t") for line in lines[1:]]
    matcher = LiteralMatcher({row[term]: row[term] for row in rows})
    first: dict[str, str] = {}
    for month, text in articles(paths):
        for start, end, word in matcher.find(text):
            if word in first and first[word] <= month:
                continue
            quoted = text[start - 1 : start] in ("“", "‘") and text[end : end + 1] in ("”", "’")
            if quoted or len(word) >= BARE_LENGTH:
                first[word] = month
    for row in rows:
        row[seen] = "" if row[kind] == "plain" else first.get(row[term], "")
    LEXICON.write_text("\n".join(["\t".join(header), *map("\t".join, rows)]) + "\n", encoding="utf-8")


def print_candidates(paths: Sequence[Path]) -> None:
    """Prints numbered phrases in quotes that the lexicon lacks, the most widespread first."""
    known = {line.split("\t")[1] for line in LEXICON.read_text(encoding="utf-8").splitlines()}
    uses: dict[str, list[str]] = {}
    spread: dict[str, int] = {}
    for month, text in articles(paths):
        found = [m[1] for m in QUOTED.finditer(text) if m[1] not in known and NUMBERED.search(m[1])]
        for phrase in found:
            uses.setdefault(phrase, []).append(month)
        for phrase in set(found):
            spread[phrase] = spread.get(phrase, 0) + 1
    for phrase, count in sorted(spread.items(), key=lambda item: (-item[1], item[0])):
        if count >= MINIMUM_ARTICLES:
            months = uses[phrase]
            print(phrase, len(months), count, min(months), max(months), sep="\t")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=("dates", "candidates"))
    parser.add_argument("corpora", nargs="+", type=Path)
    options = parser.parse_args()
    (write_dates if options.task == "dates" else print_candidates)(options.corpora)


if __name__ == "__main__":
    main()
