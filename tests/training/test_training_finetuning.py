"""`govner train`: what it refuses, and a tiny fine-tuning for real where torch is installed."""
from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import govner
from govner.cli import app
from govner.errors import InputError, ModelError
from govner.evaluation.inline import read_annotated
from govner.recognition.tagger.network import Network
from govner.resources import models_dir
from govner.training import Settings, fine_tune

ARTICLES = Path(__file__).parent / "articles.txt"
SENTENCES = ["县委书记蓝水生到大柘镇调研。", "3月4日，省民政厅副厅长江平参加“千万工程”座谈会，县农业农村局汇报。"]


def quiet(_: str) -> None:
    pass


@pytest.mark.parametrize(
    ("settings", "count", "message"),
    [
        (Settings(), 3, "3 annotated articles are too few to learn from with 2 held out"),
        (Settings(held_out=0), 1, "1 annotated articles are too few"),
        (Settings(held_out=0.7), 5, "0 ≤ held_out ≤ 0.5"),
        (Settings(epochs=0), 5, "epochs ≥ 1"),
    ],
)
def test_what_cannot_work_is_refused(settings: Settings, count: int, message: str, tmp_path: Path) -> None:
    articles = list(read_annotated(ARTICLES))[:count]
    with pytest.raises(InputError, match=message):
        fine_tune(articles, tmp_path / "own", settings=settings)


def test_the_model_to_go_on_from_is_not_overwritten(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="choose another directory"):
        fine_tune(list(read_annotated(ARTICLES)), tmp_path / "own", base=tmp_path / "x" / ".." / "own")


def test_without_torch_one_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ModelError, match=r"training needs torch and onnx .*pip install 'govner\[train\]'"):
        fine_tune(list(read_annotated(ARTICLES)), tmp_path / "own")


def test_weights_survive_reading_and_writing(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("onnx")
    from govner.training.exporting import write_model
    from govner.training.importing import read_model

    model, vocabulary = read_model(models_dir() / "tagger")
    write_model(model.eval(), vocabulary, tmp_path)
    before, after = Network(models_dir() / "tagger").read(SENTENCES), Network(tmp_path).read(SENTENCES)
    for old, new in zip(before, after, strict=True):
        assert [s[:3] for s in old.spans] == [s[:3] for s in new.spans]
        assert [s[3] for s in new.spans] == pytest.approx([s[3] for s in old.spans], abs=2e-3)


def test_a_directory_without_a_tagger_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("onnx")
    with pytest.raises(ModelError, match="holds no tagger that training can go on from"):
        fine_tune(list(read_annotated(ARTICLES)), tmp_path / "own", base=tmp_path)


def test_a_tiny_fine_tuning(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("onnx")
    articles = list(read_annotated(ARTICLES))
    told: list[str] = []
    settings = Settings(epochs=2, rate=2e-3, held_out=0.4)
    report = fine_tune(articles, tmp_path / "own", settings=settings, report=told.append)
    assert len(told) == 2
    assert sorted(report.learnt + report.held) == ["1", "2", "3", "4", "5"]
    assert report.before is not None
    assert report.after is not None
    assert report.after.wanted == report.before.wanted
    assert report.after.f1("ALL") > 0.8

    history = json.loads((tmp_path / "own" / "training.json").read_text(encoding="utf-8"))
    assert history["settings"]["epochs"] == 2
    assert history["articles"]["held_out"] == report.held
    # It has learnt: the articles learnt from are likelier now.
    learnt = [a for a in articles if a.id in report.learnt]
    assert _chance(tmp_path / "own", learnt) > _chance(models_dir() / "tagger", learnt)

    again = fine_tune(articles, tmp_path / "again", settings=settings, report=quiet)
    assert (again.learnt, again.after) == (report.learnt, report.after)
    assert (tmp_path / "again" / "network.onnx").read_bytes() == (tmp_path / "own" / "network.onnx").read_bytes()

    record = govner.load(tagger=f"builtin:{tmp_path / 'own'}").extract(SENTENCES[0])
    assert [p.name for p in record.people] == ["蓝水生"]


def _chance(directory: Path, articles: list[govner.evaluation.gold.GoldArticle]) -> float:
    """The mean probability that a model gives to the annotated people and posts."""
    from govner.training.samples import gold_samples

    network, total, count = Network(directory), 0.0, 0
    labels = {"PERSON": 0, "POST": 1}
    for sample in gold_samples(articles):
        asked = [(labels[label], a, b) for label, a, b in sample.spans if label in labels]
        (reading,) = network.read([sample.text], [asked])
        total += sum(reading.answers)
        count += len(asked)
    return total / count


def test_the_command(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("onnx")
    arguments = ["train", str(ARTICLES), "-o", str(tmp_path / "own"), "--epochs", "1", "--held-out", "0.4"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert "F1 on 2 held-out articles" in result.output
    assert (tmp_path / "own" / "network.onnx").is_file()
