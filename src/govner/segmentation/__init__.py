"""Segmentation: from raw text to a normalised view, sentences and quotations.

Rules and models read the :class:`View`; the spaCy Doc holds the raw text itself, so a Doc offset is a raw offset.
"""
from __future__ import annotations

from govner.segmentation.analysis import Analysis, Candidate, Entities
from govner.segmentation.sentences import Enclosure, SentenceRange, clauses, enclosures, split_sentences
from govner.segmentation.view import View

__all__ = [
    "Analysis", "Candidate", "Enclosure", "Entities", "SentenceRange", "View",
    "clauses", "enclosures", "split_sentences",
]
