"""The area that a page's publisher is of: by its site's name or host."""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from govner.gazetteer import PlaceVersion
from govner.gazetteer.chains import parse_chain
from govner.lexicons import Lexicons, Row
from govner.reading.article import PageMetadata
from govner.records import PlaceKind

_GOVERNMENT = ".gov.cn"
_LONGEST = 24
#: What may follow an area in the name of a site or medium; an area alone (浦江) may be anything.
_OWNED = re.compile(
    r"(?:[\u3400-\u9fff]{0,4}(?:网|网站|在线|之窗|发布|日报|晚报|报|电视台|广播电台|融媒|融媒体|融媒体中心|传媒|台)"
    r"|[\u3400-\u9fff]{0,2}(?:人民|政府|政务|党建|纪委|人大|政协|民政|信息|公安).{0,12}"
    r"|(?:市|县|区)?[委政].{0,12})$"
)


class HostRow(Row):
    """The label before .gov.cn, and the area in full."""

    label: str
    region: str


@dataclass(frozen=True, slots=True)
class FoundBy:
    """What told the publisher's area; certain where that is the name in full or a host, not a short name (龙江在线)."""

    evidence: str
    is_certain: bool

    def __str__(self) -> str:
        return f"publisher: {self.evidence}"


class PublisherAreas:
    """Finds the area of a publisher, by the lexicon `site_hosts` and the gazetteer.

    >>> areas = PublisherAreas(Lexicons())
    >>> chain, found_by = areas.chain(PageMetadata(site_host="mzj.hangzhou.gov.cn"), None)
    >>> chain[-1].full_name, str(found_by)
    ('浙江省杭州市', 'publisher: host mzj.hangzhou.gov.cn')
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self._hosts = {row.label: row.region for row in lexicons.rows("site_hosts", HostRow)}

    def chain(self, page: PageMetadata, on: date | None) -> tuple[tuple[PlaceVersion, ...], FoundBy | None]:
        """The publisher's area from the province down, and how it is known; empty where nothing tells."""
        named = area_of_name(page.site, on)
        if named and page.site:
            return named, FoundBy(page.site, named[-1].name in page.site)
        host = (page.site_host or "").lower()
        if host.endswith(_GOVERNMENT):
            region = self._hosts.get(host[: -len(_GOVERNMENT)].rpartition(".")[2])
            if region:
                areas, _ = parse_chain(region, on)
                return (*areas[-1].chain, areas[-1]), FoundBy(f"host {host}", True)
        return (), None


def area_of_name(name: str | None, on: date | None) -> tuple[PlaceVersion, ...]:
    """The area that the name of a site or medium begins with (遂昌新闻网), of county level or above."""
    text = re.sub(r"^(?:中共|中国)[·•]?", "", name or "")[:_LONGEST]
    areas, length = parse_chain(text, on)
    areas = tuple(area for area in areas if area.kind in (PlaceKind.PROVINCE, PlaceKind.PREFECTURE, PlaceKind.COUNTY))
    if not areas or not (text.startswith(areas[0].name) or _OWNED.match(text, length)):
        return ()
    return (*areas[-1].chain, areas[-1])
