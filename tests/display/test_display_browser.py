"""The HTML view in a real browser: hostile texts stay texts, nothing is loaded, tooltips show, phones fit."""
from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import govner
from govner.cli import app
from govner.display import to_displacy, to_html
from govner.records import Record

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install 'govner[dev]'")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium on PATH: apt-get install chromium")

SCRIPT = "<script>window.hit=1</script>"
IMAGE = '"><img src=x onerror="window.hit=1">'
BIDI = "\u202e\u2066"
ACTING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
BODY = (
    f"9月8日下午，副市长温如海{IMAGE}一行到河口区{SCRIPT}调研，"
    f"强调要抓好“三送”{BIDI}服务，送医到家、送学到村、送餐到户。"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def hostile() -> Record:
    """A record with mark-up and marks of direction in every text that a page can show."""
    words = {"terms": [{"text": IMAGE, "type": "PERSON"}, {"text": f"三送”{BIDI}服务", "type": "ORGANIZATION"}]}
    nlp = govner.load(lexicons=[words], tagger=None)
    record = nlp.extract(BODY, published="2020-09-08", region="山东省东营市", id=f"{SCRIPT}{BIDI}", url=f"http://a/{IMAGE}")
    record.metadata.title = f"{SCRIPT}{IMAGE}{BIDI}"
    record.metadata.information_source = IMAGE
    record.warnings.append(f"{SCRIPT}{BIDI}")
    for number, mention in enumerate(record.mentions):
        mention.rule, mention.id = f"{IMAGE}{BIDI}", f'"{number}{IMAGE}'
    for slogan in record.slogans:
        slogan.canonical = f"{SCRIPT}{BIDI}"
    for event in record.events:
        event.id += IMAGE
    for person in record.people:
        person.name = f"{IMAGE}{BIDI}"
    assert {IMAGE, f"三送”{BIDI}服务"} <= {m.text for m in record.mentions}
    return record


class Visit:
    """A page opened from a file, with all that it asked for."""

    def __init__(self, browser: Any, path: Path, **context: Any) -> None:
        self.page = browser.new_context(**context).new_page()
        self.requests: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())
        self.page.wait_for_timeout(50)


def opened(browser: Any, folder: Path, html: str, **context: Any) -> Visit:
    path = folder / "page.html"
    path.write_text(html, encoding="utf-8")
    return Visit(browser, path, **context)


def assert_inert(visit: Visit) -> None:
    page = visit.page
    assert page.evaluate("window.hit") is None
    assert page.locator("img, script, iframe, object, link, form").count() == 0
    assert visit.requests == [page.url]
    shown = page.evaluate("document.body.innerText") + page.title()
    tips = page.evaluate("[...document.querySelectorAll('[data-tip]')].map(e => e.dataset.tip).join('')")
    assert not ACTING & set(shown + tips)


def test_hostile_texts_stay_texts(browser: Any, hostile: Record, tmp_path: Path) -> None:
    visit = opened(browser, tmp_path, to_html(hostile))
    assert_inert(visit)
    assert SCRIPT in visit.page.evaluate("document.body.innerText")
    assert "[U+202E]" in visit.page.title()


def test_a_notebook_cell_is_as_inert(browser: Any, hostile: Record, tmp_path: Path) -> None:
    assert_inert(opened(browser, tmp_path, f"<!DOCTYPE html><meta charset=utf-8><body>{hostile._repr_html_()}"))


def test_displacy_output_is_as_inert(browser: Any, hostile: Record, tmp_path: Path) -> None:
    from spacy import displacy

    for style in ("ent", "span"):
        data = to_displacy(hostile, style=style)  # type: ignore[arg-type]
        visit = opened(browser, tmp_path, displacy.render(data, style=style, manual=True, page=True, jupyter=False))
        assert_inert(visit)


def test_a_hostile_file_name(browser: Any, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    source = tmp_path / f'"><img src=x onerror=window.hit=1>{BIDI}.txt'
    source.write_text("9月8日，县长温如海到河口区调研。", encoding="utf-8")
    out = tmp_path / "out.html"
    assert CliRunner().invoke(app, ["show", str(source), "--html", str(out)]).exit_code == 0
    visit = Visit(browser, out)
    assert_inert(visit)
    assert "onerror" in visit.page.title()


def test_tooltips_show_and_links_jump(browser: Any, tmp_path: Path) -> None:
    text = "9月8日下午，副市长温如海到河口区调研，强调要抓好“三送”服务，送医到家、送学到村、送餐到户。"
    record = govner.extract(text, published="2020-09-08", region="山东省东营市")
    page = opened(browser, tmp_path, to_html(record)).page
    tip = "e => getComputedStyle(e, '::after').display + getComputedStyle(e, '::after').content"
    mark = page.locator("p.text mark.PLACE").first
    assert mark.evaluate(tip).startswith("none")
    mark.hover()
    shown = mark.evaluate(tip)
    assert shown.startswith("block")
    assert "370503" in shown
    page.locator("a", has_text="送学到村").click()
    assert page.evaluate("document.querySelector(':target').textContent") == "送学到村"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_needs_no_scrolling_sideways(browser: Any, hostile: Record, tmp_path: Path, scheme: str) -> None:
    visit = opened(browser, tmp_path, to_html(hostile), viewport={"width": 360, "height": 740}, color_scheme=scheme)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 360
    style = "getComputedStyle(document.body)"
    assert visit.page.evaluate(f"{style}.color") != visit.page.evaluate(f"{style}.backgroundColor")
