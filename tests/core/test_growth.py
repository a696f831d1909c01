"""Work grows with the text, not with its square: calls of functions are counted, which no busy machine changes."""
from __future__ import annotations

import random
import sys
from types import FrameType
from typing import Any

import pytest

import govner

COUNTIES = ["桐庐县", "淳安县", "德清县", "长兴县", "安吉县", "嘉善县", "海盐县", "新昌县"]
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "文立明远海东建平志强国华永安春林"


@pytest.fixture(scope="module")
def rules() -> govner.Pipeline:
    nlp = govner.load(tagger=None)
    nlp.extract(article(40), region="浙江省")
    return nlp


def article(paragraphs: int) -> str:
    """Paragraphs of visits and words, each with people, places and days of its own."""
    lines = ["县领导开展调研"]
    for i in range(paragraphs):
        name = SURNAMES[i % 16] + GIVEN[i // 16 % 16] + GIVEN[(i + 5) % 16]
        county = COUNTIES[i % 8]
        lines.append(
            f"{1 + i % 12}月{1 + i % 28}日，{county}副县长{name}到第{i + 1}小学调研，听取{county}教育局汇报。"
            f"{name}强调，要抓好“{i + 2}项行动”，推进{county}发展。"
        )
    return "\n".join(lines)


def calls(nlp: govner.Pipeline, text: str) -> int:
    count = 0

    def counted(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        nlp.extract(text, region="浙江省")
    finally:
        sys.setprofile(None)
    return count


def test_work_grows_with_the_text(rules: govner.Pipeline) -> None:
    short, long = article(40), article(160)
    assert calls(rules, long) < 1.3 * len(long) / len(short) * calls(rules, short)


@pytest.mark.parametrize("character", ["。", "“", "、", "第", "市", "王", "1", " "])
def test_no_character_is_much_worse_than_text(rules: govner.Pipeline, character: str) -> None:
    text = article(20)
    assert calls(rules, character * len(text)) < 3 * calls(rules, text)


def test_characters_without_sense_are_no_worse_than_text(rules: govner.Pipeline) -> None:
    text, rng = article(20), random.Random(3)
    noise = "".join(chr(rng.randrange(0x4E00, 0x9FA6)) for _ in text)
    assert calls(rules, noise) < calls(rules, text)
