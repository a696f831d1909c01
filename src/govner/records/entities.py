"""Who, where, when and in which words: the entities that mentions refer to."""
from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from govner.records.enums import (
    AdminLevel,
    MentionForm,
    MentionType,
    OrgType,
    PlaceKind,
    PostModifier,
    RankTier,
    SloganKind,
    Track,
)
from govner.records.spans import Base, Span


class Mention(Base):
    """One place in the text that names an entity.

    Attributes:
        span: where; nested mentions are allowed (河口街道 inside 河口街道智慧中心).
        ref: id of the entity in its table; `entity` follows it.
        with_party: a person named together with 一行, the people who travel with them.
        qualifier: 相关 / 有关 / 主要 beside a group.
        basis: why an inferred reading was taken.
        rule: the recogniser's rule that proposed it.
        score: that rule's confidence, 0 to 1.
    """

    id: str
    type: MentionType
    form: MentionForm = MentionForm.NAME
    span: Span
    ref: str
    with_party: bool = False
    qualifier: Span | None = None
    basis: str | None = None
    rule: str | None = None
    score: float = Field(default=1.0, ge=0, le=1)

    @classmethod
    def of(
        cls,
        id: str,
        type: MentionType,
        form: MentionForm,
        span: Span,
        ref: str,
        with_party: bool,
        basis: str | None,
        rule: str,
        score: float,
    ) -> Mention:
        """A mention from values that are known to fit; several times faster than validation."""
        values = {
            "id": id, "type": type, "form": form, "span": span, "ref": ref, "with_party": with_party,
            "qualifier": None, "basis": basis, "rule": rule, "score": round(score, 3),
        }  # fmt: skip
        return cls._made(values)

    @property
    def text(self) -> str:
        return self.span.text

    @property
    def entity(self) -> Base | None:
        row: Base | None = self._lookup(self.ref)
        return row


class Holding(Base):
    """This person in this post, as far as this document shows.

    `status`: incumbent 现任, former 原, acting 代理, nominated 拟任/候选, removed 免去. `evidence`: where it is said.
    """

    post_id: str = Field(alias="post")
    status: Literal["incumbent", "former", "acting", "nominated", "removed", "unknown"] = "incumbent"
    as_of: str | None = None
    start: str | None = None
    end: str | None = None
    evidence: list[Span] = []

    @property
    def post(self) -> Post | None:
        row: Post | None = self._lookup(self.post_id)
        return row


class Person(Base):
    """A person, one per name and document. `name` has no inner space and U+00B7 for the dot."""

    id: str
    name: str
    family_name: str | None = None
    given_name: str | None = None
    gender: Literal["male", "female"] | None = None
    ethnicity: str | None = None
    masked: bool = False
    holdings: list[Holding] = []

    @property
    def posts(self) -> list[Post]:
        """The posts held, in order of mention."""
        return [h.post for h in self.holdings if h.post is not None]


class Rank(Base):
    """级别: the tier of a post, 正职 or 副职, and how it is known."""

    tier: RankTier
    grade: Literal["正职", "副职"] | None = None
    basis: Literal["stated", "title_and_org_level", "lexicon", "unknown"] = "title_and_org_level"
    confidence: float = Field(default=1.0, ge=0, le=1)


class Post(Base):
    """职务: one per organisation, base title and modifiers; `label` is the full form 浙江省民政厅副厅长."""

    id: str
    label: str
    title: str
    base_title: str
    modifiers: list[PostModifier] = []
    organization_id: str | None = Field(default=None, alias="organization")
    organization_basis: str | None = None
    track: Track = Track.OTHER
    rank: Rank | None = None

    @property
    def organization(self) -> Organization | None:
        row: Organization | None = self._lookup(self.organization_id)
        return row


class Organization(Base):
    """A body: `name` in full (浙江省民政厅), `surface` the forms seen, `area` the place it serves.

    `parent_name`: the body it is part of or under (浙江省人民政府); `parent` refers to that body's row if the text
    names it. `parent_basis`: the parent's name is in the body's own (name), bodies of its kind have it (type), or a
    list of units says so (lexicon).
    """

    id: str
    name: str
    surface: list[str] = []
    type: OrgType = OrgType.OTHER
    level: AdminLevel = AdminLevel.NONE
    area_id: str | None = Field(default=None, alias="area")
    parent_id: str | None = Field(default=None, alias="parent")
    parent_name: str | None = None
    parent_basis: Literal["name", "type", "lexicon"] | None = None
    expansion_basis: Literal["exact", "document_context", "publisher", "lexicon", "unresolved"] | None = None

    @property
    def area(self) -> Place | None:
        row: Place | None = self._lookup(self.area_id)
        return row

    @property
    def parent(self) -> Organization | None:
        row: Organization | None = self._lookup(self.parent_id)
        return row


