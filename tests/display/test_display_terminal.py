"""The terminal view, `record.display()`, `record.explain()`, `govner show`, displaCy."""
from __future__ import annotations

import io
import pickle
from itertools import pairwise
from pathlib import Path

import pytest
from rich.console import Console
from spacy import displacy
from typer.testing import CliRunner

import govner
from govner.cli import app
from govner.display import to_displacy, to_html, to_terminal
from govner.errors import InputError
from govner.records import Organization, Record

TEXT = "9月8日下午，副市长温如海到河口区调研，强调要抓好“三送”服务，送医到家、送学到村、送餐到户。"
runner = CliRunner()


@pytest.fixture(scope="module")
def record() -> Record:
    return govner.extract(TEXT, published="2020-09-08", region="山东省东营市", id="a")


def printed(record: Record, width: int = 100) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, force_terminal=True, highlight=False).print(to_terminal(record))
    return stream.getvalue()


def test_the_terminal_view_tells_text_events_and_slogans(record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    record.display()
    shown = capsys.readouterr().out
    for part in ("温如海", "调研 research_visit", "带队 lead", "370503", "送学到村"):
        assert part in shown


def test_no_control_character_of_an_article_reaches_the_terminal() -> None:
    record = govner.extract("9月8日，县长李\x1b[2J\x1b]0;x\x07文\u202e远到河口区调研。", published="2020-09-08")
    shown = printed(record)
    assert "\x1b[2J" not in shown
    assert not set("\x07\u202e") & set(shown)


def test_explain_names_rule_losers_and_entity(record: Record) -> None:
    text = record.explain("河口区")
    assert text.splitlines()[0].startswith("PLACE 河口区 (14-17) M")
    assert "found by: places." in text
    assert "code: 370503" in text


def test_explain_shows_what_lost() -> None:
    nlp = govner.load(lexicons=[{"terms": [{"text": "河口", "type": "PERSON"}]}])
    text = nlp.extract(TEXT, published="2020-09-08").explain("河口")
    assert "found by: terms.user" in text
    assert "lost: PLACE 河口区 (14-17) by places." in text


def test_explain_without_the_pipeline_says_so(record: Record) -> None:
    for other in (Record.from_json(record.to_json()), pickle.loads(pickle.dumps(record))):
        assert other.proposals() is None
        assert "not kept in JSON" in other.explain("温如海")


def test_explain_lists_the_mentions_there_are(record: Record) -> None:
    with pytest.raises(InputError, match="温如海"):
        record.explain("无此人")


def test_winning_proposals_are_the_mentions(record: Record) -> None:
    won = [(p.type, p.span, p.rule) for p in record.proposals() or [] if p.won]
    assert won == [(m.type, m.span, m.rule) for m in record.mentions]


def test_show_in_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    result = runner.invoke(app, ["show", str(path), "--published", "2020-09-08"])
    assert result.exit_code == 0, result.output
    assert "带队 lead" in result.stdout
    result = runner.invoke(app, ["show", str(path), "--explain", "温如海"])
    assert "PERSON 温如海" in result.stdout


def test_show_as_html_of_articles_and_of_records(tmp_path: Path, record: Record) -> None:
    records, page = tmp_path / "r.jsonl", tmp_path / "out.html"
    records.write_text(record.to_json() + "\n" + record.to_json() + "\n", encoding="utf-8")
    result = runner.invoke(app, ["show", str(records), "--html", str(page)])
    assert result.exit_code == 0, result.output
    html = page.read_text(encoding="utf-8")
    assert html.count('<article class="govner">') == 2
    assert html.count("<style>") == 1


def test_show_explains_bad_input(tmp_path: Path) -> None:
    damaged = tmp_path / "r.jsonl"
    damaged.write_text('{"schema_version": "0.1", "id": 3}\n', encoding="utf-8")
    result = runner.invoke(app, ["show", str(damaged)])
    assert isinstance(result.exception, InputError)
    assert "r.jsonl" in str(result.exception)
    assert runner.invoke(app, ["show", str(tmp_path / "none.txt")]).exit_code == 1


def test_displacy_draws_both_styles(record: Record) -> None:
    for style in ("ent", "span"):
        data = to_displacy(record, style=style)  # type: ignore[arg-type]
        html = displacy.render(data, style=style, manual=True, jupyter=False)
        assert "PERSON" in html
        assert "370503" in html
    ents = to_displacy(record)["ents"]
    assert all(a["end"] <= b["start"] for a, b in pairwise(ents))
    spans = to_displacy(record, style="span")
    for span in spans["spans"]:
        assert "".join(spans["tokens"][span["start_token"] : span["end_token"]]) == TEXT[span["start"] : span["end"]]


def test_displacy_gets_no_mark_up_through_the_title() -> None:
    record = govner.extract("<script>alert(1)</script>\n9月8日，县长温如海到河口区\u202e调研。", published="2020-09-08")
    record.metadata.title = '<script>alert(1)</script>"\u202e'
    html = displacy.render(to_displacy(record), style="ent", manual=True, jupyter=False)
    assert "<script" not in html
    assert "\u202e" not in html


def test_an_event_may_take_place_at_a_body() -> None:
    record = govner.extract(TEXT, published="2020-09-08", region="山东省东营市", id="a")
    record.organizations.append(Organization(id="O99", name="河口区行政审批局"))
    record.events[0].place_ids.append("O99")
    linked = Record.from_json(record.to_json())
    assert "河口区 (370503)、河口区行政审批局" in printed(linked)
    assert "河口区 (370503)、河口区行政审批局" in to_html(linked)
