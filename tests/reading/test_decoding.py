"""Encodings of old and new pages are told from their bytes."""
from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.errors import InputError
from govner.reading.decoding import declared_encoding, decode

SIMPLIFIED = "全市社区治理工作会议召开\n发布日期:2023-05-18\n市委书记秦立主持会议并讲话。\n"
TRADITIONAL = "全市社區治理工作會議召開\n發布日期：2023-05-18\n市委書記歐陽振主持會議並講話。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030", "utf-32"]
)
def test_simplified(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding)).text == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "big5", "gb18030"])
def test_traditional(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)).text == TRADITIONAL


@pytest.mark.parametrize("text", ["镇党委", "索引号：K29041", "1月8日,县委书记", "秦立、王伟"])
def test_short_texts(text: str) -> None:
    assert decode(text.encode("gbk")).text == text


def test_a_wrong_declaration_is_not_believed() -> None:
    assert decode(SIMPLIFIED.encode("utf-8"), declared="gb2312").text == SIMPLIFIED
    assert decode(SIMPLIFIED.encode("gbk"), declared="utf-8").text == SIMPLIFIED
    assert decode(SIMPLIFIED.encode("gbk"), declared="no-such-encoding").text == SIMPLIFIED


def test_declared_encoding() -> None:
    assert declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">') == "gb2312"
    assert declared_encoding(b"<meta charset=GBK>") == "GBK"
    assert declared_encoding(b"<p>charset=gbk</p>") is None


def test_damaged_characters_are_counted() -> None:
    data = SIMPLIFIED.encode("utf-8") * 20
    damaged = data[:100] + b"\xff\xfe" + data[100:]
    decoded = decode(damaged)
    assert decoded.encoding == "utf-8"
    assert decoded.replaced >= 1
    assert "社区治理" in decoded.text


def test_a_text_cut_off_inside_a_character() -> None:
    assert decode(SIMPLIFIED.encode("utf-8")[:-5]).encoding == "utf-8"


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 40, b"\x00" * 1000, b"\x89PNG\r\n\x1a\n" + b"\xff" * 99, b"PK\x03\x04" + b"\xfe\x00" * 50],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        decode(data)


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_an_input_error(data: bytes) -> None:
    with contextlib.suppress(InputError):
        assert isinstance(decode(data).text, str)


@given(st.text(alphabet=st.characters(min_codepoint=0x20, exclude_categories=["Cs", "Cc"]), max_size=80))
def test_utf8_always_wins(text: str) -> None:
    assert decode(text.encode("utf-8")).text == text.removeprefix("\ufeff")
