"""Drafts: saved while typing, listed, discarded; always one's own. Nothing typed is lost when a session runs out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal.drafts import actions, queries
from portal.drafts.registry import split
from portal.drafts.sending import sees_to_its_mark
from portal.drafts.tokens import FIELD, owner_of
from portal.web.decorators import personal

View = Callable[..., HttpResponseBase]


def own_key(request: HttpRequest) -> str:
    """The key of the signed-in person."""
    return f"user:{request.user.pk}"


@personal
@login_required
@require_GET
def drafts(request: HttpRequest) -> HttpResponse:
    """My drafts, newest first."""
    rows = queries.drafts_of(own_key(request))
    return render(request, "drafts/drafts.html", {"drafts": rows, "kept_days": actions.kept_days()})


@personal
@require_POST
@sees_to_its_mark
def save(request: HttpRequest, form_key: str) -> HttpResponse:
    """Keep what was typed; for the script as JSON, for the button as a page."""
    address = _address(form_key)
    if not request.user.is_authenticated:
        return _session_ran_out(request, form_key, address)
    try:
        actions.save(
            owner_key=own_key(request),
            form_key=form_key,
            values=actions.typed(request.POST),
            at=timezone.now(),
        )
    except actions.DraftTooLong:
        return _answer(
            request, address, _("The draft is too long to be kept. Send the form, or shorten it."), 413
        )
    time = formats.time_format(timezone.localtime(), "TIME_FORMAT")
    return _answer(request, address, _("Draft saved at %(time)s.") % {"time": time}, 200)


@personal
@login_required
@require_POST
def discard(request: HttpRequest, form_key: str) -> HttpResponse:
    """Delete my draft."""
    if not actions.discard(own_key(request), form_key):
        raise Http404
    messages.success(request, _("The draft was deleted."))
    return redirect("drafts:drafts")


def _address(form_key: str) -> str:
    found = split(form_key)
    if found is None:
        raise Http404
    try:
        return found[0].address(found[1])
    except NoReverseMatch as error:
        raise Http404 from error


def _session_ran_out(request: HttpRequest, form_key: str, address: str) -> HttpResponse:
    if keep(request, form_key):
        sentence = _("Your session had expired. What you typed was kept: sign in to go on.")
    else:
        sentence = _("Your session has expired. Sign in again before you type on.")
    if _by_script(request):
        return JsonResponse({"message": sentence}, status=401)
    messages.info(request, sentence)
    return redirect_to_login(address)


def _answer(request: HttpRequest, address: str, sentence: str, status: int) -> HttpResponse:
    if _by_script(request):
        return JsonResponse({"message": sentence}, status=status)
    (messages.success if status == 200 else messages.error)(request, sentence)
    return redirect(address)


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "drafts"


def keeps_typed(form_key: Callable[..., str]) -> Callable[[View], View]:
    """Put this above ``login_required``. ``form_key`` takes the view's keyword arguments and gives the draft's key.

    A form sent after the session expired is kept as its owner's draft; after signing in, the form opens with it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, **kwargs: object) -> HttpResponseBase:
            if request.method == "POST" and not request.user.is_authenticated:
                if keep(request, form_key(**kwargs)):
                    messages.info(
                        request, _("Your session had expired. What you typed was kept: sign in to go on.")
                    )
                return redirect_to_login(request.get_full_path())
            return view(request, **kwargs)

        return wrapped

    return decorate


def keep(request: HttpRequest, key: str) -> bool:
    """Keep the posted values as the draft of the person for whom the page was made; False when nobody is known."""
    owner = owner_of(request.POST.get(FIELD, ""), key)
    if owner is None:
        return False
    try:
        actions.save(owner_key=owner, form_key=key, values=actions.typed(request.POST), at=timezone.now())
    except (KeyError, actions.DraftTooLong):
        return False
    return True
