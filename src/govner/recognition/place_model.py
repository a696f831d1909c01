"""The log-linear model that chooses, for each position where a place may end, its start or that there is none."""
from __future__ import annotations

import json
import math
from pathlib import Path

from govner.errors import ModelError
from govner.recognition.place_features import PlaceFeatures
from govner.recognition.place_lattice import End


class PlaceModel:
    """Weights of features, and the probabilities they give.

    Raises:
        ModelError: the file of weights is missing or damaged.
    """

    def __init__(self, path: Path) -> None:
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            scale = float(data["scale"])
            self._weights: dict[str, float] = {name: value / scale for name, value in data["weights"].items()}
            self._least_end, self._least_start = float(data["least_end"]), float(data["least_start"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"cannot read the weights of places {path} ({error}); reinstall govner") from error

    def probabilities(self, item: End, features: PlaceFeatures) -> list[float]:
        """The probability of each of an end's starts; what they lack to 1 is that no place ends there.

        Ends and starts that nothing in the name could save are given up early; a given-up end has no probabilities.
        """
        get = self._weights.get
        base = 0.0
        for name in features.of_end(item):
            base += get(name, 0.0)
        if base < self._least_end:
            return []
        odds = []
        for start in item.starts:
            total = base
            for name in features.of_context(item, start):
                total += get(name, 0.0)
            if total < self._least_start:
                odds.append(0.0)
                continue
            for name in features.of_name(item, start):
                total += get(name, 0.0)
            odds.append(math.exp(max(-30.0, min(30.0, total))))
        whole = 1.0 + sum(odds)
        return [value / whole for value in odds]
