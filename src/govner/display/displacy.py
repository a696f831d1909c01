"""A record in the form that spaCy's displaCy draws with ``displacy.render(..., manual=True)``."""
from __future__ import annotations

from itertools import pairwise
from typing import Any, Literal

from govner.display.escaping import safe, same_length
from govner.records import DateExpression, Mention, Place, Record


def to_displacy(record: Record, *, style: Literal["ent", "span"] = "ent") -> dict[str, Any]:
    """The record's text and mentions for displaCy.

    Args:
        style: the same word that displaCy gets. ``"ent"`` cannot nest: of overlapping mentions the wider is kept, and
            groups and events, which lie above names, are left out. ``"span"`` keeps all.

    Places carry their code and dates their value as ``kb_id``. displaCy escapes text, but neither title nor
    labels; so those are escaped here. Characters that turn the direction of text are replaced by U+FFFD.

    >>> import govner
    >>> from spacy import displacy
    >>> record = govner.extract("9月8日下午，副市长李文远到河口区调研。", published="2020-09-08")
    >>> data = to_displacy(record)
    >>> [(e["label"], data["text"][e["start"]:e["end"]]) for e in data["ents"]][:3]
    [('DATE', '9月8日下午'), ('POST', '副市长'), ('PERSON', '李文远')]
    >>> html = displacy.render(data, style="ent", manual=True, jupyter=False)
    >>> "李文远" in html
    True
    """
    title = safe(record.metadata.title) if record.metadata.title else None
    if style == "span":
        return {**_spans(record), "title": title}
    ents: list[dict[str, Any]] = []
    end = 0
    for mention in sorted(record.mentions, key=lambda m: (m.span.start, -m.span.end)):
        if mention.type.value not in ("GROUP", "EVENT") and mention.span.start >= end:
            end = mention.span.end
            ents.append({"start": mention.span.start, "end": end, **_label(mention)})
    return {"text": same_length(record.raw_text), "ents": ents, "title": title}


def _label(mention: Mention) -> dict[str, str]:
    entity = mention.entity
    code = entity.code if isinstance(entity, Place) else entity.value if isinstance(entity, DateExpression) else None
    return {"label": mention.type.value, "kb_id": safe(code or ""), "kb_url": "#"}


def _spans(record: Record) -> dict[str, Any]:
    """Tokens are the stretches between the borders of mentions, as displaCy draws spans over whole tokens."""
    text = same_length(record.raw_text)
    edges = {0, len(text)}
    for mention in record.mentions:
        edges.update((mention.span.start, mention.span.end))
    cuts = sorted(edges)
    index = {edge: i for i, edge in enumerate(cuts)}
    spans = [
        {
            "start": m.span.start,
            "end": m.span.end,
            "start_token": index[m.span.start],
            "end_token": index[m.span.end],
            **_label(m),
        }
        for m in record.mentions
    ]
    return {"text": text, "tokens": [text[a:b] for a, b in pairwise(cuts)], "spans": spans}
