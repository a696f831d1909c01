"""Names that their neighbours make certain: written chains of areas, areas abroad, addresses.

Models that learn from articles of one area each take the names of others for unlikely. A chain whose every link the
gazetteer knows in the one before (日喀则市|定日县|长所乡) needs no weighing, nor do parts of a country after its name
(越南|谅山省|文朗县), nor a road with a number after 地址 or 位于.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from govner.gazetteer import PlaceVersion
from govner.gazetteer.chains import find_in, parse_chain
from govner.recognition.place_features import PlaceFeatures
from govner.recognition.place_lattice import End
from govner.records import PlaceKind

#: Start and end of each link, and of the whole run.
Run = tuple[list[tuple[int, int]], int, int]

_LONGEST_CHAIN, _LONGEST_NAME = 24, 12
_BEFORE = frozenset({"clause", "list", "prep", "visit"})
_MOTION = frozenset("到赴在来抵往")
#: What ends a chain that is no part of a body's name and does not act.
AFTER = re.compile(
    r"[，。；、！？）”\n]|\Z|[等和及与的]|(?:学习)?(?:调研|考察|检查|指导|督[导查]|走访|慰问|视察|察看|参观|境内|一行|工作|任职)"
)
_NEXT = re.compile("[\u4e00-\u9fff]{1,7}?(?:[市区县旗州盟镇乡村]|街道|苏木|社区)")
_SEPARATOR = frozenset("、和及与")
_PART = re.compile("[\u4e00-\u9fff·]{1,6}?[州省县市府郡邦](?![\u4e00-\u9fff]?[族长])")
#: Words that no name of an area abroad contains: what follows a country's name is then something else.
_NO_PART = re.compile("[到在赴从向对和与及同为的是人驻等来友籍等各两多]|城市|企业|公司|政府|都市|我[省市县州]")
_ABROAD_AFTER = re.compile(r"[，。；、！？）”\n]|\Z|[等和及与的代推]|考察|访问|[\u4e00-\u9fff]{1,6}?[州省县市府郡邦]")
_ADDRESS = re.compile(
    "(?:地址：?|位于|坐落于|坐落在)(?P<whole>[\u4e00-\u9fff]{2,18}?(?:路|街|大道|巷|弄|胡同)[0-9]{1,5}(?:弄[0-9]{1,5})?号)"
)
_LONGEST_ROAD = 12


def written_chains(ends: list[End], features: PlaceFeatures, on: date | None) -> Iterator[Run]:
    """Chains of two areas and more, each written in full, and the areas beside the last that are listed after it."""
    text, done = features.text, 0
    known = sorted({(start, item.end) for item in ends for start, level in item.known.items() if level in "PFCp"})
    for start, end in known:
        if start < done or not _NEXT.match(text, end):
            continue
        if features.class_before(start) not in _BEFORE and text[start - 1 : start] not in _MOTION:
            continue
        areas, length = parse_chain(text[start : start + _LONGEST_CHAIN], on)
        links = _links(text, start, areas)
        if len(links) > 1 and AFTER.match(text, start + length):
            done = start + length
            for listed in _listed(text, done, areas[-1].parent, on):
                links.append(listed)
                done = listed[1]
            yield links, start, done


def _links(text: str, start: int, areas: tuple[PlaceVersion, ...]) -> list[tuple[int, int]]:
    """Where each area of a chain stands; none if one is short for something, except a province at the beginning."""
    links: list[tuple[int, int]] = []
    for area in areas:
        name = area.name
        if len(area.base) < 2:
            return []
        if not text.startswith(name, start):
            name = area.base
            if links or area.kind is not PlaceKind.PROVINCE or not text.startswith(name, start):
                return []
        links.append((start, start + len(name)))
        start += len(name)
    return links


def _listed(text: str, position: int, above: PlaceVersion | None, on: date | None) -> Iterator[tuple[int, int]]:
    """Areas of the same parent that follow one by one (闵行区、松江区)."""
    while above is not None and text[position : position + 1] in _SEPARATOR:
        start = position + 1
        for length in range(_LONGEST_NAME, 2, -1):
            name = text[start : start + length]
            if AFTER.match(text, start + length) and any(v.name == name for v in find_in(name, on, above)):
                break
        else:
            return
        position = start + length
        yield start, position


def areas_abroad(ends: list[End], text: str) -> Iterator[Run]:
    """Countries and the parts of them that follow."""
    for item in ends:
        for start, level in item.known.items():
            if level != "n":
                continue
            links, end = [(start, item.end)], item.end
            while part := _PART.match(text, end):
                if _NO_PART.search(part[0]) or len(part[0]) < 2 or not _ABROAD_AFTER.match(text, part.end()):
                    break
                links.append(part.span())
                end = part.end()
            if len(links) > 1:
                yield links, start, end


def addresses(ends: list[End], text: str) -> Iterator[Run]:
    """Roads with a number after a word that says that an address follows, and the areas before them."""
    for match in _ADDRESS.finditer(text):
        start, end = match.span("whole")
        links: list[tuple[int, int]] = []
        for item in ends[bisect_left(ends, start, key=lambda item: item.end) :]:
            if item.end >= end:
                break
            border = links[-1][1] if links else start
            if item.known.get(border, "") in ("P", "F", "C"):
                links.append((border, item.end))
        road = links[-1][1] if links else start
        if end - road <= _LONGEST_ROAD:
            yield [*links, (road, end)], start, end
