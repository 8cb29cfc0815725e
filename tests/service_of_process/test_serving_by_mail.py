"""Service by mail (2009 Provisions, art. 7): posted, signed for, returned, silent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from portal.identity.permissions import PermissionRefused
from service_of_process.actions import attempts, posting
from service_of_process.models import Clock, Leg, Proposal
from service_of_process.rules import channels, lifecycle
from tests.factories import people, service
from tests.factories import service_channels as acts

pytestmark = pytest.mark.django_db
POSTED = date(2026, 8, 20)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    acts.ready()
    with translation.override("en"):
        yield


def a_mail_leg(**entries: Any) -> Leg:
    return service.a_leg(service.a_matter(), channels.MAIL, **entries)


def posted(leg: Leg | None = None, day: date = POSTED, **entries: Any) -> Leg:
    return posting.post_mail(
        actor=acts.clerk(), at=acts.NOW, leg_id=(leg or a_mail_leg()).pk, posted_date=day,
        **{"postal_number": "RR123456785CN", "has_return_receipt": True, **entries},
    )  # fmt: skip


def signed(leg: Leg, day: date = date(2026, 9, 10), **entries: Any) -> Leg:
    return posting.record_signature(
        actor=acts.clerk(), at=acts.NOW, leg_id=leg.pk, service_date=day,
        **{"kind": "return_receipt", "received_date": date(2026, 9, 24), "upload": acts.scan(), **entries},
    )  # fmt: skip


def test_posting_starts_three_months_from_that_day() -> None:
    leg = posted()
    clock = Clock.objects.get(leg=leg)
    assert (clock.rule, clock.start_date, clock.nominal_date) == (posting.RULE, POSTED, date(2026, 11, 20))
    assert (leg.state, leg.dispatched_date, leg.postal_number) == (lifecycle.POSTED, POSTED, "RR123456785CN")


def test_the_posting_hands_over_every_document_by_its_digest() -> None:
    leg = posted()
    handed = leg.hand_overs.get()
    document = leg.matter.documents.get()
    assert handed.digests == {"1": document.digest} and len(document.digest) == 64
    assert (handed.giver, handed.taker) == (lifecycle.CLERK, lifecycle.POST_OFFICE)


def test_mail_without_the_return_receipt_is_not_posted() -> None:
    with pytest.raises(ValidationError, match="return receipt of service must be enclosed"):
        posted(has_return_receipt=False)


def test_mail_wants_an_address_and_a_document() -> None:
    leg = a_mail_leg(address=None)
    with pytest.raises(ValidationError, match="no postal address"):
        posted(leg)
    matter = service.a_matter(with_document=False)
    with pytest.raises(ValidationError, match="no document to be served"):
        posted(service.a_leg(matter, channels.MAIL))


def test_a_withdrawn_address_is_not_posted_to() -> None:
    leg = a_mail_leg()
    leg.address.withdrawn_at = acts.NOW
    leg.address.save()
    with pytest.raises(ValidationError, match="no postal address"):
        posted(leg)


def test_nothing_is_posted_tomorrow() -> None:
    with pytest.raises(ValidationError) as refusal:
        posted(day=date(2026, 11, 21))
    assert "posted_date" in refusal.value.message_dict


@pytest.mark.parametrize("kind", ["return_receipt", "postal_receipt"])
def test_a_signature_on_either_receipt_is_proposed_with_its_own_date(kind: str) -> None:
    leg = signed(posted(), kind=kind)
    proposal = Proposal.objects.get(leg=leg)
    assert (proposal.kind, proposal.date, proposal.state) == ("served", date(2026, 9, 10), "open")
    matter = acts.the_matter(leg)
    assert (matter.state, matter.effective_date) == (lifecycle.PROPOSED_SERVED, None)
    assert leg.certificates.get().kind == kind


def test_a_signature_ends_the_period_of_silence() -> None:
    leg = signed(posted())
    assert Clock.objects.get(leg=leg).state == Clock.State.MET


def test_nobody_signs_before_the_posting_nor_receives_before_the_signature() -> None:
    leg = posted()
    with pytest.raises(ValidationError) as refusal:
        signed(leg, date(2026, 8, 19))
    assert "service_date" in refusal.value.message_dict
    with pytest.raises(ValidationError) as refusal:
        signed(leg, received_date=date(2026, 9, 9))
    assert "received_date" in refusal.value.message_dict
    assert acts.fresh(leg).state == lifecycle.POSTED and not leg.certificates.exists()


def test_a_signature_needs_its_receipt() -> None:
    with pytest.raises(ValidationError, match="Attach the proof"):
        signed(posted(), upload=None)


def test_the_same_receipt_uploaded_twice_names_the_leg_that_has_it() -> None:
    matter = service.a_matter()
    first, second = (posted(service.a_leg(matter, channels.MAIL)) for _ in range(2))
    receipt = acts.scan()
    signed(first, upload=receipt)
    receipt.seek(0)
    with pytest.raises(ValidationError, match=r"already kept as proof of leg 1, received on 2026-09-24"):
        signed(second, upload=receipt)


def test_returned_mail_ends_the_leg_with_its_reason_and_serves_nobody() -> None:
    leg = posting.record_return(
        actor=acts.clerk(), at=acts.NOW, leg_id=posted().pk, reason="refused", obstacle_date=date(2026, 9, 1),
        received_date=date(2026, 9, 20), note="拒收", upload=acts.scan("envelope"),
    )  # fmt: skip
    proof = leg.certificates.get()
    assert (leg.state, leg.end_reason) == (lifecycle.FAILED, "refused")
    assert (proof.is_served, proof.reason, proof.reason_text) == (False, "refused", "拒收")
    assert not Proposal.objects.filter(kind__in=("served", "deemed")).exists()
    assert Clock.objects.get(leg=leg).state == Clock.State.STOPPED


def test_a_return_wants_its_reason() -> None:
    with pytest.raises(ValidationError, match="Give the reason"):
        posting.record_return(
            actor=acts.clerk(), at=acts.NOW, leg_id=posted().pk, reason="", obstacle_date=date(2026, 9, 1),
            received_date=date(2026, 9, 2),
        )  # fmt: skip


def test_the_last_way_returned_is_proposed_as_exhausted() -> None:
    leg = posted()
    posting.record_return(
        actor=acts.clerk(), at=acts.NOW, leg_id=leg.pk, reason="moved", obstacle_date=date(2026, 9, 1),
        received_date=date(2026, 9, 2),
    )  # fmt: skip
    assert Proposal.objects.get(matter=leg.matter).kind == "exhausted"


def test_a_proof_after_the_judge_found_the_mail_not_served_waits_for_her() -> None:
    leg = a_mail_leg(state=lifecycle.LAPSED, dispatched_date=POSTED)
    leg = signed(leg)
    assert leg.state == lifecycle.LATE_RESULT
    assert not Proposal.objects.exists()


def test_a_receipt_after_service_was_deemed_puts_the_signed_day_before_the_judge() -> None:
    expiry = date(2026, 11, 20)
    matter = service.a_matter(lifecycle.DEEMED_SERVED, effective_date=expiry)
    leg = service.a_leg(
        matter, channels.MAIL, lifecycle.CONFIRMED, dispatched_date=POSTED, confirmed_date=expiry
    )
    leg = signed(leg)
    proposal = Proposal.objects.get(leg=leg)
    assert (leg.state, leg.confirmed_date) == (lifecycle.CONFIRMED, expiry)
    assert (proposal.kind, proposal.date, proposal.alternative_date) == (
        "rectified",
        date(2026, 9, 10),
        expiry,
    )
    assert acts.the_matter(leg).effective_date == expiry


@pytest.mark.parametrize("state", [lifecycle.LAPSED, lifecycle.WITHDRAWN, lifecycle.CONFIRMED])
def test_mail_that_comes_back_after_the_decision_is_kept_and_changes_nothing(state: str) -> None:
    leg = posting.record_return(
        actor=acts.clerk(), at=acts.NOW, leg_id=a_mail_leg(state=state, dispatched_date=POSTED).pk, reason="moved",
        obstacle_date=date(2026, 9, 1), received_date=date(2026, 9, 20),
    )  # fmt: skip
    assert (leg.state, leg.end_reason) == (state, "")
    assert not leg.certificates.get().is_served and not Proposal.objects.filter(kind="served").exists()


def test_a_second_proof_on_a_leg_is_refused_by_its_state() -> None:
    leg = signed(posted())
    with pytest.raises(ValidationError, match="not possible now"):
        signed(leg)


def test_an_attempt_of_the_post_leaves_the_mail_where_it_is() -> None:
    leg = posted()
    attempts.record_attempt(
        actor=acts.clerk(), at=acts.NOW, leg_id=leg.pk, seen=acts.seen(date(2026, 9, 1)), result="not_met",
        reason="absent", next_date=date(2026, 9, 3),
    )  # fmt: skip
    assert acts.fresh(leg).state == lifecycle.POSTED
    assert leg.attempts.get().next_date == date(2026, 9, 3)


def test_the_judge_of_another_court_posts_nothing() -> None:
    leg = a_mail_leg()
    for user in (people.clerk_b(), people.judge_a(), people.stranger()):
        with pytest.raises(PermissionRefused):
            posting.post_mail(
                actor=people.actor(user), at=acts.NOW, leg_id=leg.pk, posted_date=POSTED, postal_number="1",
                has_return_receipt=True,
            )  # fmt: skip


def test_an_earlier_signature_after_a_confirmed_date_is_proposed_as_earlier() -> None:
    matter = service.a_matter(lifecycle.SERVED, effective_date=date(2026, 10, 1))
    service.a_leg(matter, channels.ENTRUSTED_HK, lifecycle.CONFIRMED, confirmed_date=date(2026, 10, 1))
    leg = service.a_leg(matter, channels.MAIL, lifecycle.POSTED, dispatched_date=POSTED)
    signed(leg)
    proposal = Proposal.objects.get(leg=leg)
    assert (proposal.kind, proposal.date) == ("earlier", date(2026, 9, 10))
    assert acts.the_matter(leg).effective_date == date(2026, 10, 1)
    assert timezone.localdate(acts.NOW) == date(2026, 11, 20)
