"""A PDF as a browser prints it: the text layer is read, wrapped lines are joined, names and metadata are found."""
from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from govner.reading import Article, open_articles

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PARAGRAPHS = [
    "5月17日上午，市委书记秦立一行到海曙区调研社区养老服务工作，先后察看老年食堂、日间照料中心和社区书房，与社区工作者、老人和家属"
    "代表座谈，听取意见建议，现场研究解决困难。市民政局局长王伟、海曙区区长岳临风参加调研。",
    "秦立指出，要办好老年食堂，让更多老人吃上热饭；要管好日间照料，让家属放心；要建好社区书房，让老人有去处。",
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("pypdf", reason="needs the extra pdf")
    if CHROMIUM is None:
        pytest.skip("needs Chromium to print a PDF (apt-get install chromium fonts-noto-cjk)")
    folder = tmp_path_factory.mktemp("pdf")
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    page = (
        "<!doctype html><meta charset=utf-8><style>body{width:34em}h1{font-size:1.3em}</style>"
        f"<h1>秦立调研海曙区养老服务工作</h1><p>发布日期：2021-05-18 来源：养老服务处</p>{body}"
    )
    (folder / "page.html").write_text(page, encoding="utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [*command, f"--print-to-pdf={folder / 'page.pdf'}", (folder / "page.html").as_uri()],
        check=True, capture_output=True, timeout=90,
    )
    return folder / "page.pdf"


def test_a_printed_page(printed: Path) -> None:
    (article,) = open_articles(printed)
    assert isinstance(article, Article), article
    assert (article.metadata.title, article.published) == ("秦立调研海曙区养老服务工作", date(2021, 5, 18))
    assert article.metadata.information_source == "养老服务处"
    body = "".join(article.raw[b.start : b.end] for b in article.blocks if b.in_body)
    assert "".join(body.split()) == "".join(PARAGRAPHS)
