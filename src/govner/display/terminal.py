"""A record in a terminal (rich): its text in colours and what happened, or its tables."""
from __future__ import annotations

import sys
from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.table import Table as RichTable
from rich.text import Text
from rich.tree import Tree

from govner.display.escaping import same_length, visible
from govner.display.facts import place_and_code
from govner.display.html import to_html
from govner.display.labels import both, status_word, word
from govner.records import BlockKind, Event, EventType, MentionType, Record, Slogan, Statement
from govner.records.frames import name_of, rows

# Table, columns shown, heading.
_SHOWN = (
    ("people", ("name", "post", "status"), "People 人物"),
    ("places", ("name", "full_name", "code", "valid_to"), "Places 地名"),
    ("dates", ("text", "value", "basis"), "Dates 时间"),
    ("slogans", ("surface", "kind", "items"), "Slogans 提法"),
    ("events", ("type", "trigger", "date", "lead", "places", "stops"), "Events 事件"),
    ("participants", ("event_id", "name", "role", "post"), "Participants 参加者"),
    ("statements", ("speaker", "cue", "points", "text"), "Statements 讲话"),
)
_STYLES = {
    MentionType.PERSON: "bold blue", MentionType.POST: "magenta", MentionType.ORGANIZATION: "yellow",
    MentionType.PLACE: "green", MentionType.DATE: "red", MentionType.SLOGAN: "cyan", MentionType.GROUP: "italic",
    MentionType.EVENT: "underline",
}


def to_tables(record: Record) -> Iterator[RichTable]:
    """The record's tables that are not empty, ready for ``rich.print``."""
    for name, columns, heading in _SHOWN:
        data = list(rows(record, name))
        if not data:
            continue
        table = RichTable(title=heading, title_justify="left", expand=False)
        for column in columns:
            table.add_column(column, overflow="fold")
        for row in data:
            table.add_row(*(Text("" if row[c] is None else visible(str(row[c]))) for c in columns))
        yield table


def to_terminal(record: Record) -> RenderableType:
    """The record for ``rich.print``: text in colours, events, statements, slogans, warnings.

    >>> import govner
    >>> from rich.console import Console
    >>> record = govner.extract("9月8日下午，副市长李文远到河口区调研。", published="2020-09-08")
    >>> Console(width=60).print(to_terminal(record))
    人物 1  职务 1  地点 1  时间 1
    <BLANKLINE>
    9月8日下午，副市长李文远到河口区调研。
    <BLANKLINE>
    调研 research_visit “调研”
    ├── 时间 2020-09-08TAF
    ├── 地点 山东省东营市河口区 (370503)
    └── 带队 lead 李文远（东营市人民政府副市长）
    """
    parts: list[RenderableType] = [_legend(record), Text(""), *_paragraphs(record)]
    parts += [_event(e) for e in record.events if e.type is not EventType.SITE_STOP]
    parts += [_statement(q) for q in record.statements]
    parts += [_slogan(k) for k in record.slogans]
    parts += [Text(f"! {visible(w)}", style="bold red") for w in record.warnings]
    return Group(*parts)


def display(record: Record) -> None:
    """See :meth:`govner.Record.display`."""
    if _in_notebook():
        from IPython.display import HTML
        from IPython.display import display as show

        show(HTML(to_html(record, full_page=False)))  # type: ignore[no-untyped-call]
    else:
        Console(highlight=False).print(to_terminal(record))


def _in_notebook() -> bool:
    """Whether a notebook's kernel runs this; nothing is imported to find out."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return getattr(shell, "kernel", None) is not None


def _legend(record: Record) -> Text:
    legend = Text()
    for kind in MentionType:
        number = sum(m.type is kind for m in record.mentions)
        if number:
            legend.append(f"{word(kind)} {number}", style=_STYLES[kind]).append("  ")
    legend.rstrip()
    return legend


def _paragraphs(record: Record) -> Iterator[Text]:
    """Title and body in colours, the rest of the page left out."""
    kept = [b for b in record.blocks if b.duplicate_of is None]
    text = Text(same_length(record.raw_text))
    for mention in record.mentions:
        text.stylize(_STYLES[mention.type], mention.span.start, mention.span.end)
    for block in kept:
        line = text[block.span.start : block.span.end]
        if block.in_body:
            yield line
        elif block.kind in (BlockKind.TITLE, BlockKind.SUBTITLE):
            line.stylize("bold")
            yield line
    yield Text("")


def _names(event: Event) -> Iterator[tuple[str, str]]:
    """Role and names, one line a role."""
    by_role: dict[str, list[str]] = {}
    for p in event.participants:
        post = f"（{p.post.label}）" if p.post else ""
        by_role.setdefault(f"{word(p.role)} {p.role.value}", []).append(name_of(p.entity) + post)
    for role, names in by_role.items():
        yield role, "、".join(names)


def _event(event: Event) -> Tree:
    status = "" if event.status == "occurred" else f" · {status_word(event.status)}"
    tree = Tree(_label(f"{both(event.type)} “{event.trigger.text}”{status}"))
    lines = [
        ("时间", event.date.value if event.date else ""),
        ("地点", "、".join(map(place_and_code, event.places))),
        ("路线", " → ".join(s.span.text for s in event.stops)),
        *_names(event),
        ("议题", "；".join(t.text for t in event.topics)),
    ]
    for key, value in lines:
        if value:
            tree.add(_line(key, value))
    return tree


def _statement(statement: Statement) -> Tree:
    tree = Tree(_label(f"{name_of(statement.speaker)} {statement.cue.text} · {both(statement.act)}"))
    if statement.points:
        for point in statement.points:
            tree.add(_line(str(point.ordinal), point.span.text))
    elif statement.text or statement.topic:
        tree.add(Text(visible(statement.text or (statement.topic.text if statement.topic else ""))))
    return tree


def _slogan(slogan: Slogan) -> Tree:
    tree = Tree(_label(f"{slogan.surface} · {both(slogan.kind)}"))
    for item in slogan.items:
        tree.add(Text(visible(item.text)))
    return tree


def _label(text: str) -> Text:
    return Text(visible(text), style="bold")


def _line(key: str, value: str) -> Text:
    return Text.assemble((f"{key} ", "dim"), visible(value))
