"""Reading the DuckDB file that `govner batch` writes."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from govner.errors import InputError, MissingExtraError

# The tables of an analysis, from those of the database; days become ISO texts.
_QUERIES = {
    "records": """
        SELECT record_id, title, CAST(published AS VARCHAR) AS published, url, area,
               NULLIF(concat_ws('、', author, editor), '') AS byline FROM records""",
    "people": """
        SELECT p.record_id, p.id, p.name, h.post, h.post_id, h.status, CAST(h.as_of AS VARCHAR) AS as_of, {evidence},
               p.mentions
        FROM people p LEFT JOIN holdings h ON h.record_id = p.record_id AND h.person_id = p.id
        ORDER BY p.record_id, length(p.id), p.id, h.position""",
    "posts": "SELECT * FROM posts",
    "organizations": "SELECT * FROM organizations",
    "places": "SELECT record_id, id, name, full_name, kind, level, code FROM places",
    "dates": "SELECT record_id, id, value FROM dates",
    "slogans": "SELECT record_id, id, surface, canonical, kind, items FROM slogans",
    "events": """
        SELECT record_id, id, type, trigger_word AS trigger, date, CAST(start_date AS VARCHAR) AS start, places,
               topics, status FROM events""",
    "participants": """
        SELECT record_id, event_id, position AS "order", name, entity_id, role, post FROM participants
        ORDER BY record_id, event_id, position""",
    "stops": "SELECT record_id, event_id, position AS \"order\", text, place FROM stops",
    "statements": "SELECT record_id, id, speaker, speaker_id, cue, text, event_id, {slogans} FROM statements",
}
# Columns that a database written by an older govner has not.
_LATER = {"evidence": ("holdings", "h.evidence"), "slogans": ("statements", "slogans")}


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """A read-only connection.

    Raises:
        MissingExtraError: duckdb is not installed.
        InputError: the file cannot be read, or was not written by `govner batch`.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("duckdb", "analysis", "reading a DuckDB file") from None
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise InputError(f"cannot read {path}: {error}") from error
    try:
        yield connection
    except duckdb.CatalogException as error:
        raise InputError(f"{path} lacks a table of govner ({error}): make it with `govner batch`") from error
    finally:
        connection.close()


def tables_of(path: Path) -> dict[str, pd.DataFrame]:
    """The tables of an analysis, by name.

    Raises:
        InputError: see :func:`opened`.
    """
    with opened(path) as connection:
        found = connection.execute("SELECT table_name, column_name FROM information_schema.columns").fetchall()
        columns = {
            name: expression if (table, name) in found else f"NULL AS {name}"
            for name, (table, expression) in _LATER.items()
        }
        frames = {name: connection.execute(query.format(**columns)).df() for name, query in _QUERIES.items()}
    return {name: frame.astype(object).where(frame.notna(), None) for name, frame in frames.items()}
