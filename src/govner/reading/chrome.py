"""What a line is by itself: navigation, metadata, byline, widget, footer, links, caption, noise."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from govner.lexicons import Lexicons, Row
from govner.reading.labels import Field, LabelParser, PrintedDate, label_parser, printed_dates, tightened
from govner.records import BlockKind

_LONGEST = 200  # no chrome line is longer; a longer one is text
_LONGEST_VALUE = 40
_OPENING = re.compile(r"[\[(【「<{◎●■□◆▲*]*[ ]*")
_TOKENS = re.compile(r"[ \[\]()【】|丨┃/、:>»<·,_]+")
_CRUMB_BREAK = re.compile(r">{1,3}|»|→|->|›|&gt;")
_NO_CRUMB = re.compile("[,。;!?]")
_SECTION = re.compile(r"(?:>{1,2}|»|›)[ ]*(?P<name>[^>。,;]{2,16})$")
_BRACKETED_SECTION = re.compile(r"【[^】]{2,8}】(?P<rest>[^ 。,;]{0,6})$")


# Kinds whose lines may be whole sentences; the others end without a full stop.
_LIKE_SENTENCES = (BlockKind.FOOTER, BlockKind.SITE_LINKS, BlockKind.CAPTION, BlockKind.LIST)
_SHORT = 40


class ChromeRow(Row):
    kind: BlockKind
    match: Literal["whole", "heading", "pattern", "between"]
    text: str


def _by_kind(rows: Sequence[ChromeRow], kinds: Iterable[BlockKind]) -> re.Pattern[str]:
    """One pattern for all, whose group is named by the kind."""
    parts = [
        f"(?P<{kind.value}>" + "|".join(f"(?:{r.text})" for r in rows if r.match == "pattern" and r.kind is kind) + ")"
        for kind in kinds
    ]
    return re.compile("|".join(parts))


def _kind_of_match(match: re.Match[str] | None) -> BlockKind | None:
    return BlockKind(match.lastgroup) if match is not None else None


class ChromeLabeller:
    """Labels single lines, by the lexicons `page_chrome` and `page_labels`.

    :func:`chrome_labeller` gives the shared one.
    """

    def __init__(self, lexicons: Lexicons, labels: LabelParser) -> None:
        rows = lexicons.rows("page_chrome", ChromeRow)
        self._whole = {row.text: row.kind for row in rows if row.match == "whole"}
        self._headings = {row.text for row in rows if row.match == "heading"}
        self.labels = labels
        kinds = dict.fromkeys(row.kind for row in rows if row.match == "pattern")
        self._any = _by_kind(rows, kinds)
        self._in_text = _by_kind(rows, [k for k in kinds if k in _LIKE_SENTENCES])
        between = [f"(?:{row.text})" for row in rows if row.match == "between"]
        self._caption = re.compile("|".join(between))

    def kind_of(self, text: str) -> BlockKind | None:
        """The kind of a readable line that shows by itself, or None for what may be text or title.

        >>> label = chrome_labeller().kind_of
        >>> label("发布日期:2020-09-08 19:22 访问次数: 信息来源:办公室").value
        'metadata'
        >>> label("您所在的位置:首页 > 民政要闻").value, label("扫一扫在手机打开当前页").value
        ('navigation', 'widget')
        >>> label("(三)活动时间:2023年9月18日至9月29日。") is None
        True
        """
        if len(text) > _LONGEST:
            return None
        opening = _OPENING.match(text)
        begin = opening.end() if opening else 0
        if len(text) > _SHORT and text.endswith("。"):
            return _kind_of_match(self._in_text.match(text, begin) or self._in_text.match(text))
        if _SECTION.match(text):
            return BlockKind.COLUMN
        kind = self._whole_kind(text)
        if kind is None:
            kind = _kind_of_match(self._any.match(text, begin) or self._any.match(text))
            if kind is BlockKind.WIDGET and next(printed_dates(text), None) is not None:
                kind = BlockKind.METADATA
        return kind or self._kind_by_form(text)

    def _kind_by_form(self, text: str) -> BlockKind | None:
        bracketed = _BRACKETED_SECTION.match(text)
        if bracketed:
            return BlockKind.NAVIGATION if bracketed["rest"] else BlockKind.COLUMN
        if _is_menu(text) and not self.labels.parse(text):
            return BlockKind.NAVIGATION
        return BlockKind.NAVIGATION if _is_breadcrumb(text) else self._labelled_kind(text)

    def is_caption_between(self, text: str) -> bool:
        """Whether a line that stands between paragraphs reads as the caption of a picture (县委书记秦某讲话)."""
        return self._caption.match(text) is not None

    def is_chrome_word(self, word: str) -> bool:
        """Whether a word is one of the page's controls (打印, 听新闻)."""
        return word.strip("[]()【】:") in self._whole

    def says_more(self, text: str) -> bool:
        """Whether a line holds more than the usual words of menus and controls.

        >>> chrome_labeller().says_more("首页 | 登录 | 注册"), chrome_labeller().says_more("海曙区政府网 | 登录")
        (False, True)
        """
        return self._whole_kind(text) is None

    def is_heading(self, text: str) -> bool:
        """Whether the line opens a list of links (相关新闻)."""
        return self._bare_words(text) in self._headings

    def opens_links(self, text: str) -> bool:
        """Whether the line begins with such a heading and goes on with a link of its own (相关链接：某县召开…)."""
        head, colon, _ = text.partition(":")
        return bool(colon) and self._bare_words(head) in self._headings

    @staticmethod
    def _bare_words(text: str) -> str:
        return text.strip(" :[]()【】◎●■□◆▲*·>»|-—").replace(" ", "")

    def _whole_kind(self, text: str) -> BlockKind | None:
        """The kind of a line all of whose words are known chrome words."""
        if len(text) > 120:
            return None
        words = [word for word in _TOKENS.split(text) if word]
        kinds = [self._whole.get(word) for word in words]
        if not words or None in kinds:
            return self._whole.get(text)
        return kinds[0]

    def _labelled_kind(self, text: str) -> BlockKind | None:
        tight, _ = tightened(text)
        fields = self.labels.parse(text)
        dates = list(printed_dates(tight))
        if fields and self._is_labelled_line(tight, fields):
            if all(f.kind in ("author", "editor", "reviewer") for f in fields) and not dates:
                return BlockKind.BYLINE
            return BlockKind.METADATA
        if dates and len(tight) <= 70 and not re.search("[。;!?]", tight) and len(_without(tight, dates)) <= 22:
            return BlockKind.METADATA
        if len(tight) <= 60 and _ROLE_LINE.match(tight) and not re.search("[,。;!?“”]", tight):
            return BlockKind.BYLINE
        return None

    @staticmethod
    def _is_labelled_line(text: str, fields: list[Field]) -> bool:
        """Whether the line is made of labelled fields and little else."""
        if any(len(f.value) > _LONGEST_VALUE or re.search("[。!?;]", f.value) for f in fields):
            return False
        first = text.index(fields[0].label)
        return first <= 30 and not re.search("[。!?;]", text[:first]) and not text.endswith("。")


