"""What a report shows: the tables of a dump, grouped by what a page is about, and where each thing's page is."""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from govner.analysis import Identities, directory, identify, slogan_uses, visits
from govner.analysis.dump_tables import DumpTables, plain_rows
from govner.analysis.events import attendance
from govner.analysis.holdings import conflicts
from govner.analysis.identity import Identity
from govner.analysis.seats import area_path

Row = dict[str, Any]
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ADMINISTRATIVE = frozenset({"province", "prefecture", "county", "township", "community"})


@dataclass(slots=True)
class ArticleEntry:
    """An article in the report: its number, its row in the table `records`, and its marked text in the spool."""

    number: int
    row: Row
    legend: str
    offset: int
    length: int

    @property
    def path(self) -> str:
        return f"articles/a{self.number}.html"

    @property
    def title(self) -> str:
        return str(self.row["title"] or self.row["record_id"])

    @property
    def day(self) -> str:
        """Day of publication (ISO); "" where it is unknown or written otherwise."""
        text = str(self.row["published"] or "")[:10]
        return text if _ISO_DAY.fullmatch(text) else ""


@dataclass(slots=True)
class PlaceEntry:
    """An area of the tree: its chain of names, its codes, the areas below it, and the articles that name it."""

    number: int
    path: tuple[str, ...]
    codes: set[str] = field(default_factory=set)
    children: list[tuple[str, ...]] = field(default_factory=list)
    records: set[str] = field(default_factory=set)
    visits: list[Row] = field(default_factory=list)

    @property
    def name(self) -> str:
        return "".join(self.path)

    @property
    def url(self) -> str:
        return f"places/l{self.number}.html"


class Content:
    """Everything that pages are made of.

    Args:
        tables: the dump's tables.
        articles: its articles, newest first.
    """

    def __init__(self, tables: DumpTables, articles: list[ArticleEntry]) -> None:
        self.articles = articles
        self.by_record = {str(a.row["record_id"]): a for a in articles}
        self.events = _grouped(tables, "events", ("record_id",))
        self.participants = _grouped(tables, "participants", ("record_id", "event_id"))
        self.stops = _grouped(tables, "stops", ("record_id", "event_id"))
        self.statements = _grouped(tables, "statements", ("record_id",))
        self.slogans = _grouped(tables, "slogans", ("record_id",))
        self.identities: Identities = identify(tables)
        self.identity = {person.id: person for person in self.identities.all}
        self.who = self.identities.by_mention()
        self.shown = self._with_pages()
        self._pages = {person.id for person in self.shown}
        holdings = directory(tables, self.identities)
        self.conflicts = plain_rows(conflicts(holdings))
        self.holdings: dict[str, list[Row]] = defaultdict(list)
        for row in plain_rows(holdings):
            self.holdings[row["identity"]].append(row)
        self.latest = {row["identity"]: row["post"] for row in plain_rows(self.identities.people)}
        self.visits = plain_rows(visits(tables, self.identities))
        self.trails: dict[str, list[Row]] = defaultdict(list)
        for row in self.visits:
            self.trails[row["identity"]].append(row)
        self.together = self._co_attendance(tables)
        self.uses: dict[str, list[Row]] = defaultdict(list)
        for row in plain_rows(slogan_uses(tables, self.identities)):
            self.uses[str(row["slogan"])].append(row)
        self.slogan_numbers = {name: at for at, name in enumerate(sorted(self.uses), 1)}
        self.places = self._place_tree(tables)
        self.namesakes: dict[str, list[Identity]] = defaultdict(list)
        for person in self.shown:
            self.namesakes[person.name].append(person)
        self.record_people: dict[str, list[Identity]] = defaultdict(list)
        for (record, _), person in self.who.items():
            self.record_people[record].append(person)

    def _with_pages(self) -> list[Identity]:
        """Officials, and others who are in several articles; a name seen once has only its article."""
        return [
            person
            for person in self.identities.all
            if person.kind == "official" or (person.kind == "person" and len(person.records) > 1)
        ]

    def _co_attendance(self, tables: DumpTables) -> dict[str, Counter[str]]:
        """For each person, how many events each other person shares with them."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for _, group in attendance(tables, self.identities).groupby(["record_id", "event_id"], sort=False):
            present = sorted(set(group["identity"]))
            for one in present:
                found[one].update(other for other in present if other != one)
        return found

    def _place_tree(self, tables: DumpTables) -> dict[tuple[str, ...], PlaceEntry]:
        """The areas that articles name, with all that lie above them."""
        found: dict[tuple[str, ...], PlaceEntry] = {}
        for row in plain_rows(tables["places"]):
            path = area_path(row["full_name"]) if row["level"] in _ADMINISTRATIVE else ()
            for depth in range(1, len(path) + 1):
                entry = found.setdefault(path[:depth], PlaceEntry(0, path[:depth]))
                entry.records.add(str(row["record_id"]))
            if path and row["code"]:
                found[path].codes.add(str(row["code"]))
        for at, path in enumerate(sorted(found), 1):
            found[path].number = at
            if len(path) > 1:
                found[path[:-1]].children.append(path)
        for row in self.visits:
            path = area_path(str(row["place"]))
            # A venue in an area that is known is a visit to the area.
            while path and path not in found:
                path = path[:-1]
            for depth in range(1, len(path) + 1):
                found[path[:depth]].visits.append(row)
        return found

    def person_url(self, person: Identity | None) -> str | None:
        """The person's page; for one who has none, None."""
        return f"people/{person.id.lower()}.html" if person is not None and person.id in self._pages else None

    def place_url(self, name: str | None) -> str | None:
        entry = self.places.get(area_path(name)) if name else None
        return entry.url if entry else None

    def slogan_url(self, name: str) -> str | None:
        number = self.slogan_numbers.get(name)
        return f"slogans/k{number}.html" if number else None


def _grouped(tables: DumpTables, name: str, keys: tuple[str, ...]) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in plain_rows(tables[name]):
        found[row[keys[0]] if len(keys) == 1 else tuple(row[key] for key in keys)].append(row)
    return found
