"""What kills a run: nothing is lost, nothing is twice, and nothing half looks whole."""
from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch_cases import Bare, Poisoned, Slow, accounted, ids, quick, row, write_dump

import govner
from govner.batch import BatchError, Counts, read_manifest
from govner.batch import run as run_module
from govner.batch import segments as segments_module

HERE = Path(__file__).parent
# A run in a process of its own: slow articles, small segments.
SCRIPT = """
import sys
sys.path.insert(0, {here!r})
import govner
from batch_cases import Slow
from govner.batch import run, segments
segments.SEGMENT_RECORDS = 10
run.fingerprint = lambda nlp: {{"version": "test"}}
if __name__ == "__main__":
    govner.read({dump!r}).extract(Slow(0.02), workers=2).write({out!r}, resume={resume}, on_progress={hook})
"""


def script(tmp_path: Path, dump: Path, out: Path, *, resume: bool = False, hook: str = "None") -> list[str]:
    path = tmp_path / "job.py"
    path.write_text(SCRIPT.format(here=str(HERE), dump=str(dump), out=str(out), resume=resume, hook=hook))
    return [sys.executable, str(path)]


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """One version of the code in this process and in that of the script, whoever edits files meanwhile."""
    monkeypatch.setattr(run_module, "fingerprint", lambda nlp: {"version": "test"})


def segments_of(out: Path) -> list[Path]:
    return [p for p in Path(f"{out}.run/segments").glob("*") if p.suffix != ".part"]


@pytest.mark.parametrize("deed", ["hang", "crash", "raise", "fill"])
def test_a_poison_article_costs_itself_alone(tmp_path: Path, deed: str) -> None:
    if deed == "fill" and sys.platform != "linux":
        pytest.skip("memory limits of a process need Linux")
    dump = write_dump(tmp_path / "dump.jsonl", range(40))
    out = tmp_path / "out.jsonl"
    extraction = govner.read(dump).extract(
        Poisoned({"a0011": deed}), workers=2, timeout=2.0, memory_limit=1 << 30 if deed == "fill" else None
    )
    manifest = extraction.write(out)
    kind = {"hang": "timeout", "crash": "died", "raise": "error", "fill": "memory"}[deed]
    assert manifest.counts.errors == {kind: 1}
    assert accounted(manifest.counts)
    assert ids(out) == [f"a{n:04d}" for n in range(40) if n != 11]
    # Without the poison, resuming does this one article and nothing else.
    again = govner.read(dump).extract(Poisoned({}), workers=1).write(out, resume=True)
    assert again.note is not None  # Another configuration: nothing of the earlier run may be taken over.
    assert "config" in again.note
    assert (again.counts.records, again.counts.resumed) == (40, 0)


@pytest.mark.usefixtures("settled")
def test_a_killed_parent_leaves_no_output_and_its_work_is_taken_over(tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "dump.jsonl", range(150))
    out = tmp_path / "out.jsonl"
    process = subprocess.Popen(script(tmp_path, dump, out))
    deadline = time.monotonic() + 240
    while len(segments_of(out)) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    process.kill()
    process.wait()
    kept = len(segments_of(out)) * 10
    assert 30 <= kept < 150
    assert not out.exists()
    with pytest.raises(BatchError, match="holds an unfinished run"):
        govner.read(dump).extract(Slow(0.02)).write(out)
    manifest = govner.read(dump).extract(Slow(0.02), workers=2).write(out, resume=True)
    assert manifest.counts.resumed == kept
    assert manifest.counts.records == 150 - kept
    assert ids(out) == [f"a{n:04d}" for n in range(150)]
    assert not list(tmp_path.glob("**/*.part"))


