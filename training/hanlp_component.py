"""Trains a small HanLP 2 component for named entities on annotated articles, to be used as `tagger="hanlp:DIRECTORY"`.

    python training/hanlp_component.py ANNOTATED.jsonl DIRECTORY [--epochs 20]

Needs `pip install hanlp==2.1.5 torch==2.13.0` (see docs/dependencies.md). The component reads characters (an embedding
and a BiLSTM); it is there to prove that the back end works with a component trained elsewhere, not to be good.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import torch
from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer

from govner.evaluation.gold import analysis_with_gold_mentions, read_gold

#: Label of HanLP's MSRA components for each type of mention it knows.
LABELS = {"PERSON": "PERSON", "PLACE": "LOCATION", "ORGANIZATION": "ORGANIZATION", "DATE": "DATE"}
SEED = 1


def tagged_sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    """The sentences of annotated articles as (character, BIO tag)."""
    for gold in read_gold(path):
        analysis = analysis_with_gold_mentions(gold)
        for sentence in analysis.sentences:
            text = analysis.text[sentence.start : sentence.end]
            tags = ["O"] * len(text)
            for mention in analysis.mentions:
                label = LABELS.get(mention.type.value)
                start, end = mention.start - sentence.start, mention.end - sentence.start
                if label and start >= 0 and end <= len(text) and tags[start] == "O":
                    tags[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
            if text.strip():
                yield [(c, t) for c, t in zip(text, tags, strict=True) if not c.isspace()]


def write_tsv(sentences: Iterable[list[tuple[str, str]]], path: Path) -> None:
    blocks = ["".join(f"{character}\t{tag}\n" for character, tag in sentence) for sentence in sentences]
    path.write_text("\n".join(blocks), encoding="utf-8")


def train(annotated: Path, directory: Path, epochs: int) -> None:
    """Trains on all sentences; every tenth also serves to watch progress."""
    random.seed(SEED)
    torch.manual_seed(SEED)
    directory.mkdir(parents=True, exist_ok=True)
    sentences = list(tagged_sentences(annotated))
    write_tsv(sentences, directory / "train.tsv")
    write_tsv(sentences[::10], directory / "watch.tsv")
    # Without CRF: RNNTaggingModel of HanLP 2.1.5 builds one that takes the time axis for the batch.
    RNNNamedEntityRecognizer().fit(
        str(directory / "train.tsv"), str(directory / "watch.tsv"), str(directory),
        batch_size=16, epochs=epochs, embed=64, rnn_hidden=64, drop=0.2, lr=5e-3, crf=False, tagging_scheme="BIO",
        delimiter="\t", token_delimiter="", devices=-1, verbose=False,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotated", type=Path)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--epochs", type=int, default=20)
    options = parser.parse_args()
    train(options.annotated, options.directory, options.epochs)


if __name__ == "__main__":
    main()
