"""Whose post it is where the sentence says so in other words, and posts that only one body has."""
from __future__ import annotations

import pytest

import govner
from govner import Pipeline


@pytest.fixture(scope="module")
def nlp() -> Pipeline:
    return govner.load()


def posts(nlp: Pipeline, text: str) -> dict[str, list[str]]:
    record = nlp.extract(text, published="2020-09-08", region="浙江省杭州市")
    return {person.name: [post.label for post in person.posts] for person in record.people}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("侯冬明是杭州市西湖区副区长，分管农业。", {"侯冬明": ["杭州市西湖区人民政府副区长"]}),
        ("曾任杭州市民政局局长的王立同志到会。", {"王立": ["杭州市民政局局长"]}),
        ("作为市政协委员的李文提出建议。", {"李文": ["杭州市政协委员"]}),
        (
            "市委书记秦立传达了习近平总书记重要讲话精神和李强总理批示。",
            {"秦立": ["杭州市委书记"], "习近平": ["中共中央总书记"], "李强": ["国务院总理"]},
        ),
        (
            "江海明总书记和李国平总理打电话慰问，王立主任作了汇报。",
            {"江海明": ["中共中央总书记"], "李国平": ["国务院总理"], "王立": ["主任"]},
        ),
        (
            "市长岳临风陪同国务委员王立、副委员长李文视察。",
            {"岳临风": ["杭州市人民政府市长"], "王立": ["国务院国务委员"], "李文": ["全国人大常委会副委员长"]},
        ),
    ],
)
def test_holders(nlp: Pipeline, text: str, expected: dict[str, list[str]]) -> None:
    assert posts(nlp, text) == expected


def test_a_former_post(nlp: Pipeline) -> None:
    record = nlp.extract("曾任杭州市民政局局长的王立同志到会。", published="2020-09-08", region="浙江省杭州市")
    assert [holding.status for holding in record.people["王立"].holdings] == ["former"]
