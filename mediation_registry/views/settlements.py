"""Pages of the settlement: read it, write it, sign it, refuse it; the mediation judgment made on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mediation_registry.actions import judgments, signing
from mediation_registry.actions import settlements as acts
from mediation_registry.forms.outcome import (
    PaperSettlementForm,
    SealedCopyForm,
    SettlementForm,
    SignSettlementForm,
    WhyForm,
)
from mediation_registry.models import MediationJudgment, Settlement
from mediation_registry.queries.outcome import (
    mediators_of,
    organisation_of,
    parties_of,
    settlement_of,
    signing_roles,
)
from mediation_registry.queries.tracker import track
from mediation_registry.rules.mediation import ENTRUSTED
from mediation_registry.rules.settlement import SIGNING
from mediation_registry.views.outcome_doors import (
    Visit,
    draft_key,
    form_page,
    give_out,
    opened,
    sent,
    visit,
)
from portal.drafts.decorators import keeps_typed
from portal.identity.decorators import second_factor_required, signed_in
from portal.web.attempts import attempt

PAGE = "mediations:settlement"


@signed_in
@require_GET
def settlement(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """The settlement, who has signed, and what is next."""
    entry = visit(request, mediation_id)
    found = settlement_of(entry.mediation)
    words: dict[str, Any] = {
        "mediation": entry.mediation, "settlement": found, "standing": entry.standing,
        "tracker": track(entry.mediation, found, entry.on), "is_entrusted": entry.mediation.kind == ENTRUSTED,
    }  # fmt: skip
    if found is not None:
        words |= _signatures(found, entry)
    return render(request, "mediation_registry/outcome_settlement.html", words)


def _signatures(found: Settlement, entry: Visit) -> dict[str, Any]:
    """Who has signed the present version, and for whom this person may sign."""
    rows = list(found.text.signatures.all())
    by_party = {row.party_id: row for row in rows if row.party_id}
    mine = [party for party in entry.standing.parties if party.pk not in by_party]
    return {
        "version": found.text,
        "parties": [(party, by_party.get(party.pk)) for party in parties_of(entry.mediation)],
        "mediators": [
            (row, next((made for made in rows if made.appointment_id == row.pk), None))
            for row in mediators_of(entry.mediation)
        ],
        "organisation": organisation_of(entry.mediation),
        "seal": next((row for row in rows if row.role == "organisation"), None),
        "may_sign": bool(signing_roles(found, entry.standing)),
        "may_refuse": bool(mine) and found.state == SIGNING,
    }


@keeps_typed(lambda mediation_id: draft_key(mediation_id, "settlement_write"))
@signed_in
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """The mediator draws the settlement up, or revises it while it is being signed."""
    entry = visit(request, mediation_id)
    if not entry.standing.is_mediator:
        raise Http404
    found = settlement_of(entry.mediation)
    standing = found if found is not None and found.state == SIGNING else None
    initial = SettlementForm.initial_of(standing) if standing else _first_words(entry)
    form = opened(request, entry, "settlement_write", SettlementForm, initial)
    act = acts.revise if standing else acts.draw_up
    if request.method == "POST" and attempt(form, lambda: act(**entry.who, draft=form.draft())):
        sent(entry, "settlement_write")
        messages.success(request, _("The settlement is with everybody who signs it."))
        return redirect(PAGE, mediation_id)
    lede = _("A new version: everybody signs again.") if standing else ""
    return form_page(request, entry, form, title=_("Draw up the settlement"), back=PAGE, button=_("Put it to signature"),
                     lede=lede, draft_key=draft_key(mediation_id, "settlement_write"))  # fmt: skip


def _first_words(entry: Visit) -> dict[str, Any]:
    names = "\n".join(party.name for party in parties_of(entry.mediation))
    return {"language": entry.mediation.language, "parties": names, "facts": entry.mediation.matter}


@keeps_typed(lambda mediation_id: draft_key(mediation_id, "settlement_on_paper"))
@signed_in
@require_http_methods(["GET", "POST"])
def on_paper(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """The mediator enters a settlement that was signed on paper."""
    entry = visit(request, mediation_id)
    if not entry.standing.is_mediator:
        raise Http404
    form = opened(request, entry, "settlement_on_paper", PaperSettlementForm, _first_words(entry))
    if request.method == "POST" and attempt(form, lambda: acts.enter_signed_on_paper(
        **entry.who, draft=form.draft(), effective_date=form.cleaned_data["effective_date"],
        upload=form.cleaned_data["upload"],
    )):  # fmt: skip
        sent(entry, "settlement_on_paper")
        messages.success(request, _("The settlement was entered."))
        return redirect(PAGE, mediation_id)
    return form_page(request, entry, form, title=_("Enter a settlement signed on paper"), back=PAGE, button=_("Enter"),
                     wants_file=True, draft_key=draft_key(mediation_id, "settlement_on_paper"))  # fmt: skip


@second_factor_required(fresh=True)
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """A party, the mediator or the organisation signs the version that the page shows."""
    entry = visit(request, mediation_id)
    found = settlement_of(entry.mediation)
    roles = signing_roles(found, entry.standing) if found else []
    if found is None or not roles:
        raise Http404
    role = roles[0]
    signed = {row.party_id for row in found.text.signatures.all()}
    keys = [party.pk for party in entry.standing.parties if party.pk not in signed]
    parties = entry.mediation.parties.filter(pk__in=keys) if role == "party" else None
    form = SignSettlementForm(request.POST or None, parties=parties, initial={"digest": found.text.digest})
    if request.method == "POST" and attempt(form, lambda: _sign(role, entry, form)):
        messages.success(request, _("You have signed the settlement."))
        return redirect(PAGE, mediation_id)
    words = {
        "mediation": entry.mediation,
        "settlement": found,
        "version": found.text,
        "form": form,
        "role": role,
    }
    return render(request, "mediation_registry/outcome_sign.html", words)


def _sign(role: str, entry: Visit, form: SignSettlementForm) -> None:
    said = {"digest": form.cleaned_data["digest"], "typed_name": form.cleaned_data["typed_name"]}
    if role == "party":
        signing.sign_as_party(**entry.who, party_id=form.cleaned_data["party"].pk, **said)
    elif role == "mediator":
        signing.sign_as_mediator(**entry.who, **said)
    else:
        signing.seal_for_organisation(**entry.who, **said)


@signed_in
@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """A party refuses to sign, after a page that says what follows."""
    entry = visit(request, mediation_id)
    found = settlement_of(entry.mediation)
    if not entry.standing.is_party or found is None or found.state != SIGNING:
        raise Http404
    parties = entry.mediation.parties.filter(pk__in=[party.pk for party in entry.standing.parties])
    form = WhyForm(request.POST or None, parties=parties, wants_reason=False)
    if request.method == "POST" and attempt(form, lambda: acts.refuse_to_sign(
        **entry.who, party_id=form.cleaned_data["party"].pk, reason=form.cleaned_data["reason"]
    )):  # fmt: skip
        messages.success(request, _("The mediation has ended without settlement."))
        return redirect(PAGE, mediation_id)
    lede = _("If you refuse to sign, the mediation ends (Online Mediation Rules, art. 25 no. 7). What was conceded "
             "cannot be used against anybody.")  # fmt: skip
    return form_page(
        request, entry, form, title=_("Refuse to sign"), back=PAGE, button=_("Refuse to sign"), lede=lede
    )


@signed_in
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """The mediator takes the settlement back."""
    entry = visit(request, mediation_id)
    found = settlement_of(entry.mediation)
    if not entry.standing.is_mediator or found is None or found.state != SIGNING:
        raise Http404
    form = WhyForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda: acts.take_back(**entry.who, **form.cleaned_data)):
        messages.success(request, _("The settlement was taken back; the mediation goes on."))
        return redirect(PAGE, mediation_id)
    return form_page(
        request, entry, form, title=_("Take the settlement back"), back=PAGE, button=_("Take it back")
    )


@signed_in
@require_http_methods(["GET", "POST"])
def sealed_copy(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """The mediator brings in the copy with the organisation's seal."""
    entry = visit(request, mediation_id)
    if not entry.standing.is_mediator or organisation_of(entry.mediation) is None:
        raise Http404
    form = SealedCopyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and attempt(form, lambda: signing.add_sealed_copy(
        **entry.who, upload=form.cleaned_data["upload"]
    )):  # fmt: skip
        messages.success(request, _("The sealed copy was added."))
        return redirect(PAGE, mediation_id)
    return form_page(
        request, entry, form, title=_("Add the sealed copy"), back=PAGE, button=_("Add"), wants_file=True
    )


