"""Areas before the titles of their heads are places, wherever the document comes from, and govern the post."""
from __future__ import annotations

import pytest

import govner
from govner import Pipeline
from govner.reading import Article
from govner.recognition.offices import OfficeRecogniser
from govner.segmentation import Analysis


@pytest.fixture(scope="module")
def nlp() -> Pipeline:
    return govner.load()


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("江西省副省长王立、湖南省省长李文到会。", ["江西省", "湖南省"]),
        ("辽宁省长王立、杭州市长李文、西湖区长秦风发言。", ["辽宁", "杭州", "西湖"]),
        ("内蒙古自治区副主席那顺、凉山州州长阿木出席。", ["内蒙古自治区", "凉山州"]),
        ("东乡族自治县代县长马明陪同。", ["东乡族自治县"]),
        ("拟任合肥市副市长的秦风", ["合肥市"]),
        ("湖南省长沙市、河北省长治市外的客人到定日县长所乡。", ["河北"]),  # 长治市 lies in Shanxi
        ("湖南省长沙召开会议，吉林省长春市派员参加。", []),
        ("副省长王立、市长李文、社区长秦风、开发区长秦云", []),
        ("全国政协副主席王立、市政协主席李文", []),
    ],
)
def test_areas_before_titles(text: str, areas: list[str]) -> None:
    found = OfficeRecogniser()(Analysis.of(Article(raw=text)))
    assert [text[c.start : c.end] for c in found] == areas


@pytest.mark.parametrize("region", ["浙江省杭州市", None])
def test_posts_are_of_those_areas(nlp: Pipeline, region: str | None) -> None:
    text = "9月8日，江西省副省长王立、辽宁省长李文、四川省委书记秦风出席会议。"
    record = nlp.extract(text, published="2020-09-08", region=region)
    assert {p.name: [post.label for post in p.posts] for p in record.people} == {
        "王立": ["江西省人民政府副省长"], "李文": ["辽宁省人民政府省长"], "秦风": ["四川省委书记"],
    }
