"""A constructed dump of 300 articles whose truth is known: who is who, who held what, from when to when.

Real areas, invented people. Homonyms (in one county, one prefecture, one province, and far apart), promotions and
transfers (with and without a decision that is reported), posts that pass from hand to hand.

    python tests/analysis/constructed_dump.py > dump.jsonl      # id, text, published, region, and the truth
"""
from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

COUNTIES = {
    "浙江省丽水市遂昌县": ["大柘镇", "云峰街道", "妙高街道"],
    "浙江省丽水市龙泉市": ["八都镇", "剑池街道", "安仁镇"],
    "江苏省镇江市丹阳市": ["陵口镇", "导墅镇", "延陵镇"],
    "江苏省镇江市句容市": ["茅山镇", "白兔镇", "下蜀镇"],
    "四川省绵阳市三台县": ["芦溪镇", "塔山镇", "潼川镇"],
    "四川省绵阳市江油市": ["青莲镇", "武都镇", "大康镇"],
    "湖南省岳阳市平江县": ["安定镇", "加义镇", "长寿镇"],
    "山东省潍坊市青州市": ["弥河镇", "王坟镇", "邵庄镇"],
    "河南省信阳市光山县": ["泼陂河镇", "马畈镇", "砖桥镇"],
    "安徽省池州市东至县": ["胜利镇", "大渡口镇", "东流镇"],
}
SURNAMES = (
    "陈林黄何郭罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪"
    "田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = [
    "若川", "启明", "大同", "云舟", "砚秋", "怀远", "景行", "知微", "望舒", "北辰",
    "长庚", "鸣谦", "致和", "守拙", "清源", "思齐", "立言", "承宇", "允恭", "南乔",
    "青野", "沐阳", "载物", "以宁", "正言", "观澜", "行简", "松年", "溪亭", "舒扬",
]
BUREAUS = [
    "水利局", "民政局", "财政局", "司法局", "审计局", "统计局", "林业局",
    "文化和旅游局", "卫生健康局", "应急管理局", "市场监督管理局", "退役军人事务局", "医疗保障局", "交通运输局",
    "商务局", "体育局", "信访局", "自然资源局", "人力资源和社会保障局", "生态环境局",
]
TOPICS = ["乡村产业", "防汛备汛", "基层治理", "重点项目建设", "安全生产", "义务教育", "人居环境整治", "营商环境"]
END = date(2023, 12, 20)


@dataclass(frozen=True)
class Post:
    """A post as the truth knows it: the area in full, the body, the title."""

    area: str
    body: str
    title: str

    @property
    def label(self) -> str:
        return self.area + self.body + self.title

    @property
    def kind(self) -> str:
        return self.area[-1]

    @property
    def local(self) -> str:
        """As a local article writes it: 县委书记, 县长, 县教育局局长."""
        if self.body == "人民政府":
            return self.title
        return self.kind + self.body + self.title

    @property
    def beside(self) -> Post | None:
        """The seat in the committee that comes with it: 县委副书记、县长; 县委常委、组织部部长."""
        if self.body == "人民政府" and self.title == self.kind + "长":
            return Post(self.area, "委", "副书记")
        return Post(self.area, "委", "常委") if self.body == "委组织部" else None

    @property
    def away(self) -> str:
        """As the paper of a larger area writes it: 遂昌县委书记, 遂昌县县长."""
        name = self.area.removesuffix(self.kind)
        name = name[max(name.rfind("市"), name.rfind("省")) + 1 :] + self.kind
        return name + (self.title if self.body == "人民政府" else self.body + self.title)

    @property
    def written(self) -> str:
        """As a decision writes it: 遂昌县人民政府县长."""
        return self.short + self.body + self.title

    @property
    def short(self) -> str:
        below = self.area.count("市") > 1 or not self.area.endswith("市")
        return self.area[self.area.find("市" if below else "省") + 1 :]

    @property
    def body_name(self) -> str:
        return self.short + self.body


@dataclass
class Person:
    uid: int
    name: str
    #: (post, first day, last day, whether the beginning and the end are reported as decisions)
    career: list[tuple[Post, date, date, bool]] = field(default_factory=list)

    def at(self, day: date) -> Post | None:
        return next((post for post, start, end, _ in self.career if start <= day <= end), None)


Held = tuple[Person, Post]
Cast = list[Held]


