"""Slogan rows of the record."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from govner.lexicons import Lexicons
from govner.recognition.slogans.heads import FRAMES, Head, parse_head
from govner.recognition.slogans.lexicon import SloganLexicon
from govner.recognition.slogans.members import MOST_SEARCHES, Expansion, Member, MemberFinder
from govner.recognition.slogans.pieces import split
from govner.records import MentionForm, MentionType, Slogan, SloganItem, SloganKind
from govner.resolution.slogans.unnamed import UnnamedList, UnnamedLists
from govner.segmentation import Analysis, Candidate

_NUMERALS = "〇一二三四五六七八九十" + "多" * 20
_TOPIC = re.compile(r"[\u3400-\u9fff]")
_LONGEST_TOPIC = 14
#: Members are looked for at the first mentions of a head only.
_MOST_PLACES = 8
_KNOWN_WINDOW = 600
_KNOWN_GAP = 16
#: Heads such as 三个对标、一个规划 count things that stand elsewhere.
_COUNTED = re.compile(r"[二三四五六七八九十两](?:个|项|大)")
_LETTERS = re.compile(r"[A-Za-z0-9]+")
#: The members that the lexicon gives, each with its other spellings.
Spellings = Sequence[Sequence[str]]
_FRAMES = sorted(FRAMES, key=lambda f: (-len(f), f))


class SloganResolver:
    """Makes one slogan row for each distinct head among the mentions and links the mentions to it.

    Works from any SLOGAN mention, whoever proposed it.
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self.lexicon = SloganLexicon(lexicons)
        self.finder = lexicons.made(MemberFinder)
        self.unnamed = UnnamedLists(lexicons)

    def __call__(self, analysis: Analysis) -> None:
        _drop_quoted_members(analysis)
        groups: dict[str, list[Candidate]] = {}
        for mention in analysis.mentions:
            if mention.type is MentionType.SLOGAN:
                groups.setdefault(analysis.text[mention.start : mention.end], []).append(mention)
        table = analysis.entities.slogans
        for term, mentions in groups.items():
            id = f"K{len(table) + 1}"
            if all(m.form is MentionForm.NOMINAL for m in mentions):
                row = _scare_quote(analysis, mentions[0], id)
            else:
                row = self._row(analysis, mentions, id, term)
            table[row.id] = row
            for mention in mentions:
                mention.ref = row.id
        self._add_unnamed(analysis)

    def _add_unnamed(self, analysis: Analysis) -> None:
        """Rows for lists without a head, unless they are the members of a named slogan."""
        table = analysis.entities.slogans
        taken = {item.text for row in table.values() for item in row.items}
        for found in self.unnamed(analysis):
            row = _unnamed_row(analysis, found, f"K{len(table) + 1}", self.lexicon)
            if not taken.intersection(item.text for item in row.items):
                table[row.id] = row
                taken.update(item.text for item in row.items)

    def _row(self, analysis: Analysis, mentions: Sequence[Candidate], id: str, term: str) -> Slogan:
        first = mentions[0]
        text = analysis.text
        quoted = text[first.start - 1 : first.start] in ("“", "‘")
        head = parse_head(term)
        frame = head.frame or (_frame_after(text, first.end + quoted) if head.parts else None)
        entry = self.lexicon.entry(term, frame)
        spellings = self.lexicon.members(entry, head)
        members, direction = self._members(analysis, head, mentions, spellings)
        items = [_item(analysis, m) for m in _with_known_last(analysis.text, members, spellings)]
        if not items and spellings:
            direction = "lexicon"
        items = _completed(items, spellings)
        return Slogan(
            id=id,
            kind=_kind(head, quoted),
            span=analysis.view.span(first.start, first.end),
            quoted=quoted,
            surface=_squeezed(analysis, first.start, first.end),
            number=head.number,
            number_text=head.number_text,
            head=head.noun,
            frame=frame,
            items=items,
            direction=direction,
            complete=_complete(head, len(items)),
            lexicon_id=entry.id if entry else None,
            canonical=(entry.canonical if entry else None) or self._canonical(text, first, head, frame, quoted),
            is_policy_term=any(m.rule != "slogans.process" for m in mentions),
        )

    def _canonical(self, text: str, mention: Candidate, head: Head, frame: str | None, quoted: bool) -> str | None:
        """The full form of a numeric head as the text gives it: 深化社区治理“四能”建设 → 社区治理“四能”建设."""
        if not head.parts:
            return None
        term = text[mention.start : mention.end]
        if not quoted or frame is None or term.endswith(frame):
            return term
        start = mention.start - 1
        while start > 0 and mention.start - start < _LONGEST_TOPIC and _TOPIC.match(text[start - 1]):
            start -= 1
        verb = self.finder.trimmer.verb.search(text, start, mention.start - 1)
        topic = text[verb.end() : mention.start - 1] if verb else ""
        return f"{topic}“{term}”{frame}"

    def _members(
        self, analysis: Analysis, head: Head, mentions: Sequence[Candidate], spellings: Spellings
    ) -> tuple[Sequence[Member], str]:
        """The members in the text and their direction: near the head, as the lexicon has them, or further away."""
        best: Expansion | None = None
        for mention in mentions[:_MOST_PLACES]:
            if "members" in mention.attrs:
                found = mention.attrs["members"]
            else:
                found = self.finder.find(analysis, head, mention.start, mention.end)
            if found and (best is None or found.support > best.support):
                best = found
        known = _known_members(analysis.text, spellings, mentions[0].start) if spellings else ()
        if known and (best is None or not best.sure):
            return known, "forward" if known[0].start > mentions[0].start else "backward"
        if best and (not spellings or best.sure):
            return best.members, best.direction
        inner = _inner_members(analysis, head, mentions[0])
        if inner or spellings or len(analysis.entities.slogans) > MOST_SEARCHES:
            return inner, "none"
        afar = self.finder.find_afar(analysis, head, mentions[0].start)
        return (afar.members, afar.direction) if afar else ((), "none")



