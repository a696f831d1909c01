"""Executes the notebooks of examples/ and keeps their outputs: `python tests/notebooks/refresh.py [NAME …]`."""
from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def executed(path: Path) -> nbformat.NotebookNode:
    """The notebook with fresh outputs.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell failed.
    """
    notebook = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": str(EXAMPLES)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=where).execute()
    return notebook


def main() -> None:
    for path in sorted(EXAMPLES.glob("*.ipynb")):
        if len(sys.argv) > 1 and path.stem not in sys.argv[1:]:
            continue
        notebook = executed(path)
        for cell in notebook.cells:
            cell.metadata.pop("execution", None)  # Clock times: every refresh would be a change.
        nbformat.write(notebook, path)
        print(path.name)


if __name__ == "__main__":
    main()
