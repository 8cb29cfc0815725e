"""The words of this room's acts in the log, and of its notices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.audit.labels import register_act
from portal.identity.gateways import ANSWERS, VERIFIERS
from portal.identity.models import Court, IdentityDocument, ProfessionalLicence
from portal.identity.roles import Role
from portal.notices.kinds import register_kind

SIMULATED = {"yes": _("simulated"), "no": _("not simulated")}
PAPERS: dict[str, Any] = {**dict(IdentityDocument.Kind.choices), **dict(ProfessionalLicence.Kind.choices)}
PAPER_WORDS = {
    "kind": PAPERS,
    "simulated": SIMULATED,
    "adapter": {name: way.label for name, way in VERIFIERS.items()},
    "answer": ANSWERS,
}
PERSON_WORDS = {"kind": {"natural": _("natural person"), "legal": _("company or other entity")}}
OFFICE_WORDS = {"role": dict(Role.choices), "until_date": {"": _("further notice")}}

ACT_WORDS: dict[str, tuple[Any, Any, Mapping[str, Mapping[str, Any]]]] = {
    "identity.person_registered": (_("Person entered"), _("A person was entered: %(kind)s"), PERSON_WORDS),
    "identity.names_recorded": (_("Names recorded"), _("Names were recorded or withdrawn"), {}),
    "identity.document_submitted": (
        _("Identity document submitted"),
        _("%(kind)s submitted to %(court)s to be checked"),
        PAPER_WORDS,
    ),
    "identity.document_withdrawn": (_("Identity document withdrawn"), _("%(kind)s withdrawn"), PAPER_WORDS),
    "identity.platform_consulted": (
        _("Platform consulted"),
        _("%(adapter)s asked about %(kind)s: %(answer)s (%(simulated)s)"),
        PAPER_WORDS,
    ),
    "identity.verified": (
        _("Identity document verified"),
        _("%(kind)s verified. %(adapter)s (%(simulated)s)"),
        PAPER_WORDS,
    ),
    "identity.refused": (
        _("Identity document refused"),
        _("%(kind)s refused. %(adapter)s (%(simulated)s)"),
        PAPER_WORDS,
    ),
    "identity.licence_submitted": (
        _("Licence submitted"),
        _("%(kind)s submitted to %(court)s to be checked"),
        PAPER_WORDS,
    ),
    "identity.licence_verified": (_("Licence verified"), _("%(kind)s verified at %(court)s"), PAPER_WORDS),
    "identity.licence_refused": (_("Licence refused"), _("%(kind)s refused at %(court)s"), PAPER_WORDS),
    "identity.place_edited": (_("Reference data edited"), _("%(place)s was entered or edited"), {}),
    "identity.appointed": (
        _("Office given"),
        _("Office given: %(role)s at %(place)s from %(from_date)s"),
        OFFICE_WORDS,
    ),
    "identity.office_ended": (
        _("Office ended"),
        _("Office ended: %(role)s at %(place)s, not held from %(until_date)s"),
        OFFICE_WORDS,
    ),
    "identity.leave_covered": (
        _("Leave covered"),
        _("Leave covered: %(role)s at %(place)s from %(from_date)s until %(until_date)s"),
        OFFICE_WORDS,
    ),
    "identity.reassigned": (
        _("Office taken over"),
        _("Office taken over: %(role)s at %(place)s from %(from_date)s"),
        OFFICE_WORDS,
    ),
    "identity.recovery_requested": (
        _("Recovery requested"),
        _("Recovery of the account requested at %(court)s"),
        {},
    ),
    "identity.recovery_proved": (
        _("Identity proved for recovery"),
        _("Identity proved anew at %(court)s; the waiting time runs"),
        {},
    ),
    "identity.recovery_refused": (
        _("Recovery refused"),
        _("Recovery of the account refused at %(court)s"),
        {},
    ),
    "identity.recovery_completed": (
        _("Second factors reset"),
        _("Every second factor of the account was reset at %(court)s"),
        {},
    ),
    "identity.recovery_cancelled": (_("Recovery cancelled"), _("Recovery of the account cancelled"), {}),
    "identity.signing_key_enrolled": (
        _("Signing key enrolled"),
        _("A signing key was enrolled (%(simulated)s), certificate SHA-256 %(fingerprint)s"),
        {"simulated": SIMULATED},
    ),
    "identity.signing_key_revoked": (
        _("Signing key withdrawn"),
        _("The signing key was withdrawn, certificate SHA-256 %(fingerprint)s"),
        {},
    ),
}

NOTICES: dict[str, tuple[Any, Any, str]] = {
    "identity.document_verified": (
        _("Identity document verified"),
        _("Your identity document has been verified"),
        "identity/notices/document_verified.txt",
    ),
    "identity.document_refused": (
        _("Identity document refused"),
        _("Your identity document could not be accepted"),
        "identity/notices/document_refused.txt",
    ),
    "identity.licence_verified": (
        _("Licence verified"),
        _("Your lawyer's licence has been verified"),
        "identity/notices/licence_verified.txt",
    ),
    "identity.licence_refused": (
        _("Licence refused"),
        _("Your lawyer's licence could not be accepted"),
        "identity/notices/licence_refused.txt",
    ),
    "identity.recovery_requested": (
        _("Recovery requested"),
        _("Somebody asks to recover your account"),
        "identity/notices/recovery_requested.txt",
    ),
    "identity.recovery_proved": (
        _("Identity proved for recovery"),
        _("The second factors of your account will be reset"),
        "identity/notices/recovery_proved.txt",
    ),
    "identity.recovery_completed": (
        _("Second factors reset"),
        _("The second factors of your account have been reset"),
        "identity/notices/recovery_completed.txt",
    ),
    "identity.recovery_refused": (
        _("Recovery refused"),
        _("The recovery of your account was refused"),
        "identity/notices/recovery_refused.txt",
    ),
    "identity.recovery_cancelled": (
        _("Recovery cancelled"),
        _("The recovery of your account was cancelled"),
        "identity/notices/recovery_cancelled.txt",
    ),
}


def register_words() -> None:
    """Called once, when the room opens."""
    for act, (label, sentence, words) in ACT_WORDS.items():
        register_act(act, label, sentence, words=words)
    for kind, (label, subject, body) in NOTICES.items():
        register_kind(
            kind,
            label=label,
            subject_template=subject,
            body_template=body,
            prepare=_prepare,
        )


def _prepare(context: Mapping[str, Any]) -> dict[str, Any]:
    court = Court.objects.filter(code=context.get("court_code", "")).first()
    return {
        "court": str(court) if court else "",
        "paper": str(PAPERS.get(context.get("paper_kind", ""), "")),
        "simulated_words": _now("The check was simulated; it proves nothing.")
        if context.get("simulated")
        else "",
    }
