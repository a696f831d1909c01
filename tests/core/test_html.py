"""The HTML view: everything escaped, tags balanced, text whole."""
from __future__ import annotations

from html.parser import HTMLParser

from govner import extract
from govner.display import to_html


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.text: list[str] = []
        self.in_text = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.in_text = self.in_text or dict(attrs).get("class") == "text"
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "p":
            self.in_text = False

    def handle_data(self, data: str) -> None:
        if self.in_text:
            self.text.append(data)


ARTICLE = (
    "<script>alert(1)</script>副市长李文远到\"><img onerror=x>河口区调研\n"
    "9月8日下午，副市长李文远到河口区<b>调研</b>。李文远强调，要深化“四能”建设。"
)


def test_the_page_is_inert_and_complete() -> None:
    reader = Reader()
    reader.feed(to_html(extract(ARTICLE, published="2020-09-09")))
    assert reader.open == []
    assert not reader.tags & {"script", "img", "b", "iframe", "link"}
    assert "".join(reader.text) == ARTICLE


def test_a_fragment_has_no_page_around() -> None:
    assert "<html" not in to_html(extract("6月5日"), full_page=False)
