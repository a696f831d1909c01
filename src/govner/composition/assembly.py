"""The record from a finished analysis: view offsets become raw spans, tables become lists."""
from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from govner._version import __version__
from govner.records import (
    AdminLevel,
    Block,
    DateExpression,
    DocumentMetadata,
    Mention,
    Place,
    Provenance,
    Record,
    Sentence,
    Span,
    Table,
)
from govner.segmentation import Analysis
from govner.segmentation.analysis import Entities


def assemble(analysis: Analysis, components: Mapping[str, str] | None = None) -> Record:
    """Builds the record of an analysis whose rooms are done.

    Args:
        components: names and versions of the parts that made it, for the provenance.
    """
    article, entities = analysis.article, analysis.entities
    raw = article.raw

    def span(start: int, end: int) -> Span:
        return Span.cut(raw, start, end)

    blocks = [
        Block(
            id=f"B{i}",
            kind=b.kind,
            span=span(b.start, b.end),
            in_body=b.in_body,
            duplicate_of=None if b.duplicate_of is None else f"B{b.duplicate_of + 1}",
            offset_delta=b.offset_delta,
        )
        for i, b in enumerate(article.blocks, start=1)
    ]
    body = [b for b in article.blocks if b.in_body]
    sentences = [
        Sentence(id=f"S{i}", block=f"B{s.block + 1}", span=analysis.view.span(s.start, s.end))
        for i, s in enumerate((s for s in analysis.sentences if not s.title), start=1)
    ]
    mentions = [
        Mention.of(
            f"M{i}", m.type, m.form, analysis.view.span(m.start, m.end), m.ref, m.with_party, m.basis, m.rule, m.score
        )
        for i, m in enumerate((m for m in analysis.mentions if m.ref), start=1)
    ]
    dates = dict(entities.dates)
    page = article.metadata
    if page.published and page.published_span:
        dates = {"D0": _published_expression(page.published, span(*page.published_span)), **dates}
    return Record(
        id=article.id,
        sha256=hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest(),
        length=len(raw),
        raw_text=raw,
        metadata=DocumentMetadata(
            url=page.url,
            site_host=page.site_host,
            site=page.site,
            publisher=_organization_in(page.site, mentions, entities),
            column=page.column,
            title=page.title,
            information_source=page.information_source,
            information_source_org=_organization_in(page.information_source, mentions, entities),
            author=page.author,
            editor=page.editor,
            published=page.published or (article.published.isoformat() if article.published else None),
            published_date_expr="D0" if "D0" in dates else None,
            default_place_id=analysis.document_place,
            default_place_basis=analysis.document_place_basis,
            reprint_of=article.reprint_of,
        ),
        blocks=blocks,
        body_span=span(body[0].start, body[-1].end) if body else None,
        sentences=sentences,
        mentions=mentions,
        people=Table(entities.people.values()),
        posts=Table(entities.posts.values()),
        organizations=Table(entities.organizations.values()),
        places=Table(entities.places.values()),
        dates=Table(dates.values()),
        groups=Table(entities.groups.values()),
        slogans=Table(entities.slogans.values()),
        events=analysis.events,
        statements=analysis.statements,
        warnings=[*article.warnings, *_abolished(entities.places.values())],
        provenance=Provenance(generator="govner", version=__version__, components=dict(components or {})),
    )


def _organization_in(name: str | None, mentions: Iterable[Mention], entities: Entities) -> str | None:
    """The id of the organisation that a source or site names (县水利局), if the document has a row for it."""
    if not name:
        return None
    return next((m.ref for m in mentions if m.span.text == name and m.ref in entities.organizations), None)


def _abolished(places: Iterable[Place]) -> Iterator[str]:
    """A sentence for every county or wider area that is no more, so that nobody joins its code to a table of today."""
    for place in places:
        if place.valid_to and place.level in (AdminLevel.PROVINCE, AdminLevel.PREFECTURE, AdminLevel.COUNTY):
            later = f", succeeded by {'、'.join(place.successor)}" if place.successor else ""
            yield f"{place.name} ceased to exist in this form on {place.valid_to}{later}; its codes are those of before"


def _published_expression(published: str, where: Span) -> DateExpression:
    """The page's own date as a date expression (id D0); `published` is ISO 8601 with or without a clock time."""
    day, _, clock = published.partition("T")
    local = f"{day}T{clock[:5]}" if clock else day
    return DateExpression(
        id="D0",
        span=where,
        timex_type="TIME" if clock else "DATE",
        value=local,
        edtf=f"{day}T{clock[:8]}" if clock else day,
        start=day,
        end=day,
        granularity="minute" if clock else "day",
        basis="explicit",
    )
