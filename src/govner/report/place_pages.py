"""Pages of places: who came when, what lies below; and the tree of divisions."""
from __future__ import annotations

from collections.abc import Iterator

from govner.display.escaping import safe
from govner.report.article_pages import article_heads, article_rows
from govner.report.content import Content, PlaceEntry, Row
from govner.report.html import amount, day, facts, link, page, section, t, table
from govner.report.words import event_word, role_word

_VISITS, _ARTICLES, _CHILDREN = 400, 300, 1500
# The whole tree of a large dump would be too long for one page: below the county, areas stand on the county's page.
_TREE_DEPTH = 3


def place_page(content: Content, place: PlaceEntry, lang: str) -> str:
    """The page of one area."""
    crumbs = " › ".join(
        f'<a href="../{content.places[place.path[:depth]].url}">{safe(place.path[depth - 1])}</a>'
        for depth in range(1, len(place.path))
    )
    articles = sorted((content.by_record[r] for r in place.records), key=lambda a: a.number)
    visits = sorted(place.visits, key=lambda row: (row["day"] or "", row["record_id"]), reverse=True)
    children = [content.places[path] for path in place.children[:_CHILDREN]]
    about = facts(
        [
            (t("代码", "code"), safe("、".join(sorted(place.codes)))),
            (t("文章", "articles"), f"{len(articles):,}"),
            (t("走访", "visits"), f"{_number(place):,}"),
        ]
    )
    body = (
        (f'<p class="crumbs">{crumbs}</p>' if crumbs else "")
        + f"<h1>{safe(place.path[-1])}</h1>{about}"
        + section(t("谁何时来过", "Who came when"), _visits(content, visits[:_VISITS]) if visits else "", len(visits))
        + section(t("下辖", "Areas below"), _children(children), len(place.children))
        + section(t("文章", "Articles"), table(article_heads(), article_rows(articles[:_ARTICLES]), filtered=True))
    )
    return page(place.url, place.name, body, lang=lang)


def _number(place: PlaceEntry) -> int:
    return len({(row["record_id"], row["event_id"]) for row in place.visits})


def _visits(content: Content, rows: list[Row]) -> str:
    heads = [t("日期", "date"), t("人物", "who"), t("身份", "as"), t("到", "went to"), t("类型", "type"),
             t("文章", "article")]
    cells = []
    for row in rows:
        article = content.by_record[row["record_id"]]
        url = content.person_url(content.identity[row["identity"]])
        cells.append(
            (
                day(row["day"]),
                link(f"../{url}" if url else None, row["name"]),
                role_word(row["role"]),
                safe(str(row["stop"])),
                event_word(row["event_type"]),
                link("../" + article.path, article.title),
            )
        )
    return table(heads, cells, filtered=True)


def _children(children: list[PlaceEntry]) -> str:
    if not children:
        return ""
    heads = [t("地区", "area"), t("文章", "articles"), t("走访", "visits")]
    ordered = sorted(children, key=lambda place: (-len(place.records), place.path))
    rows = [
        (
            f'<a href="../{place.url}">{safe(place.path[-1])}</a>',
            amount(len(place.records)),
            amount(_number(place), "次走访", "visits"),
        )
        for place in ordered
    ]
    return table(heads, rows)


def place_index(content: Content, lang: str) -> Iterator[tuple[str, str]]:
    """The tree of divisions down to the county."""
    roots = [place for path, place in content.places.items() if len(path) == 1]
    tree = "".join(_branch(content, place) for place in sorted(roots, key=lambda p: (-len(p.records), p.path)))
    body = f"<h1>{t('地点', 'Places')} <small>{len(content.places):,}</small></h1>"
    body += f'<p class="soft crumbs">{t("数字：文章 · 走访", "numbers: articles · visits")}</p><section>'
    body += f"{tree or t('无', 'none')}</section>"
    yield "places/index.html", page("places/index.html", "地点 Places", body, lang=lang)


def _branch(content: Content, place: PlaceEntry) -> str:
    count = f"<small>{len(place.records):,} · {_number(place):,}</small>"
    name = f'<a href="../{place.url}">{safe(place.path[-1])}</a> {count}'
    below = [content.places[path] for path in place.children] if len(place.path) < _TREE_DEPTH else []
    if not below:
        return f'<div class="leaf">{name}</div>'
    inner = "".join(_branch(content, p) for p in sorted(below, key=lambda p: (-len(p.records), p.path)))
    opened = " open" if len(place.path) == 1 else ""
    return f"<details{opened}><summary>{name}</summary>{inner}</details>"
