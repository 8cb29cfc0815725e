"""Showing in court, positions, opportunities, findings relied on and rebutted (arts 5, 8; guards 3 and 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from foreign_law.actions.ascertainment import exhibiting, positions, rebuttals
from foreign_law.actions.ascertainment.positions import Said
from foreign_law.models import AscertainmentRequest, FindingShown, Material, Position
from foreign_law.queries.ascertainment.grid import grid, position_section
from foreign_law.rules.ascertainment import lifecycle
from portal.exhibits.actions import read
from portal.exhibits.models import Exhibit
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused
from tests.factories import ascertainment as law
from tests.factories import cases, people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def act(action: Callable[..., Any], user: User, **entered: Any) -> Any:
    return action(actor=people.actor(user), at=law.NOW, **entered)


def show(
    request: AscertainmentRequest, *materials: Material, user: User | None = None, **entered: Any
) -> Any:
    words = {"how": "hearing", "shown_date": law.TODAY, "minutes_reference": "笔录1", **entered}
    keys = [one.pk for one in materials]
    return act(
        exhibiting.exhibit_materials,
        user or people.clerk_a(),
        request_id=request.pk,
        material_ids=keys,
        **words,
    )


def say(user: User, request: AscertainmentRequest, stance: str = "agree", **entered: Any) -> list[Position]:
    question = request.questions.get(number=1)
    said = entered.pop("said", None) or [
        Said(question.pk, aspect, stance, entered.pop("reasons", "") or ("理由" if stance == "object" else ""), f"f_{aspect}")
        for aspect in entered.pop("aspects", ("content", "meaning", "application"))
    ]  # fmt: skip
    return act(positions.take_positions, user, request_id=request.pk, said=said, **entered)


def test_guard_3_nothing_incomplete_is_shown_and_every_missing_part_is_named() -> None:
    request = law.a_request(lifecycle.RECEIVED)
    attempt = law.an_attempt(request, state=lifecycle.ANSWERED_BY_PROVIDER)
    material = law.a_material(request, attempt, validity="", language="en", with_law=False)
    law.cited_law(material, kind="case_law")
    whole = law.a_material(request)
    with pytest.raises(ValidationError) as refusal:
        show(request, material, whole)
    [sentence] = refusal.value.message_dict["material_ids"]
    for part in (
        "art. 3",
        "full judgment",
        "Chinese translation",
        "proof of qualification",
        "statement of no interest",
    ):
        assert part in sentence
    assert sentence.startswith("Material 1 cannot be shown yet. Missing: whether it is in force")
    request.refresh_from_db()
    assert request.state == lifecycle.RECEIVED and not request.exhibitions.exists()


def test_what_is_whole_is_shown_with_its_minutes_and_all_sides_may_then_be_heard() -> None:
    request = law.a_request(lifecycle.RECEIVED)
    attempt = law.an_attempt(request, state=lifecycle.ANSWERED_BY_PROVIDER)
    law.proofs_of(attempt)
    material = law.a_material(request, attempt, state="incomplete")  # the proofs came in later
    for entered, field in (({"how": "x"}, "how"), ({"minutes_reference": " "}, "minutes_reference"),
                           ({"shown_date": law.TODAY + timedelta(1)}, "shown_date"),
                           ({"shown_date": law.TODAY - timedelta(1)}, "shown_date")):  # fmt: skip
        with pytest.raises(ValidationError) as refusal:
            show(request, material, **entered)
        assert field in refusal.value.message_dict
    with pytest.raises(ValidationError, match="Choose the materials"):
        show(request)
    for stranger in (people.principal(), people.clerk_b(), law.expert()):
        with pytest.raises(PermissionRefused):
            show(request, material, user=stranger)
    exhibition = show(request, material)
    request.refresh_from_db()
    material.refresh_from_db()
    assert (request.state, material.state, exhibition.number) == (lifecycle.EXHIBITED, "complete", 1)


def test_the_court_fixes_until_when_positions_may_be_taken() -> None:
    request = law.a_request(lifecycle.EXHIBITED)
    with pytest.raises(ValidationError, match="lies in the past"):
        act(
            positions.invite_positions,
            people.judge_a(),
            request_id=request.pk,
            until=date(2026, 1, 1),
            reason="x",
        )
    act(
        positions.invite_positions,
        people.judge_a(),
        request_id=request.pk,
        until=date(2026, 12, 4),
        reason="开庭前",
    )
    act(
        positions.invite_positions,
        people.judge_a(),
        request_id=request.pk,
        until=date(2026, 12, 9),
        reason="延后",
    )
    request.refresh_from_db()
    assert (request.state, request.positions_until) == (lifecycle.POSITIONS, date(2026, 12, 9))
    assert [row.ended_at is None for row in request.periods.order_by("due_date")] == [False, True]


def test_a_party_speaks_for_its_own_side_and_an_objection_gives_reasons() -> None:
    request = law.a_request(lifecycle.POSITIONS)
    defendant = cases.defendant(request.case)
    with pytest.raises(ValidationError) as refusal:
        say(
            people.principal(),
            request,
            said=[Said(request.questions.get().pk, "meaning", "object", " ", "why_1")],
        )
    assert refusal.value.message_dict == {"why_1": ["An objection gives reasons (art. 8)."]}
    with pytest.raises(ValidationError, match="at least one point"):
        act(positions.take_positions, people.principal(), request_id=request.pk, said=[])
    with pytest.raises(PermissionRefused):
        say(people.principal(), request, party_id=defendant.pk)
    with pytest.raises(PermissionRefused):
        say(people.principal(), request, said=[Said(uuid4(), "content", "agree")])
    for nobody in (people.stranger(), law.expert(), people.judge_a(), people.clerk_b()):
        with pytest.raises(PermissionRefused):
            say(nobody, request)
    say(people.principal(), request)
    assert not Position.objects.exclude(party=cases.plaintiff(request.case)).exists()


def test_a_later_position_supersedes_the_earlier_and_both_stay() -> None:
    request = law.a_request(lifecycle.POSITIONS)
    say(people.principal(), request, "object", aspects=("content",), reasons="译文有误")
    say(people.principal(), request, "agree", aspects=("content",))
    rows = Position.objects.order_by("taken_at", "stance")
    assert sorted((row.stance, row.superseded_at is None) for row in rows) == [
        ("agree", True),
        ("object", False),
    ]


def test_the_clerk_enters_what_was_said_in_court_with_the_minutes_only() -> None:
    request = law.a_request(lifecycle.POSITIONS)
    side = cases.defendant(request.case)
    wrongs: list[tuple[dict[str, Any], str]] = [({}, "party"), ({"party_id": side.pk}, "minutes_reference")]
    for entered, field in wrongs:
        with pytest.raises(ValidationError) as refusal:
            say(people.clerk_a(), request, **entered)
        assert field in refusal.value.message_dict
    [first, *_rest] = say(people.clerk_a(), request, party_id=side.pk, minutes_reference="笔录第3页")
    assert (first.party, first.minutes_reference) == (side, "笔录第3页")


def test_the_grid_tells_who_said_what_and_who_was_not_heard(django_assert_max_num_queries: Any) -> None:
    request = law.a_request(lifecycle.POSITIONS, questions=2)
    say(people.principal(), request, "object", aspects=("meaning",))
    with django_assert_max_num_queries(4):
        shown = grid(request, law.TODAY)
    assert [len(row.lines) for row in shown.rows] == [2, 2] and shown.open_points == 11
    assert [cell.position is not None for cell in shown.rows[0].lines[0].cells] == [False, True, False]
    assert (len(shown.objections), shown.is_undisputed) == (1, False)
    assert [party.number for party in shown.unheard] == [2]
    opportunity = {
        "party_id": cases.defendant(request.case).pk,
        "given_date": law.TODAY,
        "how": "传票送达，未到庭",
    }
    with pytest.raises(PermissionRefused):
        act(positions.record_opportunity, people.principal(), request_id=request.pk, **opportunity)
    with pytest.raises(ValidationError, match="future"):
        late = {**opportunity, "given_date": date(2027, 1, 1)}
        act(positions.record_opportunity, people.clerk_a(), request_id=request.pk, **late)
    act(positions.record_opportunity, people.clerk_a(), request_id=request.pk, **opportunity)
    assert grid(request, law.TODAY).unheard == ()


def test_a_struck_question_leaves_the_grid_and_an_expert_never_sees_positions() -> None:
    request = law.a_request(lifecycle.POSITIONS, questions=2)
    law.an_attempt(request, state=lifecycle.ACCEPTED)
    law.positions(request)
    request.questions.filter(number=2).update(struck_at=law.NOW)
    shown = position_section(request, people.actor(people.opponent()), law.TODAY)["position_grid"]
    assert [question.number for question in shown.questions] == [1] and shown.is_undisputed
    assert position_section(request, people.actor(law.expert()), law.TODAY)["position_grid"] is None


def test_evidence_of_an_objection_opens_to_the_other_side_and_not_to_the_expert() -> None:
    request = law.a_request(lifecycle.POSITIONS)
    law.an_attempt(request, state=lifecycle.ACCEPTED)
    [one] = say(
        people.principal(), request, "object", aspects=("content",), evidence=cases.upload("treatise")
    )
    assert one.evidence is not None
    for who, opens in (
        (people.opponent, True),
        (people.judge_a, True),
        (law.expert, False),
        (people.stranger, False),
    ):
        try:
            read(actor=people.actor(who()), at=law.NOW, exhibit_id=one.evidence.pk)[1].close()
            assert opens
        except Exhibit.DoesNotExist:
            assert not opens


def test_a_finding_shown_becomes_a_material_and_a_party_may_rebut_it() -> None:
    request = law.a_request(lifecycle.ROUTING)
    finding = law.a_finding()
    shown = FindingShown.objects.create(
        request=request, finding=finding, shown_at=law.NOW, shown_to="user:test"
    )
    with pytest.raises(PermissionRefused):
        act(rebuttals.rely_on_finding, people.principal(), shown_id=shown.pk)
    material = act(rebuttals.rely_on_finding, people.judge_a(), shown_id=shown.pk)
    request.refresh_from_db()
    assert (request.state, material.kind, material.cited.get().texts.get().text) == (
        lifecycle.RECEIVED, "finding", finding.proposition,
    )  # fmt: skip
    with pytest.raises(ValidationError, match="already"):
        act(rebuttals.rely_on_finding, people.judge_a(), shown_id=shown.pk)
    with pytest.raises(ValidationError, match="reason"):
        act(rebuttals.rebut_finding, people.opponent(), shown_id=shown.pk, reasons=" ")
    with pytest.raises(PermissionRefused):
        act(rebuttals.rebut_finding, people.stranger(), shown_id=shown.pk, reasons="no")
    made = act(
        rebuttals.rebut_finding,
        people.opponent(),
        shown_id=shown.pk,
        reasons="条文已修订",
        evidence=cases.upload("x"),
    )
    shown.refresh_from_db()
    assert (made.party, shown.use) == (cases.defendant(request.case), "relied_on")
    show(request, material)
    finding.state = "withdrawn"
    finding.save()
    request.refresh_from_db()
    with pytest.raises(ValidationError, match="no longer, that of an effective judgment"):
        show(request, material)


def test_what_is_confidential_is_relied_on_once_its_judge_released_it() -> None:
    """A material of this kind is open to all sides at once, and they are not those of the confidential case."""
    closed = law.a_request(lifecycle.CLOSED, is_confidential=True)
    finding = law.a_finding(determination=law.a_determination(closed))
    other = law.a_request(lifecycle.ROUTING, case=cases.a_case("（2026）粤0391民初88号"))
    shown, own = (
        FindingShown.objects.create(request=one, finding=finding, shown_at=law.NOW, shown_to="user:test")
        for one in (other, law.a_request(lifecycle.ROUTING))
    )
    with pytest.raises(ValidationError, match="released by its judge"):
        act(rebuttals.rely_on_finding, people.clerk_a(), shown_id=shown.pk)
    # in its own case the sides are the same: art. 8(3) holds there without opening it to every court
    assert act(rebuttals.rely_on_finding, people.clerk_a(), shown_id=own.pk).kind == "finding"
    finding.released_at, finding.released_by, finding.released_reason = law.NOW, "user:test", "public"
    finding.save()
    assert act(rebuttals.rely_on_finding, people.clerk_a(), shown_id=shown.pk).kind == "finding"


@pytest.mark.parametrize("state", ["candidate", "withdrawn"])
def test_what_is_not_effective_is_not_relied_on(state: str) -> None:
    request = law.a_request(lifecycle.ROUTING)
    shown = FindingShown.objects.create(
        request=request, finding=law.a_finding(state), shown_at=law.NOW, shown_to="user:test"
    )
    with pytest.raises(ValidationError, match="effective judgment"):
        act(rebuttals.rely_on_finding, people.clerk_a(), shown_id=shown.pk)
