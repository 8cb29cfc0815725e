"""The buttons of entrusted requests on the desk: offered by state and seat, pressed through the one door."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from service_of_process.forms import entrusted as forms
from service_of_process.forms.entrusted_offered import OFFERED
from service_of_process.models import Leg
from service_of_process.rules import channels, lifecycle
from service_of_process.rules.seats import SEATS
from tests.factories import cases, entrusted, people, service

pytestmark = pytest.mark.django_db
S = lifecycle.S


@pytest.fixture(autouse=True)
def _english_with_calendars(db):
    entrusted.calendars()
    with translation.override("en"):
        yield


def press(client, user, act: str, leg: Leg, **entered: Any):
    people.sign_in(client, user)
    client.cookies["django_language"] = "en"
    return client.post(reverse("service_desk:act", args=[act, leg.pk]), entered)


def after(leg: Leg) -> Leg:
    leg.refresh_from_db()
    return leg


def test_every_button_is_of_an_act_that_somebody_may_do_on_an_entrusted_leg() -> None:
    acts = {act for _family, _state, act in lifecycle.LEG_TRANSITIONS}
    for button in OFFERED:
        assert S + button.act in SEATS and S + button.act in acts and button.on_leg, button.act


def test_each_form_stands_for_each_leg_on_which_its_button_shows() -> None:
    for region, channel in (("HK", channels.ENTRUSTED_HK), ("MO", channels.EVIDENCE_MACAO)):
        matter = service.a_matter(region=region)
        for state in (lifecycle.COURT_REVIEW, lifecycle.RECEIVED, lifecycle.CERTIFIED):
            leg = service.a_leg(matter, channel, state)
            for button in OFFERED:
                if lifecycle.leg_after(leg.family, state, S + button.act) and button.shown(matter, leg):
                    form = button.form(matter=matter, leg=leg)
                    assert form.as_p() is not None


def test_a_leg_travels_by_the_buttons_alone(client) -> None:
    matter = service.a_matter()
    leg = service.a_leg(matter)
    own, hpc = service.own_desk(), people.assistance_desk()
    assert press(client, people.clerk_a(), "leg_submitted", leg).status_code == 302
    press(client, own, "leg_transferred", leg, on="2026-09-01", means="courier", upper_number="1")
    press(client, hpc, "leg_dispatched", leg, on="2026-09-04", means="post", postal_number="EMS-1")
    press(client, hpc, "receipt_recorded", leg, on="2026-09-15", foreign_number="HCMP 1/2026")
    assert after(leg).state == lifecycle.RECEIVED
    press(
        client, hpc, "service_certified", leg, service_date="2026-10-08", received_date="2026-10-20", has_seal="yes",
        upload=cases.upload("certificate"),
    )  # fmt: skip
    assert press(client, hpc, "result_relayed", leg, on="2026-10-21").status_code == 302
    assert (after(leg).state, leg.certificates.get().has_seal) == (lifecycle.PROVED, True)


def test_a_refused_date_stands_beside_its_field_and_what_was_entered_stays(client) -> None:
    leg = entrusted.sent(service.a_matter())
    answer = press(
        client, people.assistance_desk(), "receipt_recorded", leg, on="2026-09-03", foreign_number="X-77"
    )
    assert answer.status_code == 200
    assert "X-77" in answer.content.decode() and "2026-09-03" in answer.content.decode()
    assert answer.context["form"].errors["on"]


def test_the_buttons_of_the_high_peoples_court_are_not_the_clerks(client) -> None:
    leg = entrusted.transferred(service.a_matter())
    answer = press(client, people.clerk_a(), "leg_dispatched", leg, on="2026-09-04", means="post")
    assert answer.status_code == 404
    stranger = press(client, people.stranger(), "leg_dispatched", leg, on="2026-09-04", means="post")
    assert stranger.status_code in (302, 404)
    assert after(leg).state == lifecycle.AT_UPPER


def test_a_rectification_enters_a_day_or_a_number_and_errors_stand_beside_it(client) -> None:
    leg = entrusted.received(service.a_matter())
    hpc = people.assistance_desk()
    wrong = press(
        client,
        hpc,
        "leg_rectified",
        leg,
        field="received_date",
        right_date="2026-09-03",
        reason="Stamp misread",
    )
    assert wrong.context["form"].errors.keys() == {"right_date"}
    right = press(
        client,
        hpc,
        "leg_rectified",
        leg,
        field="received_date",
        right_date="2026-09-18",
        reason="Stamp misread",
    )
    assert (right.status_code, after(leg).received_date) == (302, date(2026, 9, 18))
    empty = press(client, hpc, "leg_rectified", leg, field="foreign_number", right_number="", reason="x")
    assert empty.context["form"].errors.keys() == {"right_number"}


def test_a_second_certificate_asks_why_the_first_no_longer_counts() -> None:
    leg = service.a_leg(service.a_matter(), state=lifecycle.RECEIVED)
    first = forms.CertificateForm(matter=leg.matter, leg=leg)
    assert "replaced_reason" not in first.fields
    entrusted.certify(leg)
    assert "replaced_reason" in forms.NonServiceForm(matter=leg.matter, leg=after(leg)).fields


def test_the_dispatch_asks_for_the_platform_in_macao_only() -> None:
    to_hk = service.a_leg(service.a_matter(), state=lifecycle.AT_UPPER)
    assert "platform_number" not in forms.DispatchForm(matter=to_hk.matter, leg=to_hk).fields
    matter = service.a_matter(region="MO")
    to_macao = service.a_leg(matter, channels.ENTRUSTED_MACAO, lifecycle.AT_UPPER)
    form = forms.DispatchForm(matter=matter, leg=to_macao)
    assert "platform" in dict(form.fields["means"].choices)


def test_a_court_that_may_not_write_itself_has_no_button_to_dispatch() -> None:
    button = next(one for one in OFFERED if one.act == "leg_dispatched")
    matter = service.a_matter(region="MO")
    leg = service.a_leg(matter, channels.ENTRUSTED_MACAO, lifecycle.COURT_REVIEW)
    assert not button.shown(matter, leg)
    service.authorised_for_macao()
    assert button.shown(matter, leg)
