"""The pages: the provider's work, the questioning, the room, the directory; strangers and other seats get 404."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from foreign_law.actions.ascertainment import invitations, providers, questioning, questioning_rooms
from foreign_law.models import LawProvider, ProviderAccount, RouteAttempt
from foreign_law.rules.ascertainment import lifecycle
from portal.rooms.models import Room
from tests.factories import ascertainment as made
from tests.factories import people

pytestmark = pytest.mark.django_db
OUTSIDERS = (people.stranger, people.principal, people.clerk_b, people.judge_b, made.other_expert)


def client_of(user: Any) -> Client:
    client: Client = people.sign_in(Client(), user)
    return client


def asked(state: str = lifecycle.SENT, request_state: str = lifecycle.IN_PROGRESS) -> RouteAttempt:
    attempt: RouteAttempt = made.an_attempt(made.a_request(request_state), state=state)
    return attempt


def work(attempt: RouteAttempt, rest: str = "") -> str:
    return f"/en/law/ascertainment/work/{attempt.pk}/{rest}"


def test_a_provider_reads_what_it_needs_accepts_proves_and_takes_back() -> None:
    attempt, client = asked(), client_of(made.expert())
    page = client.get(work(attempt)).content.decode()
    assert "问题1：违约金条款是否有效？" in page
    assert "双方于2024年5月6日签订合同。" in page
    assert "陳嘉敏" not in page
    assert "the written statement of no interest" in page
    assert client.get(f"/en/law/ascertainment/{attempt.request.reference}/").status_code == 200
    said = {"statement_text": "I have no interest.", "upload": SimpleUploadedFile("s.txt", b"signed")}
    refused = client.post(work(attempt, "accept/"), {"statement_text": "Kept words."})
    assert "Kept words." in refused.content.decode()
    assert client.post(work(attempt, "accept/"), {**said, "is_true": "on"}).status_code == 302
    attempt.refresh_from_db()
    assert (attempt.state, attempt.statement_text) == (lifecycle.ACCEPTED, "I have no interest.")
    assert client.get(work(attempt, "accept/")).status_code == 404
    given = {"kind": "qualification", "upload": SimpleUploadedFile("licence.txt", b"licence")}
    assert client.post(work(attempt, "proofs/"), given).status_code == 302
    proof = attempt.proofs.get()
    answer = client.get(work(attempt, f"files/{proof.exhibit_id}/"))
    assert b"".join(answer.streaming_content) == b"licence"
    page = client.get(work(attempt)).content.decode()
    assert "still missing" not in page
    client.post(work(attempt, f"proofs/{proof.pk}/withdraw/"), {"reason": "Wrong."})
    assert not attempt.proofs.filter(withdrawn_at=None).exists()


def test_a_provider_that_declined_finds_the_request_gone() -> None:
    attempt, client = asked(), client_of(made.expert())
    given = {"ground": "conflict", "decline_reason": "We advised the buyer."}
    assert client.post(work(attempt, "decline/"), given).status_code == 302
    attempt.refresh_from_db()
    assert attempt.state == lifecycle.DECLINED_CONFLICT
    for address in (work(attempt), f"/en/law/ascertainment/{attempt.request.reference}/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_opens_the_provider_s_pages(who: Any) -> None:
    attempt, client = asked(), client_of(who())
    made.proofs_of(attempt)
    key = attempt.proofs.get().pk
    for rest in ("", "accept/", "decline/", "proofs/", f"proofs/{key}/withdraw/",
                 f"files/{attempt.proofs.get().exhibit_id}/"):  # fmt: skip
        assert client.get(work(attempt, rest)).status_code == 404


def test_the_parties_are_named_to_a_provider_only_where_the_clerk_said_so() -> None:
    attempt = asked()
    RouteAttempt.objects.filter(pk=attempt.pk).update(names_parties=True)
    assert "陳嘉敏" in client_of(made.expert()).get(work(attempt)).content.decode()


def test_a_party_asks_for_a_questioning_and_sees_it_on_her_page() -> None:
    attempt = asked(lifecycle.ANSWERED_BY_PROVIDER, lifecycle.POSITIONS)
    address = f"/en/law/ascertainment/questioning/{attempt.pk}/"
    client = client_of(people.principal())
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "Section 2 was skipped."}).status_code == 302
    page = client.get(f"/en/law/ascertainment/{attempt.request.reference}/").content.decode()
    assert "Asked for by a party" in page
    other = client_of(people.opponent()).get(f"/en/law/ascertainment/{attempt.request.reference}/")
    assert "Asked for by a party" not in other.content.decode()
    for who in (people.stranger, people.clerk_b, made.expert):
        assert client_of(who()).get(address).status_code == 404


def test_the_room_opens_to_the_seats_alone_and_to_the_expert_only_while_allowed() -> None:
    attempt, at = asked(lifecycle.ANSWERED_BY_PROVIDER, lifecycle.POSITIONS), timezone.now()
    judge, clerk = people.actor(people.judge_a(), at), people.actor(people.clerk_a(), at)
    found = questioning.order_questioning(
        actor=judge, at=at, attempt_id=attempt.pk, how="online", difficulty="Far.", home_law_checked=True,
        home_law_note="Checked.",
    )  # fmt: skip
    address = f"/en/law/ascertainment/rooms/{found.pk}/"
    assert "The room is not open yet" in client_of(made.expert()).get(address).content.decode()
    questioning_rooms.open_questioning_room(actor=clerk, at=at, questioning_id=found.pk)
    for who in (made.expert, people.judge_a, people.clerk_a, people.principal):
        assert "data-room=" in client_of(who()).get(address).content.decode()
    for who in (people.stranger, people.clerk_b, made.other_expert):
        assert client_of(who()).get(address).status_code == 404
        assert client_of(who()).post(address + "begin/").status_code == 404
    assert client_of(made.expert()).post(address + "begin/").status_code == 404
    assert client_of(people.judge_a()).post(address + "begin/").status_code == 302
    found.refresh_from_db()
    assert Room.objects.get(pk=found.room_id).state == Room.State.LIVE
    questioning.cancel_questioning(actor=clerk, at=at, questioning_id=found.pk, reason="Ill.")
    assert "data-room=" not in client_of(made.expert()).get(address).content.decode()


def test_the_open_directory_shows_who_agreed_and_states_fees_with_their_source() -> None:
    at = timezone.now()
    shown = providers.enter_provider(
        actor=people.actor(people.librarian(), at), at=at, kind="institution", name_zh_hant="虛構研究所",
        routes=[6], jurisdictions=["CN-HK"], languages=["pt"], fees="HKD 12,000", source="Price list",
        stated_date=made.TODAY, is_public=True,
    )  # fmt: skip
    hidden = made.provider(name="不公開研究所")
    client = Client()
    page = client.get("/en/law/providers/").content.decode()
    assert "虛構研究所" in page
    assert "不公開研究所" not in page
    page = client.get(f"/en/law/providers/{shown.pk}/").content.decode()
    assert "HKD 12,000" in page
    assert "Price list" in page
    assert client.get(f"/en/law/providers/{hidden.pk}/").status_code == 404
    for query in ("law=CN-MO", "law=%00", "kind=x&law=" + "y" * 5000, "page=-1"):
        assert client.get(f"/en/law/providers/?{query}").status_code == 200


def test_the_api_gives_the_open_directory_and_nothing_that_its_page_does_not_show() -> None:
    at = timezone.now()
    shown = providers.enter_provider(
        actor=people.actor(people.librarian(), at), at=at, kind="institution", name_zh_hant="虛構研究所",
        name_pt="Instituto Fictício", routes=[6], jurisdictions=["CN-HK"], languages=["pt"], fees="HKD 12,000",
        source="Price list", stated_date=made.TODAY, contact_email="desk@institute.example", is_public=True,
    )  # fmt: skip
    made.provider(name="不公開研究所")
    client = Client()
    answer = client.get("/api/v1/law/providers")
    assert "institute.example" not in answer.content.decode()
    (found,) = answer.json()["results"]
    assert answer.json()["total"] == 1
    assert found["provider"] == str(shown.pk) and found["laws"] == ["CN-HK"] and found["fees"] == "HKD 12,000"
    assert found["names"] == {"zh-hant": "虛構研究所", "pt": "Instituto Fictício"}
    assert client.get(found["url"]).status_code == 200
    assert client.get("/api/v1/law/providers?kind=expert").json()["total"] == 0
    assert client.get("/api/v1/law/providers?page=0").status_code == 422


def test_an_invitation_is_taken_up_with_a_second_factor_and_guessing_is_counted() -> None:
    at, found = timezone.now(), made.provider()
    invitations.invite(
        actor=people.actor(people.clerk_a(), at), at=at, provider_id=found.pk, email="x@example.test", language="en"
    )  # fmt: skip
    address = "/en/law/providers/invitation/"
    assert "/accounts/login/" in Client().get(address)["Location"]
    weak: Client = people.sign_in(Client(), people.stranger(), second_factor=False)
    assert weak.get(address).status_code == 302
    client = client_of(people.stranger())
    code = "x" * 32
    found.invitations.update(digest=invitations.digest_of(code))
    answers = [client.post(address, {"code": f"guess-{number}"}).status_code for number in range(3)]
    assert answers == [200, 200, 200]
    assert client.post(address, {"code": code}).status_code == 302
    assert ProviderAccount.objects.filter(user=people.stranger(), provider=found).exists()
    last = [client.post(address, {"code": "guess"}).status_code for _number in range(10)][-1]
    assert last == 429


def test_staff_keep_the_directory_and_other_roles_do_not_see_it() -> None:
    client = client_of(people.clerk_a())
    given = {
        "kind": "expert", "name_pt": "Beatriz Fictícia", "routes": ["6"], "jurisdictions": "CN-MO pt",
        "languages": ["pt"],
    }  # fmt: skip
    wrong = client.post("/staff/law-providers/enter/", {**given, "jurisdictions": "Lisboa", "fees": "MOP 1"})
    assert wrong.status_code == 200
    assert "MOP 1" in wrong.content.decode()
    assert client.post("/staff/law-providers/enter/", given).status_code == 302
    found = LawProvider.objects.get()
    assert (found.name_pt, found.jurisdictions) == ("Beatriz Fictícia", ["CN-MO", "PT"])
    own = f"/staff/law-providers/{found.pk}/"
    assert client.post(own + "provider_changed/", {**given, "turnaround": "3 semanas"}).status_code == 200
    stated = {**given, "turnaround": "3 semanas", "source": "Carta", "stated_date": "2026-11-01"}
    assert client.post(own + "provider_changed/", stated).status_code == 302
    client.post(own + "provider_invited/", {"email": "b@example.test", "language": "pt"})
    made.ProviderAccount.objects.create(provider=found, user=made.expert(), valid_from=made.TODAY)
    page = client.get(own).content.decode()
    assert "b@example.test" in page
    assert made.expert().email in page
    revoke = f"{own}invitations/{found.invitations.get().pk}/revoke/"
    assert client.post(revoke).status_code == 302
    assert client.get(revoke).status_code == 404
    assert client.post(own + "provider_ended/", {"reason": "Retired."}).status_code == 302
    assert client.get(own + "provider_ended/").status_code == 404
    assert client.get("/staff/law-providers/").status_code == 200
    assert client_of(people.editor()).get(own).status_code == 404
    judge = client_of(people.judge_a())
    assert judge.get(own).status_code == 200
    assert judge.get(own + "provider_resumed/").status_code == 404


@pytest.mark.parametrize(
    ("act", "state", "given"),
    [
        ("route_sent", lifecycle.OPENED, {"sent_date": "2026-11-20"}),
        ("route_answered", lifecycle.SENT, {"received_date": "2026-11-20", "answer_note": "Nothing."}),
        ("route_withdrawn", lifecycle.SENT, {"reason": "No longer needed."}),
        ("attempt_rectified", lifecycle.SENT, {"field": "through", "value": "广东省高级人民法院", "reason": "Typo."}),
    ],
)  # fmt: skip
def test_the_desk_runs_the_acts_of_routes(act: str, state: str, given: dict[str, str]) -> None:
    attempt = asked(state)
    address = f"/staff/ascertainment/act/{act}/{attempt.pk}/"
    client = client_of(people.clerk_a())
    assert client.get(address).status_code == 200
    answer = client.post(address, given)
    assert answer.status_code == 302, answer.content.decode()
    assert client_of(people.clerk_b()).get(address).status_code == 404


def test_the_desk_opens_a_route_with_its_advice() -> None:
    request = made.a_request(jurisdiction="CN-MO")
    address = f"/staff/ascertainment/act/route_opened/{request.pk}/"
    client = client_of(people.clerk_a())
    assert client.get(address).status_code == 200
    assert client.post(address, {"route": "6"}).status_code == 200
    given = {"route": "6", "provider_id": str(made.provider().pk), "names_parties": "on"}
    assert client.post(address, given).status_code == 302
    assert request.attempts.get().names_parties
