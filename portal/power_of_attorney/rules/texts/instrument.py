"""The wording of the instrument and of the witnessing note: reviewed, in four languages, with its version.

Fixed texts, never the output of a machine. A wording is frozen once somebody has signed it: a change is a new version
beside the old one, never an edit. Law: CPL arts 61–63; Interp. 2022 arts 89, 147, 523, 549; SPC Provisions on service in
Hong Kong and Macao cases (2009) art. 4; Provisions on cross-border online filing (2021) art. 6.
"""

from __future__ import annotations

from datetime import datetime

from i18n.days import told_day
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


def version_now() -> str:
    """The version in use: the last one."""
    return list(VERSIONS)[-1]


def words(version: str, language: str) -> dict[str, str]:
    """Every phrase of a version in one language.

    :raises KeyError: no such version or language.
    """
    return VERSIONS[version][language]


def moment_in_words(here: datetime, language: str) -> str:
    """A moment with its offset from UTC; ``here`` is aware and already in the time zone that is to be shown."""
    hours, minutes = divmod(int((here.utcoffset() or here - here).total_seconds() // 60), 60)
    offset = f"UTC{hours:+d}" + (f":{minutes:02d}" if minutes else "")
    clock = f"{here:%H:%M:%S}"
    return f"{told_day(language, here.date())} {clock} ({offset})"
