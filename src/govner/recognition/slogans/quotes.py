"""Which quotations are policy terms: a small linear model over transparent features.

Quotes mark slogans, but also utterances, titles, names, irony and colloquial words. No single rule tells them apart, so
every quotation gets features (what is inside, what stands around it) and each feature has a weight, learned from
annotated articles by ``training/train_slogan_quotes.py`` and kept in ``models/lexicons/slogan_quotes.tsv``.
"""
from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from govner.lexicons import Lexicons, Row, read_tsv
from govner.recognition.slogans.heads import Head, parse_head
from govner.recognition.slogans.members import Expansion, MemberFinder
from govner.segmentation import Analysis, Enclosure

_QUOTES = "“‘"
_CLOSE = {"“": "”", "‘": "’"}
_MAX_LENGTH = 40
#: How far around a quotation its repetitions count.
_NEIGHBOURHOOD = 5_000
_OFTEN = 4
#: Inside an utterance, never inside a term; a point ends a sentence typed in half width.
_NOT_TERM = re.compile(r"[。！？…：《》“”\n；]|\.(?![0-9])")
_TITLE = re.compile(r"为题|为主题|(?:荣誉)?称号|奖|纪念章|(?:官方|微信){0,2}公众号|特种邮票"
                    r"|[新专]?栏目|专栏|系列报道|(?:特别)?节目|客户端|频道|小程序|APP|App")
#: Names by their form: licence plates, trains, services with Latin letters in their names (e站通), tours (法治中国行).
_NAME = re.compile(
    r"[\u3400-\u9fff][A-Z][·.]?[A-Z0-9]{4,6}|[A-Z]{1,2}[0-9]{1,5}次|(?=.*[\u3400-\u9fff])[^+＋]*[a-z][^+＋]*"
    r"|.+(?:服务|万里|世纪|基层|中国|中华|乡村|农村|校园|企业|社区|惠民|公益|健康|法治|环保|质量)行"
)
_TITLED = ("题为", "名为", "主题为", "主题是", "来源", "简称", "下称", "评为", "获评", "荣获", "授予")
_NUMBER = re.compile(r"[一二三四五六七八九十两双百千万]")
_CJK = re.compile(r"[\u3400-\u9fff]")
_FORMULA = re.compile(r"[0-9A-Za-z]+(?:[+＋][0-9A-Za-z]+)+")
_SPEECH = re.compile(r"[我你您咱吗呢吧啥啊呀嘛]|怎么|什么|了$")
_SEPARATOR = re.compile(r"[、，]")


class WeightRow(Row):
    """A feature of a quotation and its weight."""

    feature: str
    weight: float


class QuoteModel:
    """Scores quotations.

    Args:
        lexicons: where ``slogan_quotes.tsv`` is.
        known: terms of the slogan lexicon, with their kind (``plain`` for words that are no slogans).
        finder: looks for the members of numeric heads; a head with members is a slogan.
        weights: another file of weights.
    """

    def __init__(
        self, lexicons: Lexicons, known: Mapping[str, str], finder: MemberFinder, weights: Path | None = None
    ) -> None:
        rows = read_tsv(weights, WeightRow) if weights else lexicons.rows("slogan_quotes", WeightRow)
        self.weights = {r.feature: r.weight for r in rows}
        self.known = known
        self.finder = finder

    def score(self, analysis: Analysis, quote: Enclosure, search: bool = True) -> tuple[float, Expansion | None]:
        """The probability (0 to 1) that the quotation is a slogan, and the members found on the way.

        Args:
            search: whether to look for members at all.
        """
        head = parse_head(analysis.text[quote.start : quote.end])
        expansion = None
        if search and head.counts():
            expansion = self.finder.find(analysis, head, quote.start, quote.end)
        total = sum(self.weights.get(f, 0.0) for f in self.features(analysis, quote, head, expansion))
        return 1.0 / (1.0 + math.exp(-total)), expansion

    def features(
        self, analysis: Analysis, quote: Enclosure, head: Head, expansion: Expansion | None
    ) -> Iterator[str]:
        """The names of the features that hold for a quotation, given its parsed head and the members found for it."""
        inside = analysis.text[quote.start : quote.end]
        yield "bias"
        yield f"known={self.known.get(inside, '-')}"
        yield from _inner(inside)
        yield from _outer(analysis.text, quote)
        yield from _place(analysis, quote, inside)
        if head.counts():
            yield f"members={'none' if expansion is None else 'some' if expansion.support < 7 else 'sure'}"


def quotations(analysis: Analysis) -> list[Enclosure]:
    """The quotations that could be terms at all: short, no sentence, with Chinese characters or a formula."""
    text = analysis.text
    found = []
    for quote in analysis.enclosures:
        if quote.mark not in _QUOTES or quote.end - quote.start > _MAX_LENGTH:
            continue
        inside = text[quote.start : quote.end]
        if len(inside) < 2 or _TITLE.match(text, quote.end + 1) or text.endswith(_TITLED, 0, quote.start - 1):
            continue
        if _NOT_TERM.search(inside) or _NAME.fullmatch(inside) or not (_CJK.search(inside) or _is_formula(inside)):
            continue
        found.append(quote)
    return found


def _is_formula(inside: str) -> bool:
    return bool(_FORMULA.fullmatch(inside)) or (inside.isdigit() and 3 <= len(inside) <= 4)


