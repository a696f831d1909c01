"""The hard cases of the founders' list: names (N), titles (T), organisations (O), each in a sentence of our own."""
from __future__ import annotations

import pytest

import govner
from govner.pipeline import Pipeline
from govner.records import MentionType, Record

CITY, COUNTY, PROVINCE = "浙江省温州市", "浙江省丽水市遂昌县", "浙江省"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return govner.load()


def found(record: Record, kind: MentionType) -> list[str]:
    return [m.text for m in record.mentions if m.type is kind]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("省水利厅副厅长江帆到会。", ["江帆"], id="N01 a river inside title and surname"),
        pytest.param("市长安康和市委副书记徐文澜参加调研。", ["安康", "徐文澜"], id="N02 a city inside"),
        pytest.param("副县长孙文岳、吕明昶、董岩参加。", ["孙文岳", "吕明昶", "董岩"], id="N04 rare third characters"),
        pytest.param("常务副市长蒋春华主持会议。", ["蒋春华"], id="N05 a given name that is a word"),
        pytest.param("区长范传松、副区长冯荣汇报工作。", ["范传松", "冯荣"], id="N07 a verb right after the name"),
        pytest.param("副市长王国岗、高峰、汪洋参加活动。", ["王国岗", "高峰", "汪洋"], id="N08 names that are words"),
        pytest.param("县领导高安、于和、安静、和平参加。", ["高安", "于和", "安静", "和平"], id="N10 words as names"),
        pytest.param("副市长于庆川检查防汛工作。", ["于庆川"], id="N11 于 as a surname"),
        pytest.param("省人民政府省长 黄 岗出席会议。", ["黄 岗"], id="N13 spaces before and inside the name"),
        pytest.param("自治区副主席铁木尔·阿不都热合曼出席。", ["铁木尔·阿不都热合曼"], id="N14 a long name with a dot"),
        pytest.param("市长纳音巴雅尔一行来访。", ["纳音巴雅尔"], id="N19 a foreign name without a dot"),
        pytest.param("以委员长斋藤健一为团长的代表团来访。", ["斋藤健一"], id="N20 a Japanese name"),
        pytest.param("县长欧阳秋、局长仉明、主任冼星参加。", ["欧阳秋", "仉明", "冼星"], id="N22 rare surnames"),
        pytest.param("副县长买万山参加。", ["买万山"], id="N22 a surname that is a word"),
        pytest.param("范徐丽华主任出席会议。", ["范徐丽华"], id="N23 a married double surname"),
        pytest.param("江帆副厅长对项目表示肯定。", ["江帆"], id="N26 the name before its title"),
        pytest.param("市委书记李某某、局长张××接受调查。", ["李某某", "张××"], id="N28 masked names"),
        pytest.param("他看望了党员代表杨晓兰老人。", ["杨晓兰"], id="N29 a citizen"),
    ],
)
def test_names(pipeline: Pipeline, text: str, names: list[str]) -> None:
    assert found(pipeline.extract(text, region=CITY), MentionType.PERSON) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "郑栅明艾尔肯·吐尔洪王清川参加活动\n\n昨日，省委书记郑栅明、副书记艾尔肯·吐尔洪、省长王清川参加活动。",
            ["郑栅明", "艾尔肯·吐尔洪", "王清川"],
            id="N16 names run together",
        ),
        pytest.param(
            "马晓川主持钱三龙胡菁华杨建木等出席\n\n昨日，市委书记马晓川主持会议，钱三龙、胡菁华、杨建木等出席。",
            ["马晓川", "钱三龙", "胡菁华", "杨建木"],
            id="N17 names run together after a verb",
        ),
    ],
)
def test_headlines(pipeline: Pipeline, text: str, names: list[str]) -> None:
    record = pipeline.extract(text, region=CITY)
    assert sorted(p.name for p in record.people) == sorted(names)
    assert found(record, MentionType.PERSON) == names * 2


def test_given_names_with_a_title_are_the_full_name(pipeline: Pipeline) -> None:
    """N25"""
    record = pipeline.extract("县委书记陈建海来到大柘镇。建海书记说，路修好了。", region=COUNTY)
    assert [p.name for p in record.people] == ["陈建海"]
    assert found(record, MentionType.PERSON) == ["陈建海", "建海"]


