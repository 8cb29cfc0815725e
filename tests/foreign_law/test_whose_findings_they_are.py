"""Findings belong to a court: who withdraws one that was recorded by hand, and who is shown a confidential one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from foreign_law.actions.ascertainment import findings
from foreign_law.actions.ascertainment.candidates import make_candidates
from foreign_law.models import AscertainmentRequest, Finding, FindingShown, LawEvent, Provision
from foreign_law.queries.ascertainment.findings import citing_lines, for_provision, matching, unshown
from foreign_law.queries.cited_places import CitedTarget
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment.lifecycle import F
from foreign_law.rules.ascertainment.seats import ACTS
from portal.audit.models import Event
from portal.cases.models import Assignment
from portal.identity.models import Court
from portal.identity.permissions import PermissionRefused
from portal.identity.roles import Role
from tests.factories import ascertainment as law
from tests.factories import cases, people

pytestmark = pytest.mark.django_db
NOW, DESK = law.NOW, "ascertainment_desk:"
ENTERED = {
    "jurisdiction": "CN-HK", "citation": "Cap. 9001 s. 2", "proposition": "惩罚性违约金不可执行。",
    "court_name": "广东省虚构市中级人民法院", "case_number": "（2025）粤99民终1号", "judgment_date": date(2025, 3, 1),
    "effective_date": date(2025, 3, 20),
}  # fmt: skip


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def recorded(user: Any, **entries: Any) -> Finding:
    return findings.finding_recorded(actor=people.actor(user), at=NOW, **{**ENTERED, **entries})


def opened(client: Client, user: Any, name: str, *keys: Any) -> Any:
    people.sign_in(client, user)
    return client.get(reverse(DESK + name, args=keys))


# -- recorded by hand

#: Each of the cast, whether she may record, and whose findings she may withdraw: by clerk A, by clerk B, by a librarian.
WITHDRAWERS = {
    "clerk_a": (True, {"a"}), "clerk_b": (True, {"b"}), "assistance_desk": (True, set()),
    "librarian": (True, {"a", "b", "library"}), "judge_a": (False, set()), "judge_b": (False, set()),
    "lawyer": (False, set()), "principal": (False, set()), "opponent": (False, set()), "stranger": (False, set()),
    "mediator": (False, set()), "authority_decider": (False, set()), "editor": (False, set()),
    "operator": (False, set()), "auditor": (False, set()),
}  # fmt: skip


@pytest.fixture
def by_hand() -> dict[str, Finding]:
    """One recorded at court A, one at court B, one by the librarian."""
    return {
        "a": recorded(people.clerk_a(), case_number="1"), "b": recorded(people.clerk_b(), case_number="2"),
        "library": recorded(people.librarian(), case_number="3"),
    }  # fmt: skip


def test_a_finding_keeps_the_court_of_whoever_recorded_it(by_hand: dict[str, Finding]) -> None:
    assert {name: row.court and row.court.code for name, row in by_hand.items()} == {
        "a": people.COURT_A, "b": people.COURT_B, "library": None,
    }  # fmt: skip


def test_the_table_of_seats_is_met_by_every_one_of_the_cast() -> None:
    assert set(WITHDRAWERS) == set(people.CAST)
    assert ACTS[F + "finding_withdrawn"] == {"clerk", "assistance_desk", "librarian"}


@pytest.mark.parametrize("name", sorted(WITHDRAWERS))
def test_only_the_court_that_recorded_a_finding_and_librarians_withdraw_it(
    client: Client, by_hand: dict[str, Finding], name: str
) -> None:
    records, theirs = WITHDRAWERS[name]
    user = people.CAST[name]()
    assert opened(client, user, "findings").status_code in ((200,) if records else (302, 404))
    for key, finding in by_hand.items():
        address = reverse(DESK + "finding_withdraw", args=[finding.pk])
        if key not in theirs:
            assert client.get(address).status_code in (302, 404)
            assert client.post(address, {"reason": "再审"}).status_code in (302, 404)
            with pytest.raises(PermissionRefused):
                findings.finding_withdrawn(
                    actor=people.actor(user), at=NOW, finding_id=finding.pk, reason="再审"
                )
        finding.refresh_from_db()
        assert finding.state == Finding.State.EFFECTIVE
    if records:
        page = client.get(reverse(DESK + "findings")).content.decode()
        linked = {
            key for key, row in by_hand.items() if reverse(DESK + "finding_withdraw", args=[row.pk]) in page
        }
        assert linked == theirs
    for key in theirs:
        address = reverse(DESK + "finding_withdraw", args=[by_hand[key].pk])
        assert client.get(address).status_code == 200
        assert client.post(address, {"reason": "再审"}).status_code == 302
        by_hand[key].refresh_from_db()
        assert by_hand[key].state == Finding.State.WITHDRAWN


def test_the_court_that_gave_the_judgment_withdraws_what_another_recorded_of_it() -> None:
    name = Court.objects.filter(code=people.court(people.COURT_B).code).values_list("name_zh_hans", flat=True)
    finding = recorded(people.librarian(), court_name=name.get())
    with pytest.raises(PermissionRefused):
        findings.finding_withdrawn(
            actor=people.actor(people.clerk_a()), at=NOW, finding_id=finding.pk, reason="x"
        )
    findings.finding_withdrawn(
        actor=people.actor(people.clerk_b()), at=NOW, finding_id=finding.pk, reason="再审"
    )


def test_a_clerk_whose_office_ended_withdraws_nothing_any_more() -> None:
    clerk = people.clerk_a()
    finding = recorded(clerk)
    actor = people.actor(clerk)
    clerk.offices.update(valid_to=law.TODAY)
    with pytest.raises(PermissionRefused):
        findings.finding_withdrawn(actor=actor, at=NOW, finding_id=finding.pk, reason="x")


def test_whoever_keeps_the_files_of_two_courts_says_for_which(client: Client) -> None:
    clerk = people.clerk_a()
    people.office_of(clerk, Role.CLERK.value, court=people.court(people.COURT_B))
    with pytest.raises(ValidationError, match="for which court"):
        recorded(clerk)
    with pytest.raises(PermissionRefused):
        recorded(clerk, court=people.court("CN-GD-HPC"))
    asked = said_to(clerk, "Recorded for the court")
    assert asked in opened(client, clerk, "finding_record").content.decode()
    entered = {**ENTERED, "court": people.court(people.COURT_B).pk}
    assert client.post(reverse(DESK + "finding_record"), entered).status_code == 302
    assert Finding.objects.get().court == people.court(people.COURT_B)
    assert asked not in opened(client, people.clerk_b(), "finding_record").content.decode()


# -- confidential


def elsewhere() -> AscertainmentRequest:
    """A request of court B on the same provision."""
    case = cases.a_case("（2026）粤0115民初9号", clerk=people.clerk_b())
    return law.a_request(lifecycle.SCOPED, case=case, opened_by=people.clerk_b())


def beside() -> AscertainmentRequest:
    """A request on the same provision in another case of court A, which another judge and another clerk hold."""
    judge, clerk = people.account("he.qing"), people.account("su.wan")
    case = cases.a_case("（2026）粤0391民初99号", clerk=people.clerk_a())
    for seat, holder in ((Role.JUDGE.value, judge), (Role.CLERK.value, clerk)):
        people.office_of(holder, seat, court=people.court())
        Assignment.objects.create(case=case, seat=seat, holder=holder, valid_from=law.FACT_DATE)
    return law.a_request(lifecycle.SCOPED, case=case, opened_by=clerk)


def released(finding: Finding, user: Any = None, reason: str = "裁判文书已公开") -> Finding:
    actor = people.actor(user or people.judge_a())
    return findings.finding_released(actor=actor, at=NOW, finding_id=finding.pk, reason=reason)


def taken_back(finding: Finding, user: Any = None, reason: str = "当事人申请") -> Finding:
    actor = people.actor(user or people.judge_a())
    return findings.finding_release_taken_back(actor=actor, at=NOW, finding_id=finding.pk, reason=reason)


def said_to(user: Any, sentence: str) -> str:
    """The staff windows speak the language of the account."""
    with translation.override(user.language):
        return gettext(sentence)


@pytest.fixture
def secret(import_paths: Any, samples: Any) -> Finding:
    """What an effective judgment of court A found in a confidential ascertainment, on a section that is held."""
    import_paths(samples / "hk" / "cap_9001_20150301000000_en_c.xml")
    request = law.a_request(
        lifecycle.CLOSED, is_confidential=True, judgment_number="（2026）粤0391民初7号",
        judgment_date=law.TODAY, judgment_effective_date=law.TODAY,
    )  # fmt: skip
    provision = Provision.objects.get(key="s2")
    finding = law.a_finding(
        "candidate", determination=law.a_determination(request), provision=provision,
        instrument=provision.instrument,
    )  # fmt: skip
    assert findings.take_effect(request, people.actor(people.judge_a()), NOW) == 1
    finding.refresh_from_db()
    return finding


def test_what_a_confidential_case_found_is_offered_in_its_own_case_only(secret: Finding) -> None:
    own, others = law.a_request(lifecycle.SCOPED), (beside(), elsewhere())
    assert [match.finding for match in matching(own)] == [secret]
    assert [matching(other) for other in others] == [[], []]
    released(secret)
    for other in others:  # no route is opened before it is looked at
        assert [match.finding for match in unshown(other)] == [secret]


def test_an_open_finding_is_offered_in_every_court() -> None:
    finding = law.a_finding()
    for request in (law.a_request(lifecycle.SCOPED), elsewhere()):
        assert [match.finding for match in matching(request)] == [finding]


def test_the_public_is_never_told_of_it_released_or_not(client: Client, secret: Finding) -> None:
    for _turn in range(2):
        assert secret.provision is not None
        target = CitedTarget(secret.instrument, secret.provision, None)
        assert not citing_lines(target, "en") and not for_provision(secret.provision)
        assert not LawEvent.objects.filter(kind="found").exists()
        page = client.get("/en/law/hk/cap-9001/s2/").content.decode()
        assert secret.proposition not in page and secret.case_number not in page
        library = opened(Client(), people.librarian(), "findings").content.decode()
        assert secret.proposition not in library
        if _turn == 0:
            released(secret)


def test_the_clerk_of_its_case_reads_it_and_others_while_it_is_released(secret: Finding) -> None:
    other = beside().opened_by
    clerks = (people.clerk_a(), other, people.clerk_b())

    def readers() -> list[bool]:
        return [secret.proposition in opened(Client(), one, "findings").content.decode() for one in clerks]

    assert readers() == [True, False, False]
    released(secret)
    assert readers() == [True, True, True]
    taken_back(secret)
    assert readers() == [True, False, False]


@pytest.mark.parametrize("name", sorted({*people.CAST, "another_judge_of_court_a"} - {"judge_a"}))
def test_only_the_judge_of_the_case_releases_it(client: Client, secret: Finding, name: str) -> None:
    if name in people.CAST:
        user = people.CAST[name]()
    else:
        user = people.account("he.qing")
        people.office_of(user, Role.JUDGE.value, court=people.court())
    with pytest.raises(PermissionRefused):
        released(secret, user)
    address = reverse(DESK + "act", args=["finding_released", secret.pk])
    people.sign_in(client, user)
    assert client.get(address).status_code in (302, 404)
    assert client.post(address, {"reason": "x"}).status_code in (302, 404)
    secret.refresh_from_db()
    assert secret.released_at is None


def test_the_judge_releases_it_by_the_button_on_the_page_of_the_case(client: Client, secret: Finding) -> None:
    address = reverse(DESK + "act", args=["finding_released", secret.pk])
    assert secret.determination is not None
    request = secret.determination.request
    assert address not in opened(client, people.clerk_a(), "inspect", request.pk).content.decode()
    before = opened(client, people.judge_a(), "inspect", request.pk).content.decode()
    judge = people.judge_a()
    assert address in before and said_to(judge, "confidential, for its own case only") in before
    assert client.post(address, {"reason": " "}).status_code == 200
    assert client.post(address, {"reason": "裁判文书已公开"}).status_code == 302
    secret.refresh_from_db()
    assert secret.released_reason == "裁判文书已公开"
    assert Event.objects.filter(act=F + "finding_released").count() == 1
    shown = client.get(reverse(DESK + "inspect", args=[request.pk])).content.decode()
    assert address not in shown and said_to(judge, "confidential, released to other courts") in shown
    told = (
        "The judge let other courts be shown what judgment %(case_number)s found on %(citation)s. %(reason)s"
    )
    assert said_to(judge, told).partition("%")[0] in shown
    assert client.get(address).status_code == 404


def test_nobody_records_by_hand_what_the_own_court_keeps_confidential(secret: Finding) -> None:
    entered = {"case_number": secret.case_number, "citation": "Cap. 9001 s. 3"}
    with pytest.raises(ValidationError, match="released by its judge"):
        recorded(people.clerk_a(), **entered)
    # elsewhere nobody learns from a refusal that it exists: whoever holds the judgment records what stands in it
    again = {"citation": secret.citation, "case_number": secret.case_number}
    assert recorded(people.clerk_b(), **again).is_confidential is False
    with pytest.raises(ValidationError, match="recorded for this provision already"):
        recorded(people.clerk_b(), **again)


@pytest.mark.parametrize(
    "typed", ["(2026)粤0391民初7号", "（２０２６）粤0391民初7号", "〔2026〕粵 0391 民初 7 號"]
)
def test_no_way_of_typing_the_number_gets_round_it(secret: Finding, typed: str) -> None:
    with pytest.raises(ValidationError, match="released by its judge"):
        recorded(people.clerk_a(), case_number=typed, citation="Cap. 9001 s. 3")


def test_nor_is_recorded_what_rests_on_a_confidential_finding(secret: Finding) -> None:
    """The request of court B is not confidential; what its judgment found is."""
    released(secret)
    adopting = law.a_determination(elsewhere(), lifecycle.ADOPTED, finding=secret)
    law.a_finding(determination=adopting, is_confidential=True, case_number="（2026）粤0115民初9号")
    with pytest.raises(ValidationError, match="released by its judge"):
        recorded(people.clerk_b(), case_number="(2026)粤0115民初9号")


def test_what_is_not_confidential_not_effective_or_released_is_not_released(secret: Finding) -> None:
    with pytest.raises(ValidationError):
        released(secret, reason=" ")
    released(secret)
    with pytest.raises(ValidationError, match="released already"):
        released(secret)
    made = law.a_determination(law.a_request(lifecycle.CONFIRMED))
    with pytest.raises(ValidationError, match="not confidential"):
        released(law.a_finding(determination=made))
    with pytest.raises(ValidationError, match="Only what an effective judgment"):
        released(law.a_finding("candidate", determination=made, is_confidential=True))
    for finding_id in (law.a_finding().pk, uuid4()):
        with pytest.raises(PermissionRefused):
            findings.finding_released(
                actor=people.actor(people.judge_a()), at=NOW, finding_id=finding_id, reason="x"
            )
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=secret.pk).update(released_reason="")


def test_what_rests_on_a_confidential_finding_is_confidential_again(secret: Finding) -> None:
    """Court B adopts what court A released: its own finding is for court B until its judge says otherwise."""
    judge = people.actor(people.judge_a())
    released(secret)
    adopting = law.a_determination(elsewhere(), lifecycle.ADOPTED, finding=secret)
    (again,) = make_candidates(adopting, people.actor(people.judge_b()), NOW)
    assert (again.is_confidential, again.court, again.released_at) == (True, adopting.request.court, None)
    request = law.a_request(lifecycle.POSITIONS)
    material = law.a_material(request, kind="finding")
    FindingShown.objects.create(
        request=request, finding=secret, use="relied_on", material=material, shown_at=NOW, shown_to="user:x"
    )
    determined = law.a_determination(request, lifecycle.DETERMINED)
    answer = determined.answers.create(question=request.questions.get(), text="有效")
    answer.rests_on.set(material.cited.all())
    assert [row.is_confidential for row in make_candidates(determined, judge, NOW)] == [True]
    answer.rests_on.set(law.a_material(request).cited.all())
    assert [row.is_confidential for row in make_candidates(determined, judge, NOW)] == [False]


# -- in the graph


def test_a_finding_that_is_cited_from_is_not_deleted(secret: Finding) -> None:
    assert secret.citations.get().cited_key == "s2"
    with pytest.raises(ProtectedError):
        Finding.objects.filter(pk=secret.pk).delete()
