"""A version of an area: what it was called, where it lay and which code it had, and when that held."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from govner.records import AdminLevel, PlaceKind

_LEVELS = {
    PlaceKind.PROVINCE: AdminLevel.PROVINCE,
    PlaceKind.PREFECTURE: AdminLevel.PREFECTURE,
    PlaceKind.COUNTY: AdminLevel.COUNTY,
    PlaceKind.TOWNSHIP: AdminLevel.TOWNSHIP,
    PlaceKind.COMMUNITY: AdminLevel.COMMUNITY,
}


@dataclass(frozen=True, slots=True)
class PlaceVersion:
    """An area as it was for some time.

    Attributes:
        row: number of the gazetteer's row; the same place under another parent has the same row.
        base, suffix: the two parts of its name (天水 + 街道).
        kind, level: province to community; functional zones have a kind of their own and no level of administration.
        code: 6 digits (GB/T 2260) down to the county, 12 (statistics bureau) below; None where no source knows it.
        code_system: "GB/T 2260", "NBS-12" or "MCA".
        as_of: the day of the list that gives the code (ISO), None where the code held all through the version.
        valid_from, valid_to: first day, and first day on which it no longer held; None where open or unknown.
        exact: False where `valid_from` or `valid_to` is only known to the year, lies between two yearly lists, or may
            be some weeks off.
        parent: the area above at the same time, None for a province.
        document: 文号 of the decision that ended it, "" where unknown.
        full_name: its name after those of the areas above (浙江省杭州市下城区).
        chain: the areas above, from the province down.

    >>> from govner.gazetteer import load
    >>> version = load().lookup("下城区", on=date(2020, 9, 8))[0]
    >>> version.full_name, version.code, str(version.valid_to)
    ('浙江省杭州市下城区', '330103', '2021-04-09')
    """

    row: int
    base: str
    suffix: str
    kind: PlaceKind
    code: str | None
    code_system: str
    as_of: str | None
    valid_from: date | None
    valid_to: date | None
    exact: bool
    parent: PlaceVersion | None
    document: str = ""
    # Asked for far more often than versions are made.
    full_name: str = field(init=False, repr=False, compare=False)
    chain: tuple[PlaceVersion, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        above = self.parent
        object.__setattr__(self, "full_name", (above.full_name if above else "") + self.name)
        object.__setattr__(self, "chain", (*above.chain, above) if above else ())

    def __hash__(self) -> int:
        return hash((self.row, self.suffix, self.code))

    @property
    def name(self) -> str:
        return self.base + self.suffix

    @property
    def level(self) -> AdminLevel:
        return _LEVELS.get(self.kind, AdminLevel.NONE)

    def within(self, other: PlaceVersion) -> bool:
        """Whether this lies in the other area, or is it."""
        step: PlaceVersion | None = self
        while step is not None:
            if step.same_as(other):
                return True
            step = step.parent
        return False

    def same_as(self, other: PlaceVersion) -> bool:
        """Whether the other is this area, under the same parent."""
        if self.code is not None and self.code == other.code:
            return True
        mine, others = self.parent, other.parent
        return self.row == other.row and (mine is None or others is None or mine.row == others.row)

    def __str__(self) -> str:
        return f"{self.full_name}（{self.code}）" if self.code else self.full_name
