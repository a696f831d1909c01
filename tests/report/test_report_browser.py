"""The report in a headless Chromium: it loads, finds, filters, switches; nothing in it acts, nothing leaves it."""
from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile_dump import HOSTILE, hostile_records

from govner.report import write_report

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site") / "report"
    write_report(hostile_records(), target)
    return target


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Watched:
    """A page, with the requests that it made and what it said on its console."""

    def __init__(self, browser: Any, **options: Any) -> None:
        self.page = browser.new_page(**options)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append("dialog"), dialog.dismiss()))

    def open(self, path: Path) -> Any:
        self.page.goto(path.as_uri())
        return self.page


@pytest.fixture
def watched(browser: Any) -> Iterator[Watched]:
    found = Watched(browser, viewport={"width": 1200, "height": 900})
    yield found
    found.page.close()


def test_no_page_acts_or_asks_elsewhere(site: Path, watched: Watched) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 20
    for path in pages:
        page = watched.open(path)
        assert page.locator("main h1").count() == 1, path
        assert page.evaluate("window.touched === undefined"), path
        assert page.locator("main script, main img, main iframe, main [onerror], main [style]").count() == 0, path
    assert watched.complaints == []
    assert all(url.startswith((site.as_uri(), "data:,")) for url in watched.requests)


def test_hostile_texts_are_shown_as_they_are(site: Path, watched: Watched) -> None:
    page = watched.open(site / "articles" / "index.html")
    text = page.locator("main").inner_text()
    assert "<script>touched=1</script>" in text
    assert '"><img src=x onerror=touched=1>' in text
    assert "\u202e" not in page.content()
    assert "[U+202E]" in text


@pytest.mark.parametrize("asked", ["林若川", "两山", "遂昌", "onerror"])
def test_search_finds_every_kind(site: Path, watched: Watched, asked: str) -> None:
    page = watched.open(site / "index.html")
    page.fill("#search", asked)
    page.wait_for_selector("#results a")
    assert asked in page.locator("#results").inner_text()
    assert page.evaluate("window.touched === undefined")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "index.html" not in url)
    assert asked in page.locator("main").inner_text()
    assert watched.complaints == []


def test_search_says_when_there_is_nothing(site: Path, watched: Watched) -> None:
    page = watched.open(site / "people" / "index.html")
    page.fill("#search", "绝无此人")
    page.wait_for_selector("#results:text-is('没有结果')")
    page.press("#search", "Escape")
    assert page.locator("#results").is_hidden()


def test_filters_hide_other_rows(site: Path, watched: Watched) -> None:
    page = watched.open(site / "people" / "index.html")
    rows = page.locator("table[data-filtered] tbody tr")
    total = rows.count()
    page.fill(".filter", "副县长")
    shown = [row for row in rows.all() if row.is_visible()]
    assert 0 < len(shown) < total
    assert all("副县长" in row.inner_text() for row in shown)
    assert page.locator(".count").first.inner_text() == f"{len(shown)} / {total}"
    page = watched.open(site / "events" / "research_visit.html")
    page.select_option(".filter-year", "2020")
    days = [row.inner_text()[:4] for row in page.locator("tbody tr").all() if row.is_visible()]
    assert days
    assert set(days) == {"2020"}


def test_language_and_theme_switch_and_stay(site: Path, watched: Watched) -> None:
    page = watched.open(site / "index.html")
    assert "官员" in page.locator(".tiles").inner_text()
    page.click("#lang")
    assert "officials" in page.locator(".tiles").inner_text()
    assert "官员" not in page.locator(".tiles").inner_text()
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.reload()
    assert "officials" in page.locator(".tiles").inner_text()
    assert page.evaluate("document.documentElement.dataset.theme") in ("light", "dark")
    assert page.get_attribute("#search", "placeholder").startswith("Search")


def test_a_phone_needs_no_sideways_scrolling(site: Path, browser: Any) -> None:
    watched = Watched(browser, viewport={"width": 360, "height": 740})
    for path in sorted(site.rglob("*.html")):
        page = watched.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    watched.page.close()


def test_without_script_the_chosen_language_is_shown(tmp_path: Path, browser: Any) -> None:
    write_report(hostile_records()[:2], tmp_path / "en", lang="en")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((tmp_path / "en" / "index.html").as_uri())
    assert "Government news report" in page.locator("h1").inner_text()
    assert "政务" not in page.locator("h1").inner_text()
    context.close()


def test_the_hostile_dump_is_hostile() -> None:
    ids = " ".join(record.id for record in hostile_records())
    assert all(part in ids for part in HOSTILE)
