"""A small dump in which titles, names, places, slogans, addresses and file names try to act."""
from __future__ import annotations

from functools import cache

import govner
from govner.records import Provenance, Record, Span, Table
from govner.records.entities import Holding, Mention, Person, Place, Post, Slogan
from govner.records.events import Event, Participant, Statement

#: What tries to act; the last one turns the reading direction round.
HOSTILE = ("<script>touched=1</script>", '"><img src=x onerror=touched=1>', "\u202e倒着读")

_ARTICLES = {
    "2019-05-06": """林若川调研乡村产业
2019-05-06 来源：遂昌报
5月5日，县委副书记、县长林若川先后来到大柘镇、云峰街道，调研乡村产业。副县长邵启明陪同。
林若川强调，要把“两山”转化的路子走实。""",
    "2020-07-02": """林若川检查防汛工作
2020-07-02 来源：遂昌报
7月1日，县长林若川到大柘镇检查防汛工作，副县长邵启明参加。""",
    "2020-09-03": """县委书记林若川调研基层治理
2020-09-03 来源：遂昌报
9月2日，县委书记林若川来到云峰街道，调研基层治理工作。副县长陈望舒陪同调研。
林若川指出，要用好“两山”。""",
    "2021-03-05": """我县召开教育工作座谈会
2021-03-05 来源：遂昌报
3月4日，县委书记林若川主持召开教育工作座谈会，县教育局局长何怀远发言。""",
}


@cache
def hostile_records() -> list[Record]:
    """Records of ordinary articles, and records that say hostile things in every field."""
    nlp = govner.load()
    ordinary = [
        nlp.extract(text, published=day, region="浙江省丽水市遂昌县", id=f"r{at}")
        for at, (day, text) in enumerate(_ARTICLES.items())
    ]
    return [*ordinary, *(_hostile(words, at) for at, words in enumerate(HOSTILE))]


def _hostile(words: str, at: int) -> Record:
    raw = f"{words}调研{words}。{words}说，{words}。"
    span = Span(start=0, end=len(words), text=words)
    whole = Span(start=0, end=len(raw), text=raw)
    record = Record(
        id=f"{words}.txt", sha256="", length=len(raw), raw_text=raw, provenance=Provenance(generator="test"),
        people=Table([Person(id="P1", name=words, holdings=[Holding(post="T1", as_of="2020-01-01", evidence=[span])])]),
        posts=Table([Post(id="T1", label=words, title=words, base_title=words)]),
        places=Table([Place(id="L1", name=words, full_name=words, kind="county", level="county")]),
        slogans=Table([Slogan(id="K1", kind="quoted_term", quoted=True, surface=words, span=span)]),
        events=[
            Event(id="E1", type="research_visit", trigger=span, places=["L1"], topics=[span], evidence=[whole],
                  participants=[Participant(entity="P1", role="lead", post="T1", order=1)])
        ],
        statements=[
            Statement(id="Q1", speaker="P1", act="state", cue=span, mode="indirect", content=whole, slogans=["K1"])
        ],
        mentions=[
            Mention(id="M1", type="PERSON", span=span, ref="P1", basis=words, rule=words),
            Mention(id="M2", type="SLOGAN", span=span, ref="K1"),
        ],
    )
    record.metadata.title = words
    record.metadata.published = f"2020-01-0{at + 1}"
    record.metadata.url = f"javascript:touched=1//{words}" if at else f"https://example.org/{words}"
    return record
