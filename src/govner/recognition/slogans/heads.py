"""The inside of a slogan's head: its number words, what is counted, and the frame noun it stands before."""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from govner.records import SloganKind

NUMERALS = {
    **dict(zip("一二三四五六七八九十", range(1, 11), strict=False)),
    **dict(zip("123456789", range(1, 10), strict=False)),
    "两": 2, "双": 2, "俩": 2,
}
#: Measure words between the number and the thing counted (四个意识, 三张清单); 方面 before its shorter kin.
_MEASURES_TEXT = (
    "方面 个 项 大 条 张 支 本 笔 道 场 件 类 对 股 级 篇 步 块 种 重 层 批 轮 位 名 家 样 把 座 门 套 只 则 "
    "点 句 字 根"
)
MEASURES = tuple(_MEASURES_TEXT.split())
#: Nouns and verbs that a slogan is put before or ends in (“三社”联动, 三治融合) without being what is counted.
_FRAMES_TEXT = (
    "联动 融合 共治 工程 行动 机制 模式 建设 工作法 管理 攻坚 活动 理念 体系 战略 要求 原则 标准 制度 举措 "
    "措施 目标 精神 创建 创建活动 专项行动 责任 文章 品牌 改革 治理 整治 服务 作风 思路 布局 问题 难题 经验 "
    "做法 方法 工作 协同 并举 同建 联创 包联 统筹 教育 方针 监督 计划 规划 政策 平台 网络 格局 使命 水平 设施 "
    "链条 载体 队伍 资源 通道 阶段 任务 援助 闭环 服务圈 步骤 任务书 大礼包"
)
FRAMES = tuple(_FRAMES_TEXT.split())
_FRAMES_LONGEST_FIRST = tuple(sorted(FRAMES, key=len, reverse=True))

_NUMBER = "一二三四五六七八九十两双"
# 四个一, 五个一批, 三个第一, 三个三: behind a measure word a number is what is counted.
_ONE_NOUN = rf"(第?一[^{_NUMBER}、，]*|[{_NUMBER}]$)"
# 一 in a longer word counts nothing: 五证合一, 四铁一般.
_WORDS_WITH_ONE = "一体|一致|一般|一律|一流|一线|统一|合一|进一步"
_NOUN = rf"((?:{_WORDS_WITH_ONE}|[^{_NUMBER}、，])*)"
_PART = re.compile(rf"([{_NUMBER}]+)(?:(个|项|条){_ONE_NOUN}|({'|'.join(MEASURES)})?{_NOUN})")
_DIGITS = re.compile(r"[0-9NXＸ]{2,6}|[0-9A-Z]+(?:[+＋][0-9A-Z]+)+")
_WORD_FORMULA = re.compile(r"[^、，+＋]+(?:[+＋][^、，+＋]+)+")
_SIZES = re.compile(r"[十百千万亿]{2,4}")


@dataclass(frozen=True, slots=True)
class Part:
    """One counted part of a head: 四 + 个 + 意识."""

    number: int
    number_text: str
    noun: str


