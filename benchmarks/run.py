"""All benchmarks in one command: rooms, whole pipeline, starts, memory, growth, workers, and peers on the same text.

    python benchmarks/run.py [--articles 80] [--rounds 3] [--only PART…] [--long] [--write]

A part that fails, or is not asked for, keeps the figures of the newest results of the same sample; the tables say when
and at which load each was measured. Prints tables in Markdown. With --write the figures also go to
benchmarks/results/DATE-COMMIT.json and the tables into docs/performance.md; in any case they are compared with the last
results of the same sample that are committed.

CPU seconds of one thread. What else runs on the machine makes a run slower, never faster, so each step counts with the
best of its rounds for each article.
"""
from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import peers
import sample

import govner
from govner.composition.assembly import assemble
from govner.segmentation.analysis import Analysis

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).resolve().parent / "results"
STARTS = {
    "python": [sys.executable, "-c", "pass"],
    "import govner": [sys.executable, "-c", "import govner"],
    "govner.load()": [sys.executable, "-c", "import govner; govner.load()"],
    "first record": [sys.executable, "-c", "import govner; govner.extract(open('examples/article.txt').read())"],
    "govner extract examples/article.txt": [
        sys.executable, "-c", "from govner.cli import main; main()", "extract", "examples/article.txt"],
}  # fmt: skip
#: Starts are those of an installed package, whose modules are compiled, whatever the shell forbids.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
PARTS = ("starts", "rooms", "whole", "growth", "numbers", "peers")
Figures = dict[str, Any]


