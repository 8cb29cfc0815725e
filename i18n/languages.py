"""The one list of languages. Every other place asks here.

Codes are Django's (lower case); :func:`html_lang` gives the BCP 47 tag that goes into ``lang`` attributes.
"""

from __future__ import annotations

from collections.abc import Mapping
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


def of_locale(name: str) -> str | None:
    """The code for the name of a locale such as ``zh_HK.UTF-8`` or ``pt_PT``; None when it is none of ours."""
    tag = name.partition(".")[0].partition("@")[0].replace("_", "-")
    if (known := from_tag(tag)) is not None:
        return known
    parts = tag.lower().split("-")
    if parts[0] == "zh":
        return "zh-hant" if {"tw", "hk", "mo"} & set(parts[1:]) else "zh-hans"
    return None


def of_shell(environ: Mapping[str, str]) -> str:
    """The language that a shell asks for, as gettext reads it: LANGUAGE, then LC_ALL, LC_MESSAGES or LANG; else English."""
    wanted = [of_locale(name) for name in environ.get("LANGUAGE", "").split(":") if name]
    asked = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return next((code for code in (*wanted, of_locale(asked)) if code), "en")


def is_chinese(code: str) -> bool:
    """True for both Chinese scripts."""
    return code.startswith("zh")


def nearest(names: Mapping[str, str] | None, code: str | None) -> str:
    """Of texts by language code, the one in this language (None: the default), or in the nearest that has one."""
    wanted = code or DEFAULT
    tried = (wanted, *FALLBACKS.get(wanted, ()))
    return next((names[one] for one in tried if names.get(one)), "") if names else ""


def locale_name(code: str) -> str:
    """The name of the catalogue's folder: ``zh-hant`` gives ``zh_Hant``."""
    return _BY_CODE[code].tag.replace("-", "_")
