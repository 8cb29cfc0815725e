"""The wording of the instrument and of the witnessing note: reviewed, in four languages, with its version.

Fixed texts, never the output of a machine. A wording is frozen once somebody has signed it: a change is a new version
beside the old one, never an edit. Law: CPL arts 61–63; Interp. 2022 arts 89, 147, 523, 549; SPC Provisions on service in
Hong Kong and Macao cases (2009) art. 4; Provisions on cross-border online filing (2021) art. 6.
"""

from __future__ import annotations

from datetime import date, datetime

from portal.power_of_attorney.rules.texts import instrument_latin, instrument_zh, note_latin, note_zh

#: version → language → name of the phrase → text with named placeholders. The last version is the one in use.
VERSIONS: dict[str, dict[str, dict[str, str]]] = {
    "2026-11": {
        "zh-hant": {**instrument_zh.HANT, **note_zh.HANT},
        "zh-hans": {**instrument_zh.HANS, **note_zh.HANS},
        "pt": {**instrument_latin.PT, **note_latin.PT},
        "en": {**instrument_latin.EN, **note_latin.EN},
    }
}

MONTHS = {
    "pt": (
        "Janeiro", "Fevereiro", "Março", "Abril", "Maio", "Junho", "Julho", "Agosto", "Setembro", "Outubro",
        "Novembro", "Dezembro",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ),
}  # fmt: skip


def version_now() -> str:
    """The version in use: the last one."""
    return list(VERSIONS)[-1]


def words(version: str, language: str) -> dict[str, str]:
    """Every phrase of a version in one language.

    :raises KeyError: no such version or language.
    """
    return VERSIONS[version][language]


def day_in_words(day: date, language: str) -> str:
    """A day as it stands in a document: 2026年11月20日, 20 de Novembro de 2026, 20 November 2026."""
    if language.startswith("zh"):
        return f"{day.year}年{day.month}月{day.day}日"
    month = MONTHS[language][day.month - 1]
    return f"{day.day} de {month} de {day.year}" if language == "pt" else f"{day.day} {month} {day.year}"


def moment_in_words(moment: datetime, language: str) -> str:
    """A moment with its offset from UTC; ``moment`` is aware and already in the time zone that is to be shown."""
    hours, minutes = divmod(int((moment.utcoffset() or moment - moment).total_seconds() // 60), 60)
    offset = f"UTC{hours:+d}" + (f":{minutes:02d}" if minutes else "")
    clock = f"{moment:%H:%M:%S}"
    return f"{day_in_words(moment.date(), language)} {clock} ({offset})"
