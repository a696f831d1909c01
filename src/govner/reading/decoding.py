"""From bytes to text: which encoding, and how many characters were lost."""
from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache

from govner.errors import InputError
from govner.lexicons import Lexicons, Row
from govner.reading.script import simplified_forms

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc, .xls): save it as .docx or .xlsx"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_SAMPLE = 1 << 16
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_HAN = re.compile("[\u3400-\u9fff]")
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
# Names that pages declare, and the superset that what they hold is really in.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
# Of decoded Chinese characters this share is common ones; wrong decodings give rare ones.
_PLAUSIBLE = 0.45


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read in, and the number of characters that could not be decoded (now U+FFFD)."""

    text: str
    encoding: str
    replaced: int = 0


class _CommonRow(Row):
    characters: str


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Frequent characters, simplified and traditional."""
    simplified = {char for row in Lexicons().rows("common_characters", _CommonRow) for char in row.characters}
    traditional = {chr(code) for code, form in simplified_forms().items() if form in simplified}
    return frozenset(simplified | traditional)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of some bytes.

    In order: a byte order mark; UTF-8, if the bytes are valid UTF-8; UTF-16 without mark; what is declared; of GB18030
    and Big5 the one that gives common characters; charset-normalizer's guess; UTF-8 with replacement characters.

    Args:
        declared: an encoding that the source names for itself; believed only if the bytes are no UTF-8.

    Raises:
        InputError: the bytes are no text.

    >>> decode("全市社区治理工作会议".encode("gbk")).encoding
    'gb18030'
    >>> decode("區委書記主持召開座談會".encode("big5")).text
    '區委書記主持召開座談會'
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(data, encoding)
    try:
        return _text(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start > len(data) - 4:
            return _checked(data, "utf-8")  # cut off inside its last character
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"this is {what}, not text")
    if b"\x00" in data[:_SAMPLE]:
        return _without_mark(data)
    return _checked(data, _guess(data, declared))


def declared_encoding(data: bytes) -> str | None:
    """The encoding that an HTML page declares in its first 4 KB."""
    match = _DECLARED.search(data[:4096])
    return match[1].decode("ascii") if match else None


def _checked(data: bytes, encoding: str) -> Decoded:
    return _text(data.decode(encoding, errors="replace"), encoding)


def _text(text: str, encoding: str) -> Decoded:
    controls = len(_CONTROLS.findall(text, 0, _SAMPLE))
    if controls > 4 and controls > 0.02 * min(len(text), _SAMPLE):
        raise InputError("this is a binary file, not text")
    return Decoded(text, encoding, text.count("\ufffd"))


def _without_mark(data: bytes) -> Decoded:
    """Bytes with zeros among them: UTF-16 without a byte order mark, or no text at all."""
    texts = {name: data[:_SAMPLE].decode(name, errors="replace") for name in ("utf-16-le", "utf-16-be")}
    best = max(texts, key=lambda name: _plausibility(texts[name]))
    if _plausibility(texts[best]) < _PLAUSIBLE:
        raise InputError("this is a binary file, not text")
    return _checked(data, best)


def _plausibility(text: str) -> float:
    """The share of common characters among the Chinese ones; 0 without any."""
    han = _HAN.findall(text, 0, _SAMPLE)
    if not han:
        return 0.0
    common = _common()
    return sum(char in common for char in han) / len(han)


def _guess(data: bytes, declared: str | None) -> str:
    candidates = ["utf-8", "gb18030", "big5hkscs"]
    if declared:
        try:
            name = codecs.lookup(_WIDER.get(declared.lower(), declared)).name
            candidates = [name, *(c for c in candidates if c != name)]
        except LookupError:
            pass
    best, best_score = "utf-8", 0.0
    for encoding in candidates:
        sample = data[:_SAMPLE].decode(encoding, errors="replace")
        lost = sample.count("\ufffd")
        score = _plausibility(sample) - 5 * lost / max(1, len(sample))
        if score > best_score + 0.02:  # of equals the earlier wins
            best, best_score = encoding, score
    # Any common character, and nothing lost, is more than a statistical guess has to go by in a short text.
    return best if best_score > 0 else _normalizer_guess(data) or best


def _normalizer_guess(data: bytes) -> str | None:
    """What charset-normalizer makes of bytes that hold too little Chinese to tell by."""
    from charset_normalizer import from_bytes

    likely = ["utf_8", "gb18030", "big5", "utf_16_le", "utf_16_be", "latin_1"]
    found = from_bytes(data[:_SAMPLE], cp_isolation=likely).best()
    return found.encoding if found is not None else None