def _is_menu(text: str) -> bool:
    """首页 | 政务公开 | 办事服务 | 互动交流: at least four short words between bars."""
    words = text.split("|")
    return len(words) > 3 and all(0 < len(word.strip()) <= 30 for word in words)


def _is_breadcrumb(text: str) -> bool:
    """某某网 > 新闻中心 > 正文: short parts between arrows."""
    if len(text) > 100 or not _CRUMB_BREAK.search(text) or _NO_CRUMB.search(text):
        return False
    parts = [part.strip() for part in _CRUMB_BREAK.split(text)]
    return len(parts) <= 9 and bool(parts[0]) and bool(parts[-1]) and all(len(part) <= 60 for part in parts)


def _without(text: str, dates: Sequence[PrintedDate]) -> str:
    """The line without its dates, spaces and marks: what else it says."""
    for date in reversed(dates):
        text = text[: date.start] + text[date.end :]
    return re.sub(r"[ |丨\[\]()【】:/\-]+", "", text)


_ROLE_LINE = re.compile(
    r"[\[(【□■ ]*(?:[\u3400-\u9fff]{0,10}(?:报|网|台|社|融媒体|全媒体|频道|中心))?(?:本报|本网|本台|本刊)?"
    r"(?:全媒体|融媒体|见习|特约|实习|首席)?(?:记者|通讯员|撰稿|供稿|摄影|文/图|图/文|责任编辑|责编|编辑|审核|一审|初审|校对)"
    r"(?:[ /]|(?=[\u3400-\u9fff·]{2,4}(?:[ )\]】]|$)))"
)


@lru_cache(maxsize=8)
def chrome_labeller(directories: tuple[str, ...] = ()) -> ChromeLabeller:
    """The labeller with the shipped lexicons and those in the user's directories."""
    return ChromeLabeller(Lexicons(directories), label_parser(directories))
