"""Requests to Macao: the official platform first, authorised courts directly (Arrangement of 2020, arts 2, 3, 11)."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from service_of_process.actions import dispatching, transferring
from service_of_process.rules import channels, lifecycle
from tests.factories import entrusted, people, service
from tests.factories.entrusted import NOW, SENT, TRANSFERRED, desk, upper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english_with_calendars(db):
    entrusted.calendars()
    with translation.override("en"):
        yield


def at_desk(region: str = "MO"):
    matter = service.a_matter(region=region)
    channel = channels.ENTRUSTED_MACAO if region == "MO" else channels.ENTRUSTED_HK
    return service.a_leg(matter, channel, lifecycle.COURT_REVIEW)


def send(leg, actor=None, **way):
    given = {"on": SENT, "means": "platform", "platform_number": "NMSX-2026-9", **way}
    return dispatching.dispatch_leg(actor=actor or desk(), at=NOW, leg_id=leg.pk, **given)


def test_an_authorised_court_sends_to_macao_without_the_high_peoples_court() -> None:
    service.authorised_for_macao()
    leg = send(at_desk())
    assert (leg.state, leg.upper_court, leg.platform_number) == (lifecycle.DISPATCHED, None, "NMSX-2026-9")
    only = leg.hand_overs.get()
    assert (only.giver, only.taker, only.outside_number) == ("desk", "requested", "NMSX-2026-9")


def test_a_court_that_is_not_authorised_transfers() -> None:
    with pytest.raises(ValidationError, match="not authorised"):
        send(at_desk())


def test_an_authorisation_counts_on_its_own_days_only() -> None:
    authorisation = service.authorised_for_macao()
    authorisation.valid_to = TRANSFERRED
    authorisation.save()
    with pytest.raises(ValidationError, match="not authorised"):
        send(at_desk())


def test_an_authorisation_for_macao_opens_no_way_to_hong_kong() -> None:
    service.authorised_for_macao()
    with pytest.raises(ValidationError, match="Hong Kong only High"):
        send(at_desk("HK"), means="post")


def test_a_high_peoples_court_sends_its_own_requests_and_has_none_to_transfer_to() -> None:
    leg = at_desk("HK")
    court = people.court()
    court.level = "high"
    court.save()
    practice = service.practice()
    practice.upper_court = None
    practice.save()
    leg.upper_court = None
    leg.save()
    with pytest.raises(ValidationError, match="No High People"):
        transferring.transfer_leg(actor=desk(), at=NOW, leg_id=leg.pk, on=TRANSFERRED)
    assert send(leg, means="courier").state == lifecycle.DISPATCHED


def test_macao_by_post_needs_the_reason_and_then_two_sets() -> None:
    """Acceptance case 9 for one addressee: post → two sets; platform → none."""
    service.authorised_for_macao()
    leg = at_desk()
    with pytest.raises(ValidationError) as refusal:
        send(leg, means="post", platform_number="")
    assert "means_reason" in refusal.value.message_dict
    leg = send(leg, means="post", platform_number="", means_reason="Platform down since Monday")
    assert leg.sets == 2
    assert send(at_desk()).sets == 0


def test_the_platform_gives_a_number_and_it_is_recorded() -> None:
    service.authorised_for_macao()
    with pytest.raises(ValidationError, match="number of the official platform"):
        send(at_desk(), platform_number=" ")


def test_the_platform_does_not_reach_hong_kong() -> None:
    leg = entrusted.transferred(service.a_matter())
    with pytest.raises(ValidationError, match="Macao only"):
        send(leg, actor=upper())


@pytest.mark.parametrize("means", ["", "email", "portal", "pigeon"])
def test_no_other_means_carries_a_request(means) -> None:
    leg = entrusted.transferred(service.a_matter())
    with pytest.raises(ValidationError):
        send(leg, actor=upper(), means=means)
