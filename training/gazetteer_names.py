"""Splitting the names of areas into base and suffix (天水街道 → 天水 + 街道), as the build needs it."""
from __future__ import annotations

import re

PROVINCES = {
    "11": ("北京", "京"), "12": ("天津", "津"), "13": ("河北", "冀"), "14": ("山西", "晋"), "15": ("内蒙古", "蒙"),
    "21": ("辽宁", "辽"), "22": ("吉林", "吉"), "23": ("黑龙江", "黑"), "31": ("上海", "沪"), "32": ("江苏", "苏"),
    "33": ("浙江", "浙"), "34": ("安徽", "皖"), "35": ("福建", "闽"), "36": ("江西", "赣"), "37": ("山东", "鲁"),
    "41": ("河南", "豫"), "42": ("湖北", "鄂"), "43": ("湖南", "湘"), "44": ("广东", "粤"), "45": ("广西", "桂"),
    "46": ("海南", "琼"), "50": ("重庆", "渝"), "51": ("四川", "川"), "52": ("贵州", "黔"), "53": ("云南", "滇"),
    "54": ("西藏", "藏"), "61": ("陕西", "陕"), "62": ("甘肃", "甘"), "63": ("青海", "青"), "64": ("宁夏", "宁"),
    "65": ("新疆", "新"), "71": ("台湾", "台"), "81": ("香港", "港"), "82": ("澳门", "澳"),
}

_PEOPLES = (
    "各族|汉族|蒙古族|蒙古|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|"
    "哈萨克|傣族|黎族|傈僳族|佤族|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜|土族|达斡尔族|达斡尔|仫佬族|"
    "羌族|布朗族|撒拉族|撒拉|毛南族|毛难族|仡佬族|锡伯族|锡伯|阿昌族|普米族|塔吉克族|塔吉克|怒族|乌孜别克族|乌孜别克|俄罗斯族|"
    "俄罗斯|鄂温克族|鄂温克|德昂族|崩龙族|保安族|裕固族|京族|塔塔尔族|塔塔尔|独龙族|鄂伦春族|鄂伦春|赫哲族|门巴族|珞巴族|"
    "基诺族|仡老族|满族蒙古族|民族"
)
# A base of at least two characters stays before the peoples' names: 东乡族自治县 is 东乡, not the empty string.
_AUTONOMOUS = re.compile(rf"(?<=..)((?:{_PEOPLES})*自治[县州旗])$")
_ETHNIC_TOWN = re.compile(rf"(?<=.)((?:{_PEOPLES})+[乡镇])$")
_AREA_SUFFIX = re.compile(r"(?<=.)(特别行政区|自治区|行政委员会|特区|林区|地区|省|市|县|区|盟|旗|州)$")
_TOWN_SUFFIX = re.compile(r"(?<=.)(街道|镇|乡|苏木|地区|农场|林场|牧场|开发区|园区|管理区)$")
_COMMITTEE = re.compile(r"(?:居民|村民|牧民)?委员会$|[居村牧]委会$")
_COMMUNITY_SUFFIX = re.compile(r"(?<=.)(虚拟社区|虚拟生活区|社区|生活区|居委会|嘎查|新村|村|队|连)$")
_PLAIN_BASE = re.compile(r"^[\u3400-\u9fff〇]+$")


def split_area(name: str, code: int) -> tuple[str, str]:
    """Base and suffix of an area of county level or above.

    >>> split_area("环江毛南族自治县", 451226), split_area("内蒙古自治区", 150000), split_area("盘县", 520222)
    (('环江', '毛南族自治县'), ('内蒙古', '自治区'), ('盘', '县'))
    """
    if code % 10000 == 0:
        short = PROVINCES[str(code)[:2]][0]
        return short, name[len(short):]
    for pattern in (_AUTONOMOUS, _AREA_SUFFIX):
        match = pattern.search(name)
        if match:
            return name[: match.start()], match[0]
    return name, ""


def split_township(name: str) -> tuple[str, str]:
    """Base and suffix of a township-level name.

    >>> split_township("天水街道办事处"), split_township("甘河回族乡"), split_township("乌镇镇")
    (('天水', '街道'), ('甘河', '回族乡'), ('乌镇', '镇'))
    """
    name = re.sub(r"街道办(?:事处)?$", "街道", re.sub(r"[（(].*$", "", name))
    name = re.sub(r"苏木乡$", "苏木", name)
    match = _ETHNIC_TOWN.search(name) or _TOWN_SUFFIX.search(name)
    return (name[: match.start()], match[0]) if match else (name, "")


def split_community(name: str) -> tuple[str, str]:
    """Base and suffix of a community's or village's name, its committee taken off.

    >>> [split_community(n) for n in ["仙林桥社区居委会", "永乐村委会", "王村村民委员会", "东风居委会"]]
    [('仙林桥', '社区'), ('永乐', '村'), ('王', '村'), ('东风', '居委会')]
    """
    match = _COMMITTEE.search(name)
    if match:
        rest = name[: match.start()]
        if not rest:
            return name, ""
        residents = "居" in match[0]
        found = _COMMUNITY_SUFFIX.search(rest)
        if found and found[0] not in ("新村", "队", "连"):
            return rest[: found.start()], found[0]
        if residents:
            return rest, "居委会"
        return (rest[:-1], "村") if rest.endswith("村") and len(rest) > 1 else (rest, "村")
    found = _COMMUNITY_SUFFIX.search(name)
    if not found:
        return name, ""
    if found[0] == "新村":
        return name[:-1], "村"
    return name[: found.start()], found[0]


def plain(name: str) -> bool:
    """Whether a name is made of Chinese characters only."""
    return bool(_PLAIN_BASE.match(name))
