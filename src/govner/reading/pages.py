"""Labelling a page: which lines are title and body, which are chrome, which repeat others."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from govner.lexicon_files import Source, as_strings
from govner.reading.article import Article, PageBlock, PageHints
from govner.reading.chrome import ChromeLabeller, chrome_labeller
from govner.reading.duplicates import find_copies, is_abstract, similar
from govner.reading.flattened import unflatten
from govner.reading.lines import Line, readable, split_lines
from govner.reading.metadata import read_metadata
from govner.reading.paragraphs import join_wrapped
from govner.reading.script import script_of
from govner.records import BlockKind

_HAN = re.compile("[\u3400-\u9fff]")
_MENUS = (BlockKind.NAVIGATION, BlockKind.FOOTER)
_TITLES = (BlockKind.TITLE, BlockKind.SUBTITLE)
_LONGEST_TITLE = 70
_MOST_TITLE_LINES = 4
_KICKER = re.compile(r"(?:强调|指出|要求|提出|表示|时说|调研时|讲话时|[:：])$")
_NO_TITLE = re.compile(
    r"[(\[](?:\d{4}年)?.{0,60}(?:通过|修订|施行)[)\]]$|(?:主持人|记者|问|答|.{1,12}记者)[ ]*:"
    r"|[(\[]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)\]]?[、.]|\([一二三四五六七八九十]{1,3}\)"
)
_HEADLINE = re.compile(r"^(?![^:]{2,8}:).{0,24}[\u3400-\u9fff《》“”、]{8}")
_DIGEST_HEADING = re.compile(r"[\[【](?:\d{1,2}|[一二三四五六七八九十]{1,3})[\]】][^。]{4,40}$")
_SITE_NAME = re.compile(
    r".{2,20}(?:网站|门户|在线|新闻网|信息网|政府网|政务网|之窗|融媒体中心|(?:人民)?政府|厅|局|委员会)$"
)
_ISSUER = re.compile(r"[\u3400-\u9fff ]{4,40}(?:政府|委员会|办公室|厅|局|部|院|会|指挥部|领导小组)$")
_TAIL_BYLINE = re.compile(
    r"[(\[【][^。]{1,40}[)\]】]$"
    r"|[^,。;:!?]{2,24}(?:供稿|撰稿|整理|[ /]?文/图|图/文|[ /]摄|摄影|视频制作|(?<=[\u3400-\u9fff]{2})文)[)]?$"
)
_BARE_NAMES = re.compile(r"[\u3400-\u9fff]{1,4}(?:[ 、][\u3400-\u9fff]{1,4}){1,5}$")
_ROW = re.compile(r"[^ 。!?]{1,30}(?: [^ 。!?]{1,30}){1,8}")


def read_page(
    raw: str,
    *,
    id: str = "",
    published: date | None = None,
    region: str | None = None,
    url: str | None = None,
    hints: PageHints | None = None,
    lexicons: Sequence[Source] = (),
) -> Article:
    """An article from the text of a page, as copied from a browser or taken from a dump.

    Every line (or paragraph, where lines are wrapped inside sentences) becomes a labelled block. Of title, body and
    metadata the first copy is kept; later copies name the block they repeat. Nothing in the text is changed.

    Args:
        raw: the text; all offsets count its code points.
        id: the article's id.
        published: day of publication, where known; otherwise the page's own date is taken, if it prints one.
        region: area of the publishing site in full (浙江省杭州市).
        url: where the page stood.
        hints: what the source says of the page beside its text.
        lexicons: your own words (see :func:`govner.load`), of which `page_chrome` and `page_labels` are read here.

    >>> text = "首页 > 要闻\\n秦立调研社区\\n发布日期:2023-05-18\\n5月17日,秦立到河口街道调研。\\n打印 关闭"
    >>> page = read_page(text)
    >>> [block.kind.value for block in page.blocks]
    ['navigation', 'title', 'metadata', 'paragraph', 'widget']
    >>> page.published
    datetime.date(2023, 5, 18)
    """
    script = script_of(raw)
    hints = hints or PageHints()
    labeller = chrome_labeller(as_strings(lexicons))
    lines = unflatten(list(split_lines(readable(raw, script == "traditional"))), labeller.labels)
    _label_by_themselves(lines, labeller)
    lines = join_wrapped(lines)
    copies = find_copies(lines)
    originals = [line for index, line in enumerate(lines) if index not in copies]
    _label_by_hints(originals, hints, script == "traditional")
    _label_in_context(originals, labeller)
    _label_copies(lines, copies)
    article = Article(raw=raw, id=id, published=published, region=region, script=script)
    if region:
        article.region_basis = "argument"
    article.blocks = [
        PageBlock(
            line.kind or BlockKind.PARAGRAPH,
            line.start,
            line.end,
            in_body=line.in_body,
            duplicate_of=line.duplicate_of,
            offset_delta=None if line.duplicate_of is None else line.start - lines[line.duplicate_of].start,
            names=line.kind not in _MENUS or labeller.says_more(line.text),
        )
        for line in lines
    ]
    article.warnings += _copy_warnings(article.blocks)
    article.metadata = read_metadata(raw, lines, url, hints, article.warnings, labeller)
    article.warnings += _text_warnings(raw)
    if published is None and article.metadata.published:
        article.published = date.fromisoformat(article.metadata.published[:10])
    return article


def _text_warnings(raw: str) -> Iterator[str]:
    lost = raw.count("\ufffd")
    if lost:
        yield f"characters lost in decoding: {lost} (U+FFFD)"
    if not raw.strip():
        yield "empty text: nothing to extract"
    elif not _HAN.search(raw):
        yield "no Chinese characters: nothing to extract"


def _label_by_hints(lines: Sequence[Line], hints: PageHints, traditional: bool) -> None:
    """Labels the headline that the source names, lines that are but links, and text outside the page's main part."""
    wanted = "".join(readable(hints.title or "", traditional).split())
    title = next((x for x in lines if wanted and x.key == wanted and x.kind in (None, BlockKind.SITE_LINKS)), None)
    if title is not None:
        title.kind = BlockKind.TITLE
    if not hints.links and not hints.aside:
        return
    above = True
    headings: list[Line] = []  # lines just above the text, outside the page's main part
    for line in lines:
        aside = _in_any(line.start, hints.aside)
        if line is title:
            above = False
        elif line.kind is None and (line.start in hints.links or aside or (above and title and line.is_sentence)):
            is_heading = aside and line.start not in hints.links and not line.is_sentence
            headings = [*headings, line] if is_heading else []
            line.kind = BlockKind.NAVIGATION if above and not line.is_sentence else BlockKind.SITE_LINKS
        elif line.kind is None and line.is_sentence:
            above = False
            for heading in headings if title is None else []:
                heading.kind = None
            headings = []
        elif line.kind not in (None, BlockKind.METADATA, BlockKind.BYLINE):
            headings = []


