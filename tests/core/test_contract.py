"""The founders' contract: every field name and enum value of theirs is one of ours."""
from __future__ import annotations

import enum
import importlib.util
import sys
from pathlib import Path

import govner.records as ours


def test_names_and_values_are_the_contract_s(shared: Path) -> None:
    spec = importlib.util.spec_from_file_location("contract", shared / "design" / "record_schema.py")
    assert spec is not None
    assert spec.loader is not None
    contract = importlib.util.module_from_spec(spec)
    sys.modules["contract"] = contract
    spec.loader.exec_module(contract)
    compared = 0
    for name, theirs in vars(contract).items():
        mine = getattr(ours, {"Document": "Record"}.get(name, name), None)
        if isinstance(theirs, type) and issubclass(theirs, enum.Enum) and theirs is not enum.Enum:
            assert {e.value for e in theirs} <= {e.value for e in getattr(ours, name)}, name
            compared += 1
        elif mine is not None and hasattr(theirs, "model_fields"):
            fields = {f.alias or key for key, f in mine.model_fields.items()}
            # `required` marks gold items and, as the contract says, never appears in output.
            assert set(theirs.model_fields) - {"required"} <= fields, name
            compared += 1
    assert compared > 30
