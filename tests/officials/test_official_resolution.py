"""Resolution of organisations to full names and binding of posts to people."""
from __future__ import annotations

import pytest

from govner.lexicons import Lexicons
from govner.reading import Article
from govner.records import MentionForm
from govner.resolution.organizations import OrganizationResolver
from govner.resolution.people import PeopleResolver
from govner.resolution.places import PlaceResolver
from govner.segmentation import Analysis, Candidate
from inline import LABELS, parse


def resolve(annotated: str, region: str = "浙江省杭州市西湖区") -> Analysis:
    """The analysis of an annotated text after resolution: its mentions are the annotated ones."""
    text, mentions = parse(annotated)
    analysis = Analysis.of(Article(raw=text, region=region))
    for letter, start, end, _ in mentions:
        analysis.candidates.append(Candidate(LABELS[letter], start, end, "test"))
    analysis.mentions = sorted(analysis.candidates, key=lambda c: (c.start, -c.end))
    lexicons = Lexicons()
    for resolver in (PlaceResolver(lexicons), OrganizationResolver(lexicons), PeopleResolver(lexicons)):
        resolver(analysis)
    return analysis


def posts(analysis: Analysis) -> dict[str, list[str]]:
    """Name → titles with their organisation, as `title@organisation`."""
    tables = analysis.entities
    found: dict[str, list[str]] = {}
    for person in tables.people.values():
        found[person.name] = []
        for holding in person.holdings:
            post = tables.posts[holding.post_id]
            body = tables.organizations.get(post.organization_id or "")
            found[person.name].append(f"{post.title}@{body.name if body else ''}")
    return found


DISTRICT, COUNTY, CITY = "浙江省杭州市西湖区", "浙江省丽水市遂昌县", "安徽省滁州市天长市"


@pytest.mark.parametrize(
    ("annotated", "region", "expected"),
    [
        ("{O|区委}召开会议", DISTRICT, ["杭州市西湖区委"]),
        ("{O|省民政厅}发文", DISTRICT, ["浙江省民政厅"]),
        ("{O|市政协}来访", DISTRICT, ["杭州市政协"]),
        ("{O|县人大常委会}视察", COUNTY, ["丽水市遂昌县人大常委会"]),
        ("{O|市委}、{O|市政府}印发", CITY, ["滁州市天长市委", "滁州市天长市人民政府"]),
        ("{O|滁州市委}和{O|市委}", CITY, ["滁州市委", "滁州市天长市委"]),
        ("{O|县委组织部}通报", COUNTY, ["丽水市遂昌县委组织部"]),
        ("{O|中共遂昌县委}", COUNTY, ["丽水市遂昌县委"]),
        ("{O|政协遂昌县委员会}", COUNTY, ["丽水市遂昌县政协"]),
        ("{O|遂昌县第十届人民代表大会常务委员会}", COUNTY, ["丽水市遂昌县人大常委会"]),
        ("{O|区委}", "上海市静安区", ["上海市静安区委"]),
        ("{O|市民政局}", "上海市静安区", ["上海市民政局"]),
        ("{O|大柘镇党委}", COUNTY, ["丽水市遂昌县大柘镇党委"]),
        ("{O|国务院}、{O|教育部}", COUNTY, ["国务院", "教育部"]),
        ("{O|湖南通宇路桥有限公司}", COUNTY, ["湖南通宇路桥有限公司"]),
        ("{O|区安监局}、{O|住建局}负责人", DISTRICT, ["杭州市西湖区安监局", "杭州市西湖区住建局"]),
        ("{O|荆州经开区管委会}、{O|党工委}", "湖北省荆州市", ["荆州经开区管委会", "荆州经开区党工委"]),
        ("{O|市防指}", CITY, ["滁州市天长市防汛抗旱指挥部"]),
        ("{O|团县委}、{O|安徽团省委}", COUNTY, ["丽水市遂昌县团委", "安徽省团委"]),
        ("{O|海南军区}、{O|丽水军分区}", COUNTY, ["海南军区", "丽水军分区"]),
        # A short form stands for a body whose name it ends, also inside the name of that body's part.
        ("{O|省农业农村厅党组}召开会议，{O|厅}领导参加", DISTRICT, ["浙江省农业农村厅党组", "浙江省农业农村厅"]),
        ("{O|远山财经大学党委}举办培训，{O|校团委}、{O|图书馆}参加", DISTRICT,
         ["远山财经大学党委", "远山财经大学团委", "远山财经大学图书馆"]),
        ("{O|厅党组}研究，{O|省水利厅}印发", DISTRICT, ["浙江省水利厅党组", "浙江省水利厅"]),
        ("{O|省民政厅}来访，{O|养老服务处}参加", DISTRICT, ["浙江省民政厅", "浙江省民政厅养老服务处"]),
        ("{O|县水利局}、{O|妙高街道党工委}、{O|办事处}", COUNTY,
         ["丽水市遂昌县水利局", "丽水市遂昌县妙高街道党工委", "丽水市遂昌县妙高街道办事处"]),
        ("{L|大柘镇}{O|双溪村党总支}", COUNTY, ["丽水市遂昌县大柘镇双溪村党总支"]),
        ("{O|江岸市委党校}、{O|江岸市政府}", COUNTY, ["江岸市委党校", "江岸市人民政府"]),
        # Companies are called by a part of their name, before and after it.
        ("{O|远山集团}和{O|浙江远山集团}", DISTRICT, ["浙江远山集团"]),
        ("{O|浙江远山电力股份有限公司}、{O|远山电力}", DISTRICT, ["浙江远山电力股份有限公司"]),
        ("{O|农业农村部新闻办公室}、{O|农业农村部}", DISTRICT, ["农业农村部新闻办公室", "农业农村部"]),
        ("{O|浙江远山纸业有限公司党委}", COUNTY, ["浙江远山纸业有限公司党委"]),
        # A branch or committee without a village is that of the village named last.
        ("{L|大柘镇}{L|大田村}，{O|党支部}", COUNTY, ["丽水市遂昌县大柘镇大田村党支部"]),
        ("{O|省村社换届工作领导小组}", COUNTY, ["浙江省村社换届工作领导小组"]),
        ("{O|丹阳市委}参加，{O|市委组织部}陪同", "江苏省镇江市丹阳市", ["镇江市丹阳市委", "镇江市丹阳市委组织部"]),
    ],
)
def test_full_names(annotated: str, region: str, expected: list[str]) -> None:
    assert [o.name for o in resolve(annotated, region).entities.organizations.values()] == expected