def _in_any(position: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in ranges)


def _label_by_themselves(lines: Sequence[Line], labeller: ChromeLabeller) -> None:
    """Labels the lines whose kind shows without context, and the links below a heading such as 相关新闻."""
    in_links = False
    for line in lines:
        if labeller.is_heading(line.text):
            line.kind, in_links = BlockKind.SITE_LINKS, True
        elif labeller.opens_links(line.text):
            line.kind = BlockKind.SITE_LINKS
        else:
            line.kind = labeller.kind_of(line.text)
            if in_links and line.kind in (None, BlockKind.COLUMN, BlockKind.CAPTION):
                in_links = not (line.ends_sentence and line.is_sentence)
                line.kind = BlockKind.SITE_LINKS if in_links else None


def _label_in_context(lines: Sequence[Line], labeller: ChromeLabeller) -> None:
    """Labels what is left: titles before the body, the body, and what follows it."""
    open_lines = [i for i, line in enumerate(lines) if line.kind is None]
    sentences = [i for i in open_lines if lines[i].is_sentence]
    if sentences and sentences[0] == open_lines[0] and _is_headline(lines, sentences[0]):
        del sentences[0]
    if not sentences:
        sentences = _body_without_sentences(lines, open_lines)
    if not sentences:
        _label_headline_alone(lines)
        return
    first, last = sentences[0], sentences[-1]
    _label_header(lines[:first])
    _label_body(lines[first : last + 1], labeller)
    _label_tail(lines[last + 1 :])
    _label_rows(lines)
    _leave_out_afterword(lines, first, last)


def _label_headline_alone(lines: Sequence[Line]) -> None:
    """Of a page without text, a line that only looked like a caption or dated line is the text: a list's headline."""
    for line in lines:
        if line.kind in (BlockKind.CAPTION, BlockKind.METADATA) and _HEADLINE.search(line.text):
            line.kind, line.in_body = BlockKind.PARAGRAPH, True


