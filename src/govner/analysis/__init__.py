"""What many articles say together: who is who, who held what, who met whom, where leaders go, when slogans rise.

Every function takes records, a file of them (JSON a line, or the DuckDB file of `govner batch`), or the
:class:`DumpTables` that :func:`read_tables` read once, and returns pandas tables.
"""
from __future__ import annotations

from govner.analysis.dump_tables import DumpTables, Source, TablesBuilder, read_tables
from govner.analysis.events import attendance, co_attendance, protocol_order, visits, write_graphml
from govner.analysis.holdings import conflicts, directory
from govner.analysis.identity import Identities, Identity, identify
from govner.analysis.plots import chinese_font, plot_holdings, plot_network, plot_slogans
from govner.analysis.terms import compare_periods, slogan_diffusion, slogan_frequency, slogan_uses
from govner.records.files import read_records

__all__ = [
    "DumpTables", "TablesBuilder", "Identities", "Identity", "Source", "attendance", "chinese_font", "co_attendance",
    "compare_periods", "conflicts", "directory", "identify", "plot_holdings", "plot_network", "plot_slogans",
    "protocol_order", "read_tables", "read_records", "slogan_diffusion", "slogan_frequency", "slogan_uses", "visits",
    "write_graphml",
]
