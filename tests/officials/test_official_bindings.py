"""Which title of which body somebody holds, in wordings that real pages have; sentences and people are our own."""
from __future__ import annotations

import pytest

import govner
from govner.pipeline import Pipeline
from govner.records import MentionType, Record

CITY = "浙江省杭州市"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return govner.load()


def held(record: Record) -> dict[str, list[str]]:
    """The posts of each person, with their status where it is not the usual one."""
    labels = {post.id: post.label for post in record.posts}
    return {
        person.name: [
            labels[h.post_id] + (f" {h.status}" if h.status != "incumbent" else "") for h in person.holdings
        ]
        for person in record.people
    }


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        pytest.param(
            "辽宁省长李海川、浙江省代省长王文博出席会议。", CITY,
            {"李海川": ["辽宁省人民政府省长"], "王文博": ["浙江省人民政府代省长 acting"]}, id="area and head share 省",
        ),
        pytest.param(
            "中国光明大学党委副书记、纪委书记吴卫东参加。", "安徽省合肥市肥西县",
            {"吴卫东": ["中国光明大学党委副书记", "中国光明大学纪委书记"]}, id="committee of a university",
        ),
        pytest.param(
            "市卫健委主任李建主持会议，党委委员王海传达文件。", CITY,
            {"李建": ["杭州市卫健委主任"], "王海": ["杭州市卫健委党委委员"]}, id="committee of a department",
        ),
        pytest.param(
            "市公安局副局长李建，交警支队支队长王海，西湖分局局长赵敏参加。", CITY,
            {
                "李建": ["杭州市公安局副局长"], "王海": ["杭州市交警支队长"],
                "赵敏": ["杭州市公安局西湖分局局长"],
            },
            id="branch of a bureau",
        ),
        pytest.param(
            "安徽团省委副书记李楠，团省委青发部部长王岩参加。", "安徽省合肥市肥西县",
            {"李楠": ["安徽省团委副书记"], "王岩": ["安徽省团委青发部部长"]}, id="youth league and its department",
        ),
        pytest.param(
            "身为村妇女主任的吴晓梅第一个报名。", CITY, {"吴晓梅": ["妇女主任"]}, id="身为…的",
        ),
        pytest.param(
            "响水县时任环保局局长王国华被免职。", "江苏省盐城市",
            {"王国华": ["盐城市响水县环保局局长"]}, id="时任 between area and body",
        ),
        pytest.param(
            "免去韩南乔同志丹阳市人民政府市长职务。", "江苏省镇江市",
            {"韩南乔": ["镇江市丹阳市人民政府市长 removed"]}, id="同志 without 的",
        ),
        pytest.param(
            "提名李华同志为市水利局局长人选。", CITY, {"李华": ["杭州市水利局局长 nominated"]}, id="人选",
        ),
        pytest.param(
            "李建任杭州市财政局局长，免去其杭州市审计局局长职务。", CITY,
            {"李建": ["杭州市财政局局长", "杭州市审计局局长 removed"]}, id="免去其",
        ),
        pytest.param(
            "选举谢世杰为省委书记，宋宝瑞、秦玉琴为省委副书记，当选为省委常委的还有席义方、沈国俊。", "四川省",
            {
                "谢世杰": ["四川省委书记"], "宋宝瑞": ["四川省委副书记"], "秦玉琴": ["四川省委副书记"],
                "席义方": ["四川省委常委"], "沈国俊": ["四川省委常委"],
            },
            id="当选为…的还有",
        ),
        pytest.param(
            "副市长、市公安局长王浩参加。", CITY, {"王浩": ["杭州市人民政府副市长", "杭州市公安局长"]},
            id="the area's character between two titles",
        ),
        pytest.param(
            "副市长兼公安局局长李建参加。", CITY, {"李建": ["杭州市人民政府副市长", "杭州市公安局局长"]}, id="兼",
        ),
        pytest.param(
            "西藏自治区党委副书记、自治区主席扎西次仁会见了客人。", CITY,
            {"扎西次仁": ["西藏自治区党委副书记", "西藏自治区人民政府主席"]}, id="自治区 between two titles",
        ),
        pytest.param(
            "浙江师范大学校长林志远教授、杭州电子科技大学党委书记陈国平签约。", CITY,
            {
                "林志远": ["浙江师范大学校长", "浙江师范大学教授"], "陈国平": ["杭州电子科技大学党委书记"],
            },
            id="a title after the name in a list",
        ),
        pytest.param(
            "市政府党组成员、副市长候选人李建参加。", CITY,
            {"李建": ["杭州市人民政府党组成员", "杭州市人民政府副市长候选人 nominated"]}, id="candidate for one of two",
        ),
        pytest.param(
            "由市委书记李建任组长，市长王海任副组长的领导小组成立。", CITY,
            {"李建": ["杭州市委书记", "组长"], "王海": ["杭州市人民政府市长", "副组长"]}, id="任组长",
        ),
        pytest.param(
            "台湾新北市市长侯志明到访。", CITY, {"侯志明": ["市长"]}, id="head of an area that is not known",
        ),
        pytest.param(
            "法国驻沪总领事王浩、韩国大使金泰宇出席。", CITY,
            {"王浩": ["法国驻沪总领事"], "金泰宇": ["韩国大使"]}, id="diplomats",
        ),
        pytest.param(
            "越南谅山省文朗县委书记阮文雄率团来访。", "广西壮族自治区崇左市",
            {"阮文雄": ["越南谅山省文朗县委书记"]}, id="a committee abroad",
        ),
        pytest.param(
            "第十三师新星市党委书记、政委李建，师长、市长王海参加。", "新疆维吾尔自治区哈密市",
            {
                "李建": ["第十三师新星市党委书记", "第十三师政委"], "王海": ["第十三师师长", "新星市人民政府市长"],
            },
            id="兵团",
        ),
        pytest.param(
            "李书记指出，要抓好落实。\n\n县委书记李建到会。", "浙江省杭州市桐庐县",
            {"李建": ["杭州市桐庐县委书记"]}, id="a bare title before the full one",
        ),
        pytest.param(
            "广西壮族自治区主席王海，副主席李建出席。", "广西壮族自治区",
            {"王海": ["广西壮族自治区人民政府主席"], "李建": ["广西壮族自治区人民政府副主席"]}, id="head of a 自治区",
        ),
        pytest.param(
            "浙江大学党委书记王海院士，副校长赵敏参加。", CITY,
            {"王海": ["浙江大学党委书记", "院士"], "赵敏": ["浙江大学副校长"]}, id="院士 is no post of the university",
        ),
        pytest.param(
            "海军东海舰队副政委李建，空军青石场站站长赵敏出席。", CITY,
            {"李建": ["海军东海舰队副政委"], "赵敏": ["站长"]}, id="no body is inherited past an unknown one",
        ),
        pytest.param(
            "王海接替李建担任桐庐县委书记。", CITY, {"王海": ["杭州市桐庐县委书记"], "李建": []}, id="接替",
        ),
        pytest.param(
            "王海被免去市城管局局长职务。", CITY, {"王海": ["杭州市城管局局长 removed"]}, id="被免去",
        ),
        pytest.param(
            "李建提名为桐庐县县长候选人。", CITY, {"李建": ["杭州市桐庐县人民政府县长候选人 nominated"]}, id="提名为",
        ),
        pytest.param(
            "青山机械林场党委书记王海介绍，林场党委副书记李建带头上山。", CITY,
            {"王海": ["青山机械林场党委书记"], "李建": ["青山机械林场党委副书记"]}, id="short name of a company",
        ),
        pytest.param(
            "镇党委书记赵敏、董事长王海参加。", "浙江省杭州市桐庐县分水镇",
            {"赵敏": ["杭州市桐庐县分水镇党委书记"], "王海": ["董事长"]}, id="a chairman is of no town",
        ),
        pytest.param(
            "组长：王海（市长）\n副组长：赵敏（市政府秘书长）\n成员：钱勇（市发改委主任）", CITY,
            {
                "王海": ["组长", "杭州市人民政府市长"], "赵敏": ["副组长", "杭州市人民政府秘书长"],
                "钱勇": ["杭州市发改委主任"],
            },
            id="titles in brackets after the name",
        ),
        pytest.param(
            "副市长王海来到社区，社区书记李萍汇报工作。", CITY,
            {"王海": ["杭州市人民政府副市长"], "李萍": ["书记"]}, id="a community that is not named",
        ),
        pytest.param(
            "国务委员兼外交部长王海，中国驻德国大使赵敏参加。", CITY,
            {"王海": ["国务院国务委员", "外交部长"], "赵敏": ["中国驻德国大使"]}, id="a ministry inside the title",
        ),
        pytest.param(
            "浙江日报社社长李建，浙江海事局局长李明，杭州网总编辑钱勇参加。", CITY,
            {"李建": ["浙江日报社社长"], "李明": ["浙江海事局局长"], "钱勇": ["杭州网总编辑"]},
            id="bodies called by the short name of an area",
        ),
        pytest.param(
            "市民政局局长王海，社会救助处处长钱勇，机关党委专职副书记孙健参加。", CITY,
            {
                "王海": ["杭州市民政局局长"], "钱勇": ["杭州市民政局社会救助处处长"],
                "孙健": ["杭州市民政局机关党委专职副书记"],
            },
            id="a committee is of the bureau, not of its division",
        ),
        pytest.param(
            "温州商会会长李建，市企业家协会秘书长赵敏参加。", CITY,
            {"李建": ["温州商会会长"], "赵敏": ["杭州市企业家协会秘书长"]}, id="市 after a chamber of elsewhere",
        ),
        pytest.param(
            "某合成旅旅长李建大校参加。", CITY, {"李建": ["旅长"]}, id="a rank after the name",
        ),
        pytest.param(
            "乌兰图雅苏木党委书记巴特尔，苏木达宝音，嘎查书记朝鲁参加。", "内蒙古自治区通辽市科尔沁左翼中旗",
            {
                "巴特尔": ["通辽市科尔沁左翼中旗乌兰图雅苏木党委书记"],
                "宝音": ["通辽市科尔沁左翼中旗乌兰图雅苏木人民政府苏木达"], "朝鲁": ["书记"],
            },
            id="苏木 and 嘎查",
        ),
        pytest.param(
            "浙江理工大学团委书记李建参加。", CITY, {"李建": ["浙江理工大学团委书记"]}, id="the league of a university",
        ),
        pytest.param(
            "据了解，李建，1968年5月出生，浙江桐庐人，曾任建德市委书记、杭州市副市长。", CITY,
            {"李建": ["杭州市建德市委书记 former", "杭州市人民政府副市长 former"]}, id="a life told further on",
        ),
        pytest.param(
            "王海系县水利局原局长。", "浙江省杭州市桐庐县",
            {"王海": ["杭州市桐庐县水利局局长 former"]}, id="系 as a verb",
        ),
        pytest.param(
            "王海主席、李建省长会见客人。", CITY,
            {"王海": ["主席"], "李建": ["浙江省人民政府省长"]}, id="names before their titles in a list",
        ),
        pytest.param(
            "香港中联办主任李建出席。", "广东省深圳市", {"李建": ["香港中联办主任"]}, id="a body in 香港",
        ),
        pytest.param(
            "学校党委书记王海出席。", CITY, {"王海": ["学校党委书记"]}, id="a school that is not named",
        ),
        pytest.param(
            "上塘村党支部书记李大山参加。", "浙江省杭州市富阳区",
            {"李大山": ["杭州市富阳区上塘村党支部书记"]}, id="a village in no gazetteer is of this county",
        ),
    ],
)  # fmt: skip
def test_holders(pipeline: Pipeline, text: str, region: str, expected: dict[str, list[str]]) -> None:
    assert held(pipeline.extract(text, region=region, published="2020-09-08")) == expected


def test_posts_nobody_means_are_dropped(pipeline: Pipeline) -> None:
    record = pipeline.extract("苏书记说要修路。桃溪村党支部书记苏成秀带头捐款。", region=CITY)
    assert [post.title for post in record.posts] == ["书记"]
    assert {m.ref for m in record.mentions if m.type is MentionType.POST} == {record.posts[0].id}


def test_countries_lie_in_no_area_of_the_document(pipeline: Pipeline) -> None:
    record = pipeline.extract("市长王海会见法国客人。", region=CITY)
    assert [place.full_name for place in record.places if place.name == "法国"] == ["法国"]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("法国驻沪总领事馆、英国驻华大使馆代表参加。", ["法国驻沪总领事馆", "英国驻华大使馆"]),
        ("东部战区陆军副司令员李建军应邀出席。", ["东部战区陆军"]),
    ],
)
def test_bodies(pipeline: Pipeline, text: str, bodies: list[str]) -> None:
    record = pipeline.extract(text, region="上海市")
    assert [m.text for m in record.mentions if m.type is MentionType.ORGANIZATION] == bodies
