"""Three mediations from the referral to the court: confirmed in time, too late, and by mediation judgment.

The clock of the portal stands where the test puts it; the essential steps are taken in a browser, the others by the
same acts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from mediation_registry.actions import judgments, records, settlements, signing
from mediation_registry.actions.records import GivenAddress
from mediation_registry.models import ConfirmationApplication, Mediation, MediationJudgment
from mediation_registry.queries.outcome import settlement_of
from mediation_registry.tasks.outcome import watch_confirmations
from portal.notices.models import Notice
from tests.factories import mediations as made
from tests.factories import outcomes, people

DRAFT = outcomes.a_draft(language="zh-hant")


class Clock:
    """What time it is on the portal."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def time(self) -> float:
        """Seconds, as the second factor's proof is dated."""
        return self.at.timestamp()

    def goes_on(self, days: int) -> datetime:
        self.at += timedelta(days=days)
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock(made.NOW)
    monkeypatch.setattr(timezone, "now", lambda: found.at)
    monkeypatch.setattr(people, "time", found)
    return found


@pytest.fixture
def served(transactional_db: None, live_server: Any) -> str:
    """The address of the portal with its reference data."""
    people.court()
    made.calendars()
    return str(live_server.url).replace("127.0.0.1", "localhost")


@pytest.fixture
def at_screen(browser: Browser, served: str, clock: Clock) -> Iterator[Callable[[Any], Page]]:
    """A browser in which this person is signed in with a second factor."""
    contexts = []

    def opened(user: Any) -> Page:
        client = people.sign_in(Client(), user)
        context = browser.new_context(base_url=served, viewport={"width": 390, "height": 844})
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": served}])
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def follow(page: Page, link: str, *, back: str) -> None:
    """Open the page of a step by its link, press its button, and come back to this page."""
    page.get_by_role("link", name=link, exact=True).click()
    page.wait_for_url("**/steps/**")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**{back}")


def send(page: Page, *, then: str) -> None:
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**{then}")


def who(user: Any, mediation: Mediation, at: datetime) -> dict[str, Any]:
    return {"actor": made.actor(user, at), "at": at, "mediation_id": mediation.pk}


def mediator_signs(mediation: Mediation, at: datetime) -> None:
    signing.sign_as_mediator(
        **who(made.mediator_user(), mediation, at), digest=settlement_of(mediation).text.digest, typed_name="黃一心"
    )  # fmt: skip


def settle(mediation: Mediation, at: datetime) -> None:
    """The settlement is drawn up and signed by everybody."""
    settlements.draw_up(**who(made.mediator_user(), mediation, at), draft=DRAFT)
    outcomes.sign(mediation, "first", at)
    outcomes.sign(mediation, "second", at)
    mediator_signs(mediation, at)


# -- 委派: from the referral to the application in time


def refer(page: Page) -> Mediation:
    """The clerk refers a case that is not filed yet."""
    for number in (1, 2, 3):
        made.mediator(number)
    case = made.case_in("pre_filing")
    page.goto("/staff/mediations/open/")
    page.locator("select[name=case]").select_option(str(case.pk))
    page.locator("input[name=matter]").fill("Price of goods delivered in 2025")
    page.locator("select[name=language]").select_option("zh-hant")
    page.locator("input[name=rules_chosen][value=online_2021]").check()
    page.locator("form button[type=submit].button").last.click()
    page.wait_for_url("**/staff/mediations/inspect/**")
    return Mediation.objects.get()


def agree_and_choose(page: Page, mediation: Mediation, at: datetime) -> None:
    """Chan Ka Man agrees and names a mediator; the other side names the same."""
    home = f"/en/mediations/{mediation.pk}/"
    page.goto("/en/mediations/")
    page.get_by_role("link", name="Say whether you agree to mediate. Mediation is voluntary.").click()
    page.locator("input[name=agrees][value=yes]").check()
    send(page, then=home)
    made.consent(mediation, people.opponent(), at=at)
    page.goto(f"{home}steps/shortlist/")
    page.locator(f"input[name=names][value='{made.mediator(1).pk}']").check()
    send(page, then=home)
    expect(page.locator("main")).to_contain_text("The other side has still to answer")
    made.shortlist(mediation, people.opponent(), "second", 1, 2, at=at)
    made.rank(mediation, people.principal(), "first", 1, at=at)
    made.rank(mediation, people.opponent(), "second", 1, at=at)


