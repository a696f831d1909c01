"""Annotated articles as marked text and as JSON lines."""
from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from govner.errors import InputError
from govner.evaluation.inline import parse_inline, read_annotated
from govner.records import MentionType

ARTICLES = Path(__file__).parent / "articles.txt"


def test_fields_text_and_mentions_are_read() -> None:
    articles = list(read_annotated(ARTICLES))
    first = articles[0]
    assert [a.id for a in articles] == ["1", "2", "3", "4", "5"]
    assert (first.published, first.region) == (date(2024, 3, 5), "浙江省丽水市遂昌县")
    assert first.text.startswith("蓝水生到大柘镇调研春耕\n\n3月4日，县委书记")
    assert [first.text[a:b] for kind, a, b in first.mentions if kind is MentionType.PLACE] == [
        "大柘镇",
        "大柘镇农机站",
        "大柘镇",
    ]
    assert articles[3].published is None


def test_both_forms_hold_the_same(tmp_path: Path) -> None:
    marked = list(read_annotated(ARTICLES))
    lines = [
        json.dumps(
            {
                "id": a.id,
                "text": a.text,
                "published": a.published.isoformat() if a.published else None,
                "region": a.region,
                "mentions": [{"type": k.value, "start": x, "end": y} for k, x, y in a.mentions],
            }
        )
        for a in marked
    ]
    (tmp_path / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert list(read_annotated(tmp_path / "articles.jsonl")) == marked


def test_a_file_without_fields_is_one_article(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("{T|县长}{P|聂长河}到{L|石桥镇}。\n", encoding="utf-8")
    (article,) = read_annotated(path)
    assert (article.id, article.text, len(article.mentions)) == ("note 1", "县长聂长河到石桥镇。\n", 3)


@pytest.mark.parametrize(
    ("annotated", "message"),
    [
        ("{P|王立", "is not closed"),
        ("王立}", "closes nothing"),
        ("{Z|王立}", "no type of mention"),
        ("{王立}", "opens nothing"),
    ],
)
def test_wrong_marks_are_refused(annotated: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_inline(annotated)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@id 7\n@text\n{P|王立到会\n@end\n", r"article 1 \(7\): a mention that begins at character 0 is not closed"),
        ("@published 5月\n@text\n王立\n@end\n", "article 1 .*Invalid isoformat"),
        ("@text\n王立\n", "article 1 has no @end"),
    ],
)
def test_errors_name_file_and_article(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "own.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=f"own.txt.*{message}"):
        list(read_annotated(path))


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_bytes("{P|王立}到会".encode("gb18030"))
    with pytest.raises(InputError, match=r"own\.txt is no text in UTF-8"):
        list(read_annotated(path))


@pytest.mark.parametrize(
    "line",
    [
        b"[1]",
        b'{"text": "\xff", "mentions": []}',
        '{"text": "王立", "mentions": [{"type": "PERSON", "start": 0, "end": 3}]}'.encode(),
        '{"text": "王立", "mentions": [{"type": "PERSON", "start": "0", "end": 2}]}'.encode(),
    ],
)
def test_wrong_lines_are_named(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "own.jsonl"
    path.write_bytes(line + b"\n")
    with pytest.raises(InputError, match=r"own\.jsonl, line 1: not an annotated article"):
        list(read_annotated(path))
