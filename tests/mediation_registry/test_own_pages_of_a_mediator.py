"""Every page of a mediator's own, in four languages; a stranger and a visitor see none of it."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from i18n import languages
from mediation_registry.actions import consents, memberships, profiles
from mediation_registry.actions.registrants import register
from mediation_registry.models import Application, Claim, Registrant
from mediation_registry.rules import profile_fields
from portal.identity.models import Person, User
from tests.factories import mediators, people

pytestmark = pytest.mark.django_db

OWN = (
    "me", "names", "edit_profile", "languages", "practice", "add_claim", "consent", "unavailable", "organisations",
)  # fmt: skip
OF_ORGANISATIONS = (
    "me",
    "names",
    "edit_profile",
    "practice",
    "consent",
    "unavailable",
    "members",
    "establishment",
)
#: Three words of English in a row, as a page in another language must not have outside elements with ``lang``.
ENGLISH = re.compile(r"\b[a-z]{2,} (?:the|of|is|are|by|on|in|to|and|your|you|for|with) [a-z]{2,}\b")
PORTUGUESE_TOO = {"a", "e", "o"}


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The doors read this clock, which lies inside every intake of the factories."""
    monkeypatch.setattr(timezone, "now", lambda: mediators.NOW)
    return mediators.NOW


def signed_in(user: User) -> Client:
    client = Client()
    people.sign_in(client, user)
    return client


def at(name: str, language: str, *args: object) -> str:
    with translation.override(language):
        return reverse(f"mediators:{name}", args=args)


def organisation(local_part: str = "harbour.centre") -> Registrant:
    """A mediation organisation of Hong Kong with its own account."""
    user = people.account(local_part)
    person = Person.objects.filter(user=user).first() or people.register_person(
        actor=people.SETUP, at=people.LONG_AGO, names={"zh-hant": "海港調解中心", "latin": "Harbour Centre"},
        kind=Person.Kind.LEGAL, user=user,
    )  # fmt: skip
    return register(
        actor=mediators.acting(user), at=mediators.NOW, person=person, kind="organisation",
        jurisdiction=mediators.jurisdiction("HK"),
    )  # fmt: skip


def foreign_words(html: str) -> list[str]:
    """English of the interface left on a page in another language."""
    main = html.partition("<main")[2].partition("</main>")[0]
    main = re.sub(r"<(script|style|code)\b.*?</\1>", " ", main, flags=re.S)
    main = re.sub(r"<(\w+)[^>]*\blang=\"[^\"]+\"[^>]*>[^<]*</\1>", " ", main)
    return ENGLISH.findall(re.sub(r"<[^>]+>", " ", main))


@pytest.mark.parametrize("language", languages.CODES)
def test_each_page_of_a_mediator_answers_in_each_language(language: str) -> None:
    entry = mediators.registrant()
    client = signed_in(entry.person.user)
    for name in OWN:
        answer = client.get(at(name, language))
        assert answer.status_code == 200, name
        assert answer["X-Robots-Tag"].startswith("noindex")
        if language != "en":
            assert not foreign_words(answer.content.decode()), name


@pytest.mark.parametrize("language", languages.CODES)
def test_each_page_of_an_organisation_answers_in_each_language(language: str) -> None:
    client = signed_in(organisation().person.user)
    for name in OF_ORGANISATIONS:
        answer = client.get(at(name, language))
        assert answer.status_code == 200, name
        if language != "en":
            assert not foreign_words(answer.content.decode()), name


def test_a_visitor_is_sent_to_sign_in_and_sees_nothing(client: Client) -> None:
    for name in OWN:
        answer = client.get(at(name, "en"))
        assert answer.status_code == 302
        assert "login" in answer["Location"]


def test_whoever_has_no_entry_has_no_pages_but_is_told_what_to_do() -> None:
    client = signed_in(people.stranger())
    answer = client.get(at("me", "en"))
    assert answer.status_code == 200
    assert at("apply", "en") in answer.content.decode()
    for name in OWN[1:]:
        assert client.get(at(name, "en")).status_code == 404


def test_a_mediator_has_no_pages_of_organisations_and_the_other_way_round() -> None:
    mediator, centre = signed_in(mediators.registrant().person.user), signed_in(organisation().person.user)
    assert mediator.get(at("members", "en")).status_code == 404
    assert mediator.get(at("establishment", "en")).status_code == 404
    assert centre.get(at("organisations", "en")).status_code == 404


