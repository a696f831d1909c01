"""Learns the weights of the quote model from annotated articles and writes models/lexicons/slogan_quotes.tsv.

    python training/train_slogan_quotes.py GOLD.jsonl --counts quoted_phrases.tsv [--check | --fold-weights DIR]

A logistic regression with an L2 penalty, fitted by Newton's method. --check writes nothing and prints the F1 of
quoted slogans in a five-fold cross-validation by article.
"""
from __future__ import annotations

import argparse
import math
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from govner.evaluation.gold import read_gold
from govner.lexicons import Lexicons
from govner.reading.pages import read_page
from govner.recognition.slogans.heads import parse_head
from govner.recognition.slogans.lexicon import SloganLexicon
from govner.recognition.slogans.members import MemberFinder
from govner.recognition.slogans.quotes import QuoteModel, quotations
from govner.recognition.slogans.recogniser import THRESHOLD
from govner.records import MentionType
from govner.segmentation import Analysis

TARGET = Path(__file__).resolve().parents[1] / "models" / "lexicons" / "slogan_quotes.tsv"
PENALTY = 1.5
MINIMUM = 2
FOLDS = 5
TAGGER_FOLDS = 4
INDEPENDENT_USES = 3
_LOGIT = math.log(THRESHOLD / (1 - THRESHOLD))
Example = tuple[list[str], bool, str]


def dependent_terms(kinds: dict[str, str], path: Path, counts: Path | None) -> set[str]:
    """The terms that the lexicon may have from the training articles themselves.

    With them, "not in the lexicon" would look like much stronger evidence than it is for a new article. A marked term
    stays if other texts quote it too (`counts`: phrase and number of uses, tab separated).
    """
    used: dict[str, int] = {}
    if counts:
        for line in counts.read_text(encoding="utf-8").splitlines()[1:]:
            phrase, uses = line.split("\t")[:2]
            used[phrase] = int(uses)
    marked = {g.text[a:b] for g in read_gold(path) for kind, a, b in g.mentions if kind is MentionType.SLOGAN}
    return {term for term in kinds if term in marked and used.get(term, 0) < INDEPENDENT_USES}


def examples(path: Path, counts: Path | None) -> list[list[Example]]:
    """Per article: (features, is a slogan, text) of every quotation."""
    lexicons = Lexicons()
    kinds = SloganLexicon(lexicons).kinds
    kinds = SloganLexicon(lexicons, dependent_terms(kinds, path, counts)).kinds
    model = QuoteModel(lexicons, kinds, MemberFinder(lexicons))
    articles = []
    for gold in read_gold(path):
        analysis = Analysis.of(read_page(gold.text, id=gold.id, published=gold.published, region=gold.region))
        marked = {(a, b) for kind, a, b in gold.mentions if kind is MentionType.SLOGAN}
        rows = []
        for quote in quotations(analysis):
            head = parse_head(analysis.text[quote.start : quote.end])
            expansion = model.finder.find(analysis, head, quote.start, quote.end) if head.counts() else None
            names = list(model.features(analysis, quote, head, expansion))
            rows.append((names, analysis.view.raw_range(quote.start, quote.end) in marked,
                         analysis.text[max(0, quote.start - 10) : quote.end + 10].replace("\n", "⏎")))
        articles.append(rows)
    return articles


def fit(rows: list[Example], penalty: float) -> dict[str, float]:
    """Feature weights of a logistic regression."""
    counts = Counter(f for names, _, _ in rows for f in set(names))
    vocabulary = sorted(f for f, n in counts.items() if n >= MINIMUM)
    index = {f: i for i, f in enumerate(vocabulary)}
    x: NDArray[np.float64] = np.zeros((len(rows), len(vocabulary)))
    for i, (names, _, _) in enumerate(rows):
        x[i, [index[f] for f in names if f in index]] = 1.0
    y = np.array([label for _, label, _ in rows], dtype=np.float64)
    ridge = np.full(len(vocabulary), penalty)
    ridge[index["bias"]] = 1e-3
    weights = np.zeros(len(vocabulary))
    for _ in range(25):
        probability = 1 / (1 + np.exp(-(x @ weights)))
        gradient = x.T @ (y - probability) - ridge * weights
        hessian = (x * (probability * (1 - probability))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        weights += step
        if float(np.abs(step).max()) < 1e-6:
            break
    return {f: round(float(weights[index[f]]), 3) for f in vocabulary}


def score(weights: dict[str, float], names: list[str]) -> float:
    return sum(weights.get(f, 0.0) for f in names)


def check(articles: list[list[Example]], penalty: float, verbose: bool) -> None:
    right = wrong = missed = 0
    for fold in range(FOLDS):
        training = [row for i, rows in enumerate(articles) if i % FOLDS != fold for row in rows]
        weights = fit(training, penalty)
        for names, label, text in (row for i, rows in enumerate(articles) if i % FOLDS == fold for row in rows):
            guess = score(weights, names) > _LOGIT
            right += label and guess
            wrong += guess and not label
            missed += label and not guess
            if verbose and guess != label:
                print("+-"[label], f"{score(weights, names):6.2f}", text)
    f1 = 200 * right / (2 * right + wrong + missed)
    print(f"penalty {penalty}: F1 {f1:.1f} right {right} wrong {wrong} missed {missed}")


def write(weights: dict[str, float], path: Path) -> None:
    lines = [f"{f}\t{w}\n" for f, w in weights.items() if abs(w) >= 0.02]
    path.write_text("feature\tweight\n" + "".join(lines), encoding="utf-8")


def write_folds(articles: list[list[Example]], options: argparse.Namespace) -> None:
    """Weights without the articles of each fold, and the terms that the lexicon knows from training articles."""
    for fold in range(TAGGER_FOLDS):
        rows = [row for i, article in enumerate(articles) if i % TAGGER_FOLDS != fold for row in article]
        write(fit(rows, options.penalty), options.fold_weights / f"quotes{fold}.tsv")
    unknown = sorted(dependent_terms(SloganLexicon(Lexicons()).kinds, options.gold, options.counts))
    (options.fold_weights / "quotes_unknown.txt").write_text("\n".join(unknown) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--counts", type=Path, help="quoted phrases with their uses in other texts (TSV)")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--penalty", type=float, default=PENALTY)
    parser.add_argument("--fold-weights", type=Path, metavar="DIR", help="write weights per fold for tagger/combine.py")
    options = parser.parse_args()
    articles = examples(options.gold, options.counts)
    if options.check:
        check(articles, options.penalty, options.verbose)
        return
    if options.fold_weights:
        write_folds(articles, options)
        return
    write(fit([row for rows in articles for row in rows], options.penalty), TARGET)


if __name__ == "__main__":
    main()
