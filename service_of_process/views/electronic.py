"""Where the addressee opens what is served on her: by the code of the message, or with her account.

The code comes in the body of a request, never in an address: the link of the message bears it behind ``#``, which no
browser sends; a small script puts it into the form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.audit.actors import Actor
from portal.drafts.sending import nothing_done
from portal.exhibits.downloads import HEADERS
from portal.exhibits.models import Exhibit
from portal.exhibits.storage import FileBroken
from portal.identity.actors import actor_of
from portal.identity.second_factor import ask_for_it, proved_at
from portal.web.attempts import attempt
from portal.web.decorators import personal
from portal.web.limits import within_limit
from service_of_process.actions import opening_documents as acts
from service_of_process.forms.electronic import CodeForm, ReceiptForm
from service_of_process.models import AccessCode, DocumentReading, ElectronicDelivery
from service_of_process.queries import electronic as queries
from service_of_process.queries.codes import found_code
from service_of_process.queries.delivery_page import page_of

#: Codes tried from one address; a session opened by a code ends after two hours.
TRIES, WINDOW = 20, 300
OPEN_SECONDS = 2 * 60 * 60
SESSION_KEY = "service_documents"
#: A browser may show the file by itself; it runs nothing, and no other site may frame it.
INLINE = {
    **HEADERS,
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; object-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}


@dataclass(frozen=True)
class Visit:
    """Who looks at which sending. ``is_by_message``: with the very code that stood in the message."""

    delivery: ElectronicDelivery
    actor: Actor
    at: datetime
    is_by_code: bool
    is_by_message: bool

    @property
    def words(self) -> dict[str, Any]:
        """Actor, time and leg as every act takes them."""
        return {"actor": self.actor, "at": self.at, "leg_id": self.delivery.leg_id}


View = Callable[..., HttpResponseBase]


def for_the_addressee(view: Callable[..., HttpResponseBase]) -> View:
    """The view is open to whoever opened this sending by its code, or whose account may receive for the addressee.

    Visitors are sent to the page of the code; accounts prove a second factor first; everybody else finds nothing.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, delivery_id: UUID, **words: Any) -> HttpResponseBase:
        at = timezone.now()
        visit = _by_code(request, delivery_id, at)
        if visit is None:
            if not request.user.is_authenticated:
                nothing_done(request)
                here = urlencode({"next": reverse("service:documents_delivery", args=[delivery_id])})
                return redirect(f"{reverse('service:documents')}?{here}")
            if proved_at(request) is None:
                return ask_for_it(request)
            actor = actor_of(request, at)
            found = queries.delivery_for(actor, delivery_id, timezone.localdate(at))
            if found is None:
                raise Http404
            visit = Visit(found, actor, at, is_by_code=False, is_by_message=False)
        try:
            return view(request, visit, **words)
        except (PermissionDenied, Exhibit.DoesNotExist) as refusal:
            raise Http404 from refusal

    return personal(wrapped)


def _by_code(request: HttpRequest, delivery_id: UUID, at: datetime) -> Visit | None:
    """The visit of a session that opened this sending by a code that is still in force."""
    held = request.session.get(SESSION_KEY, {}).get(str(delivery_id))
    if not held or float(held["until"]) < at.timestamp():
        return None
    codes = AccessCode.objects.filter(pk=held["code"], kind=AccessCode.Kind.DOCUMENTS, revoked_at=None)
    code = codes.filter(leg__electronic=delivery_id, leg__state__in=queries.OPEN_STATES).first()
    if code is None:
        return None
    found = queries.deliveries().get(pk=delivery_id)
    return Visit(found, acts.BY_LINK, at, is_by_code=True, is_by_message=code.digest == found.token_digest)


