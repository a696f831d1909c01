"""Runs in one piece: the API, equality across workers and start methods, accounting, filters, sinks' names."""
from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from batch_cases import Bare, Poisoned, accounted, ids, quick, row, write_dump

import govner
from govner.batch import BatchError, BatchFailure, read_manifest
from govner.batch.fingerprint import fingerprint
from govner.errors import InputError
from govner.reading import open_articles


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dump(tmp_path_factory.mktemp("dump") / "dump.jsonl", range(60))


@pytest.fixture(scope="module")
def expected(dump: Path) -> list[str]:
    """The records of the dump, one after another in one process."""
    nlp = quick()
    return [nlp.extract(article).to_json() for article in open_articles(dump)]


@pytest.mark.parametrize(
    ("workers", "start_method"), [(0, None), (1, "fork"), (2, "fork"), (2, "spawn"), (4, "forkserver")]
)
def test_workers_and_start_methods_give_the_same_records(
    dump: Path, expected: list[str], workers: int, start_method: Any
) -> None:
    records = govner.read(dump).extract(quick(), workers=workers, start_method=start_method)
    assert [record.to_json() for record in records if isinstance(record, govner.Record)] == expected


def test_unordered_records_are_the_same(dump: Path, expected: list[str]) -> None:
    records = govner.read(dump).extract(quick(), workers=2, ordered=False)
    assert sorted(record.to_json() for record in records if isinstance(record, govner.Record)) == sorted(expected)


def test_pipe_with_workers(dump: Path, expected: list[str]) -> None:
    assert [r.to_json() for r in quick().pipe(open_articles(dump), workers=2, batch_size=4)] == expected  # type: ignore[arg-type]


def test_ten_threads_share_one_pipeline(dump: Path, expected: list[str]) -> None:
    nlp = govner.load()
    articles = list(open_articles(dump))[:30]
    alone = [nlp.extract(article).to_json() for article in articles]  # type: ignore[arg-type]
    with ThreadPoolExecutor(10) as threads:
        together = list(threads.map(lambda article: nlp.extract(article).to_json(), articles))
    assert together == alone


def test_one_worker_alone_equals_the_default_pipeline(dump: Path) -> None:
    """`nlp=None` loads the shipped tagger in the worker, with one thread."""
    articles = [a for a in open_articles(dump) if isinstance(a, govner.Article)][:6]
    records = [r.to_json() for r in govner.read(articles).extract(workers=1) if isinstance(r, govner.Record)]
    nlp = govner.load()
    assert records == [nlp.extract(article).to_json() for article in articles]


def test_every_input_is_accounted_for(tmp_path: Path) -> None:
    """Good articles, a copy, two with one id, broken rows, an unreadable file, a missing one, a poisoned article."""
    dump = write_dump(tmp_path / "dump.jsonl", range(20))
    with dump.open("a", encoding="utf-8") as stream:
        stream.write("{broken\n")
        stream.write(json.dumps(row(3), ensure_ascii=False) + "\n")
        stream.write(json.dumps({**row(30), "id": "a0004"}, ensure_ascii=False) + "\n")
        stream.write('{"title": "no text"}\n')
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    failures: list[BatchFailure] = []
    out = tmp_path / "out.jsonl"
    dumps = [dump, tmp_path / "binary.txt", tmp_path / "missing.txt"]
    nlp = Poisoned({"a0007": "raise"})
    manifest = govner.read(dumps).extract(nlp, workers=2).write(out, on_failure=failures.append)
    counts = manifest.counts
    assert (counts.inputs, counts.records, counts.duplicates, counts.failed) == (26, 20, 1, 5)
    assert accounted(counts)
    assert counts.errors == {"error": 1, "read": 4}
    names = ids(out)
    assert len(set(names)) == len(names) == 20
    assert sum(name.startswith("a0004") for name in names) == 2
    assert [f.id for f in failures if f.kind == "error"] == ["a0007"]
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl.run/errors.jsonl").read_text().splitlines()]
    assert [(Path(e["path"]).name, e["row"]) for e in lines] == [
        ("dump.jsonl", 8), ("dump.jsonl", 21), ("dump.jsonl", 24), ("binary.txt", None), ("missing.txt", None),
    ]  # fmt: skip
    assert "ValueError: no good" in lines[0]["message"]
    saved = read_manifest(out)
    assert saved["status"] == "complete"
    assert saved["counts"]["inputs"] == 26
    assert saved["workers"]["number"] == 2
    assert set(saved["versions"]) == {"version", "code", "models", "config"}


