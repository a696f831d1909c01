"""The table of organisations under construction: one row per full name."""
from __future__ import annotations

from govner.records import AdminLevel, MentionType, Organization, OrgType
from govner.resolution.areas import Area
from govner.resolution.body_memory import Basis
from govner.resolution.places import place_for
from govner.segmentation import Analysis

_LEVEL_BY_DEPTH = (
    AdminLevel.PROVINCE, AdminLevel.PREFECTURE, AdminLevel.COUNTY, AdminLevel.TOWNSHIP, AdminLevel.COMMUNITY,
)


class BodyTable:
    """Adds rows to a document's table of organisations; the same name is the same row."""

    def __init__(self, analysis: Analysis) -> None:
        self._rows = analysis.entities.organizations
        self._analysis = analysis
        self._ids = {row.name: row.id for row in self._rows.values()}
        self._places = {p.full_name: p.id for p in analysis.entities.places.values()}
        self._levels = {p.full_name: p.level for p in analysis.entities.places.values()}
        #: The area of each body by its name, also where that area has no row.
        self.areas: dict[str, Area] = {
            self._rows[m.ref].name: m.attrs["area"]
            for m in analysis.mentions
            if m.type is MentionType.ORGANIZATION and m.ref in self._rows and "area" in m.attrs
        }

    def row(self, name: str, kind: OrgType, area: Area, basis: Basis, surface: str = "") -> Organization:
        """The row of a name, made where there is none yet."""
        if name not in self._ids:
            place = self._places.get("".join(area)) or self._area_row("".join(area))
            self._ids[name] = identifier = f"O{len(self._rows) + 1}"
            self._rows[identifier] = Organization(
                id=identifier,
                name=name,
                type=kind,
                level=self._level(area),
                area_id=place,
                expansion_basis=basis,
            )
        self.areas.setdefault(name, area)
        row = self._rows[self._ids[name]]
        if surface and surface not in row.surface:
            row.surface.append(surface)
        return row

    def _area_row(self, area: str) -> str | None:
        """The id of a new row for an area that no place of the text has brought in, if the gazetteer knows it."""
        place = place_for(self._analysis, area) if area else None
        if place is None or place.full_name != area:
            return None
        self._places[area] = place.id
        return place.id

    def _level(self, area: Area) -> AdminLevel:
        """The level of an area, by its place row or its depth."""
        level = self._levels.get("".join(area), AdminLevel.NONE)
        if not area or level is not AdminLevel.NONE:
            return level
        if area[-1].endswith(("街道", "镇", "乡", "苏木")):
            return AdminLevel.TOWNSHIP
        if area[-1].endswith(("社区", "村", "嘎查", "居民区")):
            return AdminLevel.COMMUNITY
        return _LEVEL_BY_DEPTH[min(len(area), len(_LEVEL_BY_DEPTH)) - 1]
