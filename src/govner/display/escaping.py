"""Text from articles made harmless for a page or a terminal.

Two things could do harm: mark-up, and characters that are not seen but act: controls (a terminal's escape), and
those of bidirectional text, which let 123 be read as 321. The latter are shown by their number: [U+202E].
"""
from __future__ import annotations

import re
from html import escape

#: Controls except tab and line ends, marks of direction, separators that break scripts, lone surrogates, and the two
#: that are no characters.
ACTING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e"
    "\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def visible(text: str) -> str:
    """The text with every acting character replaced by its number.

    >>> visible("张\u202e三")
    '张[U+202E]三'
    """
    return ACTING.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def safe(text: str) -> str:
    """The text for a place between tags or in a quoted attribute.

    >>> safe('"><img onerror=x>')
    '&quot;&gt;&lt;img onerror=x&gt;'
    """
    return escape(visible(text))


def same_length(text: str) -> str:
    """The text with every acting character replaced by U+FFFD, so that offsets hold."""
    return ACTING.sub("\ufffd", text)
