"""From utterances to rows: raw spans, ids, speakers as entities, links to sentences, slogans and events."""
from __future__ import annotations

from bisect import bisect_left, bisect_right

from govner.composition.statement_links import EventLinks, SloganLinks
from govner.composition.statement_model import Actor, Utterance
from govner.composition.statement_points import find_points
from govner.records import GroupParticipant, MentionForm, MentionType, Statement, StatementPoint
from govner.segmentation import Analysis, Candidate


class StatementWriter:
    """Writes the statements of one document."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._view = analysis.view
        counted = [s for s in analysis.sentences if not s.title]
        self._sentence_starts = [s.start for s in counted]
        self._sentence_ends = [s.end for s in counted]
        self._posts: dict[int, list[str]] = {}
        for mention in analysis.mentions:
            if mention.type is MentionType.POST and mention.ref:
                self._posts.setdefault(mention.start, []).append(mention.ref)
                self._posts.setdefault(mention.end, []).append(mention.ref)
        self._persons = {m.start: m for m in analysis.mentions if m.type is MentionType.PERSON}
        self._events = EventLinks(analysis)
        self._slogans = SloganLinks(analysis)
        self._pronouns: list[Candidate] = []
        self._bodies = list(analysis.entities.organizations.values())
        self._people = {p.name: p.id for p in analysis.entities.people.values()}
        self._groups = {g.span.text: g.id for g in analysis.entities.groups.values()}

    def write(self, utterances: list[Utterance]) -> None:
        """Fills `analysis.statements`, adding groups for collective speakers and mentions for pronouns."""
        slogans = self._analysis.entities.slogans
        for number, utterance in enumerate(utterances, start=1):
            statement = self._row(f"Q{number}", utterance)
            self._analysis.statements.append(statement)
            for identity in statement.slogan_ids:
                slogans[identity].used_in.append(statement.id)
        self._analysis.mentions.extend(self._pronouns)
        self._analysis.mentions.sort(key=lambda m: (m.start, -m.end))

    def _row(self, identity: str, utterance: Utterance) -> Statement:
        speaker = self._speaker_id(utterance.speaker)
        personal = utterance.speaker.kind in ("person", "pronoun")
        if utterance.speaker.kind == "pronoun" and utterance.named_here:
            self._add_pronoun(utterance.speaker, speaker)
        low, high = self._range(utterance)
        event = self._events.event_of(speaker, low, max(low + 1, utterance.cue[1]))
        return Statement(
            id=identity,
            speaker_id=speaker,
            speaker_mention=(
                self._view.span(utterance.speaker.start, utterance.speaker.end)
                if personal and self._beside(utterance)
                else None
            ),
            speaker_post_id=self._post(utterance.speaker, speaker) if personal else None,
            act=utterance.act,
            cue=self._view.span(*utterance.cue),
            mode=utterance.mode,
            content=self._view.span(*utterance.content) if utterance.content else None,
            topic=self._view.span(*utterance.topic) if utterance.topic else None,
            points=self._points(utterance),
            sentences=self._sentences(low, high),
            event_id=event.id if event else None,
            slogan_ids=self._slogans.inside(*utterance.content) if utterance.content else [],
        )

    def _beside(self, utterance: Utterance) -> bool:
        """Whether the speaker is named in the sentence of the cue."""
        if utterance.named_here:
            return True
        sentence = self._analysis.sentence_at(utterance.cue[0])
        return sentence.start <= utterance.speaker.start < utterance.cue[0]

    def _range(self, utterance: Utterance) -> tuple[int, int]:
        positions = [*utterance.cue, *(utterance.content or ())]
        if utterance.named_here:
            positions.append(utterance.speaker.start)
        return min(positions), max(positions)

    def _sentences(self, low: int, high: int) -> list[str]:
        """The ids of the sentences that a range touches."""
        first = bisect_right(self._sentence_ends, low)
        last = bisect_left(self._sentence_starts, high)
        return [f"S{number}" for number in range(first + 1, last + 1)]

    def _points(self, utterance: Utterance) -> list[StatementPoint]:
        if utterance.content is None:
            return []
        return [
            StatementPoint(
                marker=self._view.span(*p.marker),
                ordinal=p.ordinal,
                span=self._view.span(*p.span),
                sub=[self._view.span(a, b) for a, b in p.sub],
            )
            for p in find_points(self._analysis.text, *utterance.content)
        ]

    # -- speakers ---------------------------------------------------------------------------------------------------

    def _speaker_id(self, actor: Actor) -> str:
        if actor.ref:
            group = self._analysis.entities.groups.get(actor.ref)
            # 某某镇负责人 speaks for the body it represents.
            return group.organization_ids[0] if group and len(group.organization_ids) == 1 else actor.ref
        text = self._view.raw_text(actor.start, actor.end)
        if text in self._people:
            return self._people[text]
        if text.endswith("会议") or text.endswith("会"):
            meeting = self._events.meeting_before(actor.start)
            if meeting is not None:
                return meeting.id
        body = next((o for o in self._bodies if o.name.endswith(text)), None) if text[-1:] in "团组队" else None
        return body.id if body else self._group(actor, text)

    def _group(self, actor: Actor, text: str) -> str:
        groups = self._analysis.entities.groups
        if text in self._groups:
            return self._groups[text]
        identity = f"G{len(groups) + 1}"
        self._groups[text] = identity
        groups[identity] = GroupParticipant(id=identity, span=self._view.span(actor.start, actor.end))
        return identity

    def _add_pronoun(self, actor: Actor, ref: str) -> None:
        known = self._persons.get(actor.start)
        if known is not None:
            known.ref = known.ref or ref
            return
        mention = Candidate(
            MentionType.PERSON,
            actor.start,
            actor.end,
            rule="statements.pronoun",
            score=0.8,
            form=MentionForm.PRONOUN,
            basis="last speaker or subject",
            ref=ref,
        )
        self._persons[actor.start] = mention
        self._pronouns.append(mention)

    def _post(self, actor: Actor, ref: str) -> str | None:
        person = self._analysis.entities.people.get(ref)
        if person is None:
            return None
        held = [h.post_id for h in person.holdings]
        edges = (actor.start, actor.end)
        beside = next((r for edge in edges for r in self._posts.get(edge, ()) if r in held), None)
        if beside is None:
            return held[0] if held else None
        posts = self._analysis.entities.posts
        full = (h for h in held if posts[h].title == posts[beside].title and posts[h].organization_id)
        # 张三副厅长 names the title alone; the post with its body is the one meant.
        return beside if posts[beside].organization_id else next(full, beside)
