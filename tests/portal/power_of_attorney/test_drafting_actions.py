"""Acts before the session: the draft, the agents, consents, handing in. What is refused leaves no trace."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from portal.identity.models import IdentityDocument, Person
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from portal.notices.queries import context_of
from portal.power_of_attorney.actions import agents, drafting, submitting
from portal.power_of_attorney.models import Agent
from portal.power_of_attorney.rules import lifecycle
from tests.factories import cases, people
from tests.factories.power_drafts import AT, a_draft, accepted, handed_in, invited, me, refused, token_of

pytestmark = pytest.mark.django_db


def test_a_draft_becomes_a_power_handed_in_to_the_court_and_the_clerk_is_told() -> None:
    people.clerk_a()
    power = handed_in()
    assert power.state == lifecycle.SUBMITTED and power.submitted_at == AT
    assert power.reference.startswith("PA-2026-")
    told = {n.recipient_key: context_of(n) for n in Notice.objects.filter(kind="power_of_attorney.submitted")}
    assert told[people.actor(people.clerk_a()).key]["path"] == f"/staff/powers/inspect/{power.pk}/"
    assert told[people.actor(people.lawyer()).key]["path"] == f"/powers/{power.pk}/"


def test_an_incomplete_draft_is_refused_with_every_sentence_at_once() -> None:
    power = a_draft(stages=[])
    words = refused(lambda: submitting.submit(**me(), power_id=power.pk))
    power.refresh_from_db()
    assert power.state == lifecycle.DRAFT
    assert len(words) > 100


@pytest.mark.parametrize(
    "words", ["全權代理", "本人授予其全权代理", "plenos poderes", "full and unlimited powers"]
)
@pytest.mark.parametrize("field", ["matter", "opponent_name", "translated_by"])
def test_bare_full_agency_is_refused_wherever_it_is_typed(field: str, words: str) -> None:
    power = a_draft()
    refused(lambda: drafting.edit(**me(), power_id=power.pk, **{field: words}))
    power.refresh_from_db()
    assert words not in (power.matter, power.opponent_name, power.translated_by)


def test_only_the_principal_edits_and_nobody_else_learns_that_the_draft_exists() -> None:
    power = a_draft()
    accepted(invited(power))
    for user in (people.lawyer(), people.stranger(), people.opponent(), people.judge_a(), people.clerk_a()):
        with pytest.raises(PermissionRefused):
            drafting.edit(actor=people.actor(user), at=AT, power_id=power.pk, matter="other")


def test_the_ticks_become_one_line_each_and_an_unticked_one_goes() -> None:
    power = a_draft(powers=["settle", "appeal"])
    drafting.edit(**me(), power_id=power.pk, powers=["appeal", "receive_money"])
    assert set(power.granted.values_list("code", flat=True)) == {"appeal", "receive_money"}
    assert "unknown" not in refused(lambda: drafting.edit(**me(), power_id=power.pk, powers=["sell"]))


def test_a_case_of_mine_gives_court_cause_and_place() -> None:
    case = cases.chan_against_ho()
    power = drafting.draft(**me(), party=cases.plaintiff(case), stages=["first_instance"])
    assert (power.case, power.court, power.party) == (case, case.court, cases.plaintiff(case))


def test_the_place_of_the_other_side_in_a_case_is_not_mine_to_use() -> None:
    case = cases.chan_against_ho()
    assert refused(lambda: drafting.draft(**me(), party=cases.defendant(case))) == "not found"


def test_an_entity_is_registered_with_its_number_and_signed_for_by_me() -> None:
    power = a_draft()
    drafting.name_entity(
        **me(), power_id=power.pk, names={"latin": "Fictitious Trading Limited"}, paper="hk-br", number="12345678"
    )  # fmt: skip
    power.refresh_from_db()
    assert power.principal.kind == Person.Kind.LEGAL
    assert power.signer == people.person_of(people.principal())
    paper = IdentityDocument.objects.get(person=power.principal)
    assert paper.is_open and paper.court == power.court


def test_a_chain_of_authority_grows_by_documents_and_a_link_can_be_taken_out() -> None:
    power = a_draft()
    step = drafting.add_authority(
        **me(), power_id=power.pk, holder_name="Chan Ka Man", capacity="director", document_name="Board resolution",
        document_date=date(2026, 11, 1), upload=cases.upload("resolution"),
    )  # fmt: skip
    assert step.exhibit is not None and step.exhibit.scope == power.chain
    drafting.withdraw_authority(**me(), power_id=power.pk, step_id=step.pk)
    assert not power.authority_steps.filter(withdrawn_at=None).exists()
    with pytest.raises(PermissionRefused):
        drafting.withdraw_authority(**me(), power_id=power.pk, step_id=step.pk)


def test_a_third_agent_is_refused_and_a_place_that_was_freed_is_open_again() -> None:
    power = a_draft()
    invited(power)
    second = invited(power, name="Maria Pereira", email="maria.pereira@example.test", kind="close_relative")
    refused(lambda: invited(power, email="third@example.test"))
    agents.remove_agent(**me(), power_id=power.pk, agent_id=second.pk)
    assert invited(power, email="third@example.test").position == 2


def test_nobody_is_his_own_agent_and_both_agents_have_their_own_address() -> None:
    power = a_draft()
    refused(lambda: invited(power, email="chan.ka.man@example.test"))
    invited(power)
    refused(lambda: invited(power, email="ZHOU.PING@example.test "))


def test_the_link_is_kept_as_a_digest_works_once_and_not_after_fourteen_days() -> None:
    power = a_draft()
    agent = invited(power)
    token = token_of(agent)
    assert token not in agent.invitation_digest and len(agent.invitation_digest) == 64
    assert agents.invitation(token, AT + timedelta(days=15)) is None
    accepted(agent)
    assert agents.invitation(token, AT) is None


def test_a_new_link_closes_the_earlier_one() -> None:
    power = a_draft()
    agent = invited(power)
    first = token_of(agent)
    agents.invite_again(
        actor=me()["actor"], at=AT + timedelta(minutes=1), power_id=power.pk, agent_id=agent.pk
    )
    assert agents.invitation(first, AT) is None


def test_the_mail_that_invites_goes_to_the_address_even_without_an_account(mailoutbox: list[Any]) -> None:
    agent = invited(a_draft(), email="nobody.yet@example.test", language="pt")
    notice = Notice.objects.get(kind="power_of_attorney.agent_invited")
    assert (notice.recipient_email, notice.language) == ("nobody.yet@example.test", "pt")
    assert notice.recipient_key == f"email:{agent.pk}"


def test_a_lawyer_accepts_only_with_a_verified_licence_of_his_own() -> None:
    agent = invited(a_draft())
    refused(lambda: accepted(agent, licence=None))
    refused(
        lambda: accepted(agent, people.stranger(), licence=people.person_of(people.lawyer()).licences.get())
    )
    bound = accepted(agent)
    assert bound.is_bound and bound.firm_name == "Fictitious Law Firm, Shenzhen"


def test_no_acceptance_without_a_statement_on_conflicts() -> None:
    agent = invited(a_draft())
    refused(lambda: accepted(agent, conflict_statement="  "))
    assert not Agent.objects.get(pk=agent.pk).is_bound


def test_a_declined_invitation_is_told_to_the_principal_with_no_account_bound() -> None:
    agent = invited(a_draft())
    agents.decline_invitation(actor=people.actor(people.lawyer()), at=AT, token=token_of(agent), reason="")
    assert Agent.objects.get(pk=agent.pk).person is None
    assert Notice.objects.filter(kind="power_of_attorney.agent_declined").count() == 1
