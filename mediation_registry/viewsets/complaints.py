"""Complaints on the desk of the body that has them; proposals of removal at the home authority."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from mediation_registry.actions import complaint_outcomes as outcomes
from mediation_registry.actions import complaints as actions
from mediation_registry.forms import complaints as forms
from mediation_registry.forms.rosters import ReasonForm
from mediation_registry.models import Complaint, RemovalReferral
from mediation_registry.models.grounds import GROUND_WORDS
from mediation_registry.queries import complaints as queries
from mediation_registry.rules import complaints as rules
from mediation_registry.templatetags.roster_words import passage
from mediation_registry.viewsets.acts import DeskAct, hidden, who
from mediation_registry.viewsets.lists import name_column, name_of
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
from portal.identity.permissions import roles_for


def _on(action: Any) -> Any:
    return by_key(action, "complaint_id")


def _ruling(action: Any) -> Any:
    def run(record: Any, actor: Actor, at: datetime, form: Any) -> Any:
        return action(actor=actor, at=at, complaint_id=record.pk, ruling=outcomes.Ruling(**form.cleaned_data))

    return run


def _act(name: str, label: Any, form: Any, run: Any, alarming: bool = False) -> DeskAct:
    return DeskAct(f"mediation_registry.complaint_{name}", label, form, run, alarming)


COMPLAINT_ACTS: dict[str, DeskAct] = {
    "acknowledge": _act("acknowledged", _("Confirm receipt"), Confirm, _on(actions.acknowledge)),
    "check": _act(
        "jurisdiction_opened", _("Check who is to hear it"), Confirm, _on(actions.open_jurisdiction_check)),
    "hear": _act(
        "jurisdiction_confirmed", _("We hear this complaint"), Confirm, _on(actions.confirm_jurisdiction)),
    "transfer": _act("transferred", _("Transfer to another body"), forms.TransferForm, _on(actions.transfer)),
    "investigate": _act(
        "investigation_opened", _("There is a case to answer: investigate"), Confirm, _on(outcomes.open_investigation)),
    "dismiss": _act("dismissed", _("There is no case to answer: dismiss"), forms.DismissForm, _on(outcomes.dismiss), True),
    "ask": _act("statement_asked", _("Ask the mediator for a statement"), forms.AskForm, _on(outcomes.ask_statement)),
    "add-file": _act("evidence_added", _("Add a file"), forms.EvidenceForm, _on(actions.add_evidence)),
    "due": _act("due_date_set", _("Set a due date"), forms.DueForm, _on(actions.set_due_date)),
    "decide": _act("decided", _("Decide"), forms.RulingForm, _ruling(outcomes.decide), True),
    "decide-review": _act(
        "review_decided", _("Decide the review"), forms.RulingForm, _ruling(outcomes.decide_review), True),
    "close": _act("closed", _("Close: the decision is final"), Confirm, _on(outcomes.close)),
    "publish": _act("published", _("Publish what was ordered"), forms.PublishForm, _on(outcomes.publish), True),
}  # fmt: skip


class ComplaintIndexView(ScopedIndexView):
    """The complaints before my court or authority."""

    rows = staticmethod(queries.complaints_for)


class ComplaintPage(RecordPage):
    """One complaint before the body that has it."""

    page_title = _("Complaint")
    rows = staticmethod(queries.complaints_for)
    acts = COMPLAINT_ACTS
    namespace = "complaints_desk"

    @classmethod
    def is_possible(cls, record: Any, act: DeskAct, actor: Actor, at: datetime) -> bool:
        if rules.after(record.state, act.act) is None:
            return False
        today = timezone.localdate(at)
        if not queries.complaints_for(actor, today, *roles_for(act.act)).filter(pk=record.pk).exists():
            return False
        name = act.act.removeprefix("mediation_registry.complaint_")
        if name == "decided":
            return bool(record.screened_by != actor.key)
        if name == "review_decided":
            return actor.key not in {record.screened_by, record.decided_by}
        if name == "published":
            return record.published_at is None and record.outcome not in {"", rules.OUTCOME_WITHDRAWN}
        return True

    def chain(self) -> str:
        return str(self.object.chain)

    def warnings(self) -> list[Any]:
        found: list[Any] = [
            _("Confidential until final. The mediator knows nothing before an investigation is opened.")
        ]
        if self.object.state == rules.RECEIVED or self.object.state == rules.JURISDICTION_CHECK:
            found.append(
                _("Proposed because a court referred the case.")
                if self.object.routed_because == rules.CASE_OF_A_COURT
                else _("Proposed for the place that accredited the mediator.")
            )
        if self.object.screened_by == self.actor.key and self.object.state == rules.INVESTIGATION:
            found.append(_("You screened this complaint; another officer must decide."))
        return found

    def facts(self) -> list[tuple[Any, Any]]:
        one: Complaint = self.object
        return [
            (_("State"), one.get_state_display()),
            (_("Before"), str(one.body)),
            (_("Due on"), date_format(one.due_date) if one.due_date else ""),
            (_("Concerning"), format_html("{} · {}", name_of(one.about), one.about.register_no)),
            (_("Conduct"), one.get_conduct_display()),
            (_("When it happened"), date_format(one.conduct_date) if one.conduct_date else ""),
            (_("Number of the case or mediation"), typed(one.case_number or "")),
            (_("Mediation"), one.mediation.reference if one.mediation else ""),
            (_("Complainant"), typed(one.complainant_name)),
            (_("How to reach the complainant"), typed(one.complainant_contact or "")),
            (_("Received"), date_format(timezone.localtime(one.received_at), "DATETIME_FORMAT")),
            (_("Outcome"), one.get_outcome_display() if one.outcome else ""),
            (_("Decided on"), date_format(one.outcome_date) if one.outcome_date else ""),
            (_("Rule on which it stands"), typed(one.rule_citation)),
            (
                _("A review may be asked for until"),
                date_format(one.review_until_date) if one.review_until_date else "",
            ),
        ]

    def parts(self) -> list[Part]:
        one: Complaint = self.object
        grounds = [format_html("<p>{}</p>", GROUND_WORDS.get(code, code)) for code in one.grounds]
        asked = [
            format_html(
                "<p><strong>{}</strong></p>{}<p><strong>{}</strong></p>{}",
                _("Put to the mediator"), passage(row.question), _("Statement"),
                passage(row.answer) or _("Not answered yet."),
            )
            for row in one.statements.all()
        ]  # fmt: skip
        reviews = one.steps.filter(act="mediation_registry.complaint_review_opened")
        parts = [
            Part(_("Grounds"), grounds),
            Part(_("What happened"), [passage(one.account)]),
            Part(_("Files"), files=self._files(one), empty=_("No files were given.")),
        ]
        if one.heard_from_at:
            parts.append(
                Part(_("The mediator is heard"), asked, empty=_("Nothing was put to the mediator yet."))
            )
        if reviews:
            parts.append(Part(_("Why a review is asked for"), [passage(step.reason) for step in reviews]))
        if one.outcome_reason:
            parts.append(Part(_("Reasons of the outcome"), [passage(one.outcome_reason)]))
        if one.published_text:
            parts.append(
                Part(_("Published by order"), [passage(one.published_text), passage(one.publication_order)])
            )
        return parts

    @staticmethod
    def _files(one: Complaint) -> list[FileRow]:
        rows = one.evidence.select_related("exhibit")
        return [
            FileRow(
                f"{row.get_side_display()}: {row.exhibit.declared_name} {row.description or ''}",
                reverse("complaints_desk:file", args=[one.pk, row.pk]),
                row.exhibit.is_readable,
            )
            for row in rows
        ]


def file(request: HttpRequest, record_id: UUID, evidence_id: UUID) -> HttpResponseBase:
    """Open a file of a complaint before my body."""
    actor, at = who(request)
    one = get_object_or_404(queries.complaints_for(actor, timezone.localdate(at)), pk=record_id)
    row = get_object_or_404(one.evidence, pk=evidence_id)
    with hidden():
        return sandboxed_response(actor=actor, at=at, exhibit_id=row.exhibit_id)


class ComplaintViewSet(RecordPagesViewSet):
    """Complaints: read; buttons call actions."""

    model = Complaint
    name = "complaints_desk"
    url_prefix = "complaints"
    icon = "warning"
    menu_label = _("Complaints about mediators")
    index_view_class = ComplaintIndexView
    inspect_view_class = ComplaintPage
    list_display = ("reference", name_column("about", _("Concerning")), "state", "due_date", "received_at")
    list_filter = ("state",)
    search_fields = ("reference", "about__register_no")
    inspect_view_fields = ["reference"]

    def get_urlpatterns(self) -> list[Any]:
        """Reading, acting, files."""
        return [
            *super().get_urlpatterns(),
            path("<uuid:record_id>/files/<uuid:evidence_id>/", file, name="file"),
        ]


def _answer(is_taken_up: bool) -> Any:
    def run(record: Any, actor: Actor, at: datetime, form: Any) -> Any:
        return outcomes.answer_referral(
            actor=actor, at=at, referral_id=record.pk, is_taken_up=is_taken_up,
            reason=form.cleaned_data.get("reason", ""),
        )  # fmt: skip

    return run


class ReferralIndexView(ScopedIndexView):
    """Proposals to remove a listing before my authority."""

    rows = staticmethod(lambda actor, on: queries.referrals_for(actor))


class ReferralPage(RecordPage):
    """One proposal to remove a listing; the removal itself is an act on the listing."""

    page_title = _("Proposal to remove a listing")
    rows = staticmethod(lambda actor, on: queries.referrals_for(actor))
    namespace = "removal_referrals"
    acts = {
        "take-up": DeskAct("mediation_registry.removal_referral_taken_up", _("Take it up"), Confirm, _answer(True)),
        "not-pursued": DeskAct(
            "mediation_registry.removal_referral_not_pursued", _("Do not pursue it"), ReasonForm,
            _answer(False), True,
        ),
    }  # fmt: skip

    @classmethod
    def is_possible(cls, record: Any, act: DeskAct, actor: Actor, at: datetime) -> bool:
        return record.state == RemovalReferral.State.WAITING and record.made_by != actor.key

    def warnings(self) -> list[Any]:
        return [
            _(
                "A proposal decides nothing. A listing is removed by the home authority with the instrument of the "
                "Working Committee or the Joint Conference, on the page of the listing."
            )
        ]

    def facts(self) -> list[tuple[Any, Any]]:
        one: RemovalReferral = self.object
        listing, complaint = one.listing, one.complaint
        address = reverse("panel_listings:inspect", args=[listing.pk])
        return [
            (_("State"), one.get_state_display()),
            (_("Listing"), format_html('<a href="{}">{}</a>', address, listing.certificate_no)),
            (_("Mediator"), name_of(listing.registrant)),
            (_("Complaint"), complaint.reference),
            (_("Decided by"), str(complaint.body)),
            (_("Decided on"), date_format(complaint.outcome_date) if complaint.outcome_date else ""),
            (_("Rule on which it stands"), typed(complaint.rule_citation)),
            (_("Reason"), typed(one.reason or "")),
        ]

    def parts(self) -> list[Part]:
        grounds = [
            format_html("<p>{}</p>", GROUND_WORDS.get(code, code)) for code in self.object.complaint.grounds
        ]
        return [
            Part(_("Grounds"), grounds),
            Part(_("Reasons of the outcome"), [passage(self.object.complaint.outcome_reason)]),
        ]


class ReferralViewSet(RecordPagesViewSet):
    """Proposals of removal at the home authority."""

    model = RemovalReferral
    name = "removal_referrals"
    url_prefix = "removal-referrals"
    icon = "cross"
    menu_label = _("Proposals to remove a listing")
    index_view_class = ReferralIndexView
    inspect_view_class = ReferralPage
    list_display = ("listing", "complaint", "authority", "state", "made_at")
    list_filter = ("state",)
    inspect_view_fields = ["state"]
