"""Slogans over time, and what changed between two periods."""
from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd

from govner.analysis.dump_tables import DumpTables, Source, plain_rows, read_tables
from govner.analysis.identity import Identities, identify


def slogan_uses(source: Source, people: Identities | None = None) -> pd.DataFrame:
    """Every use of a slogan (提法): one row for each article and speaker that uses it.

    Returns:
        slogan (the lexicon's name for it, else as written), surface, members, record_id, day (of publication), area
        (of the publishing site), speaker and identity (None where the article itself uses it), by day.

    >>> slogan_uses([]).empty
    True
    """
    dump = read_tables(source)
    who = (people or identify(dump)).by_mention()
    published = dump.published
    areas = {row["record_id"]: row["area"] for row in plain_rows(dump["records"])}
    spoken: dict[tuple[Any, str], list[tuple[object, object]]] = defaultdict(list)
    for row in plain_rows(dump["statements"]):
        for surface in filter(None, str(row["slogans"] or "").split("、")):
            spoken[row["record_id"], surface].append((row["speaker"], row["speaker_id"]))
    rows = []
    for row in plain_rows(dump["slogans"].drop_duplicates(["record_id", "surface"])):
        record, surface = str(row["record_id"]), str(row["surface"])
        speakers = list(dict.fromkeys(spoken.get((row["record_id"], surface), []))) or [(None, None)]
        for speaker, key in speakers:
            person = who.get((record, str(key)))
            rows.append((row["canonical"] or surface, surface, row["items"] or "", record, published.get(record),
                         areas.get(row["record_id"]), speaker, person.id if person else None))
    columns = ["slogan", "surface", "members", "record_id", "day", "area", "speaker", "identity"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(["day", "record_id", "slogan"], na_position="last", kind="stable").reset_index(drop=True)


def slogan_diffusion(source: Source, people: Identities | None = None) -> pd.DataFrame:
    """Where each slogan came from and how far it spread.

    Returns:
        One row a slogan: slogan, articles, areas (how many areas' sites use it), speakers (how many people),
        first_day, first_area, first_speaker, first_record, last_day, members; the most used first.

    >>> slogan_diffusion([]).empty
    True
    """
    uses = slogan_uses(source, people)
    rows = []
    for slogan, group in uses.groupby("slogan", sort=False):
        dated = group[group["day"].notna()]
        first = (dated if len(dated) else group).iloc[0]
        spoken = dated[(dated["day"] == first["day"]) & dated["speaker"].notna()]
        days = list(dated["day"])
        rows.append((
            slogan, group["record_id"].nunique(), group["area"].nunique(), group["speaker"].nunique(),
            days[0] if days else None, first["area"], spoken.iloc[0]["speaker"] if len(spoken) else None,
            first["record_id"], days[-1] if days else None, max(group["members"], key=len),
        ))
    columns = ["slogan", "articles", "areas", "speakers", "first_day", "first_area", "first_speaker", "first_record",
               "last_day", "members"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(["articles", "slogan"], ascending=[False, True], kind="stable").reset_index(drop=True)


def slogan_frequency(source: Source, *, period: str = "year") -> pd.DataFrame:
    """How often each slogan is used over time.

    Args:
        source: a dump, records, or a file of them.
        period: "year" or "month".

    Returns:
        slogan, period (2020 or 2020-09), articles (that use it), share (of the period's articles).

    Raises:
        ValueError: another period.

    >>> slogan_frequency([]).empty
    True
    """
    width = _width(period)
    dump = read_tables(source)
    total: dict[str, int] = defaultdict(int)
    for day in dump.published.values():
        total[day[:width]] += 1
    frame = dump["slogans"]
    name = frame["canonical"].where(frame["canonical"].notna(), frame["surface"])
    days = frame["record_id"].map(dump.published)
    uses = pd.DataFrame({"slogan": name, "period": days.astype("str").str[:width], "record": frame["record_id"]})
    uses = uses[days.notna()].drop_duplicates()
    counted = uses.groupby(["slogan", "period"], sort=True)["record"].nunique().reset_index(name="articles")
    counted["share"] = [round(n / total[p], 4) for n, p in zip(counted["articles"], counted["period"], strict=True)]
    return counted


def _width(period: str) -> int:
    widths = {"year": 4, "month": 7}
    if period not in widths:
        raise ValueError(f"period={period!r}: there are {', '.join(widths)}")
    return widths[period]


def compare_periods(source: Source, before: tuple[str, str], after: tuple[str, str]) -> pd.DataFrame:
    """What two periods speak of: slogans, event types, people and places that came, went, rose and fell.

    Args:
        source: a dump, records, or a file of them.
        before, after: first and last day (ISO) of each period; "2019" and "2019-06" also stand for their days.

    Returns:
        kind (slogan, event, person, place), value, before and after (articles), before_share and after_share (of the
        period's articles), change (after_share - before_share); the greatest changes first.

    >>> compare_periods([], ("2019", "2019"), ("2020", "2020")).empty
    True
    """
    dump = read_tables(source)
    sides = [_within(dump, *period) for period in (before, after)]
    rows = []
    for kind, uses in _values(dump):
        counts = [uses[uses["record_id"].isin(side)].groupby("value")["record_id"].nunique() for side in sides]
        for value in sorted(set(counts[0].index) | set(counts[1].index)):
            old, new = (int(count.get(value, 0)) for count in counts)
            shares = [round(n / max(1, len(side)), 4) for n, side in zip((old, new), sides, strict=True)]
            rows.append((kind, value, old, new, *shares, round(shares[1] - shares[0], 4)))
    columns = ["kind", "value", "before", "after", "before_share", "after_share", "change"]
    frame = pd.DataFrame(rows, columns=columns)
    order = frame["change"].abs().sort_values(ascending=False, kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def _within(dump: DumpTables, first: str, last: str) -> set[str]:
    return {record for record, day in dump.published.items() if first <= day and day[: len(last)] <= last}


def _values(dump: DumpTables) -> list[tuple[str, pd.DataFrame]]:
    """Per kind, which article speaks of what."""
    slogans, events, people, places = (dump[name] for name in ("slogans", "events", "people", "places"))
    name = slogans["canonical"].where(slogans["canonical"].notna(), slogans["surface"])
    official = people[people["post_id"].notna()]
    pairs = (
        ("slogan", slogans["record_id"], name),
        ("event", events["record_id"], events["type"]),
        ("person", official["record_id"], official["name"]),
        ("place", places["record_id"], places["full_name"]),
    )
    return [(kind, pd.DataFrame({"record_id": records, "value": values}).dropna()) for kind, records, values in pairs]
