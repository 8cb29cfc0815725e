"""The pages of a draft: one question each, nothing lost, nobody else sees them, and a bounded number of queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from i18n import languages
from portal.drafts.models import Draft
from portal.power_of_attorney.models import Agent, PowerOfAttorney
from portal.power_of_attorney.rules import lifecycle
from tests.factories import cases, people, powers
from tests.factories.power_drafts import a_draft, handed_in, invited, token_of

pytestmark = pytest.mark.django_db
ANSWERS: list[tuple[str, dict[str, Any]]] = [
    ("principal", {"who": "self"}),
    ("matter", {"matter": "買賣合約的貨款"}),
    ("opponent", {"opponent_name": "何德榮"}),
    ("agents", {"kind": "lawyer", "name": "周平", "email": "zhou.ping@example.test", "language": "zh-hans"}),
    ("powers", {"powers": ["settle", "appeal"]}),
    ("service", {"excludes_service": "True"}),
    ("stages", {"stages": ["first_instance", "second_instance"]}),
    ("validity", {"valid_from": "", "last_day": "2030-11-30"}),
    ("languages", {"language": "zh-hant", "second_language": "pt"}),
    ("translator", {"translated_by": "Ip Wing"}),
    ("coercion", {"answer": "free"}),
    ("capacity", {"answer": "capable"}),
    ("family_status", {"answer": "no"}),
    ("no_private_recording", {"answer": "understood"}),
    ("online", {"consents": "yes"}),
    ("recording", {"consents": "yes"}),
    ("biometrics", {"consents": "no"}),
]


@pytest.fixture
def mine(client: Client) -> Client:
    return people.sign_in(client, people.principal())


def page(name: str, *arguments: Any, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"powers:{name}", args=arguments)


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def begun(client: Client) -> PowerOfAttorney:
    client.post(page("begin"), {"matter": "new", "court": str(people.court().pk)})
    return PowerOfAttorney.objects.get()


def test_a_layman_walks_from_the_first_question_to_handing_in(mine: Client) -> None:
    power = begun(mine)
    for name, answer in ANSWERS:
        assert "error-summary" not in text_of(mine, page("step", power.pk, name))
        sent = mine.post(page("step", power.pk, name), answer)
        assert sent.status_code == 302, f"{name}: {sent.content.decode()[:3000]}"
    assert sent["Location"] == page("check", power.pk)
    assert "Nothing is missing" in text_of(mine, page("check", power.pk))
    mine.post(page("check", power.pk))
    power.refresh_from_db()
    assert power.state == lifecycle.SUBMITTED
    assert power.excludes_service and power.second_language == "pt"
    assert not power.consents.filter(purpose="biometrics").exists()


def test_each_question_leads_to_the_next_one(mine: Client) -> None:
    power = begun(mine)
    names = [name for name, _answer in ANSWERS]
    for (name, answer), following in zip(ANSWERS, names[1:], strict=False):
        target = mine.post(
            page("step", power.pk, name), answer | ({"_next": "1"} if name == "agents" else {})
        )
        assert target["Location"] == page("step", power.pk, following)


def test_the_case_of_mine_is_offered_and_gives_the_court(mine: Client) -> None:
    case = cases.chan_against_ho()
    place = cases.plaintiff(case)
    assert case.court_number in text_of(mine, page("begin"))
    mine.post(page("begin"), {"matter": str(place.pk)})
    power = PowerOfAttorney.objects.get()
    assert (power.case, power.court) == (case, case.court)
    assert "何德榮" in text_of(mine, page("power", power.pk))


def test_a_place_of_somebody_else_in_a_case_cannot_be_chosen(mine: Client) -> None:
    case = cases.chan_against_ho()
    answer = mine.post(page("begin"), {"matter": str(cases.defendant(case).pk)})
    assert answer.status_code == 200 and not PowerOfAttorney.objects.exists()


def test_full_agency_typed_in_a_free_field_is_refused_with_the_reason_and_kept(mine: Client) -> None:
    power = begun(mine)
    answer = mine.post(page("step", power.pk, "matter"), {"matter": "全權代理本案"}).content.decode()
    assert "art. 89" in answer and "全權代理本案" in answer and "error-summary" in answer
    power.refresh_from_db()
    assert not power.matter


@pytest.mark.parametrize(
    "name", ["matter", "opponent", "stages", "agents", "coercion", "online", "translator"]
)
def test_an_empty_answer_is_told_at_its_field(mine: Client, name: str) -> None:
    power = begun(mine)
    mine.post(page("step", power.pk, "languages"), {"language": "zh-hans", "second_language": "en"})
    answer = mine.post(page("step", power.pk, name), {}).content.decode()
    assert "error-summary" in answer and "errorlist" in answer


def test_a_form_sent_after_the_session_ran_out_comes_back_as_it_was_typed(mine: Client) -> None:
    power = begun(mine)
    shown = text_of(mine, page("step", power.pk, "matter"))
    mark = shown.split('name="_draft_owner" value="')[1].split('"')[0]
    mine.logout()
    mine.post(page("step", power.pk, "matter"), {"matter": "kept words", "_draft_owner": mark})
    assert Draft.objects.count() == 1
    people.sign_in(mine, people.principal())
    again = text_of(mine, page("step", power.pk, "matter"))
    assert "kept words" in again and "This is your draft" in again


def test_the_check_names_every_open_point_and_leads_to_its_question(mine: Client) -> None:
    power = begun(mine)
    shown = text_of(mine, page("check", power.pk))
    for name in ("matter", "opponent", "agents", "stages", "coercion", "online", "recording"):
        assert f'href="#{name}"' in shown and f'id="{name}" class="wrong"' in shown
        assert page("step", power.pk, name) in shown
    mine.post(page("check", power.pk))
    power.refresh_from_db()
    assert power.state == lifecycle.DRAFT


def test_an_entity_is_asked_for_its_name_and_its_chain_of_authority(mine: Client) -> None:
    power = begun(mine)
    sent = mine.post(page("step", power.pk, "principal"), {"who": "new"})
    assert sent["Location"] == page("step", power.pk, "entity")
    wrong = mine.post(
        page("step", power.pk, "entity"), {"name_latin": "Fictitious Ltd", "paper": "hk-br", "number": "1"}
    )
    assert "error-summary" in wrong.content.decode()
    sent = mine.post(
        page("step", power.pk, "entity"),
        {"name_latin": "Fictitious Ltd", "paper": "hk-br", "number": "12345678"},
    )
    assert sent["Location"] == page("step", power.pk, "authority")
    mine.post(page("step", power.pk, "authority"), {
        "holder_name": "Chan Ka Man", "capacity": "director", "document_name": "Board resolution",
        "document_date": "2026-11-01", "upload": cases.upload("resolution"),
    })  # fmt: skip
    step = power.authority_steps.get()
    assert mine.get(page("paper", power.pk, step.pk)).status_code == 200
    mine.post(page("withdraw_authority", power.pk, step.pk))
    assert not power.authority_steps.filter(withdrawn_at=None).exists()


def test_an_agent_opens_the_link_accepts_files_and_consents(client: Client) -> None:
    agent = invited(a_draft(), at=timezone.now())
    people.lawyer()
    people.sign_in(client, people.lawyer())
    link = page("invitation", token_of(agent))
    assert "陳嘉敏" in text_of(client, link) or "Chan Ka Man" in text_of(client, link)
    licence = people.person_of(people.lawyer()).licences.get()
    assert "error-summary" in client.post(link, {"_accept": "1", "licence": str(licence.pk)}).content.decode()
    sent = client.post(link, {"_accept": "1", "licence": str(licence.pk), "declares": "on"})
    assert sent["Location"] == page("own_agency", agent.power_id)
    papers = page("agent", agent.power_id, agent.pk)
    client.post(papers, {"kind": "law_firm_certificate", "upload": cases.upload("certificate")})
    assert "All papers that the law asks for" in text_of(client, papers)
    paper = agent.proofs.get()
    assert client.get(page("paper", agent.power_id, paper.pk)).status_code == 200
    client.post(page("consent", agent.power_id, "online"), {"consents": "yes"})
    assert agent.power.consents.filter(holder=people.lawyer(), purpose="online").count() == 1
    assert client.get(link).status_code == 404


def test_an_agent_declines_behind_the_link_and_sees_nothing_afterwards(client: Client) -> None:
    agent = invited(a_draft(), at=timezone.now())
    people.sign_in(client, people.lawyer())
    client.post(page("invitation", token_of(agent)), {"_decline": "1", "reason": "No time"})
    assert Agent.objects.get(pk=agent.pk).decline_reason == "No time"
    assert client.get(page("power", agent.power_id)).status_code == 404


def test_a_lawyer_without_a_verified_licence_is_led_to_give_one(client: Client) -> None:
    agent = invited(a_draft(), at=timezone.now(), email="maria.pereira@example.test")
    people.sign_in(client, people.stranger())
    shown = text_of(client, page("invitation", token_of(agent)))
    assert "/identity/licence/add/" in shown
    assert 'name="_accept"' not in shown


def test_the_principal_sends_a_new_link_and_takes_an_agent_out(mine: Client) -> None:
    power = a_draft()
    agent = invited(power, at=timezone.now())
    old = token_of(agent)
    mine.post(page("change_agent", power.pk, agent.pk), {"_again": "1"})
    assert mine.get(page("invitation", old)).status_code == 404
    mine.post(page("change_agent", power.pk, agent.pk), {"_remove": "1"})
    assert Agent.objects.get(pk=agent.pk).withdrawn_at is not None


ALL = ("power", "check", "consents", "withdraw", "own_agency")


@pytest.mark.parametrize(
    "who", ["opponent", "stranger", "judge_a", "clerk_a", "clerk_b", "auditor", "mediator"]
)
def test_nobody_else_finds_a_page_of_the_draft(client: Client, who: str) -> None:
    power = handed_in()
    agent = power.agents.get()
    people.sign_in(client, people.CAST[who]())
    addresses = [page(name, power.pk) for name in ALL]
    addresses += [
        page("step", power.pk, "matter"),
        page("agent", power.pk, agent.pk),
        page("consent", power.pk, "online"),
    ]
    assert {client.get(address).status_code for address in addresses} == {404}
    assert power.reference not in text_of(client, page("mine"))


def test_the_agent_reads_the_power_but_changes_nothing_in_it(client: Client) -> None:
    power = handed_in(submit=False)
    people.sign_in(client, people.lawyer())
    assert power.reference in text_of(client, page("power", power.pk))
    closed = [page("check", power.pk), page("withdraw", power.pk), page("step", power.pk, "matter")]
    assert {client.get(address).status_code for address in closed} == {404}


def test_one_agent_does_not_open_the_papers_of_the_other(client: Client) -> None:
    power = handed_in(submit=False)
    lawyer = power.agents.get()
    second = powers.an_agent(power, people.stranger(), position=2, kind="close_relative", licence=None)
    people.sign_in(client, people.stranger())
    assert client.get(page("agent", power.pk, second.pk)).status_code == 200
    assert client.get(page("agent", power.pk, lawyer.pk)).status_code == 404


@pytest.mark.parametrize("state", [state for state in lifecycle.STATES if state != lifecycle.DRAFT])
def test_the_page_tells_where_the_power_stands_in_every_state(mine: Client, state: str) -> None:
    power = powers.a_power(state)
    shown = text_of(mine, page("power", power.pk))
    assert "Where it stands" in shown and power.reference in shown
    assert power.reference in text_of(mine, page("mine"))


@pytest.mark.parametrize("language", languages.CODES)
def test_every_question_opens_in_every_language(mine: Client, language: str) -> None:
    power = a_draft(second_language="pt")
    for name, _answer in ANSWERS:
        assert f'lang="{languages.html_lang(language)}"' in text_of(
            mine, page("step", power.pk, name, language=language)
        )
    for name in ("power", "check", "consents", "withdraw"):
        text_of(mine, page(name, power.pk, language=language))
    for name in ("mine", "begin", "start"):
        text_of(mine, page(name, language=language))


def test_the_page_that_explains_is_open_to_visitors(client: Client) -> None:
    assert "attesting officer" in text_of(client, page("start"))


def test_withdrawing_the_consent_to_be_recorded_is_explained_and_ends_the_way_by_video(mine: Client) -> None:
    power = handed_in()
    assert "If you withdraw it now" in text_of(mine, page("consent", power.pk, "recording"))
    mine.post(page("consent", power.pk, "recording"), {"consents": "no"})
    power.refresh_from_db()
    assert power.state == lifecycle.ATTESTING_ROUTE
    assert "attesting officer" in text_of(mine, page("power", power.pk)).lower()


def test_taking_back_wants_a_reason_once_it_was_handed_in(mine: Client) -> None:
    power = handed_in()
    assert "error-summary" in mine.post(page("withdraw", power.pk), {"reason": ""}).content.decode()
    mine.post(page("withdraw", power.pk), {"reason": "Settled out of court"})
    power.refresh_from_db()
    assert (power.state, power.end_reason) == (lifecycle.WITHDRAWN, "Settled out of court")
    assert mine.get(page("withdraw", power.pk)).status_code == 404


def test_a_question_that_was_answered_too_late_says_so(mine: Client) -> None:
    power = handed_in()
    sent = mine.post(page("step", power.pk, "matter"), {"matter": "too late"})
    assert sent["Location"] == page("power", power.pk)
    assert mine.get(page("step", power.pk, "matter")).status_code == 404


def test_the_list_and_the_page_ask_a_bounded_number_of_questions(
    mine: Client, django_assert_max_num_queries: Any
) -> None:
    handed_in()
    for _number in range(6):
        a_draft()
    mine.get(page("mine"))
    with django_assert_max_num_queries(30):
        mine.get(page("mine"))
    power = PowerOfAttorney.objects.exclude(state="draft").get()
    with django_assert_max_num_queries(60):
        mine.get(page("power", power.pk))


def test_names_in_another_script_carry_their_language_and_sentences_of_the_page_do_not(mine: Client) -> None:
    power = a_draft()
    invited(power)
    shown = text_of(mine, page("check", power.pk))
    assert '<bdi lang="zh-Hans">周平</bdi> · Lawyer · invited' in shown
    assert '<bdi lang="zh-Hant">何德榮</bdi>' in shown
    assert '<span lang="zh-Hant">繁體中文</span>' in shown
    simplified = text_of(mine, page("check", power.pk, language="zh-hans"))
    assert simplified.count("<bdi lang=") == 4
