"""Sentences, enclosures and clauses."""
from __future__ import annotations

import pytest

from govner.segmentation import clauses, enclosures, split_sentences

SENTENCES = [
    ["王立指出，要抓落实。", "会议还研究了其他事项。"],
    ["他说：“路不远了。”", "大家笑了。"],
    ["怎么办？", "马上办！"],
    ["一要快；二要准", ],
    ["要求（见附件。）", "落实。"],
]


@pytest.mark.parametrize("pieces", SENTENCES)
def test_sentences(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert [text[a:b] for a, b in split_sentences(text, 0, len(text))] == pieces


def test_sentences_cover_the_block() -> None:
    text = "。。！好"
    spans = list(split_sentences(text, 0, len(text)))
    assert "".join(text[a:b] for a, b in spans) == text


def test_enclosures_are_nested_and_stop_at_blocks() -> None:
    text = "“甲‘乙’”\n（丙\n丁）《戊》"
    assert [(e.mark, text[e.start : e.end]) for e in enclosures(text)] == [("“", "甲‘乙’"), ("‘", "乙"), ("《", "戊")]


def test_clauses() -> None:
    text = "甲，乙；丙：丁。"
    assert [text[a:b] for a, b in clauses(text, 0, len(text))] == ["甲", "乙", "丙", "丁"]
