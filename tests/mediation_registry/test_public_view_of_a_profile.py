"""What everybody may read of a profile: art. 5, and what was consented to; nothing else, and not a moment longer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models as orm
from django.utils import translation

from mediation_registry.actions import availability, claims, consents, memberships, profiles
from mediation_registry.actions.registrants import register
from mediation_registry.models import Claim, Profile, PublicationConsent, Registrant
from mediation_registry.queries.public_profile import public_profile, public_profiles, published
from mediation_registry.rules import profile_fields
from portal.audit.history import history
from portal.identity.models import Person
from portal.identity.permissions import PermissionRefused
from tests.factories import mediators, people

NOW, TODAY = mediators.NOW, mediators.TODAY
VERSION = profile_fields.CONSENT_TEXT_VERSION
SECRET = "zzSecretZz"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def mine(entry: Registrant) -> dict[str, Any]:
    """The first arguments of every own act."""
    return {"actor": mediators.acting(entry.person.user), "at": NOW, "registrant_id": entry.pk}


def filled() -> Registrant:
    """A mediator whose every entry holds the secret word."""
    entry = mediators.registrant()
    profiles.edit_profile(**mine(entry), entries={
        "profession": f"{SECRET} profession", "education": f"{SECRET} education", "since_year": 1999,
        "about": f"{SECRET} about", "charges_fee": True, "fee_basis": f"{SECRET} fee", "places": f"{SECRET} places",
        "mediates_online": True, "residence": "MO",
    })  # fmt: skip
    profiles.record_languages(
        **mine(entry), languages=[profiles.Language("other", "working", f"{SECRET}ish")]
    )
    for kind in Claim.Kind.values:
        profiles.make_claim(**mine(entry), kind=kind, text=f"{SECRET} {kind}")
    availability.enter_unavailable(
        **mine(entry), starts_at=mediators.CLOSES_AT, ends_at=mediators.CLOSES_AT.replace(hour=20)
    )
    return entry


def consenting(entry: Registrant, *fields: str) -> None:
    consents.give_consents(**mine(entry), fields=fields, text_version=VERSION)


def test_every_column_and_kind_of_claim_is_governed_by_a_field() -> None:
    columns = {field.name for field in Profile._meta.get_fields() if isinstance(field, orm.Field)}
    assert columns == set(profile_fields.COLUMNS)
    assert set(Claim.Kind.values) == set(profile_fields.CLAIMS)
    assert {*profile_fields.COLUMNS.values(), *profile_fields.CLAIMS.values()} <= set(profile_fields.FIELDS)


def test_article_5_is_always_public_and_takes_no_consent() -> None:
    always = {"names", "register_no", "status", "authority", "dispute_types", "specialities", "charges_fee",
              "inviting_courts"}  # fmt: skip
    assert always <= set(profile_fields.ALWAYS_PUBLIC)
    assert not always & set(profile_fields.fields_of(False))


def test_what_is_never_public_needs_no_consent_and_gets_none() -> None:
    assert not profile_fields.is_public("calendar", {"calendar"})
    assert not profile_fields.needs_consent("identity")


@pytest.mark.django_db
def test_without_consent_only_article_5_is_shown() -> None:
    view = public_profile(filled(), TODAY)
    assert view.charges_fee is True
    assert [one.text for one in view.specialities] == [f"{SECRET} speciality"]
    assert [one.text for one in view.dispute_types] == [f"{SECRET} dispute_type"]
    rest = {
        name: value for name, value in asdict(view).items() if name not in ("specialities", "dispute_types")
    }
    assert SECRET not in repr(rest)
    assert (view.since_year, view.residence, view.mediates_online, view.takes_messages) == (
        None,
        "",
        None,
        False,
    )


@pytest.mark.django_db
@pytest.mark.parametrize("field", profile_fields.fields_of(False))
def test_consent_shows_one_field_and_its_withdrawal_takes_it_off_at_once(field: str) -> None:
    entry = filled()
    before = public_profile(entry, TODAY)
    consenting(entry, field)
    shown = public_profile(entry, TODAY)
    assert shown.shown - before.shown == {field}
    assert Registrant.objects.filter(published(field), pk=entry.pk).exists()
    consents.withdraw_consents(**mine(entry), fields=[field])
    assert public_profile(entry, TODAY) == before
    assert not Registrant.objects.filter(published(field), pk=entry.pk).exists()
    assert PublicationConsent.objects.get(registrant=entry).withdrawn_at == NOW


@pytest.mark.django_db
def test_past_days_do_not_bring_back_what_is_no_longer_consented_to() -> None:
    entry = filled()
    consenting(entry, "about")
    consents.withdraw_consents(**mine(entry), fields=["about"])
    assert public_profile(entry, mediators.OPENS_AT.date()).about == ""


@pytest.mark.django_db
def test_choosing_gives_and_withdraws_in_one_step() -> None:
    entry = filled()
    consenting(entry, "about", "education")
    given, gone = consents.choose_consents(**mine(entry), fields={"about", "languages"}, text_version=VERSION)
    assert (given, gone) == (["languages"], ["education"])
    assert consents.choose_consents(**mine(entry), fields={"about", "languages"}, text_version="old") == (
        [],
        [],
    )


@pytest.mark.django_db
def test_consent_to_a_text_that_has_changed_is_refused() -> None:
    entry = filled()
    with pytest.raises(ValidationError, match="changed"):
        consents.give_consents(**mine(entry), fields={"about"}, text_version="2020-01")
    with pytest.raises(ValidationError):
        consenting(entry, "names")
    assert not PublicationConsent.objects.exists()


@pytest.mark.django_db
def test_nobody_consents_or_writes_for_another() -> None:
    entry, other = filled(), people.stranger()
    theirs = {"actor": mediators.acting(other), "at": NOW, "registrant_id": entry.pk}
    for act in (
        lambda: consents.give_consents(**theirs, fields={"about"}, text_version=VERSION),
        lambda: consents.withdraw_consents(**theirs, fields={"about"}),
        lambda: profiles.edit_profile(**theirs, entries={"about": "x"}),
        lambda: profiles.record_languages(**theirs, languages=[]),
        lambda: profiles.declare_practice(**theirs, kind="speciality", codes=["contract"]),
        lambda: availability.renew_calendar(**theirs),
    ):
        with pytest.raises(PermissionRefused):
            act()


@pytest.mark.django_db
def test_the_log_keeps_no_personal_value_among_its_facts() -> None:
    entry = filled()
    consenting(entry, "about")
    assert SECRET not in repr([line.facts for line in history(entry.chain, language="en")])
    assert any("Consent" in line.sentence for line in history(entry.chain, language="en"))


@pytest.mark.django_db
def test_a_verified_entry_names_who_verified_it_and_when() -> None:
    entry = filled()
    claim = entry.profile.claims.get(kind="speciality")
    assessor = mediators.acting(mediators.hk_assessor())
    with pytest.raises(ValidationError, match="no evidence"):
        claims.verify_claim(actor=assessor, at=NOW, claim_id=claim.pk)
    file = mediators.pdf()
    claims.add_claim_evidence(**mine(entry), claim_id=claim.pk, upload=file, declared_name=file.name)
    for stranger in (mediators.gd_assessor(), mediators.hk_decider(), entry.person.user):
        with pytest.raises(PermissionRefused):
            claims.verify_claim(actor=mediators.acting(stranger), at=NOW, claim_id=claim.pk)
    claims.verify_claim(actor=assessor, at=NOW, claim_id=claim.pk)
    [shown] = public_profile(entry, TODAY).specialities
    assert (shown.is_verified, shown.verified_date) == (True, TODAY)
    assert shown.verified_by


@pytest.mark.django_db
def test_many_profiles_cost_no_more_queries_than_one(django_assert_max_num_queries: Any) -> None:
    entries = [filled()]
    for name in ("ho.ka.wai", "lei.chon.fai", "sun.zhi.qiang"):
        entries.append(mediators.registrant(mediators.mediator_user(name, {"latin": name})))
    with django_assert_max_num_queries(12):
        assert len(public_profiles(entries, TODAY)) == 4


@pytest.mark.django_db
def test_an_organisation_shows_a_mediator_only_with_her_consent() -> None:
    entry = mediators.registrant()
    user = people.account("harbour.centre")
    person = people.register_person(
        actor=people.SETUP, at=NOW, names={"latin": "Harbour Centre"}, kind=Person.Kind.LEGAL, user=user
    )
    centre = register(
        actor=mediators.acting(user), at=NOW, person=person, kind="organisation",
        jurisdiction=mediators.jurisdiction("HK"),
    )  # fmt: skip
    asked = memberships.ask_membership(**mine(entry), organisation_no=centre.register_no)
    consenting(entry, "organisations")
    assert public_profile(entry, TODAY).organisations == ()
    memberships.confirm_membership(**mine(centre), membership_id=asked.pk)
    assert [one.register_no for one in public_profile(entry, TODAY).organisations] == [centre.register_no]
    assert [one.register_no for one in public_profile(centre, TODAY).members] == [entry.register_no]
    consents.withdraw_consents(**mine(entry), fields=["organisations"])
    assert public_profile(entry, TODAY).organisations == () == public_profile(centre, TODAY).members