def test_masked_people_are_marked(pipeline: Pipeline) -> None:
    """N28"""
    record = pipeline.extract("市委书记李某某接受调查。", region=CITY)
    assert [(p.name, p.masked) for p in record.people] == [("李某某", True)]


def test_citizens_hold_no_post(pipeline: Pipeline) -> None:
    """N29"""
    record = pipeline.extract("他看望了党员代表杨晓兰老人。", region=CITY)
    assert [(p.name, p.posts) for p in record.people] == [("杨晓兰", [])]


def holdings(record: Record) -> dict[str, list[str]]:
    return {
        p.name: [
            f"{h.post.title}@{h.post.organization.name if h.post.organization else ''}" for h in p.holdings if h.post
        ]
        for p in record.people
    }


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        pytest.param(
            "县委副书记、县长蓝水生，县农业农村局党组书记、局长陶安参加。",
            COUNTY,
            {
                "蓝水生": ["副书记@丽水市遂昌县委", "县长@丽水市遂昌县人民政府"],
                "陶安": ["党组书记@丽水市遂昌县农业农村局", "局长@丽水市遂昌县农业农村局"],
            },
            id="T02 the second title names no body",
        ),
        pytest.param(
            "市委副书记、政法委书记侯必川参加。",
            CITY,
            {"侯必川": ["副书记@温州市委", "书记@温州市委政法委"]},
            id="T03 a commission of the committee",
        ),
        pytest.param(
            "州委副书记、市委书记余胜川调研。",
            "云南省迪庆藏族自治州香格里拉市",
            {"余胜川": ["副书记@迪庆藏族自治州委", "书记@迪庆藏族自治州香格里拉市委"]},
            id="T05 two levels in one title",
        ),
        pytest.param(
            "副市长季湘川、副市长吴策、白福川、张露山，华川置地有限公司副总裁燕明参加。",
            CITY,
            {
                "季湘川": ["副市长@温州市人民政府"],
                "吴策": ["副市长@温州市人民政府"],
                "白福川": ["副市长@温州市人民政府"],
                "张露山": ["副市长@温州市人民政府"],
                "燕明": ["副总裁@华川置地有限公司"],
            },
            id="T08 a shared title ends where a new one begins",
        ),
        pytest.param(
            "政协副主席黄昌川、王伟、李默，秘书长巴达出席。",
            CITY,
            {
                "黄昌川": ["副主席@温州市政协"],
                "王伟": ["副主席@温州市政协"],
                "李默": ["副主席@温州市政协"],
                "巴达": ["秘书长@温州市政协"],
            },
            id="T09 a shared title, then one of one's own",
        ),
        pytest.param(
            "会议决定免去卢炳川温州市人民政府副市长、市公安局局长的职务。",
            CITY,
            {"卢炳川": ["副市长@温州市人民政府", "局长@温州市公安局"]},
            id="T17 a name glued to its body",
        ),
        pytest.param("瓯海区委书记刘岩到会。", CITY, {"刘岩": ["书记@温州市瓯海区委"]}, id="T19 区 of the name"),
        pytest.param(
            "省政府副秘书长季川陪同。", CITY, {"季川": ["副秘书长@浙江省人民政府"]}, id="T20 the article's province"
        ),
        pytest.param(
            "温州经开区党委委员、管委会副主任金川介绍情况。",
            CITY,
            {"金川": ["委员@温州经开区党委", "副主任@温州经开区管委会"]},
            id="T23 a zone",
        ),
        pytest.param(
            "省委第三巡视组组长王沪川参加。", CITY, {"王沪川": ["组长@浙江省委第三巡视组"]}, id="T26 a temporary group"
        ),
        pytest.param(
            "省委宣传部对外新闻处处长柯宜川参加。",
            CITY,
            {"柯宜川": ["处长@浙江省委宣传部对外新闻处"]},
            id="T27 three levels before the title",
        ),
    ],
)
def test_holdings(pipeline: Pipeline, text: str, region: str, expected: dict[str, list[str]]) -> None:
    assert holdings(pipeline.extract(text, region=region)) == expected


