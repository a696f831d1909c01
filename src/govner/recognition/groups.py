"""Groups: collectives without names, such as 杭州市、下城区相关领导和有关部门负责人.

A group lies on a layer of its own, above the organisations and places inside it. Grammar, on the skeleton:
organisations and places joined by 、 和 及, then modifiers (有关, 部门), then a head (负责人, 领导), perhaps several of
these tails. A head straight before a name is a title instead (县领导王立).
"""
from __future__ import annotations

import re
from collections.abc import Iterable

from govner.lexicons import Lexicons, Row
from govner.records import MentionForm, MentionType
from govner.segmentation import Analysis, Candidate
from govner.segmentation.skeleton import Skeleton


class GroupWords(Row):
    """The lexicon groups.yaml."""

    heads: list[str]
    modifiers: list[str]
    areas: list[str]
    qualifiers: list[str]
    collectives: list[str]


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w))) + ")"


class GroupRecogniser:
    """Proposes GROUP candidates of form NOMINAL.

    >>> from govner.reading import Article
    >>> recognise = GroupRecogniser(Lexicons())
    >>> analysis = Analysis.of(Article(raw="市县有关部门负责人参加调研。"))
    >>> [analysis.text[c.start : c.end] for c in recognise(analysis)]
    ['市县有关部门负责人']
    """

    def __init__(self, lexicons: Lexicons) -> None:
        words = lexicons.document("groups", GroupWords)
        tail = f"(?:{alternatives(words.modifiers)}|[0-9]{{1,4}}[多余]?[家个名位]){{0,6}}{alternatives(words.heads)}"
        # Every character of a list has one reading only, so matching stays linear.
        members = r"(?:[LO](?:[、和及与]|以及)?|(?<=O)，(?=O))"
        areas = rf"(?:{alternatives(words.areas)}(?:[、和及]|以及)?){{1,3}}"
        self._group = re.compile(
            rf"(?P<members>{members}{{1,40}})?(?P<areas>(?<![一-龥]){areas}(?={alternatives(words.modifiers)}|领导))?"
            rf"(?P<tails>{tail}(?:(?:、|和|及|以及)(?:[LO]|{areas})?{tail}){{0,3}})"
            r"(?![PT们团性组下]|小组|班子|大会|会议|人员)"
        )
        self._qualified = re.compile(alternatives(["有关", "相关", "各", *words.areas]))
        after = "(?=一行|[，。指强要认建表对在说听、先实深还])"
        self._collective = re.compile(rf"(?<![一-龥]){alternatives(words.collectives)}{after}")

    def __call__(self, analysis: Analysis) -> list[Candidate]:
        skeleton = Skeleton(analysis)
        found = [self._candidate(skeleton, m) for m in self._group.finditer(skeleton.text) if self._plausible(m)]
        found += [
            Candidate(
                MentionType.GROUP,
                skeleton.start(m.start()),
                skeleton.end(m.end()),
                rule="groups.collective",
                score=0.7,
                form=MentionForm.DEICTIC,
            )
            for m in self._collective.finditer(skeleton.text)
        ]
        return found

    def _plausible(self, match: re.Match[str]) -> bool:
        """A bare head (干部, 代表) is no group; it needs members, or a modifier that points at some."""
        return bool(match["members"] or match["areas"] or self._qualified.search(match["tails"]))

    @staticmethod
    def _candidate(skeleton: Skeleton, match: re.Match[str]) -> Candidate:
        start, end = match.span()
        text = match[0]
        while text[:1] in "、，和及与":
            text, start = text[1:], start + 1
        return Candidate(
            MentionType.GROUP,
            skeleton.start(start),
            skeleton.end(end),
            rule="groups.list" if match["members"] else "groups.nominal",
            score=0.9,
            form=MentionForm.NOMINAL,
            attrs={"tails": match["tails"]},
        )
