"""Possible places of a text: everything that ends like a place, with every start that its name may have."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from govner.gazetteer import Gazetteer
from govner.lexicons import LiteralMatcher

#: What no place's name runs across. Some are part of a few names; those are lost.
BREAKS = frozenset(
    "，。；：？！、（）“”‘’《》〈〉【】〔〕[]<>|—…\n \"'/\\=*#@$%^&_+~`{}▲●■◆★☆→↓"
    "的了是们这那我他她它您你就还很把被让给使"
)
_LONGEST_BODY = 14
#: What the names of autonomous prefectures and counties end in, before their suffix.
OF_A_PEOPLE = "族自治"
#: More endings than this in so many characters is no language (news has about 20); they would only cost time.
_CROWD, _WINDOW = 80, 200
#: Levels of one-character names.
LETTERS = ("1", "2")
#: Levels of names of areas with their suffix.
AREA_LEVELS = ("F", "C")
#: One-character names of areas are looked at only beside these, or beside one another.
_LETTER_LEFT = frozenset("来赴在到抵进驻留离回访往援入")
_LETTER_RIGHT = frozenset("情籍企两三四边交省市城地")


@dataclass(slots=True)
class End:
    """A position where a place may end.

    Attributes:
        end: view offset.
        ending: the longest known ending there (街道, 水库), "" for names that are known as a whole.
        kind: the kind of place that the ending makes, "" without one.
        starts: view offsets where it may start, leftmost last.
        known: of those, the starts from which a known name runs to the end, with its level: P F C areas with suffix,
            p f c without, n countries, w waters and mountains, r others, 1 letters; t and d names, and 2 letters, that
            only this document makes likely.
    """

    end: int
    ending: str
    kind: str
    starts: list[int]
    known: dict[int, str]


class Lattice:
    """Finds the possible ends and starts.

    Args:
        endings: endings of places and the kind they make.
        names: names known as a whole, with their level.
        letters: one-character names.
    """

    def __init__(self, endings: Mapping[str, str], names: dict[str, str], letters: Iterable[str]) -> None:
        self._kinds = dict(endings)
        self._endings = LiteralMatcher({e: e for e in endings})
        self._names = LiteralMatcher(names)
        #: One-character names of provinces and the like.
        self.letters = frozenset(letters)

    def ends(self, text: str) -> list[End]:
        """All possible ends of a text, in order."""
        longest: dict[int, str] = {}
        crowd: Counter[int] = Counter()
        for start, end, ending in self._endings.find(text):
            if start and len(ending) > len(longest.get(end, "")):
                crowd[end // _WINDOW] += end not in longest
                longest[end] = ending
        found: dict[int, End] = {}
        for end, ending in longest.items():
            if crowd[end // _WINDOW] > _CROWD:
                continue
            starts = _starts(text, end - len(ending))
            if starts:
                found[end] = End(end, ending, self._kinds[ending], starts, {})
        for start, end, level in self._names.find(text):
            if level == "n" and text.startswith("族", end):
                continue  # a people, not the country
            item = found.get(end)
            if item is None:
                item = found[end] = End(end, "", "", [], {})
            item.known[start] = level
            if start not in item.starts:
                item.starts.append(start)
            if level in AREA_LEVELS and text.startswith(OF_A_PEOPLE, end - len(OF_A_PEOPLE) - 1):
                # What begins inside such a name is none, unless it is known too: 朝鲜族自治州 in 延边朝鲜族自治州.
                item.starts = [other for other in item.starts if other <= start or other in item.known]
        return [found[end] for end in sorted(found)]

    def with_document(self, text: str, ends: list[End], names: Mapping[str, str], letters: frozenset[str]) -> list[End]:
        """Adds names and letters that only this document makes likely to its ends (which are changed)."""
        found = {item.end: item for item in ends}
        for name, level in names.items():
            start = text.find(name)
            while start >= 0:
                end = start + len(name)
                item = found.get(end)
                if item is None:
                    item = found[end] = End(end, "", "", [], {})
                item.known.setdefault(start, level)
                if start not in item.starts:
                    item.starts.append(start)
                start = text.find(name, start + 1)
        for position in self._letter_positions(text, letters):
            if position + 1 not in found:
                level = "1" if text[position] in self.letters else "2"
                found[position + 1] = End(position + 1, "", "", [position], {position: level})
        return [found[end] for end in sorted(found)]

    @staticmethod
    def _letter_positions(text: str, letters: frozenset[str]) -> Iterable[int]:
        """Positions of letters that have another one, or a word that letters stand with, beside them."""
        if letters.isdisjoint(text):
            return
        for i, character in enumerate(text):
            if character not in letters:
                continue
            before, after = text[i - 1 : i], text[i + 1 : i + 2]
            if (
                before in _LETTER_LEFT or after in _LETTER_RIGHT or before in letters or after in letters
                or listed_before(text, i, letters) or listed_after(text, i + 1, letters)
            ):  # fmt: skip
                yield i


def listed_before(text: str, position: int, letters: frozenset[str]) -> bool:
    """Whether a letter and 、 stand before a position."""
    return position > 1 and text[position - 1] == "、" and text[position - 2] in letters


def listed_after(text: str, position: int, letters: frozenset[str]) -> bool:
    """Whether 、 and a letter stand at a position."""
    return text[position : position + 1] == "、" and text[position + 1 : position + 2] in letters


def _starts(text: str, body_end: int) -> list[int]:
    """Starts of a name whose ending begins at `body_end`, nearest first."""
    first = body_end
    lowest = max(0, body_end - _LONGEST_BODY)
    while first > lowest and text[first - 1] not in BREAKS:
        first -= 1
    return list(range(body_end - 1, first - 1, -1))


@lru_cache(maxsize=1)
def area_names(gazetteer: Gazetteer) -> dict[str, str]:
    """Names of areas of county level and above, with and without suffix, and their level."""
    names: dict[str, str] = {}
    for row in gazetteer.area_rows():
        version = gazetteer.versions(row)[0]
        level = {"province": "p", "prefecture": "f", "county": "c"}.get(version.kind.value, "z")
        if len(version.name) >= 2 and (level != "z" or version.name not in names):
            names[version.name] = level.upper()
        if len(version.base) >= 2 and level != "z":
            old = names.get(version.base)
            names[version.base] = level if old is None or "pfc".find(level) < "pfc".find(old) else old
    return names
