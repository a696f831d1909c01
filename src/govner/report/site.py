"""Writing a report: two passes over the records, then page by page into a directory that appears once it is whole."""
from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import IO, Literal

from govner.analysis import DumpTables, TablesBuilder
from govner.analysis.dump_tables import is_database, plain_rows
from govner.display.escaping import safe
from govner.display.style import STYLE
from govner.errors import GovnerError, InputError
from govner.records import Record
from govner.report.article_pages import article_heads, article_lists, article_page, article_rows
from govner.report.content import ArticleEntry, Content
from govner.report.drawing import drawings
from govner.report.event_pages import event_pages
from govner.report.html import amount, columns_chart, link, page, section, t, table
from govner.report.people_pages import people_lists, person_page
from govner.report.place_pages import place_index, place_page
from govner.report.search_index import search_files
from govner.report.slogan_pages import over_time, slogan_lists, slogan_page

Language = Literal["zh", "en"]
_MARKER = ".govner-report"


def write_report(
    source: Iterable[Record] | str | Path, target: str | Path, *, lang: Language = "zh", workers: int = 1
) -> int:
    """Writes a static site about a dump: articles, officials, places, slogans and events, with a search.

    The site needs no server and loads nothing from elsewhere: open `index.html`. It is written beside the target and
    takes its place when it is whole; a report that was there before is replaced.

    Args:
        source: records, a file of them (one JSON a line), or the DuckDB file of `govner batch`.
        target: the directory to write.
        lang: the language shown first; readers can switch.
        workers: processes that read a large file of records; 1 to read it in this one.

    Returns:
        How many articles there are.

    Raises:
        InputError: the source cannot be read, or the target holds something that is no report.
        GovnerError: the target cannot be written.
    """
    directory = Path(target).resolve()
    if lang not in ("zh", "en"):
        raise InputError(f"lang={lang!r}: write zh or en")
    if directory.exists() and not (directory / _MARKER).exists() and (directory.is_file() or any(directory.iterdir())):
        raise InputError(f"{directory} is there already and is no report of govner: choose another directory")
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=directory.parent, prefix=f".{directory.name}.") as part:
            whole = Path(part) / "report"
            count = _write(source, whole, lang, workers)
            if directory.exists():
                shutil.rmtree(directory)
            whole.rename(directory)
    except OSError as error:
        raise GovnerError(f"cannot write {target}: {error.strerror or error}") from error
    return count


def _write(source: Iterable[Record] | str | Path, directory: Path, lang: Language, workers: int) -> int:
    for folder in ("articles", "people", "places", "slogans", "events", "data", "assets"):
        (directory / folder).mkdir(parents=True)
    with tempfile.TemporaryFile("w+b") as spool:
        content = _read(source, spool, workers)
        for article in content.articles:
            spool.seek(article.offset)
            text = spool.read(article.length).decode("utf-8")
            _save(directory, article.path, article_page(content, article, text, lang))
    for path, text in chain(_pages(content, lang), search_files(content)):
        _save(directory, path, text)
    assets = files("govner.report").joinpath("assets")
    _save(directory, "assets/app.js", assets.joinpath("app.js").read_text(encoding="utf-8"))
    _save(directory, "assets/style.css", assets.joinpath("style.css").read_text(encoding="utf-8") + STYLE)
    _save(directory, _MARKER, "A report of govner; the next one may replace this directory.\n")
    return len(content.articles)


def _save(directory: Path, path: str, text: str) -> None:
    (directory / path).write_bytes(text.encode("utf-8", "replace"))


