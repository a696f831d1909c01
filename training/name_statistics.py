"""Writes the statistics by which names are recognised, as small TSV files in models/lexicons/.

    python training/name_statistics.py ../shared

Read are the labelled sets of ../shared/corpus/ner and ../shared/gold/train.jsonl (names and what stands around them),
the unlabelled corpora (how frequent characters and words are in general) and jieba's dictionary (what is a word).
Every number written is a natural logarithm of "how much likelier in or around a name than in text at large", rounded
to two digits:

* surnames.tsv: the surname as the beginning of a name;
* given_characters.tsv: a character as the first or last of a two-character given name, or as a given name alone;
* transliteration_characters.tsv: a character inside a name without surname (扎西顿珠, 巴特尔);
* name_followers.tsv: the one or two characters after a name; name_leaders.tsv: those before one;
* name_like_words.tsv: words that could be read as names (时间, 高兴), against the frequency of their characters;
* common_words.tsv: everyday words of two characters, at which no name ends in the middle.
"""
from __future__ import annotations

import json
import lzma
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import jieba

OUT = Path(__file__).resolve().parents[1] / "models" / "lexicons"
LABELLED = {
    "msra_train_noleak": 1.0,
    "pku199801_ORG_INCOMPLETE": 1.0,
    "cluener_train": 1.0,
    "ruc_campus_news": 3.0,
    "resume_train": 1.0,
}
PLAIN = {"peoples_daily_2025": 1638, "campus_news": 4000, "xwlb_2012_2026": 12000, "gov_work_reports": 129}
GOLD_WEIGHT = 12.0
MARKS = str.maketrans(",;:?!()", "，；：？！（）")
CJK = re.compile(r"[\u4e00-\u9fff]")


def read(path: Path) -> Iterator[dict[str, object]]:
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def labelled_names(shared: Path) -> Iterator[tuple[str, int, int, float]]:
    """(text, start, end, weight) of every labelled person; a text per sentence or article."""
    for name, weight in LABELLED.items():
        for row in read(shared / "corpus" / "ner" / f"{name}.jsonl.xz"):
            for start, end, label in row["entities"]:  # type: ignore[union-attr]
                if label == "PER":
                    yield str(row["text"]).translate(MARKS), start, end, weight
    for row in read(shared / "gold" / "train.jsonl"):
        for mention in row["mentions"]:  # type: ignore[union-attr]
            if mention["type"] == "PERSON":
                yield str(row["text"]).translate(MARKS), mention["start"], mention["end"], GOLD_WEIGHT


def plain_texts(shared: Path) -> Iterator[str]:
    for name, limit in PLAIN.items():
        for number, row in enumerate(read(shared / "corpus" / f"{name}.jsonl.xz")):
            if number >= limit:
                break
            yield str(row.get("text") or "").translate(MARKS)


class Counts:
    """Relative frequencies with add-k smoothing."""

    def __init__(self, counter: Counter[str], smoothing: float = 0.5) -> None:
        self.counter, self.smoothing = counter, smoothing
        self.total = sum(counter.values()) + smoothing * (len(counter) + 1)

    def log(self, key: str) -> float:
        return math.log((self.counter[key] + self.smoothing) / self.total)


