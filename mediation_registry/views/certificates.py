"""The certificate of a listing in force: for everybody, since it says only what the register publishes."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mediation_registry.actions.certificates import content_of, issue_certificate
from mediation_registry.forms.certificates import LanguagesForm, usual_pair
from mediation_registry.models import Certificate
from mediation_registry.queries.certificates import certified_on
from mediation_registry.queries.status import Status
from mediation_registry.rules.standing import Standing
from portal.audit.actors import system_actor
from portal.exhibits.storage import FileBroken
from portal.seals.errors import KeyProblem
from portal.web.errors import too_many
from portal.web.limits import within_limit

TEMPLATE = "mediation_registry/certificate.html"
ATTEMPTS, WINDOW = 60, 300


def _status(register_no: str) -> Status:
    """How the number stands today; a number that was never listed has no page here."""
    status = certified_on(register_no, timezone.localdate())
    if status.standing is Standing.NEVER_ISSUED or status.registrant is None:
        raise Http404
    return status


def _page(request: HttpRequest, status: Status, form: LanguagesForm, *, code: int) -> HttpResponse:
    assert status.registrant is not None
    register_no = status.registrant.register_no
    context = {
        "status": status,
        "form": form,
        "register_no": register_no,
        "name": status.registrant.person.name_in(translation.get_language() or ""),
        "credential": reverse("api:mediator_credential", args=[register_no]),
        "is_demonstration": settings.PORTAL_DEMONSTRATION,
    }
    response = render(request, TEMPLATE, context, status=code)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def certificate(request: HttpRequest, register_no: str) -> HttpResponse:
    """The choice of languages; 404 with the reason while the listing is not in force."""
    status = _status(register_no)
    form = LanguagesForm(initial=usual_pair(translation.get_language() or ""))
    return _page(request, status, form, code=200 if status.is_valid else 404)


@require_safe
def certificate_file(request: HttpRequest, register_no: str) -> HttpResponseBase:
    """The sealed PDF in the two chosen languages: the one sealed before, or a new one."""
    status = _status(register_no)
    form = LanguagesForm(request.GET)
    if not status.is_valid or status.listing is None:
        return _page(request, status, form, code=404)
    if not form.is_valid():
        return _page(request, status, form, code=422)
    if not within_limit(request, "certificates", attempts=ATTEMPTS, seconds=WINDOW, at=timezone.now()):
        return too_many(request)
    try:
        sealed = issue_certificate(
            actor=system_actor("certificates"), at=timezone.now(), listing_id=status.listing.pk,
            first_language=form.cleaned_data["first"], second_language=form.cleaned_data["second"],
        )  # fmt: skip
        return _file(sealed, status.listing.certificate_no)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, status, form, code=422)
    except KeyProblem:
        form.add_error(
            None, _("No seal is configured at present, so no certificate can be issued. Try again later.")
        )
        return _page(request, status, form, code=503)
    except FileBroken:
        form.add_error(None, _("The certificate cannot be given out at present."))
        return _page(request, status, form, code=503)


def _file(sealed: Certificate, certificate_no: str) -> FileResponse:
    name = f"{certificate_no}-{sealed.first_language}-{sealed.second_language}.pdf"
    response = FileResponse(
        content_of(sealed), as_attachment=True, filename=name, content_type="application/pdf"
    )
    response["Content-Length"] = str(sealed.size)
    response["X-Robots-Tag"] = "noindex"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-cache"
    response["X-Seal-Level"] = sealed.seal_level
    return response
