"""Members of slogans in own sentences, and the rows of the record."""
from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

import govner
from govner.lexicons import Lexicons
from govner.recognition.selection import select
from govner.recognition.slogans import SloganRecogniser
from govner.recognition.slogans.heads import parse_head
from govner.records import MentionForm, MentionType, Slogan, SloganKind
from govner.resolution.slogans import SloganResolver
from govner.segmentation import Analysis, Candidate
from inline import analysis_of_text, annotated_lines, parse

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def recogniser() -> SloganRecogniser:
    return SloganRecogniser(Lexicons())


@pytest.fixture(scope="module")
def resolver() -> SloganResolver:
    return SloganResolver(Lexicons())


def with_mentions(text: str, *spans: tuple[int, int]) -> Analysis:
    """An analysis whose slogan mentions are given: the resolver works from anybody's mentions."""
    analysis = analysis_of_text(text)
    analysis.mentions = [Candidate(MentionType.SLOGAN, a, b, rule="test") for a, b in spans]
    return analysis


def rows(resolver: SloganResolver, annotated: str) -> list[Slogan]:
    text, marks = parse(annotated)
    analysis = with_mentions(text, *((a, b) for _, a, b, _ in marks))
    resolver(analysis)
    return list(analysis.entities.slogans.values())


@pytest.mark.parametrize("line", annotated_lines(HERE / "members.txt"))
def test_members_are_found(resolver: SloganResolver, line: str) -> None:
    annotated, expected = line.split("\t")
    slogan = rows(resolver, annotated)[0]
    assert [item.text for item in slogan.items] == expected.split("|")
    assert all(item.source == "text" and item.span is not None for item in slogan.items)


def test_members_point_into_the_text(resolver: SloganResolver) -> None:
    text = "一是深化“三能”建设,厘清职能,让社区轻装;数据赋能,少跑腿;培训提能,长本事。"
    analysis = with_mentions(text, (5, 7))
    resolver(analysis)
    (slogan,) = analysis.entities.slogans.values()
    assert [text[i.span.start : i.span.end] for i in slogan.items if i.span] == ["厘清职能", "数据赋能", "培训提能"]
    assert [text[i.clause.start : i.clause.end] for i in slogan.items if i.clause] == [
        "厘清职能,让社区轻装", "数据赋能,少跑腿", "培训提能,长本事",
    ]
    assert (slogan.number, slogan.number_text, slogan.head, slogan.frame) == (3, "三", "能", "建设")
    assert (slogan.direction, slogan.complete, slogan.quoted) == ("forward", True, True)


def test_direction_is_told(resolver: SloganResolver) -> None:
    assert rows(resolver, "健全自治、法治、德治“{S|三治融合}”体系。")[0].direction == "backward"
    assert rows(resolver, "增强“{S|四个意识}”。")[0].direction == "lexicon"
    assert rows(resolver, "擦亮“{S|苏溪味道}”品牌。")[0].direction == "none"


def test_lexicon_members_are_marked_as_such(resolver: SloganResolver) -> None:
    slogan = rows(resolver, "要增强“{S|四个意识}”，站稳立场。")[0]
    assert [i.text for i in slogan.items] == ["政治意识", "大局意识", "核心意识", "看齐意识"]
    assert {i.source for i in slogan.items} == {"lexicon"}
    assert slogan.complete
    assert slogan.lexicon_id


def test_lexicon_is_asked_with_the_frame_noun(resolver: SloganResolver) -> None:
    slogan = rows(resolver, "推动“{S|三社}”联动，发动居民参与。")[0]
    assert slogan.lexicon_id == "sanshe-liandong"
    assert [i.text for i in slogan.items] == ["社区", "社会组织", "社会工作专业人才"]


@pytest.mark.parametrize(
    ("annotated", "first", "last", "count"),
    [
        ("扎实做好“{S|六稳六保}”工作。", "稳就业", "保基层运转", 12),
        ("要增强“{S|四个意识、四个自信}”。", "政治意识", "文化自信", 8),
    ],
)
def test_joined_heads_have_the_members_of_their_parts(
    resolver: SloganResolver, annotated: str, first: str, last: str, count: int
) -> None:
    (slogan,) = rows(resolver, annotated)
    assert (slogan.items[0].text, slogan.items[-1].text, len(slogan.items)) == (first, last, count)
    assert (slogan.direction, slogan.complete) == ("lexicon", True)


def test_half_told_joined_head_is_completed(resolver: SloganResolver) -> None:
    (slogan,) = rows(resolver, "落实“{S|六稳六保}”，即稳就业、稳金融、稳外贸、稳外资、稳投资、稳预期。")
    assert [item.source for item in slogan.items] == ["text"] * 6 + ["lexicon"] * 6
    assert (slogan.direction, slogan.complete) == ("forward", True)


def test_joined_heads_with_an_unknown_part_have_none(resolver: SloganResolver) -> None:
    (slogan,) = rows(resolver, "推行“{S|六稳七攀}”做法。")
    assert slogan.items == []


def test_reused_abbreviation_takes_the_members_of_its_text(resolver: SloganResolver) -> None:
    slogan = rows(resolver, "村里的“{S|四史}”即村史、厂史、校史、家史，都进了展馆。")[0]
    assert [i.text for i in slogan.items] == ["村史", "厂史", "校史", "家史"]
    assert {i.source for i in slogan.items} == {"text"}


def test_one_row_for_each_head(resolver: SloganResolver) -> None:
    text = "推行“三包”机制。机制即包片、包村、包户。落实“三包”。"
    analysis = with_mentions(text, (3, 5), (24, 26))
    resolver(analysis)
    assert list(analysis.entities.slogans) == ["K1"]
    assert [m.ref for m in analysis.mentions] == ["K1", "K1"]


