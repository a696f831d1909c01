"""Office and table files: .docx and .xlsx (extra `office`), .parquet (`parquet`), the text layer of .pdf (`pdf`)."""
from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from govner.errors import InputError, MissingExtraError
from govner.reading.article import Article
from govner.reading.formats import Problem, dated, row_article
from govner.reading.pages import read_page
from govner.reading.radicals import ORDINARY_FORMS
from govner.reading.rows import Defaults
from govner.reading.streams import read_whole

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST_PART = 128 << 20


def read_docx(stream: BinaryIO, stem: str, defaults: Defaults) -> Iterator[Article | Problem]:
    """One article: the paragraphs and table rows of a Word document, a line each."""
    try:
        from defusedxml import ElementTree
        from defusedxml.common import DefusedXmlException
    except ImportError:
        raise MissingExtraError("defusedxml", "office", "reading .docx files") from None
    data = _part(read_whole(stream), "word/document.xml")
    try:
        root = ElementTree.fromstring(data)
    except DefusedXmlException:
        raise InputError("the document's XML defines entities: this looks like an XML bomb") from None
    except (ElementTree.ParseError, RecursionError) as error:
        raise InputError(f"the document's XML is damaged ({error})") from None
    body = root.find(f"{_WORD}body")
    text = "\n".join(_docx_lines(body)) if body is not None else ""
    yield dated(read_page(text, id=stem, region=defaults.region, lexicons=defaults.lexicons), defaults)


def _docx_lines(body: Any) -> Iterator[str]:
    for element in body:
        if element.tag == f"{_WORD}p":
            yield _docx_text(element)
        elif element.tag == f"{_WORD}tbl":
            for row in element.iter(f"{_WORD}tr"):
                yield "\t".join(_docx_text(cell) for cell in row.iter(f"{_WORD}tc"))


def _docx_text(element: Any) -> str:
    parts: list[str] = []
    for node in element.iter():
        if node.tag == f"{_WORD}t":
            parts.append(node.text or "")
        elif node.tag == f"{_WORD}tab":
            parts.append("\t")
        elif node.tag in (f"{_WORD}br", f"{_WORD}cr"):
            parts.append("\n")
    return "".join(parts)


def _part(data: bytes, name: str) -> bytes:
    """A part of an Office document, if it is not larger than any document's."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as part:
            content = part.read(_LARGEST_PART + 1)
    except KeyError:
        raise InputError("this is no Word document") from None
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError) as error:
        raise InputError(f"damaged document: {error}") from None
    if len(content) > _LARGEST_PART:
        raise InputError(f"the document unpacks to more than {_LARGEST_PART >> 20} MB: this looks like an archive bomb")
    return content


def read_xlsx(stream: BinaryIO, stem: str, defaults: Defaults) -> Iterator[Article | Problem]:
    """An article per row of the first sheet whose first row names a text column."""
    try:
        import defusedxml  # noqa: F401  (openpyxl uses it by itself once it is there)
        from openpyxl import load_workbook
    except ImportError:
        raise MissingExtraError("openpyxl", "office", "reading .xlsx files") from None
    data = read_whole(stream)
    _check_unpacked_size(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise InputError(f"damaged or unsafe workbook ({type(error).__name__}: {error})") from None
    sheet = book.worksheets[0] if book.worksheets else None
    if sheet is None:
        raise InputError("the workbook has no sheet")
    header: list[str] | None = None
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if header is None:
            header = [str(cell).strip() if cell is not None else "" for cell in cells]
        elif any(cell is not None for cell in cells):
            row = {name: cell for name, cell in zip(header, cells, strict=False) if name}
            yield row_article(row, f"{stem}-{number}", number, defaults)


def _check_unpacked_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            total = sum(info.file_size for info in archive.infolist())
    except zipfile.BadZipFile as error:
        raise InputError(f"damaged workbook: {error}") from None
    if total > max(_LARGEST_PART, 200 * len(data)):
        raise InputError(f"the workbook unpacks to {total >> 20} MB: this looks like an archive bomb")


def read_parquet(stream: BinaryIO, stem: str, defaults: Defaults) -> Iterator[Article | Problem]:
    """An article per row, read in batches."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet", "reading .parquet files") from None
    source = stream if stream.seekable() else io.BytesIO(read_whole(stream, 1 << 30))
    try:
        table = pyarrow.parquet.ParquetFile(source)
        number = 0
        for batch in table.iter_batches(batch_size=256):
            for row in batch.to_pylist():
                number += 1
                yield row_article(row, f"{stem}-{number}", number, defaults)
    except pyarrow.ArrowException as error:
        raise InputError(f"damaged .parquet file ({error})") from None


def read_pdf(stream: BinaryIO, stem: str, defaults: Defaults) -> Iterator[Article | Problem]:
    """One article: the text layer, page after page."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise MissingExtraError("pypdf", "pdf", "reading .pdf files") from None
    try:
        pages = [page.extract_text() or "" for page in PdfReader(io.BytesIO(read_whole(stream))).pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise InputError(f"damaged or protected .pdf file ({type(error).__name__}: {error})") from None
    # The text is taken from the file anyhow: for the names in it, ordinary characters instead of radicals.
    text = "\n".join(pages).translate(ORDINARY_FORMS)
    if not text.strip():
        raise InputError("the .pdf has no text layer (scanned pages?): run text recognition on it first")
    yield dated(read_page(text, id=stem, region=defaults.region, lexicons=defaults.lexicons), defaults)
