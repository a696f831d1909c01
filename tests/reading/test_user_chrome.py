"""The user's own page_chrome.tsv and page_labels.tsv: lines of their sites are labelled."""
from __future__ import annotations

from pathlib import Path

import pytest

import govner
from govner.reading import Article, open_articles
from govner.reading.pages import read_page

TEXT = "秦立调研社区治理\n登载于：2023-05-18\n5月17日，市委书记秦立到河口街道调研。\n【智慧播报小助手】\n"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    (tmp_path / "page_chrome.tsv").write_text("kind\tmatch\ttext\nwidget\twhole\t智慧播报小助手\n", encoding="utf-8")
    (tmp_path / "page_labels.tsv").write_text("label\tfield\tpriority\n登载于\tpublished\t1\n", encoding="utf-8")
    return tmp_path


def kinds(page: Article) -> list[str]:
    return [block.kind.value for block in page.blocks]


def test_lines_of_a_site_of_ones_own(directory: Path) -> None:
    before = kinds(read_page(TEXT))
    assert kinds(read_page(TEXT, lexicons=[directory])) == ["title", "metadata", "paragraph", "widget"]
    assert kinds(read_page(TEXT)) == before
    assert before[-1] != "widget"


def test_from_files_and_in_the_pipeline(directory: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    (page,) = open_articles(path, lexicons=[directory])
    assert isinstance(page, Article)
    assert kinds(page)[-1] == "widget"
    record = govner.load(lexicons=[directory], tagger=None).extract(TEXT)
    assert record.blocks[-1].kind.value == "widget"
    assert record.metadata.published == "2023-05-18"
