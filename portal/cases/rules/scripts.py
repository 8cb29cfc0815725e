"""In which script a name or number was entered, for ``lang`` attributes."""

from __future__ import annotations

import re

CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def is_chinese(text: str) -> bool:
    """True when the text holds Chinese characters."""
    return bool(CHINESE.search(text))


def script_of(text: str, *, typed_in: str = "zh-hant") -> str:
    """``zh-hant``, ``zh-hans`` or ``latin``; Chinese follows the language of the page on which it was typed."""
    if not is_chinese(text):
        return "latin"
    return "zh-hans" if typed_in == "zh-hans" else "zh-hant"
