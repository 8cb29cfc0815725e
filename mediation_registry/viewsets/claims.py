"""What mediators and organisations declared, before the assessor of their home place."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from mediation_registry.actions import claims as actions
from mediation_registry.models import Claim, OrganisationFacts
from mediation_registry.models.practice import label_of
from mediation_registry.queries import own as queries
from mediation_registry.viewsets.acts import DeskAct, hidden, who
from mediation_registry.viewsets.lists import column, name_column, name_of
from mediation_registry.viewsets.record_pages import (
    FileRow,
    Part,
    RecordPage,
    RecordPagesViewSet,
    ScopedIndexView,
    by_key,
)
from mediation_registry.viewsets.rosters import Confirm
from portal.audit.actors import Actor
from portal.cases.templatetags.cases_words import typed
from portal.exhibits.downloads import sandboxed_response


def said(claim: Claim) -> Any:
    """What the entry says: the word of the list, or own words."""
    return label_of(claim.kind, claim.code) if claim.code else typed(claim.text)


def waiting(actor: Actor, on: Any) -> Any:
    """Entries with evidence that wait for this assessor."""
    return queries.claims_to_verify(actor)


def unchecked(actor: Actor, on: Any) -> Any:
    """Organisations whose proof waits for this assessor."""
    return queries.establishments_to_check(actor)


class ClaimIndexView(ScopedIndexView):
    """The entries that wait for me."""

    rows = staticmethod(waiting)


class ClaimPage(RecordPage):
    """One declared entry with its evidence; verifying it puts name and date on the public page."""

    page_title = _("Declared entry")
    rows = staticmethod(waiting)
    namespace = "declared_entries"
    acts = {
        "verify": DeskAct(
            "mediation_registry.claim_verified", _("Verify the entry"), Confirm,
            by_key(actions.verify_claim, "claim_id"),
        )
    }  # fmt: skip

    def facts(self) -> list[tuple[Any, Any]]:
        claim: Claim = self.object
        return [
            (
                _("Registrant"),
                format_html("{} · {}", name_of(claim.registrant), claim.registrant.register_no),
            ),
            (_("Kind"), claim.get_kind_display()),
            (_("Entry"), said(claim)),
            (_("Declared on"), date_format(claim.declared_date)),
        ]

    def parts(self) -> list[Part]:
        exhibit = self.object.evidence
        address = reverse("declared_entries:evidence", args=[self.object.pk])
        return [Part(_("Evidence"), files=[FileRow(exhibit.declared_name, address, exhibit.is_readable)])]


def evidence(request: HttpRequest, claim_id: UUID) -> HttpResponseBase:
    """Open the evidence of an entry of my place."""
    actor, at = who(request)
    claim = get_object_or_404(queries.claims_to_verify(actor), pk=claim_id)
    if claim.evidence_id is None:
        raise Http404(claim_id)
    with hidden():
        return sandboxed_response(actor=actor, at=at, exhibit_id=claim.evidence_id)


class ClaimViewSet(RecordPagesViewSet):
    """Declared entries to verify: read; a button calls the action."""

    model = Claim
    name = "declared_entries"
    url_prefix = "declared-entries"
    icon = "check"
    menu_label = _("Declared entries to verify")
    index_view_class = ClaimIndexView
    inspect_view_class = ClaimPage
    list_display = (
        name_column(label=_("Registrant")), "kind", column("entry", _("Entry"), said), "declared_date",
    )  # fmt: skip
    list_filter = ("kind",)
    search_fields = ("text", "profile__registrant__register_no")
    inspect_view_fields = ["kind"]

    def get_urlpatterns(self) -> list[Any]:
        """Reading, acting, evidence."""
        return [*super().get_urlpatterns(), path("<uuid:claim_id>/evidence/", evidence, name="evidence")]


class EstablishmentIndexView(ScopedIndexView):
    """The organisations that wait for me."""

    rows = staticmethod(unchecked)


class EstablishmentPage(RecordPage):
    """How one organisation says it was established (CPL art. 205 asks for a lawfully established one)."""

    page_title = _("Establishment of an organisation")
    rows = staticmethod(unchecked)
    namespace = "establishments"
    acts = {
        "check": DeskAct(
            "mediation_registry.establishment_checked", _("The proof was seen and is in order"), Confirm,
            by_key(actions.check_establishment, "registrant_id"),
        )
    }  # fmt: skip

    @classmethod
    def is_possible(cls, record: Any, act: DeskAct, actor: Actor, at: datetime) -> bool:
        return bool(record.registration_no) and record.proof_checked_at is None

    def facts(self) -> list[tuple[Any, Any]]:
        facts: OrganisationFacts = self.object
        return [
            (
                _("Organisation"),
                format_html("{} · {}", name_of(facts.registrant), facts.registrant.register_no),
            ),
            (_("Legal form"), typed(facts.legal_form)),
            (_("Registered by"), typed(facts.registered_by)),
            (_("Registration number"), facts.registration_no),
            (
                _("Date of registration"),
                date_format(facts.registration_date) if facts.registration_date else "",
            ),
            (_("Seat of the organisation"), typed(facts.seat)),
        ]


class EstablishmentViewSet(RecordPagesViewSet):
    """Proofs of establishment to check: read; a button calls the action."""

    model = OrganisationFacts
    name = "establishments"
    url_prefix = "establishments"
    icon = "check"
    menu_label = _("Proofs of establishment")
    index_view_class = EstablishmentIndexView
    inspect_view_class = EstablishmentPage
    list_display = (name_column(label=_("Organisation")), "registration_no", "seat")
    search_fields = ("registration_no", "registrant__register_no")
    inspect_view_fields = ["registration_no"]