@dataclass
class Article:
    id: str
    text: str
    published: date
    region: str
    people: dict[str, int]
    facts: list[tuple[int, str, str, date]]

    def as_json(self) -> str:
        row = {"id": self.id, "text": self.text, "published": self.published.isoformat(), "region": self.region}
        facts = [[uid, post, kind, day.isoformat()] for uid, post, kind, day in self.facts]
        return json.dumps({**row, "people": self.people, "facts": facts}, ensure_ascii=False)


def at_random(rng: random.Random, sister: str | None) -> int:
    """Whether a county's head rises to the prefecture: 0 no, 1 without a reported decision, 2 with one."""
    return rng.choice((0, 1, 2)) if sister is not None else 0


class World:
    """Ten counties over six years, and what their papers print."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.people: list[Person] = []
        names = [s + g for s in SURNAMES for g in GIVEN]
        self.random.shuffle(names)
        self._names = iter(names)
        counties = list(COUNTIES)
        for at, area in enumerate(counties):
            self._county(area, counties[at ^ 1] if at < 6 else None)
        self._homonyms()

    def person(self, name: str | None = None) -> Person:
        person = Person(len(self.people), name or next(self._names))
        self.people.append(person)
        return person

    def _county(self, area: str, sister: str | None) -> None:
        """Two or three holders a post, of whom some are promoted or transferred."""
        rng = self.random
        kind = area[-1]
        head, chief = Post(area, "委", "书记"), Post(area, "人民政府", kind + "长")
        change = date(2020, rng.randint(3, 9), rng.randint(1, 28))
        second = date(2022, rng.randint(3, 9), rng.randint(1, 28))
        reported = rng.random() < 0.6
        old_head, old_chief, new_chief = self.person(), self.person(), self.person()
        old_head.career.append((head, date(2018, 1, 1), change, reported))
        # The chief becomes head of the same county; a newcomer becomes chief, later head of the sister county.
        old_chief.career += [(chief, date(2018, 1, 1), change, reported), (head, change, END, reported)]
        last = END if sister is None else second
        new_chief.career.append((chief, change, last, reported))
        if at_prefecture := at_random(rng, sister):
            above = Post(area[: area.find("市") + 1], "人民政府", "副市长")
            old_head.career.append((above, change, END, at_prefecture > 1))
        if sister is not None:
            new_chief.career.append((Post(sister, "人民政府", "副" + sister[-1] + "长"), second, END, True))
            self.person().career.append((chief, second, END, True))
        for _ in range(2):
            self.person().career.append((Post(area, "人民政府", "副" + kind + "长"), date(2018, 1, 1), END, False))
        # A head of bureau becomes vice chief.
        bureau = Post(area, "教育局", "局长")
        riser, follower = self.person(), self.person()
        riser.career += [(bureau, date(2018, 1, 1), change, reported),
                         (Post(area, "人民政府", "副" + kind + "长"), change, END, reported)]
        follower.career.append((bureau, change, END, reported))
        self.person().career.append((Post(area, "农业农村局", "局长"), date(2018, 1, 1), END, False))
        self.person().career.append((Post(area, "委组织部", "部长"), date(2018, 1, 1), END, False))

    def _homonyms(self) -> None:
        """Names given to a second person: in the same county, prefecture, province, and far away."""
        counties = list(COUNTIES)
        bureaus = iter(BUREAUS)
        for at, area in enumerate(counties):
            local = [p for p in self.people if p.career[0][0].area == area and len(p.career) == 1]
            others = [area] if at in (0, 4) else [counties[at ^ 1]] if at < 6 else [counties[(at + 3) % 10]]
            far = counties[(at + 5) % 10]
            for place, body in ((others[0], next(bureaus)), (far, next(bureaus))):
                twin = self.person(local.pop().name)
                twin.career.append((Post(place, body, "局长"), date(2018, 1, 1), END, False))

    def articles(self, count: int = 300) -> list[Article]:
        rng = self.random
        found = list(self._decisions())
        counties = list(COUNTIES)
        while len(found) < count:
            area = counties[len(found) % len(counties)]
            found.append(self._news(area, date(2018, 1, 5) + timedelta(days=rng.randint(0, 2170)), len(found)))
        found.sort(key=lambda a: (a.published, a.id))
        return found

    def _decisions(self) -> Iterator[Article]:
        """One article for every reported change: who is given and who loses the post."""
        changes: dict[tuple[str, date], list[tuple[Person, Post, str]]] = {}
        for person in self.people:
            for post, start, end, reported in person.career:
                if reported and start > date(2018, 1, 1):
                    changes.setdefault((post.area, start), []).append((person, post, "start"))
                if reported and end < END:
                    changes.setdefault((post.area, end), []).append((person, post, "end"))
        for number, ((area, day), moves) in enumerate(sorted(changes.items(), key=lambda item: item[0])):
            yield self._decision(number, area, day, moves)

    def _decision(self, number: int, area: str, day: date, moves: list[tuple[Person, Post, str]]) -> Article:
        given = [(person, post) for person, post, kind in moves if kind == "start"]
        taken = [(person, post) for person, post, kind in moves if kind == "end"]
        short = Post(area, "", "").short
        paper = day + timedelta(days=1)
        style = number % 4
        if style == 0:
            lines = [f"{short}人大常委会会议举行", f"{paper} 来源：{short}日报",
                     f"{day.month}月{day.day}日，{short}人大常委会举行第三十二次会议，审议有关人事任免事项。"]
            lines += [f"会议决定任命{person.name}为{post.written}。" for person, post in given]
            lines += [f"会议决定接受{person.name}辞去{post.written}职务的请求。" for person, post in taken]
        elif style == 2:
            lines = [f"{short}领导干部调整", f"{paper} 来源：{short}发布",
                     f"{day.month}月{day.day}日，记者从有关部门获悉："]
            lines += [f"{person.name}同志任{post.written}；" for person, post in given]
            lines += [f"免去{person.name}同志{post.written}职务。" for person, post in taken]
        elif style == 1:
            lines = [f"{short}领导干部会议召开", f"{paper} 来源：{short}日报",
                     f"{day.month}月{day.day}日，{short}召开领导干部会议，宣布上级关于{short}领导干部职务调整的决定。"]
            lines += [f"{person.name}同志任{post.written}。" for person, post in given]
            lines += [f"{person.name}同志不再担任{post.written}职务。" for person, post in taken]
        else:
            lines = [f"{short}一批干部职务任免", f"{paper} 来源：{short}发布",
                     f"{day.month}月{day.day}日，{short}召开会议，决定一批干部职务任免。", "任命："]
            lines += [f"{person.name}为{post.written}。" for person, post in given]
            if taken:
                lines += ["免去：", *(f"{person.name}的{post.written}职务。" for person, post in taken)]
        facts = [(p.uid, post.label, "given", day) for p, post in given]
        facts += [(p.uid, post.label, "taken", day) for p, post in taken]
        people = {person.name: person.uid for person, _, _ in moves}
        return Article(f"decision-{number:03}", "\n".join(lines), paper, area, people, facts)

    def _news(self, area: str, day: date, number: int) -> Article:
        rng = self.random
        local = [(p, post) for p in self.people if (post := p.at(day)) and post.area == area]
        cast: list[tuple[Person, Post]] = []
        for person, post in rng.sample(local, len(local)):
            if person.name not in {p.name for p, _ in cast}:
                cast.append((person, post))
        lead = next((one for one in cast if one[1].title[-2:] in ("书记", "县长", "市长") and "副" not in one[1].title),
                    cast[0])
        others = [one for one in cast if one is not lead][: rng.choice((2, 3, 4))]
        used = [lead, *others]
        published = day + timedelta(days=1)
        region, posts = area, used
        if number % 11 == 3:
            text, posts = _bare(rng, area, day, published, lead), []
            used = [lead]
        elif number % 9 == 6:
            region = area[: area.find("市") + 1]
            text = _away(rng, region, day, published, self._of(region, day), used)
            posts = used = [*self._of(region, day), *used]
        else:
            text = rng.choice((_visit, _meeting, _inspection, _symposium))(rng, area, day, published, lead, others)
        facts = [(p.uid, post.label, "held", published) for p, post in posts]
        if region == area:
            facts += [(p.uid, post.beside.label, "held", published) for p, post in posts if post.beside]
        return Article(f"news-{number:03}", text, published, region, {p.name: p.uid for p, _ in used}, facts)

    def _of(self, area: str, day: date) -> Cast:
        """Who holds a post of the area itself on a day."""
        return [(p, post) for p in self.people if (post := p.at(day)) and post.area == area][:1]


def _named(cast: Cast) -> str:
    return "，".join(f"{_titled(post)}{person.name}" for person, post in cast)


def _titled(post: Post) -> str:
    if post.beside is None:
        return post.local
    return f"{post.kind}{post.beside.body}{post.beside.title}、{post.local.removeprefix(post.kind + '委')}"


def _bare(rng: random.Random, area: str, day: date, published: date, lead: Held) -> str:
    """An article that names nobody's post."""
    town = rng.choice(COUNTIES[area])
    name = lead[0].name
    return (
        f"{name}到{town}走访慰问困难群众\n{published} 来源：{lead[1].short}发布\n"
        f"{day.month}月{day.day}日，{name}一行到{town}走访慰问困难群众。\n每到一处，{name}都仔细询问群众生活情况。"
    )


