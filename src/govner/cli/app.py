"""Commands of `govner`."""
from __future__ import annotations

import json
import sys
from pathlib import Path

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command()
def extract(path: Path, format: str = "jsonl") -> None:
    """Extract records."""
    from govner.pipeline import load

    nlp = load()
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        for line in text.splitlines():
            row = json.loads(line)
            record = nlp.extract(row["text"], published=row.get("published"), region=row.get("region"), id=row["id"])
            sys.stdout.write(record.to_json() + "\n")
    else:
        sys.stdout.write(nlp.extract(text, id=path.stem).to_json() + "\n")


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from govner.records import Record

    print(json.dumps(Record.model_json_schema(mode="serialization"), ensure_ascii=False, indent=1))


def main() -> None:
    app()
