"""Reprints in a dump are found, other articles of the genre are not taken for reprints."""
from __future__ import annotations

from pathlib import Path

import pytest

from govner.reading import Article, ReadError, mark_reprints
from govner.reading.pages import read_page

pytest.importorskip("rensa")

BODY = (
    "5月17日，市委书记秦立到河口街道调研社区治理工作，先后察看老年食堂、矛盾调解中心和社区书房，与社区工作者座谈。\n"
    "秦立指出，社区是城市治理的“最后一公里”，要把资源、服务、管理放到基层，让群众办事更方便，让社区工作者轻装上阵。\n"
    "市民政局局长王伟汇报了有关情况，表示年底前完成全部改造任务。\n"
)
OTHER = (
    "6月2日，市长岳临风到北河街道调研防汛工作，先后察看排涝泵站、物资仓库和低洼小区，与值守人员座谈。\n"
    "岳临风指出，防汛是天大的事，要把预案、队伍、物资落到一线，让群众安心过汛期，让值守人员心中有数。\n"
    "市应急局局长丁向阳汇报了有关情况，表示一周内完成全部隐患整改。\n"
)


def originals(*texts: str) -> list[str | None]:
    pages = [read_page(text, id=str(number)) for number, text in enumerate(texts)]
    return [page.reprint_of for page in mark_reprints(pages)]


def test_reprints_of_other_sites() -> None:
    body = BODY.replace("座谈", "交谈").replace("，", ",")
    reprint = f"首页 > 要闻\n市领导调研社区\n2023-05-18 来源：某州日报\n{body}责任编辑：丁"
    traditional = BODY.replace("5月17日", "５月１７日")
    assert originals(BODY, OTHER, reprint, traditional, OTHER) == [None, None, "0", "0", "1"]


def test_short_bodies_must_be_equal() -> None:
    assert originals("秦立到会。", "秦立到场。", "秦立到会。") == [None, None, "0"]


def test_errors_pass_and_a_warning_is_left() -> None:
    error = ReadError("a.txt", "no such file")
    found = list(mark_reprints([read_page(BODY, id="a"), error, read_page(BODY, id="b")]))
    assert found[1] is error
    assert isinstance(found[2], Article)
    assert found[2].warnings == ["reprint: the body repeats that of article a"]


def test_articles_of_the_genre_are_no_reprints_of_each_other() -> None:
    shared = Path(__file__).resolve().parents[2].parent / "shared" / "gold" / "dev.jsonl"
    if not shared.is_file():
        pytest.skip("the annotated articles lie beside the checkout")
    from govner.reading import open_articles

    assert all(isinstance(a, Article) and a.reprint_of is None for a in mark_reprints(open_articles(shared)))
