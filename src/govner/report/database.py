"""Records as far as a report shows them, from the DuckDB file of `govner batch`: text, mentions, names of entities."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pydantic

from govner.analysis.database import opened
from govner.errors import InputError
from govner.records import (
    DateExpression,
    Mention,
    Organization,
    Person,
    Place,
    Post,
    Provenance,
    Record,
    Slogan,
    Span,
    Table,
)

_BATCH = 500
_QUERIES = {
    "mentions": "SELECT record_id, id, type, form, entity_id, start_char, end_char, rule, score FROM mentions",
    "people": "SELECT record_id, id, name FROM people",
    "posts": "SELECT record_id, id, label, title, base_title FROM posts",
    "organizations": "SELECT record_id, id, name FROM organizations",
    "places": "SELECT record_id, id, name, full_name, kind FROM places",
    "dates": "SELECT record_id, id, timex_type, value, granularity, basis FROM dates",
    "slogans": "SELECT record_id, id, surface, kind FROM slogans",
}


def shown_records(path: Path) -> Iterator[Record]:
    """The records of a database, with what :class:`govner.display.marks.MarkedText` shows of them.

    A database keeps no blocks, so the page's chrome is not dimmed; and one that was written without the articles'
    text gives records without text.

    Raises:
        InputError: the database holds what is in no record of govner.
    """
    with opened(path) as connection:
        heads = connection.execute("SELECT record_id, sha256, length, text FROM records ORDER BY record_id").fetchall()
        for at in range(0, len(heads), _BATCH):
            part = heads[at : at + _BATCH]
            ids = [head[0] for head in part]
            rows = {
                name: _by_record(connection.execute(f"{query} WHERE record_id IN (SELECT unnest(?))", [ids]).fetchall())
                for name, query in _QUERIES.items()
            }
            for head in part:
                try:
                    yield _record(head, {name: found.get(head[0], []) for name, found in rows.items()})
                except pydantic.ValidationError as error:
                    what = error.errors()[0]["msg"]
                    message = f"{path}: article {head[0]!r} is no govner record ({what}): make it with `govner batch`"
                    raise InputError(message) from None


def _by_record(rows: list[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row[1:])
    return found


def _record(head: tuple[Any, ...], rows: dict[str, list[tuple[Any, ...]]]) -> Record:
    record_id, sha256, length, text = head
    raw = text or ""
    mentions = [
        Mention(id=key, type=kind, form=form, ref=ref, span=Span.cut(raw, start, end), rule=rule, score=score)
        for key, kind, form, ref, start, end, rule, score in rows["mentions"]
        if raw
    ]
    mentions.sort(key=lambda m: (m.span.start, -m.span.end, m.id))
    return Record(
        id=record_id,
        sha256=sha256,
        length=length,
        raw_text=raw,
        mentions=mentions,
        people=Table([Person(id=key, name=name) for key, name in rows["people"]]),
        posts=Table([Post(id=k, label=label, title=title, base_title=base) for k, label, title, base in rows["posts"]]),
        organizations=Table([Organization(id=key, name=name) for key, name in rows["organizations"]]),
        places=Table([Place(id=k, name=name, full_name=full, kind=kind) for k, name, full, kind in rows["places"]]),
        dates=Table(
            [
                DateExpression(id=key, timex_type=timex, value=value, granularity=size, basis=basis)
                for key, timex, value, size, basis in rows["dates"]
            ]
        ),
        slogans=Table([Slogan(id=k, kind=kind, quoted=False, surface=surface) for k, surface, kind in rows["slogans"]]),
        provenance=Provenance(generator="govner"),
    )
