"""Back office: mediation judgments, signed records, feedback."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mediation_registry.actions import judgments as acts
from mediation_registry.forms import confirmation as forms
from mediation_registry.models import FeedbackAnswer, MediationJudgment, MediationRecord
from mediation_registry.queries.outcome import record_of, standing_items
from mediation_registry.rules.settlement import judgment_after
from portal.audit.history import history
from portal.identity.viewsets.records import Button, RecordView, RecordViewSet

M = "mediation_registry."


def _button(act: str, label: Any, run: Any, form: Any, *, alarming: bool = False) -> Button:
    name = M + act

    def offered(found: MediationJudgment, at: Any) -> bool:
        return judgment_after(found.state, name) is not None

    return Button(name, label, run, form, offered, alarming)


BUTTONS = (
    _button("judgment_made", _("Make the mediation judgment"), acts.make_judgment, forms.DocumentForm),
    _button("action_withdrawn", _("Let the action be withdrawn"), acts.let_action_be_withdrawn, forms.DocumentForm),
    _button("judgment_not_made", _("Do not make it"), acts.refuse_judgment, forms.ReasonOnlyForm, alarming=True),
    _button("judgment_received", _("Enter a party's receipt"), acts.receive_judgment, forms.ReceiptForm),
    _button("judgment_gone_back_on", _("Enter that a party went back on it"), acts.go_back_on, forms.GoneBackForm,
            alarming=True),
)  # fmt: skip


class JudgmentView(RecordView):
    """One settlement before the court that entrusted the mediation."""

    template_name = "mediation_registry/staff/judgment.html"
    page_title = _("Mediation judgment")

    @property
    def buttons(self) -> tuple[Button, ...]:  # type: ignore[override]
        """The buttons; a form that asks for a party offers those of this mediation."""
        parties = self.object.settlement.mediation.parties.all()
        of_party = (forms.ReceiptForm, forms.GoneBackForm)
        return tuple(
            Button(row.act, row.label, row.run, partial(row.form, parties=parties), row.offered, row.alarming)  # type: ignore[arg-type]
            if row.form in of_party else row
            for row in BUTTONS
        )  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mediation = self.object.settlement.mediation
        record = record_of(mediation)
        signed = record is not None and record.state == "signed"
        words = {
            "mediation": mediation,
            "version": self.object.settlement.text,
            "signatures": self.object.settlement.text.signatures.all(),
            "receipts": self.object.receipts.select_related("party"),
            "record": record if signed else None,
            "items": standing_items(record) if record is not None and signed else [],
        }
        return super().get_context_data(**words, **kwargs)


class JudgmentViewSet(RecordViewSet):
    """Mediation judgments."""

    model = MediationJudgment
    name = "mediation_judgments"
    url_prefix = "mediation-judgments"
    icon = "doc-full"
    menu_label = _("Mediation judgments")
    menu_order = 141
    add_to_admin_menu = True
    inspect_view_class = JudgmentView
    list_display = ("number", "state", "asked_at", "made_date", "effective_date")
    list_filter = ("state",)
    inspect_view_fields = ["state", "asked_at", "withdrawal_wanted", "number", "made_date", "effective_date"]


class MediationRecordView(RecordView):
    """A record that every party signed, with the items all of them confirmed."""

    template_name = "mediation_registry/staff/record.html"
    page_title = _("Record of the mediation")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record: MediationRecord = self.object
        words = {
            "mediation": record.mediation,
            "record": record,
            "items": standing_items(record),
            "signatures": record.signatures.filter(version=record.version).select_related("party"),
            "addresses": record.addresses.filter(replaced_at=None).select_related("party"),
            "history": history(record.mediation.chain, language=get_language(), show_private=False),
        }
        return super().get_context_data(**words, **kwargs)


class MediationRecordViewSet(RecordViewSet):
    """Signed records of the mediations that my court referred."""

    model = MediationRecord
    name = "mediation_records"
    url_prefix = "mediation-records"
    icon = "form"
    menu_label = _("Records of mediations")
    menu_order = 142
    add_to_admin_menu = True
    inspect_view_class = MediationRecordView
    list_display = ("mediation", "basis", "signed_at")
    inspect_view_fields = ["mediation", "basis", "version", "signed_at"]


class FeedbackViewSet(RecordViewSet):
    """Feedback on mediators, for the court and the certifying authority."""

    model = FeedbackAnswer
    name = "mediation_feedback"
    url_prefix = "mediation-feedback"
    icon = "comment"
    menu_label = _("Feedback on mediators")
    menu_order = 143
    add_to_admin_menu = True
    inspect_view_class = RecordView
    list_display = ("mediator", "fairness", "clarity", "listening", "language_fit", "given_date")
    inspect_view_fields = [
        "mediator",
        "fairness",
        "clarity",
        "listening",
        "language_fit",
        "remark",
        "given_date",
    ]
