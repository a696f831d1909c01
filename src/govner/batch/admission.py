"""Which articles are new: by content, against this run and earlier ones, in constant memory."""
from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from govner.reading import Article

Verdict = Literal["new", "done", "duplicate"]

_MET, _EARLIER = 0, 1


def content_key(article: Article) -> bytes:
    """A hash of all that decides an article's record, whatever file it came from.

    >>> content_key(Article("市长调研", id="a")) == content_key(Article("市长调研", id="a", path="b.jsonl"))
    True
    """
    parts = (article.id, article.published, article.region, article.metadata, article.raw)
    return hashlib.blake2b(repr(parts).encode("utf-8", "backslashreplace"), digest_size=16).digest()


class Admission:
    """Remembers keys and ids on disk, and gives articles that would share an id one of their own.

    Args:
        path: the index's file, made anew; None for a temporary one.
    """

    def __init__(self, path: Path | None = None) -> None:
        if path is not None:
            path.unlink(missing_ok=True)
        self._index = sqlite3.connect(path or "", isolation_level=None)
        # Lost with the run and rebuilt from the ledgers: nothing needs to be safe here.
        self._index.execute("PRAGMA journal_mode=OFF")
        self._index.execute("PRAGMA synchronous=OFF")
        self._index.execute("PRAGMA locking_mode=EXCLUSIVE")
        self._index.execute("CREATE TABLE keys (key BLOB PRIMARY KEY, state INTEGER, name TEXT) WITHOUT ROWID")
        self._index.execute("CREATE TABLE ids (id BLOB PRIMARY KEY, key BLOB) WITHOUT ROWID")

    def remember(self, ledger: Iterable[tuple[bytes, str]]) -> int:
        """Takes over what earlier runs have done: keys and the ids that their records have; gives their number."""
        count = 0
        self._index.execute("BEGIN")
        for key, name in ledger:
            self._index.execute("INSERT OR IGNORE INTO keys VALUES (?, ?, ?)", (key, _EARLIER, _storable(name)))
            self._index.execute("INSERT OR IGNORE INTO ids VALUES (?, ?)", (_short(name), key))
            count += 1
        self._index.execute("COMMIT")
        return count

    def judge(self, article: Article) -> tuple[bytes, Verdict]:
        """The article's key, and whether it is new; its id is changed where another article has the same."""
        key = content_key(article)
        row = self._index.execute("SELECT state, name FROM keys WHERE key = ?", (key,)).fetchone()
        if row is None:
            self._name(article, key)
            self._index.execute("INSERT INTO keys VALUES (?, ?, ?)", (key, _MET, _storable(article.id)))
            return key, "new"
        article.id = row[1]
        if row[0] == _EARLIER:
            self._index.execute("UPDATE keys SET state = ? WHERE key = ?", (_MET, key))
            return key, "done"
        return key, "duplicate"

    def _name(self, article: Article, key: bytes) -> None:
        self._index.execute("INSERT OR IGNORE INTO ids VALUES (?, ?)", (_short(article.id), key))
        (owner,) = self._index.execute("SELECT key FROM ids WHERE id = ?", (_short(article.id),)).fetchone()
        if owner != key or not article.id:
            article.id = f"{article.id}~{key.hex()[:10]}".lstrip("~")

    def close(self) -> None:
        self._index.close()


def _storable(name: str) -> str:
    return name.encode("utf-8", "replace").decode()


def _short(name: str) -> bytes:
    return hashlib.blake2b(name.encode("utf-8", "backslashreplace"), digest_size=12).digest()
