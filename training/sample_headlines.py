"""Headlines alone, for judging: a seeded sample of those that tell of a leader's activity, with type and lead found.

    python training/sample_headlines.py [--shared ../shared] [--count 200] [--seed 8] [--text]

Prints number in the corpus, type and lead of the first event; with --text also the headline itself, for whoever judges
(docs/headlines.md has the numbers and judgements only).
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
from pathlib import Path

import govner
from govner.records import Event, MentionType, Role

ACTIVITY = re.compile(
    "调研|考察|视察|检查|督导|督查|暗访|慰问|看望|走访|会见|会谈|主持|召开|出席|座谈|宣讲|接访|巡河|巡林|签约|揭牌|开工|调度|指导|参加|赴"
)
LEADING = (Role.LEAD, Role.PRESIDER, Role.HOST, Role.SPEAKER, Role.ATTENDEE, Role.PARTICIPANT, Role.GUEST)


def lead(event: Event) -> str:
    """Who leads an event: the first person in the first role there is."""
    for role in LEADING:
        names = [part.person.name for part in event.in_role(role) if part.person is not None]
        if names:
            return "、".join(names)
    return "、".join(getattr(part.entity, "name", "") for part in event.in_role(Role.ORGANIZER)) or "–"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--text", action="store_true")
    options = parser.parse_args()
    nlp = govner.load()
    with lzma.open(options.shared / "corpus" / "headlines_2026.jsonl.xz", "rt", encoding="utf-8") as stream:
        titles = [json.loads(line)["title"] for line in stream]
    order = [n for n, title in enumerate(titles) if ACTIVITY.search(title)]
    random.Random(options.seed).shuffle(order)
    shown = 0
    for number in order:
        record = nlp.extract(titles[number])
        if not any(mention.type is MentionType.PERSON for mention in record.mentions):
            continue
        first = next((event for event in record.events), None)
        found = f"{first.type.value} | {lead(first)}" if first is not None else "– | –"
        print(f"{number} | {found}" + (f" | {titles[number]}" if options.text else ""))
        shown += 1
        if shown == options.count:
            break


if __name__ == "__main__":
    main()
