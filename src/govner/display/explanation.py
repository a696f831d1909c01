"""Why a mention is in the record: who found it, what else was thought of, and which entity it became."""
from __future__ import annotations

from collections.abc import Iterator

from govner.display.escaping import visible
from govner.display.facts import facts
from govner.errors import InputError
from govner.records import Mention, MentionType, Record
from govner.records.document import Proposal

_LAYERED = (MentionType.GROUP, MentionType.EVENT)


def explain(record: Record, mention: Mention | str) -> str:
    """See :meth:`govner.Record.explain`."""
    return "\n".join(_lines(record, mention if isinstance(mention, Mention) else _find(record, mention)))


def _find(record: Record, name: str) -> Mention:
    """The mention with this id, else the first with this text."""
    for mention in record.mentions:
        if mention.id == name:
            return mention
    for mention in record.mentions:
        if mention.text == name:
            return mention
    known = "、".join(dict.fromkeys(m.text for m in record.mentions)) or "none"
    raise InputError(f"no mention {name!r} in this record; it has: {known}")


def _lines(record: Record, mention: Mention) -> Iterator[str]:
    span = mention.span
    form = "" if mention.form.value == "name" else f", {mention.form.value}"
    yield f"{mention.type.value} {visible(span.text)} ({span.start}-{span.end}) {mention.id}{form}"
    yield f"  found by: {mention.rule or 'unknown'}, {mention.score}"
    proposals = record.proposals()
    if proposals is None:
        yield "  others considered: not kept in JSON; extract the text again to see them"
    else:
        yield from (f"  {line}" for line in _considered(mention, proposals))
    if mention.basis:
        yield f"  basis: {mention.basis}"
    yield f"  entity: {mention.ref}"
    yield from (f"    {key}: {visible(value)}" for key, value in facts(mention.entity))


def _considered(mention: Mention, proposals: list[Proposal]) -> Iterator[str]:
    """Who else proposed this span, and the overlapping proposals that lost, the best first."""
    span = mention.span
    rivals = [p for p in proposals if p.span.start < span.end and span.start < p.span.end]
    same = [p for p in rivals if p.type is mention.type and (p.span.start, p.span.end) == (span.start, span.end)]
    others = sorted({p.rule for p in same if p.rule != mention.rule})
    if others:
        yield f"found also by: {', '.join(others)}"
    layered = mention.type in _LAYERED
    lost = [p for p in rivals if not p.won and p not in same and (p.type in _LAYERED) is layered]
    for p in sorted(lost, key=lambda p: (-p.score, p.span.start, p.span.end, p.rule)):
        reason = "rejected" if p.score == 0 else f"{p.score:.3f}, yields to what scored better or is longer"
        yield f"lost: {p.type.value} {visible(p.span.text)} ({p.span.start}-{p.span.end}) by {p.rule}, {reason}"
