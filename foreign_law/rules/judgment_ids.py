"""From the canonical citation of a judgment to the fields and the address of its record.

Hong Kong: the neutral citation (Practice Direction 5.5), before 2018 the number of the action. Macao: court, number,
year, suffix. The Mainland: the case numbers of 2016, ``（2019）粤0391民初4486号``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HIGHEST = "最高法"
_PROVINCES = {
    "京": "jing", "津": "jin", "沪": "hu", "渝": "yu", "冀": "hebei", "豫": "henan", "云": "yun", "辽": "liao",
    "黑": "hei", "湘": "xiang", "皖": "wan", "鲁": "lu", "新": "xin", "苏": "su", "浙": "zhe", "赣": "gan", "鄂": "e",
    "桂": "gui", "甘": "gansu", "晋": "shanxi", "蒙": "meng", "陕": "shaanxi", "吉": "ji", "闽": "min", "贵": "guizhou",
    "粤": "yue", "青": "qing", "藏": "zang", "川": "chuan", "宁": "ning", "琼": "qiong",
}  # fmt: skip
_KINDS = {
    "民": "min", "行": "xing", "刑": "xing2", "商": "shang", "知": "zhi", "执": "zhi2", "破": "po", "初": "chu",
    "终": "zhong", "再": "zai", "申": "shen", "特": "te", "辖": "xia", "监": "jian", "他": "ta", "外": "wai",
    "认": "ren", "港": "gang", "澳": "ao", "台": "tai", "保": "bao", "督": "du", "撤": "che",
}  # fmt: skip
_PARTS = re.compile(rf"({_HIGHEST}|[一-龥])(\d{{0,4}})([一-龥]+)")


@dataclass(frozen=True)
class Docket:
    """The fields of a judgment's record; ``court`` is a code, lower case but for Chinese."""

    jurisdiction: str
    court: str
    number: str
    year: int
    suffix: str
    slug: str


def docket(citation_id: str) -> Docket | None:
    """The fields for ``hk:neutral:hkcfa:2022:20``, ``hk:action:hcal:2021:473``, ``mo:case:tsi:901:2031:a``,
    ``mo:case:tjb:cv3:17:0178:ceo:a`` or ``cn:case:2019:粤0391民初:4486``; None for anything else, for a Macao number
    whose court is not named (``*``), and for a law report, which names no court.
    """
    place, *parts = citation_id.split(":")
    slug = citation_id.partition(":")[2].replace(":", "-")
    match (place, parts):
        case ("hk", ["neutral", court, year, number]):
            return Docket("CN-HK", court, number, int(year), "", slug)
        case ("hk", ["action", series, year, number]):
            return Docket("CN-HK", series, number, int(year), "", slug)
        case ("mo", ["case", "tjb", unit, year, number, kind, *rest]) if not unit.isdigit():
            shown = f"{unit}-{year}-{number}-{kind}".upper()
            return Docket("CN-MO", "tjb", shown, 2000 + int(year), "".join(rest), slug)
        case ("mo", ["case", court, number, year, *rest]) if court != "*":
            return Docket("CN-MO", court, number, int(year), "".join(rest), slug)
        case ("cn", ["case", year, words, number]):
            return _mainland(year, words, number)
    return None


def shown_number(citation_id: str) -> str:
    """The number as people write it: ``[2022] HKCFA 20``, ``HCAL 473/2021``, ``（2019）粤0391民初4486号``;
    a Macao number as ``901/2031/A``.
    """
    place, *parts = citation_id.split(":")
    match (place, parts):
        case ("hk", ["neutral", court, year, number]):
            return f"[{year}] {_NEUTRAL.get(court, court.upper())} {number}"
        case ("hk", ["action", series, year, number]):
            return f"{series.upper()} {number}/{year}"
        case ("cn", ["case", year, words, number]):
            return f"（{year}）{words}{number}号"
    found = docket(citation_id)
    if found is None:
        return citation_id
    if "-" in found.number:
        return found.number + (f"-{found.suffix.upper()}" if found.suffix else "")
    return f"{found.number}/{found.year}" + (f"/{found.suffix.upper()}" if found.suffix else "")


_NEUTRAL = {"hkldt": "HKLdT", "hklat": "HKLaT", "hkmagc": "HKMagC", "hkcrc": "HKCrC"}


def _mainland(year: str, words: str, number: str) -> Docket | None:
    """The court is the first part of the words (``粤0391``), the kind of case the rest (``民初``)."""
    parts = _PARTS.fullmatch(words)
    if parts is None:
        return None
    province, code, kind = parts.groups()
    court = "spc" if province == _HIGHEST else f"{_PROVINCES.get(province, _hexadecimal(province))}{code}"
    kind_words = "".join(_KINDS.get(sign, _hexadecimal(sign)) for sign in kind)
    slug = f"case-{year}-{court}-{kind_words}-{number}"
    return Docket("CN", f"{province}{code}", f"{kind}{number}", int(year), "", slug)


def _hexadecimal(sign: str) -> str:
    return f"u{ord(sign):x}"
