"""The buttons of the other channels and of inbound requests: their forms run the acts, from the desk's one door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.audit.labels import acts as act_labels
from portal.desk.registry import queues
from service_of_process.forms.channels_offered import OFFERED
from service_of_process.models import ServiceMatter
from service_of_process.rules import channels, lifecycle
from service_of_process.rules.seats import SEATS
from tests.factories import people, service
from tests.factories import service_channels as acts

pytestmark = pytest.mark.django_db
NEW = "/staff/service/inbound/new/"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    acts.ready()
    with translation.override("en"):
        yield


def signed_in(client: Client, user: Any) -> Client:
    user.language = "en"
    user.save()
    people.sign_in(client, user)
    client.cookies["django_language"] = "en"
    return client


def press(client: Client, act: str, record: Any, data: dict[str, Any]) -> Any:
    return client.post(reverse("service_desk:act", args=[act, record.pk]), data)


def test_every_button_is_an_act_of_the_tables_with_its_words() -> None:
    labelled = {name for name, _label in act_labels.items()}
    for form in OFFERED:
        assert lifecycle.S + form.act in SEATS and lifecycle.S + form.act in labelled


def test_every_form_opens_on_its_leg() -> None:
    states = {family: {} for family in set(channels.FAMILY.values())}
    for (family, state, act), _after in lifecycle.LEG_TRANSITIONS.items():
        if state is not None:
            states[family].setdefault(act, state)
    channel = {family: name for name, family in reversed(channels.FAMILY.items())}
    for form in OFFERED:
        if not form.on_leg:
            assert form.form(matter=service.a_matter()).as_p() is not None
            continue
        for family, found in states.items():
            if lifecycle.S + form.act in found:
                matter = service.a_matter()
                leg = service.a_leg(matter, channel[family], found[lifecycle.S + form.act])
                assert str(form.form(matter=matter, leg=leg)) and form.shown(matter, leg) in (True, False)


def test_a_clerk_posts_and_records_the_signature_by_buttons(client: Client) -> None:
    leg = service.a_leg(service.a_matter(), channels.MAIL)
    desk = signed_in(client, people.clerk_a())
    answer = press(desk, "mail_posted", leg, {
        "posted_date": "2026-08-20", "postal_number": "RR1", "has_return_receipt": "on",
    })  # fmt: skip
    assert answer.status_code == 302 and acts.fresh(leg).state == lifecycle.POSTED
    answer = press(desk, "mail_signed", leg, {
        "kind": "postal_receipt", "service_date": "2026-09-10", "received_date": "2026-09-20", "upload": acts.scan(),
    })  # fmt: skip
    assert answer.status_code == 302 and acts.fresh(leg).state == lifecycle.PROVED


def test_what_a_button_refuses_stands_at_its_field_and_nothing_is_lost(client: Client) -> None:
    leg = service.a_leg(service.a_matter(), channels.MAIL)
    answer = press(signed_in(client, people.clerk_a()), "mail_posted", leg, {
        "posted_date": "2026-08-20", "postal_number": "RR-KEPT",
    })  # fmt: skip
    assert answer.status_code == 200
    assert "return receipt of service must be enclosed" in answer.content.decode()
    assert "RR-KEPT" in answer.content.decode()


def test_a_delivery_by_its_button(client: Client) -> None:
    matter = service.a_matter()
    address = service.an_address(matter, "深圳市南山区虚构路2号", place="CN", kind="mainland")
    leg = service.a_leg(matter, channels.PERSONAL, address=address)
    answer = press(signed_in(client, people.clerk_a()), "delivery_signed", leg, {
        "attempted_at": "2026-11-12T10:00", "method": "直接送达", "place": "深圳", "server": "吴敏",
        "person_met": "何德荣", "received_date": "2026-11-12", "upload": acts.scan(),
    })  # fmt: skip
    assert answer.status_code == 302 and acts.fresh(leg).state == lifecycle.PROVED


def entered(**changes: Any) -> dict[str, Any]:
    """A request as typed on its page, with one document."""
    return {
        "region": "HK", "kind": "service", "court": people.court(service.HPC).pk, "received_date": "2026-10-09",
        "means": "post", "foreign_court": "香港高等法院", "foreign_number": "HCMP 9/2026", "nature": "合同纠纷",
        "upload": acts.scan("letter"), "person_kind": "natural", "name": "李小梅", "name_script": "zh-hans",
        "address": "深圳市福田区虚构街3号4栋501室", "language": "zh-hans",
        "papers-TOTAL_FORMS": "2", "papers-INITIAL_FORMS": "0", "papers-0-kind": "writ",
        "papers-0-title": "Writ of summons", "papers-0-language": "en", "papers-0-pages": "3",
        "papers-0-upload": acts.scan("writ"), "papers-0-translation": acts.scan("译本"), "papers-1-kind": "claim",
        "papers-1-language": "zh-hans", **changes,
    }  # fmt: skip


def test_a_request_is_registered_on_one_page(client: Client) -> None:
    desk = signed_in(client, people.assistance_desk())
    assert "Register the request" in desk.get(NEW).content.decode()
    answer = desk.post(NEW, entered())
    matter = ServiceMatter.objects.get(direction="I")
    assert answer.status_code == 302 and str(matter.pk) in answer["Location"]
    assert matter.documents.get().title == "Writ of summons"
    assert matter.addressee.name == "李小梅"


def test_a_request_on_evidence_says_what_is_asked(client: Client) -> None:
    desk = signed_in(client, people.assistance_desk())
    answer = desk.post(NEW, entered(kind="evidence"))
    assert answer.status_code == 200 and "letter on evidence must say this" in answer.content.decode()
    more = {"measure": "documents", "items": "合同", "purpose": "证明", "parties": "甲；乙"}
    assert desk.post(NEW, entered(kind="evidence", **more)).status_code == 302


def test_what_was_typed_stays_when_the_request_is_refused(client: Client) -> None:
    answer = signed_in(client, people.assistance_desk()).post(NEW, entered(received_date="2026-12-31"))
    text = answer.content.decode()
    assert "lies in the future" in text and "HCMP 9/2026" in text and "Writ of summons" in text
    assert not ServiceMatter.objects.exists()


def test_the_page_does_not_exist_for_others(client: Client) -> None:
    for user in (people.clerk_a(), people.judge_a(), people.librarian()):
        assert signed_in(client, user).get(NEW).status_code == 404


def test_a_whole_request_by_buttons(client: Client) -> None:
    leg, desk = acts.registered(), people.assistance_desk()
    from service_of_process.actions.inbound_steps import points_of

    here = signed_in(client, desk)
    press(here, "request_reviewed", leg, {"found": list(points_of(leg))})
    press(here, "request_assigned", leg, {"court_id": people.court().pk, "assigned_date": "2026-10-16"})
    there = signed_in(Client(), service.own_desk())
    press(there, "inbound_served", leg, {
        "attempted_at": "2026-11-12T10:00", "method": "left", "place": "深圳", "server": "石兰",
        "person_met": "李小梅", "has_seal": "on", "upload": acts.scan(),
    })  # fmt: skip
    assert acts.fresh(leg).state == lifecycle.DONE
    press(
        there, "reply_made", leg, {"reply_date": "2026-11-13", "has_seal": "on", "upload": acts.scan("reply")}
    )
    press(here, "reply_sent", leg, {"sent_date": "2026-11-16", "means": "post"})
    press(here, "matter_closed", leg.matter, {})
    assert acts.the_matter(leg).state == lifecycle.CLOSED


def test_hong_kong_shows_no_button_to_refuse(client: Client) -> None:
    here = signed_in(client, people.assistance_desk())
    assert (
        here.get(reverse("service_desk:act", args=["inbound_refused", acts.assigned().pk])).status_code == 404
    )
    assert (
        here.get(reverse("service_desk:act", args=["inbound_refused", acts.assigned("MO").pk])).status_code
        == 200
    )


def test_requests_stand_in_the_queue_of_whoever_must_act() -> None:
    waiting, under_way, answered = acts.registered(), acts.assigned(), acts.done()
    today = date(2026, 11, 20)

    def titles(code: str, actor: Any) -> list[str]:
        return [row.title for row in queues[code].rows(actor, today)]

    assert titles("service-inbound-review", acts.upper()) == [f"{waiting.matter.reference} · Registered"]
    assert titles("service-inbound-assigned", acts.executing()) == [
        f"{under_way.matter.reference} · Assigned to the executing court"
    ]  # fmt: skip
    assert titles("service-inbound-answer", acts.upper()) == [f"{answered.matter.reference} · Carried out"]
    assert titles("service-inbound-review", acts.executing()) == []
    row = next(iter(queues["service-inbound-assigned"].rows(acts.executing(), today)))
    assert row.due_date == date(2026, 12, 9)