def _read(source: Iterable[Record] | str | Path, spool: IO[bytes], workers: int) -> Content:
    """First pass: the tables of all records; the marked texts go to the spool, so that memory need not hold them."""
    database = Path(str(source)) if isinstance(source, (str, Path)) and is_database(Path(source)) else None
    if database is not None:
        from govner.report.database import shown_records

        source = shown_records(database)
    builder = TablesBuilder()
    articles: list[ArticleEntry] = []
    taken: Counter[str] = Counter()
    for drawing in drawings(source, workers):
        taken[drawing.record_id] += 1
        if taken[drawing.record_id] > 1:  # Ids lead to articles, so a second one gets a number.
            drawing = drawing.renamed(f"{drawing.record_id} ({taken[drawing.record_id]})")
        row = {"record_id": drawing.record_id}
        articles.append(ArticleEntry(0, row, drawing.legend, spool.tell(), len(drawing.text)))
        spool.write(drawing.text)
        builder.add_rows(drawing.rows)
    if database is None:
        tables = builder.dump()
    else:
        from govner.analysis.database import tables_of

        tables = DumpTables(tables_of(database))
    return Content(tables, _numbered(tables, articles))


def _numbered(tables: DumpTables, articles: list[ArticleEntry]) -> list[ArticleEntry]:
    """The articles, newest first, each with its row of the table `records`."""
    about = {row["record_id"]: row for row in plain_rows(tables["records"])}
    for article in articles:
        article.row = about[article.row["record_id"]]
    articles.sort(key=lambda a: (a.day, str(a.row["record_id"])), reverse=True)
    for number, article in enumerate(articles, 1):
        article.number = number
    return articles


def _pages(content: Content, lang: Language) -> Iterator[tuple[str, str]]:
    yield "index.html", _home(content, lang)
    yield from article_lists(content, lang)
    for person in content.shown:
        yield content.person_url(person) or "", person_page(content, person, lang)
    yield from people_lists(content, lang)
    for place in content.places.values():
        yield place.url, place_page(content, place, lang)
    yield from place_index(content, lang)
    for name in content.uses:
        yield content.slogan_url(name) or "", slogan_page(content, name, lang)
    yield from slogan_lists(content, lang)
    yield from event_pages(content, lang)


def _home(content: Content, lang: Language) -> str:
    officials = sum(person.kind == "official" for person in content.shown)
    events = sum(e["type"] != "site_stop" for found in content.events.values() for e in found)
    tiles = "".join(
        f'<a href="{folder}/index.html"><b>{count:,}</b>{t(zh, en)}</a>'
        for folder, count, zh, en in (
            ("articles", len(content.articles), "文章", "articles"),
            ("people", officials, "官员", "officials"),
            ("places", len(content.places), "地点", "places"),
            ("slogans", len(content.uses), "提法", "slogans"),
            ("events", events, "事件", "events"),
        )
    )
    days = [a.day for a in content.articles if a.day]
    period = f'<p class="soft">{safe(min(days))} – {safe(max(days))}</p>' if days else ""
    recent = [(day, title.replace("../", "", 1), area) for day, title, area in article_rows(content.articles[:15])]
    busiest = sorted(content.shown, key=lambda p: (-len(p.records), p.name, p.id))[:15]
    people = [
        (link(content.person_url(p), p.name), safe(content.latest.get(p.id) or ""), amount(len(p.records)))
        for p in busiest
    ]
    heads = [t("姓名", "name"), t("职务", "post"), t("文章", "articles")]
    terms = sorted(content.uses, key=lambda name: (-len(content.uses[name]), name))[:15]
    slogans = [
        (link(content.slogan_url(name), name), amount(len({row["record_id"] for row in content.uses[name]})))
        for name in terms
    ]
    records = [str(a.row["record_id"]) for a in content.articles]
    body = (
        f"<h1>{t('政务新闻报告', 'Government news report')}</h1>{period}<div class=\"tiles\">{tiles}</div>"
        + section(t("各期文章数", "Articles over time"), columns_chart(over_time(content, records)))
        + '<div class="two">'
        + section(t("最常见的官员", "Officials most in the news"), table(heads, people))
        + section(t("最常用的提法", "Slogans most used"), table([t("提法", "slogan"), t("文章", "articles")], slogans))
        + "</div>"
        + section(t("最新文章", "Latest articles"), table(article_heads(), recent))
    )
    return page("index.html", "政务新闻报告 Government news report", body, lang=lang)
