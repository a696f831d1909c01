"""Organisation mentions to bodies with full names: 省民政厅 → 浙江省民政厅, 区委 → 杭州市下城区委."""
from __future__ import annotations

import re

from govner.lexicons import Lexicons
from govner.recognition.foreign_bodies import Countries
from govner.records import MentionType, OrgType
from govner.resolution import body_parts
from govner.resolution.areas import Area, AreaContext, ends_like, short_name
from govner.resolution.bodies import BodyName, BodyParser
from govner.resolution.body_memory import UNIT_END, Body, BodyMemory
from govner.resolution.body_table import BodyTable
from govner.segmentation import Analysis, Candidate

_AREA_NAME = re.compile(
    r"[\u3400-\u9fff]{1,10}?(?:自治[区州县旗]|特别行政区|地区|新区|街道|社区|苏木|嘎查|居民区|[省市县区州旗盟镇乡村])"
)
_AREA_WORD = re.compile(r"自治[区州县旗]|地区|新区|街道|社区|苏木|嘎查|居民区|[省市县区州旗盟镇乡村]")
#: What stands where a text speaks of its own areas: 社区|党委, 省|村社换届工作领导小组.
_THEN = re.compile(r"(?:时任|现任|原|前)$")
_NO_NAME = re.compile(r"(?:社区|街道|小区|园区|新区|地区|苏木|嘎查|[省市县区州旗盟镇乡村])+")
_ACTING_AREA = re.compile(r"(?:街道|社区|苏木|嘎查|[市县区旗镇乡村])$")
#: Units that belong to the party committee named before them.
_PARTY_PARTS = re.compile(
    r"^(?:组织部|宣传部|统战部|政法委|社会工作部|编办|巡察办|改革办|党校|机关工委|老干部局|农办|网信办)"
)
#: Units that belong to whichever body was named before them.
_OWN_PARTS = re.compile(r"^(?:办公室$|办公厅$|机关|党组$|经费审查委员会)")
#: Offices with a name of their own (石泉路派出所), which belong to the county, not to the town named last.
_LOCAL_OFFICES = (OrgType.INSTITUTION, OrgType.GOVERNMENT_OFFICE)
#: A body called by its last character alone: 厅, 局 for 省民政厅, 市公安局.
_LAST_CHARACTER = frozenset("厅局委院校")
_TOWN_UNITS = frozenset(
    {"党工委", "办事处", "人大工委", "武装部", "纪工委", "党委", "人大", "纪委", "政府", "人民政府"}
)
_VILLAGE_UNITS = frozenset(
    {"党支部", "党总支", "党总支部", "支部", "村支部", "村委会", "村委", "居委会", "村民委员会", "居民委员会"}
)
#: Bodies whose names begin with what they are, whatever area they serve: 民进昆明市委, 公安部消防局.
_DEMOCRATIC = re.compile(r"(?:民建|民盟|民进|民革|农工党|致公党|九三学社|台盟|中国民主(?:同盟|建国会|促进会))(?=.)")
_NATIONAL = re.compile(
    r"(?:中国|国家|中央|全国|国务院|(?:香港|澳门)(?!特别))(?=.{2})|[\u4e00-\u9fff]{2,8}部(?=[\u4e00-\u9fff]{2,12}[司局]$)"
)
#: Bodies of the 新疆生产建设兵团, which is no area: 第八师石河子市党委, 一四三团党委.
#: Committees of a school or company that the text does not name: they are of no area.
_NAMELESS = re.compile("(?:学校|学院|医院|公司|集团|企业)(?:党委|纪委|团委|工会|党支部|党总支)")
#: Media and branches of central bodies, called by the short name of an area: 浙江日报社, 宁波海事局.
_OF_CENTRE = re.compile(
    r"..(?:日报社?|晚报社?|网|电视台|广播电视台|海关|海事局|铁路局|铁路办事处|边检站|[银证保]{1,2}监局|.{0,3}监管局)$"
)
_CORPS = re.compile(
    r"(?:新疆生产建设兵团|兵团第|第[一二三四五六七八九十0-9]{1,3}师|[一二三四五六七八九0-9]{2,3}团)"
    r"(?:第?[一二三四五六七八九十0-9]{0,3}师)?([\u4e00-\u9fff]{2,4}市)?"
)
_LEAGUE = re.compile(r"([\u4e00-\u9fff]{0,8}?)(?:共青)?团([省市县区州旗])委([\u4e00-\u9fff]{2,4}部|办公室|)$")
_GARRISON = re.compile(r"([\u4e00-\u9fff]+?)(?:军分区|警备区|军区)")
_DISTRICT_COMMITTEE = re.compile(r"^([\u4e00-\u9fff]{2,4})地委")
#: How bodies with names of their own end, and their party committees and unions.
OWN_NAME = "..(?:公司|集团|大学|学院|医院|银行|协会|商会|合作社|中学|小学|研究院|研究所|农场|林场)"
_OF_SCHOOL = re.compile(r"大学(?:.{0,5}附属)?.{2,6}医院$")
_PART_OF_OWN = re.compile(OWN_NAME + "(?:机关)?(?:党委|党组|党总支|党支部|纪委|团委|工会|董事会)$")
#: Parts of departments, called without them: 养老服务处.
_DIVISIONS = ("处", "科")
_SCHOOL_PARTS = ("学院", "处", "中心", "图书馆", "学部", "系")
ZONE_NAME = re.compile(
    r"^(?P<head>[\u4e00-\u9fff]{0,8}?)(?P<word>经济技术开发区|高新技术产业开发区|经济开发区|工业园区|产业园区"
    r"|综合保税区|旅游度假区|示范区|开发区"
    r"|高新区|经开区|保税区|度假区|合作区|边合区|新区|园区|景区|生态区|贸易区)(?=.)"
)
_OFFICIAL = frozenset(
    {OrgType.PARTY_COMMITTEE, OrgType.GOVERNMENT, OrgType.CPPCC, OrgType.PEOPLES_CONGRESS, OrgType.DISCIPLINE}
)
_TOWN_WORDS = ("街道", "镇", "乡", "苏木")
_VILLAGE_WORDS = ("村", "社区", "居民区", "嘎查")


