"""The normalised view: what it changes, and that it always finds the way back."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.segmentation import View

CASES = [
    ("9月8日下午,王伟到", "9月8日下午，王伟到"),
    ("９月８日", "9月8日"),
    ("16:30至17:00,共3,000人", "16:30至17:00，共3,000人"),
    ("9 月 8 日", "9月8日"),
    ("第 21 次会议", "第21次会议"),
    ("加强 “三社”联动", "加强“三社”联动"),
    ("「两新」『好』", "“两新”‘好’"),
    ('"两重""两新"', "“两重”“两新”"),
    ("王\u3000伟", "王 伟"),
    ("王\u200b文\ufeff", "王文"),
    ("（女,壮族)", "（女，壮族）"),
    ("艾力•买买提", "艾力·买买提"),
    ("李明 ,指出 ,全市", "李明，指出，全市"),
]


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_normalisation(raw: str, expected: str) -> None:
    assert View.of(raw).text == expected


def test_lines_are_blocks_and_zones_may_hold_soft_breaks() -> None:
    assert View.of("甲。\n\n  乙。").text == "甲。\n乙。"
    assert View.of("全面推\n进工作", [(0, 7)]).text == "全面推进工作"


def test_deleted_characters_are_inside_the_raw_span() -> None:
    view = View.of("王 \u200b伟", [(0, 4)])
    assert view.raw_text(0, len(view)) == "王 \u200b伟"


def test_characters_are_mapped_one_to_one() -> None:
    view = View.of("強調", characters={ord("強"): "强", ord("調"): "调"})
    assert view.text == "强调"
    assert view.raw_text(0, 2) == "強調"


ALPHABET = st.sampled_from(
    list("王伟月日９9,，:：;()（）“”\"「」 \u3000\u00a0\u200b\ufeff\r\n\t。𠮷𪚥aZ~·•")
)


@given(st.text(ALPHABET, max_size=60))
def test_every_range_maps_back(raw: str) -> None:
    view = View.of(raw)
    for start in range(len(view)):
        if view.text[start] == "\n":
            continue
        raw_start, raw_end = view.raw_range(start, start + 1)
        assert 0 <= raw_start < raw_end <= len(raw)
        assert view.position(raw_start) == start
    positions = [view.raw_range(i, i + 1)[0] for i in range(len(view)) if view.text[i] != "\n"]
    assert positions == sorted(set(positions))


@given(st.text(max_size=80))
def test_any_text_has_a_view(raw: str) -> None:
    view = View.of(raw)
    for start in range(len(view)):
        if view.text[start] != "\n":
            assert view.span(start, start + 1).text == raw[slice(*view.raw_range(start, start + 1))]


def test_radicals_of_pdf_files_are_read_as_characters() -> None:
    view = View.of("县⻓秦⽴到乡镇调研⼯作")
    assert view.text == "县长秦立到乡镇调研工作"
    assert view.raw_text(2, 4) == "秦⽴"
