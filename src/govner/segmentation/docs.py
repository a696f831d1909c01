"""What govner reads from and writes to a spaCy Doc. Declared here and nowhere else.

* ``doc._.govner``: the :class:`~govner.segmentation.analysis.Analysis`, working state of the rooms;
* ``doc._.record``: the finished :class:`~govner.records.Record`, or None;
* ``doc.spans["govner"]``: a span per mention, labelled with its type, ids filled in once entities are known;
* ``span._.entity``: the entity of such a span.

The state lives in ``doc.user_hooks``, which spaCy keeps with the Doc but never serialises.
"""
from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, cast

from spacy.tokens import Doc, Span

from govner.reading.article import Article
from govner.records import Record
from govner.segmentation.analysis import Analysis, Candidate

SPANS_KEY = "govner"


def analysis_of(doc: Doc) -> Analysis:
    """The Doc's analysis; made on the spot, over the whole text, where no earlier component did."""
    hooks = _hooks(doc)
    if "govner" not in hooks:
        hooks["govner"] = Analysis.of(Article(raw=doc.text))
    analysis: Analysis = hooks["govner"]
    return analysis


def set_analysis(doc: Doc, analysis: Analysis) -> None:
    _hooks(doc)["govner"] = analysis


def record_of(doc: Doc) -> Record | None:
    """The Doc's finished record, or None."""
    record: Record | None = _hooks(doc).get("govner_record")
    return record


def set_record(doc: Doc, record: Record) -> None:
    _hooks(doc)["govner_record"] = record


def _hooks(doc: Doc) -> dict[str, Any]:
    # Typed as callables by spaCy's stubs; in fact a plain dictionary.
    return cast("dict[str, Any]", doc.user_hooks)


def write_spans(doc: Doc, candidates: Iterable[Candidate]) -> None:
    """Puts one labelled span per candidate into ``doc.spans["govner"]``, splitting tokens where a border needs it."""
    analysis = analysis_of(doc)
    ranges = [(*analysis.view.raw_range(c.start, c.end), c) for c in candidates]
    _split_tokens(doc, {edge for start, end, _ in ranges for edge in (start, end)})
    spans: list[Span] = []
    for start, end, candidate in ranges:
        span = doc.char_span(start, end, label=candidate.type.value, kb_id=candidate.ref)
        if span is not None:
            spans.append(span)
    doc.spans[SPANS_KEY] = spans


def _split_tokens(doc: Doc, edges: set[int]) -> None:
    """Splits every token that holds one of the character offsets strictly inside."""
    inner: dict[int, list[int]] = {}
    starts = {token.idx: token.i for token in doc}
    ends = {token.idx + len(token) for token in doc}
    for edge in sorted(edges):
        if edge not in starts and edge not in ends and 0 < edge < len(doc.text):
            around = doc.char_span(edge, edge + 1, alignment_mode="expand")
            if around is not None and around[0].idx < edge:
                inner.setdefault(around[0].i, []).append(edge - around[0].idx)
    if not inner:
        return
    with doc.retokenize() as retokenizer:
        for index, cuts in inner.items():
            token = doc[index]
            bounds = [0, *cuts, len(token)]
            pieces = [token.text[a:b] for a, b in pairwise(bounds)]
            retokenizer.split(token, pieces, heads=[(token, i) for i in range(len(pieces))])


def _span_entity(span: Span) -> Any:
    record = record_of(span.doc)
    return record.by_id(span.kb_id_) if record is not None and span.kb_id_ else None


def declare_extensions() -> None:
    """Registers the extensions; harmless when called again."""
    if not Doc.has_extension("govner"):
        Doc.set_extension("govner", getter=analysis_of)
        Doc.set_extension("record", getter=record_of)
        Span.set_extension("entity", getter=_span_entity)


declare_extensions()
