"""Pages of articles, and the lists of articles."""
from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from govner.display.escaping import safe
from govner.report.content import ArticleEntry, Content, Row
from govner.report.html import chips, day, facts, link, page, page_name, pager, section, t, table
from govner.report.words import event_status, event_word, role_word, slogan_kind

_PER_PAGE = 300
# A page shows so many people, events, statements and slogans of its article; the numbers beside the headings are whole.
_SHOWN = 200
# A statement is quoted so far; the article above has the rest.
_QUOTED = 400


def article_page(content: Content, article: ArticleEntry, text: str, lang: str) -> str:
    """The page of one article: its marked text, then people, events, statements and slogans with links."""
    record = article.row["record_id"]
    events = [e for e in content.events.get(record, []) if e["type"] != "site_stop"]
    said, slogans = content.statements.get(record, []), content.slogans.get(record, [])
    url = str(article.row["url"] or "")
    source = f'<a href="{safe(url)}" rel="noreferrer noopener">{safe(url)}</a>' if _is_web(url) else safe(url)
    area = str(article.row["area"] or "")
    about = facts(
        [
            (t("发布", "published"), safe(article.day)),
            (t("地区", "area"), _up(content.place_url(area), area)),
            (t("记录", "record"), safe(str(record))),
            (t("网址", "address"), source),
        ]
    )
    body = (
        f"<h1>{safe(article.title)}</h1>{about}"
        f'<section class="article govner"><p class="legend">{article.legend}</p>'
        f'<div class="text">{text}</div></section>'
        + section(t("人物", "People"), chips(islice(_people(content, str(record)), _SHOWN)))
        + section(t("事件", "Events"), "".join(_event(content, e) for e in events[:_SHOWN]), len(events))
        + section(t("讲话", "Statements"), "".join(_statement(content, q) for q in said[:_SHOWN]), len(said))
        + section(t("提法", "Slogans"), "".join(_slogan(content, k) for k in slogans[:_SHOWN]), len(slogans))
    )
    return page(article.path, article.title, body, lang=lang)


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _up(url: str | None, text: str) -> str:
    return link(f"../{url}" if url else None, text)


def _people(content: Content, record: str) -> Iterator[str]:
    for person in content.record_people.get(record, []):
        post = content.latest.get(person.id)
        yield _up(content.person_url(person), person.name) + (f" <small>{safe(post)}</small>" if post else "")


def _event(content: Content, event: Row) -> str:
    key = event["record_id"], event["id"]
    places = str(event["places"] or "").split("、")
    roles: dict[str, list[str]] = {}
    for row in content.participants.get(key, []):
        person = content.who.get((str(row["record_id"]), str(row["entity_id"])))
        post = f" <small>{safe(str(row['post']))}</small>" if row["post"] else ""
        roles.setdefault(row["role"], []).append(_up(content.person_url(person), str(row["name"])) + post)
    stops = [_up(content.place_url(row["place"]), str(row["text"])) for row in content.stops.get(key, [])]
    status = "" if event["status"] == "occurred" else f" <small>{event_status(str(event['status']))}</small>"
    lines = facts(
        [
            (t("时间", "date"), safe(str(event["date"] or ""))),
            (t("地点", "places"), "、".join(_up(content.place_url(p), p) for p in places if p)),
            (t("路线", "stops"), " → ".join(stops)),
            (t("议题", "topics"), safe(str(event["topics"] or ""))),
            *((role_word(role), "、".join(names)) for role, names in roles.items()),
        ]
    )
    heading = f"{event_word(event['type'])} · {safe(str(event['trigger']))}{status}"
    return f'<div class="event"><h3>{heading}</h3>{lines}</div>'


def _statement(content: Content, statement: Row) -> str:
    person = content.who.get((str(statement["record_id"]), str(statement["speaker_id"])))
    text = str(statement["text"] or "")
    shown = safe(text[:_QUOTED]) + ("…" if len(text) > _QUOTED else "")
    name = _up(content.person_url(person), str(statement["speaker"] or ""))
    return f'<h3>{name} {safe(str(statement["cue"]))}</h3><p class="said">{shown}</p>'


def _slogan(content: Content, slogan: Row) -> str:
    name = str(slogan["canonical"] or slogan["surface"])
    members = chips(safe(item) for item in str(slogan["items"] or "").split("、") if item)
    surface = "" if name == slogan["surface"] else f" “{safe(str(slogan['surface']))}”"
    kind = slogan_kind(slogan["kind"])
    return f"<h3>{_up(content.slogan_url(name), name)}{surface} <small>{kind}</small></h3>{members}"


def article_rows(articles: list[ArticleEntry]) -> list[tuple[str, str, str]]:
    """Rows of a table of articles, for a page one folder below the root."""
    return [
        (day(a.day), f'<a href="../{a.path}">{safe(a.title)}</a>', safe(str(a.row["area"] or ""))) for a in articles
    ]


def article_heads() -> list[str]:
    return [t("日期", "date"), t("标题", "title"), t("地区", "area")]


def article_lists(content: Content, lang: str) -> Iterator[tuple[str, str]]:
    """The lists of all articles, newest first."""
    count = max(1, -(-len(content.articles) // _PER_PAGE))
    for number in range(1, count + 1):
        shown = content.articles[(number - 1) * _PER_PAGE : number * _PER_PAGE]
        path = "articles/" + page_name("index", number)
        links = pager("index", number, count)
        body = f"<h1>{t('文章', 'Articles')} <small>{len(content.articles):,}</small></h1>{links}<section>"
        body += f"{table(article_heads(), article_rows(shown), filtered=True)}</section>{links}"
        yield path, page(path, "文章 Articles", body, lang=lang)