def write(name: str, header: Iterable[str], rows: Iterable[tuple[object, ...]]) -> None:
    lines = ["\t".join(header)]
    lines += ["\t".join(f"{x:.2f}" if isinstance(x, float) else str(x) for x in row) for row in rows]
    (OUT / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    shared = Path(sys.argv[1])
    surname_list = {}
    with (shared / "lexicons" / "surnames.tsv").open(encoding="utf-8") as stream:
        next(stream)
        for line in stream:
            surname, count = line.rstrip("\n").split("\t")
            surname_list[surname] = float(count)
    compound = {s for s in surname_list if len(s) > 1}
    unigrams: Counter[str] = Counter()
    bigrams: Counter[str] = Counter()
    words: Counter[str] = Counter()
    dictionary = {w for w, f in jieba_words() if 2 <= len(w) <= 3 and f >= 20 and w[0] in surname_list}
    for text in plain_texts(shared):
        unigrams.update(text)
        bigrams.update(text[i : i + 2] for i in range(len(text) - 1))
        words.update(w for n in (2, 3) for i in range(len(text) - n + 1) if (w := text[i : i + n]) in dictionary)
    first, last, single, beginning, transliterated = (Counter() for _ in range(5))
    after1, after2, before1, before2 = (Counter() for _ in range(4))
    seen: set[str] = set()
    sources: dict[str, set[int]] = {}
    for text, start, end, weight in labelled_names(shared):
        name = re.sub(r"\s", "", text[start:end])
        for counter, piece in (
            (after1, text[end : end + 1]), (after2, text[end : end + 2]),
            (before1, text[max(0, start - 1) : start]), (before2, text[max(0, start - 2) : start]),
        ):
            counter[piece] += weight  # type: ignore[assignment]
            sources.setdefault(piece, set()).add(hash(text))
        if name in seen or not CJK.match(name):
            continue
        seen.add(name)
        surname = name[:2] if name[:2] in compound and len(name) > 2 else name[:1]
        given = name[len(surname) :]
        if surname in surname_list and len(given) in (1, 2) and "·" not in name:
            beginning[surname] += 1
            if len(given) == 2:
                first[given[0]] += 1
                last[given[1]] += 1
            else:
                single[given] += 1
        elif len(name) >= 3:
            transliterated.update(c for c in name if CJK.match(c))
    base, pairs = Counts(unigrams), Counts(bigrams)
    name_total = sum(beginning.values())
    census = sum(surname_list.values())
    rows = []
    for surname in surname_list:
        share = 0.6 * (beginning[surname] + 0.2) / name_total + 0.4 * surname_list[surname] / census
        text_share = math.exp(base.log(surname)) if len(surname) == 1 else math.exp(pairs.log(surname))
        rows.append((surname, math.log(share / text_share)))
    write("surnames", ("surname", "weight"), rows)
    parts = [Counts(c) for c in (first, last, single)]
    characters = sorted({c for c in (*first, *last, *single) if CJK.match(c)})
    write(
        "given_characters", ("character", "first", "last", "alone"),
        [(c, *(max(-4.0, p.log(c) - base.log(c)) for p in parts)) for c in characters],
    )
    foreign = Counts(transliterated)
    write(
        "transliteration_characters", ("character", "weight"),
        [(c, foreign.log(c) - base.log(c)) for c in sorted(transliterated) if transliterated[c] >= 2],
    )
    for name, ones, twos in (("name_followers", after1, after2), ("name_leaders", before1, before2)):
        one, two = Counts(ones), Counts(twos)
        # A pair must have been seen in several texts, or it is no more than the second character's accident.
        table = [(s, one.log(s) - base.log(s)) for s in ones if s.strip() and len(sources[s]) >= 4]
        table += [
            (s, min(7.0, two.log(s) - pairs.log(s)))
            for s in twos
            if len(sources[s]) >= 5 and len(s) == 2 and not re.search(r"\s", s)
        ]
        write(name, ("text", "weight"), sorted(table))
    everyday = Counter(w for w, f in jieba_words() if len(w) == 2 and f >= 150 for _ in (0,))
    write("common_words", ("word",), [(w,) for w in sorted(everyday) if bigrams[w] >= 100])
    total = sum(unigrams.values())
    common = [(w, math.log(n / total) - sum(base.log(c) for c in w)) for w, n in words.items() if n >= 30]
    write("name_like_words", ("word", "weight"), sorted(common))


def jieba_words() -> Iterator[tuple[str, int]]:
    jieba.initialize()
    for word, frequency in jieba.dt.FREQ.items():
        if frequency:
            yield word, frequency


if __name__ == "__main__":
    main()
