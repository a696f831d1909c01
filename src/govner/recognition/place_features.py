"""What speaks for and against a place at a position: context, name, gazetteer, repetition."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from govner.recognition.place_document import Surroundings, letter_run
from govner.recognition.place_lattice import LETTERS, End

#: Characters that seldom stand inside a name; each is a feature of its own.
_FUNCTION = frozenset(
    "在到赴从向对和与及同为以等并前往来走进入深访看察检查调研问开召举"
    "听取参观加将由经于下再又先后沿途"
)
_DIGITS = frozenset("0123456789")
_NUMERALS = frozenset("一二三四五六七八九十百零〇第")
_NEXT_WITHIN = 9


class ContextWords:
    """Words before and after places, by class; the longest counts.

    Args:
        leaders, followers: word → class.
        generics: words that are no names (便民, 服务).
        common: common words, which a name may be as well (开发).
    """

    def __init__(
        self, leaders: Mapping[str, str], followers: Mapping[str, str], generics: Iterable[str], common: Iterable[str]
    ) -> None:
        self._generics = frozenset(generics)
        self.common = frozenset(common)
        self._longest_generic = max(map(len, self._generics), default=0)
        self._leaders, self._followers = leaders, followers
        self._longest_leader = max(map(len, leaders), default=0)
        self._longest_follower = max(map(len, followers), default=0)

    def proper(self, body: str) -> int:
        """How many characters of a name's body come before its generic words; 0 where it has no name of its own."""
        end = len(body)
        while end > 0:
            for length in range(min(self._longest_generic, end), 0, -1):
                if body[end - length : end] in self._generics:
                    end -= length
                    break
            else:
                break
        return end

    def before(self, text: str, position: int) -> str:
        """The class of the word that ends at a position, "" for none."""
        for length in range(min(self._longest_leader, position), 0, -1):
            kind = self._leaders.get(text[position - length : position])
            if kind is not None:
                return kind
        return ""

    def after(self, text: str, position: int) -> str:
        """The class of the word that begins at a position, "" for none."""
        for length in range(self._longest_follower, 0, -1):
            kind = self._followers.get(text[position : position + length])
            if kind is not None:
                return kind
        return ""


class PlaceFeatures:
    """Features of one document's possible places.

    Args:
        words: the words around places.
        text: the view's text.
        ends: the lattice.
        document: what the document itself makes known.
        shares: of short area names, how often they are the area (bucket names).
    """

    def __init__(
        self,
        text: str,
        ends: Sequence[End],
        words: ContextWords,
        shares: Mapping[str, str],
        document: Surroundings,
    ) -> None:
        self.words, self.document = words, document
        self.text, self.nearness, self.shares, self.own = text, document.nearness, shares, document.own
        self.own_names = tuple(sorted(self.own))
        area_ends = {item.end for item in ends for level in item.known.values() if level in "PFCpfn"}
        self._admin_ends = {item.end for item in ends if item.ending in _CHAINING} | area_ends
        self._following = _following(text, ends)
        self._before: dict[int, str] = {}
        self._counts: Counter[str] = Counter()
        self._clear: Counter[str] = Counter()
        for item in ends:
            for start in item.starts:
                name = text[start : item.end]
                self._counts[name] += 1
                if self.class_before(start) in _CLEAR:
                    self._clear[name] += 1

    def class_before(self, position: int) -> str:
        """What stands before a position: the end of an area's name, a listed word, or a kind of character."""
        known = self._before.get(position)
        if known is None:
            if position in self._admin_ends:
                known = "chain"
            else:
                known = self.words.before(self.text, position) or _class(self.text[position - 1 : position])
            self._before[position] = known
        return known

    def of_end(self, item: End) -> list[str]:
        """Features that all starts of an end share."""
        right = self.text[item.end : item.end + 3]
        return after_classes(*self.end_classes(item)) + after_letters(right, item.ending) + [f"r3={right}"]

    def end_classes(self, item: End) -> tuple[str, str, str, str]:
        """The arguments of `after_classes`."""
        after = self.words.after(self.text, item.end) or _class(self.text[item.end : item.end + 1])
        return self._following.get(item.end, ""), after, item.kind, item.ending

    def of_context(self, item: End, start: int) -> list[str]:
        """Features of what stands before a start: cheap, and enough to give most starts up."""
        left = self.text[max(0, start - 3) : start]
        return [
            *before_classes(*self.start_classes(item, start)), *before_letter(left[-1:], item.ending),
            f"l2={left[-2:]}", f"l3={left}",
        ]  # fmt: skip

    def start_classes(self, item: End, start: int) -> tuple[str, str, str, int]:
        """The arguments of `before_classes`."""
        ending = item.ending
        return self.class_before(start), item.kind, ending, min(item.end - len(ending) - start, 9)

    def of_name(self, item: End, start: int) -> list[str]:
        """Features of the name itself."""
        text, ending, kind = self.text, item.ending, item.kind
        name = text[start : item.end]
        if item.known.get(start, "F").islower():
            ending = kind = ""  # 浙江 is no river: its last character is no ending.
        body = name[: len(name) - len(ending)]
        before = self.class_before(start)
        features = [f"b-1={body[-1:]}"]
        if self.document.corps and ending in _CORPS:
            features.append(f"corps|{ending}")
        if start in item.known:
            self._as_known(features, item.known[start], name, start, bool(ending), before)
        if ending:
            proper = self.words.proper(body)
            share = f"{min(proper, 4)}/{'=' if proper == len(body) else '<'}"
            features += [f"p={share}", f"p={share}|{kind}", f"p={share}|b={before}"]
            if body.isdigit() or not set(body) - _NUMERALS:
                features += ["num", f"num|{ending}"]
            self._in_gazetteer(features, body, ending, before)
            self._spanning(features, item, start, body)
        features += [f"in={character}" for character in body[1:] if character in _FUNCTION]
        count = self._counts[name]
        if count > 1:
            features.append(f"rep={min(count, 4)}")
            clear = self._clear[name] - (before in _CLEAR)
            features += [f"clear={min(clear, 3)}", f"clear={min(clear, 3)}|{before in _CLEAR}"]
            if start and self._counts.get(text[start - 1 : item.end]) == count:
                features.append("leftfixed")
        return features

    def _as_known(self, features: list[str], level: str, name: str, start: int, ended: bool, before: str) -> None:
        features += [f"k={level}", f"k={level}|{ended}", f"k={level}|b={before}"]
        if level in LETTERS:
            self._as_letter(features, start, level)
        elif level in "dt":
            features += self._as_document_name(name, level, before)
        if ended or level in LETTERS:
            return
        share = self.shares.get(name)
        if share:
            features += [f"s={share}", *(f"s{i}={part}" for i, part in enumerate(share.split("/")))]
        if name in self.own:
            features.append(f"own|{level}")
        found = self.nearness.of(name, "")
        if found is not None:
            features.append(f"w={level}{found[1]}")

    def _as_document_name(self, name: str, level: str, before: str) -> list[str]:
        common = name in self.words.common
        return [f"doc={level}", f"doc={level}|{common}", f"doc={level}|{common}|b={before}", f"doc={level}|{len(name)}"]

    def _as_letter(self, features: list[str], start: int, level: str) -> None:
        """What stands around the whole run of letters (湘鄂|交界) speaks for each of them."""
        text = self.text
        first, last = letter_run(text, start, self.document.letters)
        run = min(last - first, 4)
        before, after = self.class_before(first), self.words.after(text, last) or _class(text[last : last + 1])
        features += [
            f"L={level}", f"L={level}|{run}", f"Lb={before}|{run}", f"La={after}|{run}", f"Lr={text[last : last + 1]}",
            f"Ll={text[max(0, first - 1) : first]}", f"Lr={text[last : last + 2]}", f"L={level}|Lb={before}|La={after}",
        ]  # fmt: skip

    def _in_gazetteer(self, features: list[str], body: str, ending: str, before: str) -> None:
        found = self.nearness.of(body, ending)
        if found is not None:
            near = f"g={found[0]}{found[1]}"
            features += [near, f"{near}|{min(len(body), 4)}", f"{near}|b={before}"]
            return
        features.append("g=no")
        if self.nearness.of(body, "") is not None:
            features.append("g=other")

    def _spanning(self, features: list[str], item: End, start: int, body: str) -> None:
        """The name of an area at the beginning of a longer name, and how much of its own the rest has."""
        if body.startswith(self.own_names):
            features.append("begins=own")
        for cut in range(2, min(len(body), 6)):
            if start + cut in self._admin_ends:
                rest = min(self.words.proper(body[cut:]), 3)
                features += ["spans", f"spans|{item.kind}", f"spans|{rest}|{item.kind}"]
                return


