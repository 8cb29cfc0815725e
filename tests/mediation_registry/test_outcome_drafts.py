"""What a mediator types into a long form outlives the session; and the page of a mediation leads to its papers."""

from __future__ import annotations

import pytest

from mediation_registry.models import Settlement
from portal.drafts import actions as drafts
from tests.factories import cases, outcomes, people

pytestmark = pytest.mark.django_db


def test_a_settlement_half_typed_opens_again_and_its_draft_goes_when_it_is_sent(client):
    mediation = outcomes.a_mediation()
    user = people.sign_in(client, people.mediator()) and people.mediator()
    owner, key = f"user:{user.pk}", f"mediation_registry.outcome:{mediation.pk}.settlement_write"
    drafts.save(owner_key=owner, form_key=key, values={"result": ["半途的文字"]}, at=cases.NOW)
    address = f"/en/mediations/{mediation.pk}/settlement/write/"
    assert "半途的文字" in client.get(address).content.decode()
    assert address in client.get("/en/drafts/").content.decode()
    sent = {**outcomes.TEXT, "form": "written", "covers": "all", "language": "zh-hant", "is_money": "on"}
    assert client.post(address, sent).status_code == 302
    assert Settlement.objects.get().text.result == outcomes.TEXT["result"]
    assert drafts.load(owner, key) is None


@pytest.mark.parametrize(("who", "reads_notes"), [("principal", False), ("mediator", True)])
def test_the_page_of_a_mediation_leads_to_its_papers(client, who: str, reads_notes: bool):
    mediation = outcomes.a_mediation()
    outcomes.drawn_up(mediation)
    people.sign_in(client, people.CAST[who]())
    shown = client.get(f"/en/mediations/{mediation.pk}/").content.decode()
    assert f"/en/mediations/{mediation.pk}/record/" in shown
    assert (f"/en/mediations/{mediation.pk}/notes/" in shown) is reads_notes
    assert "Read and sign the settlement" in shown
