"""Small dumps of invented articles, and pipelines that workers import: rules alone, slow, hanging, failing ones."""
from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import govner
from govner.reading import Article
from govner.records import Record

_DISTRICTS = ("鲤城区", "丰泽区", "洛江区")
_TOPICS = ("社区养老服务", "防汛备汛", "老旧小区改造", "项目建设")
_FAMILY = "林苏蔡庄傅"
_GIVEN = ("若川", "敬之", "允中", "明远")


def row(number: int) -> dict[str, str]:
    """An invented article; neighbours differ in people, place, day and length."""
    district, topic = _DISTRICTS[number % 3], _TOPICS[number % 4]
    lead = _FAMILY[number % 5] + _GIVEN[number % 4]
    other = _FAMILY[(number + 2) % 5] + _GIVEN[(number + 1) % 4]
    month, day = number % 12 + 1, number % 27 + 2
    text = (
        f"{month}月{day - 1}日上午，副市长{lead}到{district}调研{topic}工作。{district}区委书记{other}陪同调研。\n"
        f"{lead}一行来到开元街道双塔社区，实地察看送餐到户、送医到家、送学到社区、送乐到身边“四送”服务情况。{lead}强调，一要坚持问题导向，摸清底数；"
        "二要压实责任，抓好工作落实。市直有关部门负责人参加调研。\n"
    )
    return {
        "id": f"a{number:04d}",
        "title": f"{lead}到{district}调研{topic}工作",
        "text": text * (1 + number % 3),
        "published": f"{2019 + number % 3}-{month:02d}-{day:02d}",
        "region": "福建省泉州市",
    }


def write_dump(path: Path, numbers: Iterable[int]) -> Path:
    with path.open("w", encoding="utf-8") as stream:
        for number in numbers:
            stream.write(json.dumps(row(number), ensure_ascii=False) + "\n")
    return path


@lru_cache(maxsize=1)
def quick() -> govner.Pipeline:
    """Rules alone: what these tests test does not depend on the tagger."""
    return govner.load(tagger=None)


class Bare:
    """A pipeline that finds nothing, quickly: for tests of the machinery around it."""

    def pipe(self, articles: Iterable[Article], /) -> Iterator[Record]:
        for article in articles:
            self.before(article)
            yield Record.model_validate(
                {
                    "id": article.id,
                    "sha256": "0" * 64,
                    "length": len(article.raw),
                    "raw_text": article.raw,
                    "metadata": {"published": str(article.published or "") or None},
                    "provenance": {"generator": "test"},
                }
            )

    def before(self, article: Article) -> None:
        """What happens before an article's record is made."""


class Slow(Bare):
    """Takes its time over every article."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def before(self, article: Article) -> None:
        time.sleep(self.seconds)


class Poisoned(Bare):
    """Articles with certain ids hang, crash, raise, or fill the memory."""

    def __init__(self, deeds: dict[str, str]) -> None:
        self.deeds = deeds

    def before(self, article: Article) -> None:
        deed = self.deeds.get(article.id)
        if deed == "hang":
            time.sleep(60)
        elif deed == "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        elif deed == "raise":
            raise ValueError("no good")
        elif deed == "fill":
            bytearray(4 << 30)


def ids(path: Path) -> list[str]:
    """The ids of the records of a .jsonl output."""
    return [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]


def accounted(counts: Any) -> bool:
    """Whether every input went somewhere."""
    return bool(counts.inputs == counts.done + counts.unfinished)