#: Names of the longer sizes: from 7 on, the first limit that a size stays under; smaller sizes are their own name.
_SIZES = [(n, str(n - 1)) for n in range(2, 8)] + [(9, "7-8"), (13, "9-12"), (21, "13-20"), (_MAX_LENGTH + 1, "21+")]


def _inner(inside: str) -> Iterator[str]:
    size = len(inside)
    yield f"size={next((name for limit, name in _SIZES if size < limit), size)}"
    yield f"first={inside[0]}"
    yield f"last={inside[-1]}"
    yield f"last2={inside[-2:]}"
    pieces = _SEPARATOR.split(inside)
    if len(pieces) > 1:
        even = len({len(p) for p in pieces}) == 1
        yield f"pieces={min(len(pieces), 4)}{'=' if even else ''}"
    numbers = len(_NUMBER.findall(inside))
    if numbers:
        yield f"numbers={min(numbers, 3)}{'^' if _NUMBER.match(inside) and inside[0] != '一' else ''}"
    if inside[0] == "一" and numbers > 1:
        yield "one-one"
    if "+" in inside or inside.isdigit():
        yield "formula"
    elif not _CJK.search(inside):
        yield "latin"
    if _SPEECH.search(inside):
        yield "speech"
    if "的" in inside:
        yield "has=的"
    if "·" in inside or " " in inside:
        yield "has=·"
    if size > 3 and _SELF_NAMED.search(inside):
        yield "campaign"
    if size == 4 and inside[0] == inside[1]:
        yield "aab"


def _outer(text: str, quote: Enclosure) -> Iterator[str]:
    before = text[max(0, quote.start - 5) : quote.start - 1].replace("\n", "⏎")
    after = text[quote.end + 1 : quote.end + 6].replace("\n", "⏎")
    yield f"next={after[:1] or '$'}"
    yield f"next2={after[:2]}"
    if after[:1] in "”’" and after[1:2]:
        yield f"then2={after[1:3]}"
    yield f"prev={before[-1:] or '^'}"
    yield f"prev2={before[-2:]}"
    if before[-1:] in "”、" and before[-2:-1] in "”’、":
        yield "run"


def _times(text: str, words: str, start: int, end: int) -> int:
    """How often words stand in a range, counted up to `_OFTEN`."""
    for times in range(_OFTEN):
        at = text.find(words, start, end)
        if at < 0:
            return times
        start = at + len(words)
    return _OFTEN


def _place(analysis: Analysis, quote: Enclosure, inside: str) -> Iterator[str]:
    text = analysis.text
    times = _times(text, inside, max(0, quote.start - _NEIGHBOURHOOD), quote.end + _NEIGHBOURHOOD)
    if times > 1:
        yield "again" if times < _OFTEN else "often"
    if analysis.sentence_at(quote.start).title:
        yield "title"
    nested = quote.mark == "‘"
    if nested:
        yield "nested"
    sentence = analysis.sentence_at(quote.start)
    if quote.start - 1 == sentence.start:
        yield "opens"
    tail = text[quote.end + 1 : min(sentence.end, quote.end + 13)]
    for word in _TAIL_WORDS:
        if word in tail:
            yield f"tail={word}"
            break
    clause = text[max(sentence.start, quote.start - 13) : quote.start - 1]
    clause = clause[max(clause.rfind(m) for m in "，；：。") + 1 :]
    for word in _LEAD_WORDS:
        if word in clause:
            yield f"lead={word}"
            break
    if _AVERSION.search(clause):
        yield "aversion"
    if _NAMING.match(text, quote.end + 1):
        yield "named"


#: Words within a few characters after the closing quote (“…”专项行动, “…”的工作思路); the first found counts.
_TAIL_WORDS_TEXT = (
    "称号 荣誉 之称 美誉 劲头 字样 主题 变成 变为 期间 规划 行动 工程 机制 模式 工作法 理念 精神 要求 原则 "
    "品牌 标准 制度 体系 建设 活动 服务 文章 目标 战略 思路 责任 方针 问题 名片 经验"
)
_TAIL_WORDS = tuple(_TAIL_WORDS_TEXT.split())
#: Words in the clause before the opening quote.
_LEAD_WORDS_TEXT = (
    "变 不是 不能 不搞 防止 题为 名为 被称 素有 台风 举办 落实 推行 推进 坚持 做到 实施 深化 围绕 打造 做好 "
    "开展 实行 建立 聚焦 弘扬 当好 擦亮 践行 增强 把 让 将 以 成 靠"
)
_LEAD_WORDS = tuple(_LEAD_WORDS_TEXT.split())
#: What is to be fought or left behind is seldom a policy: 防止“…”, 打破“…”, 严厉打击“…”.
_AVERSION_TEXT = (
    "防范 防止 避免 杜绝 严禁 禁止 打击 整治 破解 解决 克服 摒弃 纠正 跳出 打破 告别 不能 不是 不搞 不当 不要 不靠 "
    "不得 拒绝 反对 根治 清理 遏制 治理 假冒 查处 存在"
)
_AVERSION = re.compile("|".join(_AVERSION_TEXT.split()))
#: Nouns right after the quotation that say what it names.
_NAMING = re.compile("行动|工程|机制|模式|工作法|战略|品牌|理念|精神|经验|体系|原则|方针|要求|思路")
#: … or that end it (“强县行动”).
_SELF_NAMED = re.compile("(?:行动|工程|计划|战略|机制|模式|工作法|精神|经验|理念|体系)$")