@pytest.mark.parametrize(
    ("annotated", "region", "expected"),
    [
        pytest.param(
            "{O|区委}{T|副书记}、{T|区长}{P|范立}",
            DISTRICT,
            {"范立": ["副书记@杭州市西湖区委", "区长@杭州市西湖区人民政府"]},
            id="second title of the government",
        ),
        pytest.param(
            "{O|市民政局}{T|党组书记}、{T|局长}{P|童安}",
            DISTRICT,
            {"童安": ["党组书记@杭州市民政局", "局长@杭州市民政局"]},
            id="second title of the same bureau",
        ),
        pytest.param(
            "{O|市委}{T|副书记}、{O|政法委}{T|书记}{P|侯必成}",
            CITY,
            {"侯必成": ["副书记@滁州市天长市委", "书记@滁州市天长市委政法委"]},
            id="department of the committee before",
        ),
        pytest.param(
            "{O|县委}{T|常委}、{T|统战部长}{P|周长河}",
            COUNTY,
            {"周长河": ["常委@丽水市遂昌县委", "统战部长@丽水市遂昌县委统战部"]},
            id="unit inside the title",
        ),
        pytest.param(
            "{T|副县长}{P|孙文}、{P|吕明}、{P|董宪}参加",
            COUNTY,
            {n: ["副县长@丽水市遂昌县人民政府"] for n in ("孙文", "吕明", "董宪")},
            id="a list shares the title",
        ),
        pytest.param(
            "{T|副市长}{P|季荣}、{T|副市长}{P|吴策}、{P|白文}，{O|华润置地}{T|副总裁}{P|燕军}",
            CITY,
            {
                "季荣": ["副市长@滁州市天长市人民政府"],
                "吴策": ["副市长@滁州市天长市人民政府"],
                "白文": ["副市长@滁州市天长市人民政府"],
                "燕军": ["副总裁@华润置地"],
            },
            id="a shared title ends at a new one",
        ),
        pytest.param(
            "{O|县政协}{T|主席}{P|武青}，{T|副主席}{P|边塞}，{T|秘书长}{P|明辉}",
            COUNTY,
            {
                "武青": ["主席@丽水市遂昌县政协"],
                "边塞": ["副主席@丽水市遂昌县政协"],
                "明辉": ["秘书长@丽水市遂昌县政协"],
            },
            id="the body goes on to the next title",
        ),
        pytest.param(
            "{O|县发改委}{T|党组书记}、{T|主任}{P|王平}，{O|县卫健委}{T|党组书记}、{T|主任}{P|李力}",
            COUNTY,
            {
                "王平": ["党组书记@丽水市遂昌县发改委", "主任@丽水市遂昌县发改委"],
                "李力": ["党组书记@丽水市遂昌县卫健委", "主任@丽水市遂昌县卫健委"],
            },
            id="each group of its own body",
        ),
        pytest.param(
            "{O|省应急管理厅}{T|党组书记}、{T|厅长}{P|王平}，{O|省水利厅}{T|党组书记}、{T|厅长}{P|李力}",
            COUNTY,
            {
                "王平": ["党组书记@浙江省应急管理厅", "厅长@浙江省应急管理厅"],
                "李力": ["党组书记@浙江省水利厅", "厅长@浙江省水利厅"],
            },
            id="each group of its own department",
        ),
        pytest.param("{P|江平}{T|总书记}", DISTRICT, {"江平": ["总书记@中共中央"]}, id="of the party"),
        pytest.param(
            "{O|省民政厅}召开会议，{T|厅长}{P|江平}参加",
            DISTRICT,
            {"江平": ["厅长@浙江省民政厅"]},
            id="the only department named before",
        ),
        pytest.param(
            "{P|江平}{T|副厅长}对{O|省民政厅}的工作予以肯定",
            DISTRICT,
            {"江平": ["副厅长@"]},
            id="name before title, no body known",
        ),
        pytest.param(
            "任命{P|卢海}为{O|县教育局}{T|局长}；免去{P|梅民}的{O|县审计局}{T|局长}职务",
            COUNTY,
            {"卢海": ["局长@丽水市遂昌县教育局"], "梅民": ["局长@丽水市遂昌县审计局"]},
            id="appointed and removed",
        ),
        pytest.param(
            "{P|黑生}、{P|冶兰}当选为{O|县人大常委会}{T|副主任}",
            COUNTY,
            {n: ["副主任@丽水市遂昌县人大常委会"] for n in ("黑生", "冶兰")},
            id="elected together",
        ),
        pytest.param(
            "{P|冯江}，男，汉族，现任{O|县水利局}{T|总工程师}，拟任{O|县水利局}{T|副局长}。",
            COUNTY,
            {"冯江": ["总工程师@丽水市遂昌县水利局", "副局长@丽水市遂昌县水利局"]},
            id="curriculum vitae",
        ),
        pytest.param(
            "{O|大柘镇党委}{T|书记}{P|匡强}、{T|镇长}{P|路遥}",
            COUNTY,
            {"匡强": ["书记@丽水市遂昌县大柘镇党委"], "路遥": ["镇长@丽水市遂昌县大柘镇人民政府"]},
            id="town",
        ),
        pytest.param(
            "村民{P|尹若}说，{P|尹若}家修了路",
            COUNTY,
            {"尹若": []},
            id="no post",
        ),
        pytest.param(
            "{T|主任}候选人：{P|方程}、{P|江南}",
            COUNTY,
            {"方程": ["主任候选人@"], "江南": ["主任候选人@"]},
            id="candidates",
        ),
        pytest.param(
            "{O|清远市委}{T|书记}{P|曲邦}，{O|市委}{T|副书记}、{T|市长}{P|鲁琦}来访",
            "广东省佛山市",
            {"曲邦": ["书记@清远市委"], "鲁琦": ["副书记@清远市委", "市长@清远市人民政府"]},
            id="guests from another city",
        ),
        pytest.param(
            "{O|州委}{T|副书记}、{O|香格里拉市委}{T|书记}{P|余胜}",
            "云南省迪庆藏族自治州",
            {"余胜": ["副书记@迪庆藏族自治州委", "书记@迪庆藏族自治州香格里拉市委"]},
            id="two levels in one title",
        ),
    ],
)
def test_holdings(annotated: str, region: str, expected: dict[str, list[str]]) -> None:
    assert posts(resolve(annotated, region)) == expected


