"""Sightings: one person in one article, with the posts that the article gives them."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from govner.analysis.dump_tables import DumpTables, plain_rows
from govner.analysis.seats import Seat, area_path, seats

Claim = Literal["incumbent", "acting", "nominated", "appointed", "removed", "former"]

_REMOVES = re.compile(r"免|辞|不再|撤|罢|卸任|调离")
# 林若川为…副区长, 林若川同志任…书记: the words between name and post of a decision, not of a description.
_APPOINTED = re.compile(r"(?:同志|（[^（）]{1,20}）|\([^()]{1,20}\))?(?:当选为?|任|为|担任|出任|就任)")
_RECENT = timedelta(days=30)
_WHOLE_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}")


@dataclass(slots=True)
class Sighting:
    """One person in one article.

    Attributes:
        record, person: ids.
        day: day of publication, None where unknown.
        claims: what the article says of each seat: held (incumbent, acting), given (appointed), taken (removed), to
            be given (nominated), held once (former); with the day on which that held.
        area: the article's own area.
        byline: the name stands among the article's authors and has no post.
    """

    record: str
    person: str
    name: str
    day: date | None
    area: tuple[str, ...]
    byline: bool
    mentions: int
    claims: list[tuple[Seat, Claim, date | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Moves:
    """An article's decisions on posts: the day, who is named in those that appoint and those that remove."""

    appointed: frozenset[str]
    removed: frozenset[str]
    day: date | None


def sightings(dump: DumpTables) -> list[Sighting]:
    """All people of all articles, in the dump's order."""
    published = {key: _day(value) for key, value in dump.published.items()}
    about = {row["record_id"]: row for row in plain_rows(dump["records"])}
    moves = _moves(dump)
    all_seats = seats(dump)
    found: dict[tuple[Any, Any], Sighting] = {}
    for row in plain_rows(dump["people"]):
        record: Any = row["record_id"]
        key = record, row["id"]
        sighting = found.get(key)
        if sighting is None:
            article = about.get(record, {})
            sighting = found[key] = Sighting(
                record=record,
                person=str(row["id"]),
                name=str(row["name"]),
                day=published.get(record),
                area=area_path(_optional(article.get("area"))),
                byline=str(row["name"]) in str(article.get("byline") or ""),
                mentions=int(row["mentions"] or 0),
            )
        seat = all_seats.get((record, row["post_id"])) if row["post_id"] else None
        if seat is not None:
            sighting.byline = False
            sighting.claims.append(_claim(row, seat, sighting, moves.get(record)))
    return list(found.values())


def _claim(
    row: dict[str, object], seat: Seat, sighting: Sighting, moves: _Moves | None
) -> tuple[Seat, Claim, date | None]:
    """What the row says of the seat; a decision's day is that of its event, if the text gives it."""
    status = str(row["status"] or "incumbent")
    seen = sighting.day or _day(row["as_of"])
    decided = (moves.day if moves else None) or seen
    evidence = str(row["evidence"] or "")
    if status == "removed":
        return seat, "removed", decided
    if status in ("incumbent", "acting"):
        if _gives(evidence, sighting.name):
            return seat, "appointed", decided
        if moves and sighting.person in moves.removed - moves.appointed and f"{sighting.name}的" in evidence:
            return seat, "removed", decided
    if status in ("former", "nominated", "acting"):
        return seat, status, seen  # type: ignore[return-value]
    return seat, "incumbent", seen


def _gives(evidence: str, name: str) -> bool:
    """Whether the words of a holding are those of a decision that gives it."""
    at = evidence.find(name)
    while at >= 0:
        if _APPOINTED.match(evidence, at + len(name)):
            return True
        at = evidence.find(name, at + 1)
    return False


def _moves(dump: DumpTables) -> dict[str, _Moves]:
    """The decisions on posts, by record.

    Posts are also given at meetings of leading cadres (宣布…决定); the appointment's own day has the last word.
    """
    events = {(row["record_id"], row["id"]): row for row in plain_rows(dump["events"])}
    appointed: dict[str, set[str]] = {}
    removed: dict[str, set[str]] = {}
    for row in plain_rows(dump["participants"]):
        event = events.get((row["record_id"], row["event_id"]))
        if row["role"] == "appointee" and event is not None:
            side = removed if _REMOVES.search(str(event["trigger"] or "")) else appointed
            side.setdefault(str(row["record_id"]), set()).add(str(row["entity_id"]))
    days: dict[str, date | None] = {}
    for kind in ("meeting", "legislative", "appointment"):
        for (record, _), row in events.items():
            if row["type"] == kind:
                text = str(row["date"] or "")
                day = _day(text[:10]) if _WHOLE_DAY.match(text) else None
                days[str(record)] = day or days.get(str(record))
    written = _only_days(dump)
    published = {record: _day(day) for record, day in dump.published.items()}
    found: dict[str, _Moves] = {}
    for record in sorted(days.keys() | written.keys()):
        day = days.get(record)
        if day is None or day == published.get(record):  # An event without a date of its own has the page's.
            day = written.get(record, day)
        found[record] = _Moves(frozenset(appointed.get(record, ())), frozenset(removed.get(record, ())), day)
    return found


def _only_days(dump: DumpTables) -> dict[str, date]:
    """The day that an article's text names, where it names one only and not long before it was published."""
    named: dict[str, set[date]] = {}
    for row in plain_rows(dump["dates"]):
        value = str(row["value"] or "")
        day = _day(value[:10]) if _WHOLE_DAY.match(value) and row["id"] != "D0" else None
        if day is not None:
            named.setdefault(str(row["record_id"]), set()).add(day)
    found: dict[str, date] = {}
    for record, text in dump.published.items():
        published = _day(text)
        recent = named.get(record, set()) - {published}
        if len(recent) == 1 and published is not None:
            day = next(iter(recent))
            if timedelta() <= published - day <= _RECENT:
                found[record] = day
    return found


def _optional(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
