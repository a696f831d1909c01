"""spaCy factories: every step of govner as a component that works alone in any Chinese spaCy pipeline.

Each is registered under the entry point group ``spacy_factories``, so ``spacy.blank("zh").add_pipe("govner_dates")``
works once govner is installed. The pipeline of :func:`govner.load` is built of these and nothing else.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from govner.composition.assembly import assemble
from govner.composition.events import EventComposer
from govner.composition.statements import StatementComposer
from govner.lexicons import Lexicons
from govner.reading.pages import read_page
from govner.recognition import Recogniser
from govner.recognition.backends import span_model
from govner.recognition.combination import Combiner, default_weights
from govner.recognition.dates import DateRecogniser
from govner.recognition.groups import GroupRecogniser
from govner.recognition.officials import OfficialRecogniser
from govner.recognition.places import PlaceRecogniser
from govner.recognition.selection import select
from govner.recognition.slogans import SloganRecogniser
from govner.recognition.terms import TermRecogniser
from govner.resolution.dates import DateResolver
from govner.resolution.groups import GroupResolver
from govner.resolution.organizations import OrganizationResolver
from govner.resolution.people import PeopleResolver
from govner.resolution.places import PlaceResolver
from govner.resolution.slogans import SloganResolver
from govner.segmentation.analysis import Analysis
from govner.segmentation.docs import analysis_of, set_analysis, set_record, write_spans

Step = Callable[[Analysis], None]

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


def reading_component(doc: Doc) -> Doc:
    """Labels blocks and finds metadata, unless the caller already did."""
    if "govner" not in doc.user_hooks:
        set_analysis(doc, Analysis.of(read_page(doc.text)))
    return doc


class RecognitionComponent:
    """A recogniser in a pipeline: its candidates join the others, the winners become mentions (and spans)."""

    def __init__(self, recogniser: Recogniser, spans: bool) -> None:
        self.recogniser, self.spans = recogniser, spans

    def __call__(self, doc: Doc) -> Doc:
        analysis = analysis_of(doc)
        analysis.propose(self.recogniser(analysis))
        analysis.mentions = select(analysis.candidates)
        if self.spans:
            write_spans(doc, analysis.mentions)
        return doc


class TaggerComponent:
    """A tagger in a pipeline: it adds what only it found, and all candidates are scored anew."""

    def __init__(self, combiner: Combiner, spans: bool) -> None:
        self.combiner, self.spans = combiner, spans

    def __call__(self, doc: Doc) -> Doc:
        analysis = analysis_of(doc)
        analysis.candidates = self.combiner(analysis)
        analysis.mentions = select(analysis.candidates)
        if self.spans:
            write_spans(doc, analysis.mentions)
        return doc


class StepComponent:
    """Resolvers or composers in a pipeline, run in order."""

    def __init__(self, steps: Sequence[Step], spans: bool) -> None:
        self.steps, self.spans = steps, spans

    def __call__(self, doc: Doc) -> Doc:
        analysis = analysis_of(doc)
        for step in self.steps:
            step(analysis)
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
def make_terms(nlp: Language, name: str, lexicons: Sequence[str], spans: bool) -> RecognitionComponent:
    return RecognitionComponent(TermRecogniser(Lexicons(lexicons)), spans)


@Language.factory("govner_dates", default_config=_DEFAULTS)
def make_dates(nlp: Language, name: str, lexicons: Sequence[str], spans: bool) -> RecognitionComponent:
    return RecognitionComponent(DateRecogniser(Lexicons(lexicons)), spans)


@Language.factory("govner_places", default_config=_DEFAULTS)
def make_places(nlp: Language, name: str, lexicons: Sequence[str], spans: bool) -> RecognitionComponent:
    return RecognitionComponent(PlaceRecogniser(Lexicons(lexicons)), spans)


@Language.factory("govner_officials", default_config=_DEFAULTS)
def make_officials(nlp: Language, name: str, lexicons: Sequence[str], spans: bool) -> RecognitionComponent:
    return RecognitionComponent(OfficialRecogniser(Lexicons(lexicons)), spans)


@Language.factory("govner_slogans", default_config=_DEFAULTS)
def make_slogans(nlp: Language, name: str, lexicons: Sequence[str], spans: bool) -> RecognitionComponent:
    return RecognitionComponent(SloganRecogniser(Lexicons(lexicons)), spans)


@Language.factory("govner_tagger", default_config={**_DEFAULTS, "tagger": "builtin"})
def make_tagger(nlp: Language, name: str, lexicons: Sequence[str], spans: bool, tagger: str) -> TaggerComponent:
    return TaggerComponent(Combiner(span_model(tagger, Lexicons(lexicons)), default_weights()), spans)


@Language.factory("govner_groups", default_config=_DEFAULTS)
def make_groups(nlp: Language, name: str, lexicons: Sequence[str], spans: bool) -> RecognitionComponent:
    return RecognitionComponent(GroupRecogniser(Lexicons(lexicons)), spans)


@Language.factory("govner_entities", default_config=_DEFAULTS)
def make_entities(nlp: Language, name: str, lexicons: Sequence[str], spans: bool) -> StepComponent:
    data = Lexicons(lexicons)
    steps: list[Step] = [
        DateResolver(data),
        PlaceResolver(data),
        OrganizationResolver(data),
        PeopleResolver(data),
        SloganResolver(data),
        GroupResolver(data),
    ]
    return StepComponent(steps, spans)


@Language.factory("govner_events", default_config=_DEFAULTS)
def make_events(nlp: Language, name: str, lexicons: Sequence[str], spans: bool) -> StepComponent:
    return StepComponent([EventComposer(Lexicons(lexicons))], spans)


@Language.factory("govner_statements", default_config=_DEFAULTS)
def make_statements(nlp: Language, name: str, lexicons: Sequence[str], spans: bool) -> StepComponent:
    return StepComponent([StatementComposer(Lexicons(lexicons))], spans)


@Language.factory("govner_record")
def make_record(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    return record_component
