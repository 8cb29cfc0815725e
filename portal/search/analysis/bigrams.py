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
    narrow = not first or max(first) < "\U00010000"
    code, encoding = ("H", "utf-16-le") if narrow else ("I", "utf-32-le")
    columns = array(code, first.encode(encoding)), array(code, second.encode(encoding))
    woven = array(code, (" " * (3 * len(first))).encode(encoding))
    woven[0::3], woven[1::3] = columns
    return woven.tobytes().decode(encoding)


def pairs(text: str) -> str:
    """The bigrams of each run and its last character alone, in order, separated by white space."""
    spaced = runs(text)
    if len(spaced) < 2:
        return spaced
    continued = _RUN_START.sub("  ", spaced)[1:] + " "
    return interleave(spaced, continued)
