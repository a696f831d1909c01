"""The parts that all pages share: the frame around a page, words in two languages, links, tables, small charts.

Functions take and return HTML; what comes from articles passes through :func:`govner.display.escaping.safe` first. No
page has inline script or style, so that its policy (CSP) can forbid them.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape

from govner.display.escaping import safe

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
_SECTIONS = (
    ("index.html", "首页", "Home"),
    ("articles/index.html", "文章", "Articles"),
    ("people/index.html", "人物", "Officials"),
    ("places/index.html", "地点", "Places"),
    ("slogans/index.html", "提法", "Slogans"),
    ("events/index.html", "事件", "Events"),
)


@cache
def t(zh: str, en: str) -> str:
    """A text of the interface in both languages, of which the page shows one.

    >>> t("首页", "Home")
    '<span class="zh" lang="zh">首页</span><span class="en" lang="en">Home</span>'
    """
    return f'<span class="zh" lang="zh">{escape(zh)}</span><span class="en" lang="en">{escape(en)}</span>'


def page(path: str, title: str, body: str, *, lang: str) -> str:
    """A whole page.

    Args:
        path: where it will stand, seen from the report's root (people/N1.html).
        title: plain text.
        body: HTML.
        lang: the language shown first, "zh" or "en".
    """
    root = "../" * path.count("/")
    section = path.split("/")[0]
    links = "".join(
        f'<a href="{root}{target}"{_current(target, section)}>{t(zh, en)}</a>' for target, zh, en in _SECTIONS
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}" data-lang="{lang}" data-root="{root}">\n'
        f'<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f'\n<title>{safe(title)} · govner</title><link rel="icon" href="data:,">'
        f'<link rel="stylesheet" href="{root}assets/style.css">'
        f'<script src="{root}assets/app.js" defer></script></head>\n'
        f'<body><header><nav>{links}</nav><div class="tools">'
        '<input type="search" id="search" autocomplete="off" aria-label="search 搜索"'
        ' data-zh="搜索人物、地点、提法、标题…" data-en="Search people, places, slogans, titles…">'
        '<button type="button" id="lang" aria-label="language 语言">中 / EN</button>'
        '<button type="button" id="theme" aria-label="light or dark 明暗">◐</button></div>'
        '<div id="results" hidden></div></header>\n'
        f"<main>{body}</main>\n</body></html>\n"
    )


def _current(target: str, section: str) -> str:
    return ' aria-current="page"' if target.split("/")[0] == section else ""


def link(url: str | None, text: str) -> str:
    """A link with a plain text; without a target, the text alone."""
    return f'<a href="{url}">{safe(text)}</a>' if url else safe(text)


def day(text: str | None) -> str:
    """A day, which is never broken over two lines."""
    return f"<time>{safe(text)}</time>" if text else ""


def amount(number: int, zh: str = "篇", en: str = "articles") -> str:
    """A number, and its unit where a narrow screen hides the heads of tables."""
    return f'{number:,}<span class="unit"> {t(zh, en)}</span>'


def table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    filtered: bool = False,
    beside: str = "",
    matrix: bool = False,
) -> str:
    """A table of HTML cells.

    Args:
        filtered: with a box that hides the rows which lack some words.
        beside: HTML that stands beside the box.
        matrix: cells mean nothing without their column; other rows become lines on a narrow screen.
    """
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    if not body:
        return f'<p class="none">{t("无", "none")}</p>'
    head = "".join(f"<th>{cell}</th>" for cell in heads)
    box = (
        '<p><input type="search" class="filter" aria-label="filter 筛选" data-zh="筛选本页…"'
        f' data-en="Filter this page…"> {beside} <span class="count"></span></p>'
        if filtered
        else ""
    )
    mark = (" data-filtered" if filtered else "") + ("" if matrix else ' class="stack"')
    return f'{box}<div class="scroll"><table{mark}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def pager(base: str, number: int, count: int) -> str:
    """Links to the neighbours of a page of a list.

    >>> page_name("index", 1), page_name("index", 2)
    ('index.html', 'index-2.html')
    """
    if count <= 1:
        return ""
    near = {1, 2, *range(number - 2, number + 3), count - 1, count}
    shown = sorted(near & {*range(1, count + 1)})
    parts: list[str] = []
    for before, at in zip([0, *shown], shown, strict=False):
        if at > before + 1:
            parts.append("…")
        parts.append(f"<b>{at}</b>" if at == number else f'<a href="{page_name(base, at)}">{at}</a>')
    return f'<p class="pager">{" ".join(parts)}</p>'


def page_name(base: str, number: int) -> str:
    return f"{base}.html" if number == 1 else f"{base}-{number}.html"


def section(heading: str, body: str, count: int | None = None) -> str:
    """A headed part of a page; nothing where there is nothing in it."""
    number = f' <small>{count:,}</small>' if count is not None else ""
    return f"<section><h2>{heading}{number}</h2>{body}</section>" if body else ""


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Pairs of name and value, those without value left out."""
    items = "".join(f"<div><dt>{key}</dt><dd>{value}</dd></div>" for key, value in pairs if value)
    return f'<dl class="facts">{items}</dl>' if items else ""


def chips(items: Iterable[str]) -> str:
    found = "".join(f"<li>{item}</li>" for item in items)
    return f'<ul class="chips">{found}</ul>' if found else ""


def columns_chart(counts: Mapping[str, int]) -> str:
    """A column for each period, with its value above and every so many names below (inline SVG).

    >>> columns_chart({"2020": 3, "2021": 0}).count("<rect")
    2
    """
    if not counts:
        return ""
    top = max([1, *counts.values()])
    wide = max(18, min(88, 960 // len(counts)))
    every = max(1, -(-max(map(len, counts)) * 8 // wide))
    parts: list[str] = []
    for at, (name, value) in enumerate(counts.items()):
        height = round(100 * value / top, 1)
        x = at * wide
        parts.append(
            f'<rect x="{x + 2}" y="{round(116 - height, 1)}" width="{wide - 4}" height="{height}">'
            f"<title>{escape(name)}: {value}</title></rect>"
        )
        if value and wide >= 18:
            parts.append(f'<text x="{x + wide / 2}" y="{round(112 - height, 1)}">{value}</text>')
        if at % every == 0:
            parts.append(f'<text x="{x + wide / 2}" y="132">{escape(name)}</text>')
    width = len(counts) * wide
    return (
        f'<div class="scroll"><svg class="columns" role="img" width="{width}" height="140" viewBox="0 0 {width} 140">'
        f'{"".join(parts)}</svg></div>'
    )


def span_bar(start: float, end: float) -> str:
    """A bar from one share of a line to another (0 to 1), as small inline SVG that stretches with its cell.

    >>> span_bar(0.25, 0.5).count('x="25.0"')
    1
    """
    width = max(1.5, 100 * (end - start))
    left = min(100 * start, 100 - width)
    return (
        '<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="line" x="0" y="2.5" width="100" height="1"/><rect x="{left:.1f}" y="0" width="{width:.1f}"'
        ' height="6"/></svg>'
    )
