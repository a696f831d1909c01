"""The document's area without a region given: from the site's name, its host, and the towns that a text names."""
from __future__ import annotations

from datetime import date

import pytest

import govner
from govner import Pipeline
from govner.reading.pages import read_page

TEXT = "5月17日，县委书记秦立到乡镇调研社区治理工作，县民政局负责人陪同。"


@pytest.fixture(scope="module")
def nlp() -> Pipeline:
    return govner.load(tagger=None)


def area(nlp: Pipeline, text: str, published: str = "2023-05-18", url: str | None = None) -> tuple[str, str]:
    page = nlp.extract(text, published=published, url=url).metadata
    return (page.default_place.full_name if page.default_place else "", page.default_place_basis or "")


@pytest.mark.parametrize(
    ("above", "region", "basis"),
    [
        ("遂昌新闻网 > 时政要闻 > 正文", "浙江省丽水市遂昌县", "publisher: 遂昌新闻网"),
        ("您的位置：中国·泗县政府网 >> 要闻", "安徽省宿州市泗县", "publisher: 中国·泗县政府网"),
        ("首页 > 要闻", "", ""),
    ],
)
def test_site_in_the_menu(nlp: Pipeline, above: str, region: str, basis: str) -> None:
    assert area(nlp, f"{above}\n秦立调研社区治理\n{TEXT}") == (region, basis)


def test_site_in_the_footer(nlp: Pipeline) -> None:
    text = f"秦立调研社区治理\n{TEXT}\n主办：高唐县人民政府办公室　鲁ICP备00000000号"
    assert area(nlp, text) == ("山东省聊城市高唐县", "publisher: 高唐县人民政府办公室")


@pytest.mark.parametrize(
    ("url", "region"),
    [
        ("http://www.suichang.gov.cn/art/2023/5/18/a.html", "浙江省丽水市遂昌县"),
        ("https://mzj.hangzhou.gov.cn/a.html", "浙江省杭州市"),
        ("https://mzt.zj.gov.cn/a.html", "浙江省"),
        ("https://www.gov.cn/a.html", ""),
        ("https://news.example.com/a.html", ""),
        ("https://suichang.gov.cn.example.com/a.html", ""),
    ],
)
def test_host(nlp: Pipeline, url: str, region: str) -> None:
    assert area(nlp, f"秦立调研社区治理\n{TEXT}", url=url)[0] == region


def test_the_text_outweighs_a_short_name(nlp: Pipeline) -> None:
    text = "龙江在线 > 要闻 > 正文\n秦立调研\n5月17日，浙江省杭州市西湖区委书记秦立到杭州市西湖区转塘街道调研。"
    assert area(nlp, text)[0] == "浙江省杭州市西湖区"


def test_a_region_given_outweighs_the_site(nlp: Pipeline) -> None:
    text = f"遂昌新闻网 > 正文\n秦立调研\n{TEXT}"
    page = nlp.extract(text, published="2023-05-18", region="安徽省宿州市泗县").metadata
    assert page.default_place is not None
    assert page.default_place.full_name == "安徽省宿州市泗县"


def test_one_town_that_no_other_county_has(nlp: Pipeline) -> None:
    text = "5月17日，县委书记秦立到公吉寺镇调研，公吉寺镇镇长秦风汇报了工作。"
    assert area(nlp, text)[0] == "安徽省亳州市涡阳县"


def test_towns_of_a_county_that_has_another_name_now(nlp: Pipeline) -> None:
    text = "2月17日，县长秦立到平水镇、王坛镇和稽东镇调研，平水镇镇长秦风汇报了工作。"
    assert area(nlp, text, "2012-02-18")[0] == "浙江省绍兴市绍兴县"
    assert area(nlp, text, "2022-02-18")[0] == "浙江省绍兴市柯桥区"


def test_the_record_names_the_site() -> None:
    page = read_page(f"遂昌新闻网 > 时政要闻 > 正文\n秦立调研社区治理\n{TEXT}", published=date(2023, 5, 18))
    assert page.metadata.site == "遂昌新闻网"
