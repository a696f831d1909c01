from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from govner.composition.events import EventComposer
from govner.errors import LexiconError
from govner.lexicons import Lexicons
from govner.reading import Article
from govner.records import EventType
from govner.resources import models_dir
from govner.segmentation import Analysis


def shipped() -> dict[str, object]:
    text = (models_dir() / "lexicons" / "events.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def write(directory: Path, types: object) -> Lexicons:
    (directory / "events.yaml").write_text(yaml.safe_dump({"types": types}, allow_unicode=True), encoding="utf-8")
    return Lexicons([directory])


def test_a_kind_of_event_is_added_by_data_alone(tmp_path: Path) -> None:
    types = {**shipped()["types"], "other": {"family": "gathering", "subject": "organizer", "nouns": ["试点启动周"]}}  # type: ignore[dict-item]
    analysis = Analysis.of(Article(raw="全县减负试点启动周举行。"))
    EventComposer(write(tmp_path, types))(analysis)
    assert [(e.type, e.trigger.text) for e in analysis.events] == [(EventType.OTHER, "试点启动周")]


def test_an_unknown_family_is_an_error_that_names_file_and_field(tmp_path: Path) -> None:
    lexicons = write(tmp_path, {"meeting": {"family": "picnic", "subject": "presider"}})
    with pytest.raises(LexiconError, match=r"events\.yaml: types\.meeting\.family"):
        EventComposer(lexicons)


def test_every_type_has_words_but_the_two_without_a_trigger() -> None:
    named = set(shipped()["types"])  # type: ignore[call-overload]
    assert {t.value for t in EventType} - named == {"site_stop", "other"}
