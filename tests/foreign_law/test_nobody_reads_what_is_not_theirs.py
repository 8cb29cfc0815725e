"""Every address of the ascertainment against everybody who might come: 404 for strangers, no secret for the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase, HttpResponseNotFound
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoDbBlocker

from foreign_law.forms.ascertainment import acts as kinds
from foreign_law.forms.ascertainment.offered import offered
from foreign_law.models import RequestEvent
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment.seats import SEATS
from portal import urls
from tests.factories import people
from tests.factories.ascertainment_world import CAST, COURT, EXPERT, NOBODY, SIDES, World, a_world
from tests.support.sources import ROOT

pytestmark = pytest.mark.django_db
PLAINTIFF = frozenset({"plaintiff"})
LIBRARY = frozenset({"librarian", "clerk", "clerk_b", "own_desk", "desk"})
STAFF = COURT | {"judge_b", "clerk_b", "desk"}
DIRECTORY = STAFF | {"librarian", "auditor"}
KEEPERS = DIRECTORY - {"judge", "judge_b", "colleague", "auditor"}
EVERYBODY = frozenset(CAST)
REFUSED = {404, 405}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def plain_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of an error is not what is asked here; without it these tests take half the time."""
    monkeypatch.setattr(urls, "handler404", lambda request, exception: HttpResponseNotFound("not found"))


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once for all tests of this file; what each of them writes is taken back, and in the end the world."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_world()
        transaction.set_rollback(True)


#: The name of an address, its parts, those who may open it.
Row = tuple[str, tuple[Any, ...], frozenset[str]]


def _of_requests(w: World) -> list[Row]:
    """A request, its periods and costs."""
    one, main = w.request.reference, "law:ascertainment"
    return [
        ("law:ascertainments", (), EVERYBODY),
        ("law:ascertainment_ask", (w.case.pk,), SIDES),
        (main, (one,), SIDES | EXPERT),
        (main, (w.draft.reference,), NOBODY),
        (main, (w.returned.reference,), PLAINTIFF),
        (main, (w.early.reference,), SIDES),
        (main, (w.elsewhere.reference,), frozenset({"other_party", "other_expert"})),
        (f"{main}_choice", (one,), SIDES),
        (f"{main}_choice", (w.returned.reference,), PLAINTIFF),
        (f"{main}_choice", (w.early.reference,), NOBODY),  # without an instrument
        (f"{main}_edit", (w.returned.reference,), PLAINTIFF),
        (f"{main}_edit", (one,), NOBODY),
        (f"{main}_withdraw", (w.returned.reference,), PLAINTIFF),
        (f"{main}_withdraw", (one,), NOBODY),
        (f"{main}_extension", (one, w.period.pk), PLAINTIFF),
        (f"{main}_extension", (one, w.answer_period.pk), NOBODY),
        (f"{main}_quote", (one, w.attempt.pk), EXPERT),
        (f"{main}_quote", (one, w.withdrawn.pk), NOBODY),
        (f"{main}_quote", (one, w.unsent.pk), NOBODY),
        (f"{main}_cost_agree", (one, w.cost.pk), SIDES),
        (f"{main}_cost_paid", (one, w.cost.pk), SIDES),
    ]  # fmt: skip


