"""Pages of slogans: first seen, how often over time, members, who uses them."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from govner.display.escaping import safe
from govner.report.article_pages import article_heads, article_rows
from govner.report.content import Content, Row
from govner.report.html import amount, chips, columns_chart, day, facts, link, page, page_name, pager, section, t, table

_PER_PAGE = 400
_ARTICLES, _USERS, _AREAS = 300, 60, 60


def slogan_page(content: Content, name: str, lang: str) -> str:
    """The page of one slogan."""
    uses = content.uses[name]
    dated = [row for row in uses if row["day"]]
    records = list(dict.fromkeys(row["record_id"] for row in uses))
    articles = sorted((content.by_record[r] for r in records), key=lambda a: a.number)
    surfaces = Counter(str(row["surface"]) for row in uses)
    members = max((str(row["members"] or "") for row in uses), key=len)
    about = facts(
        [
            (t("初见", "first seen"), _first(content, dated)),
            (t("末见", "last seen"), safe(dated[-1]["day"]) if dated else ""),
            (t("文章", "articles"), f"{len(records):,}"),
            (t("写作", "written"), safe("、".join(s for s, _ in surfaces.most_common(8)))),
        ]
    )
    body = (
        f"<h1>{safe(name)}</h1>{about}"
        + section(t("内容", "Members"), chips(safe(item) for item in members.split("、") if item))
        + section(t("各期文章数", "Articles over time"), columns_chart(over_time(content, records)))
        + '<div class="two">'
        + section(t("谁用", "Who uses it"), chips(_users(content, uses)))
        + section(t("在哪用", "Where it is used"), chips(_areas(content, uses)))
        + "</div>"
        + section(t("文章", "Articles"), table(article_heads(), article_rows(articles[:_ARTICLES]), filtered=True))
    )
    return page(content.slogan_url(name) or "", name, body, lang=lang)


def over_time(content: Content, records: list[str]) -> dict[str, int]:
    """Articles by year, or by month where all lie within two years; periods without articles count 0."""
    days = sorted(content.by_record[r].day for r in records if content.by_record[r].day)
    if not days:
        return {}
    first, last = int(days[0][:4]), int(days[-1][:4])
    if last - first > 1:
        counted = Counter(text[:4] for text in days)
        return {str(year): counted[str(year)] for year in range(first, last + 1)}
    counted = Counter(text[:7] for text in days)
    months = [f"{year}-{month:02}" for year in range(first, last + 1) for month in range(1, 13)]
    return {month: counted[month] for month in months if days[0][:7] <= month <= days[-1][:7]}


def _first(content: Content, dated: list[Row]) -> str:
    if not dated:
        return ""
    row = dated[0]
    said = next((r for r in dated if r["day"] == row["day"] and r["speaker"]), row)
    article = content.by_record[said["record_id"]]
    parts = [safe(str(said[key])) for key in ("area", "speaker") if said[key]]
    return " · ".join([link("../" + article.path, str(row["day"])), *parts])


def _users(content: Content, uses: list[Row]) -> Iterator[str]:
    counted: Counter[tuple[str, str]] = Counter()
    for row in uses:
        if row["speaker"]:
            counted[row["identity"] or "", str(row["speaker"])] += 1
    for (key, name), count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_USERS]:
        url = content.person_url(content.identity.get(key))
        yield f"{link(f'../{url}' if url else None, name)} <small>×{count}</small>"


def _areas(content: Content, uses: list[Row]) -> Iterator[str]:
    counted = Counter(area for _, area in {(row["record_id"], str(row["area"])) for row in uses if row["area"]})
    for area, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_AREAS]:
        url = content.place_url(area)
        yield f"{link(f'../{url}' if url else None, area)} <small>×{count}</small>"


def slogan_lists(content: Content, lang: str) -> Iterator[tuple[str, str]]:
    """The lists of slogans, those in most articles first."""
    found = [(name, {row["record_id"] for row in uses}, uses) for name, uses in content.uses.items()]
    found.sort(key=lambda item: (-len(item[1]), item[0]))
    count = max(1, -(-len(found) // _PER_PAGE))
    heads = [t("提法", "slogan"), t("文章", "articles"), t("初见", "first seen"), t("末见", "last seen"),
             t("内容", "members")]
    for number in range(1, count + 1):
        rows = []
        for name, records, uses in found[(number - 1) * _PER_PAGE : number * _PER_PAGE]:
            days = [str(row["day"]) for row in uses if row["day"]]
            members = max((str(row["members"] or "") for row in uses), key=len)
            rows.append(
                (
                    f'<a href="../{content.slogan_url(name)}">{safe(name)}</a>',
                    amount(len(records)),
                    day(min(days, default=None)),
                    day(max(days, default=None)),
                    f"<small>{safe(members[:80])}</small>",
                )
            )
        path = "slogans/" + page_name("index", number)
        links = pager("index", number, count)
        body = f"<h1>{t('提法', 'Slogans')} <small>{len(found):,}</small></h1>{links}"
        body += f"<section>{table(heads, rows, filtered=True)}</section>{links}"
        yield path, page(path, "提法 Slogans", body, lang=lang)
