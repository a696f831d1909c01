"""Speed of labelling: characters and bytes a second on one core, over articles with their frame.

    python benchmarks/reading.py ARTICLES.jsonl
"""
from __future__ import annotations

import sys
import time

from govner.reading import Article, open_articles
from govner.reading.pages import read_page


def main() -> None:
    texts = [item.raw for item in open_articles(sys.argv[1:]) if isinstance(item, Article)]
    best = float("inf")
    for _ in range(4):  # the first round also loads the lexicons
        start = time.process_time()
        for text in texts:
            read_page(text)
        best = min(best, time.process_time() - start)
    characters, size = sum(map(len, texts)), sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} articles: {characters / best / 1e3:.0f}k characters/s, {size / best / 1e6:.2f} MB/s")


if __name__ == "__main__":
    main()
