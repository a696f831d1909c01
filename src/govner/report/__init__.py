"""A report of a dump as a static site for the browser, see :func:`write_report`."""
from __future__ import annotations

from govner.report.site import write_report

__all__ = ["write_report"]
