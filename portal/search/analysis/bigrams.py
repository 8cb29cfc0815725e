"""Overlapping bigrams of Chinese, made for a whole text at once.

One Python object a bigram would cost most of the time of building an index; instead three copies of the
text are laid into each other, so that 甲乙丙 becomes 甲乙 乙丙 丙 by copying memory.
"""

from __future__ import annotations

import re
from array import array

CJK = "々〇〻\u3040-\u309f\u30a0-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_BETWEEN = re.compile(f"[^{CJK}]+")
_RUN_START = re.compile(" .", re.DOTALL)


def runs(text: str) -> str:
    """The runs of Chinese in the text with one space between them; everything else is dropped."""
    return _BETWEEN.sub(" ", text).strip()


def interleave(first: str, second: str) -> str:
    """`abc`, `xyz` → `ax by cz `. Both of one length."""
    code, encoding, space = "H", "utf-16-le", b" \0"
    column = first.encode(encoding)
    if len(column) != 2 * len(first):
        code, encoding, space = "I", "utf-32-le", b" \0\0\0"
        column = first.encode(encoding)
    woven = array(code, space * (3 * len(first)))
    woven[0::3], woven[1::3] = array(code, column), array(code, second.encode(encoding))
    return str(woven, encoding)


def pairs(text: str) -> str:
    """The bigrams of each run and its last character alone, in order, separated by white space."""
    spaced = runs(text)
    if len(spaced) < 2:
        return spaced
    continued = (_RUN_START.sub("  ", spaced) if " " in spaced else spaced)[1:] + " "
    return interleave(spaced, continued)
