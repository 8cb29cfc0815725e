"""A draft of Chan Ka Man, made by the acts themselves; shared by the tests of this folder."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from portal.audit.models import Event
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from portal.notices.queries import context_of
from portal.power_of_attorney.actions import agents, consents, drafting, submitting
from portal.power_of_attorney.models import Agent, PowerOfAttorney
from tests.factories import people

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def me() -> dict[str, Any]:
    return {"actor": people.actor(people.principal()), "at": AT}


def a_draft(**entries: Any) -> PowerOfAttorney:
    return drafting.draft(**me(), court=people.court(), **{
        "matter": "買賣合約的貨款", "opponent_name": "何德榮", "stages": ["first_instance"], "powers": ["settle"],
        "language": "zh-hant", "second_language": "", **entries,
    })  # fmt: skip


def invited(power: PowerOfAttorney, *, at: datetime = AT, **entries: Any) -> Agent:
    """A link that is good for fourteen days from ``at``: whoever opens it at a door opens it by the clock on the wall."""
    return agents.invite_agent(**{**me(), "at": at}, power_id=power.pk, **{
        "kind": "lawyer", "name": "周平", "email": "zhou.ping@example.test", "language": "zh-hans", **entries,
    })  # fmt: skip


def token_of(agent: Agent) -> str:
    notices = Notice.objects.filter(kind="power_of_attorney.agent_invited").order_by("queued_at")
    paths = [context_of(notice)["path"] for notice in notices if str(agent.pk) in notice.dedupe]
    return str(re.fullmatch(r"/powers/invitation/(.+)/", paths[-1]).group(1))  # type: ignore[union-attr]


def accepted(agent: Agent, user: User | None = None, **entries: Any) -> Agent:
    user = user or people.lawyer()
    licence = people.person_of(user).licences.first()
    return agents.accept_invitation(actor=people.actor(user), at=AT, token=token_of(agent), **{
        "licence": licence, "conflict_statement": "No conflict is known to me.", **entries,
    })  # fmt: skip


def answered(power: PowerOfAttorney) -> None:
    for subject, answer in (
        ("coercion", "free"), ("capacity", "capable"), ("family_status", "no"),
        ("no_private_recording", "understood"),
    ):  # fmt: skip
        consents.answer_warning(**me(), power_id=power.pk, subject=subject, answer=answer, language="zh-hant")
    for purpose in ("online", "recording"):
        consents.give_consent(**me(), power_id=power.pk, purpose=purpose, language="zh-hant")


def handed_in(power: PowerOfAttorney | None = None, *, submit: bool = True) -> PowerOfAttorney:
    power = power or a_draft()
    accepted(invited(power))
    answered(power)
    return submitting.submit(**me(), power_id=power.pk) if submit else power


def refused(act: Callable[[], Any]) -> str:
    events = Event.objects.filter(act__startswith="power_of_attorney.").count()
    with pytest.raises((ValidationError, PermissionRefused)) as caught:
        act()
    assert Event.objects.filter(act__startswith="power_of_attorney.").count() == events
    error = caught.value
    return " ".join(error.messages) if isinstance(error, ValidationError) else "not found"
