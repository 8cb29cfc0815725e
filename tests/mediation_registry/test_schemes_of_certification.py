"""What the certification stands on: only what a source says, entered by one officer and confirmed by another."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from i18n import languages
from mediation_registry.actions import schemes
from mediation_registry.actions.seeding import load_mediator_scheme
from mediation_registry.apps.applications import load_scheme
from mediation_registry.models import Criterion, IntakeWindow, RuleVersion, Scheme
from portal.identity.models import Authority, Jurisdiction
from portal.identity.permissions import PermissionRefused
from tests.factories import mediators, people
from tests.factories.mediators import CLOSES_AT, NOW, OPENS_AT

pytestmark = pytest.mark.django_db
ROW = schemes.CriterionRow("cases", {"en": "Cases", "zh-hant": "個案"}, "count", 3)
CITED = schemes.Citation("Fictitious rules", "F-1", date(2026, 1, 5))


def rules(**more):
    return schemes.enter_rule_version(**{
        "actor": mediators.acting(mediators.mo_intake()), "at": NOW, "scheme": mediators.scheme(),
        "jurisdiction": mediators.jurisdiction("MO"), "label": "2026", "citation": CITED, "criteria": [ROW],
        "valid_from": date(2026, 1, 5), **more,
    })  # fmt: skip


def doors(**wrong) -> list[schemes.Door]:
    found = []
    for place, code in mediators.PLACES.items():
        intake, assessment, recognition = (
            Authority.objects.get(code=seat) for seat in mediators.SEATS[place]
        )
        committee = Authority.objects.get(code=wrong[place]) if place in wrong else recognition
        found.append(
            schemes.Door(Jurisdiction.objects.get(code=code), intake, assessment, recognition, committee)
        )
    return found


def organisations(actor=None, **more) -> Scheme:
    people.authority()
    return schemes.enter_scheme(**{
        "actor": actor or mediators.acting(mediators.hk_decider()), "at": NOW, "code": "test-organisations",
        "names": {"en": "Fictitious scheme"}, "kind": "organisation", "citation": CITED, "doors": doors(), **more,
    })  # fmt: skip


def test_the_seed_holds_what_the_sources_say_and_a_second_run_changes_nothing():
    people.authority()
    first, second = load_scheme(), load_mediator_scheme(at=NOW)
    assert first == "mediator scheme added, 1 versions of local rules added"
    assert second == "mediator scheme known, 0 versions of local rules added"
    version = RuleVersion.objects.get()
    assert version.jurisdiction.code == "CN-HK"
    assert (version.one_application_only, version.accepted_types, version.largest_file_mb) == (
        True,
        "jpg,pdf",
        5,
    )
    assert list(version.criteria.values_list("code", "threshold")) == [
        ("constitution", None), ("training", None), ("work_experience", 5), ("mediations", 5),
        ("mediator_years", 3), ("ethics", None),
    ]  # fmt: skip
    assert not IntakeWindow.objects.exists()
    assert not Scheme.objects.filter(kind="organisation").exists()


def test_names_instruments_and_criteria_of_the_seed_stand_in_four_languages():
    scheme = mediators.scheme()
    version = RuleVersion.objects.get()
    rows = list(Criterion.objects.all())
    told = set()
    for code in languages.CODES:
        with translation.override(code):
            told |= {scheme.name, scheme.instrument, version.instrument, *(row.text for row in rows)}
    assert len(told) == 4 * (3 + 6)
    assert scheme.source_url.startswith("https://www.news.gov.hk/")


def test_rules_from_a_source_open_no_intake_until_an_officer_of_the_place_confirms_them():
    version = mediators.rule_version(confirmed=False)
    entries = {
        "at": OPENS_AT, "rule_version": version, "intake_year": 2026, "opens_at": OPENS_AT, "closes_at": CLOSES_AT,
    }  # fmt: skip
    intake = mediators.acting(mediators.hk_intake())
    with pytest.raises(ValidationError) as refused:
        schemes.open_window(actor=intake, **entries)
    assert refused.value.code == "unconfirmed"
    for wrong in (mediators.gd_decider(), mediators.hk_intake(), people.judge_a()):
        with pytest.raises(PermissionRefused):
            schemes.confirm_rule_version(actor=mediators.acting(wrong), at=NOW, rule_version_id=version.pk)
    mediators.rule_version()
    assert schemes.open_window(actor=intake, **entries).opened_by == intake.key


def test_whoever_enters_rules_does_not_confirm_them_and_nobody_confirms_twice():
    decider = mediators.acting(mediators.mo_decider())
    version = rules(actor=decider)
    with pytest.raises(ValidationError) as refused:
        schemes.confirm_rule_version(actor=decider, at=NOW, rule_version_id=version.pk)
    assert refused.value.code == "same_person"
    colleague = mediators.acting(mediators.officer("MO", "decider", number=2))
    schemes.confirm_rule_version(actor=colleague, at=NOW, rule_version_id=version.pk)
    with pytest.raises(ValidationError):
        schemes.confirm_rule_version(actor=colleague, at=NOW, rule_version_id=version.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleVersion.objects.filter(pk=version.pk).update(entered_by=colleague.key)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"citation": schemes.Citation(" ")}, "instrument"),
        ({"label": " "}, "label"),
        ({"criteria": []}, "criteria"),
        ({"criteria": [ROW, ROW]}, "criteria"),
        ({"criteria": [schemes.CriterionRow("x", {"en": " "}, "count")]}, "criteria"),
        ({"criteria": [schemes.CriterionRow("x", {"en": "X"}, "weight")]}, "criteria"),
        ({"valid_to": date(2026, 1, 5)}, "valid_to"),
    ],
)
def test_rules_without_source_criteria_or_period_are_refused_whole(wrong: dict, field: str):
    with pytest.raises(ValidationError) as refused:
        rules(**wrong)
    assert field in refused.value.message_dict
    assert not RuleVersion.objects.filter(label="2026").exists()


def test_rules_of_a_place_are_entered_by_its_own_officers_under_a_label_of_their_own():
    with pytest.raises(PermissionRefused):
        rules(actor=mediators.acting(mediators.hk_intake()))
    rules()
    with pytest.raises(ValidationError):
        rules()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"closes_at": OPENS_AT}, "closes_at"),
        ({"opens_at": OPENS_AT - timedelta(days=9000)}, "opens_at"),
        ({"at": CLOSES_AT}, "closes_at"),
    ],
)
def test_an_intake_out_of_order_is_refused(wrong: dict, field: str):
    version = mediators.rule_version()
    entries = {
        "actor": mediators.acting(mediators.hk_intake()), "at": OPENS_AT, "rule_version": version,
        "intake_year": 2026, "opens_at": OPENS_AT, "closes_at": CLOSES_AT,
    }  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        schemes.open_window(**{**entries, **wrong})
    assert field in refused.value.message_dict
    schemes.open_window(**entries)
    with pytest.raises(ValidationError) as refused:
        schemes.open_window(**entries)
    assert "intake_year" in refused.value.message_dict


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"power": "pardon"}, "power"),
        ({"provision": ""}, "provision"),
        ({"citation": schemes.Citation("")}, "instrument"),
        ({"power": "validity_term"}, "value"),
        ({"valid_to": date(2025, 1, 1)}, "valid_to"),
    ],
)
def test_a_power_needs_its_instrument_article_figure_and_period(wrong: dict, field: str):
    with pytest.raises(ValidationError) as refused:
        schemes.enter_enabling_rule(**{
            "actor": mediators.acting(mediators.hk_intake()), "at": NOW, "scheme": mediators.scheme(),
            "power": "waiver", "citation": CITED, "provision": "art. 7", "valid_from": date(2026, 1, 5),
            "jurisdiction": mediators.jurisdiction("HK"), **wrong,
        })  # fmt: skip
    assert field in refused.value.message_dict


def test_an_authority_may_enter_a_scheme_for_organisations_with_its_instrument():
    assert organisations().doors.count() == 3
    with pytest.raises(ValidationError):
        organisations()


@pytest.mark.parametrize(
    "wrong",
    [
        {"names": {"en": " "}},
        {"kind": "court"},
        {"citation": schemes.Citation("")},
    ],
)
def test_a_scheme_without_name_kind_or_instrument_is_refused(wrong: dict):
    with pytest.raises(ValidationError):
        organisations(**wrong)
    assert not Scheme.objects.exists()


def test_a_scheme_has_a_door_in_each_of_the_three_places_kept_by_authorities_of_that_place():
    people.authority()
    with pytest.raises(ValidationError) as refused:
        organisations(doors=doors()[1:])
    assert refused.value.code == "doors"
    with pytest.raises(ValidationError) as refused:
        organisations(doors=doors(GD="HK-DOJ"))
    assert refused.value.code == "doors"


def test_only_those_who_decide_at_one_of_the_doors_enter_a_scheme():
    for outsider in (mediators.hk_intake(), people.operator(), people.judge_a()):
        with pytest.raises(PermissionRefused):
            organisations(actor=mediators.acting(outsider))
