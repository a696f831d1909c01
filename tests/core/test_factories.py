"""Every factory is registered by entry point and works alone in a plain Chinese spaCy pipeline."""
from __future__ import annotations

import pytest
import spacy

from govner.factories import PIPELINE

TEXT = "9月8日下午，副市长李文远一行到河口区调研。李文远强调，要深化“四能”建设。"


@pytest.mark.parametrize("name", PIPELINE)
def test_a_component_works_alone(name: str) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe(name)
    doc = nlp(TEXT)
    assert doc.text == TEXT
    for span in doc.spans.get("govner", []):
        assert span.text in TEXT
        assert span.label_


def test_dates_alone_become_spans() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("govner_dates")
    doc = nlp(TEXT)
    assert [(s.text, s.label_) for s in doc.spans["govner"]] == [("9月8日下午", "DATE")]


def test_components_may_be_combined_freely() -> None:
    nlp = spacy.blank("zh")
    for name in ("govner_dates", "govner_officials", "govner_entities", "govner_record"):
        nlp.add_pipe(name)
    doc = nlp(TEXT)
    assert "李文远" in [p.name for p in doc._.record.people]
    people = [s for s in doc.spans["govner"] if s.label_ == "PERSON"]
    assert people
    assert all(s._.entity.name == "李文远" for s in people)


def test_spans_exist_for_every_mention() -> None:
    from govner import load

    doc = load().doc(TEXT, published="2020-09-09")
    spans = sorted((s.start_char, s.end_char, s.label_) for s in doc.spans["govner"])
    mentions = sorted((m.span.start, m.span.end, m.type.value) for m in doc._.record.mentions)
    assert spans == mentions
