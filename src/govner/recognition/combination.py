"""Rules and network together: one calibrated probability for every candidate.

Each candidate gets the probability that it is a mention, from a logistic model per type (models/tagger/combination.tsv,
trained by training/tagger/combine.py on answers that the network gave about articles it had not seen). What speaks for
or against a candidate: the rule that proposed it and its score, the probability that the network gives to this span
and to a rival one, other rules that agree or object, the same surface elsewhere in the document.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from govner.lexicons import Row, read_tsv
from govner.recognition.tagger.recogniser import RULE, RULE_INNER
from govner.recognition.terms import CERTAIN
from govner.records import MentionForm, MentionType
from govner.resources import models_dir
from govner.segmentation import Analysis, Candidate

Features = dict[str, float]

#: Forms that no training article marks; their candidates pass unchanged.
_UNMARKED = {MentionForm.PRONOUN, MentionForm.DEICTIC, MentionForm.NOMINAL, MentionForm.ZERO}
_LIMIT = 6.0
#: Candidates below this probability are no mentions.
MINIMUM = 0.5


class SpanModel(Protocol):
    """A model that proposes mentions and can say what it thinks of others' proposals."""

    def read_many(
        self, analyses: Sequence[Analysis], asked: Sequence[Sequence[Candidate]]
    ) -> list[tuple[list[Candidate], list[float]]]:
        """For each document, the model's candidates, and a probability for each of those asked about."""
        ...


class WeightRow(Row):
    """A line of combination.tsv."""

    type: MentionType
    feature: str
    weight: float


@dataclass(frozen=True, slots=True)
class Consultation:
    """What rules and network say about a document.

    Attributes:
        rules: the rules' candidates, as far as they are judged.
        support: the network's probability for each of them.
        found: what the network proposes.
    """

    rules: list[Candidate]
    support: list[float]
    found: list[Candidate]


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with its features."""

    candidate: Candidate
    features: Features


class Combiner:
    """Runs the network over a document, adds what only it found, and scores all candidates anew.

    Args:
        tagger: the network, or what stands in for it.
        weights: the file of weights.
    """

    def __init__(self, tagger: SpanModel, weights: Path) -> None:
        self.tagger = tagger
        self._weights: dict[MentionType, dict[str, float]] = defaultdict(dict)
        for row in read_tsv(weights, WeightRow):
            self._weights[row.type][row.feature] = row.weight

    def __call__(self, analysis: Analysis) -> list[Candidate]:
        """All candidates of the document; those that the models do not judge are the same objects as before."""
        return next(self.many([analysis]))

    def many(self, analyses: Sequence[Analysis]) -> Iterator[list[Candidate]]:
        """The same for several documents, which the network reads together."""
        for analysis, consultation in zip(analyses, consult_all(analyses, self.tagger), strict=True):
            result = [c for c in analysis.candidates if not judged(c)]
            result += (self._scored(item) for item in evidence(analysis, consultation))
            yield result

    def _scored(self, item: Judged) -> Candidate:
        weights = self._weights[item.candidate.type]
        total = sum(weights.get(name, 0.0) * value for name, value in item.features.items())
        chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
        # Among equal spans the rule that was surest keeps the word, because of what it knows of the mention.
        score = chance * (1 - 1e-6 * (1 - item.candidate.score)) if chance >= MINIMUM else 0.0
        c = item.candidate
        return Candidate(c.type, c.start, c.end, c.rule, score, c.form, c.with_party, c.basis, c.attrs, c.ref)


def default_weights() -> Path:
    """The shipped weights."""
    return models_dir() / "tagger" / "combination.tsv"


def judged(candidate: Candidate) -> bool:
    """Whether the combination has a say about a candidate."""
    return candidate.type.value in _JUDGED and candidate.form not in _UNMARKED and candidate.score < CERTAIN


_JUDGED = {"PERSON", "POST", "ORGANIZATION", "PLACE", "DATE", "SLOGAN"}


def consult(analysis: Analysis, tagger: SpanModel) -> Consultation:
    """Asks the network about a document and the rules' candidates in it."""
    return consult_all([analysis], tagger)[0]


def consult_all(analyses: Sequence[Analysis], tagger: SpanModel) -> list[Consultation]:
    """Asks the network about several documents at once."""
    rules = [[c for c in analysis.candidates if judged(c)] for analysis in analyses]
    answers = tagger.read_many(analyses, rules)
    return [Consultation(asked, support, found) for asked, (found, support) in zip(rules, answers, strict=True)]