@personal
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def documents(request: HttpRequest) -> HttpResponse:
    """The page of the code. An unknown code, a revoked one and one of a sending that is over are answered alike."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        found = _admitted(request, form, timezone.now())
        if found is not None:
            return redirect("service:documents_delivery", found)
    here = request.GET.get("next", "")
    words = {
        "form": form,
        "after_sign_in": here if here.startswith("/") and not here.startswith("//") else "",
    }
    return render(request, "service_of_process/documents_code.html", words)


def _admitted(request: HttpRequest, form: CodeForm, at: datetime) -> UUID | None:
    """The sending that the code opens in this session; else the form says why not."""
    if not within_limit(request, "service-documents", attempts=TRIES, seconds=WINDOW, at=at):
        form.add_error(None, _("Too many attempts. Wait a few minutes."))
        return None
    if not form.is_valid():
        return None
    code = found_code(form.cleaned_data["code"], AccessCode.Kind.DOCUMENTS)
    if code is None or code.leg is None or code.leg.state not in queries.OPEN_STATES:
        form.add_error(
            "code", _("This code opens no documents. Check it against the message, or ask the court.")
        )
        return None
    delivery = ElectronicDelivery.objects.get(leg=code.leg)
    request.session.cycle_key()
    held = {**request.session.get(SESSION_KEY, {})}
    held[str(delivery.pk)] = {"code": str(code.pk), "until": at.timestamp() + OPEN_SECONDS}
    request.session[SESSION_KEY] = held
    return delivery.pk


@personal
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Whoever opened documents by a code closes them on this device."""
    request.session.pop(SESSION_KEY, None)
    messages.success(request, _("The documents are closed on this device."))
    return redirect("service:documents")


@require_GET
@for_the_addressee
def delivery(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is served, file by file; what confirming receipt means; the record of this page itself."""
    acts.open_documents(**visit.words, is_by_message=visit.is_by_message)
    return _page(request, visit, ReceiptForm())


def _page(request: HttpRequest, visit: Visit, form: ReceiptForm) -> HttpResponse:
    shown = page_of(queries.deliveries().get(pk=visit.delivery.pk))
    words = {"page": shown, "delivery": shown.delivery, "form": form, "is_by_code": visit.is_by_code}
    return render(request, "service_of_process/documents.html", words)


@sensitive_post_parameters("name")
@require_http_methods(["GET", "POST"])
@for_the_addressee
def confirm(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Receipt confirmed by name."""
    if request.method == "GET":
        return redirect("service:documents_delivery", visit.delivery.pk)
    form = ReceiptForm(request.POST)
    if not attempt(form, lambda: acts.confirm_receipt(**visit.words, name=form.cleaned_data["name"])):
        return _page(request, visit, form)
    messages.success(request, _("Receipt is confirmed and recorded. Thank you."))
    return redirect("service:documents_delivery", visit.delivery.pk)


@require_http_methods(["GET", "POST"])
@for_the_addressee
def paper(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The judgment is wanted on paper."""
    if request.method == "POST":
        try:
            acts.ask_for_paper(**visit.words)
            messages.success(request, _("The court has been asked for a paper copy."))
        except ValidationError as refusal:
            nothing_done(request)
            messages.warning(request, " ".join(refusal.messages))
    return redirect("service:documents_delivery", visit.delivery.pk)


@require_GET
@for_the_addressee
def view_file(request: HttpRequest, visit: Visit, name: str) -> HttpResponseBase:
    """One file as the browser shows it; kinds that it does not show are downloaded."""
    return _given(request, visit, name, DocumentReading.Kind.VIEWED)


@require_GET
@for_the_addressee
def download_file(request: HttpRequest, visit: Visit, name: str) -> HttpResponseBase:
    """One file to be kept."""
    return _given(request, visit, name, DocumentReading.Kind.DOWNLOADED)


def _given(request: HttpRequest, visit: Visit, name: str, kind: str) -> HttpResponseBase:
    try:
        shown, content = acts.read_file(**visit.words, path=name, kind=kind)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return redirect("service:documents_delivery", visit.delivery.pk)
    except FileBroken:
        messages.warning(request, _("This file cannot be opened now. Please tell the court."))
        return redirect("service:documents_delivery", visit.delivery.pk)
    file = shown.exhibit.given_file
    inline = kind == DocumentReading.Kind.VIEWED and shown.is_shown_inline
    response = FileResponse(
        content, as_attachment=not inline, content_type=_type_of(file.media_type),
        filename=f"{visit.delivery.leg.reference}-{shown.path}.{file.extension}",
    )  # fmt: skip
    for header, value in (INLINE if inline else HEADERS).items():
        response[header] = value
    response["Content-Length"] = str(file.size)
    return response


def _type_of(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