def after_classes(following: str, after: str, kind: str, ending: str) -> list[str]:
    """Features of an end's kind and of what follows it."""
    return [
        f"x={following}", f"x={following}|{kind}", f"k={kind}", f"e={ending}",
        f"a={after}", f"a={after}|{kind}", f"a={after}|{ending}",
    ]  # fmt: skip


def after_letters(right: str, ending: str) -> list[str]:
    """Features of the first two of the characters after an end."""
    first, second, named = right[:1], right[:2], bool(ending)
    return [f"r1={first}", f"r2={second}", f"e={ending}|r1={first}", f"E={named}|r1={first}", f"E={named}|r2={second}"]


def before_classes(before: str, kind: str, ending: str, length: int) -> list[str]:
    """Features of what stands before a start, of the name's length and its ending."""
    named = bool(ending)
    return [
        f"b={before}", f"b={before}|{kind}", f"b={before}|{ending}", f"b={before}|{named}", f"b={before}|n={length}",
        f"n={length}|{ending}", f"n={length}|{named}",
    ]  # fmt: skip


def before_letter(last: str, ending: str) -> list[str]:
    """Features of the character before a start."""
    letter = "D" if last and last in _DIGITS else last
    return [f"l1={letter}", f"l1={letter}|{ending}"]


def _following(text: str, ends: Sequence[End]) -> dict[int, str]:
    """For each end, the kind of the next ending in the same stretch of text, and whether it is near."""
    result: dict[int, str] = {}
    later: End | None = None
    for item in reversed(ends):
        if later is not None and later.end - item.end <= _NEXT_WITHIN and later.starts[-1] <= item.end:
            distance = later.end - len(later.ending) - item.end
            result[item.end] = f"{later.kind}/{0 if distance <= 0 else 1 if distance < 3 else 2}"
        if item.ending:
            later = item
    return result


def _class(character: str) -> str:
    """A class for what stands beside a name where no listed word does."""
    if not character or character == "\n":
        return "edge"
    if character in "，。；：！？,.;:!?":
        return "clause"
    if character == "、":
        return "list"
    if not "\u3400" <= character <= "\u9fff":
        return "mark"
    return "han"


#: Endings of areas that only a division of the Xinjiang corps has.
_CORPS = frozenset({"团", "连", "师", "农场"})
#: Left contexts after which a name surely begins.
_CLEAR = frozenset({"chain", "clause", "edge", "list", "prep", "visit"})
#: Endings after which the name of an area inside often follows at once.
_CHAINING = frozenset({"省", "市", "区", "县", "旗", "州", "盟", "镇", "乡", "街道", "苏木", "村", "社区"})
