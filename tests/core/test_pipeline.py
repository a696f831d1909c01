"""The pipeline as a user meets it: same answers everywhere, no state, bad input."""
from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

import govner
from govner.errors import GovnerError, InputError
from govner.records import Record, Span

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ARTICLE = (EXAMPLES / "article.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def nlp() -> govner.Pipeline:
    return govner.load()


def spans_of(value: object) -> Iterator[tuple[int, int, str]]:
    if isinstance(value, Span):
        yield value.start, value.end, value.text
    elif isinstance(value, BaseModel):
        yield from spans_of(list(value.__dict__.values()))
    elif isinstance(value, list):
        for item in value:
            yield from spans_of(item)


def test_rows_made_without_validation_are_as_validated_ones(nlp: govner.Pipeline) -> None:
    record = nlp.extract(ARTICLE)
    assert len(record.mentions) > 10
    for row in [*record.mentions, *(m.span for m in record.mentions)]:
        validated = type(row).model_validate(row.model_dump())
        assert validated == row
        assert validated.model_dump_json() == row.model_dump_json()
    assert Record.from_json(record.to_json()) == record


def test_same_input_same_bytes(nlp: govner.Pipeline) -> None:
    assert nlp.extract(ARTICLE).to_json() == nlp.extract(ARTICLE).to_json()
    assert govner.load().extract(ARTICLE).to_json() == nlp.extract(ARTICLE).to_json()


def test_threads_share_a_pipeline(nlp: govner.Pipeline) -> None:
    expected = nlp.extract(ARTICLE).to_json()
    with ThreadPoolExecutor(10) as pool:
        assert {r.to_json() for r in pool.map(nlp.extract, [ARTICLE] * 20)} == {expected}


def test_a_pipeline_pickles(nlp: govner.Pipeline) -> None:
    again = pickle.loads(pickle.dumps(nlp))
    assert again.extract(ARTICLE).to_json() == nlp.extract(ARTICLE).to_json()


def test_pipe_keeps_the_order(nlp: govner.Pipeline) -> None:
    texts = [ARTICLE, "", "6月5日，市长赵立群主持召开会议。"]
    assert [r.raw_text for r in nlp.pipe(texts)] == texts
    assert [r.raw_text for r in nlp.pipe(iter(texts), batch_size=1)] == texts


def test_pipe_gives_the_records_of_extract(nlp: govner.Pipeline) -> None:
    texts = [ARTICLE, "6月5日，市长赵立群主持召开会议。", ARTICLE[: len(ARTICLE) // 2], "副市长李文远到河口区调研。"]
    assert [r.to_json() for r in nlp.pipe(texts, batch_size=3)] == [nlp.extract(text).to_json() for text in texts]


def test_records_need_no_spacy() -> None:
    code = "import sys, govner; govner.extract('6月5日，市长赵立群主持召开会议。'); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_spacy_pipeline_gives_the_same_record(nlp: govner.Pipeline) -> None:
    text = "6月5日，市长赵立群主持召开会议，副市长李文远一行到河口区调研。"
    assert nlp.nlp(text)._.record == nlp.extract(text)


def test_published_is_a_date_or_iso_text(nlp: govner.Pipeline) -> None:
    text = "6月5日，市长赵立群主持召开会议。"
    by_text = nlp.extract(text, published="2021-06-06")
    by_date = nlp.extract(text, published=date(2021, 6, 6))
    assert by_text.to_json() == by_date.to_json()
    assert by_text.dates[0].value == "2021-06-05"
    with pytest.raises(InputError, match="2020-09-08"):
        nlp.extract(text, published="yesterday")


def test_without_an_anchor_the_year_stays_open(nlp: govner.Pipeline) -> None:
    assert nlp.extract("6月5日，市长赵立群主持召开会议。").dates[0].value == "XXXX-06-05"


def test_areas_that_are_no_more_are_warned_about(nlp: govner.Pipeline) -> None:
    text = "5月8日，市长赵立群到北京市崇文区调研。"
    record = nlp.extract(text, published="2009-05-09")
    assert record.places["崇文区"].code == "110103"
    (warning,) = record.warnings
    assert "崇文区" in warning
    assert "2010-07-01" in warning
    assert nlp.extract(text.replace("崇文", "东城"), published="2009-05-09").places["东城区"].code == "110101"


def test_no_text_is_an_error(nlp: govner.Pipeline) -> None:
    with pytest.raises(GovnerError, match="bytes"):
        nlp.extract(b"abc")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ["", " \n\t", "The mayor visited a factory.", "\x00\x01", "<html><p>&nbsp;</p>", "。" * 50, "“" * 50, "1" * 50],
)
def test_odd_text_gives_a_record(nlp: govner.Pipeline, text: str) -> None:
    record = nlp.extract(text, id="odd")
    assert record.id == "odd"
    assert record.events == []
    assert record.people == []


PIECE_LIST = [
    "9月8日下午", "，", ",", "副市长", "李文远", "王 伟", "一行", "到", "河口区", "长庆街道",
    "调研", "。", "\n", "\u3000", "强调", "“四能”", "一是", "要", "座谈会上", "１０月", "\u200b",
    "市政府", "𠮷", "《", "》", "（", ")", "等四方面举措", "艾力·买买提", "：",
]
PIECES = st.sampled_from(PIECE_LIST)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=40))
def test_every_span_fits_any_text(nlp: govner.Pipeline, pieces: list[str]) -> None:
    raw = "".join(pieces)
    record = nlp.extract(raw, published="2020-09-09")
    for start, end, text in spans_of(record):
        assert raw[start:end] == text
    known = set(record._rows)
    assert {m.ref for m in record.mentions} <= known
    for event in record.events:
        assert {p.entity_id for p in event.participants} | set(event.place_ids) <= known
    assert {q.speaker_id for q in record.statements} <= known
