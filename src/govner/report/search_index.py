"""The search index: what can be found, in files that the page reads one after another."""
from __future__ import annotations

import json
from collections.abc import Iterator

from govner.display.escaping import visible
from govner.report.content import Content

# Characters of one file: small enough to be read at once, large enough that a few do.
_SHARD = 300_000


def search_files(content: Content) -> Iterator[tuple[str, str]]:
    """Scripts that hold the entries (they load from a disk, where fetch is forbidden), and one that counts them."""
    shards = list(_shards(content))
    yield "data/index.js", f"govnerIndex({len(shards)});\n"
    for number, lines in enumerate(shards):
        yield f"data/search-{number}.js", "govnerShard([\n" + ",\n".join(lines) + "\n]);\n"


def _shards(content: Content) -> Iterator[list[str]]:
    lines: list[str] = []
    size = 0
    for entry in _entries(content):
        # Escaped to ASCII: no character of an article can act in the script.
        line = json.dumps([visible(part) for part in entry])
        lines.append(line)
        size += len(line)
        if size >= _SHARD:
            yield lines
            lines, size = [], 0
    if lines:
        yield lines


def _entries(content: Content) -> Iterator[tuple[str, str, str, str]]:
    """Kind, name, what else is known, and address: people and slogans of most articles first, articles newest first."""
    people = sorted(content.shown, key=lambda p: (-len(p.records), p.name, p.id))
    for person in people:
        yield "p", person.name, content.latest.get(person.id) or "", content.person_url(person) or ""
    for name, uses in sorted(content.uses.items(), key=lambda item: (-len(item[1]), item[0])):
        yield "k", name, _others(name, [str(row["surface"]) for row in uses]), content.slogan_url(name) or ""
    for place in sorted(content.places.values(), key=lambda p: (len(p.path), -len(p.records), p.path)):
        yield "l", place.path[-1], "".join(place.path[:-1]), place.url
    for article in content.articles:
        yield "a", article.title, f"{article.day} {article.row['area'] or ''}".strip(), article.path


def _others(name: str, surfaces: list[str]) -> str:
    return "、".join(surface for surface in list(dict.fromkeys(surfaces))[:5] if surface != name)
