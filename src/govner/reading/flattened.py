"""Pages that lost their line breaks: headline, metadata and text on one line, paragraphs parted by spaces only."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govner.reading.labels import LabelParser, printed_dates
from govner.reading.lines import Line

_LEAST = 60  # shorter lines are not cut
_LEAST_PAGE = 120  # shorter lines hold no page with its metadata
_HEAD = 400  # headline and metadata stand this near the beginning
_PARAGRAPH_GAP = re.compile(r"(?<=[。!?”）)])[ ]{2,}(?=[^ ])")
_CRUMBS = re.compile(r"(?:[^ >。]{1,16}[ ]?>{1,2}[ ]?){1,6}(?:正文|内容|[^ >。]{1,12})[ ]+")
_SENTENCE = re.compile("[。!?;]")


def unflatten(lines: Sequence[Line], labels: LabelParser) -> list[Line]:
    """The lines, of which long ones are cut where a page's parts or paragraphs meet."""
    cut: list[Line] = []
    for line in lines:
        cut += _pieces(line, labels) if len(line.text) > _LEAST else [line]
    return cut


def _pieces(line: Line, labels: LabelParser) -> Iterator[Line]:
    edges = [0, *(_head_edges(line.text, labels) if len(line.text) > _LEAST_PAGE else [])]
    body = edges[-1]
    edges += [match.end() for match in _PARAGRAPH_GAP.finditer(line.text, body)]
    for start, end in zip(edges, [*edges[1:], len(line.text)], strict=True):
        text = line.text[start:end]
        left, right = len(text) - len(text.lstrip(" ")), len(text.rstrip(" "))
        if left < right:
            first = start == 0
            yield Line(
                line.start + start + left,
                line.start + start + right,
                text[left:right],
                gap=line.gap and first,
                indent=line.indent if first else left,
            )


def _head_edges(text: str, labels: LabelParser) -> list[int]:
    """Where breadcrumb, headline and metadata end, if the line begins with them: none where it begins with text."""
    fields = labels.parse(text[:_HEAD])
    dates = list(printed_dates(text[:_HEAD]))
    dated = [f for f in fields if any(f.start <= date.start < max(f.end, f.start + 1) for date in dates)]
    if not dated or not any(f.kind == "published" for f in dated):
        return []
    begin = text.index(fields[0].label)
    if _SENTENCE.search(text, 0, begin) or begin > 160:
        return []
    last = fields[0]
    for field in fields[1:]:
        if field.start - last.end > 12 or _SENTENCE.search(field.value[:30]):
            break
        last = field
    end = last.end
    if len(last.value) > 20 or _SENTENCE.search(last.value):
        # The value of the last field runs into the text: it ends at its first space.
        date = next((d for d in dates if d.start >= last.start), None)
        space = text.find(" ", date.end if date and date.start == last.start else last.start)
        end = space if 0 <= space < last.end else last.start
    crumbs = _CRUMBS.match(text, 0, begin)
    return [edge for edge in (crumbs.end() if crumbs else 0, begin, end) if edge > 0]
