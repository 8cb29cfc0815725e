"""Back office: joint applications for judicial confirmation, read and moved by buttons that call actions."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mediation_registry.actions import confirmation_court as acts
from mediation_registry.actions import objections
from mediation_registry.forms import confirmation as forms
from mediation_registry.models import ConfirmationApplication
from mediation_registry.queries.confirmation import facts_of
from mediation_registry.queries.outcome import decision_clock, is_rest_day, record_of, standing_items
from mediation_registry.rules.confirmation import accept_by, after
from mediation_registry.rules.confirmation_checks import WARNING, checks
from portal.audit.history import history
from portal.exhibits.downloads import sandboxed_response
from portal.exhibits.models import Exhibit
from portal.identity.actors import actor_of
from portal.identity.permissions import visible
from portal.identity.viewsets.records import Button, RecordView, RecordViewSet

C = "mediation_registry.confirmation_"


def _button(
    act: str, label: Any, run: Any, form: Any = None, *, alarming: bool = False, when: Any = None
) -> Button:
    """A button that is offered in the states in which the table has its act."""
    name = C + act

    def offered(found: ConfirmationApplication, at: Any) -> bool:
        return after(found.state, name) is not None and (when is None or when(found))

    return Button(name, label, run, form, offered, alarming)


BUTTONS = (
    _button("accepted", _("Accept the application"), acts.accept, forms.AcceptForm),
    _button("papers_asked", _("Ask for papers or statements"), acts.ask_papers, forms.AskPapersForm),
    _button("not_accepted", _("Do not accept"), acts.not_accept, forms.NotAcceptForm, alarming=True),
    _button("parties_called", _("Call both parties together"), acts.call_parties, forms.CallForm),
    _button("hearing_recorded", _("Enter that both parties were heard together"), acts.record_hearing, forms.HeardForm),
    _button("sham_checked", _("Ask for evidence against sham mediation, or enter the result"), acts.check_sham,
            forms.ShamForm),
    _button("period_extended", _("Extend the decision period"), acts.extend, forms.ExtendForm),
    _button("withdrawal_permitted", _("Permit the withdrawal"), acts.permit_withdrawal,
            when=lambda found: found.withdrawal_asked_at is not None),
    _button("granted", _("Confirm the settlement"), acts.grant, forms.GrantForm),
    _button("dismissed", _("Dismiss the application"), acts.dismiss, forms.DismissForm, alarming=True),
    _button("treated_as_withdrawn", _("Treat as withdrawn"), acts.treat_as_withdrawn, forms.ReasonOnlyForm,
            alarming=True, when=lambda found: bool(found.supplement_by_date or found.called_at)),
    _button("ruling_served", _("Enter the service of the ruling"), objections.serve_ruling, forms.ServeForm),
    _button("objection_raised", _("Enter an interested person's objection"), objections.record_interested,
            forms.InterestedForm),
    _button("objection_rejected", _("Decide on the objection"), objections.decide_objection, forms.DecideObjectionForm,
            when=lambda found: found.objections.filter(outcome="").exists()),
)  # fmt: skip


class ConfirmationView(RecordView):
    """One application before the court: checklist, settlement, signed record, papers, clocks, buttons."""

    template_name = "mediation_registry/staff/confirmation.html"
    page_title = _("Application for judicial confirmation")

    @property
    def buttons(self) -> tuple[Button, ...]:  # type: ignore[override]
        """The buttons; a form that asks for a party offers those of this mediation."""
        parties = self.object.settlement.mediation.parties.all()
        return tuple(
            Button(row.act, row.label, row.run, partial(row.form, parties=parties), row.offered, row.alarming)  # type: ignore[arg-type]
            if row.form is forms.ServeForm else row
            for row in BUTTONS
        )  # fmt: skip

    def warnings(self) -> list[Any]:
        """What the court is told before it decides, in words."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: ConfirmationApplication = self.object
        mediation = found.settlement.mediation
        today = timezone.localdate(self.at)
        record = record_of(mediation)
        signed = record is not None and record.state == "signed"
        filed = timezone.localdate(found.filed_at) if found.filed_at else today
        lines = checks(facts_of(found.settlement, found, today))
        words = {
            "mediation": mediation,
            "version": found.settlement.text,
            "signatures": found.settlement.text.signatures.all(),
            "joinings": found.joinings.filter(void_at=None).select_related("party"),
            "papers": found.papers.select_related("exhibit"),
            "services": found.services.select_related("party"),
            "objections": found.objections.select_related("party"),
            "warned": [line for line in lines if line.verdict == WARNING],
            "accept_by": accept_by(filed, is_rest_day),
            "decision": decision_clock(found),
            "record": record if signed else None,
            "items": standing_items(record) if record is not None and signed else [],
            "history": history(found.chain, language=get_language(), show_private=True),
        }
        return super().get_context_data(**words, **kwargs)


def document(request: HttpRequest, application_id: UUID, exhibit_id: UUID) -> HttpResponseBase:
    """Download the pack or a paper of an application of my court."""
    at = timezone.now()
    actor = actor_of(request, at)
    found = get_object_or_404(visible(ConfirmationApplication.objects.all(), actor), pk=application_id)
    scopes = [found.chain, found.settlement.scope]
    get_object_or_404(Exhibit, pk=exhibit_id, scope__in=scopes)
    try:
        return sandboxed_response(actor=actor, at=at, exhibit_id=exhibit_id)
    except (Exhibit.DoesNotExist, PermissionDenied) as error:
        raise Http404 from error


class ConfirmationViewSet(RecordViewSet):
    """Applications for judicial confirmation."""

    model = ConfirmationApplication
    name = "confirmations"
    url_prefix = "confirmations"
    icon = "tick-inverse"
    menu_label = _("Judicial confirmation")
    menu_order = 140
    add_to_admin_menu = True
    inspect_view_class = ConfirmationView
    list_display = ("reference", "court_number", "state", "filed_at", "accepted_date")
    list_filter = ("state",)
    search_fields = ("reference", "court_number", "settlement__mediation__reference")
    inspect_view_fields = ["reference", "state", "competence", "route", "receipt_no", "filed_at", "accepted_date",
                           "extended_to", "called_at", "heard_date", "sham_asked_date", "sham_result",
                           "decided_date"]  # fmt: skip

    def get_urlpatterns(self) -> list[Any]:
        """Reading, acting, downloading."""
        own = path("<uuid:application_id>/document/<uuid:exhibit_id>/", document, name="document")
        return [*super().get_urlpatterns(), own]
