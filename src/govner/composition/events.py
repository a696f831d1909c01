"""Events: what took place or is planned, told from a trigger, with its people, places, stops and date.

The composer reads narrated sentences only (what somebody says tells no event), gathers facts from each
(:mod:`govner.composition.event_clauses`) and keeps a small discourse state: the events so far, the one in hand, the
date in force.
"""
from __future__ import annotations

from govner.composition.event_discourse import Discourse
from govner.composition.event_rows import event_mentions, event_rows
from govner.composition.event_tokens import SentenceTokens, Tokenizer, mark_speech
from govner.composition.event_words import Vocabulary
from govner.lexicons import Lexicons
from govner.records import MentionType
from govner.segmentation import Analysis, Candidate


class EventComposer:
    """Adds the events of an article to its analysis, in text order.

    >>> from govner.reading import Article
    >>> analysis = Analysis.of(Article(raw="会议强调，要加强调研。"))
    >>> EventComposer(Lexicons())(analysis)
    >>> analysis.events
    []
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self.vocabulary = Vocabulary(lexicons)
        self.tokenizer = Tokenizer(self.vocabulary)

    def __call__(self, analysis: Analysis) -> None:
        skeleton, split = self.tokenizer(analysis)
        sentences = [
            SentenceTokens(sentence, index, tokens, len(tokens))
            for index, (sentence, tokens) in enumerate(zip(analysis.sentences, split, strict=True))
        ]
        mark_speech(sentences)
        discourse = Discourse(self.vocabulary, analysis, skeleton)
        for sentence in sentences:
            discourse.read(sentence)
        drafts = discourse.finish()
        analysis.events = event_rows(analysis, drafts)
        analysis.mentions += event_mentions(drafts, analysis.events, analysis)
        analysis.candidates += [
            Candidate(MentionType.EVENT, start, end, f"events.{reason}", score=0.0)
            for start, end, reason in discourse.state.rejected
        ]
        analysis.mentions.sort(key=lambda m: (m.start, -m.end))
