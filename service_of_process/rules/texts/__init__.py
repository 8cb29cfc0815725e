"""The reviewed wording of the court's papers, in four languages; the Chinese text prevails.

The form set follows the Supreme People's Court's forms of 2012 for Hong Kong and Macao assistance; articles are those of
the Arrangements of 1999, 2017 and 2020 and of the Provisions of 2009. A changed wording is a new version.
"""

from __future__ import annotations

from collections.abc import Mapping

from i18n.days import told_day
from service_of_process.rules.texts import english, portuguese, zh_hans, zh_hant

__all__ = ["VERSION", "WORDS", "say", "told_day"]
VERSION = "2026-1"
WORDS: dict[str, Mapping[str, str]] = {
    "zh-hans": zh_hans.WORDS, "zh-hant": zh_hant.WORDS, "pt": portuguese.WORDS, "en": english.WORDS,
}  # fmt: skip


def say(code: str, key: str, /, **words: str | int) -> str:
    """The sentence ``key`` in a language of the portal. Raises KeyError for an unknown language, key or placeholder."""
    return WORDS[code][key].format(**words)
