"""The compiled gazetteer as read-only arrays over a memory map.

The file is written by ``training/build_gazetteer.py``: a JSON header, then arrays. Nothing is copied or parsed at load,
so loading takes a few milliseconds, and processes that share the file share its pages.
"""
from __future__ import annotations

import json
import mmap
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from govner.errors import ModelError

_FORMATS: dict[str, Literal["B", "H", "I", "i"]] = {"|u1": "B", "<u2": "H", "<u4": "I", "<i4": "i"}


class Strings:
    """Distinct strings in sorted order, by id."""

    __slots__ = ("_offsets", "_text")

    def __init__(self, text: memoryview, offsets: memoryview) -> None:
        self._text, self._offsets = text, offsets

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, index: int) -> str:
        return str(self._text[self._offsets[index] : self._offsets[index + 1]], "utf-8")

    def encoded(self, index: int) -> memoryview:
        """The string's UTF-8 bytes, not copied."""
        return self._text[self._offsets[index] : self._offsets[index + 1]]


class Store:
    """The arrays of the file as attributes (`store.area_code[5]`), and its metadata.

    Raises:
        ModelError: the file is missing or not in the form that this version reads.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as stream:
                data = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
            length = int.from_bytes(data[:8], "little")
            header = json.loads(bytes(data[8 : 8 + length]))
            base = 8 + length
            arrays: dict[str, memoryview] = {}
            for name, (kind, start, count) in header["arrays"].items():
                form = _FORMATS[kind]
                size = count * {"B": 1, "H": 2, "I": 4, "i": 4}[form]
                arrays[name] = data[base + start : base + start + size].cast("B").cast(form)
            self.meta: dict[str, Any] = header["meta"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"cannot read the gazetteer {path} ({error}); reinstall govner") from error
        self.arrays = arrays
        self.bases = Strings(arrays["base_text"], arrays["base_offsets"])
        self.suffixes = Strings(arrays["suffix_text"], arrays["suffix_offsets"])
        self.documents = Strings(arrays["document_text"], arrays["document_offsets"])
        self._hash = arrays["base_hash"]
        #: The id of a name without its suffix, or None where no area has it.
        self.base_id = lru_cache(maxsize=1 << 14)(self._find_base)
        self._by_base, self._by_base_offsets = arrays["by_base"], arrays["by_base_offsets"]

    def _find_base(self, base: str) -> int | None:
        encoded = base.encode("utf-8", "replace")
        mask = len(self._hash) - 1
        slot = zlib.crc32(encoded) & mask
        while entry := self._hash[slot]:
            if self.bases.encoded(entry - 1) == encoded:
                return entry - 1
            slot = (slot + 1) & mask
        return None

    def rows_of(self, base_id: int) -> memoryview:
        """The rows whose base is this one, in order of row number (larger areas first)."""
        return self._by_base[self._by_base_offsets[base_id] : self._by_base_offsets[base_id + 1]]
