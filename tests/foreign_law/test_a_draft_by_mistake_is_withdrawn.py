"""A clerk gives up a draft that no judge has had before her; what a judge has had, only she withdraws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from foreign_law.actions.ascertainment import drafting, scoping, withdrawing
from foreign_law.models import AscertainmentRequest
from foreign_law.rules.ascertainment import lifecycle
from portal.audit.models import Event
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import ascertainment as made
from tests.factories import cases, people

pytestmark = pytest.mark.django_db
ACT = "draft_withdrawn"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def clerk() -> Any:
    return people.actor(people.clerk_a())


def a_draft(**entries: Any) -> AscertainmentRequest:
    return drafting.draft_request(
        actor=clerk(), at=made.NOW, case_id=made.ascertained_case().pk, jurisdiction="CN-HK",
        questions=[("违约金条款是否有效？", "")], **entries,
    )  # fmt: skip


def withdraw(request: AscertainmentRequest, user: Any, reason: str = "误建") -> None:
    withdrawing.withdraw_draft(actor=people.actor(user), at=made.NOW, request_id=request.pk, reason=reason)


def door(request: AscertainmentRequest, act: str = ACT) -> str:
    return reverse("ascertainment_desk:act", args=[act, request.pk])


def told(kind: str) -> set[str]:
    """Who was told that a draft was withdrawn."""
    notices = Notice.objects.filter(kind=f"foreign_law.ascertainment_{kind}")
    return {notice.recipient_key for notice in notices if ACT in notice.context}


def test_the_clerk_withdraws_it_with_a_reason_and_a_tick(client: Client) -> None:
    request = a_draft()
    people.sign_in(client, people.clerk_a())
    assert (
        door(request) in client.get(reverse("ascertainment_desk:inspect", args=[request.pk])).content.decode()
    )
    for lacking in ({"reason": "误建"}, {"is_meant": "on"}, {"reason": " ", "is_meant": "on"}):
        assert client.post(door(request), lacking).status_code == 200
    request.refresh_from_db()
    assert request.state == lifecycle.DRAFT
    assert client.post(door(request), {"reason": "误建", "is_meant": "on"}).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.reason) == (lifecycle.WITHDRAWN, "误建")
    assert Event.objects.filter(act=f"foreign_law.{ACT}", subject_key=str(request.pk)).count() == 1
    assert told("waiting") == {people.actor(people.judge_a()).key}
    assert client.get(door(request)).status_code == 404
    page = client.get(reverse("ascertainment_desk:inspect", args=[request.pk])).content.decode()
    assert "误建" in page


@pytest.mark.parametrize("who", ["clerk_b", "judge_a", "principal", "lawyer", "stranger", "librarian"])
def test_for_others_the_act_does_not_exist(client: Client, who: str) -> None:
    request = a_draft()
    with pytest.raises(PermissionRefused):
        withdraw(request, people.CAST[who]())
    people.sign_in(client, people.CAST[who]())
    answer = client.post(door(request), {"reason": "x", "is_meant": "on"})
    assert answer.status_code == 404 or "/login" in answer.get("Location", "")
    request.refresh_from_db()
    assert request.state == lifecycle.DRAFT


def test_what_was_put_before_the_judge_only_the_judge_withdraws_also_once_it_came_back(
    client: Client,
) -> None:
    request = a_draft()
    drafting.submit_request(actor=clerk(), at=made.NOW, request_id=request.pk)
    people.sign_in(client, people.clerk_a())
    with pytest.raises(ValidationError):
        withdraw(request, people.clerk_a())
    scoping.return_request(
        actor=people.actor(people.judge_a()), at=made.NOW, request_id=request.pk, reason="请补充"
    )
    with pytest.raises(ValidationError, match="only she may withdraw it"):
        withdraw(request, people.clerk_a())
    assert client.get(door(request)).status_code == 404
    assert client.get(door(request, "request_withdrawn")).status_code == 404
    people.sign_in(client, people.judge_a())
    assert client.post(door(request, "request_withdrawn"), {"reason": "不再需要"}).status_code == 302
    request.refresh_from_db()
    assert request.state == lifecycle.WITHDRAWN


def test_a_side_never_reads_a_draft_that_was_given_up_save_the_one_that_asked(client: Client) -> None:
    case = made.ascertained_case()
    asking = cases.plaintiff(case)
    own, courts = a_draft(asked_by_party=asking.pk), a_draft()
    for request in (own, courts):
        withdraw(request, people.clerk_a())
    for user, expected in ((people.principal(), (200, 404)), (people.opponent(), (404, 404))):
        people.sign_in(client, user)
        pages = [reverse("law:ascertainment", args=[request.reference]) for request in (own, courts)]
        assert tuple(client.get(page).status_code for page in pages) == expected
        assert courts.reference not in client.get(reverse("law:ascertainments")).content.decode()
    assert people.actor(people.principal()).key in told("milestone")
    assert people.actor(people.opponent()).key not in told("milestone")


def test_what_was_submitted_and_withdrawn_stays_open_to_the_sides(client: Client) -> None:
    request = a_draft()
    drafting.submit_request(actor=clerk(), at=made.NOW, request_id=request.pk)
    withdrawing.withdraw_request(
        actor=people.actor(people.judge_a()), at=made.NOW, request_id=request.pk, reason="和解"
    )
    people.sign_in(client, people.opponent())
    assert client.get(reverse("law:ascertainment", args=[request.reference])).status_code == 200
