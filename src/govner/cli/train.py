"""`govner train FILES -o DIR`: fine-tunes the tagger on annotated articles of one's own."""
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def train(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", exists=True, dir_okay=False, help="Annotated articles: JSONL or marked text."),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The directory of the new model.")],
    base: Annotated[
        Path | None, typer.Option(help="The model directory to go on from; default: the shipped tagger.")
    ] = None,
    held_out: Annotated[
        float, typer.Option(min=0, max=0.5, help="Share of the articles to measure on instead of learning.")
    ] = 0.2,
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the articles.")] = 5,
    rate: Annotated[float, typer.Option(min=0, help="Learning rate.")] = 5e-4,
    seed: Annotated[int, typer.Option(help="Seed of all choices.")] = 1,
    threads: Annotated[int, typer.Option(min=1, help="Threads of torch.")] = 1,
) -> None:
    """Fine-tune the tagger on your own annotated articles (needs the extra train)."""
    # Here, not above: every other command starts without them.
    from govner.evaluation.inline import read_annotated
    from govner.training import Settings, fine_tune

    articles = [article for path in files for article in read_annotated(path)]
    settings = Settings(epochs=epochs, rate=rate, held_out=held_out, seed=seed, threads=threads)
    report = fine_tune(articles, output, base, settings, lambda line: typer.echo(line, err=True))
    if report.before is not None and report.after is not None:
        typer.echo(f"F1 on {len(report.held)} held-out articles, tagger alone: before → after")
        before, after = report.before.plain(), report.after.plain()
        for kind, value in after.items():
            typer.echo(f"{kind:14s}{before.get(kind, 0.0):6.1f} → {value:5.1f}")
        if after.get("ALL", 0.0) < before.get("ALL", 0.0):
            typer.echo("The new model reads them worse than the one it started from: keep that one.", err=True)
    typer.echo(f'wrote {output}; use it with govner.load(tagger="builtin:{output}")')
