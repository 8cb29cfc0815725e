"""The reviewed wording of the court's papers, in four languages; the Chinese text prevails.

The form set follows the Supreme People's Court's forms of 2012 for Hong Kong and Macao assistance; articles are those of
the Arrangements of 1999, 2017 and 2020 and of the Provisions of 2009. A changed wording is a new version.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from service_of_process.rules.texts import english, portuguese, zh_hans, zh_hant

VERSION = "2026-1"
WORDS: dict[str, Mapping[str, str]] = {
    "zh-hans": zh_hans.WORDS, "zh-hant": zh_hant.WORDS, "pt": portuguese.WORDS, "en": english.WORDS,
}  # fmt: skip
MONTHS: dict[str, tuple[str, ...]] = {
    "pt": ("Janeiro", "Fevereiro", "Março", "Abril", "Maio", "Junho", "Julho", "Agosto", "Setembro", "Outubro",
           "Novembro", "Dezembro"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip


def say(code: str, key: str, /, **words: str | int) -> str:
    """The sentence ``key`` in a language of the portal. Raises KeyError for an unknown language, key or placeholder."""
    return WORDS[code][key].format(**words)


def told_day(code: str, on: date) -> str:
    """A day as a letter writes it. Raises KeyError for an unknown language."""
    if code in MONTHS:
        joint = " de " if code == "pt" else " "
        return f"{on.day}{joint}{MONTHS[code][on.month - 1]}{joint}{on.year}"
    WORDS[code]  # an unknown language is no Chinese one
    return f"{on.year}年{on.month}月{on.day}日"
