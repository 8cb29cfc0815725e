"""A mediation begins: referral by the court, arrangement by people, consent of each, who may stand where."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from mediation_registry.actions import agreeing
from mediation_registry.actions import mediations as opening
from mediation_registry.actions.mediations import OtherSide
from mediation_registry.models import Mediation
from mediation_registry.queries.mediation_desk import returned, to_designate
from mediation_registry.queries.mediations import mediations_for, standing_of
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import cases, people
from tests.factories import mediations as made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_a_case_before_filing_is_delegated_and_a_pending_one_entrusted() -> None:
    assert made.referred("pre_filing").kind == "delegated"
    assert made.referred("summary").kind == "entrusted"
    assert {m.track for m in Mediation.objects.all()} == {"prefiling", "summary"}


def test_each_party_of_the_case_is_asked_and_stands_on_its_side() -> None:
    mediation = made.referred()
    assert made.first(mediation).name == "陳嘉敏"
    assert made.second(mediation).name == "何德榮"
    asked = Notice.objects.filter(kind="mediation_registry.consent_asked")
    assert {row.recipient_key for row in asked} == {
        f"user:{people.principal().pk}", f"user:{people.opponent().pk}",
    }  # fmt: skip


def test_another_court_s_clerk_refers_nothing_and_sees_nothing() -> None:
    mediation = made.referred()
    for user in (people.clerk_b(), people.stranger(), people.operator(), people.auditor()):
        assert not mediations_for(made.actor(user), made.TODAY).exists()
    with pytest.raises(PermissionRefused):
        opening.open_mediation(
            actor=made.actor(people.clerk_b()), at=made.NOW, case_id=mediation.case_id, dispute=made.dispute()
        )


def test_one_case_has_one_open_mediation() -> None:
    mediation = made.referred()
    with pytest.raises(ValidationError, match="open"):
        opening.open_mediation(
            actor=made.actor(people.clerk_a()), at=made.NOW, case_id=mediation.case_id, dispute=made.dispute()
        )


def test_a_case_with_one_side_alone_is_not_referred() -> None:
    case = cases.a_case("（2026）粤0391民初7号")
    cases.a_party(case, people.principal())
    with pytest.raises(ValidationError):
        opening.open_mediation(
            actor=made.actor(people.clerk_a()), at=made.NOW, case_id=case.pk, dispute=made.dispute()
        )


def test_with_the_last_consent_the_choice_opens_and_the_court_s_notice_is_of_that_day() -> None:
    mediation = made.referred()
    made.consent(mediation, people.principal())
    mediation.refresh_from_db()
    assert mediation.state == "consent"
    made.consent(mediation, people.opponent())
    mediation.refresh_from_db()
    assert (mediation.state, mediation.choice_notice_date) == ("choice", made.TODAY)


def test_nobody_answers_for_the_other_side() -> None:
    mediation = made.referred()
    with pytest.raises(PermissionRefused):
        agreeing.answer_consent(
            actor=made.actor(people.principal()), at=made.NOW, mediation_id=mediation.pk,
            party_id=made.second(mediation).pk, agrees=True,
        )  # fmt: skip


def test_a_refusal_ends_the_mediation_and_the_file_is_on_the_court_s_desk() -> None:
    mediation = made.referred("pre_filing")
    made.consent(mediation, people.opponent(), agrees=False)
    mediation.refresh_from_db()
    assert (mediation.state, mediation.end_ground) == ("ended", "refused_to_continue")
    waiting = list(returned(made.actor(people.clerk_a()), made.TODAY))
    assert [row[0].pk for row in waiting] == [mediation.pk]


def test_before_filing_the_court_may_go_on_with_one_consent_and_designates() -> None:
    mediation = made.referred("pre_filing")
    made.consent(mediation, people.principal())
    agreeing.open_choice(actor=made.actor(people.clerk_a()), at=made.NOW, mediation_id=mediation.pk)
    mediation.refresh_from_db()
    assert mediation.is_one_sided
    assert [row[0].pk for row in to_designate(made.actor(people.clerk_a()), made.TODAY)] == [mediation.pk]


def test_after_filing_every_party_has_to_agree_before_anybody_is_chosen() -> None:
    mediation = made.referred("ordinary")
    made.consent(mediation, people.principal())
    with pytest.raises(ValidationError):
        agreeing.open_choice(actor=made.actor(people.clerk_a()), at=made.NOW, mediation_id=mediation.pk)


def test_the_mediator_asks_the_other_side_and_its_recorded_consent_counts() -> None:
    mediation = made.referred("pre_filing")
    made.consent(mediation, people.principal())
    agreeing.open_choice(actor=made.actor(people.clerk_a()), at=made.NOW, mediation_id=mediation.pk)
    made.designate(mediation)
    made.accept(mediation)
    known = {
        "at": made.NOW,
        "mediation_id": mediation.pk,
        "party_id": made.second(mediation).pk,
        "means": "telephone",
    }
    acting = made.actor(made.mediator_user())
    agreeing.record_contact(actor=acting, result="not_reached", **known)
    assert made.second(mediation).consents is None
    agreeing.record_contact(actor=acting, result="agrees", **known)
    mediation.refresh_from_db()
    assert made.second(mediation).consents is True
    assert (mediation.state, mediation.is_one_sided) == ("preparation", False)


def test_a_code_opens_an_arranged_mediation_once_and_for_one_person() -> None:
    mediation, code = made.arranged()
    assert not mediations_for(made.actor(people.opponent()), made.TODAY).exists()
    opening.join_mediation(actor=made.actor(people.opponent()), at=made.NOW, code=code.lower())
    assert standing_of(mediation, made.actor(people.opponent()), made.TODAY).sides == {"second"}
    with pytest.raises(ValidationError):
        opening.join_mediation(actor=made.actor(people.lawyer()), at=made.NOW, code=code)


def test_an_expired_code_an_unknown_code_and_a_replaced_code_say_the_same() -> None:
    mediation, code = made.arranged()
    said = set()
    with pytest.raises(ValidationError) as refusal:
        opening.join_mediation(actor=made.actor(people.opponent()), at=made.later(days=15), code=code)
    said.add(str(refusal.value))
    with pytest.raises(ValidationError) as refusal:
        opening.join_mediation(actor=made.actor(people.opponent()), at=made.NOW, code="NOTACODE")
    said.add(str(refusal.value))
    opening.invite_again(
        actor=made.actor(people.principal()), at=made.NOW + timedelta(hours=1), mediation_id=mediation.pk,
        email="other@example.test",
    )  # fmt: skip
    with pytest.raises(ValidationError) as refusal:
        opening.join_mediation(actor=made.actor(people.opponent()), at=made.later(hours=2), code=code)
    assert len(said | {str(refusal.value)}) == 1


def test_the_opener_does_not_invite_or_join_herself() -> None:
    mediation, code = made.arranged()
    with pytest.raises(ValidationError):
        opening.join_mediation(actor=made.actor(people.principal()), at=made.NOW, code=code)
    with pytest.raises(ValidationError):
        opening.arrange_mediation(
            actor=made.actor(people.principal()), at=made.NOW, dispute=made.dispute(), own_connection="HK",
            other=OtherSide("Herself", people.principal().email, "CN"),
        )  # fmt: skip
    assert mediation.parties.get(side="second").person is None


def test_the_code_stands_nowhere_in_the_database_as_it_is() -> None:
    _mediation, code = made.arranged()
    from mediation_registry.models import Invitation

    assert code not in str(Invitation.objects.values())
    assert code not in str(list(Notice.objects.values("context")))
