"""A question on the law of Macao under the Arrangement of 2020, art. 25, clicked from the draft to the statement.

The desk of the court reads simplified Chinese, clerk and judge; Ho Tak Wing of Macao follows it in Portuguese on her
phone. The letter goes out in Chinese through the High People's Court to the Court of Final Appeal; the reply comes in
Portuguese, and is shown in court only once its Chinese is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from foreign_law.models import AscertainmentPaper, CitedLaw, Material, RouteAttempt
from foreign_law.queries.ascertainment.course_words import HEADLINES, MILESTONES
from foreign_law.queries.ascertainment.missing_parts import WORDS
from foreign_law.rules.ascertainment import lifecycle, materials, routes
from foreign_law.rules.ascertainment.lifecycle import F
from tests.factories import ascertainment as law
from tests.support.ascertainment_court import TODAY, Court, open_court
from tests.support.ascertainment_windows import DESK_FORM, Window
from tests.support.service_desk import scan

QUESTION = "学徒制作的灯笼有瑕疵的，制作人是否承担责任？"
EM_PORTUGUES = "O fabricante responde pelos defeitos das lanternas feitas por aprendizes?"
THROUGH = "广东省高级人民法院"
THEIR_NUMBER = "TUI-901/2026"
LAW = "Lei n.º 801/2021, artigo 2.º"
TEXTO = "O fabricante responde pelos actos dos aprendizes como se fossem seus."
CHINESE = "製作人對學徒之行為，如同其本人作出般負責。"
CONTENT = "第801/2021号法律第2条：制作人对学徒的行为如同自己的行为一样负责。"
MINUTES = "庭审笔录2026年第3号"


@pytest.fixture
def court(
    browser: Browser, transactional_db: None, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Court]:
    found = open_court(browser, str(live_server.url), monkeypatch, judge_reads="zh-hans")
    yield found
    found.close()


def drafted(court: Court) -> None:
    """The clerk saves a draft, which no judge has before her yet; then she puts it before the judge."""
    clerk, new = court.clerk, reverse("ascertainment_opening:new")
    clerk.at(f"{new}?case={court.case.pk}")
    clerk.enters(
        basis=routes.CONFLICT_RULE, conflict_rule="涉外民事关系法律适用法第四十一条", jurisdiction="CN-MO",
        fact_date="2026-05-06", field_of_law="承揽合同", nature="承揽合同纠纷", language="pt", question_1=QUESTION,
        translation_1=EM_PORTUGUES,
    )  # fmt: skip
    clerk.presses(f"{DESK_FORM} button[name=_draft]")
    court.stands(lifecycle.DRAFT)
    court.staff(clerk, "request_submitted")
    court.stands(lifecycle.SUBMITTED)
    court.staff(court.judge, "scope_fixed", scope_reference="庭前会议笔录", scope_date=TODAY)
    court.staff(clerk, "findings_shown")
    court.stands(lifecycle.ROUTING)


def asked_of_macao(court: Court) -> RouteAttempt:
    """The letter is made in Chinese with Portuguese beside it, and goes through the court that may send it."""
    clerk = court.clerk
    court.at_desk(clerk)
    clerk.opens(reverse("ascertainment_desk:act", args=["route_opened", court.request.pk]))
    clerk.says(
        "Macao: the letter is in Chinese and goes through the High People's Court or a court authorised by the Supreme "
        "People's Court to the Court of Final Appeal (2020 Arrangement, arts 4, 25). Make it under the papers."
    )
    attempt = court.open_route(route=routes.CENTRAL_AUTHORITY, addressed_to="澳门特别行政区终审法院")
    fetched(court, attempt, "request_letter")
    clerk.opens(reverse("ascertainment_desk:act", args=["route_sent", attempt.pk]))
    clerk.enters(sent_date=TODAY)
    clerk.presses(f"{DESK_FORM} button[type=submit]", refused="Say through which court it was sent.")
    expect(clerk.page.locator("[name=sent_date]")).to_have_value(TODAY)
    court.staff(clerk, "route_sent", attempt, sent_date=TODAY, through=THROUGH, outside_number=THEIR_NUMBER)
    court.stands(lifecycle.IN_PROGRESS)
    court.opens_own(court.ho)
    for sentence in (HEADLINES[lifecycle.IN_PROGRESS], RouteAttempt.Route(routes.CENTRAL_AUTHORITY).label):
        court.ho.says(sentence)
    return attempt


def fetched(court: Court, record: Any, kind: str) -> AscertainmentPaper:
    """The clerk makes a paper in Chinese with Portuguese beside it; it lies on the desk as a PDF."""
    court.staff(court.clerk, "paper_made", record, kind=kind, language="zh-hans", second_language="pt")
    paper = AscertainmentPaper.objects.get(kind=kind)
    with court.clerk.page.expect_download() as coming:
        court.clerk.page.locator(f"a[href='{court.clerk.law('paper_pdf', paper.pk)}']").click()
    assert coming.value.path().read_bytes().startswith(b"%PDF")
    return paper


def replied(court: Court, attempt: RouteAttempt) -> None:
    """The reply is entered as it came, in Portuguese; the desk names what is missing, and is given it."""
    clerk = court.clerk
    court.staff(
        clerk, "material_received", attempt_id=f"{attempt.pk}", received_date=TODAY, title="Ofício de resposta do TUI",
        language="pt", document=scan("reply"), how_obtained="澳门终审法院依《安排》第二十五条的答复。",
        validity="自2021年3月1日起生效。", relevance="直接回答问题1。",
    )  # fmt: skip
    reply = Material.objects.get()
    assert (reply.state, reply.kind, reply.attempt) == (materials.INCOMPLETE, materials.REPLY, attempt)
    for part in (materials.PROVISIONS, materials.CHINESE_FILE):
        clerk.says(WORDS[part])
    court.staff(clerk, "material_completed", reply, translation=scan("translation"), translator="余文娟")
    court.staff(
        clerk, "material_completed-2", reply, citation=LAW, kind="legislation", language="pt", text=TEXTO,
        source="Ofício do TUI", chinese_text=CHINESE, chinese_language="zh-hant", translator="余文娟",
    )  # fmt: skip
    assert Material.objects.get().state == materials.COMPLETE
    court.staff(
        court.judge, "route_assessed", attempt, outcome=routes.SUFFICIENT, outcome_reason="答复附条文全文。"
    )
    court.stands(lifecycle.RECEIVED)


def heard(court: Court) -> None:
    """Shown in court; Ho Tak Wing reads it in Portuguese and agrees on her phone, Chan Ka Man in Chinese."""
    keys = [str(row.pk) for row in court.request.materials.all()]
    court.staff(
        court.clerk,
        "exhibited",
        material_ids=keys,
        how="hearing",
        shown_date=TODAY,
        minutes_reference=MINUTES,
    )
    until = f"{law.TODAY + timedelta(days=14)}"
    court.staff(court.clerk, "positions_invited", until=until, reason=MINUTES)
    court.opens_own(court.ho)
    court.ho.says(HEADLINES[lifecycle.POSITIONS])
    expect(court.ho.page.locator("main")).to_contain_text(EM_PORTUGUES)
    court.ho.opens(court.ho.law("ascertainment_material", court.request.reference, 1))
    for passage in (TEXTO, CHINESE):
        expect(court.ho.page.locator("main")).to_contain_text(passage)
    court.wrongs += court.ho.look("reply")
    for side in (court.ho, court.chan):
        court.agrees(side)


def confirmed(court: Court) -> None:
    """Nobody objects: the judge confirms what the reply says (art. 8(1)); no costs arose; the clerk closes."""
    cited = [str(row.pk) for row in CitedLaw.objects.all()]
    court.staff(
        court.judge, "content_confirmed", content=CONTENT, answer_1="承担。", rests_on_1=cited, reasons="双方均无异议。"
    )  # fmt: skip
    court.stands(lifecycle.CONFIRMED)
    court.staff(court.judge, "costs_allocated", basis="none", reasons="未发生费用。")
    statement = fetched(court, court.request, "process_statement")
    court.staff(court.clerk, "request_closed")
    court.stands(lifecycle.CLOSED)
    court.looks_at_desk(court.judge)
    read_at_home(court.ho, court, statement)


def read_at_home(ho: Window, court: Court, statement: AscertainmentPaper) -> None:
    """Once the request is closed, the side reads how it ended, and fetches the statement on her phone."""
    court.opens_own(ho)
    for sentence in (HEADLINES[lifecycle.CLOSED], MILESTONES[F + "content_confirmed"]):
        ho.says(sentence)
    court.wrongs += ho.look("closed")
    with ho.page.expect_download() as coming:
        ho.page.locator(f"a[href='{ho.law('paper_pdf', statement.pk)}']").click()
    assert coming.value.path().read_bytes().startswith(b"%PDF")


def test_macao_is_asked_under_the_arrangement_and_its_reply_is_confirmed(court: Court) -> None:
    drafted(court)
    attempt = asked_of_macao(court)
    replied(court, attempt)
    heard(court)
    confirmed(court)
    assert not court.wrongs, "\n".join(court.wrongs)
