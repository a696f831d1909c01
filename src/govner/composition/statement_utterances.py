"""From cues to utterances: which cues count, whose words they are, how far the words run."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from govner.composition.statement_affirmations import Affirmation, AffirmationFinder
from govner.composition.statement_antecedents import Antecedents
from govner.composition.statement_contents import ContentFinder, ContentPatterns
from govner.composition.statement_cues import Cue, CueFinder, CueRow, clause_start
from govner.composition.statement_model import Actor, Mode, Utterance
from govner.composition.statement_nominals import NominalFinder
from govner.composition.statement_speakers import SpeakerFinder, SpeakerPatterns
from govner.lexicons import Lexicons
from govner.recognition.names import SurnameRow
from govner.records import SpeechAct
from govner.segmentation import Analysis

# What ends a phrase that may stand between a speaker, or nothing, and the cue: 在讲话中强调, 听后要求.
_ADVERBIAL_END = re.compile(r"(?:时|中|上|后|里|下|前|间|会|地|着|说|此|以来|处|边)\Z")
_PREPOSITION = re.compile(r"(?:并|还|也|又)?(?:就|对|围绕|结合|针对|向|在)")
_BETWEEN = re.compile(r"同志|等[0-9一二三四五六七八九十]*[名位]?人?|一行|老人|大爷|大妈|阿姨|（[^）]*）|[、和]")
_STOP = re.compile(r"[。！？；：]|[一-鿿]\.")
_NOT_WORDS = re.compile(
    r"并|还|随后|提出(?!要)|作出|作了|做了|给出|表示(?:感谢|欢迎|祝贺)|不时|笑得|引得|赢得|脸上|眼里|一边|认真"
)
_PROBLEM = re.compile(r"[^，。；]*的(?:问题|诉求|困难|情况)(?=[，。；])")
_MEETINGS = ("会议", "大会", "全会", "会", "双方")
_OFFICIAL_ACTS = frozenset({SpeechAct.REQUIRE, SpeechAct.HOPE, SpeechAct.EMPHASIZE})
# Before a colon and a quotation that nobody speaks: 名言：“…”, 主题为：“…”.
_LABEL = re.compile(
    r"(?:包括|例如|比如|譬如|[即如为是有]|名言|主题|标题|题目|口号|标语|诗句|对联|横幅|字样|写着|写道|写有|刻着|印着|名为|题为|谚语|古语|俗语|歌词)\Z"
)
_HEARD = ("听", "看", "得知", "话音")
_TURN = re.compile(r"(?m)^(?:[^：，。；\n“]{2,40}|问|答)：")
_MOST_IN_SENTENCE = 8
_SHORTEST_TURN = 6
_RARE_IN_SPEECH = frozenset(
    {"责成", "请", "说", "提出", "介绍", "反映", "报告", "汇报", "明确", "决定", "建议", "回应", "承诺"}
)
# Cues that begin a new statement though their sentence has no subject; 鼓励企业… goes on with the words before.
_BARE = frozenset({"建议", "强调", "指出", "要求", "希望", "认为", "表示", "强调指出", "叮嘱"})
_TALK = frozenset({"说", "讲", "说道"})
_WISHES = frozenset({"希望", "期待", "呼吁", "期望"})


@dataclass(slots=True)
class Turn:
    """A turn of a dialogue or transcript (张三：…): its colon, and where it ends."""

    colon: int
    end: int


_Step = Cue | Affirmation | Turn | int


class Grammar:
    """All that the finder of one document needs to know of the language, compiled once."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.cues = CueFinder(lexicons)
        self.affirmations = AffirmationFinder(lexicons)
        self.nominals = NominalFinder(lexicons)
        surnames = frozenset(row.surname for row in lexicons.rows("surnames", SurnameRow))
        self.speakers = SpeakerPatterns(self.cues.words, self.cues.adverbs, surnames)
        self.contents = ContentPatterns(self.cues.words)