def _of_the_hearing(w: World) -> list[Row]:
    """Materials and positions."""
    one, main = w.request.reference, "law:ascertainment"
    of = {name: (one, getattr(w, name).number) for name in ("mine", "opinion", "shown")}
    return [
        (f"{main}_material_new", (one,), SIDES),
        (f"{main}_material_for", (one, w.attempt.number), EXPERT),
        (f"{main}_material_for", (one, w.withdrawn.number), NOBODY),
        (f"{main}_material_for", (one, w.unsent.number), NOBODY),
        (f"{main}_material", of["mine"], PLAINTIFF | COURT),
        (f"{main}_material", of["opinion"], EXPERT | COURT),
        (f"{main}_material", of["shown"], SIDES | COURT),
        (f"{main}_material_file", (*of["mine"], "document"), PLAINTIFF | COURT),
        (f"{main}_material_file", (*of["opinion"], "document"), EXPERT | COURT),
        (f"{main}_material_file", (*of["shown"], "document"), SIDES | COURT),
        (f"{main}_material_file", (*of["mine"], "judgment-1"), NOBODY),
        (f"{main}_material_complete", of["mine"], PLAINTIFF),
        (f"{main}_material_complete", of["opinion"], EXPERT),
        (f"{main}_material_complete", of["shown"], NOBODY),
        (f"{main}_material_withdraw", of["mine"], PLAINTIFF),
        (f"{main}_material_withdraw", of["opinion"], EXPERT),
        (f"{main}_law_new", of["mine"], PLAINTIFF),
        (f"{main}_law", (*of["mine"], 1), PLAINTIFF),
        (f"{main}_law", (*of["opinion"], 1), EXPERT),
        (f"{main}_positions", (one,), SIDES),
        (f"{main}_positions", (w.early.reference,), NOBODY),
        (f"{main}_position_evidence", (one, w.said.pk), SIDES | COURT),
        (f"{main}_rebut", (one, w.finding_shown.pk), SIDES),
        (f"{main}_rebut", (w.early.reference, w.finding_shown.pk), NOBODY),
        (f"{main}_rebuttal_evidence", (one, w.rebuttal.pk), SIDES | COURT),
    ]  # fmt: skip


def _of_providers(w: World) -> list[Row]:
    """Papers, the work of whoever was asked, questioning, the directory."""
    return [
        ("law:paper_pdf", (w.letter.pk,), EXPERT | COURT),
        ("law:paper_docx", (w.letter.pk,), EXPERT | COURT),
        ("law:provider_work", (w.attempt.pk,), EXPERT),
        ("law:provider_work", (w.withdrawn.pk,), NOBODY),
        ("law:provider_work", (w.unsent.pk,), NOBODY),
        ("law:provider_work", (w.other_attempt.pk,), frozenset({"other_expert"})),
        ("law:provider_accept", (w.attempt.pk,), NOBODY),  # accepted already
        ("law:provider_accept", (w.other_attempt.pk,), frozenset({"other_expert"})),
        ("law:provider_decline", (w.attempt.pk,), EXPERT),
        ("law:provider_proof", (w.attempt.pk,), EXPERT),
        ("law:provider_proof_withdraw", (w.attempt.pk, w.proof.pk), EXPERT),
        ("law:provider_proof_withdraw", (w.other_attempt.pk, w.proof.pk), NOBODY),
        ("law:provider_file", (w.attempt.pk, w.mine.exhibit_id), NOBODY),
        ("law:questioning_ask", (w.attempt.pk,), SIDES),
        ("law:questioning_room", (w.asked.pk,), NOBODY),
        ("law:questioning_room", (w.questioning.pk,), SIDES | COURT | EXPERT),
        ("law:questioning_begin", (w.questioning.pk,), NOBODY),  # the judge's, once a room is open
        ("law:provider", (w.provider.pk,), NOBODY),
        ("law:providers", (), EVERYBODY),
        ("law:provider_invitation", (), EVERYBODY),
    ]  # fmt: skip


def people_s_pages(w: World) -> dict[str, frozenset[str]]:
    """The addresses under /law/, each with those who may open it."""
    rows = [*_of_requests(w), *_of_the_hearing(w), *_of_providers(w)]
    return {reverse(name, args=args): who for name, args, who in rows}


def staff_pages(w: World) -> dict[str, frozenset[str]]:
    """The addresses under /staff/, each with those who may open it."""
    desk, providers = "ascertainment_desk:", "law_providers:"
    rows: list[Row] = [
        (f"{desk}index", (), STAFF),
        (f"{desk}charts", (), STAFF),
        (f"{desk}findings", (), LIBRARY),
        (f"{desk}finding_record", (), LIBRARY),
        *((f"{desk}inspect", (row.pk,), COURT) for row in (w.request, w.draft, w.elsewhere)),
        (f"{desk}file", (w.request.pk, w.mine.exhibit_id), COURT),
        (f"{desk}file", (w.request.pk, w.proof.exhibit_id), COURT),
        (f"{desk}file", (w.request.pk, w.request.choice_exhibit_id), COURT),
        (f"{desk}file", (w.elsewhere.pk, w.mine.exhibit_id), NOBODY),
        ("ascertainment_opening:new", (), STAFF),
        ("ascertainment_papers:wordings", (w.request.pk, "pt"), COURT - {"colleague"}),
        (f"{providers}index", (), DIRECTORY),
        (f"{providers}inspect", (w.provider.pk,), DIRECTORY),
        (f"{providers}inspect", (w.unsent.provider_id,), DIRECTORY),
        (f"{providers}enter", (), KEEPERS),
        (f"{providers}act", (w.provider.pk, "provider_changed"), KEEPERS),
        (f"{providers}act", (w.provider.pk, "provider_ended"), KEEPERS),
        (f"{providers}end_account", (w.provider.pk, w.provider.accounts.get().pk), KEEPERS),
    ]  # fmt: skip
    return {reverse(name, args=args): who for name, args, who in rows}