def _drop_quoted_members(analysis: Analysis) -> None:
    """“强城”“兴村”“融合”三大战略: the quotes around members are no scare quotes."""
    members: set[tuple[int, int]] = set()
    for mention in analysis.mentions:
        if mention.type is MentionType.SLOGAN and (expansion := mention.attrs.get("members")):
            members.update((m.start, m.end) for m in expansion.members)
    if members:
        analysis.mentions = [
            mention
            for mention in analysis.mentions
            if mention.type is not MentionType.SLOGAN
            or mention.form is not MentionForm.NOMINAL
            or (mention.start, mention.end) not in members
        ]


def _inner_members(analysis: Analysis, head: Head, mention: Candidate) -> list[Member]:
    """The members a head spells out itself: “走在前、做示范”, 公司+基地+农户, “有名有实有能有效”."""
    text = analysis.text
    term = text[mention.start : mention.end]
    if head.tokens or _COUNTED.search(term):
        return []
    marks = "+" if "+" in term else "、，"
    pieces = split(text, mention.start, mention.end, marks)
    if len(pieces) == 1:
        pieces = _beats(term, mention.start)
    if len(pieces) < 2 or (marks == "+" and any(_LETTERS.fullmatch(text, a, b) for a, b in pieces)):
        return []
    return [Member(a, b, a, b) for a, b in pieces]


def _beats(term: str, start: int) -> list[tuple[int, int]]:
    """有名有实有能有效 as four beats with one opening; empty where the term has no such rhythm."""
    for size in (2, 3, 4):
        count, rest = divmod(len(term), size)
        if count > 2 and not rest and len(set(term[::size])) == 1 and term[0] not in "一二三四五六七八九十两双":
            return [(start + i * size, start + (i + 1) * size) for i in range(count)]
    return []


def _scare_quote(analysis: Analysis, mention: Candidate, id: str) -> Slogan:
    return Slogan(
        id=id,
        kind=SloganKind.SCARE_QUOTE,
        span=analysis.view.span(mention.start, mention.end),
        quoted=True,
        surface=_squeezed(analysis, mention.start, mention.end),
        direction="none",
        is_policy_term=False,
    )


