"""Numerals as Macao texts write them: Chinese characters, Roman numbers, ordinals."""

from __future__ import annotations

import re

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "兩": 2, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
CHINESE = "〇零○一二三四五六七八九十百千兩两"


def chinese_number(text: str) -> int | None:
    """The value of 一百零八, 二〇二三 or plain digits; None when it is no number.

    >>> chinese_number("一百零八"), chinese_number("二〇二三"), chinese_number("12")
    (108, 2023, 12)
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(c not in CHINESE for c in text):
        return None
    if not any(c in _TENS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in _TENS:
            total += (digit or 1) * _TENS[c]
            digit = 0
        else:
            digit = _DIGITS[c]
    return total + digit


def roman_number(text: str) -> int | None:
    """The value of a Roman number up to 3999; None when it is none.

    >>> roman_number("XIV"), roman_number("ABC")
    (14, None)
    """
    if not re.fullmatch(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})", text) or not text:
        return None
    values = [_ROMAN[c] for c in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)
