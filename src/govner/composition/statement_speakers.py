"""Who says it: named person, pronoun, collective, or nobody named in the clause (then the one who acts before)."""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from govner.composition.statement_cues import Adverbs, SpeechWords, any_of
from govner.composition.statement_model import Actor, Kind
from govner.records import MentionForm, MentionType
from govner.segmentation import Analysis, Candidate

_GOVERNED = re.compile(
    r"(?:对着?|向|与|同|跟|给|被|让|请|把|由|将|为|替|拉着|握着|叮嘱|告诉|带领|率领|会见|看望|听取|听完|陪同|围着|确保)\Z"
)
_OBJECT_VERB = re.compile(
    r"介绍了|汇报了|通报了|宣读|转达|成立|组建|组织|派出|抽调|召集|欢迎|接到|听取|听了|听说|听完|陪同|率|带|走进|来到|走访|看望|会见|与|同|跟|向|对|得知|看到|询问|叮嘱|"
    r"拨通|叫来|握着|拉着|找到|遇到|遇见|了解|参观|查看|察看|主持|请|把|让|给|问|为|按照|受|由|和"
)
# What may stand before the subject of a report's sentence, mentions apart.
_BEFORE_SUBJECT = re.compile(
    r"随后|之后|当天|当日|当晚|次日|同日|会上|会后|会前|会议|座谈会|座谈|现场会|现场|期间|途中|一早|清晨|晚上|上午|下午|中午|傍晚|在|于|从|"
    r"到|的|里|上|中|时|家中|家|陪同下|、|和|等|又|还|也|则|并|“|”|[省市县区州旗厅局]|领导|居民|村民|代表|委员|党员|教师|退休|"
    r"老|最后|同时|接着|而|[0-9一二三四五六七八九十]+[名位]?"
)
_NO_VERB = re.compile(r"[^要是有出现了着过把被让使以为对向由请和与，]{0,8}")
_MEMBER = re.compile(r"、?(?:副?[队组团]长|成员|队员|组员|副?主任|副?秘书长|干部|专家)?")
_AFTER_OWNER = ("的", "家", "陪同下", "等陪同下")
_MODIFIER = r"(?:自治区|省|市|区|县|州|旗|镇|联合|专项|党政|第[一二三四五六七八九十]+)*"
_NEARBY_ACTORS = 12
_LONGEST_PHRASE = 60
_NAME = re.compile("[一-鿿](?:(?![的是了在对向和与及或但而就都也还不为以把被让要会再没有说里中上时后前])[一-鿿]){1,2}")
_TITLE_AROUND = (MentionType.POST, MentionType.ORGANIZATION, MentionType.PLACE)


