"""Characters as numbers, and sentences as pieces."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from govner.recognition.tagger.characters import PADDING, UNKNOWN, Vocabulary
from govner.recognition.tagger.windows import LONGEST, windows
from govner.segmentation.sentences import SentenceRange


def test_vocabulary_survives_a_file(tmp_path: Path) -> None:
    vocabulary = Vocabulary("县长说,a", ["县长", "长说"])
    vocabulary.write(tmp_path / "vocabulary.json")
    again = Vocabulary.read(tmp_path / "vocabulary.json")
    for one, other in zip(vocabulary.numbers(["县长说Ａ"], 4), again.numbers(["县长说Ａ"], 4), strict=True):
        assert one.tolist() == other.tolist()


def test_forms_of_a_character_share_a_number() -> None:
    characters, _ = Vocabulary("a,", []).numbers(["aAａＡ，,"], 6)
    first, *letters, full, half = characters[0].tolist()
    assert set(letters) == {first}
    assert full == half != first


def test_unknown_characters_and_padding() -> None:
    characters, bigrams = Vocabulary("省", []).numbers(["省𠀀省", ""], 4)
    known = characters[0, 0]
    assert characters.tolist() == [[known, UNKNOWN, known, PADDING], [PADDING] * 4]
    assert bigrams.shape == (2, 5)


def test_long_sentences_are_cut_at_marks_and_nothing_is_lost() -> None:
    text = "各村各组抓紧落实，" * 100 + "无标点" * 300
    pieces = list(windows(text, [SentenceRange(0, len(text))]))
    assert (pieces[0][0], pieces[-1][1]) == (0, len(text))
    assert all(a[1] == b[0] for a, b in pairwise(pieces))
    assert max(b - a for a, b in pieces) <= LONGEST
    assert text[pieces[0][1] - 1] == "，"


def test_empty_sentences_make_no_piece() -> None:
    assert list(windows("", [SentenceRange(0, 0)])) == []
