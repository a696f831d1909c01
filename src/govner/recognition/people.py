"""People's names: found where their surroundings announce one, then everywhere in the document.

A name is announced by a title or role before it (副县长X, 村民X), by a name before it in a list (X、Y), by a title
after it
(X副厅长), or by a clause that begins with it. How long it is, is decided by the characters, by what follows,
and by all its
other occurrences. A name once established is then marked wherever it stands.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from govner.lexicons import Lexicons, LiteralMatcher, Row
from govner.recognition.name_reading import (
    AFTER_TITLE,
    BEST_ELSEWHERE,
    HAN,
    NAME_CHARACTER,
    NEVER_LAST,
    NameReader,
    Span,
)
from govner.recognition.names import NameStatistics
from govner.recognition.posts import Title

_JOINT = re.compile(r"、|和|与|及|以及|，|/| ")
_STRONG_JOINT = frozenset("、")
_BRACKET = re.compile(r"（(?:[男女]|[^（）\n]{1,4}族|挂职|援[^（）\n]{1,3})[^（）\n]{0,12}）")
_ASIDE = re.compile(r"（[^（）\n，、]{1,8}）(?=[\u3400-\u9fff])")
_BYLINE = re.compile(r"(?:文|图|文图|图文|摄影|摄|视频|制图|撰文)[/／:：]")
_SIGNED = re.compile(r"（(?=[^（）\n]{2,20}）\s*[|\n]|[^（）\n]{2,20}）\s*$)")
#: Endings of places: names that nothing announces do not end in them.
_PLACE_LAST = frozenset("山岭崖堡河湾沟坪寨坝桥屯江湖岛港庄店园路街城州")
#: Weights on the left of a candidate, on the scale of the statistics (prior included).
_AFTER_ROLE, _AFTER_BYLINE, _IN_LIST, _GENERIC_PRIOR = 0.0, 0.0, 0.5, -4.5
_WORD_PENALTY_ANCHORED = 0.3


#: Words for areas that look like names of other languages: 嘎查|书记.
_AREA_WORDS = frozenset({"嘎查", "苏木"})
_BORDER = frozenset("、，。；：！？（）“”‘’ \n与和跟同请问向对由在")
#: Surnames that are function words before a title more often than names; they need the full name in the text.
_FUNCTION_SURNAMES = frozenset("由任和于与向从为对经同请及时应成")
_ADDRESS = frozenset(
    (
        "书记", "市长", "县长", "区长", "镇长", "乡长", "省长", "州长", "局长", "厅长", "部长", "主任", "主席",
        "院长", "校长", "所长", "总工", "处长", "科长", "秘书长", "教授", "站长", "队长", "村长", "总经理", "专员",
        "旗长", "行长",
    )
)


class RoleRow(Row):
    """A word after which a name may stand; `list`: often several (县领导甲、乙)."""

    word: str
    list: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """An occurrence of a name; `weight` is its log-odds, `rule` how it was found."""

    start: int
    end: int
    weight: float
    rule: str


class PersonFinder:
    """Finds people's names in a text whose titles are known."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.statistics = lexicons.made(NameStatistics)
        common = sorted(s for s, w in self.statistics.surnames.items() if len(s) == 1 and w > 0.3)
        self._surname = re.compile("[" + "".join(common) + "]")
        self._roles = LiteralMatcher({r.word: r.list for r in lexicons.rows("name_roles", RoleRow)})

    def anchored(self, text: str, titles: Sequence[Title]) -> list[Name]:
        """The names that stand after titles, and their other occurrences: enough to know where bodies cannot go on."""
        return _Search(self, text, titles, (), ()).anchored()

    def find(
        self, text: str, titles: Sequence[Title], bodies: Iterable[Span] = (), places: Iterable[Span] = ()
    ) -> list[Name]:
        """All occurrences of names, established first, then propagated; overlaps are left to the selection.

        Args:
            bodies: where organisations are: no name begins or ends inside one.
            places: where places may be: they make a name less likely, not impossible.
        """
        return _Search(self, text, titles, bodies, places).run()

    def roles(self, text: str) -> Iterator[tuple[int, int, bool]]:
        """(start, end, whether a list may follow) of the words that announce names."""
        yield from self._roles.longest(text)

    def surname_positions(self, text: str) -> Iterator[re.Match[str]]:
        """Where a common surname stands."""
        return self._surname.finditer(text)


