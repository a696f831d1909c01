"""Counts the slogans of a dump, article by article.

Only reading and the slogan recogniser run, neither tagger nor resolution: about as fast as the disk delivers text.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from govner.discovery.areas import area_names
from govner.discovery.usage import SloganUse, Usage, UsageTable, note, ranked
from govner.gazetteer import load
from govner.lexicons import Lexicons, Source
from govner.reading.article import Article
from govner.recognition.slogans import SloganRecogniser
from govner.recognition.slogans.heads import parse_head
from govner.recognition.slogans.lexicon import SloganLexicon
from govner.recognition.slogans.members import Expansion
from govner.recognition.slogans.pieces import SloganWords
from govner.recognition.slogans.recogniser import QUOTE_RULE
from govner.records import MentionForm
from govner.segmentation import Analysis, Candidate

#: Terms remembered at most; a term takes about one kilobyte.
MOST_TERMS = 100_000
#: Terms whose uses read less like policy terms (scare quotes, names) are left out.
MINIMUM_CONFIDENCE = 0.75
_SEPARATORS = re.compile(r"[、，,·\s“”‘’]")
#: Ships, rockets and satellites count up: 雪龙2, 猎鹰9, 嫦娥三号.
_SERIES = re.compile(r"[\u3400-\u9fff]-?[0-9]{1,2}$|[一二三四五六七八九十]号$")
_MEASURED = re.compile(r"^([二三四五六七八九十两])[个项](?=[\u3400-\u9fff])")


class SloganDiscovery:
    """Counts terms over any number of articles in bounded memory.

    Args:
        lexicons: directories of your own lexicons; their slogans are known, too.
        most_terms: how many terms are remembered at most; beyond, the rarest are forgotten.

    >>> from govner.reading.pages import read_page
    >>> discovery = SloganDiscovery()
    >>> discovery.add(read_page("推广“五联五引”工作法，即党建联建、治理联抓、产业联兴、服务联做、文明联创。"))
    >>> [use.term for use in discovery.uses(min_count=1)]
    ['五联五引']
    """

    def __init__(self, lexicons: Sequence[Source] = (), *, most_terms: int = MOST_TERMS) -> None:
        data = Lexicons(lexicons)
        self._recognise = SloganRecogniser(data)
        self._lexicon = SloganLexicon(data)
        self._names = data.document("slogan_words", SloganWords).name_endings
        self._areas = area_names(load())
        self._table = UsageTable(most_terms)

    def add(self, article: Article) -> None:
        """Counts the terms of one article."""
        analysis = Analysis.of(article)
        met: set[str] = set()
        for candidate in self._recognise(analysis):
            term = analysis.text[candidate.start : candidate.end]
            usage = self._table.of(group_key(term))
            if candidate.form is MentionForm.NOMINAL:
                usage.doubtful += 1
                continue
            self._count(usage, analysis, candidate, term)
            if (key := group_key(term)) not in met:
                met.add(key)
                usage.seen_on(article.published)
                for place in self._places(analysis, candidate, article.region):
                    note(usage.places, place)

    def uses(self, *, min_count: int = 2, known: bool = False) -> list[SloganUse]:
        """The terms so far, those in most articles first.

        Args:
            min_count: fewest uses of a term.
            known: also terms that the slogan lexicon has; by default only those that it lacks.
        """
        found = [self._use(usage) for _, usage in self._table.items() if usage.count >= max(1, min_count)]
        chosen = [use for use in found if use.known or self._convinces(use)]
        if not known:
            chosen = [use for use in chosen if not use.known]
        return sorted(chosen, key=lambda use: (-use.articles, -use.count, use.first or date.max, use.term))

    def _convinces(self, use: SloganUse) -> bool:
        is_name = use.term.endswith(self._names) or _SERIES.search(use.term)
        return use.confidence >= MINIMUM_CONFIDENCE and not is_name

    @staticmethod
    def _count(usage: Usage, analysis: Analysis, candidate: Candidate, term: str) -> None:
        usage.count += 1
        usage.weight += 2 * candidate.score - 1 if candidate.rule == QUOTE_RULE else candidate.score
        note(usage.variants, term)
        expansion: Expansion | None = candidate.attrs.get("members")
        if expansion is not None:
            note(usage.expansions, tuple(analysis.text[m.start : m.end] for m in expansion.members))

    def _places(self, analysis: Analysis, candidate: Candidate, region: str | None) -> list[str]:
        """Where a term is used: the site's area, or the areas that its sentence names."""
        if region:
            return [region]
        sentence = analysis.sentence_at(candidate.start)
        words = analysis.text[sentence.start : sentence.end]
        names = list(dict.fromkeys(name for _, _, name in self._areas.longest(words)))
        return [name for name in names if not any(other != name and other.startswith(name) for other in names)]

    def _use(self, usage: Usage) -> SloganUse:
        variants = ranked(usage.variants)
        term = variants[0][0]
        return SloganUse(
            term=term,
            count=usage.count,
            articles=usage.articles,
            confidence=round(usage.confidence, 3),
            first=usage.first,
            last=usage.last,
            places=ranked(usage.places),
            expansions=ranked(usage.expansions),
            variants=variants,
            known=self._known(usage.variants),
        )

    def _known(self, variants: Counter[str]) -> bool:
        """Whether the lexicon has any spelling of a term, be it as a slogan or as a plain word."""
        known = self._lexicon.kinds
        return any(term in known or self._lexicon.entry(term, parse_head(term).frame) for term in variants)


def discover(
    articles: Iterable[Article], *, lexicons: Sequence[Source] = (), min_count: int = 2, known: bool = False
) -> list[SloganUse]:
    """The slogans that some articles use, those in most articles first.

    Args:
        articles: read one at a time, none is kept.
        lexicons: directories of your own lexicons; their slogans are known, too.
        min_count: fewest uses of a term.
        known: also terms that the slogan lexicon has.
    """
    discovery = SloganDiscovery(lexicons)
    for article in articles:
        discovery.add(article)
    return discovery.uses(min_count=min_count, known=known)


def group_key(term: str) -> str:
    """What the spellings of one term have in common: without separators, measure word and frame noun.

    >>> group_key("双随机、一公开") == group_key("双随机一公开"), group_key("三社联动"), group_key("四个意识")
    (True, '三社', '四意识')
    """
    bare = _MEASURED.sub(r"\1", _SEPARATORS.sub("", term))
    head = parse_head(bare)
    if head.frame and len(head.parts) == 1 and bare.endswith(head.frame):
        bare = bare[: -len(head.frame)]
    return bare or term


def rows(uses: Iterable[SloganUse]) -> Iterator[dict[str, object]]:
    """Uses as plain dictionaries with ISO dates, as JSON writes them."""
    for use in uses:
        yield {
            "term": use.term,
            "count": use.count,
            "articles": use.articles,
            "confidence": use.confidence,
            "first": use.first.isoformat() if use.first else None,
            "last": use.last.isoformat() if use.last else None,
            "places": [{"name": name, "articles": count} for name, count in use.places],
            "expansions": [{"members": list(members), "count": count} for members, count in use.expansions],
            "variants": [{"term": term, "count": count} for term, count in use.variants],
            "known": use.known,
        }
