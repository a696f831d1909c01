"""Administrative divisions of China with history: 1981 to 2026, from provinces to villages.

>>> from datetime import date
>>> from govner.gazetteer import load
>>> for version in load().lookup("莱芜", on=date(2015, 1, 1))[:2]:
...     print(version.full_name, version.code, version.valid_to)
山东省莱芜市 371200 2018-12-26
"""
from __future__ import annotations

from govner.gazetteer.gazetteer import Gazetteer, load
from govner.gazetteer.version import PlaceVersion

__all__ = ["Gazetteer", "PlaceVersion", "load"]
