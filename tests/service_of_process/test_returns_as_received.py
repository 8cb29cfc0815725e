"""Returns are recorded as received and told apart; a ground that the text does not know is flagged, not judged."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.notices.models import Notice
from service_of_process.actions.returns import record_return
from service_of_process.models import Clock, MatterEvent, ReturnArticle, ReturnGround, ReturnRecord
from service_of_process.rules import channels, lifecycle, returns
from tests.factories import cases, entrusted, service

S = lifecycle.S


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def come_back(leg, kind: str, ground: str, **more) -> ReturnRecord:
    given = {"received_date": date(2026, 10, 1), "words": "as they wrote", **more}
    return record_return(
        actor=entrusted.upper(), at=service.NOW, leg_id=leg.pk, kind=kind, ground=ground, **given
    )


@pytest.mark.parametrize(
    ("region", "kind", "ground", "known", "article"),
    [
        ("HK", "objection", "letter_defect", True, "hk-arrangement-1999-art3"),
        ("HK", "addressee_refused", "refused_to_accept", True, "hk-arrangement-1999-art5"),
        ("HK", "other", "obstacle", True, "hk-arrangement-1999-art5"),
        ("HK", "court_refused", "public_order", False, ""),
        ("HK", "court_refused", "exclusive_jurisdiction", False, ""),
        ("HK", "court_refused", "outside_functions", False, ""),
        ("HK", "addressee_refused", "letter_defect", False, ""),
        ("MO", "court_refused", "outside_functions", True, "macao-arrangement-2020-art9-2"),
        ("MO", "court_refused", "macao_principles", True, "macao-arrangement-2020-art9-2"),
        ("MO", "court_refused", "exclusive_jurisdiction", False, "macao-arrangement-2020-art9-1"),
        ("MO", "court_refused", "cause_not_recognised", False, "macao-arrangement-2020-art9-1"),
        ("MO", "court_refused", "another", False, ""),
        ("MO", "objection", "materials_incomplete", True, "macao-arrangement-2020-art4"),
        ("MO", "objection", "translation_missing", True, "macao-arrangement-2020-art5"),
        ("MO", "addressee_refused", "refused_to_accept", True, "macao-arrangement-2020-art12-2"),
        ("MO", "other", "another", False, ""),
    ],
)
def test_each_region_knows_its_own_grounds(region, kind, ground, known, article) -> None:
    """Acceptance cases 6 and 7."""
    found = returns.ground_in_text(region, kind, ground)
    assert (found.is_known, found.article) == (known, article)


def test_evidence_has_grounds_of_its_own() -> None:
    known = returns.ground_in_text("HK", "addressee_refused", "witness_refused", evidence=True)
    assert known == returns.Ground(True, "hk-evidence-2017-art10-3")
    assert not returns.ground_in_text("HK", "addressee_refused", "witness_refused").is_known
    assert returns.ground_in_text("MO", "other", "costs_not_agreed", evidence=True).article.endswith("art8")


def test_every_ground_and_article_of_the_rules_has_its_words() -> None:
    assert set(ReturnGround.values) == set(returns.GROUNDS)
    assert set(ReturnArticle.values) == set(returns.ARTICLES)
    assert set(ReturnRecord.Kind.values) == set(returns.KINDS)


@pytest.mark.django_db
def test_a_refusal_that_hong_kong_cannot_make_is_kept_flagged_and_left_to_the_judge() -> None:
    """Acceptance case 6: the 1999 Arrangement lists no refusal by the court."""
    matter = service.a_matter()
    leg = service.a_leg(matter, state=lifecycle.RECEIVED)
    made = come_back(leg, "court_refused", "public_order", upload=cases.upload("letter of the court"))
    leg.refresh_from_db()
    assert leg.state == lifecycle.RETURNED
    assert (made.is_known_ground, made.article, made.words, made.effect) == (False, "", "as they wrote", "")
    assert MatterEvent.objects.get(act=S + "return_recorded").facts["known"] is False
    assert Notice.objects.filter(kind=S + "unknown_return_recorded").count() == 2


@pytest.mark.django_db
def test_exclusive_jurisdiction_in_macao_names_the_article_that_excludes_it() -> None:
    """Acceptance case 6: 2020 art. 9(1)."""
    leg = service.a_leg(service.a_matter(region="MO"), channels.ENTRUSTED_MACAO, lifecycle.RECEIVED)
    made = come_back(leg, "court_refused", "exclusive_jurisdiction")
    assert (made.is_known_ground, made.article) == (False, "macao-arrangement-2020-art9-1")
    assert "not a ground" in made.get_article_display()


@pytest.mark.django_db
def test_a_return_leaves_the_periods_running_and_its_papers_are_a_hand_over() -> None:
    entrusted.calendars()
    leg = entrusted.received(service.a_matter())
    come_back(leg, "objection", "letter_defect", papers_returned=True)
    assert Clock.objects.filter(leg=leg, state="running").count() == 2
    back = leg.hand_overs.latest("number")
    assert (back.giver, back.taker, bool(back.digests)) == ("requested", "upper", True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "ground", "more", "field"),
    [
        ("", "obstacle", {}, "kind"),
        ("other", "bad weather", {}, "ground"),
        ("other", "obstacle", {"words": " "}, "words"),
        ("other", "obstacle", {"received_date": date(2026, 9, 3)}, "received_date"),
        ("other", "obstacle", {"received_date": date(2026, 11, 21)}, "received_date"),
    ],
)
def test_a_return_says_what_it_is_and_when_it_came(kind, ground, more, field) -> None:
    leg = service.a_leg(service.a_matter(), state=lifecycle.RECEIVED)
    with pytest.raises(ValidationError) as refusal:
        come_back(leg, kind, ground, **more)
    assert field in refusal.value.message_dict
    leg.refresh_from_db()
    assert (leg.state, leg.returns.count()) == (lifecycle.RECEIVED, 0)


@pytest.mark.django_db
def test_a_certificate_may_still_follow_a_return() -> None:
    entrusted.calendars()
    leg = service.a_leg(service.a_matter(), state=lifecycle.RECEIVED)
    come_back(leg, "addressee_refused", "refused_to_accept")
    entrusted.certify_not(leg, reason="refused")
    leg.refresh_from_db()
    assert (leg.state, leg.returns.count()) == (lifecycle.NOT_CERTIFIED, 1)
