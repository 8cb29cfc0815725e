"""What nobody let be published stands in no page, API answer, JSON-LD, export, index or sitemap."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from openpyxl import load_workbook

from i18n import languages
from mediation_registry.actions import indexing, listings
from mediation_registry.models import (
    OrganisationFacts,
    Profile,
    ProfileLanguage,
    PublicationConsent,
    Registrant,
)
from mediation_registry.models.profiles import Claim
from portal.identity.models import PersonName
from portal.search.engines import search_service
from tests.factories import mediators, people

pytestmark = pytest.mark.django_db
CANARY = "KANARIE"
FREE_TEXT = ("profession", "education", "about", "fee_basis", "places")


@pytest.fixture(autouse=True)
def own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.PORTAL_VAR = tmp_path


@pytest.fixture
def registrant() -> Registrant:
    """A listed mediator whose every private field sings; her account's address too. She withdrew, with a reason."""
    listing = mediators.published_listing(mediators.mediator_user(f"{CANARY.lower()}.address"))
    found, person = listing.registrant, listing.registrant.person
    person.birth_date_sealed = "1970-02-03"
    person.save()
    for former, withdrawn in ((True, None), (False, mediators.NOW)):
        PersonName.objects.create(
            person=person, script="pt", text=f"{CANARY}-name", is_former=former, recorded_at=mediators.NOW,
            withdrawn_at=withdrawn,
        )  # fmt: skip
    profile, _made = Profile.objects.get_or_create(registrant=found)
    words = {name: f"{CANARY}-{name}" for name in FREE_TEXT}
    Profile.objects.filter(pk=profile.pk).update(
        **words, since_year=1907, residence="MO", mediates_online=True, calendar_digest=f"{CANARY}-calendar",
    )  # fmt: skip
    ProfileLanguage.objects.create(
        profile=profile, language="other", other_name=f"{CANARY}-language", level="working"
    )
    for kind, more in (
        ("qualification", {}), ("legal_system", {}), ("speciality", {"withdrawn_at": mediators.NOW}),
    ):  # fmt: skip
        Claim.objects.create(
            profile=profile, kind=kind, text=f"{CANARY}-{kind}", declared_date=mediators.TODAY, **more
        )
    PublicationConsent.objects.create(
        registrant=found,
        field="about",
        text_version="2026-11",
        given_at=mediators.NOW,
        withdrawn_at=mediators.NOW,
    )
    actor = mediators.acting(person.user, mediators.NOW)
    at = mediators.NOW + timedelta(days=2)
    listings.withdraw_listing(actor=actor, at=at, listing_id=listing.pk, reason=f"{CANARY}-reason")
    indexing.rebuild(at=at)
    return found


def everything_public(client: Client, registrant: Registrant) -> Iterator[tuple[str, str]]:
    """Every public place that could speak of her, with its text."""
    number = registrant.register_no
    certificate = registrant.listings.get().certificate_no
    for code in languages.CODES:
        for path in (
            f"mediators/{number}/", f"mediators/{number}/?on={mediators.TODAY}", "mediators/?everybody=on",
            f"mediators/?q={number}", f"verify/{number}/", f"verify/{certificate}/", "mediators/export.csv",
        ):  # fmt: skip
            yield path, client.get(f"/{code}/{path}").content.decode()
    for path in ("", f"/{number}", f"/{number}/status", f"?q={CANARY}", f"/{certificate}/status"):
        yield path, client.get(f"/api/v1/mediators{path}").content.decode().replace(f"q={CANARY}", "")
    sheet = load_workbook(io.BytesIO(client.get("/en/mediators/export.xlsx").content)).active
    yield "xlsx", "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    yield "index", "\n".join(map(str, indexing.all_units(mediators.TODAY)))


def test_no_private_field_sings(client: Client, registrant: Registrant) -> None:
    for place, text in everything_public(client, registrant):
        assert CANARY not in text.upper().replace(f"Q={CANARY}", ""), place
        assert "1907" not in text, place
        assert "1970-02-03" not in text, place
        assert registrant.person.user.email not in text, place
    assert search_service("mediators").health().units > 0


