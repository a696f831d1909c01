"""Pages of events, by type and time."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from govner.display.escaping import safe
from govner.records import EventType
from govner.report import html
from govner.report.content import Content, Row
from govner.report.html import link, page, page_name, pager, t, table
from govner.report.words import event_status, event_word

_PER_PAGE = 300
_TYPES = frozenset(kind.value for kind in EventType)


def event_pages(content: Content, lang: str) -> Iterator[tuple[str, str]]:
    """The overview (type by year), and the events of each type, newest first."""
    by_type: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for record, events in content.events.items():
        for event in events:
            if event["type"] != "site_stop" and record in content.by_record:
                by_type[_kind(event)].append((_day(content, event), event))
    ordered = sorted(by_type, key=lambda kind: (-len(by_type[kind]), kind))
    yield "events/index.html", _overview(by_type, ordered, lang)
    for kind in ordered:
        found = sorted(by_type[kind], key=lambda item: (item[0], str(item[1]["record_id"])), reverse=True)
        count = -(-len(found) // _PER_PAGE)
        for number in range(1, count + 1):
            path = "events/" + page_name(kind, number)
            shown = found[(number - 1) * _PER_PAGE : number * _PER_PAGE]
            links = pager(kind, number, count)
            body = f"<h1>{event_word(kind)} <small>{len(found):,}</small></h1>{_kinds(ordered, kind)}{links}"
            body += f"<section>{_table(content, shown)}</section>{links}"
            yield path, page(path, f"{kind} 事件", body, lang=lang)


def _kind(event: Row) -> str:
    """The event's type. It names files, so what a strange database has there counts as `other`."""
    return str(event["type"]) if event["type"] in _TYPES else EventType.OTHER.value


def _day(content: Content, event: Row) -> str:
    """The event's first day, else the article's; "" where neither is known."""
    return str(event["start"] or content.by_record[event["record_id"]].day)[:10]


def _kinds(kinds: list[str], current: str) -> str:
    parts = [f"<b>{event_word(k)}</b>" if k == current else f'<a href="{k}.html">{event_word(k)}</a>' for k in kinds]
    return f'<p class="pager">{" ".join(parts)}</p>'


def _overview(by_type: dict[str, list[tuple[str, Row]]], ordered: list[str], lang: str) -> str:
    years = sorted({day[:4] for found in by_type.values() for day, _ in found if day})[-15:]
    rows = []
    for kind in ordered:
        counted = Counter(day[:4] for day, _ in by_type[kind])
        rows.append(
            (
                f'<a href="{kind}.html">{event_word(kind)}</a>',
                f"{len(by_type[kind]):,}",
                *(f"{counted[year]:,}" if counted[year] else "" for year in years),
            )
        )
    total = sum(map(len, by_type.values()))
    body = f"<h1>{t('事件', 'Events')} <small>{total:,}</small></h1><section>"
    body += table([t("类型", "type"), t("总计", "all"), *map(safe, years)], rows, matrix=True) + "</section>"
    return page("events/index.html", "事件 Events", body, lang=lang)


def _years(shown: list[tuple[str, Row]]) -> str:
    years = sorted({day[:4] for day, _ in shown if day}, reverse=True)
    options = "".join(f'<option value="{safe(year)}">{safe(year)}</option>' for year in years)
    return f'<select class="filter-year" aria-label="year 年份"><option value="">—</option>{options}</select>'


def _table(content: Content, shown: list[tuple[str, Row]]) -> str:
    heads = [t("日期", "date"), t("事件", "event"), t("人物", "people"), t("地点", "places"), t("文章", "article")]
    rows = []
    for day, event in shown:
        article = content.by_record[event["record_id"]]
        status = "" if event["status"] == "occurred" else f" <small>{event_status(str(event['status']))}</small>"
        topics = f" <small>{safe(str(event['topics'])[:50])}</small>" if event["topics"] else ""
        rows.append(
            (
                html.day(day),
                safe(str(event["trigger"])) + topics + status,
                _people(content, event),
                safe(str(event["places"] or "")[:60]),
                link("../" + article.path, article.title[:40]),
            )
        )
    return table(heads, rows, filtered=True, beside=_years(shown))


def _people(content: Content, event: Row) -> str:
    found: dict[str, str] = {}
    for row in content.participants.get((event["record_id"], event["id"]), []):
        person = content.who.get((str(row["record_id"]), str(row["entity_id"])))
        if person is not None and len(found) < 5:
            url = content.person_url(person)
            found.setdefault(person.id, link(f"../{url}" if url else None, person.name))
    return "、".join(found.values())
