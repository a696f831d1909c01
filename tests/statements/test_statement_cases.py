"""Statements in inline-annotated cases: the text with its mentions, then a line per statement, or `= none`.

    {P|林岚}指出，要抓早抓小。
    = 林岚 | 指出 | point_out | indirect | 0 | 要抓早抓小

A text may have several lines (paragraphs). The content of a nominal statement is `-`, or `- topic`.
"""
from __future__ import annotations

from pathlib import Path

import pytest

from govner.composition.statements import StatementComposer
from govner.lexicons import Lexicons
from govner.records import MentionType, Organization, Person, Slogan, SloganKind
from govner.segmentation import Analysis, Candidate
from inline import LABELS, analysis_of_text, parse

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.txt"))


def cases(path: Path) -> list[tuple[str, list[str]]]:
    """The cases of a file: annotated text and expected statements."""
    found: list[tuple[str, list[str]]] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line.strip() and not line.startswith("#")]
        if lines:
            text = "\n".join(line for line in lines if not line.startswith("="))
            expected = [line[1:].strip() for line in lines if line.startswith("=")]
            found.append((text, [e for e in expected if e != "none"]))
    return found


def analysis_of(annotated: str) -> Analysis:
    """The analysis of an annotated text, with an entity for every name."""
    bare, marks = parse(annotated)
    analysis = analysis_of_text(bare)
    people, organizations, slogans = {}, {}, {}
    for letter, start, end, text in marks:
        first, last = analysis.view.position(start), analysis.view.position(end)
        mention = Candidate(LABELS[letter], first, last, rule="test")
        name = "".join(text.split())
        if mention.type is MentionType.PERSON:
            full = next((n for n in people if n != name and n.startswith(name)), name)
            people.setdefault(full, f"P{len(people) + 1}")
            mention.ref = people[full]
        elif mention.type is MentionType.ORGANIZATION:
            mention.ref = organizations.setdefault(name, f"O{len(organizations) + 1}")
        elif mention.type is MentionType.SLOGAN:
            mention.ref = slogans.setdefault(name, f"K{len(slogans) + 1}")
        analysis.mentions.append(mention)
    analysis.mentions.sort(key=lambda m: (m.start, -m.end))
    analysis.entities.people.update({i: Person(id=i, name=n) for n, i in people.items()})
    analysis.entities.organizations.update({i: Organization(id=i, name=n) for n, i in organizations.items()})
    analysis.entities.slogans.update(
        {i: Slogan(id=i, kind=SloganKind.QUOTED_TERM, quoted=True, surface=n) for n, i in slogans.items()}
    )
    return analysis


@pytest.fixture(scope="session")
def composer() -> StatementComposer:
    return StatementComposer(Lexicons())


def described(analysis: Analysis) -> list[str]:
    """The statements of an analysis in the form of the expected lines."""
    lines = []
    tables = analysis.entities
    for statement in analysis.statements:
        row = statement.speaker_id
        speaker = (
            tables.people[row].name
            if row in tables.people
            else tables.organizations[row].name if row in tables.organizations else tables.groups[row].name
        )
        if statement.content is not None:
            words = statement.content.text
        else:
            words = f"- {statement.topic.text}" if statement.topic else "-"
        fields = [speaker, statement.cue.text, statement.act.value, statement.mode, len(statement.points), words]
        lines.append(" | ".join(map(str, fields)))
    return lines


ALL = [
    pytest.param(text, expected, id=f"{path.stem}-{number}")
    for path in FILES
    for number, (text, expected) in enumerate(cases(path), start=1)
]


@pytest.mark.parametrize(("text", "expected"), ALL)
def test_case(composer: StatementComposer, text: str, expected: list[str]) -> None:
    analysis = analysis_of(text)
    composer(analysis)
    assert described(analysis) == [e.replace("⏎", "\n") for e in expected]


def test_there_are_enough_cases() -> None:
    assert len(ALL) >= 150
    assert sum(not case.values[1] for case in ALL) >= 40
