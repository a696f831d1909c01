"""A user's own terms have the last word."""
from __future__ import annotations

from pathlib import Path

import pytest

import govner

TEXT = "9月8日，县长温如海在讲话中说，回龙山路已经通车。"


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    (tmp_path / "terms.tsv").write_text("text\ttype\n回龙山\tPERSON\n讲话中\tORGANIZATION\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("tagger", ["builtin", None])
def test_terms_win_over_rules_and_tagger(lexicon: Path, tagger: str | None) -> None:
    record = govner.load(lexicons=[lexicon], tagger=tagger).extract(TEXT, published="2023-09-09")
    found = {(m.type.value, m.span.text) for m in record.mentions}
    assert found >= {("PERSON", "回龙山"), ("ORGANIZATION", "讲话中"), ("PERSON", "温如海")}
    assert not any(m.span.text == "回龙山路" for m in record.mentions)


def test_without_terms_nothing_is_certain() -> None:
    record = govner.load().extract(TEXT, published="2023-09-09")
    assert ("PERSON", "回龙山") not in {(m.type.value, m.span.text) for m in record.mentions}