def test_implicit_list(resolver: SloganResolver) -> None:
    (slogan,) = rows(resolver, "要选出公道正派好支书、实干能干好主任、团结和睦好班子。")
    assert slogan.kind is SloganKind.IMPLICIT_LIST
    assert (slogan.surface, slogan.number, slogan.head, slogan.span) == ("三好", 3, "好", None)
    assert [i.text for i in slogan.items] == ["好支书", "好主任", "好班子"]
    assert slogan.items[1].clause is not None
    assert slogan.items[1].clause.text == "实干能干好主任"


def test_parallel_list(resolver: SloganResolver) -> None:
    (slogan,) = rows(resolver, "他肯定前期工作底数清、方向明、措施实，群众满意。")
    assert slogan.kind is SloganKind.PARALLEL_LIST
    assert slogan.span is not None
    assert slogan.span.text == "底数清、方向明、措施实"
    assert not slogan.is_policy_term


@pytest.mark.parametrize(
    "text",
    [
        "检查组看厨房、看库房、看冷柜，又问了价格。",
        "青石镇、白水镇、黄沙镇负责人参加。",
        "他买了苹果、鸭梨、葡萄。",
        "我省、我市、我区和全县各地都动员起来。",
        "你追我赶，我市、我县、我乡都有新项目。",
    ],
)
def test_plain_lists_are_no_slogans(resolver: SloganResolver, text: str) -> None:
    assert rows(resolver, text) == []


def test_scare_quote(recogniser: SloganRecogniser, resolver: SloganResolver) -> None:
    analysis = analysis_of_text("老屋成了游客眼里的“风景”，村民说起来直笑。")
    analysis.mentions = select(recogniser(analysis))
    resolver(analysis)
    assert [(s.surface, s.kind) for s in analysis.entities.slogans.values()] == [("风景", SloganKind.SCARE_QUOTE)]


def test_quoted_members_are_no_scare_quotes(recogniser: SloganRecogniser, resolver: SloganResolver) -> None:
    analysis = analysis_of_text("实施“兴工”“强农”“活旅”三大战略，街角添了“风景”。")
    analysis.mentions = select(recogniser(analysis))
    resolver(analysis)
    found = [(s.surface, s.kind) for s in analysis.entities.slogans.values()]
    assert found == [("三大战略", SloganKind.NUMERIC_ABBREVIATION), ("风景", SloganKind.SCARE_QUOTE)]
    assert [i.text for i in analysis.entities.slogans["K1"].items] == ["兴工", "强农", "活旅"]


@pytest.mark.parametrize(
    ("surface", "number", "number_text", "noun"),
    [
        ("四能", 4, "四", "能"),
        ("六方面实招", 6, "六方面", "实招"),
        ("三张清单", 3, "三张", "清单"),
        ("四个一", 4, "四个", "一"),
        ("五个一批", 5, "五个", "一批"),
        ("五社联动", 5, "五", "社"),
        ("1+3+X", 5, "1+3+X", None),
        ("重要窗口", None, None, None),
        ("一站式", None, None, None),
    ],
)
def test_parts_of_heads(surface: str, number: int | None, number_text: str | None, noun: str | None) -> None:
    head = parse_head(surface)
    assert (head.number, head.number_text, head.noun) == (number, number_text, noun)


def test_list_of_another_length_is_not_believed(resolver: SloganResolver) -> None:
    slogan = rows(resolver, "要落实“{S|五定}”要求，定人员、定时间、定措施。")[0]
    assert all(item.source == "lexicon" for item in slogan.items)


def test_adversarial_text_is_linear(recogniser: SloganRecogniser, resolver: SloganResolver) -> None:
    text = "“三个" * 2000 + "、" * 2000 + "一是" * 2000 + "”" * 2000 + "三项行动：" * 500
    analysis = analysis_of_text(text)
    analysis.mentions = select(recogniser(analysis))
    resolver(analysis)
    assert len(analysis.text) == len(text)


def test_quotation_marks_without_end_cost_little(recogniser: SloganRecogniser, resolver: SloganResolver) -> None:
    for unit in ("“", "”", "“”", "‘“", "“三"):
        analysis = analysis_of_text(unit * (200_000 // len(unit)))  # 600 KB
        begin = process_time()
        analysis.mentions = select(recogniser(analysis))
        resolver(analysis)
        assert process_time() - begin < 3


def test_event_words_in_members_are_no_events() -> None:
    lines = [line.split("\t") for line in annotated_lines(HERE / "hard_cases.txt")]
    texts = [parse(annotated)[0] for case, annotated, _ in lines if case in ("S23", "S24")]
    assert len(texts) == 2
    assert [govner.extract(text).events for text in texts] == [[], []]


@pytest.mark.parametrize("line", annotated_lines(HERE / "hard_cases.txt"))
def test_hard_case(recogniser: SloganRecogniser, resolver: SloganResolver, line: str) -> None:
    _, annotated, expected = line.split("\t")
    text, marks = parse(annotated)
    analysis = analysis_of_text(text)
    analysis.mentions = [c for c in select(recogniser(analysis)) if c.form is not MentionForm.NOMINAL]
    raw = [analysis.view.raw_range(m.start, m.end) for m in analysis.mentions]
    assert raw == [(start, end) for _, start, end, _ in marks]
    resolver(analysis)
    first = next(iter(analysis.entities.slogans.values()), None)
    found = [item.text for item in first.items if item.source == "text"] if first else []
    assert found == ([] if expected == "-" else expected.split("|"))
