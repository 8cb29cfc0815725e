"""Every act on applications and listings as one call with sound input, for tables and random walks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from mediation_registry.actions import applications, assessment, committee, editions, listings, schemes
from mediation_registry.models import Application, EnablingRule, Listing
from mediation_registry.rules import lifecycle
from portal.audit.actors import Actor
from tests.factories import mediators, people
from tests.factories.mediators import NOW, PLACES, SEATS, TODAY

Call = Callable[[Application, Actor], Any]


def _first(application: Application) -> Any:
    return application.window.rule_version.criteria.first()


def _edit(application: Application, actor: Actor) -> Any:
    return applications.answer_criterion(
        actor=actor, at=NOW, application_id=application.pk, criterion_id=_first(application).pk, declared=True,
        number=7, text="",
    )  # fmt: skip


def _assess(application: Application, actor: Actor) -> Any:
    return assessment.assess_criterion(
        actor=actor, at=NOW, application_id=application.pk, criterion_id=_first(application).pk, result="met"
    )


def own_place(actor: Actor) -> str:
    """The place of the actor's authority, or Hong Kong."""
    codes = {code: PLACES[place] for place, seats in SEATS.items() for code in seats}
    return next((codes[code] for code in sorted(actor.authorities)), PLACES["HK"])


def _position(application: Application, actor: Actor, outcome: str = "agreed") -> Any:
    return committee.record_committee_position(
        actor=actor, at=NOW, application_id=application.pk, jurisdiction=own_place(actor), outcome=outcome,
        reason="Unclear.", body="Session 5", instrument_no="W-5", decided_date=TODAY,
    )  # fmt: skip


def refer(application: Application, actor: Actor) -> Any:
    """The place of the actor refers the application back."""
    return _position(application, actor, "referred_back")


def _conference(outcome: str) -> Call:
    return lambda application, actor: committee.record_conference_outcome(
        actor=actor, at=NOW, application_id=application.pk, outcome=outcome, reason="Not this year.",
        body="Session 9", instrument_no="J-9", decided_date=TODAY,
    )  # fmt: skip


def _publish(application: Application, actor: Actor) -> Any:
    """Prepared by a colleague in Guangdong, published by the actor."""
    year = lifecycle_year()
    preparing = people.actor(mediators.officer("GD", "publisher", number=2), NOW)
    edition = editions.prepare_edition(
        actor=preparing, at=NOW, scheme=application.scheme, year=year, session="Session 9", instrument_no="J-9",
        determined_date=TODAY, valid_from=TODAY + timedelta(days=year - mediators.YEAR),
    )  # fmt: skip
    editions.add_lines(actor=preparing, at=NOW, edition_id=edition.pk, application_ids=[application.pk])
    return editions.publish_edition(actor=actor, at=NOW, edition_id=edition.pk)


def lifecycle_year() -> int:
    """The first year without a published edition."""
    taken = set(Listing.objects.values_list("edition__year", flat=True))
    return next(year for year in range(mediators.YEAR, 2100) if year not in taken)


def _plain(act: Callable[..., Any], **more: Any) -> Call:
    return lambda application, actor: act(actor=actor, at=NOW, application_id=application.pk, **more)


APPLICATION_ACTS: dict[str, Call] = {
    "application_edited": _edit,
    "application_submitted": _plain(applications.submit_application),
    "application_resubmitted": _plain(applications.resubmit_application),
    "application_withdrawn": _plain(applications.withdraw_application, reason=""),
    "completeness_check_opened": _plain(applications.open_completeness_check),
    "application_returned": _plain(applications.return_for_correction, reason="Cut off."),
    "application_complete": _plain(applications.find_complete),
    "conflict_declared": _plain(assessment.declare_conflict, has_conflict=False),
    "criterion_assessed": _assess,
    "recognised_locally": _plain(assessment.recognise_locally, decided_date=TODAY),
    "refused_locally": _plain(assessment.refuse_locally, reason="Not met.", decided_date=TODAY),
    "put_to_committee": _plain(committee.put_to_committee),
    "committee_position_recorded": _position,
    "assessment_reopened": _plain(assessment.reopen_assessment, reason="Evidence to be seen again."),
    "put_to_conference": _plain(committee.put_to_conference),
    "determined": _conference("determined"),
    "not_determined": _conference("not_determined"),
    "edition_published": _publish,
}
"""What may be called from outside. ``agreed`` and ``referred_back`` follow from the third position by themselves."""