class UtteranceFinder:
    """Finds the utterances of one document."""

    def __init__(self, analysis: Analysis, grammar: Grammar) -> None:
        self._analysis = analysis
        self._text = analysis.text
        self._grammar = grammar
        self._speakers = SpeakerFinder(analysis, grammar.speakers)
        self._contents = ContentFinder(analysis, grammar.contents, self._speakers)
        self._found: list[Utterance] = []
        self._antecedents = Antecedents(analysis, self._speakers, self._found)
        self._cues: list[Cue] = []
        self._cue_starts: list[int] = []
        self._stops: list[int] = []
        self._talk_stops: list[int] = []
        self._headlines: dict[int, bool] = {}

    def find(self) -> list[Utterance]:
        """The utterances in text order."""
        text = self._text
        names = self._speakers.ends
        cues = [c for c in self._grammar.cues.find(text, self._closed(), names) if not self._headline(c.start)]
        affirmations = [a for a in self._grammar.affirmations.find(text, names) if not self._headline(a.lead)]
        self._cues, self._cue_starts = cues, [c.start for c in cues]
        starting = [c for c in cues if self._starts_sentence(c)]
        self._stops = sorted({c.clause for c in starting})
        self._talk_stops = sorted({c.clause for c in starting if not self._is_bare_wish(c)})
        steps: list[tuple[int, int, _Step]] = [(c.start, 0, c) for c in cues]
        steps += [(a.lead, 1, a) for a in affirmations]
        steps += [(colon, 2, Turn(colon, end)) for colon, end in self._turns()]
        steps += [(opening, 3, opening) for opening in self._contents.openings]
        for _, _, step in sorted(steps, key=lambda s: s[:2]):
            if isinstance(step, Cue):
                self._add_cue(step)
            elif isinstance(step, Affirmation):
                self._add_affirmation(step)
            elif isinstance(step, Turn):
                self._add_turn(step)
            else:
                self._add_quotation(step)
        # Words that a later cue cut away altogether were none.
        self._found[:] = [u for u in self._found if u.content and u.content[1] - u.content[0] > 1]
        self._add_nominals()
        return sorted(self._found, key=lambda u: u.start)

    def _closed(self) -> list[tuple[int, int]]:
        """The outermost quotations and brackets."""
        outer: list[tuple[int, int]] = []
        for enclosure in self._analysis.enclosures:
            if not outer or enclosure.start > outer[-1][1]:
                outer.append((enclosure.start - 1, enclosure.end + 1))
        return outer

    def _headline(self, position: int) -> bool:
        """Titles, lines without a full stop and page chrome tell what an article says, not what a person said."""
        start, end = self._contents.paragraph(position)
        if start not in self._headlines:
            title = self._analysis.sentence_at(start).title or not self._analysis.in_text(start)
            self._headlines[start] = title or _STOP.search(self._text, start, end) is None
        return self._headlines[start]

    def _starts_sentence(self, cue: Cue) -> bool:
        """Whether a cue begins a sentence of its own, which ends the words before it."""
        if cue.clause and self._text[cue.clause - 1] not in "。！？\n”":
            return False
        bare = cue.row.cue in _BARE and self._before(cue) == ""
        return bare or self._named(cue) is not None

    @staticmethod
    def _is_bare_wish(cue: Cue) -> bool:
        """希望… without a subject."""
        return cue.row.cue in _WISHES and cue.clause == cue.start

    # -- cues -------------------------------------------------------------------------------------------------------

    def _add_cue(self, cue: Cue) -> None:
        actor, named = self._speaker(cue)
        if actor is None or self._is_nested(cue, named):
            return
        extent = self._extent(cue)
        if extent is None or extent[2] - extent[1] < 2:
            return
        mode, start, end = extent
        self._cut_previous(cue.clause, named)
        self._found.append(Utterance((cue.start, cue.end), cue.row.act, mode, actor, named, (start, end)))

    def _speaker(self, cue: Cue) -> tuple[Actor | None, bool]:
        """The speaker, and whether the cue's own clause names them."""
        actor = self._named(cue)
        if actor is not None:
            if actor.kind == "pronoun":
                return self._antecedents.of_pronoun(actor, cue.row.act in _OFFICIAL_ACTS), True
            return (actor, True) if self._close(actor, cue) else (None, False)
        rest = self._before(cue)
        if rest and (cue.form == "clause" or not (_ADVERBIAL_END.search(rest) or _PREPOSITION.match(rest))):
            return None, False
        return self._antecedents.before(cue.clause), False

    def _before(self, cue: Cue) -> str:
        """What stands before the cue in its clause, adverbs apart."""
        return self._text[cue.clause : self._grammar.cues.adverbs.strip(self._text, cue.clause, cue.start)]

    def _named(self, cue: Cue) -> Actor | None:
        """Who speaks according to the cue's own clause."""
        actor = self._speakers.in_clause(cue.clause, cue.start) or self._speakers.organization(cue.clause, cue.start)
        if cue.form == "clause" or (actor is not None and (actor.kind != "collective" or self._close(actor, cue))):
            return actor
        anaphor = self._speakers.anaphor(cue.clause, cue.start)
        return anaphor or self._speakers.phrase(cue.clause, cue.start) or actor

    def _close(self, actor: Actor, cue: Cue) -> bool:
        """Whether nothing between speaker and cue makes the cue part of something else."""
        if cue.form != "clause" and actor.kind in ("person", "pronoun"):
            return True
        stop = self._grammar.cues.adverbs.strip(self._text, actor.end, cue.start)
        between = self._speakers.bare(actor.end, stop)
        between = re.sub(r"[一-鿿]{0,6}(?:负责人|负责同志|领导|干部|代表)", "", _BETWEEN.sub("", between))
        return not between or _ADVERBIAL_END.search(between) is not None or between.startswith(("对", "向", "就", "在"))

    def _extent(self, cue: Cue) -> tuple[Mode, int, int] | None:
        opening = cue.content
        if cue.form == "clause" and cue.row.frame in ("ask", "tell"):
            quoted = self._contents.quoted_order(opening)
            if quoted is not None:
                return "direct", *quoted
        if cue.form == "clause":
            opening = self._speakers.after_addressee(opening) if cue.row.frame in ("ask", "tell") else opening
            if cue.row.cue in ("请", "责成") and cue.content != self._speakers.after_addressee(cue.content):
                return None
        if cue.form == "clause" and self._text.startswith(("：", "，"), opening):
            opening += 1
        if self._text.startswith("“", opening):
            quoted = self._contents.quotation(opening)
            if quoted is not None:
                return "direct", *quoted
            if opening == cue.end and cue.row.frame not in ("ask", "tell", "pledge"):
                return None
        if cue.row.frame == "quote" and (cue.form == "quote" or cue.start == self._contents.paragraph(cue.start)[0]):
            return None
        if _NOT_WORDS.match(self._text, opening) or (cue.form == "comma" and self._told(cue, opening)):
            return None
        stops = self._talk_stops if cue.row.cue in _TALK else self._stops
        end = self._contents.running_end(opening, stops, cue.form != "clause")
        start = opening
        while start < end and self._text[start] in "\n ":
            start += 1
        end = self._contents.trim(start, end)
        if cue.row.cue == "反映" and _PROBLEM.match(self._text, start):
            return None
        decides = self._text[cue.clause : cue.start].endswith(_MEETINGS)
        if cue.row.frame == "meeting" and cue.form != "colon" and not decides:
            return None
        return "indirect", start, end

    def _told(self, cue: Cue, opening: int) -> bool:
        """Whether the report goes on after 汇报， or 提出要求，: others speak or act, or 强调 brings the words."""
        if cue.row.frame != "counted" and not cue.row.noun:
            return False
        following = self._cues[bisect_right(self._cue_starts, cue.start) :][:1]
        for other in following:
            if other.start == opening and cue.row.frame == "counted":
                return True
            if other.clause == opening and self._named(other) is not None:
                return True
        return self._contents.tells(opening)

    def _is_nested(self, cue: Cue, named: bool) -> bool:
        """Whether a cue belongs to words that somebody else is speaking."""
        if not self._found:
            return False
        last = self._found[-1]
        if last.content is None or not last.content[0] <= cue.start < last.content[1]:
            return False
        if last.mode == "direct" or self._crowded(cue):
            return True
        at_sentence = cue.clause == 0 or self._text[cue.clause - 1] in "。！？\n；"
        if named:
            actor = self._named(cue)
            return actor is None or (actor.kind not in ("person", "pronoun") and not at_sentence)
        if cue.row.cue in _WISHES:
            # 他说，…。希望双方…: the wish belongs to the same words, but not after the weightier 指出，…。希望….
            word = self._text[last.cue[0] : last.cue[1]]
            return word in _TALK or not (at_sentence or last.act is SpeechAct.AFFIRM or word == "认为")
        return cue.row.cue not in _BARE if at_sentence else cue.row.cue in _RARE_IN_SPEECH

    def _crowded(self, cue: Cue) -> bool:
        """Whether the sentence has so many statements already that it is no report."""
        start = self._analysis.sentence_at(cue.start).start
        return len(self._found) >= _MOST_IN_SENTENCE and self._found[-_MOST_IN_SENTENCE].cue[0] >= start

    def _cut_previous(self, clause: int, named: bool) -> None:
        """New words end those before them; where they name their speaker, with the whole of ；…，张三强调."""
        if not self._found:
            return
        last = self._found[-1]
        if last.content and last.content[0] < clause < last.content[1]:
            cut = clause
            if named:
                cut = max(self._text.rfind(mark, last.content[0], clause) for mark in "。！？；\n") + 1 or clause
            last.content = (last.content[0], self._contents.trim(last.content[0], cut))

    # -- other forms ------------------------------------------------------------------------------------------------

    def _add_affirmation(self, found: Affirmation) -> None:
        cue = Cue(found.lead, found.cue[1], found.clause, "clause", found.content[0], _AFFIRMATION)
        actor, named = self._speaker(cue)
        if actor is None or self._is_nested(cue, named):
            return
        self._cut_previous(found.clause, named)
        self._found.append(Utterance(found.cue, found.act, "indirect", actor, named, found.content))

    def _turns(self) -> Iterator[tuple[int, int]]:
        """Lines that begin with a name and a colon, and how far their words go."""
        starts = [m.start() for m in _TURN.finditer(self._text)]
        for number, start in enumerate(starts):
            colon = self._text.index("：", start)
            if self._speakers.name_before(start, colon) is None:
                continue
            end = self._contents.paragraph_end(colon)
            if len(starts) > 1:
                following = starts[number + 1] - 1 if number + 1 < len(starts) else end
                end = max(end, following)
            if re.search("[。！？]", self._text[colon:end]) and end - colon > _SHORTEST_TURN:
                yield colon, end

    def _add_turn(self, turn: Turn) -> None:
        start, _ = self._contents.paragraph(turn.colon)
        actor = self._speakers.name_before(start, turn.colon)
        if actor is not None and not self._headline(turn.colon):
            begin = turn.colon + 1
            while self._text[begin] in "\n ":
                begin += 1
            content = (begin, self._contents.trim(begin, turn.end))
            self._found.append(Utterance((turn.colon, turn.colon + 1), SpeechAct.STATE, "direct", actor, True, content))

    def _add_nominals(self) -> None:
        """Speaking without words, where no words were found."""
        spoken = [r for u in self._found for r in (u.cue, u.content) if r is not None]
        for nominal in self._grammar.nominals.find(self._text):
            if self._headline(nominal.lead) or any(a < nominal.cue[1] and b > nominal.cue[0] for a, b in spoken):
                continue
            cue = Cue(nominal.lead, nominal.cue[1], nominal.clause, "comma", nominal.cue[1], _AFFIRMATION)
            actor = self._named(cue)
            if actor is None or not self._close(actor, cue):
                continue
            if actor.kind == "pronoun":
                actor = self._antecedents.of_pronoun(actor)
            if actor is not None:
                topic = nominal.topic
                self._found.append(Utterance(nominal.cue, nominal.act, "nominal", actor, True, None, topic))

    def _add_quotation(self, opening: int) -> None:
        """A quotation of speech whose cue stands after it, or whose only cue is a colon."""
        if any(u.content and u.content[0] <= opening + 1 <= u.content[1] for u in self._found[-2:]):
            return
        quoted = self._contents.quotation(opening)
        if quoted is None or quoted[1] - quoted[0] < 2 or self._headline(opening):
            return
        if self._text[opening - 1 : opening] == "：":
            self._add_colon(opening - 1, quoted)
        elif self._text[self._contents.close(opening) - 1] in "。！？，…":
            self._add_quoted_first(opening, quoted)

    def _add_colon(self, colon: int, quoted: tuple[int, int]) -> None:
        clause = clause_start(self._text, colon)
        if _LABEL.search(self._text, clause, colon) or self._text[quoted[1]] not in "。！？…":
            return
        actor = self._speakers.in_clause(clause, colon)
        named = actor is not None
        if actor is None:
            actor = self._antecedents.before(clause)
        elif actor.kind == "pronoun":
            actor = self._antecedents.of_pronoun(actor)
        if actor is not None and actor.kind in ("person", "pronoun"):
            self._found.append(Utterance((colon, colon + 1), SpeechAct.STATE, "direct", actor, named, quoted))

    def _add_quoted_first(self, opening: int, quoted: tuple[int, int]) -> None:
        begin = self._contents.close(opening) + 1
        stop = re.compile("[。！？；\n]|：").search(self._text, begin, begin + 80)
        end = stop.start() if stop else min(len(self._text), begin + 80)
        for start, finish, row in self._grammar.cues.after_quotation(self._text, begin, end, self._speakers.ends):
            actor = self._speaker_after(begin, start)
            if actor is not None and not self._text.startswith(_HEARD, begin):
                content = self._continued(begin, start, finish, row, quoted)
                self._found.append(Utterance((start, finish), row.act, "direct", actor, True, content))
                return

    def _continued(self, begin: int, start: int, finish: int, row: CueRow, quoted: tuple[int, int]) -> tuple[int, int]:
        """“…。”张三说，…: the words after the cue go on with the quotation."""
        goes_on = (
            row.frame in ("say", "state")
            and self._text.startswith("，", finish)
            and not self._text.startswith("“", finish + 1)
            and clause_start(self._text, start) <= begin
            and not _NOT_WORDS.match(self._text, finish + 1)
        )
        if not goes_on:
            return quoted
        end = self._contents.running_end(finish + 1, self._talk_stops, True)
        return quoted[0], self._contents.trim(finish + 1, end)

    def _speaker_after(self, begin: int, cue: int) -> Actor | None:
        clause = begin
        while clause < cue:
            stop = re.compile("[，：]").search(self._text, clause, cue)
            end = stop.start() if stop else cue
            actor = self._speakers.in_clause(clause, end)
            if actor is None and end == cue:
                actor = self._speakers.anaphor(clause, end) or self._speakers.phrase(clause, end)
            if actor is not None:
                return self._antecedents.of_pronoun(actor) if actor.kind == "pronoun" else actor
            clause = end + 1
        return None


_AFFIRMATION = CueRow(cue="肯定", act=SpeechAct.AFFIRM, frame="ask")
