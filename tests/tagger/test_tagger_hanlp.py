"""A HanLP component trained here, saved, loaded from disk without network, and run through the pipeline."""
from __future__ import annotations

import json
import socket
import sys
from pathlib import Path

import pytest

import govner
from inline import LABELS, annotated_lines, parse

pytest.importorskip("hanlp", reason="needs the extra: pip install 'govner[hanlp]'")

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = Path(__file__).parent / "backend_sentences.txt"
LINE = "5月17日上午，青柳县民政局组织工作人员到河口镇走访，局长罗一鸣参加。"


@pytest.fixture(scope="module")
def component(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a component trained on a few sentences, each many times."""
    sys.path.insert(0, str(ROOT / "training"))
    try:
        import hanlp_component
    finally:
        sys.path.pop(0)
    directory = tmp_path_factory.mktemp("hanlp")
    articles = []
    for number, line in enumerate(annotated_lines(SENTENCES)):
        text, found = parse(line)
        mentions = [{"type": LABELS[letter].value, "start": a, "end": b} for letter, a, b, _ in found]
        article = {"id": str(number), "published": "", "region": "", "text": text, "mentions": mentions, "record": {}}
        articles += [article] * 4
    annotated = directory / "annotated.jsonl"
    annotated.write_text("\n".join(json.dumps(a, ensure_ascii=False) for a in articles), encoding="utf-8")
    hanlp_component.train(annotated, directory / "component", epochs=12)
    return directory / "component"


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.usefixtures("no_network")
def test_a_component_from_disk_finds_mentions(component: Path) -> None:
    from govner.lexicons import Lexicons
    from govner.recognition.backends import span_model
    from inline import analysis_of_text

    tagger = span_model(f"hanlp:{component}", Lexicons())
    analysis = analysis_of_text(parse(annotated_lines(SENTENCES)[0])[0])
    found, _ = tagger.read(analysis, [])
    assert {c.type.value for c in found} >= {"PERSON", "DATE"}
    assert all(c.attrs["backend"] == "hanlp" for c in found)


@pytest.mark.usefixtures("no_network")
def test_both_back_ends_give_records_of_one_shape(component: Path) -> None:
    own = govner.load().extract(LINE, id="x", published="2023-05-18")
    other = govner.load(tagger=f"hanlp:{component}").extract(LINE, id="x", published="2023-05-18")
    assert own.model_dump().keys() == other.model_dump().keys()
    assert [p.name for p in own.people] == [p.name for p in other.people] == ["罗一鸣"]