def shelves(w: World) -> list[str]:
    """Pages for everybody or for the staff that might let a word slip."""
    search = reverse("desk_search")
    return [
        reverse("law:search"), reverse("law:figures"), reverse("cases:mine"), reverse("cases:case", args=[w.case.pk]),
        reverse("cases:case", args=[w.elsewhere.case_id]), "/staff/", f"{search}?q=SECRET",
        f"{search}?q={w.request.reference}", f"{reverse('ascertainment_desk:index')}?q=SECRET",
    ]  # fmt: skip


def text_of(answer: HttpResponseBase) -> str:
    """The words of an answer, also of a download."""
    streamed = getattr(answer, "streaming_content", None)
    content = b"".join(streamed) if streamed is not None else answer.content  # type: ignore[attr-defined]
    return str(content.decode("utf-8", "ignore"))


def visitor(who: str) -> Client:
    client: Client = people.sign_in(Client(), CAST[who]())
    return client


def told(text: str, w: World, who: str) -> list[str]:
    """The secrets in a text that are not for this reader."""
    return [word for word, readers in w.secrets.items() if who not in readers and word in text]


def is_sent_away(answer: HttpResponseBase) -> bool:
    """Not found, not this way, or sent to sign in (the staff's pages send home who has no office)."""
    if answer.status_code == 302:
        return bool(re.search(r"/accounts/|/staff/login/|/staff/$", str(answer["Location"]))) or (
            answer["Location"] == "/"
        )
    return answer.status_code in REFUSED


#: Near enough to know the addresses: they try every one, by GET or by POST. The others try a sixth of them, in turn.
NEAR = ("plaintiff", "defendant", "expert", "withdrawn_expert", "former_lawyer")


def tries(number: int, who: str) -> str:
    """How somebody tries the page with this number that is not theirs: ``get``, ``post`` or not at all."""
    turn = number + list(CAST).index(who)
    return ("get", "post")[turn % 2] if who in NEAR else {0: "get", 7: "post"}.get(turn % 12, "")


def refusal(client: Client, page: str, how: str) -> str:
    """What is wrong with the answer to somebody whose page it is not; "" for nothing."""
    answer = client.post(page, {"reason": "x"}) if how == "post" else client.get(page)
    return "" if is_sent_away(answer) else f"{how} {page}: {answer.status_code}"


def faults_of(pages: dict[str, frozenset[str]], w: World, who: str) -> Iterable[str]:
    """What is wrong with the pages as this person meets them, by GET and by POST where it is not theirs."""
    client = visitor(who)
    for number, (page, readers) in enumerate(pages.items()):
        if who in readers:
            if who not in NEAR and (number + list(CAST).index(who)) % 2:
                continue  # every second page of a colleague is enough
            answer = client.get(page)
            if answer.status_code != 200:
                yield f"{who} GET {page}: {answer.status_code} instead of 200"
            yield from (f"{who} reads {word} on {page}" for word in told(text_of(answer), w, who))
            continue
        if (how := tries(number, who)) and (fault := refusal(client, page, how)):
            yield f"{who} {fault}"


def test_the_pages_of_people_are_open_to_those_whom_they_concern_alone(world: World) -> None:
    pages, before = people_s_pages(world), RequestEvent.objects.count()
    assert not [fault for who in CAST for fault in faults_of(pages, world, who)]
    assert RequestEvent.objects.count() == before


def test_the_pages_of_the_staff_are_open_to_their_court_alone(world: World) -> None:
    pages, before = staff_pages(world), RequestEvent.objects.count()
    assert not [fault for who in CAST for fault in faults_of(pages, world, who)]
    assert RequestEvent.objects.count() == before


