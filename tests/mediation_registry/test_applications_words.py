"""Every step has its words: in the log for those who read it, in a notice for those whom it concerns."""

from __future__ import annotations

import json
import re

import pytest
from django.utils import translation

from i18n import languages
from mediation_registry.apps.application_words import ACT_WORDS, NOTICE_WORDS
from mediation_registry.rules import lifecycle
from portal.audit.history import history
from portal.audit.labels import is_registered
from portal.notices.kinds import render
from portal.notices.models import Notice
from tests.factories import mediators

STATES = (
    lifecycle.RETURNED, lifecycle.LOCALLY_REFUSED, lifecycle.REFERRED_BACK, lifecycle.NOT_DETERMINED,
    lifecycle.DETERMINED, lifecycle.WITHDRAWN,
)  # fmt: skip


def test_every_act_of_the_table_has_a_label_and_stands_in_the_permission_table():
    from mediation_registry.rules.permissions.applications import ACTS

    acts = {act for _state, act in lifecycle.APPLICATION_TRANSITIONS} - {
        "mediation_registry.edition_published"
    }
    assert acts == set(lifecycle.SEATS_OF)
    assert {f"mediation_registry.{act}" for act in ACT_WORDS} == set(ACTS)
    assert all(is_registered(act) for act in ACTS)


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_the_history_of_an_application_is_told_in_words_in_four_languages(state: str):
    application = mediators.application_in(state)
    for code in languages.CODES:
        with translation.override(code):
            lines = history(application.chain, language=code)
            assert len(lines) > 5
            assert not [
                line for line in lines if re.search(r"%\(|CN-HK|not_met|referred_back", str(line.sentence))
            ]


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_every_notice_can_be_read_in_four_languages_and_tells_no_reason(state: str):
    mediators.application_in(state)
    assert Notice.objects.exists()
    for notice in Notice.objects.all():
        for code in languages.CODES:
            told = render(notice.kind, json.loads(notice.context), code)
            assert told.subject
            assert told.body
            for private in ("cut off", "Evidence is unclear", "not met", "Not this year", "Moved away"):
                assert private not in told.body


@pytest.mark.django_db
def test_the_date_that_the_authority_sets_stands_in_the_notice():
    context = {"reference": "MAP-1", "jurisdiction": "CN-MO", "correct_by_date": "2026-12-01", "path": "/"}
    with_date = render("mediation_registry.application_returned", context, "en").body
    without = render("mediation_registry.application_returned", {**context, "correct_by_date": ""}, "en").body
    assert "Macao" in with_date
    assert "1 December 2026" in with_date
    assert not without.endswith("\n")


def test_no_word_of_a_notice_says_certified_before_the_conference():
    early = [kind for kind in NOTICE_WORDS if kind not in ("determined", "recognised_locally")]
    assert not [kind for kind in early if "jointly certified" in str(NOTICE_WORDS[kind][2])]
