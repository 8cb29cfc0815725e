"""A matter is opened from a case, numbered without gaps, edited with its old words kept."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.audit.models import PrivateValue
from portal.identity.permissions import PermissionRefused
from portal.numbering import is_checked
from service_of_process.actions.legs import open_leg, withdraw_leg
from service_of_process.actions.opening import edit_matter, open_matter, withdraw_matter
from service_of_process.models import Leg, MatterEvent, ServiceMatter
from service_of_process.queries.planning import blocking_of, problems_of
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


def opened(**entries) -> ServiceMatter:
    service.practice()
    case = service.served_case()
    return open_matter(**{
        "actor": clerk(), "at": NOW, "case_id": case.pk, "party_id": cases.defendant(case).pk, "nature": "买卖合同纠纷",
        "answer_days": 30, **entries,
    })  # fmt: skip


def test_the_number_names_year_court_region_direction_and_bears_a_check_character() -> None:
    first, second = opened(), opened()
    assert first.stem == "SD-2026-QH-HK-O-00001"
    assert second.stem == "SD-2026-QH-HK-O-00002"
    assert first.reference.startswith(first.stem + "-") and is_checked(first.reference)


def test_a_number_taken_back_with_its_transaction_is_given_again() -> None:
    with pytest.raises(ValidationError):
        opened(name=" ")
    assert opened().stem.endswith("00001")


def test_the_addressee_is_named_as_the_case_names_the_party() -> None:
    matter = opened(former_names=["何德容", " "], identity_number="A123456(3)")
    assert matter.addressee.name == "何德榮"
    assert matter.addressee.name_script == cases.defendant(matter.case).name_script
    assert matter.addressee.names == ("何德榮", "何德容")
    assert matter.addressee.former_names == ["何德容"]
    assert matter.state == lifecycle.DRAFT


def test_only_a_clerk_of_the_cases_court_opens_a_matter() -> None:
    service.practice()
    case = service.served_case()
    for somebody in (people.clerk_b(), people.judge_a(), people.principal(), people.stranger()):
        with pytest.raises(PermissionRefused):
            open_matter(
                actor=people.actor(somebody), at=NOW, case_id=case.pk, party_id=cases.defendant(case).pk, nature="x"
            )  # fmt: skip


def test_a_party_of_another_case_is_no_addressee() -> None:
    service.practice()
    other = cases.a_case("（2026）粤0391民初1002号")
    party = cases.a_party(other, role="defendant", name="某人")
    with pytest.raises(PermissionRefused):
        opened(party_id=party.pk)


def test_what_is_edited_stays_legible_in_the_log() -> None:
    matter = opened()
    edit_matter(actor=clerk(), at=NOW, matter_id=matter.pk, nature="借款合同纠纷", name_en="HO Tak Wing")
    matter.refresh_from_db()
    assert (matter.nature, matter.addressee.name_en) == ("借款合同纠纷", "HO Tak Wing")
    line = MatterEvent.objects.get(act="service_of_process.matter_edited")
    assert line.facts["changed"] == ["name_en", "nature"]
    kept = PrivateValue.objects.filter(event__act="service_of_process.matter_edited")
    assert {row.name: row.value for row in kept}["old_nature"] == "买卖合同纠纷"
    with pytest.raises(ValidationError, match="Nothing was changed"):
        edit_matter(actor=clerk(), at=NOW, matter_id=matter.pk, nature="借款合同纠纷")


def test_a_leg_bears_the_matters_number_its_own_and_a_check_character() -> None:
    matter = service.a_matter()
    leg = open_leg(
        actor=clerk(), at=NOW, matter_id=matter.pk, channel=channels.ENTRUSTED_HK, address_id=matter.addresses.get().pk
    )  # fmt: skip
    assert leg.reference.startswith(f"{matter.stem}-1-") and is_checked(leg.reference)
    assert (leg.legal_basis, leg.means, leg.sets) == ("hk-arrangement-1999", "post", 2)
    assert leg.upper_court.code == service.HPC
    assert [row.code for row in blocking_of(leg)] == []
    assert "letter_not_made" in [row.code for row in problems_of(leg)]


def test_withdrawing_a_matter_names_the_legs_abroad_and_keeps_results() -> None:
    matter = service.a_matter()
    abroad = service.a_leg(matter, state=lifecycle.DISPATCHED)
    proved = service.a_leg(matter, channels.MAIL, lifecycle.PROVED)
    withdraw_matter(actor=clerk(), at=NOW, matter_id=matter.pk, reason="Settled")
    states = dict(Leg.objects.values_list("pk", "state"))
    assert states == {abroad.pk: lifecycle.WITHDRAWN, proved.pk: lifecycle.PROVED}
    line = MatterEvent.objects.get(act="service_of_process.matter_withdrawn")
    assert line.facts["abroad"] == [abroad.reference]


def test_a_withdrawn_leg_says_whether_papers_are_abroad() -> None:
    matter = service.a_matter()
    leg = service.a_leg(matter, state=lifecycle.RECEIVED)
    with pytest.raises(ValidationError, match="reason"):
        withdraw_leg(actor=clerk(), at=NOW, leg_id=leg.pk, reason=" ")
    withdraw_leg(actor=clerk(), at=NOW, leg_id=leg.pk, reason="Another way is open")
    leg.refresh_from_db()
    assert (leg.state, leg.end_reason) == (lifecycle.WITHDRAWN, "withdrawn")
    assert MatterEvent.objects.get(leg=leg, act="service_of_process.leg_withdrawn").facts == {"abroad": True}
