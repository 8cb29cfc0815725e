"""The one list of languages. Every other place asks here.

Codes are Django's (lower case); :func:`html_lang` gives the BCP 47 tag that goes into ``lang`` attributes.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """One interface language: Django code, BCP 47 tag, own name, the short form on the language switch."""

    code: str
    tag: str
    own_name: str
    short: str
    fallbacks: tuple[str, ...]


ALL: tuple[Language, ...] = (
    Language("zh-hant", "zh-Hant", "繁體中文", "繁", ("zh-hans", "en", "pt")),
    Language("zh-hans", "zh-Hans", "简体中文", "简", ("zh-hant", "en", "pt")),
    Language("pt", "pt", "Português", "PT", ("en", "zh-hant", "zh-hans")),
    Language("en", "en", "English", "EN", ("pt", "zh-hant", "zh-hans")),
)
DEFAULT = "zh-hant"
CODES: tuple[str, ...] = tuple(language.code for language in ALL)
LANGUAGES: list[tuple[str, str]] = [(language.code, language.own_name) for language in ALL]
FALLBACKS: dict[str, tuple[str, ...]] = {language.code: language.fallbacks for language in ALL}
_BY_CODE = {language.code: language for language in ALL}


def get(code: str) -> Language:
    """The language with this code.

    :raises KeyError: the code is not one of the four.
    """
    return _BY_CODE[code]


def html_lang(code: str) -> str:
    """The BCP 47 tag for a ``lang`` attribute: ``zh-hant`` gives ``zh-Hant``."""
    return _BY_CODE[code].tag


def from_tag(tag: str) -> str | None:
    """The code for a BCP 47 tag such as ``zh-Hant-HK`` or ``pt-MO``; None when it is none of ours."""
    lowered = tag.lower()
    for code in CODES:
        if lowered == code or lowered.startswith(code + "-"):
            return code
    return None


def is_chinese(code: str) -> bool:
    """True for both Chinese scripts."""
    return code.startswith("zh")


def locale_name(code: str) -> str:
    """The name of the catalogue's folder: ``zh-hant`` gives ``zh_Hant``."""
    return _BY_CODE[code].tag.replace("-", "_")
