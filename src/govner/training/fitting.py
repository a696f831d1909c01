"""Batches and training loops."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from govner.recognition.tagger.characters import UNKNOWN, Vocabulary
from govner.recognition.tagger.labels import LABELS, tag_names
from govner.training.network import Tagger
from govner.training.samples import MAX_LENGTH, Sample, Span

#: The heads of the tagger: name → (labels, whether it learns the inner spans).
GOLD_HEADS: dict[str, tuple[Sequence[str], bool]] = {"gold": (LABELS, False), "inner": (("PLACE",), True)}

#: Samples are padded to one of few lengths, or memory grows with a kernel for each.
LENGTHS = (16, 32, 48, 64, 96, MAX_LENGTH)


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the tag numbers of each head (a head that is missing learns nothing from it)."""

    text: str
    targets: dict[str, np.ndarray]


@dataclass
class Batch:
    """Padded examples that share their heads, time-major, sorted by falling length."""

    characters: Tensor
    bigrams: Tensor
    lengths: Tensor
    targets: dict[str, Tensor]


#: The examples of an epoch.
Source = Callable[[random.Random], Sequence[Example]]


@dataclass(frozen=True)
class Schedule:
    """How long and how fast to learn.

    Attributes:
        epochs: passes over the sources, each drawn anew.
        rate: peak learning rate, reached after a short warm-up, falling linearly to nearly nothing.
        batch: sentences of 48 characters a step.
        unknown: share of characters and bigrams hidden, so that unknown ones are no surprise.
        average: decay of the averaged weights that are kept.
    """

    epochs: int
    rate: float = 2e-3
    batch: int = 48
    unknown: float = 0.08
    average: float = 0.998


def tags_of(length: int, spans: Sequence[Span], labels: Sequence[str]) -> np.ndarray:
    """Tag numbers of a sentence; labels not asked for and overlapping spans are left out."""
    number = {name: i for i, name in enumerate(tag_names(labels))}
    tags = np.zeros(length, np.int64)
    for label, start, end in spans:
        if label not in labels or tags[start:end].any():
            continue
        if end - start == 1:
            tags[start] = number[f"S-{label}"]
        else:
            tags[start:end] = number[f"I-{label}"]
            tags[start], tags[end - 1] = number[f"B-{label}"], number[f"E-{label}"]
    return tags


def example(sample: Sample, heads: dict[str, tuple[Sequence[str], bool]]) -> Example:
    """A sample's example for some heads: name → (labels, whether it learns the inner spans)."""
    targets = {
        name: tags_of(len(sample.text), sample.inner if inner else sample.spans, labels)
        for name, (labels, inner) in heads.items()
    }
    return Example(sample.text, targets)


def batches(vocabulary: Vocabulary, examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[Batch]:
    """Batches of examples of similar length, in random order, of about `size` × 48 characters each."""
    key = {i: (padded(len(e.text)), tuple(sorted(e.targets))) for i, e in enumerate(examples)}
    order = sorted(key, key=lambda i: (key[i], rng.random()))
    groups: list[list[int]] = []
    for index in order:
        limit = max(8, size * 48 // key[index][0])
        if not groups or len(groups[-1]) >= limit or key[groups[-1][0]] != key[index]:
            groups.append([])
        groups[-1].append(index)
    rng.shuffle(groups)
    for group in groups:
        yield _batch(vocabulary, [examples[i] for i in group], key[group[0]][0])


def padded(length: int) -> int:
    return next((n for n in LENGTHS if length <= n), length)


def _batch(vocabulary: Vocabulary, examples: Sequence[Example], length: int) -> Batch:
    examples = sorted(examples, key=lambda e: -len(e.text))
    texts = [e.text for e in examples]
    characters, bigrams = (torch.from_numpy(numbers.T.copy()) for numbers in vocabulary.numbers(texts, length))
    targets = {}
    for head in examples[0].targets:
        target = np.zeros((length, len(texts)), np.int64)
        for column, e in enumerate(examples):
            target[: len(e.text), column] = e.targets[head]
        targets[head] = torch.from_numpy(target)
    return Batch(characters, bigrams, torch.tensor([len(text) for text in texts]), targets)


def fit(
    model: Tagger,
    vocabulary: Vocabulary,
    source: Source,
    schedule: Schedule,
    weights: dict[str, float] | None = None,
    seed: int = 1,
    report: Callable[[str], None] = print,
) -> Tagger:
    """Trains `model` and returns it with averaged weights.

    Args:
        source: draws the examples of an epoch.
        weights: factors of the losses of heads other than 1.
        report: called after each epoch with a line about it.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)
    crf = [p for name, p in model.named_parameters() if name.split(".")[-1] in ("transitions", "first", "last")]
    known = {id(p) for p in crf}
    rest = [p for p in model.parameters() if id(p) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": rest}, {"params": crf, "lr": schedule.rate * 3}], lr=schedule.rate, weight_decay=0.01, fused=True
    )
    averaged = copy.deepcopy(model)
    pairs = (list(averaged.parameters()), list(model.parameters()))
    first = source(rng)
    total = schedule.epochs * max(1, sum(1 for _ in batches(vocabulary, first, schedule.batch, random.Random(0))))
    rise = min(150, max(1, total // 10))
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / rise) * max(0.02, 1 - step / total)
    )
    every = 4 if total >= 200 else 1
    step = 0
    for epoch in range(schedule.epochs):
        started, losses = time.process_time(), []
        model.train()
        for batch in batches(vocabulary, first if epoch == 0 else source(rng), schedule.batch, rng):
            _hide(batch, schedule.unknown)
            loss = _loss(model, batch, weights or {})
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            pace.step()
            step += 1
            losses.append(loss.item())
            if step % every == 0:
                decay = min(schedule.average, (1 + step) / (10 + step)) ** every
                with torch.no_grad():
                    torch._foreach_lerp_(*pairs, 1 - decay)
        seconds = time.process_time() - started
        report(f"epoch {epoch + 1}/{schedule.epochs}: mean loss {np.mean(losses):.3f}, {seconds:.0f} CPU s")
    return averaged.eval()


def _hide(batch: Batch, share: float) -> None:
    """Replaces some characters and bigrams by "unknown"."""
    for numbers, part in ((batch.characters, share / 3), (batch.bigrams, share)):
        hidden = (torch.rand(numbers.shape) < part) & (numbers > UNKNOWN)
        numbers[hidden] = UNKNOWN


def _loss(model: Tagger, batch: Batch, weights: dict[str, float]) -> Tensor:
    hidden = model.encoder(batch.characters, batch.bigrams, batch.lengths)
    total = torch.zeros(())
    for head, target in batch.targets.items():
        if head == "dense":
            mask = torch.arange(target.size(0))[:, None] < batch.lengths
            assert model.dense is not None
            loss = functional.cross_entropy(model.dense(hidden[mask]), target[mask]) * 10
        else:
            loss = model.heads[head].loss(hidden, target, batch.lengths)
        total = total + loss * weights.get(head, 1.0)
    return total