@pytest.mark.parametrize("start_method", ["forkserver", "spawn"])
def test_a_script_needs_no_guard(tmp_path: Path, start_method: str) -> None:
    """multiprocessing would run it again in every worker."""
    job = tmp_path / "job.py"
    job.write_text(
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import govner\nfrom batch_cases import Bare\nprint('once')\n"
        "rows = [{'id': str(n), 'text': '市长'} for n in range(9)]\n"
        f"for record in govner.read(rows).extract(Bare(), workers=2, start_method={start_method!r}):\n"
        "    print(record.id)\n",
        encoding="utf-8",
    )
    result = subprocess.run([sys.executable, str(job)], capture_output=True, text=True, timeout=300)
    assert result.stdout.split() == ["once", *map(str, range(9))], result.stderr


def test_on_error(dump: Path) -> None:
    def run(on_error: Any) -> list[Any]:
        return list(govner.read(dump, limit=5).extract(Poisoned({"a0002": "raise"}), workers=1, on_error=on_error))

    failures = [item for item in run("record") if isinstance(item, BatchFailure)]
    assert [failure.id for failure in failures] == ["a0002"]
    assert len(run("skip")) == 4
    with pytest.raises(BatchError, match=r"dump\.jsonl, row 3: error: ValueError: no good"):
        run("raise")


def test_where_sample_and_limit(dump: Path) -> None:
    def count(**options: Any) -> int:
        return sum(1 for _ in govner.read(dump, **options))

    assert count() == 60
    assert count(limit=7) == 7
    assert count(where="published>=2020") == 40
    assert count(where=["title~丰泽区", "published<2020"]) == sum(
        "丰泽区" in row(n)["title"] and row(n)["published"] < "2020" for n in range(60)
    )
    assert count(where="source=泉州网") == 0
    drawn = [a.id for a in govner.read(dump, sample=0.3) if isinstance(a, govner.Article)]
    assert 5 < len(drawn) < 35
    assert drawn == [a.id for a in govner.read(dump, sample=0.3) if isinstance(a, govner.Article)]
    assert set(drawn) < {a.id for a in govner.read(dump, sample=0.8) if isinstance(a, govner.Article)}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"where": "published"}, "FIELD OPERATOR VALUE"),
        ({"where": "mayor=x"}, "fields: id"),
        ({"sample": 2.0}, "share"),
        ({"published": "yesterday"}, "no ISO date"),
    ],
)
def test_wrong_selections_are_told_at_once(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        list(govner.read([], **options))


def test_inputs_of_all_kinds(dump: Path) -> None:
    article = next(iter(open_articles(dump)))
    assert isinstance(article, govner.Article)
    mixed = [{"no": "text"}, article, {"content": "9月8日，市长林若川调研。", "id": "x"}, str(dump)]
    kinds = [getattr(item, "id", "error") for item in govner.read(mixed, limit=5)]
    assert kinds == ["error", "a0000", "x", "a0000", "a0001"]
    assert govner.read({"text": "市长"}, published="2020-09-08").__iter__().__next__().published is not None  # type: ignore[union-attr]


def test_reprints_are_marked_or_dropped(tmp_path: Path) -> None:
    first = row(1)
    copy = {**first, "id": "copy", "title": "转载", "text": "（转自网站）" + first["text"]}
    kept = govner.read([first, copy, row(2)], reprints="mark").extract(Bare(), workers=0).write(tmp_path / "a.jsonl")
    assert (kept.counts.records, kept.counts.reprints) == (3, 0)
    dropped = govner.read([first, copy, row(2)], reprints="drop").extract(Bare(), workers=0).write(tmp_path / "b.jsonl")
    assert (dropped.counts.records, dropped.counts.reprints) == (2, 1)
    assert accounted(dropped.counts)
    assert ids(tmp_path / "b.jsonl") == ["a0001", "a0002"]


def test_the_start_of_workers_is_measured(dump: Path, tmp_path: Path) -> None:
    manifest = govner.read(dump).extract(quick(), workers=1).write(tmp_path / "out.jsonl")
    (seconds,) = manifest.workers["start_seconds"]
    assert 0.05 < seconds < 60
    assert manifest.workers["peak_memory"] > 50 << 20
    assert manifest.workers["cpu_seconds"] > 0


def test_changed_words_are_another_configuration(tmp_path: Path) -> None:
    words = tmp_path / "terms.tsv"
    words.write_text("text\ttype\n河口智谷\tPLACE\n", encoding="utf-8")
    before = fingerprint(govner.load(lexicons=[words], tagger=None))["config"]
    words.write_text("text\ttype\n河口慧谷\tPLACE\n", encoding="utf-8")
    assert fingerprint(govner.load(lexicons=[words], tagger=None))["config"] != before


def test_words_given_as_data_may_be_many() -> None:
    terms = [{"text": f"河口{number}智谷", "type": "PLACE"} for number in range(300)]
    configs = [fingerprint(govner.load(lexicons=[{"terms": terms[:n]}], tagger=None))["config"] for n in (300, 299)]
    assert configs[0] != configs[1]
