"""The set of documents, addresses, persons who may receive, and the legs that follow from them."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from portal.cases.actions.addresses import confirm_address
from portal.exhibits.scopes import reaches
from portal.identity.permissions import PermissionRefused
from service_of_process.actions.addressing import add_address, add_confirmed_addresses, withdraw_address
from service_of_process.actions.contacts import add_contact, withdraw_contact
from service_of_process.actions.document_set import add_document, withdraw_document
from service_of_process.actions.evidence_letters import write_evidence_letter
from service_of_process.actions.legs import open_leg
from service_of_process.actions.opening import open_matter
from service_of_process.actions.route_choosing import open_routes
from service_of_process.models import EvidenceLetter
from service_of_process.queries.planning import blocking_of, problems_of
from service_of_process.queries.routes import next_route_of, situation_of
from service_of_process.queries.scopes import own_scope, scope_of
from service_of_process.rules import channels, lifecycle
from tests.factories import cases, people, service

pytestmark = pytest.mark.django_db
NOW = service.NOW


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def clerk():
    return people.actor(people.clerk_a())


def by_clerk(action, matter, **entries):
    return action(actor=clerk(), at=NOW, matter_id=matter.pk, **entries)


def pdf(pages: int, name: str = "claim.pdf") -> SimpleUploadedFile:
    document = pikepdf.new()
    for _page in range(pages):
        document.add_blank_page(page_size=(595, 842))
    out = BytesIO()
    document.save(out)
    return SimpleUploadedFile(name, out.getvalue(), content_type="application/pdf")


def company(case):
    """A company of Hong Kong, sued together with Ho Tak Wing."""
    return cases.a_party(case, role="defendant", name="虚构贸易有限公司", kind="entity")


# -- documents


def test_a_scan_of_400_pages_passes_and_is_counted() -> None:
    matter = service.a_matter(with_document=False)
    document = by_clerk(add_document, matter, upload=pdf(400), kind="claim", title="起诉状副本")
    assert document.pages == 400
    assert document.exhibit.scope == scope_of(matter)
    assert len(document.digest) == 64


def test_pages_that_cannot_be_counted_are_entered() -> None:
    matter = service.a_matter(with_document=False)
    with pytest.raises(ValidationError, match="cannot be counted"):
        by_clerk(add_document, matter, upload=cases.upload("order"), kind="ruling", title="裁定书")
    document = by_clerk(
        add_document, matter, upload=cases.upload("order"), kind="ruling", title="裁定书", pages=3
    )
    assert document.pages == 3


def test_the_same_file_twice_is_told_by_its_number() -> None:
    matter = service.a_matter(with_document=False)
    by_clerk(add_document, matter, upload=pdf(2), kind="claim", title="起诉状副本")
    with pytest.raises(ValidationError, match="as document 1"):
        by_clerk(add_document, matter, upload=pdf(2), kind="claim", title="again")


def test_a_portuguese_document_without_chinese_translation_is_blocked_and_passes_with_one() -> None:
    matter = service.a_matter(region="MO", with_document=False)
    leg = service.a_leg(matter, channels.ENTRUSTED_MACAO, means="platform", sets=0)
    first = by_clerk(
        add_document, matter, upload=cases.upload("contestação"), kind="claim", title="Petição", language="pt", pages=2
    )  # fmt: skip
    assert [problem.code for problem in blocking_of(leg)] == ["translation_missing"]
    assert "Document 1: " in str(blocking_of(leg)[0]) and "(Arrangement with Macao (2020), art. 5)" in str(
        blocking_of(leg)[0]
    )
    by_clerk(withdraw_document, matter, document_id=first.pk, reason="Translated anew")
    by_clerk(
        add_document, matter, upload=cases.upload("petição"), kind="claim", title="Petição", language="pt", pages=2,
        translation=cases.upload("译本"), translated_by="Fictitious Translations",
    )  # fmt: skip
    assert not blocking_of(leg)


def test_a_hearing_that_has_passed_only_warns() -> None:
    matter = service.a_matter(hearing_at=NOW - timedelta(days=3))
    leg = service.a_leg(matter, means="post", sets=2)
    found = {problem.code: problem.blocks for problem in problems_of(leg, service.TODAY)}
    assert found["hearing_past"] is False
    assert not blocking_of(leg, service.TODAY)


# -- addresses


def test_a_confirmed_address_is_taken_over_when_the_matter_is_opened() -> None:
    service.practice()
    case = service.served_case()
    confirm_address(
        actor=people.actor(people.opponent()), at=NOW, case_id=case.pk, party_id=cases.defendant(case).pk,
        address=cases.an_address(addressee="何德榮", email="ho@example.test"),
    )  # fmt: skip
    matter = open_matter(
        actor=clerk(), at=NOW, case_id=case.pk, party_id=cases.defendant(case).pk, nature="买卖合同纠纷"
    )
    assert [(row.kind, row.source) for row in matter.addresses.all()] == [
        ("residence", "confirmed"), ("email", "confirmed"),
    ]  # fmt: skip
    with pytest.raises(ValidationError, match="no address"):
        by_clerk(add_confirmed_addresses, matter)
    legs = by_clerk(open_routes, matter, chosen=["electronic", "mail"])
    assert [leg.legal_basis for leg in legs] == [channels.BY_CONSENT, "hkmo-service-2009-art7"]


def test_an_address_is_entered_once_and_withdrawn_with_a_reason() -> None:
    matter = service.a_matter()
    entered = {"kind": "business", "text": "香港中環虛構道2號", "source": "register"}
    address = by_clerk(add_address, matter, **entered)
    with pytest.raises(ValidationError, match="already"):
        by_clerk(add_address, matter, **entered)
    with pytest.raises(ValidationError, match="e-mail"):
        by_clerk(add_address, matter, **{**entered, "kind": "email"})
    with pytest.raises(ValidationError, match="future"):
        by_clerk(add_address, matter, **{**entered, "text": "x", "verified_date": date(2027, 1, 1)})
    by_clerk(withdraw_address, matter, address_id=address.pk, reason="Moved")
    with pytest.raises(ValidationError, match="Choose an address"):
        by_clerk(withdraw_address, matter, address_id=address.pk, reason="Moved")


# -- who may receive


def test_an_agent_receives_unless_his_power_expressly_excludes_it() -> None:
    case = service.served_case()
    plain = cases.represented(case)
    matter = service.a_matter(case=case)
    matter.addressee.party = cases.plaintiff(case)
    matter.addressee.save()
    contact = by_clerk(add_contact, matter, channel="agent", representation=plain)
    leg = by_clerk(open_leg, matter, channel="agent", contact_id=contact.pk)
    assert leg.legal_basis == "hkmo-service-2009-art4"
    plain.receives_service = False
    plain.save()
    with pytest.raises(ValidationError, match="expressly excludes"):
        by_clerk(add_contact, matter, channel="agent", representation=plain)
    by_clerk(withdraw_contact, matter, contact_id=contact.pk, reason="The power was read again")
    assert situation_of(matter, service.TODAY).agent == "excluded"


def test_another_sides_agent_receives_nothing() -> None:
    case = service.served_case()
    matter = service.a_matter(case=case)
    with pytest.raises(ValidationError, match="agent of the addressee"):
        by_clerk(add_contact, matter, channel="agent", representation=cases.represented(case))


def test_a_business_agent_without_authority_is_no_route() -> None:
    matter = service.a_matter()
    with pytest.raises(ValidationError, match="not open"):
        by_clerk(add_contact, matter, channel="business_agent", name="某代办", is_authorised=False)
    contact = by_clerk(add_contact, matter, channel="business_agent", name="某代办", is_authorised=True)
    assert (
        by_clerk(open_leg, matter, channel="business_agent", contact_id=contact.pk).state == lifecycle.DRAFT
    )


def test_a_branch_without_authority_needs_the_judges_base_with_its_reason() -> None:
    matter = service.a_matter()
    matter.addressee.kind = "entity"
    matter.addressee.save()
    contact = by_clerk(add_contact, matter, channel="branch", name="深圳分公司")
    opened = {"channel": "branch", "contact_id": contact.pk}
    with pytest.raises(ValidationError, match="no authority"):
        by_clerk(open_leg, matter, **opened)
    with pytest.raises(ValidationError, match="Give the reason"):
        by_clerk(open_leg, matter, **opened, legal_basis="cpl-2023-art283-1-5")
    leg = by_clerk(
        open_leg, matter, **opened, legal_basis="cpl-2023-art283-1-5", basis_reason="Chosen by the judge"
    )
    assert leg.basis_reason == "Chosen by the judge"


def test_office_and_enterprise_need_no_authority() -> None:
    matter = service.a_matter()
    matter.addressee.kind = "entity"
    matter.addressee.save()
    for channel in ("representative_office", "wholly_owned"):
        contact = by_clerk(add_contact, matter, channel=channel, name="深圳代表处")
        assert by_clerk(open_leg, matter, channel=channel, contact_id=contact.pk).contact == contact


def test_the_entity_sued_together_and_the_mode_agreed_to_are_routes() -> None:
    case = service.served_case()
    other, matter = company(case), service.a_matter(case=case)
    with pytest.raises(ValidationError, match="sued in this case"):
        by_clerk(add_contact, matter, channel="codefendant_entity", party=cases.plaintiff(case))
    entity = by_clerk(add_contact, matter, channel="codefendant_entity", party=other)
    assert entity.name == "虚构贸易有限公司"
    with pytest.raises(ValidationError, match="proof"):
        by_clerk(add_contact, matter, channel="agreed_mode", name="何德榮", agreed_mode="By messenger")
    mode = by_clerk(
        add_contact, matter, channel="agreed_mode", name="何德榮", agreed_mode="By messenger", proof=cases.upload("yes")
    )  # fmt: skip
    for contact in (entity, mode):
        assert by_clerk(open_leg, matter, channel=contact.channel, contact_id=contact.pk).contact == contact


# -- legs


def test_an_authorised_court_writes_to_macao_itself_and_to_hong_kong_through_guangdong() -> None:
    service.authorised_for_macao()
    macao, hong_kong = service.a_matter(region="MO"), service.a_matter()
    to_macao = by_clerk(open_leg, macao, channel="entrusted_macao", address_id=macao.addresses.get().pk)
    assert (to_macao.upper_court, to_macao.means, to_macao.sets) == (None, "platform", 0)
    to_hong_kong = by_clerk(
        open_leg, hong_kong, channel="entrusted_hk", address_id=hong_kong.addresses.get().pk
    )
    assert to_hong_kong.upper_court.code == service.HPC


def test_consent_that_is_not_on_record_must_be_explained() -> None:
    matter = service.a_matter()
    address = service.an_address(matter, "ho@example.test", kind="email")
    opened = {"channel": "electronic", "legal_basis": channels.BY_CONSENT, "address_id": address.pk}
    with pytest.raises(ValidationError, match="No consent"):
        by_clerk(open_leg, matter, **opened)
    leg = by_clerk(open_leg, matter, **opened, basis_reason="He answered the summons by this address")
    assert leg.legal_basis == channels.BY_CONSENT
    with pytest.raises(ValidationError, match="runs already"):
        by_clerk(open_leg, matter, **opened, basis_reason="again")


def test_no_leg_opens_beside_a_notice_or_on_another_matters_address() -> None:
    matter, other = service.a_matter(lifecycle.NOTICE_RUNNING), service.a_matter()
    with pytest.raises(ValidationError, match="not possible now"):
        by_clerk(open_leg, matter, channel="mail", address_id=matter.addresses.get().pk)
    with pytest.raises(ValidationError, match="Choose an address"):
        by_clerk(open_leg, other, channel="mail", address_id=matter.addresses.get().pk)
    with pytest.raises(ValidationError, match="order of the judge"):
        by_clerk(open_leg, other, channel="notice", legal_basis="hkmo-service-2009-art9")


def test_opening_several_routes_opens_all_or_none_and_names_the_one_that_fails() -> None:
    matter = service.a_matter()
    with pytest.raises(ValidationError, match="Electronic service: Choose the address"):
        by_clerk(open_routes, matter, chosen=["mail", "electronic"])
    assert not matter.legs.exists()
    with pytest.raises(ValidationError, match="Choose a route"):
        by_clerk(open_routes, matter, chosen=[])


def test_the_next_route_after_a_failure_is_told() -> None:
    matter = service.a_matter()
    service.a_leg(matter, channels.ENTRUSTED_HK, lifecycle.FAILED)
    assert next_route_of(matter, channels.ELECTRONIC, service.TODAY) != channels.ENTRUSTED_HK


# -- evidence


def test_a_letter_for_evidence_says_what_the_articles_ask_for() -> None:
    matter = service.a_matter(kind="evidence", with_document=False)
    leg = by_clerk(open_leg, matter, channel="evidence_hk", address_id=matter.addresses.get().pk)
    assert {problem.code for problem in blocking_of(leg)} == {
        "evidence_parties_missing", "evidence_purpose_missing", "evidence_items_missing",
    }  # fmt: skip
    entered = {"measure": "examination", "parties": "陳嘉敏", "purpose": "付款", "items": "询问证人"}
    with pytest.raises(ValidationError, match="person and the questions"):
        by_clerk(write_evidence_letter, matter, **entered)
    by_clerk(write_evidence_letter, matter, **entered, person="李四", questions="何时付款？")
    assert not blocking_of(leg)
    by_clerk(write_evidence_letter, matter, **{**entered, "measure": "documents"})
    assert EvidenceLetter.objects.get().measure == "documents"
    leg.state = lifecycle.DISPATCHED
    leg.save()
    with pytest.raises(ValidationError, match="left the clerk"):
        by_clerk(write_evidence_letter, matter, **entered)
    with pytest.raises(ValidationError, match="asks for no evidence"):
        by_clerk(write_evidence_letter, service.a_matter(), **entered)


# -- who reaches the files


def test_no_side_reaches_the_courts_files_and_each_reaches_what_it_submitted() -> None:
    matter = service.a_matter()
    service.a_leg(matter, state=lifecycle.AT_UPPER)
    kept, party = scope_of(matter), people.actor(people.principal())
    for somebody in (people.clerk_a(), people.judge_a(), people.assistance_desk()):
        assert reaches(people.actor(somebody), kept, NOW)
    for somebody in (people.principal(), people.opponent(), people.clerk_b(), people.stranger()):
        assert not reaches(people.actor(somebody), kept, NOW)
    own = own_scope(matter, party)
    assert reaches(party, own, NOW) and reaches(clerk(), own, NOW)
    assert not reaches(people.actor(people.opponent()), own, NOW)
    assert not reaches(party, "service:nonsense", NOW) and not reaches(party, "service-own:nonsense.x", NOW)


def test_planning_is_the_clerks_and_nobody_elses() -> None:
    matter = service.a_matter()
    for somebody in (people.clerk_b(), people.judge_a(), people.principal(), people.assistance_desk()):
        with pytest.raises(PermissionRefused):
            add_address(
                actor=people.actor(somebody), at=NOW, matter_id=matter.pk, kind="residence", text="x", source="claim"
            )  # fmt: skip
