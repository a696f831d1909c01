"""What each part of recognition contributes: scores of rules alone, tagger alone, and both.

    python training/evaluate_parts.py [--gold ../shared/gold/dev.jsonl] [--shared ../shared] [--markdown]
        [--models NAME=DIR …]

With --models, several taggers (as `tagger/train.py ablations` makes them), each alone and with the rules; the weights
of the combination are the shipped ones. Everything behind recognition is the same in all columns, so the scores of
people, organisations, events … show what a part is worth to them too.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import govner
from govner.evaluation.gold import read_gold
from govner.pipeline import Pipeline
from govner.recognition.tagger import TaggerRecogniser
from govner.steps import Recognition

RULES = ("dates", "places", "officials", "slogans")


def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no score.py in {shared}/gold")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tagger_alone(model: Path | None = None) -> Pipeline:
    """The network's spans as they are: without rules, there is nothing to combine."""
    pipeline = govner.load()
    alone = Recognition(TaggerRecogniser(model))
    pipeline.steps = {
        name: alone if name == "tagger" else step for name, step in pipeline.steps.items() if name not in RULES
    }
    return pipeline


def records(pipeline: Pipeline, path: Path) -> list[dict[str, Any]]:
    return [
        json.loads(
            pipeline.extract(gold.text, published=gold.published, region=gold.region, id=gold.id).model_dump_json()
        )
        for gold in read_gold(path)
    ]


def table(columns: dict[str, dict[str, float]], measures: Sequence[str], markdown: bool) -> str:
    """One line a measure, one column a way."""
    head = ["measure", *columns]
    rows = [[m, *(f"{column[m]:.1f}" if m in column else "" for column in columns.values())] for m in measures]
    if markdown:
        lines = ["| " + " | ".join(row) + " |" for row in [head, ["---"] + ["---:"] * len(columns), *rows]]
    else:
        lines = [f"{row[0]:22s}" + "".join(f"{cell:>10s}" for cell in row[1:]) for row in [head, *rows]]
    return "\n".join(lines)


def ways(models: Sequence[str] | None) -> Iterator[tuple[str, Pipeline]]:
    """The columns of the table: rules, tagger and both; or several taggers, each alone and with the rules."""
    if not models:
        yield "rules", govner.load(tagger=None)
        yield "tagger", tagger_alone()
        yield "both", govner.load()
    for model in models or ():
        name, _, directory = model.partition("=")
        yield name, tagger_alone(Path(directory))
        yield f"{name} + rules", govner.load(tagger=f"builtin:{directory}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--gold", type=Path, help="annotated articles (default: dev.jsonl of --shared)")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--models", nargs="+", metavar="NAME=DIR", help="compare these taggers instead")
    options = parser.parse_args()
    path = options.gold or options.shared / "gold" / "dev.jsonl"
    score = scorer(options.shared)
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    columns: dict[str, dict[str, float]] = {}
    for name, pipeline in ways(options.models):
        tally = score.score(gold, records(pipeline, path))
        columns[name] = {key: tally.f1(key)[2] * 100 for key in tally}
    print(table(columns, score.ORDER, options.markdown))


if __name__ == "__main__":
    main()
