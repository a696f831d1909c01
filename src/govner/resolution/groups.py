"""Groups as rows: their organisations and places, capacity and qualifier."""
from __future__ import annotations

import re

from govner.lexicons import Lexicons, unique
from govner.recognition.groups import GroupWords, alternatives
from govner.records import GroupParticipant, MentionForm, MentionType
from govner.segmentation import Analysis, Candidate


class GroupResolver:
    """Adds a :class:`~govner.records.GroupParticipant` for each group; a collective noun (调研组) has one row."""

    def __init__(self, lexicons: Lexicons) -> None:
        words = lexicons.document("groups", GroupWords)
        self._head = re.compile(alternatives(words.heads))
        self._qualifier = re.compile(alternatives(words.qualifiers))

    def __call__(self, analysis: Analysis) -> None:
        groups = analysis.entities.groups
        known: dict[str, str] = {}
        for mention in analysis.mentions:
            if mention.type is not MentionType.GROUP:
                continue
            text = analysis.text[mention.start : mention.end]
            if mention.form is MentionForm.DEICTIC and text in known:
                mention.ref = known[text]
                continue
            mention.ref = known[text] = f"G{len(groups) + 1}"
            groups[mention.ref] = self._row(analysis, mention, text)

    def _row(self, analysis: Analysis, mention: Candidate, text: str) -> GroupParticipant:
        inside = analysis.mentions_in(mention.start, mention.end, MentionType.ORGANIZATION, MentionType.PLACE)
        heads = unique(self._head.findall(text))
        qualifiers = unique(self._qualifier.findall(text))
        return GroupParticipant(
            id=mention.ref,
            span=analysis.view.span(mention.start, mention.end),
            organization_ids=unique(m.ref for m in inside if m.type is MentionType.ORGANIZATION and m.ref),
            place_ids=unique(m.ref for m in inside if m.type is MentionType.PLACE and m.ref),
            capacity="和".join(heads) or None,
            qualifier="/".join(qualifiers) or None,
        )