def accept_and_begin(page: Page, mediation: Mediation, at: datetime) -> None:
    """The mediator accepts; everybody reads and agrees; the mediator begins."""
    home = f"/en/mediations/{mediation.pk}/"
    page.goto(home)
    page.get_by_role("link", name="Accept the appointment").click()
    page.locator("input[name=declares_free]").check()
    send(page, then=home)
    made.prepare(mediation, at=at)
    page.goto(home)
    follow(page, "Begin the mediation", back=home)
    expect(page.locator("main")).to_contain_text("Plan the next session")


def write_record(mediation: Mediation, at: datetime) -> None:
    """The mediator puts one undisputed fact to the parties; the other side has signed."""
    lead = who(made.mediator_user(), mediation, at)
    records.open_record(**lead, basis="online_18_22", language="zh-hant")
    item = records.enter_item(**lead, kind="fact", topic="general", text="合同於2025年3月3日訂立。")
    records.put_record(**lead)
    other = who(people.opponent(), mediation, at) | {"party_id": made.second(mediation).pk}
    records.give_address(**other, address=GivenAddress("何德榮", "HK", "香港九龍虛構道2號"))
    records.sign_record(**other, confirms=[item.pk], typed_name="何德榮", may_be_used=True)


def sign_record(page: Page, mediation: Mediation) -> None:
    home, record = f"/en/mediations/{mediation.pk}/", f"/en/mediations/{mediation.pk}/record/"
    page.goto(home)
    page.get_by_role("link", name="Read and sign the record").click()
    page.get_by_role("link", name="Give the address of").click()
    page.locator("[name=addressee]").fill("陳嘉敏")
    page.locator("[name=region]").select_option("HK")
    page.locator("[name=postal_address]").fill("香港中環虛構道1號")
    send(page, then=record)
    page.get_by_role("link", name="Answer the items and sign").click()
    page.locator("input[name=confirms]").check()
    page.locator("[name=typed_name]").fill("陳嘉敏")
    send(page, then=record)
    expect(page.locator("main")).to_contain_text("Every party signed")


def draw_up(page: Page, mediation: Mediation) -> None:
    """The mediator writes the settlement."""
    page.goto(f"/en/mediations/{mediation.pk}/settlement/")
    page.get_by_role("link", name="Draw up the settlement").click()
    for name in ("parties", "facts", "result"):
        page.locator(f"[name={name}]").fill(outcomes.TEXT[name])
    page.locator("[name=language]").select_option("zh-hant")
    page.locator("input[name=is_money]").check()
    send(page, then=f"/en/mediations/{mediation.pk}/settlement/")


def sign_settlement(page: Page, mediation: Mediation) -> None:
    page.goto(f"/en/mediations/{mediation.pk}/")
    page.get_by_role("link", name="Read and sign the settlement").click()
    page.get_by_role("link", name="Read and sign", exact=True).click()
    page.locator("[name=typed_name]").fill("陳嘉敏")
    page.locator("input[name=has_read]").check()
    send(page, then=f"/en/mediations/{mediation.pk}/settlement/")


def apply(page: Page, mediation: Mediation, at: datetime) -> None:
    """Chan Ka Man names the court, joins, and files for both; the pack comes down as PDF."""
    confirmation = f"/en/mediations/{mediation.pk}/confirmation/"
    page.goto(f"/en/mediations/{mediation.pk}/")
    page.get_by_role("link", name="Judicial confirmation").first.click()
    page.get_by_role("link", name="Court and questions on scope").click()
    page.locator("input[name=competence]").first.check()
    send(page, then=confirmation)
    page.get_by_role("link", name="Join the application").click()
    page.locator("[name=typed_name]").fill("陳嘉敏")
    page.locator("[name=contact]").fill("香港中環虛構道1號 5555 0000")
    page.locator("input[name=declares]").check()
    send(page, then=confirmation)
    outcomes.join(mediation, "second", at)
    page.goto(confirmation)
    page.get_by_role("link", name="File the joint application").click()
    send(page, then=confirmation)
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download the application (PDF)").click()
    assert coming.value.path().read_bytes().startswith(b"%PDF")


