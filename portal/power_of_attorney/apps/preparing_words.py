"""The words of the acts before the session, and of the notices that tell of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.identity.gateways import VERIFIERS
from portal.notices.kinds import court_of
from portal.power_of_attorney.models import PowerOfAttorney

SIMULATED = {"yes": _("simulated, it proves nothing"), "no": _("not simulated")}
READING = {
    "yes": _("by the court's reading of a Greater Bay Area licence"),
    "no": _("by the words of the text"),
}
WAYS = {name: way.label for name, way in VERIFIERS.items()}
IDENTITY = {"simulated": SIMULATED, "adapter": WAYS}

#: act → label, sentence, codes in words
ACT_WORDS: dict[str, tuple[Any, Any, Mapping[str, Mapping[str, Any]]]] = {
    "identity_check_opened": (
        _("Identity check opened"), _("The check of the principal's identity was opened"), {}),
    "identity_verified": (
        _("Identity verified"), _("Identity verified; way of checking: %(adapter)s (%(simulated)s)"), IDENTITY),
    "identity_confirmed_manually": (
        _("Identity confirmed by hand"), _("Identity confirmed by hand; way of checking: %(adapter)s (%(simulated)s)"),
        IDENTITY),
    "identity_failed": (_("Identity not established"), _("The principal's identity was not established"), {}),
    "review_opened": (_("Review opened"), _("The review of the papers was opened"), {}),
    "legal_basis_recorded": (
        _("Legal basis recorded"), _("Legal basis recorded: %(basis)s (%(by_reading)s)"),
        {"basis": dict(PowerOfAttorney.Basis.choices), "by_reading": READING}),
    "case_linked": (_("Case linked"), _("Linked with case %(case)s"), {}),
    "cure_ordered": (_("Correction ordered"), _("Correction ordered, to be made by %(by_date)s"), {}),
    "cure_extended": (_("Time to correct extended"), _("The time to correct was extended to %(by_date)s"), {}),
    "cure_lapsed": (_("Not corrected in time"), _("The judge found that nothing was corrected in time"), {}),
    "refused": (_("Witnessing refused"), _("The court refused to witness the power"), {}),
    "cleared": (_("Papers in order"), _("The papers were found in order; a session may be booked"), {}),
    "change_ordered": (_("Back to review"), _("A change was ordered; the power went back to review"), {}),
    "slot_offered": (_("Time offered"), _("A time for witnessing was offered"), {}),
    "slot_withdrawn": (_("Time taken back"), _("A time for witnessing was taken back"), {}),
    "booked": (_("Session booked"), _("A session was booked"), {}),
    "rescheduled": (_("Session moved"), _("The session was moved to another time"), {}),
    "booking_cancelled": (_("Booking cancelled"), _("The booking was cancelled"), {}),
    "no_show_recorded": (_("Somebody did not come"), _("The session was not held: somebody did not come"), {}),
    "interpreter_engaged": (_("Interpreter engaged"), _("An interpreter was engaged"), {}),
    "interpreter_pledged": (_("Interpreter pledged"), _("The interpreter pledged"), {}),
    "interpreter_released": (_("Interpreter released"), _("The interpreter was released"), {}),
    "device_tested": (_("Device tested"), _("A device was tested"), {}),
}  # fmt: skip

#: kind → label, subject, body
NOTICE_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "identity_verified": (
        _("Your identity is established"), _("Power of attorney %(reference)s: your identity is established"),
        _("%(court)s has established your identity and now reviews the papers of your power of attorney.")),
    "identity_failed": (
        _("Your identity could not be established"),
        _("Power of attorney %(reference)s: your identity could not be established"),
        _("%(court)s could not establish your identity. Give another identity paper under Identity, or come to the court "
          "in person; the reason stands on the page of the power.")),
    "cure_ordered": (
        _("Please correct your power of attorney"),
        _("Power of attorney %(reference)s: please correct it by %(by_date)s"),
        _("%(court)s has reviewed the papers. Please correct this by %(by_date)s: %(grounds)s")),
    "cure_extended": (
        _("You have more time to correct"), _("Power of attorney %(reference)s: you have time until %(by_date)s"),
        _("%(court)s has extended the time to correct your power of attorney to %(by_date)s.")),
    "cure_ending": (
        _("The time to correct ends soon"), _("Power of attorney %(reference)s: please correct it by %(by_date)s"),
        _("The time to correct your power of attorney ends on %(by_date)s. If you need more time, ask %(court)s before "
          "that day.")),
    "cure_over": (
        _("The time to correct has ended"), _("Power of attorney %(reference)s: the time to correct ended on %(by_date)s"),
        _("Nothing was corrected by %(by_date)s. The portal decides nothing: extend the time, or the judge finds that it "
          "was not corrected in time.")),
    "refused": (
        _("The court does not witness this power"), _("Power of attorney %(reference)s: the court does not witness it"),
        _("%(court)s does not witness this power of attorney: %(reason)s. You may still have a power notarised, or signed "
          "before an attesting officer.")),
    "cleared": (
        _("You may book the session"), _("Power of attorney %(reference)s: you may book the session"),
        _("%(court)s has found the papers in order. Choose a time for the session by video, and test camera and "
          "microphone beforehand.")),
    "change_ordered": (
        _("Your power of attorney is reviewed again"), _("Power of attorney %(reference)s is reviewed again"),
        _("%(court)s reviews your power of attorney again: %(reason)s. A session that was booked does not take place.")),
    "booked": (
        _("A session is booked"), _("Power of attorney %(reference)s: session on %(starts_at)s"),
        _("The session by video begins on %(starts_at)s (time of the court, UTC+8). The page shows it in your time zone "
          "and has an entry for your calendar. Please test your device before.")),
    "rescheduled": (
        _("A session was moved"), _("Power of attorney %(reference)s: the session is now on %(starts_at)s"),
        _("The session by video was moved and now begins on %(starts_at)s (time of the court, UTC+8). %(reason)s")),
    "booking_cancelled": (
        _("A session was cancelled"), _("Power of attorney %(reference)s: the session was cancelled"),
        _("The session on %(starts_at)s (time of the court, UTC+8) does not take place. Another time may be booked. "
          "%(reason)s")),
    "no_show_recorded": (
        _("A session was not held"), _("Power of attorney %(reference)s: the session was not held"),
        _("The session on %(starts_at)s (time of the court, UTC+8) was not held, because somebody did not come. Another "
          "time may be booked. %(reason)s")),
    "session_soon": (
        _("A session begins soon"), _("Power of attorney %(reference)s: session on %(starts_at)s"),
        _("The session by video begins on %(starts_at)s (time of the court, UTC+8). Have your identity paper at hand, be "
          "in a quiet, bright and closed room, and test your device before.")),
    "interpreter_engaged": (
        _("You are engaged as interpreter"), _("Power of attorney %(reference)s: you are engaged as interpreter"),
        _("%(court)s engages you to interpret at a signing by video. Please read the pledge and give it on the page.")),
    "interpreter_pledged": (
        _("The interpreter has pledged"), _("Power of attorney %(reference)s: the interpreter has pledged"),
        _("The interpreter has given the pledge.")),
    "interpreter_released": (
        _("You are released as interpreter"), _("Power of attorney %(reference)s: you are released as interpreter"),
        _("%(court)s has released you. You have nothing further to do in this matter.")),
}  # fmt: skip


def prepare(context: Mapping[str, Any]) -> dict[str, Any]:
    """The court's name in the recipient's language, which is active."""
    return {"court": court_of(context)}
