"""Findings of effective judgments: shown before a route is opened, matched by provision and date, recorded by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from foreign_law.actions.ascertainment import findings
from foreign_law.models import Citation, Finding, LawEvent, Provision
from foreign_law.queries.ascertainment.findings import for_provision, matching, unshown
from foreign_law.rules.ascertainment import lifecycle
from portal.identity.permissions import PermissionRefused
from tests.factories import ascertainment as law
from tests.factories import people

pytestmark = pytest.mark.django_db
NOW = law.NOW


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


# -- guard 5


def test_findings_are_shown_anew_when_one_was_added_in_between() -> None:
    request = law.a_request(lifecycle.SCOPED)
    clerk = people.actor(people.clerk_a())
    first = law.a_finding()
    assert [match.shown for match in matching(request)] == [None]
    second = law.a_finding(case_number="（2025）粤99民终99号")
    with pytest.raises(ValidationError, match="added meanwhile"):
        findings.findings_shown(actor=clerk, at=NOW, request_id=request.pk, seen=[first.pk])
    findings.findings_shown(actor=clerk, at=NOW, request_id=request.pk, seen=[first.pk, second.pk])
    request.refresh_from_db()
    assert request.state == lifecycle.ROUTING and not unshown(request)
    law.a_finding(case_number="（2025）粤99民终100号")
    assert len(unshown(request)) == 1


def test_findings_are_matched_by_the_provisions_that_the_questions_name() -> None:
    request = law.a_request(questions=0)
    request.questions.create(number=1, text="《虛構條例》（第9001章）第2條是否適用？Cap. 9001 s. 2")
    same = law.a_finding()
    work = law.a_finding(case_number="2", citation="Cap. 9001 s. 9", citation_id="hk:cap:9001:s9")
    law.a_finding(case_number="3", citation="Cap. 9002 s. 1", citation_id="hk:cap:9002:s1")
    law.a_finding(case_number="4", citation="Lei 1/2020", citation_id="mo:lei:1:2020", jurisdiction="CN-MO")
    law.a_finding("candidate")
    later = law.a_finding(case_number="5", fact_date=date(2030, 1, 1))
    found = {match.finding: match for match in matching(request)}
    assert {one.pk: match.nearness for one, match in found.items()} == {
        same.pk: "provision", later.pk: "provision", work.pk: "work"
    }  # fmt: skip
    assert (found[same].same_text, found[later].same_text) == (True, None)


# -- recorded by hand


def record(**entries: Any) -> Finding:
    return findings.finding_recorded(**{
        "actor": people.actor(people.librarian()), "at": NOW, "jurisdiction": "CN-HK", "citation": "Cap. 9001 s. 2",
        "proposition": "惩罚性违约金不可执行。", "court_name": "广东省虚构市中级人民法院", "case_number": "（2025）粤99民终1号",
        "judgment_date": date(2025, 3, 1), "effective_date": date(2025, 3, 20), **entries,
    })  # fmt: skip


def test_a_finding_recorded_from_the_library_reaches_followers_and_the_provision(
    import_paths: Any, samples: Any
) -> None:
    import_paths(samples)
    provision = Provision.objects.filter(instrument__jurisdiction="CN-HK", unit="section").first()
    assert provision is not None
    number = provision.instrument.citation_id.rpartition(":")[2]
    finding = record(citation=f"Cap. {number.upper()} s. {provision.number or provision.key[1:]}")
    assert finding.provision == provision
    assert [match.finding for match in for_provision(provision)] == [finding]
    assert LawEvent.objects.filter(kind="found", provision=provision).exists()
    assert Citation.objects.filter(finding_id=finding.pk, withdrawn_at=None).exists()


@pytest.mark.parametrize("is_confidential", [True, False])
def test_what_a_confidential_request_found_is_told_to_nobody(
    import_paths: Any, samples: Any, is_confidential: bool
) -> None:
    """Feeds and digests are for everybody: not even that something was found on this section may stand there."""
    import_paths(samples / "hk" / "cap_9001_20150301000000_en_c.xml")
    request = law.a_request(
        lifecycle.CONFIRMED, is_confidential=is_confidential, judgment_number="（2026）粤0391民初7号",
        judgment_date=law.TODAY, judgment_effective_date=law.TODAY,
    )  # fmt: skip
    law.a_finding(
        "candidate", determination=law.a_determination(request),
        provision=Provision.objects.get(key="s2"), instrument=Provision.objects.get(key="s2").instrument,
    )  # fmt: skip
    assert findings.take_effect(request, people.actor(people.judge_a()), NOW) == 1
    assert LawEvent.objects.filter(kind="found").exists() is not is_confidential


@pytest.mark.parametrize(
    "entries",
    [{"case_number": ""}, {"effective_date": date(2025, 2, 1)}, {"effective_date": date(2030, 1, 1)}],
)
def test_a_finding_without_number_or_with_an_impossible_date_is_refused(entries: Any) -> None:
    with pytest.raises(ValidationError):
        record(**entries)


def test_a_finding_is_recorded_once_and_withdrawn_once() -> None:
    finding = record()
    with pytest.raises(ValidationError):
        record()
    withdraw = {
        "actor": people.actor(people.librarian()),
        "at": NOW,
        "finding_id": finding.pk,
        "reason": "再审",
    }
    findings.finding_withdrawn(**withdraw)
    with pytest.raises(ValidationError):
        findings.finding_withdrawn(**withdraw)
    with pytest.raises(PermissionRefused):
        record(actor=people.actor(people.lawyer()))
