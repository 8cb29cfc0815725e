"""A sealed certificate against the bare page, and the public part of an edition: listings, credentials, status list."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from statistics import median
from typing import Any

from mediation_registry.documents import status_list as lists
from mediation_registry.documents.certificate import unsealed_certificate
from mediation_registry.documents.credential import credential_for, issuer
from mediation_registry.rules.certificate_facts import CertificateFacts, Decision, RuleCited
from portal.documents.engine import objects_apart, pdf_of
from portal.seals.pdf import check_pdf, seal_pdf, sign_pdf
from portal.seals.signers import issue_demonstration_key

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)
TARGET, EDITION_TARGET, SIGNED_TARGET, CHECKED_TARGET = 2.0, 10.0, 2.0, 0.5
ROUNDS = {"small": 1, "full": 9}
LISTINGS = {"small": 10, "full": 250}
PLACES = {"CN": "內地", "CN-HK": "香港", "CN-MO": "澳門"}


def facts(number: int) -> CertificateFacts:
    """What a certificate of a whole chain says."""
    decided = [("local", "recognised", "CN-HK"), *(("committee", "agreed", place) for place in PLACES)]
    return CertificateFacts(
        certificate_no=f"GBMC-2026-{number:06d}-K", register_no=f"MED-2026-{number:06d}-K", is_organisation=False,
        names={"zh-hant": "黃美玲", "zh-hans": "黄美玲", "latin": "Wong Mei Ling"},
        place={"zh-hant": "香港", "pt": "Hong Kong"}, place_code="CN-HK",
        scheme={"zh-hant": "粵港澳大灣區調解員", "pt": "Mediadores da Grande Baía"}, scheme_code="gba-mediators",
        edition_year=2026, session="Joint Conference, session 9", instrument_no="J-9", determined_date=DAY,
        valid_from=DAY, valid_to=None, status_index=number, is_fictitious=True,
        rule=RuleCited("2024-03-28", {"zh-hant": "評審規則", "pt": "Regras"}, "", DAY),
        decisions=tuple(
            Decision(stage, outcome, {"zh-hant": "律政司", "pt": "Departamento de Justiça"}, {"zh-hant": PLACES[place]},
                     place, "Session 5", "W-5", DAY)
            for stage, outcome, place in decided
        ),
    )  # fmt: skip


def _seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def _signed_and_sealed(pdf: bytes, key: bytes) -> bytes:
    """A judge's own signature, then the seal made to last."""
    signed = sign_pdf(pdf, pkcs12=key, passphrase="benchmark", reason="Benchmark", at=AT)
    return seal_pdf(signed.content, at=AT, reason="Benchmark").content


def witnessed() -> tuple[float, float]:
    """Seconds to sign and seal a page as witnessed documents are, and to check both signatures."""
    key = issue_demonstration_key("Benchmark", "benchmark", "benchmark", at=AT)
    pdf = objects_apart(_page())
    _signed_and_sealed(pdf, key)
    seconds, content = _seconds(lambda: _signed_and_sealed(pdf, key))
    checked, verdict = _seconds(lambda: check_pdf(content, at=AT))
    assert verdict.is_genuine and verdict.level == "B-LTA"
    return seconds, checked


def _page() -> bytes:
    return unsealed_certificate(facts(1), "zh-hant", "pt", at=AT)


def _public(count: int) -> int:
    """Every credential of an edition signed, and the status list."""
    tokens = [credential_for(facts(number)) for number in range(count)]
    tokens.append(
        lists.status_list_credential(lists.REVOCATION, 0, range(0, count, 7), at=AT, issuer=issuer())
    )
    return len(tokens)


def run(scale: str = "full") -> dict[str, Any]:
    """Bare and sealed pages in turn; medians in seconds."""
    bare, sealed, content = [], [], b""
    seal_pdf(_page(), at=AT, reason="first of the process: keys and fonts are made")
    for _round in range(ROUNDS[scale]):
        seconds, page = _seconds(_page)
        bare.append(seconds)
        seconds, done = _seconds(lambda: seal_pdf(_page(), at=AT, reason="Benchmark"))
        sealed.append(seconds)
        content = done.content
    checked, verdict = _seconds(lambda: check_pdf(content, at=AT))
    assert verdict.is_genuine
    public, _count = _seconds(lambda: _public(LISTINGS[scale]))
    simple, _one = _seconds(lambda: pdf_of('<html lang="en"><title>x</title><p>one line</p></html>'))
    ratio = median(sealed) / median(bare)
    both, both_checked = witnessed()
    return {
        "scale": scale,
        "load": os.getloadavg()[0],
        "rows": {
            "a sealed page / the bare page": {
                "target": f"<= {TARGET}", "measured": round(ratio, 3), "met": ratio <= TARGET,
            },
            "credentials and status list of an edition, seconds": {
                "target": f"<= {EDITION_TARGET}", "measured": round(public, 3), "met": public <= EDITION_TARGET,
            },
            "the judge signs (B-T) and the court seals (B-LTA), seconds": {
                "target": f"<= {SIGNED_TARGET}", "measured": round(both, 3), "met": both <= SIGNED_TARGET,
            },
            "both signatures checked, seconds": {
                "target": f"<= {CHECKED_TARGET}", "measured": round(both_checked, 3),
                "met": both_checked <= CHECKED_TARGET,
            },
        },
        "figures": {
            "bare_seconds": round(median(bare), 4), "sealed_seconds": round(median(sealed), 4),
            "check_seconds": round(checked, 4), "one_line_seconds": round(simple, 4), "bytes_bare": len(page),
            "bytes_sealed": len(content), "listings": LISTINGS[scale],
        },
    }  # fmt: skip
