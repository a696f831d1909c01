"""Inline-annotated sentences as test data: one sentence a line, mentions marked in place, read strictly.

    {D|9月8日下午}，{P|王立}{T|副省长}到{L|{L|河口街道}智慧中心}调研。

P person, T post, O organisation, L place, D date, S slogan, G group, E event; nesting is allowed. ``parse`` gives the
bare text and the mentions, ``marked`` what a recogniser found in the same form.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from govner.evaluation.inline import LETTERS
from govner.reading import Article
from govner.records import MentionType
from govner.segmentation import Analysis, Candidate

LABELS = {**LETTERS, "G": MentionType.GROUP, "E": MentionType.EVENT}
Marked = tuple[str, int, int, str]


def parse(annotated: str) -> tuple[str, list[Marked]]:
    """The bare text and its mentions as (letter, start, end, text), sorted."""
    text: list[str] = []
    open_marks: list[tuple[str, int]] = []
    found: list[tuple[str, int, int]] = []
    position = 0
    length = 0
    for token in re.finditer(r"\{([A-Z])\||\}|[^{}]", annotated):
        if token.start() != position:
            raise ValueError(f"stray brace at {position} in {annotated!r}")
        position = token.end()
        if token[1]:
            if token[1] not in LABELS:
                raise ValueError(f"unknown label {token[1]} in {annotated!r}")
            open_marks.append((token[1], length))
        elif token[0] == "}":
            if not open_marks:
                raise ValueError(f"closing brace without opening in {annotated!r}")
            letter, start = open_marks.pop()
            found.append((letter, start, length))
        else:
            text.append(token[0])
            length += 1
    if open_marks or position != len(annotated):
        raise ValueError(f"unbalanced braces in {annotated!r}")
    bare = "".join(text)
    return bare, sorted((letter, a, b, bare[a:b]) for letter, a, b in found)


def analysis_of_text(text: str) -> Analysis:
    """A fresh analysis of one plain text (every line is body)."""
    return Analysis.of(Article(raw=text))


def marked(analysis: Analysis, candidates: Iterable[Candidate], letters: str) -> list[Marked]:
    """Candidates as (letter, raw start, raw end, raw text), for the given letters, sorted."""
    by_type = {kind: letter for letter, kind in LABELS.items()}
    found = []
    for candidate in candidates:
        letter = by_type[candidate.type]
        if letter in letters:
            start, end = analysis.view.raw_range(candidate.start, candidate.end)
            found.append((letter, start, end, analysis.article.raw[start:end]))
    return sorted(set(found))


def annotated_lines(path: Path) -> list[str]:
    """The sentences of a file of annotated sentences; empty lines and lines that begin with # are skipped."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
