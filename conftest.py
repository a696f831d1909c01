"""What pytest leaves out of the doctests of src: modules whose extra is not installed."""
from __future__ import annotations

from importlib.util import find_spec

collect_ignore = []
if find_spec("torch") is None or find_spec("onnx") is None:
    collect_ignore += [
        f"src/govner/training/{name}.py" for name in ("network", "fitting", "prediction", "exporting", "importing")
    ]
