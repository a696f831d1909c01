"""The record contract: references, names, JSON, spans that check themselves."""
from __future__ import annotations

import copy
import json
import pickle

import pytest
from pydantic import ValidationError

from govner.records import (
    DateExpression,
    Event,
    EventType,
    Holding,
    Mention,
    MentionType,
    Organization,
    OrgType,
    Participant,
    Person,
    Place,
    PlaceCode,
    PlaceKind,
    Post,
    Provenance,
    Record,
    Role,
    Span,
    SpeechAct,
    Statement,
    Table,
)

TEXT = "9月8日，副市长李文远到河口区调研。李文远说，要抓落实。"


def span(text: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(text, start + 1)
    return Span(start=start, end=start + len(text), text=text)


@pytest.fixture
def record() -> Record:
    return Record(
        id="a",
        sha256="0",
        length=len(TEXT),
        raw_text=TEXT,
        provenance=Provenance(generator="test"),
        mentions=[Mention(id="M1", type=MentionType.PERSON, span=span("李文远"), ref="P1")],
        people=Table([Person(id="P1", name="李文远", holdings=[Holding(post_id="T1")])]),
        posts=Table(
            [Post(id="T1", label="东营市人民政府副市长", title="副市长", base_title="市长", organization_id="O1")]
        ),
        organizations=Table([Organization(id="O1", name="东营市人民政府", type=OrgType.GOVERNMENT)]),
        places=Table(
            [
                Place(
                    id="L1",
                    name="河口区",
                    full_name="山东省东营市河口区",
                    kind=PlaceKind.COUNTY,
                    codes=[PlaceCode(system="GB/T 2260", value="370503")],
                )
            ]
        ),
        dates=Table(
            [
                DateExpression(
                    id="D1",
                    span=span("9月8日"),
                    timex_type="DATE",
                    value="2020-09-08",
                    start="2020-09-08",
                    granularity="day",
                    basis="year_from_publish_date",
                )
            ]
        ),
        events=[
            Event(
                id="E1",
                type=EventType.RESEARCH_VISIT,
                trigger=span("调研"),
                date_id="D1",
                place_ids=["L1"],
                participants=[Participant(entity_id="P1", role=Role.LEAD, post_id="T1")],
            )
        ],
        statements=[
            Statement(
                id="Q1",
                speaker_id="P1",
                act=SpeechAct.STATE,
                cue=span("说"),
                mode="indirect",
                content=span("要抓落实"),
                event_id="E1",
            )
        ],
    )


def test_references_are_followed(record: Record) -> None:
    event = record.events[0]
    assert event.participants[0].person is record.people["李文远"]
    assert event.participants[0].post is record.posts[0]
    assert event.date is not None
    assert event.date.start == "2020-09-08"
    assert event.places[0].code == "370503"
    assert record.people["李文远"].posts[0].organization is record.organizations["东营市人民政府"]
    assert record.statements[0].text == "要抓落实"
    assert record.statements[0].speaker is record.people[0]
    assert record.statements[0].event is event
    assert record.mentions[0].entity is record.people[0]
    assert record.mentions_of(record.people[0]) == record.mentions


def test_json_has_the_contract_s_names_and_comes_back_equal(record: Record) -> None:
    text = record.to_json()
    data = json.loads(text)
    assert data["events"][0]["date"] == "D1"
    assert data["events"][0]["participants"][0]["entity"] == "P1"
    assert data["people"][0]["holdings"][0]["post"] == "T1"
    assert data["statements"][0]["speaker"] == "P1"
    again = Record.from_json(text)
    assert again.to_json() == text
    assert again.events[0].participants[0].person is again.people["李文远"]


def test_pickled_and_copied_records_stay_linked(record: Record) -> None:
    for again in (pickle.loads(pickle.dumps(record)), copy.deepcopy(record)):
        assert again == record
        assert again.events[0].participants[0].person is again.people[0]


def test_unknown_name_says_what_there_is(record: Record) -> None:
    with pytest.raises(KeyError, match="李文远"):
        record.people["王某"]
    assert record.people.get("王某") is None


def test_a_span_checks_itself_against_the_text(record: Record) -> None:
    with pytest.raises(ValidationError, match="does not fit its text"):
        Span(start=0, end=3, text="9月")
    data = json.loads(record.to_json())
    data["mentions"][0]["span"] = {"start": 0, "end": 3, "text": "李文远"}
    with pytest.raises(ValidationError, match="9月8"):
        Record.model_validate(data)


def test_unknown_fields_are_errors(record: Record) -> None:
    data = json.loads(record.to_json())
    data["events"][0]["when"] = "D1"
    with pytest.raises(ValidationError, match="when"):
        Record.model_validate(data)


def test_schema_names_what_json_has(record: Record) -> None:
    schema = Record.model_json_schema(mode="serialization")
    assert set(json.loads(record.to_json())) == set(schema["properties"])
    assert "date" in schema["$defs"]["Event"]["properties"]


def test_frames(record: Record) -> None:
    pytest.importorskip("pandas")
    events = record.to_frame("events")
    assert list(events["lead"]) == ["李文远"]
    assert list(events["places"]) == ["山东省东营市河口区"]
    assert list(record.to_frame("participants")["post"]) == ["东营市人民政府副市长"]
    for table in ("mentions", "people", "posts", "organizations", "places", "dates", "statements"):
        assert len(record.to_frame(table)) == 1, table
    assert len(record.to_frame("slogans")) == 0
    with pytest.raises(ValueError, match="participants"):
        record.to_frame("persons")
