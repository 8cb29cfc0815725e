"""The parties choose together; whose name it was is told to nobody before both sides have answered."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from mediation_registry.actions import appointments, changing
from mediation_registry.models import ChoiceName, Mediation
from mediation_registry.queries.candidates import candidates, judged_now
from mediation_registry.queries.mediation_desk import to_designate, without_answer
from portal.audit.history import history
from portal.audit.models import Event, PrivateValue
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import mediations as made
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def page(mediation: Mediation, user, name: str = "") -> str:
    client = people.sign_in(Client(), user)
    path = f"/en/mediations/{mediation.pk}/" + (f"steps/{name}/" if name else "")
    return client.get(path).content.decode()


def test_a_name_accepted_by_both_is_appointed() -> None:
    mediation = made.choosing()
    made.shortlist(mediation, people.principal(), "first", 1, 2)
    made.shortlist(mediation, people.opponent(), "second", 2, 3)
    made.rank(mediation, people.principal(), "first", 1, 2)
    made.rank(mediation, people.opponent(), "second", 3, 2)
    mediation.refresh_from_db()
    appointment = mediation.appointments.get()
    assert (mediation.state, appointment.way) == ("acceptance", "joint_choice")
    assert appointment.mediator == made.mediator(2)


def test_without_a_common_name_the_court_designates() -> None:
    mediation = made.choosing()
    made.shortlist(mediation, people.principal(), "first", 1)
    made.shortlist(mediation, people.opponent(), "second", 2)
    made.rank(mediation, people.principal(), "first", 1)
    made.rank(mediation, people.opponent(), "second", 2)
    assert [row[0] for row in to_designate(made.actor(people.clerk_a()), made.TODAY)] == [mediation]


def test_without_a_court_a_new_round_opens() -> None:
    mediation = made.joined()
    made.shortlist(mediation, people.principal(), "first", 1)
    made.shortlist(mediation, people.opponent(), "second", 2)
    made.rank(mediation, people.principal(), "first", 1)
    made.rank(mediation, people.opponent(), "second")
    assert [row.outcome for row in mediation.rounds.all()] == ["no_common_name", ""]


def test_the_one_list_holds_names_that_nobody_put_forward() -> None:
    mediation = made.choosing()
    made.shortlist(mediation, people.principal(), "first", 1)
    made.shortlist(mediation, people.opponent(), "second", 2)
    assert ChoiceName.objects.filter(round__mediation=mediation).count() == 3


def test_the_list_s_rows_say_nothing_of_where_a_name_comes_from() -> None:
    names = {field.name for field in ChoiceName._meta.get_fields() if not field.auto_created}
    assert names == {"id", "round", "registrant", "position"}


def test_nothing_that_the_other_side_can_read_names_a_mediator_before_both_have_named() -> None:
    mediation = made.choosing()
    made.shortlist(mediation, people.principal(), "first", 1)
    number = made.mediator(1).register_no
    assert number not in page(mediation, people.opponent())
    lines = [line.sentence for line in history(mediation.chain, language="en", show_private=True)]
    assert not [line for line in lines if number in line]
    assert not [row for row in PrivateValue.objects.all() if number in str(row.value)]
    assert not [row for row in Notice.objects.all() if number in row.context]
    assert not [
        row for row in Event.objects.filter(chain=mediation.chain) if number.encode() in bytes(row.body)
    ]
    assert number not in page(mediation, people.opponent(), "shortlist").replace(f"({number})", "", 1)


def test_the_other_side_s_pages_are_the_same_whoever_put_a_name_forward() -> None:
    mediation = made.choosing()
    made.shortlist(mediation, people.principal(), "first", 1)
    made.shortlist(mediation, people.opponent(), "second", 2)
    seen = page(mediation, people.opponent(), "names")
    for number in (1, 2, 3):
        assert seen.count(made.mediator(number).register_no) == 1
    assert "applicant" not in seen.split("<form")[-1].lower()
    made.rank(mediation, people.principal(), "first", 1)
    after = [line.sentence for line in history(mediation.chain, language="en", show_private=True)]
    assert "A side answered to the list of names." in after


def test_the_own_list_may_change_until_the_other_side_has_given_its_own() -> None:
    mediation = made.choosing()
    made.shortlist(mediation, people.principal(), "first", 1)
    made.shortlist(mediation, people.principal(), "first", 3)
    made.shortlist(mediation, people.opponent(), "second", 2)
    with pytest.raises(ValidationError):
        made.shortlist(mediation, people.principal(), "first", 1)


def test_nobody_gives_the_other_side_s_list() -> None:
    with pytest.raises(PermissionRefused):
        made.shortlist(made.choosing(), people.principal(), "second", 1)


def test_a_hong_kong_mediator_needs_a_party_from_there_under_the_online_rules() -> None:
    mediation = made.choosing()
    mediation.parties.update(connection="CN")
    found = judged_now(mediation, made.mediator(1), made.TODAY)
    assert not found.may_be_appointed
    assert "art. 6" in found.problems[0]
    mediation.rules_chosen = "invited_2016"
    told = judged_now(mediation, made.mediator(1), made.TODAY)
    assert told.may_be_appointed and "art. 6" in told.notices[0]


def test_an_enterprise_with_hong_kong_investment_opens_the_door() -> None:
    mediation = made.choosing()
    mediation.parties.update(connection="CN")
    mediation.parties.filter(side="second").update(connection="CN-HKMO")
    assert judged_now(mediation, made.mediator(1), made.TODAY).may_be_appointed


def test_nobody_off_the_court_s_roster_is_designated() -> None:
    mediation = made.choosing()
    elsewhere = made.mediator(4, people.COURT_B)
    with pytest.raises(ValidationError, match="roster"):
        appointments.designate(
            actor=made.actor(people.clerk_a()), at=made.NOW, mediation_id=mediation.pk, registrant_id=elsewhere.pk,
            reason="Known to the court.",
        )  # fmt: skip


def test_whoever_stands_in_the_dispute_does_not_mediate_it() -> None:
    mediation = made.choosing()
    own = made.mediators.registrant(people.principal())
    made.on_roster(own)
    assert own not in [candidate.registrant for candidate in candidates(mediation, made.TODAY)]
    assert "party" in judged_now(mediation, own, made.TODAY).problems[0]


def test_silence_is_proposed_to_the_court_and_decides_nothing() -> None:
    mediation = made.told()
    after = made.later(days=6)
    waiting = list(without_answer(made.actor(people.clerk_a()), after.date()))
    assert [row[0] for row in waiting] == [mediation]
    assert Mediation.objects.get(pk=mediation.pk).state == "acceptance"
    made.accept(mediation, at=after)
    assert Mediation.objects.get(pk=mediation.pk).state == "preparation"


def test_the_choice_is_not_opened_anew_before_the_three_working_days_are_over() -> None:
    mediation = made.told()
    with pytest.raises(ValidationError):
        changing.record_lapse(
            actor=made.actor(people.clerk_a()), at=made.later(days=5), mediation_id=mediation.pk,
            appointment_id=mediation.appointments.get().pk,
        )  # fmt: skip


def test_two_mediators_may_accept_one_after_the_other_and_one_presides() -> None:
    mediation = made.told()
    appointments.add_mediator(
        actor=made.actor(people.clerk_a()), at=made.NOW, mediation_id=mediation.pk,
        registrant_id=made.mediator(2).pk, reason="Difficult case.",
    )  # fmt: skip
    made.accept(mediation, 2)
    made.accept(mediation, 1)
    mediation.refresh_from_db()
    assert mediation.state == "preparation"
    assert mediation.appointments.filter(state="accepted", presides=True).count() == 1


def test_when_one_of_two_leaves_the_other_presides_and_when_both_leave_the_choice_opens() -> None:
    mediation = made.told()
    appointments.add_mediator(
        actor=made.actor(people.clerk_a()), at=made.NOW, mediation_id=mediation.pk,
        registrant_id=made.mediator(2).pk, reason="Difficult case.",
    )  # fmt: skip
    made.accept(mediation, 1)
    changing.step_aside(
        actor=made.actor(made.mediator_user(1)), at=made.NOW, mediation_id=mediation.pk, reason="A tie."
    )
    assert mediation.appointments.get(state="told").presides
    appointments.decline(
        actor=made.actor(made.mediator_user(2)), at=made.NOW, mediation_id=mediation.pk, reason="No time."
    )
    mediation.refresh_from_db()
    assert mediation.state == "choice"
