"""Place rows: one per area and document, with its ancestors."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from govner.gazetteer import Gazetteer, PlaceVersion
from govner.records import Place, PlaceCode, PlaceKind

Basis = Literal[
    "chain_in_text", "document_place", "publisher", "unique_in_gazetteer", "nearest_parent", "lexicon", "unresolved"
]
_SYSTEMS: dict[str, Literal["GB/T 2260", "GB/T 10114", "NBS-12", "MCA"]] = {
    "GB/T 2260": "GB/T 2260", "NBS-12": "NBS-12", "MCA": "MCA",
}
#: Row number of places that are not in the gazetteer.
UNKNOWN_ROW = -1


def outside(name: str, kind: PlaceKind, parent: PlaceVersion | None) -> PlaceVersion:
    """A place that the gazetteer does not have: an unknown village, a venue, a road."""
    return PlaceVersion(UNKNOWN_ROW, name, "", kind, None, "", None, None, None, False, parent)


class PlaceTable:
    """Adds rows to a document's table of places; the same area is the same row."""

    def __init__(self, places: dict[str, Place], gazetteer: Gazetteer) -> None:
        self._places, self._gazetteer = places, gazetteer
        self._ids: dict[tuple[str, PlaceKind], str] = {}
        self.versions: dict[str, PlaceVersion] = {}

    def row(self, version: PlaceVersion, basis: Basis, candidates: int = 1, name: str = "") -> Place:
        """The row of an area, made where there is none yet.

        Args:
            basis: how the area was found, kept of the first time.
            candidates: gazetteer entries that carry the name.
            name: as the text spells it; default is the official name.
        """
        key = version.full_name, version.kind
        if key in self._ids:
            return self._places[self._ids[key]]
        place = Place(
            id=f"L{len(self._places) + 1}",
            name=name or version.name,
            full_name=version.full_name,
            kind=version.kind,
            level=version.level,
            codes=list(self._codes(version)),
            valid_from=version.valid_from,
            valid_to=version.valid_to,
            successor=self._successors(version),
            note=_note(version),
            resolved_by=basis,
            candidates=candidates,
        )
        self._places[place.id] = place
        self._ids[key] = place.id
        self.versions[place.id] = version
        place.chain_ids = [self.row(area, "chain_in_text").id for area in version.chain]
        return place

    @staticmethod
    def _codes(version: PlaceVersion) -> Iterator[PlaceCode]:
        if version.code is not None:
            yield PlaceCode(system=_SYSTEMS[version.code_system], value=version.code, as_of=version.as_of)

    def _successors(self, version: PlaceVersion) -> list[str]:
        if version.row == UNKNOWN_ROW or version.valid_to is None:
            return []
        names = []
        for later in self._gazetteer.successors(version):
            county = [area for area in later.chain if area.kind is PlaceKind.COUNTY][-1:]
            above = later.chain[later.chain.index(county[0]):] if county else ()
            label = "".join(area.name for area in above) + later.name
            names.append(f"{label}（{later.code}）" if later.code else label)
        return names


def _note(version: PlaceVersion) -> str | None:
    notes = []
    if version.document and version.valid_to is not None:
        notes.append(version.document)
    if version.valid_to is not None and not version.exact:
        notes.append("the day of the change is not certain: valid_to may be too late")
    return "; ".join(notes) or None
