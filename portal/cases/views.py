"""Pages of people: my cases, a case, the address for service, authority, exhibits."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from portal.audit.actors import Actor
from portal.cases import actions, overview, queries
from portal.cases.forms.people import AddressForm, AuthorityForm, ExhibitForm, ReasonForm
from portal.cases.models import Case, Party
from portal.drafts import actions as drafts
from portal.drafts.decorators import keeps_typed
from portal.exhibits.downloads import sandboxed_response
from portal.exhibits.models import Exhibit
from portal.identity.actors import actor_of
from portal.identity.decorators import second_factor_required, signed_in
from portal.web.attempts import attempt

PER_PAGE = 20


def who(request: HttpRequest) -> tuple[Actor, datetime]:
    """The acting person and the time, taken at the door."""
    at = timezone.now()
    return actor_of(request, at), at


def case_of_mine(request: HttpRequest, case_id: UUID) -> tuple[Case, Actor, datetime]:
    """A case open to this person, or 404."""
    actor, at = who(request)
    cases = Case.objects.concerning(actor, timezone.localdate(at)).select_related("court", "cause", "follows")
    return get_object_or_404(cases, pk=case_id), actor, at


def party_of_mine(request: HttpRequest, party_id: UUID) -> tuple[Party, Case, Actor, datetime]:
    """A party for whom this person stands, or 404."""
    actor, at = who(request)
    today = timezone.localdate(at)
    found = Party.objects.filter(pk=party_id, case__in=Case.objects.concerning(actor, today))
    case = get_object_or_404(found.select_related("case__court")).case
    party = get_object_or_404(
        queries.sides_of(case, actor, today).select_related("case", "continues"), pk=party_id
    )
    return party, case, actor, at


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """My cases: what is next in each, and who holds it."""
    actor, at = who(request)
    today = timezone.localdate(at)
    page = Paginator(queries.my_cases(actor, today), PER_PAGE).get_page(request.GET.get("page"))
    rows = [overview.row(case, actor, today) for case in page]
    return render(request, "cases/mine.html", {"page_of_cases": page, "rows": rows})


@signed_in
@require_GET
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case, as far as it is open to me."""
    found, actor, at = case_of_mine(request, case_id)
    words = overview.page(found, actor, timezone.localdate(at), get_language())
    return render(request, "cases/case.html", words)


@keeps_typed(lambda party_id: f"cases.address:{party_id}")
@signed_in
@require_http_methods(["GET", "POST"])
def address(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Confirm the address for service of my side."""
    party, found, actor, at = party_of_mine(request, party_id)
    key = f"cases.address:{party_id}"
    held = queries.address_in_force(party, timezone.localdate(at))
    if request.method == "POST":
        form = AddressForm(request.POST)
        if attempt(form, lambda: actions.confirm_address(
            actor=actor, at=at, case_id=found.pk, party_id=party.pk, address=form.address()
        )):  # fmt: skip
            drafts.discard(actor.key, key)
            messages.success(request, _("The address for service was confirmed."))
            return redirect("cases:case", found.pk)
    else:
        draft = drafts.load(actor.key, key)
        initial = AddressForm.initial_of(held.confirmation) if held else {}
        form = AddressForm(initial=AddressForm.initial_from(draft) if draft is not None else initial)
        form.is_resumed = draft is not None
    words = {"case": found, "party": party, "form": form, "held": held, "draft_key": key}
    return render(request, "cases/address.html", words)


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw_consent(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Withdraw consent to electronic service, after a page that says what that means."""
    party, found, actor, at = party_of_mine(request, party_id)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].required = False
    if request.method == "POST" and attempt(form, lambda: actions.withdraw_consent(
        actor=actor, at=at, case_id=found.pk, party_id=party.pk, reason=form.cleaned_data["reason"]
    )):  # fmt: skip
        messages.success(request, _("Your consent to electronic service was withdrawn."))
        return redirect("cases:case", found.pk)
    return render(request, "cases/withdraw_consent.html", {"case": found, "party": party, "form": form})


@keeps_typed(lambda party_id: f"cases.authority:{party_id}")
@signed_in
@require_http_methods(["GET", "POST"])
def authority(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Enter who acts for the entity; the court confirms it."""
    party, found, actor, at = party_of_mine(request, party_id)
    key = f"cases.authority:{party_id}"
    if request.method == "POST":
        form = AuthorityForm(request.POST, party=party)
        if attempt(form, lambda: actions.enter_authority(
            actor=actor, at=at, case_id=found.pk, party_id=party.pk, **form.cleaned_data
        )):  # fmt: skip
            drafts.discard(actor.key, key)
            messages.success(request, _("The authority was entered; the court will confirm it."))
            return redirect("cases:case", found.pk)
    else:
        draft = drafts.load(actor.key, key)
        form = AuthorityForm(party=party, initial=AuthorityForm.initial_from(draft or {}))
        form.is_resumed = draft is not None
    words = {"case": found, "party": party, "form": form, "draft_key": key}
    return render(request, "cases/authority.html", words)


@signed_in
@require_http_methods(["GET", "POST"])
def end_representation(request: HttpRequest, representation_id: UUID) -> HttpResponse:
    """Tell the court in writing that an agent of my side no longer acts (CPL art. 63)."""
    actor, at = who(request)
    today = timezone.localdate(at)
    cases = Case.objects.concerning(actor, today).filter(parties__representations=representation_id)
    found = get_object_or_404(cases.select_related("court"))
    sides = queries.sides_of(found, actor, today).values("pk")
    agent = get_object_or_404(queries.Representation.objects.on(today), pk=representation_id, party__in=sides)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda: actions.end_representation(
        actor=actor, at=at, case_id=found.pk, representation_id=agent.pk, reason=form.cleaned_data["reason"]
    )):  # fmt: skip
        messages.success(request, _("The representation has ended; the court tells the other side."))
        return redirect("cases:mine")
    return render(request, "cases/end_representation.html", {"case": found, "agent": agent, "form": form})


@signed_in
@require_http_methods(["GET", "POST"])
def file_exhibit(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """File an exhibit for my side."""
    found, actor, at = case_of_mine(request, case_id)
    parties = queries.sides_of(found, actor, timezone.localdate(at))
    if not parties.exists():
        raise Http404
    form = ExhibitForm(request.POST or None, request.FILES or None, parties=parties)
    if request.method == "POST" and attempt(form, lambda: actions.file_exhibit(
        actor=actor, at=at, case_id=found.pk, party_id=form.cleaned_data["party"].pk,
        upload=form.cleaned_data["upload"], description=form.cleaned_data["description"],
    )):  # fmt: skip
        messages.success(request, _("The exhibit was filed."))
        return redirect("cases:case", found.pk)
    return render(request, "cases/file_exhibit.html", {"case": found, "form": form})


@second_factor_required
@require_GET
def exhibit(request: HttpRequest, case_id: UUID, filed_id: UUID) -> HttpResponseBase:
    """Download one exhibit of my side; as an attachment that no browser runs."""
    found, actor, at = case_of_mine(request, case_id)
    filed = get_object_or_404(queries.exhibits_of(found, actor, timezone.localdate(at)), pk=filed_id)
    try:
        return sandboxed_response(actor=actor, at=at, exhibit_id=filed.exhibit_id)
    except (Exhibit.DoesNotExist, PermissionDenied) as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("cases:case", found.pk)
