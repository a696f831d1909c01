"""Where names end before verbs of speech, and words that look like names or titles."""
from __future__ import annotations

import pytest

import govner
from govner import Pipeline
from govner.records import MentionType


@pytest.fixture(scope="module")
def nlp() -> Pipeline:
    return govner.load()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("镇党委副书记王承坦言，减负是实打实的。", ["王承"]),
        ("副镇长李文感慨，变化真大。村民赵立直言，路更宽了。", ["李文", "赵立"]),
        ("支队长韩介绍，车辆已经全部转移。", []),
        ("习近平主席向大会致贺信。", ["习近平"]),
        ("县委书记杨秀颀说，要抓好落实。会后，杨秀颀道出了原委。", ["杨秀颀"]),
    ],
)
def test_names(nlp: Pipeline, text: str, names: list[str]) -> None:
    assert [person.name for person in nlp.extract(text, published="2020-09-08").people] == names


@pytest.mark.parametrize("text", ["社会工作者各展所长。", "让各方尽其所长。", "取人之所长，补己之短。"])
def test_words_that_are_no_titles(nlp: Pipeline, text: str) -> None:
    assert not [m for m in nlp.extract(text).mentions if m.type is MentionType.POST]
