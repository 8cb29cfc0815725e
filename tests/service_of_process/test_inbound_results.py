"""What came of a request: served, not served, evidence, refusal; the reply, its way back, the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.identity.permissions import PermissionRefused
from service_of_process.actions import inbound_replying, inbound_results
from service_of_process.models import Clock, CourtPractice, Leg, Proposal, ServiceMatter
from service_of_process.rules import channels, inbound, lifecycle
from tests.factories import people, service
from tests.factories import service_channels as acts

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 12)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def served(leg: Leg, **entries: Any) -> Leg:
    return inbound_results.record_service(
        actor=entries.pop("actor", None) or acts.executing(), at=acts.NOW, leg_id=leg.pk,
        **{"method": "in_person", "seen": acts.seen(), "upload": acts.scan(), "has_seal": True, **entries},
    )  # fmt: skip


def not_served(leg: Leg, **entries: Any) -> Leg:
    return inbound_results.record_non_service(
        actor=acts.executing(), at=acts.NOW, leg_id=leg.pk,
        **{"reason": "moved", "words": "已搬离，去向不明", "obstacle_date": DAY, "papers_returned": True,
           "upload": acts.scan(), **entries},
    )  # fmt: skip


def refused(leg: Leg, **entries: Any) -> Leg:
    return inbound_results.refuse_request(
        actor=acts.executing(), at=acts.NOW, leg_id=leg.pk,
        **{"ground": "basic_principles", "reasons": "违反基本法律原则", "refused_date": DAY, **entries},
    )  # fmt: skip


def replied(leg: Leg, **entries: Any) -> Leg:
    return inbound_replying.make_reply(
        actor=acts.executing(), at=acts.NOW, leg_id=leg.pk,
        **{"reply_number": "（2026）粤认港送达1号", "reply_date": date(2026, 11, 13), "has_seal": True,
           "upload": acts.scan("reply"), **entries},
    )  # fmt: skip


def sent_back(leg: Leg, **entries: Any) -> Leg:
    return inbound_replying.send_reply(
        actor=acts.upper(), at=acts.NOW, leg_id=leg.pk,
        **{"sent_date": date(2026, 11, 16), "means": "post", "number": "EE1", **entries},
    )  # fmt: skip


def test_served_in_time_ends_the_period_and_is_no_matter_for_a_judge() -> None:
    leg = served(acts.assigned())
    clock = Clock.objects.get(leg=leg, is_practice=False)
    assert (leg.state, leg.proof_date) == (lifecycle.DONE, DAY)
    assert (clock.state, clock.ended_date) == (Clock.State.MET, DAY)
    assert not Proposal.objects.exists()
    assert acts.the_matter(leg).effective_date is None


def test_the_return_receipt_says_how_in_chinese_and_is_kept() -> None:
    leg = served(acts.assigned())
    proof = leg.certificates.get()
    with translation.override("zh-hans"):
        from service_of_process.models.choices import InboundMethod

        assert proof.method == str(InboundMethod.IN_PERSON.label)
    assert (proof.kind, proof.has_seal, proof.recipient) == ("return_receipt", True, "何德荣")


def test_the_receipt_bears_the_seal() -> None:
    with pytest.raises(ValidationError, match="bears the court's seal"):
        served(acts.assigned(), has_seal=False)


@pytest.mark.parametrize("missing", ["place", "person_met"])
def test_macao_wants_method_place_date_and_recipient(missing: str) -> None:
    leg = acts.assigned("MO")
    with pytest.raises(ValidationError) as refusal:
        served(leg, seen=acts.seen(**{missing: ""}))
    assert missing in refusal.value.message_dict
    assert served(leg).state == lifecycle.DONE


def test_hong_kong_wants_the_date_and_the_seal_only() -> None:
    assert served(acts.assigned(), seen=acts.seen(place="", person_met="")).state == lifecycle.DONE


def test_no_notice_and_no_unknown_method_serves() -> None:
    for method in ("notice", "public_notice", ""):
        with pytest.raises(ValidationError) as refusal:
            served(acts.assigned(), method=method)
        assert "method" in refusal.value.message_dict


def test_nobody_serves_before_the_letter_came() -> None:
    with pytest.raises(ValidationError, match="before the step"):
        served(acts.assigned(), seen=acts.seen(date(2026, 10, 8)))


def test_the_desk_of_the_high_peoples_court_records_a_result_too() -> None:
    assert served(acts.assigned(), actor=acts.upper()).state == lifecycle.DONE


def test_another_court_serves_nothing() -> None:
    leg = acts.assigned()
    for user in (people.clerk_b(), people.judge_a(), people.stranger()):
        with pytest.raises(PermissionRefused):
            served(leg, actor=people.actor(user))


def test_not_served_names_obstacle_day_and_papers() -> None:
    leg = not_served(acts.assigned())
    proof = leg.certificates.get()
    assert (leg.state, leg.end_reason) == (lifecycle.NOT_DONE, "moved")
    assert (proof.is_served, proof.service_date, proof.reason_text, proof.papers_returned) == (
        False, DAY, "已搬离，去向不明", True
    )  # fmt: skip


@pytest.mark.parametrize(("entries", "field"), [
    ({"reason": ""}, "reason"), ({"words": " "}, "words"), ({"papers_returned": False}, "papers_returned"),
    ({"obstacle_date": date(2026, 11, 21)}, "obstacle_date"), ({"upload": None}, "upload"),
])  # fmt: skip
def test_not_served_for_hong_kong_leaves_nothing_out(entries: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        not_served(acts.assigned(), **entries)
    assert field in refusal.value.message_dict


@pytest.mark.parametrize(("region", "kind", "means", "back"), [
    ("HK", "service", "post", True), ("MO", "service", "post", False), ("MO", "service", "platform", False),
    ("MO", "evidence", "post", True), ("MO", "evidence", "platform", False), ("HK", "evidence", "post", False),
])  # fmt: skip
def test_papers_go_back_where_the_text_says_so(region: str, kind: str, means: str, back: bool) -> None:
    assert inbound.papers_go_back(region, kind, means) is back


def test_macao_may_be_refused_on_the_grounds_of_article_9_with_written_reasons() -> None:
    for ground in inbound.GROUNDS["MO"]:
        leg = refused(acts.assigned("MO"), ground=ground)
        assert (leg.state, leg.end_note) == (lifecycle.REFUSED, "违反基本法律原则")
    with pytest.raises(ValidationError) as refusal:
        refused(acts.assigned("MO"), reasons=" ")
    assert "reasons" in refusal.value.message_dict


@pytest.mark.parametrize("ground", ["exclusive_jurisdiction", "unknown_cause", ""])
def test_exclusive_jurisdiction_is_no_ground_for_a_mainland_court(ground: str) -> None:
    with pytest.raises(ValidationError, match="does not know this ground"):
        refused(acts.assigned("MO"), ground=ground)


def test_hong_kong_is_never_refused() -> None:
    for ground in inbound.GROUNDS["MO"]:
        with pytest.raises(ValidationError, match="list no ground of refusal"):
            refused(acts.assigned(), ground=ground)
    assert inbound.GROUNDS["HK"] == ()


def test_evidence_is_taken_whole_or_in_part_with_the_reason() -> None:
    def taken(leg: Leg, **entries: Any) -> Leg:
        return inbound_results.record_evidence(
            actor=acts.executing(), at=acts.NOW, leg_id=leg.pk,
            **{"result_date": DAY, "note": "", "is_whole": True, "upload": acts.scan("record"), **entries},
        )  # fmt: skip

    leg = taken(acts.assigned("MO", "evidence"))
    assert (leg.state, leg.matter.evidence_letter.result_date) == (lifecycle.DONE, DAY)
    with pytest.raises(ValidationError, match="Give the reason"):
        taken(acts.assigned("HK", "evidence"), is_whole=False)
    partly = taken(acts.assigned("HK", "evidence"), is_whole=False, note="证人拒绝回答第三问")
    assert acts.fresh(partly.matter.evidence_letter).result_note == "证人拒绝回答第三问"


def test_no_evidence_is_told_with_its_obstacle() -> None:
    leg = inbound_results.record_no_evidence(
        actor=acts.executing(), at=acts.NOW, leg_id=acts.assigned("HK", "evidence").pk, reason="refused",
        words="证人拒绝作证", obstacle_date=DAY, papers_returned=False,
    )  # fmt: skip
    assert (leg.state, Clock.objects.get(leg=leg).state) == (lifecycle.NOT_DONE, Clock.State.MET)


def test_service_steps_do_not_fit_a_request_on_evidence_nor_the_reverse() -> None:
    with pytest.raises(ValidationError, match="another kind of request"):
        served(acts.assigned("MO", "evidence"))
    with pytest.raises(ValidationError, match="another kind of request"):
        inbound_results.record_evidence(
            actor=acts.executing(), at=acts.NOW, leg_id=acts.assigned().pk, result_date=DAY, note="", is_whole=True,
            upload=acts.scan(),
        )  # fmt: skip


def test_the_reply_bears_its_seal_number_and_the_receipt() -> None:
    leg = acts.done()
    with pytest.raises(ValidationError, match="The reply bears"):
        replied(leg, has_seal=False)
    with pytest.raises(ValidationError, match="before the step"):
        replied(leg, reply_date=date(2026, 11, 11))
    leg = replied(leg)
    assert (leg.state, leg.upper_number) == (lifecycle.REPLIED, "（2026）粤认港送达1号")
    assert leg.hand_overs.get(taker=lifecycle.DESK, giver=lifecycle.EXECUTING_COURT).digests.keys() == {
        "reply", "return-receipt"
    }  # fmt: skip


def test_the_reply_goes_back_and_the_matter_is_put_away() -> None:
    leg = sent_back(replied(acts.done()))
    assert leg.state == lifecycle.SENT_BACK
    matter = inbound_replying.close_matter(actor=acts.upper(), at=acts.NOW, matter_id=leg.matter_id)
    assert (matter.state, acts.fresh(leg).state) == (lifecycle.CLOSED, lifecycle.CLOSED)
    assert not Clock.objects.filter(matter=matter, state=Clock.State.RUNNING).exists()


def test_unserved_papers_for_hong_kong_go_back_with_the_reply_by_their_digests() -> None:
    from service_of_process.actions.document_set import add_document

    leg = acts.assigned()
    add_document(
        actor=acts.upper(), at=acts.NOW, matter_id=leg.matter_id, upload=acts.scan("writ"), kind="writ",
        title="傳訊令狀", language="zh-hant", pages=3,
    )  # fmt: skip
    leg = sent_back(replied(not_served(leg)))
    assert leg.hand_overs.get(taker=lifecycle.REQUESTING).digests.keys() == {"1", "reply", "return-receipt"}


def test_to_macao_by_post_only_with_the_reason() -> None:
    leg = replied(acts.done("MO"))
    with pytest.raises(ValidationError, match="by post only if the platform cannot be used"):
        sent_back(leg)
    assert sent_back(leg, means="platform").state == lifecycle.SENT_BACK
    other = replied(acts.done("MO"))
    assert sent_back(other, no_platform="平台停机").state == lifecycle.SENT_BACK


def test_the_platform_does_not_reach_hong_kong() -> None:
    with pytest.raises(ValidationError, match="does not reach Hong Kong"):
        sent_back(replied(acts.done()), means="platform")


def test_the_target_for_the_reply_runs_from_the_result_as_practice() -> None:
    acts.ready()
    CourtPractice.objects.filter(court=people.court(service.HPC)).update(return_days=7)
    leg = acts.done()
    clock = Clock.objects.get(leg=leg, rule="practice-inbound-return")
    assert (clock.is_practice, clock.due_date) == (True, date(2026, 11, 23))
    sent_back(replied(leg))
    assert acts.fresh(clock).state == Clock.State.MET


def test_a_request_is_not_put_away_before_its_reply_was_sent() -> None:
    leg = replied(acts.done())
    with pytest.raises(ValidationError, match="not possible now"):
        inbound_replying.close_matter(actor=acts.upper(), at=acts.NOW, matter_id=leg.matter_id)


def test_service_for_our_own_case_is_never_put_away() -> None:
    matter = service.a_matter()
    with pytest.raises(ValidationError, match="ends with the judge's decision"):
        inbound_replying.close_matter(actor=acts.clerk(), at=acts.NOW, matter_id=matter.pk)


def test_our_own_request_on_evidence_is_put_away_when_no_leg_runs() -> None:
    matter: ServiceMatter = service.a_matter(kind="evidence")
    leg = service.a_leg(matter, channels.EVIDENCE_HK, lifecycle.RECEIVED)
    with pytest.raises(ValidationError, match="Leg 1 still runs"):
        inbound_replying.close_matter(actor=acts.clerk(), at=acts.NOW, matter_id=matter.pk)
    type(leg).objects.filter(pk=leg.pk).update(state=lifecycle.CLOSED)
    closed = inbound_replying.close_matter(actor=acts.clerk(), at=acts.NOW, matter_id=matter.pk)
    assert closed.state == lifecycle.CLOSED
