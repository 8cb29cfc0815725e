"""As-of answers agree with the log: for random histories of acts, day by day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediation_registry.actions import listings
from mediation_registry.models import EnablingRule, Listing
from mediation_registry.queries.status import standings_of_every_listing, status_on
from mediation_registry.rules import lifecycle
from portal.audit.models import Event
from tests.factories import mediators

pytestmark = pytest.mark.django_db
SPAN = 12  # days after the listing begins
ACTS = ("remove", "withdraw", "suspend", "reinstate", "death", "set_aside", "not_carried")
STEP = st.tuples(st.sampled_from(ACTS), st.integers(-2, SPAN), st.integers(0, SPAN))


class Undo(Exception):
    """Ends a history: the database goes back to where it was."""


@pytest.fixture
def listing() -> Listing:
    found = mediators.published_listing()
    allow_suspension()
    return found


def allow_suspension() -> EnablingRule:
    """A fictitious rule that gives the power, entered by one officer and confirmed by another."""
    rule = EnablingRule.objects.create(
        scheme=mediators.scheme(), power=EnablingRule.Power.SUSPENSION, instrument="Fictitious rule",
        provision="art. 1", valid_from=date(2020, 1, 1), entered_by="user:one", entered_at=mediators.NOW,
        confirmed_by="user:two", confirmed_at=mediators.NOW,
    )  # fmt: skip
    return rule


def do(listing: Listing, act: str, day: date, now: int) -> None:
    """One act by the home authority, on a day of the span; what the rules refuse is refused."""
    at = mediators.NOW + timedelta(days=now)
    common = {"actor": mediators.acting(mediators.hk_decider(), at), "at": at, "listing_id": listing.pk}
    decided = {**common, "ground": "Ground", "deciding_body": "Body"}
    if act == "remove":
        listings.remove(**decided, effective_date=day)
    elif act == "withdraw":
        listings.withdraw_listing(**common)
    elif act == "suspend":
        listings.suspend(**decided, effective_date=day)
    elif act == "reinstate":
        listings.reinstate(**decided, effective_date=day)
    elif act == "death":
        listings.record_death(**common, death_date=day)
    elif act == "set_aside":
        listings.set_aside(**decided)
    else:
        listings.enter(
            listing=listing, act="mediation_registry.not_carried_forward", state=lifecycle.NOT_CARRIED_FORWARD,
            effective_date=day, actor=common["actor"], at=at,
        )  # fmt: skip


def events_of(listing: Listing) -> Iterator[dict[str, object]]:
    """The listing's events as the log holds them: canonical bytes, nothing from the register's own tables."""
    for event in Event.objects.filter(chain=listing.registrant.chain).order_by("position"):
        facts = json.loads(bytes(event.body))["facts"]
        if facts.get("certificate_no") == listing.certificate_no and "effective_date" in facts:
            yield facts


def folded(listing: Listing, day: date) -> str:
    """The answer by replaying the log: each event speaks from its day on, a later one speaks over earlier ones."""
    span = [listing.valid_from - timedelta(days=3) + timedelta(days=n) for n in range(SPAN + 10)]
    states: dict[date, str] = dict.fromkeys(span, "")
    for facts in events_of(listing):
        for known in span:
            if known >= date.fromisoformat(str(facts["effective_date"])):
                states[known] = str(facts["state"])
    return {"active": "valid", "suspended": "restricted"}.get(states[day], "not_valid")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(STEP, max_size=6))
def test_every_day_answers_as_the_log_replayed(listing: Listing, history: list[tuple[str, int, int]]) -> None:
    with suppress(Undo), transaction.atomic():
        for act, day, now in history:
            with suppress(ValidationError), transaction.atomic():
                do(listing, act, listing.valid_from + timedelta(days=day), now)
        for offset in range(-3, SPAN + 6):
            day = listing.valid_from + timedelta(days=offset)
            wanted = folded(listing, day)
            assert status_on(listing.registrant.register_no, day).status == wanted, (history, day)
            assert status_on(listing.certificate_no, day).status == wanted
            assert dict(standings_of_every_listing(day))[listing.status_index].value == wanted
        walked(listing)
        raise Undo


def walked(listing: Listing) -> None:
    """No history reaches a listing that the table of transitions does not know."""
    state = None
    for entry in listing.entries.order_by("number"):
        assert lifecycle.listing_after(state, entry.act) == entry.state
        assert entry.effective_date >= listing.valid_from
        state = entry.state
    assert state == Listing.objects.get(pk=listing.pk).state


def test_a_removal_recorded_late_counts_from_the_day_it_took_effect(listing: Listing) -> None:
    do(listing, "remove", listing.valid_from + timedelta(days=2), 10)
    assert status_on(listing.certificate_no, listing.valid_from + timedelta(days=1)).status == "valid"
    assert status_on(listing.certificate_no, listing.valid_from + timedelta(days=2)).status == "not_valid"


def test_a_removal_ahead_counts_only_from_its_day(listing: Listing) -> None:
    do(listing, "remove", listing.valid_from + timedelta(days=9), 1)
    known = status_on(listing.certificate_no, listing.valid_from + timedelta(days=8))
    assert (known.status, known.until) == ("valid", listing.valid_from + timedelta(days=9))


def test_since_when_is_the_beginning_of_the_unbroken_stretch(listing: Listing) -> None:
    begin = listing.valid_from
    do(listing, "suspend", begin + timedelta(days=2), 1)
    do(listing, "reinstate", begin + timedelta(days=5), 1)
    assert status_on(listing.certificate_no, begin + timedelta(days=3)).since == begin + timedelta(days=2)
    assert status_on(listing.certificate_no, begin + timedelta(days=7)).since == begin + timedelta(days=5)


def test_a_certificate_of_an_earlier_edition_stands_as_the_later_listing_does(listing: Listing) -> None:
    day = date(2027, 11, 20)
    mediators.published_edition([], year=2027, valid_from=day, carried=[listing])
    later = Listing.objects.get(edition__year=2027)
    assert status_on(listing.certificate_no, day).status == "valid"
    do(later, "remove", day + timedelta(days=1), 366)
    for number in (listing.certificate_no, later.certificate_no, listing.registrant.register_no):
        assert status_on(number, day + timedelta(days=1)).status == "not_valid"
        assert status_on(number, day).status == "valid"
    with pytest.raises(ValidationError) as caught:
        do(listing, "withdraw", day, 400)
    assert caught.value.code == "later"