class PlaceCode(Base):
    system: Literal["GB/T 2260", "GB/T 10114", "NBS-12", "MCA"]
    value: str
    as_of: str | None = None


class Place(Base):
    """A version of a place: name, chain and code as they held at the document's date.

    `valid_to` is the first day on which they no longer hold; `candidates` says how many gazetteer entries carry the
    name nationwide; `resolved_by` how this one was chosen (lexicon: the user's terms.tsv gives the code).
    """

    id: str
    name: str
    full_name: str
    kind: PlaceKind
    level: AdminLevel = AdminLevel.NONE
    chain_ids: list[str] = Field(default=[], alias="chain")
    codes: list[PlaceCode] = []
    valid_from: date | None = None
    valid_to: date | None = None
    successor: list[str] = []
    note: str | None = None
    resolved_by: (
        Literal[
            "chain_in_text",
            "document_place",
            "publisher",
            "unique_in_gazetteer",
            "nearest_parent",
            "lexicon",
            "unresolved",
        ]
        | None
    ) = None
    candidates: int = 1

    @property
    def chain(self) -> list[Place]:
        """The areas above, from the province down to the direct parent."""
        return self._lookup_all(self.chain_ids)

    @property
    def code(self) -> str | None:
        """The first code, or None."""
        return self.codes[0].value if self.codes else None


class DateExpression(Base):
    """A calendar expression and its value.

    `value` is TIMEX3 (ISO-TimeML), `edtf` is ISO 8601-2; `start`/`end` are the earliest and latest ISO dates,
    inclusive; `anchor` names the date that completed the value and `basis` says how.
    """

    id: str
    span: Span | None = None
    timex_type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    edtf: str | None = None
    start: str | None = None
    end: str | None = None
    granularity: Literal[
        "year", "half", "quarter", "month", "part_of_month", "week", "day", "part_of_day", "hour", "minute", "vague"
    ]
    part_of_day: Literal["early_morning", "morning", "noon", "afternoon", "evening", "night"] | None = None
    mod: Literal["APPROX", "START", "MID", "END", "BEFORE", "AFTER"] | None = None
    calendar: Literal["gregorian", "chinese_lunar"] = "gregorian"
    anchor: str | None = None
    basis: Literal[
        "explicit",
        "year_from_publish_date",
        "relative_to_publish_date",
        "relative_to_previous",
        "lunar_table",
        "festival_table",
        "unresolved",
    ]


class GroupParticipant(Base):
    """A collective without names: 杭州市、下城区相关领导和有关部门负责人."""

    id: str
    span: Span
    organization_ids: list[str] = Field(default=[], alias="organizations")
    place_ids: list[str] = Field(default=[], alias="places")
    capacity: str | None = None
    qualifier: str | None = None

    @property
    def name(self) -> str:
        return self.span.text

    @property
    def organizations(self) -> list[Organization]:
        return self._lookup_all(self.organization_ids)

    @property
    def places(self) -> list[Place]:
        return self._lookup_all(self.place_ids)


class SloganItem(Base):
    """One member of a slogan: as short as it stands alone (厘清职能), and its whole clause.

    `span` is None when the member comes from the lexicon.
    """

    text: str
    span: Span | None = None
    clause: Span | None = None
    source: Literal["text", "lexicon"]


class Slogan(Base):
    """提法: a policy term, its head (“四能”) and the members it stands for.

    `direction`: where the members stand, seen from the head. `complete`: the number agrees with the members found.
    """

    id: str
    kind: SloganKind
    span: Span | None = None
    quoted: bool
    surface: str
    number: int | None = None
    number_text: str | None = None
    head: str | None = None
    frame: str | None = None
    items: list[SloganItem] = []
    direction: Literal["forward", "backward", "implicit", "lexicon", "none"] | None = None
    complete: bool | None = None
    lexicon_id: str | None = None
    canonical: str | None = None
    is_policy_term: bool = True
    used_in: list[str] = []