def test_names_are_kept_in_each_script_as_they_were_entered() -> None:
    entry = mediators.registrant()
    client = signed_in(entry.person.user)
    typed = {
        "name_zh_hant": "黃美玲",
        "name_zh_hans": "",
        "name_pt": "Wong Mei Ling, Lília",
        "name_latin": "WONG Mei Ling",
    }
    assert client.post(at("names", "en"), typed).status_code == 302
    person = Person.objects.get(pk=entry.person_id)
    assert {name.script: name.text for name in person.current_names} == {
        "zh-hant": "黃美玲", "pt": "Wong Mei Ling, Lília", "latin": "WONG Mei Ling",
    }  # fmt: skip
    refused = client.post(at("names", "en"), dict.fromkeys(typed, ""))
    assert refused.status_code == 200
    assert Person.objects.get(pk=entry.person_id).current_names


def test_profile_and_practice_are_saved_and_shown_as_self_declared() -> None:
    entry = mediators.registrant()
    client = signed_in(entry.person.user)
    saved = client.post(at("edit_profile", "en"), {
        "profession": "Engineer", "education": "", "since_year": "2015", "residence": "HK", "about": "",
        "fee": "yes", "fee_basis": "by the hour", "mediates_online": "on", "places": "", "accepts_appointments": "on",
    })  # fmt: skip
    assert saved.status_code == 302
    client.post(at("practice", "en"), {"dispute_type": ["contract"], "speciality": ["construction"]})
    page = client.get(at("practice", "en")).content.decode()
    assert page.count("Self-declared on") == 2
    entry.profile.refresh_from_db()
    assert (entry.profile.charges_fee, entry.profile.since_year) == (True, 2015)
    assert entry.profile.takes_messages is False


def test_a_profile_with_a_mistake_is_given_back_as_typed() -> None:
    client = signed_in(mediators.registrant().person.user)
    page = client.post(at("edit_profile", "en"), {
        "profession": "Engineer", "since_year": "2040", "fee": "no", "fee_basis": "by the hour",
    })  # fmt: skip
    html = page.content.decode()
    assert page.status_code == 200
    assert "Engineer" in html and "2040" in html
    assert "error-summary" in html


def test_evidence_for_an_entry_is_the_owners_alone() -> None:
    entry = mediators.registrant()
    client = signed_in(entry.person.user)
    client.post(at("add_claim", "en"), {"kind": "qualification", "text": "Fictitious accreditation 2019"})
    claim = Claim.objects.get(profile=entry.pk)
    done = client.post(at("claim_evidence", "en", claim.pk), {"upload": mediators.pdf()})
    assert done.status_code == 302
    assert client.get(at("claim_file", "en", claim.pk)).status_code == 200
    other = signed_in(
        mediators.registrant(mediators.mediator_user("ho.ka.wai", {"latin": "Ho Ka Wai"})).person.user
    )
    for name in ("claim_evidence", "claim_file"):
        assert other.get(at(name, "en", claim.pk)).status_code == 404
    assert other.post(at("withdraw_claim", "en", claim.pk)).status_code == 404
    assert client.post(at("withdraw_claim", "en", claim.pk)).status_code == 302
    claim.refresh_from_db()
    assert claim.withdrawn_at is not None


def test_leaving_the_panel_says_first_what_it_means_and_then_holds_from_today() -> None:
    application = mediators.application_in("published")
    entry = application.registrant
    client = signed_in(entry.person.user)
    listing = entry.listings.get()
    address = at("withdraw_listing", "en", listing.pk)
    assert "cannot be taken back" in client.get(address).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 302
    listing.refresh_from_db()
    assert listing.state == "withdrawn"
    assert client.get(address).status_code == 404
    assert signed_in(people.stranger()).get(address).status_code == 404


@pytest.mark.parametrize("language", languages.CODES)
def test_the_dashboard_of_a_certified_mediator_tells_everything_in_each_language(language: str) -> None:
    application = mediators.application_in("published")
    entry = application.registrant
    centre = organisation()
    actor = mediators.acting(entry.person.user)
    profiles.make_claim(
        actor=actor,
        at=mediators.NOW,
        registrant_id=entry.pk,
        kind="qualification",
        text="Acreditação fictícia",
    )
    memberships.ask_membership(
        actor=actor, at=mediators.NOW, registrant_id=entry.pk, organisation_no=centre.register_no
    )
    consents.give_consents(
        actor=actor, at=mediators.NOW, registrant_id=entry.pk, fields={"languages"},
        text_version=profile_fields.CONSENT_TEXT_VERSION,
    )  # fmt: skip
    html = signed_in(entry.person.user).get(at("me", language)).content.decode()
    assert entry.register_no in html
    assert entry.listings.get().certificate_no in html
    assert application.reference in html
    if language != "en":
        assert not foreign_words(html)


def test_addresses_with_unknown_keys_answer_404() -> None:
    client = signed_in(mediators.registrant().person.user)
    for name in ("application", "check", "withdraw_application", "begin"):
        assert client.get(at(name, "en", uuid4())).status_code == 404
    assert client.get(at("answer", "en", uuid4(), 1)).status_code == 404
    assert not Application.objects.exists()