def prepared(application: Application, place: str = "HK") -> Application:
    """What must stand before the acts of this state: assessments made, declarations of those who decide."""
    if application.state == lifecycle.LOCAL_ASSESSMENT:
        mediators.assessed(application, place)
        mediators.no_conflict(mediators.officer(place, "decider"), application)
    if application.state in (lifecycle.COMMITTEE_REVIEW, lifecycle.JOINT_CONFERENCE):
        for each in PLACES:
            mediators.no_conflict(mediators.officer(each, "decider"), application)
    return application


# -- listings
def _decided(act: Callable[..., Any]) -> Callable[[Listing, Actor], Any]:
    return lambda listing, actor: act(
        actor=actor, at=NOW, listing_id=listing.pk, ground="A finding.", deciding_body="Joint Conference",
        effective_date=TODAY,
    )  # fmt: skip


LISTING_ACTS: dict[str, Callable[[Listing, Actor], Any]] = {
    "listing_withdrawn": lambda listing, actor: listings.withdraw_listing(
        actor=actor, at=NOW, listing_id=listing.pk, reason=""
    ),
    "removed": _decided(listings.remove),
    "suspended": _decided(listings.suspend),
    "reinstated": _decided(listings.reinstate),
    "expired": lambda listing, actor: listings.expire(actor=actor, at=NOW, listing_id=listing.pk),
    "entry_set_aside": lambda listing, actor: listings.set_aside(
        actor=actor,
        at=NOW,
        listing_id=listing.pk,
        ground="Found wrong on review.",
        deciding_body="Review body",
    ),
    "death_recorded": lambda listing, actor: listings.record_death(
        actor=actor, at=NOW, listing_id=listing.pk, death_date=TODAY
    ),
}


def enable(power: str, place: str = "HK", value: int | None = None) -> EnablingRule:
    """A fictitious rule of a place that gives a power, entered by intake and confirmed by the decider."""
    rule = schemes.enter_enabling_rule(
        actor=mediators.acting(mediators.officer(place, "intake")), at=NOW, scheme=mediators.scheme(), power=power,
        citation=schemes.Citation("Fictitious rule"), provision="art. 1", valid_from=date(2026, 1, 1),
        jurisdiction=mediators.jurisdiction(place), value=value,
    )  # fmt: skip
    decider = mediators.acting(mediators.officer(place, "decider"))
    return schemes.confirm_enabling_rule(actor=decider, at=NOW, enabling_rule_id=rule.pk)


def bring(listing: Listing, state: str) -> None:
    """Bring an active listing into a state by acts; ``not_carried_forward`` by the next edition without it."""
    by_act = {
        lifecycle.LISTING_WITHDRAWN: "listing_withdrawn", lifecycle.REMOVED: "removed",
        lifecycle.SUSPENDED: "suspended", lifecycle.EXPIRED: "expired", lifecycle.DECEASED: "death_recorded",
    }  # fmt: skip
    if state in by_act:
        LISTING_ACTS[by_act[state]](listing, mediators.acting(mediators.hk_decider()))
    elif state == lifecycle.NOT_CARRIED_FORWARD:
        other = mediators.mediator_user("lao.ka.wai", {"pt": "Lao Ka Wai"})
        row = mediators.application_in(lifecycle.DETERMINED, "MO", other, year=mediators.YEAR + 1)
        mediators.published_edition([row], year=mediators.YEAR + 1, valid_from=TODAY + timedelta(days=1))
    listing.refresh_from_db()
