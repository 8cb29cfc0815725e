"""One power for its page: where it stands since when, who holds it, what the reader can do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.rules import lifecycle as law

SENTENCES: dict[str, Any] = {
    law.DRAFT: gettext_lazy("The power is being drawn up. The court does not see it yet."),
    law.SUBMITTED: gettext_lazy("The power was handed in. Next, the court verifies identity."),
    law.ID_PENDING: gettext_lazy("The court is verifying the identity of everybody who signs."),
    law.ID_VERIFIED: gettext_lazy("Identity was verified. Next, the court reviews the papers."),
    law.ID_MANUAL: gettext_lazy("The court confirmed identity by hand. Next, it reviews the papers."),
    law.ID_FAILED: gettext_lazy("Identity could not be established. The court says what is missing; give other papers."),
    law.DOC_REVIEW: gettext_lazy("The court is reviewing the power and its papers."),
    law.CURE: gettext_lazy("The court asks for a correction. What it asks for stands below."),
    law.CLEARED: gettext_lazy("Everything is in order. Book a time for the session by video."),
    law.SCHEDULED: gettext_lazy("The session by video is booked."),
    law.LOBBY: gettext_lazy("The lobby is open: enter now and wait for the judge to admit you."),
    law.IN_SESSION: gettext_lazy("The session is running."),
    law.SUSPENDED: gettext_lazy("The session is suspended. The judge says when it goes on."),
    law.ABORTED: gettext_lazy("The session was broken off. Nothing was attested; book another time."),
    law.SIGNED: gettext_lazy("The power was signed before the judge. The session is being closed."),
    law.JUDICIAL_REVIEW: gettext_lazy("The power was signed. The court reviews the session; then it takes effect."),
    law.EFFECTIVE: gettext_lazy("The power is in force."),
    law.REJECTED: gettext_lazy("The court did not accept the power. The offline way stays open."),
    law.ATTESTING_ROUTE: gettext_lazy("The power takes the offline way: it is not witnessed by video."),
    law.AMENDED: gettext_lazy("The power was replaced by an amended one."),
    law.REVOKED: gettext_lazy("The power was revoked."),
    law.EXPIRED: gettext_lazy("The power has expired."),
    law.CASE_CLOSED: gettext_lazy("The power ended with the case."),
    law.WITHDRAWN: gettext_lazy("The power was taken back before it took effect."),
}  # fmt: skip

_BEFORE_SESSION = (law.CLEARED, law.SCHEDULED, law.LOBBY)
_ROOM = (law.SCHEDULED, law.LOBBY, law.IN_SESSION, law.SUSPENDED, law.SIGNED)
_DONE = (law.JUDICIAL_REVIEW, *sorted(law.WAS_EFFECTIVE))


@dataclass(frozen=True)
class Link:
    """A page that this power has."""

    label: str
    address: str


@dataclass(frozen=True)
class Standing:
    """Where a power stands: the sentence, who holds it now, the next step of the reader if there is one."""

    sentence: str
    holder: str
    is_mine: bool
    next: Link | None = None


def link_to(name: str, label: str, *arguments: Any) -> Link | None:
    """A page of this power by its name; None where the portal has no such page."""
    try:
        return Link(label, reverse(f"powers:{name}", args=arguments))
    except NoReverseMatch:
        return None


def standing_now(power: PowerOfAttorney, role: str, *, lacks_consent: bool, lacks_papers: bool) -> Standing:
    """The standing for the principal or an agent (``role``), with what this reader has still to give."""
    held_by = law.HELD_BY.get(power.state, "")
    mine = held_by == law.PRINCIPAL and role == law.PRINCIPAL
    return Standing(
        sentence=str(SENTENCES[power.state]),
        holder=_holder(power, held_by, mine),
        is_mine=mine or power.state == law.LOBBY,
        next=_next(power, role, lacks_consent, lacks_papers),
    )


def _holder(power: PowerOfAttorney, held_by: str, mine: bool) -> str:
    if mine:
        return _("you")
    if held_by == law.PRINCIPAL:
        return _("the principal")
    if held_by == law.JUDGE:
        return _("the judge at %(court)s") % {"court": power.court}
    return str(power.court) if held_by == law.COURT else ""


def _next(power: PowerOfAttorney, role: str, lacks_consent: bool, lacks_papers: bool) -> Link | None:
    state, key = power.state, power.pk
    if role == law.PRINCIPAL:
        if state == law.DRAFT:
            return link_to("check", _("Go on with the draft"), key)
        if state == law.CURE:
            return link_to("check", _("Correct and hand in again"), key)
        if state in (law.CLEARED, law.ABORTED) and lacks_consent:
            return link_to("consents", _("Read the consents and answer"), key)
        if state in (law.CLEARED, law.ABORTED):
            return link_to("booking", _("Book a time"), key)
    if state in _ROOM[1:4]:
        return link_to("room", _("Enter the witnessing room"), key)
    if role == law.AGENT and state in law.BEFORE_SIGNING:
        if lacks_papers:
            return link_to("own_agency", _("File your papers"), key)
        if lacks_consent:
            return link_to("consents", _("Read the consents and answer"), key)
    if state == law.SCHEDULED:
        return link_to("device", _("Test camera, microphone and line"), key)
    if state == law.EFFECTIVE:
        return link_to("instrument", _("Open the instrument"), key)
    return None


def links_of(power: PowerOfAttorney, role: str) -> list[Link]:
    """The further pages of this power that exist in its state, for this reader."""
    state, key, principal = power.state, power.pk, role == law.PRINCIPAL
    wanted: list[tuple[bool, str, Any]] = [
        (state in (law.CLEARED, law.SCHEDULED, law.ABORTED) and principal, "booking", _("Booking")),
        (state in _BEFORE_SESSION, "device", _("Test camera, microphone and line")),
        (state in _ROOM, "room", _("Witnessing room")),
        (power.versions.exists(), "instrument", _("Text of the instrument")),
        (
            state in _DONE and (principal or state not in law.ENDED),
            "packages",
            _("Evidence package"),
        ),
        (
            state == law.EFFECTIVE or (principal and state in law.WAS_EFFECTIVE),
            "code",
            _("Access code of the register"),
        ),
        (state == law.EFFECTIVE and principal, "amend", _("Amend the power")),
        (state == law.EFFECTIVE and principal, "revoke", _("Revoke the power")),
        (state not in law.ENDED, "consents", _("Consents, and how to withdraw them")),
        (
            principal and law.after(state, f"{law.P}withdrawn") is not None,
            "withdraw",
            _("Take the power back"),
        ),
    ]
    found = [link_to(name, str(label), key) for shown, name, label in wanted if shown]
    return [link for link in found if link is not None]


def is_waiting_for(power: PowerOfAttorney, on: date) -> bool:
    """True while the time that the court fixed for a correction runs."""
    return power.state == law.CURE and (power.cure_by_date is None or power.cure_by_date >= on)
