"""A user's own words: files, folders and data; priority, validity, scope; and the way back."""
from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import govner
from govner.composition.events import EventComposer
from govner.errors import LexiconError
from govner.lexicons import Lexicons
from govner.reading.pages import read_page
from govner.recognition.selection import select
from govner.recognition.terms import CERTAIN, TermRecogniser, TermRow
from govner.records import MentionType, Record
from govner.segmentation import Analysis, Candidate

TEXT = "6月15日，县长顾晓棠到云上里调研，出席圆桌夜话，网格长陆知远参加。顾晓棠强调，要做好“五联五帮”工作。"


def extract(lexicons: list[Any], text: str = TEXT, **more: Any) -> Record:
    return govner.load(lexicons=lexicons, tagger=None).extract(text, published="2023-06-16", **more)


def found(record: Record) -> set[tuple[str, str]]:
    return {(m.type.value, m.text) for m in record.mentions}


PLACE = {"terms": [{"text": "云上里", "type": "PLACE"}]}
TITLE = {"titles": [{"title": "网格长", "kind": "base", "track": "community"}]}
SLOGAN = {"slogans": [{"id": "wllb", "term": "五联五帮", "kind": "numeric", "number": 5, "items": "联心|联情|联业"}]}
TRIGGER = {"events": {"types": {"symposium": {"nouns": ["圆桌夜话"]}}}}


def test_words_given_as_data() -> None:
    record = extract([PLACE, TITLE, SLOGAN, TRIGGER])
    assert found(record) >= {("PLACE", "云上里"), ("POST", "网格长"), ("PERSON", "陆知远")}
    assert [item.text for item in record.slogans["五联五帮"].items] == ["联心", "联情", "联业"]
    assert "圆桌夜话" in [e.trigger.text for e in record.events if e.type.value == "symposium"]


def test_the_same_words_in_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "terms.yaml").write_text("- text: 云上里\n  type: PLACE\n", encoding="utf-8")
    (tmp_path / "titles.tsv").write_text("title\tkind\ttrack\r\n网格长\tbase\tcommunity\r\n", encoding="utf-8-sig")
    slogans = "id\tterm\tkind\tnumber\titems\nwllb\t五联五帮\tnumeric\t5\t联心|联情|联业\n"
    (tmp_path / "slogans.tsv").write_text(slogans, encoding="utf-8")
    (tmp_path / "events.yaml").write_text("types:\n  symposium:\n    nouns: [圆桌夜话]\n", encoding="utf-8")
    whole = extract([tmp_path]).to_json()
    assert whole == extract(sorted(tmp_path.iterdir())).to_json()
    assert whole == extract([PLACE, TITLE, SLOGAN, TRIGGER]).to_json()


def test_taking_them_away_restores_the_old_output() -> None:
    plain = govner.load()
    old = plain.extract(TEXT, published="2023-06-16").to_json()
    own = govner.load(lexicons=[PLACE, TITLE, SLOGAN, TRIGGER])
    assert own.extract(TEXT, published="2023-06-16").to_json() != old
    assert plain.extract(TEXT, published="2023-06-16").to_json() == old
    assert govner.load().extract(TEXT, published="2023-06-16").to_json() == old


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text("text\ttype\n云上里\tPLACE\n", encoding="utf-8")
    assert len(Lexicons([path]).rows("terms", TermRow)) == 1
    path.write_text("text\ttype\n", encoding="utf-8")
    assert Lexicons([path]).rows("terms", TermRow) == []


def test_pipelines_with_own_words_can_be_pickled() -> None:
    nlp = govner.load(lexicons=[PLACE], tagger=None)
    again = pickle.loads(pickle.dumps(nlp))
    assert again.extract(TEXT).to_json() == nlp.extract(TEXT).to_json()


def terms(*rows: dict[str, Any], text: str = TEXT, **page: Any) -> list[tuple[str, str]]:
    """What the terms alone find."""
    article = read_page(text, published=date(2023, 6, 16), **page)
    analysis = Analysis.of(article)
    candidates = TermRecogniser(Lexicons([{"terms": list(rows)}]))(analysis)
    return [(c.type.value, analysis.view.text[c.start : c.end]) for c in candidates]