@second_factor_required
@require_GET
def document(request: HttpRequest, mediation_id: UUID, exhibit_id: UUID) -> HttpResponseBase:
    """Download the signed document or the sealed copy."""
    entry = visit(request, mediation_id)
    found = settlement_of(entry.mediation)
    if found is None:
        raise Http404
    return give_out(request, entry, exhibit_id, found.scope, PAGE)


@signed_in
@require_http_methods(["GET", "POST"])
def judgment(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """After filing: the mediator submits the settlement, the parties follow the mediation judgment."""
    entry = visit(request, mediation_id)
    found = settlement_of(entry.mediation)
    if entry.mediation.kind != ENTRUSTED:
        raise Http404
    made = MediationJudgment.objects.filter(settlement=found).first() if found else None
    form = WhyForm(request.POST or None, wants_reason=False)
    if request.method == "POST" and attempt(form, lambda: judgments.ask_judgment(
        **entry.who, withdrawal_wanted="withdrawal" in request.POST
    )):  # fmt: skip
        messages.success(request, _("The settlement was submitted to the court."))
        return redirect("mediations:judgment", mediation_id)
    words = {
        "mediation": entry.mediation, "settlement": found, "judgment": made, "standing": entry.standing, "form": form,
        "tracker": track(entry.mediation, found, entry.on),
        "receipts": made.receipts.select_related("party") if made else [],
    }  # fmt: skip
    return render(request, "mediation_registry/outcome_judgment.html", words)
