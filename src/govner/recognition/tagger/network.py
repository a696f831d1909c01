"""The trained network: texts in, spans with probabilities out."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from govner.errors import ModelError
from govner.recognition.tagger.characters import Vocabulary
from govner.recognition.tagger.decoding import Crf, Floats, Lengths, Span, lattices
from govner.recognition.tagger.labels import LABELS

#: A span with its probability.
ScoredSpan = tuple[int, int, int, float]

#: Spans of lower probability are not worth mentioning.
LEAST = 0.2

#: Heads of the network in the order of its outputs, with the number of their labels.
HEADS = {"gold": len(LABELS), "inner": 1}

_PLACE = LABELS.index("PLACE")

#: Most texts of a batch, and most characters, padding included: what the network works on should fit into the cache.
_BATCH_TEXTS = 48
_BATCH_CHARACTERS = 2048
#: Shorter texts than this share of the longest are left to the next batch: padding costs more than another batch.
_SHORTEST = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network found in a text.

    Attributes:
        spans: outermost spans as (label number, start, end, probability); improbable ones may overlap.
        inner: places inside longer places, likewise (label number 0).
        answers: the probabilities of the spans that were asked about; a place may be an outer or an inner one.
    """

    spans: list[ScoredSpan]
    inner: list[ScoredSpan]
    answers: list[float]


class Network:
    """A model directory (network.onnx, vocabulary.json, crf.npz), loaded at first use; safe to share between threads.

    A text gets the same answer alone and among others.
    """

    def __init__(self, directory: Path, threads: int = 1) -> None:
        self.directory, self.threads = directory, threads
        self._lock = threading.Lock()
        self._loaded: _Loaded | None = None

    def __reduce__(self) -> tuple[type[Network], tuple[Path, int]]:
        return Network, (self.directory, self.threads)

    def read(self, texts: Sequence[str], questions: Sequence[Sequence[Span]] | None = None) -> list[Reading]:
        """The readings of some texts.

        Args:
            questions: for each text, outermost spans whose probability is wanted.

        Raises:
            ModelError: the model's files are missing or damaged.
        """
        loaded = self._load()
        readings = [Reading([], [], []) for _ in texts]
        for batch in _batches(texts):
            asked = [questions[i] if questions else () for i in batch]
            for index, reading in zip(batch, loaded.read([texts[i] for i in batch], asked), strict=True):
                readings[index] = reading
        return readings

    def _load(self) -> _Loaded:
        with self._lock:
            if self._loaded is None:
                self._loaded = _Loaded(self.directory, self.threads)
            return self._loaded


class _Loaded:
    """The files of a model in memory."""

    def __init__(self, directory: Path, threads: int) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Batches differ in length, so patterns of memory use are not worth remembering.
        options.enable_mem_pattern = False
        try:
            self.vocabulary = Vocabulary.read(directory / "vocabulary.json")
            with np.load(directory / "crf.npz") as tables:
                self.crfs = {h: Crf.of(*(tables[f"{h}_{n}"] for n in ("transitions", "first", "last"))) for h in HEADS}
            self.session = onnxruntime.InferenceSession(
                str(directory / "network.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise ModelError(f"{directory} holds no usable tagger ({error}); reinstall govner") from error

    def read(self, texts: list[str], questions: Sequence[Sequence[Span]]) -> list[Reading]:
        """Readings of texts sorted by falling length, none of them empty."""
        lengths: Lengths = np.array([len(text) for text in texts], np.int64)
        characters, bigrams = self.vocabulary.numbers(texts, len(texts[0]))
        scores: Floats = self.session.run(
            ["scores"],
            {
                "characters": np.ascontiguousarray(characters.T),
                "bigrams": np.ascontiguousarray(bigrams.T),
                "lengths": lengths.astype(np.int32),
            },
        )[0]
        split = 1 + 4 * HEADS["gold"]
        parts = [np.ascontiguousarray(scores[..., :split]), np.ascontiguousarray(scores[..., split:])]
        outer, inner = lattices([self.crfs["gold"], self.crfs["inner"]], parts, lengths)
        readings = [Reading([], [], []) for _ in texts]
        for lattice, name in ((outer, "spans"), (inner, "inner")):
            rows, spans = lattice.likely(LEAST)
            for row, span, chance in zip(rows, spans, lattice.probability(rows, spans), strict=True):
                if chance >= LEAST:
                    getattr(readings[row], name).append((*span, chance))
        asked = [(row, span) for row, spans in enumerate(questions) for span in spans]
        answers = outer.probability([row for row, _ in asked], [span for _, span in asked])
        places = [(i, row, (0, a, b)) for i, (row, (label, a, b)) in enumerate(asked) if label == _PLACE]
        inside = inner.probability([row for _, row, _ in places], [span for _, _, span in places])
        for (i, _, _), chance in zip(places, inside, strict=True):
            answers[i] = min(1.0, answers[i] + chance)
        for (row, _), answer in zip(asked, answers, strict=True):
            readings[row].answers.append(answer)
        return readings


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Indices of non-empty texts in batches of similar length, the longest first."""
    order = sorted((i for i, text in enumerate(texts) if text), key=lambda i: (-len(texts[i]), i))
    start = 0
    while start < len(order):
        longest = len(texts[order[start]])
        size = max(1, min(_BATCH_TEXTS, _BATCH_CHARACTERS // longest))
        end = start + 1
        while end < min(len(order), start + size) and len(texts[order[end]]) >= longest * _SHORTEST:
            end += 1
        yield order[start:end]
        start = end
