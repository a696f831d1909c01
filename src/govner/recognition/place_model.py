"""The log-linear model that chooses, for each position where a place may end, its start or that there is none."""
from __future__ import annotations

import json
import math
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from govner.errors import ModelError
from govner.recognition.place_features import (
    PlaceFeatures,
    after_classes,
    after_letters,
    before_classes,
    before_letter,
)
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
        self._after_classes = self._summed(after_classes)
        self._after_letters = self._summed(after_letters)
        self._before_classes = self._summed(before_classes)
        self._before_letter = self._summed(before_letter)

    def _summed(self, features: Callable[..., list[str]]) -> Callable[..., float]:
        """The sum of weights of a group of features, which most positions share with some earlier one.

        Weights are multiples of a power of two: sums are exact, whatever their order.
        """
        get = self._weights.get
        return lru_cache(maxsize=1 << 14)(lambda *classes: sum(get(name, 0.0) for name in features(*classes)))

    def probabilities(self, item: End, features: PlaceFeatures) -> list[float]:
        """The probability of each of an end's starts; what they lack to 1 is that no place ends there.

        Ends and starts that nothing in the name could save are given up early; a given-up end has no probabilities.
        """
        get, text, ending = self._weights.get, features.text, item.ending
        right = text[item.end : item.end + 3]
        base = self._after_classes(*features.end_classes(item))
        base += self._after_letters(right[:2], ending) + get(f"r3={right}", 0.0)
        if base < self._least_end:
            return []
        odds = []
        for start in item.starts:
            left = text[max(0, start - 3) : start]
            total = base + self._before_classes(*features.start_classes(item, start))
            total += self._before_letter(left[-1:], ending) + get(f"l2={left[-2:]}", 0.0) + get(f"l3={left}", 0.0)
            if total < self._least_start:
                odds.append(0.0)
                continue
            for name in features.of_name(item, start):
                total += get(name, 0.0)
            odds.append(math.exp(max(-30.0, min(30.0, total))))
        whole = 1.0 + sum(odds)
        return [value / whole for value in odds]
