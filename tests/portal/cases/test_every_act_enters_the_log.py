"""One walk through every act of this room: each leaves its event in the case's chain, in words of every language."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from i18n import languages
from portal.audit.actors import Actor
from portal.audit.history import history
from portal.audit.models import Event
from portal.cases import actions
from portal.cases.models import Case, CaseImport
from portal.cases.permissions import ACTS
from portal.notices import actions as notices
from portal.notices.models import Notice
from tests.factories import cases, people

pytestmark = pytest.mark.django_db
NOW = cases.NOW
ALL = {
    "cases.opened", "cases.stayed", "cases.resumed", "cases.concluded", "cases.assigned", "cases.party_added",
    "cases.account_linked", "cases.authority_entered", "cases.authority_confirmed", "cases.authority_ended",
    "cases.representation_added", "cases.representation_ended", "cases.lawyer_changed", "cases.party_succeeded",
    "cases.address_confirmed", "cases.consent_withdrawn", "cases.exhibit_filed",
}  # fmt: skip
IMPORTED = "cases.table_imported"


def walk() -> Case:
    case = cases.chan_against_ho()
    by = {"actor": people.actor(people.clerk_a()), "at": NOW, "case_id": case.pk}
    actions.assign(**by, seat="clerk", holder=people.clerk_a())
    company = cases.a_party(case, name="虛構貿易有限公司", kind="entity", role="third_party")
    link = actions.enter_authority(
        **by, party_id=company.pk, holder_name="陳嘉敏", capacity="director", document_name="登記冊"
    )
    actions.confirm_authority(**by, link_id=link.pk)
    actions.end_authority(**by, link_id=link.pk, reason="辭任")
    actions.link_account(**by, person=people.person_of(people.mediator()), record_of=company)
    first = actions.add_representation(
        **by, party_id=cases.plaintiff(case).pk, agent=cases.an_agent(case, name="舊代理")
    )
    second = actions.change_lawyer(
        **by, representation_id=first.pk, agent=cases.zhou_ping(case), reason="改聘"
    )
    actions.end_representation(**by, representation_id=second.pk, reason="解除委託")
    cases.confirmed_address(case)
    actions.withdraw_consent(**by, party_id=cases.plaintiff(case).pk, reason="不再使用")
    cases.filed(case)
    actions.succeed_party(
        **by | {"actor": people.actor(people.judge_a())}, party_id=cases.defendant(case).pk, name="何小榮",
        kind="natural", basis="裁定",
    )  # fmt: skip
    actions.stay(**by, reason="等候繼承人")
    actions.resume(**by, reason="繼承人已參加")
    actions.conclude(**by, reason="判決", concluded_date=cases.TODAY)
    return case


def test_each_act_leaves_its_event_and_its_sentence_in_every_language():
    case = walk()
    acts = set(Event.objects.filter(chain=case.chain, act__startswith="cases.").values_list("act", flat=True))
    assert acts == ALL == set(ACTS) - {IMPORTED}
    for code in languages.CODES:
        for line in history(case.chain, language=code):
            assert line.label and line.sentence and "%(" not in line.sentence
            assert not line.act.startswith("cases.") or "—" not in line.sentence, line.sentence


def test_no_event_of_a_case_holds_a_name_an_address_or_a_reason():
    case = walk()
    bodies = "".join(bytes(event.body).decode() for event in Event.objects.filter(chain=case.chain))
    for personal in ("陳嘉敏", "何小榮", "舊代理", "虛構道", "chan@example.test", "解除委託", "繼承人"):
        assert personal not in bodies


def test_an_imported_case_says_so(client):
    people.sign_in(client, people.clerk_a())
    table = SimpleUploadedFile(
        "t.csv", "法院,案号,程序,立案日期\nCN-GD-QH,X 1,普通程序,2026-05-04\n".encode()
    )
    address = client.post(reverse("cases_desk:import"), {"upload": table})["Location"]
    mapping = {column: str(place) for column, place in CaseImport.objects.get().mapping.items()}
    client.post(address, {**mapping, "import": "1"})
    assert IMPORTED in set(Event.objects.filter(chain=Case.objects.get().chain).values_list("act", flat=True))


def test_settling_and_retrying_a_notice_enter_the_log():
    cases.chan_against_ho()
    first, second = Notice.objects.all()[:2]
    Notice.objects.update(state="failed", failed_at=datetime(2026, 11, 20, tzinfo=UTC))
    clerk = Actor("user:c", roles=frozenset({"clerk"}), courts=frozenset({people.COURT_A}))
    notices.retry(actor=clerk, at=NOW, notice_id=first.pk)
    notices.settle(actor=clerk, at=NOW, notice_id=second.pk, reason="by telephone")
    acts = set(Event.objects.filter(subject_kind="notices.Notice").values_list("act", flat=True))
    assert acts == {"notices.retried", "notices.settled"}
