"""Slogans (提法): policy terms such as “四能”, 1+3+X, “重要窗口”, 千万工程.

:class:`SloganRecogniser` proposes their heads; what a head stands for is found in :mod:`govner.resolution.slogans`.
"""
from __future__ import annotations

from govner.recognition.slogans.recogniser import SloganRecogniser

__all__ = ["SloganRecogniser"]
