"""`govner lexicon check`: every problem with file, line, field and what to do."""
from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from govner import own_words
from govner.cli import app
from govner.resources import models_dir

runner = CliRunner()


def problems(path: Path) -> list[str]:
    folder = path.parent if path.is_file() else path
    return [str(problem).replace(f"{folder}/", "") for problem in own_words.check([path])]


def test_good_lexicons_pass(tmp_path: Path) -> None:
    (tmp_path / "terms.tsv").write_text("text\ttype\tcode\n云上里\tPLACE\t370503\n", encoding="utf-8")
    (tmp_path / "events.yaml").write_text("types: {symposium: {nouns: [圆桌夜话]}}\n", encoding="utf-8")
    (tmp_path / "page_chrome.tsv").write_text("kind\tmatch\ttext\nwidget\tpattern\t点亮.{0,4}小星\n", encoding="utf-8")
    result = runner.invoke(app, ["lexicon", "check", str(tmp_path)])
    assert (result.exit_code, result.stdout) == (0, "no problems\n")


def test_every_problem_is_told_with_file_line_and_field(tmp_path: Path) -> None:
    (tmp_path / "terms.tsv").write_text(
        "# my places\ntext\ttype\tcode\tvalid_from\tvalid_to\n"
        "云上里\tSCHOOL\n"
        "河口\tPLACE\t999999\n"
        "顾晓棠\tPERSON\t370503\n"
        "河口小镇\tPLACE\t\t2021-13-01\n"
        "河口新城\tPLACE\t\t2022-01-01\t2021-01-01\n"
        "谷\tPLACE\n"
        "河口学校\tORGANIZATION\n"
        "河口学校\tORGANIZATION\n",
        encoding="utf-8",
    )
    told = "\n".join(problems(tmp_path))
    for part in (
        "terms.tsv, line 3: type: ",
        "(got 'SCHOOL'); put one of PERSON, POST,",
        "terms.tsv, line 4: code: 999999 is in no list; look it up with `govner place NAME`",
        "terms.tsv, line 5: code: stands with a PERSON; only places have codes",
        "terms.tsv, line 6: valid_from: ",
        "write a day as 2020-09-08",
        "terms.tsv, line 7: valid_to: is not after valid_from 2022-01-01",
        "terms.tsv, line 8: text: is a single character, 谷",
        "terms.tsv, line 10: repeats line 9; remove one of them",
    ):
        assert part in told
    assert len(told.splitlines()) == 7


def test_a_wrong_column_too_many_cells_and_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text("text\tkind\n云上里\tPLACE\n", encoding="utf-8")
    assert any("line 2: kind: no such field; the fields are text, type" in p for p in problems(path))
    path.write_text("text\ttype\n云上里\tPLACE\tx\n", encoding="utf-8")
    assert problems(path) == ["terms.tsv, line 2: has 3 cells, the header 2; separate columns by one tab each"]
    path.write_text("text\ttype\n", encoding="utf-8")
    assert "has no rows" in problems(path)[0]


def test_files_that_are_no_lexicons(tmp_path: Path) -> None:
    (tmp_path / "terms.yaml").write_text("- text: [河口\n", encoding="utf-8")
    (tmp_path / "titel.tsv").write_text("title\tkind\n", encoding="utf-8")
    (tmp_path / "traditional.tsv").write_text("a\tb\n", encoding="utf-8")
    (tmp_path / "titles.tsv").write_bytes("title\tkind\n局长\tbase\n".encode("gb18030"))
    told = "\n".join(problems(tmp_path))
    assert "terms.yaml, line 2: is no YAML" in told
    assert "titel.tsv: is no lexicon to which words can be added; did you mean titles?" in told
    assert "traditional.tsv: is no lexicon to which words can be added" in told
    assert "titles.tsv: cannot be read" in told
    assert "save it as UTF-8" in told


def test_a_missing_path_and_an_empty_folder(tmp_path: Path) -> None:
    assert "no lexicons at" in problems(tmp_path / "none")[0]
    assert "holds no lexicon" in problems(tmp_path)[0]
    assert runner.invoke(app, ["lexicon", "check", str(tmp_path)]).exit_code == 1


def test_a_bad_pattern_of_page_chrome(tmp_path: Path) -> None:
    path = tmp_path / "page_chrome.tsv"
    path.write_text("kind\tmatch\ttext\nwidget\tpattern\t点亮(\n", encoding="utf-8")
    assert "page_chrome.tsv, line 2: text: is no regular expression" in problems(path)[0]


def test_the_list_names_lexicons_that_exist() -> None:
    result = runner.invoke(app, ["lexicon", "list"])
    names = result.stdout.split()
    assert {"terms", "titles", "slogans", "events", "page_chrome"} <= set(names)
    shipped = {path.stem for path in (models_dir() / "lexicons").iterdir()}
    assert set(names) <= shipped
