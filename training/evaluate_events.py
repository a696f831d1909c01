"""Events measured by type, and their arguments by role, with the reason why each missed argument was missed.

    python training/evaluate_events.py [--gold ../shared/gold/dev.jsonl ...] [--shared ../shared] [--list ROLE]

Counts as ../shared/gold/score.py does (its matching of events is repeated here step by step), and adds for each missed
argument what stood in the way: its event was not found, its mention was not found, it takes part in no event, in
another event only, or in this one in another role. `--list` names the cases of one role (or `all`).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evaluate_parts import scorer

import govner
from govner.evaluation.gold import read_gold

REASONS = ("no event", "no mention", "no event has it", "another event", "another role")
Json = dict[str, Any]


@dataclass
class Counts:
    """Right, wrong and missed, and why missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    why: Counter[str] = field(default_factory=Counter)

    def rates(self) -> tuple[float, float, float]:
        precision = self.right / (self.right + self.wrong) if self.right else 0.0
        recall = self.right / (self.right + self.missed) if self.right else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


class Comparison:
    """Gold events against those found; `cases` keeps each missed or wrong argument as (role, line)."""

    def __init__(self, score: Any) -> None:
        self.score = score
        self.types: dict[str, Counts] = defaultdict(Counts)
        self.roles: dict[str, Counts] = defaultdict(Counts)
        self.cases: list[tuple[str, str]] = []

    def add(self, gold: Json, record: Json) -> None:
        """Compares one article."""
        found = self.score.Pred(record)
        found.surfaces = surfaces(record, self.score.squeeze)
        left: list[Json] = list(found.events)
        for event in gold["record"].get("events") or []:
            best = self._best(event, left)
            if best is None:
                self.types[event["type"]].missed += 1
                for role, name in self._wanted(event):
                    self._miss(gold["id"], event, role, name, "no event")
                continue
            left.remove(best)
            self.types[event["type"]].right += 1
            self._arguments(gold["id"], event, best, found)
        for event in left:
            self.types[event["type"]].wrong += 1
            self.cases.append(("event", f"+ {gold['id']} {event['type']} {event['trigger']}"))

    def _best(self, event: Json, left: list[Json]) -> Json | None:
        trigger = self.score.squeeze(event["trigger"])

        def fit(other: Json) -> int:
            same = trigger in other["trigger"] or other["trigger"] in trigger
            return 2 * int(same) + int(other["date"] == event.get("date"))

        return max((x for x in left if x["type"] == event["type"]), key=fit, default=None)

    def _wanted(self, event: Json) -> Iterator[tuple[str, str]]:
        for name, roles in (event.get("who") or {}).items():
            for role in roles if isinstance(roles, list) else [roles]:
                yield role, self.score.squeeze(name)
        if event.get("date"):
            yield "(date)", event["date"]
        for name in sorted({self.score.squeeze(p) for p in event.get("places") or []}):
            yield "(place)", name
        for name in event.get("stops") or []:
            yield "(stop)", self.score.squeeze(name)

    def _arguments(self, id: str, event: Json, best: Json, found: Any) -> None:
        have: list[tuple[set[str], str]] = list(best["who"])
        for role, name in self._wanted(event):
            if role == "(date)":
                hit = (best["date"] or "").split("T")[0] == name.split("T")[0]
            elif role == "(place)":
                hit = any(_same(name, other) for other in best["places"])
            elif role == "(stop)":
                hit = any(_same(name, other) for names in best["stops"] for other in names)
            else:
                match = next((h for h in have if h[1] == role and name in h[0]), None)
                hit = match is not None
                if match is not None:
                    have.remove(match)
            if hit:
                self.roles[role].right += 1
            else:
                self._miss(id, event, role, name, self._reason(role, name, best, found))
        for names, role in have:
            self.roles[role].wrong += 1
            self.cases.append((role, f"+ {id} {event['type']} {event['trigger']}: {role} {sorted(names)[0]}"))

    def _reason(self, role: str, name: str, best: Json, found: Any) -> str:
        if role == "(date)":
            return "another role" if best["date"] else "no event has it"
        if role in ("(place)", "(stop)"):
            known = name in found.places or any(name.endswith(k) for k in found.places if len(k) > 1)
            return "no event has it" if known else "no mention"
        if any(name in names for names, _ in best["who"]):
            return "another role"
        if any(name in names for event in found.events for names, _ in event["who"]):
            return "another event"
        return "no event has it" if name in found.surfaces else "no mention"

    def _miss(self, id: str, event: Json, role: str, name: str, why: str) -> None:
        counts = self.roles[role]
        counts.missed += 1
        counts.why[why] += 1
        self.cases.append((role, f"- {id} {event['type']} {event['trigger']}: {role} {name} ({why})"))


def _same(name: str, other: str) -> bool:
    return name == other or (len(other) > 1 and (name.endswith(other) or other.endswith(name)))


def surfaces(record: Json, squeeze: Any) -> set[str]:
    """Every way anything is called in a record."""
    names = {squeeze(m["span"]["text"]) for m in record["mentions"]}
    for table in ("people", "organizations", "groups", "places"):
        names |= {squeeze(row.get("name")) for row in record[table]}
    return names


def records(path: Path) -> list[Json]:
    """What the pipeline makes of annotated articles, as plain data."""
    nlp = govner.load()
    made = [nlp.extract(g.text, published=g.published, region=g.region, id=g.id) for g in read_gold(path)]
    return [json.loads(record.model_dump_json()) for record in made]


def report(title: str, counts: dict[str, Counts], reasons: Iterable[str] = ()) -> str:
    """A Markdown table, the most frequent first."""
    head = [title, "gold", "P", "R", "F1", *reasons]
    lines = ["| " + " | ".join(head) + " |", "|---" + "|---:" * (len(head) - 1) + "|"]
    total = Counts()
    for c in counts.values():
        total.right, total.wrong, total.missed = total.right + c.right, total.wrong + c.wrong, total.missed + c.missed
        total.why += c.why
    ordered = sorted(counts.items(), key=lambda kv: (-kv[1].right - kv[1].missed, kv[0]))
    for name, c in [*ordered, ("all", total)]:
        rates = [f"{100 * x:.1f}" for x in c.rates()]
        cells = [name, str(c.right + c.missed), *rates, *(str(c.why[r] or "") for r in reasons)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--gold", type=Path, nargs="*", help="annotated articles; train and dev by default")
    parser.add_argument("--records", type=Path, nargs="*", help="records made before, in the order of --gold")
    parser.add_argument("--list", metavar="ROLE", help="name the cases of a role, of `event`, or of `all`")
    options = parser.parse_args()
    score = scorer(options.shared)
    paths = options.gold or [options.shared / "gold" / f"{name}.jsonl" for name in ("train", "dev")]
    for number, path in enumerate(paths):
        gold = [json.loads(line) for line in path.open(encoding="utf-8")]
        if options.records:
            made = [json.loads(line) for line in options.records[number].open(encoding="utf-8")]
        else:
            made = records(path)
        comparison = Comparison(score)
        for article, record in zip(gold, made, strict=True):
            comparison.add(article, record)
        print(f"\n{path.stem}\n")
        print(report("type", comparison.types) + "\n")
        print(report("role", comparison.roles, REASONS))
        for role, line in comparison.cases:
            if options.list in (role, "all"):
                print(line)


if __name__ == "__main__":
    main()
