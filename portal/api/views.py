"""Public keys at the address where the world looks for them (RFC 8615)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from portal.seals.credential_keys import jwk_set
from portal.seals.errors import KeyProblem


@require_safe
def jwks(request: HttpRequest) -> HttpResponse:
    """The keys that sign credentials and status lists, as a JSON Web Key Set; empty where none is configured."""
    try:
        keys = jwk_set()
    except KeyProblem:
        keys = {"keys": []}
    response = JsonResponse(keys, content_type="application/jwk-set+json")
    response["Cache-Control"] = "public, max-age=300"
    response["Access-Control-Allow-Origin"] = "*"
    return response
