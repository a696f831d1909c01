"""The closed vocabularies of a record. Values are fixed by the contract; members may be added, never renamed."""
from __future__ import annotations

from enum import Enum


class BlockKind(str, Enum):
    NAVIGATION = "navigation"
    COLUMN = "column"
    TITLE = "title"
    SUBTITLE = "subtitle"
    METADATA = "metadata"
    BYLINE = "byline"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    LIST = "list"
    WIDGET = "widget"
    FOOTER = "footer"
    SITE_LINKS = "site_links"
    NOISE = "noise"


class MentionType(str, Enum):
    PERSON = "PERSON"
    POST = "POST"
    ORGANIZATION = "ORGANIZATION"
    PLACE = "PLACE"
    DATE = "DATE"
    SLOGAN = "SLOGAN"
    GROUP = "GROUP"
    EVENT = "EVENT"


class MentionForm(str, Enum):
    NAME = "name"
    ABBREVIATION = "abbreviation"
    SURNAME_TITLE = "surname_title"
    GIVEN_TITLE = "given_title"
    PRONOUN = "pronoun"
    DEICTIC = "deictic"
    NOMINAL = "nominal"
    ZERO = "zero"


class Track(str, Enum):
    PARTY = "party"
    GOVERNMENT = "government"
    CONGRESS = "congress"
    CPPCC = "cppcc"
    DISCIPLINE = "discipline"
    JUDICIARY = "judiciary"
    PROCURATORATE = "procuratorate"
    MILITARY = "military"
    MASS = "mass_organization"
    ENTERPRISE = "enterprise"
    INSTITUTION = "institution"
    COMMUNITY = "community"
    OTHER = "other"


class RankTier(str, Enum):
    NATIONAL = "国家级"
    PROVINCIAL_MINISTERIAL = "省部级"
    DEPARTMENT_BUREAU = "厅局级"
    COUNTY_DIVISION = "县处级"
    TOWNSHIP_SECTION = "乡科级"
    NONE = "无级别"


class PostModifier(str, Enum):
    DEPUTY = "副"
    EXECUTIVE = "常务"
    ACTING = "代"
    FORMER = "原"
    PROPOSED = "拟任"
    CANDIDATE = "候选"
    ASSISTANT = "助理"
    CONCURRENT = "兼"
    FIRST = "第一"
    PRESIDING = "主持工作"
    HONORARY = "名誉"
    LEVEL_TREATMENT = "享受…待遇"


class OrgType(str, Enum):
    PARTY_COMMITTEE = "party_committee"
    PARTY_DEPARTMENT = "party_department"
    GOVERNMENT = "government"
    GOVERNMENT_DEPARTMENT = "government_department"
    GOVERNMENT_OFFICE = "government_office"
    SUBDISTRICT_OFFICE = "subdistrict_office"
    PEOPLES_CONGRESS = "peoples_congress"
    CPPCC = "cppcc"
    DISCIPLINE = "discipline"
    COURT = "court"
    PROCURATORATE = "procuratorate"
    LEADING_GROUP = "leading_group"
    MASS = "mass_organization"
    COMMITTEE_RESIDENTS = "residents_committee"
    ZONE_ADMIN = "zone_administration"
    INSTITUTION = "institution"
    ENTERPRISE = "enterprise"
    SOCIAL = "social_organization"
    OTHER = "other"


class AdminLevel(str, Enum):
    NATIONAL = "national"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    COMMUNITY = "community"
    NONE = "none"


class PlaceKind(str, Enum):
    COUNTRY = "country"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    COMMUNITY = "community"
    FUNCTIONAL_ZONE = "functional_zone"
    ROAD = "road"
    ADDRESS = "address"
    VENUE = "venue"
    NATURAL = "natural"
    REGION = "region"
    OTHER = "other"


class SloganKind(str, Enum):
    NUMERIC_ABBREVIATION = "numeric_abbreviation"
    NUMERIC_FORMULA = "numeric_formula"
    QUOTED_TERM = "quoted_term"
    NAMED_CAMPAIGN = "named_campaign"
    IMPLICIT_LIST = "implicit_list"
    PARALLEL_LIST = "parallel_list"
    SCARE_QUOTE = "scare_quote"


class EventType(str, Enum):
    RESEARCH_VISIT = "research_visit"
    SITE_STOP = "site_stop"
    STUDY_TOUR = "study_tour"
    INSPECTION = "inspection"
    CONDOLENCE = "condolence"
    MEETING = "meeting"
    SYMPOSIUM = "symposium"
    VIDEO_CONFERENCE = "video_conference"
    RECEPTION = "reception"
    SPEECH = "speech"
    TRAINING_STUDY = "training_study"
    APPOINTMENT = "appointment"
    SIGNING = "signing"
    CEREMONY = "ceremony"
    POLICY_RELEASE = "policy_release"
    PRESS_CONFERENCE = "press_conference"
    LETTER = "letter"
    AWARD = "award"
    CAMPAIGN_ACTIVITY = "campaign_activity"
    DISPATCH = "dispatch"
    LEGISLATIVE = "legislative"
    OTHER = "other"


class Role(str, Enum):
    LEAD = "lead"
    HOST = "host"
    GUEST = "guest"
    PRESIDER = "presider"
    SPEAKER = "speaker"
    REPORTER = "reporter"
    DISCUSSANT = "discussant"
    INSTRUCTOR = "instructor"
    RESPONDER = "responder"
    ACCOMPANYING = "accompanying"
    PARTICIPANT = "participant"
    ATTENDEE = "attendee"
    OBSERVER = "observer"
    ORGANIZER = "organizer"
    DELEGATOR = "delegator"
    SIGNATORY = "signatory"
    UNVEILER = "unveiler"
    APPOINTEE = "appointee"
    APPOINTER = "appointer"
    RECIPIENT = "recipient"
    VISITED = "visited"
    INSPECTED = "inspected"
    ISSUER = "issuer"


class SpeechAct(str, Enum):
    POINT_OUT = "point_out"
    EMPHASIZE = "emphasize"
    REQUIRE = "require"
    RESPOND = "respond"
    AFFIRM = "affirm"
    REPORT = "report"
    DISCUSS = "discuss"
    STATE = "state"
    HOPE = "hope"
    CONVEY = "convey"
    DECIDE = "decide"
    THANK = "thank"
    ANNOUNCE = "announce"
    CRITICIZE = "criticize"
