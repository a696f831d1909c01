"""Slogan rows of the record."""
from __future__ import annotations

from govner.lexicons import Lexicons
from govner.records import MentionType, Slogan, SloganKind
from govner.recognition.slogans.heads import parse_head
from govner.recognition.slogans.lexicon import SloganLexicon
from govner.segmentation import Analysis, Candidate


class SloganResolver:
    """Makes one slogan row for each distinct head among the mentions and links the mentions to it.

    Works from any SLOGAN mention, whoever proposed it.
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self.lexicon = SloganLexicon(lexicons)

    def __call__(self, analysis: Analysis) -> None:
        rows: dict[str, Slogan] = {}
        for mention in analysis.mentions:
            if mention.type is not MentionType.SLOGAN:
                continue
            term = analysis.text[mention.start : mention.end]
            if term not in rows:
                rows[term] = self._row(analysis, mention, f"K{len(rows) + 1}", term)
            mention.ref = rows[term].id
        analysis.entities.slogans.update((row.id, row) for row in rows.values())

    def _row(self, analysis: Analysis, mention: Candidate, id: str, term: str) -> Slogan:
        head = parse_head(term)
        quoted = analysis.text[mention.start - 1 : mention.start] in ("“", "‘")
        return Slogan(
            id=id,
            kind=head.kind if quoted or head.kind is not SloganKind.QUOTED_TERM else SloganKind.NAMED_CAMPAIGN,
            span=analysis.view.span(mention.start, mention.end),
            quoted=quoted,
            surface="".join(analysis.view.raw_text(mention.start, mention.end).split()),
            number=head.number,
            number_text=head.number_text,
            head=head.noun,
            frame=head.frame,
            direction="none",
        )
