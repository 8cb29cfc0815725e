"""The ledger of training: nothing is asked for without a cited rule; nobody checks the own record; reminders once."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from mediation_registry.actions import training
from mediation_registry.models import CourtRoster, EnablingRule, Listing
from mediation_registry.queries import training as queries
from mediation_registry.rules import rosters as roster_rules
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import mediators, people
from tests.factories import rosters as cast

pytestmark = pytest.mark.django_db
NOW, TODAY = cast.NOW, cast.TODAY


def entered(user, hours: str = "6.0", **said):
    words = {"event": "Course", "organiser": "Centre", "from_date": TODAY, "to_date": TODAY, **said}
    return training.enter_training(actor=cast.acting(user), at=NOW, hours=Decimal(hours), **words)


def rule(listing: Listing, power: str, value: int, *, confirmed: bool = True) -> EnablingRule:
    return EnablingRule.objects.create(
        scheme=listing.edition.scheme, jurisdiction=listing.jurisdiction, power=power, value=value,
        instrument="Fictitious rules", provision="1", valid_from=date(2026, 1, 1), entered_by="user:a", entered_at=NOW,
        confirmed_by="user:b" if confirmed else "", confirmed_at=NOW if confirmed else None,
    )  # fmt: skip


def test_days_out_of_order_in_the_future_or_no_hours_are_refused_with_a_sentence() -> None:
    user = mediators.registrant().person.user
    for said in ({"to_date": TODAY - timedelta(days=1)}, {"to_date": TODAY + timedelta(days=1)}):
        with pytest.raises(ValidationError):
            entered(user, **said)
    with pytest.raises(ValidationError):
        entered(user, hours="0")


def test_a_record_is_checked_once_by_the_assessor_of_her_place_and_by_nobody_else() -> None:
    mediators.scheme()
    record = entered(mediators.registrant().person.user)
    for user in (
        mediators.mo_assessor(),
        mediators.hk_intake(),
        people.judge_a(),
        record.registrant.person.user,
    ):
        with pytest.raises(PermissionRefused):
            training.check_training(actor=cast.acting(user), at=NOW, record_id=record.pk)
    assessor = cast.acting(mediators.hk_assessor())
    with pytest.raises(ValidationError):
        training.refuse_training(actor=assessor, at=NOW, record_id=record.pk, reason=" ")
    training.check_training(actor=assessor, at=NOW, record_id=record.pk)
    with pytest.raises(ValidationError):
        training.refuse_training(actor=assessor, at=NOW, record_id=record.pk, reason="Too late.")
    assert queries.hours_of(record.registrant, TODAY, TODAY + timedelta(days=1)) == Decimal("6.0")
    assert queries.hours_of(record.registrant, TODAY + timedelta(days=1), TODAY + timedelta(days=9)) == 0


def test_hours_are_asked_for_only_by_a_cited_and_confirmed_rule_and_reminders_too() -> None:
    listing = mediators.published_listing()
    Listing.objects.filter(pk=listing.pk).update(valid_to=TODAY + timedelta(days=20))
    rule(listing, "training_hours", 15, confirmed=False)
    assert queries.standings(listing.registrant, TODAY)[0].hours_rule is None
    assert queries.standings(listing.registrant, TODAY)[0].missing is None
    assert training.remind_of_renewals(at=NOW) == 0
    EnablingRule.objects.all().delete()
    for power, value in (
        ("training_hours", 15),
        ("training_period", 36),
        ("validity_term", 3),
        ("renewal_notice", 30),
    ):
        rule(listing, power, value)
    record = entered(listing.registrant.person.user)
    entered(listing.registrant.person.user, "2.5")
    training.check_training(actor=cast.acting(mediators.hk_assessor()), at=NOW, record_id=record.pk)
    standing = queries.standings(listing.registrant, TODAY)[0]
    assert (standing.counted, standing.waiting, standing.missing) == (
        Decimal("6.0"),
        Decimal("2.5"),
        Decimal("9.0"),
    )
    assert standing.from_date == date(2023, 11, 20)
    training.remind_of_renewals(at=NOW)
    training.remind_of_renewals(at=NOW + timedelta(days=1))
    assert Notice.objects.filter(kind="mediation_registry.renewal_due").count() == 1


def test_a_term_on_a_roster_is_recalled_only_where_the_court_set_it() -> None:
    entry = cast.entry_in(roster_rules.ACTIVE, valid_to=TODAY + timedelta(days=10))
    assert training.remind_of_terms(at=NOW) == 0
    CourtRoster.objects.filter(pk=entry.roster_id).update(term_notice_days=14)
    training.remind_of_terms(at=NOW)
    training.remind_of_terms(at=NOW + timedelta(days=1))
    assert Notice.objects.filter(kind="mediation_registry.roster_term_due").count() == 1


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)), (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 36, date(2023, 1, 15)), (date(2026, 12, 31), 1, date(2026, 11, 30)),
        (date(2026, 1, 31), 1, date(2025, 12, 31)),
    ],
)  # fmt: skip
def test_months_are_counted_back_to_a_day_that_exists(day: date, months: int, earlier: date) -> None:
    assert queries.months_back(day, months) == earlier
