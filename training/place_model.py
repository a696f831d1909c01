"""Trains models/places/weights.json on annotated articles.

    python training/place_model.py --train ../shared/gold/train.jsonl [--check ../shared/gold/dev.jsonl] [--folds 4]

For every position where a place may end, a log-linear model chooses among its starts and "no place". Needs scipy, which
the library itself does not.
"""
from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from govner.evaluation.gold import GoldArticle, read_gold
from govner.lexicons import Lexicons
from govner.reading.pages import read_page
from govner.recognition.places import context_words, document_features, make_lattice, shares
from govner.records import MentionType
from govner.segmentation import Analysis

ROOT = Path(__file__).resolve().parents[1]
_SCALE = 32
_LEAST_ARTICLES = 3
_INSIDE = 0.1
_GIVEN_UP, _FOUND = 0.005, 0.4
_FOLD_FILES = 4


@dataclass
class Data:
    """Candidates of many ends: feature names, group number, and whether each is right."""

    features: list[list[str]] = field(default_factory=list)
    parts: list[tuple[int, int]] = field(default_factory=list)
    group: list[int] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    document: list[int] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    missed: int = 0
    inside: list[bool] = field(default_factory=list)


def collect(articles: list[GoldArticle]) -> Data:
    lexicons = Lexicons()
    lattice, words, short_names = make_lattice(lexicons), context_words(lexicons), shares(lexicons)
    data = Data()
    groups = 0
    for number, gold in enumerate(articles):
        analysis = Analysis.of(read_page(gold.text, id=gold.id, published=gold.published, region=gold.region))
        view = analysis.view
        places: set[tuple[int, int]] = set()
        others = bytearray(len(analysis.text) + 1)
        for kind, start, end in gold.mentions:
            first, last = view.position(start), view.position(end)
            if kind not in (MentionType.PLACE, MentionType.EVENT, MentionType.GROUP):
                others[first:last] = b"\1" * (last - first)
            if kind is MentionType.PLACE and first < last and view.raw_range(first, last) == (start, end):
                places.add((first, last))
        ends, features = document_features(analysis, lattice, words, short_names)
        found = set()
        for item in ends:
            shared = features.of_end(item)
            for start in item.starts:
                context = features.of_context(item, start)
                data.features.append(shared + context + features.of_name(item, start))
                data.parts.append((len(shared), len(shared) + len(context)))
                data.group.append(groups)
                data.right.append((start, item.end) in places)
                data.document.append(number)
                data.spans.append((start, item.end))
                data.inside.append(bool(others[item.end - 1]))
                found.add((start, item.end))
            groups += 1
        data.missed += len(places - found)
    return data


def train(data: Data, rows: np.ndarray, penalty: float) -> dict[str, float]:
    # What only a few articles have is their vocabulary, not the genre's.
    counts = Counter(f for f, _ in {(f, data.document[i]) for i in rows for f in data.features[i]})
    index = {f: i for i, f in enumerate(sorted(f for f, c in counts.items() if c >= _LEAST_ARTICLES))}
    matrix = to_matrix(data, rows, index)
    right = np.array([data.right[i] for i in rows], dtype=float)
    _, group = np.unique([data.group[i] for i in rows], return_inverse=True)
    # Names inside organisations are other rooms' to find: they teach little about places.
    weight = np.where([data.inside[i] for i in rows], _INSIDE, 1.0)
    group_weight = np.zeros(group.max() + 1)
    group_weight[group] = weight

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = np.clip(matrix @ weights, -30, 30)
        odds = np.exp(scores)
        whole = 1 + np.bincount(group, odds)
        probability = odds / whole[group]
        value = np.log(whole) @ group_weight - (scores * weight) @ right + penalty / 2 * weights @ weights
        return value, matrix.T @ ((probability - right) * weight) + penalty * weights

    result = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 80})
    return {f: result.x[i] for f, i in index.items()}


def to_matrix(data: Data, rows: np.ndarray, index: dict[str, int]) -> csr_matrix:
    columns = [[index[f] for f in data.features[i] if f in index] for i in rows]
    pointers = np.cumsum([0, *map(len, columns)])
    flat = np.array([c for row in columns for c in row], dtype=np.int32)
    return csr_matrix((np.ones(len(flat)), flat, pointers), shape=(len(rows), len(index)))


def evaluate(data: Data, rows: np.ndarray, weights: dict[str, float]) -> np.ndarray:
    index = {f: i for i, f in enumerate(weights)}
    odds = np.exp(np.clip(to_matrix(data, rows, index) @ np.array(list(weights.values())), -30, 30))
    _, group = np.unique([data.group[i] for i in rows], return_inverse=True)
    return odds / (1 + np.bincount(group, odds))[group]


def report(data: Data, rows: np.ndarray, probability: np.ndarray, threshold: float = 0.5) -> str:
    right = np.array([data.right[i] for i in rows])
    chosen = (probability > threshold) & ~np.array([data.inside[i] for i in rows])
    good = int((right & chosen).sum())
    missed = int(right.sum()) - good + data.missed
    precision, recall = good / max(1, int(chosen.sum())), good / max(1, good + missed)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--check", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--fold-weights", type=Path, help="write the weights without every 4th article here, too")
    parser.add_argument("--penalty", type=float, default=1.0)
    arguments = parser.parse_args()
    data = collect(list(read_gold(arguments.train)))
    everything = np.arange(len(data.group))
    documents = np.array(data.document)
    if arguments.folds:
        probability = np.zeros(len(everything))
        for fold in range(arguments.folds):
            held = documents % arguments.folds == fold
            probability[held] = evaluate(
                data, everything[held], train(data, everything[~held], arguments.penalty)
            )
        print("folds:", report(data, everything, probability))
    weights = train(data, everything, arguments.penalty)
    print("train:", report(data, everything, evaluate(data, everything, weights)))
    if arguments.check:
        check = collect(list(read_gold(arguments.check)))
        rows = np.arange(len(check.group))
        print("check:", report(check, rows, evaluate(check, rows, weights)))
    write(data, everything, weights, ROOT / "models" / "places" / "weights.json")
    if arguments.fold_weights:
        # For whatever is trained on this model's answers: answers about articles that it has not seen.
        for fold in range(_FOLD_FILES):
            seen = everything[documents % _FOLD_FILES != fold]
            write(data, seen, train(data, seen, arguments.penalty), arguments.fold_weights / f"places{fold}.json")


def floors(data: Data, rows: np.ndarray, weights: dict[str, float]) -> tuple[float, float]:
    """Scores of end, and of end and context, below which nearly no right candidate lies."""
    ends, starts = [], []
    probability = evaluate(data, rows, weights)
    for i, chance in zip(rows, probability, strict=True):
        if data.right[i] and not data.inside[i] and chance >= _FOUND:
            end, context = data.parts[i]
            values = [weights.get(f, 0.0) for f in data.features[i][:context]]
            ends.append(sum(values[:end]))
            starts.append(sum(values))
    return float(np.quantile(ends, _GIVEN_UP)), float(np.quantile(starts, _GIVEN_UP))


def write(data: Data, rows: np.ndarray, weights: dict[str, float], path: Path) -> None:
    whole = {f: round(w * _SCALE) for f, w in sorted(weights.items()) if round(w * _SCALE)}
    least_end, least_start = floors(data, rows, weights)
    content = {
        "scale": _SCALE, "least_end": round(least_end, 2), "least_start": round(least_start, 2), "weights": whole
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path}: {len(whole)} weights, {path.stat().st_size} bytes, floors {least_end:.2f} {least_start:.2f}")


if __name__ == "__main__":
    main()
