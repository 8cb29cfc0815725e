"""A form that makes a record makes one, however often it is sent: pressed twice, sent again by the browser, both at once.

The page bears a mark that nobody can guess, signed for one person. The first sending to an address claims it in the
transaction of the act and keeps where it led; every further one leads there. What was refused claims nothing.

A form takes part by ``{% sent_once %}``: the middleware of this room takes whatever view answers it whole. A view that
says itself where its act begins and leads (`sent_once` and `once`) is left to do so.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from hashlib import sha256
from typing import TypeVar
from urllib.parse import urlsplit

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from portal.drafts.models import SentForm

SALT = "portal.drafts.sending"
FIELD = "_sent_once"  # names that begin so are never kept in a draft
#: A mark outlives every session; what it led to is kept as long, so that no mark is ever good twice.
KEPT_SECONDS = 7 * 86400
LONGEST_ADDRESS = 500
NOT_SAID = (FIELD, "csrfmiddlewaretoken", "_draft_owner")
#: Where a view sends somebody who has to say first who it is: nothing was done.
AT_THE_DOOR = (
    "account_login",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_index",
    "mfa_reauthenticate",
)
View = Callable[..., HttpResponseBase]
Done = TypeVar("Done")


class AlreadySent(Exception):
    """The form with this mark was sent before; ``address`` is where that led."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def mark_for(request: HttpRequest, *, changes: bool = False) -> str:
    """The mark of the form on this page: the one that was posted where it is still good, else a new one.

    ``changes``: the form changes what stands, so that it is sent again only where it says the same; whoever goes back
    and changes something else is let.
    """
    posted = request.POST.get(FIELD, "")
    if posted and _digest(request, posted):
        return posted
    return signing.dumps([_whose(request), secrets.token_urlsafe(18), changes], salt=SALT)


def sent_once(view: View) -> View:
    """Put this right above the view, below those that ask who came. A form sent again leads where it led first.

    The view makes its record through `once`; its template has ``{% sent_once %}`` in the form.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        posted = request.POST.get(FIELD, "") if request.method == "POST" else ""
        earlier = _led_to(_digest(request, posted)) if posted else ""
        if earlier:
            return _again(request, earlier)
        try:
            return view(request, *args, **kwargs)
        except AlreadySent as sent:
            return _again(request, sent.address)

    return sees_to_its_mark(wrapped)


def sees_to_its_mark(view: View) -> View:
    """The middleware leaves this view alone: it claims the mark itself, or may be sent the same as often as one likes."""
    view.sees_to_its_mark = True  # type: ignore[attr-defined]  # decorators around it carry it on
    return view


def once(
    request: HttpRequest, act: Callable[[], Done], *, at: datetime, leads_to: Callable[[Done], str]
) -> Callable[[], Done]:
    """The act, to be done once for the mark that was posted. ``leads_to`` gives the address of what came of it.

    A form without a mark comes from no page of the portal; it is taken as it is.

    :raises AlreadySent: another sending of the same form was faster.
    :raises ValidationError: the mark is forged, of somebody else, or too old.
    """
    posted = request.POST.get(FIELD, "")

    def whole() -> Done:
        with transaction.atomic():
            claimed = _claim(_digest(request, posted), at) if posted else None
            done = act()
            if claimed is not None:
                _keep(claimed, leads_to(done))
            return done

    return whole


def taken_whole(
    request: HttpRequest, digest: str, view: Callable[[], HttpResponseBase], *, at: datetime
) -> HttpResponseBase:
    """The answer of a view to a form with a mark: the view, in one transaction with the claim, or where it led before.

    It has done something where it leads elsewhere without saying an error, or says by `leads` where it leads. ``digest``
    is that of the mark that was posted (`digest_of`).
    """
    earlier = _led_to(digest)
    if earlier:
        return _again(request, earlier)
    try:
        with transaction.atomic():
            claimed = _claim(digest, at)
            answer = view()
            address = _address_of(request, answer)
            if address:
                _keep(claimed, address)
            else:
                claimed.delete()
    except AlreadySent as sent:
        return _again(request, sent.address)
    return answer


def digest_of(request: HttpRequest) -> str:
    """The digest of the mark that was posted; "" where it is not this person's, is forged or too old."""
    return _digest(request, request.POST.get(FIELD, ""))


def leads(request: HttpRequest, address: str) -> None:
    """Say in a view that something was done although its answer is a page: sent again, the form leads to the address."""
    request.sent_form_leads_to = address  # type: ignore[attr-defined]


def nothing_done(request: HttpRequest) -> None:
    """Say in a view that sends somebody elsewhere that nothing was done: the form may be sent again."""
    leads(request, "")


def _address_of(request: HttpRequest, answer: HttpResponseBase) -> str:
    said: str | None = getattr(request, "sent_form_leads_to", None)
    if said is not None or not isinstance(answer, HttpResponseRedirectBase):
        return said or ""
    queued = getattr(getattr(request, "_messages", None), "_queued_messages", ())
    refused = any(message.level >= messages.ERROR for message in queued)
    return "" if refused or _is_at_the_door(answer.url) else answer.url


def _is_at_the_door(address: str) -> bool:
    try:
        return resolve(urlsplit(address).path).url_name in AT_THE_DOOR
    except Resolver404:  # another page's own way of writing where it leads, "?page=2"
        return False


def forget_old(*, at: datetime) -> int:
    """Delete what no mark can ask for any more; gives the number."""
    deleted, _by_model = SentForm.objects.filter(sent_at__lt=at - timedelta(seconds=KEPT_SECONDS)).delete()
    return deleted


def _claim(digest: str, at: datetime) -> SentForm:
    if not digest:
        sentence = _(
            "This page can no longer be sent as it is. What you entered is kept: check it and send it again."
        )
        raise ValidationError(sentence, code="mark")
    try:
        with transaction.atomic():
            return SentForm.objects.create(mark_digest=digest, sent_at=at)
    except IntegrityError as error:
        raise AlreadySent(_led_to(digest)) from error


def _keep(claimed: SentForm, address: str) -> None:
    """An address too long to be kept is kept without its query."""
    claimed.leads_to = (
        address if len(address) <= LONGEST_ADDRESS else address.partition("?")[0][:LONGEST_ADDRESS]
    )
    claimed.save(update_fields=["leads_to"])


def _digest(request: HttpRequest, posted: str) -> str:
    """The digest of a mark made for this person, posted to this address; "" where it is not good."""
    try:
        whose, nonce, changes = signing.loads(posted, salt=SALT, max_age=KEPT_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    if whose != _whose(request):
        return ""
    said = _said(request) if changes else ""
    return sha256(f"{whose} {nonce} {request.path} {said}".encode()).hexdigest()


def _said(request: HttpRequest) -> str:
    """What the form says, for comparison only: values, and names and sizes of files."""
    values = [(name, request.POST.getlist(name)) for name in sorted(request.POST) if name not in NOT_SAID]
    files = [
        (name, [(one.name, one.size) for one in request.FILES.getlist(name)])
        for name in sorted(request.FILES)
    ]
    return sha256(repr((values, files)).encode()).hexdigest()


def _whose(request: HttpRequest) -> str:
    return f"user:{request.user.pk}"


def _led_to(digest: str) -> str:
    found = SentForm.objects.filter(mark_digest=digest).values_list("leads_to", flat=True).first()
    return found or ""


def _again(request: HttpRequest, address: str) -> HttpResponseBase:
    messages.info(
        request,
        _(
            "This form had been sent already; nothing was entered a second time. To enter more, open the form anew."
        ),
    )
    return redirect(address)
