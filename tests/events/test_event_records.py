from __future__ import annotations

import json
import lzma
from pathlib import Path

import event_lines
import pytest

import govner
from govner.records import EventType, MentionType, Post, Record, Role

SAMPLES = {"peoples_daily_2025": 5, "xwlb_2012_2026": 5, "headlines_2026": 20}


@pytest.fixture(scope="module")
def records(shared: Path) -> list[Record]:
    nlp = govner.load()
    found = []
    for name, count in SAMPLES.items():
        with lzma.open(shared / "corpus" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as stream:
            for _, line in zip(range(count), stream, strict=False):
                row = json.loads(line)
                found.append(nlp.extract(f"{row['title']}\n{row['text']}", published=row["date"]))
    return found


def test_references_resolve(records: list[Record]) -> None:
    for record in records:
        for event in record.events:
            ids = [*event.place_ids, event.date_id, event.venue_id, event.parent_id]
            ids += [i for p in event.participants for i in (p.entity_id, p.post_id)]
            ids += [i for s in event.stops for i in (*s.place_ids, s.date_id)]
            assert all(record.by_id(i) is not None for i in ids if i is not None)


def test_nobody_has_a_role_twice(records: list[Record]) -> None:
    for record in records:
        for event in record.events:
            held = [(p.entity_id, p.role) for p in event.participants]
            assert len(held) == len(set(held))


def test_stops_are_children_of_visits(records: list[Record]) -> None:
    for record in records:
        parents = {e.id: e for e in record.events}
        for event in record.events:
            if event.type is EventType.SITE_STOP:
                assert event.parent_id is not None
                assert parents[event.parent_id].stops
            assert [s.order for s in event.stops] == list(range(1, len(event.stops) + 1))


def test_spans_are_spans_of_the_text(records: list[Record]) -> None:
    for record in records:
        for event in record.events:
            spans = [event.trigger, event.title_mention, *event.topics, *event.evidence, *(s.span for s in event.stops)]
            spans += [s for p in event.participants for s in (p.cue, p.topic)]
            assert all(record.raw_text[s.start : s.end] == s.text for s in spans if s is not None)


def test_events_stand_in_text_order(records: list[Record]) -> None:
    for record in records:
        starts = [e.trigger.start for e in record.events if e.type is not EventType.SITE_STOP]
        assert starts == sorted(starts)


def test_some_events_are_found(records: list[Record]) -> None:
    assert sum(bool(r.events) for r in records) > len(records) / 2


def test_a_visit_in_full() -> None:
    analysis = event_lines.analysed(
        "{D|9月8日下午}，{P|王立}{T|副省长}一行到{L|东江市}{L|江北区}开展社区治理工作专题调研。"
        "{O|省民政厅}{T|副厅长}{P|江渔}，{L|东江市}、{L|江北区}相关领导和有关部门负责人参加调研。¶"
        "{P|王立}一行先后到{L|青石街道}{L|灯芯社区}和{L|白石街道}，并在{L|白石街道智慧中心}进行座谈，"
        "{O|江北区委}{T|书记}{P|柳影}就社区组织换届情况进行汇报，"
        "{O|东江市民政局}、{O|江北区委组织部}负责人作交流发言。¶"
        "座谈会上，{P|江渔}{T|副厅长}对社区减负工作做了回应。"
    )
    visit, first, second, symposium = analysis.events
    assert (visit.type, visit.trigger.text) == (EventType.RESEARCH_VISIT, "专题调研")
    assert [t.text for t in visit.topics] == ["社区治理工作"]
    assert [s.span.text for s in visit.stops] == ["青石街道灯芯社区", "白石街道"]
    assert [p.cue.text for p in visit.participants if p.cue] == ["一行", "参加调研", "参加调研"]
    assert (first.type, first.trigger.text, first.parent_id) == (EventType.SITE_STOP, "到", visit.id)
    assert second.place_ids == visit.stops[1].place_ids
    assert symposium.parent_id == visit.id
    assert symposium.date_id == visit.date_id
    assert [p.role for p in symposium.participants][:2] == [Role.LEAD, Role.REPORTER]
    reporter = symposium.in_role("reporter")[0]
    assert reporter.topic is not None
    assert reporter.topic.text == "社区组织换届情况"
    mention = next(m for m in analysis.mentions if m.ref == symposium.id)
    assert analysis.text[mention.start : mention.end] == "座谈会"


def test_groups_have_their_organisations() -> None:
    analysis = event_lines.analysed("{O|县水利局}、{O|县林业局}有关负责人陪同。市县有关部门负责人参加。")
    listed, nominal = analysis.entities.groups.values()
    assert (listed.capacity, listed.qualifier, len(listed.organization_ids)) == ("负责人", "有关", 2)
    assert (nominal.name, nominal.organization_ids) == ("市县有关部门负责人", [])


def test_an_event_explains_itself() -> None:
    text = "9月8日，副市长顾晓棠到云上镇调研。王开泰陪同调研。会议没有召开。"
    record = govner.load().extract(text, published="2023-09-09")
    (visit,) = (e for e in record.events if e.type is EventType.RESEARCH_VISIT)
    assert visit.pattern == "{date}，副市长{lead}到{place}调研。"
    lines = visit.explain().splitlines()
    assert lines[0].startswith("E1 research_visit, occurred, confidence 0.95: named by 调研")
    assert "  pattern: {date}，副市长{lead}到{place}调研。" in lines
    assert any(line.startswith("  accompanying 王开泰: by 陪同调研") for line in lines)
    assert lines[-2:] == ["  told in: 9月8日，副市长顾晓棠到云上镇调研。", "  told in: 王开泰陪同调研。"]


def test_triggers_that_name_no_event_are_kept_with_the_reason() -> None:
    text = "县长顾晓棠到云上镇调研。他没有参加座谈会。巡查制度不断完善。各镇要召开例会。"
    proposals = govner.load().extract(text).proposals()
    assert proposals is not None
    reasons = {p.span.text: p.rule for p in proposals if p.type is MentionType.EVENT and not p.won}
    assert reasons["座谈会"] == "events.negated"
    assert reasons["例会"] == "events.urged"


def test_a_list_of_appointments_has_the_day_it_was_passed() -> None:
    text = (
        "云岭市人大常委会任命名单\n\n2021年3月6日云岭市第九届人大常委会第四次会议通过\n\n"
        "任命钟离岸为云岭市水利局局长。\n\n免去夏侯川的云岭市水利局局长职务。"
    )
    record = govner.load().extract(text, published="2021-03-09")
    found = [(e.trigger.text, e.date and e.date.value) for e in record.events]
    assert found == [("任命", "2021-03-06"), ("免去", "2021-03-06")]


def test_who_presides_is_not_appointed() -> None:
    text = "3月2日，云岭市人大常委会举行会议，任命钟离岸为云岭市副市长，市人大常委会主任夏侯川主持会议。"
    record = govner.load().extract(text, published="2021-03-09")
    (appointment,) = (e for e in record.events if e.type is EventType.APPOINTMENT)
    (appointee,) = appointment.in_role("appointee")
    post = record.by_id(appointee.post_id or "")
    assert appointee.entity.name == "钟离岸"
    assert isinstance(post, Post)
    assert post.title == "副市长"


def test_a_visitor_acts_for_a_body() -> None:
    text = "3月2日，县长钟离岸代表县委、县政府慰问环卫工人。"
    record = govner.load().extract(text, published="2021-03-09", region="浙江省杭州市淳安县")
    body = record.events[0].participants[0].on_behalf_of
    assert [m.span.text for m in record.mentions if m.ref == body] == ["县委"]