def test_a_visitor_is_sent_to_sign_in_and_reads_no_secret(world: World) -> None:
    client, seen = Client(), []
    for page, readers in {**people_s_pages(world), **staff_pages(world)}.items():
        for answer in (client.get(page), client.post(page)):
            if answer.status_code == 200 and readers == EVERYBODY:
                seen += told(text_of(answer), world, "nobody")
            elif not is_sent_away(answer):
                seen.append(f"{page}: {answer.status_code}")
    assert not seen


def test_no_shelf_lets_a_word_slip(world: World) -> None:
    slips = []
    for who in (*NEAR, "clerk_b", "librarian", "auditor"):
        client = visitor(who)
        for page in shelves(world):
            answer = client.get(page)
            assert answer.status_code < 500, (who, page)
            slips += [f"{who} reads {word} on {page}" for word in told(text_of(answer), world, who)]
    assert not slips


RECORDS = {
    kinds.REQUEST: "request", kinds.ATTEMPT: "attempt", kinds.MATERIAL: "mine", kinds.QUESTIONING: "asked",
    kinds.COST: "cost", kinds.PERIOD: "period", kinds.EXTENSION: "extension", kinds.SHOWN: "finding_shown",
    kinds.FINDING: "own_finding",
}  # fmt: skip
#: Who sits where before the case: the colleague sees it and decides nothing in it.
SEATED = {
    "judge": {lifecycle.JUDGE}, "clerk": {lifecycle.CLERK}, "own_desk": {lifecycle.CLERK}, "colleague": set(),
    "judge_b": set(), "clerk_b": set(), "desk": set(), "librarian": set(), "auditor": set(),
}  # fmt: skip


def test_every_act_of_the_desk_is_open_from_its_seat_alone(world: World) -> None:
    faults, before, opened = [], RequestEvent.objects.count(), set()
    for who, seats in SEATED.items():
        client = visitor(who)
        for number, form in enumerate(offered()):
            page = reverse("ascertainment_desk:act", args=[form.act, getattr(world, RECORDS[form.on]).pk])
            if seats & set(SEATS["foreign_law." + form.act]):
                if number % 6 == 0 and client.get(page).status_code == 200:
                    opened.add(form.act)
            elif (
                how := ("get", "post")[number % 2]
                if who in ("judge", "clerk", "colleague")
                else tries(number, who)
            ):
                faults.append(refusal(client, page, how))
    assert not [fault for fault in faults if fault]
    assert RequestEvent.objects.count() == before
    assert opened


def test_whoever_was_bound_to_nothing_any_more_reads_nothing(world: World) -> None:
    """The account of the institute ends: its pages close on the same day."""
    client = visitor("expert")
    page = reverse("law:provider_work", args=[world.attempt.pk])
    assert client.get(page).status_code == 200
    world.provider.accounts.update(valid_to=world.provider.accounts.get().valid_from)
    for address, readers in people_s_pages(world).items():
        if "expert" in readers and readers != EVERYBODY:
            assert is_sent_away(client.get(address)), address


def test_law_is_struck_by_whoever_gave_it_alone(world: World) -> None:
    for material, other in (
        ("mine", "defendant"),
        ("mine", "expert"),
        ("opinion", "plaintiff"),
        ("opinion", "clerk_b"),
    ):
        number = getattr(world, material).number
        page = reverse("law:ascertainment_law_strike", args=[world.request.reference, number, 1])
        assert visitor(other).post(page).status_code == 404


def test_every_address_of_the_ascertainment_stands_in_these_tables(world: World) -> None:
    text = (ROOT / "tests/foreign_law/test_nobody_reads_what_is_not_theirs.py").read_text("utf-8")
    rows = (ROOT / "tests/tables/addresses.csv").read_text("utf-8")
    wanted = re.findall(r"^law:(ascertainment\w*|provider\w*|questioning\w*|paper_\w+),", rows, re.M)
    wanted.remove("ascertainment_law_strike")  # POST only: see test_law_is_struck_by_whoever_gave_it_alone
    assert len(wanted) > 30
    assert not [name for name in wanted if f"law:{name}" not in text and f"{{main}}{name[13:]}" not in text]
