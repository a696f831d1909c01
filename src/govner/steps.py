"""The steps from an article to its record, as plain functions over the analysis.

`govner.pipeline` runs them one after the other; `govner.factories` wraps each as a spaCy component. Nothing in here
needs spaCy, whose import alone takes longer than everything else that happens before the first record.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from govner.composition.events import EventComposer
from govner.composition.statements import StatementComposer
from govner.lexicons import Lexicons
from govner.recognition import Recogniser
from govner.recognition.backends import span_model
from govner.recognition.combination import Combiner, default_weights
from govner.recognition.dates import DateRecogniser
from govner.recognition.groups import GroupRecogniser
from govner.recognition.offices import OfficeRecogniser
from govner.recognition.officials import OfficialRecogniser
from govner.recognition.places import PlaceRecogniser
from govner.recognition.selection import select
from govner.recognition.slogans import SloganRecogniser
from govner.recognition.terms import TermRecogniser
from govner.resolution.dates import DateResolver
from govner.resolution.groups import GroupResolver
from govner.resolution.hierarchy import HierarchyResolver
from govner.resolution.organizations import OrganizationResolver
from govner.resolution.people import PeopleResolver
from govner.resolution.places import PlaceResolver
from govner.resolution.slogans import SloganResolver
from govner.segmentation import Analysis

#: What a resolver or composer is: it adds to the analysis.
Resolver = Callable[[Analysis], None]


class Step(Protocol):
    """Does one thing to every document of a batch; what it does to one does not depend on the others."""

    def __call__(self, analyses: Sequence[Analysis]) -> None: ...


class Recognition:
    """The recognisers' candidates join the others."""

    def __init__(self, *recognisers: Recogniser) -> None:
        self.recognisers = recognisers

    def __call__(self, analyses: Sequence[Analysis]) -> None:
        for analysis in analyses:
            for recognise in self.recognisers:
                analysis.propose(recognise(analysis))


class Tagging:
    """A tagger adds what only it found, and all candidates are scored anew."""

    def __init__(self, combiner: Combiner) -> None:
        self.combiner = combiner

    def __call__(self, analyses: Sequence[Analysis]) -> None:
        for analysis, candidates in zip(analyses, self.combiner.many(analyses), strict=True):
            analysis.candidates = candidates


class Composition:
    """Resolvers or composers, run in order."""

    def __init__(self, *resolvers: Resolver) -> None:
        self.resolvers = resolvers

    def __call__(self, analyses: Sequence[Analysis]) -> None:
        for analysis in analyses:
            for resolver in self.resolvers:
                resolver(analysis)


def choose(analyses: Sequence[Analysis]) -> None:
    """The winners among the candidates become the mentions; a step wherever the next one reads mentions."""
    for analysis in analyses:
        analysis.mentions = select(analysis.candidates)


def terms(lexicons: Lexicons) -> Recognition:
    return Recognition(TermRecogniser(lexicons))


def dates(lexicons: Lexicons) -> Recognition:
    return Recognition(DateRecogniser(lexicons))


def places(lexicons: Lexicons) -> Recognition:
    return Recognition(PlaceRecogniser(lexicons), OfficeRecogniser())


def officials(lexicons: Lexicons) -> Recognition:
    return Recognition(OfficialRecogniser(lexicons))


def slogans(lexicons: Lexicons) -> Recognition:
    return Recognition(SloganRecogniser(lexicons))


def tagging(lexicons: Lexicons, tagger: str) -> Tagging:
    return Tagging(Combiner(span_model(tagger, lexicons), default_weights()))


def groups(lexicons: Lexicons) -> Recognition:
    return Recognition(GroupRecogniser(lexicons))


def entities(lexicons: Lexicons) -> Composition:
    return Composition(
        DateResolver(lexicons),
        PlaceResolver(lexicons),
        OrganizationResolver(lexicons),
        PeopleResolver(lexicons),
        HierarchyResolver(lexicons),
        SloganResolver(lexicons),
        GroupResolver(lexicons),
    )


def events(lexicons: Lexicons) -> Composition:
    return Composition(EventComposer(lexicons))


def statements(lexicons: Lexicons) -> Composition:
    return Composition(StatementComposer(lexicons))


def default_steps(lexicons: Lexicons, tagger: str | None) -> dict[str, Step]:
    """The steps from a fresh analysis to one that is ready for assembly, by name, in order.

    Args:
        tagger: as for :func:`govner.load`; None leaves that step out.
    """
    steps: dict[str, Step] = {
        "terms": terms(lexicons),
        "dates": dates(lexicons),
        "places": places(lexicons),
        "officials": officials(lexicons),
        "slogans": slogans(lexicons),
    }
    if tagger not in (None, "none"):
        steps["tagger"] = tagging(lexicons, tagger)
    steps["names"] = choose
    steps["groups"] = groups(lexicons)
    steps["mentions"] = choose
    steps["entities"] = entities(lexicons)
    steps["events"] = events(lexicons)
    steps["statements"] = statements(lexicons)
    return steps
