"""The fixed sample of the benchmarks: every annotated article of ../shared once, so that no text repeats itself.

Without ../shared, the example article varied: other days, names and places in every copy.
"""
from __future__ import annotations

import hashlib
import json
import random
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from govner.reading import Article
from govner.reading.pages import read_page

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold"
#: Checksums of the samples that results may be compared for: annotated articles, example.
FROZEN = {"0647d7a6324419a8": "annotated", "9a2c4e5e243061b1": "example"}
_GIVEN = "文立明远海东建平志强国华永安春林"


@dataclass(frozen=True)
class Text:
    """An article of the sample: page text, day and region as a site gives them, and the annotated mentions, if any."""

    text: str
    published: str | None
    region: str | None
    mentions: tuple[tuple[str, int, int], ...] = ()

    def article(self) -> Article:
        """What the pipeline reads."""
        page = read_page(self.text, region=self.region or None)
        return replace(page, published=_day(self.published) or page.published)


def _day(published: str | None) -> date | None:


    return date.fromisoformat(published[:10]) if published else None


def load(limit: int | None = None) -> list[Text]:
    """The sample, development articles first; `limit` takes that many."""
    found: list[Text] = []
    for name in ("dev", "train"):
        path = GOLD / f"{name}.jsonl"
        for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
            data = json.loads(line)
            mentions = tuple((m["type"], m["start"], m["end"]) for m in data["mentions"])
            found.append(Text(data["text"], data["published"], data["region"], mentions))
    return (found or _examples())[:limit]


def development() -> list[Text]:
    """The annotated development articles; none without ../shared."""
    path = GOLD / "dev.jsonl"
    return load(len(path.read_text(encoding="utf-8").splitlines())) if path.is_file() else []


def _examples(count: int = 200) -> list[Text]:
    text = (ROOT / "examples" / "article.txt").read_text(encoding="utf-8")
    rng = random.Random(11)
    varied = []
    for number in range(count):
        table = {ord(a): b for a, b in zip(_GIVEN, rng.sample(_GIVEN, len(_GIVEN)), strict=True)}
        varied.append(Text(text.translate(table), f"2023-{1 + number % 12:02}-{1 + number % 28:02}", None))
    return varied


def checksum(texts: list[Text]) -> str:
    """What a sample is known by in the results."""
    digest = hashlib.sha256()
    for item in texts:
        digest.update(item.text.encode("utf-8") + b"\0")
    return digest.hexdigest()[:16]


def of_length(texts: list[Text], length: int) -> str:
    """Running text of exactly a length: the sample, then its sentences in paragraphs of other orders (a repeated
    paragraph would be set aside as a duplicate)."""
    whole = "\n".join(item.text for item in texts)
    sentences = [s + "。" for s in whole.replace("\n", "").split("。")]
    rng = random.Random(7)
    parts, size = [whole], len(whole)
    while size < length:
        rng.shuffle(sentences)
        parts += ["".join(sentences[i : i + 4]) for i in range(0, len(sentences), 4)]
        size += len(whole)
    return "\n".join(parts)[:length]


def random_characters(length: int) -> str:
    """Chinese characters without sense: nothing that any rule is made for."""
    rng = random.Random(5)
    return "".join(chr(rng.randrange(0x4E00, 0x9FA6)) for _ in range(length))
