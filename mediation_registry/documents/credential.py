"""The certificate as data: a W3C Verifiable Credential 2.0 in a compact JWS (VC-JOSE-COSE), EdDSA.

Anybody checks it offline with the keys of ``/.well-known/jwks.json`` and, for its standing, a status list.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from django.conf import settings
from django.utils import translation

from i18n import languages
from mediation_registry.documents.certificate import SCRIPTS
from mediation_registry.documents.status_list import PLACES, REVOCATION, SUSPENSION, address_of_list
from mediation_registry.rules.certificate_facts import CertificateFacts, Decision, InLanguages
from portal.seals.tokens import sign_token

KIND, CONTENT, MEDIA_TYPE = "vc+jwt", "vc", "application/vc+jwt"
CONTEXT = "https://www.w3.org/ns/credentials/v2"
HERE_AND_THERE = timezone(timedelta(hours=8))  # Mainland, Hong Kong and Macao


def vocabulary() -> dict[str, str]:
    """Our own words inside the credential, beside those of W3C."""
    return {"@vocab": f"{settings.PORTAL_BASE_URL}/api/v1/mediators/terms#"}


def instant(day: date) -> str:
    """The first moment of a day in the three places, as XML Schema writes it."""
    return datetime.combine(day, time(), HERE_AND_THERE).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def issuer() -> dict[str, Any]:
    """The portal as issuer: its address, and what it calls itself in a demonstration."""
    found: dict[str, Any] = {"id": settings.PORTAL_BASE_URL}
    if settings.PORTAL_DEMONSTRATION:
        found["name"] = {"@value": "Demonstration portal, certifies nothing", "@language": "en"}
    return found


def _by_language(texts: InLanguages) -> list[dict[str, str]]:
    return [
        {"@value": texts[code], "@language": languages.html_lang(code)}
        for code in languages.CODES
        if texts.get(code)
    ]


def _names(names: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {"@value": names[script], "@language": tag} for script, tag in SCRIPTS.items() if names.get(script)
    ]


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "type": "Decision", "stage": decision.stage, "outcome": decision.outcome,
        "authority": _by_language(decision.authority), "jurisdiction": decision.place_code,
        "body": decision.body, "instrumentNumber": decision.instrument_no,
        "decided": decision.decided_date.isoformat(),
    }  # fmt: skip


def address_of_registrant(register_no: str) -> str:
    """The public page of a registrant in the portal's first language."""
    with translation.override(languages.DEFAULT):
        return f"{settings.PORTAL_BASE_URL}/{languages.DEFAULT}/mediators/{register_no}/"


def address_of_credential(register_no: str) -> str:
    """Where the credential of a registrant is given out."""
    return f"{settings.PORTAL_BASE_URL}/api/v1/mediators/{register_no}/credential"


def _status(facts: CertificateFacts, purpose: str) -> dict[str, Any]:
    number, place = divmod(facts.status_index, PLACES)
    address = address_of_list(purpose, number)
    return {
        "id": f"{address}#{place}", "type": "BitstringStatusListEntry", "statusPurpose": purpose,
        "statusListIndex": str(place), "statusListCredential": address,
    }  # fmt: skip


def credential_of(facts: CertificateFacts, *, can_be_suspended: bool = False) -> dict[str, Any]:
    """The credential before it is signed (Verifiable Credentials Data Model 2.0)."""
    found: dict[str, Any] = {
        "@context": [CONTEXT, vocabulary()],
        "id": f"{address_of_credential(facts.register_no)}#{facts.certificate_no}",
        "type": ["VerifiableCredential", "JointCertificationCredential"],
        "issuer": issuer(),
        "validFrom": instant(facts.valid_from),
        "credentialSubject": {
            "id": address_of_registrant(facts.register_no),
            "type": "MediationOrganisation" if facts.is_organisation else "Mediator",
            "name": _names(facts.names),
            "registerNumber": facts.register_no,
            "certificateNumber": facts.certificate_no,
            "jurisdiction": facts.place_code,
            "scheme": {"type": "Scheme", "code": facts.scheme_code, "name": _by_language(facts.scheme)},
            "edition": {
                "type": "PanelEdition", "year": facts.edition_year, "session": facts.session,
                "instrumentNumber": facts.instrument_no, "determined": facts.determined_date.isoformat(),
            },
            "decision": [_decision(decision) for decision in facts.decisions],
        },
        "credentialStatus": _status(facts, REVOCATION),
    }  # fmt: skip
    if facts.rule is not None:
        found["credentialSubject"]["rules"] = {
            "type": "RuleVersion", "version": facts.rule.label, "instrument": _by_language(facts.rule.instrument),
            "instrumentNumber": facts.rule.instrument_no,
        }  # fmt: skip
    if facts.valid_to is not None:
        found["validUntil"] = instant(facts.valid_to)
    if facts.is_fictitious:
        found["credentialSubject"]["fictitious"] = True
    if can_be_suspended:
        found["credentialStatus"] = [_status(facts, REVOCATION), _status(facts, SUSPENSION)]
    return found


def credential_for(facts: CertificateFacts, *, can_be_suspended: bool = False) -> str:
    """The signed credential of a listing, compact JWS, the same every time for the same facts and key.

    Raises KeyProblem without a key.
    """
    return sign_token(credential_of(facts, can_be_suspended=can_be_suspended), kind=KIND, content=CONTENT)
