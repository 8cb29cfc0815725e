"""The second factor, enforced where other people's records are; and the session of the bench, kept short."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation

from portal.identity.actors import actor_of
from portal.identity.models.users import ACCESS_TO_DESK
from portal.identity.roles import DESK_ROLES, needs_second_factor
from portal.identity.second_factor import ask_for_it, proved_at
from portal.web.context import languages_in
from portal.web.errors import not_found

STAFF = "/staff/"
PERSONAL_ROOMS = frozenset({"identity", "mine", "inbox", "drafts"})
OPEN_STAFF_PAGES = frozenset({"/staff/login/", "/staff/logout/", "/staff/jsi18n/", "/staff/sprite/"})
SEEN_KEY = "seen_at"
ROLES_KEY = "roles_digest"
SEEN_STEP_SECONDS = 60


class SecondFactorMiddleware:
    """Holds back people who need a second factor and have not proved it in this session.

    Under /staff/ everybody needs it; to whoever is signed in and has no access there, nothing exists (sent to sign in,
    she would be sent back at once, for ever). On personal pages (identity, mine, inbox, drafts, and every view marked
    ``personal``) people need it who hold an office or are lawyers, mediators, interpreters or experts.
    Anonymous visitors are left to the view, which sends them to sign in. For the same people, a session idle
    for ``PORTAL_IDLE_MINUTES`` (30) ends, and the session's key changes when their roles do. The desk speaks
    the language of the account, since its addresses name none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: object, kwargs: object
    ) -> HttpResponseBase | None:
        staff = request.path.startswith(STAFF) and request.path not in OPEN_STAFF_PAGES
        if not (staff or _is_personal(request, view)) or not request.user.is_authenticated:
            return None
        at = timezone.now()
        actor = actor_of(request, at)
        if not (staff or needs_second_factor(actor.roles)):
            return None
        if actor.roles & DESK_ROLES and _was_idle(request, at):
            logout(request)
            return redirect_to_login(request.get_full_path() if request.method == "GET" else request.path)
        if staff and not request.user.has_perm(ACCESS_TO_DESK):
            return not_found(request)
        if proved_at(request) is None:
            return ask_for_it(request)
        _renew(request, actor.roles, at)
        if staff:
            translation.activate(actor.language)
            request.LANGUAGE_CODE = actor.language
        return None


def _is_personal(request: HttpRequest, view: Callable[..., HttpResponseBase]) -> bool:
    if getattr(view, "personal", False):
        return True
    if languages_in(request.path) is None:
        return False
    parts = request.path.split("/", 3)
    return len(parts) > 2 and parts[2] in PERSONAL_ROOMS


def _was_idle(request: HttpRequest, at: datetime) -> bool:
    seen = request.session.get(SEEN_KEY)
    limit = 60 * int(getattr(settings, "PORTAL_IDLE_MINUTES", 30))
    return seen is not None and at.timestamp() - float(seen) > limit


def _renew(request: HttpRequest, roles: frozenset[str], at: datetime) -> None:
    digest = hashlib.sha256(" ".join(sorted(roles)).encode()).hexdigest()[:16]
    known = request.session.get(ROLES_KEY)
    if known != digest:
        if known is not None:
            request.session.cycle_key()
        request.session[ROLES_KEY] = digest
    if at.timestamp() - float(request.session.get(SEEN_KEY, 0)) > SEEN_STEP_SECONDS:
        request.session[SEEN_KEY] = at.timestamp()
