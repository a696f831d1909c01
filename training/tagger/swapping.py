"""Multiplies annotated sentences: the same sentence with other people, posts, bodies, places, dates and slogans.

A model that has seen 县长王某 a hundred times with a hundred names learns the frame, not the names. Equal surfaces
in a sentence get equal replacements; spans are rebuilt, inner places included.
"""

from __future__ import annotations

import csv
import random
import re
from collections import Counter
from pathlib import Path

from corpora import labelled_corpus
from names import Names
from toponyms import Toponyms, suffix_of

from govner.training.samples import Sample, Span

#: Chance that a mention is replaced, by label.
CHANCE = {"PERSON": 0.85, "POST": 0.25, "ORGANIZATION": 0.5, "PLACE": 0.7, "DATE": 0.6, "SLOGAN": 0.4}

_PART_OF_DAY = re.compile(r"上午|下午|晚上|晚|早上|清晨|凌晨|中午|傍晚|夜间|当晚")
_PARTS_OF_DAY = ("上午", "下午", "上午", "下午", "晚", "中午", "傍晚", "凌晨")
_NUMBER = re.compile(r"\d+")
_ORGANS = re.compile(r"[委局院会厅办]|政府|人大|政协")
_PLAIN_AREA = re.compile(r"^(省|市|县|区|州|旗|盟)(?=[\u4e00-\u9fff]{1,})")
_TAIL = re.compile(
    r"(?:有限公司|集团|股份有限公司|有限责任公司|公司|银行|大学|学院|中学|小学|医院|合作社|协会|商会|研究院)$"
)


class Pools:
    """What is drawn from; built once from training material only."""

    def __init__(self, shared: Path, gold: list[Sample]) -> None:
        self.toponyms = Toponyms(shared / "gazetteer")
        corpora = {
            name: labelled_corpus(shared / "corpus" / "ner" / f"{name}.jsonl.xz")
            for name in ("msra_train_noleak", "cluener_train", "ruc_campus_news")
        }
        by_label = {label: Counter(_texts(gold, label)) for label in CHANCE}
        people = [t for name in corpora for t in _texts(corpora[name], "PER")] + list(by_label["PERSON"].elements()) * 8
        self.names = Names(shared / "lexicons" / "surnames.tsv", people)
        self.posts, self.post_weights = _posts(shared / "lexicons" / "title_atoms.tsv", by_label["POST"])
        self.dates = list(by_label["DATE"])
        self.bodies = list(by_label["ORGANIZATION"]) * 6 + _bodies(shared / "lexicons" / "organizations.tsv")
        companies = [t for label in ("ORG_COM", "ORG") for t in _texts(corpora["cluener_train"], label)]
        companies += _texts(corpora["msra_train_noleak"], "ORG")
        self.companies = sorted({t for t in companies if _TAIL.search(t) and len(t) > 3})
        self.venues = [t for t in by_label["PLACE"] if not suffix_of(t)]
        self.facilities = (Path(__file__).parent / "facilities.txt").read_text(encoding="utf-8").split()
        self.slogans = list(by_label["SLOGAN"]) * 3 + _slogans(shared / "lexicons" / "quoted_number_phrases.tsv")


def _texts(samples: list[Sample], label: str) -> list[str]:
    return [s.text[a:b] for s in samples for name, a, b in s.spans if name == label]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as stream:
        head = path.read_text(encoding="utf-8").split("\n", 1)[0].split("\t")
        named = all(field.isascii() for field in head)
        return list(csv.DictReader(stream, None if named else [f"c{i}" for i in range(len(head))], delimiter="\t"))


def _posts(atoms: Path, gold: Counter[str]) -> tuple[list[str], list[float]]:
    weights = {post: count**0.5 for post, count in gold.items()}
    for row in _rows(atoms):
        title, count = [*row.values(), "0"][:2]
        if count.isdigit() and int(count) >= 3 and not _ORGANS.search(title) and 2 <= len(title) <= 8:
            weights.setdefault(title, 0.3 * int(count) ** 0.5)
    return list(weights), list(weights.values())


def _bodies(path: Path) -> list[str]:
    names = [next(iter(row.values())) for row in _rows(path)]
    return random.Random(2).sample(names, min(len(names), 3000))


def _slogans(path: Path) -> list[str]:
    found = []
    for row in _rows(path):
        phrase, _, articles = [*row.values(), "0", "0"][:3]
        if articles.isdigit() and int(articles) >= 6 and len(phrase) >= 2 and "月" not in phrase and "·" not in phrase:
            found.append(phrase)
    return found


