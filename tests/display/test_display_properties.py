"""Whatever the spans are, the page's tags balance and its text is the article's."""
from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from govner.display import to_displacy, to_html
from govner.display.escaping import visible
from govner.records import Mention, MentionType, Provenance, Record, Slogan, SloganItem, SloganKind, Span, Table

TEXT = st.text(st.sampled_from("县长调研<>&\"'\u202e\u200b\x1b\n　]"), min_size=1, max_size=40)


class Text(HTMLParser):
    """The text of the article's paragraph, with tags checked."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.parts: list[str] = []
        self.inside = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("style", "article", "h1", "h2", "h3", "p", "mark", "span", "div", "ol", "li", "a")
        self.inside = self.inside or dict(attrs).get("class") == "text"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.inside = self.inside and tag != "p"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.parts.append(data)


@st.composite
def records(draw: st.DrawFn) -> Record:
    raw = draw(TEXT)
    cuts = st.tuples(st.integers(0, len(raw) - 1), st.integers(1, len(raw))).filter(lambda cut: cut[0] < cut[1])
    spans = draw(st.lists(cuts, max_size=8))
    kinds = draw(st.lists(st.sampled_from(MentionType), min_size=len(spans), max_size=len(spans)))
    mentions = [
        Mention(id=f"M{i}", type=kind, span=Span.cut(raw, *cut), ref="K1", rule=raw)
        for i, (cut, kind) in enumerate(zip(spans, kinds, strict=True))
    ]
    items = [SloganItem(text=raw, span=Span.cut(raw, *cut), source="text") for cut in draw(st.lists(cuts, max_size=3))]
    slogan = Slogan(id="K1", kind=SloganKind.QUOTED_TERM, quoted=False, surface=raw, items=items)
    return Record(
        id=raw, sha256="", length=len(raw), raw_text=raw, mentions=mentions, slogans=Table([slogan]), warnings=[raw],
        provenance=Provenance(generator="test"),
    )


@settings(max_examples=150, deadline=None)
@given(records())
def test_html_is_balanced_and_holds_the_text(record: Record) -> None:
    page = Text(to_html(record, full_page=False))
    assert page.open == []
    assert "".join(page.parts) == visible(record.raw_text)


@settings(max_examples=80, deadline=None)
@given(records())
def test_displacy_data_fits_the_text(record: Record) -> None:
    spans = to_displacy(record, style="span")
    assert "".join(spans["tokens"]) == spans["text"]
    assert len(spans["text"]) == len(record.raw_text)
    ends = [0]
    for entity in to_displacy(record)["ents"]:
        assert ends[-1] <= entity["start"] < entity["end"]
        ends.append(entity["end"])