def test_a_search_for_a_private_word_finds_nobody(client: Client, registrant: Registrant) -> None:
    assert client.get(f"/api/v1/mediators?q={CANARY}").json()["total"] == 0
    assert client.get("/api/v1/mediators?mode=online").json()["total"] == 0


def test_with_consent_the_field_is_read_on_the_page_and_in_the_linked_data(
    client: Client, registrant: Registrant
) -> None:
    for field in ("about", "profession"):
        PublicationConsent.objects.create(
            registrant=registrant, field=field, text_version="2026-11", given_at=mediators.NOW
        )
    text = client.get(f"/en/mediators/{registrant.register_no}/").content.decode()
    assert f"{CANARY}-about" in text
    assert f"{CANARY}-places" not in text
    data = json.loads(re.search(r'application/ld\+json">(.*?)</script>', text, re.S).group(1))  # type: ignore[union-attr]
    assert data["@type"] == "Person"
    assert data["description"] == f"{CANARY}-about"
    assert data["identifier"]["value"] == registrant.register_no
    assert "hasCredential" not in data


def test_linked_data_cannot_end_its_element(client: Client, registrant: Registrant) -> None:
    Profile.objects.filter(registrant=registrant).update(about="</script><script>alert(1)</script>")
    PublicationConsent.objects.create(
        registrant=registrant, field="about", text_version="2026-11", given_at=mediators.NOW
    )
    text = client.get(f"/en/mediators/{registrant.register_no}/").content.decode()
    assert "<script>alert" not in text
    assert text.count("</script>") == 1


def test_an_export_holds_no_formula(client: Client, registrant: Registrant) -> None:
    for sign in ("=1+1", "+1", "@SUM(A1)", "－1"):
        PersonName.objects.filter(person=registrant.person, script="latin").update(text=sign)
        line = client.get("/en/mediators/export.csv").content.decode()
        assert f",'{sign}," in line
        sheet = load_workbook(io.BytesIO(client.get("/en/mediators/export.xlsx").content)).active
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_an_organisation_without_a_scheme_is_never_called_certified(client: Client) -> None:
    mediators.scheme()
    person = people.register_person(
        actor=people.SETUP, at=people.LONG_AGO, kind="legal", names={"latin": "Centre"}
    )
    one = Registrant.objects.create(
        register_no="MORG-2026-000009-A", kind="organisation", person=person,
        home_jurisdiction=mediators.jurisdiction("GD"), registered_at=mediators.NOW,
    )  # fmt: skip
    assert client.get(f"/en/mediators/{one.register_no}/").status_code == 404
    OrganisationFacts.objects.create(
        registrant=one, registration_no="R-1", proof_checked_by="user:x", proof_checked_at=mediators.NOW
    )
    indexing.rebuild(at=mediators.NOW)
    text = client.get(f"/en/mediators/{one.register_no}/").content.decode()
    assert "Registered mediation organisation" in text
    assert not re.search(r"jointly|joint certification", text, re.I)
    row = client.get("/en/mediators/export.csv").content.decode().splitlines()[1]
    assert "Registered organisation" in row
    assert not re.search(r"jointly|joint certification", row, re.I)


def test_a_message_reaches_the_mediator_without_showing_her_address(client: Client) -> None:
    from portal.notices.models import Notice

    listing = mediators.published_listing()
    number, owner = listing.registrant.register_no, listing.registrant.person.user
    writer = people.stranger()
    people.sign_in(client, writer)
    assert client.get(f"/en/mediators/{number}/message/").status_code == 404, "no consent to messages yet"
    Profile.objects.get_or_create(registrant=listing.registrant)
    PublicationConsent.objects.create(
        registrant=listing.registrant, field="messages", text_version="2026-11", given_at=mediators.NOW
    )
    form = client.get(f"/en/mediators/{number}/message/").content.decode()
    assert owner.email not in form
    assert client.post(f"/en/mediators/{number}/message/", {"text": "x"}).status_code == 422
    answer = client.post(f"/en/mediators/{number}/message/", {"text": "A dispute about a delivery of steel."})
    assert answer.status_code == 302
    notice = Notice.objects.get(kind="mediation_registry.message")
    assert notice.recipient_email == owner.email
    assert "delivery of steel" in notice.context
    assert writer.email in notice.context
