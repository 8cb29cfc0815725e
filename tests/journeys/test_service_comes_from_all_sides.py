"""Journeys of service at its other doors, clicked: the addressee's phone, a request from Hong Kong, objections, errors."""

from __future__ import annotations

import re
from datetime import date

from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from portal.identity.models import User
from service_of_process.models import DocumentReading, ServiceMatter
from service_of_process.rules import channels, lifecycle
from tests.factories import people, service, service_electronic
from tests.support.service_desk import (
    PHONE,
    Desk,
    enter,
    follow,
    fresh,
    open_route,
    said,
    scan,
    send,
    stands,
    tells_served_on,
)  # fmt: skip

# -- electronically, on a phone


def portuguese(words: str) -> str:
    """The words as the Portuguese pages write them, which is not in English."""
    with translation.override("pt"):
        found = gettext(words)
    assert found != words, f"not translated: {words}"
    return found


def on_a_phone(desk: Desk, address: str) -> Page:
    """The addressee's telephone, on which scripts run and nobody is signed in."""
    context = desk.browser.new_context(base_url=desk.base, viewport=PHONE, accept_downloads=True)
    page = desk.windows["phone"] = context.new_page()
    page.goto(address)
    return page


def fits(page: Page, heading: str) -> None:
    """A page in Portuguese, not wider than the telephone."""
    expect(page.locator("h1")).to_have_text(portuguese(heading))
    assert page.locator("html").get_attribute("lang") == "pt"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url


def link_sent(email: str) -> str:
    """The path of the link in the message that went to this address."""
    sent = next(one for one in mail.outbox if one.to == [email])
    link = re.search(r"/pt/service/documents/#[-A-Z0-9]+", str(sent.body))
    assert link is not None
    return link.group()


def test_documents_are_opened_and_receipt_confirmed_on_a_phone_in_portuguese(desk: Desk) -> None:
    leg = service_electronic.a_leg()
    matter = leg.matter
    desk.press(people.clerk_a(), "documents_sent", leg, gateway="portal", language="pt")
    page = on_a_phone(desk, link_sent(service_electronic.EMAIL))
    expect(page.locator("#code-found")).to_be_visible()
    expect(page).not_to_have_url(re.compile("#"))
    fits(page, "Open the documents served on you")
    send(page)
    fits(page, "Documents served on you")
    read_all(page, matter)
    stands(matter, lifecycle.ACTIVE, None)  # opened and read, and yet nothing is proposed
    enter(page, {"name": "Ho Tak Wing", "is_certain": True})
    send(page)
    expect(page.locator("main form.fields")).to_have_count(0)
    stands(matter, lifecycle.PROPOSED_SERVED, None)
    day = timezone.localdate(desk.clock.at)
    desk.confirm(people.judge_a(), matter, "served")
    stands(matter, lifecycle.SERVED, day)
    page.reload()
    expect(page.locator("dl.facts")).to_contain_text(portuguese("Date of service, fixed by the judge"))
    expect(page.locator("dl.facts b")).to_have_text(said(day, "pt"))
    fits(page, "Documents served on you")


def read_all(page: Page, matter: ServiceMatter) -> None:
    """One document is read on the screen, the other kept; both are proven."""
    home = page.url
    with page.expect_navigation():
        page.locator("a[href$='/1/view/']").click()
    page.goto(home)
    with page.expect_download() as coming:
        page.locator("a[href$='/2/download/']").click()
    assert coming.value.path().stat().st_size > 0
    page.reload()
    kinds = DocumentReading.objects.filter(delivery__leg__matter=matter).values_list(
        "document__number", "kind"
    )
    assert set(kinds) == {(1, "viewed"), (2, "downloaded")}


# -- asked by Hong Kong


def register(desk: Desk, upper: User) -> ServiceMatter:
    """What the High Court of Hong Kong asks is registered on one page."""
    page = desk.at(upper, "/staff/service/")
    follow(page, reverse("service_inbound:new"))
    enter(page, {
        "region": "HK", "kind": "service", "received_date": "2026-10-09", "means": "post", "nature": "合同纠纷",
        "foreign_court": "香港高等法院", "foreign_number": "HCMP 9/2026", "upload": scan("letter"), "name": "李小梅",
        "name_script": "zh-hans", "address": "深圳市福田区虚构街3号4栋501室", "papers-0-upload": scan("writ"),
        "papers-0-kind": "writ", "papers-0-title": "传讯令状", "papers-0-language": "zh-hant",
    })  # fmt: skip
    send(page, ".service-form form")
    found = ServiceMatter.objects.get(direction="I")
    assert page.url.endswith(reverse("service_desk:inspect", args=[found.pk]))
    return found