class SpeakerFinder:
    """Finds the speaker of a cue in one document."""

    def __init__(self, analysis: Analysis, patterns: SpeakerPatterns) -> None:
        self._text = analysis.text
        self._patterns = patterns
        self._named = [m for m in analysis.mentions if m.type is not MentionType.EVENT]
        self._starts = [m.start for m in self._named]
        self._brackets = [(e.start, e.end) for e in analysis.enclosures if e.mark == "（"]
        self._actors = self._collect()
        self._actor_starts = [a.start for a in self._actors]
        self.officials = self._find_officials()
        self.citizens = self._find_citizens()
        # Where names and titles end: a word right after one is hardly a noun.
        self.ends = {a.end for a in self._actors if a.kind in ("person", "pronoun")}
        self.ends |= {m.end for m in self._named if m.type is MentionType.POST}

    def _collect(self) -> list[Actor]:
        actors: list[Actor] = []
        taken: set[int] = set()
        for mention in self._named:
            kind: Kind | None = None
            if mention.type is MentionType.PERSON:
                kind = "pronoun" if mention.form is MentionForm.PRONOUN else "person"
            elif mention.type is MentionType.GROUP:
                kind = "group"
            if kind is not None and not self._in_brackets(mention.start):
                actors.append(Actor(mention.start, mention.end, kind, mention.ref))
                taken.update(range(mention.start, mention.end))
        for match in self._patterns.actor.finditer(self._text):
            if match.start() in taken:
                continue
            kind = "pronoun" if match[0] in ("他", "她") else "collective"
            actors.append(Actor(match.start(), match.end(), kind))
        actors.sort(key=lambda a: (a.start, -a.end))
        return actors

    def _find_officials(self) -> set[str]:
        """The persons that bear a title somewhere in the text."""
        titles = [m for m in self._named if m.type is MentionType.POST]
        edges = {m.end for m in titles} | {m.start for m in titles}
        persons = [m for m in self._named if m.type is MentionType.PERSON and m.ref]
        return {m.ref for m in persons if m.start in edges or m.end in edges}

    def _find_citizens(self) -> set[str]:
        """The persons introduced as citizens (村民张三), titles apart."""
        words = self._patterns.citizens
        named = {a.ref for a in self._actors if a.kind == "person" and self._text.endswith(words, 0, a.start)}
        return named - self.officials

    def actors_in(self, start: int, end: int) -> list[Actor]:
        first = bisect_left(self._actor_starts, start)
        last = bisect_left(self._actor_starts, end)
        return [a for a in self._actors[first:last] if a.end <= end]

    def in_clause(self, clause: int, end: int) -> Actor | None:
        """The actor whose clause it is: the first who is not governed by a preposition."""
        actors = self.actors_in(clause, end)
        for number, actor in enumerate(actors):
            if self._text.startswith(_AFTER_OWNER, actor.end) or self._governed(clause, actor):
                continue
            if actor.kind in ("collective", "group") and self._leads_to_name(actor, actors[number:]):
                continue
            if actor.kind == "collective" and self._inside_name(actor):
                continue
            return actor
        return None

    def _leads_to_name(self, actor: Actor, following: list[Actor]) -> bool:
        """Whether a collective is part of somebody's title: 【工作队】队长张三."""
        for other in following:
            if other.kind == "person":
                between = self.bare(actor.end, max(actor.end, self._title_start(actor.end, other.start)))
                return _MEMBER.fullmatch(between) is not None
        return False

    def subject_of(self, start: int, end: int, strict: bool = False) -> Actor | None:
        """The actor in the place of the subject of a clause that introduces no words itself.

        Args:
            strict: only where nothing but time, place and titles stands before them.
        """
        actor = self.in_clause(start, end)
        if actor is None:
            return None
        before = self.bare(start, self._title_start(start, actor.start))
        if strict or actor.kind == "collective":
            titled = self._title_start(start, actor.start) < actor.start
            fits = _only(_BEFORE_SUBJECT, before) or (titled and _NO_VERB.fullmatch(before) is not None)
        else:
            fits = not _OBJECT_VERB.search(before)
        return actor if fits else None

    def date_at(self, position: int) -> str | None:
        """The date that is mentioned at a position."""
        index = bisect_left(self._starts, position)
        if index < len(self._named) and self._starts[index] == position:
            mention = self._named[index]
            if mention.type is MentionType.DATE:
                return self._text[mention.start : mention.end]
        return None

    def name_before(self, start: int, end: int) -> Actor | None:
        """The person whose name, with titles before or after it, is all that stands in a range."""
        persons = [a for a in self.actors_in(start, end) if a.kind == "person"]
        rest = re.sub(r"主持人|嘉宾|[ 　]", "", self.bare(start, end))
        return persons[0] if len(persons) == 1 and not rest else None

    def anaphor(self, clause: int, end: int) -> Actor | None:
        """老人笑着答: the citizen named last, where a clause begins with such a word."""
        match = self._patterns.anaphor.match(self._text, clause, end)
        known = self.person_before(clause) if match else None
        return Actor(match.start(), match.end(), "pronoun", known.ref) if match and known else None

    def organization(self, clause: int, end: int) -> Actor | None:
        """A body that speaks: 某某镇汇报, 某某局负责人表示; several with one 负责人 are a group."""
        first = bisect_left(self._starts, clause)
        mentions = self._named[first : bisect_left(self._starts, end)]
        for number, mention in enumerate(mentions):
            if mention.type is MentionType.ORGANIZATION and mention.end <= end:
                actor = Actor(mention.start, mention.end, "organization", mention.ref)
                if not self._governed(clause, actor):
                    return self._list_of_bodies(actor, mentions[number + 1 :])
        return None

    def _list_of_bodies(self, actor: Actor, following: list[Candidate]) -> Actor:
        """【甲局、乙镇负责人】: the whole list, where it ends in those who represent the bodies."""
        last = actor.end
        for mention in following:
            if mention.start == last + 1 and self._text[last] in "、和及":
                last = mention.end
        tail = self._patterns.representatives.match(self._text, last)
        if last == actor.end or tail is None:
            return actor
        return Actor(actor.start, tail.end(), "collective")

    def phrase(self, clause: int, end: int) -> Actor | None:
        """A speaker described but not named: 参加考察的同志."""
        stop = self._patterns.adverbs.strip(self._text, clause, end)
        if stop - clause > _LONGEST_PHRASE:
            return None
        document = self._patterns.document.fullmatch(self._text, clause, stop)
        if document is not None:
            return Actor(document.start(1), document.end(1), "collective")
        if self._patterns.is_name(self._text[clause:stop]):
            return Actor(clause, stop, "collective")
        match = self._patterns.phrase.fullmatch(self._text, clause, stop)
        if match is None or not match[1]:
            return None
        return Actor(match.start(1), match.end(1), "collective")

    def after_addressee(self, position: int) -> int:
        """Where the words begin if the person addressed stands first: 要求【镇长李四】查清来源."""
        match = self._patterns.companion.match(self._text, position)
        start = match.end() if match else position
        place = start
        last: MentionType | None = None
        while place < len(self._text):
            index = bisect_left(self._starts, place)
            mention = self._named[index] if index < len(self._named) else None
            if mention is None or mention.start != place:
                pronoun = self._patterns.addressed_pronoun.match(self._text, place)
                if pronoun is None:
                    break
                place, last = pronoun.end(), MentionType.PERSON
            else:
                place, last = mention.end, mention.type
            if place < len(self._text) and self._text[place] in "、和与" and last is MentionType.PERSON:
                following = bisect_left(self._starts, place + 1)
                if following < len(self._starts) and self._starts[following] == place + 1:
                    place += 1
            elif place < len(self._text) and self._text[place] == "、" and last is MentionType.POST:
                place += 1
        if last is not MentionType.PERSON:
            return position
        match = self._patterns.title_after.match(self._text, place)
        return match.end() if match else place

    def person_before(self, position: int) -> Actor | None:
        """The ordinary person named last before a position, whom 老人 or 大姐 stands for."""
        for actor in reversed(self._actors[: bisect_left(self._actor_starts, position)][-_NEARBY_ACTORS:]):
            if actor.kind == "person" and actor.ref not in self.officials:
                return actor
        return None

    def _in_brackets(self, position: int) -> bool:
        index = bisect_right(self._brackets, (position, len(self._text))) - 1
        return index >= 0 and position < self._brackets[index][1]

    def _governed(self, clause: int, actor: Actor) -> bool:
        lead = self._title_start(clause, actor.start)
        return _GOVERNED.search(self._text, clause, lead) is not None

    def _title_start(self, clause: int, position: int) -> int:
        """Where the titles and bodies that lead up to a name begin."""
        while position > clause:
            index = bisect_left(self._starts, position) - 1
            before = position - 1 if self._text[position - 1] in "、和" else position
            found = next(
                (
                    m
                    for m in reversed(self._named[max(0, index - 3) : index + 1])
                    if m.end in (position, before) and m.type in _TITLE_AROUND and m.start >= clause
                ),
                None,
            )
            if found is None:
                return position
            position = found.start
        return position

    def _inside_name(self, actor: Actor) -> bool:
        index = bisect_right(self._starts, actor.start) - 1
        return any(m.start <= actor.start and m.end > actor.end for m in self._named[max(0, index - 3) : index + 1])

    def bare(self, start: int, end: int) -> str:
        """The text of a range without the mentions in it."""
        pieces: list[str] = []
        position = start
        first = bisect_left(self._starts, start)
        for mention in self._named[first : bisect_left(self._starts, end)]:
            if mention.start >= position:
                pieces.append(self._text[position : mention.start])
            position = max(position, mention.end)
        if position < end:
            pieces.append(self._text[position:end])
        return "".join(pieces)


