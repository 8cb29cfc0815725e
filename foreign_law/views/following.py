"""What I follow: my page, the buttons on the law's pages, the way out of the mails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foreign_law.actions import following as acts
from foreign_law.forms.following import MOST_KEPT, KeepForm, RhythmForm, ask_of, kept_query
from foreign_law.models import Follow, Instrument, Provision, Rhythm, SavedSearch
from foreign_law.queries import following as queries
from foreign_law.queries.saved_searches import run
from foreign_law.queries.works import work_at
from foreign_law.views.shown import interface_language, today, unready
from portal.identity.decorators import signed_in
from portal.identity.models import User
from portal.search.engine import SearchError
from portal.web.decorators import personal
from portal.web.limits import counted_in

PRESSES, WINDOW = 120, 3600
STOPS = 60


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Everything that I follow, with what is new, and the searches that I keep."""
    owner = cast(User, request.user)
    context = {
        "followed": queries.followed(owner, interface_language()),
        "searches": queries.searches_of(owner),
        "rhythms": Rhythm.choices,
        "mail_language": owner.language,
    }
    return render(request, "foreign_law/following/mine.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """The button on a work or a provision. Coming back from signing in, the place itself is shown."""
    given = request.POST if request.method == "POST" else request.GET
    if request.method == "GET" and "place" not in given:
        return redirect("law:following")
    work, provision = _place(str(given.get("place", "")))
    address = _address(work, provision)
    if request.method == "POST" and _within(request):
        with_words = _("You follow this place now. Once a day you get an e-mail if something happened.")
        _tried(request, lambda: acts.follow(_owner(request), work, provision, at=timezone.now()), with_words)
    return redirect(address)


@signed_in
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """The button on a page of results."""
    if request.method != "POST":
        return redirect("law:following")
    form = KeepForm(request.POST)
    query = kept_query(QueryDict(form.cleaned_data["query"])) if form.is_valid() else ""
    if not query:
        messages.error(request, _("There is no search to keep: enter words or choose a filter first."))
        return redirect("law:search")
    if len(query) > MOST_KEPT:
        messages.error(request, _("This search is too long to be kept. Use fewer words."))
        return redirect(f"{reverse('law:search')}?{query}")
    if _within(request):
        _tried(
            request,
            lambda: _kept(request, query, form.cleaned_data["name"]),
            _("The search is kept. You are told when it finds something new."),
        )
    return redirect("law:following")


def _kept(request: HttpRequest, query: str, name: str) -> SavedSearch:
    try:
        found = run(ask_of(query, today=today()))
    except SearchError as error:
        raise ValidationError(unready(error)) from error
    return acts.keep_search(
        _owner(request), name=name.strip() or QueryDict(query).get("q", "") or _("Search"), query=query,
        seen=[unit.uid for unit in found.units], stamp=found.stamp, at=timezone.now(),
    )  # fmt: skip


@signed_in
@require_POST
def rhythm(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Another rhythm."""
    row = _mine(request, row_id)
    form = RhythmForm(request.POST)
    if form.is_valid():
        acts.change_rhythm(row, form.cleaned_data["rhythm"], at=timezone.now())
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Choose how often you want to be told."))
    return redirect("law:following")


@signed_in
@require_POST
def end(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """No longer followed or kept."""
    row = _mine(request, row_id)
    acts.end(row, at=timezone.now())
    is_search = isinstance(row, SavedSearch)
    messages.success(
        request,
        _("The search is no longer kept.") if is_search else _("You do not follow this place any more."),
    )
    return redirect("law:following")


@csrf_exempt
@personal
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest) -> HttpResponse:
    """The way out of every mail: a page with one button; a mail program may press it by itself (RFC 8058)."""
    at = timezone.now()
    token = str(request.GET.get("token") or request.POST.get("token") or "")
    owner = queries.owner_of(token)
    if owner is None:
        status = 404 if request.method == "POST" else 200
        return render(request, "foreign_law/following/stop.html", {"unknown": True}, status=status)
    pressed = request.method == "POST"
    if pressed:
        if not counted_in(f"law-stop:{owner.pk}", attempts=STOPS, seconds=WINDOW, at=at):
            return HttpResponse(status=429)
        acts.stop_mails(owner.pk, at=at)
    return render(request, "foreign_law/following/stop.html", {"pressed": pressed, "token": token})


def button(request: HttpRequest, work: Instrument, provision: Provision | None = None) -> dict[str, Any]:
    """What the button on the page of a work or a provision needs. One query for people who signed in."""
    row = None
    if request.user.is_authenticated:
        row = queries.follow_of(cast(User, request.user), work, provision)
    place = work.path + (f"/{provision.key}" if provision is not None else "")
    return {"follow": row, "follow_place": place}


def _tried(request: HttpRequest, act: Callable[[], Any], words: str) -> None:
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, words)


def _owner(request: HttpRequest) -> User:
    return cast(User, request.user)


def _within(request: HttpRequest) -> bool:
    good = counted_in(
        f"law-following:{_owner(request).pk}", attempts=PRESSES, seconds=WINDOW, at=timezone.now()
    )
    if not good:
        messages.error(request, _("That was too often. Please try again later."))
    return good


def _mine(request: HttpRequest, row_id: UUID) -> Follow | SavedSearch:
    owner = _owner(request)
    row = (
        Follow.objects.filter(pk=row_id, owner=owner, ended_at=None).first()
        or SavedSearch.objects.filter(pk=row_id, owner=owner, ended_at=None).first()
    )
    if row is None:
        raise Http404
    return row


def _place(path: str) -> tuple[Instrument, Provision | None]:
    """The work and provision of ``hk/cap-614`` or ``hk/cap-614/s2``, or 404."""
    parts = path.strip("/").split("/")
    work = work_at(parts[0], parts[1]) if len(parts) in (2, 3) and path.isprintable() else None
    if work is None:
        raise Http404
    if len(parts) == 2:
        return work, None
    provision = Provision.objects.filter(instrument=work, key=parts[2]).first()
    if provision is None:
        raise Http404
    return work, provision


def _address(work: Instrument, provision: Provision | None) -> str:
    base = f"/{interface_language()}/law/{work.path}/"
    return f"{base}{provision.key}/" if provision is not None else base
