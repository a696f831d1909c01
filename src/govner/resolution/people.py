"""People, posts and holdings."""
from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import islice

from govner.lexicons import Lexicons
from govner.recognition.foreign_bodies import Countries
from govner.recognition.names import NameStatistics
from govner.recognition.posts import ModifierRow, TitleFinder, TitleRow
from govner.records import Holding, MentionForm, MentionType, Organization, OrgType, Person, Post, PostModifier, Track
from govner.resolution.areas import Area, AreaContext, ends_like, short_name
from govner.resolution.bare_posts import BarePost, settle
from govner.resolution.binding import Bond, Unit, bonds
from govner.resolution.bodies_in_force import BodiesInForce
from govner.resolution.body_table import BodyTable
from govner.resolution.ranks import Ranks
from govner.resolution.title_tables import (
    BODY_OF_TITLE,
    COMMITTEES,
    DIPLOMATS,
    HEADS,
    HEADS_OF_UNITS,
    ITS_OWN,
    NATIONAL,
    NATIONAL_UNITS,
    NO_STAFF,
    OF_TROOPS,
    PARTY_TITLES,
    TROOPS,
    UNKNOWN_AREA,
    VILLAGE_TITLES,
)
from govner.segmentation import Analysis, Candidate

#: How many names before and after a form of address may be the full one.
_NEAR_NAMES = 200
_GLUED = re.compile("[\u4e00-\u9fff]")
#: What may stand right before a title without being part of its body's name.
_LEADS_TO_TITLE = re.compile(
    r"(?:[任为是的由和与及同原前兼请对向在被给当选称暨时叫让经把将该任其]|分管.{1,2}|现任|时任|不再担任|辞去|聘请|[省市县区州旗镇乡村])$"
)
#: Areas that are only pointed at: the title is of none of the bodies before (社区|书记 after 市委常委).
_LOCAL = re.compile("社区$|街道$|苏木$|嘎查$")
_DUTY_LEVEL = re.compile(r"^(?:省|市|县|区|镇|乡|街道|村)级?(?=.)")
_DESCRIPTION = re.compile(r"[（，](?:(?P<sex>[男女])(?=[，）]))?，?(?P<people>[\u4e00-\u9fff]{1,5}族)?(?=[，）])")
_MASKED = re.compile("某|×|X|x|＊|\\*")