@pytest.mark.parametrize(
    ("annotated", "name", "form"),
    [
        ("{T|副县长}{P|武才}到村。{P|武}{T|县长}问得细", "武才", MentionForm.SURNAME_TITLE),
        ("{T|县长}{P|尚建海}到会。{P|建海}{T|县长}说", "尚建海", MentionForm.GIVEN_TITLE),
    ],
)
def test_forms_of_address_are_the_full_name(annotated: str, name: str, form: MentionForm) -> None:
    analysis = resolve(annotated, COUNTY)
    people = [m for m in analysis.mentions if m.type is LABELS["P"]]
    assert {analysis.entities.people[m.ref].name for m in people} == {name}
    assert people[-1].form is form


def test_a_padded_name_is_the_same_person() -> None:
    analysis = resolve("{T|县长}{P|王 伟}到会。{P|王伟}说", COUNTY)
    assert [(p.name, p.family_name, p.given_name) for p in analysis.entities.people.values()] == [("王伟", "王", "伟")]


@pytest.mark.parametrize(
    ("annotated", "status"),
    [
        ("{T|县长}{P|高立}", "incumbent"),
        ("原{T|县长}{P|高立}", "former"),
        ("{T|代县长}{P|高立}", "acting"),
        ("{P|高立}拟任{T|县长}", "nominated"),
        ("{T|县长}候选人：{P|高立}", "nominated"),
        ("免去{P|高立}的{O|县教育局}{T|局长}职务", "removed"),
        ("{P|高立}辞去{O|县教育局}{T|局长}职务", "removed"),
    ],
)
def test_status(annotated: str, status: str) -> None:
    (person,) = resolve(annotated, COUNTY).entities.people.values()
    assert [h.status for h in person.holdings] == [status]


