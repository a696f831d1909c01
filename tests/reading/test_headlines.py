"""A headline alone is text, even where in a page it would be taken for a caption or a dated line."""
from __future__ import annotations

import pytest

from govner.reading.pages import read_page


@pytest.mark.parametrize(
    "headline",
    [
        "秦立调研社区治理工作",
        "秦立出席全市民政工作会议并讲话",
        "市水利局在全省防汛工作会议上发言",
        "2026年06月15日-06月19日建设工程消防验收结果公示",
        "城东区防汛动员会（2026-07-17）",
    ],
)
def test_a_headline_is_text(headline: str) -> None:
    (block,) = read_page(headline).blocks
    assert block.is_text


@pytest.mark.parametrize(
    "line", ["首页 > 要闻", "发布日期：2026-07-17 来源：市水利局办公室综合科", "闽ICP备00000000号", "下一页>>"]
)
def test_chrome_alone_is_none(line: str) -> None:
    assert not any(block.is_text for block in read_page(line).blocks)


def test_a_caption_stays_one_beside_text() -> None:
    text = "秦立调研社区治理\n5月17日，市委书记秦立到河口街道调研。\n秦立在座谈会上讲话\n秦立与居民座谈，听取意见。"
    page = read_page(text)
    assert [block.kind.value for block in page.blocks] == ["title", "paragraph", "caption", "paragraph"]