class OrganizationResolver:
    """Fills the table of organisations and refers the mentions to it."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._parser = BodyParser(lexicons)
        self._countries = lexicons.made(Countries)

    def __call__(self, analysis: Analysis) -> None:
        _Resolution(self._parser, self._countries, analysis).run()


def _is_local_name(name: str) -> bool:
    """Whether this can be the name of a town or village that no gazetteer has."""
    if len(name) < 3 or name[0] in "省市县区州旗镇乡村" or name.endswith(("农村", "乡村")):
        return False
    return name.endswith(("镇", "乡", "街道", "苏木", "村", "社区", "嘎查"))


class _Resolution:
    """The resolution of one document."""

    def __init__(self, parser: BodyParser, countries: Countries, analysis: Analysis) -> None:
        self.countries = countries
        self.parser, self.analysis = parser, analysis
        self.areas = AreaContext(analysis)
        self.table = BodyTable(analysis)
        surfaces = [self._surface(m) for m in analysis.mentions if m.type is MentionType.ORGANIZATION]
        self.memory = BodyMemory(parser, surfaces, self.areas.region)

    def run(self) -> None:
        for mention in self.analysis.mentions:
            if mention.type is not MentionType.ORGANIZATION:
                continue
            surface = self._surface(mention)
            body = self._resolve(surface, mention.start)
            if not body.parts.public and body.name == surface:
                # A body that carries no area keeps the characters it is written in.
                body.name = re.sub(r"\s+", "", self.analysis.view.raw_text(mention.start, mention.end))
            self.memory.add(mention, body)
            row = self.table.row(body.name, body.parts.type, body.area, body.basis, surface)
            mention.ref = row.id
            mention.attrs["area"] = body.area
            self.areas.note(mention.start, body.area)

    def _surface(self, mention: Candidate) -> str:
        return re.sub(r"\s+", "", self.analysis.text[mention.start : mention.end])

    def _resolve(self, surface: str, position: int) -> Body:
        surface = body_parts.spelt_out(surface)
        sentence = self.analysis.sentence_at(position).start
        part = body_parts.whole(surface, sentence, position, self.analysis.text, self.memory, self.parser)
        if part is not None:
            return part
        if whole := self._called_by_itself(surface, position):
            return whole
        if league := _LEAGUE.match(surface):
            return self._league(league, position)
        if (garrison := _GARRISON.fullmatch(surface)) and garrison[1] not in ("省", "市"):
            return Body(self.areas.named(garrison[1], position) or (), surface, self.parser.parse(surface), "exact")
        if zone := ZONE_NAME.match(surface):
            return self._zone(surface, zone, position)
        parts = self.parser.parse(surface, self._leading_areas(surface, position))
        if parts.areas:
            return self._explicit(surface, parts, position)
        if parts.deictic:
            return self._deictic(surface, parts, position)
        if acting := self._acting_area(surface, position):
            return Body(acting, short_name(acting), parts, "exact")
        if parts.public:
            return self._of_predecessor(parts, position) or self._without_area(surface, parts, position)
        if self.parser.is_national(surface):
            return Body((), surface, parts, "exact")
        longer = self.memory.longer(surface, lambda name: self.areas.named(name, position) is not None)
        if longer is not None:
            return Body((), longer, self.parser.parse(longer), "document_context")
        return Body((), surface, parts, "exact")

    def _league(self, match: re.Match[str], position: int) -> Body:
        """团县委, 安徽团省委: the youth league's committee of an area."""
        named, word = match[1], match[2]
        area = self.areas.named(named + word, position) or self.areas.named(named, position) if named else None
        area = area or self.areas.deictic(word, position)
        parts = self.parser.parse("团" + word + "委" + match[3])
        if area is None:
            return Body((), match[0], parts, "unresolved")
        return Body(area, short_name(area) + "团委" + match[3], parts, "document_context")

    def _called_by_itself(self, surface: str, position: int) -> Body | None:
        """Bodies whose area is not written before their name: of the country, of parties, of a school, of a bureau."""
        parts = self.parser.parse(surface)
        if self.countries.begins(surface):
            return Body((), surface, parts, "exact")
        if _NAMELESS.fullmatch(surface):
            return Body((), surface, parts, "unresolved")
        if _OF_CENTRE.match(surface) and (there := self.areas.named(surface[:2], position)):
            return Body(there, surface, parts, "exact")
        if troops := _CORPS.match(surface):
            city = self.areas.named(troops[1], position) if troops[1] else None
            return Body(city or (), surface, parts, "exact")
        if _DEMOCRATIC.match(surface) or _NATIONAL.match(surface):
            return Body((), surface, parts, "exact")
        if match := _DISTRICT_COMMITTEE.match(surface):
            return Body(self.areas.named(match[1] + "地区", position) or (), surface, parts, "exact")
        if surface in _LAST_CHARACTER and surface != "校":
            return self._standing_for(surface, position)
        if surface.endswith("司") and len(surface) < 9 and (ministry := self.memory.ministry()):
            return Body((), ministry + surface, parts, "document_context")
        school = self.memory.school()
        if school is None or not (surface.startswith("校") or surface.endswith(_SCHOOL_PARTS)):
            return None
        if self._leading_areas(surface, position) or surface.startswith(("省", "市", "县", "区")) or len(surface) > 10:
            return None
        if self.areas.named(surface[:2], position):
            return None
        area, name = school
        return Body(area, name + surface.removeprefix("校"), parts, "document_context")

    def _standing_for(self, character: str, position: int) -> Body | None:
        """The department that 厅, 局 … stands for, named before or, if there is only one, later."""
        found = self.memory.ending(character)
        if found is None and (surface := self.memory.ahead(character)):
            found = self._resolve(surface, position)
        return found

    def _zone(self, surface: str, zone: re.Match[str], position: int) -> Body:
        """A body of a functional zone, which is called by the zone's name: 荆州经开区管委会, 高新区党工委."""
        parts = self.parser.parse(surface, (zone[0],))
        head, word = zone["head"], zone["word"]
        if head in ("省", "市", "县", "区", "州"):
            area = self.areas.deictic(head, position) or ()
            return Body(area, short_name(area) + surface[len(head) :], parts, "document_context")
        if head:
            return Body(self.areas.named(head, position) or (), surface, parts, "exact")
        city = self._county_or_city()
        base = city[-1][:-1] if city else ""
        named = re.search(rf"{base}[\u4e00-\u9fff]{{0,6}}?{word}", self.analysis.text) if base else None
        stems = (UNIT_END.sub("", b.name) for b in self.memory.bodies())
        name = next((n for n in stems if n.endswith(word) and n != word), None)
        name = name or (named[0] if named else base + word if base else None)
        if name is None:
            return Body((), surface, parts, "unresolved")
        return Body(city, name + surface[zone.end() :], parts, "document_context")

    def _county_or_city(self) -> Area:
        return self.areas.region[:3] if len(self.areas.region) > 1 else ()

    def _leading_areas(self, surface: str, position: int) -> tuple[str, ...]:
        """The area names that a surface begins with, in order."""
        found: list[str] = []
        start = 2 if surface.startswith(("中共", "政协", "民建", "民盟", "民进")) else 0
        while match := _AREA_NAME.match(surface, start):
            ends = [m.end() for m in _AREA_WORD.finditer(surface, start + 1, start + 16)]
            names = (surface[start:end] for end in sorted(ends, reverse=True) if end - start >= 2)
            names = (n for n in names if not _NO_NAME.fullmatch(n))
            name = next((n for n in names if self._known(n, surface, start, position)), None)
            if name is None and _is_local_name(match[0]):
                name = match[0]
            if name is None or start + len(name) >= len(surface):
                break
            found.append(name)
            start += len(name)
        return tuple(found)

    def _known(self, name: str, surface: str, start: int, position: int) -> bool:
        """Whether a name in a surface is that of an area; one in no gazetteer counts where a unit follows it."""
        if self.areas.named(name, position) is not None:
            return True
        return name.endswith(("市", "县", "旗")) and len(name) > 2 and surface[start + len(name)] in "委政人纪"

    def _explicit(self, surface: str, parts: BodyName, position: int) -> Body:
        """阜南县委, 施河镇党委: the area is named, what lies above it comes from the gazetteer or the context."""
        area = self._town_before(position) if parts.areas[0].endswith(_VILLAGE_WORDS) else None
        for name in parts.areas:
            area = self._below(name, area, position)
        area = area or ()
        if not parts.public:
            return Body(area, surface, parts, "exact")
        curtailed = not area or area[-1] != parts.areas[-1]
        if curtailed and parts.type is OrgType.INSTITUTION:
            return Body(area, surface, parts, "exact")
        if not parts.areas[-1].endswith(tuple("省市县区州旗盟镇乡道木村社")) and parts.type not in _OFFICIAL:
            return Body(area, surface, parts, "exact")
        prefix = surface[: surface.index(parts.areas[0])] if surface.startswith(("民建", "民盟", "民进")) else ""
        name = self._named(area, parts.unit)
        return Body(area, prefix + name, parts, "document_context" if name != surface else "exact")

    def _town_before(self, position: int) -> Area | None:
        """The town that stands right before a body of a village: 大柘镇|大田村党支部."""
        for mention in reversed(self.analysis.mentions_in(max(0, position - 12), position, MentionType.PLACE)):
            if mention.end == position:
                area = self.areas.named(self.analysis.text[mention.start : mention.end], mention.start)
                return area if area and area[-1].endswith(_TOWN_WORDS) else None
        return None

    def _below(self, name: str, above: Area | None, position: int) -> Area:
        if above is not None:
            found = self.areas.named(name, position)
            return found if found and found[: len(above)] == above else (*above, name)
        found = self.areas.named(name, position)
        if found is not None:
            return found
        if name.endswith(("镇", "乡", "街道", "苏木")):
            return (*(self._county(position)), name)
        if name.endswith(("村", "社区", "居民区", "嘎查")):
            town = next((a for w in _TOWN_WORDS if (a := self.areas.before(position, w))), None)
            return (*(town or self._county(position)), name)
        return (name,)

    def _county(self, position: int) -> Area:
        """The county-level area in force: the document's if it has one, else the one named last."""
        region = self.areas.region
        if len(region) >= 3:
            return region[:3]
        for word in ("县", "区", "旗"):
            if found := self.areas.before(position, word):
                return found
        return region

    def _deictic(self, surface: str, parts: BodyName, position: int) -> Body:
        area = self._guest_area(parts.deictic, position) or self.areas.deictic(parts.deictic, position)
        if area is None:
            return Body((), surface, parts, "unresolved")
        if parts.unit[:1] in ("厅", "局") and (whole := self._standing_for(parts.unit[0], position)) is not None:
            return Body(whole.area, whole.name + parts.unit[1:], parts, "document_context")
        return Body(area, self._named(area, parts.unit), parts, "document_context")

    def _guest_area(self, word: str, position: int) -> Area | None:
        """Another area of that level that a body before in the sentence named: 清远市委书记…，市委副书记…."""
        sentence = self.analysis.sentence_at(position)
        own = self.areas.document(word)
        for mention, body in self.memory.backwards():
            if mention.start < sentence.start:
                return None
            if body.parts.type in (OrgType.SOCIAL, OrgType.ENTERPRISE):
                continue
            if not body.parts.areas or "我" in self.analysis.text[mention.end : position]:
                continue
            for length in range(len(body.area), 0, -1):
                if ends_like(body.area[length - 1], word):
                    area = body.area[:length]
                    same_depth = own is None or len(own) == len(area)
                    return area if area != own and same_depth else None
        return None

    @staticmethod
    def _named(area: Area, unit: str) -> str:
        """The official short name of a unit of an area."""
        if unit.startswith("委") and area and area[-1].endswith("地区"):
            return short_name(area)[:-1] + unit
        return short_name(area) + unit

    def _acting_area(self, surface: str, position: int) -> Area | None:
        """河口街道 that acts: the body is called as its area."""
        if not _ACTING_AREA.search(surface):
            return None
        return self.areas.named(surface, position) or (
            self._below(surface, None, position) if surface.endswith(("镇", "乡", "街道", "社区", "村")) else None
        )

    def _without_area(self, surface: str, parts: BodyName, position: int) -> Body:
        """管委会, 统战部, 办公室: the area is that of the body named before."""
        if self.parser.is_national(surface):
            return Body((), surface, parts, "exact")
        named = _PART_OF_OWN.search(surface) or _OF_SCHOOL.search(surface)
        if named or self.parser.is_national(surface.split("部")[0] + "部"):
            return Body((), surface, parts, "exact")
        own = parts.type is OrgType.INSTITUTION and len(surface) > 5 and not self.parser.is_unit(surface)
        if own and (there := self.areas.named(surface[:2], position)):
            return Body(there, surface, parts, "exact")  # 上海|江川福利院
        if surface in _LAST_CHARACTER:
            whole = self._standing_for(surface, position)
            return whole or Body((), surface, parts, "unresolved")
        if surface[0] in "厅局" and (whole := self._standing_for(surface[0], position)) is not None:
            return Body(whole.area, whole.name + surface[1:], parts, "document_context")
        division = surface.endswith(_DIVISIONS) and not surface.endswith("办事处")
        if division and (whole := self.memory.department()) is not None:
            return Body(whole.area, whole.name + surface, parts, "document_context")
        before = self._before(parts, position)
        if before is not None and (_PARTY_PARTS.match(parts.unit) or _OWN_PARTS.match(parts.unit)):
            return Body(before.area, before.name + parts.unit, parts, "document_context")
        if before is None or not (before.zone or self._in_sentence(before, position)):
            area = self._town(position) if parts.unit in _TOWN_UNITS else None
            if area is not None:
                return Body(area, short_name(area) + parts.unit, parts, "document_context")
        if parts.unit in _VILLAGE_UNITS and (village := self._village(position, before)) is not None:
            return Body(village, short_name(village) + parts.unit, parts, "document_context")
        if before is not None and parts.type in _LOCAL_OFFICES and not self.parser.is_unit(surface):
            area = before.area[:3]
            return Body(area, short_name(area) + parts.unit, parts, "document_context")
        if before is not None:
            return Body(before.area, self._stem(before) + parts.unit, parts, "document_context")
        if self.areas.region:
            return Body(self.areas.region, short_name(self.areas.region) + parts.unit, parts, "document_context")
        return Body((), surface, parts, "unresolved")

    def _of_predecessor(self, parts: BodyName, position: int) -> Body | None:
        """A body whose area stands before 时任 and the like: 河清县|时任|环保局局长."""
        match = _THEN.search(self.analysis.text, max(0, position - 3), position)
        if match is None:
            return None
        places = self.analysis.mentions_in(max(0, match.start() - 12), match.start(), MentionType.PLACE)
        place = next((m for m in places if m.end == match.start()), None)
        area = self.areas.named(self.analysis.text[place.start : place.end], place.start) if place else None
        return Body(area, short_name(area) + parts.unit, parts, "document_context") if area else None

    def _in_sentence(self, body: Body, position: int) -> bool:
        """Whether a body was last named in the sentence of a position."""
        return self.memory.last_in(body, self.analysis.sentence_at(position).start)

    def _town(self, position: int) -> Area | None:
        """The town named last, or the document's own."""
        found = [a for w in _TOWN_WORDS if (a := self.areas.before(position, w))]
        if found:
            return max(found, key=lambda a: self.areas.last_position(a, position))
        return next((a for w in _TOWN_WORDS if (a := self.areas.document(w))), None)

    def _village(self, position: int, before: Body | None) -> Area | None:
        """The village named last, where no body above the village was named after it."""
        found = [a for w in ("村", "社区", "嘎查") if (a := self.areas.before(position, w))]
        if not found:
            return None
        village = max(found, key=lambda a: self.areas.last_position(a, position))
        last = next((m.start for m, b in self.memory.backwards() if b is before), -1)
        own = before is None or before.area == village or before.area == village[:-1]
        return village if own or self.areas.last_position(village, position) > last else None

    def _before(self, parts: BodyName, position: int) -> Body | None:
        """The body before that a unit without area belongs to: of its own kind if there is one in the sentence."""
        wants_party = bool(_PARTY_PARTS.match(parts.unit)) and parts.type is OrgType.PARTY_DEPARTMENT
        for body in self.memory.bodies():
            if wants_party and body.parts.type is not OrgType.PARTY_COMMITTEE:
                continue
            if body.parts.public:
                return body
        return None

    @staticmethod
    def _stem(body: Body) -> str:
        """What of a body's name stands before its unit: the zone that names it, or its area."""
        if body.zone or not body.area:
            return UNIT_END.sub("", body.name)
        return short_name(body.area)
