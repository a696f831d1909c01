"""Numbered points of a statement: 一是…；二是…, 第一，…第二，…, （一）…（二）…, ——…——…."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

_NUMERALS = {c: i for i, c in enumerate("一二三四五六七八九十", start=1)}
_VERBS = "要|是|抓|盯|促|建|强|保|严|防|看|查|讲|管|靠|守|把|在|以|做|稳|重|扭|对"
# A marker stands at the start, after punctuation, or after 要 (要（一）抢农时).
_MARKER = re.compile(
    r"(?:\A|(?<=[，。；：！？、\n要”.]))[ \n]*(?:"
    rf"(?P<is>[一二三四五六七八九十]{{1,2}}是)"
    rf"|(?P<verb>[一二三四五六七八九十]{{1,2}})(?=(?P<word>{_VERBS}))"
    r"|(?P<other>其[一二三四五六七八九十])(?=[，、,是])[，、]?"
    r"|(?P<nth>第[一二三四五六七八九十]{1,2})(?=[，、,：]|[是要])[，、,：]?"
    r"|(?P<bracket>（[一二三四五六七八九十]{1,2}）)"
    r"|(?P<number>（[0-9]{1,2}）|[0-9]{1,2}[.．、](?![0-9]))"
    r"|(?P<circled>[①-⑩])"
    r"|(?P<list>[一二三四五六七八九十]{1,2}、)"
    r"|(?P<dash>——|●)"
    r")"
)


@dataclass(slots=True)
class Point:
    """A point: marker range, ordinal, range of its text, ranges of the parts between ；."""

    marker: tuple[int, int]
    ordinal: int
    span: tuple[int, int]
    sub: list[tuple[int, int]] = field(default_factory=list)

    def moved(self, by: int) -> Point:
        """The same point at other offsets."""
        (a, b), (c, d) = self.marker, self.span
        return Point((a + by, b + by), self.ordinal, (c + by, d + by), [(e + by, f + by) for e, f in self.sub])


def find_points(text: str, start: int, end: int) -> list[Point]:
    """The numbered points in a range of a text: the outermost series, if there are at least two.

    >>> [(p.ordinal, t[p.span[0]:p.span[1]]) for t in ["一是抓早。二是抓小。"] for p in find_points(t, 0, len(t))]
    [(1, '抓早'), (2, '抓小')]
    """
    body = text[start:end]
    series: dict[str, list[tuple[int, int, int]]] = {}
    for match in _MARKER.finditer(body):
        family = match.lastgroup or ""
        begin, stop = match.span()
        while body[begin] in " \n":
            begin += 1
        if family in ("word", "verb"):
            family = "verb:" + match["word"]
            stop += len(match["word"]) if match["word"] == "要" else 0
        _extend(series.setdefault(family, []), begin, stop, _ordinal(match))
    best = min((s for s in series.values() if len(s) > 1), key=lambda s: s[0][0], default=None)
    return [point.moved(start) for point in _points(body, best)] if best else []


def _extend(found: list[tuple[int, int, int]], begin: int, stop: int, ordinal: int) -> None:
    expected = len(found) + 1
    if ordinal in (expected, 0):
        found.append((begin, stop, expected))


def _ordinal(match: re.Match[str]) -> int:
    digits = re.search(r"[0-9]+", match[0])
    if digits:
        return int(digits[0])
    if match["dash"]:
        return 0
    if match["circled"]:
        return ord(match["circled"]) - ord("①") + 1
    numerals = [_NUMERALS[c] for c in re.findall("[一二三四五六七八九十]", match[0])]
    return numerals[0] if len(numerals) == 1 else (10 + numerals[1] if numerals[0] == 10 else numerals[0] * 10)


def _points(text: str, markers: list[tuple[int, int, int]]) -> list[Point]:
    limits = [begin for begin, _, _ in markers[1:]] + [len(text)]
    gaps = zip(markers[:-1], limits, strict=False)
    one_sentence = not any(re.search(r"[。！？\n].", text[stop:limit], re.DOTALL) for (_, stop, _), limit in gaps)
    points: list[Point] = []
    for (begin, stop, ordinal), limit in zip(markers, limits, strict=True):
        end = limit
        if ordinal == len(markers) and one_sentence:
            # 一是…；二是…。 in one sentence: what follows the full stop is no part of the last point.
            closing = re.search(r"[。！？\n]", text[stop:])
            end = stop + closing.start() if closing else limit
        while end > stop and text[end - 1] in "。；，、！？\n ":
            end -= 1
        if end > stop:
            points.append(Point((begin, stop), ordinal, (stop, end), _parts(text, stop, end)))
    return points


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges between ；, if there are several."""
    parts: list[tuple[int, int]] = []
    position = start
    for match in re.finditer("；|\\Z", text[start:end]):
        stop = start + match.start()
        if stop > position:
            parts.append((position, stop))
        position = stop + 1
    return parts if len(parts) > 1 else []
