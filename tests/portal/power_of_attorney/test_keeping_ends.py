"""Every end of a power takes with it, in one transaction, what the agent had by it (CPL art. 63)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse

from portal.audit.models import Event
from portal.cases import actions as case_actions
from portal.cases.models import Case, Representation
from portal.cases.powers import may_receive_documents
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from portal.power_of_attorney.actions import keeping_ends as ends
from portal.power_of_attorney.actions.keeping_amending import begin_amendment
from portal.power_of_attorney.actions.keeping_notices import has_unreached_opponent
from portal.power_of_attorney.actions.keeping_review import make_effective
from portal.power_of_attorney.actions.submitting import withdraw
from portal.power_of_attorney.models import Ending, PowerOfAttorney
from portal.power_of_attorney.queries.register import keeps_what_hung_on_it, status_on
from portal.power_of_attorney.tasks.keeping import end_powers
from portal.rooms.models import Room, Seat
from tests.factories import cases, kept_powers, people, powers

pytestmark = pytest.mark.django_db
AT, TODAY = powers.NOW, cases.TODAY
LATER = AT + timedelta(days=2)
LATER_DAY = TODAY + timedelta(days=2)


def principal():
    return people.actor(people.principal())


def fresh(power) -> PowerOfAttorney:
    return PowerOfAttorney.objects.get(pk=power.pk)


def told(kind: str) -> set[str]:
    return set(
        Notice.objects.filter(kind=f"power_of_attorney.{kind}").values_list("recipient_key", flat=True)
    )


def test_revocation_ends_representation_receipt_case_and_room_at_once() -> None:
    power = kept_powers.effective()
    entered, lawyer = power.agencies.get().representation, people.actor(people.lawyer())
    Room.objects.update(state="live", closed_at=None)
    assert may_receive_documents(entered, LATER_DAY)
    ends.revoke(actor=principal(), at=LATER, power_id=power.pk, reason="")
    entered.refresh_from_db()
    assert fresh(power).state == "revoked" and Ending.objects.get(power=power).kind == "revoked"
    assert entered.valid_to == LATER_DAY and power.reference in entered.end_reason
    assert not may_receive_documents(entered, LATER_DAY)
    assert not Case.objects.for_user(lawyer, LATER_DAY).exists()
    assert Seat.objects.get(role="agent").state == "removed"
    assert not keeps_what_hung_on_it(fresh(power), people.lawyer().pk, LATER_DAY)
    assert keeps_what_hung_on_it(fresh(power), people.principal().pk, LATER_DAY)


def test_revocation_tells_agent_court_and_other_side_each_once() -> None:
    power = kept_powers.effective()
    case_actions.assign(
        actor=people.actor(people.clerk_a()),
        at=AT,
        case_id=power.case_id,
        seat="judge",
        holder=people.judge_a(),
    )
    before = Notice.objects.filter(kind="cases.representation_changed").count()
    ends.revoke(actor=principal(), at=LATER, power_id=power.pk)
    assert told("ended") == {f"user:{people.principal().pk}", f"user:{people.lawyer().pk}"}
    assert told("ended_desk") == {f"user:{people.judge_a().pk}"}
    assert told("ended_other_side") == {f"user:{people.opponent().pk}"}
    assert Notice.objects.filter(kind="cases.representation_changed").count() == before


def test_one_opponent_without_an_account_is_to_be_told_on_paper_even_where_another_has_one() -> None:
    power = kept_powers.effective()
    ends.revoke(actor=principal(), at=LATER, power_id=power.pk)
    assert not has_unreached_opponent(fresh(power), LATER)
    of_ho = cases.defendant(power.case)
    cases.a_party(power.case, role=of_ho.role, name="何氏貿易")
    assert has_unreached_opponent(fresh(power), LATER)


def test_until_it_takes_effect_the_principal_takes_a_signed_power_back() -> None:
    power = kept_powers.reviewed()
    with pytest.raises(ValidationError):
        withdraw(actor=principal(), at=LATER, power_id=power.pk)
    withdraw(actor=principal(), at=LATER, power_id=power.pk, reason="I no longer want it.")
    assert fresh(power).state == "withdrawn" and status_on(fresh(power), LATER_DAY) is None
    with pytest.raises(ValidationError):
        make_effective(actor=people.actor(people.judge_a()), at=LATER, power_id=power.pk)
    assert not Representation.objects.exists()


def test_if_anything_of_the_end_fails_nothing_of_it_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    power = kept_powers.effective()

    def refuses(*_given, **_named) -> None:
        raise RuntimeError("the outbox is gone")

    monkeypatch.setattr(ends, "tell_end", refuses)
    with pytest.raises(RuntimeError), transaction.atomic():
        ends.revoke(actor=principal(), at=LATER, power_id=power.pk)
    assert fresh(power).state == "effective" and not Ending.objects.exists()
    assert Representation.objects.on(LATER_DAY).exists()


@pytest.mark.parametrize("who", ["lawyer", "opponent", "stranger", "clerk_a", "judge_a", "clerk_b"])
def test_in_the_browser_only_the_principal_revokes(who: str) -> None:
    power = kept_powers.effective()
    with pytest.raises(PermissionRefused):
        ends.revoke(actor=people.actor(people.CAST[who]()), at=LATER, power_id=power.pk)


def test_the_court_enters_a_written_revocation_with_its_day_and_paper() -> None:
    power = kept_powers.effective()
    given = {"actor": people.actor(people.clerk_a()), "at": LATER, "power_id": power.pk}
    with pytest.raises(ValidationError):
        ends.record_revocation(**given, reason="", received_date=TODAY)
    with pytest.raises(ValidationError):
        ends.record_revocation(**given, reason="By post.", received_date=LATER_DAY + timedelta(days=1))
    ends.record_revocation(**given, reason="By post.", received_date=TODAY, upload=cases.upload("revocation"))
    ending = Ending.objects.get(power=power)
    assert ending.received_date == TODAY and ending.paper.scope == power.chain
    assert Event.objects.filter(act="power_of_attorney.revoked").exists()


def test_a_clerk_of_another_court_enters_no_revocation() -> None:
    power = kept_powers.effective()
    with pytest.raises(PermissionRefused):
        ends.record_revocation(
            actor=people.actor(people.clerk_b()), at=LATER, power_id=power.pk, reason="x", received_date=TODAY
        )


def test_nothing_is_revoked_twice() -> None:
    power = kept_powers.effective()
    ends.revoke(actor=principal(), at=LATER, power_id=power.pk)
    with pytest.raises(ValidationError):
        ends.revoke(actor=principal(), at=LATER, power_id=power.pk)


def test_a_period_that_has_passed_ends_the_power_by_the_task_and_in_the_register_before_it() -> None:
    power = kept_powers.effective(valid_to=LATER_DAY)
    assert status_on(power, LATER_DAY).word == "expired"
    assert not may_receive_documents(power.agencies.get().representation, LATER_DAY)
    assert ends.expire_due(at=AT) == 0
    assert ends.expire_due(at=LATER) == 1 and ends.expire_due(at=LATER) == 0
    assert fresh(power).state == "expired" and not Representation.objects.on(LATER_DAY).exists()


def test_a_power_whose_period_passed_before_the_review_is_not_made_effective() -> None:
    power = kept_powers.reviewed(valid_to=TODAY)
    with pytest.raises(ValidationError):
        make_effective(actor=people.actor(people.judge_a()), at=AT, power_id=power.pk)


def concluded(power, at=LATER) -> None:
    case_actions.conclude(
        actor=people.actor(people.clerk_a()), at=at, case_id=power.case_id, reason="Judgment.",
        concluded_date=TODAY,
    )  # fmt: skip


def test_a_power_for_this_stage_ends_in_the_transaction_that_concludes_the_case() -> None:
    power = kept_powers.effective()
    concluded(power)
    assert fresh(power).state == "case_closed" and not Representation.objects.on(LATER_DAY).exists()


def test_a_power_that_names_a_later_stage_outlives_the_case_of_the_first() -> None:
    power = kept_powers.effective(stages=["first_instance", "second_instance"])
    concluded(power)
    assert fresh(power).state == "effective"
    assert ends.end_with_concluded_cases(at=LATER) == 0
    ends.close_with_case(
        actor=people.actor(people.clerk_a()), at=LATER, power_id=power.pk, reason="No appeal was filed."
    )
    assert fresh(power).state == "case_closed"


def test_the_task_ends_what_is_over_and_may_run_as_often_as_one_likes() -> None:
    power = kept_powers.effective(valid_to=LATER_DAY)
    assert end_powers() == {"expired": 1, "ended with their case": 0}
    assert end_powers() == {"expired": 0, "ended with their case": 0}
    assert fresh(power).state == "expired"


def test_an_amendment_replaces_the_old_power_when_it_is_in_force_and_not_before() -> None:
    old = kept_powers.effective()
    new = kept_powers.reviewed(replaces=old)
    assert fresh(old).state == "effective"
    make_effective(actor=people.actor(people.judge_a()), at=LATER, power_id=new.pk)
    assert fresh(old).state == "amended" and fresh(old).ending.kind == "amended"
    assert Representation.objects.on(LATER_DAY).get().agency.power == new
    assert status_on(fresh(old), LATER_DAY).word == "amended"
    assert status_on(fresh(new), LATER_DAY).is_in_force


def test_an_amendment_begins_as_a_draft_with_the_confirmed_words_of_the_old_power() -> None:
    old = kept_powers.effective()
    new = begin_amendment(actor=principal(), at=LATER, power_id=old.pk)
    assert new.state == "draft" and new.replaces == old and new.matter == old.matter
    assert set(new.granted.values_list("code", flat=True)) == {"admit_claims", "settle"}
    with pytest.raises(ValidationError):
        begin_amendment(actor=principal(), at=LATER, power_id=old.pk)
    with pytest.raises(PermissionRefused):
        begin_amendment(actor=people.actor(people.lawyer()), at=LATER, power_id=old.pk)


def test_revoking_in_the_browser_needs_the_second_factor_and_the_tick(client: Client) -> None:
    power = kept_powers.effective()
    page = reverse("powers:revoke", args=[power.pk])
    people.sign_in(client, people.principal(), second_factor=False)
    assert client.post(page, {"sure": "on"}).status_code == 302
    assert fresh(power).state == "effective"
    people.sign_in(client, people.principal())
    assert client.post(page, {"reason": "I changed my mind."}).status_code == 200
    assert fresh(power).state == "effective"
    assert client.post(page, {"reason": "I changed my mind.", "sure": "on"}).status_code == 302
    assert fresh(power).state == "revoked" and fresh(power).end_reason == "I changed my mind."
