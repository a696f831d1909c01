"""Answers place cases with cpca or jionlp; runs in that tool's own environment: `python place_peer.py cpca < CASES`.

CASES: lines of JSON, [text, province, city or "", county or ""]. Prints one line of JSON: right, seconds.
"""
from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable
from typing import Any

Answer = tuple[str, str, str]


def reader(name: str) -> Callable[[str], Answer]:
    """A function from a text to (province, city, county) as the tool sees them, "" for none."""
    module: Any = importlib.import_module(name)
    if name == "cpca":

        def with_cpca(text: str) -> Answer:
            row = module.transform([text]).iloc[0]
            return row["省"] or "", row["市"] or "", row["区"] or ""

        return with_cpca

    def with_jionlp(text: str) -> Answer:
        found = module.parse_location(text, town_village=True)
        return found["province"] or "", found["city"] or "", found["county"] or ""

    return with_jionlp


def main() -> None:
    cases = [json.loads(line) for line in sys.stdin]
    read = reader(sys.argv[1])
    read(cases[0][0])
    start = time.process_time()
    answers = []
    for text, *_ in cases:
        try:
            answers.append(read(text))
        except Exception as error:  # whatever the tool raises is its answer to this text
            answers.append((type(error).__name__, "", ""))
    seconds = time.process_time() - start
    right = sum(
        answer[0] == province and (answer[2] == county if county else not city or answer[1] == city)
        for (_, province, city, county), answer in zip(cases, answers, strict=True)
    )
    print(json.dumps({"right": right, "seconds": seconds}))


if __name__ == "__main__":
    main()
