"""Worker processes that outlive what kills them: a crash, a hang or a full memory costs one item, never the run.

The package knows nothing of articles. `worker` is what runs in a child, `pool` keeps the children busy and replaces
dead ones, `chunks` decides who gets what. Each child has one socket to the parent; the parent is single-threaded.
"""
from __future__ import annotations

from govner.workers.chunks import BATCH_ITEMS
from govner.workers.outcomes import Failure, Outcome, PoolStats, WorkerError
from govner.workers.pool import Pool, available_cores, run_here

__all__ = ["BATCH_ITEMS", "Failure", "Outcome", "Pool", "PoolStats", "WorkerError", "available_cores", "run_here"]
