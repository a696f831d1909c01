"""Fine-tuning: the shipped tagger (or one's own) goes on learning from annotated articles."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from govner._version import __version__
from govner.errors import InputError, ModelError
from govner.evaluation.gold import GoldArticle
from govner.recognition.tagger import TaggerRecogniser
from govner.resources import models_dir
from govner.training.scores import Scores, tagger_scores

if TYPE_CHECKING:
    from govner.training.fitting import Example

#: Fewest articles that may be held out, and be left to learn from.
_LEAST = 2


@dataclass(frozen=True)
class Settings:
    """How to fine-tune.

    Attributes:
        epochs: passes over the articles.
        rate: peak learning rate; a third of the one the shipped tagger was trained with, so that it is not forgotten.
        batch: sentences of 48 characters a step.
        held_out: share of the articles that are not learnt from but measured on (0 to 0.5).
        seed: of the choice of held-out articles, the order of sentences, and dropout.
        threads: of torch.
    """

    epochs: int = 5
    rate: float = 5e-4
    batch: int = 24
    held_out: float = 0.2
    seed: int = 1
    threads: int = 1


@dataclass(frozen=True)
class Report:
    """What came of a fine-tuning.

    Attributes:
        directory: the model, for `govner.load(tagger="builtin:DIRECTORY")`.
        learnt, held: ids of the articles learnt from and held out.
        before, after: scores of the tagger alone on the held-out articles; None where there were none.
    """

    directory: Path
    learnt: list[str]
    held: list[str]
    before: Scores | None
    after: Scores | None


def fine_tune(
    articles: Sequence[GoldArticle],
    directory: str | Path,
    base: str | Path | None = None,
    settings: Settings | None = None,
    report: Callable[[str], None] = print,
) -> Report:
    """Writes a tagger that has gone on learning from annotated articles.

    The same articles, settings and versions give the same model on the same machine.

    Args:
        articles: of the kind that the tagger will read, all mentions of all six types annotated
            (:func:`govner.evaluation.inline.read_annotated` reads them).
        directory: where to write network.onnx, vocabulary.json, crf.npz, and training.json, which says how it was made.
        base: the model directory to go on from (default: the shipped tagger).
        report: is told about each epoch.

    Raises:
        ModelError: torch or onnx is missing, or `base` holds no tagger.
        InputError: there are too few articles, a setting is out of range, or `directory` is that of `base`.
        OSError: the directory cannot be written; that is known before training begins.
    """
    settings = settings or Settings()
    learn, held = _divided(articles, settings)
    start = Path(base) if base is not None else models_dir() / "tagger"
    target = Path(directory)
    if target.resolve() == start.resolve():
        raise InputError(f"{target} holds the model to go on from: choose another directory for the new one")
    try:
        import torch

        from govner.training.exporting import write_model
        from govner.training.fitting import GOLD_HEADS, Schedule, example, fit
        from govner.training.importing import read_model
        from govner.training.samples import gold_samples, pieces
    except ImportError as error:
        raise ModelError(f"training needs torch and onnx ({error}): pip install 'govner[train]'") from error
    model, vocabulary = read_model(start)
    target.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(settings.threads)
    examples = [example(p, GOLD_HEADS) for s in gold_samples(learn) for p in pieces(s)]

    def draw(_: random.Random) -> Sequence[Example]:
        return examples

    schedule = Schedule(settings.epochs, settings.rate, settings.batch)
    trained = fit(model, vocabulary, draw, schedule, {"inner": 0.5}, settings.seed, report)
    write_model(trained, vocabulary, target)
    before = tagger_scores(TaggerRecogniser(start), held) if held else None
    after = tagger_scores(TaggerRecogniser(target), held) if held else None
    result = Report(target, [a.id for a in learn], [a.id for a in held], before, after)
    _write_history(result, start, articles, settings, torch.__version__)
    return result


def _divided(articles: Sequence[GoldArticle], settings: Settings) -> tuple[list[GoldArticle], list[GoldArticle]]:
    """The articles to learn from and those held out, by chance."""
    if not 0 <= settings.held_out <= 0.5 or settings.epochs < 1 or settings.rate <= 0 or settings.batch < 1:
        raise InputError("training needs 0 ≤ held_out ≤ 0.5, epochs ≥ 1, rate > 0 and batch ≥ 1")
    count = max(_LEAST, round(len(articles) * settings.held_out)) if settings.held_out else 0
    if len(articles) - count < _LEAST:
        raise InputError(f"{len(articles)} annotated articles are too few to learn from with {count} held out")
    order = list(range(len(articles)))
    random.Random(settings.seed).shuffle(order)
    held = set(order[:count])
    return [a for i, a in enumerate(articles) if i not in held], [articles[i] for i in sorted(held)]


def _write_history(
    report: Report, base: Path, articles: Sequence[GoldArticle], settings: Settings, torch_version: str
) -> None:
    """training.json: what a reader needs to make the model again, and how good it was."""
    digest = hashlib.sha256()
    for article in articles:
        mentions = [[kind.value, start, end] for kind, start, end in article.mentions]
        digest.update(json.dumps([article.text, mentions], ensure_ascii=False).encode())
    history = {
        "govner": __version__,
        "torch": torch_version,
        "base": hashlib.sha256((base / "network.onnx").read_bytes()).hexdigest(),
        "articles": {"sha256": digest.hexdigest(), "learnt": report.learnt, "held_out": report.held},
        "settings": asdict(settings),
        "f1": {
            name: scores.plain() for name, scores in (("before", report.before), ("after", report.after)) if scores
        },
    }
    text = json.dumps(history, ensure_ascii=False, indent=2)
    (report.directory / "training.json").write_text(text + "\n", encoding="utf-8")