def test_priority_then_length_decide_between_terms() -> None:
    long, short = {"text": "云上里", "type": "PLACE"}, {"text": "云上", "type": "ORGANIZATION"}
    assert terms(short, long) == [("PLACE", "云上里")]
    assert terms({**short, "priority": 1}, long) == [("ORGANIZATION", "云上")]


def test_of_two_rows_for_one_text_the_last_holds() -> None:
    rows = [{"text": "云上里", "type": "PLACE"}, {"text": "云上里", "type": "ORGANIZATION"}]
    assert terms(*rows) == [("ORGANIZATION", "云上里")]


@pytest.mark.parametrize(
    ("limits", "holds"),
    [
        ({"valid_from": "2023-06-16"}, True),
        ({"valid_from": "2023-06-17"}, False),
        ({"valid_to": "2023-06-16"}, False),
        ({"valid_from": "2020-01-01", "valid_to": "2024-01-01"}, True),
        ({"region": "山东省东营市"}, True),
        ({"region": "山东省"}, True),
        ({"region": "浙江省"}, False),
        ({"site": "example.gov.cn"}, True),
        ({"site": "ample.gov.cn"}, False),
        ({"site": "other.gov.cn"}, False),
    ],
)
def test_validity_and_scope(limits: dict[str, str], holds: bool) -> None:
    term = {"text": "圆桌夜话", "type": "ORGANIZATION", **limits}
    assert bool(terms(term, region="山东省东营市", url="http://www.example.gov.cn/a.html")) is holds


def test_without_a_known_region_the_text_must_name_it() -> None:
    term = {"text": "圆桌夜话", "type": "ORGANIZATION", "region": "东营市"}
    assert not terms(term)
    assert terms(term, text="东营市" + TEXT)


def test_terms_are_compared_without_width() -> None:
    assert terms({"text": "河口５Ｇ谷", "type": "PLACE"}, text="县长到河口5G谷调研。") == [("PLACE", "河口5G谷")]


def test_a_traditional_term_is_found_in_a_traditional_article() -> None:
    term = {"text": "雲上里", "type": "PLACE"}
    text = "縣長顧曉棠到雲上里調研，實地察看產業園區建設，聽取負責人匯報，強調要統籌發展與安全。"
    article = read_page(text, published=date(2023, 6, 16))
    assert article.script == "traditional"
    assert terms(term, text=text) == [("PLACE", "云上里")]
    record = extract([{"terms": [term]}], text=text)
    assert ("PLACE", "雲上里") in found(record)


def test_terms_win_against_rules_that_are_as_sure() -> None:
    proposals = [
        Candidate(MentionType.PLACE, 0, 4, rule="places.any", score=1.0),
        Candidate(MentionType.PERSON, 1, 3, rule="terms.user", score=CERTAIN),
    ]
    assert [c.rule for c in select(proposals)] == ["terms.user"]


def test_a_code_says_which_of_the_areas_of_one_name_is_meant() -> None:
    text = "6月15日，副省长顾晓棠到朝阳区调研。"
    rows = {"terms": [{"text": "朝阳区", "type": "PLACE", "code": "220104"}]}
    place = extract([rows], text=text).places["朝阳区"]
    assert (place.code, place.resolved_by) == ("220104", "lexicon")
    assert place.full_name == "吉林省长春市朝阳区"


@pytest.mark.parametrize(
    ("lexicons", "message"),
    [
        (["nowhere/words"], "no lexicons at nowhere/words"),
        ([{"term": []}], "there is no lexicon term; the names are"),
        ([{"terms": [{"text": "云上里", "type": "PLAZE"}]}], "terms, line 1: type: .*got 'PLAZE'"),
        ([{"terms": {"text": "云上里"}}], "is no list of rows"),
        ([{"terms": [{"text": "夜话", "type": "EVENT"}]}], "words for events go into events.yaml"),
        ([{"events": {"types": {"symposium": {"noun": ["夜话"]}}}}], r"events: types\.symposium\.noun: no such field"),
    ],
)
def test_mistakes_are_errors_that_name_the_place(lexicons: list[Any], message: str) -> None:
    def build() -> None:
        EventComposer(Lexicons(lexicons))
        TermRecogniser(Lexicons(lexicons))

    with pytest.raises(LexiconError, match=message):
        build()
