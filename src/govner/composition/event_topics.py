"""What a report or a visit is about: the stretch of a sentence that names it."""
from __future__ import annotations

from collections.abc import Sequence

from govner.composition.event_tokens import GAP, Token

#: Prepositions that say what a report or a visit is about.
ABOUT = frozenset({"就", "对", "围绕", "针对", "关于"})
# Verbs that carry no sense of their own.
_LIGHT = ("进行了", "进行", "开展了", "开展", "分别", "作", "做")
_LONGEST = 60
_ENDS = frozenset({"，", "。", "；", "：", "\n", " "})


def topic_before(tokens: Sequence[Token], about: int | None, index: int) -> tuple[int, int] | None:
    """就…工作情况进行汇报: from after the preposition (at `about`) to the word at `index`, light verbs left out."""
    if about is None or about >= index:
        return None
    start, end = tokens[about].start, tokens[index].start
    last = tokens[index - 1]
    for verb in _LIGHT:
        if last.kind == GAP and last.text.endswith(verb):
            end -= len(verb)
            break
        if last.text == verb:
            end = last.start
            break
    return (start, end) if end > start else None


def topic_of_visit(tokens: Sequence[Token], about: int | None, index: int) -> tuple[int, int] | None:
    """就…开展调研, 开展…专题调研, 调研…工作: the topic beside the trigger at `index`."""
    before = topic_before(tokens, about, index) or _convened_topic(tokens, index)
    return before or _topic_after(tokens, index)


def _convened_topic(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    first = index
    while first and _tells_topic(tokens[first - 1]):
        first -= 1
    if 0 < first < index and tokens[first - 1].has("conveners"):
        return tokens[first].start, tokens[index].start
    return None


def _topic_after(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    first = index + 1
    while first < len(tokens) and tokens[first].kind == "L":
        first += 1
    last = first
    while last < len(tokens) and tokens[last].text not in _ENDS:
        last += 1
    if last <= first or tokens[first].kind in "PTG" or tokens[first].has("settings"):
        return None
    start, end = tokens[first].start, tokens[last - 1].end
    return (start, end) if end - start <= _LONGEST else None


def _tells_topic(token: Token) -> bool:
    if token.word is not None:
        return not (token.word.triggers or token.word.cues or "conveners" in token.word.flags)
    return token.kind in (GAP, "S", "Q", "B") or token.text == "、"
