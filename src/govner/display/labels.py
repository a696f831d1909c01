"""Chinese words for the closed vocabularies, beside which the contract's own values are shown."""
from __future__ import annotations

from enum import Enum

from govner.records import EventType, MentionType, Role, SloganKind, SpeechAct

_WORDS: dict[type[Enum], dict[str, str]] = {
    MentionType: {
        "PERSON": "人物", "POST": "职务", "ORGANIZATION": "机构", "PLACE": "地点", "DATE": "时间", "SLOGAN": "提法",
        "GROUP": "群体", "EVENT": "事件",
    },
    EventType: {
        "research_visit": "调研", "site_stop": "走访点", "study_tour": "考察", "inspection": "检查",
        "condolence": "慰问", "meeting": "会议", "symposium": "座谈",
        "video_conference": "视频会议", "reception": "会见", "speech": "讲话",
        "training_study": "学习培训", "appointment": "任免", "signing": "签约", "ceremony": "仪式",
        "policy_release": "政策发布", "press_conference": "新闻发布会", "letter": "信函批示", "award": "表彰",
        "campaign_activity": "主题活动", "dispatch": "派出", "legislative": "立法与人事决定", "other": "其他",
    },
    Role: {
        "lead": "带队", "host": "接待", "guest": "来宾", "presider": "主持", "speaker": "讲话", "reporter": "汇报",
        "discussant": "交流发言", "instructor": "授课", "responder": "回应", "accompanying": "陪同",
        "participant": "参加", "attendee": "出席", "observer": "列席", "organizer": "主办", "delegator": "委派",
        "signatory": "签约",
        "unveiler": "揭牌", "appointee": "任免对象", "appointer": "任免机关", "recipient": "接受",
        "visited": "走访对象", "inspected": "受检", "issuer": "发布",
    },
    SpeechAct: {
        "point_out": "指出", "emphasize": "强调", "require": "要求", "respond": "回应", "affirm": "肯定",
        "report": "汇报", "discuss": "交流", "state": "表示", "hope": "希望", "convey": "传达", "decide": "决定",
        "thank": "感谢", "announce": "宣布", "criticize": "批评",
    },
    SloganKind: {
        "numeric_abbreviation": "数字简称", "numeric_formula": "数字句式", "quoted_term": "引号提法",
        "named_campaign": "专项行动", "implicit_list": "隐含列举", "parallel_list": "并列列举",
        "scare_quote": "借用引语",
    },
}
_STATUS = {"occurred": "已发生", "planned": "计划", "habitual": "惯常", "negated": "未发生", "unknown": "未知"}
_HOLDING = {
    "incumbent": "现任", "former": "原任", "acting": "代理", "nominated": "拟任", "removed": "免去", "unknown": "不明",
}


def word(value: Enum) -> str:
    """The Chinese word for a value.

    >>> word(Role.LEAD)
    '带队'
    """
    return _WORDS[type(value)][value.value]


def both(value: Enum) -> str:
    """The Chinese word and the contract's value.

    >>> both(EventType.RESEARCH_VISIT)
    '调研 research_visit'
    """
    return f"{word(value)} {value.value}"


def status_word(status: str) -> str:
    """The Chinese word for an event's status; another database's own word stays as it is."""
    return _STATUS.get(status, status)


def holding_word(status: str) -> str:
    """The Chinese word for the status of a holding."""
    return _HOLDING[status]
