"""The slogan lexicon: ``models/lexicons/slogans.tsv``."""
from __future__ import annotations

from collections.abc import Collection, Sequence

from govner.lexicons import Lexicons, Row
from govner.recognition.slogans.heads import Head


class SloganRow(Row):
    """A known term.

    Attributes:
        id: stable name of the entry.
        term: as it stands in text, without quotes.
        kind: numeric, formula, quoted or campaign; ``implicit`` for the usual short name of a list without a head
            (五好); ``plain`` for words that look like slogans but are none (两委, 五一).
        bare: whether the term is a slogan without quotes, too (yes or empty).
        number, head, frame: parts of numeric terms (四个意识: 4, 意识).
        items: members that public sources give, separated by ``|``; other spellings of a member follow it after ``/``.
        canonical: the full form.
        first_seen: year and month of the first use in dated news.
        note: remark for readers.
    """

    id: str
    term: str
    kind: str
    bare: str | None = None
    number: int | None = None
    head: str | None = None
    frame: str | None = None
    items: str | None = None
    canonical: str | None = None
    first_seen: str | None = None
    note: str | None = None


class SloganLexicon:
    """The entries by term; a user's entry replaces the shipped one of the same term.

    Args:
        lexicons: where ``slogans.tsv`` is.
        without: terms to leave out; training measures with it what the lexicon adds to texts that did not make it.
    """

    def __init__(self, lexicons: Lexicons, without: Collection[str] = ()) -> None:
        self.entries = {row.term: row for row in lexicons.rows("slogans", SloganRow) if row.term not in without}
        self.kinds = {term: row.kind for term, row in self.entries.items()}
        self.bare = [term for term, row in self.entries.items() if row.bare == "yes" and row.kind != "plain"]

    def entry(self, term: str, frame: str | None = None) -> SloganRow | None:
        """The entry of a term, also of the term with its frame noun (“三社”联动 → 三社联动)."""
        row = self.entries.get(term)
        if row is None and frame:
            row = self.entries.get(term + frame)
        return row if row is not None and row.kind not in ("plain", "implicit") else None

    def members(self, entry: SloganRow | None, head: Head) -> list[list[str]]:
        """The members of a known head, each with its other spellings; of joined heads (六稳六保) those of all parts,
        if every part is known; else empty.
        """
        items = entry.items if entry else None
        if not items and len(head.parts) > 1 and not head.tokens:
            items = "|".join(filter(None, found)) if all(found := self._items_of_parts(head)) else None
        return [item.split("/") for item in items.split("|")] if items else []

    def _items_of_parts(self, head: Head) -> list[str | None]:
        rows = [self.entry(part.number_text + part.noun) for part in head.parts]
        if head.frame and rows[-1] is None:
            rows[-1] = self.entry(head.parts[-1].number_text + head.parts[-1].noun + head.frame)
        return [row.items if row else None for row in rows]

    def implicit(self, name: str, members: Sequence[str]) -> SloganRow | None:
        """The entry of an implicit list of this short name, if it shares most of its members."""
        row = self.entries.get(name)
        if row is None or row.kind != "implicit" or not row.items:
            return None
        shared = set(row.items.split("|")).intersection(members)
        return row if 2 * len(shared) > len(members) else None