def test_masked_names() -> None:
    people = resolve("{P|李某某}和{P|张××}，{P|高立}", COUNTY).entities.people.values()
    assert [p.masked for p in people] == [True, True, False]


def test_evidence_points_into_the_text() -> None:
    analysis = resolve("昨天，{O|县委}{T|副书记}、{T|县长}{P|高立}到村。", COUNTY)
    (person,) = analysis.entities.people.values()
    assert [e.text for h in person.holdings for e in h.evidence] == ["县委副书记、县长高立", "县长高立"]


@pytest.mark.parametrize(
    ("annotated", "region", "rank"),
    [
        ("{T|县长}{P|高立}", COUNTY, "县处级正职"),
        ("{T|副县长}{P|高立}", COUNTY, "县处级副职"),
        ("{O|县委}{T|常委}{P|高立}", COUNTY, "县处级副职"),
        ("{O|县民政局}{T|局长}{P|高立}", COUNTY, "乡科级正职"),
        ("{O|大柘镇党委}{T|书记}{P|高立}", COUNTY, "乡科级正职"),
        ("{O|市委}{T|书记}{P|高立}", "安徽省滁州市", "厅局级正职"),
        ("{O|市民政局}{T|副局长}{P|高立}", "安徽省滁州市", "县处级副职"),
        ("{T|市长}{P|高立}", "浙江省杭州市", "省部级副职"),
        ("{O|省民政厅}{T|厅长}{P|高立}", DISTRICT, "厅局级正职"),
        ("{T|省长}{P|高立}", DISTRICT, "省部级正职"),
        ("{T|区长}{P|高立}", "上海市静安区", "厅局级正职"),
        ("{O|省民政厅}{T|二级巡视员}{P|高立}", DISTRICT, "厅局级副职"),
        ("{O|市民政局}{T|三级调研员}{P|高立}", DISTRICT, "县处级副职"),
    ],
)
def test_ranks(annotated: str, region: str, rank: str) -> None:
    (post,) = resolve(annotated, region).entities.posts.values()
    assert post.rank is not None
    assert f"{post.rank.tier.value}{post.rank.grade}" == rank


@pytest.mark.parametrize("annotated", ["{O|湖南通宇路桥有限公司}{T|董事长}{P|高立}", "{T|书记}{P|高立}"])
def test_no_rank_is_guessed(annotated: str) -> None:
    (post,) = resolve(annotated, "").entities.posts.values()
    assert post.rank is None


def test_titles_are_taken_apart() -> None:
    tables = resolve("{O|县委}{T|常委}、{T|常务副县长}{P|高立}，{O|县残联}{T|专职副主任}{P|石远}", COUNTY).entities
    found = {p.title: (p.base_title, [m.value for m in p.modifiers]) for p in tables.posts.values()}
    assert found == {
        "常委": ("常委", []),
        "常务副县长": ("县长", ["常务", "副"]),
        "专职副主任": ("主任", ["副"]),
    }


def test_sex_and_people() -> None:
    tables = resolve("{P|丁兰芳}（女，回族）当选为{T|副县长}。{P|冯大江}，男，汉族，现任{T|县长}。", COUNTY).entities
    assert [(p.gender, p.ethnicity) for p in tables.people.values()] == [("female", "回族"), ("male", "汉族")]


def test_organisations_know_their_area_type_and_surface() -> None:
    tables = resolve("{L|遂昌县}的{O|县民政局}和{O|遂昌县民政局}", COUNTY).entities
    (body,) = tables.organizations.values()
    assert body.surface == ["县民政局", "遂昌县民政局"]
    assert (body.type.value, body.level.value) == ("government_department", "county")
    assert body.area_id is not None
    assert tables.places[body.area_id].full_name == COUNTY


def test_every_title_is_a_post_even_without_a_holder() -> None:
    analysis = resolve("各村{T|书记}参加，{T|县长}讲话", COUNTY)
    assert all(m.ref in analysis.entities.posts for m in analysis.mentions)
