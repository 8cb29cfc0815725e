"""Attempts, delivery against signature, leaving, and ways that come to nothing (2009 Provisions, arts 3–5, 11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.identity.permissions import PermissionRefused
from service_of_process.actions import attempts, delivering, leaving
from service_of_process.models import Attempt, Leg, Proposal, ServiceContact
from service_of_process.rules import channels, lifecycle
from service_of_process.rules.delivering import may_be_left
from tests.factories import people, service
from tests.factories import service_channels as acts

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 12)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def a_way(channel: str = channels.PERSONAL, /, *, place: str = "CN", **contact: Any) -> Leg:
    """A leg in the Mainland, with a contact where the channel has one."""
    matter = service.a_matter()
    person = None
    if channel not in (channels.PERSONAL, channels.LEAVING) or contact:
        person = ServiceContact.objects.create(**{
            "matter": matter, "number": 1, "channel": channel, "name": "前海代表处", "is_authorised": True, **contact,
        })  # fmt: skip
    address = service.an_address(matter, "深圳市南山区虚构路2号", place=place, kind="mainland")
    return service.a_leg(matter, channel, contact=person, address=None if person else address)


def attempted(leg: Leg, result: str = "not_met", **entries: Any) -> Attempt:
    return attempts.record_attempt(
        actor=acts.clerk(),
        at=acts.NOW,
        leg_id=leg.pk,
        seen=entries.pop("seen", acts.seen()),
        result=result,
        **entries,
    )


def delivered(leg: Leg, **entries: Any) -> Leg:
    return delivering.record_delivery(
        actor=acts.clerk(), at=acts.NOW, leg_id=leg.pk, seen=entries.pop("seen", acts.seen()),
        received_date=entries.pop("received_date", DAY), upload=entries.pop("upload", acts.scan()),
    )  # fmt: skip


def left(leg: Leg, **entries: Any) -> Leg:
    return leaving.leave_behind(
        actor=acts.clerk(), at=acts.NOW, leg_id=leg.pk, seen=entries.pop("seen", acts.seen()), received_date=DAY,
        upload=acts.scan(), **{"refusal": "拒绝签收", "witnesses": "社区居委会 王五", **entries},
    )  # fmt: skip


def test_an_attempt_keeps_all_that_was_seen() -> None:
    leg = a_way()
    seen = acts.seen(position="22.53,113.93", identity_check="身份证", note="家人称外出")
    attempt = attempted(
        leg, reason="absent", seen=seen, next_date=date(2026, 11, 18), upload=acts.scan("photo")
    )
    kept = Attempt.objects.get(pk=attempt.pk)
    assert (kept.position, kept.note, kept.person_met) == ("22.53,113.93", "家人称外出", "何德荣")
    assert (kept.server, kept.identity_check, kept.number) == ("吴敏、张三", "身份证", 1)
    assert kept.exhibit.scope == f"service:{leg.matter_id}"
    assert acts.fresh(leg).state == lifecycle.ATTEMPTING


def test_attempts_are_numbered_one_after_the_other() -> None:
    leg = a_way()
    assert [attempted(leg).number for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize("result", ["delivered", "left"])
def test_a_success_is_not_entered_as_an_attempt(result: str) -> None:
    with pytest.raises(ValidationError, match="together with its proof"):
        attempted(a_way(), result)


def test_an_attempt_is_not_entered_for_tomorrow_nor_without_words_on_other() -> None:
    with pytest.raises(ValidationError) as refusal:
        attempted(a_way(), seen=acts.seen(date(2026, 11, 21)))
    assert "attempted_at" in refusal.value.message_dict
    with pytest.raises(ValidationError) as refusal:
        attempted(a_way(), "other")
    assert "note" in refusal.value.message_dict


def test_the_next_attempt_follows_this_one() -> None:
    with pytest.raises(ValidationError) as refusal:
        attempted(a_way(), next_date=date(2026, 11, 11))
    assert "next_date" in refusal.value.message_dict


def test_an_attempt_beyond_the_border_is_a_note_of_the_requested_side() -> None:
    leg = service.a_leg(
        service.a_matter(), channels.ENTRUSTED_HK, lifecycle.RECEIVED, received_date=date(2026, 9, 10)
    )
    attempted(leg, "not_found", reason="no_such_person")
    assert acts.fresh(leg).state == lifecycle.EXECUTING
    with pytest.raises(ValidationError):
        attempted(leg, seen=acts.seen(date(2026, 9, 9)))


def test_a_delivery_is_proposed_with_the_day_of_the_signature() -> None:
    leg = delivered(a_way())
    proposal = Proposal.objects.get(leg=leg)
    assert (proposal.kind, proposal.date) == ("served", DAY)
    assert acts.the_matter(leg).effective_date is None
    proof = leg.certificates.get()
    assert (proof.kind, proof.place, proof.recipient) == ("return_receipt", "深圳市南山区虚构路2号", "何德荣")
    assert leg.attempts.get().result == "delivered"
    assert leg.hand_overs.get().digests.keys() == {"1"}


def test_a_delivery_names_person_and_place_and_bears_its_receipt() -> None:
    for entries, field in (
        ({"seen": acts.seen(person_met=" ")}, "person_met"), ({"seen": acts.seen(place="")}, "place"),
        ({"upload": None}, "upload"), ({"received_date": date(2026, 11, 11)}, "received_date"),
    ):  # fmt: skip
        leg = a_way()
        with pytest.raises(ValidationError) as refusal:
            delivered(leg, **entries)
        assert field in refusal.value.message_dict
        assert not leg.attempts.exists() and acts.fresh(leg).state == lifecycle.DRAFT


@pytest.mark.parametrize(
    "channel", [channels.REPRESENTATIVE_OFFICE, channels.WHOLLY_OWNED, channels.BRANCH, channels.CODEFENDANT_ENTITY,
                channels.AGREED_MODE, channels.AGENT, channels.BUSINESS_AGENT]
)  # fmt: skip
def test_whoever_may_receive_for_the_addressee_signs(channel: str) -> None:
    assert delivered(a_way(channel)).state == lifecycle.PROVED


def test_a_business_agent_without_authority_receives_nothing() -> None:
    with pytest.raises(ValidationError, match="business agent receives only with an authority"):
        delivered(a_way(channels.BUSINESS_AGENT, is_authorised=None))


def test_somebody_whose_entry_was_withdrawn_receives_nothing() -> None:
    with pytest.raises(ValidationError, match="Nobody who may receive"):
        delivered(a_way(channels.REPRESENTATIVE_OFFICE, withdrawn_at=acts.NOW))


def test_an_agent_whose_power_ended_receives_nothing() -> None:
    from tests.factories import cases

    case = service.served_case()
    held = cases.represented(case, receives_service=True)
    held.valid_to = date(2026, 11, 1)
    type(held).objects.filter(pk=held.pk).update(valid_to=date(2026, 11, 1), valid_from=date(2026, 10, 1))
    leg = a_way(channels.AGENT, representation=held)
    with pytest.raises(ValidationError, match="no power to receive"):
        delivered(leg)


def test_documents_are_left_with_a_witness_or_with_video() -> None:
    leg = left(a_way(channels.LEAVING))
    proof = leg.certificates.get()
    assert (leg.state, proof.kind, proof.reason_text) == (lifecycle.PROVED, "record", "拒绝签收")
    assert "王五" in leg.attempts.get().note
    filmed = left(a_way(), witnesses="", recording=acts.scan("video"))
    attempt = filmed.attempts.get()
    assert attempt.result == "left" and attempt.exhibit_id != filmed.certificates.get().exhibit_id


def test_leaving_without_witness_and_without_video_is_refused() -> None:
    with pytest.raises(ValidationError) as refusal:
        left(a_way(), witnesses=" ")
    assert "witnesses" in refusal.value.message_dict


def test_leaving_says_why_nobody_signed() -> None:
    with pytest.raises(ValidationError) as refusal:
        left(a_way(), refusal="")
    assert "refusal" in refusal.value.message_dict


def test_nothing_is_left_beyond_the_border() -> None:
    with pytest.raises(ValidationError, match="only with a recipient in the Mainland"):
        left(a_way(place="HK"))


@pytest.mark.parametrize(("channel", "authorised", "place", "may"), [
    (channels.PERSONAL, None, "CN", True), (channels.LEAVING, None, "CN", True), (channels.PERSONAL, None, "HK", False),
    (channels.AGENT, None, None, True), (channels.REPRESENTATIVE_OFFICE, None, None, True),
    (channels.BRANCH, None, None, False), (channels.BRANCH, False, None, False), (channels.BRANCH, True, None, True),
    (channels.BUSINESS_AGENT, None, None, False), (channels.BUSINESS_AGENT, True, None, True),
    (channels.WHOLLY_OWNED, True, None, False), (channels.CODEFENDANT_ENTITY, True, None, False),
    (channels.AGREED_MODE, True, None, False),
])  # fmt: skip
def test_leaving_reaches_only_the_recipients_of_article_11(
    channel: str, authorised: bool | None, place: str | None, may: bool
) -> None:
    assert may_be_left(channel, is_authorised=authorised, place=place) is may


def test_on_a_leaving_leg_a_branch_without_authority_is_no_recipient() -> None:
    leg = a_way(channels.LEAVING, channel=channels.BRANCH, is_authorised=None)
    with pytest.raises(ValidationError, match="only with a recipient in the Mainland"):
        left(leg)


def test_a_way_that_came_to_nothing_ends_with_its_reason() -> None:
    leg = delivering.record_failure(
        actor=acts.clerk(), at=acts.NOW, leg_id=a_way().pk, reason="moved", ended_date=DAY, note="已搬离"
    )
    assert (leg.state, leg.end_reason, leg.end_note) == (lifecycle.FAILED, "moved", "已搬离")
    assert acts.the_matter(leg).state == lifecycle.ACTIVE


def test_another_reason_wants_words() -> None:
    with pytest.raises(ValidationError) as refusal:
        delivering.record_failure(
            actor=acts.clerk(), at=acts.NOW, leg_id=a_way().pk, reason="other", ended_date=DAY
        )
    assert "note" in refusal.value.message_dict


def test_neither_judge_nor_other_court_nor_stranger_delivers() -> None:
    leg = a_way()
    for user in (people.judge_a(), people.clerk_b(), people.opponent(), people.stranger()):
        with pytest.raises(PermissionRefused):
            delivering.record_delivery(
                actor=people.actor(user), at=acts.NOW, leg_id=leg.pk, seen=acts.seen(), received_date=DAY,
                upload=acts.scan(),
            )  # fmt: skip
