"""Dumps of thousands of articles: efficiency of workers, memory of the parent, accounting.

    python benchmarks/batch.py [--articles 2000] [--workers 1,2] [--tagger builtin|none|replay] [--sink .duckdb]

The dump is made in a temporary directory from the annotated articles and the corpora in ../shared: sentences are left
out, days and numbers changed, so that no two are equal; written as JSONL, CSV, TSV, text, HTML and archives in several
encodings, 1 % of it broken, 1 % twice. Prints a table in Markdown and checks that every input is accounted for.

With `--tagger replay` workers extract some hundred articles and then repeat these records under other ids: what is left
to measure is the parent, which reads, tells copies, and writes: how many workers it can feed, and how much it holds.
"""
from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import lzma
import os
import random
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]+|[^。！？\n]+$")
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?=日)")
_CORPORA = ("campus_news", "xwlb_2012_2026", "xinhua_rmrb_2025")


def sources() -> list[dict[str, str]]:
    """The texts that articles are varied from."""
    rows = []
    for name in ("train", "dev"):
        path = SHARED / "gold" / f"{name}.jsonl"
        rows += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for name in _CORPORA:
        with lzma.open(SHARED / "corpus" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for _, line in zip(range(400), lines, strict=False):
                row = json.loads(line)
                text = row.get("text") or row.get("content")
                if isinstance(text, str) and 100 < len(text) < 2_000:
                    rows.append({"text": text, "published": row.get("published") or row.get("date") or ""})
    return rows


def varied(rows: list[dict[str, str]], count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Articles made of the sources: other days, some sentences less."""
    chance = random.Random(seed)
    for number in range(count):
        row = rows[number % len(rows)]
        pieces = _SENTENCE.findall(row["text"])
        kept = [piece for n, piece in enumerate(pieces) if n < 2 or chance.random() < 0.85]
        text = _NUMBER.sub(lambda _: str(chance.randint(1, 28)), "".join(kept))
        published = str(row.get("published") or "")[:10]
        text = f"{text}\n编号{number}"
        yield {"id": f"n{number}", "text": text, "published": published, "region": row.get("region") or ""}


def write_dump(directory: Path, count: int) -> int:
    """Writes the articles in mixed formats and encodings; gives the number of inputs, with broken and doubled ones."""
    articles = list(varied(sources(), count))
    shares = [articles[n::6] for n in range(6)]
    inputs = count
    with (directory / "a.jsonl").open("wb") as stream:
        for number, row in enumerate(shares[0]):
            line = json.dumps(row, ensure_ascii=False).encode() + b"\n"
            broken = line[: len(line) // 2] + b"\n" if number % 17 == 3 else b""  # 1 % of all, being 6 % of a sixth
            double = line if number % 17 == 5 else b""
            inputs += bool(broken) + bool(double)
            stream.write(line + broken + double)
    with gzip.open(directory / "b.jsonl.gz", "wt", encoding="gb18030") as packed:
        packed.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in shares[1])
    _write_table(directory / "c.csv", shares[2], "gb18030", ",")
    _write_table(directory / "d.tsv", shares[3], "utf-16", "\t")
    pages = directory / "pages"
    pages.mkdir()
    for number, row in enumerate(shares[4]):
        encoding = ("utf-8", "gb18030", "utf-8-sig")[number % 3]
        (pages / f"{row['id']}.txt").write_bytes(row["text"].encode(encoding, "replace"))
    with zipfile.ZipFile(directory / "f.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for row in shares[5]:
            body = "".join(f"<p>{line}</p>" for line in row["text"].split("\n") if line.strip())
            page = f"<html><head><meta charset='utf-8'></head><body><h1>{row['id']}</h1>{body}</body></html>"
            archive.writestr(f"{row['id']}.html", page)
    return inputs


def _write_table(path: Path, rows: list[dict[str, str]], encoding: str, delimiter: str) -> None:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, ["id", "text", "published", "region"], delimiter=delimiter)
    writer.writeheader()
    # govner reads tabs as they are: a TSV field has none.
    writer.writerows({k: v.replace("\t", " ") for k, v in row.items()} for row in rows)
    path.write_bytes(stream.getvalue().encode(encoding, "replace"))


JOB = """
import sys
import govner

class Replay:
    def __init__(self):
        self.nlp, self.records, self.number = None, [], 0
    def pipe(self, articles):
        self.nlp = self.nlp or govner.load(tagger=None)
        for article in articles:
            if len(self.records) < 200:
                self.records.append(self.nlp.extract(article))
            self.number += 1
            record = self.records[self.number % len(self.records)]
            record.id = article.id
            yield record

if __name__ == "__main__":
    dump, out, workers, tagger = sys.argv[1:]
    nlp = {"builtin": lambda: None, "none": lambda: govner.load(tagger=None), "replay": Replay}[tagger]()
    manifest = govner.read(dump).extract(nlp, workers=int(workers), timeout=120).write(out)
    print(manifest.to_json())
"""


def run(dump: Path, out: Path, workers: int, tagger: str) -> dict:
    """The manifest of one run, in a process of its own."""
    job = out.parent / "job.py"
    job.write_text(JOB)
    command = [sys.executable, str(job), str(dump), str(out), str(workers), tagger]
    printed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return json.loads(printed[printed.index("{\n") :])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--tagger", choices=("builtin", "none", "replay"), default="builtin")
    parser.add_argument("--sink", default=".duckdb")
    arguments = parser.parse_args()

    print(f"load average at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    columns = "articles,workers,wall s,CPU s workers,CPU s parent,chars/s,chars per CPU s,start s,worker MB,parent MB"
    print(f"| {columns.replace(',', ' | ')} |\n|{'---|' * 10}")
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        (directory / "dump").mkdir()
        inputs = write_dump(directory / "dump", arguments.articles)
        for workers in map(int, arguments.workers.split(",")):
            made = run(directory / "dump", directory / f"out{workers}{arguments.sink}", workers, arguments.tagger)
            counts, seconds, of = made["counts"], made["seconds"], made["workers"]
            failed = sum(counts["errors"].values())
            accounted = counts["records"] + failed + counts["duplicates"]
            assert counts["inputs"] == inputs == accounted, (inputs, counts)
            cpu = of["cpu_seconds"] + seconds["parent_cpu"]
            print(
                f"| {counts['records']:,} | {workers} | {seconds['whole']:.0f} | {of['cpu_seconds']:.0f} |"
                f" {seconds['parent_cpu']:.0f} | {counts['characters'] / seconds['extraction']:,.0f} |"
                f" {counts['characters'] / cpu:,.0f} | {max(of['start_seconds'], default=0):.1f} |"
                f" {of['peak_memory'] / 2**20:.0f} | {made['peak_memory'] / 2**20:.0f} |"
            )
            errors = counts["errors"]
        print(f"\n{inputs:,} inputs = {counts['records']:,} records + {failed} errors {errors} + {counts['duplicates']}"
              f" copies; {counts['characters']:,} characters; load average {os.getloadavg()[0]:.1f}")  # fmt: skip


if __name__ == "__main__":
    main()
