"""Requests from Hong Kong and Macao until the executing court has them: registered, reviewed, supplemented, assigned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from service_of_process.actions import attempts, inbound_registering, inbound_steps
from service_of_process.actions.inbound_registering import Paper, Request, register_request
from service_of_process.models import Clock, CourtPractice, Leg, ServiceMatter
from service_of_process.models.choices import InboundMethod
from service_of_process.rules import channels, inbound, lifecycle
from tests.factories import people, service
from tests.factories import service_channels as acts

pytestmark = pytest.mark.django_db
RECEIVED = date(2026, 10, 9)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def register(
    request: Request, *, court: str = service.HPC, actor: Any = None, upload: Any = None
) -> ServiceMatter:
    acts.ready()
    return register_request(
        actor=actor or acts.upper(), at=acts.NOW, court_id=people.court(court).pk, request=request,
        upload=upload or acts.scan("letter"),
    )  # fmt: skip


@pytest.mark.parametrize(("region", "kind", "rule", "nominal", "basis"), [
    ("HK", "service", "hk-arrangement-1999-art4", date(2026, 12, 9), "hk-arrangement-1999"),
    ("MO", "service", "macao-arrangement-2020-art6-service", date(2026, 12, 9), "macao-arrangement-2020"),
    ("MO", "evidence", "macao-arrangement-2020-art6-evidence", date(2027, 1, 9), "macao-arrangement-2020"),
    ("HK", "evidence", "hk-evidence-2017-art10", date(2027, 4, 9), "hk-evidence-2017"),
])  # fmt: skip
def test_the_period_of_the_text_runs_from_the_receipt_of_the_letter(
    region: str, kind: str, rule: str, nominal: date, basis: str
) -> None:
    leg = acts.registered(region, kind)
    clock = Clock.objects.get(leg=leg, is_practice=False)
    assert (clock.rule, clock.start_date, clock.nominal_date) == (rule, RECEIVED, nominal)
    assert leg.legal_basis == basis
    assert clock.kind == ("target" if rule == "hk-evidence-2017-art10" else "mandatory")


def test_a_request_has_a_number_of_its_court_and_direction() -> None:
    leg = acts.registered()
    assert leg.matter.reference.startswith("SD-2026-GDHPC-HK-I-00001-")
    assert (leg.matter.state, leg.state, leg.matter.case) == (lifecycle.ACTIVE, lifecycle.REGISTERED, None)


def test_the_letter_is_kept_and_handed_over_by_its_digest() -> None:
    leg = acts.registered()
    handed = leg.hand_overs.get()
    assert (handed.giver, handed.taker, handed.on_date) == (lifecycle.REQUESTING, lifecycle.DESK, RECEIVED)
    assert len(handed.digests["letter"]) == 64


def test_the_papers_that_came_are_registered_with_it() -> None:
    papers = [
        Paper(acts.scan("writ"), "writ", "Writ of summons", "en", translation=acts.scan("译本"), pages=4),
        Paper(acts.scan("annex"), "other", "Annex", "zh-hant", pages=2),
    ]
    matter = register(replace(Request(acts.letter(), acts.person()), papers=papers))
    assert [(one.kind, one.pages) for one in matter.documents.all()] == [("writ", 4), ("other", 2)]
    assert matter.legs.get().hand_overs.get().digests.keys() == {"1", "1-translation", "2", "letter"}


def test_a_paper_that_is_refused_names_itself_and_leaves_nothing_behind() -> None:
    papers = [Paper(acts.scan("writ"), "writ", " ", "en", pages=1)]
    with pytest.raises(ValidationError, match="Document 1: Enter the title"):
        register(replace(Request(acts.letter(), acts.person()), papers=papers))
    assert not ServiceMatter.objects.exists()


def test_only_the_desk_of_the_receiving_court_registers() -> None:
    acts.ready()
    for user in (service.own_desk(), people.clerk_a(), people.judge_a(), people.stranger()):
        with pytest.raises(PermissionRefused):
            register(Request(acts.letter(), acts.person()), actor=people.actor(user))


def test_hong_kong_reaches_the_high_peoples_court_alone() -> None:
    request = Request(acts.letter(), acts.person())
    service.authorised_for_macao()
    with pytest.raises(ValidationError, match="through the High People's Court"):
        register(request, court=people.COURT_A, actor=acts.executing())


def test_macao_reaches_an_authorised_court_directly() -> None:
    request = Request(acts.letter("MO"), acts.person())
    with pytest.raises(ValidationError, match="This court is neither"):
        register(request, court=people.COURT_A, actor=acts.executing())
    service.authorised_for_macao()
    assert register(request, court=people.COURT_A, actor=acts.executing()).court == people.court()


def test_the_same_letter_is_not_registered_twice() -> None:
    letter = acts.letter()
    first = register(Request(letter, acts.person()))
    with pytest.raises(ValidationError, match=f"registered already as {first.reference}"):
        register(Request(letter, acts.person(name="另一人")))


@pytest.mark.parametrize("field", ["foreign_court", "foreign_number", "nature"])
def test_a_letter_says_what_the_arrangement_wants(field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        register(Request(acts.letter(**{field: " "}), acts.person()))
    assert field in refusal.value.message_dict


def test_a_letter_names_the_person_and_a_day_that_has_come() -> None:
    with pytest.raises(ValidationError) as refusal:
        register(Request(acts.letter(), acts.person(address="")))
    assert "address" in refusal.value.message_dict
    with pytest.raises(ValidationError) as refusal:
        register(Request(acts.letter(received_date=date(2026, 11, 21)), acts.person()))
    assert "received_date" in refusal.value.message_dict
    with pytest.raises(ValidationError) as refusal:
        register(Request(acts.letter(kind="evidence"), acts.person()))
    assert "measure" in refusal.value.message_dict


def test_a_hearing_that_has_passed_is_no_obstacle() -> None:
    hearing = datetime(2026, 9, 1, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert acts.reviewed(hearing_at=hearing).state == lifecycle.REVIEWED


def test_evidence_says_what_is_asked() -> None:
    letter = acts.registered("MO", "evidence").matter.evidence_letter
    assert (letter.measure, letter.items, letter.questions) == (
        "examination",
        "询问证人李小梅",
        "货物何时交付？",
    )


def test_nobody_reviews_what_is_incomplete() -> None:
    leg = acts.registered()
    found = [point for point in inbound_steps.points_of(leg) if point != inbound.TRANSLATED]
    with pytest.raises(ValidationError, match="Ask the requesting side for a supplement"):
        inbound_steps.review_request(actor=acts.upper(), at=acts.NOW, leg_id=leg.pk, found=found)


@pytest.mark.parametrize(("region", "kind", "posted", "has", "lacks"), [
    ("HK", "service", True, {inbound.SEALED, inbound.TWO_SETS}, {inbound.SIGNED_OR_SEALED, inbound.QUESTIONS}),
    ("MO", "service", False, {inbound.SIGNED_OR_SEALED}, {inbound.SEALED, inbound.TWO_SETS}),
    ("MO", "service", True, {inbound.TWO_SETS}, {inbound.QUESTIONS}),
    ("MO", "evidence", False, {inbound.QUESTIONS}, {inbound.TWO_SETS}),
    ("HK", "evidence", True, {inbound.SEALED, inbound.QUESTIONS}, {inbound.TWO_SETS}),
])  # fmt: skip
def test_the_review_looks_at_what_the_text_asks(
    region: str, kind: str, posted: bool, has: set[str], lacks: set[str]
) -> None:
    points = set(inbound.checklist(region, kind, is_posted=posted))
    assert has <= points and not lacks & points


def test_a_supplement_never_resets_the_period() -> None:
    leg = acts.registered()
    asked = inbound_steps.request_supplement(
        actor=acts.upper(), at=acts.NOW, leg_id=leg.pk, asked_date=date(2026, 10, 12), asked_for="中文译本"
    )
    assert "2026-12-09" in asked.clock_note and acts.fresh(leg).state == lifecycle.SUPPLEMENT
    assert lifecycle.holder_of(leg.family, lifecycle.SUPPLEMENT) == lifecycle.REQUESTING
    inbound_steps.receive_supplement(
        actor=acts.upper(), at=acts.NOW, leg_id=leg.pk, received_date=date(2026, 10, 30), answer="附译本",
        upload=acts.scan("译本"),
    )  # fmt: skip
    clock = Clock.objects.get(leg=leg, is_practice=False)
    assert (clock.start_date, clock.state) == (RECEIVED, Clock.State.RUNNING)
    assert acts.fresh(leg).state == lifecycle.REVIEWED


def test_a_supplement_wants_words_and_days_in_order() -> None:
    leg = acts.registered()
    with pytest.raises(ValidationError, match="Say what is missing"):
        inbound_steps.request_supplement(
            actor=acts.upper(), at=acts.NOW, leg_id=leg.pk, asked_date=date(2026, 10, 12), asked_for=" "
        )
    inbound_steps.request_supplement(
        actor=acts.upper(), at=acts.NOW, leg_id=leg.pk, asked_date=date(2026, 10, 12), asked_for="印章"
    )
    with pytest.raises(ValidationError, match="Enter the answer"):
        inbound_steps.receive_supplement(
            actor=acts.upper(), at=acts.NOW, leg_id=leg.pk, received_date=date(2026, 10, 12)
        )
    with pytest.raises(ValidationError, match="before the step"):
        inbound_steps.receive_supplement(
            actor=acts.upper(), at=acts.NOW, leg_id=leg.pk, received_date=date(2026, 10, 11), answer="x"
        )


def test_the_executing_court_is_told_and_holds_the_period() -> None:
    desk = service.own_desk()
    leg = acts.assigned()
    clock = Clock.objects.get(leg=leg, is_practice=False)
    assert (leg.matter.executing_court, clock.holder) == (people.court(), lifecycle.EXECUTING_COURT)
    told = Notice.objects.get(kind="service_of_process.request_assigned")
    assert told.recipient_key == f"user:{desk.pk}"


def test_a_request_is_not_assigned_beyond_the_mainland() -> None:
    leg = acts.reviewed()
    with pytest.raises(ValidationError, match="court of the Mainland"):
        inbound_steps.assign_request(
            actor=acts.upper(), at=acts.NOW, leg_id=leg.pk, court_id=people.court("HK-HC").pk,
            assigned_date=date(2026, 10, 16),
        )  # fmt: skip


def test_before_the_assignment_the_other_court_does_not_see_it() -> None:
    leg = acts.reviewed()
    with pytest.raises(PermissionRefused):
        attempts.record_attempt(
            actor=acts.executing(), at=acts.NOW, leg_id=leg.pk, seen=acts.seen(), result="not_met"
        )
    assert (
        not ServiceMatter.objects.for_user(acts.executing(), service.TODAY).filter(pk=leg.matter_id).exists()
    )


def test_no_target_runs_where_the_court_has_set_none() -> None:
    assert not Clock.objects.filter(leg=acts.assigned(), is_practice=True).exists()


def test_targets_of_the_courts_run_as_practice() -> None:
    acts.ready()
    CourtPractice.objects.filter(court=people.court(service.HPC)).update(register_days=5, return_days=7)
    service.practice(first_service_days=15)
    leg = acts.assigned()
    found = {clock.rule: clock for clock in Clock.objects.filter(leg=leg, is_practice=True)}
    register_clock, first = found["practice-inbound-register"], found["practice-inbound-first"]
    assert (register_clock.due_date, register_clock.state) == (
        date(2026, 10, 15),
        Clock.State.MET,
    )  # 10 October worked
    assert (first.due_date, first.kind, first.state) == (date(2026, 10, 31), "target", Clock.State.RUNNING)
    attempts.record_attempt(
        actor=acts.executing(),
        at=acts.NOW,
        leg_id=leg.pk,
        seen=acts.seen(),
        result="not_met",
        reason="absent",
    )
    assert acts.fresh(first).state == Clock.State.MET


def test_an_authorised_court_refers_what_is_not_its_own() -> None:
    service.authorised_for_macao()
    matter = register(Request(acts.letter("MO"), acts.person()), court=people.COURT_A, actor=acts.executing())
    leg = matter.legs.get()
    inbound_registering.refer_request(
        actor=acts.executing(), at=acts.NOW, leg_id=leg.pk, reason="受送达人不在本院辖区",
        referred_date=date(2026, 10, 12),
    )  # fmt: skip
    assert acts.the_matter(leg).court == people.court(service.HPC)
    clock = Clock.objects.get(leg=leg, is_practice=False)
    assert (clock.start_date, clock.court) == (RECEIVED, people.court(service.HPC))
    assert inbound_steps.review_request(
        actor=acts.upper(), at=acts.NOW, leg_id=leg.pk, found=inbound_steps.points_of(leg)
    ).state == lifecycle.REVIEWED  # fmt: skip


def test_a_high_peoples_court_refers_to_nobody() -> None:
    leg = acts.registered("MO")
    with pytest.raises(ValidationError, match="no High People's Court to which"):
        inbound_registering.refer_request(
            actor=acts.upper(), at=acts.NOW, leg_id=leg.pk, reason="x", referred_date=date(2026, 10, 12)
        )


def test_an_inbound_request_offers_no_notice() -> None:
    """Acceptance case 11 (letter of the Supreme People's Court of 2014; 2020 Arrangement by inference)."""
    leg: Leg = acts.assigned()
    assert not any("notice" in method for method in InboundMethod.values)
    acts_of_family = {act for family, _state, act in lifecycle.LEG_TRANSITIONS if family == channels.INBOUND}
    assert not {act for act in acts_of_family if "notice" in act or "publication" in act}
    assert not leg.matter.notice_basis
