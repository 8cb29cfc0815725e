"""What a journey asks the portal about the questioning of an expert, and prepares where no page is tried: called inside
the portal.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from foreign_law.actions.ascertainment import (
    answers_of_providers,
    drafting,
    findings,
    questioning,
    routes,
    scoping,
)
from foreign_law.actions.ascertainment.providers import bind_account, enter_provider
from foreign_law.actions.ascertainment.questioning_rooms import open_questioning_room
from foreign_law.management.demonstration import wordings as said
from foreign_law.management.demonstration.people import actor, institute, the_case
from foreign_law.models import LawProvider, Questioning, RouteAttempt
from portal.audit.models import Event
from portal.audit.verification import verify_log
from portal.cases.actions.steps import day_of
from portal.identity.roles import Role
from portal.operations.demonstration import SINCE, Cast, open_cast_account
from portal.rooms.models import Room
from tests.support.portal_call import sessions_of

OTHER = Cast("other-expert", "en", {"latin": "Kit Moore (fictitious)"}, Role.EXPERT.value, "CN-GD-QH")
ASKED = (
    "絲綢製的燈罩骨架是否屬於“燈籠”？（虛構）",
    "A armação de seda de um candeeiro é uma “lanterna”? (fictício)",
)


def _other_institute(at: datetime) -> LawProvider:
    """A second institute, whose expert is another person."""
    account = open_cast_account(OTHER, at)
    clerk = actor("clerk", at)
    found = enter_provider(
        actor=clerk, at=at, kind="institution", name_zh_hant="另一虛構研究所", name_zh_hans="另一虚构研究所",
        name_pt="Outro Instituto Fictício", name_en="Another Fictitious Institute", routes=[6],
        jurisdictions=["CN-HK"], languages=["en"], fields_of_law="合同法（虚构）", is_public=False,
    )  # fmt: skip
    bind_account(actor=clerk, at=at, provider_id=found.pk, email=account.email, valid_from=SINCE)
    return found


def _taken_on(at: datetime, provider: LawProvider, expert: str) -> RouteAttempt:
    """A request with one question, which the expert's institute has taken on."""
    clerk, judge = actor("clerk", at), actor("judge", at)
    request = drafting.draft_request(
        actor=clerk, at=at, case_id=the_case().pk, basis="conflict_rule", conflict_rule=said.CONFLICT_RULE,
        jurisdiction="CN-HK", field_of_law="买卖合同", nature=said.NATURE, language="pt", questions=[ASKED],
    )  # fmt: skip
    drafting.submit_request(actor=clerk, at=at, request_id=request.pk)
    scoping.fix_scope(
        actor=judge, at=at, request_id=request.pk, scope_reference=said.SCOPE, scope_date=day_of(at)
    )
    findings.findings_shown(actor=clerk, at=at, request_id=request.pk)
    attempt = routes.open_route(actor=clerk, at=at, request_id=request.pk, route=6, provider_id=provider.pk)
    routes.send_route(actor=clerk, at=at, attempt_id=attempt.pk, sent_date=day_of(at))
    answers_of_providers.accept(
        actor=actor(expert, at), at=at, attempt_id=attempt.pk, statement_text="沒有利害關係（虛構）。"
    )
    return attempt


def prepared(accounts: list[str]) -> dict[str, str]:
    """An attempt that the demonstration's expert took on, and the questioning of another expert, whose room is open;
    for each account a fresh session with second factor.
    """
    at = timezone.now()
    own = _taken_on(at, institute(at), "law-expert")
    foreign = _taken_on(at, _other_institute(at), OTHER.account)
    judge = actor("judge", at)
    other = questioning.order_questioning(
        actor=judge, at=at, attempt_id=foreign.pk, how="online", scheduled_at=at + timedelta(minutes=1),
        difficulty="虚构", home_law_checked=True, home_law_note="虚构",
    )  # fmt: skip
    sessions = sessions_of([f"{name}@demo.example" for name in accounts])
    room = open_questioning_room(actor=judge, at=at, questioning_id=other.pk)
    return {
        "request": str(own.request_id), "reference": own.request.reference, "attempt": str(own.pk),
        "other": str(other.pk), "other_room": str(room.pk),
        **{email.partition("@")[0]: key for email, key in sessions.items()},
    }  # fmt: skip


def course(questioning_id: str) -> dict[str, object]:
    """State, minutes and room of the questioning, the acts of its request in the log; whether the log verifies."""
    found = Questioning.objects.select_related("room", "attempt__request").get(pk=UUID(questioning_id))
    assert found.room is not None
    acts = Event.objects.filter(chain=found.attempt.request.chain).order_by("position")
    return {
        "state": found.state, "minutes": found.minutes_reference, "summary": found.summary, "how": found.how,
        "room": found.room.state, "open_rooms": Room.objects.exclude(state=Room.State.CLOSED).count(),
        "seats": sorted(found.room.seats.values_list("role", "state")),
        "acts": list(acts.values_list("act", flat=True)), "log": verify_log().ok,
    }  # fmt: skip
