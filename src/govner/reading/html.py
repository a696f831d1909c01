"""HTML pages: their text as a browser shows it, line by line, and what their tags say. Needs the extra `html`."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from govner.errors import InputError, MissingExtraError
from govner.reading.article import PageHints
from govner.reading.decoding import declared_encoding, decode
from govner.reading.rows import field_names

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_DEEPEST = 1000
_SKIPPED = frozenset(re.findall(
    r"\w+",
    "script style noscript template iframe object svg math select option textarea button input head title canvas video"
    " audio",
))
_BLOCKS = frozenset(re.findall(
    r"\w+",
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul",
))
_CELLS = frozenset(("td", "th"))
# Elements that nest without limit; those whose end tags are implied (p, li, td) and void ones are not counted.
_NESTING = re.compile(
    r"<(/?)(div|span|font|b|i|u|em|strong|a|section|article|table|blockquote|center|ul|ol|dl|form|fieldset|big|small|"
    r"[a-z][a-z0-9]*[-:][a-z0-9:-]*)(?=[\s/>])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SENTENCE = re.compile("[。；]|，.*，")
_SITE_SUFFIX = re.compile(r"\s*[-_|—–»]+\s*[^-_|—–»]{2,30}$")


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """The text of a page and what its tags say."""

    text: str
    hints: PageHints
    url: str | None = None
    replaced: int = 0


def read_html(data: bytes | str) -> HtmlPage:
    """The text of an HTML page.

    Args:
        data: the page; bytes are decoded by the declared encoding where they are no UTF-8.

    Raises:
        InputError: the page is nested too deeply to be a page, or is no text.
        MissingExtraError: selectolax is not installed.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError:
        raise MissingExtraError("selectolax", "html", "reading HTML pages") from None
    if isinstance(data, bytes):
        decoded = decode(data, declared_encoding(data))
        markup, replaced = decoded.text, decoded.replaced
    else:
        markup, replaced = data, 0
    depth = _depth(markup)
    if depth > _DEEPEST:
        raise InputError(f"the HTML is nested {depth} elements deep: it is damaged, or not meant to be read")
    parser = LexborHTMLParser(markup)
    writer = _Writer()
    if parser.body is not None:
        _walk(parser.body, writer)
    meta = _meta_tags(parser)
    hints = PageHints(
        title=_headline(parser, meta, writer),
        published=meta.get("published"),
        source=meta.get("source"),
        author=meta.get("author"),
        column=meta.get("column"),
        links=frozenset(writer.links),
        aside=tuple(writer.aside()),
    )
    link = parser.css_first('link[rel="canonical"]')
    url = link.attributes.get("href") if link is not None else None
    return HtmlPage(writer.text, hints, url if url and "//" in url else None, replaced)


def _depth(markup: str) -> int:
    """How deep elements are nested, end tags that are missing counted in."""
    depth = deepest = 0
    for match in _NESTING.finditer(markup):
        depth += -1 if match[1] else 1
        if depth > deepest:
            deepest = depth
        depth = max(depth, 0)
    return deepest


@dataclass(slots=True)
class _Element:
    """An open element: `sentences` counts the characters of running text inside, `start` is where its text begins."""

    tag: str
    start: int
    sentences: int = 0
    end: int = 0
    children: list[_Element] = field(default_factory=list)


