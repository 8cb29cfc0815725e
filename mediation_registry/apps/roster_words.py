"""The words of acts and notices: court rosters and continuing training."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from i18n import languages
from mediation_registry.models import CourtRoster, CourtRosterEntry
from mediation_registry.models.grounds import GROUND_WORDS

ANSWERS = {
    "accepted": _("accepted the invitation"),
    "declined": _("declined"),
    "consented": _("consented"),
    "ended": _("took the consent back"),
}
EVENTS = {
    "term_renewed": _("the term was renewed"),
    "evaluated": _("an evaluation was entered"),
    "graded": _("a grade was entered"),
    "warned": _("a warning was entered"),
    "criticised": _("a circular criticism was entered"),
    "sharing_ended": _("a lower court no longer uses your entry"),
}
STATES = {"state": dict(CourtRosterEntry.State.choices)}
_REMOVAL = {"ground": GROUND_WORDS}
_ROSTER = {"kind": dict(CourtRoster.Kind.choices), "level": dict(CourtRoster.Level.choices)}

ACT_WORDS: dict[str, tuple[Any, Any, Mapping[str, Mapping[str, Any]]]] = {
    "roster_opened": (_("Court roster opened"), _("Court %(court)s opened a roster: %(kind)s, %(level)s."), _ROSTER),
    "roster_invited": (_("Invited to a roster"), _("Court %(court)s invited %(register_no)s to its roster."), {}),
    "roster_applied": (_("Application to a roster"), _("%(register_no)s applied to the roster of %(court)s."), {}),
    "roster_invitation_accepted": (_("Invitation accepted"), _("%(register_no)s accepted the invitation."), {}),
    "roster_invitation_declined": (_("Invitation declined"), _("%(register_no)s declined the invitation."), {}),
    "roster_application_accepted": (
        _("Application taken up"), _("Court %(court)s took the application up; training before entry follows."), {}),
    "roster_refused": (_("Not entered"), _("Court %(court)s did not enter %(register_no)s."), {}),
    "roster_training_recorded": (
        _("Training of the court recorded"), _("Training of %(effective_date)s was recorded."), {}),
    "roster_certified": (
        _("Court certificate issued"), _("Court %(court)s issued certificate %(certificate_no)s."), {}),
    "put_on_roster": (
        _("Put on the roster"), _("%(register_no)s stands on the roster of %(court)s from %(effective_date)s."), {}),
    "roster_paused": (_("Entry paused"), _("The entry is paused from %(effective_date)s."), {}),
    "roster_resumed": (_("Entry resumed"), _("The entry is active again from %(effective_date)s."), {}),
    "roster_warned": (
        _("Warning by the court"), _("Court %(court)s gave a warning: %(ground)s."), _REMOVAL),
    "roster_criticised": (
        _("Circular criticism by the court"), _("Court %(court)s gave a circular criticism: %(ground)s."), _REMOVAL),
    "roster_evaluated": (_("Evaluation entered"), _("An evaluation of %(effective_date)s was entered."), {}),
    "roster_graded": (_("Grade entered"), _("A grade of %(effective_date)s was entered."), {}),
    "roster_term_renewed": (_("Term renewed"), _("The term was renewed until %(until_date)s."), {}),
    "roster_term_ended": (_("Term ended"), _("The term ended; the entry ends on %(effective_date)s."), {}),
    "roster_resigned": (_("Left the roster"), _("%(register_no)s left the roster of %(court)s."), {}),
    "roster_mediator_named": (
        _("Mediator named"), _("Organisation %(register_no)s named mediator %(mediator)s."), {}),
    "roster_naming_ended": (
        _("Naming ended"), _("Organisation %(register_no)s no longer names mediator %(mediator)s."), {}),
    "roster_removal_proposed": (
        _("Removal from the roster proposed"), _("A removal was proposed at %(court)s: %(ground)s."), _REMOVAL),
    "roster_removal_dropped": (
        _("Removal from the roster dropped"), _("Court %(court)s does not remove %(register_no)s."), {}),
    "roster_removed": (
        _("Removed from the roster"), _("Court %(court)s removed %(register_no)s: %(ground)s."), _REMOVAL),
    "roster_report_noted": (
        _("Removal noted by the authority"), _("Authority %(authority)s took note of the removal."), {}),
    "roster_sharing_asked": (
        _("Use of the entry asked for"), _("Court %(asking_court)s asked to use the entry of %(register_no)s."), {}),
    "roster_sharing_consented": (
        _("Use of the entry consented to"), _("%(register_no)s consented to its use by %(asking_court)s."), {}),
    "roster_sharing_declined": (
        _("Use of the entry declined"), _("%(register_no)s declined its use by %(asking_court)s."), {}),
    "roster_sharing_ended": (
        _("Use of the entry ended"), _("Court %(asking_court)s no longer uses the entry of %(register_no)s."), {}),
    "training_entered": (
        _("Training entered"), _("%(hours)s hours of training until %(until_date)s were entered: %(training)s."), {}),
    "training_withdrawn": (_("Training withdrawn"), _("A training record was withdrawn: %(training)s."), {}),
    "training_checked": (_("Training counted"), _("%(hours)s hours of training were counted: %(training)s."), {}),
    "training_not_counted": (
        _("Training not counted"), _("A training record was not counted: %(training)s."), {}),
}  # fmt: skip

NOTICE_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "roster_invited": (
        _("A court invites you to its roster"),
        _("%(court)s invites you to its roster of mediators"),
        _("%(court)s invites you (%(register_no)s) to its roster of invited mediation. Answer in the portal; training "
          "by the court comes before the entry (Provisions on invited mediation, arts. 6 and 7).")),
    "roster_application_received": (
        _("An application to your roster"),
        _("%(register_no)s applies to the roster of %(court)s"),
        _("%(register_no)s has applied to the roster of %(court)s. The application waits on the desk.")),
    "roster_answered": (
        _("An answer to a request of your court"),
        _("%(register_no)s %(answer_word)s"),
        _("%(register_no)s %(answer_word)s, in answer to %(court)s.")),
    "roster_moved": (
        _("Your entry on a court roster"),
        _("Roster of %(court)s: %(state_word)s"),
        _("Your entry (%(register_no)s) on the roster of %(court)s now reads: %(state_word)s. The page of your rosters "
          "shows since when and why.")),
    "roster_moved_by_person": (
        _("A mediator changed an entry on your roster"),
        _("Roster of %(court)s: %(register_no)s, %(state_word)s"),
        _("The entry of %(register_no)s on the roster of %(court)s now reads: %(state_word)s.")),
    "roster_noted": (
        _("An event on your court roster"),
        _("Roster of %(court)s: %(event_word)s"),
        _("On your entry (%(register_no)s) at %(court)s, %(event_word)s. The page of your rosters shows it.")),
    "roster_removal_waits": (
        _("A removal waits for a second officer"),
        _("Roster of %(court)s: a removal of %(register_no)s waits"),
        _("An officer of %(court)s proposed to remove %(register_no)s from the roster. Another officer decides.")),
    "roster_sharing_asked": (
        _("A lower court asks for you"),
        _("%(court)s asks for your consent"),
        _("%(court)s would like to give you matters on the footing of your entry on a higher court's roster "
          "(Online Mediation Rules, art. 27). It needs your consent. You may decline; nothing follows from that.")),
    "roster_named": (
        _("An organisation named you"),
        _("You were named for the roster of %(court)s"),
        _("Organisation %(register_no)s named you for the roster of %(court)s: you count as a mediator invited by "
          "the court (Provisions on invited mediation, art. 6).")),
    "roster_term_due": (
        _("Your term on a court roster ends"),
        _("Roster of %(court)s: your term ends on %(until_date)s"),
        _("Your term on the roster of %(court)s ends on %(until_date)s. Ask the court if you wish to stay.")),
    "training_checked": (
        _("Training counted"), _("Your training was counted"),
        _("The authority of your place counted this training: %(event)s.")),
    "training_not_counted": (
        _("Training not counted"), _("A training record was not counted"),
        _("The authority of your place did not count this training: %(event)s.\n\nReason: %(reason)s")),
    "renewal_due": (
        _("Your certification ends"), _("Certificate %(certificate_no)s ends on %(until_date)s"),
        _("Certificate %(certificate_no)s is valid until %(until_date)s (exclusive). The authority of your place says "
          "how it is renewed.")),
}  # fmt: skip


def prepare(context: Mapping[str, Any]) -> dict[str, Any]:
    """Codes of a notice in words of the recipient's language, which is active."""
    return {
        "court": named(context.get("court_names")) or _now("The court"),
        "answer_word": str(ANSWERS.get(context.get("answer", ""), "")),
        "event_word": str(EVENTS.get(context.get("event", ""), "")),
        "state_word": str(STATES["state"].get(context.get("state", ""), "")),
    }


def named(names: Mapping[str, str] | None) -> str:
    """The name of a place in the active language, or in the nearest one that has it."""
    return languages.nearest(names, get_language())
