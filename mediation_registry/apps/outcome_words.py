"""The words of the outcome in the log: the record, the settlement, confirmation, mediation judgments, feedback."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mediation_registry.models import (
    ConfirmationApplication,
    ConfirmationObjection,
    ConfirmationPaper,
    MediationRecord,
    RecordItem,
    Settlement,
    SettlementSignature,
)

GROUNDS = {
    "ground": {
        **dict(ConfirmationApplication.RefusalGround.choices),
        **dict(ConfirmationApplication.DismissalGround.choices),
    }
}
SIGNED_AS = {
    "role": dict(SettlementSignature.Role.choices),
    "capacity": dict(SettlementSignature.Capacity.choices),
}
FORMS = {"form": dict(Settlement.Form.choices)}
OBJECTORS = {"objector": dict(ConfirmationObjection.Objector.choices)}
M = "mediation_registry."
C = M + "confirmation_"

ACTS: dict[str, tuple[Any, Any, Mapping[str, Mapping[str, Any]]]] = {
    M + "record_opened": (
        _("Record begun"), _("The mediator began the record. Basis: %(basis)s."),
        {"basis": dict(MediationRecord.Basis.choices)}),
    M + "record_item_entered": (
        _("Item entered in the record"), _("Item no. %(position)s was entered in the record: %(kind)s."),
        {"kind": dict(RecordItem.Kind.choices)}),
    M + "record_item_struck": (_("Item struck out"), _("Item no. %(position)s of the record was struck out."), {}),
    M + "record_put": (
        _("Record put to the parties"),
        _("Version %(version)s of the record was put to the parties (SHA-256 %(digest)s)."), {}),
    M + "record_reopened": (_("Record taken back"), _("The mediator took the record back to write on."), {}),
    M + "record_address_given": (
        _("Address for service given"), _("A party gave its address for service in the mediation."), {}),
    M + "record_signed": (
        _("Record signed"), _("A party signed version %(version)s of the record and confirmed %(confirmed)s items."), {}),
    M + "record_completed": (
        _("Record complete"), _("Every party signed version %(version)s of the record (SHA-256 %(digest)s)."), {}),
    M + "note_kept": (_("Confidential note kept"), _("A confidential note was kept."), {}),
    M + "settlement_drawn_up": (
        _("Settlement drawn up"), _("The settlement was drawn up: %(form)s (SHA-256 %(digest)s)."), FORMS),
    M + "settlement_revised": (
        _("Settlement revised"), _("Version %(version)s of the settlement was drawn up (SHA-256 %(digest)s)."), {}),
    M + "settlement_withdrawn": (
        _("Settlement taken back"), _("The mediator took the settlement back; the mediation goes on."), {}),
    M + "settlement_signed": (
        _("Settlement signed"),
        _("Version %(version)s was signed: %(role)s, %(capacity)s (SHA-256 %(digest)s)."), SIGNED_AS),
    M + "settlement_refused": (
        _("Signature refused"), _("A party refused to sign the settlement; the mediation ended."), {}),
    M + "settlement_entered": (
        _("Settlement entered"), _("A settlement signed on paper was entered (SHA-256 of the text %(digest)s)."), {}),
    M + "settlement_in_force": (
        _("Settlement in force"), _("The settlement took effect on %(effective_date)s. Source: %(source)s."),
        {"source": dict(Settlement.TimeSource.choices)}),
    M + "sealed_copy_added": (
        _("Sealed copy added"), _("A copy with the organisation's seal was added to version %(version)s."), {}),
    M + "judgment_asked": (
        _("Settlement submitted to the court"), _("The mediator submitted the settlement to the court."), {}),
    M + "judgment_made": (
        _("Mediation judgment made"), _("The court made the mediation judgment on %(made_date)s."), {}),
    M + "judgment_not_made": (
        _("Mediation judgment not made"), _("The court did not make a mediation judgment."), {}),
    M + "action_withdrawn": (_("Action withdrawn"), _("The court let the action be withdrawn on %(made_date)s."), {}),
    M + "judgment_received": (
        _("Mediation judgment received"), _("A party signed for the mediation judgment on %(received_date)s."), {}),
    M + "judgment_effective": (
        _("Mediation judgment in force"), _("The mediation judgment took effect on %(effective_date)s."), {}),
    M + "judgment_gone_back_on": (
        _("Gone back on before service"), _("A party went back on the settlement before the document was served."), {}),
    C + "prepared": (
        _("Application prepared"), _("The parties' application for judicial confirmation was prepared."), {}),
    C + "joined": (
        _("Application joined"), _("A party joined the application: %(capacity)s."),
        {"capacity": dict(SettlementSignature.Capacity.choices)}),
    C + "paper_added": (
        _("Paper added"), _("A paper was added: %(kind)s."), {"kind": dict(ConfirmationPaper.Kind.choices)}),
    C + "filed": (
        _("Joint application filed"),
        _("The joint application was filed; receipt %(receipt)s (SHA-256 of the papers %(digest)s)."), {}),
    C + "lapsed": (
        _("Period ended"), _("The thirty days ended on %(due_date)s without a joint application."), {}),
    C + "papers_asked": (
        _("Supplement asked for"), _("The court asked the parties to supplement by %(supplement_by_date)s."), {}),
    C + "accepted": (_("Application accepted"), _("The court accepted the application on %(accepted_date)s."), {}),
    C + "not_accepted": (
        _("Application not accepted"), _("The court did not accept the application: %(ground)s."), GROUNDS),
    C + "parties_called": (_("Parties called"), _("The court called both parties to be present together."), {}),
    C + "hearing_recorded": (
        _("Parties heard together"), _("Both parties were heard together on %(heard_date)s."), {}),
    C + "sham_checked": (
        _("Check for sham mediation"), _("The court looked into a suspicion of sham mediation (asked %(asked_date)s)."),
        {}),
    C + "period_extended": (
        _("Decision period extended"), _("The decision period was extended to %(extended_date)s."), {}),
    C + "granted": (_("Settlement confirmed"), _("The court confirmed the settlement on %(decided_date)s."), {}),
    C + "dismissed": (
        _("Application dismissed"), _("The court dismissed the application on %(decided_date)s: %(ground)s."), GROUNDS),
    C + "withdrawal_asked": (_("Withdrawal asked for"), _("A party asked to withdraw the application."), {}),
    C + "withdrawal_permitted": (_("Withdrawal permitted"), _("The court permitted the withdrawal."), {}),
    C + "treated_as_withdrawn": (
        _("Treated as withdrawn"), _("The court treated the application as withdrawn."), {}),
    C + "ruling_served": (_("Ruling served"), _("A party received the ruling on %(served_date)s."), {}),
    C + "objection_raised": (
        _("Objection raised"), _("An objection was raised on %(raised_date)s: %(objector)s."), OBJECTORS),
    C + "objection_rejected": (
        _("Objection rejected"), _("The court rejected the objection on %(decision_date)s."), {}),
    C + "objection_upheld": (
        _("Objection upheld"), _("The court upheld the objection on %(decision_date)s."), {}),
    M + "feedback_invited": (_("Feedback asked for"), _("%(count)s links for feedback were sent."), {}),
    M + "feedback_given": (_("Feedback given"), _("Feedback on a mediator was given."), {}),
}  # fmt: skip
