"""Dumps: from one article to ten million, on all cores of a machine.

>>> from govner.batch import read
>>> dump = read("examples/article.txt")
>>> [article.id for article in dump]
['article']

`dump` is the API (read → extract → write); `run` writes one run: `admission` tells new articles from done ones,
`govner.workers` extracts, `segments` keeps what is done, `sinks` make the output of it (`tables` and `views.sql` say
which tables and views there are, `nested` what a whole record is as an Arrow struct).
"""
from __future__ import annotations

from govner.batch.dump import Dump, Extraction, read
from govner.batch.error_rows import BatchFailure
from govner.batch.manifest import Counts, Manifest
from govner.batch.run import read_manifest
from govner.batch.segments import BatchError

__all__ = ["BatchError", "BatchFailure", "Counts", "Dump", "Extraction", "Manifest", "read", "read_manifest"]
