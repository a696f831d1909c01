"""The words of organisations: units, suffixes and borders, with the small grammar around them."""
from __future__ import annotations

import re
from typing import Literal

from govner.lexicons import Lexicons, LiteralMatcher, Row
from govner.records import OrgType

HAN = "\u3400-\u9fff〇"
_DEPARTMENT_SUFFIXES: dict[str, OrgType] = {
    **dict.fromkeys(("局", "厅", "委", "委员会"), OrgType.GOVERNMENT_DEPARTMENT),
    **dict.fromkeys(("办", "办公室", "部", "处", "科", "分局", "司"), OrgType.GOVERNMENT_OFFICE),
    **dict.fromkeys(("站", "所", "大队", "支队", "总队"), OrgType.INSTITUTION),
}
#: A session number between an area and its congress: 三门县|第十五届|人大常委会.
TERM = re.compile(r"第?[一二三四五六七八九十0-9]{1,3}届$")
#: Functional zones, which have names like areas and bodies of their own.
ZONE = re.compile(
    r"(?:经济技术开发区|高新技术产业开发区|高新技术开发区|经济开发区|工业园区|产业园区|综合保税区|旅游度假区"
    r"|生态示范区|示范区|开发区|高新区"
    r"|经开区|保税区|度假区|合作区|边合区|新区|园区|景区|生态区|贸易区|管理区|林区|垦区|片区|试验区|农场|林场)$"
)
#: Characters and words by which a text refers to its own area or body: 市民政局, 厅党组.
DEICTIC = re.compile(
    r"(?:自治[区州县旗]|地区|兵团|师市|街道|社区|苏木|嘎查|省市|集团|公司|[省市县区州旗盟地镇乡村厅局师团校院委])$"
)
#: Words that end with a deictic character without pointing at an area: 文明城市, 我局, 各乡镇.
NOT_DEICTIC = re.compile(
    r"(?:设区市|乡镇|[城两三各超股门菜楼集夜]市|[城山小片校厂园景牧老郊街库灾辖边军矿林新]区|[外跨两各]省|[邻周两各郡附]县"
    r"|[红军国彩锦]旗|[农山新各全乡]村|[城乡集小各古]镇"
    r"|[故家下返城水各]乡|[政布结全大格我本该邮]局|[学高党母军驾院全我]校|[我本该全]厅|[我本]委"
    r"|[我本该法医剧影庭学]院|[老律教导厨]师|[集社各全]团|[基场土当各]地|[九神]州"
    r"|驻[村县镇乡]|小社区|各(?:市县|县区|市区|区县)|该社区|全社区|我街道|各街道|各社区)$"
)
#: Endings of areas whose names are often in no gazetteer.
LOCAL_AREA = re.compile(r"(?:街道|社区|苏木|嘎查|居民区|[镇乡村团街])$")
TOWN = re.compile(r"(?:街道|苏木|[镇乡街])$")
VILLAGE = re.compile(r"(?:社区|嘎查|居民区|村)$")
AREA_END = re.compile(r"(?:街道|社区|苏木|嘎查|居民区|[省市县区州旗盟镇乡村团师街])$")
PREFIX = re.compile(
    r"(?:中国共产党|中共|政协|驻|派驻|共青团|国家税务总局|国网|民建|民盟|民进|民革|农工党|致公党|九三学社|台盟"
    r"|中国民主(?:同盟|建国会|促进会)|中国(?:农业银行|建设银行|工商银行|银行|邮政|电信|移动|联通)?)$"
)
#: What may not follow a unit or suffix because the two make another word: 民政部|门, 委|托, 大学|生, 党组|织.
GOES_ON = re.compile(
    r"(?<=部)[门分队署位落件]|(?<=办)[公理法学]|(?<=委)(?:[托员屈]|派(?!驻))|(?<=处)[理于置分罚]"
    r"|(?<=科)[学技研目普]|(?<=所)[有属以在需谓]"
    r"|(?<=站)[在点]|(?<=组)[织成员建合]|(?<=队)[员伍]|(?<=大学)生|(?<=团)[结员]|(?<=行)[政业]"
    r"|(?<=报)[告道送名到]|(?<=[小中]学)[生习]"
    r"|(?<=[省市县区州旗]委常委会)(?:会议|（扩大）|扩大)|(?<=人大)代表(?=[0-9余，们的之对、]|二十|视察|开展|活动|小组|提出)|(?<=学社)社员|(?<=[委府])(?:大院|办公楼|机关礼堂"
    r"|[一二三四五六七八九十0-9]+楼)|(?<=[省市县区州旗]委)党校(?:研究生|大学)|(?<=党校)(?:研究生|大学|本科)"
    r"|(?<=局)[面部势限]|(?<=会)[议上后]|(?<=网)[络格点]|(?<=学院)街"
    r"|(?<=政协)(?:经济|文史)|(?<=厂)[房区家长门村街]|(?<=民建)[议设立筑]|(?<=中央)(?:水塔|党校(?:研究生|大学|本科)|八项|路|大道|大街"
    r"|空调|商务|电视|企业|财政|厨房)|(?<=在线)[学教办]|(?<=学会)了|(?<=公司)制|(?<=社)[员区会]|(?<=司)机"
    r"|(?<=政府)(?:采购|投资|引导|性|主导|网站|工作报告|网)|(?<=院)[子落坝前后]|(?<=支部)大会|(?<=[村居]委)会|(?<=党委)会"
)
GROUP_BRACKET = re.compile(r"（[^（）\n]{2,4}）(?=股份|集团|有限|公司|责任)")
#: A part of the body before it, with a name or number of its own: 省委|第五巡视组, 市生态环境局|沂南分局.
PART = re.compile(
    rf"(?:(?:(?:机关)?第[一二三四五六七八九十0-9]+|派驻|驻|附属|下属)[{HAN}]{{0,10}}?"
    r"(?:督导组|督查组|巡视组|巡察组|党支部|党总支|工作队|医院|纪检监察组|纪检组|分公司|支行|采油厂|勘查院|车队"
    r"|中学|小学)"
    r"|[^省市县区镇乡村，、]{2,8}?(?:分局|党支部|党总支|人民法庭|街道办事处|分公司|支行|分行|设计院|三公司"
    r"|工程有限公司|医学院|公共卫生学院)|政治部|[民刑]事审判庭|行政审判庭|立案庭|执行局"
    r"|(?:党[委组])?理论学习中心组|(?<=[学院校])(?:团委|纪委|工会)(?=书记|副书记|主席|副主席)|(?<=[司团])(?:党委|党组|党总支|党支部|纪委|团委|工会|董事会))"
)
SUB_SUFFIX = re.compile(
    r"(?:[处科室部局厅办委组队站所院会厂园馆社行司]|中心|集团|总支|[农林牧]场|学区|学校|[小中]学|高中)$"
)
#: What an area does that speaks or answers for itself.
ACTS = re.compile(
    r"(?:主要|有关|相关|分管|党政|班子)?(?:负责人|负责同志|负责人员|领导班子|党政班子|党政领导|班子成员|主要领导"
    r"|有关领导|相关领导|值班人员|值守人员|值班电话)"
    r"|(?:分别|先后|依次|相继)?(?:作了?|进行)(?:了)?(?:交流|典型|表态|补充|情况|书面|经验|工作|汇报|检讨)"
    r"|(?:分别)?(?:书面|递交|汇报|报告|设分会场|设立分会场|提出的|反映|反馈|承办|主办|牵头|负责落实)|在分会场"
    r"|联合|推行|代表(?:队|团)"
    r"|等[0-9]{0,3}个?[\u4e00-\u9fff（）]{0,5}?(?:主要|党政|有关)?负责|[两三四五六七八九十]个[\u4e00-\u9fff]{0,4}的?负责"
    r"|等(?:单位|部门|有关|负责)|当场|分管| (?=[一-鿿 ]{2,4}）)"
)
#: What only a town does that acts, at the beginning of a sentence: 叶坪乡走访慰问老党员.
TOWN_ACTS = re.compile(
    r"：|要(?=[一-鿿])|也?(?:召开|举行|举办|开展|组织|启动|出台|组建)|深入|走访|已(?!建)|将(?!在)|把|共(?!建)"
    r"|坚持|积极|扎实|多措|建议|务必"
)
#: Words before an area that address it as a body: 听取武宁县情况汇报, 责成城区….
ADDRESSED = re.compile(r"(?:听取|听取了|连线|连线了|要求|责成|叮嘱|感谢|督促)$")
MEDIA = re.compile(
    rf"(?:^|(?<=[\n。“（ —:：·\]-]))[{HAN}·]{{2,8}}?(?:网|在线|发布|零距离|时刻|融媒|信息港|客户端|电视台"
    r"|(?<![简通公预月季快海喜捷情])报)"
    r"(?= ?\n?(?:19|20)[0-9]{2}[-年./]"
    r"|”?(?:[^，。\n（]{0,4}(?:讯|消息)[：: （\d\n]|讯|记者|全媒体|[0-9]{1,2}月[0-9]{1,2}日(?:讯|电|消息)))"
)
#: Verbs inside a stretch show that it is a clause, not a name.
CLAUSE = re.compile(r"我|莅临|要|将|把|正在|跟着|联合|转头|属于|因为|带着|已经|实行|推行|组织开展")
LIST_MARK = re.compile(r"、|和|与|及|以及")
PUNCTUATION = re.compile(rf"[^{HAN}A-Za-z·]")


