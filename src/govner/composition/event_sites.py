"""Places after a word of going or looking: 先后到甲街道乙社区和丙街道."""
from __future__ import annotations

from collections.abc import Sequence

from govner.composition.event_facts import Site
from govner.composition.event_tokens import GAP, Token
from govner.segmentation import Candidate

LIST_WORDS = frozenset({"、", "和", "及", "以及", "与", "暨"})


def read_sites(tokens: Sequence[Token], index: int) -> list[Site]:
    """The places straight after the word at `index`; other text ends the list. A visited company counts as a place."""
    sites: list[Site] = []
    run: list[Candidate] = []
    first = last = position = index + 1
    while position < len(tokens):
        here = tokens[position]
        if here.kind in "LO" and here.mention is not None:
            if not run:
                first = position
            run.append(here.mention)
            last = position
        elif here.kind == GAP and run and _is_tail(tokens, position):
            last = position
        elif here.text in LIST_WORDS or (here.text == "，" and run):
            if here.text == "，" and not _site_follows(tokens, position + 1):
                break
            if run:
                sites.append(Site(first, last, run))
                run = []
        elif here.text not in ("的", "N") or not run:
            break
        position += 1
    if run:
        sites.append(Site(first, last, run))
    return [] if _ends_in_people(tokens, position, sites) else sites


def _is_tail(tokens: Sequence[Token], position: int) -> bool:
    """安置点、: common words at the end of a stop, before the next one."""
    after = tokens[position + 1] if position + 1 < len(tokens) else None
    if after is None:
        return False
    length = len(tokens[position].text)
    return (length <= 8 and after.text in LIST_WORDS) or (length <= 4 and after.text in "，。")


def _site_follows(tokens: Sequence[Token], position: int) -> bool:
    """After a comma: another stop, rather than an organisation or the area of some official."""
    run = position
    if run < len(tokens) and tokens[run].text in LIST_WORDS:
        run += 1
    first = run
    while run < len(tokens) and tokens[run].kind == "L":
        run += 1
    if run == first:
        return False
    if run < len(tokens) and tokens[run].kind == GAP and len(tokens[run].text) <= 6:
        run += 1
    return run < len(tokens) and (tokens[run].text in LIST_WORDS or tokens[run].text in ("，", "等"))


def _ends_in_people(tokens: Sequence[Token], position: int, sites: list[Site]) -> bool:
    """到 and 在 before an organisation that turns out to be somebody's (在县委书记王立陪同下)."""
    here = tokens[position] if position < len(tokens) else None
    return here is not None and here.kind in "TP" and len(sites) == 1 and position == sites[0].last + 1
