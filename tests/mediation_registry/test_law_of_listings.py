"""Listings as the law has them: one rule for register, API and status list; suspension and terms only by a cited rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mediation_registry.actions import listings
from mediation_registry.models import Listing, PanelEdition
from mediation_registry.queries.certificates import places_not_in_force
from mediation_registry.queries.status import standings_of_every_listing, status_on
from mediation_registry.rules import lifecycle
from mediation_registry.rules.standing import Standing
from tests.factories import mediator_acts, mediators

pytestmark = pytest.mark.django_db
DAYS = [mediators.TODAY + timedelta(days=number) for number in (-2, -1, 0, 1, 2, 3, 5, 10, 400, 1200)]


def decided(listing: Listing, **more: object) -> dict[str, object]:
    return {
        "actor": mediators.acting(mediators.hk_decider()), "at": mediators.NOW, "listing_id": listing.pk,
        "ground": "A finding.", "deciding_body": "Joint Conference", **more,
    }  # fmt: skip


def carried(listing: Listing, valid_from: date) -> Listing:
    """The same registrant on the edition of the next year."""
    mediators.published_edition([], year=mediators.YEAR + 1, valid_from=valid_from, carried=[listing])
    return Listing.objects.get(edition__year=mediators.YEAR + 1)


def assert_one_rule() -> None:
    """Whatever the register answers to a certificate number, the status list says of its place, on every day."""
    for day in DAYS:
        found, seen = places_not_in_force(day), dict(standings_of_every_listing(day))
        for listing in Listing.objects.filter(edition__state=PanelEdition.State.PUBLISHED):
            answer = status_on(listing.certificate_no, day).standing
            begun = listing.valid_from <= day
            assert seen[listing.status_index] is answer
            revoked = listing.status_index in found[Standing.NOT_VALID]
            assert revoked == (begun and answer is Standing.NOT_VALID), (day, listing.certificate_no)
            assert (listing.status_index in found[Standing.RESTRICTED]) == (answer is Standing.RESTRICTED)


def test_an_earlier_certificate_ends_with_the_later_listing_everywhere() -> None:
    first = mediators.published_listing()
    second = carried(first, mediators.TODAY + timedelta(days=2))
    assert_one_rule()
    listings.remove(**decided(second, effective_date=mediators.TODAY + timedelta(days=3)))
    on = mediators.TODAY + timedelta(days=3)
    assert {first.status_index, second.status_index} <= places_not_in_force(on)[Standing.NOT_VALID]
    assert status_on(first.certificate_no, on - timedelta(days=1)).is_valid
    assert_one_rule()


def test_a_removal_of_a_future_day_revokes_nothing_before_it() -> None:
    listing = mediators.published_listing()
    listings.remove(**decided(listing, effective_date=mediators.TODAY + timedelta(days=5)))
    assert not places_not_in_force(mediators.TODAY + timedelta(days=4))[Standing.NOT_VALID]
    assert (
        listing.status_index in places_not_in_force(mediators.TODAY + timedelta(days=5))[Standing.NOT_VALID]
    )
    assert_one_rule()


def test_an_entry_set_aside_leaves_the_status_list() -> None:
    listing = mediators.published_listing()
    listings.remove(**decided(listing, effective_date=mediators.TODAY))
    assert listing.status_index in places_not_in_force(mediators.TODAY)[Standing.NOT_VALID]
    listings.set_aside(**decided(listing))
    assert not places_not_in_force(mediators.TODAY)[Standing.NOT_VALID]
    assert_one_rule()


def test_setting_a_removal_aside_does_not_lift_the_suspension_that_ran_before_it() -> None:
    listing = mediators.published_listing()
    mediator_acts.enable("suspension")
    start = mediators.TODAY + timedelta(days=1)
    listings.suspend(**decided(listing, effective_date=start))
    listings.remove(**decided(listing, effective_date=start + timedelta(days=1)))
    listings.set_aside(**decided(listing))
    listing.refresh_from_db()
    assert listing.state == lifecycle.SUSPENDED
    assert status_on(listing.certificate_no, start + timedelta(days=2)).standing is Standing.RESTRICTED
    assert status_on(listing.certificate_no, start - timedelta(days=1)).is_valid
    assert [entry.act.rpartition(".")[2] for entry in listing.entries.order_by("number")][-2:] == [
        "entry_set_aside", "suspended",
    ]  # fmt: skip
    assert_one_rule()


def test_setting_the_suspension_itself_aside_lifts_it() -> None:
    listing = mediators.published_listing()
    mediator_acts.enable("suspension")
    listings.suspend(**decided(listing, effective_date=mediators.TODAY))
    listings.set_aside(**decided(listing))
    assert status_on(listing.certificate_no, mediators.TODAY).is_valid


def test_without_a_cited_rule_no_listing_has_a_term() -> None:
    assert mediators.published_listing().valid_to is None


def test_a_term_of_a_cited_rule_ends_a_listing_at_once_without_an_entry() -> None:
    mediators.scheme()
    mediator_acts.enable("validity_term", value=3)
    listing = mediators.published_listing()
    assert listing.valid_to == date(2029, 11, 20)
    last = listing.valid_to - timedelta(days=1)
    assert status_on(listing.certificate_no, last).is_valid
    after = status_on(listing.certificate_no, listing.valid_to)
    assert (after.standing, after.state) == (Standing.NOT_VALID, lifecycle.EXPIRED)
    assert listing.status_index in places_not_in_force(listing.valid_to)[Standing.NOT_VALID]
    assert listing.entries.count() == 1
    assert_one_rule()


def test_no_court_role_stands_in_the_chain_of_decisions() -> None:
    from mediation_registry.rules.permissions import applications, desk
    from mediation_registry.rules.permissions import listings as of_listings

    court = {"clerk", "judge", "assistance_desk"}
    chain = {act: roles for act, roles in applications.ACTS.items() if act != "mediation_registry.registered"}
    for act, roles in {**chain, **desk.ACTS, **of_listings.ACTS}.items():
        assert not roles & court, act
