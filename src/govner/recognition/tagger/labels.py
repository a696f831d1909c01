"""The labels of the tagger and their tag scheme: B(egin), I(nside), E(nd), S(ingle) of a label, and O(utside)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

#: What the tagger finds, in the order of its outputs.
LABELS = ("PERSON", "POST", "ORGANIZATION", "PLACE", "DATE", "SLOGAN")

#: Stands for "impossible" among log scores; finite, so that sums stay numbers.
IMPOSSIBLE = -1e4


def tag_names(labels: Sequence[str]) -> list[str]:
    """The tags of some labels.

    >>> tag_names(["DATE"])
    ['O', 'B-DATE', 'I-DATE', 'E-DATE', 'S-DATE']
    """
    return ["O", *(f"{position}-{label}" for label in labels for position in "BIES")]


def allowed(count: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Which tag may follow which, begin a sentence and end it, for `count` labels.

    >>> follows, first, last = allowed(1)
    >>> [tag_names(["X"])[j] for j in np.flatnonzero(follows[1])]
    ['I-X', 'E-X']
    """
    size = 1 + 4 * count
    position = np.array(["O", *"BIES" * count])
    label = np.array([-1, *(i for i in range(count) for _ in range(4))])
    open_ = np.isin(position, ["B", "I"])
    continues = np.isin(position, ["I", "E"])
    same = label[:, None] == label[None, :]
    follows = np.where(open_[:, None], continues[None, :] & same, ~continues[None, :])
    assert follows.shape == (size, size)
    return follows, ~continues, ~open_