class Swapper:
    """Draws one variant of a sample."""

    def __init__(self, pools: Pools) -> None:
        self.pools = pools

    def __call__(self, sample: Sample, rng: random.Random) -> Sample:
        replaced: dict[tuple[str, str], tuple[str, list[Span]]] = {}
        parts: list[str] = []
        spans: list[Span] = []
        inner: list[Span] = []
        position = length = 0
        for label, start, end in sample.spans:
            gap = sample.text[position:start]
            surface = sample.text[start:end]
            nested = [(a - start, b - start) for _, a, b in sample.inner if start <= a and b <= end]
            key = (label, surface)
            if key not in replaced:
                replaced[key] = self._replace(label, surface, nested, gap[-1:] == "“", rng)
            text, places = replaced[key]
            begin = length + len(gap)
            parts += [gap, text]
            length = begin + len(text)
            spans.append((label, begin, length))
            inner += [("PLACE", begin + a, begin + b) for _, a, b in places]
            position = end
        parts.append(sample.text[position:])
        return Sample("".join(parts), tuple(spans), tuple(inner), sample.article)

    def _replace(
        self, label: str, surface: str, nested: list[tuple[int, int]], quoted: bool, rng: random.Random
    ) -> tuple[str, list[Span]]:
        unchanged = (surface, [("PLACE", a, b) for a, b in nested])
        if rng.random() >= CHANCE[label]:
            return unchanged
        pools = self.pools
        if label == "PERSON":
            return pools.names.like(surface, rng), []
        if label == "POST":
            return rng.choices(pools.posts, pools.post_weights)[0], []
        if label == "DATE":
            return self._date(surface, rng), []
        if label == "SLOGAN":
            return (rng.choice(pools.slogans), []) if quoted else unchanged
        if label == "ORGANIZATION":
            return self._body(surface, rng), []
        return self._venue(surface, nested, rng) if nested else (self._place(surface, rng), [])

    def _date(self, surface: str, rng: random.Random) -> str:
        if not _NUMBER.search(surface):
            return rng.choice(self.pools.dates) if rng.random() < 0.5 else surface
        surface = _PART_OF_DAY.sub(lambda m: rng.choice(_PARTS_OF_DAY) if rng.random() < 0.5 else m[0], surface)

        def number(match: re.Match[str]) -> str:
            digits = match[0]
            if len(digits) == 4:
                return str(rng.randint(2005, 2028))
            if len(digits) > 2:
                return digits
            following = surface[match.end() : match.end() + 1]
            value = rng.randint(1, 12 if following in ("月", "时", "点") else 59 if following == "分" else 28)
            return f"{value:02d}" if digits[0] == "0" else str(value)

        return _NUMBER.sub(number, surface)

    def _body(self, surface: str, rng: random.Random) -> str:
        pools = self.pools
        prefix = pools.toponyms.prefix(surface)
        if prefix:
            other = pools.toponyms.like(prefix, rng) or prefix
            rest = surface[len(prefix) :]
            if rest and rng.random() < 0.15:
                other = other if rng.random() < 0.5 else rng.choice(pools.toponyms.stems)
            return other + rest
        if (suffix := suffix_of(surface)) and len(surface) > 2:
            return rng.choice(pools.toponyms.by_suffix[suffix])
        if _PLAIN_AREA.match(surface):
            return rng.choice("省市县区州旗") + surface[1:] if rng.random() < 0.35 else surface
        if _TAIL.search(surface):
            return rng.choice(pools.companies) if rng.random() < 0.6 else rng.choice(pools.toponyms.stems) + surface[2:]
        return rng.choice(pools.bodies) if len(surface) > 4 and rng.random() < 0.6 else surface

    def _place(self, surface: str, rng: random.Random) -> str:
        toponyms = self.pools.toponyms
        other = toponyms.like(surface, rng)
        if other:
            return other
        if len(surface) == 2:
            return rng.choice(toponyms.stems)
        if rng.random() < 0.5:
            return rng.choice(self.pools.venues)
        stem = rng.choice(toponyms.stems) if rng.random() < 0.4 else self.pools.names.given_name(2, rng)
        return stem + rng.choice(self.pools.facilities)

    def _venue(self, surface: str, nested: list[tuple[int, int]], rng: random.Random) -> tuple[str, list[Span]]:
        """A venue with places inside: the places are exchanged, and sometimes what is between or behind them."""
        parts: list[str] = []
        inner: list[Span] = []
        position = length = 0
        for start, end in nested:
            if start < position:
                continue
            gap, place = surface[position:start], self._place(surface[start:end], rng)
            parts += [gap, place]
            inner.append(("PLACE", length + len(gap), length + len(gap) + len(place)))
            length += len(gap) + len(place)
            position = end
        rest = surface[position:]
        if rest and rng.random() < 0.4:
            rest = rng.choice(self.pools.facilities)
        parts.append(rest)
        return "".join(parts), inner
