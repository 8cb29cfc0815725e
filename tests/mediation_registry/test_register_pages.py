"""The register in public: what the pages, the API and the check say of one number."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.test import Client

from mediation_registry.actions import indexing, listings
from mediation_registry.models import Listing, ListingEntry
from tests.factories import mediators, people

pytestmark = pytest.mark.django_db
LATER = mediators.NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.PORTAL_VAR = tmp_path


@pytest.fixture
def listing() -> Listing:
    found = mediators.published_listing()
    indexing.rebuild(at=mediators.NOW)
    return found


def page(client: Client, listing: Listing, query: str = "", language: str = "en") -> str:
    answer = client.get(f"/{language}/mediators/{listing.registrant.register_no}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def remove(listing: Listing, day: date | None = None) -> ListingEntry:
    return listings.remove(
        actor=mediators.acting(mediators.hk_decider()), at=LATER, listing_id=listing.pk, ground="Breach of duty.",
        deciding_body="Joint Conference, session 10", effective_date=day or mediators.TODAY + timedelta(days=1),
        instrument_no="J-10",
    )  # fmt: skip


def test_the_page_says_first_that_she_is_certified_since_when_and_by_whom(
    client: Client, listing: Listing
) -> None:
    text = page(client, listing, f"?on={mediators.TODAY.isoformat()}")
    assert "Jointly certified since" in text
    assert listing.certificate_no in text
    assert text.count("Working Committee, session 5") == 3
    assert "Joint Conference, session 9" in text
    assert '<span lang="en">Wong Mei Ling</span>' in text
    assert '<span lang="zh-Hant">黃美玲</span>' in text


def test_a_removal_is_told_with_ground_and_body_and_the_page_stays(client: Client, listing: Listing) -> None:
    remove(listing)
    after = (mediators.TODAY + timedelta(days=1)).isoformat()
    text = page(client, listing, f"?on={after}")
    assert "removed from the panel with effect from" in text
    assert "Breach of duty." in text
    assert "Joint Conference, session 10" in text
    before = page(client, listing, f"?on={mediators.TODAY.isoformat()}")
    assert "Jointly certified since" in before


def test_removed_is_said_by_page_and_api_in_the_next_request(client: Client, listing: Listing) -> None:
    number = listing.registrant.register_no
    day = mediators.TODAY + timedelta(days=1)
    status = f"/api/v1/mediators/{number}/status?on={day.isoformat()}"
    assert client.get(status).json()["status"] == "valid"
    remove(listing, day)
    assert client.get(status).json()["status"] == "not_valid"
    assert "Jointly certified since" not in page(client, listing, f"?on={day.isoformat()}")


def test_why_somebody_withdrew_is_nobodys_business(client: Client, listing: Listing) -> None:
    actor = mediators.acting(listing.registrant.person.user)
    listings.withdraw_listing(actor=actor, at=LATER, listing_id=listing.pk, reason="Canary illness")
    text = page(client, listing, "?on=2027-01-01")
    assert "withdrawn at own request" in text
    assert "Canary" not in text


def test_the_number_of_a_certificate_leads_to_the_page(client: Client, listing: Listing) -> None:
    answer = client.get(f"/en/mediators/{listing.certificate_no.lower()}/")
    assert answer.status_code == 302
    assert answer["Location"] == f"/en/mediators/{listing.registrant.register_no}/"


def test_an_applicant_has_no_public_page_and_no_answer_but_never_issued(client: Client) -> None:
    registrant = mediators.registrant()
    assert client.get(f"/en/mediators/{registrant.register_no}/").status_code == 404
    assert client.get(f"/api/v1/mediators/{registrant.register_no}").status_code == 404
    answer = client.get(f"/api/v1/mediators/{registrant.register_no}/status")
    assert (answer.status_code, answer.json()["status"]) == (200, "never_issued")
    check = client.get(f"/en/verify/{registrant.register_no}/").content.decode()
    assert "No joint certification was ever issued" in check
    assert "Wong" not in check


def test_a_number_never_issued_is_answered_with_200(client: Client) -> None:
    answer = client.get("/api/v1/mediators/MED-2026-999999-X/status?on=2026-01-01")
    assert answer.status_code == 200
    body = answer.json()
    assert {"register_no", "on", "status", "source", "checked_at"} == set(body)
    assert (body["register_no"], body["on"], body["status"]) == (
        "MED-2026-999999-X",
        "2026-01-01",
        "never_issued",
    )


def test_the_public_check_answers_for_both_numbers_on_any_date(client: Client, listing: Listing) -> None:
    for number in (listing.registrant.register_no, listing.certificate_no):
        text = client.get(f"/en/verify/{number}/?on={mediators.TODAY.isoformat()}").content.decode()
        assert "Jointly certified since" in text
        early = client.get(f"/en/verify/{number}/?on=2020-01-01").content.decode()
        assert "the certification begins on" in early


def test_a_removal_names_its_ground_and_body(listing: Listing) -> None:
    actor = mediators.acting(mediators.hk_decider())
    with pytest.raises(ValidationError) as caught:
        listings.remove(
            actor=actor,
            at=LATER,
            listing_id=listing.pk,
            ground=" ",
            deciding_body="",
            effective_date=mediators.TODAY,
        )
    assert set(caught.value.message_dict) == {"ground", "deciding_body"}
    assert listing.entries.count() == 1


def test_no_entry_takes_effect_before_the_listing_begins(listing: Listing) -> None:
    with pytest.raises(ValidationError):
        remove(listing, listing.valid_from - timedelta(days=1))
    assert listing.entries.count() == 1


def test_another_place_a_court_and_a_stranger_remove_nobody(listing: Listing) -> None:
    for user in (mediators.gd_decider(), mediators.hk_intake(), people.judge_a(), people.stranger()):
        with pytest.raises(Http404):
            listings.remove(
                actor=mediators.acting(user), at=LATER, listing_id=listing.pk, ground="x", deciding_body="y",
                effective_date=mediators.TODAY,
            )  # fmt: skip
    assert listing.entries.count() == 1


def test_suspension_and_expiry_stay_off_until_a_rule_is_cited(listing: Listing) -> None:
    actor = mediators.acting(mediators.hk_decider())
    with pytest.raises(ValidationError) as refused:
        listings.suspend(
            actor=actor, at=LATER, listing_id=listing.pk, ground="x", deciding_body="y",
            effective_date=mediators.TODAY,
        )  # fmt: skip
    assert refused.value.code == "off"
    with pytest.raises(ValidationError) as caught:
        listings.expire(actor=actor, at=LATER, listing_id=listing.pk)
    assert caught.value.code == "no_term"


def test_an_entry_set_aside_stays_legible_and_counts_no_more(client: Client, listing: Listing) -> None:
    remove(listing)
    listings.set_aside(
        actor=mediators.acting(mediators.hk_decider()), at=LATER, listing_id=listing.pk,
        ground="Quashed on review.", deciding_body="Review body",
    )  # fmt: skip
    text = page(client, listing, "?on=2026-12-24")
    assert "Jointly certified since" in text
    assert "Breach of duty." in text
    assert "set aside" in text


def test_an_active_listing_gives_the_role_of_a_mediator_and_its_end_takes_it(listing: Listing) -> None:
    user = listing.registrant.person.user
    assert "mediator" in mediators.acting(user, LATER).roles
    remove(listing)
    assert "mediator" in mediators.acting(user, mediators.NOW).roles
    assert "mediator" not in mediators.acting(user, LATER).roles