def evidence(analysis: Analysis, consultation: Consultation) -> list[Judged]:
    """Every judged candidate of a document, those that only the network found included, with its features."""
    rules, support, found = consultation.rules, consultation.support, consultation.found
    known = {(c.type, c.start, c.end) for c in rules}
    fresh = [c for c in found if (c.type, c.start, c.end) not in known]
    candidates = [*rules, *fresh]
    chances = [*support, *(c.score for c in fresh)]
    rivals = _Overlaps([c for c in found if c.rule == RULE])
    objections = _Overlaps(rules)
    elsewhere = _surfaces(analysis, candidates, chances)
    agreeing: dict[tuple[MentionType, int, int], set[str]] = defaultdict(set)
    for c in rules:
        agreeing[c.type, c.start, c.end].add(c.rule)
    items = []
    for candidate, chance in zip(candidates, chances, strict=True):
        features = _own(candidate, chance)
        features["rival"] = max((r.score for r in rivals.of(candidate)), default=0.0)
        features["agree"] = float(len(agreeing[candidate.type, candidate.start, candidate.end] - {candidate.rule}) > 0)
        _object(features, candidate, objections.of(candidate))
        features["elsewhere"], features["repeated"] = elsewhere(candidate, chance)
        features["title"] = float(analysis.sentence_at(candidate.start).title)
        items.append(Judged(candidate, {name: value for name, value in features.items() if value}))
    return items


def _own(candidate: Candidate, chance: float) -> Features:
    odds = _odds(chance)
    features: Features = {"bias": 1.0, f"rule={candidate.rule}": 1.0, "for": max(0.0, odds), "against": min(0.0, odds)}
    if candidate.rule not in (RULE, RULE_INNER):
        features["rule"] = 1.0
        features["score"] = _odds(candidate.attrs.get("chance", candidate.score))
    length = candidate.end - candidate.start
    features[f"length={min(length, 5)}"] = 1.0
    return features


def _odds(chance: float) -> float:
    chance = min(max(chance, 1e-9), 1 - 1e-9)
    return max(-_LIMIT, min(_LIMIT, math.log(chance / (1 - chance))))


def _object(features: Features, candidate: Candidate, others: Iterable[Candidate]) -> None:
    """Other rules' candidates that cross or hold this one."""
    for other in others:
        if other.type is not candidate.type:
            name = f"other={other.type.value}"
        elif other.end - other.start > candidate.end - candidate.start:
            name = "longer"
        else:
            name = "shorter"
        features[name] = max(features.get(name, 0.0), other.score)


def _surfaces(
    analysis: Analysis, candidates: Sequence[Candidate], chances: Sequence[float]
) -> Callable[[Candidate, float], tuple[float, float]]:
    """A function from a candidate to what the network thinks of its surface elsewhere in the document: (mean odds,
    whether there is any other occurrence)."""
    total: dict[tuple[MentionType, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    seen: set[tuple[MentionType, int, int]] = set()
    text = analysis.view.text
    for c, chance in zip(candidates, chances, strict=True):
        if (c.type, c.start, c.end) not in seen:
            seen.add((c.type, c.start, c.end))
            sums = total[c.type, text[c.start : c.end]]
            sums[0] += _odds(chance)
            sums[1] += 1

    def others(candidate: Candidate, chance: float) -> tuple[float, float]:
        odds, count = total[candidate.type, text[candidate.start : candidate.end]]
        return ((odds - _odds(chance)) / (count - 1), 1.0) if count > 1 else (0.0, 0.0)

    return others


class _Overlaps:
    """Candidates by position."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._sorted = sorted(candidates, key=lambda c: (c.start, c.end))
        self._starts = [c.start for c in self._sorted]
        self._widest = max((c.end - c.start for c in self._sorted), default=0)

    def of(self, candidate: Candidate) -> list[Candidate]:
        """Those that overlap a candidate and are another span or type (places nested in places are no rivals)."""
        first = bisect_left(self._starts, candidate.start - self._widest)
        found = []
        for other in self._sorted[first : bisect_left(self._starts, candidate.end)]:
            if other.end <= candidate.start:
                continue
            if (other.type, other.start, other.end) == (candidate.type, candidate.start, candidate.end):
                continue
            found.append(other)
        return found
