"""The directory with its history, accounts by invitation or office, and the questioning of whoever gave the opinion."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from foreign_law.actions.ascertainment import invitations, providers, questioning, questioning_rooms, routes
from foreign_law.models import AscertainmentRequest, LawProvider, ProviderAccount, Questioning
from foreign_law.queries.ascertainment.provider_work import route_section, work_of
from foreign_law.rules.ascertainment import lifecycle
from portal.audit.history import history
from portal.audit.models import Event
from portal.identity.models import Office
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from portal.rooms.actions.seats import issue_ticket
from portal.rooms.models import Room, Seat
from tests.factories import ascertainment as made
from tests.factories import people

pytestmark = pytest.mark.django_db
NOW, TODAY = made.NOW, made.TODAY
ENTRY = {
    "kind": "institution",
    "name_zh_hant": "虛構研究所",
    "name_en": "Fictitious Institute",
    "routes": [6, 4],
}


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


def acting(user: Any) -> Any:
    return people.actor(user, NOW)


def entered(**more: Any) -> LawProvider:
    return providers.enter_provider(actor=acting(people.librarian()), at=NOW, **{**ENTRY, **more})


# -- the directory


def test_an_entry_is_made_changed_and_ended_and_its_history_says_what_stood_before() -> None:
    found = entered(fees="HKD 10,000 an opinion", source="Price list", stated_date=TODAY)
    clerk = acting(people.clerk_a())
    providers.change_provider(actor=clerk, at=NOW, provider_id=found.pk, fees="HKD 12,000 an opinion")
    with pytest.raises(ValidationError, match="Nothing was changed"):
        providers.change_provider(actor=clerk, at=NOW, provider_id=found.pk, fees="HKD 12,000 an opinion ")
    with pytest.raises(ValidationError) as refusal:
        providers.change_provider(actor=clerk, at=NOW, provider_id=found.pk, source="", stated_date=None)
    assert set(refusal.value.error_dict) == {"source", "stated_date"}
    providers.end_provider(actor=clerk, at=NOW, provider_id=found.pk, reason="Closed.")
    found.refresh_from_db()
    assert (found.fees, found.is_active) == ("HKD 12,000 an opinion", False)
    told = [line.sentence for line in history(providers.chain_of(found), language="en")]
    assert len(told) == 3
    assert "HKD 10,000 an opinion → HKD 12,000 an opinion" in told[1]
    with pytest.raises(ValidationError, match="not asked at present"):
        routes.open_route(actor=clerk, at=NOW, request_id=made.a_request().pk, route=6, provider_id=found.pk)
    providers.resume_provider(actor=clerk, at=NOW, provider_id=found.pk, reason="Open again.")


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"name_zh_hant": "", "name_en": ""}, "name_zh_hant"),
        ({"routes": [2]}, "routes"),
        ({"turnaround": "three weeks"}, "source"),
        ({"stated_date": date(2027, 1, 1)}, "stated_date"),
        ({"kind": "court"}, "kind"),
    ],
)
def test_the_directory_takes_no_entry_without_name_route_and_source(
    entry: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        entered(**entry)
    assert field in refusal.value.error_dict


@pytest.mark.parametrize(
    "who", [people.principal, people.lawyer, made.expert, people.judge_a, people.editor, people.operator]
)
def test_nobody_else_keeps_the_directory(who: Any) -> None:
    with pytest.raises(PermissionRefused):
        providers.enter_provider(actor=acting(who()), at=NOW, **ENTRY)


# -- accounts


def sent_code(found: LawProvider, by: Any) -> str:
    before = set(Notice.objects.values_list("pk", flat=True))
    invitations.invite(
        actor=acting(by), at=NOW, provider_id=found.pk, email="ip.mei@example.test", language="pt"
    )
    import json

    notice = Notice.objects.exclude(pk__in=before).get(kind="foreign_law.provider_invited")
    return str(json.loads(notice.context)["path"]).partition("#")[2]


def test_an_invitation_is_taken_up_once_and_makes_the_account_an_expert_of_this_provider() -> None:
    found = entered()
    code, user = sent_code(found, people.clerk_a()), people.stranger()
    assert "expert" not in acting(user).roles
    assert code not in str(Event.objects.values_list())
    account = invitations.take_up(actor=acting(user), at=NOW, code=f" {code} ")
    assert (account.provider, account.user) == (found, user)
    user = type(user).objects.get(pk=user.pk)
    assert "expert" in acting(user).roles
    for bad in (code, "", "x" * 200, "guess"):
        with pytest.raises(ValidationError, match="not good, or no longer"):
            invitations.take_up(actor=acting(people.opponent()), at=NOW, code=bad)


def test_an_old_a_replaced_and_a_revoked_code_open_nothing() -> None:
    found, user = entered(), people.stranger()
    first = sent_code(found, people.clerk_a())
    second = sent_code(found, people.clerk_a())
    third_at = NOW + invitations.GOOD_FOR + timedelta(minutes=1)
    for code, at in ((first, NOW), (second, third_at)):
        with pytest.raises(ValidationError):
            invitations.take_up(actor=acting(user), at=at, code=code)
    invitation = found.invitations.get(revoked_at=None)
    invitations.revoke_invitation(
        actor=acting(people.clerk_a()), at=NOW, provider_id=found.pk, invitation_id=invitation.pk
    )
    with pytest.raises(ValidationError):
        invitations.take_up(actor=acting(user), at=NOW, code=second)


def test_a_clerk_opens_no_provider_that_another_court_asks_and_an_ended_account_sees_nothing() -> None:
    attempt = made.an_attempt(made.a_request(lifecycle.IN_PROGRESS))
    account = ProviderAccount.objects.get(provider=attempt.provider)
    given = {"at": NOW, "provider_id": attempt.provider_id, "email": "new@example.test", "language": "en"}
    with pytest.raises(PermissionRefused):
        invitations.invite(actor=acting(people.clerk_b()), **given)
    invitations.invite(actor=acting(people.librarian()), **given)
    mine = AscertainmentRequest.objects.for_provider
    assert mine(acting(made.expert()), TODAY).count() == 1
    providers.end_account(
        actor=acting(people.clerk_a()), at=NOW, provider_id=attempt.provider_id, account_id=account.pk, reason="Left.",
    )  # fmt: skip
    assert mine(acting(made.expert()), TODAY).count() == 0
    assert work_of(acting(made.expert()), attempt.pk, TODAY) is None


def test_an_account_is_bound_by_the_office_of_an_expert_only() -> None:
    found, clerk = entered(), acting(people.clerk_a())
    given = {"actor": clerk, "at": NOW, "provider_id": found.pk, "valid_from": TODAY}
    with pytest.raises(ValidationError, match="holds the office of an expert"):
        providers.bind_account(**given, email=people.stranger().email)
    user = made.other_expert()
    assert Office.objects.filter(holder=user, role="expert").exists()
    assert providers.bind_account(**given, email=user.email.upper()).user == user
    with pytest.raises(ValidationError, match="already"):
        providers.bind_account(**given, email=user.email)


# -- questioning

ONLINE = {
    "how": "online", "difficulty": "She lives in Lisbon.", "home_law_checked": True,
    "home_law_note": "Portuguese law has no bar.", "scope_note": "違約金",
}  # fmt: skip


def answered(state: str = lifecycle.POSITIONS) -> Any:
    return made.an_attempt(made.a_request(state), state=lifecycle.ANSWERED_BY_PROVIDER)


def asked(attempt: Any) -> Questioning:
    return questioning.ask_questioning(
        actor=acting(people.principal()), at=NOW, request_id=attempt.request_id, attempt_id=attempt.pk,
        reason="The opinion skips section 2.",
    )  # fmt: skip


def test_a_party_asks_and_the_judge_alone_allows_or_refuses() -> None:
    attempt = answered()
    found = asked(attempt)
    with pytest.raises(ValidationError, match="asked for this already"):
        asked(attempt)
    given = {"at": NOW, "questioning_id": found.pk}
    for who in (people.clerk_a, people.principal, made.expert, people.judge_b):
        with pytest.raises(PermissionRefused):
            questioning.refuse_questioning(actor=acting(who()), **given, decision_reason="No.")
    judge = acting(people.judge_a())
    assert (
        questioning.refuse_questioning(actor=judge, **given, decision_reason="Answered in writing.").state
        == "refused"
    )
    with pytest.raises(ValidationError, match="State of the questioning"):
        questioning.allow_questioning(actor=judge, **given, how="in_person")
    assert asked(attempt).number == 2


def test_online_is_allowed_only_where_art_7_lets_it() -> None:
    attempt, judge = answered(), acting(people.judge_a())
    with pytest.raises(ValidationError) as refusal:
        questioning.order_questioning(actor=judge, at=NOW, attempt_id=attempt.pk, how="online")
    assert set(refusal.value.error_dict) == {"difficulty", "home_law_checked", "home_law_note"}
    with pytest.raises(ValidationError, match="has passed"):
        questioning.order_questioning(
            actor=judge, at=NOW, attempt_id=attempt.pk, how="in_person", scheduled_at=NOW - timedelta(days=1)
        )
    found = questioning.order_questioning(actor=judge, at=NOW, attempt_id=attempt.pk, **ONLINE)
    assert (found.state, found.home_law_checked) == ("allowed", True)
    declined = made.an_attempt(attempt.request, state=lifecycle.DECLINED_CONFLICT)
    with pytest.raises(ValidationError, match="Nobody took the question on"):
        questioning.order_questioning(actor=judge, at=NOW, attempt_id=declined.pk, how="in_person")


def opened_room(attempt: Any) -> tuple[Questioning, Room]:
    found = questioning.order_questioning(
        actor=acting(people.judge_a()), at=NOW, attempt_id=attempt.pk, **ONLINE
    )
    room = questioning_rooms.open_questioning_room(
        actor=acting(people.clerk_a()), at=NOW, questioning_id=found.pk
    )
    return found, room


def test_the_room_has_a_seat_for_judge_clerk_sides_and_the_expert_and_closes_with_the_questioning() -> None:
    found, room = opened_room(answered())
    seats = {seat.role: seat.holder for seat in room.seats.all()}
    assert {"judge", "clerk", "expert"} <= set(seats)
    assert seats["expert"] == made.expert()
    assert {people.principal(), people.opponent()} <= {seat.holder for seat in room.seats.all()}
    with pytest.raises(ValidationError, match="open already"):
        questioning_rooms.open_questioning_room(
            actor=acting(people.clerk_a()), at=NOW, questioning_id=found.pk
        )
    ticket = {"at": NOW, "room_id": room.pk, "session_key": "window"}
    issue_ticket(actor=acting(made.expert()), **ticket)
    with pytest.raises(PermissionRefused):
        issue_ticket(actor=acting(made.other_expert()), **ticket)
    with pytest.raises(PermissionRefused):
        questioning_rooms.begin_questioning(actor=acting(people.clerk_a()), at=NOW, questioning_id=found.pk)
    questioning_rooms.begin_questioning(actor=acting(people.judge_a()), at=NOW, questioning_id=found.pk)
    got = questioning.hold_questioning(
        actor=acting(people.clerk_a()), at=NOW, questioning_id=found.pk, held_date=TODAY, minutes_reference="笔录2",
        summary="Section 2 is mandatory.",
    )  # fmt: skip
    room.refresh_from_db()
    assert (got.state, room.state) == ("held", Room.State.CLOSED)
    acts = set(Event.objects.filter(chain=found.attempt.request.chain).values_list("act", flat=True))
    assert {"rooms.opened", "rooms.begun", "rooms.closed", "foreign_law.questioning_held"} <= acts


def test_an_expert_who_is_withdrawn_loses_the_seat_at_once() -> None:
    attempt = answered()
    _found, room = opened_room(attempt)
    account = ProviderAccount.objects.get(provider=attempt.provider)
    providers.end_account(
        actor=acting(people.clerk_a()), at=NOW, provider_id=attempt.provider_id, account_id=account.pk, reason="Left.",
    )  # fmt: skip
    assert room.seats.get(role="expert").state == Seat.State.REMOVED
    with pytest.raises(PermissionRefused):
        issue_ticket(actor=acting(made.expert()), at=NOW, room_id=room.pk, session_key="window")


def test_a_cancelled_questioning_closes_its_room_and_everybody_is_told() -> None:
    found, room = opened_room(answered())
    questioning.cancel_questioning(
        actor=acting(people.clerk_a()), at=NOW, questioning_id=found.pk, reason="Ill."
    )
    room.refresh_from_db()
    assert room.state == Room.State.CLOSED
    told = Notice.objects.filter(kind="foreign_law.questioning_cancelled").values_list(
        "recipient_key", flat=True
    )
    assert {f"user:{made.expert().pk}", f"user:{people.opponent().pk}"} <= set(told)


def test_a_side_does_not_read_what_the_other_side_asked_before_it_is_decided() -> None:
    attempt = answered()
    asked(attempt)
    mine = attempt.request.case.parties.filter(person=people.principal().person)
    others = attempt.request.case.parties.exclude(pk__in=mine)
    assert len(route_section(attempt.request, "en", list(mine))["route_lines"][0].questionings) == 1
    assert route_section(attempt.request, "en", list(others))["route_lines"][0].questionings == []
