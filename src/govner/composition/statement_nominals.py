"""Speaking that is told without its words: 就换届工作进行汇报, 作交流发言, 对此项工作提出要求."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from govner.composition.statement_cues import any_of, clause_start
from govner.lexicons import Lexicons, Row
from govner.records import SpeechAct


class NominalWords(Row):
    """`speech_nominals.yaml`."""

    bare_verbs: tuple[str, ...]
    verbs: tuple[str, ...]
    modifiers: tuple[str, ...]
    nouns: dict[str, SpeechAct]


@dataclass(slots=True)
class Nominal:
    """Cue and topic; the clause begins at `clause`, its subject ends before `lead`."""

    cue: tuple[int, int]
    topic: tuple[int, int] | None
    clause: int
    lead: int
    act: SpeechAct


class NominalFinder:
    """Finds nominal statements in a text.

    >>> finder = NominalFinder(Lexicons())
    >>> text = "李四就换届工作进行汇报。"
    >>> [(text[a:b], text[n.topic[0]:n.topic[1]]) for n in finder.find(text) for a, b in [n.cue]]
    [('汇报', '换届工作')]
    """

    def __init__(self, lexicons: Lexicons) -> None:
        words = lexicons.document("speech_nominals", NominalWords)
        self._acts = words.nouns
        self._pattern = re.compile(
            rf"(?:(?:{any_of(words.bare_verbs)})|(?P<verb>(?<![工动运])(?:{any_of(words.verbs)})))(?P<core>(?:{any_of(words.modifiers)}){{0,3}}"
            rf"(?P<noun>{any_of(tuple(words.nouns))}))(?=[，。；！\n]|\Z)"
        )
        self._topic = re.compile(r"(?:就|围绕|对|针对)(?=[^，。；：！？\n]{3})")

    def find(self, text: str) -> Iterator[Nominal]:
        """All nominal statements, subjects unchecked."""
        for match in self._pattern.finditer(text):
            start = match.start("verb") if match["verb"] else match.start("core")
            clause = clause_start(text, match.start())
            topic = self._topic.search(text, clause, match.start())
            span = self._topic_range(text, topic.end(), match.start()) if topic else None
            lead = topic.start() if topic else match.start()
            yield Nominal((start, match.end()), span, clause, lead, self._acts[match["noun"]])

    @staticmethod
    def _topic_range(text: str, start: int, end: int) -> tuple[int, int] | None:
        """The topic without those it was spoken of with (就增收问题【与村民】进行交流)."""
        company = re.search("[与同向][^，。；、]{2,12}$", text[start:end])
        stop = start + company.start() if company and company.start() > 1 else end
        return (start, stop) if stop > start else None
