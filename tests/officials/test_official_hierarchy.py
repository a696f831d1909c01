"""Kind, level and parent of organisations."""
from __future__ import annotations

import pytest

import govner
from govner.lexicons import Lexicons
from govner.reading import Article
from govner.records import AdminLevel, MentionType, Organization, OrgType
from govner.resolution.hierarchy import HierarchyResolver
from govner.resolution.organizations import OrganizationResolver
from govner.resolution.people import PeopleResolver
from govner.resolution.places import PlaceResolver
from govner.segmentation import Analysis, Candidate
from inline import LABELS, parse

DISTRICT, COUNTY = "浙江省杭州市西湖区", "浙江省丽水市遂昌县"


def organizations(annotated: str, region: str) -> list[Organization]:
    text, mentions = parse(annotated)
    analysis = Analysis.of(Article(raw=text, region=region))
    analysis.mentions = [Candidate(LABELS[letter], a, b, "test") for letter, a, b, _ in mentions]
    analysis.mentions.sort(key=lambda m: (m.start, -m.end))
    data = Lexicons()
    for resolver in (PlaceResolver(data), OrganizationResolver(data), PeopleResolver(data), HierarchyResolver(data)):
        resolver(analysis)
    return list(analysis.entities.organizations.values())


@pytest.mark.parametrize(
    ("annotated", "region", "parent", "basis"),
    [
        # The name goes on from its parent's.
        ("{O|区委组织部}", DISTRICT, "杭州市西湖区委", "name"),
        ("{O|市委办公室}", DISTRICT, "杭州市委", "name"),
        ("{O|县政府办公室}", COUNTY, "丽水市遂昌县人民政府", "name"),
        ("{O|省民政厅养老服务处}", DISTRICT, "浙江省民政厅", "name"),
        ("{O|市生态环境局城东分局}", DISTRICT, "杭州市生态环境局", "name"),
        ("{O|县委农村工作领导小组办公室}", COUNTY, "丽水市遂昌县委农村工作领导小组", "name"),
        ("{O|县人大常委会}", COUNTY, "丽水市遂昌县人大", "name"),
        ("{O|浙江远山纸业有限公司党委}", COUNTY, "浙江远山纸业有限公司", "name"),
        ("{O|国务院办公厅}", COUNTY, "国务院", "name"),
        # Kind and area.
        ("{O|区民政局}", DISTRICT, "杭州市西湖区人民政府", "type"),
        ("{O|县纪委监委}", COUNTY, "丽水市遂昌县委", "lexicon"),
        ("{O|翠苑街道办事处}", DISTRICT, "杭州市西湖区人民政府", "type"),
        ("{O|翠苑街道党工委}", DISTRICT, "杭州市西湖区委", "type"),
        ("{O|大柘镇人民政府}", COUNTY, "丽水市遂昌县人民政府", "type"),
        ("{O|大柘镇大田村党支部}", COUNTY, "丽水市遂昌县大柘镇党委", "type"),
        ("{O|教育部}", COUNTY, "国务院", "type"),
        # Listed units.
        ("{O|大柘派出所}", COUNTY, "丽水市遂昌县公安局", "lexicon"),
        ("{O|县总工会}", COUNTY, "丽水市遂昌县委", "lexicon"),
    ],
)
def test_parents(annotated: str, region: str, parent: str, basis: str) -> None:
    body = organizations(annotated, region)[0]
    assert (body.parent_name, body.parent_basis) == (parent, basis)


@pytest.mark.parametrize(
    ("annotated", "region"),
    [
        ("{O|县委}", COUNTY),
        ("{O|市政府}", DISTRICT),
        ("{O|县政协}", COUNTY),
        ("{O|县人民法院}", COUNTY),
        ("{O|县税务局}", COUNTY),
        ("{O|浙江远山纸业集团有限公司}", COUNTY),
        ("{O|国务院}", COUNTY),
    ],
)
def test_no_parent_is_invented(annotated: str, region: str) -> None:
    body = organizations(annotated, region)[0]
    assert (body.parent_name, body.parent_basis, body.parent_id) == (None, None, None)


def test_a_parent_that_the_text_names_is_linked() -> None:
    council, bureau, office = organizations("{O|县政府}、{O|县水利局}和{O|县水利局办公室}联合印发", COUNTY)
    assert (council.parent_id, bureau.parent_id, office.parent_id) == (None, council.id, bureau.id)


def test_the_government_that_a_title_implies_is_linked_too() -> None:
    rows = organizations("{O|县水利局}{T|局长}{P|陶安}向{T|县长}{P|蓝水生}汇报", COUNTY)
    assert {r.name: r.parent_id for r in rows} == {"丽水市遂昌县水利局": rows[1].id, "丽水市遂昌县人民政府": None}


@pytest.mark.parametrize(
    ("annotated", "region", "kind", "level"),
    [
        ("{O|翠苑街道}负责人", DISTRICT, OrgType.SUBDISTRICT_OFFICE, AdminLevel.TOWNSHIP),
        ("{O|大柘镇}负责人", COUNTY, OrgType.GOVERNMENT, AdminLevel.TOWNSHIP),
        ("{O|党中央}", COUNTY, OrgType.PARTY_COMMITTEE, AdminLevel.NATIONAL),
        ("{O|国务院}", COUNTY, OrgType.GOVERNMENT, AdminLevel.NATIONAL),
        ("{O|省民政厅}", COUNTY, OrgType.GOVERNMENT_DEPARTMENT, AdminLevel.PROVINCE),
        ("{O|市生态环境局}", COUNTY, OrgType.GOVERNMENT_DEPARTMENT, AdminLevel.PREFECTURE),
    ],
)
def test_kind_and_level(annotated: str, region: str, kind: OrgType, level: AdminLevel) -> None:
    body = organizations(annotated, region)[0]
    assert (body.type, body.level) == (kind, level)


def test_records_follow_the_link() -> None:
    record = govner.load(tagger=None).extract("县政府、县水利局印发通知。", region=COUNTY)
    bureau = record.organizations[1]
    assert bureau.parent is not None
    assert bureau.parent.name == "丽水市遂昌县人民政府"
    assert [m.text for m in record.mentions if m.type is MentionType.ORGANIZATION] == ["县政府", "县水利局"]
