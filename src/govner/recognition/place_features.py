"""What speaks for and against a place at a position: context, name, gazetteer, repetition."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from govner.gazetteer.nearness import Nearness
from govner.recognition.place_lattice import End

#: Characters that seldom stand inside a name; each is a feature of its own.
_FUNCTION = frozenset("在到赴从向对和与及同为以等并前往来走进入深访看察检查调研问开召举听取参观加将由经于下再又先后沿途")
_DIGITS = frozenset("0123456789")
_NUMERALS = frozenset("一二三四五六七八九十百零〇第")
_NEXT_WITHIN = 9


class ContextWords:
    """Words before and after places, by class; the longest counts.

    Args:
        leaders, followers: word → class.
        generics: words that are no names (便民, 服务).
    """

    def __init__(self, leaders: Mapping[str, str], followers: Mapping[str, str], generics: Iterable[str]) -> None:
        self._generics = frozenset(generics)
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
        nearness: the gazetteer, seen from the document.
        shares: of short area names, how often they are the area (bucket names).
        own: names of the document's own areas.
    """

    def __init__(
        self,
        text: str,
        ends: Sequence[End],
        nearness: Nearness,
        words: ContextWords,
        shares: Mapping[str, str],
        own: frozenset[str],
    ) -> None:
        self.words = words
        self.text, self.nearness, self.shares, self.own = text, nearness, shares, own
        self.counts = Counter(text[start : item.end] for item in ends for start in item.starts)
        self.area_ends = {item.end for item in ends for level in item.known.values() if level in "PFCpf"}
        self._following = _following(text, ends)
        self.admin_ends = {item.end for item in ends if item.ending in _CHAINING} | self.area_ends

    def of_end(self, item: End) -> list[str]:
        """Features that all starts of an end share."""
        text, end = self.text, item.end
        right = text[end : end + 2]
        first = right[:1]
        ending = item.ending
        after = self.words.after(text, end) or _class(first)
        following = self._following.get(end, "")
        return [
            f"x={following}", f"x={following}|{item.kind}", f"k={item.kind}", f"a={after}|{item.kind}",
            f"a={after}", f"a={after}|{ending}", f"e={ending}", f"r1={first}", f"r2={right}", f"e={ending}|r1={first}", f"r3={text[end:end + 3]}",
            f"E={bool(ending)}|r1={first}", f"E={bool(ending)}|r2={right}",
        ]

    def of_start(self, item: End, start: int) -> list[str]:
        """Features of one start of an end."""
        text, end, ending = self.text, item.end, item.ending
        body = text[start : end - len(ending)]
        left = text[max(0, start - 3) : start]
        last = left[-1:]
        kind = "D" if last in _DIGITS and last else last
        length = min(len(body), 9)
        name = text[start:end]
        before = self.words.before(text, start) or _class(last)
        if start in self.admin_ends:
            before = "chain"
        features = [
            f"b={before}", f"b={before}|{item.kind}", f"b={before}|{ending}", f"b={before}|{bool(ending)}", f"b={before}|n={length}",
            f"l1={kind}", f"l2={left[-2:]}", f"l3={left}", f"b-1={body[-1:]}",
            f"n={length}|{ending}", f"n={length}|{bool(ending)}", f"l1={kind}|{ending}",
        ]
        if ending:
            proper = self.words.proper(body)
            share = f"{min(proper, 4)}/{'=' if proper == len(body) else '<'}"
            features += [f"p={share}", f"p={share}|{item.kind}", f"p={share}|b={before}"]
            if body.isdigit() or not set(body) - _NUMERALS:
                features += ["num", f"num|{ending}"]
        self._known(features, item, start, body, name, before)
        for character in _FUNCTION.intersection(body[1:]):
            features.append(f"in={character}")
        count = self.counts[name]
        if count > 1:
            features.append(f"rep={min(count, 4)}")
            if start and self.counts.get(text[start - 1 : end]) == count:
                features.append("leftfixed")
        return features

    def _known(self, features: list[str], item: End, start: int, body: str, name: str, before: str) -> None:
        level = item.known.get(start)
        if level is not None:
            features += [f"k={level}", f"k={level}|{bool(item.ending)}", f"k={level}|b={before}"]
            if not item.ending and level != "1":
                share = self.shares.get(name)
                if share:
                    features += [f"s={share}", *(f"s{i}={part}" for i, part in enumerate(share.split("/")))]
                if name in self.own:
                    features.append(f"own|{level}")
                found = self.nearness.of(name, "")
                if found is not None:
                    features.append(f"w={level}{found[1]}")
        if item.ending:
            found = self.nearness.of(body, item.ending)
            if found is not None:
                near = f"g={found[0]}{found[1]}"
                features += [near, f"{near}|{min(len(body), 4)}", f"{near}|b={before}"]
            else:
                features.append("g=no")
                if self.nearness.of(body, "") is not None:
                    features.append("g=other")
            if any(body.startswith(own) for own in self.own):
                features.append("begins=own")
            for cut in range(2, min(len(body), 6)):
                if start + cut in self.admin_ends:
                    rest = self.words.proper(body[cut:])
                    features += ["spans", f"spans|{item.kind}", f"spans|{min(rest, 3)}|{item.kind}"]
                    break




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


#: Endings after which the name of an area inside often follows at once.
_CHAINING = frozenset({"省", "市", "区", "县", "旗", "州", "盟", "镇", "乡", "街道", "苏木", "村", "社区"})
