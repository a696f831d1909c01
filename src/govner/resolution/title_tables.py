"""Which titles belong to which kind of body."""
from __future__ import annotations

import re

from govner.records import OrgType

#: Heads of governments: the title says of which level.
HEADS = {
    "省长": "省", "市长": "市", "县长": "县", "区长": "区", "州长": "州", "盟长": "盟", "旗长": "旗", "镇长": "镇",
    "乡长": "乡", "专员": "地区", "苏木达": "苏木", "嘎查达": "嘎查", "市长助理": "市", "县长助理": "县",
    "区长助理": "区", "省长助理": "省",
}
#: Titles that only one body has, whatever bodies stand around them.
NATIONAL = {
    "总书记": ("中共中央", OrgType.PARTY_COMMITTEE), "总理": ("国务院", OrgType.GOVERNMENT),
    "国务委员": ("国务院", OrgType.GOVERNMENT), "委员长": ("全国人大常委会", OrgType.PEOPLES_CONGRESS),
}
#: Ministries inside a title that no area has.
NATIONAL_UNITS = frozenset({"外交部", "国防部", "公安部", "财政部", "商务部", "教育部"})
VILLAGE_TITLES = frozenset({"村主任", "村书记", "村支书", "老支书", "村长", "第一书记", "驻村第一书记", "村委会主任"})
#: How the name of the body ends that a title without a body must be of.
BODY_OF_TITLE = {"局长": "局", "厅长": "厅", "处长": "处", "科长": "科", "司长": "司", "部长": "部"}
#: Heads of schools and enterprises, named after the post in its party committee: 大学党委副书记、校长.
HEADS_OF_UNITS = frozenset({"校长", "院长", "董事长", "总经理", "总裁", "行长", "台长"})
COMMITTEES = (OrgType.PARTY_COMMITTEE, OrgType.GOVERNMENT)
#: Heads of bodies that are no committee of an area.
ITS_OWN = frozenset(
    (
        "组长", "指挥长", "总指挥", "召集人", "队长", "董事长", "总经理", "总裁", "经理", "行长", "校长", "院长",
        "会长", "理事长", "站长", "所长", "台长", "教授",
    )
)
#: They stand for their country, never for a body named before.
DIPLOMATS = frozenset({"大使", "公使", "总领事", "领事", "参赞"})
#: The end of an area before the title of its head, where nobody knows that area: 新北市|市长.
UNKNOWN_AREA = re.compile(r"[\u4e00-\u9fff](?<![我本全该各大设两、和及与，任])(?<!自治)[省市县州]$")
#: Commanders and commissars lead the troops, not their committee: 第八师石河子市党委书记、政委.
OF_TROOPS = frozenset({"政委", "师长", "团长", "司令员", "军长", "旅长"})
TROOPS = re.compile(
    r"(?:新疆生产建设)?(?:兵团)?(?:第[一二三四五六七八九十0-9]{1,3}师)?(?:第?[一二三四五六七八九十0-9]{1,3}团)?(?<=[师团])"
)
#: Bodies that second titles and ranks (二级调研员) do not belong to.
NO_STAFF = (OrgType.PARTY_COMMITTEE, OrgType.DISCIPLINE)
PARTY_TITLES = frozenset(
    (
        "书记", "常委", "委员", "组织委员", "宣传委员", "统战委员", "政法委员", "纪检委员", "武装委员",
        "支书", "第一书记",
    )
)
