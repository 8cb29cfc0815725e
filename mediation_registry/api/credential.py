"""Credentials and status lists: signed by the portal, checked by anybody without asking it again."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from mediation_registry.api.entrance import router
from mediation_registry.documents import status_list as lists
from mediation_registry.documents.credential import MEDIA_TYPE, credential_for, issuer
from mediation_registry.models import Listing
from mediation_registry.queries import certificates as queries
from mediation_registry.rules.standing import Standing
from portal.seals.errors import KeyProblem

STANDS_FOR = {lists.REVOCATION: Standing.NOT_VALID, lists.SUSPENSION: Standing.RESTRICTED}


@router.get(
    "/{register_no}/credential",
    summary="Verifiable credential of a listing in force",
    description="W3C Verifiable Credential 2.0 as a compact JWS (VC-JOSE-COSE, EdDSA). 404 while the number is not "
    "valid; the status address says how it stands.",
    url_name="mediator_credential",
)
def credential(request: HttpRequest, register_no: str) -> HttpResponse:
    """The credential of the listing that is in force today."""
    today = timezone.localdate()
    status = queries.certified_on(register_no, today)
    if not status.is_valid or status.listing is None:
        raise Http404
    listing = queries.listing_with_decisions(status.listing.pk)
    can_be_suspended = queries.suspension_has_a_rule(today)
    return _signed(lambda: credential_for(queries.facts_of(listing), can_be_suspended=can_be_suspended))


@router.get(
    "/status-lists/{purpose}/{number}",
    summary="Status list",
    description="W3C Bitstring Status List 1.0 as a compact JWS. Built for each request: a removal shows at once.",
    url_name="mediator_status_list",
)
def status_list(request: HttpRequest, purpose: str, number: int) -> HttpResponse:
    """One list of one purpose; the first always exists, so that nobody sees whether it is empty."""
    now = timezone.now()
    today = timezone.localdate(now)
    if purpose not in STANDS_FOR or not 0 <= number <= _last_list():
        raise Http404
    if purpose == lists.SUSPENSION and not queries.suspension_has_a_rule(today):
        raise Http404
    places = queries.places_not_in_force(today)[STANDS_FOR[purpose]]
    return _signed(lambda: lists.status_list_credential(purpose, number, places, at=now, issuer=issuer()))


def _last_list() -> int:
    top = Listing.objects.order_by("-status_index").values_list("status_index", flat=True).first()
    return (top or 0) // lists.PLACES


def _signed(make: Callable[[], str]) -> HttpResponse:
    """The token, never cached: what is signed is how the register stands at this moment."""
    try:
        token = make()
    except KeyProblem:
        return HttpResponse(
            "No key is configured to sign credentials.", status=503, content_type="text/plain"
        )
    response = HttpResponse(token, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-cache"
    response["Access-Control-Allow-Origin"] = "*"
    return response
