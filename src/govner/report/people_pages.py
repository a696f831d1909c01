"""Pages of people: posts over time, visits, company; and the list of officials."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from govner.analysis.identity import Identity
from govner.display.escaping import safe
from govner.report.article_pages import article_heads, article_rows
from govner.report.content import Content, Row
from govner.report.html import amount, chips, day, facts, link, page, page_name, pager, section, span_bar, t, table
from govner.report.words import basis_word, conflict_word, event_word, join_word

_PER_PAGE = 400
_VISITS, _COMPANY, _ARTICLES, _CONFLICTS = 300, 40, 300, 100


def person_page(content: Content, person: Identity, lang: str) -> str:
    """The page of one person."""
    holdings = sorted(content.holdings.get(person.id, []), key=lambda row: (row["start"] or "9", row["post"]))
    records = person.records
    articles = sorted((content.by_record[r] for r in records), key=lambda a: a.number)
    days = [seen.isoformat() for seen in person.days]
    basis = f"{join_word(person.basis)} <small>{person.confidence:.2f}</small>"
    about = facts(
        [
            (t("最近职务", "latest post"), safe(content.latest.get(person.id) or "")),
            (t("见报", "seen"), f"{days[0]} – {days[-1]}" if days else ""),
            (t("文章", "articles"), f"{len(articles):,}"),
            (t("认定依据", "known as one by"), basis),
        ]
    )
    heads = [t("任职", "post"), t("自", "from"), t("至", "to"), "", t("依据", "evidence")]
    trail = content.trails.get(person.id, [])
    namesakes = [p for p in content.namesakes[person.name] if p is not person]
    body = (
        f"<h1>{safe(person.name)}</h1>{about}"
        + _namesakes(content, namesakes)
        + section(t("职务时间线", "Posts over time"), _timeline(content, holdings, heads) if holdings else "")
        + section(t("走访路线", "Visits"), _visits(content, trail[::-1][:_VISITS]) if trail else "", len(trail))
        + section(t("同场人物", "Seen with"), _company(content, person))
        + section(t("文章", "Articles"), table(article_heads(), article_rows(articles[:_ARTICLES]), filtered=True))
    )
    return page(f"people/{person.id.lower()}.html", person.name, body, lang=lang)


def _namesakes(content: Content, others: list[Identity]) -> str:
    if not others:
        return ""
    items = [
        f'<a href="{p.id.lower()}.html">{safe(p.name)}</a> <small>{safe(content.latest.get(p.id) or "")}</small>'
        for p in others[:20]
    ]
    return section(t("同名者（判为不同的人）", "Namesakes, held to be others"), chips(items))


def _timeline(content: Content, holdings: list[Row], heads: list[str]) -> str:
    days = [date.fromisoformat(row[side]) for row in holdings for side in ("start", "end") if row[side]]
    first, last = min(days, default=date.min), max(days, default=date.min)
    whole = max(1, (last - first).days)
    rows = []
    for row in holdings:
        start, end = row["start"] or row["end"], row["end"] or row["start"]
        bar = ""
        if start and end:
            at, to = ((date.fromisoformat(side) - first).days / whole for side in (start, end))
            bar = span_bar(at, max(at, to))
        records = dict.fromkeys([row["first_record"], row["last_record"]])
        proofs = [link("../" + content.by_record[r].path, content.by_record[r].day or "→") for r in records]
        ended = f"<br><small>{t('已卸任，见于', 'held no more by')} {safe(str(row['ended_by']))}</small>"
        note = ended if row["ended_by"] else ""
        rows.append(
            (
                safe(row["post"]),
                f"{day(row['start'])} <small>{basis_word(row['start_basis'])}</small>",
                f"{day(row['end'])} <small>{basis_word(row['end_basis'])}</small>{note}",
                bar,
                " … ".join(proofs),
            )
        )
    return table(heads, rows)


def _visits(content: Content, rows: list[Row]) -> str:
    heads = [t("日期", "date"), t("地点", "place"), t("类型", "type"), t("议题", "topic"), t("文章", "article")]
    cells = []
    for row in rows:
        article = content.by_record[row["record_id"]]
        url = content.place_url(row["place"])
        cells.append(
            (
                day(row["day"]),
                link(f"../{url}" if url else None, str(row["place"])),
                event_word(row["event_type"]),
                safe(str(row["topics"])[:60]),
                link("../" + article.path, article.title),
            )
        )
    return table(heads, cells)


def _company(content: Content, person: Identity) -> str:
    others = content.together.get(person.id)
    if not others:
        return ""
    by_id = content.identity
    items = []
    for key, count in sorted(others.items(), key=lambda item: (-item[1], item[0]))[:_COMPANY]:
        other = by_id[key]
        url = content.person_url(other)
        items.append(f"{link(f'../{url}' if url else None, other.name)} <small>×{count}</small>")
    return chips(items)


def people_lists(content: Content, lang: str) -> Iterator[tuple[str, str]]:
    """The lists of officials, those in most articles first, and what contradicts itself in their posts."""
    officials = [person for person in content.shown if person.kind == "official"]
    officials.sort(key=lambda p: (-len(p.records), p.name, p.id))
    count = max(1, -(-len(officials) // _PER_PAGE))
    heads = [t("姓名", "name"), t("最近职务", "latest post"), t("初见", "first seen"), t("末见", "last seen"),
             t("文章", "articles")]
    for number in range(1, count + 1):
        rows = [_official(content, p) for p in officials[(number - 1) * _PER_PAGE : number * _PER_PAGE]]
        path = "people/" + page_name("index", number)
        links = pager("index", number, count)
        body = f"<h1>{t('人物', 'Officials')} <small>{len(officials):,}</small></h1>{links}"
        body += f"<section>{table(heads, rows, filtered=True)}</section>{links}"
        if number == 1:
            body += _conflicts(content)
        yield path, page(path, "人物 Officials", body, lang=lang)


def _official(content: Content, person: Identity) -> tuple[str, ...]:
    days = person.days
    return (
        f'<a href="{person.id.lower()}.html">{safe(person.name)}</a>',
        safe(content.latest.get(person.id) or ""),
        day(days[0].isoformat() if days else None),
        day(days[-1].isoformat() if days else None),
        amount(len(person.records)),
    )


def _conflicts(content: Content) -> str:
    rows = []
    for row in content.conflicts[:_CONFLICTS]:
        names = {row["identity"]: row["name"], row["other_identity"]: row["other_name"]}
        people = "、".join(f'<a href="{key.lower()}.html">{safe(name)}</a>' for key, name in names.items())
        rows.append((conflict_word(row["kind"]), safe(row["post"]), people, f"{row['start']} – {row['end']}"))
    heads = [t("矛盾", "conflict"), t("职务", "post"), t("人物", "people"), t("时间", "days")]
    return section(t("矛盾之处", "Contradictions"), table(heads, rows) if rows else "", len(content.conflicts))