def _only(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a text is nothing but matches of a pattern, taken one after another."""
    position = 0
    while position < len(text):
        match = pattern.match(text, position)
        if match is None:
            return False
        position = match.end()
    return True


class SpeakerPatterns:
    """The patterns of a vocabulary, compiled once."""

    def __init__(self, words: SpeechWords, adverbs: Adverbs, surnames: frozenset[str]) -> None:
        self.adverbs = adverbs
        self._surnames = surnames
        self.document = re.compile(r"[^，。；：！？\n《》]{0,10}(《[^《》\n]{2,40}》)(?:（[^（）\n]{1,12}）)?")
        pronoun = r"(?<![其吉])[他她](?!们|人|国|乡|山|处|日|用|年)"
        self.actor = re.compile(rf"{_MODIFIER}(?:{any_of(words.collectives)})|{pronoun}")
        self.phrase = re.compile(
            rf"(?:(?:在|于|从)[^，。；：\n]{{1,20}}?(?:中|上|里|时|后|下|内|前))?"
            rf"(?:(?:参会|与会|在场|到会|现场)的)?((?![对向与同跟给把据从由为])(?:[^，。；：！？\n、的]{{0,10}}的)?[^，。；：！？\n、的]{{0,12}}(?:{any_of(words.speaker_tails)}))"
        )
        self.representatives = re.compile(
            r"等?(?:单位|部门|地|乡镇|镇街)?(?:主要|有关|相关|分管|党政|的)*(?:负责人|负责同志|领导|干部|同志|代表)"
        )
        self.companion = re.compile(r"(?:同行的|随行的|身边的|在场的|陪同的|一旁的)?")
        # 勉励他站好最后一班岗, but 希望大家…, 鼓励他们…: those asked are part of the words.
        self.addressed_pronoun = re.compile("[他她](?!们)")
        self.title_after = re.compile(r"(?:[两三几]位)?(?:同志|书记|镇长|乡长|局长|主任|县长|区长|市长)?们?")
        self.anaphor = re.compile(any_of(words.anaphors))
        self.citizens = words.citizens

    def is_name(self, text: str) -> bool:
        """Whether a text that no recogniser took for a name may be one all the same: 【张三】指出，…"""
        return text[:1] in self._surnames and _NAME.fullmatch(text) is not None
