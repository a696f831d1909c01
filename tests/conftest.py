from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of raw data beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("../shared (the founders' raw data) is not beside this checkout")
    return SHARED