def starts() -> Figures:
    """Best wall and CPU seconds and peak MB of five starts."""
    found = {}
    for name, command in STARTS.items():
        best, least, peak = float("inf"), float("inf"), 0.0
        for _ in range(5):
            begin = time.perf_counter()
            process = subprocess.Popen(
                command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            _, _, usage = os.wait4(process.pid, 0)
            best, least = min(best, time.perf_counter() - begin), min(least, usage.ru_utime + usage.ru_stime)
            peak = max(peak, usage.ru_maxrss / 1024)
        found[name] = {"seconds": round(best, 3), "cpu": round(least, 3), "memory": round(peak)}
    return found


def rooms(texts: list[sample.Text], tagger: str | None, rounds: int) -> Figures:
    """Characters a second of each step, articles read one by one."""
    nlp = govner.load(tagger=tagger)
    best: dict[str, list[float]] = defaultdict(lambda: [float("inf")] * len(texts))
    for _ in range(rounds):
        for i, item in enumerate(texts):
            for name, seconds in _steps(nlp, item):
                best[name][i] = min(best[name][i], seconds)
    characters = sum(len(item.text) for item in texts)
    speeds = {name: round(characters / max(1e-9, sum(seconds))) for name, seconds in best.items()}
    return {**speeds, "whole": round(characters / sum(map(sum, best.values())))}


def _steps(nlp: govner.Pipeline, item: sample.Text) -> Iterator[tuple[str, float]]:
    clock = time.process_time
    begin = clock()
    page = item.article()
    yield "reading", clock() - begin
    begin = clock()
    analysis = Analysis.of(page)
    yield "view, sentences", clock() - begin
    for name, step in nlp.steps.items():
        begin = clock()
        step([analysis])
        yield name, clock() - begin
    begin = clock()
    record = assemble(analysis)
    yield "record", clock() - begin
    begin = clock()
    record.to_json()
    yield "to_json", clock() - begin


def _best(work: Callable[[], object], rounds: int = 3) -> float:
    best = float("inf")
    for _ in range(rounds):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def whole(texts: list[sample.Text], rounds: int) -> Figures:
    """Characters a second from text to JSON, and of the floor: reading, view and the network alone."""
    from govner.recognition.tagger import TaggerRecogniser

    characters = sum(len(item.text) for item in texts)
    full, rules = govner.load(), govner.load(tagger=None)
    network = TaggerRecogniser()

    def pipe(nlp: govner.Pipeline) -> None:
        for record in nlp.pipe(item.article() for item in texts):
            record.to_json()

    def floor() -> None:
        for start in range(0, len(texts), 32):
            analyses = [Analysis.of(item.article()) for item in texts[start : start + 32]]
            network.read_many(analyses, [[] for _ in analyses])

    speeds = {"pipe": full, "pipe, rules alone": rules}
    found = {name: round(characters / _best(lambda nlp=nlp: pipe(nlp), rounds)) for name, nlp in speeds.items()}
    return {**found, "floor: reading, view, network": round(characters / _best(floor, rounds))}


def growth(texts: list[sample.Text], long: bool) -> Figures:
    """CPU microseconds a character for articles of some lengths, and for characters without sense."""
    nlp = govner.load()
    nlp.extract(texts[0].text)
    lengths = [100, 1_000, 10_000, 100_000, *([1_000_000] if long else [])]
    found = {}
    for length in lengths:
        text = sample.of_length(texts, length)
        seconds = _best(lambda text=text: nlp.extract(text), 3 if length < 100_000 else 1)
        found[f"{length:,}"] = round(1e6 * seconds / length, 1)
    noise = sample.random_characters(100_000)
    found["100,000 random characters"] = round(1e6 * _best(lambda: nlp.extract(noise), 1) / len(noise), 1)
    return found


def numbers(texts: list[sample.Text]) -> Figures:
    """Characters a second of wall time for some numbers of articles and workers, and the workers' memory."""
    nlp = govner.load()
    found: Figures = {}
    for count in sorted({min(number, len(texts)) for number in (10, 100, len(texts))}):
        chosen = [item.article() for item in texts[:count]]
        seconds = _best(lambda chosen=chosen: list(nlp.pipe(chosen)), 2)
        found[f"{count} articles"] = round(sum(len(a.raw) for a in chosen) / seconds)
    articles = [item.article() for item in texts]
    for workers in (1, 2):
        begin = time.perf_counter()
        memory = 0.0
        for i, _ in enumerate(nlp.pipe(articles, workers=workers)):
            if i == len(articles) // 2:
                memory = sum(map(_proportional, _descendants(os.getpid())))
        found[f"{workers} workers, wall"] = round(sum(len(a.raw) for a in articles) / (time.perf_counter() - begin))
        found[f"memory of {workers} workers, MB (PSS)"] = round(memory)
    return found


def _descendants(parent: int) -> Iterator[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children")
    for child in children.read_text().split() if children.is_file() else ():
        yield int(child)
        yield from _descendants(int(child))


def _proportional(process: int) -> float:
    """Megabytes of a process, shared pages counted in part."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def others(texts: list[sample.Text]) -> Figures:
    """Peers, and govner, on the text of the development articles: speed, memory, and F1 of mentions."""
    raw = [item.text for item in texts]
    wanted = [list(item.mentions) for item in texts]
    characters = sum(map(len, raw))
    found: Figures = {}
    for name, nlp in (("govner", govner.load()), ("govner, rules alone", govner.load(tagger=None))):
        pages = [item.article() for item in texts]
        records = list(nlp.pipe(pages))
        mine = [[(m.type.value, m.span.start, m.span.end) for m in record.mentions] for record in records]
        seconds = _best(lambda nlp=nlp: [r.to_json() for r in nlp.pipe(item.article() for item in texts)], 3)
        found[name] = {
            "speed": round(characters / seconds), "load": None, "memory": None,
            "gives": "records: seven types of mentions, entities, events, statements", "f1": _rounded(mine, wanted),
        }  # fmt: skip
    for outcome in peers.outcomes(raw):
        if isinstance(outcome, str):
            found[outcome.split(":")[0]] = {"missing": outcome}
            continue
        found[outcome.name] = {
            "speed": round(sum(map(len, raw[: len(outcome.mentions)])) / outcome.seconds),
            "load": round(outcome.load, 2), "memory": round(outcome.memory), "gives": peers.GIVES[outcome.name],
            "f1": _rounded(outcome.mentions, wanted[: len(outcome.mentions)]),
        }  # fmt: skip
    return found


def _rounded(mine: list[list[peers.Mention]], wanted: list[list[peers.Mention]]) -> dict[str, float]:
    return {k: round(v, 1) for k, v in peers.scores(mine, wanted).items() if k not in ("GROUP", "EVENT")}


def tables(figures: Figures) -> str:
    """The figures as Markdown."""
    lines = ["| start (best of 5) | CPU seconds | wall seconds | peak RSS, MB |", "|---|---|---|---|"]
    for name, start in figures.get("starts", {}).items():
        lines.append(f"| {name} | {start['cpu']:.2f} | {start['seconds']:.2f} | {start['memory']} |")
    for part, head in (
        ("rooms", "| step, articles one by one | characters/s |"),
        ("whole", "| text to JSON, `pipe`, one core | characters/s |"),
        ("growth", "| length of the article | CPU µs a character |"),
        ("numbers", "| number | characters/s of CPU (workers: of wall), or MB |"),
    ):
        if part in figures:
            lines += ["", head, "|---|---|", *(f"| {name} | {value:,} |" for name, value in figures[part].items())]
    if figures.get("peers"):
        lines += ["", "| development articles | characters/s | gives | F1 of mentions |", "|---|---|---|---|"]
    for name, peer in figures.get("peers", {}).items():
        if "missing" in peer:
            lines.append(f"| {name} | – | {peer['missing']} | – |")
        else:
            scores = ", ".join(f"{kind} {score}" for kind, score in peer["f1"].items()) or "none"
            lines.append(f"| {name} | {peer['speed']:,} | {peer['gives']} | {scores} |")
    return "\n".join(lines)


def compared(figures: Figures, earlier: Figures) -> str:
    """What became a tenth slower or faster than in earlier results."""
    lines = []
    for part in ("rooms", "whole"):
        for name, speed in figures.get(part, {}).items():
            before = earlier.get(part, {}).get(name)
            if before and not 0.9 < speed / before < 1.1:
                lines.append(f"{part}: {name} {before:,} -> {speed:,} characters/s ({speed / before - 1:+.0%})")
    return "\n".join(lines) or "no step changed by a tenth or more"


def last_results(checksum: str, names: list[str]) -> tuple[str, Figures] | None:
    """The newest of some files of results that is of this sample."""
    for name in sorted(names, reverse=True):
        figures = json.loads((RESULTS.parent / name).read_text(encoding="utf-8"))
        if figures["sample"]["checksum"] == checksum:
            return name, figures
    return None


def write(figures: Figures, text: str) -> Path:
    """Puts figures and tables where they belong."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{figures['day']}-{figures['commit']}.json"
    path.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    page = ROOT / "docs" / "performance.md"
    head, begin, rest = page.read_text(encoding="utf-8").partition("<!-- benchmarks/run.py -->\n")
    _, end, tail = rest.partition("<!-- end -->\n")
    page.write_text(f"{head}{begin}{text}\n{end}{tail}", encoding="utf-8")
    return path


def _told(name: str, measure: Callable[[], Figures]) -> Figures | None:
    """A part's figures; None where it failed, which is told and stops no other part."""
    begin = time.perf_counter()
    try:
        figures = measure()
    except Exception:
        traceback.print_exc()
        print(f"{name}: failed; its figures stay as in the newest results", file=sys.stderr)
        return None
    print(f"{name}: {time.perf_counter() - begin:.0f} s", file=sys.stderr)
    return figures


def _git(*arguments: str) -> str:
    command = ["git", *arguments]
    return subprocess.run(command, cwd=RESULTS.parent, capture_output=True, text=True, check=False).stdout.strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, help="only the first so many of the sample")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--long", action="store_true", help="also an article of a million characters")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="these parts; others as in the newest results")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    texts = sample.load(options.articles)
    checksum = sample.checksum(texts)
    characters = sum(len(item.text) for item in texts)
    parts: dict[str, Callable[[], Figures]] = {
        "starts": starts,
        "rooms": lambda: rooms(texts, "builtin", options.rounds),
        "whole": lambda: whole(texts, options.rounds),
        "growth": lambda: growth(texts, options.long),
        "numbers": lambda: numbers(texts),
        "peers": lambda: others(sample.development() or texts[:80]),
    }
    committed = last_results(checksum, _git("ls-files", "results").split())
    figures: Figures = {
        "day": str(date.today()), "commit": _git("rev-parse", "--short", "HEAD"), "python": platform.python_version(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}",
        "sample": {
            "checksum": checksum, "name": sample.FROZEN.get(checksum, "part"), "articles": len(texts),
            "characters": characters,
        },
    }  # fmt: skip
    kept = last_results(checksum, [f"results/{path.name}" for path in RESULTS.glob("*.json")])
    here = f"{figures['day']}, commit {figures['commit']}, {figures['machine']}"
    figures["parts"] = {}
    for name in PARTS:
        found = _told(name, parts[name]) if name in (options.only or PARTS) else None
        if found is not None:
            figures[name], figures["parts"][name] = found, here
        elif kept and name in kept[1]:
            earlier = kept[1]
            figures[name] = earlier[name]
            figures["parts"][name] = earlier.get("parts", {}).get(
                name, f"{earlier['day']}, commit {earlier['commit']}, {earlier['machine']}"
            )
    when = "; ".join(
        f"{', '.join(name for name, other in figures['parts'].items() if other == day)}: {day}"
        for day in dict.fromkeys(figures["parts"].values())
    )
    sampled = f"sample {checksum}: {len(texts)} articles, {characters:,} characters"
    text = f"Python {figures['python']}; {sampled}. Measured {when}.\n\n{tables(figures)}"
    print(text)
    if committed:
        print(f"\nAgainst {committed[0]}:\n{compared(figures, committed[1])}")
    if options.write:
        print(f"\nwritten: {write(figures, text)}")


if __name__ == "__main__":
    main()
