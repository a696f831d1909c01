"""The shipped slogan lexicon keeps its promises, and users can add to it."""
from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from govner.lexicons import Lexicons
from govner.recognition.slogans.heads import parse_head
from govner.recognition.slogans.lexicon import SloganLexicon, SloganRow
from govner.records import MentionType
from govner.resolution.slogans import SloganResolver
from govner.segmentation import Candidate
from inline import analysis_of_text

ROWS = Lexicons().rows("slogans", SloganRow)
KINDS = {"numeric", "formula", "quoted", "campaign", "plain"}


def test_size() -> None:
    assert sum(row.kind != "plain" for row in ROWS) >= 1500


def test_ids_and_terms_are_unique() -> None:
    assert [i for i, n in Counter(row.id for row in ROWS).items() if n > 1] == []
    assert [t for t, n in Counter(row.term for row in ROWS).items() if n > 1] == []


def test_kinds_and_dates_are_well_formed() -> None:
    assert {row.kind for row in ROWS} == KINDS
    assert all(re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", row.first_seen) for row in ROWS if row.first_seen)


def test_numbers_are_those_of_the_terms() -> None:
    assert [row.term for row in ROWS if row.kind == "numeric" and row.number != parse_head(row.term).number] == []


def test_members_of_set_phrases_are_complete() -> None:
    rows = {row.term: row for row in ROWS}
    for term in ("四个意识", "四个自信", "三严三实", "六稳", "六保", "四下基层", "四不两直", "八项规定"):
        items = rows[term].items
        assert items is not None
        assert len(items.split("|")) == rows[term].number, term


def test_known_first_dates() -> None:
    dated = {row.term: row.first_seen for row in ROWS}
    assert dated["三严三实"] == "2014-03"
    assert (dated["四个意识"] or "").startswith("2016")
    assert (dated["两个确立"] or "").startswith("2021")


def test_user_lexicon_has_the_last_word(tmp_path: Path) -> None:
    (tmp_path / "slogans.tsv").write_text(
        "id\tterm\tkind\titems\nmy-si-ge-yi-shi\t四个意识\tnumeric\t甲意识|乙意识|丙意识|丁意识\n", encoding="utf-8"
    )
    lexicons = Lexicons([tmp_path])
    entry = SloganLexicon(lexicons).entry("四个意识")
    assert entry is not None
    assert entry.id == "my-si-ge-yi-shi"
    analysis = analysis_of_text("增强“四个意识”。")
    analysis.mentions = [Candidate(MentionType.SLOGAN, 3, 7, rule="test")]
    SloganResolver(lexicons)(analysis)
    assert [i.text for i in analysis.entities.slogans["K1"].items] == ["甲意识", "乙意识", "丙意识", "丁意识"]


def test_plain_words_are_no_entries() -> None:
    lexicon = SloganLexicon(Lexicons())
    assert lexicon.kinds["两委"] == "plain"
    assert lexicon.entry("两委") is None
