"""The words of effect, end and retention: in the log, and in notices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.audit.labels import register_acts
from portal.notices.kinds import court_of, register_kinds
from portal.power_of_attorney.models import Ending, Referral, RetentionClass

P = "power_of_attorney."
WHO = {"by": {"principal": _("by the principal"), "court": _("on a written notice to the court")}}
CLASSES = {"class": dict(RetentionClass.Code.choices)}
REGIONS = {"region": dict(Referral.Region.choices)}

#: act → label, sentence, words for codes
ACT_WORDS: dict[str, tuple[Any, Any, Mapping[str, Mapping[str, Any]]]] = {
    "made_effective": (
        _("In force"), _("After judicial review, the power of attorney is in force from %(effective_date)s."), {}),
    "rejected": (
        _("Rejected after judicial review"), _("After judicial review, the power of attorney was rejected: %(reason)s"), {}),
    "sent_to_attesting_officer": (
        _("Referred to an attesting officer"), _("The principal was referred to an attesting officer in %(region)s."),
        REGIONS),
    "amended": (_("Replaced"), _("The power of attorney was replaced by %(replaced_by)s on %(end_date)s."), {}),
    "revoked": (_("Revoked"), _("The power of attorney was revoked %(by)s on %(end_date)s."), WHO),
    "expired": (_("Expired"), _("The period of the power of attorney ended; since %(last_date)s it is no longer in "
                               "force."), {}),
    "case_closed": (_("Ended with the case"), _("The power of attorney ended with the case on %(end_date)s."), {}),
    "code_renewed": (_("Access code renewed"), _("A new access code was made; the earlier one no longer counts."), {}),
    "dossier_classed": (_("Dossier class set"), _("The power of attorney was put into a class: %(class)s."), CLASSES),
    "retention_fixed": (
        _("Period of retention fixed"), _("For “%(class)s”, the court fixed %(days)s days: %(source)s"), CLASSES),
    "hold_placed": (_("Legal hold placed"), _("A legal hold was placed: nothing may be destroyed. %(reason)s"), {}),
    "hold_lifted": (_("Legal hold lifted"), _("The legal hold was lifted. %(reason)s"), {}),
    "destruction_proposed": (
        _("Destruction proposed"), _("The destruction of the keys of %(recordings)s recordings was proposed."), {}),
    "keys_destroyed": (
        _("Keys destroyed"),
        _("The keys of the recordings were destroyed; nobody can open them any more. Their digests stay: %(digests)s"), {}),
    "destruction_declined": (_("Destruction declined"), _("The destruction was declined: %(reason)s"), {}),
}  # fmt: skip

#: kind → label, subject, body
NOTICE_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "made_effective": (
        _("A power of attorney is in force"), _("Power of attorney %(reference)s is in force"),
        _("After judicial review by %(court)s, the power of attorney is in force from %(effective_date)s. The page of the "
          "power shows the sealed instrument and the access code with which anybody to whom you give it can check how the "
          "power stands.\n\nThe seal proves integrity; validity rests on the judge's witnessing."),
    ),
    "rejected": (
        _("A power of attorney was rejected"), _("Power of attorney %(reference)s was rejected"),
        _("After judicial review, %(court)s rejected the power of attorney. The page of the power gives the reason. You can "
          "still sign before an attesting officer in Hong Kong or Macao; the page says how."),
    ),
    "sent_to_attesting_officer": (
        _("The way through an attesting officer"), _("Power of attorney %(reference)s: the way through an attesting officer"),
        _("%(court)s refers you to an attesting officer in %(region_word)s. The page of the power says whom to go to and "
          "which papers to take along."),
    ),
    "ended": (
        _("A power of attorney has ended"), _("Power of attorney %(reference)s: %(end_word)s"),
        _("Since %(end_date)s, the power of attorney is no longer in force: %(end_word)s. The agents represent nobody by it "
          "any more, receive no documents and no longer see the case. The court has been told, and so has the other side "
          "as far as it has an account."),
    ),
    "ended_desk": (
        _("A power of attorney at your court has ended"), _("Power of attorney %(reference)s: %(end_word)s"),
        _("Since %(end_date)s, the power of attorney is no longer in force: %(end_word)s. The representation in the case "
          "has ended with it. Whoever stands on the other side without an account is to be told by the court (Civil "
          "Procedure Law, art. 63); the desk prints the notice."),
    ),
    "ended_other_side": (
        _("The other side's power of attorney has ended"), _("Case %(reference)s: a power of attorney has ended"),
        _("%(court)s tells you under article 63 of the Civil Procedure Law: since %(end_date)s, the power of attorney "
          "%(power_reference)s in case %(reference)s is no longer in force: %(end_word)s. The case page shows who acts now."),
    ),
    "code_renewed": (
        _("An access code was renewed"), _("Power of attorney %(reference)s: the access code was renewed"),
        _("The principal had a new access code made for the power of attorney. The earlier code no longer works."),
    ),
}  # fmt: skip


def prepare(context: Mapping[str, Any]) -> dict[str, Any]:
    """Codes of a notice in words of the recipient's language, which is active."""
    return {
        "court": court_of(context),
        "end_word": str(dict(Ending.Kind.choices).get(context.get("end", ""), "")),
        "region_word": str(dict(Referral.Region.choices).get(context.get("region", ""), "")),
    }


def register() -> None:
    """Every label and kind of this area; called once, when the portal starts."""
    register_acts("power_of_attorney", ACT_WORDS)
    register_kinds("power_of_attorney", NOTICE_WORDS, prepare=prepare)
