"""Whatever is mixed into a text: blocks are slices of it, and the view leads back to it."""
from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from govner.reading.lines import readable
from govner.reading.pages import read_page
from govner.segmentation import Analysis

PIECES = [
    *("秦立", "王 伟", "王　伟", "９月８日", "9 月 8 日", "，", ",", "。", ".", "：", ":", "|", "(", "）"),
    *("“四能”", '"四能"', "「四能」", "𠮷野", "𪚥", "é", "e\u0301", "👍🏽", "\ufffd", "?? ", "??? "),
    *("\u00a0", "\u200b", "\ufeff", "\u2028", "\u3000\u3000", "\t", "\r\n", "\n", "\r", "\n\n"),
    *("\x0b", "\x0c", "\x85", "\x1c", "\x00", "扫一扫", "来源:某报", "首页 > 要闻", "发布时间：2020-09-08"),
    *("调研社区治理工作，并召开座谈会。", "區委書記主持召開會議"),
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=60).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_blocks_and_view_lead_back_to_the_text(raw: str) -> None:
    page = read_page(raw)
    if not page.blocks:
        assert not readable(raw).strip()
        return
    position = 0
    for block in page.blocks:
        assert position <= block.start < block.end <= len(raw)
        assert raw[block.start : block.end].strip()
        position = block.end
        if block.duplicate_of is not None:
            assert block.offset_delta == block.start - page.blocks[block.duplicate_of].start
    analysis = Analysis.of(page)
    view = analysis.view
    kept = [(b.start, b.end) for b in page.blocks if b.analysed]
    assert view.text.count("\n") == max(0, len(kept) - 1)
    for at, char in enumerate(view.text):
        if char != "\n":
            start, end = view.raw_range(at, at + 1)
            assert end == start + 1
            assert any(a <= start and end <= b for a, b in kept)
            assert view.position(start) == at
    for sentence in analysis.sentences:
        assert page.blocks[sentence.block].is_text
        start, end = view.raw_range(sentence.start, sentence.end)
        assert page.blocks[sentence.block].start <= start < end <= page.blocks[sentence.block].end


@given(TEXTS)
def test_readable_text_has_the_length_of_the_raw_one(raw: str) -> None:
    assert len(readable(raw)) == len(readable(raw, traditional=True)) == len(raw)


@settings(deadline=None)
@given(TEXTS)
def test_a_page_printed_twice_is_analysed_once(raw: str) -> None:
    body = "5月17日，市委书记秦立到河口街道调研，并主持召开社区治理工作座谈会。"
    page = read_page(f"{body}\n{raw}\n{body}")
    copies = [b for b in page.blocks if page.raw[b.start : b.end] == body]
    assert [b.duplicate_of is None for b in copies][:1] == [True]
    assert not any(b.analysed for b in copies[1:])
