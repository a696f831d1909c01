"""Lists of appointments: 任命： and then one person a line, and who decided it, and when."""
from __future__ import annotations

import re

from govner.composition.event_facts import Item
from govner.composition.event_tokens import GAP, Token
from govner.records import MentionType
from govner.segmentation import Analysis, Candidate

_BETWEEN = frozenset({"、", "和", "同志", "N", "，"})
_ORDINAL = re.compile(r"[一二三四五六七八九十0-9]+[.、]?$")
_DECIDERS = ("委员会", "常委会", "人民政府", "代表大会", "组织部", "市委", "县委", "区委", "省委")


def listed_appointees(tokens: list[Token]) -> list[Item]:
    """The people of a line such as 甲、乙（女）为某县人民法院审判员, or an empty list where it is no such line."""
    items: list[Item] = []
    position = 0
    while position < len(tokens) and (tokens[position].text == "、" or _ORDINAL.match(tokens[position].text)):
        position += 1
    while position < len(tokens):
        token = tokens[position]
        if token.kind == "P" and token.mention is not None:
            items.append(Item(token.mention, "P", position))
        elif token.text not in _BETWEEN:
            return items if items and _gives_post(tokens[position:]) else []
        position += 1
    return []


def _gives_post(tokens: list[Token]) -> bool:
    """任某局局长, 为…, 的…职务."""
    first = tokens[0]
    if first.text.startswith(("为", "任", "担任", "兼任", "的", "为")):
        return any(t.kind == "T" for t in tokens[:6])
    return first.kind in "OT" and any("职务" in t.text for t in tokens)


def opens_list(tokens: list[Token], index: int) -> bool:
    """Whether a trigger heads a list: nothing but a colon follows."""
    rest = tokens[index + 1 :]
    return not rest or rest[0].text in "：\n" or (rest[0].kind == GAP and len(rest) > 1 and rest[1].text == "：")


def decider(analysis: Analysis) -> Candidate | None:
    """The body that appoints, as the head of a list names it: within （…通过）, else in the headline."""
    head = analysis.sentences[:4]
    if not head:
        return None
    # 甲任市委书记: whose post it is has not decided.
    posts = {m.start for m in analysis.mentions_in(head[0].start, head[-1].end, MentionType.POST)}
    found = [
        m
        for m in analysis.mentions_in(head[0].start, head[-1].end, MentionType.ORGANIZATION)
        if analysis.text[m.start : m.end].endswith(_DECIDERS) and m.end not in posts
    ]
    brackets = [e for e in analysis.enclosures if e.mark == "（"]
    bracketed = [m for m in found if any(e.start <= m.start and m.end <= e.end for e in brackets)]
    return next(iter(bracketed or found), None)


def _passed(analysis: Analysis, date: Candidate) -> bool:
    """Whether a day is that of a decision: …通过, not of a page's furniture."""
    after = analysis.text[date.end : date.end + 60].split("\n", 1)[0]
    return "通过" in after or "决定" in after


def head_date(analysis: Analysis, days: frozenset[str]) -> str | None:
    """A day that the head or the foot of a document gives, for what is told without a date."""
    dates = analysis.entities.dates
    mentions = [m for m in analysis.mentions if m.type is MentionType.DATE and m.ref in dates]
    exact = [m for m in mentions if dates[m.ref].granularity in days]
    if not exact:
        # （2020年9月8日…通过）: the page may have no other day than this, and take it for its own.
        own = (m for m in analysis.mentions if m.type is MentionType.DATE and m.ref == "D0")
        return "D0" if any(_passed(analysis, m) for m in own) else None
    limit = analysis.sentences[min(3, len(analysis.sentences) - 1)].end
    head = [m for m in exact if m.start < limit]
    return (head or exact[-1:])[0].ref
