"""The judge reads where an electronic address comes from before she believes a confirmation of receipt."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from service_of_process.actions.opening_documents import BY_LINK, confirm_receipt
from service_of_process.models import AddresseeAddress, Proposal
from tests.factories import people
from tests.factories import service_electronic as acts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_a_confirmation_through_a_mailbox_that_the_other_side_named_says_so_to_the_judge() -> None:
    delivery, _code = acts.sent()
    AddresseeAddress.objects.filter(pk=delivery.leg.address_id).update(source="claim")
    confirm_receipt(actor=BY_LINK, at=acts.SENT, leg_id=delivery.leg_id, name="<b>Ho Tak Wing</b>")
    proposal = Proposal.objects.get(leg=delivery.leg, state="open")
    judge, client = people.judge_a(), Client()
    people.sign_in(client, judge)
    judge.language = "en"
    judge.save()
    client.cookies["django_language"] = "en"
    shown = client.get(reverse("service_desk:confirm", args=[proposal.pk])).content.decode()
    assert "Source of the electronic address: Statement of the other side" in shown
    assert "in the name of &lt;b&gt;Ho Tak Wing&lt;/b&gt;; whoever has the code" in shown
    assert proposal.matter.effective_date is None
