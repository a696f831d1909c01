"""Which post of which body belongs to which person, by the order of the mentions alone.

The grammar is [body][title](、[body][title])* person(、person)*: titles before a name are its own, a list of names
shares
the titles before it, a name may stand before its title (段平副厅长), and verbs of appointment put names first
(任命X为…, X当选为…, 免去X的…职务). It works on any sequence of mentions, whoever recognised them.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from govner.records import MentionType
from govner.segmentation import Analysis, Candidate

Status = Literal["incumbent", "former", "acting", "nominated", "removed", "unknown"]

_KINDS = (MentionType.PERSON, MentionType.POST, MentionType.ORGANIZATION, MentionType.PLACE)
_ADJACENT = re.compile(r"(?:\s|原|前|现任|时任|第[一二三四五六七八九十0-9]+届|（[^（）\n]{1,10}）)*")
#: What joins two titles; the area of the second may be only its character: 副市长、市|公安局长.
_TITLE_JOINT = re.compile(r"(?:、|，?兼任?|、兼任?|暨|/)(?:原|前|时任|现任)?(?:自治[区州县旗]|[省市县区州旗])?")
_TO_PERSON = re.compile(r"(?:[\s：:]|同志|候选人[：:]?|（[^（）\n]{0,12}）|——)*")
#: 曾任市民政局局长的王伟, 身为村妇女主任的吴芝.
_DESCRIBED = re.compile(r"(?:任|身为|作为|担任|分管.{1,12}的)[村镇乡]?$")
#: 当选为省委常委的还有席某、沈某.
_ELECTED = re.compile(r"(?:当选|当选为|选为|任命为|担任)$")
_ALSO = re.compile(r"的(?:还有|有|是|分别是|分别为)[：:]?")
_BRACKETS = r"(?:（[^（）\n]{0,30}）|同志|等)*"
_NAME_JOINT = re.compile(_BRACKETS + r"(?:[、/]|和|与|及|以及|[ \u3000]+)")
#: 任命李某为市财政局局长，免去其市审计局局长职务: the titles are of the person last appointed.
_OTHER_POST = re.compile(r"(?:免去|免|撤销|辞去|不再担任)(?:了)?(?:其|他|她)(?:所?担?任?的)?$")
_APPOINTED = re.compile(
    _BRACKETS
    + r"(?:[，以0-9票]{0,8}(?:当选为?|被?提名为|被免去|被撤销|被罢免|被选举?为|被任命为|被推选为|任命为)"
    r"|同?任|为|担任|出任|兼任|现任|拟任|曾任"
    r"|历任|的|是|系|辞去|请求辞去|不再担任|挂任|就任|拟提名为|\s+任)"
    r"(?:原)?"
)
_RESUMED = re.compile(r"[，；。、\s].{0,40}?(?:现任|拟任|曾任|历任|兼任|挂任|任)$")
_REMOVING = re.compile(r"免去|免(?=\s*$)|撤销|罢免|解聘|接受.{0,3}$")
_BIOGRAPHY = re.compile(r"，(?:男|女)，|，[0-9]{4}年[0-9]{1,2}月(?:出生|生)")
_COMRADE = re.compile(r"(?:同志|（[^（）\n]{0,12}）)*")
#: Titles that follow the name of somebody whose post stands before it: 校长林某教授.
_AFTER_NAME = frozenset(("教授", "副教授", "研究员", "副研究员", "院士", "博士", "少将", "中将", "大校"))


@dataclass(slots=True)
class Unit:
    """A title with the body or place right before it, if there is one."""

    post: Candidate
    body: Candidate | None
    start: int
    former: bool = False


@dataclass(slots=True)
class Bond:
    """One or more titles of one or more people, in text order."""

    units: list[Unit]
    people: list[Candidate] = field(default_factory=list)
    status: Status = "incumbent"


def bonds(analysis: Analysis) -> list[Bond]:
    """The groups of titles of a document, each with the people who hold them (none for a title without a name)."""
    return _Binder(analysis).run()


class _Binder:
    """The binding of one document."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis, self.text = analysis, analysis.text
        self.mentions = list(_outermost(analysis))
        self.starts = [m.start for m in self.mentions]
        self.taken: set[int] = set()

    def run(self) -> list[Bond]:
        groups = list(self._groups())
        found: list[Bond] = []
        for number, (first, last, units) in enumerate(groups):
            bond = Bond(units)
            if self._of_name_before(first, units[0]) or self._bracketed(bond, first):
                bond.people = [self.mentions[first - 1]]
            else:
                self._right(bond, last) or self._appointed(bond, first, groups, number) or self._left(bond, first)
            self._set_status(bond, first)
            found.append(bond)
        return found

    # --- groups of titles ------------------------------------------------------------------------------------------

    def _groups(self) -> Iterator[tuple[int, int, list[Unit]]]:
        """(index of the first mention, index of the last, titles) of each group of titles."""
        index = 0
        while index < len(self.mentions):
            first = index
            units: list[Unit] = []
            while (unit := self._unit(index)) is not None:
                if units and self._parted(first, units[-1], unit):
                    break
                units.append(unit)
                index += 1 if unit.body is None else 2
            if units:
                yield first, index - 1, units
            else:
                index += 1

    def _unit(self, index: int) -> Unit | None:
        """The title at an index, or the body at it with the title after it."""
        if index >= len(self.mentions):
            return None
        mention = self.mentions[index]
        if mention.type is MentionType.POST:
            return Unit(mention, None, mention.start, self._former(mention.start))
        after = self.mentions[index + 1] if index + 1 < len(self.mentions) else None
        if mention.type in (MentionType.ORGANIZATION, MentionType.PLACE) and after is not None:
            gap = _ADJACENT.fullmatch(self.text, mention.end, after.start)
            if after.type is MentionType.POST and gap:
                return Unit(after, mention, mention.start, "原" in gap[0] or self._former(mention.start))
        return None

    def _parted(self, first: int, before: Unit, unit: Unit) -> bool:
        """Whether two titles one after the other are not of one group."""
        joint = _TITLE_JOINT.fullmatch(self.text, before.post.end, unit.start)
        return not joint or self._of_name_before(first, before)

    def _bracketed(self, bond: Bond, first: int) -> bool:
        """Whether the titles stand in brackets right after a name: 王某（市委书记）."""
        start, end = bond.units[0].start, bond.units[-1].post.end
        if not self._is_person(first - 1) or self.text[self.mentions[first - 1].end : start] != "（":
            return False
        return self.text.startswith("）", end)

    def _of_name_before(self, first: int, unit: Unit) -> bool:
        """Whether a title is glued to the name before it and can be nobody else's: 校长林某教授、…."""
        glued = self._is_person(first - 1) and self.mentions[first - 1].end == unit.start
        return glued and self.text[unit.post.start : unit.post.end] in _AFTER_NAME

    def _former(self, position: int) -> bool:
        return self.text[position - 1 : position] in ("原", "前") or self.text[position : position + 1] == "原"

    # --- people ----------------------------------------------------------------------------------------------------

    def _right(self, bond: Bond, last: int) -> bool:
        """The names right after the titles: 副市长甲、乙、丙."""
        index = last + 1
        position = bond.units[-1].post.end
        if not self._is_person(index):
            return False
        gap_end = self.mentions[index].start
        if not _TO_PERSON.fullmatch(self.text, position, gap_end) and not (
            self.text[position:gap_end] == "的" and _DESCRIBED.search(self.text, *self._lead(bond))
        ):
            elected = _ALSO.fullmatch(self.text, position, gap_end)
            if not (elected and _ELECTED.search(self.text, *self._lead(bond))):
                return False
        if self._followed_by_own_title(index) and self._has_left(bond):
            return False
        bond.people = self._list_from(index)
        self.taken.update(map(id, bond.people))
        return True

    @staticmethod
    def _lead(bond: Bond) -> tuple[int, int]:
        """The stretch before a group of titles that may lead up to it."""
        return max(0, bond.units[0].start - 20), bond.units[0].start

    def _followed_by_own_title(self, index: int) -> bool:
        """Whether the name at an index has a title glued to its right: 王书记."""
        after = self.mentions[index + 1] if index + 1 < len(self.mentions) else None
        return after is not None and after.type is MentionType.POST and after.start == self.mentions[index].end

    def _has_left(self, bond: Bond) -> bool:
        before = bisect_left(self.starts, bond.units[0].start) - 1
        if not self._is_person(before):
            return False
        person = self.mentions[before]
        return person.end == bond.units[0].start and id(person) not in self.taken

    def _list_from(self, index: int) -> list[Candidate]:
        people = [self.mentions[index]]
        while self._is_person(index + 1):
            gap = self.text[self.mentions[index].end : self.mentions[index + 1].start]
            if not _NAME_JOINT.fullmatch(gap) or self._followed_by_own_title(index + 1):
                break
            index += 1
            people.append(self.mentions[index])
        return people

    def _is_person(self, index: int) -> bool:
        return 0 <= index < len(self.mentions) and self.mentions[index].type is MentionType.PERSON

    def _left(self, bond: Bond, first: int) -> bool:
        """A name right before its title: 段平副厅长."""
        before = first - 1
        if not self._is_person(before) or bond.units[0].body is not None:
            return False
        person = self.mentions[before]
        if id(person) in self.taken or person.end != bond.units[0].start:
            return False
        bond.people = [person]
        self.taken.add(id(person))
        return True

    def _appointed(self, bond: Bond, first: int, groups: list[tuple[int, int, list[Unit]]], number: int) -> bool:
        """Names, then a verb of appointment, then the titles: X、Y当选为…, 免去X的…职务."""
        before, begin = self._chain_before(first, bond.units[0].start)
        if self._is_person(before):
            gap = self.text[self.mentions[before].end : begin]
            glued = _COMRADE.fullmatch(gap) and bond.units[0].body is not None
            if _APPOINTED.fullmatch(gap) or (glued and self._removing(before)):
                bond.people = self._successor(before) or self._list_to(before)
                return True
        start = self.analysis.sentence_at(bond.units[0].start).start
        last = self._person_before(first) if _OTHER_POST.search(self.text, *self._lead(bond)) else -1
        if last >= 0 and self.mentions[last].start >= start:
            bond.people = self._list_to(last)
            return True
        lead = self._first_in(start, bond.units[0].start) or self._told_of(start, first)
        if lead is None:
            return False
        told = bool(_BIOGRAPHY.match(self.text, lead.end))
        resumed = _RESUMED.search(self.text, max(lead.end, bond.units[0].start - 50), bond.units[0].start)
        if told or (resumed and not self._between(lead, bond.units[0].start)):
            bond.people = [lead]
            return True
        return False

    def _successor(self, before: int) -> list[Candidate]:
        """Who takes over from the person at an index: 王某接替李某担任."""
        if self._is_person(before - 1):
            gap = self.text[self.mentions[before - 1].end : self.mentions[before].start]
            if gap in ("接替", "接任", "同志接替"):
                return self._list_to(before - 1)
        return []

    def _person_before(self, index: int) -> int:
        """The index of the last person before a mention, at most six mentions back; -1 if there is none."""
        return next((i for i in range(index - 1, max(-1, index - 7), -1) if self._is_person(i)), -1)

    def _chain_before(self, first: int, start: int) -> tuple[int, int]:
        """The mention before a title and the areas that lead up to it (杭州市 + 西湖区…), and where these begin."""
        before = first - 1
        while before >= 0 and self.mentions[before].type is MentionType.PLACE and self.mentions[before].end == start:
            start = self.mentions[before].start
            before -= 1
        return before, start

    def _between(self, lead: Candidate, position: int) -> bool:
        """Whether another person is named between the first of a sentence and a position."""
        first, last = bisect_left(self.starts, lead.end), bisect_left(self.starts, position)
        return any(m.type is MentionType.PERSON for m in self.mentions[first:last])

    def _first_in(self, start: int, end: int) -> Candidate | None:
        """The person at the very beginning of a sentence."""
        index = bisect_left(self.starts, start)
        if index >= len(self.mentions) or not start <= self.starts[index] <= min(start + 1, end - 1):
            return None
        mention = self.mentions[index]
        return mention if mention.type is MentionType.PERSON else None

    def _told_of(self, start: int, first: int) -> Candidate | None:
        """The person before a mention in its sentence whose life is told: 据了解，王某，1968年5月出生，…."""
        index = self._person_before(first)
        if index < 0 or self.mentions[index].start < start or not _BIOGRAPHY.match(self.text, self.mentions[index].end):
            return None
        return self.mentions[index]

    def _list_to(self, index: int) -> list[Candidate]:
        """The list of names that ends at an index."""
        people = [self.mentions[index]]
        while self._is_person(index - 1):
            gap = self.text[self.mentions[index - 1].end : self.mentions[index].start]
            if not _NAME_JOINT.fullmatch(gap):
                break
            index -= 1
            people.insert(0, self.mentions[index])
        return people

    def _removing(self, index: int) -> bool:
        start = self.analysis.sentence_at(self.mentions[index].start).start
        return bool(_REMOVING.search(self.text, start, self.mentions[index].start))

    # --- status ----------------------------------------------------------------------------------------------------

    def _set_status(self, bond: Bond, first: int) -> None:
        start = bond.units[0].start
        lead = self.text[max(0, start - 6) : start]
        after = self.text[bond.units[-1].post.end : bond.units[-1].post.end + 3]
        if re.search(r"拟任$|提名为$", lead) or after.startswith(("候选人", "人选")):
            bond.status = "nominated"
        elif (
            re.search(r"辞去$|不再担任$|被(?:免去|撤销|罢免)$", lead)
            or _OTHER_POST.search(self.text, *self._lead(bond))
            or (re.search(r"职务|一职", after) and self._is_person(first - 1) and self._removing(first - 1))
        ):
            bond.status = "removed"
        elif re.search(r"曾任$|历任$", lead):
            bond.status = "former"


def _outermost(analysis: Analysis) -> Iterator[Candidate]:
    """The mentions of people, titles, bodies and places, without those inside another."""
    end = -1
    for mention in analysis.mentions:
        if mention.type in _KINDS and mention.start >= end:
            yield mention
            end = mention.end