def test_a_request_from_hong_kong_is_carried_out_and_answered(desk: Desk) -> None:
    upper, clerk = people.assistance_desk(), people.clerk_a()
    matter = register(desk, upper)
    leg = matter.legs.get()
    points = desk.at(upper, reverse("service_desk:act", args=["request_reviewed", leg.pk])).locator(
        "[name=found]"
    )
    desk.press(upper, "request_reviewed", leg, found=[one.get_attribute("value") for one in points.all()])
    desk.press(
        upper,
        "request_assigned",
        leg,
        court_id=people.court().pk,
        assigned_date="2026-10-14",
        means="courier",
    )
    seen = {"place": "深圳市福田区虚构街3号4栋501室", "server": "吴敏"}
    desk.press(
        clerk,
        "attempt_recorded",
        leg,
        attempted_at="2026-10-19T10:00",
        method="直接送达",
        result="not_met",
        **seen,
    )
    desk.press(
        clerk, "inbound_served", leg, attempted_at="2026-10-21T18:30", method="in_person", person_met="李小梅",
        has_seal=True, upload=scan("receipt"), **seen,
    )  # fmt: skip
    desk.press(
        upper, "reply_made", leg, reply_number="粤高法协〔2026〕9号", reply_date="2026-10-28", has_seal=True,
        upload=scan("reply"),
    )  # fmt: skip
    desk.press(upper, "reply_sent", leg, sent_date="2026-10-29", means="post", number="EMS-9")
    page = desk.press(upper, "matter_closed", matter)
    stands(matter, lifecycle.CLOSED, None)
    assert (fresh(leg).state, fresh(leg).proof_date) == (lifecycle.CLOSED, date(2026, 10, 21))
    assert leg.clocks.get(is_practice=False).state == "met"
    expect(page.locator(f"#leg-{leg.number}")).to_contain_text("Matter closed")


# -- objections


def object_to_it(desk: Desk, matter: ServiceMatter, grounds: str) -> None:
    """The addressee objects on the page of the matter, with evidence."""
    page = desk.for_party(people.opponent(), matter)
    follow(page, f"/en/service/{matter.reference}/objection/")
    enter(page, {"grounds": grounds, "uploads": [scan("passport"), scan("ticket")]})
    send(page)
    expect(page.locator("body")).to_contain_text("The court has received it.")
    assert fresh(matter).state == lifecycle.CHALLENGED
    tells_served_on(page, fresh(matter).effective_date)  # until she decides, the date stands


def test_an_objection_is_set_aside_and_another_one_sets_the_service_aside(desk: Desk) -> None:
    matter, clerk, judge = service.a_matter(), people.clerk_a(), people.judge_a()
    leg = service.a_leg(matter, channels.MAIL, lifecycle.POSTED, postal_number="EMS-4")
    desk.press(
        clerk, "mail_signed", leg, kind="return_receipt", service_date="2026-10-05", received_date="2026-10-20",
        upload=scan("receipt"),
    )  # fmt: skip
    desk.confirm(judge, matter, "served")
    day, answer = date(2026, 10, 5), matter.clocks.get(leg=None)
    object_to_it(desk, matter, "I never saw it.")
    desk.press(judge, "service_upheld", matter, reason="The signature is his.")
    stands(matter, lifecycle.SERVED, day)
    tells_served_on(desk.for_party(people.opponent(), matter), day)
    object_to_it(desk, matter, "On that day I was in Lisbon; somebody else signed.")
    page = desk.press(judge, "service_set_aside", matter, reason="The border record bears him out.")
    stands(matter, lifecycle.ACTIVE, None)
    assert (fresh(leg).state, fresh(answer).state) == (lifecycle.FAILED, "stopped")
    expect(page.locator(".service-says").first).not_to_contain_text(said(day))
    expect(page.locator(f"#leg-{leg.number} .service-hops")).not_to_contain_text(said(day))
    open_route(desk, clerk, matter, channels.ENTRUSTED_HK)  # every way is open again
    expect(desk.for_party(people.opponent(), matter).locator("main")).not_to_contain_text("Date of service:")


# -- rectified


def test_a_wrong_day_of_receipt_is_rectified_and_the_period_that_hung_on_it_replaced(desk: Desk) -> None:
    matter, upper = service.a_matter(), people.assistance_desk()
    leg = service.a_leg(matter, state=lifecycle.DISPATCHED)
    desk.press(upper, "receipt_recorded", leg, on="2026-09-18", foreign_number="HCMP 8/2026")
    wrong = leg.clocks.get()
    page = desk.press(
        upper,
        "leg_rectified",
        leg,
        field="received_date",
        right_date="2026-10-08",
        reason="The stamp reads October.",
    )
    right = leg.clocks.get(state="running")
    assert fresh(leg).received_date == date(2026, 10, 8)
    assert (fresh(wrong).state, right.replaces, right.start_date) == ("replaced", wrong, date(2026, 10, 8))
    assert (wrong.due_date, right.due_date) == (date(2026, 11, 18), date(2026, 12, 8))
    expect(page.locator("del", has_text=said(wrong.due_date)).first).to_be_visible()
    expect(page.locator("main")).to_contain_text("The stamp reads October.")
    follow(page, reverse("service_desk:clock", args=[right.pk]))
    expect(page.locator("main")).to_contain_text(said(right.due_date))
