"""Every notebook of examples/ runs from top to bottom, and its kept outputs show no error."""
from __future__ import annotations

import time
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="needs nbclient: pip install 'govner[dev]'")

from notebooks.refresh import EXAMPLES, executed  # noqa: E402

NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))
NEEDS = {
    "02_dump_to_duckdb": ("duckdb", "pandas"),
    "03_officials_and_slogans": ("pandas", "networkx", "matplotlib"),
    "01_first_steps": ("pandas",),
    "04_own_words_and_components": ("pandas",),
    "05_fine_tuning": ("torch", "onnx"),
}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs(path: Path) -> None:
    for package in NEEDS[path.stem]:
        pytest.importorskip(package)
    started = time.monotonic()
    notebook = executed(path)
    assert time.monotonic() - started < 60
    assert any(cell.get("outputs") for cell in notebook.cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_kept_outputs_are_whole_and_small(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code), "run python tests/notebooks/refresh.py"
    assert not [o for cell in code for o in cell.outputs if o.output_type == "error"]
    assert not [o for cell in code for o in cell.outputs if o.get("name") == "stderr"]
    assert path.stat().st_size < 600_000


def test_there_are_the_notebooks_that_the_docs_name() -> None:
    assert {path.stem for path in NOTEBOOKS} == set(NEEDS)
