"""People, posts and organisations: the three are found together, since each shows where the others begin and end."""
from __future__ import annotations

from govner.lexicons import Lexicons
from govner.recognition.foreign_bodies import Countries
from govner.recognition.offices import OFFICE_RULE
from govner.recognition.organizations import OrganizationFinder
from govner.recognition.people import PersonFinder
from govner.recognition.posts import TitleFinder
from govner.recognition.terms import CERTAIN
from govner.records import MentionType
from govner.segmentation import Analysis, Candidate


class OfficialRecogniser:
    """People, posts and organisations, by lexicon and grammar on the characters of the view."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._titles = lexicons.made(TitleFinder)
        self._organizations = OrganizationFinder(lexicons)
        self._people = PersonFinder(lexicons)
        self._countries = lexicons.made(Countries)

    def __call__(self, analysis: Analysis) -> list[Candidate]:
        text = analysis.view.text
        titles = list(self._titles.find(text))
        anchored = [(n.start, n.end) for n in self._people.anchored(text, titles) if n.weight > 4.0]
        bodies = self._organizations.find(analysis, titles, anchored)
        places = [(c.start, c.end) for c in analysis.candidates if c.type is MentionType.PLACE and c.score > 0]
        # The title of the head of an area that the gazetteer knows is as certain as the area (辽宁|省长).
        governed = {c.end for c in analysis.candidates if c.type is MentionType.PLACE and c.rule == OFFICE_RULE}
        candidates = [
            Candidate(MentionType.POST, t.start, t.end, "posts.title", CERTAIN if t.start in governed else 0.9)
            for t in titles
        ]
        candidates += [Candidate(MentionType.ORGANIZATION, b.start, b.end, b.rule, b.score) for b in bodies]
        candidates += [
            Candidate(MentionType.ORGANIZATION, start, end, "organizations.abroad", CERTAIN)
            for start, end in self._countries.bodies(text)
        ]
        for name in self._people.find(text, titles, [(b.start, b.end) for b in bodies], places):
            score = max(0.55, min(0.97, 0.7 + 0.03 * name.weight))
            candidates.append(Candidate(MentionType.PERSON, name.start, name.end, name.rule, score))
        return candidates
