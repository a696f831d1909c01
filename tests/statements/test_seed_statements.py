"""The statements of the real article, all spans exact."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import govner


def row(record: dict[str, Any], table: str, identity: str | None) -> dict[str, Any]:
    return next((r for r in record[table] if r["id"] == identity), {})


def comparable(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Statements with references replaced by what they name."""
    statements = []
    for statement in record["statements"]:
        fields = ("cue", "content", "topic", "points", "sentences", "mode", "act", "speaker_mention")
        plain = {f: statement.get(f) for f in fields}
        speaker = statement["speaker"]
        plain["speaker"] = row(record, "people", speaker).get("name") or row(record, "groups", speaker)["span"]
        plain["post"] = row(record, "posts", statement.get("speaker_post")).get("title")
        plain["event"] = row(record, "events", statement.get("event")).get("type")
        plain["slogans"] = [row(record, "slogans", k)["surface"] for k in statement["slogans"]]
        statements.append(plain)
    return statements


def test_seed_statements(shared: Path) -> None:
    raw = (shared / "seed" / "article.txt").read_text(encoding="utf-8")
    gold = json.loads((shared / "seed" / "seed_gold.json").read_text(encoding="utf-8"))
    record = govner.load().extract(raw, id="article").to_dict()
    assert comparable(record) == comparable(gold)
