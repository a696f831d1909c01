"""Plots with matplotlib, in a font that has Chinese characters."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from govner.errors import GovnerError, MissingExtraError

if TYPE_CHECKING:
    import networkx
    from matplotlib.axes import Axes

# Families with Chinese characters, from those of free systems to those of macOS and Windows.
_FAMILIES = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "PingFang SC", "Hiragino Sans GB", "Heiti SC", "Heiti TC", "STHeiti",
    "Microsoft YaHei", "SimHei", "SimSun", "Noto Serif CJK SC", "Noto Serif CJK JP", "AR PL UMing CN",
    "AR PL UKai CN", "Arial Unicode MS", "Droid Sans Fallback",
)


def chinese_font() -> str:
    """The family of an installed font with Chinese characters.

    Raises:
        MissingExtraError: matplotlib is not installed.
        GovnerError: no such font is installed; the message says how to get one.
    """
    try:
        from matplotlib import font_manager
    except ImportError:
        raise MissingExtraError("matplotlib", "analysis", "plotting") from None
    installed = {font.name for font in font_manager.fontManager.ttflist}
    for family in _FAMILIES:
        if family in installed:
            return family
    raise GovnerError(
        "no font with Chinese characters is installed, and a plot would show boxes: install one (Debian and Ubuntu:"
        " apt install fonts-noto-cjk; Fedora: dnf install google-noto-sans-cjk-fonts; conda: conda install -c"
        " conda-forge fonts-conda-forge), or register a file with"
        " matplotlib.font_manager.fontManager.addfont('NotoSansSC.ttf'), then start Python again"
    )


def _axes(ax: Axes | None, width: float, height: float) -> tuple[Axes, dict[str, Any]]:
    """Axes to draw on and the font to write with; a font is set on each text, never for the whole of matplotlib."""
    from matplotlib.figure import Figure

    font: dict[str, Any] = {"family": chinese_font()}
    return ax or Figure(figsize=(width, height), layout="constrained").subplots(), font


def plot_slogans(frequency: pd.DataFrame, slogans: Sequence[str] | None = None, *, ax: Axes | None = None) -> Axes:
    """Lines of how often slogans are used over time.

    Args:
        frequency: what :func:`slogan_frequency` returned.
        slogans: which ones; the six most used if not given.
        ax: axes to draw on; a new figure (`ax.figure`) if not given.

    Raises:
        GovnerError: no font with Chinese characters is installed.
    """
    used = frequency.groupby("slogan")["articles"].sum().sort_values(ascending=False, kind="stable")
    chosen = list(slogans) if slogans is not None else list(used.index[:6])
    ax, font = _axes(ax, 8, 4)
    periods = sorted(set(frequency["period"]))
    for name in chosen:
        own = frequency[frequency["slogan"] == name].set_index("period")["articles"]
        ax.plot(range(len(periods)), [int(own.get(p, 0)) for p in periods], marker="o", label=name)
    ax.set_xticks(range(len(periods)), periods, rotation=45 if len(periods) > 8 else 0)
    ax.set_ylabel("篇 articles", fontdict=font)
    if chosen:
        ax.legend(prop=font, frameon=False)
    ax.grid(alpha=0.3)
    return ax


def plot_holdings(holdings: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Bars of who held what from when to when; full ends are decisions, faint ones first and last sightings.

    Args:
        holdings: rows of :func:`directory`, such as those of one area or one person.
        ax: axes to draw on; a new figure (`ax.figure`) if not given.
    """
    dated = holdings[holdings["start"].notna() & holdings["end"].notna()].iloc[::-1]
    ax, font = _axes(ax, 9, max(2.0, 0.36 * len(dated) + 1))
    labels = []
    for at, row in enumerate(dated.to_dict("records")):
        start, end = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
        sure = (row["start_basis"] == "appointed") + (row["end_basis"] == "removed")
        ax.barh(at, max(5, (end - start).days), left=start.toordinal(), color="#4f8ef7", alpha=0.45 + 0.25 * sure)
        labels.append(f"{row['name']}　{row['post']}")
    ax.set_yticks(range(len(labels)), labels, fontdict=font)
    if labels:
        years = range(int(min(dated["start"])[:4]), int(max(dated["end"])[:4]) + 2)
        ax.set_xticks([date(y, 1, 1).toordinal() for y in years], [str(y) for y in years])
    ax.grid(axis="x", alpha=0.3)
    return ax


def plot_network(graph: networkx.Graph[str], *, top: int = 30, ax: Axes | None = None) -> Axes:
    """The network of who appears with whom, drawn by the spring layout (seeded: the same graph, the same picture).

    Args:
        graph: what :func:`co_attendance` returned.
        top: how many people, those at most events first.
        ax: axes to draw on; a new figure (`ax.figure`) if not given.
    """
    import networkx

    chosen = sorted(graph, key=lambda n: (-graph.nodes[n]["events"], n))[:top]
    part = graph.subgraph(chosen)
    ax, font = _axes(ax, 8, 8)
    where = networkx.spring_layout(part, seed=1, weight="weight")
    widths = [0.4 + 0.4 * part.edges[edge]["weight"] for edge in part.edges]
    networkx.draw_networkx_edges(part, where, ax=ax, width=widths, alpha=0.35)
    sizes = [60 + 25 * part.nodes[node]["events"] for node in part]
    networkx.draw_networkx_nodes(part, where, ax=ax, node_size=sizes, node_color="#f2a33a")
    names = {node: part.nodes[node]["name"] for node in part}
    networkx.draw_networkx_labels(part, where, names, ax=ax, font_size=9, font_family=font["family"])
    ax.set_axis_off()
    return ax
