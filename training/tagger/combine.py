"""Learns how rules and network go together, and writes models/tagger/combination.tsv.

    python training/tagger/combine.py --shared ../shared --work DIR [--dev] [--check]

For every article of the training set, candidates come from the rules and from the fold's network that has not seen it
(DIR/fold0 … fold3, written by `train.py folds`). A logistic regression per type, with an L2 penalty, fitted by Newton's
method. The rules' authors have read these articles, so the rules find more in them than elsewhere; how much more, their
recall on the development set tells, and the training candidates are thinned accordingly.
Printed are F1 by type of rules alone, network alone and both, in cross-validation by article; --dev measures
the shipped model on the development set instead.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import numpy as np

from govner.evaluation.gold import GoldArticle, read_gold
from govner.lexicons import Lexicons, read_tsv
from govner.reading.pages import read_page
from govner.recognition import Recogniser
from govner.recognition.combination import MINIMUM, Consultation, Features, WeightRow, consult, evidence
from govner.recognition.dates import DateRecogniser
from govner.recognition.officials import OfficialRecogniser
from govner.recognition.places import PlaceRecogniser
from govner.recognition.selection import select
from govner.recognition.slogans import SloganRecogniser
from govner.recognition.tagger import TaggerRecogniser
from govner.segmentation import Analysis, Candidate

FOLDS = 4
PENALTY = 2.0
RARE = 15
COPIES = 3
TYPES = ("PERSON", "POST", "ORGANIZATION", "PLACE", "DATE", "SLOGAN")
TARGET = Path(__file__).resolve().parents[2] / "models" / "tagger" / "combination.tsv"
Key = tuple[str, int, int]


@dataclass
class Article:
    """An article's candidates, and its gold mentions in view offsets; `free` are the ranges that the scorer does not
    count."""

    number: int
    analysis: Analysis
    consultation: Consultation
    gold: set[Key]
    free: list[tuple[int, int]]

    def counts(self, key: Key) -> bool:
        return not any(a <= key[1] and key[2] <= b for a, b in self.free)

    def without(self, dropped: set[tuple[str, str]]) -> Consultation:
        """As if the rules had not known some surfaces, given as (type, text)."""
        text = self.analysis.text
        kept = [
            (c, p)
            for c, p in zip(self.consultation.rules, self.consultation.support, strict=True)
            if (c.type.value, text[c.start : c.end]) not in dropped
        ]
        return Consultation([c for c, _ in kept], [p for _, p in kept], self.consultation.found)


class Rules:
    """The rule recognisers of the default pipeline.

    Args:
        places: weights of the place model by fold, each trained without that fold's articles (written by
            `place_model.py --fold-weights`); the shipped ones have seen the training articles.
        quotes: weights of the model of quoted phrases by fold, in the same way (`train_slogan_quotes.py
            --fold-weights`); beside them lies a list of the terms that only training articles brought into the lexicon.
    """

    def __init__(self, places: Sequence[Path] = (), quotes: Sequence[Path] = ()) -> None:
        data = Lexicons()
        self._places = [PlaceRecogniser(data, path) for path in places] or [PlaceRecogniser(data)]
        self._slogans = [SloganRecogniser(data, path, _unknown(path)) for path in quotes] or [SloganRecogniser(data)]
        self._others: list[Recogniser] = [DateRecogniser(data), OfficialRecogniser(data)]

    def __call__(self, gold: GoldArticle, number: int) -> Analysis:
        article = read_page(gold.text, id=gold.id, published=gold.published, region=gold.region)
        analysis = Analysis.of(article)
        folded = (self._places[number % len(self._places)], *self._others, self._slogans[number % len(self._slogans)])
        for recogniser in folded:
            analysis.propose(recogniser(analysis))
            analysis.mentions = select(analysis.candidates)
        return analysis


def _unknown(weights: Path) -> set[str]:
    return set(weights.with_name("quotes_unknown.txt").read_text(encoding="utf-8").split("\n"))


def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no score.py in {shared}/gold")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def articles(
    shared: Path,
    name: str,
    tagger: Callable[[int], TaggerRecogniser],
    folds: Sequence[int] = range(FOLDS),
    places: Sequence[Path] = (),
    quotes: Sequence[Path] = (),
) -> Iterator[Article]:
    rules, score = Rules(places, quotes), scorer(shared)
    for number, gold in enumerate(read_gold(shared / "gold" / f"{name}.jsonl")):
        if number % FOLDS not in folds:
            continue
        analysis = rules(gold, number)
        view = analysis.view
        free = [(view.position(a), view.position(b)) for a, b in score.free_zones(gold.text)]
        marked = {(k.value, view.position(a), view.position(b)) for k, a, b in gold.mentions}
        gold_keys = {k for k in marked if k[0] in TYPES}
        yield Article(number, analysis, consult(analysis, tagger(number)), gold_keys, free)


def key_of(candidate: Candidate) -> Key:
    return candidate.type.value, candidate.start, candidate.end


#: Features, and whether the candidate is right.
Example = tuple[Features, bool]


def losses(known: Sequence[Article], unseen: Sequence[Article]) -> dict[str, float]:
    """By type, the share of what the rules find here that they would miss in articles their authors did not read."""
    tallies = []
    for side in (known, unseen):
        tallies.append(Tally())
        for article in side:
            tallies[-1].add(article, article.analysis.mentions)
    here, there = tallies
    return {kind: max(0.0, 1 - there.recall(kind) / max(1e-9, here.recall(kind))) for kind in TYPES}


def fit(rows: Sequence[Example]) -> dict[str, float]:
    """Weights of the features that are not rare."""
    uses = Counter(name for features, _ in rows for name in features)
    names = sorted(name for name, n in uses.items() if n >= RARE * COPIES)
    column = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for i, (features, _) in enumerate(rows):
        for name, value in features.items():
            if name in column:
                matrix[i, column[name]] = value
    target = np.array([right for _, right in rows], float)
    weights = np.zeros(len(names))
    for _ in range(40):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (chance - target) / COPIES + PENALTY * weights
        curvature = (matrix * (chance * (1 - chance))[:, None]).T @ matrix / COPIES + PENALTY * np.eye(len(names))
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return dict(zip(names, weights.tolist(), strict=True))


def learn(chosen: Sequence[Article], lost: dict[str, float]) -> dict[str, dict[str, float]]:
    """Weights from articles whose rules are made as weak as they are elsewhere."""
    rows: dict[str, list[Example]] = defaultdict(list)
    for article in chosen:
        text = article.analysis.text
        surfaces = sorted({(c.type.value, text[c.start : c.end]) for c in article.consultation.rules})
        for copy in range(COPIES):
            rng = random.Random(f"{article.number} {copy}")
            dropped = {s for s in surfaces if rng.random() < lost[s[0]]}
            for item in evidence(article.analysis, article.without(dropped)):
                key = key_of(item.candidate)
                if article.counts(key):
                    rows[key[0]].append((item.features, key in article.gold))
    return {kind: fit(rows[kind]) for kind in TYPES if rows[kind]}


def judge(article: Article, weights: dict[str, dict[str, float]], minimum: float = MINIMUM) -> list[Candidate]:
    """The winners under some weights."""
    scored = []
    for item in evidence(article.analysis, article.consultation):
        table = weights.get(item.candidate.type.value, {})
        total = sum(table.get(name, 0.0) * value for name, value in item.features.items())
        chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
        if chance >= minimum:
            scored.append(replace(item.candidate, score=chance))
    return select(scored)


class Tally:
    """F1 by type over articles."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.given: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()

    def add(self, article: Article, winners: Sequence[Candidate]) -> None:
        mine = {k for k in map(key_of, winners) if k[0] in TYPES and article.counts(k)}
        gold = {k for k in article.gold if article.counts(k)}
        for table, keys in ((self.right, mine & gold), (self.given, mine), (self.wanted, gold)):
            for kind, _, _ in keys:
                table[kind] += 1
                table["ALL"] += 1

    def f1(self, kind: str) -> float:
        return 200 * self.right[kind] / max(1, self.given[kind] + self.wanted[kind])

    def recall(self, kind: str) -> float:
        return self.right[kind] / max(1, self.wanted[kind])

    def line(self) -> str:
        return " ".join(f"{kind[:5]} {self.f1(kind):5.1f}" for kind in (*TYPES, "ALL"))