def test_the_rank_of_a_vice_mayor_who_leads_a_county(pipeline: Pipeline) -> None:
    """T06"""
    record = pipeline.extract("副市长、县委书记王国川调研。", region=COUNTY)
    ranks = [h.post.rank for h in record.people[0].holdings if h.post]
    assert [(r.tier.value, r.grade) for r in ranks if r] == [("厅局级", "副职"), ("县处级", "正职")]


def test_groups_without_names(pipeline: Pipeline) -> None:
    """T11, T12"""
    record = pipeline.extract("温州市、瓯海区相关领导和有关部门负责人参加。", region=CITY)
    assert [(g.name, len(g.places)) for g in record.groups] == [("温州市、瓯海区相关领导和有关部门负责人", 2)]
    record = pipeline.extract("温州市民政局、瓯海区委组织部、景山街道、新桥街道负责人参加座谈会。", region=CITY)
    assert [len(g.organizations) for g in record.groups] == [4]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("原副县长蓝水生回乡。", "former", id="T14 former"),
        pytest.param("时任县委书记蓝水生到场。", "incumbent", id="T14 at the time told"),
        pytest.param("蓝水生拟任县水利局局长。", "nominated", id="T15 nominated"),
        pytest.param("蓝水生辞去县人民政府县长职务。", "removed", id="T18 resigns"),
    ],
)
def test_status(pipeline: Pipeline, text: str, status: str) -> None:
    record = pipeline.extract(text, region=COUNTY)
    assert [h.status for p in record.people for h in p.holdings] == [status]


def test_a_bare_department_is_the_publisher_s(pipeline: Pipeline) -> None:
    """T21"""
    record = pipeline.extract("省民政厅召开会议\n\n厅长尚川主持会议，厅办公室主任李默参加。", region=PROVINCE)
    assert holdings(record) == {"尚川": ["厅长@浙江省民政厅"], "李默": ["主任@浙江省民政厅办公室"]}


def test_duty_ranks(pipeline: Pipeline) -> None:
    """T24"""
    record = pipeline.extract("省民政厅二级巡视员李默、县民政局一级调研员陶安参加座谈。", region=COUNTY)
    ranks = {p.name: p.posts[0].rank for p in record.people}
    assert {name: (r.tier.value, r.grade, r.basis) for name, r in ranks.items() if r} == {
        "李默": ("厅局级", "副职", "stated"),
        "陶安": ("县处级", "正职", "stated"),
    }
    assert not [e for e in record.events if e.trigger and e.trigger.text == "调研"]


@pytest.mark.parametrize(
    ("text", "region", "names"),
    [
        pytest.param(
            "区安监局、住建局、城投公司、景山街道办等单位相关领导参加。",
            "浙江省温州市瓯海区",
            ["温州市瓯海区安监局", "温州市瓯海区住建局"],
            id="O02 the area covers the list",
        ),
        pytest.param(
            "市人大、政府、政协、法院、检察院党组汇报了工作。",
            CITY,
            ["温州市人大", "温州市人民政府", "温州市政协", "温州市法院"],
            id="O03 市 covers the list",
        ),
        pytest.param(
            "中央、省委、温州市委和市委的部署要落实。",
            "浙江省温州市瑞安市",
            ["中央", "浙江省委", "温州市委", "温州市瑞安市委"],
            id="O05 市委 is the publisher's",
        ),
    ],
)
def test_lists_of_bodies(pipeline: Pipeline, text: str, region: str, names: list[str]) -> None:
    assert [o.name for o in pipeline.extract(text, region=region).organizations][: len(names)] == names


def test_a_street_is_a_place_or_a_body(pipeline: Pipeline) -> None:
    """O06"""
    visited = pipeline.extract("他到景山街道调研。", region=CITY)
    assert (found(visited, MentionType.PLACE), found(visited, MentionType.ORGANIZATION)) == (["景山街道"], [])
    acting = pipeline.extract("景山街道负责人汇报了情况。", region=CITY)
    assert found(acting, MentionType.ORGANIZATION) == ["景山街道"]


def test_numbers_inside_a_name_are_no_dates(pipeline: Pipeline) -> None:
    """O08"""
    record = pipeline.extract("省委党的十九届四中全会精神宣讲团来温州宣讲。", region=CITY)
    assert record.dates == []