class _Search:
    """The search in one text."""

    def __init__(
        self,
        finder: PersonFinder,
        text: str,
        titles: Sequence[Title],
        bodies: Iterable[Span],
        places: Iterable[Span],
    ) -> None:
        self.finder, self.text, self.titles = finder, text, titles
        self.statistics = finder.statistics
        self.reader = NameReader(finder.statistics, text, titles, bodies, places)
        self._named_before: set[int] = set()
        self.found: dict[tuple[int, int], Name] = {}

    def anchored(self) -> list[Name]:
        for title in self.titles:
            self._chain(title.end, AFTER_TITLE, "people.after_title", 2.0)
        self._propagate({squeeze(self.text[n.start : n.end]): n.weight for n in self.found.values()})
        return list(self.found.values())

    def run(self) -> list[Name]:
        self._before_titles()
        for title in self.titles:
            if title.start not in self._named_before and not self._goes_on(title):
                self._chain(title.end, AFTER_TITLE, "people.after_title", 0.0)
        for _, end, _ in self.finder.roles(self.text):
            self._chain(end, _AFTER_ROLE, "people.after_role", 1.5)
        for match in _BYLINE.finditer(self.text):
            self._chain(match.end(), _AFTER_BYLINE, "people.byline", 1.0)
        for match in _SIGNED.finditer(self.text):
            self._signature(match.end(), self.text.find("）", match.end()))
        self._clause_starts()
        self._parallel()
        self._inside_clauses()
        established: dict[str, float] = dict.fromkeys(self.statistics.known, 6.0)
        for name in self.found.values():
            key = squeeze(self.text[name.start : name.end])
            if len(key) > 1:
                established[key] = max(established.get(key, -9.0), name.weight)
        self._take_runs_apart(established)
        self._propagate(established)
        self._forms_of_address(established)
        return sorted(self.found.values(), key=lambda n: (n.start, n.end))

    def _goes_on(self, title: Title) -> bool:
        """Whether the sentence goes on after a title of the well-known name before it: 某主席向大会致贺信."""
        before = (self.text[title.start - length : title.start] for length in (2, 3, 4))
        return self.text[title.end : title.end + 1] in _FUNCTION_SURNAMES and any(
            name in self.statistics.known for name in before
        )

    # --- announced names -------------------------------------------------------------------------------------------

    def _chain(self, position: int, left: float, rule: str, threshold: float) -> None:
        """A name at `position`, and the names that follow it in a list."""
        text = self.text
        while position < len(text):
            while text[position] in " ：:/|" and position + 1 < len(text):
                position += 1
            if rule == "people.after_title" and (aside := _ASIDE.match(text, position)):
                position = aside.end()
            best = self._best(position, left, threshold)
            if best is None:
                return
            start, end, weight = best
            self._add(Name(start, end, weight, rule))
            if bracket := _BRACKET.match(text, end):
                end = bracket.end()
            match = _JOINT.match(text, end)
            if not match or match.end() in self.reader.title_starts:
                return
            position, left, rule = match.end(), _IN_LIST, "people.in_list"
            threshold = 0.0 if match[0] in _STRONG_JOINT else 2.0

    def _signature(self, start: int, stop: int) -> None:
        """（路遥知 范 畴）: a bracket that ends a paragraph and holds nothing but names, perhaps after a body's
        name."""
        pieces = [(m.start(), m.end()) for m in re.finditer(r"[^ 、/]+", self.text[start:stop])]
        spans: list[Span] = []
        for a, b in pieces:
            if spans and b - a == 1 and spans[-1][1] - spans[-1][0] == 1:
                spans[-1] = (spans[-1][0], b)
            else:
                spans.append((a, b))
        for a, b in spans:
            name = squeeze(self.text[start + a : start + b])
            if self.reader.taken[start + a]:
                continue
            limit = 4 if name[:2] in self.statistics.compound_surnames else 3
            if not 2 <= len(name) <= limit or not all(map(NAME_CHARACTER.match, name)) or name[-1] in NEVER_LAST:
                return
            weight = self.statistics.inside(name, 0.3 if len(spans) > 1 else 1.0) + 2.0
            weight += self.reader.as_place(start + a, start + b, 0.0)
            if weight > 0.0:
                self._add(Name(start + a, start + b, weight, "people.signed"))

    def _add(self, name: Name) -> None:
        key = (name.start, name.end)
        if self.text[name.start : name.end] in _AREA_WORDS:
            return
        if self.reader.taken[name.start] or self.reader.taken[name.end - 1]:
            return
        if key not in self.found or self.found[key].weight < name.weight:
            self.found[key] = name

    def _best(self, start: int, left: float, threshold: float) -> tuple[int, int, float] | None:
        """The best reading of the text at `start` as a name, if good enough."""
        best: tuple[int, int, float] | None = None
        penalty = _WORD_PENALTY_ANCHORED if left >= _IN_LIST else 1.0
        least = threshold
        for end, inside in self.reader.readings(start, penalty):
            weight = left + inside
            if weight + self.reader.best_right + BEST_ELSEWHERE <= least:
                continue
            weight += self.reader.right(end)
            if weight + BEST_ELSEWHERE <= least:
                continue
            weight += self.reader.elsewhere(start, end)
            weight += self.reader.as_place(start, end, left)
            if weight > least:
                best, least = (start, end, weight), weight
        return best

    # --- names that are not announced ------------------------------------------------------------------------------

    def _before_titles(self) -> None:
        """段平副厅长: a name between a border and a title."""
        text = self.text
        for title in self.titles:
            if title.start and not self.reader.inside_title[title.start - 1] and self._surname_before(title):
                self._named_before.add(title.start)
                continue
            for length in (3, 2, 4):
                start = title.start - length
                if start < 0 or any(self.reader.inside_title[start : title.start]):
                    continue
                name = text[start : title.start]
                if not all(map(NAME_CHARACTER.match, name)) or not self.statistics.surname_of(name):
                    continue
                if length == 4 and name[:2] not in self.statistics.compound_surnames:
                    continue
                weight = _GENERIC_PRIOR + self.statistics.before(text, start) + self.statistics.inside(name)
                weight += self.reader.elsewhere(start, title.start)
                if weight > 2.0 and name[-1] not in NEVER_LAST:
                    self._add(Name(start, title.start, weight, "people.before_title"))
                    self._named_before.add(title.start)
                    break

    def _surname_before(self, title: Title) -> bool:
        """王书记: a surname alone, at a border, before a title that can be a form of address."""
        start = title.start - 1
        surname = self.text[start]
        weight = self.statistics.surnames.get(surname, -9.0)
        if surname in _FUNCTION_SURNAMES or title.start != title.base:
            return False
        if title.row.title in _ADDRESS and weight > -2.5 and (start == 0 or self.text[start - 1] in _BORDER):
            self._add(Name(start, title.start, weight + 1.0, "people.surname_title"))
            return True
        return False

    def _parallel(self) -> None:
        """王某主席、李某省长: after a name with its title, what stands between 、 and the next title is a name too."""
        ends = {end for _, end in self.found}
        for before, title in pairwise(self.titles):
            start = before.end + 1
            if before.start not in ends or not 2 <= title.start - start <= 3 or self.text[before.end] != "、":
                continue
            name = self.text[start : title.start]
            surname = self.statistics.surname_of(name)
            if surname and all(map(NAME_CHARACTER.match, name)) and name[-1] not in NEVER_LAST:
                weight = self.statistics.inside(name, _WORD_PENALTY_ANCHORED)
                if weight > 0.0 and not self.reader.taken[start]:
                    self._add(Name(start, title.start, weight + 2.0, "people.before_title"))
                    ends.add(title.start)

    def _clause_starts(self) -> None:
        """Names at the beginning of a line, sentence or clause that nothing announces."""
        text = self.text
        for match in re.finditer(rf"(?:^|[\n。；，：“（！？]|(?<=[。；，])(?:由|与|和))(?=[{HAN}])", text):
            start = match.end()
            if not self.statistics.surname_of(text[start : start + 3]):
                continue
            left = _GENERIC_PRIOR + self.statistics.before(text, start)
            best: tuple[int, float] | None = None
            least = 2.0
            for end, inside in self.reader.readings(start, 1.0):
                as_word = 0.7 * max(0.0, self.statistics.words.get(text[start:end], 0.0))
                if left + inside + as_word + self.reader.best_right + BEST_ELSEWHERE <= least:
                    continue
                right = self.reader.right(end)
                if right == 4.0:
                    inside += as_word
                weight = left + inside + right
                if weight + BEST_ELSEWHERE <= least:
                    continue
                weight += self.reader.elsewhere(start, end)
                weight += self.reader.as_place(start, end, left)
                if weight > least:
                    best, least = (end, weight), weight
            if best:
                self._add(Name(start, best[0], best[1], "people.clause_start"))
                self._chain(start, left, "people.clause_start", 2.0)

    def _inside_clauses(self) -> None:
        """Names that nothing around announces, but whose characters and surroundings leave little doubt."""
        text, statistics = self.text, self.statistics
        for match in self.finder.surname_positions(text):
            start = match.start()
            if self.reader.taken[start] or self.reader.inside_title[start] or text[start] in _FUNCTION_SURNAMES:
                continue
            left = _GENERIC_PRIOR + max(0.5, statistics.before(text, start))
            for length in (3, 2):
                name = text[start : start + length]
                if len(name) < length or not all(map(NAME_CHARACTER.match, name)) or name[-1] in NEVER_LAST:
                    continue
                if (name[-1] in _PLACE_LAST and length == 3) or "某" in text[start + 1 : start + 4]:
                    continue
                if name in statistics.words or text[start : start + 2] in statistics.common:
                    continue
                inside = statistics.inside(name)
                right = self.reader.right(start + length)
                if inside < (7.0 if length == 3 else 5.5) or right < (0.0 if length == 3 else 2.0):
                    continue
                weight = left + inside + right + self.reader.as_place(start, start + length, 0.0)
                if text[start + 1 : start + 3] in statistics.common or text[start - 1 : start + 1] in statistics.common:
                    weight -= 2.0
                if weight > (3.0 if length == 3 else 4.5):
                    self._add(Name(start, start + length, weight, "people.inside_clause"))
                    break

    def _forms_of_address(self, established: dict[str, float]) -> None:
        """王书记, 建海书记 where the text has the full name."""
        surnames = {self.statistics.surname_of(n) for n in established if len(n) > 1}
        given = {n[len(self.statistics.surname_of(n)) :] for n in established if self.statistics.surname_of(n)}
        for title in self.titles:
            if title.start != title.base or title.start in self._named_before or title.start < 2:
                continue
            for length, known in ((1, surnames), (2, given)):
                start = title.start - length
                word = self.text[start : title.start]
                if word in known and len(word) == length and not any(self.reader.inside_title[start : title.start]):
                    if length == 2 and self.text[start - 1] not in _BORDER:
                        continue
                    if length == 1 and (self.reader.taken[start] or not self._free_on_left(start)):
                        continue
                    if word in _FUNCTION_SURNAMES and self.text[start - 1] not in "，。；：“\n":
                        continue
                    self._add(Name(start, title.start, 4.0, "people.form_of_address"))
                    break

    def _free_on_left(self, start: int) -> bool:
        """Whether the character before is no part of a name or word together with that at `start`."""
        if any((s, start + 1) in self.found for s in range(max(0, start - 3), start)):
            return False
        if self.text[start - 1] in "省市县区镇乡村":
            return False
        return self.text[start - 1 : start + 1] not in self.statistics.common

    # --- established names -----------------------------------------------------------------------------------------

    def _take_runs_apart(self, established: dict[str, float]) -> None:
        """A reading that is nothing but other established names (王林艾尔肯·吐尔洪赵川) is no name."""
        long = {name for name in established if len(name) > 6}
        if not long:
            return
        parts = LiteralMatcher({name: name for name in established if name not in long or "·" in name})
        runs = set()
        for name in sorted(long):
            reached = 0
            for start, end, part in sorted(parts.find(name)):
                if start == reached and part != name:
                    reached = end
            if reached == len(name):
                runs.add(name)
                del established[name]
        if runs:
            self.found = {k: n for k, n in self.found.items() if squeeze(self.text[n.start : n.end]) not in runs}

    def _propagate(self, established: dict[str, float]) -> None:
        """Every further occurrence of an established name."""
        text = self.text
        forms: dict[str, str] = {}
        for name in established:
            forms[name] = name
            if len(name) == 2:
                forms[f"{name[0]} {name[1]}"] = name
        occurrences = _outermost(LiteralMatcher(forms).find(text))
        self.reader.name_starts = {start for start, _, _ in occurrences}
        for start, end, name in occurrences:
            if (start, end) in self.found:
                continue
            bonus = min(6.0, 1.0 + established[name])
            weight = bonus + self.statistics.before(text, start) * 0.5 + self.reader.right(end) * 0.7
            weight -= 0.5 * max(0.0, self.statistics.words.get(name, 0.0))
            weight += 0.7 * self.reader.as_place(start, end, 0.0)
            if weight > 1.0:
                self._add(Name(start, end, weight, "people.established"))


def _outermost(occurrences: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The occurrences that lie in no longer one (方圆 in 成方圆)."""
    kept: list[tuple[int, int, str]] = []
    for item in sorted(occurrences, key=lambda o: (o[0], -o[1])):
        if not kept or item[1] > kept[-1][1]:
            kept.append(item)
    return kept


def squeeze(name: str) -> str:
    """A name without padding."""
    return re.sub(r"\s+", "", name)
