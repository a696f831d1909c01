"""The tagger as a recogniser: what the network finds in the sentences of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from govner.recognition.tagger.decoding import Span
from govner.recognition.tagger.labels import LABELS
from govner.recognition.tagger.network import Network, Reading
from govner.recognition.tagger.windows import windows
from govner.records import MentionType
from govner.resources import models_dir
from govner.segmentation import Analysis, Candidate

RULE = "tagger.network"
RULE_INNER = "tagger.inner"

_TYPES = [MentionType(label) for label in LABELS]
_NUMBERS = {kind: number for number, kind in enumerate(_TYPES)}


class TaggerRecogniser:
    """Proposes people, posts, organisations, places, dates and slogans that a trained network finds.

    Reads characters only: no lexicon, no gazetteer. A candidate's score is the probability that the network gives to
    exactly this span; those below one half contradict each other and are for others to choose from.

    Args:
        directory: where the model lies (default: the shipped one).
        threads: threads of one call; more help only on long documents.
    """

    def __init__(self, directory: str | Path | None = None, threads: int = 1) -> None:
        self.network = Network(Path(directory) if directory else models_dir() / "tagger", threads)

    def __call__(self, analysis: Analysis) -> list[Candidate]:
        return self.read(analysis, [])[0]

    def read(self, analysis: Analysis, asked: Sequence[Candidate]) -> tuple[list[Candidate], list[float]]:
        """The network's proposals, and the probability it gives to each of some other candidates (0 for one that no
        sentence holds or whose type it does not know)."""
        return self.read_many([analysis], [asked])[0]

    def read_many(
        self, analyses: Sequence[Analysis], asked: Sequence[Sequence[Candidate]]
    ) -> list[tuple[list[Candidate], list[float]]]:
        """As `read`, for several documents, whose sentences share batches."""
        documents = [_Questions(analysis, questions) for analysis, questions in zip(analyses, asked, strict=True)]
        readings = iter(
            self.network.read(
                [text for document in documents for text in document.texts],
                [spans for document in documents for spans in document.spans],
            )
        )
        return [document.answers(list(islice(readings, len(document.texts)))) for document in documents]


class _Questions:
    """A document's sentences and what is asked about each.

    Attributes:
        texts: pieces of sentences that the network can read.
        spans: for each, the spans whose probability is wanted.
    """

    def __init__(self, analysis: Analysis, asked: Sequence[Candidate]) -> None:
        text = analysis.view.text
        ranges = list(windows(text, analysis.passages))
        self.texts = [text[a:b] for a, b in ranges]
        self.spans: list[list[Span]] = [[] for _ in ranges]
        self._starts = [start for start, _ in ranges]
        self._places: list[tuple[int, int]] = []
        for candidate in asked:
            index = bisect_right(self._starts, candidate.start) - 1
            number = _NUMBERS.get(candidate.type)
            if index < 0 or number is None or candidate.end > ranges[index][1]:
                self._places.append((-1, 0))
                continue
            start = self._starts[index]
            self._places.append((index, len(self.spans[index])))
            self.spans[index].append((number, candidate.start - start, candidate.end - start))

    def answers(self, readings: Sequence[Reading]) -> tuple[list[Candidate], list[float]]:
        """The network's proposals, and its answers in the order of the questions."""
        found: list[Candidate] = []
        for start, reading in zip(self._starts, readings, strict=True):
            for label, a, b, chance in reading.spans:
                found.append(Candidate(_TYPES[label], start + a, start + b, RULE, chance))
            for _, a, b, chance in reading.inner:
                found.append(Candidate(MentionType.PLACE, start + a, start + b, RULE_INNER, chance))
        return found, [readings[i].answers[j] if i >= 0 else 0.0 for i, j in self._places]
