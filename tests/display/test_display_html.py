"""The HTML view: nested and crossing marks, links that lead somewhere, tooltips, no leak into a notebook's page."""
from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

import govner
from govner.display import to_html
from govner.display.labels import both
from govner.records import EventType, Mention, MentionType, Provenance, Record, Role, SloganKind, Span, SpeechAct

ARTICLE = """县长柳成荫到白石镇青溪社区调研
6月15日上午，县长柳成荫一行到武义县白石镇青溪社区调研，镇党委书记顾晓棠陪同。
柳成荫强调，要抓好“三送”服务，送医到家、送学到村、送餐到户。一是要建网络；二是要强队伍。
"""


@pytest.fixture(scope="module")
def record() -> Record:
    return govner.extract(ARTICLE, published="2023-06-16", region="浙江省金华市武义县")


class Page(HTMLParser):
    """What a page holds: anchors, links, tips, and the elements that load or run something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tips: list[str] = []
        self.depth: list[str] = []
        self.deepest_marks = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "img", "iframe", "link", "object")
        values = {name: value or "" for name, value in attrs}
        assert not any(name.startswith("on") for name in values)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if "href" in values else []
        self.tips += [values["data-tip"]] if "data-tip" in values else []
        if tag != "meta":
            self.depth.append(tag)
        self.deepest_marks = max(self.deepest_marks, self.depth.count("mark"))

    def handle_endtag(self, tag: str) -> None:
        assert self.depth.pop() == tag


def test_links_lead_to_anchors_that_are_unique(record: Record) -> None:
    page = Page(to_html(record))
    assert page.depth == []
    assert len(page.ids) == len(set(page.ids))
    assert len(page.links) >= 8
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_nested_places_are_marked_inside_one_another() -> None:
    raw = "到青溪街道服务中心"
    mentions = [
        Mention(id="M1", type=MentionType.PLACE, span=Span.cut(raw, 1, 9), ref="L1"),
        Mention(id="M2", type=MentionType.PLACE, span=Span.cut(raw, 1, 5), ref="L2"),
    ]
    page = Page(to_html(_record(raw, mentions)))
    assert page.deepest_marks == 2


def test_crossing_mentions_keep_all_their_text() -> None:
    raw = "甲乙丙丁戊己"
    mentions = [
        Mention(id="M1", type=MentionType.GROUP, span=Span.cut(raw, 0, 4), ref="G1"),
        Mention(id="M2", type=MentionType.PLACE, span=Span.cut(raw, 2, 6), ref="L1"),
    ]
    html = to_html(_record(raw, mentions))
    assert Page(html).depth == []
    pieces = re.findall(r'<mark class="PLACE"[^>]*data-tip[^>]*>([^<]*)</mark>', html)
    assert pieces == ["丙丁", "戊己"]


def _record(raw: str, mentions: list[Mention]) -> Record:
    return Record(
        id="a", sha256="", length=len(raw), raw_text=raw, mentions=mentions, provenance=Provenance(generator="test")
    )


def test_tooltips_say_entity_value_code_and_rule(record: Record) -> None:
    tips = "\n".join(Page(to_html(record)).tips)
    assert "柳成荫" in tips
    assert "code: 330723" in tips
    assert "2023-06-15TMO" in tips
    assert re.search(r"rule: people\.\w+ \(\d\.\d\d\)", tips)
    assert "送医到家" in tips


def test_slogan_members_lead_into_the_text(record: Record) -> None:
    html = to_html(record)
    (card,) = re.findall(r'<div class="card"><h3><a href="#[^"]*">三送.*?</div>', html)
    links = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a>', card)
    assert [text for _, text in links] == ["送医到家", "送学到村", "送餐到户"]
    for anchor, text in links:
        assert re.search(rf'id="{anchor}"[^>]*>{text}<', html)


def test_the_fragment_styles_nothing_outside_itself(record: Record) -> None:
    style = to_html(record, full_page=False).split("</style>")[0].removeprefix("<style>")
    selectors = [s.strip() for rule in re.findall(r"([^{}]+)\{[^{}]*\}", style) for s in rule.split(",")]
    assert selectors
    assert all(s.startswith(".govner") for s in selectors)


def test_a_notebook_shows_the_same_fragment(record: Record) -> None:
    assert record._repr_html_() == to_html(record, full_page=False)


def test_every_value_of_the_vocabularies_has_a_chinese_word() -> None:
    for vocabulary in (MentionType, EventType, Role, SpeechAct, SloganKind):
        for value in vocabulary:
            assert both(value).endswith(value.value)


def test_a_record_read_from_json_looks_the_same(record: Record) -> None:
    assert to_html(Record.from_json(record.to_json())) == to_html(record)
