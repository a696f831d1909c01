"""The record contract: pydantic models of everything that govner returns.

`Record` is the root. Offsets are Unicode code points, half open, into `Record.raw_text`. Ids are local to a document,
stable for the same input: a letter for the table and a running number in order of first mention (P person, T post,
O organisation, L place, D date, K slogan, G group, E event, Q statement, M mention, B block, S sentence).
"""
from __future__ import annotations

from govner.records.document import Block, DocumentMetadata, Provenance, Record, Sentence
from govner.records.entities import (
    DateExpression,
    GroupParticipant,
    Holding,
    Mention,
    Organization,
    Person,
    Place,
    PlaceCode,
    Post,
    Rank,
    Slogan,
    SloganItem,
)
from govner.records.enums import (
    AdminLevel,
    BlockKind,
    EventType,
    MentionForm,
    MentionType,
    OrgType,
    PlaceKind,
    PostModifier,
    RankTier,
    Role,
    SloganKind,
    SpeechAct,
    Track,
)
from govner.records.events import Event, Participant, Statement, StatementPoint, VisitStop
from govner.records.spans import Base, Span, Table

__all__ = [
    "AdminLevel", "Base", "Block", "BlockKind", "DateExpression", "DocumentMetadata", "Event", "EventType",
    "GroupParticipant", "Holding", "Mention", "MentionForm", "MentionType", "OrgType", "Organization", "Participant",
    "Person", "Place", "PlaceCode", "PlaceKind", "Post", "PostModifier", "Provenance", "Rank", "RankTier", "Record",
    "Role", "Sentence", "Slogan", "SloganItem", "SloganKind", "Span", "SpeechAct", "Statement", "StatementPoint",
    "Table", "Track", "VisitStop",
]
