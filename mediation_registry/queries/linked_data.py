"""The public profile as schema.org JSON-LD: what the page says, nothing else."""

from __future__ import annotations

import json
from typing import Any

from mediation_registry.queries.public_profile import PublicName, PublicProfile
from mediation_registry.queries.status import Status

#: In a page the data stands between script tags, which these characters could end.
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
TAGS = {"cmn": "zh-cmn", "yue": "yue", "pt": "pt", "en": "en"}


def linked_data(
    profile: PublicProfile, status: Status, *, address: str, certified: bool, programme: str
) -> str:
    """A Person or Organization as JSON for a script element of type ``application/ld+json``.

    ``certified``: in force on the day, of a scheme that exists for the kind; then the credential is named.
    """
    body: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Organization" if profile.kind == "organisation" else "Person",
        "@id": address,
        "url": address,
        "identifier": {
            "@type": "PropertyValue",
            "propertyID": "register number",
            "value": profile.register_no,
        },
        "name": _text(profile.names[0]) if profile.names else profile.register_no,
        "alternateName": [_text(name) for name in profile.names[1:]],
        "knowsAbout": [str(claim.text or claim.label) for claim in profile.specialities],
        "knowsLanguage": [
            language.name or TAGS.get(language.code, language.code) for language in profile.languages
        ],
    }
    body |= _of_its_kind(profile)
    if certified and status.listing is not None:
        body["hasCredential"] = {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": "certification",
            "identifier": status.listing.certificate_no,
            "name": programme,
            "validFrom": status.valid_from.isoformat() if status.valid_from else None,
            "recognizedBy": {"@type": "Organization", "name": status.listing.edition.session},
        }
    return _escaped({key: value for key, value in body.items() if value not in (None, "", [], ())})


def _of_its_kind(profile: PublicProfile) -> dict[str, Any]:
    if profile.kind == "organisation":
        seat = profile.establishment.seat if profile.establishment else ""
        return {"address": seat, "member": [_member(one.names, one.register_no) for one in profile.members]}
    return {
        "hasOccupation": {"@type": "Occupation", "name": profile.profession} if profile.profession else None,
        "description": profile.about,
        "memberOf": [
            {"@type": "Organization", "name": one.names[0].text, "identifier": one.register_no}
            for one in profile.organisations
            if one.names
        ],
    }


def _member(names: tuple[PublicName, ...], number: str) -> dict[str, Any]:
    return {"@type": "Person", "name": names[0].text if names else number, "identifier": number}


def _text(name: PublicName) -> dict[str, str]:
    return {"@value": name.text, "@language": name.html_lang}


def _escaped(body: dict[str, Any]) -> str:
    text = json.dumps(body, ensure_ascii=False)
    for character, escape in ESCAPES.items():
        text = text.replace(character, escape)
    return text
