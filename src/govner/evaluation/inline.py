"""Annotated articles as plain text, with the mentions marked in place.

    @id 2023-05-18-a
    @published 2023-05-18
    @region 浙江省杭州市
    @text
    {P|陈立峰}调研{L|余杭区}社区治理工作
    {D|5月17日}下午…
    @end

P person, T post, O organisation, L place, D date, S slogan; places may be nested. The lines before `@text` may be
missing; what stands between `@record` and `@end` is left to other readers. A file without `@text` is one article.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from govner.errors import InputError
from govner.evaluation.gold import GoldArticle, read_gold
from govner.records import MentionType

LETTERS = {
    "P": MentionType.PERSON,
    "T": MentionType.POST,
    "O": MentionType.ORGANIZATION,
    "L": MentionType.PLACE,
    "D": MentionType.DATE,
    "S": MentionType.SLOGAN,
}
_FIELD = re.compile(r"@(id|published|region|title|url)\b[ \t]*(.*)")
_TOKEN = re.compile(r"\{([A-Z])\||\}|[^{}]+|\{")
Marked = tuple[MentionType, int, int]


def parse_inline(annotated: str) -> tuple[str, list[Marked]]:
    """The bare text, and its mentions as (type, start, end), sorted by start, wider first.

    Raises:
        ValueError: a brace is not closed or opened, or a letter stands for no type.

    >>> parse_inline("{P|王立}到{L|河口镇}")[0]
    '王立到河口镇'
    >>> [(kind.value, a, b) for kind, a, b in parse_inline("{P|王立}到{L|河口镇}")[1]]
    [('PERSON', 0, 2), ('PLACE', 3, 6)]
    """
    parts: list[str] = []
    opened: list[tuple[MentionType, int]] = []
    found: list[Marked] = []
    length = 0
    for token in _TOKEN.finditer(annotated):
        if token[1]:
            if token[1] not in LETTERS:
                raise ValueError(f"{{{token[1]}| stands for no type of mention")
            opened.append((LETTERS[token[1]], length))
        elif token[0] == "}":
            if not opened:
                raise ValueError(f"}} closes nothing after {''.join(parts)[-10:]!r}")
            kind, start = opened.pop()
            found.append((kind, start, length))
        elif token[0] == "{":
            raise ValueError(f"{{ opens nothing after {''.join(parts)[-10:]!r}")
        else:
            parts.append(token[0])
            length += len(token[0])
    if opened:
        raise ValueError(f"a mention that begins at character {opened[-1][1]} is not closed")
    return "".join(parts), sorted(found, key=lambda m: (m[1], -m[2]))


def read_inline(path: str | Path) -> Iterator[GoldArticle]:
    """The articles of a text file of annotated articles.

    Raises:
        InputError: the file is not UTF-8, or a mark or a date is wrong; the message names the file and the article.
    """
    fields: dict[str, str] = {}
    lines: list[str] = []
    state, number = "", 0
    try:
        everything = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is no text in UTF-8 ({error.reason}): save it as UTF-8") from error
    if "@text" not in everything.split("\n"):
        yield _article(path, 1, {}, everything)
        return
    for line in everything.split("\n"):
        if line == "@text":
            state, lines, number = "text", [], number + 1
        elif line == "@record" and state == "text":
            state = "record"
        elif line == "@end" and state:
            yield _article(path, number, fields, "\n".join(lines))
            fields, state = {}, ""
        elif state == "text":
            lines.append(line)
        elif not state and (field := _FIELD.match(line)):
            fields[field[1]] = field[2].strip()
    if state:
        raise InputError(f"{path}: article {number} has no @end")


def read_annotated(path: str | Path) -> Iterator[GoldArticle]:
    """The annotated articles of a file: JSON lines (`.jsonl`) or marked text (any other name)."""
    return read_gold(path) if Path(path).suffix == ".jsonl" else read_inline(path)


def _article(path: str | Path, number: int, fields: dict[str, str], annotated: str) -> GoldArticle:
    identifier = fields.get("id") or f"{Path(path).stem} {number}"
    try:
        text, mentions = parse_inline(annotated)
        published = date.fromisoformat(fields["published"]) if fields.get("published") else None
    except ValueError as error:
        raise InputError(f"{path}, article {number} ({identifier}): {error}") from error
    return GoldArticle(identifier, text, published, fields.get("region") or None, mentions, {})
