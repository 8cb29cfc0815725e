"""Names of works, expressions and manifestations in Akoma Ntoso (OASIS LegalDocML, Naming Convention 1.0).

``/akn/hk/act/cap/486`` is a work, ``/akn/hk/act/cap/486/eng@2022-10-01`` one of its expressions, and the same with
``/main.xml`` a manifestation. Macao: ``/akn/mo/act/lei/2023/10``; before the handover ``…/1999/39-m``; a code, which
has no number, is ``/akn/mo/act/codigo-penal``. The whole scheme stands in docs/akoma-ntoso.md.
"""

from __future__ import annotations

import re

LANGUAGES = {"en": "eng", "pt": "por", "zh-hant": "zho-Hant", "zh-hans": "zho-Hans"}
"""ISO 639-2 codes; the two scripts of Chinese are told apart by ISO 15924."""
PLACES = {"CN": "cn", "CN-HK": "hk", "CN-MO": "mo"}
_CODES = {name: code for code, name in LANGUAGES.items()} | {"zho": "zh-hant", "chi": "zh-hant"}
_PART = r"[a-z0-9][a-z0-9-]{0,60}"
_WORK = re.compile(
    rf"/akn/(?P<place>cn|hk|mo)/act/(?P<kind>{_PART})(?:/(?P<one>{_PART}))?(?:/(?P<two>{_PART}))?", re.I
)
_CITATION = re.compile(rf"(?:cn|hk|mo)(?::{_PART}){{1,3}}")


def work_uri(citation_id: str) -> str:
    """``hk:cap:486`` → ``/akn/hk/act/cap/486``; ``mo:lei:10:2023`` → ``/akn/mo/act/lei/2023/10``.

    :raises ValueError: no canonical citation.
    """
    if not _CITATION.fullmatch(citation_id):
        raise ValueError(f"{citation_id!r} is no canonical citation")
    place, kind, *rest = citation_id.split(":")
    if place == "mo" and len(rest) == 2:
        number, year = rest
        before = year.endswith("-m")
        full = f"19{year[:2]}" if before else year
        rest = [full, f"{number}-m" if before else number]
    return "/".join(["/akn", place, "act", kind, *rest])


def citation_of(uri: str) -> str:
    """The canonical citation that a work's name stands for; empty when it is no name of this scheme."""
    found = _WORK.fullmatch(uri.rstrip("/").removesuffix("/!main"))
    if found is None:
        return ""
    place, kind, one, two = (part.lower() if part else "" for part in found.groups())
    if two and place == "mo":
        number = two.removesuffix("-m")
        return f"mo:{kind}:{number}:{one[-2:]}-m" if two.endswith("-m") else f"mo:{kind}:{two}:{one}"
    return ":".join(filter(None, (place, kind, one, two)))


def expression_uri(citation_id: str, language: str, day: str) -> str:
    """The name of an expression; without a day that the sources state, the version is left open."""
    return f"{work_uri(citation_id)}/{LANGUAGES[language]}@{day}"


def language_of(name: str) -> str:
    """The library's code of an Akoma Ntoso language; empty when it is not one of ours."""
    known = {key.lower(): code for key, code in _CODES.items()}
    return known.get(name.lower(), "")
