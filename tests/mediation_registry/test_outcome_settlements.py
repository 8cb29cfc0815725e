"""A settlement takes effect with the last party's signature; what was signed cannot be changed; refusing ends it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mediation_registry.actions import settlements, signing
from mediation_registry.models import Mediation, SettlementSignature
from mediation_registry.queries.outcome import settlement_of
from portal.audit.models import Event
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import cases, outcomes, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_the_settlement_takes_effect_with_the_last_partys_signature():
    mediation = outcomes.a_mediation()
    outcomes.drawn_up(mediation)
    outcomes.sign(mediation, "first")
    assert settlement_of(mediation).state == "signing"
    later = outcomes.when(1)
    outcomes.sign(mediation, "second", later)
    found = settlement_of(mediation)
    mediation.refresh_from_db()
    assert (found.state, found.effective_at, found.time_source) == ("in_force", later, "last_signature")
    assert (mediation.state, mediation.end_ground) == ("concluded", "settled")


def test_the_mediators_signature_does_not_decide_when_it_takes_effect():
    mediation = outcomes.settled(at=outcomes.when(1), mediator_signs=False)
    signing.sign_as_mediator(
        **outcomes.who(people.mediator(), mediation, outcomes.when(9)),
        digest=settlement_of(mediation).text.digest, typed_name="Leong Wai",
    )  # fmt: skip
    assert settlement_of(mediation).effective_at == outcomes.when(1)


def test_the_day_of_effect_is_the_calendar_day_of_shanghai():
    mediation = outcomes.settled(at=outcomes.when(1, hour=17))  # 22 November, one o'clock in Shanghai
    assert settlement_of(mediation).effective_date == outcomes.day("2026-11-22")


def test_a_new_version_asks_everybody_to_sign_anew():
    mediation = outcomes.a_mediation()
    outcomes.drawn_up(mediation)
    outcomes.sign(mediation, "first")
    settlements.revise(
        **outcomes.who(people.mediator(), mediation, outcomes.when(1)),
        draft=outcomes.a_draft(result="何德榮即時付款。"),
    )
    outcomes.sign(mediation, "second", outcomes.when(2))
    found = settlement_of(mediation)
    assert (found.current, found.state, found.text.signatures.count()) == (2, "signing", 1)
    outcomes.sign(mediation, "first", outcomes.when(3))
    assert settlement_of(mediation).effective_at == outcomes.when(3)


def test_nobody_signs_a_text_that_the_page_did_not_show():
    mediation = outcomes.a_mediation()
    outcomes.drawn_up(mediation)
    shown = settlement_of(mediation).text.digest
    settlements.revise(
        **outcomes.who(people.mediator(), mediation), draft=outcomes.a_draft(result="另一個結果。")
    )
    with pytest.raises(ValidationError, match="changed after you opened"):
        signing.sign_as_party(
            **outcomes.who(people.principal(), mediation), party_id=outcomes.party(mediation, "first").pk,
            digest=shown, typed_name="陳嘉敏",
        )  # fmt: skip


def test_a_signature_needs_the_signatorys_own_name():
    mediation = outcomes.a_mediation()
    outcomes.drawn_up(mediation)
    for typed in ("", "何德榮"):
        with pytest.raises(ValidationError) as refusal:
            signing.sign_as_party(
                **outcomes.who(people.principal(), mediation), party_id=outcomes.party(mediation, "first").pk,
                digest=settlement_of(mediation).text.digest, typed_name=typed,
            )  # fmt: skip
        assert "typed_name" in refusal.value.error_dict


def test_an_agent_signs_only_with_the_special_authority_to_settle():
    mediation = outcomes.a_mediation()
    cases.represented(mediation.case)
    outcomes.drawn_up(mediation)
    act = {"party_id": outcomes.party(mediation, "first").pk, "digest": settlement_of(mediation).text.digest,
           "typed_name": "周平"}  # fmt: skip
    with pytest.raises(ValidationError, match="special authority"):
        signing.sign_as_party(**outcomes.who(people.lawyer(), mediation), **act)
    agent = cases.plaintiff(mediation.case).representations.get()
    agent.special_powers = ["settle"]
    agent.save()
    made = signing.sign_as_party(**outcomes.who(people.lawyer(), mediation), **act)
    assert made.capacity == SettlementSignature.Capacity.AGENT


def test_refusing_to_sign_ends_the_mediation_on_that_ground():
    mediation = outcomes.a_mediation()
    outcomes.drawn_up(mediation)
    settlements.refuse_to_sign(
        **outcomes.who(people.opponent(), mediation),
        party_id=outcomes.party(mediation, "second").pk,
        reason="太多",
    )
    mediation.refresh_from_db()
    assert (mediation.state, mediation.end_ground) == ("ended", "refused_to_sign")
    assert settlement_of(mediation).state == "refused"


def test_the_mediator_may_take_a_settlement_back_and_the_mediation_goes_on():
    mediation = outcomes.a_mediation()
    outcomes.drawn_up(mediation)
    settlements.take_back(**outcomes.who(people.mediator(), mediation), reason="雙方仍須商議")
    mediation.refresh_from_db()
    assert mediation.state == "sessions"
    outcomes.drawn_up(mediation)
    assert mediation.settlements.count() == 2


def test_a_settlement_signed_on_paper_has_its_document_as_the_source_of_its_day():
    mediation = outcomes.a_mediation()
    Mediation.objects.filter(pk=mediation.pk).update(accepted_date=outcomes.day("2026-11-01"))
    made = settlements.enter_signed_on_paper(
        **outcomes.who(people.mediator(), mediation), draft=outcomes.a_draft(),
        effective_date=outcomes.day("2026-11-05"), upload=outcomes.a_file("signed"),
    )  # fmt: skip
    assert (made.state, made.effective_date, made.time_source) == (
        "in_force",
        outcomes.day("2026-11-05"),
        "document",
    )
    assert made.source_document.scope == made.scope


@pytest.mark.parametrize("day", ["2026-11-25", "2026-10-01"])
def test_a_day_ahead_or_before_the_mediation_is_refused(day: str):
    mediation = outcomes.a_mediation()
    with pytest.raises(ValidationError) as refusal:
        settlements.enter_signed_on_paper(
            **outcomes.who(people.mediator(), mediation), draft=outcomes.a_draft(), effective_date=outcomes.day(day),
            upload=outcomes.a_file(),
        )  # fmt: skip
    assert "effective_date" in refusal.value.error_dict
    assert not mediation.settlements.exists()


def test_the_organisation_seals_by_its_representative_or_by_a_sealed_copy():
    mediation = outcomes.settled(led_by=outcomes.organisation())
    digest = settlement_of(mediation).text.digest
    centre = people.account("centre")
    made = signing.seal_for_organisation(
        **outcomes.who(centre, mediation), digest=digest, typed_name="虚构调解中心"
    )
    assert made.role == "organisation"
    with pytest.raises(ValidationError, match="sealed this version"):
        signing.add_sealed_copy(
            **outcomes.who(people.mediator(), mediation), upload=outcomes.a_file("sealed")
        )


def test_a_settlement_lacking_a_part_is_refused_at_that_part():
    mediation = outcomes.a_mediation()
    for name in ("parties", "facts", "result"):
        with pytest.raises(ValidationError) as refusal:
            outcomes.drawn_up(mediation, **{name: "  "})
        assert name in refusal.value.error_dict
    mediation.refresh_from_db()
    assert mediation.state == "sessions"


def test_strangers_and_the_other_mediators_cannot_touch_it():
    mediation = outcomes.a_mediation()
    for user in (people.stranger(), people.judge_b(), people.clerk_a()):
        with pytest.raises(PermissionRefused):
            settlements.draw_up(**outcomes.who(user, mediation), draft=outcomes.a_draft())


def test_everybody_who_signs_is_told_and_the_settlement_is_served():
    mediation = outcomes.settled()
    kinds = set(Notice.objects.values_list("kind", flat=True))
    assert {
        "mediation_registry.settlement_to_sign",
        "mediation_registry.settlement_in_force_confirm",
    } <= kinds
    told = Notice.objects.filter(kind="mediation_registry.settlement_in_force_confirm")
    assert {notice.recipient_key for notice in told} == {
        f"user:{people.principal().pk}", f"user:{people.opponent().pk}"}  # fmt: skip
    signed = Event.objects.filter(act="mediation_registry.settlement_signed", chain=mediation.chain)
    assert all(settlement_of(mediation).text.digest.encode() in bytes(event.body) for event in signed)
