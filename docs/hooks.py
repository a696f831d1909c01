"""What mkdocs fills into pages: `<!-- fields -->` from the record's models, `<!-- notebook NAME -->` from examples/.

Both are read when the site is built, so that no page can be older than what it tells.
"""
from __future__ import annotations

import inspect
import re
import typing
from enum import Enum
from html import escape
from pathlib import Path
from types import UnionType
from typing import Any, Literal

import nbformat

from govner import records
from govner.display.labels import word
from govner.records import Base, EventType, MentionType, Role, SloganKind, SpeechAct

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
_MARKER = re.compile(r"<!-- (fields|notebook)(?: (\w+))? -->")
_MODELS = (
    "Record", "DocumentMetadata", "Block", "Sentence", "Mention", "Person", "Holding", "Post", "Rank", "Organization",
    "Place", "PlaceCode", "DateExpression", "GroupParticipant", "Slogan", "SloganItem", "Event", "Participant",
    "VisitStop", "Statement", "StatementPoint", "Span", "Provenance",
)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Called by mkdocs with the text of every page."""
    return _MARKER.sub(lambda match: fields() if match[1] == "fields" else notebook(match[2]), markdown)


def fields() -> str:
    """All models with their fields, then the closed vocabularies."""
    lines = [line for name in _MODELS for line in _model(_class(name))]
    for vocabulary in (MentionType, EventType, Role, SpeechAct, SloganKind):
        lines += _vocabulary(vocabulary)
    return "\n".join(lines)


def _class(name: str) -> type[Base]:
    return getattr(records, name, None) or getattr(records.document, name)  # type: ignore[no-any-return]


def _model(model: type[Base]) -> list[str]:
    text = inspect.cleandoc(model.__doc__ or "").split(">>>")[0].split("\nRaises:")[0].strip()
    text = "" if text.startswith("!!!") or model.__doc__ == Base.__doc__ else re.sub(r"\nAttributes:\n", "\n\n", text)
    text = re.sub(r"^ {4}(\w+): ", r"* `\1`: ", text, flags=re.M)
    lines = [f"## {model.__name__}", "", *([text, ""] if text else []), "| field | type | default |", "|---|---|---|"]
    for name, field in model.model_fields.items():
        shown = field.alias or name
        python = f" (`.{name}`)" if field.alias and field.alias != name else ""
        default = "" if field.is_required() else _default(field.get_default(call_default_factory=True))
        lines.append(f"| `{shown}`{python} | {_type(field.annotation)} | {default} |")
    return [*lines, ""]


def _default(value: Any) -> str:
    return "" if isinstance(value, Base) else f"`{value.value if isinstance(value, Enum) else value!r}`"


def _type(annotation: Any) -> str:
    """A type as readers write it: links to other models, values of literals."""
    origin, inside = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in inside)
    if origin in (UnionType, typing.Union):
        return " or ".join(_type(a) for a in inside if a is not type(None))
    if origin is not None:
        name = "list" if origin.__name__ == "Table" else origin.__name__
        return f"{name} of {', '.join(_type(a) for a in inside)}"
    if isinstance(annotation, type) and issubclass(annotation, (Base, Enum)):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})" if _shown(annotation) else annotation.__name__
    return getattr(annotation, "__name__", str(annotation))


def _shown(kind: type) -> bool:
    return kind.__name__ in (*_MODELS, "MentionType", "EventType", "Role", "SpeechAct", "SloganKind")


def _vocabulary(vocabulary: type[Enum]) -> list[str]:
    rows = [f"| `{value.value}` | {word(value)} |" for value in vocabulary]
    return [f"## {vocabulary.__name__}", "", "| value | 中文 |", "|---|---|", *rows, ""]


def notebook(name: str) -> str:
    """An executed notebook with its outputs."""
    parts: list[str] = []
    for cell in nbformat.read(EXAMPLES / f"{name}.ipynb", as_version=4).cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source)
        else:
            parts.append(f"```python\n{cell.source}\n```")
            parts += [_output(output) for output in cell.outputs]
    return "\n\n".join([*parts, f"`examples/{name}.ipynb`"])


def _output(output: Any) -> str:
    data = output.get("data", {})
    if "image/png" in data:
        return f'<img alt="output" src="data:image/png;base64,{"".join(data["image/png"].split())}">'
    if "text/html" in data:
        return f'<div class="notebook-output">{_one_block(data["text/html"])}</div>'
    shown = output.get("text") or data.get("text/plain", "")
    return f'<pre class="notebook-output">{_one_block(escape(shown.rstrip()))}</pre>'


def _one_block(html: str) -> str:
    """HTML without line ends, since Markdown ends the block at an empty line; those of texts become references."""
    styled = re.sub(r"<style.*?</style>", lambda match: match[0].replace("\n", " "), html.strip(), flags=re.S)
    keep = "&#10;" if "<table" not in html else " "
    return styled.replace("\n", keep)
