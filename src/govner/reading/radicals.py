"""Characters that PDF files and old fonts put in the place of ordinary ones: radicals and compatibility ideographs.

A browser that prints 调研工作 may write ⼯ (U+2F2F, the radical) for 工: the same shape, another code point, and no
word is found again. Each has one ordinary character.
"""
from __future__ import annotations

import unicodedata

# Of the supplement (U+2E80-2EFF) Unicode gives no equivalents: those that are whole characters by themselves.
_SUPPLEMENT = dict(
    zip(
        "⺎⺒⺓⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "兀巳幺母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
_BLOCKS = (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00))


def _ordinary_forms() -> dict[int, str]:
    forms = {ord(radical): character for radical, character in _SUPPLEMENT.items()}
    for block in _BLOCKS:
        for code in block:
            form = unicodedata.normalize("NFKC", chr(code))
            if len(form) == 1 and ord(form) != code:
                forms[code] = form
    return forms


#: Such a character to its ordinary one, in the form that :meth:`str.translate` takes.
ORDINARY_FORMS: dict[int, str] = _ordinary_forms()
