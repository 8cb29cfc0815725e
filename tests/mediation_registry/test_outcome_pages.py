"""The pages of the outcome: whose they are, what they say, and that nothing confidential leaves its own page."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.utils import timezone

from mediation_registry.actions import alarms, notes, records
from mediation_registry.actions.records import GivenAddress
from mediation_registry.models import FeedbackAnswer, FeedbackInvitation, Mediation, PrivilegedNote
from mediation_registry.queries.outcome import settlement_of
from portal.audit.actors import system_actor
from portal.audit.history import history
from portal.audit.models import Event, PrivateValue
from portal.cases.queries import address_in_force
from portal.exhibits.actions import read
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import cases, outcomes, people

pytestmark = pytest.mark.django_db
CANARY = "四百八十萬讓步金絲雀"
PAGES = ("record", "notes", "settlement", "confirmation")


def page(client, mediation, name: str, *, language: str = "pt", status: int = 200) -> str:
    response = client.get(f"/{language}/mediations/{mediation.pk}/{name}/")
    assert response.status_code == status, (name, response.status_code)
    return response.content.decode()


def a_signed_record(mediation: Mediation):
    """One fact confirmed by both, one by Chan alone; both addresses; both signatures."""
    lead = outcomes.who(people.mediator(), mediation)
    records.open_record(**lead, basis="online_18_22", language="zh-hant")
    fact = records.enter_item(**lead, kind="fact", topic="general", text="合同於2025年3月3日訂立。")
    disputed = records.enter_item(**lead, kind="fact", topic="general", text="貨物於四月交付。")
    records.enter_item(**lead, kind="procedure", topic="language", text="後續程序使用中文。")
    records.put_record(**lead)
    for user, side, name in (
        (people.principal(), "first", "陳嘉敏"),
        (people.opponent(), "second", "何德榮"),
    ):
        who = {**outcomes.who(user, mediation), "party_id": outcomes.party(mediation, side).pk}
        records.give_address(
            **who,
            address=GivenAddress(
                addressee=name,
                region="HK",
                postal_address="香港中環虛構道1號",
                for_litigation=True,
                for_arbitration=True,
            ),
        )
        confirms = [fact.pk, disputed.pk] if side == "first" else [fact.pk]
        records.sign_record(**who, confirms=confirms, typed_name=name, may_be_used=True)
    mediation.record.refresh_from_db()
    return mediation.record


def test_the_record_fixes_only_what_every_party_confirmed_and_feeds_the_address_of_the_case():
    from mediation_registry.queries.outcome import standing_items

    mediation = outcomes.a_mediation()
    record = a_signed_record(mediation)
    assert record.state == "signed"
    assert [item.text for item in standing_items(record)] == ["合同於2025年3月3日訂立。"]
    held = address_in_force(cases.plaintiff(mediation.case), outcomes.TODAY)
    assert held.confirmation.postal_address == "香港中環虛構道1號"
    assert record.addresses.filter(confirmation__isnull=False).count() == 2


def test_every_page_opens_for_those_whom_it_concerns_in_four_languages(client):
    mediation = outcomes.settled(led_by=outcomes.organisation())
    outcomes.prepared(mediation)
    for user in (people.principal(), people.mediator()):
        people.sign_in(client, user)
        for language in ("zh-hant", "zh-hans", "pt", "en"):
            for name in PAGES:
                page(client, mediation, name, language=language)
    people.sign_in(client, people.principal())
    for name in ("confirmation/prepare", "confirmation/join", "confirmation/paper", "confirmation/file"):
        page(client, mediation, name)


@pytest.mark.parametrize(
    "who", ["stranger", "clerk_a", "judge_b", "operator", "auditor", "authority_decider"]
)
def test_nobody_else_finds_these_pages(client, who: str):
    mediation = outcomes.settled()
    people.sign_in(client, people.CAST[who]())
    for name in (
        *PAGES,
        "settlement/sign",
        "settlement/write",
        "confirmation/prepare",
        "judgment",
        "record/sign",
    ):
        page(client, mediation, name, status=404)


def test_a_party_reads_and_signs_the_settlement_in_the_browser(client):
    mediation = outcomes.a_mediation()
    outcomes.drawn_up(mediation)
    people.sign_in(client, people.principal())
    address = f"/en/mediations/{mediation.pk}/settlement/sign/"
    assert "買賣合同" in client.get(address).content.decode()
    typed = {"party": outcomes.party(mediation, "first").pk, "digest": settlement_of(mediation).text.digest,
             "typed_name": "somebody else", "has_read": "on"}  # fmt: skip
    refused = client.post(address, typed)
    assert refused.status_code == 200
    assert "somebody else" in refused.content.decode()
    assert client.post(address, {**typed, "typed_name": "陳嘉敏"}).status_code == 302
    assert settlement_of(mediation).text.signatures.count() == 1


def test_signing_asks_for_the_second_factor(client):
    mediation = outcomes.a_mediation()
    outcomes.drawn_up(mediation)
    people.sign_in(client, people.principal(), second_factor=False)
    response = client.get(f"/en/mediations/{mediation.pk}/settlement/sign/")
    assert response.status_code == 302
    assert "reauthenticate" in response["Location"] or "2fa" in response["Location"]


def test_whoever_is_late_is_told_the_other_ways_and_offered_no_joint_application(client, monkeypatch):
    mediation = outcomes.settled()
    late = outcomes.when(40)
    monkeypatch.setattr(timezone, "now", lambda: late)
    people.sign_in(client, people.principal())
    text = page(client, mediation, "confirmation", language="en")
    for words in ("no longer possible", "Payment order", "Notarised instrument", "Action on the settlement"):
        assert words in text
    for words in ("Join the application", "File the joint application", "confirmation/prepare"):
        assert words not in text


def test_what_was_conceded_stays_on_its_own_page(client):
    mediation = outcomes.settled()
    a_signed_record(mediation)
    notes.keep_note(**outcomes.who(people.principal(), mediation), audience="one_side", text=CANARY)
    found = outcomes.filed(mediation)
    people.sign_in(client, people.principal())
    assert CANARY in page(client, mediation, "notes")
    for name in ("record", "settlement", "confirmation"):
        assert CANARY not in page(client, mediation, name)
    people.sign_in(client, people.mediator())
    assert CANARY in page(client, mediation, "notes")
    people.sign_in(client, people.opponent())
    assert CANARY not in page(client, mediation, "notes")
    people.sign_in(client, people.judge_a())
    for address in (
        f"/staff/confirmations/inspect/{found.pk}/",
        f"/staff/mediation-records/inspect/{mediation.record.pk}/",
    ):
        response = client.get(address)
        assert response.status_code == 200
        assert CANARY not in response.content.decode()
    _nowhere_in_log_notices_or_pack(found, mediation)


def _nowhere_in_log_notices_or_pack(found, mediation) -> None:
    assert all(CANARY.encode() not in bytes(event.body) for event in Event.objects.all())
    assert all(CANARY not in value.value for value in PrivateValue.objects.all())
    assert all(CANARY not in notice.context for notice in Notice.objects.all())
    _exhibit, content = read(actor=people.actor(people.judge_a()), at=outcomes.NOW, exhibit_id=found.pack_id)
    assert CANARY.encode() not in content.read()
    chains = [line.sentence for line in history(mediation.chain, language="en", show_private=True)]
    assert not [sentence for sentence in chains if "confidential" in sentence]


def test_the_court_can_neither_read_nor_keep_a_note():
    mediation = outcomes.a_mediation()
    with pytest.raises(PermissionRefused):
        notes.keep_note(**outcomes.who(people.clerk_a(), mediation), audience="everybody", text="x")
    assert not PrivilegedNote.objects.exists()


def test_the_court_works_through_an_application_at_its_desk(client):
    found = outcomes.filed()
    people.sign_in(client, people.clerk_a())
    address = f"/staff/confirmations/inspect/{found.pk}/"
    assert found.reference in client.get("/staff/confirmations/").content.decode()
    text = client.get(address).content.decode()
    assert "SHA-256" in text
    client.post(
        address,
        {"act": "mediation_registry.confirmation_accepted", "confirmation_accepted-court_number": "1"},
    )
    found.refresh_from_db()
    assert (found.state, found.court_number) == ("accepted", "1")
    people.sign_in(client, people.clerk_b())
    assert client.get(address).status_code == 404
    assert found.reference not in client.get("/staff/confirmations/").content.decode()
    pack = f"/staff/confirmations/{found.pk}/document/{found.pack_id}/"
    assert client.get(pack).status_code == 404
    people.sign_in(client, people.judge_a())
    assert client.get(pack)["Content-Type"] == "application/pdf"


def test_the_court_makes_the_mediation_judgment_at_its_desk(client):
    made = outcomes.asked_for_judgment()
    people.sign_in(client, people.judge_a())
    address = f"/staff/mediation-judgments/inspect/{made.pk}/"
    assert client.get(address).status_code == 200
    client.post(address, {"act": "mediation_registry.judgment_made", "judgment_made-number": "1",
                          "judgment_made-made_date": timezone.localdate().isoformat()})  # fmt: skip
    made.refresh_from_db()
    assert made.state == "made"
    people.sign_in(client, people.principal())
    assert "1" in page(client, made.settlement.mediation, "judgment")


def test_a_feedback_link_works_once_is_kept_as_a_hash_and_says_not_who_answered(client):
    mediation = outcomes.settled()
    alarms.ask_for_feedback(actor=system_actor("beat"), at=timezone.now())
    Mediation.objects.filter(pk=mediation.pk).update(ended_at=timezone.now())
    alarms.ask_for_feedback(actor=system_actor("beat"), at=timezone.now())
    assert FeedbackInvitation.objects.count() == 2
    alarms.ask_for_feedback(actor=system_actor("beat"), at=timezone.now())
    assert FeedbackInvitation.objects.count() == 2
    FeedbackInvitation.objects.filter(party__side="first").update(token_hash=sha256(b"a-token").hexdigest())
    given = {"fairness": 5, "clarity": 4, "listening": 5, "language_fit": 3, "remark": "好"}
    assert client.get("/pt/mediations/feedback/a-token/").status_code == 200
    assert client.post("/pt/mediations/feedback/a-token/", {**given, "fairness": 9}).status_code == 200
    assert client.post("/pt/mediations/feedback/a-token/", given).status_code == 200
    assert client.get("/pt/mediations/feedback/a-token/").status_code == 404
    answer = FeedbackAnswer.objects.get()
    assert not [field for field in answer._meta.get_fields() if field.name in ("party", "user", "invitation")]
