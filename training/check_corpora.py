"""Events on text that nobody annotated: do the invariants hold, and do leaders' activities give an event?

    nice python training/check_corpora.py [--shared ../shared] [--sample xwlb_2012_2026=2000 …] [--seed 1] [--show 10]

Streams articles through the pipeline and checks every record: references resolve, dates are in range, stops belong to
visits, roles fit types, nobody has a role twice, spans are spans of the text. Beside that it counts the share of
articles about a leader's activity (a person in the headline, one of a few words, a day in the text) that yield an
event with a date and with that person in it. Exit status 1 where an invariant is broken.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import govner
from govner.records import DateExpression, Event, EventType, MentionType, Record, Role

SAMPLES = {"peoples_daily_2025": 0, "xwlb_2012_2026": 2000, "headlines_2026": 0}
ACTIVITY = re.compile(
    "调研|考察|视察|检查|督导|慰问|看望|会见|会谈|会晤|主持召开|主持会议|座谈会|出席.{0,20}(?:会议|仪式|大会)"
)
# Roles that one kind of event alone has.
ONLY: dict[Role, set[EventType]] = {
    Role.GUEST: {EventType.RECEPTION},
    Role.APPOINTEE: {EventType.APPOINTMENT},
    Role.APPOINTER: {EventType.APPOINTMENT},
    Role.SIGNATORY: {EventType.SIGNING},
    Role.UNVEILER: {EventType.CEREMONY},
    Role.INSPECTED: {EventType.INSPECTION},
    Role.RECIPIENT: {EventType.AWARD, EventType.LETTER, EventType.CONDOLENCE},
    Role.ISSUER: {EventType.LETTER, EventType.POLICY_RELEASE, EventType.AWARD},
}
# Headlines about words or books, which tell of no activity.
ABOUT_WORDS = re.compile("[《“]|重要讲话|论述|评论员|反响|侧记|述评|综述|祝贺|致以")
DAYS = frozenset({"day", "part_of_day", "hour", "minute", "vague"})
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
YEARS = (1840, 2060)


def articles(path: Path, count: int, seed: int) -> Iterator[dict[str, str]]:
    """All articles of a corpus, or a sample of `count`, in the corpus's order."""
    chosen = None
    if count:
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            total = sum(1 for _ in stream)
        chosen = set(random.Random(seed).sample(range(total), min(count, total)))
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for number, line in enumerate(stream):
            if chosen is None or number in chosen:
                yield json.loads(line)


def broken(record: Record) -> Iterator[str]:
    """What is wrong with the events of a record."""
    by_id = {event.id: event for event in record.events}
    for event in record.events:
        name = f"{event.id} {event.type.value}"
        ids = [*event.place_ids, event.date_id, event.venue_id, event.parent_id]
        ids += [i for part in event.participants for i in (part.entity_id, part.post_id)]
        ids += [i for stop in event.stops for i in (*stop.place_ids, stop.date_id)]
        yield from (f"{name}: no row {i}" for i in ids if i is not None and record.by_id(i) is None)
        held = Counter((part.entity_id, part.role) for part in event.participants)
        yield from (f"{name}: {entity} is {role.value} twice" for (entity, role), times in held.items() if times > 1)
        for part in event.participants:
            if part.role in ONLY and event.type not in ONLY[part.role]:
                yield f"{name}: has a {part.role.value}"
        yield from _wrong_spans(record, event, name)
        yield from _wrong_family(event, by_id, name)
        if not _in_range(event.date):
            yield f"{name}: date {event.date.value if event.date else None}"


def _wrong_spans(record: Record, event: Event, name: str) -> Iterator[str]:
    spans = [event.trigger, event.title_mention, *event.topics, *event.evidence, *(s.span for s in event.stops)]
    spans += [span for part in event.participants for span in (part.cue, part.topic)]
    for span in spans:
        if span is not None and record.raw_text[span.start : span.end] != span.text:
            yield f"{name}: span {span.start}-{span.end} is not {span.text!r}"


def _wrong_family(event: Event, by_id: dict[str, Event], name: str) -> Iterator[str]:
    parent = by_id.get(event.parent_id or "")
    if event.type is EventType.SITE_STOP and (parent is None or not parent.stops):
        yield f"{name}: a stop of no visit"
    if [stop.order for stop in event.stops] != list(range(1, len(event.stops) + 1)):
        yield f"{name}: stops out of order"
    if parent is event:
        yield f"{name}: its own parent"


def _in_range(date: DateExpression | None) -> bool:
    year = re.match(r"\d{4}", date.value) if date is not None else None
    return year is None or YEARS[0] <= int(year[0]) <= YEARS[1]


def leader_activity(record: Record, title: str) -> set[str] | None:
    """The people in a headline that tells of an activity, or None where it tells of none or the text names no day."""
    dated = any(date.granularity in DAYS and date.id != "D0" for date in record.dates)
    if not dated or not ACTIVITY.search(title) or ABOUT_WORDS.search(title):
        return None
    people = {m.ref for m in record.mentions if m.type is MentionType.PERSON and m.span.end <= len(title)}
    return {ref for ref in people if ref} or None


def told(record: Record, people: set[str]) -> bool:
    """Whether some event has a date and one of these people."""
    return any(
        event.date_id is not None and any(part.entity_id in people for part in event.participants)
        for event in record.events
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--sample", nargs="*", default=[f"{name}={count}" for name, count in SAMPLES.items()],
                        help="corpus=number of articles; 0 takes all")  # fmt: skip
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10, help="how many failures and articles without an event to name")
    options = parser.parse_args()
    nlp = govner.load()
    failures = 0
    print("| corpus | articles | characters | events | broken | leader activities | with an event | share |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for item in options.sample:
        name, _, count = item.partition("=")
        seen: Counter[str] = Counter()
        notes: list[str] = []
        path = options.shared / "corpus" / f"{name}.jsonl.xz"
        for number, row in enumerate(articles(path, int(count or 0), options.seed)):
            day = row["date"] if ISO.match(row["date"]) else None
            record = nlp.extract(f"{row['title']}\n{row['text']}", published=day)
            wrong = list(broken(record))
            seen.update(articles=1, characters=record.length, events=len(record.events), broken=len(wrong))
            notes += [f"broken {number} {row['date']}: {line}" for line in wrong]
            people = leader_activity(record, row["title"]) if row["text"] else None
            if people is not None:
                found = told(record, people)
                seen.update(activities=1, told=int(found))
                if not found:
                    notes.append(f"no event {number} {row['date']}: {len(record.events)} events, {len(people)} people")
        share = f"{100 * seen['told'] / seen['activities']:.1f} %" if seen["activities"] else "–"
        keys = ("articles", "characters", "events", "broken", "activities", "told")
        print(f"| {name} | " + " | ".join(f"{seen[key]:,}" for key in keys) + f" | {share} |", flush=True)
        failures += seen["broken"]
        for line in notes[: options.show]:
            print("   ", line)
    return int(failures > 0)


if __name__ == "__main__":
    raise SystemExit(main())
