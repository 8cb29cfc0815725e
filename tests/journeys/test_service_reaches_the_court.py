"""Journeys of service from the clerk to the judge, clicked: entrusted, returned, by mail, side by side, by notice.

Days of the past are entered as days; where months must pass, the clock of the portal goes on and the nightly look at
the clocks is called. What a journey is not about stands there from the beginning.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from portal.identity.models import User
from service_of_process.actions.evaluating import evaluate
from service_of_process.models import ConfirmedFact, Leg, MatterEvent, ServiceMatter
from service_of_process.rules import channels, lifecycle
from tests.factories import cases, people, service
from tests.support.service_desk import (
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
)

# -- entrusted to Hong Kong


def plan(desk: Desk, clerk: User) -> Leg:
    """The clerk plans service on one page, from the case: address, document and route, all at once."""
    service.practice()
    party = cases.defendant(service.served_case())
    page = desk.at(clerk, reverse("service_desk:index"))
    follow(page, reverse("service_planning:new"))
    follow(page, f"{reverse('service_planning:new')}?party={party.pk}")
    enter(page, {
        "nature": "买卖合同纠纷", "address": "香港九龍虛構街8號12樓A室", "documents-0-upload": scan("claim"),
        "documents-0-kind": "claim", "documents-0-title": "民事起诉状副本",
    })  # fmt: skip
    send(page, ".service-form form")
    matter = ServiceMatter.objects.get()
    assert page.url.endswith(reverse("service_planning:routes", args=[matter.pk]))
    expect(page.locator("main")).not_to_contain_text("To be put right")
    return matter.legs.get()


def supplement(desk: Desk, clerk: User, upper: User, leg: Leg) -> None:
    """The High Court asks where exactly, the clerk answers, and the answer arrives."""
    desk.press(
        upper, "supplement_requested", leg, on="2026-09-20", asked_for="樓層與室號", upload=scan("asked")
    )
    desk.press(
        clerk,
        "supplement_sent",
        leg,
        on="2026-09-22",
        means="courier",
        answer="12樓A室",
        upload=scan("answer"),
    )
    desk.press(upper, "supplement_received", leg, on="2026-09-25")


def test_entrusted_to_hong_kong_with_a_supplement_and_a_reminder_then_certified_and_confirmed(
    desk: Desk,
) -> None:
    clerk, own, upper = people.clerk_a(), service.own_desk(), people.assistance_desk()
    leg = plan(desk, clerk)
    matter = leg.matter
    page = desk.press(clerk, "paper_made", leg, form="request_hk", language="zh-hant", second_language="en")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Sealed PDF").click()
    assert coming.value.path().read_bytes().startswith(b"%PDF")
    desk.press(clerk, "leg_submitted", leg)
    desk.press(own, "leg_transferred", leg, on="2026-09-01", means="courier", upper_number="2026-77")
    desk.press(upper, "leg_dispatched", leg, on="2026-09-04", means="post", postal_number="EMS-1")
    desk.press(upper, "receipt_recorded", leg, on="2026-09-08", foreign_number="HCMP 77/2026")
    page = desk.for_party(people.principal(), matter)
    expect(page.locator("main")).to_contain_text(
        "Nothing counts as served until the judge in charge has confirmed it."
    )
    supplement(desk, clerk, upper, leg)
    desk.press(upper, "reminder_sent", leg, on="2026-11-10", means="post")
    desk.press(
        upper, "service_certified", leg, service_date="2026-11-12", received_date="2026-11-16", has_seal="yes",
        method="Handed over", issuer="High Court", upload=scan("certificate"),
    )  # fmt: skip
    stands(matter, lifecycle.ACTIVE, None)  # a certificate serves nobody by itself
    desk.press(upper, "result_relayed", leg, on="2026-11-18", means="courier")
    stands(matter, lifecycle.PROPOSED_SERVED, None)
    day = date(2026, 11, 12)
    page = desk.confirm(people.judge_a(), matter, "served")
    expect(page.locator(".service-says").first).to_contain_text(said(day))
    stands(matter, lifecycle.SERVED, day)
    assert MatterEvent.objects.filter(leg=leg, act=lifecycle.S + "reminder_sent").count() == 1
    tells_served_on(desk.for_party(people.principal(), matter), day)


# -- returned by Macao, then mail


def returned(desk: Desk, clerk: User, matter: ServiceMatter) -> None:
    """Written to Macao directly, sent back, and ended by the judge."""
    own, judge = service.own_desk(), people.judge_a()
    leg = open_route(desk, clerk, matter, channels.ENTRUSTED_MACAO)
    desk.press(clerk, "leg_submitted", leg)
    desk.press(own, "leg_dispatched", leg, on="2026-05-04", means="platform", platform_number="CJM-2026-9")
    desk.press(
        own, "return_recorded", leg, kind="court_refused", ground="macao_principles", received_date="2026-06-15",
        words="A diligência não pode ser cumprida.", papers_returned=True,
    )  # fmt: skip
    assert fresh(leg).state == lifecycle.RETURNED
    desk.press(judge, "return_ends_leg", leg, reason="The Macao court gave its reasons.")
    assert fresh(leg).state == lifecycle.FAILED


def bring_fact(desk: Desk, matter: ServiceMatter, day: str) -> ConfirmedFact:
    """The plaintiff tells the court what shows that the documents arrived."""
    page = desk.for_party(people.principal(), matter)
    follow(page, f"/en/service/{matter.reference}/fact/")
    enter(page, {
        "kind": "mention", "fact_date": day, "description": "He quoted the claim in a letter to the court.",
        "upload": scan("letter"),
    })  # fmt: skip
    send(page)
    expect(page.locator("body")).to_contain_text("The court has received it.")
    return ConfirmedFact.objects.get(matter=matter)


def test_returned_by_macao_then_mail_is_deemed_served_by_a_fact_of_article_12(desk: Desk) -> None:
    service.authorised_for_macao()
    matter, clerk, judge = service.a_matter(region="MO"), people.clerk_a(), people.judge_a()
    returned(desk, clerk, matter)
    leg = open_route(desk, clerk, matter, channels.MAIL)
    desk.press(
        clerk, "mail_posted", leg, posted_date="2026-07-20", postal_number="EMS-2", has_return_receipt=True
    )
    fact = bring_fact(desk, matter, "2026-09-01")
    evaluate(at=desk.clock.at)
    stands(matter, lifecycle.ACTIVE, None)  # the period is over, and nothing follows from that alone
    desk.press(
        judge, "fact_found", matter, fact_id=fact.pk, leg_id=leg.pk, reason="The letter quotes the claim."
    )
    stands(matter, lifecycle.PROPOSED_SERVED, None)
    expiry = leg.clocks.get().due_date
    assert expiry == date(2026, 10, 20)
    page = desk.confirm(judge, matter, "deemed", reason="Art. 7 and art. 12.")
    expect(page.locator(".service-says").first).to_contain_text(said(expiry))
    stands(
        matter, lifecycle.DEEMED_SERVED, expiry
    )  # the last day of the three months, not the day of the fact


# -- side by side


def test_an_earlier_proof_that_comes_later_is_confirmed_anew_and_the_appeal_period_moves(desk: Desk) -> None:
    matter = service.a_matter(is_judgment=True, with_document=False)
    service.a_document(matter, "judgment")
    clerk, upper, judge = people.clerk_a(), people.assistance_desk(), people.judge_a()
    abroad = service.a_leg(matter, state=lifecycle.RECEIVED, received_date=date(2026, 9, 8))
    leg = open_route(desk, clerk, matter, channels.MAIL)
    desk.press(
        clerk, "mail_posted", leg, posted_date="2026-09-10", postal_number="EMS-3", has_return_receipt=True
    )
    desk.press(
        clerk, "mail_signed", leg, kind="postal_receipt", service_date="2026-10-28", received_date="2026-11-05",
        upload=scan("receipt"),
    )  # fmt: skip
    desk.confirm(judge, matter, "served")
    later, earlier = date(2026, 10, 28), date(2026, 10, 9)
    stands(matter, lifecycle.SERVED, later)
    first = matter.clocks.get(leg=None)
    desk.press(
        upper, "service_certified", abroad, service_date=f"{earlier}", received_date="2026-11-10", has_seal="yes",
        upload=scan("certificate"),
    )  # fmt: skip
    desk.press(upper, "result_relayed", abroad, on="2026-11-12")
    stands(matter, lifecycle.SERVED, later)  # nothing moves until she confirms anew
    page = desk.confirm(judge, matter, "earlier", reason="Art. 10, second paragraph.")
    stands(matter, lifecycle.SERVED, earlier)
    second = matter.clocks.get(leg=None, state="running")
    assert (fresh(first).state, second.replaces, second.start_date) == ("replaced", first, earlier)
    assert second.due_date < first.due_date
    expect(page.locator("del", has_text=said(first.due_date)).first).to_be_visible()
    tells_served_on(desk.for_party(people.opponent(), matter), earlier)


# -- by public notice


def publish(desk: Desk, clerk: User, leg: Leg) -> date:
    """Both newspapers; the term runs from the later."""
    first = timezone.localdate(desk.goes_on(days=2))
    desk.press(
        clerk, "publication_recorded", leg, place="mainland", paper="人民法院报", published_date=f"{first}",
        upload=scan("page"),
    )  # fmt: skip
    assert fresh(leg).state == lifecycle.APPROVED
    later = first + timedelta(days=3)
    desk.goes_on(days=3)
    desk.press(
        clerk, "publication_recorded", leg, place="local", paper="Macao Daily, page 4", published_date=f"{later}",
        upload=scan("page"),
    )  # fmt: skip
    assert (fresh(leg).state, leg.clocks.get().start_date) == (lifecycle.RUNNING, later)
    return later


def test_when_every_route_has_failed_a_notice_is_ordered_published_and_matures(desk: Desk) -> None:
    matter, clerk, upper, judge = (
        service.a_matter(), people.clerk_a(), people.assistance_desk(), people.judge_a(),
    )  # fmt: skip
    tried = service.a_leg(matter, state=lifecycle.RECEIVED, received_date=date(2026, 9, 8))
    desk.press(
        upper, "non_service_certified", tried, service_date="2026-10-08", received_date="2026-10-12", reason="moved",
        papers_returned="yes", has_seal="yes", upload=scan("certificate"),
    )  # fmt: skip
    assert desk.matter(judge, matter).locator("a[href*='/act/notice_ordered/']").count() == 0
    desk.press(upper, "result_relayed", tried, on="2026-10-14")
    desk.confirm(judge, matter, "exhausted", reason="The only address known is empty.")
    stands(matter, lifecycle.EXHAUSTED, None)
    desk.press(
        judge,
        "notice_ordered",
        matter,
        term="cpl-2023-art283-notice",
        reason="The law that came later is preferred.",
    )
    leg = matter.legs.get(channel=channels.NOTICE)
    publish(desk, clerk, leg)
    due = leg.clocks.get().due_date
    desk.goes_on(days=(due - timezone.localdate(desk.clock.at)).days)
    assert evaluate(at=desk.clock.at)["proposed"] == 0  # the last day is still the addressee's
    desk.goes_on(days=1)
    assert evaluate(at=desk.clock.at)["proposed"] == 1
    stands(matter, lifecycle.NOTICE_RUNNING, None)
    desk.confirm(judge, matter, "notice")
    stands(matter, lifecycle.SERVED_BY_NOTICE, due)
    tells_served_on(desk.for_party(people.principal(), matter), due)
