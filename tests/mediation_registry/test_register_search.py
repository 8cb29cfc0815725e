"""Finding people in the register: scripts and accents folded, filters counted, nobody ranked by figures."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import DjangoAssertNumQueries

from mediation_registry.actions import indexing, listings
from mediation_registry.models import Profile, ProfileLanguage, PublicationConsent, Registrant, Subject
from mediation_registry.models.profiles import Claim
from mediation_registry.queries.finding import Ask, find, turn_of
from mediation_registry.search.outbox import mark
from portal.identity.models import PersonName
from portal.search.engine import IndexOutdated
from tests.factories import mediators, people

pytestmark = pytest.mark.django_db
DAY = mediators.TODAY


@pytest.fixture(autouse=True)
def own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.PORTAL_VAR = tmp_path


@pytest.fixture
def registrant() -> Registrant:
    """Wong Mei Ling of Hong Kong, listed; she speaks Cantonese and lets it be published."""
    found = mediators.published_listing().registrant
    PersonName.objects.create(
        person=found.person, script="pt", text="Conceição 衞䒏", recorded_at=mediators.NOW
    )
    profile, _made = Profile.objects.get_or_create(registrant=found)
    Profile.objects.filter(pk=profile.pk).update(charges_fee=False, residence="HK", mediates_online=True)
    ProfileLanguage.objects.create(profile=profile, language="yue", level="mother_tongue")
    ProfileLanguage.objects.create(profile=profile, language="pt", level="working")
    Claim.objects.create(profile=profile, kind="speciality", code="maritime", declared_date=DAY)
    consent(found, "languages")
    return found


def consent(registrant: Registrant, field: str) -> PublicationConsent:
    return PublicationConsent.objects.create(
        registrant=registrant, field=field, text_version="2026-11", given_at=mediators.NOW
    )


def found(text: str = "", **more: object) -> list[str]:
    findings = find(Ask(today=DAY, text=text, **more))  # type: ignore[arg-type]
    assert findings.total == len(findings.lines)
    return [line.registrant.register_no for line in findings.lines]


def test_every_form_of_a_name_or_word_finds_her(registrant: Registrant) -> None:
    indexing.rebuild(at=mediators.NOW)
    with translation.override("zh-hant"):
        labels = [str(Subject.MARITIME.label), str(ProfileLanguage.Language.CANTONESE.label)]
    names = ["黃美玲", "黄美玲", "美玲", "黃", "wong mei", "WONG", "conceicao", "Conceição", "衛䒏", "卫䒏"]
    for text in [*names, "shipping", "Cantonese", *labels]:
        assert found(text) == [registrant.register_no], text
    assert found("黃玲美") == found("陳美玲") == []


def test_the_number_of_the_register_and_of_the_certificate_find_her(registrant: Registrant) -> None:
    indexing.rebuild(at=mediators.NOW)
    assert found(registrant.register_no) == [registrant.register_no]
    assert found(registrant.listings.get().certificate_no) == [registrant.register_no]


def test_filters_narrow_and_count(registrant: Registrant) -> None:
    indexing.rebuild(at=mediators.NOW)
    findings = find(Ask(today=DAY, chosen={"language": "yue", "speciality": "maritime", "fee": "no"}))
    assert findings.total == 1
    assert findings.counts["language"] == {"yue": 1, "pt": 1}
    assert findings.counts["edition"] == {"2026": 1}
    assert findings.counts["jurisdiction"] == {"cn-hk": 1}
    assert findings.counts["status"] == {"valid": 1}
    assert found(chosen={"language": "en"}) == []
    assert found(chosen={"mode": "online"}) == []  # no consent to that field


def test_a_field_without_consent_finds_nobody_and_consent_withdrawn_takes_it_out(
    registrant: Registrant,
) -> None:
    given = PublicationConsent.objects.get(registrant=registrant, field="languages")
    indexing.rebuild(at=mediators.NOW)
    assert found(chosen={"language": "pt"}) == [registrant.register_no]
    given.withdrawn_at = mediators.NOW
    given.save()
    mark([registrant.pk], at=mediators.NOW)
    assert indexing.index_pending(at=mediators.NOW) == 1
    assert found(chosen={"language": "pt"}) == []
    assert found("Cantonese") == []


def test_the_outbox_carries_a_removal_into_the_index(registrant: Registrant) -> None:
    indexing.rebuild(at=mediators.NOW)
    day = DAY + timedelta(days=3)
    listings.remove(
        actor=mediators.acting(mediators.hk_decider()), at=mediators.NOW, listing_id=registrant.listings.get().pk,
        ground="g", deciding_body="b", effective_date=day,
    )  # fmt: skip
    assert indexing.index_pending(at=mediators.NOW) == 1
    assert indexing.index_pending(at=mediators.NOW) == 0
    assert found(on=day - timedelta(days=1)) == [registrant.register_no]
    assert found(on=day) == []
    assert found(on=day, everybody=True) == [registrant.register_no]
    assert found("黃美玲", on=day) == [registrant.register_no], (
        "by name everybody is found, whatever became of her"
    )


def test_article_6_leaves_out_whom_it_does_not_admit(registrant: Registrant, client: Client) -> None:
    indexing.rebuild(at=mediators.NOW)
    assert found(parties=("CN",)) == []
    assert found(parties=("CN", "CN-HKMO")) == [registrant.register_no]
    text = client.get("/en/mediators/?parties=CN").content.decode()
    assert "may then not be appointed" in text


def test_the_list_begins_at_another_place_every_day_and_the_same_all_day() -> None:
    turns = {turn_of(date(2026, 1, 1) + timedelta(days=n)) % 7 for n in range(60)}
    assert turns == set(range(7))
    assert turn_of(DAY) == turn_of(DAY)


def test_a_page_of_twenty_costs_a_fixed_number_of_queries(
    registrant: Registrant, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    indexing.rebuild(at=mediators.NOW)
    with django_assert_max_num_queries(20):
        find(Ask(today=DAY))


def test_applicants_are_not_in_the_register(client: Client) -> None:
    people.court()
    mediators.registrant()
    indexing.rebuild(at=mediators.NOW)
    assert found("Wong") == []
    assert client.get("/api/v1/mediators?q=Wong").json() == {
        "total": 0,
        "page": 1,
        "notices": [],
        "results": [],
    }


def test_an_index_of_another_analysis_says_so_and_pages_by_number_go_on(
    registrant: Registrant, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def outdated(ask: Ask) -> None:
        raise IndexOutdated("built with another analysis")

    for door in ("views", "api"):
        monkeypatch.setattr(f"mediation_registry.{door}.register.find", outdated)
    assert "being built again" in client.get("/en/mediators/").content.decode()
    assert client.get("/api/v1/mediators").status_code == 503
    assert client.get(f"/en/mediators/{registrant.register_no}/").status_code == 200
