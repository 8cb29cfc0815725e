"""Pages of the signed record and, on a page of its own, of confidential notes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mediation_registry.actions import notes as note_actions
from mediation_registry.actions import records as acts
from mediation_registry.forms.outcome import GivenAddressForm, ItemForm, NoteForm, RecordForm, SignRecordForm
from mediation_registry.models import MediationParty, MediationRecord, RecordItem
from mediation_registry.queries.outcome import notes_for, parties_of, record_of
from mediation_registry.views.outcome_doors import (
    Visit,
    draft_key,
    form_page,
    opened,
    pressed,
    sent,
    visit,
)
from portal.drafts.decorators import keeps_typed
from portal.identity.decorators import second_factor_required, signed_in
from portal.web.attempts import attempt


@signed_in
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """The record as it stands; the mediator begins it here."""
    entry = visit(request, mediation_id)
    found = record_of(entry.mediation)
    form = RecordForm(
        request.POST or None, initial={"language": entry.mediation.language, "basis": "online_18_22"}
    )
    if request.method == "POST":
        if found is not None or not entry.standing.is_mediator:
            raise Http404
        if attempt(form, lambda: acts.open_record(**entry.who, **form.cleaned_data)):
            return redirect("mediations:record", mediation_id)
    words: dict[str, object] = {
        "mediation": entry.mediation,
        "record": found,
        "form": form,
        "standing": entry.standing,
    }
    if found is not None:
        words |= _contents(found, entry)
    return render(request, "mediation_registry/outcome_record.html", words)


def _contents(found: MediationRecord, entry: Visit) -> dict[str, object]:
    """What this person sees of the record: a party sees the items once they are put to it, and its own address."""
    is_mediator = entry.standing.is_mediator
    shown = [item for item in found.items.all() if item.struck_at is None]
    parties = parties_of(entry.mediation)
    signatures = [row for row in found.signatures.all() if row.version == found.version]
    signed = {row.party_id for row in signatures}
    own = {party.pk for party in entry.standing.parties}
    given = [row for row in found.addresses.all() if row.replaced_at is None]
    return {
        "rows": [_row(item, parties, found.version) for item in shown]
        if is_mediator or found.state != "open"
        else [],
        "parties": parties,
        "signatures": signatures,
        "addresses": [row for row in given if row.party_id in own or is_mediator],
        "to_sign": [party for party in entry.standing.parties if party.pk not in signed],
    }


def _row(item: RecordItem, parties: list[MediationParty], version: int) -> dict[str, object]:
    """An item with what the parties said to it."""
    answers = {row.party_id: row.confirms for row in item.answers.all() if row.version == version}
    said = [answers.get(party.pk) for party in parties]
    return {
        "item": item,
        "stands": bool(said) and all(said),
        "refused": any(answer is False for answer in said),
        "open": any(answer is None for answer in said),
    }


@keeps_typed(lambda mediation_id: draft_key(mediation_id, "record_item"))
@signed_in
@require_http_methods(["GET", "POST"])
def enter_item(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """The mediator writes one item."""
    entry = visit(request, mediation_id)
    if not entry.standing.is_mediator:
        raise Http404
    form = opened(request, entry, "record_item", ItemForm)
    if request.method == "POST" and attempt(form, lambda: acts.enter_item(**entry.who, **form.cleaned_data)):
        sent(entry, "record_item")
        messages.success(request, _("The item was entered."))
        return redirect("mediations:record", mediation_id)
    return form_page(
        request,
        entry,
        form,
        title=_("Enter an item of the record"),
        back="mediations:record",
        button=_("Enter"),
        draft_key=draft_key(mediation_id, "record_item"),
    )


@signed_in
@require_POST
def strike_item(request: HttpRequest, mediation_id: UUID, item_id: UUID) -> HttpResponse:
    """The mediator strikes an item out."""
    entry = visit(request, mediation_id)
    pressed(request, lambda: acts.strike_item(**entry.who, item_id=item_id), _("The item was struck out."))
    return redirect("mediations:record", mediation_id)


@signed_in
@require_POST
def put(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """The mediator puts the record to the parties."""
    entry = visit(request, mediation_id)
    pressed(request, lambda: acts.put_record(**entry.who), _("The record is with the parties for signature."))
    return redirect("mediations:record", mediation_id)


@signed_in
@require_POST
def reopen(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """The mediator takes the record back to write on."""
    entry = visit(request, mediation_id)
    pressed(
        request,
        lambda: acts.reopen_record(**entry.who),
        _("The record can be written on; everybody signs again."),
    )
    return redirect("mediations:record", mediation_id)


@signed_in
@require_http_methods(["GET", "POST"])
def address(request: HttpRequest, mediation_id: UUID, party_id: UUID) -> HttpResponse:
    """A party gives its address for service."""
    entry = visit(request, mediation_id)
    party = next((row for row in entry.standing.parties if row.pk == party_id), None)
    if party is None:
        raise Http404
    form = GivenAddressForm(request.POST or None, initial={"for_litigation": True})
    if request.method == "POST" and attempt(form, lambda: acts.give_address(
        **entry.who, party_id=party_id, address=form.address()
    )):  # fmt: skip
        messages.success(
            request, _("The address for service was entered. It counts when you sign the record.")
        )
        return redirect("mediations:record", mediation_id)
    words = {"mediation": entry.mediation, "party": party, "form": form}
    return render(request, "mediation_registry/outcome_address.html", words)


@second_factor_required(fresh=True)
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """A party answers every item and signs."""
    entry = visit(request, mediation_id)
    found = record_of(entry.mediation)
    if found is None or found.state != "signing" or not entry.standing.is_party:
        raise Http404
    items = [item for item in found.items.all() if item.struck_at is None]
    parties = entry.mediation.parties.filter(pk__in=[party.pk for party in entry.standing.parties])
    form = SignRecordForm(request.POST or None, items=items, parties=parties)
    if request.method == "POST" and attempt(form, lambda: acts.sign_record(
        **entry.who, party_id=form.cleaned_data["party"].pk, typed_name=form.cleaned_data["typed_name"],
        confirms=[UUID(key) for key in form.cleaned_data["confirms"]], may_be_used=form.cleaned_data["may_be_used"],
    )):  # fmt: skip
        messages.success(request, _("You have signed the record."))
        return redirect("mediations:record", mediation_id)
    words = {"mediation": entry.mediation, "record": found, "form": form}
    return render(request, "mediation_registry/outcome_record_sign.html", words)


@keeps_typed(lambda mediation_id: draft_key(mediation_id, "notes"))
@signed_in
@require_http_methods(["GET", "POST"])
def notes(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """Confidential notes: the court reads none of them."""
    entry = visit(request, mediation_id)
    if not (entry.standing.is_party or entry.standing.is_mediator):
        raise Http404
    form = opened(request, entry, "notes", NoteForm, is_mediator=entry.standing.is_mediator)
    if request.method == "POST" and attempt(
        form, lambda: note_actions.keep_note(**entry.who, **form.cleaned_data)
    ):
        sent(entry, "notes")
        messages.success(request, _("The note was kept."))
        return redirect("mediations:notes", mediation_id)
    words = {
        "mediation": entry.mediation,
        "form": form,
        "notes": notes_for(entry.mediation, entry.actor, entry.on),
        "draft_key": draft_key(mediation_id, "notes"),
    }
    return render(request, "mediation_registry/outcome_notes.html", words)
