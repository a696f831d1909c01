"""The kind of a place by its ending: administrative area, zone, road, venue, natural feature, region."""
from __future__ import annotations

from govner.lexicons import Lexicons
from govner.recognition.places import EndingRow, NameRow
from govner.records import PlaceKind


class PlaceKinds:
    """Looks up kinds, longest ending first."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._endings = {row.ending: row.kind for row in lexicons.rows("place_endings", EndingRow)}
        self._whole = {row.name: row.kind for row in lexicons.rows("place_names", NameRow)}
        self._longest = max(map(len, self._endings), default=0)

    def of(self, name: str, nested: bool = False) -> PlaceKind:
        """The kind of a name; a name with another inside is never an administrative area, one without ending always.

        The level of an administrative area is for the gazetteer to say: all are COUNTY here.
        """
        if name in self._whole:
            return self._whole[name]
        for length in range(min(self._longest, len(name)), 0, -1):
            kind = self._endings.get(name[-length:])
            if kind is not None:
                return PlaceKind.VENUE if nested and kind is PlaceKind.COUNTY else kind
        return PlaceKind.VENUE if nested else PlaceKind.COUNTY
