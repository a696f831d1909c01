"""HTML pages of many templates: headline, date, source and body of each, also in the encodings of old sites."""
from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govner.reading import Article, open_articles
from govner.reading.pages import read_page

PAGES = sorted((Path(__file__).parent / "html").glob("*.html"))


def expectation(path: Path) -> tuple[dict[str, str], list[str], str]:
    """What a page's first comment expects of it (fields, body lines), and the page without that comment."""
    head, _, page = path.read_text(encoding="utf-8").removeprefix("<!--expect\n").partition("\n-->\n")
    fields, _, body = head.partition("\nbody:\n")
    return dict(line.split(": ", 1) for line in fields.split("\n")), body.split("\n"), page


def read_one(path: Path) -> Article:
    (item,) = open_articles(path)
    assert isinstance(item, Article), item
    return item


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_html_frame(path: Path, encoding: str, tmp_path: Path) -> None:
    pytest.importorskip("selectolax")
    fields, body, page = expectation(path)
    target = tmp_path / f"{path.stem}.html"
    target.write_bytes(page.encode(encoding))
    article = read_one(target)
    kept = [article.raw[b.start : b.end] for b in article.blocks if b.in_body]
    assert kept == body
    data = article.metadata
    found = {"title": data.title, "published": data.published, "source": data.information_source, "column": data.column}
    for name in ("title", "published", "source", "column"):
        if name in fields:
            assert (found[name] or "-") == fields[name], name
    copies = sum(1 for block in article.blocks if block.duplicate_of is not None)
    assert copies == int(fields.get("copies", 0))


def test_pages_show_only_what_readers_see() -> None:
    pytest.importorskip("selectolax")
    for path in PAGES:
        article = read_one(path)
        for unseen in ("不应出现", "假的段落", "写入的段落", "请启用脚本", "省政府网站"):
            assert unseen not in article.raw


TAGS = [
    *("<div>", "</div>", "<p>", "</p>", "<a href=x>", "</a>", "<br>", "<table>", "<tr>", "<td>", "</table>", "<h1>"),
    *("</h1>", '<span style="display:none">', "</span>", "<pre>", "</pre>", "<script>", "</script>", "<!--", "-->"),
    *("<template>", "&nbsp;", "&#65;", "<", ">", '"', "文字，正文。", "\n", " ", "<title>题</title>"),
    *("</body>", "</html>", "<svg>", "<frameset>", "<select><option>", "<td hidden>", "来源：某报"),
    "<meta name=PubDate content=2020-01-02>",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(TAGS), max_size=40).map("".join))
def test_any_markup_gives_lines_and_hints_that_agree(markup: str) -> None:
    pytest.importorskip("selectolax")
    from govner.reading.html import read_html

    page = read_html(markup)
    assert "<!--" not in page.text
    for start in page.hints.links:
        assert not page.text[start].isspace()
        assert not page.text[page.text.rfind("\n", 0, start) + 1 : start].strip()
    assert all(0 <= start < end <= len(page.text) + 1 for start, end in page.hints.aside)
    article = read_page(page.text, hints=page.hints)
    assert all(article.raw[b.start : b.end].strip() for b in article.blocks)
