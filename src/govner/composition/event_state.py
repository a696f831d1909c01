"""The state of the telling: the sentence being read, the events so far, the one in hand, the date in force."""
from __future__ import annotations

from govner.composition.event_drafts import Draft
from govner.composition.event_facts import Fact, Item
from govner.composition.event_tokens import SentenceTokens, Token
from govner.composition.event_words import Vocabulary
from govner.records import EventType
from govner.segmentation import Analysis
from govner.segmentation.skeleton import Skeleton

#: Granularities that can date an event.
DAYS = frozenset({"day", "part_of_day", "hour", "minute", "vague", "week"})
#: Coarser ones, for what is told with nothing better.
MONTHS = frozenset({"month", "part_of_month"})


#: Tokens read of one sentence; what is longer is no sentence.
LONGEST = 600
#: How many events back a word can point: keeps the work per sentence bounded in an article of any length.
MEMORY = 16


class State:
    """What the parts of the composer share.

    Attributes:
        drafts: the events in the order they were met; `focus` has the same, the one in hand first.
        date: the date in force.
        subject, mover: who the last sentence told an event of, or only spoke of (甲冒雨来到安置点。他代表省委慰问…).
        sentence, tokens: the sentence being read, and its narrated tokens.
        pending: places and people that wait for a trigger in this sentence.
        waiting: roles that wait for their event in this sentence.
        decree: the event that heads a list of appointments.
        rejected: triggers that name no event, as view range and reason.
    """

    def __init__(self, vocabulary: Vocabulary, analysis: Analysis, skeleton: Skeleton) -> None:
        self.vocabulary, self.analysis, self.skeleton = vocabulary, analysis, skeleton
        self.drafts: list[Draft] = []
        self.focus: list[Draft] = []
        self.date: str | None = None
        self.subject: list[Item] = []
        self.mover: list[Item] = []
        self.sentence: SentenceTokens
        self.tokens: list[Token] = []
        self.pending: list[Fact] = []
        self.waiting: list[Fact] = []
        self.decree: Draft | None = None
        self.section = 0
        self.rejected: list[tuple[int, int, str]] = []
        self.first: dict[int, Draft] = {}

    @property
    def in_title(self) -> bool:
        """Whether the sentence is a headline; a text of one line without a full stop is one."""
        sentence = self.sentence.sentence
        alone = len(self.analysis.sentences) == 1
        return sentence.title or (alone and self.analysis.text[sentence.end - 1] not in "。！？")

    def enter(self, sentence: SentenceTokens) -> bool:
        """Goes to a sentence; False where it only reports words."""
        self.sentence, self.tokens = sentence, sentence.tokens[: min(sentence.speech, LONGEST)]
        self.pending, self.waiting = [], []
        if self.vocabulary.sections.match(self.analysis.text, sentence.sentence.start):
            self.section += 1
        return bool(self.tokens)

    def after(self, index: int) -> Token | None:
        """The token after an index."""
        return self.tokens[index + 1] if index + 1 < len(self.tokens) else None

    def span(self, fact: Fact) -> tuple[int, int]:
        """The view range of a fact's word."""
        token = self.tokens[fact.index]
        return self.skeleton.start(token.start), self.skeleton.end(token.end)

    def reject(self, fact: Fact, reason: str) -> None:
        """Notes why a trigger names no event."""
        self.rejected.append((*self.span(fact), reason))

    def view(self, stretch: tuple[int, int] | None) -> tuple[int, int] | None:
        """The view range of a stretch of the skeleton."""
        return (self.skeleton.start(stretch[0]), self.skeleton.end(stretch[1])) if stretch else None

    # Events -----------------------------------------------------------------------------------------------------

    def family(self, kind: EventType) -> str:
        return self.vocabulary.types[kind].family

    def known(self, kind: EventType) -> Draft | None:
        """The last event of a type."""
        return next((d for d in self.focus if d.type is kind and d.section == self.section), None)

    def latest(self, family: str, body: bool = False) -> Draft | None:
        """The last event of a family, optionally only such as the body has told."""
        here = (d for d in self.focus if d.section == self.section and not (body and d.title))
        return next((d for d in here if self.family(d.type) == family), None)

    def adopt(self, draft: Draft) -> Draft:
        """The body tells the headline's event in other words."""
        if draft.title and not self.in_title:
            draft.title = False
            draft.sentence = self.sentence.index
            draft.strength = 1
        return draft

    def remember(self, draft: Draft) -> None:
        """Puts a new event in hand."""
        self.drafts.append(draft)
        self.focus.insert(0, draft)
        del self.focus[MEMORY:]

    def forget(self, draft: Draft) -> None:
        """Takes back an event of this sentence."""
        for events in (self.drafts, self.focus):
            for index in range(len(events) - 1, -1, -1):
                if events[index] is draft:
                    del events[index]
                    break

    def back_to_gathering(self) -> None:
        """会上，…: the gathering is in hand again, whatever was told since."""
        start = self.sentence.sentence.start
        if self.in_title or not self.analysis.text.startswith(self.vocabulary.at_gathering, start):
            return
        gathering = self.latest("gathering", body=True)
        if gathering is not None:
            self.focus.remove(gathering)
            self.focus.insert(0, gathering)
            gathering.touched.append(self.sentence.index)

    def main(self) -> Draft | None:
        """The first event that the body told, of this item of news."""
        return self.first.get(self.section)

    def touch(self, draft: Draft, fact: Fact) -> None:
        """The event is now the one in hand; it takes the sentence's date, or that in force."""
        if draft in self.focus:
            self.focus.remove(draft)
        self.focus.insert(0, draft)
        if not draft.title:
            self.first.setdefault(draft.section, draft)
        draft.prove(self.sentence.index)
        if draft.last_told != self.sentence.index:
            draft.touched.append(self.sentence.index)
        if draft.date is None and draft.status == "habitual":
            # 每周三接访: no day in force is its date.
            draft.date = self.date_near(fact)
        elif draft.date is None:
            draft.date = self.date_near(fact) or self._month(draft, fact) or self.date or self.date_near(fact, MONTHS)
        if draft.date is not None:
            self.date = draft.date

    def _month(self, draft: Draft, fact: Fact) -> str | None:
        """A month told before a new event, where the date in force is in another one."""
        month = self.date_near(fact, MONTHS)
        if month is None or (draft.status != "planned" and draft.sentence != self.sentence.index):
            return None
        return None if self.date is not None and self.day(self.date).startswith(self.day(month)[:7]) else month

    def open_day(self) -> None:
        """9月8日，雨雪霏霏。: a day that a sentence opens with is in force where none was told before."""
        if self.date is None and not self.in_title:
            first = next((t.mention for t in self.tokens[:4] if t.kind == "D" and t.mention is not None), None)
            row = self.analysis.entities.dates.get(first.ref) if first is not None else None
            if row is not None and row.granularity in DAYS:
                self.date = row.id

    # Dates ------------------------------------------------------------------------------------------------------

    def date_near(self, fact: Fact, granularities: frozenset[str] = DAYS) -> str | None:
        """The date of a trigger: the nearest day before it in its sentence, else the first after it."""
        best: str | None = None
        for index, token in enumerate(self.tokens):
            if token.kind != "D" or token.mention is None:
                continue
            row = self.analysis.entities.dates.get(token.mention.ref)
            if row is None or row.granularity not in granularities:
                continue
            if index > fact.index and (best is not None or granularities is MONTHS):
                break
            if not self._bounds(index):
                best = row.id
        return best

    def _bounds(self, index: int) -> bool:
        """9月底前: a day by which something has to be done dates no event."""
        following = self.after(index)
        return following is not None and following.text.startswith(("前", "底前", "之前", "以前"))

    def date_before(self, fact: Fact) -> str | None:
        """The date told before the trigger in its own sentence."""
        before = [t.mention for t in self.tokens[: fact.index] if t.kind == "D" and t.mention is not None]
        days = [m.ref for m in before if (row := self.analysis.entities.dates.get(m.ref)) and row.granularity in DAYS]
        return days[-1] if days else None

    def other_time(self, ref: str | None, known: str | None) -> bool:
        """Whether two dates cannot be of one event: two days, or two parts of a day."""
        dates = self.analysis.entities.dates
        if ref is None or known is None or ref not in dates or known not in dates:
            return False
        mine, other = dates[ref].value, dates[known].value
        return not (mine.startswith(other) or other.startswith(mine)) and "/" not in mine + other

    def day(self, ref: str) -> str:
        row = self.analysis.entities.dates.get(ref)
        return (row.value if row else "")[:10]
