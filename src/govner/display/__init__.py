"""Display: one record for the eye, as HTML, in a terminal, in a notebook, or for displaCy.

>>> import govner
>>> record = govner.extract("9月8日下午，副市长李文远到河口区调研。", published="2020-09-08")
>>> print(record.explain("李文远"))
PERSON 李文远 (10-13) M3
  found by: people.after_title, 1.0
  entity: P1
    name: 李文远
    post: 东营市人民政府副市长
"""
from __future__ import annotations

from govner.display.displacy import to_displacy
from govner.display.explanation import explain
from govner.display.html import to_html
from govner.display.terminal import display, to_tables, to_terminal

__all__ = ["display", "explain", "to_displacy", "to_html", "to_tables", "to_terminal"]