def test_a_delegated_mediation_goes_from_the_referral_to_a_joint_application_in_time(
    at_screen: Callable[[Any], Page], clock: Clock
) -> None:
    mediation = refer(at_screen(people.clerk_a()))
    party = at_screen(people.principal())
    agree_and_choose(party, mediation, clock.at)
    lead = at_screen(made.mediator_user(1))
    accept_and_begin(lead, mediation, clock.at)
    write_record(mediation, clock.at)
    sign_record(party, mediation)
    draw_up(lead, mediation)
    sign_settlement(party, mediation)
    outcomes.sign(mediation, "second", clock.at)
    mediator_signs(mediation, clock.at)
    at = clock.goes_on(days=29)
    assert watch_confirmations() == 1
    apply(at_screen(people.principal()), mediation, at)
    application = ConfirmationApplication.objects.get()
    assert application.state == "filed"
    assert application.filed_at == at
    assert application.court == mediation.court


# -- too late


def test_who_misses_the_thirty_days_is_told_the_other_ways(
    at_screen: Callable[[Any], Page], clock: Clock
) -> None:
    mediation = made.going_on("pre_filing")
    settle(mediation, clock.at)
    clock.goes_on(days=29)
    watch_confirmations()
    clock.goes_on(days=3)
    watch_confirmations()
    told = Notice.objects.filter(recipient_key=f"user:{people.principal().pk}", kind__contains="confirmation")
    assert {notice.kind for notice in told} == {
        "mediation_registry.confirmation_reminder", "mediation_registry.confirmation_lapsed"
    }  # fmt: skip
    page = at_screen(people.principal())
    page.goto(f"/en/mediations/{mediation.pk}/")
    expect(page.locator("main .says").first).to_contain_text("a joint application is no longer possible")
    page.get_by_role("link", name="Judicial confirmation").first.click()
    main = page.locator("main")
    expect(main).to_contain_text("The other ways")
    expect(main).to_contain_text("Payment order")
    expect(main).not_to_contain_text("Join the application")


# -- 委托: the mediation judgment


def make_judgment(page: Page, at: datetime) -> MediationJudgment:
    """The judge makes the document."""
    found = MediationJudgment.objects.get()
    page.goto(f"/staff/mediation-judgments/inspect/{found.pk}/")
    form = page.locator("form:has([value='mediation_registry.judgment_made'])")
    form.locator("[name$=number]").fill("（2026）粤0391民调2002号")
    form.locator("[name$=made_date]").fill(timezone.localdate(at).isoformat())
    form.locator("button[type=submit]").click()
    expect(page.locator("body")).to_contain_text("（2026）粤0391民调2002号")
    found.refresh_from_db()
    return found


def test_an_entrusted_mediation_ends_in_a_mediation_judgment(
    at_screen: Callable[[Any], Page], clock: Clock
) -> None:
    mediation = made.going_on("ordinary")
    assert mediation.kind == "entrusted"
    settle(mediation, clock.at)
    lead = at_screen(made.mediator_user(1))
    lead.goto(f"/en/mediations/{mediation.pk}/")
    lead.get_by_role("link", name="Mediation judgment").first.click()
    lead.get_by_role("button", name="Submit the settlement to the court", exact=True).click()
    expect(lead.locator("main")).to_contain_text("Submitted to the court on")
    at = clock.goes_on(days=3)
    found = make_judgment(at_screen(people.judge_a()), at)
    assert found.state == "made"
    clerk = {"actor": made.actor(people.clerk_a(), at), "at": at, "document": found}
    for party in mediation.parties.all():
        judgments.receive_judgment(**clerk, party=party, received_date=timezone.localdate(at))
    page = at_screen(people.principal())
    page.goto(f"/en/mediations/{mediation.pk}/judgment/")
    expect(page.locator("main")).to_contain_text("has been in force since")
