"""spaCy factories: every step of govner as a component that works alone in any Chinese spaCy pipeline.

Each is registered under the entry point group ``spacy_factories``, so ``spacy.blank("zh").add_pipe("govner_dates")``
works once govner is installed. The steps themselves are in `govner.steps`; :func:`govner.load`
runs the same ones without spaCy.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from govner import steps
from govner.composition.assembly import assemble
from govner.lexicons import Lexicons
from govner.reading.pages import read_page
from govner.segmentation.analysis import Analysis
from govner.segmentation.docs import analysis_of, set_analysis, set_record, write_spans
from govner.segmentation.tokenizer import GovTokenizer
from govner.steps import Step, choose

#: The components of the default pipeline, in order.
PIPELINE = (
    "govner_reading",
    "govner_terms",
    "govner_dates",
    "govner_places",
    "govner_officials",
    "govner_slogans",
    "govner_tagger",
    "govner_groups",
    "govner_entities",
    "govner_events",
    "govner_statements",
    "govner_record",
)


def language(lexicons: Sequence[str], tagger: str | None) -> Language:
    """A spaCy pipeline of all components; arguments as for :func:`govner.load`."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = GovTokenizer(nlp.vocab)
    for name in PIPELINE:
        config: dict[str, Any] = {}
        if name not in ("govner_reading", "govner_record"):
            config = {"lexicons": list(lexicons), "spans": False}
        if name == "govner_tagger":
            if tagger in (None, "none"):
                continue
            config["tagger"] = tagger
        nlp.add_pipe(name, config=config)
    return nlp


def reading_component(doc: Doc) -> Doc:
    """Labels blocks and finds metadata, unless the caller already did."""
    if "govner" not in doc.user_hooks:
        set_analysis(doc, Analysis.of(read_page(doc.text)))
    return doc


class StepComponent:
    """A step in a pipeline. What it recognises becomes mentions at once, since any component may come next."""

    def __init__(self, step: Step, spans: bool) -> None:
        self.step, self.spans = step, spans

    def __call__(self, doc: Doc) -> Doc:
        analysis = analysis_of(doc)
        self.step([analysis])
        if isinstance(self.step, (steps.Recognition, steps.Tagging)):
            choose([analysis])
        if self.spans:
            write_spans(doc, analysis.mentions)
        return doc


def record_component(doc: Doc) -> Doc:
    """Assembles ``doc._.record`` and gives the spans their entities."""
    analysis = analysis_of(doc)
    set_record(doc, assemble(analysis))
    write_spans(doc, [mention for mention in analysis.mentions if mention.ref])
    return doc


# `lexicons`: directories of user lexicons. `spans`: whether to keep doc.spans["govner"] up to date after the component;
# govner.load() turns it off where nobody looks at the Doc in between.
_DEFAULTS = {"lexicons": [], "spans": True}


@Language.factory("govner_reading")
def make_reading(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    return reading_component


@Language.factory("govner_terms", default_config=_DEFAULTS)
def make_terms(nlp: Language, name: str, lexicons: Sequence[str], spans: bool) -> StepComponent:
    return StepComponent(steps.terms(Lexicons(lexicons)), spans)


@Language.factory("govner_dates", default_config=_DEFAULTS)
def make_dates(nlp: Language, name: str, lexicons: Sequence[str], spans: bool) -> StepComponent:
    return StepComponent(steps.dates(Lexicons(lexicons)), spans)


@Language.factory("govner_places", default_config=_DEFAULTS)
def make_places(nlp: Language, name: str, lexicons: Sequence[str], spans: bool) -> StepComponent:
    return StepComponent(steps.places(Lexicons(lexicons)), spans)


@Language.factory("govner_officials", default_config=_DEFAULTS)
def make_officials(nlp: Language, name: str, lexicons: Sequence[str], spans: bool) -> StepComponent:
    return StepComponent(steps.officials(Lexicons(lexicons)), spans)


@Language.factory("govner_slogans", default_config=_DEFAULTS)
def make_slogans(nlp: Language, name: str, lexicons: Sequence[str], spans: bool) -> StepComponent:
    return StepComponent(steps.slogans(Lexicons(lexicons)), spans)


@Language.factory("govner_tagger", default_config={**_DEFAULTS, "tagger": "builtin"})
def make_tagger(nlp: Language, name: str, lexicons: Sequence[str], spans: bool, tagger: str) -> StepComponent:
    return StepComponent(steps.tagging(Lexicons(lexicons), tagger), spans)


@Language.factory("govner_groups", default_config=_DEFAULTS)
def make_groups(nlp: Language, name: str, lexicons: Sequence[str], spans: bool) -> StepComponent:
    return StepComponent(steps.groups(Lexicons(lexicons)), spans)


@Language.factory("govner_entities", default_config=_DEFAULTS)
def make_entities(nlp: Language, name: str, lexicons: Sequence[str], spans: bool) -> StepComponent:
    return StepComponent(steps.entities(Lexicons(lexicons)), spans)


@Language.factory("govner_events", default_config=_DEFAULTS)
def make_events(nlp: Language, name: str, lexicons: Sequence[str], spans: bool) -> StepComponent:
    return StepComponent(steps.events(Lexicons(lexicons)), spans)


@Language.factory("govner_statements", default_config=_DEFAULTS)
def make_statements(nlp: Language, name: str, lexicons: Sequence[str], spans: bool) -> StepComponent:
    return StepComponent(steps.statements(Lexicons(lexicons)), spans)


@Language.factory("govner_record")
def make_record(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    return record_component
