"""A case moves by acts: each in the log, each by who may, each in the state that allows it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from portal.audit import actions as audit
from portal.audit.labels import acts
from portal.audit.models import Event
from portal.cases import actions
from portal.cases.models import Case
from portal.cases.permissions import ACTS
from portal.cases.rules import lifecycle
from portal.identity.roles import Role
from tests.factories import cases, people

pytestmark = [pytest.mark.django_db, pytest.mark.services]
NOW = cases.NOW


def clerk():
    return people.actor(people.clerk_a())


def judge():
    return people.actor(people.judge_a())


def acts_of(case: Case) -> list[str]:
    return list(Event.objects.filter(chain=case.chain).values_list("act", flat=True))


def test_a_case_gets_a_reference_with_check_character_and_enters_the_log():
    case = cases.a_case()
    assert case.reference.startswith("CASE-2026-000001-")
    assert acts_of(case) == ["cases.opened"]


def test_a_court_number_is_entered_once():
    cases.a_case()
    with pytest.raises(ValidationError):
        actions.open_case(
            actor=clerk(), at=NOW, court=people.court(), court_number=f" {cases.NUMBER} ", procedure="ordinary",
            filed_date=cases.TODAY,
        )  # fmt: skip
    assert Case.objects.count() == 1


def test_a_clerk_opens_cases_of_her_own_court_only():
    with pytest.raises(Http404):
        actions.open_case(
            actor=clerk(), at=NOW, court=people.court(people.COURT_B), court_number="1", procedure="ordinary",
            filed_date=cases.TODAY,
        )  # fmt: skip


def test_filing_in_the_future_is_refused():
    with pytest.raises(ValidationError):
        actions.open_case(
            actor=clerk(), at=NOW, court=people.court(), court_number="1", procedure="ordinary",
            filed_date=cases.TODAY + timedelta(days=1),
        )  # fmt: skip


def test_a_party_is_numbered_told_and_named_in_the_log_without_her_name(django_capture_on_commit_callbacks):
    case = cases.chan_against_ho()
    assert [party.number for party in case.parties.all()] == [1, 2]
    event = Event.objects.filter(act="cases.party_added").first()
    assert "陳嘉敏" not in bytes(event.body).decode()
    assert people.principal().pk is not None


def test_the_case_goes_through_its_states_by_the_table_alone():
    case = cases.a_case()
    actions.stay(actor=judge(), at=NOW, case_id=case.pk, reason="A party died.")
    with pytest.raises(ValidationError):
        actions.stay(actor=judge(), at=NOW, case_id=case.pk, reason="Again.")
    actions.resume(actor=judge(), at=NOW, case_id=case.pk, reason="The heir is known.")
    with pytest.raises(ValidationError):
        actions.conclude(
            actor=judge(), at=NOW, case_id=case.pk, reason="Judgment.", concluded_date=date(2027, 1, 1)
        )
    actions.conclude(actor=judge(), at=NOW, case_id=case.pk, reason="Judgment.", concluded_date=cases.TODAY)
    assert acts_of(case)[-3:] == ["cases.stayed", "cases.resumed", "cases.concluded"]
    with pytest.raises(ValidationError):
        cases.a_party(case)


def test_every_row_of_the_state_table_is_walked_and_nothing_else_is_possible():
    for state in lifecycle.STATES:
        for act in ("cases.stayed", "cases.resumed", "cases.concluded"):
            assert (lifecycle.after(state, act) is not None) == ((state, act) in lifecycle.TRANSITIONS)
    assert lifecycle.allows("concluded", "cases.address_confirmed")
    assert not lifecycle.allows("concluded", "cases.party_added")
    assert lifecycle.allows("stayed", "cases.party_added")


def test_a_case_is_assigned_to_an_officer_of_its_court_and_the_one_before_ends():
    case = cases.a_case()
    actions.assign(actor=clerk(), at=NOW, case_id=case.pk, seat="judge", holder=people.judge_a())
    with pytest.raises(ValidationError):
        actions.assign(actor=clerk(), at=NOW, case_id=case.pk, seat="judge", holder=people.judge_b())
    with pytest.raises(ValidationError):
        actions.assign(actor=clerk(), at=NOW, case_id=case.pk, seat="judge", holder=people.judge_a())
    second = people.account("second.judge")
    people.office_of(second, Role.JUDGE.value, court=people.court())
    actions.assign(actor=clerk(), at=NOW, case_id=case.pk, seat="judge", holder=second)
    assert case.assignments.count() == 2
    assert case.assignments.get(valid_to=None).holder == second


def test_a_party_and_another_courts_clerk_move_nothing():
    case = cases.chan_against_ho()
    for user in (people.principal(), people.clerk_b(), people.stranger(), people.auditor()):
        with pytest.raises(Http404):
            actions.stay(actor=people.actor(user), at=NOW, case_id=case.pk, reason="No.")
    case.refresh_from_db()
    assert case.state == "pending"


def test_a_successor_takes_the_place_and_the_earlier_party_stays_legible():
    case = cases.chan_against_ho()
    cases.represented(case)
    earlier = cases.plaintiff(case)
    heir = actions.succeed_party(
        actor=judge(), at=NOW, case_id=case.pk, party_id=earlier.pk, name="陳小敏", kind="natural",
        basis="Ruling of 20 November 2026", person=people.person_of(people.stranger()),
    )  # fmt: skip
    earlier.refresh_from_db()
    assert heir.number == 3 and heir.role == earlier.role and heir.succeeds == earlier
    assert earlier.valid_to == cases.TODAY and earlier.name == "陳嘉敏"
    assert not earlier.representations.filter(valid_to=None).exists()
    visible = Case.objects.for_user(people.actor(people.stranger()), cases.TODAY)
    assert case in visible
    assert case not in Case.objects.for_user(people.actor(people.principal()), cases.TODAY)
    assert case not in Case.objects.for_user(people.actor(people.lawyer()), cases.TODAY)


def test_a_name_is_rectified_with_a_reason_and_the_wrong_one_stays_legible():
    case = cases.chan_against_ho()
    party = cases.defendant(case)
    done = actions.rectify(
        actor=clerk(),
        at=NOW,
        case_id=case.pk,
        record_of=party,
        field="name",
        new="何德榮先生",
        reason="Misread.",
    )
    party.refresh_from_db()
    assert party.name == "何德榮先生"
    assert done.old_value == "何德榮"


def test_the_date_of_filing_moves_only_when_a_second_person_confirms():
    case = cases.a_case()
    waiting = actions.rectify(
        actor=clerk(),
        at=NOW,
        case_id=case.pk,
        record_of=case,
        field="filed_date",
        new="2026-03-01",
        reason="Misread.",
    )
    case.refresh_from_db()
    assert case.filed_date == date(2026, 3, 2)
    with pytest.raises(ValidationError):
        audit.confirm_rectification(actor=clerk(), at=NOW, rectification_id=waiting.pk)
    audit.confirm_rectification(actor=judge(), at=NOW, rectification_id=waiting.pk)
    case.refresh_from_db()
    assert case.filed_date == date(2026, 3, 1)


def test_an_entry_that_cannot_stand_is_not_rectified_and_strangers_rectify_nothing():
    case = cases.a_case()
    for field, new in (("filed_date", "yesterday"), ("procedure", "trial by ordeal")):
        with pytest.raises(ValidationError):
            found = actions.rectify(
                actor=clerk(),
                at=NOW,
                case_id=case.pk,
                record_of=case,
                field=field,
                new=new,
                reason="Misread.",
            )
            audit.confirm_rectification(actor=judge(), at=NOW, rectification_id=found.pk)
    with pytest.raises(Http404):
        actions.rectify(
            actor=people.actor(people.clerk_b()), at=NOW, case_id=case.pk, record_of=case, field="court_number",
            new="x", reason="y",
        )  # fmt: skip


def test_every_act_has_a_label_and_a_row_in_the_permission_table():
    labelled = {act for act in acts if act.startswith("cases.")}
    assert labelled == set(ACTS)
