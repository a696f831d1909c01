"""What stands around a token: small questions that the clause reader asks."""
from __future__ import annotations

from collections.abc import Collection, Sequence

from govner.composition.event_sites import LIST_WORDS
from govner.composition.event_tokens import GAP, MARK, Token

# How far the 家 of several people called on may be from the first of them.
_HOMES = 16


def separates(token: Token) -> bool:
    return token.kind == MARK or token.text in LIST_WORDS or token.has("conveners") or token.has("moves")


def at_home(tokens: Sequence[Token], index: int) -> bool:
    """村民王立家中: somebody who is called on; several may share the 家."""
    for token in tokens[index + 1 : index + _HOMES]:
        if token.kind == GAP:
            return token.text.startswith("家") and not token.text.startswith(("家属", "家庭", "家长", "家乡"))
        if token.kind not in "P" and token.text not in LIST_WORDS:
            return False
    return False


def area_of_people(tokens: Sequence[Token], index: int) -> bool:
    """金山区领导王立: an area and a common noun before a name, at the head of a list member."""
    if index + 1 >= len(tokens) or tokens[index + 1].kind not in "PT":
        return False
    first = index
    while first and tokens[first - 1].kind == "L":
        first -= 1
    return first < index and (first == 0 or separates(tokens[first - 1]))


def list_goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether a place only tells of whom the next name is (江北区副区长王立)."""
    after = tokens[index + 1 : index + 3]
    if after and after[0].kind == GAP:
        after = after[1:]
    return bool(after) and after[0].kind in "TPOLG"


def described_name(tokens: Sequence[Token], index: int) -> bool:
    """同来华访问的某国总统王立: more words before the name, but no other predicate."""
    for token in tokens[index : index + 8]:
        if token.kind in "PTOG":
            return True
        word = token.word
        if token.kind == MARK or (word is not None and (word.triggers or word.cues or word.closes)):
            return False
    return False


def is_setting(tokens: Sequence[Token], index: int) -> bool:
    """座谈会上，…: the word after the event's name ends the phrase, or a name follows (调研中药材 is none)."""
    if index >= len(tokens) or not tokens[index].has("settings"):
        return False
    return index + 1 >= len(tokens) or tokens[index + 1].kind != GAP


def inverted_after_noun(tokens: Sequence[Token], index: int) -> bool:
    """参加调研的有…: the name of the event stands between."""
    later = tokens[index + 1 : index + 3]
    return len(later) == 2 and bool(later[0].word and later[0].word.triggers) and later[1].has("inverted")


def nominal(tokens: Sequence[Token], index: int, nouns: Collection[str]) -> bool:
    """国务院关于…的部署, 决策部署: a noun, not what somebody does."""
    before = tokens[index - 1] if index else None
    if before is None or before.kind != GAP:
        return False
    return before.text.endswith("的") or tokens[index].text in nouns


def holds_unnamed(tokens: Sequence[Token], index: int) -> bool:
    """Whether a list of posts ends in what their holders do, and names none (镇长、镇党委书记陪同)."""
    for token in tokens[index + 1 : index + 24]:
        word = token.word
        if word is not None and (word.cues or word.triggers):
            return bool(word.cues)
        if token.kind not in "TOL" and token.text not in LIST_WORDS and not token.has("fillers"):
            return False
    return False
