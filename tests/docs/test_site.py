"""The documentation site builds strictly and asks nobody for anything."""
from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
pytest.importorskip("material", reason="needs mkdocs-material: pip install 'govner[docs]'")
pytest.importorskip("nbformat", reason="needs nbclient: pip install 'govner[dev]'")

# What a browser fetches by itself; a link that a reader may follow is none of it.
LOADED = re.compile(
    r"""<(?:script|img|iframe|source|audio|video|object|embed)\b[^>]*\b(?:src|srcset|data)=["']?(?:https?:)?//"""
    r"""|<link\b(?![^>]*\brel=["']?canonical)[^>]*\bhref=["']?(?:https?:)?//"""
    r"""|url\(["']?(?:https?:)?//|@import""",
    re.I,
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert built.returncode == 0, built.stderr
    return folder


def test_both_languages_are_built(site: Path) -> None:
    for page in ("index", "quickstart", "guide", "fields", "lexicons", "faq", "notebooks/01_first_steps"):
        for language in ("", "zh/"):
            assert (site / f"{language}{page}.html").is_file()
    assert "快速上手" in (site / "zh" / "index.html").read_text(encoding="utf-8")


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    files = [*site.rglob("*.html"), *site.rglob("*.css")]
    assert len(files) > 40
    found = {(path.name, match[0][:120]) for path in files for match in LOADED.finditer(path.read_text("utf-8"))}
    assert not found


def test_a_browser_asks_only_the_site(site: Path) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install 'govner[dev]'")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("needs Chromium on PATH: apt-get install chromium")
    asked: list[str] = []
    with served(site) as base, sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        for name in ("index", "zh/fields", "notebooks/03_officials_and_slogans", "architecture"):
            page.goto(f"{base}/{name}.html")
        page.fill("input.md-search__input", "lexicon")
        page.wait_for_selector(".md-search-result__item a")
        browser.close()
    assert len(asked) > 10
    assert [url for url in asked if not url.startswith((base, "data:", f"blob:{base}"))] == []


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder behind a local address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def test_fields_and_notebooks_are_filled_in(site: Path) -> None:
    fields = (site / "fields.html").read_text(encoding="utf-8")
    assert "resolved_by" in fields
    assert "research_visit" in fields
    notebook = (site / "notebooks" / "01_first_steps.html").read_text(encoding="utf-8")
    assert '<article class="govner">' in notebook
    assert (site / "changelog.html").read_text(encoding="utf-8").count("0.1.0") >= 1


def test_every_page_of_docs_is_in_the_navigation() -> None:
    listed = set(re.findall(r"[\w/]+\.md", (ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert listed == {page for page in pages if not page.endswith(".zh.md")}


def test_chinese_names_are_given_to_all_of_the_navigation() -> None:
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    i18n = next(plugin["i18n"] for plugin in config["plugins"] if isinstance(plugin, dict))
    translated = set(i18n["languages"][1]["nav_translations"])
    assert {name for entry in config["nav"] for name in _names(entry)} == translated


def _names(entry: object) -> list[str]:
    if not isinstance(entry, dict):
        return []
    inside = [name for value in entry.values() if isinstance(value, list) for e in value for name in _names(e)]
    return [*entry, *inside]
