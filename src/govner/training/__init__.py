"""Fine-tuning the tagger on annotated articles of one's own (`govner train`); needs the extra `train`.

The modules below this one import torch; this one does so only when training begins.
"""

from __future__ import annotations

from govner.training.finetuning import Report, Settings, fine_tune
from govner.training.scores import Scores

__all__ = ["Report", "Scores", "Settings", "fine_tune"]
