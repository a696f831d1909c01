"""Who appears with whom, in which order, and where leaders go."""
from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from govner.analysis.dump_tables import Source, plain_rows, read_tables
from govner.analysis.identity import Identities, identify
from govner.display.escaping import visible
from govner.errors import MissingExtraError

if TYPE_CHECKING:
    import networkx

#: Events that people attend; an appointment names people who need not be there, a stop repeats its visit.
_NOT_MET = frozenset({"appointment", "site_stop", "letter", "policy_release", "award"})
_VISITS = frozenset({"research_visit", "inspection", "condolence", "study_tour"})


def attendance(source: Source, people: Identities | None = None) -> pd.DataFrame:
    """Who attended what: one row for each person at each event that people attend.

    Columns: identity, name, post, role, order, record_id, event_id, event_type, day (of the event, else of
    publication). Events that are planned, denied or habitual are left out.

    >>> attendance([]).empty
    True
    """
    dump = read_tables(source)
    who = (people or identify(dump)).by_mention()
    published = dump.published
    events = {(row["record_id"], row["id"]): row for row in plain_rows(dump["events"])}
    rows = []
    for row in plain_rows(dump["participants"]):
        event = events.get((row["record_id"], row["event_id"]))
        person = who.get((str(row["record_id"]), str(row["entity_id"])))
        if event is None or person is None or event["type"] in _NOT_MET or event["status"] not in ("occurred", None):
            continue
        record = str(row["record_id"])
        day = str(event["start"] or published.get(record, ""))[:10] or None
        rows.append((person.id, person.name, row["post"], row["role"], row["order"], record, row["event_id"],
                     event["type"], day))
    columns = ["identity", "name", "post", "role", "order", "record_id", "event_id", "event_type", "day"]
    frame = pd.DataFrame(rows, columns=columns)
    ordered = frame.sort_values(["day", "record_id", "event_id", "order"], na_position="last", kind="stable")
    return ordered.reset_index(drop=True)


def co_attendance(source: Source, people: Identities | None = None, *, min_weight: int = 1) -> networkx.Graph[str]:
    """The network of who appears with whom.

    Args:
        source: a dump, records, or a file of them.
        people: what :func:`identify` found in it; found here if not given.
        min_weight: events that two people must share.

    Returns:
        An undirected graph. Nodes are identities with `name`, `post` and `events`; edges have `weight` (events shared),
        `first` and `last` (days, "" where unknown). Save it with :func:`write_graphml`.

    Raises:
        MissingExtraError: networkx is not installed.

    >>> co_attendance([]).number_of_nodes()
    0
    """
    try:
        import networkx
    except ImportError:
        raise MissingExtraError("networkx", "analysis", "co_attendance()") from None
    dump = read_tables(source)
    identities = people or identify(dump)
    together = attendance(dump, identities)
    latest = {row["identity"]: row["post"] for row in plain_rows(identities.people)}
    graph: networkx.Graph[str] = networkx.Graph()
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    seen: Counter[str] = Counter()
    names: dict[str, str] = {}
    for _, group in together.groupby(["record_id", "event_id"], sort=False):
        names.update(zip(group["identity"], group["name"], strict=True))
        present = sorted(set(group["identity"]))
        seen.update(present)
        day = next((str(d) for d in group["day"] if d), "")
        for pair in combinations(present, 2):
            pairs[pair].append(day)
    for key in sorted(seen, key=_number):
        graph.add_node(key, name=names[key], post=latest.get(key) or "", events=seen[key])
    for (one, two), days in sorted(pairs.items()):
        if len(days) >= min_weight:
            known = sorted(day for day in days if day)
            graph.add_edge(one, two, weight=len(days), first=known[0] if known else "", last=known[-1] if known else "")
    return graph


def write_graphml(graph: networkx.Graph[str], path: str | Path) -> None:
    """Writes a network for Gephi, Cytoscape or networkx (GraphML, UTF-8); what XML cannot hold is shown by number."""
    import networkx

    written = graph.copy()
    for attributes in written.nodes.values():
        attributes.update({key: visible(value) for key, value in attributes.items() if isinstance(value, str)})
    networkx.write_graphml(written, str(path), encoding="utf-8")


def protocol_order(source: Source, people: Identities | None = None) -> pd.DataFrame:
    """Who is named before whom: statistics of the protocol order (排名) at events.

    Returns:
        One row for each pair named together at an event, the one named first more often first: identity, name,
        other_identity, other_name, before (events that name them in this order), after, share (before / both),
        in order of events together.

    >>> protocol_order([]).empty
    True
    """
    together = attendance(source, people)
    before: Counter[tuple[str, str]] = Counter()
    names = dict(zip(together["identity"], together["name"], strict=True))
    for _, group in together.groupby(["record_id", "event_id"], sort=False):
        ordered = group.sort_values("order", kind="stable")["identity"].drop_duplicates()
        before.update(combinations(ordered, 2))
    rows = []
    for one, two in sorted({min(pair, pair[::-1]) for pair in before}):
        if before[two, one] > before[one, two]:
            one, two = two, one
        first, second = before[one, two], before[two, one]
        rows.append((one, names[one], two, names[two], first, second, round(first / (first + second), 3)))
    columns = ["identity", "name", "other_identity", "other_name", "before", "after", "share"]
    frame = pd.DataFrame(rows, columns=columns)
    order = (frame["before"] + frame["after"]).sort_values(ascending=False, kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def visits(source: Source, people: Identities | None = None) -> pd.DataFrame:
    """Where leaders go: the trail of each person's visits (调研, 检查, 慰问, 考察), stop by stop.

    Returns:
        One row for each stop, or for each place of a visit without stops: identity, name, role, day, order, place (in
        full where it is known), stop (as written), event_type, topics, record_id, event_id; by person and day.

    >>> visits([]).empty
    True
    """
    dump = read_tables(source)
    present = attendance(dump, people)
    present = present[present["event_type"].isin(_VISITS)]
    stops: dict[tuple[Any, Any], list[tuple[object, object, object]]] = defaultdict(list)
    for row in plain_rows(dump["stops"]):
        stops[row["record_id"], row["event_id"]].append((row["order"], row["place"] or row["text"], row["text"]))
    events = {(row["record_id"], row["id"]): row for row in plain_rows(dump["events"])}
    rows = []
    for person in plain_rows(present.drop_duplicates(["identity", "record_id", "event_id"])):
        key = person["record_id"], person["event_id"]
        event = events[key]
        places = [(at, name, name) for at, name in enumerate(filter(None, str(event["places"] or "").split("、")), 1)]
        for order, place, text in stops.get(key) or places:
            rows.append((person["identity"], person["name"], person["role"], person["day"], order, place, text,
                         event["type"], event["topics"] or "", *key))
    columns = ["identity", "name", "role", "day", "order", "place", "stop", "event_type", "topics", "record_id",
               "event_id"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["_n"] = frame["identity"].map(_number)
    ordered = frame.sort_values(["_n", "day", "record_id", "event_id", "order"], na_position="last", kind="stable")
    return ordered.drop(columns="_n").reset_index(drop=True)


def _number(identity: str) -> int:
    return int(identity[1:])