def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "dump.jsonl", range(150))
    pids = tmp_path / "pids"
    children = "' '.join(str(p.pid) for p in __import__('multiprocessing').active_children())"
    hook = f"lambda _: open({str(pids)!r}, 'w').write({children})"
    process = subprocess.Popen(script(tmp_path, dump, tmp_path / "out.jsonl", hook=hook))
    deadline = time.monotonic() + 240
    while not (pids.exists() and pids.read_text()) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.kill()
    process.wait()
    workers = [int(pid) for pid in pids.read_text().split()]
    assert workers
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_a_valid_output_of_what_was_done(tmp_path: Path, number: signal.Signals) -> None:
    dump = write_dump(tmp_path / "dump.jsonl", range(150))
    out = tmp_path / "out.jsonl"
    hook = f"lambda c: c.records == 40 and __import__('os').kill(__import__('os').getpid(), {int(number)})"
    assert subprocess.run(script(tmp_path, dump, out, hook=hook), timeout=300).returncode == 0
    assert ids(out) == [f"a{n:04d}" for n in range(40)]
    manifest = read_manifest(out)
    assert manifest["status"] == "interrupted"
    assert manifest["counts"]["inputs"] == 40 + manifest["counts"]["unfinished"]
    done = govner.read(dump).extract(Slow(0.02), workers=2).write(out, resume=True)
    assert (done.counts.resumed, done.counts.records) == (40, 110)
    assert ids(out) == [f"a{n:04d}" for n in range(150)]


