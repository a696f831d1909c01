"""The directory of holdings: who held which post from when to when, how that is known, and what contradicts it."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd

from govner.analysis.careers import TOLERANCE, Station
from govner.analysis.dump_tables import Source, plain_rows, read_tables
from govner.analysis.identity import Identities, Identity, identify

_COLUMNS = [
    "identity", "name", "post", "area", "body", "title", "track", "tier", "single", "start", "start_basis", "end",
    "end_basis", "ended_by", "articles", "first_record", "last_record",
]


def directory(source: Source, people: Identities | None = None) -> pd.DataFrame:
    """Who held which post, from when to when.

    Args:
        source: a dump, records, or a file of them.
        people: what :func:`identify` found in it; found here if not given.

    Returns:
        One row a person and post, in order of post and start. `start` is the day of the decision that gave the post
        (`start_basis` "appointed") or that of the first article that shows it held ("first_seen"); `end` likewise
        ("removed", "last_seen"; "open" where the post is seen in no dated article). `ended_by`: the first day known
        on which it was held no more (named as former, or another in the single seat). `single`: only one person can
        hold it at a time.

    >>> directory([]).empty
    True
    """
    identities = people or identify(read_tables(source))
    rows = [row for person in identities.all for row in _rows(person)]
    frame = pd.DataFrame(rows, columns=_COLUMNS)
    frame = frame.sort_values(["area", "body", "title", "start", "identity"], na_position="last", kind="stable")
    return _with_successors(frame.reset_index(drop=True))


def _rows(person: Identity) -> Iterator[tuple[object, ...]]:
    for station in person.stations:
        if not station.days and not station.taken and not station.former:
            continue
        seat = station.seat
        start, start_basis = _start(station)
        end, end_basis = _end(station)
        former = station.former.isoformat() if station.former and (not end or station.former > end) else None
        yield (
            person.id, person.name, seat.label, "".join(seat.area), seat.body, seat.title, seat.track, seat.tier,
            seat.single, start and start.isoformat(), start_basis, end and end.isoformat(), end_basis, former,
            len(station.records), station.records[0], station.records[-1],
        )


def _start(station: Station) -> tuple[date | None, str]:
    """The day of the decision, unless articles show the post held well before (a re-election)."""
    first = min(station.days, default=None)
    if station.given and (first is None or station.given <= first + TOLERANCE):
        return station.given, "appointed"
    return (first, "first_seen") if first else (None, "open")


def _end(station: Station) -> tuple[date | None, str]:
    """The day of the decision, unless articles show the post held well after it."""
    last = max(station.days, default=None)
    if station.taken and (last is None or last <= station.taken + TOLERANCE):
        return station.taken, "removed"
    return (last, "last_seen") if last else (None, "open")


def _with_successors(frame: pd.DataFrame) -> pd.DataFrame:
    """Fills `ended_by` with the start of the next holder of a single seat."""
    rows = plain_rows(frame)
    for held in _single_seats(rows):
        for row in held:
            later = [other["start"] for other in held if other is not row and other["start"] >= (row["end"] or "9")]
            row["ended_by"] = row["ended_by"] or min(later, default=None)
    return pd.DataFrame(rows, columns=_COLUMNS)


def _single_seats(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The dated holdings of each seat that one person holds at a time."""
    seats: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in rows:
        if row["single"] and row["start"]:
            seats.setdefault((row["area"], row["body"], row["title"]), []).append(row)
    return list(seats.values())


def conflicts(holdings: pd.DataFrame) -> pd.DataFrame:
    """What contradicts itself in a directory.

    Args:
        holdings: what :func:`directory` returned.

    Returns:
        One row a conflict. `kind`: "two_holders" (two people in a single seat for more than six weeks), "after_end"
        (a holder shown after the seat's own end: the interval's days are out of order).

    >>> conflicts(directory([])).empty
    True
    """
    rows: list[tuple[object, ...]] = []
    known = plain_rows(holdings)
    for seat in _single_seats(known):
        held = [row for row in seat if row["end"]]
        for at, one in enumerate(held):
            for two in held[at + 1 :]:
                start, end = max(one["start"], two["start"]), min(one["end"], two["end"])
                if one["identity"] != two["identity"] and _days(start, end) > TOLERANCE:
                    rows.append(("two_holders", one["post"], one["name"], two["name"], one["identity"],
                                 two["identity"], start, end))
    for row in known:
        if row["start"] and row["end"] and row["end"] < row["start"]:
            rows.append(("after_end", row["post"], row["name"], row["name"], row["identity"], row["identity"],
                         row["start"], row["end"]))
    columns = ["kind", "post", "name", "other_name", "identity", "other_identity", "start", "end"]
    return pd.DataFrame(rows, columns=columns)


def _days(start: str, end: str) -> timedelta:
    return date.fromisoformat(end) - date.fromisoformat(start)
