"""People, papers, licences and recoveries before staff."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.identity.actions import licences, papers, recovery
from portal.identity.forms import BasisForm, ReasonForm
from portal.identity.gateways import ANSWERS, label_of, verifier
from portal.identity.models import (
    IdentityDocument,
    Person,
    ProfessionalLicence,
    RecoveryRequest,
)
from portal.identity.queries import same_number_elsewhere
from portal.identity.viewsets.records import Button, RecordView, RecordViewSet


class PaperView(RecordView):
    """One identity document before staff."""

    buttons = (
        Button(
            "identity.platform_consulted",
            _("Ask the platform"),
            papers.consult_platform,
            offered=lambda paper, at: paper.is_open and verifier().asks,
        ),
        Button("identity.verified", _("Verify"), papers.verify_document, BasisForm),
        Button("identity.refused", _("Refuse"), papers.refuse_document, ReasonForm, alarming=True),
    )

    def warnings(self) -> list[Any]:
        found: list[Any] = []
        if self.object.is_simulated:
            found.append(
                _("SIMULATED: the answer of the platform was made up by this portal and proves nothing.")
            )
        elif self.object.is_open and verifier().is_simulated:
            found.append(_("SIMULATED: the platform that can be asked is a simulation and proves nothing."))
        others = same_number_elsewhere(self.object)
        if others:
            names = "; ".join(person.name_for(self.actor.language) for person in others)
            found.append(_("The same number stands with somebody else: %(names)s") % {"names": names})
        if self.object.is_expired(timezone.localdate(self.at)):
            found.append(_("The paper has expired."))
        if self.object.is_verified and self.object.names_changed:
            found.append(
                _("The person's names changed after this check; it proves nothing until it is done anew.")
            )
        return found

    def get_person_display_value(self) -> str:
        return " · ".join(name.text for name in self.object.person.current_names)

    def get_adapter_display_value(self) -> str:
        return label_of(self.object.adapter) if self.object.adapter else "–"

    def get_platform_answer_display_value(self) -> str:
        return str(ANSWERS.get(self.object.platform_answer, "–"))


class LicenceView(RecordView):
    """One lawyer's licence before staff."""

    argument = "licence"
    buttons = (
        Button("identity.licence_verified", _("Verify"), licences.verify_licence, BasisForm),
        Button("identity.licence_refused", _("Refuse"), licences.refuse_licence, ReasonForm, alarming=True),
    )

    def get_person_display_value(self) -> str:
        return " · ".join(name.text for name in self.object.person.current_names)


class RecoveryView(RecordView):
    """One request to recover an account."""

    argument = "recovery"
    buttons = (
        Button(
            "identity.recovery_proved",
            _("Identity proved"),
            lambda *, basis, **act: recovery.prove_identity(proof=basis, **act),
            BasisForm,
            offered=lambda found, at: found.state == RecoveryRequest.State.REQUESTED,
        ),
        Button(
            "identity.recovery_completed",
            _("Reset the second factors"),
            recovery.complete_recovery,
            offered=lambda found, at: found.state == RecoveryRequest.State.PROVED and at >= found.not_before,
        ),
        Button("identity.recovery_refused", _("Refuse"), recovery.refuse_recovery, ReasonForm, alarming=True),
    )


class PersonViewSet(RecordViewSet):
    model = Person
    name = "people"
    icon = "user"
    inspect_view_class = RecordView
    list_display = ("__str__", "kind", "registered_at")
    inspect_view_fields = ["kind", "names", "papers", "licences", "registered_at"]


class PaperViewSet(RecordViewSet):
    model = IdentityDocument
    name = "papers"
    icon = "doc-full"
    inspect_view_class = PaperView
    list_display = ("__str__", "person", "state", "submitted_at", "is_simulated")
    list_filter = ("state", "kind")
    inspect_view_fields = [
        "person",
        "kind",
        "number",
        "issued_by",
        "expiry_date",
        "court",
        "submitted_at",
        "state",
        "adapter",
        "platform_answer",
        "is_simulated",
        "decided_at",
        "basis",
        "refusal_reason",
    ]


class LicenceViewSet(RecordViewSet):
    model = ProfessionalLicence
    name = "licences"
    icon = "tag"
    inspect_view_class = LicenceView
    list_display = ("__str__", "person", "firm_name", "state", "submitted_at")
    list_filter = ("state", "kind")
    inspect_view_fields = [
        "person",
        "kind",
        "number",
        "firm_name",
        "issued_by",
        "expiry_date",
        "court",
        "submitted_at",
        "state",
        "decided_at",
        "basis",
        "refusal_reason",
    ]


class RecoveryViewSet(RecordViewSet):
    model = RecoveryRequest
    name = "recoveries"
    icon = "key"
    inspect_view_class = RecoveryView
    list_display = ("user", "state", "requested_at", "not_before")
    list_filter = ("state",)
    inspect_view_fields = [
        "user",
        "state",
        "reach_me",
        "court",
        "requested_at",
        "proved_at",
        "proof",
        "not_before",
        "ended_at",
        "reason",
    ]
