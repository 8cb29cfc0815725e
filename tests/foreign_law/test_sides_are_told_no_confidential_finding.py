"""What a confidential case found is not read by the sides of another case of the same court, before it is released."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from foreign_law.actions.ascertainment import findings
from foreign_law.documents.ascertainment.subject import subject_of
from foreign_law.models import AscertainmentRequest, Finding, FindingShown
from foreign_law.rules.ascertainment import lifecycle
from tests.factories import ascertainment as law
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def looked_at() -> tuple[AscertainmentRequest, Finding]:
    """A request in which the clerk looked at what a confidential case of her court found."""
    closed = law.a_request(lifecycle.CLOSED, is_confidential=True)
    finding = law.a_finding(determination=law.a_determination(closed))
    request = law.a_request(lifecycle.SCOPED)
    clerk = people.actor(people.clerk_a())
    findings.findings_shown(actor=clerk, at=law.NOW, request_id=request.pk, seen=[finding.pk])
    return request, finding


def read_by(user: object, request: AscertainmentRequest) -> str:
    client = Client()
    people.sign_in(client, user)  # type: ignore[arg-type]
    return client.get(reverse("law:ascertainment", args=[request.reference])).content.decode()


def test_a_side_reads_it_only_once_it_is_released() -> None:
    request, finding = looked_at()
    shown = FindingShown.objects.get(request=request)
    rebut = reverse("law:ascertainment_rebut", args=[request.reference, shown.pk])
    client = Client()
    people.sign_in(client, people.principal())
    page = read_by(people.principal(), request)
    assert finding.proposition not in page and finding.case_number not in page
    assert client.get(rebut).status_code == 404
    judge = people.actor(people.judge_a())
    findings.finding_released(actor=judge, at=law.NOW, finding_id=finding.pk, reason="裁判文书已公开")
    assert finding.proposition in read_by(people.principal(), request)
    assert client.get(rebut).status_code == 200


def test_no_paper_names_it_and_none_says_that_there_was_none() -> None:
    request, finding = looked_at()
    subject = subject_of(request, on=law.TODAY, paper=1)
    assert (subject.shown, subject.were_findings_kept_back) == ((), True)
    Finding.objects.filter(pk=finding.pk).update(is_confidential=False)
    subject = subject_of(request, on=law.TODAY, paper=1)
    assert (len(subject.shown), subject.were_findings_kept_back) == (1, False)