def _away(rng: random.Random, region: str, day: date, published: date, chiefs: Cast, cast: Cast) -> str:
    """A prefecture's paper, which names the county with every post."""
    topic = rng.choice(TOPICS)
    name = region[region.find("省") + 1 :]
    head = "".join(f"副市长{person.name}出席会议并讲话。" for person, _ in chiefs)
    return (
        f"全市{topic}工作会议召开\n{published} 来源：{name}日报\n"
        f"{day.month}月{day.day}日，全市{topic}工作会议在{name}召开。{head}\n"
        + "，".join(f"{post.away}{person.name}" for person, post in cast) + "在会上作交流发言。"
    )


def _visit(rng: random.Random, area: str, day: date, published: date, lead: Held, rest: Cast) -> str:
    first, second = rng.sample(COUNTIES[area], 2)
    topic = rng.choice(TOPICS)
    name, post = lead[0].name, _titled(lead[1])
    return (
        f"{name}调研{topic}工作\n{published} 来源：{lead[1].short}日报\n"
        f"{day.month}月{day.day}日，{post}{name}先后来到{first}、{second}，调研{topic}工作。{_named(rest)}陪同调研。\n"
        f"在{first}，{name}详细了解工作进展。{name}强调，要坚持问题导向，把“{rng.choice(SLOGANS)}”落到实处。"
    )


