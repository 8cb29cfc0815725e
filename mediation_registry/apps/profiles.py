"""Registrations of one area: profiles, consents and memberships."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

MODULE = "mediation_registry."


def open_doors() -> None:
    """Acts, notice kinds, scope of exhibits, forms that keep drafts."""
    _register_acts()
    _register_notices()
    _register_drafts()
    _register_scopes()


def _register_acts() -> None:
    from mediation_registry.models import Claim
    from mediation_registry.models.field_names import COLUMN_LABELS, LABELS
    from portal.audit.labels import register_acts

    words: dict[str, Mapping[str, str | Promise]] = {
        "fields": {**LABELS, **COLUMN_LABELS},
        "kind": dict(Claim.Kind.choices),
    }
    register_acts("mediation_registry", {**_profile_words(), **_membership_words()}, words=words)


def _profile_words() -> dict[str, tuple[Any, Any]]:
    return {
        "profile_edited": (_("Profile edited"), _("The profile was edited: %(fields)s.")),
        "languages_recorded": (
            _("Working languages recorded"), _("The working languages were recorded: %(languages)s.")),
        "practice_declared": (
            _("Practice declared"), _("What is chosen from the list was changed: %(kind)s.")),
        "claim_made": (_("Entry in own words"), _("An entry in own words was made (%(kind)s): %(text)s.")),
        "claim_withdrawn": (_("Entry withdrawn"), _("A declared entry was withdrawn (%(kind)s).")),
        "claim_evidenced": (_("Evidence for an entry"), _("Evidence was added to a declared entry (%(kind)s).")),
        "claim_verified": (
            _("Entry verified"), _("The authority %(authority)s verified a declared entry (%(kind)s).")),
        "unavailable_entered": (_("Time without sessions entered"), _("A time without sessions was entered.")),
        "unavailable_withdrawn": (
            _("Time without sessions withdrawn"), _("A time without sessions was withdrawn.")),
        "calendar_renewed": (_("Calendar address made"), _("A new secret address of the calendar was made.")),
        "calendar_closed": (_("Calendar address closed"), _("The secret address of the calendar was closed.")),
        "consent_given": (
            _("Consent to publication given"),
            _("Consent to publication was given (text of %(text_version)s): %(fields)s.")),
        "consent_withdrawn": (
            _("Consent to publication withdrawn"), _("Consent to publication was withdrawn: %(fields)s.")),
    }  # fmt: skip


def _membership_words() -> dict[str, tuple[Any, Any]]:
    return {
        "membership_asked": (
            _("Membership asked for"), _("Membership in the organisation %(organisation)s was asked for.")),
        "membership_confirmed": (
            _("Membership confirmed"),
            _("The organisation %(organisation)s confirmed that %(mediator)s works under it.")),
        "membership_declined": (
            _("Membership declined"), _("The organisation %(organisation)s declined the request of %(mediator)s.")),
        "membership_ended": (
            _("Membership ended"), _("The membership of %(mediator)s in %(organisation)s ended.")),
        "establishment_recorded": (
            _("Establishment recorded"), _("Facts of the establishment were recorded: %(fields)s.")),
        "establishment_checked": (
            _("Proof of establishment checked"),
            _("The authority %(authority)s checked the proof of establishment.")),
    }  # fmt: skip


def _register_notices() -> None:
    from portal.notices.kinds import register_kind

    asked = _(
        "%(name)s (%(register_no)s) asks to work under your organisation. Confirm or decline the request."
    )
    for kind, label, subject, body in (
        ("membership_asked", _("A mediator asks to join"), _("%(name)s asks to join your organisation"), asked),
        ("membership_confirmed", _("Membership confirmed"), _("%(name)s confirmed your membership"),
         _("%(name)s (%(register_no)s) confirmed that you work under it.")),
        ("membership_declined", _("Membership declined"), _("%(name)s declined your request"),
         _("%(name)s (%(register_no)s) declined your request to work under it.")),
        ("membership_ended", _("Membership ended"), _("Your membership with %(name)s ended"),
         _("%(name)s (%(register_no)s) ended the membership, or took the request back.")),
        ("claim_verified", _("An entry of your profile was verified"), _("An entry of your profile was verified"),
         _("The authority has verified an entry of your profile. Your page now shows by whom and when.")),
        ("establishment_checked", _("Proof of establishment checked"), _("Your proof of establishment was checked"),
         _("The authority has checked the proof that your organisation is lawfully established.")),
    ):  # fmt: skip
        register_kind(
            MODULE + kind, label=label, subject_template=subject, body_template=body, prepare=_named
        )


def _named(context: Mapping[str, Any]) -> Mapping[str, Any]:
    """The other side's name nearest to the recipient's language."""
    names = context["names"]
    return {
        "name": names.get(get_language() or "", "") or next((text for text in names.values() if text), "")
    }


def _register_drafts() -> None:
    from django.urls import reverse

    from portal.drafts.registry import register_form

    def criterion(suffix: str) -> str:
        application, _point, position = suffix.partition(".")
        return reverse("mediators:answer", args=[application, int(position or 0)])

    register_form(MODULE + "answer", label=_("Answer to a criterion"), address=criterion)
    register_form(
        MODULE + "begin", label=_("Entry in the register of mediators"),
        address=lambda suffix: reverse("mediators:begin", args=[suffix]),
    )  # fmt: skip

    def alone(form: str) -> Callable[[str], str]:
        return lambda _suffix: reverse(f"mediators:{form}")

    for form, label in (
        ("edit_profile", _("Profile of a mediator")),
        ("practice", _("Practice of a mediator")),
        ("establishment", _("Establishment of an organisation")),
    ):
        register_form(MODULE + form, label=label, address=alone(form))


def _register_scopes() -> None:
    from mediation_registry.models import Claim, OrganisationFacts
    from portal.desk.registry import Queue, register_queue
    from portal.exhibits.scopes import register_scope
    from portal.identity.permissions import register_scope as register_record_scope

    register_scope("registrant", _may_reach)
    register_record_scope(Claim, _claims_before)
    register_record_scope(OrganisationFacts, _organisations_before)
    assessors = frozenset({"authority_assessor"})
    register_queue(
        "declared_entries",
        Queue(
            _("Declared entries to verify"),
            _("No declared entry waits for you."),
            assessors,
            _entries_waiting,
        ),
    )
    register_queue(
        "establishments",
        Queue(
            _("Proofs of establishment"),
            _("No proof of establishment waits for you."),
            assessors,
            _proofs_waiting,
        ),
    )


def _claims_before(queryset: Any, actor: Any) -> Any:
    from mediation_registry.queries.own import claims_to_verify

    return queryset.filter(pk__in=claims_to_verify(actor).values("pk"))


def _organisations_before(queryset: Any, actor: Any) -> Any:
    from mediation_registry.queries.own import establishments_to_check

    return queryset.filter(pk__in=establishments_to_check(actor).values("pk"))


def _entries_waiting(actor: Any, on: Any) -> Any:
    from mediation_registry.queries.own import claims_to_verify
    from portal.desk.registry import QueueRow

    for claim in claims_to_verify(actor):
        address = f"/staff/declared-entries/inspect/{claim.pk}/"
        yield QueueRow(claim.registrant.register_no, address, note=str(claim.get_kind_display()))


def _proofs_waiting(actor: Any, on: Any) -> Any:
    from mediation_registry.queries.own import establishments_to_check
    from portal.desk.registry import QueueRow

    for facts in establishments_to_check(actor):
        yield QueueRow(facts.registrant.register_no, f"/staff/establishments/inspect/{facts.pk}/")


def _may_reach(actor: Any, key: str, at: datetime) -> bool:
    """Files of an entry: the registrant, and the assessors of the home place."""
    from mediation_registry.queries.own import may_reach_files

    try:
        return may_reach_files(actor, UUID(key))
    except ValueError:
        return False
