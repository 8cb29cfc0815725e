"""Service by a Hong Kong lawyer: off by default, by the judge's order, proved by affidavit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from service_of_process.actions import attempts, delivering, pilot
from service_of_process.models import Clock, Leg, Proposal, ServiceMatter
from service_of_process.rules import channels, lifecycle
from tests.factories import people, service
from tests.factories import service_channels as acts

pytestmark = pytest.mark.django_db
LATER = acts.on(date(2026, 12, 10))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    acts.ready()
    with translation.override("en"):
        yield


def ordered(matter: ServiceMatter | None = None, *, open_for: int | None = 30, **entries: Any) -> Leg:
    service.practice(pilot_is_open=True, pilot_days=open_for)
    matter = matter or service.a_matter()
    return pilot.order_pilot(
        actor=acts.judge(), at=acts.NOW, matter_id=matter.pk,
        **{"address_id": matter.addresses.get().pk, "legal_basis": "court-practice", "reason": "香港公司", **entries},
    )  # fmt: skip


def instructed(leg: Leg) -> Leg:
    return pilot.instruct_lawyer(
        actor=acts.clerk(), at=acts.on(date(2026, 11, 24)), leg_id=leg.pk, lawyer="Fictitious & Co.",
        instructed_date=date(2026, 11, 23), reference="FC/77",
    )  # fmt: skip


def test_the_pilot_is_off_until_the_court_opens_it() -> None:
    matter = service.a_matter()
    with pytest.raises(ValidationError, match="has not opened the pilot"):
        pilot.order_pilot(
            actor=acts.judge(), at=acts.NOW, matter_id=matter.pk, address_id=matter.addresses.get().pk,
            legal_basis="court-practice", reason="x",
        )  # fmt: skip
    assert not matter.legs.exists()


def test_only_the_judge_of_the_case_orders_it() -> None:
    service.practice(pilot_is_open=True)
    matter = service.a_matter()
    for user in (people.clerk_a(), service.panel_member(), people.judge_b(), people.stranger()):
        with pytest.raises(PermissionRefused):
            pilot.order_pilot(
                actor=people.actor(user), at=acts.NOW, matter_id=matter.pk, address_id=matter.addresses.get().pk,
                legal_basis="court-practice", reason="x",
            )  # fmt: skip


def test_the_order_makes_a_leg_with_its_basis_and_tells_the_clerk() -> None:
    leg = ordered()
    assert (leg.state, leg.legal_basis, leg.channel) == (
        lifecycle.ORDERED,
        "court-practice",
        channels.PILOT_LAWYER,
    )
    assert leg.reference.startswith(f"{leg.matter.stem}-1-")
    assert (
        Notice.objects.get(kind="service_of_process.pilot_ordered").recipient_key
        == f"user:{people.clerk_a().pk}"
    )


def test_thirty_days_run_only_where_the_court_set_them_and_are_practice() -> None:
    clock = Clock.objects.get(leg=ordered())
    assert (clock.is_practice, clock.kind, clock.due_date) == (True, "target", date(2026, 12, 20))
    assert not Clock.objects.filter(leg=ordered(service.a_matter(), open_for=None)).exists()


def test_the_pilot_does_not_reach_macao_nor_another_basis() -> None:
    with pytest.raises(ValidationError, match="somebody in Hong Kong"):
        ordered(service.a_matter(region="MO"))
    with pytest.raises(ValidationError, match="does not rest on that basis"):
        ordered(service.a_matter(), legal_basis="hkmo-service-2009-art7")
    with pytest.raises(ValidationError, match="Give the reason"):
        ordered(service.a_matter(), reason=" ")


def test_the_pilot_never_runs_beside_a_notice() -> None:
    with pytest.raises(ValidationError, match="not possible now"):
        ordered(service.a_matter(lifecycle.NOTICE_RUNNING))


def test_the_lawyer_receives_every_document_by_its_digest() -> None:
    leg = instructed(ordered())
    handed = leg.hand_overs.get()
    assert (handed.taker, handed.outside_number) == (lifecycle.LAWYER, "FC/77")
    assert handed.digests == {"1": leg.matter.documents.get().digest}
    assert (leg.lawyer, leg.state) == ("Fictitious & Co.", lifecycle.INSTRUCTED)


def test_nobody_is_instructed_before_the_order() -> None:
    leg = ordered()
    with pytest.raises(ValidationError) as refusal:
        pilot.instruct_lawyer(
            actor=acts.clerk(), at=acts.NOW, leg_id=leg.pk, lawyer="Fictitious & Co.",
            instructed_date=date(2026, 11, 19),
        )  # fmt: skip
    assert "instructed_date" in refusal.value.message_dict


def test_the_affidavit_is_proposed_and_ends_the_target() -> None:
    leg = instructed(ordered())
    attempts.record_attempt(
        actor=acts.clerk(), at=LATER, leg_id=leg.pk, seen=acts.seen(date(2026, 11, 25)), result="not_met"
    )
    seen = acts.seen(date(2026, 11, 30), place="香港九龍虛構街8號12樓A室")
    leg = pilot.receive_affidavit(
        actor=acts.clerk(), at=LATER, leg_id=leg.pk, seen=seen, received_date=date(2026, 12, 8),
        upload=acts.scan("affidavit"),
    )  # fmt: skip
    proposal = Proposal.objects.get(leg=leg)
    assert (leg.state, proposal.kind, proposal.date) == (lifecycle.PROVED, "served", date(2026, 11, 30))
    assert (leg.certificates.get().kind, leg.certificates.get().issuer) == ("affidavit", "Fictitious & Co.")
    assert Clock.objects.get(leg=leg).state == Clock.State.MET
    assert acts.the_matter(leg).effective_date is None


def test_the_lawyer_who_found_nobody_ends_the_leg() -> None:
    leg = delivering.record_failure(
        actor=acts.clerk(), at=LATER, leg_id=instructed(ordered()).pk, reason="no_such_person",
        ended_date=date(2026, 12, 1),
    )  # fmt: skip
    assert leg.state == lifecycle.FAILED
