"""`govner place NAME`: what an area was called, where it lay and which code it had on a day."""
from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from govner.errors import InputError

if TYPE_CHECKING:
    from govner.gazetteer import PlaceVersion


def place(
    name: Annotated[str, typer.Argument(help="An area's name (下城区, 下城, 浙) or code (330103).")],
    on: Annotated[str | None, typer.Option(help="The day asked for (2020-09-08); default: today's areas.")] = None,
    within: Annotated[str | None, typer.Option("--in", help="Name or code of an area that it must lie in.")] = None,
) -> None:
    """Look an area up in the gazetteer: chain, code, validity, successors."""
    day = _day(on)
    found = _found(name, day, within)
    if not found:
        limits = (f" on {day}" if day else "") + (f" in {within}" if within else "")
        typer.echo(f"govner: no area is named {name!r}{limits}: give a name (下城区) or code (330103)", err=True)
        raise typer.Exit(1)
    for version in found:
        typer.echo(_line(version))


def _found(name: str, day: date | None, within: str | None) -> list[PlaceVersion]:
    from govner.gazetteer import load

    gazetteer = load()
    if name.isdigit():
        version = gazetteer.at(name, day)
        found = [version] if version is not None else []
    else:
        found = gazetteer.lookup(name, day)
    if within is None:
        return found
    limits = [gazetteer.at(within, day)] if within.isdigit() else gazetteer.lookup(within, day)
    return [v for v in found if any(limit is not None and v.within(limit) for limit in limits)]


def _line(version: PlaceVersion) -> str:
    from govner.gazetteer import load

    since = version.valid_from.isoformat() if version.valid_from else "…"
    until = version.valid_to.isoformat() if version.valid_to else "…"
    about = "" if version.exact else "~"
    parts = [version.full_name, version.code or "-", version.kind.value, f"{since} – {about}{until}"]
    later = "、".join(map(str, load().successors(version)))
    return "\t".join([*parts, f"→ {later}"] if later else parts)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"--on {text} is no ISO date: write it as 2020-09-08") from None
