"""Venues that their form makes likely: numbered rooms where something is held, stops of a visit with their facility."""
from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = "[0-9一二三四五六七八九十]"
#: 在|县委大院301会议室|召开.
_ROOM = re.compile(
    rf"(?<=[在于到])(?P<room>[\u4e00-\u9fff]{{2,10}}?(?:{_NUMBER}{{1,2}}[楼层]|[0-9]{{3,4}})[\u4e00-\u9fff]{{0,4}}?"
    "(?:会议室|会议厅|报告厅|礼堂|多功能厅))(?=召开|举行|举办|主持|设|收听|收看|观看|参加|参会|开展|进行|组织|集中|[，。；\n])"
)
_VISIT = re.compile(
    "(?:来到|察看了?|查看了?|走进|深入|走访了?|前往|考察了?|调研了?)(?P<list>[^，。；：？！（）“”《》\n]{4,160})"
)
_ENDS_LIST = re.compile("等[地处]|等(?!级)")
_SEPARATORS = re.compile("[、和及]")
_LONGEST_STOP = 18
#: An area, then the facility in it, without another area, a body or a verb between.
_STOP = re.compile("(?P<area>[\u4e00-\u9fff]{1,5}?(?:街道|镇|乡|村|社区|苏木|嘎查))(?P<rest>[\u4e00-\u9fff0-9]{2,13})")
_TWO_AREAS = re.compile("..[县区市].")
_FACILITY = re.compile(
    "(?:车间|小院|基地|馆|站|群|堂|大院|市场|库|点|广场|大棚|展厅|长廊|客厅|驿站|阵地|街区|民宿|工坊|水厂|湿地|码头|渡口|窗口"
    "|家园|书屋|茶园|果园|项目|园)$"
)
_NO_FACILITY = re.compile(
    "街道|镇|乡(?!村)|村(?![民史级落])|社区|[县区](?!域)|市(?![场民])|[的了就听看问说讲]|负责|同志|群众|干部|党员|农户|家[中里]"
    "|企业|公司|工作|情况|调研|检查|开展|指导|学校|[小中]学|医院|敬老院|卫生院|期|工程|工地|现场|派出所|合作社"
)


def rooms(text: str) -> Iterator[tuple[int, int]]:
    """Numbered rooms in which something is held."""
    for match in _ROOM.finditer(text):
        yield match.span("room")


def stops(text: str) -> Iterator[tuple[int, int, int]]:
    """Stops of a list that are an area and a facility in it: where each of the two begins, and the end."""
    for match in _VISIT.finditer(text):
        listed = _ENDS_LIST.split(match["list"])[0]
        start = match.start("list")
        items = _SEPARATORS.split(listed)
        for item in items if len(items) > 1 else ():
            stop = _STOP.fullmatch(item) if len(item) <= _LONGEST_STOP else None
            if stop is not None and _is_facility(stop["area"], stop["rest"]):
                yield start, start + stop.end("area"), start + len(item)
            start += len(item) + 1


def _is_facility(area: str, rest: str) -> bool:
    # 中铺镇|中铺循环经济产业园 are two places: the second has a name of its own.
    # 清城区龙塘镇|零工驿站: the facility belongs to the second of two areas alone.
    if _TWO_AREAS.search(area):
        return False
    return not rest.startswith(area[:2]) and bool(_FACILITY.search(rest)) and not _NO_FACILITY.search(rest)
