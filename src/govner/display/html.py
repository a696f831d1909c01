"""A record as one self-contained HTML page: the article with coloured mentions, then what happened and who said what.

Everything that comes from the article is escaped; the page loads nothing and runs no script.
"""
from __future__ import annotations

from collections.abc import Iterable
from html import escape

from govner.records import Event, Mention, Record, Slogan, Statement
from govner.records.frames import name_of

_STYLE = """
:root { color-scheme: light dark; --line: #8886; }
body { font: 16px/1.8 system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: auto;
  max-width: 52rem; padding: 1rem; }
h1 { font-size: 1.3rem; } h2 { font-size: 1.05rem; border-bottom: 1px solid var(--line); margin-top: 2rem; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.chrome { opacity: .45; }
mark { color: inherit; border-radius: .25em; padding: .05em .15em; }
.PERSON { background: #4f8ef740; } .POST { background: #9b6ef340; } .ORGANIZATION { background: #f2a33a45; }
.PLACE { background: #3fae6a45; } .DATE { background: #e4587a40; } .SLOGAN { background: #d9c02a50; }
.GROUP { border-bottom: 2px dotted #f2a33a; background: none; }
.EVENT { border-bottom: 2px solid #e4587a; background: none; }
.card { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .9rem; margin: .7rem 0; }
.card p { margin: .2rem 0; } .key { opacity: .65; margin-right: .4em; }
"""


def to_html(record: Record, *, full_page: bool = True) -> str:
    """The record as HTML.

    Args:
        full_page: a whole document; False gives a fragment with its style, for a notebook.

    >>> from govner.records import Provenance, Record
    >>> page = to_html(Record(id="<b>", sha256="", length=0, provenance=Provenance(generator="test")))
    >>> "<b>" in page, "&lt;b&gt;" in page
    (False, True)
    """
    title = escape(record.metadata.title or record.id)
    body = "\n".join(
        [
            f"<h1>{title}</h1>",
            f'<p class="text">{_marked_text(record)}</p>',
            *_section("事件 Events", (_event_card(e) for e in record.events if e.type.value != "site_stop")),
            *_section("讲话 Statements", (_statement_card(q) for q in record.statements)),
            *_section("提法 Slogans", (_slogan_card(k) for k in record.slogans)),
            *_section("提示 Warnings", (f"<p>{escape(w)}</p>" for w in record.warnings)),
        ]
    )
    if not full_page:
        return f"<style>{_STYLE}</style><article>{body}</article>"
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body>\n{body}\n</body></html>\n"
    )


def _section(title: str, cards: Iterable[str]) -> list[str]:
    inside = list(cards)
    return [f"<h2>{title}</h2>", *inside] if inside else []


def _marked_text(record: Record) -> str:
    """The raw text with a tag around every mention; crossing mentions are cut at the outer one's end."""
    pieces: list[str] = []
    open_ends: list[int] = []
    position = 0
    chrome = sorted((b.span.start, b.span.end) for b in record.blocks if not b.in_body and b.kind.value != "title")
    events = sorted(record.mentions, key=lambda m: (m.span.start, -m.span.end))

    def advance(to: int) -> None:
        nonlocal position
        while open_ends and open_ends[-1] <= to:
            end = open_ends.pop()
            pieces.append(_plain(record.raw_text, position, end, chrome) + "</mark>")
            position = end
        pieces.append(_plain(record.raw_text, position, to, chrome))
        position = to

    for mention in events:
        if mention.span.start < position:
            continue
        advance(mention.span.start)
        end = min([mention.span.end, *open_ends])
        if end <= position:
            continue
        pieces.append(f'<mark class="{mention.type.value}" title="{escape(_tooltip(mention))}">')
        open_ends.append(end)
    advance(len(record.raw_text))
    return "".join(pieces)


def _plain(raw: str, start: int, end: int, chrome: list[tuple[int, int]]) -> str:
    """Escaped text of a range, page chrome dimmed."""
    out: list[str] = []
    position = start
    for a, b in chrome:
        if b <= position or a >= end:
            continue
        out.append(escape(raw[position : max(a, position)]))
        out.append(f'<span class="chrome">{escape(raw[max(a, position) : min(b, end)])}</span>')
        position = min(b, end)
    out.append(escape(raw[position:end]))
    return "".join(out)


def _tooltip(mention: Mention) -> str:
    entity = mention.entity
    parts = [mention.type.value, name_of(entity)]
    parts += [str(getattr(entity, field)) for field in ("value", "code") if getattr(entity, field, None)]
    return " · ".join(part for part in parts if part)


def _line(key: str, value: str) -> str:
    return f'<p><span class="key">{key}</span>{escape(value)}</p>' if value else ""


def _event_card(event: Event) -> str:
    people: dict[str, list[str]] = {}
    for participant in event.participants:
        post = f"（{participant.post.label}）" if participant.post else ""
        people.setdefault(participant.role.value, []).append(name_of(participant.entity) + post)
    lines = [
        _line("type", f"{event.type.value} “{event.trigger.text}” [{event.status}]"),
        _line("date", f"{event.date.value}" if event.date else ""),
        _line("places", "、".join(name_of(p) for p in event.places)),
        _line("stops", " → ".join(s.span.text for s in event.stops)),
        *(_line(role, "、".join(names)) for role, names in people.items()),
        _line("topics", "；".join(t.text for t in event.topics)),
    ]
    return f'<div class="card">{"".join(lines)}</div>'


def _statement_card(statement: Statement) -> str:
    lines = [
        _line(f"{name_of(statement.speaker)} {statement.cue.text}", statement.text or f"（{_topic(statement)}）"),
        *(_line(f"{p.ordinal}", p.span.text) for p in statement.points),
    ]
    return f'<div class="card">{"".join(lines)}</div>'


def _topic(statement: Statement) -> str:
    return statement.topic.text if statement.topic else "无内容"


def _slogan_card(slogan: Slogan) -> str:
    members = "、".join(item.text for item in slogan.items)
    return f'<div class="card">{_line(slogan.kind.value, slogan.surface + ("：" + members if members else ""))}</div>'
