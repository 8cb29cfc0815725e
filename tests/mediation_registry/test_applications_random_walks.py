"""Whatever people try in whatever order, no application and no listing ever stands where the law does not put it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediation_registry.models import Application, Determination, Listing
from mediation_registry.rules import lifecycle
from portal.audit.models import Event
from portal.identity.permissions import PermissionRefused
from tests.factories import mediator_acts, mediators, people

pytestmark = pytest.mark.django_db
ACTS = mediator_acts.APPLICATION_ACTS
LISTING_ACTS = mediator_acts.LISTING_ACTS
REFERRAL = "committee_referral"
WALK = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
LOCAL, COMMITTEE, CONFERENCE = Determination.Stage.values


class Undo(Exception):
    """Ends an example and takes it back."""


def cast() -> dict[str, Any]:
    accounts = {
        "applicant": mediators.mediator_user(), "clerk": people.clerk_a(), "stranger": people.stranger(),
        **{
            f"{place}_{seat}": mediators.officer(place, seat)
            for place in mediators.PLACES for seat in ("intake", "assessor", "decider", "publisher")
        },
    }  # fmt: skip
    return {name: mediators.acting(user) for name, user in accounts.items()}


def attempt(call, thing: Any, actor: Any) -> bool:
    """Whether the act went through; a refusal leaves nothing behind."""
    events = Event.objects.count()
    try:
        with transaction.atomic():
            call(thing, actor)
        return True
    except (PermissionRefused, ValidationError):
        assert Event.objects.count() == events
        return False


def drawn(data: st.DataObject, people_in: dict[str, Any], acts: dict[str, Any], sensible: list[str]) -> tuple:
    """An act and somebody: in two of three cases an act that the state knows and a person of the right kind."""
    names = sorted(acts)
    act = data.draw(st.sampled_from(sensible if sensible and data.draw(st.integers(0, 2)) else names))
    fitting = [name for name in people_in if name in WHO.get(act, ())] or sorted(people_in)
    name = data.draw(st.sampled_from(fitting if data.draw(st.integers(0, 2)) else sorted(people_in)))
    return act, people_in[name]


FITTING: dict[tuple[str, ...], tuple[str, ...]] = {
    ("applicant",): ("application_submitted", "application_resubmitted", "application_edited"),
    ("HK_intake",): ("completeness_check_opened", "application_returned", "application_complete"),
    ("HK_assessor",): ("criterion_assessed",),
    ("HK_assessor", "HK_decider", "GD_decider", "MO_decider"): ("conflict_declared",),
    ("HK_decider",): (
        "recognised_locally", "refused_locally", "put_to_committee", "assessment_reopened", *LISTING_ACTS,
    ),
    ("HK_decider", "GD_decider", "MO_decider"): (
        "committee_position_recorded", REFERRAL, "put_to_conference", "determined", "not_determined",
    ),
    ("HK_publisher",): ("edition_published",),
}  # fmt: skip
WHO = {act: people_in for people_in, acts in FITTING.items() for act in acts}


def assess_rest(application: Application, actor: Any) -> Any:
    """Every criterion at once, so that walks come further."""
    for criterion in application.window.rule_version.criteria.all():
        mediators.assessment.assess_criterion(
            actor=actor,
            at=mediators.NOW,
            application_id=application.pk,
            criterion_id=criterion.pk,
            result="met",
        )


def lawful(application: Application) -> None:
    """What must be true of an application in its state, from the records alone."""
    decided = list(application.determinations.select_related("jurisdiction"))
    assessors = set(application.assessments.values_list("assessor", flat=True))
    assert not assessors & {row.decided_by for row in decided}
    assert f"user:{application.registrant.person.user_id}" not in assessors | {
        row.decided_by for row in decided
    }
    rounds = {stage: max((row.round for row in decided if row.stage == stage), default=0) for stage in
              (LOCAL, COMMITTEE, CONFERENCE)}  # fmt: skip
    last = {(row.stage, row.jurisdiction and row.jurisdiction.code): row.outcome
            for row in decided if row.round == rounds[row.stage]}  # fmt: skip
    state = application.state
    if state in (lifecycle.LOCALLY_RECOGNISED, *lifecycle.SEEN_FROM[lifecycle.COMMITTEE]):
        assert last[(LOCAL, "CN-HK")] == "recognised"
    if state in (lifecycle.AGREED, lifecycle.JOINT_CONFERENCE, lifecycle.DETERMINED, lifecycle.PUBLISHED):
        assert [last.get((COMMITTEE, code)) for code in sorted(lifecycle.JURISDICTIONS)] == ["agreed"] * 3
        assert rounds[COMMITTEE] == rounds[LOCAL]
    if state in (lifecycle.DETERMINED, lifecycle.PUBLISHED):
        assert last[(CONFERENCE, None)] == "determined"
    if state == lifecycle.NOT_DETERMINED:
        assert last[(CONFERENCE, None)] == "not_determined"
    assert (state == lifecycle.PUBLISHED) == Listing.objects.filter(application=application).exists()
    days = [row.decided_date for row in sorted(decided, key=lambda row: row.recorded_at)]
    assert days == sorted(days)


def walked(application: Application, people_in: dict[str, Any], data: st.DataObject) -> None:
    acts = {**ACTS, "criterion_assessed": assess_rest, REFERRAL: mediator_acts.refer}
    for _step in range(data.draw(st.integers(10, 34))):
        before = application.state
        sensible = sorted(
            name for state, act in lifecycle.APPLICATION_TRANSITIONS
            if state == before and (name := act.partition(".")[2]) in acts and name != "application_withdrawn"
        )  # fmt: skip
        if before == lifecycle.COMMITTEE_REVIEW:
            sensible.append(REFERRAL)
        act, actor = drawn(data, people_in, acts, sensible)
        done = attempt(acts[act], application, actor)
        application = Application.objects.select_related("registrant__person").get(pk=application.pk)
        ways = {
            after for (state, _act), after in lifecycle.APPLICATION_TRANSITIONS.items() if state == before
        }
        assert application.state in ways if done else application.state == before
        lawful(application)


@pytest.mark.parametrize(
    "start", [lifecycle.DRAFT, lifecycle.COMMITTEE_REVIEW, lifecycle.REFERRED_BACK, lifecycle.AGREED]
)
def test_no_sequence_of_attempts_brings_an_application_into_an_unlawful_state(start: str):
    people_in = cast()
    application = mediator_acts.prepared(mediators.application_in(start))

    @WALK
    @given(data=st.data())
    def walk(data: st.DataObject) -> None:
        try:
            with transaction.atomic():
                walked(Application.objects.get(pk=application.pk), people_in, data)
                raise Undo
        except Undo:
            pass

    walk()


def listing_walked(listing: Listing, people_in: dict[str, Any], data: st.DataObject) -> None:
    for _step in range(data.draw(st.integers(3, 14))):
        before = listing.state
        act, actor = drawn(data, people_in, LISTING_ACTS, [])
        done = attempt(LISTING_ACTS[act], listing, actor)
        listing = Listing.objects.get(pk=listing.pk)
        way = lifecycle.listing_after(before, f"mediation_registry.{act}")
        assert listing.state == (way if done else before)
        entries = list(listing.entries.order_by("number"))
        assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
        assert entries[-1].state == listing.state
        states = [None, *(entry.state for entry in entries)]
        assert all(
            lifecycle.listing_after(earlier, entry.act) == entry.state
            for earlier, entry in zip(states, entries, strict=False)
        )
        assert all(
            entry.ground and entry.deciding_body for entry in entries if entry.state == lifecycle.REMOVED
        )


@pytest.mark.parametrize("powers", [(), ("suspension",)])
def test_no_sequence_of_attempts_brings_a_listing_into_an_unlawful_state(powers: tuple[str, ...]):
    people_in, listing = cast(), mediators.published_listing()
    for power in powers:
        mediator_acts.enable(power)

    @WALK
    @given(data=st.data())
    def walk(data: st.DataObject) -> None:
        try:
            with transaction.atomic():
                listing_walked(Listing.objects.get(pk=listing.pk), people_in, data)
                if not powers:
                    assert not listing.entries.filter(state=lifecycle.SUSPENDED).exists()
                raise Undo
        except Undo:
            pass

    walk()