def _label_body(lines: Sequence[Line], labeller: ChromeLabeller) -> None:
    """Labels the lines from the first sentence to the last."""
    has_sentences = any(line.is_sentence for line in lines)  # headlines in a list are no captions
    for line in lines:
        if line.kind is not None:
            continue
        if _DIGEST_HEADING.match(line.text):
            line.kind = BlockKind.SUBTITLE
        elif has_sentences and labeller.is_caption_between(line.text):
            line.kind = BlockKind.CAPTION
        else:
            line.kind = BlockKind.PARAGRAPH
            # An abstract says what the body says: names are taken from it, events are not.
            line.in_body = not (is_abstract(line) and len(lines) > 1)


def _label_tail(lines: Sequence[Line]) -> None:
    """Labels the lines after the last sentence: signatures of writers, or of the body that issued a document."""
    rest = [line for line in lines if line.kind is None]
    # A line of bare names signs an article; beside others in columns it belongs to a table.
    is_table = sum(1 for line in rest if _ROW.fullmatch(line.text)) > 1
    for line in rest:
        if _TAIL_BYLINE.match(line.text) or (not is_table and _BARE_NAMES.match(line.text)):
            line.kind = BlockKind.BYLINE
        else:
            line.kind, line.in_body = BlockKind.PARAGRAPH, True


def _label_rows(lines: Sequence[Line]) -> None:
    """Consecutive lines of the body that fall into columns are a list (the rows of a table)."""
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and line.in_body and _ROW.fullmatch(line.text):
            run.append(line)
        else:
            for row in run if len(run) > 1 else []:
                row.kind = BlockKind.LIST
            run = []


def _leave_out_afterword(lines: Sequence[Line], first: int, last: int) -> None:
    """Paragraphs below a list of links (another article's beginning, a summary in other words) are not the body.

    Unless there is more of them than above: then the links stood in the middle of the article.
    """
    links = [i for i in range(first, last) if lines[i].kind is BlockKind.SITE_LINKS]
    if len(links) < 2:
        return
    above = sum(len(line.text) for line in lines[first : links[0]] if line.in_body)
    below = [line for line in lines[links[-1] :] if line.in_body]
    if 2 * sum(len(line.text) for line in below) < above:
        for line in below:
            line.in_body = False


def _is_headline(lines: Sequence[Line], index: int) -> bool:
    """Whether a line that ends like a sentence is a headline all the same (…怎么办？): short, first, above metadata."""
    line = lines[index]
    if "。" in line.text or len(line.text) > 40:
        return False
    return index + 1 < len(lines) and lines[index + 1].kind is BlockKind.METADATA


def _body_without_sentences(lines: Sequence[Line], open_lines: Sequence[int]) -> list[int]:
    """The body of a text without full stops: all but a headline, if what follows it is no headline too."""
    plain = [i for i in open_lines if lines[i].kind is None]
    if len(plain) < 2:
        return plain
    has_headline = len(plain) > 2 or any(line.kind is BlockKind.METADATA for line in lines[plain[0] : plain[1]])
    return plain[1:] if has_headline else plain


def _label_header(lines: Sequence[Line]) -> None:
    """Labels the lines before the body's first sentence: site names, titles, salutations."""
    candidates = [i for i, line in enumerate(lines) if line.kind is None]
    last_navigation = max((i for i, line in enumerate(lines) if line.kind is BlockKind.NAVIGATION), default=-1)
    sections = {line.text.split(">")[-1].strip() for line in lines if line.kind is BlockKind.NAVIGATION}
    if any(i > last_navigation for i in candidates):
        for index in candidates:
            if index < last_navigation:
                lines[index].kind = BlockKind.NAVIGATION
    for index in candidates:
        if lines[index].kind is None and not _is_site_name(lines, index, alone=index == candidates[-1]):
            break
        lines[index].kind = BlockKind.NAVIGATION
    titles = [line for line in lines if line.kind is BlockKind.TITLE]
    for index in candidates:
        line = lines[index]
        if line.kind is not None:
            continue
        if line.text in sections:
            line.kind = BlockKind.COLUMN
        elif _DIGEST_HEADING.match(line.text):
            line.kind = BlockKind.SUBTITLE
        elif len(titles) < _MOST_TITLE_LINES and _can_be_title(line, first=not titles):
            line.kind = BlockKind.SUBTITLE if titles else BlockKind.TITLE
            titles.append(line)
        else:
            # From the salutation (各乡镇人民政府：) on, all is body.
            for rest in candidates[candidates.index(index) :]:
                lines[rest].kind, lines[rest].in_body = BlockKind.PARAGRAPH, True
            break
    if titles:
        _choose_title(titles)
    else:
        _title_with_date(lines)


