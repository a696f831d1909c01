"""An article as reading leaves it: raw text, labelled blocks, metadata. Nothing in the raw text is changed."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from govner.reading.script import Script
from govner.records import BlockKind

_NAMELESS = (BlockKind.WIDGET, BlockKind.COLUMN, BlockKind.NOISE)


@dataclass(slots=True)
class PageBlock:
    """A stretch of the page, `raw[start:end]`, without surrounding white space.

    `in_body` marks the one kept copy of the article's body; `duplicate_of` is the index of the block that this one
    repeats, and `offset_delta` what to add to an offset there to arrive here. `names` is false for chrome that is made
    of its usual words and nothing else (首页 | 登录 | 注册).
    """

    kind: BlockKind
    start: int
    end: int
    in_body: bool = False
    duplicate_of: int | None = None
    offset_delta: int | None = None
    names: bool = True

    @property
    def is_text(self) -> bool:
        """Whether this is the article itself: the kept title, subtitles and body.

        Only here are sentences made, and with them events and statements.
        """
        return self.duplicate_of is None and (self.in_body or self.kind in (BlockKind.TITLE, BlockKind.SUBTITLE))

    @property
    def analysed(self) -> bool:
        """Whether names are looked for here: in the text, and in chrome that names people and bodies (bylines, source
        lines, captions, links); not in copies, widgets, column names and noise.
        """
        return self.duplicate_of is None and (self.in_body or (self.names and self.kind not in _NAMELESS))


@dataclass(slots=True)
class PageMetadata:
    """What the page says of itself, as printed; `*_span` are raw offsets where a value was found in the text."""

    url: str | None = None
    site_host: str | None = None
    site: str | None = None
    column: str | None = None
    title: str | None = None
    information_source: str | None = None
    information_source_span: tuple[int, int] | None = None
    author: str | None = None
    editor: str | None = None
    published: str | None = None  # ISO 8601: 2020-09-08 or 2020-09-08T19:22:00+08:00
    published_span: tuple[int, int] | None = None


@dataclass(slots=True)
class PageHints:
    """What a source says of a page beside its text: tags of an HTML page, fields of a row. Printed words go first.

    Attributes:
        published: day or time of publication in any printed form.
        links: raw starts of lines that are links and nothing else.
        aside: raw ranges outside the main part of the page.
    """

    title: str | None = None
    published: str | None = None
    source: str | None = None
    author: str | None = None
    column: str | None = None
    links: frozenset[int] = frozenset()
    aside: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class Article:
    """One article to be extracted.

    Attributes:
        raw: the text exactly as read; all offsets count its code points.
        id: stable identifier (file stem, row id, or given).
        published: day of publication, the anchor of relative dates; None where unknown ("today" is never assumed).
        region: area of the publishing site in full (浙江省杭州市), what 我市 and 省 refer to; None where unknown.
        region_basis: how the region is known: "argument", "publisher", "text".
        reprint_of: id of the article of the same dump that this one repeats, where that was looked for.
        path, row: the file (or archive and member) and the row, counted from 1, that it was read from.
        script: which characters it is written in; the view of a traditional article holds simplified ones.
    """

    raw: str
    id: str = ""
    published: date | None = None
    region: str | None = None
    region_basis: str | None = None
    script: Script = "simplified"
    metadata: PageMetadata = field(default_factory=PageMetadata)
    blocks: list[PageBlock] = field(default_factory=list)
    reprint_of: str | None = None
    path: str = ""
    row: int | None = None
    warnings: list[str] = field(default_factory=list)
