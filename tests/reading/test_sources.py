"""Opening files of every kind, good and bad: articles, or errors with path and row, and never an exception."""
from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from datetime import date
from pathlib import Path

import pytest

from govner.errors import InputError
from govner.reading import Article, ReadError, open_articles, streams

TEXT = "秦立调研社区治理\n发布日期:2023-05-18\n5月17日，市委书记秦立到河口街道调研。\n"


def read(*paths: str | Path, **options: str) -> list[Article | ReadError]:
    return list(open_articles(paths, **options))


def article(path: str | Path, **options: str) -> Article:
    (item,) = read(path, **options)
    assert isinstance(item, Article), item
    return item


def error(path: str | Path) -> ReadError:
    (item,) = read(path)
    assert isinstance(item, ReadError)
    return item


def rows(*items: object) -> str:
    return "".join((item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)) + "\n" for item in items)


def test_text_file(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_bytes(TEXT.encode("gbk"))
    item = article(tmp_path / "甲.txt", published="2020-01-01", region="浙江省杭州市")
    assert (item.id, item.raw, item.region, item.region_basis) == ("甲", TEXT, "浙江省杭州市", "argument")
    assert item.published == date(2023, 5, 18)  # the page says it; the argument is for those that do not


def test_markdown_headings(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 秦立调研社区治理\n\n5月17日，市委书记秦立到会。\n", encoding="utf-8")
    item = article(tmp_path / "a.md")
    assert (item.metadata.title, item.blocks[0].start) == ("秦立调研社区治理", 2)


@pytest.mark.parametrize(("suffix", "opener"), [(".gz", gzip.open), (".xz", lzma.open), (".bz2", bz2.open)])
def test_packed_text(tmp_path: Path, suffix: str, opener: type) -> None:
    path = tmp_path / f"a.txt{suffix}"
    with opener(path, "wb") as stream:
        stream.write(TEXT.encode())
    assert (article(path).id, article(path).raw) == ("a", TEXT)


def test_rows_keep_their_ids_and_fields(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_text(
        rows(
            {"id": "x1", "text": TEXT, "published": "2020-01-02", "region": "浙江省"},
            {"标题": "县长调研", "正文": "县长到会。", "发布时间": "2021年3月4日 10:00", "来源": "某报"}
            | {"链接": "http://www.a.gov.cn/1.html"},
            {"title": "市长调研", "content": "市长调研\n市长到会。", "pub_date": 1609459200},
            "秦立到会。".join('""'),
        ),
        encoding="utf-8",
    )
    first, second, third, fourth = (item for item in read(path, published="2000-01-01") if isinstance(item, Article))
    assert (first.id, first.published, first.region) == ("x1", date(2020, 1, 2), "浙江省")
    assert (second.id, second.published, second.raw) == ("dump-2", date(2021, 3, 4), "县长调研\n县长到会。")
    assert (second.metadata.title, second.metadata.information_source) == ("县长调研", "某报")
    assert second.metadata.site_host == "www.a.gov.cn"
    assert (third.raw, third.published) == ("市长调研\n市长到会。", date(2021, 1, 1))
    assert fourth.published == date(2000, 1, 1)


def test_bad_rows_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_text(rows({"text": "一。"}, "{broken", [1], {"a": 1}, {"text": 5}, "[" * 100_000, "", {"text": "二。"}))
    found = read(path)
    assert [item.row if isinstance(item, ReadError) else item.raw for item in found] == ["一。", 2, 3, 4, 5, 6, "二。"]
    message = next(item.message for item in found if isinstance(item, ReadError) and item.row == 4)
    assert "正文" in message
    assert message.endswith("a")


def test_a_date_that_is_none_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_text(rows({"text": "一。", "date": "上周"}), encoding="utf-8")
    assert any("上周" in warning for warning in article(path).warnings)


def test_a_line_of_many_megabytes_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_text(rows({"text": "一。"}, '{"text":"' + "a" * (17 << 20) + '"}', {"text": "三。"}), encoding="utf-8")
    first, second, third = read(path)
    assert isinstance(first, Article)
    assert isinstance(second, ReadError)
    assert (second.row, "16 MB" in second.message) == (2, True)
    assert isinstance(third, Article)


def test_rows_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_text(rows({"text": "一。"}) * 1000 + "{broken\n", encoding="utf-8")
    stream = open_articles(path)
    assert isinstance(next(stream), Article)  # nobody looked at the broken line yet


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16", "utf-8-sig"])
def test_encodings_of_rows(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "dump.jsonl"
    texts = ["全市社区治理会议召开。", "市长出席会议。"]
    path.write_bytes(rows(*({"text": text} for text in texts)).encode(encoding))
    assert [item.raw for item in read(path) if isinstance(item, Article)] == texts


def test_csv_with_quotes_and_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    text = '标题,正文,日期\n"甲","他说""好"",\n第二行。",2020/1/2\n\n乙,b,c,d\n丙,丙文。,\n'
    path.write_text(text, encoding="utf-8-sig")
    first, second, third = read(path)
    assert isinstance(first, Article)
    assert first.raw == '甲\n他说"好",\n第二行。'
    assert isinstance(second, ReadError)
    assert second.row == 5
    assert isinstance(third, Article)
    (tmp_path / "b.csv").write_text('text\n"一。\n二。\n')
    assert "quotation mark" in error(tmp_path / "b.csv").message


def test_tsv_and_json(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("title\tcontent\n甲\t乙丙。\n", encoding="utf-8")
    assert article(tmp_path / "a.tsv").raw == "甲\n乙丙。"
    (tmp_path / "a.json").write_text(json.dumps({"total": 1, "data": [{"id": 7, "text": "一。"}]}))
    assert article(tmp_path / "a.json").id == "7"
    (tmp_path / "b.json").write_text(json.dumps({"text": "一。"}))
    assert article(tmp_path / "b.json").id == "b"
    (tmp_path / "c.json").write_text(rows({"text": "一。"}, {"text": "二。"}))
    assert len(read(tmp_path / "c.json")) == 2
    (tmp_path / "d.json").write_text("{")
    assert "not valid JSON" in error(tmp_path / "d.json").message


def test_directories_and_patterns_are_sorted(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.txt", "a/photo.jpg", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert [item.id for item in read(tmp_path) if isinstance(item, Article)] == ["1", "2", "c"]
    assert [item.id for item in read(str(tmp_path / "*" / "*.txt")) if isinstance(item, Article)] == ["1", "2"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(rows({"id": "x", "text": "一。"}).encode())

    monkeypatch.setattr("sys.stdin", Stdin())
    assert article("-").id == "x"
    Stdin.buffer = io.BytesIO(TEXT.encode("gbk"))
    assert article("-").raw == TEXT


def test_inputs_that_cannot_be_read(tmp_path: Path) -> None:
    assert error(tmp_path / "no.txt").message == "no such file"
    assert "pattern" in error(str(tmp_path / "*.txt")).message
    assert "no readable files" in error(tmp_path).message
    (tmp_path / "a.txt").write_bytes(bytes(range(256)) * 40)
    assert "binary" in error(tmp_path / "a.txt").message
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.7 \xff\xfe")
    assert "PDF" in error(tmp_path / "b.txt").message
    with pytest.raises(InputError, match="2020-09-08"):
        read(tmp_path, published="yesterday")


def test_texts_with_nothing_in_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    assert article(tmp_path / "a.txt").warnings == ["empty text: nothing to extract"]
    (tmp_path / "b.txt").write_text("hello world")
    assert article(tmp_path / "b.txt").warnings == ["no Chinese characters: nothing to extract"]
    (tmp_path / "c.txt").write_bytes(TEXT.encode() * 9 + b"\xff")
    assert article(tmp_path / "c.txt").warnings[-1] == "characters lost in decoding: 1 (U+FFFD)"


def test_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LARGEST_ARTICLE", 1 << 20)
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("甲/b.txt", TEXT)
        archive.writestr("c.jsonl", rows({"text": "好。"}, "{bad"))
        archive.writestr("bomb.txt", b"0" * (2 << 20))
        archive.writestr("photo.jpg", b"")
    found = {str(item) if isinstance(item, ReadError) else item.id for item in read(path)}
    assert {"b", "c-1"} < found
    errors = sorted(item.path for item in read(path) if isinstance(item, ReadError))
    assert errors == [f"{path}/bomb.txt", f"{path}/c.jsonl"]
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as tar:
        info = tarfile.TarInfo("k/x.txt")
        info.size = len(TEXT.encode())
        tar.addfile(info, io.BytesIO(TEXT.encode()))
    assert article(tmp_path / "a.tar.gz").id == "x"
    (tmp_path / "b.zip").write_bytes(path.read_bytes()[:500])
    assert "damaged" in error(tmp_path / "b.zip").message
    for outer, inner in (("c.zip", "a.zip"), ("d.zip", "c.zip")):
        with zipfile.ZipFile(tmp_path / outer, "w") as archive:
            archive.write(tmp_path / inner, inner)
    assert {item.id for item in read(tmp_path / "c.zip") if isinstance(item, Article)} == {"b", "c-1"}
    assert "archive in an archive" in str(read(tmp_path / "d.zip")[0])


def test_damaged_and_exploding_streams(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "_SUSPICIOUS_SIZE", 4 << 20)
    packed = gzip.compress(TEXT.encode() * 1000)
    (tmp_path / "a.txt.gz").write_bytes(packed[: len(packed) // 2])
    assert "cannot be read" in error(tmp_path / "a.txt.gz").message
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b"0" * (24 << 20)))
    assert "bomb" in str(read(tmp_path / "b.jsonl.gz")[-1])


def test_html_nested_without_end(tmp_path: Path) -> None:
    pytest.importorskip("selectolax")
    (tmp_path / "a.html").write_text("<div>" * 100_000 + "文字。")
    assert "nested" in error(tmp_path / "a.html").message


def test_rows_that_hold_html(tmp_path: Path) -> None:
    pytest.importorskip("selectolax")
    path = tmp_path / "a.jsonl"
    row = {"title": "县长调研", "content": "<div><p>县长到会。</p><p>会议结束。</p></div>"}
    path.write_text(rows(row), encoding="utf-8")
    assert article(path).raw == "县长调研\n县长到会。\n会议结束。"


def test_mhtml(tmp_path: Path) -> None:
    pytest.importorskip("selectolax")
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=XX\n\n--XX\n"
    head += "Content-Type: text/html; charset=utf-8\n"
    body = "Content-Transfer-Encoding: 8bit\n\n<p>5月17日，秦立到会。</p>\n--XX--\n"
    (tmp_path / "a.mhtml").write_text(head + body, encoding="utf-8")
    assert article(tmp_path / "a.mhtml").raw == "5月17日，秦立到会。"


def test_docx(tmp_path: Path) -> None:
    pytest.importorskip("defusedxml")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    inside = "<w:p><w:r><w:t>秦立到</w:t></w:r><w:r><w:t>会。</w:t></w:r></w:p>"
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in ("甲", "局长"))
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    document = f'<w:document xmlns:w="{space}"><w:body>{inside}{table}</w:body></w:document>'
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", document)
    assert article(tmp_path / "a.docx").raw == "秦立到会。\n甲\t局长"
    entities = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))
    with zipfile.ZipFile(tmp_path / "b.docx", "w") as archive:
        archive.writestr("word/document.xml", f'<!DOCTYPE x [<!ENTITY e0 "x">{entities}]><x>&e9;</x>')
    assert "XML bomb" in error(tmp_path / "b.docx").message
    (tmp_path / "c.docx").write_bytes(b"PK\x03\x04 no document")
    assert "damaged" in error(tmp_path / "c.docx").message


def test_xlsx_and_parquet(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["标题", "正文", "日期"])
    book.active.append(["县长调研", "县长到会。", date(2020, 1, 2)])
    book.save(tmp_path / "a.xlsx")
    item = article(tmp_path / "a.xlsx")
    assert (item.raw, item.published) == ("县长调研\n县长到会。", date(2020, 1, 2))
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pyarrow.table({"id": ["a", "b"], "text": ["一。", "二。"]}), tmp_path / "a.parquet")
    assert [item.id for item in read(tmp_path / "a.parquet") if isinstance(item, Article)] == ["a", "b"]
    (tmp_path / "b.parquet").write_bytes(b"PAR1 nothing PAR1")
    assert "damaged" in error(tmp_path / "b.parquet").message


def test_a_damaged_pdf(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\nnothing")
    assert ".pdf" in error(tmp_path / "a.pdf").message
