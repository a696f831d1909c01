"""Trains the tagger. One command makes what is in models/tagger:

    python training/tagger/train.py all --shared ../shared --work DIR

Steps (each reads what the one before left in DIR, and is skipped where its result is there):
    sentences   unlabelled sentences of the genre; label them with LAC in an environment of its own:
                python label_with_lac.py < DIR/sentences.txt > DIR/lac.jsonl
    vocabulary  characters and bigrams
    pretrain    encoder: LAC's tags and the labelled corpora, one head each
    final       the model on all gold articles
    export      models/tagger (or --to): network.onnx, vocabulary.json, crf.npz
Not in "all":
    folds       models on three quarters of the gold articles; DIR/fold0 … (for combine.py)
    cluener     the same network on CLUENER, for comparison
    ablations   models without some part of the training; DIR/ablation-NAME (for evaluate_parts.py --models)
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from corpora import labelled_corpus, read_rows
from swapping import Pools, Swapper
from unlabelled import draw
from vocabulary import choose, set_vectors

from govner.evaluation.gold import read_gold
from govner.recognition.tagger.characters import Vocabulary
from govner.recognition.tagger.labels import LABELS
from govner.training.exporting import write_model
from govner.training.fitting import GOLD_HEADS, Example, Schedule, Source, example, fit
from govner.training.network import Shape, Tagger
from govner.training.prediction import score_table, spans_with_scores
from govner.training.samples import Sample, gold_samples, pieces

SEED = 1
FOLDS = 4
MODEL = Path(__file__).resolve().parents[2] / "models" / "tagger"

#: Labelled corpora: head → (files, labels it annotates).
CORPORA = {
    "cluener": (["cluener_train"], ("PER", "ORG", "TITLE", "ORG_COM", "LOC", "ORG_GOV", "SCENE")),
    "msra": (["msra_train_noleak"], ("PER", "LOC", "ORG")),
    "pku": (["pku199801_ORG_INCOMPLETE"], ("PER", "LOC", "TIME")),
    "resume": (["resume_train"], ("PER", "ORG", "TITLE")),
    "campus": (["ruc_campus_news"], ("PER", "ORG", "TITLE", "LOC", "MEETING")),
}
LAC_TAGS = 49
#: What `ablations` leaves out: names → options.
ABLATIONS: dict[str, dict[str, bool | int]] = {
    "gold": {"scratch": True, "copies": 0, "epochs": 15},
    "exchange": {"scratch": True},
    "labelled": {"no_silver": True, "copies": 0, "epochs": 15},
    "silver": {"copies": 0, "epochs": 15},
}
#: Epochs of pre-training between restarts of the learning rate.
ROUNDS = (1, 1)


@dataclass
class Workplace:
    """Where things lie, and what several steps share."""

    shared: Path
    work: Path

    @property
    def vectors(self) -> Path:
        return self.shared / "prototype"

    def vocabulary(self) -> Vocabulary:
        return Vocabulary.read(self.work / "vocabulary.json")

    def gold(self, name: str = "train") -> list[Sample]:
        """The annotated sentences, read once."""
        cache = self.work / f"gold_{name}.pickle"
        if not cache.is_file():
            cache.write_bytes(pickle.dumps(gold_samples(read_gold(self.shared / "gold" / f"{name}.jsonl"))))
        samples: list[Sample] = pickle.loads(cache.read_bytes())
        return samples

    def corpus(self, head: str) -> list[Sample]:
        files, _ = CORPORA[head]
        return [s for name in files for s in labelled_corpus(self.shared / "corpus" / "ner" / f"{name}.jsonl.xz")]


def sentences(place: Workplace) -> None:
    lines = draw(place.shared / "corpus", SEED)
    (place.work / "sentences.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def vocabulary(place: Workplace) -> None:
    lines = (place.work / "sentences.txt").read_text(encoding="utf-8").split("\n")
    texts = [(line, 1) for line in lines] + [(s.text, 10) for s in place.gold()]
    texts += [(s.text, 1) for head in ("cluener", "campus", "resume") for s in place.corpus(head)]
    choose(texts, place.vectors).write(place.work / "vocabulary.json")


def new_model(place: Workplace, known: Vocabulary) -> Tagger:
    torch.manual_seed(SEED)
    shape = Shape(known.size, known.bigram_size)
    heads = {name: len(labels) for name, (_, labels) in CORPORA.items()} | {"gold": len(LABELS), "inner": 1}
    model = Tagger(shape, heads, LAC_TAGS)
    set_vectors(model.encoder, known, place.vectors)
    return model


def pretrain(place: Workplace, options: argparse.Namespace) -> None:
    """DIR/pretrained.pt (with --no-silver, from the labelled corpora alone: DIR/pretrained-labelled.pt)."""
    name = "pretrained-labelled" if options.no_silver else "pretrained"
    known = place.vocabulary()
    model = new_model(place, known)
    lac = [] if options.no_silver else [
        Example(row["text"], {"dense": np.array(row["tags"], np.uint8)})
        for row in read_rows(place.work / "lac.jsonl")
        if len(row["text"]) == len(row["tags"])
    ]
    labelled = {
        head: [example(s, {head: (labels, False)}) for s in place.corpus(head)] for head, (_, labels) in CORPORA.items()
    }

    def draw_epoch(rng: random.Random) -> Sequence[Example]:
        chosen = list(lac)
        for head, share in (("cluener", 1.0), ("msra", 0.5), ("pku", 0.5), ("resume", 1.0), ("campus", 1.0)):
            chosen += rng.sample(labelled[head], int(len(labelled[head]) * share))
        return chosen

    for number, epochs in enumerate(ROUNDS):
        done = place.work / f"{name}{number}.pt"
        if done.is_file():
            model.load_state_dict(torch.load(done))
            continue
        model = fit(model, known, draw_epoch, Schedule(epochs=epochs, rate=2e-3, batch=48), seed=SEED + number)
        torch.save(model.state_dict(), done)
    torch.save(model.state_dict(), place.work / f"{name}.pt")


def gold_source(place: Workplace, gold: list[Sample], pools: Pools, copies: int) -> Source:
    """An epoch: every gold sentence and `copies` variants, with a tenth of labelled corpora beside."""
    swap = Swapper(pools)
    beside = [
        example(s, {head: (CORPORA[head][1], False)})
        for head in ("cluener", "campus", "resume")
        for s in place.corpus(head)
    ]

    def draw_epoch(rng: random.Random) -> Sequence[Example]:
        variants = [swap(s, rng) for s in gold for _ in range(copies)]
        chosen = [example(p, GOLD_HEADS) for s in [*gold, *variants] for p in pieces(s)]
        return chosen + rng.sample(beside, min(len(beside), len(chosen) // 6))

    return draw_epoch


def tuned(place: Workplace, gold: list[Sample], options: argparse.Namespace, seed: int) -> Tagger:
    """A model fine-tuned on gold sentences, from the pre-trained one if there is one."""
    known = place.vocabulary()
    model = new_model(place, known)
    start = place.work / ("pretrained-labelled.pt" if options.no_silver else "pretrained.pt")
    if start.is_file() and not options.scratch:
        model.load_state_dict(torch.load(start))
    source = gold_source(place, gold, Pools(place.shared, gold), options.copies)
    return fit(model, known, source, Schedule(options.epochs, options.rate, 32), {"inner": 0.5}, seed)


def folds(place: Workplace, options: argparse.Namespace) -> None:
    gold, known = place.gold(), place.vocabulary()
    for fold in range(FOLDS) if options.fold is None else [options.fold]:
        model = tuned(place, [s for s in gold if s.article % FOLDS != fold], options, SEED + fold)
        write_model(model, known, place.work / f"fold{fold}{options.tag}")
        held = [s for s in gold if s.article % FOLDS == fold]
        print(f"fold {fold}", score_table(held, spans_with_scores(model, known, [s.text for s in held])), flush=True)


def final(place: Workplace, options: argparse.Namespace) -> None:
    model = tuned(place, place.gold(), options, SEED)
    torch.save(model.state_dict(), place.work / f"final{options.tag}.pt")
    dev = place.gold("dev")
    print("dev", score_table(dev, spans_with_scores(model, place.vocabulary(), [s.text for s in dev])), flush=True)


def cluener(place: Workplace, options: argparse.Namespace) -> None:
    """The same network fine-tuned on CLUENER alone, for comparison with published figures; it is not shipped."""
    known = place.vocabulary()
    model = new_model(place, known)
    model.load_state_dict(torch.load(place.work / "pretrained.pt"))
    labels = CORPORA["cluener"][1]
    examples = [example(s, {"cluener": (labels, False)}) for s in place.corpus("cluener")]
    model = fit(model, known, lambda _: examples, Schedule(options.epochs, options.rate, 32), seed=SEED)
    dev = labelled_corpus(place.shared / "corpus" / "ner" / "cluener_dev.jsonl.xz")
    print("cluener", score_table(dev, spans_with_scores(model, known, [s.text for s in dev], "cluener", labels)))


def export(place: Workplace, options: argparse.Namespace) -> None:
    known = place.vocabulary()
    model = new_model(place, known)
    model.load_state_dict(torch.load(place.work / f"final{options.tag}.pt"))
    write_model(model.eval(), known, options.to)


def ablations(place: Workplace, options: argparse.Namespace) -> None:
    """Models that lack a part of the training, all with about as many steps of fine-tuning as the shipped one."""
    for name, changes in ABLATIONS.items():
        target = place.work / f"ablation-{name}"
        chosen = argparse.Namespace(**{**vars(options), **changes, "tag": f"-{name}", "to": target})
        if target.is_dir():
            continue
        if chosen.no_silver and not (place.work / "pretrained-labelled.pt").is_file():
            pretrain(place, chosen)
        final(place, chosen)
        export(place, chosen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "step",
        choices=["sentences", "vocabulary", "pretrain", "folds", "final", "export", "cluener", "ablations", "all"],
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--work", type=Path, default=Path("build/tagger"))
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--copies", type=int, default=2)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--tag", default="", help="appended to the names of model files, to keep several")
    parser.add_argument("--scratch", action="store_true", help="do not start from the pre-trained model")
    parser.add_argument("--no-silver", action="store_true", help="pre-training without what LAC labelled")
    parser.add_argument("--to", type=Path, default=MODEL, help="where export writes")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    place = Workplace(options.shared, options.work)
    place.work.mkdir(parents=True, exist_ok=True)
    steps = ["sentences", "vocabulary", "pretrain", "final", "export"] if options.step == "all" else [options.step]
    for step in steps:
        if step in ("sentences", "vocabulary"):
            {"sentences": sentences, "vocabulary": vocabulary}[step](place)
        else:
            tuning = {"folds": folds, "final": final, "export": export, "cluener": cluener, "ablations": ablations}
            {"pretrain": pretrain, **tuning}[step](place, options)


if __name__ == "__main__":
    main()
