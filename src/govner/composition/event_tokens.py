"""Sentences as tokens: placeholders of mentions, punctuation, the words of the event lexicons, and the text between."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from govner.composition.event_words import Vocabulary, Word
from govner.lexicons import LiteralMatcher
from govner.records import MentionForm, MentionType
from govner.segmentation import Analysis, Candidate
from govner.segmentation.sentences import SentenceRange
from govner.segmentation.skeleton import NAMES, Skeleton

GAP, WORD, MARK = "gap", "word", "mark"
_MARKS = "，、。；：！？. \n"
_PLACEHOLDERS = "PTOLDSGQBN"


@dataclass(slots=True)
class Token:
    """`kind` is a placeholder's letter, or GAP, WORD, MARK; offsets are the skeleton's."""

    kind: str
    start: int
    end: int
    text: str
    word: Word | None = None
    mention: Candidate | None = None

    def has(self, flag: str) -> bool:
        return self.word is not None and flag in self.word.flags


@dataclass(slots=True)
class SentenceTokens:
    """The tokens of one sentence; `speech` is the index of the token from which on it only reports words."""

    sentence: SentenceRange
    index: int
    tokens: list[Token]
    speech: int


class Tokenizer:
    """Splits skeletons with one pass of the matcher over the whole text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        entries: dict[str, Word | None] = dict.fromkeys((*_MARKS, *_PLACEHOLDERS))
        entries.update(vocabulary.words)
        self._matcher = LiteralMatcher(entries)

    def __call__(self, analysis: Analysis) -> tuple[Skeleton, list[list[Token]]]:
        """The skeleton and the tokens of each sentence (empty for a sentence that starts inside a quotation)."""
        types = NAMES | {MentionType.GROUP}
        skeleton = Skeleton(analysis, types, only=_countable)
        tokens = self._tokens(skeleton)
        starts = [t.start for t in tokens]
        split: list[list[Token]] = []
        for sentence in analysis.sentences:
            first = bisect_left(starts, skeleton.position(sentence.start))
            last = bisect_left(starts, skeleton.position(sentence.end))
            split.append(tokens[first:last])
        return skeleton, split

    def _tokens(self, skeleton: Skeleton) -> list[Token]:
        text, mentions = skeleton.text, skeleton.mentions
        tokens: list[Token] = []
        position = 0
        for start, end, word in self._matcher.longest(text):
            piece = text[start:end]
            if piece == "." and not _is_stop(text, start):
                continue
            if start > position:
                tokens.append(Token(GAP, position, start, text[position:start]))
            if word is not None:
                tokens.append(Token(WORD, start, end, piece, word))
            elif piece == ".":
                tokens.append(Token(MARK, start, end, "。"))
            elif piece in _MARKS:
                tokens.append(Token(MARK, start, end, piece))
            else:
                tokens.append(Token(piece, start, end, piece, None, mentions.get(start)))
            position = end
        if position < len(text):
            tokens.append(Token(GAP, position, len(text), text[position:]))
        return tokens


def _is_stop(text: str, position: int) -> bool:
    """Some pages end sentences with a half-width stop (等工作.县领导…); in numbers and names it is none."""
    before, after = text[max(0, position - 1) : position], text[position + 1 : position + 2]
    return before > "\u3400" and (after > "\u3400" or after in ("P", "D", "O", "T", "L"))


_POINTING = frozenset({MentionForm.PRONOUN, MentionForm.DEICTIC, MentionForm.ZERO})


def _countable(mention: Candidate) -> bool:
    """Pronouns and collective nouns (他, 调研组) stay words: they stand for people the sentence before has named."""
    if mention.form in _POINTING:
        return False
    return mention.type is MentionType.GROUP or mention.form is not MentionForm.NOMINAL


def mark_speech(sentences: list[SentenceTokens]) -> None:
    """Sets `speech` of each sentence: from a verb of saying to the end of what is said, over sentences and points."""
    talking = False
    block = -1
    for sentence in sentences:
        tokens = sentence.tokens
        if sentence.sentence.block != block:
            block = sentence.sentence.block
            talking = talking and _continues_points(tokens)
        if talking and not _narrates(tokens):
            sentence.speech = 0
            continue
        cue = next((i for i, t in enumerate(tokens) if _opens_speech(tokens, i)), None)
        talking = cue is not None
        sentence.speech = len(tokens) if cue is None else cue


def _narrates(tokens: list[Token]) -> bool:
    """Whether a sentence after reported words goes back to telling: it opens with people, a day or a setting."""
    for token in tokens[:3]:
        if token.kind in "PTOG" or token.kind == "D" or token.has("settings") or token.has("resume"):
            return True
        if token.kind == MARK and token.text not in " 、":
            return False
    return False


def _opens_speech(tokens: list[Token], index: int) -> bool:
    word = tokens[index].word
    if word is None or index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    if following.kind == MARK:
        return following.text in "，：" and not word.flags.isdisjoint(("speech", "speech_marked"))
    return "speech" in word.flags and not following.text.startswith(("的", "了", "下", "书", "到"))


def _continues_points(tokens: list[Token]) -> bool:
    """Whether a paragraph goes on with the numbered points of what is being said."""
    text = "".join(t.text for t in tokens[:4])
    return text.startswith((*"一二三四五六七八12345", "第", "要", "——", "N"))


_DATELINES = ("讯", "电", "消息", "报道", "快讯", "本报讯", "本网讯", "记者")


def dateline(tokens: Sequence[Token]) -> int:
    """Index of the last token of an agency's opening (某报3月5日讯（记者…）), or -1."""
    for index, token in enumerate(tokens[:7]):
        if token.kind == GAP and token.text.startswith(_DATELINES):
            if index + 1 < len(tokens) and tokens[index + 1].kind == "N":
                return index + 1
            return index
        if token.kind not in "OLDQN" and token.text not in (" ", "、"):
            break
    return -1
