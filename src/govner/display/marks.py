"""The article's text with its mentions, slogan members and blocks marked, as HTML.

Marks nest; where two cross, the later one is closed with the earlier and goes on after it.
"""
from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from html import escape
from itertools import count

from govner.display.escaping import ACTING, safe, visible
from govner.display.facts import facts
from govner.display.labels import word
from govner.records import Block, BlockKind, Mention, MentionType, Record, Span

#: Of equal spans, who is outside.
_BLOCK, _ITEM, _GROUP, _NAME = range(4)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text to be marked: its class, its tooltip, and the anchor that links lead to."""

    start: int
    end: int
    level: int
    kind: str
    tip: str = ""
    anchor: str = ""


class MarkedText:
    """A record's text as HTML, and the anchors in it.

    Args:
        record: what is shown.
        prefix: begins every anchor, so that several records can stand in one page.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        key = f"{record.id}\0{record.raw_text}\0{record.sha256}"
        self.prefix = "g" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        self._marks = [*self._blocks(), *self._members(), *self._mentions()]
        anchored = sorted((m for m in self._marks if m.anchor), key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in anchored]
        self._anchored = anchored

    def link(self, span: Span | None, text: str | None = None) -> str:
        """HTML of a text that leads to the first mark inside the span, where there is one."""
        shown = safe(text if text is not None else span.text if span else "")
        anchor = self._anchor(span) if span is not None else ""
        return f'<a href="#{anchor}">{shown}</a>' if anchor else shown

    def _anchor(self, span: Span) -> str:
        index = bisect_left(self._starts, span.start)
        if index < len(self._anchored) and self._anchored[index].start < span.end:
            return self._anchored[index].anchor
        return ""

    def _blocks(self) -> Iterator[Mark]:
        for block in self.record.blocks:
            if block.kind in (BlockKind.TITLE, BlockKind.SUBTITLE) and block.duplicate_of is None:
                yield Mark(block.span.start, block.span.end, _BLOCK, "headline")
            elif not block.in_body:
                yield Mark(block.span.start, block.span.end, _BLOCK, "chrome", _block_tip(block))

    def _members(self) -> Iterator[Mark]:
        number = count()
        for slogan in self.record.slogans:
            for item in slogan.items:
                if item.span is not None:
                    tip = f"{slogan.surface} 的一项 · member"
                    yield Mark(item.span.start, item.span.end, _ITEM, "item", tip, f"{self.prefix}-k{next(number)}")

    def _mentions(self) -> Iterator[Mark]:
        for number, mention in enumerate(self.record.mentions):
            level = _GROUP if mention.type in (MentionType.GROUP, MentionType.EVENT) else _NAME
            span = mention.span
            yield Mark(
                span.start, span.end, level, mention.type.value, mention_tip(mention), f"{self.prefix}-m{number}"
            )

    def html(self) -> str:
        """The whole text."""
        raw = self.record.raw_text
        order = count()
        waiting = [(m.start, -m.end, m.level, next(order), m) for m in self._marks]
        heapify(waiting)
        pieces: list[str] = []
        opened: list[Mark] = []
        position = 0

        def advance(to: int) -> None:
            nonlocal position
            while opened and opened[-1].end <= to:
                closing = opened.pop()
                pieces.append(_plain(raw[position : closing.end]) + f"</{_tag(closing)}>")
                position = closing.end
            pieces.append(_plain(raw[position:to]))
            position = to

        while waiting:
            mark = heappop(waiting)[-1]
            advance(mark.start)
            if opened and mark.end > opened[-1].end:
                cut = opened[-1].end
                heappush(waiting, (cut, -mark.end, mark.level, next(order), replace(mark, start=cut, anchor="")))
                mark = replace(mark, end=cut)
            pieces.append(_opening(mark))
            opened.append(mark)
        advance(len(raw))
        return "".join(pieces)


def mention_tip(mention: Mention) -> str:
    """The tooltip of a mention: type, entity, value or code, and the rule that found it."""
    lines = [f"{word(mention.type)} {mention.type.value} · {mention.ref}"]
    for key, value in facts(mention.entity):
        lines.append(value if key in ("name", "label", "surface") else f"{key}: {value}")
    if mention.form.value != "name":
        lines.append(f"form: {mention.form.value}")
    if mention.basis:
        lines.append(f"basis: {mention.basis}")
    if mention.rule:
        lines.append(f"rule: {mention.rule} ({mention.score:.2f})")
    return "\n".join(lines)


def _block_tip(block: Block) -> str:
    return block.kind.value + (f", copy of {block.duplicate_of}" if block.duplicate_of else "")


def _tag(mark: Mark) -> str:
    return "mark" if mark.level in (_NAME, _GROUP) else "span"


def _opening(mark: Mark) -> str:
    anchor = f' id="{mark.anchor}"' if mark.anchor else ""
    focus = ' tabindex="0"' if mark.level in (_NAME, _GROUP) else ""
    if mark.kind == "chrome":
        return f'<span class="chrome" title="{safe(mark.tip)}">'
    tip = f' data-tip="{safe(mark.tip)}"' if mark.tip else ""
    return f'<{_tag(mark)} class="{mark.kind}"{anchor}{focus}{tip}>'


def _plain(text: str) -> str:
    """Escaped text, acting characters shown by their number."""
    if ACTING.search(text) is None:
        return escape(text)
    pieces: list[str] = []
    position = 0
    for match in ACTING.finditer(text):
        pieces.append(escape(text[position : match.start()]))
        pieces.append(f'<span class="ctl">{visible(match[0])}</span>')
        position = match.end()
    return "".join([*pieces, escape(text[position:])])
