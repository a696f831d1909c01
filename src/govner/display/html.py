"""A record as HTML: the article with coloured mentions, then what happened, who said what, and in which slogans.

Everything that comes from the article is escaped; the page loads nothing and runs no script, and its policy (CSP)
forbids both.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from govner.display.escaping import safe
from govner.display.facts import place_and_code
from govner.display.labels import both, status_word, word
from govner.display.marks import MarkedText
from govner.display.style import PAGE_STYLE, STYLE
from govner.records import Event, EventType, MentionType, Participant, Person, Record, Role, Slogan, Span, Statement
from govner.records.frames import name_of

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def to_html(record: Record, *, full_page: bool = True) -> str:
    """The record as HTML.

    Args:
        full_page: a whole document; False gives a fragment with its style, for a notebook or a page of yours.

    >>> from govner.records import Provenance, Record
    >>> page = to_html(Record(id="<b>", sha256="", length=0, provenance=Provenance(generator="test")))
    >>> "<b>" in page, "&lt;b&gt;" in page
    (False, True)
    """
    return page_of([record]) if full_page else f"<style>{STYLE}</style>{_article(record)}"


def page_of(records: Sequence[Record]) -> str:
    """One page that shows the records one after another."""
    title = safe(_title(records[0])) if len(records) == 1 else f"{len(records)} records"
    body = "\n<hr>\n".join(_article(record) for record in records)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{PAGE_STYLE}{STYLE}</style></head><body>\n{body}\n</body></html>\n"
    )


def _title(record: Record) -> str:
    return record.metadata.title or record.id


def _article(record: Record) -> str:
    text = MarkedText(record)
    events = [e for e in record.events if e.type is not EventType.SITE_STOP]
    parts = [
        f"<h1>{safe(_title(record))}</h1>",
        _metadata(record),
        _legend(record),
        f'<p class="text">{text.html()}</p>',
        *_section("事件 Events", [_event_card(e, text) for e in events]),
        *_section("讲话 Statements", [_statement_card(q, text) for q in record.statements]),
        *_section("提法 Slogans", [_slogan_card(k, text) for k in record.slogans]),
        *_section("提示 Warnings", [f"<p>{safe(w)}</p>" for w in record.warnings]),
    ]
    return f'<article class="govner">{"".join(filter(None, parts))}</article>'


def _metadata(record: Record) -> str:
    page = record.metadata
    area = page.default_place.full_name if page.default_place else None
    shown = [page.published, page.information_source, area, page.url]
    line = " · ".join(safe(value) for value in shown if value)
    return f'<p class="meta">{line}</p>' if line else ""


def _legend(record: Record) -> str:
    number = Counter(m.type for m in record.mentions)
    chips = [f'<mark class="{t.value}">{word(t)} {t.value} {number[t]}</mark>' for t in MentionType if number[t]]
    return f'<p class="legend">{" ".join(chips)}</p>' if chips else ""


def _section(title: str, cards: Sequence[str]) -> list[str]:
    return [f"<h2>{title} ({len(cards)})</h2>", *cards] if cards else []


def _line(key: str, html: str) -> str:
    return f'<p><span class="key">{key}</span>{html}</p>' if html else ""


def _card(anchor: str, heading: str, lines: Iterable[str]) -> str:
    return f'<div class="card" id="{anchor}"><h3>{heading}</h3>{"".join(lines)}</div>'


def _card_anchor(text: MarkedText, event: Event) -> str:
    """Anchors never hold what a record says of itself, so a forged id cannot leave its attribute."""
    number = next(i for i, other in enumerate(text.record.events) if other is event)
    return f"{text.prefix}-e{number}"


def _event_card(event: Event, text: MarkedText) -> str:
    status = "" if event.status == "occurred" else f" · {status_word(event.status)} {event.status}"
    parent = event.parent
    lines = [
        _line("时间 date", _date(event, text)),
        _line("地点 places", "、".join(safe(place_and_code(p)) for p in event.places)),
        _line("会场 venue", safe(name_of(event.venue))),
        _line("路线 stops", " → ".join(text.link(s.span) for s in event.stops)),
        _participants(event, text),
        _line("议题 topics", "；".join(text.link(t) for t in event.topics)),
        _line("属于 part of", _parent_link(parent, text) if parent else ""),
    ]
    return _card(_card_anchor(text, event), f"{both(event.type)} · {text.link(event.trigger)}{status}", lines)


def _date(event: Event, text: MarkedText) -> str:
    if event.date is None:
        return ""
    said = f" {text.link(event.date.span)}" if event.date.span else ""
    return safe(event.date.value) + said


def _parent_link(parent: Event, text: MarkedText) -> str:
    return f'<a href="#{_card_anchor(text, parent)}">{safe(both(parent.type))} · {safe(parent.trigger.text)}</a>'


def _participants(event: Event, text: MarkedText) -> str:
    """One line a role, in protocol order."""
    by_role: dict[Role, list[str]] = {}
    for p in event.participants:
        post = f"（{safe(p.post.label)}）" if p.post else ""
        by_role.setdefault(p.role, []).append(_participant(event, p, text) + post)
    return "".join(_line(both(role), "、".join(names)) for role, names in by_role.items())


def _participant(event: Event, participant: Participant, text: MarkedText) -> str:
    """The name, leading to where the event's sentences say it."""
    mentions = text.record.mentions_of(participant.entity_id)
    near = [m.span for m in mentions if any(e.start <= m.span.start < e.end for e in event.evidence)]
    spans: list[Span] = near or [m.span for m in mentions]
    return text.link(spans[0] if spans else None, name_of(participant.entity))


def _statement_card(statement: Statement, text: MarkedText) -> str:
    speaker = statement.speaker
    post = f"（{safe(statement.speaker_post.label)}）" if statement.speaker_post else ""
    name = text.link(statement.speaker_mention, name_of(speaker) if isinstance(speaker, Person) else None)
    if statement.speaker_mention is None:
        name = safe(name_of(speaker))
    said = _before_points(statement)
    lines = [f'<div class="said">{safe(said)}</div>' if said else ""]
    if statement.topic:
        lines.append(_line("议题 topic", text.link(statement.topic)))
    if statement.points:
        lines.append("<ol>" + "".join(f'<li value="{p.ordinal}">{safe(p.span.text)}</li>' for p in statement.points))
        lines.append("</ol>")
    lines.append(_line("提法 slogans", "、".join(text.link(k.span, k.surface) for k in statement.slogans)))
    heading = f"{name}{post} {safe(statement.cue.text)} · {both(statement.act)}"
    return f'<div class="card"><h3>{heading}</h3>{"".join(lines)}</div>'


def _before_points(statement: Statement) -> str:
    """What was said, up to the numbered points, which are listed."""
    if statement.content is None or not statement.points:
        return statement.text
    first = statement.points[0].marker or statement.points[0].span
    return statement.content.text[: max(0, first.start - statement.content.start)].rstrip()


def _slogan_card(slogan: Slogan, text: MarkedText) -> str:
    members = "".join(
        f"<li>{text.link(item.span, item.text)}{'' if item.span else ' · lexicon'}</li>" for item in slogan.items
    )
    known = [slogan.canonical or "", "" if slogan.complete is not False else "不完整 incomplete"]
    heading = f"{text.link(slogan.span, slogan.surface)} · {both(slogan.kind)}"
    lines = [_line("", safe(" · ".join(filter(None, known)))), f"<ol>{members}</ol>" if members else ""]
    return f'<div class="card"><h3>{heading}</h3>{"".join(lines)}</div>'