def test_a_signal_never_splits_a_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The signal comes while a record is being written: the record is whole, its ledger has it, then the run ends."""
    add = segments_module.RunDirectory._add

    def interrupted(self: segments_module.RunDirectory, key: bytes, name: str, value: object) -> None:
        if name == "a0005":
            os.kill(os.getpid(), signal.SIGINT)
        add(self, key, name, value)

    monkeypatch.setattr(segments_module.RunDirectory, "_add", interrupted)
    out = tmp_path / "out.jsonl"
    rows = [row(n) for n in range(20)]
    manifest = govner.read(rows).extract(Bare(), workers=0).write(out)
    assert manifest.status == "interrupted"
    assert ids(out) == [f"a{n:04d}" for n in range(6)]
    monkeypatch.undo()
    assert govner.read(rows).extract(Bare(), workers=0).write(out, resume=True).counts.resumed == 6
    assert ids(out) == [f"a{n:04d}" for n in range(20)]


@pytest.mark.usefixtures("settled")
def test_a_full_disk_stops_the_run_and_keeps_what_is_whole(tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "dump.jsonl", range(150))
    out = tmp_path / "out.jsonl"
    # The output outgrows the limit only when the segments, which are smaller, are joined.
    command = script(tmp_path, dump, out)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    result = subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, timeout=300)
    assert result.returncode == 1
    assert f"cannot write {out}: File too large" in result.stderr
    assert not out.exists()
    assert not list(tmp_path.glob("*.part"))
    assert read_manifest(out)["status"] == "failed"
    manifest = govner.read(dump).extract(Slow(0.02), workers=2).write(out, resume=True)
    assert (manifest.counts.resumed, manifest.counts.records) == (150, 0)
    assert ids(out) == [f"a{n:04d}" for n in range(150)]


def test_a_database_that_does_not_fit_leaves_nothing_behind(tmp_path: Path) -> None:
    """The segments fit on the disk, the database does not."""
    dump = write_dump(tmp_path / "dump.jsonl", range(150))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    command = script(tmp_path, dump, tmp_path / "out.duckdb")
    result = subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, timeout=300)
    assert result.returncode == 1
    assert f"BatchError: cannot write {tmp_path / 'out.duckdb'}: " in result.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["dump.jsonl", "job.py", "out.duckdb.run"]


def test_a_disk_that_is_full_at_once_is_told_in_one_sentence(tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "dump.jsonl", range(150))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (12_000, 12_000))

    command = script(tmp_path, dump, tmp_path / "out.duckdb")
    result = subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, timeout=300)
    assert result.returncode == 1
    assert "BatchError: cannot write" in result.stderr.splitlines()[-1]
    assert "resume when there is room" in result.stderr.splitlines()[-1]
    assert not (tmp_path / "out.duckdb").exists()


def test_resuming_adds_what_is_new_and_retries_what_failed(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    first = govner.read([row(n) for n in range(10)]).extract(Bare(), workers=0).write(out)
    assert first.counts.records == 10
    # The same articles in another order, from another place, some new, one changed.
    changed = {**row(3), "text": row(3)["text"] + "（完）"}
    dump = write_dump(tmp_path / "dump.jsonl", [9, 8, 7, 11, 12])
    second = govner.read([dump, changed]).extract(Bare(), workers=0).write(out, resume=True)
    assert (second.counts.resumed, second.counts.records, second.counts.inputs) == (3, 3, 6)
    names = ids(out)
    assert names[:12] == [*(f"a{n:04d}" for n in range(10)), "a0011", "a0012"]
    assert names[12].startswith("a0003~")


def test_changed_versions_make_all_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.jsonl"
    rows = [row(n) for n in range(5)]
    govner.read(rows).extract(Bare(), workers=0).write(out)
    known = run_module.fingerprint
    monkeypatch.setattr(run_module, "fingerprint", lambda nlp: {**known(nlp), "models": "others"})
    manifest = govner.read(rows).extract(Bare(), workers=0).write(out, resume=True)
    assert manifest.note == "models changed since the earlier run: all is done anew"
    assert (manifest.counts.records, manifest.counts.resumed) == (5, 0)


def test_an_output_is_replaced_only_on_request(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    rows = [row(n) for n in range(5)]
    govner.read(rows).extract(Bare(), workers=0).write(out)
    with pytest.raises(BatchError, match=r"exists: resume it \(--resume\), or overwrite it"):
        govner.read(rows).extract(Bare(), workers=0).write(out)
    govner.read(rows[:2]).extract(Bare(), workers=0).write(out, overwrite=True)
    assert ids(out) == ["a0000", "a0001"]


def test_a_failed_run_leaves_the_earlier_output_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    govner.read([row(1)]).extract(Bare(), workers=0).write(out)
    broken = govner.read([row(2), row(3)]).extract(Poisoned({"a0003": "raise"}), workers=0, on_error="raise")
    with pytest.raises(BatchError, match="no good"):
        broken.write(out, overwrite=True)
    assert ids(out) == ["a0001"]


def test_two_runs_do_not_write_to_one_output(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    seen: list[str] = []

    def second(counts: Counts) -> None:
        with pytest.raises(BatchError, match="another run is writing"):
            govner.read([row(1)]).extract(Bare(), workers=0).write(out, resume=True)
        seen.append("refused")

    govner.read([row(1)]).extract(Bare(), workers=0).write(out, on_progress=second)
    assert seen == ["refused"]


def test_the_ledger_survives_odd_ids(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    rows = [{**row(n), "id": name} for n, name in enumerate(["a\tb", "标题\n二", "\ud800", ""])]
    govner.read(rows).extract(Bare(), workers=0).write(out)
    again = govner.read(rows).extract(Bare(), workers=0).write(out, resume=True)
    assert (again.counts.resumed, again.counts.records) == (4, 0)


def test_parent_memory_does_not_grow_with_the_dump(tmp_path: Path) -> None:
    """Peak memory of the parent over 2 and 10 segments of 200 articles, through tables into a database."""
    peaks = []
    for count in (400, 2000):
        dump, out = write_dump(tmp_path / f"{count}.jsonl", range(count)), tmp_path / f"{count}.duckdb"
        code = (
            f"import sys; sys.path.insert(0, {str(HERE)!r})\nimport govner\nfrom batch_cases import Bare\n"
            "from govner.batch import segments; segments.SEGMENT_RECORDS = 200\n"
            "if __name__ == '__main__':\n"
            f"    run = govner.read({str(dump)!r}).extract(Bare(), workers=1)\n"
            f"    manifest = run.write({str(out)!r})\n"
            "    assert manifest.workers['writer_peak_memory'] > 1 << 20\n"
            "    print(manifest.peak_memory)\n"
        )
        job = tmp_path / "memory.py"
        job.write_text(code)
        peaks.append(int(subprocess.run([sys.executable, str(job)], capture_output=True, text=True, check=True).stdout))
    assert peaks[1] < 1.1 * peaks[0], json.dumps(peaks)


def test_a_quick_pipeline_resumes_to_the_same_records(tmp_path: Path) -> None:
    """Real records: an interrupted and resumed run equals one in one piece, byte for byte."""
    dump = write_dump(tmp_path / "dump.jsonl", range(24))
    whole, parts = tmp_path / "whole.jsonl", tmp_path / "parts.jsonl"
    govner.read(dump).extract(quick(), workers=0).write(whole)
    govner.read(dump, limit=10).extract(quick(), workers=0).write(parts)
    govner.read(dump).extract(quick(), workers=1, start_method="fork").write(parts, resume=True)
    assert parts.read_bytes() == whole.read_bytes()


def test_without_file_locks_one_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with pytest.raises(BatchError, match="Linux or macOS"):
        govner.read([]).extract(workers=0).write(tmp_path / "o.jsonl")
