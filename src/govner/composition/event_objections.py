"""Why a word that could name an event names none: it is negated, urged, a noun, or part of another name."""
from __future__ import annotations

import re

from govner.composition.event_facts import Fact
from govner.composition.event_state import State
from govner.composition.event_tokens import GAP, MARK
from govner.records import EventType

# 要 as "ought to", not in 主要, 要求 and the like; a count after a trigger makes it a figure (检查三百余次).
_OUGHT = re.compile(r"(?<![主重需必摘纪概简扼首紧只])要(?![求素闻点务])|必须|应当|务必")
_COUNT = re.compile(r"[0-9一二三四五六七八九十百千万两]+[余多]?(?:次|场|家|户|人|期|批|轮|个|件)")
_REACH = 40
_LATER = frozenset({"推迟", "延期", "改期"})
_OFF = r"(?P<off>取消|停办|推迟|延期|改期)"
# …会因台风临时取消。, …会，因疫情推迟举行: nothing but the cause stands between.
_CALLED_OFF = re.compile(
    r"，?(?:因[^，。；]{1,16}，?)?(?:已经|已|被迫|被|临时|全部|将|决定|现|均)?"
    + _OFF
    + r"(?=[，。；]|举行|举办|召开|至|到)"
)
# 取消了原定（于9月8日）举行的…会
_TAKEN_BACK = re.compile(_OFF + r"了?(?:原定|原计划)[^，。；]{0,20}$")


class Objections:
    """Looks at what stands around a trigger."""

    def __init__(self, state: State) -> None:
        self.state = state

    def __call__(self, kind: EventType, strength: str, fact: Fact) -> str | None:
        """Why a trigger cannot name an event, or None."""
        if fact.negated and self.status(fact) == "occurred":
            return "negated"
        # 关于王立等任免的通知: the headline of a decree names its event by a noun.
        decree = self.state.in_title and fact.word.text == "任免"
        if strength != "nouns" and self._nominal(fact) and not decree:
            return "noun"
        if self._modifies(kind, strength, fact):
            return "name_part"
        if kind is EventType.SIGNING and self._of_pledges(fact):
            return "pledge"
        if kind is EventType.CAMPAIGN_ACTIVITY and self._of_visits(fact):
            return "visit_named"
        return "urged" if self._urged(fact) else None

    def status(self, fact: Fact) -> str:
        """The status of an event: 原定…举行的现场会因台风取消, 每周三到信访局接访, 将召开…."""
        text, token = self.state.skeleton.text, self.state.tokens[fact.index]
        after = _CALLED_OFF.match(text[token.end : token.end + _REACH])
        before = text[max(0, token.start - _REACH) : token.start]
        off = after["off"] if after is not None else ""
        if not off and fact.negated:
            taken_back = _TAKEN_BACK.search(before)
            off = taken_back["off"] if taken_back is not None else ""
        if off:
            return "planned" if off in _LATER else "negated"
        if fact.planned:
            return "planned"
        return "habitual" if fact.habitual and self.state.date_before(fact) is None else "occurred"

    def _of_pledges(self, fact: Fact) -> bool:
        """签订责任书: a paper between neighbours or offices is no signing."""
        text, start = self.state.skeleton.text, self.state.tokens[fact.index].end
        clause = re.split("[，。；]", text[start : start + 30], maxsplit=1)[0]
        return any(paper in clause for paper in self.state.vocabulary.pledges)

    def _of_visits(self, fact: Fact) -> bool:
        """开展“大走访”活动: the visits are told by themselves."""
        before = self.state.tokens[fact.index - 1] if fact.index else None
        if before is None or before.kind != "Q":
            return False
        start, end = self.state.skeleton.start(before.start), self.state.skeleton.end(before.end)
        return any(word in self.state.analysis.text[start:end] for word in self.state.vocabulary.visits)

    def _modifies(self, kind: EventType, strength: str, fact: Fact) -> bool:
        """Whether the word is part of another event's name (表彰暨动员会, 文化节开幕式)."""
        if self.state.family(kind) not in ("gathering", "act"):
            return False
        reach = 2 if strength == "nouns" else 4
        for token in self.state.tokens[fact.index + 1 : fact.index + 1 + reach]:
            if token.word is not None and token.word.triggers:
                return token.word.triggers[0][1] == "nouns"
            trap = token.word is not None and token.word.flags == {"traps"}
            if token.kind not in (GAP, "S", "Q") and not token.has("lists") and not trap:
                return False
        return False

    def _nominal(self, fact: Fact) -> bool:
        """Whether the word is only part of a noun phrase (巡查制度, 检查要到位)."""
        following = self.state.after(fact.index)
        if following is None or following.kind != GAP:
            return False
        if following.text.startswith(self.state.vocabulary.tails):
            return True
        if following.text.startswith("的") and not fact.word.text.endswith("了"):
            return True
        return not fact.word.text.endswith("了") and _COUNT.match(following.text) is not None

    def _urged(self, fact: Fact) -> bool:
        """各镇要定期召开例会: what ought to be done is not told as done."""
        for token in reversed(self.state.tokens[: fact.index]):
            if token.kind == MARK and token.text != "、":
                return False
            if token.kind == GAP and _OUGHT.search(token.text):
                return True
        return False
