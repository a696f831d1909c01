"""What a statement is linked to, and how the composer behaves on any text."""
from __future__ import annotations

import re
import time
from random import Random

import pytest
from test_statement_cases import analysis_of

from govner.composition.statement_points import find_points
from govner.composition.statements import StatementComposer
from govner.lexicons import Lexicons
from govner.records import Event, EventType, MentionForm, MentionType, Participant, Role
from govner.segmentation import Analysis
from inline import analysis_of_text


@pytest.fixture(scope="module")
def composer() -> StatementComposer:
    return StatementComposer(Lexicons())


def event(analysis: Analysis, identity: str, kind: EventType, trigger: str, who: tuple[str, ...] = ()) -> Event:
    start = analysis.text.index(trigger)
    participants = [Participant(entity_id=p, role=Role.LEAD) for p in who]
    span = analysis.view.span(start, start + len(trigger))
    return Event(id=identity, type=kind, trigger=span, participants=participants)


def test_sentences_are_numbered_as_in_the_record(composer: StatementComposer) -> None:
    analysis = analysis_of("{P|林岚}到云溪村调研。{P|林岚}指出，要抓早。各村要抓小。{P|石磊}参加。")
    composer(analysis)
    assert [s.sentences for s in analysis.statements] == [["S2", "S3"]]


def test_pronouns_become_mentions_of_the_speaker(composer: StatementComposer) -> None:
    analysis = analysis_of("{P|林岚}主持会议。她指出，要算好长远账。")
    composer(analysis)
    (pronoun,) = [m for m in analysis.mentions if m.form is MentionForm.PRONOUN]
    assert (pronoun.type, pronoun.ref, analysis.text[pronoun.start : pronoun.end]) == (MentionType.PERSON, "P1", "她")
    assert analysis.mentions == sorted(analysis.mentions, key=lambda m: (m.start, -m.end))
    (statement,) = analysis.statements
    assert statement.speaker_mention is not None
    assert statement.speaker_mention.text == "她"


def test_an_omitted_subject_has_a_mention_only_in_the_same_sentence(composer: StatementComposer) -> None:
    analysis = analysis_of("{P|林岚}指出，要抓早。强调，要抓小。")
    composer(analysis)
    assert [s.speaker_id for s in analysis.statements] == ["P1", "P1"]
    assert [s.speaker_mention is None for s in analysis.statements] == [False, True]
    analysis = analysis_of("{P|林岚}走进车间，要求企业停产整改。")
    composer(analysis)
    (statement,) = analysis.statements
    assert statement.speaker_mention is not None
    assert statement.speaker_mention.text == "林岚"


def test_the_meeting_speaks_as_an_event(composer: StatementComposer) -> None:
    analysis = analysis_of("{P|林岚}主持召开防汛工作会议。会议指出，要守住堤防。")
    analysis.events = [event(analysis, "E1", EventType.MEETING, "防汛工作会议")]
    composer(analysis)
    assert [(s.speaker_id, s.event_id) for s in analysis.statements] == [("E1", "E1")]
    assert not analysis.entities.groups


def test_without_an_event_the_meeting_is_one_group(composer: StatementComposer) -> None:
    analysis = analysis_of("会议指出，要守住堤防。会议要求，各村要巡查。")
    composer(analysis)
    assert [s.speaker_id for s in analysis.statements] == ["G1", "G1"]
    assert [g.name for g in analysis.entities.groups.values()] == ["会议"]


def test_a_statement_belongs_to_the_event_of_its_paragraph_or_its_speaker(composer: StatementComposer) -> None:
    analysis = analysis_of(
        "{P|林岚}到云溪村专题调研。\n座谈会上，{P|石磊}说，水窖修好了。\n{P|林岚}强调，要管好用好。"
    )
    visit = event(analysis, "E1", EventType.RESEARCH_VISIT, "专题调研", ("P1",))
    talk = event(analysis, "E2", EventType.SYMPOSIUM, "座谈会")
    analysis.events = [visit, talk]
    composer(analysis)
    assert [s.event_id for s in analysis.statements] == ["E2", "E1"]


def test_slogans_used_are_listed_both_ways(composer: StatementComposer) -> None:
    analysis = analysis_of("{P|林岚}强调，要深化“{S|三能}”建设，用好“{S|五长}”。{P|石磊}谈了“{S|两难}”。")
    composer(analysis)
    assert [s.slogan_ids for s in analysis.statements] == [["K1", "K2"]]
    assert [k.used_in for k in analysis.entities.slogans.values()] == [["Q1"], ["Q1"], []]


def test_points_have_markers_spans_and_parts() -> None:
    text = "要抓好两件事。一是抓早，早谋划；抓小，防未然。二是抓实。"
    first, second = find_points(text, 0, len(text) - 1)
    assert text[slice(*first.marker)] == "一是"
    assert text[slice(*first.span)] == "抓早，早谋划；抓小，防未然"
    assert [text[a:b] for a, b in first.sub] == ["抓早，早谋划", "抓小，防未然"]
    assert (second.ordinal, text[slice(*second.span)], second.sub) == (2, "抓实", [])


def test_a_closing_sentence_is_no_part_of_points_of_one_sentence() -> None:
    text = "一要看住人，二要守住料，三要管住房。各村再过一遍筛子"
    assert [text[slice(*p.span)] for p in find_points(text, 0, len(text))] == ["看住人", "守住料", "管住房"]


def test_titles_say_nothing(composer: StatementComposer) -> None:
    analysis = analysis_of_text("县委书记在调研时强调\n把好事办好 把实事办实\n")
    composer(analysis)
    assert analysis.statements == []


REPEATED = [
    "要求", "强调要", "再次普遍地一一", "座谈会上", "“好。”他说。",
    "提出三点要求：", "对好给予肯定", "一是好；", "强调，要\n",
]


@pytest.mark.parametrize("unit", REPEATED)
def test_no_text_takes_long(composer: StatementComposer, unit: str) -> None:
    analysis = analysis_of_text(unit * (30_000 // len(unit)))
    started = time.process_time()
    composer(analysis)
    # Far above what linear work needs (0.1 to 1 s), far below what quadratic work would.
    assert time.process_time() - started < 6


def test_the_same_text_gives_the_same_statements(composer: StatementComposer) -> None:
    text = "{P|林岚}指出，要抓早。她要求，各村要抓小。“好。”{P|石磊}说。"
    first, second = analysis_of(text), analysis_of(text)
    composer(first)
    composer(second)
    assert first.statements == second.statements


PIECES = re.split(
    " ",
    "{P|林岚} {P|石磊} {T|县长} 他 会议 强调 指出 说 要求 希望 告诉 ， 。 ： “ ” ！ ； （一） 一是 二是 "
    "提出三点要求 对 给予充分肯定 就工作 进行汇报 "
    "要 抓早 老人 《意见》 当场请 、 和 . 记者 在 时 充分肯定 作了发言 汇报了投资情况 决定 村民",
)


def test_no_wording_breaks_the_composer(composer: StatementComposer) -> None:
    random = Random(7)
    for _ in range(1500):
        text = "".join(random.choice([*PIECES, "\n"]) for _ in range(random.randint(0, 30)))
        analysis = analysis_of(text)
        composer(analysis)
        assert [s.id for s in analysis.statements] == [f"Q{n}" for n in range(1, len(analysis.statements) + 1)]