class OrganRow(Row):
    """A unit. `kind`: `body` needs an area, an organisation or a title beside it, `after_area` an area; `alone`,
    `national`
    and `party` need nothing."""

    unit: str
    type: OrgType
    kind: Literal["body", "alone", "after_area", "national", "party"]


class DepartmentRow(Row):
    """The field of a department, to which 局, 厅, 委 … are joined."""

    stem: str


class SuffixRow(Row):
    """The last word of a body with a name of its own. `strength`: `strong` ones make a body by themselves, `placed`
    ones
    after an area, `weak` ones where it acts or holds a post, `area` ones are units that only an area makes a body."""

    suffix: str
    type: OrgType
    strength: Literal["strong", "placed", "weak", "area"]


class BorderRow(Row):
    """A word at which a body's name cannot go on to the left."""

    word: str


class Organs:
    """The lexicons of organisations with their matchers.

    >>> organs = Organs(Lexicons())
    >>> organs.units["民政局"].type.value, "有限公司" in organs.suffixes
    ('government_department', True)
    """

    def __init__(self, lexicons: Lexicons) -> None:
        units = {r.unit: r for r in lexicons.rows("organs", OrganRow)}
        given = set(OrganRow.model_fields)
        for row in lexicons.rows("departments", DepartmentRow):
            for suffix, kind in _DEPARTMENT_SUFFIXES.items():
                unit = row.stem + suffix
                if unit not in units:
                    units[unit] = OrganRow.made({"unit": unit, "type": kind, "kind": "body"}, given)
        self.units = units
        self.suffixes = {r.suffix: r for r in lexicons.rows("organ_suffixes", SuffixRow)}
        self.unit_matcher = LiteralMatcher(units)
        self.suffix_matcher = LiteralMatcher({s: r for s, r in self.suffixes.items() if r.strength != "area"})
        self.border_matcher = LiteralMatcher({r.word: len(r.word) for r in lexicons.rows("organ_borders", BorderRow)})