def _with_known_last(text: str, members: Sequence[Member], spellings: Spellings) -> Sequence[Member]:
    """社区、社会组织、社工唱起主角: of the last member with its predicate the part that is known as the others are."""
    forms = {form for known in spellings for form in known}
    others = {text[m.start : m.end] for m in members[:-1]}
    if len(members) < 3 or not others <= forms:
        return members
    last = members[-1]
    known = max((f for f in forms - others if text.startswith(f, last.start, last.end)), key=len, default=None)
    return [*members[:-1], replace(last, end=last.start + len(known))] if known else members


def _completed(items: list[SloganItem], spellings: Spellings) -> list[SloganItem]:
    """The items with what the lexicon knows besides: 六稳六保 where the text only lists the 六稳."""
    told = {item.text: item for item in items}
    if len(items) >= len(spellings) or not told.keys() <= {form for forms in spellings for form in forms}:
        return items
    return [
        next((told[f] for f in forms if f in told), SloganItem(text=forms[0], source="lexicon")) for forms in spellings
    ]


def _known_members(text: str, spellings: Spellings, position: int) -> tuple[Member, ...]:
    """The members that the lexicon gives, where the text names all of them one after the other near a position."""
    begin, end = max(0, position - _KNOWN_WINDOW), position + _KNOWN_WINDOW
    for first in spellings[0]:
        start = text.find(first, begin, end)
        while start >= 0:
            members = [(start, start + len(first))]
            for forms in spellings[1:]:
                place = members[-1][1]
                hits = [(text.find(f, place, place + _KNOWN_GAP), f) for f in forms]
                at, form = min(((a, f) for a, f in hits if a >= 0), default=(-1, ""))
                if at < 0:
                    break
                members.append((at, at + len(form)))
            else:
                return tuple(Member(a, b, a, b) for a, b in members)
            start = text.find(first, start + 1, end)
    return ()


def _unnamed_row(analysis: Analysis, found: UnnamedList, id: str, lexicon: SloganLexicon) -> Slogan:
    implicit = found.kind is SloganKind.IMPLICIT_LIST
    start, end = found.members[0][0], found.members[-1][1]
    number = len(found.members)
    clauses = found.clauses if implicit else (None,) * number
    surface = f"{_NUMERALS[number]}{found.key}" if implicit else _squeezed(analysis, start, end)
    entry = lexicon.implicit(surface, [analysis.text[a:b] for a, b in found.members]) if implicit else None
    return Slogan(
        id=id,
        kind=found.kind,
        span=None if implicit else analysis.view.span(start, end),
        quoted=False,
        surface=surface,
        number=number,
        head=found.key or None,
        items=[
            SloganItem(
                text=_squeezed(analysis, a, b),
                span=analysis.view.span(a, b),
                clause=analysis.view.span(*clause) if clause else None,
                source="text",
            )
            for (a, b), clause in zip(found.members, clauses, strict=False)
        ],
        direction="implicit" if implicit else "none",
        complete=True,
        lexicon_id=entry.id if entry else None,
        canonical=entry.canonical if entry else None,
        is_policy_term=implicit,
    )


def _item(analysis: Analysis, member: Member) -> SloganItem:
    return SloganItem(
        text=_squeezed(analysis, member.start, member.end),
        span=analysis.view.span(member.start, member.end),
        clause=analysis.view.span(member.clause_start, member.clause_end),
        source="text",
    )


def _squeezed(analysis: Analysis, start: int, end: int) -> str:
    return "".join(analysis.view.raw_text(start, end).split())


def _kind(head: Head, quoted: bool) -> SloganKind:
    if head.kind is SloganKind.QUOTED_TERM and not quoted:
        return SloganKind.NAMED_CAMPAIGN
    return head.kind


def _frame_after(text: str, position: int) -> str | None:
    """The frame noun right after a head: “四能”建设."""
    return next((f for f in _FRAMES if text.startswith(f, position)), None)


def _complete(head: Head, found: int) -> bool | None:
    return found in head.counts() if head.number and found else None
