"""The reviewed wording of the papers of an ascertainment, in four languages; the Chinese text prevails.

Articles are those of 法释〔2023〕12号 unless another instrument is named. A changed wording is a new version.
"""

from __future__ import annotations

from collections.abc import Mapping

from foreign_law.rules.ascertainment.texts import english, portuguese, zh_hans, zh_hant
from i18n.days import told_day

__all__ = ["VERSION", "WORDS", "say", "told_day"]
VERSION = "2026-3"
WORDS: dict[str, Mapping[str, str]] = {
    "zh-hans": zh_hans.WORDS, "zh-hant": zh_hant.WORDS, "pt": portuguese.WORDS, "en": english.WORDS,
}  # fmt: skip


def say(code: str, key: str, /, **words: str | int) -> str:
    """The sentence ``key`` in a language of the portal. Raises KeyError for an unknown language, key or placeholder."""
    return WORDS[code][key].format(**words)