@dataclass(frozen=True, slots=True)
class Head:
    """A parsed head.

    Attributes:
        surface: the words themselves.
        kind: what form the head has.
        parts: its counted parts in order; empty for words without a number.
        frame: a frame noun inside the head (三社联动 has 联动).
    """

    surface: str
    kind: SloganKind
    parts: tuple[Part, ...] = ()
    frame: str | None = None

    @property
    def number(self) -> int | None:
        """The number of members that the head announces."""
        return sum(p.number for p in self.parts) if self.parts else None

    @property
    def number_text(self) -> str | None:
        """The number as written: 四, 六方面, 1+3+X; for several parts, their numbers (三、三)."""
        if self.kind is SloganKind.NUMERIC_FORMULA and self.parts:
            return self.surface
        return "、".join(p.number_text for p in self.parts) or None

    @property
    def noun(self) -> str | None:
        """What is counted, joined for heads with several parts."""
        return "、".join(p.noun for p in self.parts if p.noun) or None

    def counts(self) -> tuple[int, ...]:
        """The numbers of members that would agree with the head, the likeliest first.

        四看四查 may stand for eight members or for four pairs, 一看二问三查四议 for four steps, 一户一策 for none.
        """
        numbers = [p.number for p in self.parts]
        if "二" in [p.number_text for p in self.parts] and numbers == list(range(1, len(numbers) + 1)):
            return (len(numbers),)
        if self.tokens:
            return tuple(n for n in dict.fromkeys((sum(numbers), len(numbers))) if n > 1)
        if not numbers or set(numbers) == {1}:
            return ()
        found = [sum(numbers)]
        if len(numbers) > 1 and len(set(numbers)) == 1:
            found.append(numbers[0])
        return tuple(n for n in found if 2 <= n <= 40)

    @property
    def tokens(self) -> tuple[str, ...]:
        """The parts of a digit formula as written: 1, 3 and X of 1+3+X; 十, 百, 千 of 十百千."""
        return tuple(p.number_text for p in self.parts) if self.kind is SloganKind.NUMERIC_FORMULA else ()


def value_of(numeral: str) -> int:
    """The value of a short Chinese number word.

    >>> value_of("四"), value_of("十"), value_of("十二"), value_of("二十四")
    (4, 10, 12, 24)
    """
    if "十" in numeral and len(numeral) <= 3:
        tens, _, ones = numeral.partition("十")
        return NUMERALS.get(tens, 1) * 10 + NUMERALS.get(ones, 0)
    return NUMERALS.get(numeral[0], 0) if len(numeral) == 1 else 0


@lru_cache(maxsize=4096)
def parse_head(surface: str) -> Head:
    """Parses the words of a head, quotes excluded.

    >>> head = parse_head("四个意识")
    >>> head.number, head.number_text, head.noun
    (4, '四个', '意识')
    >>> parse_head("五社联动").noun, parse_head("五社联动").frame
    ('社', '联动')
    >>> parse_head("三问三帮").counts()
    (6, 3)
    >>> parse_head("1+3+X").kind.value, parse_head("重要窗口").kind.value
    ('numeric_formula', 'quoted_term')
    """
    if _DIGITS.fullmatch(surface) or _SIZES.fullmatch(surface):
        return Head(surface, SloganKind.NUMERIC_FORMULA, _digit_parts(surface))
    if _WORD_FORMULA.fullmatch(surface):
        return Head(surface, SloganKind.NUMERIC_FORMULA)
    matches = list(_PART.finditer(surface))
    if not matches or matches[0].start() > 0 or not all(value_of(m[1]) for m in matches):
        return Head(surface, SloganKind.QUOTED_TERM)
    parts = [_part(m) for m in matches]
    if len(parts) == 1 and parts[0].number == 1:
        return Head(surface, SloganKind.QUOTED_TERM)
    parts, frame = _split_frame(parts)
    return Head(surface, SloganKind.NUMERIC_ABBREVIATION, tuple(parts), frame)


def _part(match: re.Match[str]) -> Part:
    number, measure, noun = match[1], match[2] or match[4] or "", match[3] or match[5] or ""
    if measure and not noun:
        measure, noun = "", measure
    return Part(value_of(number), number + measure, noun)


def _split_frame(parts: list[Part]) -> tuple[list[Part], str | None]:
    """Takes a frame noun off the last part (社联动 → 社, 联动)."""
    last = parts[-1]
    for frame in _FRAMES_LONGEST_FIRST:
        if last.noun.endswith(frame) and len(last.noun) > len(frame):
            noun = last.noun[: -len(frame)]
            return [*parts[:-1], Part(last.number, last.number_text, noun)], frame
    return parts, None


def _digit_parts(surface: str) -> tuple[Part, ...]:
    """The parts of a digit formula (letters and sizes count as one member each)."""
    tokens = re.split(r"[+＋]", surface) if re.search(r"[+＋]", surface) else list(surface)
    return tuple(Part(int(t) if t.isdigit() else 1, t, "") for t in tokens if t)