class _Writer:
    """Collects lines of text, which of them are links, and how much running text each element holds."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0
        self._parts: list[str] = []
        self._linked = 0
        self._written = 0
        self._in_link = 0
        self.links: list[int] = []
        self.headings: list[str] = []
        self.root = _Element("root", 0)
        self._open = [self.root]

    @property
    def text(self) -> str:
        return "\n".join(self._lines)

    def enter(self, tag: str) -> None:
        if tag == "a":
            self._in_link += 1
        elif tag in _BLOCKS:
            self.end_line()
            element = _Element(tag, self._length)
            self._open[-1].children.append(element)
            self._open.append(element)
        elif tag in _CELLS and self._parts:
            self._parts.append("\t")

    def leave(self, tag: str) -> None:
        if tag == "a":
            self._in_link -= 1
        elif tag in _BLOCKS:
            self.end_line(heading=tag in ("h1", "h2"))
            element = self._open.pop()
            element.end = self._length
            self._open[-1].sentences += element.sentences

    def add(self, text: str, keep_breaks: bool) -> None:
        if keep_breaks:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self.end_line()
                self._add(line)
        else:
            self._add(_SPACE.sub(_one_space, text))

    def _add(self, text: str) -> None:
        if text == " " and not self._parts:
            return
        self._parts.append(text)
        size = len(text.strip())
        self._written += size
        if self._in_link:
            self._linked += size

    def end_line(self, heading: bool = False) -> None:
        line = "".join(self._parts).strip(" \t")
        if line.strip():
            if heading:
                self.headings.append(line)
            is_link = self._written >= 4 and self._linked >= 0.8 * self._written
            if is_link:
                self.links.append(self._length + len(line) - len(line.lstrip()))
            elif len(line) >= 20 and _SENTENCE.search(line):
                self._open[-1].sentences += len(line)
            self._lines.append(line)
            self._length += len(line) + 1
        self._parts.clear()
        self._linked = self._written = 0

    def aside(self) -> list[tuple[int, int]]:
        """The ranges of text outside the smallest element that holds nearly all running text."""
        main = self.root
        total = sum(child.sentences for child in self.root.children)
        while True:
            inner = next((c for c in main.children if c.sentences >= 0.75 * total), None)
            if inner is None or inner.tag in ("p", "table", "tr", "li"):
                break
            main = inner
        if main is self.root or total < 100:
            return []
        return [(start, end) for start, end in ((0, main.start), (main.end, self._length)) if start < end]


def _one_space(match: re.Match[str]) -> str:
    """White space between two Chinese characters that holds a line break is an artefact of the source's layout."""
    text, (start, end) = match.string, match.span()
    between = start > 0 and end < len(text) and min(text[start - 1], text[end]) > "\u2e7f"
    return "" if between and "\n" in match[0] else " "


def _walk(body: LexborNode, writer: _Writer) -> None:
    """Visits the tree in document order without recursion, so that depth costs nothing."""
    node: LexborNode | None = body
    preformatted = 0
    while node is not None:
        tag = node.tag or ""
        down = None
        if tag == "-text":
            writer.add(node.text_content or "", keep_breaks=preformatted > 0)
        elif not tag.startswith("-") and tag not in _SKIPPED and not _is_hidden(node):
            writer.enter(tag)
            preformatted += tag == "pre"
            down = node.child
            if down is None:
                writer.leave(tag)
                preformatted -= tag == "pre"
        if down is not None:
            node = down
            continue
        while node is not None and node.next is None:
            parent = node.parent
            if parent is None or node.mem_id == body.mem_id:
                node = None
                break
            writer.leave(parent.tag or "")
            preformatted -= parent.tag == "pre"
            node = None if parent.mem_id == body.mem_id else parent
        if node is not None:
            node = node.next
    writer.end_line()


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    return "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style") or "") is not None


def _meta_tags(parser: LexborHTMLParser) -> dict[str, str]:
    """The fields that meta tags name, each from the most telling tag that is not empty."""
    names = field_names("meta")
    best: dict[str, tuple[int, str]] = {}
    for node in parser.css("meta"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
        content = (attributes.get("content") or "").strip()
        known = names.get(name.strip().lower())
        if known is not None and content:
            field, rank = known
            if field not in best or rank < best[field][0]:
                best[field] = (rank, content)
    return {field: content for field, (_, content) in best.items()}


def _headline(parser: LexborHTMLParser, meta: dict[str, str], writer: _Writer) -> str | None:
    """The headline: as a line of the page where one agrees with the tags, else as the tags say it."""
    node = parser.css_first("title")
    page_title = node.text(strip=True) if node is not None else ""
    wanted = [meta.get("title") or "", page_title]
    for heading in writer.headings:
        if any(heading in title for title in wanted if title):
            return heading
    lines = {line.strip() for line in writer.text.split("\n")}
    for title in wanted:
        while title:
            if title.strip() in lines:
                return title.strip()
            shorter = _SITE_SUFFIX.sub("", title)
            title = shorter if shorter != title else ""
    if len(writer.headings) == 1:
        return writer.headings[0]
    return meta.get("title") or None
