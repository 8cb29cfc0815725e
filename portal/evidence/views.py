"""How anyone verifies a package, and the program that does it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.evidence import verify_evidence
from portal.evidence.texts import INTEGRITY, SIMULATED
from portal.seals.containers import trusted_certificates_pem
from portal.seals.demonstration_authority import is_demonstration
from portal.seals.errors import KeyProblem
from portal.seals.fingerprints import fingerprints
from portal.seals.signing import public_key

PROGRAM = Path(verify_evidence.__file__)


def _published() -> dict[str, object]:
    """The key and the fingerprints in use, and whether this is a demonstration; nothing where no key is set."""
    try:
        certificates = trusted_certificates_pem(timezone.now())
        key = public_key().hex()
    except KeyProblem:
        return {"log_key": "", "authorities": [], "simulated": ""}
    simulated = is_demonstration(certificates.decode("utf-8", "replace"))
    return {
        "log_key": key,
        "authorities": fingerprints(certificates),
        "simulated": SIMULATED if simulated else "",
    }


@require_safe
def how_to_verify(request: HttpRequest) -> HttpResponse:
    """What a package is and how it is checked without the portal."""
    program = PROGRAM.read_bytes()
    words = {**_published(), "integrity": INTEGRITY, "program_digest": sha256(program).hexdigest()}
    return render(request, "evidence/how_to_verify.html", words)


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """verify_evidence.py, as it stands in the repository."""
    response = HttpResponse(PROGRAM.read_bytes(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify_evidence.py"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