def _can_be_title(line: Line, first: bool) -> bool:
    text = line.text
    if len(text) > _LONGEST_TITLE or _NO_TITLE.match(text):
        return False
    return first or not text.endswith((":", ";", "。"))


def _is_site_name(lines: Sequence[Line], index: int, alone: bool) -> bool:
    """Whether a line above the headline is the site's name: short, of a telling form, and more so if it is `alone`."""
    text = lines[index].text
    if not _SITE_NAME.fullmatch(text):
        return False
    if alone:
        return text.endswith("网站") and index > 0 and lines[index - 1].kind is BlockKind.NAVIGATION
    return lines[index + 1].kind is BlockKind.NAVIGATION or text.endswith(("网站", "在线", "网", "门户"))


def _choose_title(titles: Sequence[Line]) -> None:
    """Makes the second line a title too where the first is only its beginning.

    That is a kicker (某某在某地调研时强调), or the issuer of a document whose second line says 关于…的通知.
    """
    if len(titles) < 2:
        return
    above, below = titles[0].text, titles[1].text
    if _KICKER.search(above) or (below.startswith("关于") and _ISSUER.fullmatch(above)):
        titles[1].kind = BlockKind.TITLE


def _title_with_date(lines: Sequence[Line]) -> None:
    """Puts right that the only headline was taken for metadata, for its date (某旗快报 第171期（2008年6月20日）)."""
    for line in lines:
        if line.kind is BlockKind.METADATA:
            if re.fullmatch(r"[^:|]{6,}", line.text) and re.search(r"[\u3400-\u9fff]{5}", line.text):
                line.kind = BlockKind.TITLE
            return


def _label_copies(lines: Sequence[Line], copies: dict[int, int]) -> None:
    for index, original in sorted(copies.items()):
        line, first = lines[index], lines[original]
        line.kind, line.in_body = first.kind, False
        line.duplicate_of = original if first.duplicate_of is None else first.duplicate_of
    if not copies:
        return
    # A second title that differs a little from the first stands above a copy of the body and was taken for text.
    titles = [(i, line) for i, line in enumerate(lines) if line.kind is BlockKind.TITLE and line.duplicate_of is None]
    for index, line in enumerate(lines):
        if index in copies or line.kind not in (BlockKind.PARAGRAPH, *_TITLES) or len(line.text) > 1.5 * _LONGEST_TITLE:
            continue
        for position, title in titles:
            if position < index and _copy_follows(lines, index) and _near_title(title.key, line.key):
                line.kind, line.in_body, line.duplicate_of = BlockKind.TITLE, False, position


def _near_title(title: str, other: str) -> bool:
    longer = other.startswith(title) and len(other) < len(title) + 16
    return len(title) >= 6 and (longer or similar(title, other, 0.8))


def _copy_follows(lines: Sequence[Line], index: int) -> bool:
    following = [x for x in lines[index + 1 : index + 5] if x.kind not in (BlockKind.METADATA, BlockKind.WIDGET)]
    return bool(following) and following[0].duplicate_of is not None


def _copy_warnings(blocks: Sequence[PageBlock]) -> Iterator[str]:
    """One sentence per run of copied body blocks, then one per copied title."""
    run: list[PageBlock] = []
    for block in [*blocks, None]:
        is_copy = block is not None and block.duplicate_of is not None and block.kind not in _TITLES
        if block is not None and is_copy and blocks[block.duplicate_of or 0].in_body:
            run.append(block)
        elif run and (block is None or not is_copy):
            first, last = (blocks[b.duplicate_of or 0] for b in (run[0], run[-1]))
            deltas = sorted({b.offset_delta or 0 for b in run})
            how = f"delta {deltas[0]}" if len(deltas) == 1 else f"deltas {deltas[0]} to {deltas[-1]}"
            yield f"duplicate body: raw[{run[0].start}:{run[-1].end}] repeats raw[{first.start}:{last.end}] ({how})"
            run = []
    for block in blocks:
        if block.kind is BlockKind.TITLE and block.duplicate_of is not None:
            first = blocks[block.duplicate_of]
            where = f"raw[{first.start}:{first.end}] (delta {block.offset_delta})"
            yield f"duplicate title: raw[{block.start}:{block.end}] repeats {where}"