def measure(everything: Sequence[Article], weights: Callable[[Article], dict[str, dict[str, float]]]) -> None:
    ways: dict[str, Callable[[Article], list[Candidate]]] = {
        "rules": lambda a: a.analysis.mentions,
        "network": lambda a: select(a.consultation.found),
        "both": lambda a: judge(a, weights(a)),
    }
    for name, way in ways.items():
        tally = Tally()
        for article in everything:
            tally.add(article, way(article))
        print(f"{name:8s}", tally.line(), flush=True)


def write(weights: dict[str, dict[str, float]], path: Path) -> None:
    lines = ["type\tfeature\tweight"]
    for kind, table in weights.items():
        lines += [f"{kind}\t{name}\t{value:.4f}" for name, value in sorted(table.items()) if abs(value) >= 5e-4]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--work", type=Path, default=Path("build/tagger"))
    parser.add_argument("--dev", action="store_true", help="measure the shipped model on the development set")
    parser.add_argument("--check", action="store_true", help="measure only, write nothing")
    parser.add_argument("--folds", type=int, nargs="+", default=list(range(FOLDS)), help="whose articles to use")
    parser.add_argument("--tag", default="", help="as given to train.py")
    options = parser.parse_args()
    if options.dev:
        shipped: dict[str, dict[str, float]] = defaultdict(dict)
        for row in read_tsv(TARGET, WeightRow):
            shipped[row.type.value][row.feature] = row.weight
        tagger = TaggerRecogniser()
        measure(list(articles(options.shared, "dev", lambda _: tagger)), lambda _: shipped)
        return
    taggers = [TaggerRecogniser(options.work / f"fold{i}{options.tag}") for i in range(FOLDS)]
    places = sorted(options.work.glob("places[0-9].json"))
    quotes = sorted(options.work.glob("quotes[0-9].tsv"))
    read = articles(options.shared, "train", lambda number: taggers[number % FOLDS], options.folds, places, quotes)
    everything = list(read)
    tagger = TaggerRecogniser()
    lost = losses(everything, list(articles(options.shared, "dev", lambda _: tagger)))
    print("lost  ", " ".join(f"{kind[:5]} {100 * share:5.1f}" for kind, share in lost.items()))
    # Folds of this step cut across those of the network, so that no weight has seen the article it is tested on.
    held = {f: learn([a for a in everything if a.number // FOLDS % FOLDS != f], lost) for f in range(FOLDS)}
    measure(everything, lambda a: held[a.number // FOLDS % FOLDS])
    if not options.check:
        write(learn(everything, lost), TARGET)


if __name__ == "__main__":
    main()