def _meeting(rng: random.Random, area: str, day: date, published: date, lead: Held, rest: Cast) -> str:
    topic = rng.choice(TOPICS)
    name, post = lead[0].name, _titled(lead[1])
    return (
        f"我{area[-1]}召开{topic}工作推进会\n{published} 来源：{lead[1].short}融媒体中心\n"
        f"{day.month}月{day.day}日上午，全{area[-1]}{topic}工作推进会召开。{post}{name}出席会议并讲话，{_named(rest)}参加会议。\n"
        f"{name}指出，{topic}事关全局，各级各部门要压实责任。会议要求，一要抓进度，二要抓质量。"
    )


def _inspection(rng: random.Random, area: str, day: date, published: date, lead: Held, rest: Cast) -> str:
    town = rng.choice(COUNTIES[area])
    topic = rng.choice(TOPICS)
    name, post = lead[0].name, _titled(lead[1])
    return (
        f"{post}{name}督导检查{topic}工作\n{published}　来源：{lead[1].short}发布\n"
        f"{day.month}月{day.day}日下午，{post}{name}带队到{town}督导检查{topic}工作，{_named(rest)}参加。\n"
        f"{name}要求，要从严从细抓好各项措施，确保万无一失。"
    )


def _symposium(rng: random.Random, area: str, day: date, published: date, lead: Held, rest: Cast) -> str:
    town = rng.choice(COUNTIES[area])
    topic = rng.choice(TOPICS)
    name, post = lead[0].name, _titled(lead[1])
    return (
        f"{name}到{town}召开座谈会\n发布时间：{published}\n"
        f"{day.month}月{day.day}日，{post}{name}在{town}主持召开{topic}座谈会。{_named(rest)}出席座谈会。\n"
        f"座谈会上，{name}认真听取发言。他表示，要用好“{rng.choice(SLOGANS)}”，为群众办实事。"
    )


SLOGANS = ["千万工程", "最多跑一次", "四下基层", "两山"]


def truth_of_holdings(articles: list[Article]) -> dict[tuple[int, str], tuple[str, str]]:
    """From when to when articles show a post held, by person and post: decisions, else first and last seen."""
    days: dict[tuple[int, str], dict[str, list[date]]] = {}
    for article in articles:
        for uid, post, kind, day in article.facts:
            days.setdefault((uid, post), {}).setdefault(kind, []).append(day)
    return {
        key: (
            min(found.get("given") or found.get("held") or found["taken"]).isoformat(),
            max(found.get("taken") or [*found.get("held", []), *found.get("given", [])]).isoformat(),
        )
        for key, found in days.items()
    }


if __name__ == "__main__":
    for made in World().articles():
        sys.stdout.write(made.as_json() + "\n")
