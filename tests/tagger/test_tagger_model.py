"""The shipped network: same answer alone and in a batch, threads, pickling, long texts, sentences of the genre."""
from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from govner.errors import ModelError
from govner.recognition.tagger import TaggerRecogniser
from govner.records import MentionType
from govner.segmentation import Candidate
from inline import LABELS, analysis_of_text, annotated_lines, marked, parse

SENTENCES = annotated_lines(Path(__file__).parent / "tagger_sentences.txt")


@pytest.fixture(scope="module")
def tagger() -> TaggerRecogniser:
    return TaggerRecogniser()


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_of_the_genre(line: str, tagger: TaggerRecogniser) -> None:
    text, expected = parse(line)
    analysis = analysis_of_text(text)
    likelier_than_not = [c for c in tagger(analysis) if c.score > 0.5]
    assert marked(analysis, likelier_than_not, "".join(LABELS)) == expected


def test_a_sentence_alone_and_among_others(tagger: TaggerRecogniser) -> None:
    texts = [parse(line)[0] for line in SENTENCES]
    assert [tagger.network.read([text])[0] for text in texts] == tagger.network.read(texts)


def test_threads_share_a_tagger(tagger: TaggerRecogniser) -> None:
    texts = [parse(line)[0] for line in SENTENCES] * 4
    fresh = TaggerRecogniser()
    with ThreadPoolExecutor(4) as pool:
        readings = list(pool.map(lambda text: fresh.network.read([text])[0], texts))
    assert readings == [tagger.network.read([text])[0] for text in texts]


def test_pickling_keeps_the_answers(tagger: TaggerRecogniser) -> None:
    text = parse(SENTENCES[0])[0]
    again: TaggerRecogniser = pickle.loads(pickle.dumps(tagger))
    assert again.network.read([text]) == tagger.network.read([text])


def test_probabilities_of_others_proposals(tagger: TaggerRecogniser) -> None:
    analysis = analysis_of_text("县长温如海讲话。")
    right = Candidate(MentionType.PERSON, 2, 5, "test")
    wrong = Candidate(MentionType.PERSON, 2, 4, "test")
    group = Candidate(MentionType.GROUP, 2, 5, "test")
    _, (sure, unsure, unknown) = tagger.read(analysis, [right, wrong, group])
    assert sure > 0.8
    assert unsure < 0.1
    assert unknown == 0


def test_a_long_line_without_marks_is_read_in_pieces(tagger: TaggerRecogniser) -> None:
    analysis = analysis_of_text("温如海" * 3000)
    assert all(0 <= c.start < c.end <= 9000 for c in tagger(analysis))


def test_empty_and_strange_texts(tagger: TaggerRecogniser) -> None:
    for text in ("", " ", "\n\n", "𠀀𠀁", "abc", "🙂"):
        assert isinstance(tagger(analysis_of_text(text)), list)


def test_a_missing_model_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no usable tagger"):
        TaggerRecogniser(tmp_path)(analysis_of_text("好。"))
