"""Pasted pages of many templates: every line's label, the copies, the metadata (data in page_frames.txt)."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from govner.reading.article import Article, PageBlock
from govner.reading.pages import read_page

LABELS = {
    "N": ("navigation", False), "C": ("column", False), "T": ("title", False), "S": ("subtitle", False),
    "M": ("metadata", False), "B": ("byline", False), "P": ("paragraph", True), "p": ("paragraph", False),
    "L": ("list", True), "l": ("list", False), "I": ("caption", False), "W": ("widget", False),
    "F": ("footer", False), "K": ("site_links", False), "X": ("noise", False),
}


@dataclass
class Frame:
    name: str
    raw: str = ""
    labels: list[tuple[str, str]] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)


def frames() -> list[Frame]:
    found: list[Frame] = []
    for line in (Path(__file__).parent / "page_frames.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith("=== "):
            found.append(Frame(line[4:]))
        elif line.startswith("@"):
            name, _, value = line[1:].partition(" ")
            found[-1].fields.append((name, value))
        elif not line.startswith("#") and found:
            # ">X|" inside a line begins another block on the same line.
            for piece in re.split(r">(?=[A-Zp]\|)", line):
                label, bar, text = piece.partition("|")
                found[-1].raw += text if bar else piece
                if bar:
                    found[-1].labels.append((label, text))
            found[-1].raw += "\n"
    return found


def label_of(block: PageBlock) -> str:
    for label, (kind, in_body) in LABELS.items():
        if block.duplicate_of is not None and kind == block.kind.value:
            return "=" + label
        if (kind, in_body) == (block.kind.value, block.in_body):
            return label
    raise AssertionError(block)


def test_there_are_many_frames() -> None:
    assert len(frames()) >= 40


@pytest.mark.parametrize("frame", frames(), ids=lambda frame: frame.name)
def test_frame(frame: Frame) -> None:
    page = read_page(frame.raw)
    expected: list[tuple[str, str]] = []
    for label, text in frame.labels:
        if label == "+":
            expected[-1] = (expected[-1][0], expected[-1][1] + "\n" + text)
        else:
            expected.append((label, text))
    got = [(label_of(b), frame.raw[b.start : b.end]) for b in page.blocks]
    assert got == [(label, text.strip().removeprefix("??? ")) for label, text in expected]
    check_metadata(page, frame)
    for block in page.blocks:
        if block.duplicate_of is not None:
            original = page.blocks[block.duplicate_of]
            assert original.duplicate_of is None
            assert block.start - original.start == block.offset_delta


def check_metadata(page: Article, frame: Frame) -> None:
    data = page.metadata
    values = {
        "title": data.title, "published": data.published, "source": data.information_source,
        "author": data.author, "editor": data.editor, "column": data.column,
    }
    for name, value in frame.fields:
        if name == "warning":
            assert any(warning.startswith(value) for warning in page.warnings), page.warnings
        else:
            assert (values[name] or "-") == value, name
    for span in (data.published_span, data.information_source_span):
        assert span is None or 0 <= span[0] < span[1] <= len(page.raw)
    if data.information_source_span:
        assert page.raw[slice(*data.information_source_span)] == data.information_source