class PeopleResolver:
    """Fills the tables of people and posts and refers the mentions to them."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._titles = lexicons.made(TitleFinder)
        self._statistics = lexicons.made(NameStatistics)
        self._ranks = Ranks(lexicons)
        self._countries = lexicons.made(Countries)
        self._modifiers = {r.modifier: r.meaning for r in lexicons.rows("title_modifiers", ModifierRow)}

    def __call__(self, analysis: Analysis) -> None:
        _Resolution(analysis, self._titles.rows, self._statistics, self._modifiers, self._ranks, self._countries).run()


class _Resolution:
    """The resolution of one document."""

    def __init__(
        self,
        analysis: Analysis,
        titles: dict[str, TitleRow],
        statistics: NameStatistics,
        modifiers: dict[str, str | None],
        ranks: Ranks,
        countries: Countries,
    ) -> None:
        self.analysis = analysis
        self.titles, self.statistics, self.modifiers, self.ranks = titles, statistics, modifiers, ranks
        self.longest_first = sorted(modifiers, key=len, reverse=True)
        self.countries = countries
        self.areas = AreaContext(analysis)
        self.bodies = BodyTable(analysis)
        self.posts: dict[tuple[str, str], Post] = {}
        self.names: dict[str, str] = {}
        self.bare: list[BarePost] = []
        self.last_bodies: list[Organization] = []

    def run(self) -> None:
        found = bonds(self.analysis)
        self._people(found)
        last: BodiesInForce | None = None
        for bond in found:
            last = self._hold(bond, last)
        settle(self.analysis, self.bare)

    # --- people ----------------------------------------------------------------------------------------------------

    def _people(self, found: list[Bond]) -> None:
        """A row for every name; surnames and given names with a title are those of a full name."""
        mentions = [m for m in self.analysis.mentions if m.type is MentionType.PERSON]
        full = [(m.start, self._name(m)) for m in mentions]
        glued = {u.start for bond in found for u in bond.units}
        for mention in mentions:
            name = self._name(mention)
            if mention.end in glued and len(name) <= 2:
                owner = self._owner(name, mention.start, full)
                if owner is not None:
                    mention.form = MentionForm.SURNAME_TITLE if len(name) == 1 else MentionForm.GIVEN_TITLE
                    name = owner
                elif len(name) == 1:
                    mention.form = MentionForm.SURNAME_TITLE
            mention.ref = self._person(name)
            self._describe(mention)

    def _describe(self, mention: Candidate) -> None:
        """Sex and people where the text gives them after the name: （女，壮族） or ，女，汉族，."""
        match = _DESCRIPTION.match(self.analysis.text, mention.end)
        if match is None:
            return
        person = self.analysis.entities.people[mention.ref]
        if match["sex"]:
            person.gender = "female" if match["sex"] == "女" else "male"
        if match["people"]:
            person.ethnicity = match["people"]

    def _owner(self, short: str, position: int, full: list[tuple[int, str]]) -> str | None:
        """The full name that a surname or given name before a title stands for: the last one before, else the next."""
        index = bisect_left(full, (position, ""))
        around = (*reversed(full[max(0, index - _NEAR_NAMES) : index]), *full[index : index + _NEAR_NAMES])
        return next((name for _, name in around if len(name) > len(short) and self._part_of(short, name)), None)

    def _part_of(self, short: str, name: str) -> bool:
        surname = self.statistics.surname_of(name)
        return short == surname or (len(short) == 2 and bool(surname) and name[len(surname) :] == short)

    def _name(self, mention: Candidate) -> str:
        raw = self.analysis.view.raw_text(mention.start, mention.end)
        return re.sub(r"\s+", "", raw).replace("•", "·").replace("．", "·").replace("・", "·").replace(".", "·")

    def _person(self, name: str) -> str:
        if name not in self.names:
            people = self.analysis.entities.people
            identifier = f"P{len(people) + 1}"
            surname = "" if "·" in name else self.statistics.surname_of(name)
            people[identifier] = Person(
                id=identifier,
                name=name,
                family_name=surname or None,
                given_name=name[len(surname) :] or None if surname else None,
                masked=bool(_MASKED.search(name)),
            )
            self.names[name] = identifier
        return self.names[name]

    # --- posts and holdings ----------------------------------------------------------------------------------------

    def _hold(self, bond: Bond, last: BodiesInForce | None) -> BodiesInForce:
        """Makes the posts of a group of titles and gives them to their people."""
        position = bond.units[0].start
        sentence = self.analysis.sentence_index(position)
        context = BodiesInForce(sentence, last if last is not None and last.sentence == sentence else None)
        for unit in bond.units:
            title, simplified = self._title(unit, bond)
            base, modifiers = self._take_apart(simplified)
            body = self._body(unit, simplified, base, context)
            post = (self._known_post(bond, title) if body is None else None) or self._post(title, base, modifiers, body)
            unit.post.ref = post.id
            if body is not None and (unit.body is not None or base not in NATIONAL):
                context.bodies.append((base, body))
                self.last_bodies.append(body)
            if post.organization_id is None and bond.people:
                self.bare.append(BarePost(bond, unit, post))
            for mention in bond.people:
                self._add_holding(mention, post, unit, bond)
        return context

    def _known_post(self, bond: Bond, title: str) -> Post | None:
        """The post of this title that the person is known to hold: 苏局长 after 市民政局局长苏… names no body again."""
        for mention in bond.people[:1]:
            for holding in self.analysis.entities.people[mention.ref].holdings:
                post = self.analysis.entities.posts[holding.post_id]
                if post.title == title:
                    return post
        return None

    def _title(self, unit: Unit, bond: Bond) -> tuple[str, str]:
        """The title as written, and in the simplified characters of the lexicons."""
        title = re.sub(r"\s+", "", self.analysis.view.raw_text(unit.post.start, unit.post.end))
        simplified = re.sub(r"\s+", "", self.analysis.text[unit.post.start : unit.post.end])
        if bond.status == "nominated" and self.analysis.text.startswith("候选人", unit.post.end):
            return title + "候选人", simplified + "候选人"
        return title, simplified

    def _add_holding(self, mention: Candidate, post: Post, unit: Unit, bond: Bond) -> None:
        person = self.analysis.entities.people[mention.ref]
        evidence = self.analysis.view.span(min(unit.start, mention.start), max(unit.post.end, mention.end))
        for holding in person.holdings:
            if holding.post_id == post.id:
                holding.evidence.append(evidence)
                return
        status = bond.status
        candidate = self.analysis.text.startswith("候选人", bond.units[-1].post.end)
        if status == "nominated" and candidate and unit is not bond.units[-1]:
            status = "incumbent"  # 党组成员、副市长候选人
        if status == "incumbent" and unit.former:
            status = "former"
        elif status == "incumbent" and PostModifier.ACTING in post.modifiers:
            status = "acting"
        published = self.analysis.article.published
        as_of = published.isoformat() if published else None
        person.holdings.append(Holding(post_id=post.id, status=status, as_of=as_of, evidence=[evidence]))

    def _post(self, title: str, base: str, modifiers: list[PostModifier], body: Organization | None) -> Post:
        key = (body.id if body else "", title)
        if key not in self.posts:
            row = self.titles.get(base)
            self.posts[key] = Post(
                id=f"T{len(self.posts) + 1}",
                label=_label(body.name if body else "", title),
                title=title,
                base_title=base,
                modifiers=modifiers,
                organization_id=body.id if body else None,
                track=row.track if row else Track.OTHER,
                rank=self.ranks.of(base, modifiers, body, self._chain_of(body) if body else ()),
            )
            self.analysis.entities.posts[self.posts[key].id] = self.posts[key]
        return self.posts[key]

    def _take_apart(self, title: str) -> tuple[str, list[PostModifier]]:
        """The base of a title and the modifiers before it."""
        modifiers: list[PostModifier] = []
        base = title.removesuffix("候选人")
        if base != title:
            modifiers.append(PostModifier.CANDIDATE)
        if base.startswith("驻村"):
            base = base[2:]
        while base not in self.titles:
            word = next((m for m in self.longest_first if base.startswith(m)), None)
            if word is None:
                break
            if meaning := self.modifiers[word]:
                modifiers.append(PostModifier(meaning))
            base = base[len(word) :]
        if base.startswith("副") and base[1:] in self.titles:
            modifiers.append(PostModifier.DEPUTY)
            base = base[1:]
        if base not in self.titles:
            level = _DUTY_LEVEL.sub("", base)
            row = self.titles.get(level)
            base = level if row is not None and row.kind == "duty" else base
        return base, modifiers

    # --- the body of a post ----------------------------------------------------------------------------------------

    def _body(self, unit: Unit, title: str, base: str, context: BodiesInForce) -> Organization | None:
        row = self.titles.get(base)
        if unit.body is not None and unit.body.type is MentionType.ORGANIZATION:
            body = self.analysis.entities.organizations.get(unit.body.ref)
            if body is not None and row is not None and row.kind == "fused" and row.unit:
                return self._fused_in(body, row.unit)
            return self._of_body(body, base)
        if row is not None and row.kind == "duty":
            village = self.areas.before(unit.start, "村") if title.startswith("村级") else None
            return self._row(short_name(village), OrgType.OTHER, village) if village else None
        if base in DIPLOMATS:
            country = self.countries.mission(self.analysis.text, unit.post.start)
            return self._row(country, OrgType.OTHER, ()) if country else None
        area = self._area_of(unit.body) if unit.body is not None else None
        if area is not None:
            return self._of_area(area, base)
        if base in NATIONAL:
            return self._row(*NATIONAL[base], ())
        if base in HEADS:
            if UNKNOWN_AREA.search(self.analysis.text, max(0, unit.start - 4), unit.start):
                return None
            return self._government(HEADS[base], unit.start, context)
        if base == "主席" and self.analysis.text.endswith("自治区", 0, unit.start):
            return self._government("自治区", unit.start, context)
        if base in VILLAGE_TITLES and (village := self.areas.before(unit.start, "村")):
            return self._row(short_name(village), OrgType.COMMITTEE_RESIDENTS, village)
        if row is not None and row.kind == "fused" and row.unit:
            return self._fused(row.unit, context)
        if local := _LOCAL.search(self.analysis.text, max(0, unit.start - 2), unit.start):
            here = self.areas.before(unit.start, local[0])
            return self._row(short_name(here), OrgType.COMMITTEE_RESIDENTS, here) if here else None
        if base == "院士" or self._of_unknown(unit):
            return None
        return self._of_body(self._inherited(base, context, unit.start), base)

    def _of_unknown(self, unit: Unit) -> bool:
        """Whether the title goes on from words that are no body as far as is known: 空军某场站|站长."""
        text, start = self.analysis.text, unit.start
        if not _GLUED.match(text, start - 1) or _LEADS_TO_TITLE.search(text, max(0, start - 4), start):
            return False
        before = self.analysis.mentions_in(max(0, start - 8), start, MentionType.PERSON)
        return not any(m.end == start for m in before)

    def _of_body(self, body: Organization | None, base: str) -> Organization | None:
        """A title of a named body; a town or congress stands for its government or standing committee."""
        if body is None:
            return None
        if base in OF_TROOPS and (troops := TROOPS.match(body.name)):
            return self._row(troops[0], OrgType.OTHER, ())
        area = self._chain_of(body)
        if base in HEADS and not body.name.endswith(("政府", "行署")) and area and body.name == short_name(area):
            return self._row(short_name(area) + "人民政府", OrgType.GOVERNMENT, area)
        if base == "主任" and body.name.endswith("人大") and area and not area[-1].endswith(("镇", "乡", "街道")):
            return self._row(body.name + "常委会", OrgType.PEOPLES_CONGRESS, area)
        return body

    def _chain_of(self, body: Organization) -> Area:
        place = self.analysis.entities.places.get(body.area_id or "")
        return self.areas.of_place(place) if place is not None else self.bodies.areas.get(body.name, ())

    def _area_of(self, place: Candidate) -> Area | None:
        row = self.analysis.entities.places.get(place.ref)
        if row is not None:
            return self.areas.of_place(row)
        return self.areas.named(self.analysis.text[place.start : place.end], place.start)

    def _of_area(self, area: Area, base: str) -> Organization:
        """A title after the name of a place: 桂林市副市长, 石关村书记."""
        if base in HEADS or (base == "主席" and area[-1].endswith("自治区")):
            return self._row(short_name(area) + "人民政府", OrgType.GOVERNMENT, area)
        return self._row(short_name(area), OrgType.OTHER, area)

    def _government(self, word: str, position: int, context: BodiesInForce) -> Organization | None:
        area = self._context_area(word, context) or self.areas.deictic(word, position)
        if area is None:
            return None
        suffix = "行政公署" if word == "地区" else "人民政府"
        return self._row(short_name(area) + suffix, OrgType.GOVERNMENT, area)

    def _context_area(self, word: str, context: BodiesInForce) -> Area | None:
        """The area of that level in the bodies named before in the sentence."""
        for body in context.all_bodies():
            area = self._chain_of(body)
            for length in range(len(area), 0, -1):
                if ends_like(area[length - 1], word):
                    return area[:length]
        return None

    def _fused(self, unit: str, context: BodiesInForce) -> Organization | None:
        """统战部长: the unit of the committee or area in force."""
        if unit in NATIONAL_UNITS:
            return self._row(unit, OrgType.GOVERNMENT_DEPARTMENT, ())
        party = self._is_party_part(unit)
        for body in context.all_bodies():
            if body.type is OrgType.PARTY_COMMITTEE or (not party and self._chain_of(body)):
                return self._fused_in(body, unit)
        area = self.areas.region
        return self._row(short_name(area) + ("委" if party else "") + unit, OrgType.OTHER, area) if area else None

    def _fused_in(self, body: Organization, unit: str) -> Organization:
        """The unit inside a title, as part of a body: 县委 + 统战部长, 县 + 公安局长."""
        area = self._chain_of(body)
        if self._is_party_part(unit):
            return self._row(body.name + unit, OrgType.PARTY_DEPARTMENT, area)
        return self._row(short_name(area) + unit, OrgType.GOVERNMENT_DEPARTMENT, area)

    @staticmethod
    def _is_party_part(unit: str) -> bool:
        return unit.endswith("部") and unit not in ("武装部", "人武部", "外交部", "国防部", "财政部")

    def _inherited(self, base: str, context: BodiesInForce, position: int) -> Organization | None:
        """A second title without a body of its own: 党组书记、局长; 主席甲，副主席乙."""
        own = context.bodies[-1][1] if context.bodies else None
        if own is None or own.type in NO_STAFF:
            for earlier, body in context.all_titles():
                if earlier == base:
                    return body
        row = self.titles.get(base)
        ending = BODY_OF_TITLE.get(base, "")
        if ending and (named := self._last_with_ending(ending, position)):
            return named
        bodies = list(context.all_bodies())
        if base in PARTY_TITLES:
            bodies = [b for b in bodies if b.type in (OrgType.PARTY_COMMITTEE, OrgType.DISCIPLINE)] or bodies
        elif row is not None and row.kind == "rank":
            bodies = [b for b in bodies if b.type not in NO_STAFF] or bodies
        if bodies and base in HEADS_OF_UNITS and bodies[0].name.endswith("党委"):
            first, area = bodies[0], self._chain_of(bodies[0])
            if (name := first.name.removesuffix("党委")) != short_name(area):
                return self._row(name, OrgType.INSTITUTION, area)
        if not bodies and (base == "党组成员" or (row is not None and row.kind == "rank")):
            departments = (b for b in reversed(self.last_bodies) if b.type is OrgType.GOVERNMENT_DEPARTMENT)
            bodies = list(islice(departments, 1))
        if bodies and bodies[0].type in COMMITTEES and (ending or base in ITS_OWN):
            return None  # 局长 after 副市长 is of no government, 董事长 after 镇党委书记 of no committee
        return bodies[0] if bodies else None

    def _last_with_ending(self, ending: str, position: int) -> Organization | None:
        """The last body whose name ends as the title asks: 副局长 is of a 局; without titles, the only one."""
        found = next((b for b in reversed(self.last_bodies[-12:]) if b.name.endswith(ending)), None)
        if found is None and ending in ("厅", "局"):
            near = islice(self.analysis.entities.organizations.values(), _NEAR_NAMES)
            rows = [b for b in near if b.name.endswith(ending)]
            named = [b for b in rows if len(b.name) > 2 and self._named_before(b, position)]
            found = named[0] if len(named) == len(rows) == 1 else None
        return found

    def _named_before(self, body: Organization, position: int) -> bool:
        return self._first_mentions.get(body.id, position) < position

    @cached_property
    def _first_mentions(self) -> dict[str, int]:
        """Where each organisation is first named."""
        mentions = (m for m in reversed(self.analysis.mentions) if m.type is MentionType.ORGANIZATION)
        return {m.ref: m.start for m in mentions}

    def _row(self, name: str, kind: OrgType, area: Area) -> Organization:
        return self.bodies.row(name, kind, area, "document_context")


def _label(body: str, title: str) -> str:
    """The full form of a post; a title that repeats the end of the body's name says it once.

    >>> _label("浙江省民政厅", "副厅长"), _label("福建省泉州市公安局", "公安局长")
    ('浙江省民政厅副厅长', '福建省泉州市公安局长')
    """
    shared = next((n for n in range(len(title) - 1, 1, -1) if body.endswith(title[:n])), 0)
    return body + title[shared:]
